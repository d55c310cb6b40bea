"""Did it happen? Stage, negation and speculation of a predicate, from its own words and from what governs it.

"Tried to seize" is attempted, "will withdraw" planned, "threatened to attack" threatened, "able to strike" nothing that
happened at all. The vocabulary is stage.yaml; the classes follow FactBank's event-selecting predicates.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Any

from firsthand.reading.arrays import Arrays
from firsthand.reading.predicates import Frame, preposition, vocabulary
from firsthand.records import Stage
from firsthand.yamlfile import parse

_MAX_CLIMB = 10
_LISTS = ("fulfilling", "implying", "offering", "defining", "withheld", "sentencing", "offences", "held_in", "settings",
          "reported", "denying", "uninvolved", "concluding", "done_by", "vowing",
          "conditions")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Status:
    """``stage`` is None where nothing is said to have happened, to go on or to come (ability, wish, purpose,
    condition)."""

    stage: Stage | None
    negated: bool = False
    speculated: bool = False
    disowned: bool = False  # it happened, but not by those who speak: "had nothing to do with"
    intended: bool = False  # wanted or offered: planned for deeds of peace, nothing yet for violence


@dataclass(frozen=True)
class _Words:
    governors: dict[str, str]
    modifiers: dict[str, str]
    auxiliaries: dict[str, str]
    marks: frozenset[str]
    fulfilling: frozenset[str]
    implying: frozenset[str]
    offering: frozenset[str]
    defining: frozenset[str]
    withheld: frozenset[str]
    sentencing: frozenset[str]
    offences: frozenset[str]
    held_in: frozenset[str]
    reported: frozenset[str]
    settings: frozenset[str]
    denying: frozenset[str]
    uninvolved: frozenset[str]
    concluding: frozenset[str]
    done_by: frozenset[str]
    vowing: frozenset[str]
    conditions: frozenset[str]


@functools.lru_cache(maxsize=1)
def _words() -> _Words:
    data: Any = parse((resources.files("firsthand.reading") / "stage.yaml").read_text(encoding="utf-8"))

    def turned(table: dict[str, list[str]]) -> dict[str, str]:
        return {word: name for name, words in table.items() for word in words}

    governors, modifiers, auxiliaries = (turned(data[name]) for name in ("governors", "modifiers", "auxiliaries"))
    lists = {name: frozenset(data[name]) for name in _LISTS}
    return _Words(governors, modifiers, auxiliaries, frozenset(data["hypothetical_marks"]), **lists)


def status_of(a: Arrays, frame: Frame) -> Status:
    """Stage, negation and speculation of the predicate of ``frame``.

    >>> # "Rebels tried to seize the town": status_of(a, frame_at(a, 3)).stage == "attempted"
    """
    stage, negated, speculated = _own(a, frame.head)
    if stage == "hypothetical" and _any_denied(a, frame):
        stage = "occurred"
    if _uninvolved(a, frame.head):
        return Status("occurred", negated=True, disowned=True)
    if frame.answered and _answered_not(a, frame.head):
        negated = True
    if frame.light is not None and stage == "occurred" and a.lemma[frame.light] in _words().offering:
        stage = _words().governors.get(a.lemma[frame.light], stage)
    if frame.light is not None and stage == "occurred":
        stage, light_negated, light_speculated = _own(a, frame.light)
        negated, speculated = negated or light_negated, speculated or light_speculated
    if (had := _had(a, frame)) is not None:
        negated = negated or _own(a, had)[1]
    if stage == "occurred":
        start = frame.light if frame.light is not None else frame.head
        stage, outer_negated, outer_speculated = _governed(a, start, frame)
        negated, speculated = negated or outer_negated, speculated or outer_speculated
    if stage == "occurred" and (_generic(a, frame) or _defining(a, frame.head)):
        stage = "hypothetical"
    if stage != "occurred" and frame.form == "noun" and frame.light is None and _told_beside(a, frame.head):
        stage = "occurred"
    if stage == "intended":
        return Status("planned", negated, speculated, intended=True)
    return Status(None if stage == "hypothetical" else stage, negated, speculated)  # type: ignore[arg-type]


def _answered_not(a: Arrays, i: int) -> bool:
    """ "They were not involved in the attack", "is not responsible for it"."""
    h, words = a.head[i], vocabulary()
    said = a.lemma[h] in words.tied or (a.pos[h] == "ADJ" and a.lemma[h] in words.answerable)
    return said and a.dep[i] in ("obl", "nmod") and _own(a, h)[1]


def _told_beside(a: Arrays, i: int) -> bool:
    """ "Urged them to observe the truce that they concluded in May": whatever is asked for, it is there."""
    words = _words()
    for c in a.children[i]:
        if a.dep[c] == "acl:relcl" and a.lemma[c] in words.concluding | words.done_by and _done(a, c):
            return not any(a.lower[g] in ("if", "would", "could") for g in a.children[c])
        if a.dep[c] == "acl" and a.tag[c] in ("VBN", "VBD") and a.lemma[c] in words.concluding:
            return any(a.dep[g].startswith("obl") and preposition(a, g) != "by" for g in a.children[c])
    return False


def _any_denied(a: Arrays, frame: Frame) -> bool:
    """ "Denied any attack", "denied that it carried out any bombing", "has not carried out any bombing": the "any" of a
    denial, of a deed that would have been done."""
    if not any(a.dep[c] == "det" and a.lower[c] == "any" for c in a.children[frame.head]):
        return False
    verb = frame.light if frame.light is not None else _had(a, frame)
    if verb is not None:
        stage, negated, _ = _own(a, verb)
        if stage == "occurred" and negated:
            return True
    top = frame.head if verb is None else verb
    direct = a.dep[top] == "obj" if verb is None else a.dep[top] in ("ccomp", "xcomp")
    return direct and a.lemma[a.head[top]] in _words().denying


def _had(a: Arrays, frame: Frame) -> int | None:
    """The verb of "has not had any contact with them", which has no subject to give."""
    verb = frame.governor if frame.governor_dep == "obj" else None
    return verb if verb is not None and a.lemma[verb] == "have" else None


def _uninvolved(a: Arrays, i: int) -> bool:
    """ "His men had nothing to do with the killings"."""
    do = a.head[i]
    over = a.head[do]
    return a.lemma[do] == "do" and preposition(a, i) == "with" and a.lower[over] in _words().uninvolved


def _generic(a: Arrays, frame: Frame) -> bool:
    """ "A strike means one or more events that occur": an indefinite singular under the simple present is a kind of
    thing."""
    if frame.form != "noun" or frame.light is not None:
        return False
    bare = not any(a.dep[c] in ("det", "nmod:poss", "amod") for c in a.children[frame.head])
    if bare and a.lemma[frame.head] in _words().held_in and preposition(a, frame.head) in ("in", "from"):
        return True
    if _ruled(a, frame.head) or _imagined(a, frame.head):
        return True
    if a.tag[frame.head] not in ("NN", "NNP"):
        return False
    if preposition(a, frame.head) in ("after", "following", "since"):
        return False  # "nine soldiers are missing after an ambush"
    if preposition(a, frame.head) == "of" and a.lemma[a.head[frame.head]] in _words().reported:
        return False  # "there are reports of an attack on a patrol"
    if any(frame.get(slot) for slot in ("agent", "by", "poss", "against")):
        return False  # "it is the second day of an offensive by the army"
    if not any(a.dep[c] == "det" and a.lower[c] in ("a", "an", "each", "every", "any") for c in a.children[frame.head]):
        return False
    j = frame.head
    for _ in range(_MAX_CLIMB):
        participle = a.tag[j] in ("VBN", "VBG") and a.dep[j] in ("acl", "amod", "advcl") and not _helped(a, j)
        if (a.pos[j] in ("VERB", "AUX") and not participle) or a.head[j] == j or a.dep[j] == "ccomp":
            break
        j = a.head[j]
    if a.lemma[j] in vocabulary().harming and _harms_somebody(a, j):
        return False
    finite = [j, *(c for c in a.children[j] if a.dep[c] in ("aux", "aux:pass", "cop"))]
    tags = {a.tag[t] for t in finite}
    if "VBD" in tags or any(a.lower[t] in ("has", "have", "'ve") for t in finite):
        return False
    progressive = a.tag[j] == "VBG" and len(finite) > 1
    return bool(tags & {"VBZ", "VBP"}) and not progressive


def _harms_somebody(a: Arrays, verb: int) -> bool:
    """ "A blast in Dard kills a policeman": told in the present, of somebody."""
    told = (c for c in a.children[verb] if a.dep[c] == "obj")
    return any(a.dep[g] == "nummod" or a.lower[g] in ("a", "an") for c in told for g in a.children[c])


def _ruled(a: Arrays, i: int) -> bool:
    """ "The use of poison gas is a war crime"."""
    h = a.head[i]
    present = any(a.dep[c] == "cop" and a.tag[c] in ("VBZ", "VBP") for c in a.children[h])
    return a.dep[i] == "nsubj" and a.lemma[h] in _words().offences and present


def _imagined(a: Arrays, i: int) -> bool:
    """ "A blockade could starve the island": an indefinite deed that might do something."""
    if a.dep[i] != "nsubj" or any(a.dep[c] in ("det", "nmod:poss") and a.lower[c] not in ("a", "an", "any", "another")
                                  for c in a.children[i]):  # fmt: skip
        return False
    h = a.head[i]
    perfect = any(a.dep[c] == "aux" and a.lower[c] in ("have", "'ve") for c in a.children[h])
    modal = any(a.dep[c] == "aux" and a.lower[c] in ("could", "would", "might") for c in a.children[h])
    return modal and not perfect and a.dep[h] != "ccomp"


def _helped(a: Arrays, i: int) -> bool:
    return any(a.dep[c] in ("aux", "aux:pass") for c in a.children[i])


def _defining(a: Arrays, i: int) -> bool:
    """Whether the word at ``i`` stands in a sentence that says what a word means or what is not told.

    "Artillery fired in support is not classified as a strike", "having an aircraft deliver a weapon is one strike",
    "the command does not report the number of munitions dropped in each strike".
    """
    words = _words()
    if any(a.dep[c] in ("det", "nmod:poss") and a.lower[c] not in ("a", "an", "each", "every") for c in a.children[i]):
        return False  # "the shelling means that nobody is safe"
    j = i
    for _ in range(_MAX_CLIMB):
        verb = a.pos[j] == "VERB" and a.dep[j] not in ("acl", "amod", "acl:relcl")
        helpers = [c for c in a.children[j] if a.dep[c] in ("aux", "aux:pass", "cop")]
        present = a.tag[j] in ("VBZ", "VBP") or any(a.tag[c] in ("VBZ", "VBP") for c in helpers)
        if verb and present and not any(a.lemma[c] == "have" for c in helpers):
            negated = any(words.modifiers.get(a.lower[c]) == "negated" for c in a.children[j])
            if a.lemma[j] in words.defining or (negated and j != i and a.lemma[j] in words.withheld):
                return True
        if not verb and present and any(a.dep[c] == "csubj" for c in a.children[j]):
            return True  # "having ... is one strike"
        if a.head[j] == j or a.dep[j] == "ccomp":
            return False
        j = a.head[j]
    return False


def _own(a: Arrays, i: int) -> tuple[str, bool, bool]:
    """What the word's own auxiliaries, adverbs and modifiers say."""
    words = _words()
    stage, negated, speculated = "occurred", False, False
    perfect = any(a.lemma[c] == "have" and a.dep[c] == "aux" for c in a.children[i])
    progressive = a.tag[i] == "VBG" and any(a.dep[c] == "aux" and a.lemma[c] == "be" for c in a.children[i])
    for c in a.children[i]:
        dep, lower = a.dep[c], a.lower[c]
        if dep in ("aux", "aux:pass"):
            kind = words.auxiliaries.get(lower)
            if kind == "planned":
                stage = "planned"
            elif kind == "conditional":
                stage = "planned" if _reported_past(a, i) and not perfect else "hypothetical"
            elif kind == "hypothetical":
                stage = "hypothetical"
                negated = negated or lower == "cannot"
            elif kind == "speculated":
                speculated = True
                stage = stage if perfect else "hypothetical"
        elif dep == "advmod" and lower == "cannot":  # "THE JUNTA CANNOT ACCEPT THIS"
            stage, negated = "hypothetical", True
        elif dep in ("advmod", "amod", "det", "cc:preconj"):
            kind = words.modifiers.get(a.lower[c]) or words.modifiers.get(a.lemma[c])
            if kind == "negated":
                negated = True
            elif kind == "speculated":
                speculated = True
            elif kind:
                stage = kind
        elif dep == "mark" and lower in words.marks:
            stage = "hypothetical"
        elif dep == "case" and lower == "without":
            negated = True
    if stage == "occurred" and _is_to(a, i):
        stage = "planned"
    if (
        progressive
        and stage == "occurred"
        and any(a.lower[c] in ("is", "are", "'re", "'s", "am") for c in a.children[i])
    ):
        stage = "ongoing"
    return stage, negated, speculated


