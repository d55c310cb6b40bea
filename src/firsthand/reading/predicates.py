"""Predicate frames: every way of saying that something was done, brought to one form.

Active, passive, nominal ("the killing of nine soldiers by"), light verb ("carried out an attack"), relative clause,
participle, coordination, control ("managed to seize"): each gives a ``Frame`` with the same slots, so that the
codebook speaks of agent, patient and prepositions and never of dependency labels. Labels are Universal Dependencies 2.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Literal

from firsthand.reading.arrays import Arrays
from firsthand.yamlfile import parse

Slots = dict[str, tuple[int, ...]]

RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
NOUNS = frozenset({"NOUN", "PROPN"})
_INSTRUMENT = frozenset({"through", "with", "by", "via", "using"})
_MAX_CLIMB = 8  # links of control or coordination followed in search of a subject; longer ones are parser errors


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate and its fillers, as token indices.

    ``head`` names what happened ("attack"), ``light`` is the verb that carries it ("carried out"), ``governor`` the
    verb that the noun depends on where that is no light verb ("the attack killed nine").
    """

    head: int
    form: Literal["verb", "noun", "adjective"]
    slots: Slots
    passive: bool = False
    light: int | None = None
    governor: int | None = None
    governor_dep: str = ""
    answered: bool = False  # its agent answers for it: "claimed responsibility for", and all of ``charged``
    charged: bool = False  # its agent is said to answer for it: "X is responsible for", "X is behind", "blamed X for"

    def get(self, slot: str) -> tuple[int, ...]:
        """The fillers of a slot, empty where it has none."""
        return self.slots.get(slot, ())


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
    perceiving: frozenset[str]
    including: frozenset[str]
    laid: frozenset[str]
    laid_prepositions: frozenset[str]
    given: frozenset[str]
    propelling: frozenset[str]
    moving: frozenset[str]
    object_control: frozenset[str]
    using: frozenset[str]
    ramming: frozenset[str]
    spans: frozenset[str]
    harming: frozenset[str]
    states: frozenset[str]
    speaking: frozenset[str]
    spoken_to: frozenset[str]
    kinds_of_place: frozenset[str]
    foiling: frozenset[str]
    going: frozenset[str]
    counted: frozenset[str]
    unchanged: frozenset[str]


@functools.lru_cache(maxsize=1)
def vocabulary() -> Words:
    """The vocabulary, read once per process."""
    data = parse((resources.files("firsthand.reading") / "predicates.yaml").read_text(encoding="utf-8"))
    relational: dict[str, str] = data.pop("relational")
    return Words(relational=relational, **{key: frozenset(value) for key, value in data.items()})


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


def frame_at(a: Arrays, i: int) -> Frame:
    """The frame of the predicate at token ``i``: a verb, a noun or a predicate adjective.

    >>> # "Rebels attacked the camp": frame_at(a, 1).get("agent") == (0,), frame_at(a, 1).get("patient") == (3,)
    """
    if a.pos[i] in NOUNS and not _verbal(a, i):
        return _noun_frame(a, i)
    slots = own_slots(a, i)
    passive = is_passive(a, i)
    subject = surface_subject(a, i)
    if subject:
        role = "patient" if passive else "agent"
        slots.setdefault(role, subject)
    if passive and "agent" not in slots:
        # "killed by rebels" where the parser gave a plain oblique
        by = tuple(t for t in slots.get("by", ()) if a.pos[t] in NOUNS or a.pos[t] in ("PRON", "NUM"))
        if by:
            slots["agent"] = by
    if a.lemma[i] in vocabulary().using:
        for t in slots.get("patient", ()):
            _against(slots, own_slots(a, t))  # "used drones against the camp", where "against" hangs on the drones
    if not passive and "patient" not in slots:
        shared = _shared_object(a, i) or _gap(a, i)
        if shared:
            slots["patient"] = shared
    return Frame(i, "adjective" if a.pos[i] == "ADJ" else "verb", slots, passive=passive)


def is_passive(a: Arrays, i: int) -> bool:
    """Whether the verb at ``i`` is passive, by its auxiliary, its subject's label or as a bare past participle."""
    for c in a.children[i]:
        if a.dep[c] in ("aux:pass", "nsubj:pass", "csubj:pass", "obl:agent"):
            return True
    if a.tag[i] != "VBN" or any(a.dep[c] in ("aux", "nsubj", "obj") for c in a.children[i]):
        return False
    if a.dep[i] == "conj":
        return is_passive(a, a.head[i]) if a.pos[a.head[i]] in ("VERB", "AUX") else True
    return a.dep[i] in ("acl", "advcl", "amod", "acl:relcl", "xcomp", "ROOT", "parataxis")


