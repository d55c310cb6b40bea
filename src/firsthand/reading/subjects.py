"""Words of predicates, and whose they are: subjects own or understood, fillers of a phrase, active or passive.

Control ("managed to seize"), coordination, participles and relative clauses leave a verb without a subject of its own;
it is the one of another verb. Labels are Universal Dependencies 2.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources

from firsthand.reading import lexicon
from firsthand.reading.arrays import Arrays
from firsthand.yamlfile import parse

RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
NOUNS = frozenset({"NOUN", "PROPN"})
_MEANWHILE = frozenset({"while", "when", "as", "whilst"})
MAX_CLIMB = 8  # links of control or coordination followed in search of a subject; longer ones are parser errors


@dataclass(frozen=True)
class Words:
    """The words of predicates.yaml."""

    light_agent: frozenset[str]
    light_patient: frozenset[str]
    under: frozenset[str]
    occur: frozenset[str]
    subject_control: frozenset[str]
    container: frozenset[str]
    answerable: frozenset[str]
    charging: frozenset[str]
    relational: dict[str, str]
    alike: dict[str, str]
    perceiving: frozenset[str]
    including: frozenset[str]
    laid: frozenset[str]
    laid_prepositions: frozenset[str]
    given: frozenset[str]
    propelling: frozenset[str]
    moving: frozenset[str]
    holding: frozenset[str]
    ridding: frozenset[str]
    object_control: frozenset[str]
    using: frozenset[str]
    ramming: frozenset[str]
    aiming: frozenset[str]
    calling_on: frozenset[str]
    spans: frozenset[str]
    harming: frozenset[str]
    states: frozenset[str]
    resulting: frozenset[str]
    speaking: frozenset[str]
    spoken_to: frozenset[str]
    kinds_of_place: frozenset[str]
    conditions: frozenset[str]
    foiling: frozenset[str]
    going: frozenset[str]
    counted: frozenset[str]
    unchanged: frozenset[str]
    body_parts: frozenset[str]
    affecting: frozenset[str]
    fleeing: frozenset[str]
    believed: frozenset[str]
    travelling: frozenset[str]
    pitting: frozenset[str]
    placing: frozenset[str]
    undergone: frozenset[str]
    subjecting: frozenset[str]
    authors: frozenset[str]
    aliases: frozenset[str]
    deeds: frozenset[str]
    charges: frozenset[str]
    undertaking: frozenset[str]
    stopping: frozenset[str]
    onward: frozenset[str]
    wielding: frozenset[str]
    consisting: frozenset[str]
    nobody: frozenset[str]
    near_to: frozenset[str]
    settlements: frozenset[str]
    owning_up: dict[str, list[str]]
    losing: frozenset[str]
    giving: frozenset[str]
    settling: frozenset[str]
    penalties: frozenset[str]
    undergoing: frozenset[str]
    perpetrating: frozenset[str]
    casualties: frozenset[str]
    stating: frozenset[str]
    tied: dict[str, list[str]]
    taking_part: dict[str, list[str]]


@functools.lru_cache(maxsize=1)
def vocabulary() -> Words:
    """The vocabulary, read once per process."""
    data = parse((resources.files("firsthand.reading") / "predicates.yaml").read_text(encoding="utf-8"))
    names = {key: data.pop(key) for key in ("relational", "alike")}
    tables: dict[str, dict[str, list[str]]] = {key: data.pop(key) for key in ("taking_part", "tied", "owning_up")}
    sets: dict[str, frozenset[str]] = {key: frozenset(value) for key, value in data.items()}
    return Words(**names, **tables, **sets)  # type: ignore[arg-type]


def charging(a: Arrays, i: int) -> bool:
    """Whether the word at ``i`` charges somebody with a deed: "accused", "suspected"."""
    return a.lemma[i] in vocabulary().charging


def propels(a: Arrays, i: int) -> bool:
    """Whether the verb at ``i`` has as its object what the deed is done with: "fired rockets", "dropped bombs"."""
    return a.lemma[i] in vocabulary().propelling


def occurs(a: Arrays, i: int) -> bool:
    """Whether the verb at ``i`` only says that something happened: "began", "took place", "was carried out"."""
    return a.lemma[i] in vocabulary().occur or (a.lemma[i] in vocabulary().light_agent and is_passive(a, i))


def relative(a: Arrays, i: int) -> bool:
    """Whether the word at ``i`` opens a relative clause: "who", "which", "where"."""
    return a.tag[i] in RELATIVE_TAGS or (a.tag[i] == "WRB" and a.lower[i] in ("where", "when"))


def nobody(a: Arrays, t: int) -> bool:
    """Whether the phrase headed by ``t`` stands for nobody: "no group", "none of the rebels", "neither side"."""
    if a.lower[t] in vocabulary().nobody:
        return True
    if a.dep[t] == "nmod" and preposition(a, t) == "of" and a.head[t] != t and a.pos[a.head[t]] not in NOUNS:
        return nobody(a, a.head[t])
    if a.dep[t] == "conj" and a.head[t] < t:
        joins = {a.lower[c] for c in a.children[t] if a.dep[c] == "cc"}
        return "nor" in joins or ("or" in joins and nobody(a, a.head[t]))
    return any(
        (a.dep[c] in ("det", "cc:preconj", "cc") and c < t and a.lower[c] in vocabulary().nobody)
        or (a.lower[c] == "not" and c < t)
        for c in a.children[t]
    )


def parts(a: Arrays, i: int) -> tuple[int, ...]:
    """What the noun at ``i`` is said to consist of: "14 strikes consisting of 21 engagements"."""
    beside = (c for c in a.children[a.head[i]] if a.dep[c] == "advcl" and 0 < c - i <= 2)
    clauses = (c for c in (*a.children[i], *beside) if a.dep[c] in ("acl", "advcl")
               and a.lemma[c] in vocabulary().consisting)  # fmt: skip
    told = (g for c in clauses for g in a.children[c] if a.dep[g] in ("obl", "obj"))
    return tuple(x for g in told for x in fillers(a, g))


def is_passive(a: Arrays, i: int) -> bool:
    """Whether the verb at ``i`` is passive, by its auxiliary, its subject's label or as a bare past participle."""
    for c in a.children[i]:
        if a.dep[c] in ("aux:pass", "nsubj:pass", "csubj:pass", "obl:agent"):
            return True
    # a past tense that hangs on a noun with no subject of its own is a participle: "the strike, carried out by jets"
    participle = a.tag[i] == "VBN" or (a.tag[i] == "VBD" and a.dep[i] == "acl")
    if not participle or any(a.dep[c] in ("aux", "nsubj", "obj") for c in a.children[i]):
        return False
    if a.dep[i] == "conj":
        return is_passive(a, a.head[i]) if a.pos[a.head[i]] in ("VERB", "AUX") else True
    return a.dep[i] in ("acl", "advcl", "amod", "acl:relcl", "xcomp", "ROOT", "parataxis")