def denied_itself(a: Arrays, i: int) -> bool:
    """Whether a word that denies stands at the word at ``i`` itself: "never accepted", "CANNOT ACCEPT"."""
    words = _words()
    return any(
        c < i and (words.modifiers.get(a.lower[c]) == "negated" or a.lower[c] == "cannot") for c in a.children[i]
    )


def _is_to(a: Arrays, i: int) -> bool:
    """ "Both armies are to withdraw": "be" and "to" as the verb's own helpers."""
    to = next((c for c in a.children[i] if a.dep[c] == "mark" and a.lower[c] == "to"), None)
    return to is not None and any(
        a.dep[c] in ("aux", "cop") and a.lemma[c] == "be" and c == to - 1 for c in a.children[i]
    )


def _done(a: Arrays, i: int) -> bool:
    """Whether the verb at ``i`` is in the past or the perfect and not denied."""
    past = a.tag[i] == "VBD" or any(a.lemma[c] == "have" and a.dep[c] == "aux" for c in a.children[i])
    return past and not any(_words().modifiers.get(a.lower[c]) == "negated" for c in a.children[i])


def _reported_past(a: Arrays, i: int) -> bool:
    """ "said that it would withdraw": the future as seen from a report in the past."""
    j = i
    for _ in range(_MAX_CLIMB):
        if a.dep[j] in ("ccomp", "parataxis"):
            return a.tag[a.head[j]] in ("VBD", "VBN")
        if a.dep[j] not in ("conj", "xcomp"):
            return False
        j = a.head[j]
    return False