def fillers(a: Arrays, i: int) -> tuple[int, ...]:
    """A phrase's head with the heads coordinated with it, a relative pronoun replaced by what it stands for."""
    if a.tag[i] in RELATIVE_TAGS or (a.lower[i] == "that" and a.pos[i] == "PRON"):
        noun = _antecedent(a, i)
        if noun is not None:
            i = noun
    found = [i]
    for t in found:  # a long list hangs on its members: "two caches, three vehicles, an entrance and a mortar"
        beside = [c for c in a.children[t] if a.dep[c] == "conj" and a.pos[c] not in ("VERB", "AUX", "ADV")]
        found += [c for c in beside if c > t and c not in found]
    return tuple(sorted(found))


def preposition(a: Arrays, i: int) -> str:
    """The preposition before a phrase, in lower case ("" where there is none)."""
    for c in a.children[i]:
        if a.dep[c] == "case":
            return a.lower[c]
    return ""


def surface_subject(a: Arrays, i: int, climb: int = 0) -> tuple[int, ...]:
    """The heads of the phrase that is the subject of ``i``, its own or the one understood."""
    for c in a.children[i]:
        if a.dep[c] in ("nsubj", "nsubj:pass", "nsubj:outer"):
            return fillers(a, c)
    if i in a.understood:
        return a.understood[i]
    if climb >= _MAX_CLIMB:
        return ()
    h, dep = a.head[i], a.dep[i]
    if h == i:
        return ()
    if dep == "parataxis" and a.tag[i] == a.tag[h] == "VBD" and a.lower[i - 1] in (";", "and", ":"):
        return surface_subject(a, h, climb + 1)  # "strikes engaged two units; destroyed a bridge; and damaged a road"
    if dep == "conj" and a.pos[h] in ("VERB", "AUX", "ADJ", "NOUN"):
        if a.pos[h] == "VERB" and is_passive(a, h) and not is_passive(a, i):
            # "soldiers were killed and three captured": they did not capture the three
            return next((fillers(a, c) for c in a.children[h] if a.dep[c] == "obl:agent"), ())
        return surface_subject(a, h, climb + 1)
    if dep in ("ccomp", "advcl") and a.lemma[h] in vocabulary().perceiving:
        seen = next((fillers(a, c) for c in a.children[h] if a.dep[c] in ("obj", "iobj") and h < c < i), ())
        if seen or dep == "ccomp":
            return seen
    if dep in ("xcomp", "advcl"):
        if dep == "advcl" and a.tag[i] == "VB" and a.lemma[h] in vocabulary().foiling:
            return ()  # "police foiled a plot to bomb churches"
        controlled = dep == "advcl" and a.lemma[h] in vocabulary().object_control and a.tag[i] == "VB"
        if controlled or (dep == "xcomp" and a.lemma[h] not in vocabulary().subject_control):
            for c in a.children[h]:
                if a.dep[c] in ("obj", "iobj"):
                    return fillers(a, c)
        if dep == "advcl" and is_passive(a, h) and not is_passive(a, i):
            # "the town was shelled, killing nine": the town did not kill them
            return next((fillers(a, c) for c in a.children[h] if a.dep[c] == "obl:agent"), ())
        if any(a.dep[c] == "mark" and a.lower[c] in ("of", "for", "from") for c in a.children[i]):
            # "accused Chad of arming", "kept them from leaving": the object does it
            whom = ("nsubj:pass",) if is_passive(a, h) else ("obj",)
            found = next((fillers(a, c) for c in a.children[h] if a.dep[c] in whom), None)
            if found:
                return found
        if any(
            a.dep[c] == "mark" and a.lower[c] not in ("to", "by", "after", "before", "while", "when")
            for c in a.children[i]
        ):
            return ()
        return surface_subject(a, h, climb + 1)
    if dep == "acl" and a.tag[i] in ("VBG", "VBN"):
        return tuple(t for t in fillers(a, h) if t < i)  # "two nurses and their guide kidnapped at X"
    if dep == "acl" and a.tag[i] == "VB" and a.pos[h] == "NOUN":
        # "the rebels' attempt to seize", "began the operation to isolate", "kept their promise to kill"
        own = next((fillers(a, c) for c in a.children[h] if a.dep[c] == "nmod:poss" and a.pos[c] != "PRON"), ())
        verb = a.head[h]
        if own or a.dep[h] != "obj" or a.pos[verb] != "VERB" or a.lemma[verb] in vocabulary().given:
            return own
        return surface_subject(a, verb, climb + 1)
    if dep == "acl:relcl" and not any(a.tag[c] in RELATIVE_TAGS or a.lower[c] == "that" for c in a.children[i]):
        return (h,) if a.tag[i] in ("VBG", "VBN") else ()
    return ()