def infinitive(a: Arrays, i: int) -> bool:
    """Whether the verb at ``i`` is an infinitive with "to"."""
    return a.tag[i] == "VB" and "to" in _marks(a, i)


def fillers(a: Arrays, i: int) -> tuple[int, ...]:
    """A phrase's head with the heads coordinated with it, a relative pronoun replaced by what it stands for."""
    if a.tag[i] in RELATIVE_TAGS or (a.lower[i] == "that" and a.pos[i] == "PRON"):
        noun = _antecedent(a, i)
        if noun is not None:
            i = _one_who(a, noun)
    found = [i]
    for t in found:  # a long list hangs on its members: "two caches, three vehicles, an entrance and a mortar"
        beside = [c for c in a.children[t] if a.dep[c] == "conj" and a.pos[c] not in ("VERB", "AUX", "ADV")]
        found += [c for c in beside if c > t and c not in found]
    return tuple(sorted(found))


def preposition(a: Arrays, i: int) -> str:
    """The preposition before a phrase, in lower case ("" where there is none)."""
    found = [a.lower[c] for c in a.children[i] if a.dep[c] == "case" or (a.dep[c] == "mark" and a.pos[i] in NOUNS)]
    if len(found) > 1 and found[0] in ("off", "down"):
        return found[1]  # "went off inside a bus": the first is the verb's
    return found[0] if found else ""