def _governed(a: Arrays, i: int, frame: Frame) -> tuple[str, bool, bool]:
    """What the words above it say, up to the clause that asserts."""
    words = _words()
    negated = speculated = False
    j = i
    if frame.form == "noun" and frame.light is None:
        noun_stage = _noun_governor(a, i, words)
        if noun_stage:
            return noun_stage, False, False
        if a.dep[i] not in ("obj", "nsubj:pass", "conj", "xcomp", "ROOT", "nsubj"):
            return "occurred", False, False  # "threatened revenge for the attack" presupposes the attack
    for _ in range(_MAX_CLIMB):
        h, dep = a.head[j], a.dep[j]
        if h == j:
            break
        infinitive = any(a.dep[c] == "mark" and a.lower[c] == "to" for c in a.children[j])
        if dep == "csubj":
            return "hypothetical", negated, speculated  # "having an aircraft deliver a weapon is one strike"
        if dep in ("xcomp", "ccomp", "acl") and (dep != "ccomp" or infinitive):
            kind = words.governors.get(a.lemma[h])
            if dep == "acl" and not infinitive:
                kind = None  # "troops attacking the town": a participle asserts
            elif infinitive and a.lemma[h] == "be" and a.tag[h] in ("VBZ", "VBP", "VBD"):
                kind = "planned"  # "talks are to resume"
            elif kind is None and infinitive:
                kind = "hypothetical" if dep == "acl" or a.pos[h] == "ADJ" else "occurred"
            if dep == "acl" and a.dep[h] == "obj" and a.lemma[a.head[h]] in words.fulfilling:
                kind = "occurred"
            own, own_negated, own_speculated = _own(a, h)
            if kind == "hypothetical" and a.lemma[h] in words.implying and dep == "xcomp" and _done(a, h):
                kind = "occurred"  # "the strikes allowed them to retake the dam"
            if kind == "attempted" and a.lemma[h] == "fail":
                negated = False
            if kind and kind != "occurred":
                return kind, negated or own_negated, speculated or own_speculated
            if own != "occurred" and dep != "acl":
                return own, negated or own_negated, speculated or own_speculated
            negated, speculated = negated or (own_negated and dep == "xcomp"), speculated or own_speculated
        elif dep == "advcl":
            if infinitive:
                plot = _plot(a, h, j)
                if plot is not None:
                    return plot, negated, speculated
                kind = words.governors.get(a.lemma[h], "hypothetical")
                if a.lemma[h] in words.implying and _done(a, h):
                    kind = "occurred"
                # "travelled to train", "were used to attack": the deed is told with its purpose; others are intentions
                return ("occurred" if kind == "occurred" else "hypothetical"), negated, speculated
            marks = {a.lower[c] for c in a.children[j] if a.dep[c] == "mark"}
            if marks & words.marks:
                return "hypothetical", negated, speculated
            own, _, _ = _own(a, h)
            if own == "hypothetical" and not marks:
                return own, negated, speculated
        elif dep == "conj":
            own, own_negated, own_speculated = _own(a, h)
            mine = any(a.dep[c] in ("nsubj", "nsubj:pass", "aux", "aux:pass") for c in a.children[j])
            if not mine and own != "occurred":
                return own, negated or own_negated, speculated or own_speculated
            if (
                infinitive is False
                and not mine
                and any(a.lower[c] == "to" and a.dep[c] == "mark" for c in a.children[h])
            ):
                pass  # "to seize and hold": the first verb's governor decides, so climb on
            elif mine:
                break
        elif dep in ("obj", "nmod", "obl", "nsubj", "nsubj:pass", "amod", "compound", "appos"):
            pass
        else:
            break
        if dep in ("obj", "nmod", "obl", "nsubj", "nsubj:pass", "appos") and frame.form == "verb" and j == i:
            break
        j = h
    return "occurred", negated, speculated