def _verbal(a: Arrays, i: int) -> bool:
    """A word tagged as a noun that stands as a clause's predicate with an object is a verb that the tagger missed."""
    return any(a.dep[c] in ("obj", "nsubj:pass", "aux:pass") for c in a.children[i])


def own_slots(a: Arrays, i: int) -> Slots:
    """The fillers that hang on the word at ``i`` itself, by slot."""
    slots: Slots = {}
    passive = None
    for c in a.children[i]:
        dep = a.dep[c]
        if dep == "nsubj" or dep == "nsubj:pass":
            if passive is None:
                passive = is_passive(a, i)
            _add(slots, "patient" if dep == "nsubj:pass" or passive else "agent", fillers(a, c))
        elif dep == "obj":
            _add(slots, "patient", fillers(a, c))
            if a.lemma[i] in vocabulary().moving:  # "expelled the rebels from 12 villages"
                whence = (g for g in a.children[c] if a.dep[g] == "nmod" and preposition(a, g) == "from")
                for g in whence:
                    _add(slots, "from", fillers(a, g))
        elif dep == "conj" and a.pos[c] == "PRON" and a.lower[c].endswith(("self", "selves")):
            _add(slots, "patient", (c,))  # "killed a guard and then himself"
        elif dep == "iobj":
            _add(slots, "recipient", fillers(a, c))
        elif dep == "obl:agent":
            # "was killed along with his son" and "was imposed on a general" are labelled so, too
            before = preposition(a, c)
            slot = {"along": "with", "alongside": "with"}.get(before, before) if before else "agent"
            _add(slots, "agent" if slot == "by" else slot, fillers(a, c))
        elif dep in ("obl", "nmod"):
            slot, behind = _relation(a, c)
            _add(slots, slot or "adverbial", fillers(a, behind))
        elif dep in ("xcomp", "ccomp"):
            _add(slots, "complement", (c,))
        elif dep == "advcl":
            _add(slots, "clause", (c,))
        elif dep == "compound:prt":
            _add(slots, "particle", (c,))
        elif dep == "advmod":
            _add(slots, "adverb", (c,))
        elif dep in ("compound", "amod", "nmod:desc", "flat"):
            _add(slots, "mod", (c,))
    return slots


def _relation(a: Arrays, c: int) -> tuple[str, int]:
    """The slot of a prepositional phrase and its head; of "in front of the gate" "outside" and the gate."""
    slot = preposition(a, c)
    relation = vocabulary().relational.get(a.lemma[c]) if slot in ("in", "at", "on") else None
    if relation is not None:
        for behind in a.children[c]:
            if a.dep[behind] == "nmod" and preposition(a, behind) == "of":
                return relation, behind
    return slot, c


def _add(slots: Slots, slot: str, tokens: tuple[int, ...]) -> None:
    slots[slot] = slots.get(slot, ()) + tuple(t for t in tokens if t not in slots.get(slot, ()))


def _antecedent(a: Arrays, i: int) -> int | None:
    """The noun whose relative clause the pronoun ``i`` stands in."""
    j = i
    for _ in range(_MAX_CLIMB):
        if a.dep[j] == "acl:relcl":
            return a.head[j]
        if a.head[j] == j:
            return None
        j = a.head[j]
    return None


def _gap(a: Arrays, i: int) -> tuple[int, ...]:
    """The noun of a relative clause that lacks its object: "the town (that) they shelled"."""
    if a.dep[i] != "acl:relcl" or a.tag[i] == "VBG":
        return ()
    has_subject = False
    for c in a.children[i]:
        if a.dep[c] == "nsubj":
            has_subject = a.tag[c] not in RELATIVE_TAGS and a.lower[c] != "that"
        elif a.lower[c] in ("where", "when", "why") or (
            a.dep[c] == "obl" and any(a.tag[g] in RELATIVE_TAGS for g in (c,))
        ):
            return ()
    return (a.head[i],) if has_subject else ()