def surface_subject(a: Arrays, i: int, climb: int = 0) -> tuple[int, ...]:
    """The heads of the phrase that is the subject of ``i``, its own or the one understood."""
    for c in a.children[i]:
        if a.dep[c] in ("nsubj", "nsubj:pass", "nsubj:outer"):
            return fillers(a, c)
    if i in a.understood:
        return a.understood[i]
    if climb >= MAX_CLIMB:
        return ()
    h, dep = a.head[i], a.dep[i]
    if h == i:
        return ()
    if dep == "parataxis" and a.tag[i] == a.tag[h] == "VBD" and a.lower[i - 1] in (";", "and", ":"):
        return surface_subject(a, h, climb + 1)  # "strikes engaged two units; destroyed a bridge; and damaged a road"
    if dep == "conj" and a.pos[h] in ("VERB", "AUX", "ADJ", "NOUN"):
        between = [c for c in a.children[h] if h < c < i and a.dep[c] in ("conj", "parataxis") and _own_subject(a, c)]
        if between:  # "one spoke of 44 dead; another counted 58, and accused the army"
            return surface_subject(a, between[-1], climb + 1)
        if a.pos[h] == "VERB" and is_passive(a, h) and not is_passive(a, i):
            # "soldiers were killed and three captured": they did not capture the three, but "were ousted and retreated"
            if a.tag[i] == "VBD" and a.lemma[i] in vocabulary().going:
                return surface_subject(a, h, climb + 1)
            return next((fillers(a, c) for c in a.children[h] if a.dep[c] == "obl:agent"), ())
        return surface_subject(a, h, climb + 1)
    if dep in ("ccomp", "advcl") and a.lemma[h] in vocabulary().perceiving:
        seen = next((fillers(a, c) for c in a.children[h] if a.dep[c] in ("obj", "iobj") and h < c < i), ())
        if seen or dep == "ccomp":
            return seen
    if dep == "obj" and a.tag[i] == "VBG" and a.pos[h] == "VERB":
        return surface_subject(a, h, climb + 1)  # "denies shelling the town"
    if dep == "advcl" and a.lemma[h] in vocabulary().fleeing and a.tag[i] == "VBG" and "after" in _marks(a, i):
        return ()  # "3,000 people fled after fighting in April"
    if dep in ("xcomp", "advcl"):
        if dep == "advcl" and a.tag[i] == "VB" and a.lemma[h] in vocabulary().foiling:
            return ()  # "police foiled a plot to bomb churches"
        steering = vocabulary().object_control | vocabulary().calling_on
        controlled = dep == "advcl" and a.lemma[h] in steering and a.tag[i] == "VB"
        if controlled or (dep == "xcomp" and a.lemma[h] not in vocabulary().subject_control):
            for c in a.children[h]:
                if a.dep[c] in ("obj", "iobj"):
                    return fillers(a, c)
                called = a.lemma[h] in vocabulary().calling_on and a.dep[c] == "obl" and h < c < i
                if called and preposition(a, c) in ("on", "upon", "to", "for", "with"):
                    return fillers(a, c)
        if any(a.dep[c] == "mark" and a.lower[c] in ("of", "for", "from") for c in a.children[i]):
            # "accused Chad of arming", "were arrested for looting", "kept them from leaving": the object does it
            whom = ("nsubj:pass",) if is_passive(a, h) else ("obj",)
            found = next((fillers(a, c) for c in a.children[h] if a.dep[c] in whom), None)
            if found:
                return found
        if dep == "advcl" and is_passive(a, h) and not is_passive(a, i) and not _fell_fighting(a, h, i):
            # "the town was shelled, killing nine": the town did not kill them
            return next((fillers(a, c) for c in a.children[h] if a.dep[c] == "obl:agent"), ())
        if any(
            a.dep[c] == "mark" and a.lower[c] not in ("to", "by", "after", "before", "while", "when", "in")
            for c in a.children[i]
        ) and not (a.tag[i] == "VB" and "so" in _marks(a, i) and "that" not in _marks(a, i)):  # "so as to capture"
            return ()
        return surface_subject(a, h, climb + 1)
    if dep == "acl" and a.tag[i] == "VBG" and (of := _of_clause(a, i, h, climb)) is not None:
        return of
    if dep == "acl" and a.tag[i] in ("VBG", "VBN"):
        return tuple(t for t in fillers(a, h) if t < i)  # "two nurses and their guide kidnapped at X"
    if dep == "acl" and a.tag[i] == "VB" and a.pos[h] == "NOUN":
        # "the rebels' attempt to seize", "began the operation to isolate", "kept their promise to kill"
        own = next((fillers(a, c) for c in a.children[h] if a.dep[c] == "nmod:poss" and a.pos[c] != "PRON"), ())
        verb = a.head[h]
        given = [c for c in a.children[verb] if a.dep[c] == "iobj" and verb < c < h]
        if given and a.dep[h] == "obj":
            return fillers(a, given[0])  # "gave the guards time to search the rooms"
        if own or a.dep[h] != "obj" or a.pos[verb] != "VERB" or a.lemma[verb] in vocabulary().given:
            return own
        return surface_subject(a, verb, climb + 1)
    if dep == "acl:relcl" and not any(a.tag[c] in RELATIVE_TAGS or a.lower[c] == "that" for c in a.children[i]):
        return (h,) if a.tag[i] in ("VBG", "VBN") else ()
    return ()