def threatening(a: Arrays, i: int) -> bool:
    """ "Vowed to shoot", "would kill one a day unless their demands were met": violence to come, uttered
    on a condition or as a vow."""
    if a.dep[i] == "xcomp" and a.lemma[a.head[i]] in _words().vowing:
        return True
    return any(
        a.dep[c] == "advcl" and any(a.dep[g] == "mark" and a.lower[g] in _words().conditions for g in a.children[c])
        for c in a.children[i]
    )


def _plot(a: Arrays, verb: int, infinitive: int) -> str | None:
    """ "Foiled a plot to bomb churches", where the parser hangs "bomb" on "foiled": what the noun between says."""
    for c in a.children[verb]:
        if verb < c < infinitive and a.dep[c] in ("obj", "nsubj:pass") and a.pos[c] == "NOUN":
            kind = _words().governors.get(a.lemma[c])
            if kind in ("planned", "attempted", "threatened") and not any(
                a.pos[x] in ("NOUN", "PROPN", "VERB") for x in range(c + 1, infinitive)
            ):
                return kind
    return None


def _noun_governor(a: Arrays, i: int, words: _Words) -> str | None:
    """What the verb or noun above an event noun says: "prevented an attack", "threat of attacks", "plans for an
    attack"."""
    h, dep = a.head[i], a.dep[i]
    for _ in range(3):  # through "conj" and "a series of"
        if dep == "conj" and a.pos[h] in ("NOUN", "PROPN"):
            h, dep = a.head[h], a.dep[h]
    if dep in ("obl", "nmod") and preposition(a, i) in words.settings:
        return None  # "following talks the two agreed to meet", "the plan after the attack": the talks were
    kind = words.governors.get(a.lemma[h])
    if a.lemma[h] in words.sentencing and preposition(a, i) in ("for", "over"):
        return None  # "is serving 12 years for the bombing"
    if dep == "compound":  # "an assassination attempt", "a bomb plot"
        return kind if kind in ("attempted", "planned", "threatened") and h != i else None
    if h == i or dep not in ("obj", "obl", "nmod", "xcomp", "nsubj:pass"):
        return None
    if kind in ("hypothetical", "threatened", "planned", "attempted", "intended"):
        return kind
    if dep in ("obj", "nsubj:pass") or (dep == "obl" and preposition(a, i) == "for"):
        stage, _, _ = _own(a, h)  # "will visit Baghdad for talks"
        if stage != "occurred":
            return stage
    return None