def _shared_object(a: Arrays, i: int) -> tuple[int, ...]:
    """ "captured and blindfolded ten guards": the object that coordinated verbs share."""
    h = a.head[i]
    if a.dep[i] == "conj" and a.pos[h] == "VERB":
        for c in a.children[h]:
            if a.dep[c] == "obj" and c > i:
                return fillers(a, c)
    for c in a.children[i]:
        if a.dep[c] == "conj" and a.pos[c] == "VERB" and not any(a.dep[g] == "nsubj" for g in a.children[c]):
            between = all(
                a.dep[x] in ("cc", "advmod", "punct", "aux", "aux:pass", "mark") or x == i for x in range(i, c)
            )
            if between:
                for g in a.children[c]:
                    if a.dep[g] == "obj":
                        return fillers(a, g)
    return ()


def _noun_frame(a: Arrays, i: int) -> Frame:
    words = vocabulary()
    slots = own_slots(a, i)
    for c in a.children[i]:
        if a.dep[c] == "nmod:poss":
            _add(slots, "poss", fillers(a, c))
        elif a.dep[c] == "acl" and a.tag[c] in ("VBN", "VBG", "VBD"):
            # "an attack carried out by rebels", "attacks targeting markets"
            inner = own_slots(a, c)
            if a.lemma[c] in words.laid:
                continue  # "blamed on X": of whoever answers for it, below
            if is_passive(a, c):
                for slot, tokens in inner.items():
                    if slot not in ("patient", "mod"):
                        _add(slots, slot, tokens)
            elif a.lemma[c] in vocabulary().using:
                _against(slots, inner)
            else:
                _add(slots, "patient", inner.get("patient", ()))
        elif a.dep[c] == "acl:relcl" and a.pos[c] == "VERB":
            if a.lemma[c] in words.laid:
                continue
            inner = own_slots(a, c)
            for slot in ("against", "on", "at", "in", "by"):
                _add(slots, slot, inner.get(slot, ()))
            if is_passive(a, c) and a.lemma[c] in words.light_agent:
                _add(slots, "agent", inner.get("agent", ()))
    slots = {slot: tokens for slot, tokens in slots.items() if tokens}
    top = _container(a, i)
    if top != i:  # "the second day of an offensive by the army", where "by" hangs on "day"
        outer = own_slots(a, top)
        for slot in ("by", "against", "on"):
            _add(slots, slot, tuple(t for t in outer.get(slot, ()) if t > i))
        slots = {slot: tokens for slot, tokens in slots.items() if tokens}
    h, dep = a.head[top], a.dep[top]
    for _ in range(
        _MAX_CLIMB
    ):  # a coordinated noun has its first conjunct's verb: "arrests and killings were reported"
        if dep != "conj" or a.pos[h] not in NOUNS:
            break
        h, dep = a.head[h], a.dep[h]
    light: int | None = None
    governor = h if h != i and a.pos[h] in ("VERB", "AUX", "ADJ") else None
    if governor is not None and a.pos[h] == "VERB":
        lemma = a.lemma[h]
        carried = dep == "obj" or (dep == "nsubj:pass")
        if carried and lemma in words.light_agent:
            light = h
            _merge(a, slots, h, "agent")
        elif dep == "obj" and lemma in words.light_patient:
            light = h
            _merge(a, slots, h, "patient")
        elif dep in ("nsubj", "nsubj:pass") and lemma in words.occur:
            light = h
            _merge(a, slots, h, None)
        elif dep == "obl" and preposition(a, top) in words.under:
            light = h
            _merge(a, slots, h, "patient")
        elif (
            dep == "obl"
            and lemma in ("engage", "participate", "involve", "use", "take")
            and preposition(a, top) in ("in", "to")
        ):
            light = h
            _merge(a, slots, h, "agent")
    if light is None and governor is not None and dep == "obl" and preposition(a, top) in _INSTRUMENT:
        # "supports them through training and airstrikes", "answered with shelling": the verb's subject did the noun
        subject = slots.get("by") or surface_subject(a, governor)
        if subject and not is_passive(a, governor):
            _add(slots, "agent", subject)
    if governor is not None and a.lemma[governor] in words.including and dep == "obj" and "agent" not in slots:
        whole = [t for t in surface_subject(a, governor) if a.pos[t] == "NOUN" and t < i]
        for t in whole:  # towards the start of the text, so that it ends
            _add(slots, "agent", _noun_frame(a, t).get("agent"))
    answering, charged = _answering(a, top)
    if answering:
        slots.setdefault("agent", answering)
    return Frame(
        i, "noun", slots, light=light, governor=None if light is not None else governor, governor_dep=dep,
        answered=bool(answering), charged=charged and bool(answering),
    )  # fmt: skip


