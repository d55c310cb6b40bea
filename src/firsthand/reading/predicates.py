"""Predicate frames: every way of saying that something was done, brought to one form.

Active, passive, nominal ("the killing of nine soldiers by"), light verb ("carried out an attack"), relative clause,
participle, coordination, control ("managed to seize"): each gives a ``Frame`` with the same slots, so that the
codebook speaks of agent, patient and prepositions and never of dependency labels. Labels are Universal Dependencies 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from firsthand.reading.answering import answering
from firsthand.reading.arrays import Arrays
from firsthand.reading.subjects import (
    MAX_CLIMB,
    NOUNS,
    RELATIVE_TAGS,
    charging,
    fillers,
    infinitive,
    is_passive,
    nobody,
    occurs,
    parts,
    preposition,
    propels,
    relative,
    surface_subject,
    vocabulary,
)

__all__ = [
    "NOUNS",
    "RELATIVE_TAGS",
    "Frame",
    "Slots",
    "charging",
    "fillers",
    "frame_at",
    "is_passive",
    "nobody",
    "occurs",
    "own_slots",
    "parts",
    "preposition",
    "propels",
    "relative",
    "surface_subject",
    "vocabulary",
]

Slots = dict[str, tuple[int, ...]]

_DEEDS = ("ing", "ion", "ment")  # endings of nouns that have a "by" of their own
_INSTRUMENT = frozenset({"through", "with", "by", "via", "using"})
_HELD = frozenset({"in", "into", "under", "from", "to"})
_HELPERS = ("aux", "aux:pass", "cop")
_AIMED = frozenset({"at", "into", "onto", "against", "towards", "toward"})


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
    answered: bool = False  # its agent answers for it: ``own``, ``charged``, or "is serving a sentence for it"
    own: bool = False  # its agent says so himself: "claimed responsibility for"
    charged: bool = False  # its agent is said to answer for it: "X is responsible for", "X is behind", "blamed X for"

    def get(self, slot: str) -> tuple[int, ...]:
        """The fillers of a slot, empty where it has none."""
        return self.slots.get(slot, ())


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
        elif (
            a.dep[i] in ("conj", "advcl")
            and a.tag[i] == "VBN"
            and not any(a.dep[c] in (*_HELPERS, "nsubj:pass") for c in a.children[i])
        ):
            # "was pulled from his car by gunmen, beaten and robbed"
            beside = next((c for c in a.children[a.head[i]] if a.dep[c] == "obl:agent" and c < i), None)
            if beside is not None and preposition(a, beside) == "by":
                slots["agent"] = fillers(a, beside)
    if a.lemma[i] in vocabulary().using:
        for t in slots.get("patient", ()):
            _against(slots, own_slots(a, t), a)  # "used drones against the camp", where "against" hangs on the drones
    if not passive and "patient" not in slots:
        shared = _shared_object(a, i) or _gap(a, i)
        if shared:
            slots["patient"] = shared
    return Frame(i, "adjective" if a.pos[i] == "ADJ" else "verb", slots, passive=passive)


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
            given = passive and a.lemma[i] in vocabulary().giving and any(a.dep[g] == "obj" for g in a.children[i])
            slot = "recipient" if given else "patient" if dep == "nsubj:pass" or passive else "agent"
            _add(slots, slot, fillers(a, c))
        elif dep == "obj":
            _add(slots, "patient", fillers(a, c))
            if a.lemma[i] in vocabulary().ridding:  # "cleared the town of insurgents", where "of" hangs on the town
                for g in a.children[c]:
                    if a.dep[g] == "nmod" and preposition(a, g) == "of":
                        _add(slots, "of", fillers(a, g))
            if a.lemma[i] in vocabulary().moving:  # "expelled the rebels from 12 villages"
                whence = (g for g in a.children[c] if a.dep[g] == "nmod" and preposition(a, g) == "from")
                for g in whence:
                    _add(slots, "from", fillers(a, g))
            elif propels(a, i):  # "lobbed bottles filled with petrol at a car"
                filled = (g for g in a.children[c] if a.dep[g] == "acl" and a.tag[g] == "VBN")
                for x in (x for g in filled for x in a.children[g] if a.dep[x] == "obl"):
                    if preposition(a, x) in _AIMED:
                        _add(slots, preposition(a, x), fillers(a, x))
            elif a.lemma[i] in vocabulary().laid:  # "blamed the ambush on the Front"
                for g in a.children[c]:
                    if a.dep[g] == "nmod" and preposition(a, g) == "on":
                        _add(slots, "on", fillers(a, g))
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
            if a.lemma[c] in vocabulary().holding and slot in _HELD:  # "fell into the hands of the rebels"
                for g in a.children[c]:
                    if a.dep[g] in ("nmod:poss", "compound", "amod") or preposition(a, g) == "of":
                        _add(slots, "of", fillers(a, g))
        elif dep in ("xcomp", "ccomp"):
            _add(slots, "complement", (c,))
            if infinitive(a, c):
                _add(slots, "infinitive", (c,))
        elif dep == "advcl":
            _add(slots, "clause", (c,))
            if infinitive(a, c):
                _add(slots, "infinitive", (c,))
        elif dep == "acl" and a.tag[c] == "VB":
            _add(slots, "infinitive", (c,))
        elif dep == "aux":
            _add(slots, "auxiliary", (c,))
        elif dep == "compound:prt":
            _add(slots, "particle", (c,))
        elif dep == "advmod":
            _add(slots, "adverb", (c,))
            for g in a.children[c] if a.lower[c] in vocabulary().near_to else ():  # "next to a convoy"
                if a.dep[g] == "obl" and preposition(a, g) == "to":
                    _add(slots, "near", fillers(a, g))
            if a.lower[c] in vocabulary().onward:  # "broke away from the front", where "from" hangs on "away"
                for g in a.children[c]:
                    if a.dep[g] in ("obl", "nmod"):
                        _add(slots, preposition(a, g) or "adverbial", fillers(a, g))
        elif dep in ("compound", "amod", "nmod:desc", "flat"):
            _add(slots, "mod", (c,))
            if a.pos[i] in NOUNS and c < i:  # "the US military buildup", where "US" hangs on "military"
                names = (g for g in a.children[c] if g == c - 1 and a.dep[g] in ("compound", "amod") and _capital(a, g))
                _add(slots, "mod", tuple(names))
    return slots


def _capital(a: Arrays, t: int) -> bool:
    return a.text[t][:1].isupper() and a.tag[t] in ("NNP", "NNPS", "JJ")


def _relation(a: Arrays, c: int) -> tuple[str, int]:
    """The slot of a prepositional phrase and its head; of "in front of the gate" "outside" and the gate."""
    slot = preposition(a, c)
    if slot == "to":
        before = next(g for g in a.children[c] if a.lower[g] == "to") - 1
        if before >= 0 and a.lower[before] in vocabulary().near_to:
            return "near", c  # "close to the palace"
    slot = vocabulary().alike.get(slot, slot)
    relation = vocabulary().relational.get(a.lemma[c]) if slot in ("in", "at", "on") else None
    if relation is not None:
        for behind in a.children[c]:
            if a.dep[behind] == "nmod" and preposition(a, behind) == "of":
                return relation, behind
    return slot, c


def _add(slots: Slots, slot: str, tokens: tuple[int, ...]) -> None:
    slots[slot] = slots.get(slot, ()) + tuple(t for t in tokens if t not in slots.get(slot, ()))


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
            for g in a.children[c]:  # "strikes coordinated with Iraq using aircraft against the camp"
                if a.dep[g] == "advcl" and a.lemma[g] in words.using and a.tag[g] == "VBG":
                    _against(slots, own_slots(a, g), a)
            if is_passive(a, c):
                for slot, tokens in inner.items():
                    if slot not in ("patient", "mod"):
                        _add(slots, slot, tokens)
            elif a.lemma[c] in vocabulary().using:
                _against(slots, inner, a)
            else:
                _add(slots, "patient", inner.get("patient", ()))
        elif a.dep[c] == "acl:relcl" and a.pos[c] == "VERB":
            if a.lemma[c] in words.laid:
                continue
            inner = own_slots(a, c)
            told = ("between", "with") if a.lemma[c] in words.occur else ()  # "the fighting that broke out between"
            for slot in ("against", "on", "at", "in", "by", *told):
                _add(slots, slot, inner.get(slot, ()))
            if is_passive(a, c) and a.lemma[c] in words.light_agent:
                _add(slots, "agent", inner.get("agent", ()))
            elif a.lemma[c] in words.light_agent and inner.get("agent") and _lacks(a, c):
                _add(slots, "agent", inner["agent"])  # "the truce that the two sides signed"
    for part in parts(a, i):
        inner = own_slots(a, part)
        for slot in ("against", "on", "at", "in"):
            _add(slots, slot, inner.get(slot, ()))
    slots = {slot: tokens for slot, tokens in slots.items() if tokens}
    if a.dep[i] == "nsubj" and a.pos[a.head[i]] in NOUNS and any(a.dep[c] == "cop" for c in a.children[a.head[i]]):
        same = own_slots(a, a.head[i])  # "the Lasko massacre was the killing of 40 villagers by soldiers"
        for slot in ("of", "by", "against", "between"):
            if slot not in slots and not (slot == "of" and a.lemma[a.head[i]] not in words.deeds):
                _add(slots, slot, same.get(slot, ()))
        slots = {slot: tokens for slot, tokens in slots.items() if tokens}
    if preposition(a, i) == "of" and a.dep[i] == "nmod" and a.lemma[a.head[i]] in words.undergone:
        # "the embassy was the target of an attack", "became the victim of a robbery"
        suffering = a.head[i] if any(a.dep[c] == "cop" for c in a.children[a.head[i]]) else a.head[a.head[i]]
        if suffering == a.head[i] or a.lemma[suffering] in ("become", "fall"):
            _add(slots, "patient", surface_subject(a, suffering))
            slots = {slot: tokens for slot, tokens in slots.items() if tokens}
    if preposition(a, i) in words.under and "agent" in slots:  # "the town has been under siege since May"
        _add(slots, "patient", slots.pop("agent"))
    if a.dep[i] == "conj" and a.pos[a.head[i]] in NOUNS and _bare(a, i):
        # "Russian air strikes and shelling", "coalition advisers and air strikes": what stands first is theirs
        first = a.head[i]
        shared = [c for c in a.children[first] if a.dep[c] in ("compound", "amod") and c < first]
        _add(slots, "mod", tuple(shared))
        _add(slots, "poss", tuple(c for c in a.children[first] if a.dep[c] == "nmod:poss" and a.pos[c] != "PRON"))
        slots = {slot: tokens for slot, tokens in slots.items() if tokens}
    if not slots.keys() & {"by", "agent"}:  # "the detention of young men by soldiers", where "by" hangs on "men"
        for t in slots.get("of", ()):
            if a.pos[t] in NOUNS and not a.lemma[t].endswith(_DEEDS):
                by = [c for c in a.children[t] if a.dep[c] == "nmod" and preposition(a, c) == "by"]
                _add(slots, "by", fillers(a, by[0]) if by else ())
        slots = {slot: tokens for slot, tokens in slots.items() if tokens}
    if "against" not in slots:  # "the charges made by the rebels against the government"
        for t in slots.get("by", ()):
            against = [c for c in a.children[t] if a.dep[c] == "nmod" and preposition(a, c) == "against"]
            _add(slots, "against", fillers(a, against[0]) if against else ())
        slots = {slot: tokens for slot, tokens in slots.items() if tokens}
    top = _container(a, i)
    if top != i:  # "the second day of an offensive by the army", where "by" hangs on "day"
        outer = own_slots(a, top)
        for slot in ("by", "against", "on"):
            _add(slots, slot, tuple(t for t in outer.get(slot, ()) if t > i))
        slots = {slot: tokens for slot, tokens in slots.items() if tokens}
    h, dep = a.head[top], a.dep[top]
    for _ in range(MAX_CLIMB):  # a coordinated noun has its first conjunct's verb: "arrests and killings were reported"
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
            objects = [c for c in a.children[h] if a.dep[c] == "obj"] if lemma in words.placing else []
            placed = tuple(t for c in objects for t in fillers(a, c))
            _merge(a, slots, h, "agent" if placed else "patient")
            _add(slots, "patient", placed)  # "placed the town under siege"
        elif dep == "obl" and lemma in words.subjecting and preposition(a, top) == "to":
            light = h
            _merge(a, slots, h, "agent")
            slots.pop("to", None)  # "was subjected to shelling by the army": the noun itself
            _add(slots, "patient", own_slots(a, h).get("patient", ()))
        elif dep == "obl" and preposition(a, top) in words.taking_part.get(lemma, ()):
            light = h
            _merge(a, slots, h, "agent")
        elif dep == "obl" and preposition(a, top) == "for" and lemma in words.travelling:
            _add(slots, "agent", surface_subject(a, h))  # "will visit Maroni for talks with the government"
        elif dep == "nsubj" and lemma in words.pitting:
            set_against = own_slots(a, h)  # "fighting pitted the army against the rebels"
            for slot in ("patient", "against"):
                _add(slots, "between", set_against.get(slot, ()))
    if light is None and governor is not None and dep == "obl" and preposition(a, top) in _INSTRUMENT:
        # "supports them through training and airstrikes", "answered with shelling": the verb's subject did the noun
        subject = slots.get("by") or surface_subject(a, governor)
        if subject and not is_passive(a, governor):
            _add(slots, "agent", subject)
    if governor is not None and dep == "obj" and not slots.keys() & {"by", "agent"} and not is_passive(a, governor):
        # "touched off a rampage by soldiers", where "by" hangs on the verb
        behind = [c for c in a.children[governor] if a.dep[c] in ("obl", "obl:agent") and c > i]
        by = [c for c in behind if preposition(a, c) == "by" and a.pos[c] in NOUNS]
        _add(slots, "by", fillers(a, by[0]) if by else ())
    if light is None and governor is not None and dep == "nsubj" and a.lemma[governor] in words.affecting:
        struck = own_slots(a, governor)
        _add(slots, "against", struck.get("patient") or struck.get("through") or struck.get("into") or ())
    slots = {slot: tokens for slot, tokens in slots.items() if tokens}
    if governor is not None and a.lemma[governor] in words.including and dep == "obj" and "agent" not in slots:
        whole = [t for t in surface_subject(a, governor) if a.pos[t] == "NOUN" and t < i]
        for t in whole:  # towards the start of the text, so that it ends
            _add(slots, "agent", _noun_frame(a, t).get("agent"))
    answer, how = answering(a, top)
    if answer:
        slots.setdefault("agent", answer)
    return Frame(
        i, "noun", slots, light=light, governor=None if light is not None else governor, governor_dep=dep,
        answered=bool(answer), own=bool(answer) and how == "own", charged=bool(answer) and how == "charged",
    )  # fmt: skip


def _container(a: Arrays, i: int) -> int:
    """ "a series of attacks" stands where "attacks" would."""
    if a.dep[i] == "nmod" and preposition(a, i) == "of" and a.lemma[a.head[i]] in vocabulary().container:
        return a.head[i]
    return i


def _bare(a: Arrays, i: int) -> bool:
    """Whether a noun has neither an article nor a number, nor anybody's name before it."""
    return not any(a.dep[c] in ("det", "nmod:poss", "nummod") for c in a.children[i])


def _lacks(a: Arrays, verb: int) -> bool:
    """Whether a relative clause lacks its object, and so is said of it: "the march (that) they called"."""
    objects = [c for c in a.children[verb] if a.dep[c] == "obj"]
    subject = next((c for c in a.children[verb] if a.dep[c] == "nsubj"), None)
    own = subject is not None and a.tag[subject] not in RELATIVE_TAGS and a.lower[subject] != "that"
    return own and all(a.tag[c] in RELATIVE_TAGS or a.lower[c] == "that" for c in objects)


def _against(slots: Slots, inner: Slots, a: Arrays) -> None:
    """ "Strikes using drones against the camp": whom the means were used against the deed was done to."""
    for slot in ("against", "on", "at"):
        if slot not in slots and inner.get(slot):
            _add(slots, slot, inner[slot])
    if "against" not in slots:  # "using bombers and piloted aircraft against the camp"
        for t in inner.get("patient", ()):
            _add(slots, "against", own_slots(a, t).get("against", ()))


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
            _against(slots, own_slots(a, c), a)
    if subject_role and not passive and subject_role not in slots:
        subject = surface_subject(a, verb)
        if subject:
            slots[subject_role] = subject