def _one_who(a: Arrays, noun: int) -> int:
    """ "The Front is the one who murdered them": the Front."""
    if a.lower[noun] in ("one", "ones") and any(a.dep[c] == "cop" for c in a.children[noun]):
        return next((c for c in a.children[noun] if a.dep[c] == "nsubj" and c < noun), noun)
    return noun


def _of_clause(a: Arrays, i: int, noun: int, climb: int) -> tuple[int, ...] | None:
    """ "Issued a document accusing the army": who issued it; "they are in Gao negotiating": they."""
    down = a.children[noun]
    if any(a.dep[c] == "cop" for c in down) and preposition(a, noun) in ("in", "at", "on"):
        return next((fillers(a, c) for c in down if a.dep[c] == "nsubj" and c < noun), None)
    if a.lemma[i] not in vocabulary().speaking or "document" not in lexicon.load().classes(a.lemma[noun]):
        return None
    own = next((fillers(a, c) for c in down if a.dep[c] == "nmod:poss" or preposition(a, c) in ("from", "by")), None)
    if own is None and a.dep[noun] == "obj" and a.pos[a.head[noun]] == "VERB" and not is_passive(a, a.head[noun]):
        own = surface_subject(a, a.head[noun], climb + 1) or None
    return own


def _marks(a: Arrays, i: int) -> set[str]:
    return {a.lower[c] for c in a.children[i] if a.dep[c] == "mark"}


def _fell_fighting(a: Arrays, h: int, i: int) -> bool:
    """ "Soldiers were killed fighting rebels": without a comma they fought; "were arrested, while planting a bomb"."""
    if a.tag[i] != "VBG" or h > i:
        return False
    marks = _marks(a, i)
    return bool(marks & _MEANWHILE) or (not marks and "," not in a.text[h:i])


def _own_subject(a: Arrays, i: int) -> bool:
    return a.pos[i] in ("VERB", "AUX") and any(a.dep[c] in ("nsubj", "nsubj:pass") for c in a.children[i])


def _antecedent(a: Arrays, i: int) -> int | None:
    """The noun whose relative clause the pronoun ``i`` stands in."""
    j = i
    for _ in range(MAX_CLIMB):
        if a.dep[j] in ("acl:relcl", "acl"):
            return _nearest(a, i, a.head[j])
        if a.head[j] == j:
            return None
        j = a.head[j]
    return None


def _nearest(a: Arrays, i: int, noun: int) -> int:
    """ "Were arrested by the navy, which also found rifles": the noun right before the pronoun, where the clause was
    hung on one with a verb between."""
    before = i - 1
    while before > noun and a.pos[before] in ("PUNCT", "ADP"):
        before -= 1
    if before <= noun or a.pos[before] not in NOUNS or a.lower[i] not in ("which", "who"):
        return noun
    top = before
    for _ in range(MAX_CLIMB):
        if top == noun:
            return noun
        if a.pos[a.head[top]] not in NOUNS or a.head[top] == top:
            break
        top = a.head[top]
    verb = a.head[top]
    crossed = a.pos[verb] == "VERB" and noun < verb < top and a.head[verb] != noun  # not "a nurse working for X, who"
    return top if crossed and a.dep[top] in ("obl:agent", "obj", "obl", "nsubj", "nsubj:pass") else noun