def _answering(a: Arrays, top: int) -> tuple[tuple[int, ...], bool]:
    """Who answers for the deed that ``top`` names, and whether others say so.

    "Claimed responsibility for the attack", "denied involvement in it" (they themselves); "is responsible for the
    attack", "is behind it", "was blamed for it" (others).
    """
    words, case, h = vocabulary(), preposition(a, top), a.head[top]
    laid = [c for c in a.children[top] if a.dep[c] in ("acl", "acl:relcl") and a.lemma[c] in words.laid]
    laid += [h] if a.lemma[h] in words.laid and a.dep[top] in ("obj", "nsubj:pass") and h != top else []
    for verb in laid:
        for c in a.children[verb]:
            if a.dep[c] in ("obl", "nmod") and preposition(a, c) in words.laid_prepositions:
                return fillers(a, c), True
        beside = [c for c in a.children[top] if a.dep[c] == "nmod" and preposition(a, c) == "on"]
        if verb == h and beside:  # "blamed the ambush on the Front", where "on" hangs on the noun
            return fillers(a, beside[-1]), True
    if case == "behind":
        subject = next((fillers(a, c) for c in a.children[top] if a.dep[c] == "nsubj"), ())
        return subject, True
    if h == top or case not in ("for", "in", "with", "of", "to"):
        return (), False
    lemma = a.lemma[h]
    if lemma in words.charging and a.pos[h] == "VERB" and case in ("for", "of", "in", "with"):
        if a.dep[h] == "acl" and is_passive(a, h):
            return (a.head[h],), True
        charged = ("nsubj:pass",) if is_passive(a, h) else ("obj",)
        return next((fillers(a, c) for c in a.children[h] if a.dep[c] in charged), ()), True
    if lemma not in words.answerable:
        return (), False
    if a.pos[h] == "ADJ":
        return surface_subject(a, h), True
    verb = a.head[h]
    own = next((fillers(a, c) for c in a.children[h] if a.dep[c] == "nmod:poss"), ())
    if own or a.pos[verb] != "VERB" or verb == h:
        return own, False
    if a.dep[h] == "nsubj:pass":
        by = [c for c in a.children[verb] if a.dep[c] in ("obl", "obl:agent") and preposition(a, c) == "by"]
        return (fillers(a, by[0]) if by else ()), False
    return (surface_subject(a, verb) if a.dep[h] == "obj" and not is_passive(a, verb) else ()), False


def _container(a: Arrays, i: int) -> int:
    """ "a series of attacks" stands where "attacks" would."""
    if a.dep[i] == "nmod" and preposition(a, i) == "of" and a.lemma[a.head[i]] in vocabulary().container:
        return a.head[i]
    return i


def _against(slots: Slots, inner: Slots) -> None:
    """ "Strikes using drones against the camp": whom the means were used against the deed was done to."""
    for slot in ("against", "on", "at"):
        if slot not in slots and inner.get(slot):
            _add(slots, slot, inner[slot])


def _merge(a: Arrays, slots: Slots, verb: int, subject_role: str | None) -> None:
    """Take over the slots of a light verb; its subject fills ``subject_role``."""
    passive = is_passive(a, verb)
    for slot, tokens in own_slots(a, verb).items():
        if slot in ("patient", "mod", "complement", "particle"):
            continue
        if slot == "agent":
            if subject_role and (passive or subject_role == "agent"):
                _add(slots, subject_role if not passive else "agent", tokens)
            elif subject_role == "patient":
                _add(slots, "patient", tokens)
            continue
        if slot != "of":
            _add(slots, slot, tokens)
    for c in a.children[verb]:
        if a.dep[c] == "advcl" and a.lemma[c] in vocabulary().using and a.tag[c] == "VBG":
            _against(slots, own_slots(a, c))
    if subject_role and not passive and subject_role not in slots:
        subject = surface_subject(a, verb)
        if subject:
            slots[subject_role] = subject
