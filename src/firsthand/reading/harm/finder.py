"""Harm told in a report: so many of such a group killed, injured, captured, so many things destroyed."""

from __future__ import annotations

from firsthand.reading.arrays import Arrays
from firsthand.reading.harm.vocabulary import Saying, Words, words
from firsthand.reading.lexicon import Lexicon
from firsthand.reading.mentions import HarmMention
from firsthand.reading.predicates import fillers, frame_at, preposition
from firsthand.reading.quantities import Quantity, counted, quantity_of
from firsthand.records import Outcome, Unit

_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET"})


def find_harm(a: Arrays, lexicon: Lexicon, entity: list[str]) -> list[HarmMention]:
    """All harm that a report tells, in the order of the text; ``entity`` has the entity label of each token.

    >>> # "killing four soldiers and wounding nine others" -> killed 4-4 "soldiers", injured 9-9 "others"
    """
    finder = _Finder(a, lexicon, entity, words())
    found: list[HarmMention] = []
    for i in range(a.n):
        pos, lemma = a.pos[i], a.lemma[i]
        if pos in ("VERB", "AUX") or (pos == "ADJ" and a.tag[i] == "VBN"):
            sayings = finder.words.verbs.get(lemma)
            if sayings:
                found += finder.verb(i, sayings)
        elif lemma in finder.words.toll_nouns and pos == "NOUN":
            found += finder.toll(i)
        elif pos in ("ADJ", "NOUN") and (lemma in finder.words.adjectives or a.lower[i] in finder.words.adjectives):
            found += finder.state(i, finder.words.adjectives.get(lemma) or finder.words.adjectives[a.lower[i]])
        elif pos == "NOUN" and lemma in finder.words.nouns:
            found += finder.noun(i, finder.words.nouns[lemma])
    return _without_repeats(found)


def _without_repeats(found: list[HarmMention]) -> list[HarmMention]:
    """One head comes to one outcome once: "were killed ... dead" of the same phrase is one item."""
    seen: set[tuple[int | None, str, int]] = set()
    kept = []
    for h in found:
        key = (h.head, h.outcome, h.start)
        if key not in seen:
            seen.add(key)
            kept.append(h)
    return kept


class _Finder:
    def __init__(self, a: Arrays, lexicon: Lexicon, entity: list[str], vocabulary: Words) -> None:
        self.a, self.lexicon, self.entity, self.words = a, lexicon, entity, vocabulary

    def verb(self, i: int, sayings: tuple[Saying, ...]) -> list[HarmMention]:
        a = self.a
        if a.dep[i] in ("amod", "compound"):
            return []
        frame = frame_at(a, i)
        particle = {a.lower[c] for c in a.children[i] if a.dep[c] in ("compound:prt", "advmod", "case")}
        if a.lemma[i] == "shoot" and "down" not in particle:
            return []
        if a.lemma[i] == "round" and "up" not in particle:
            return []
        negated = any(a.lower[c] in ("not", "n't", "never") for c in a.children[i])
        found = []
        for saying in sayings:
            slot = saying.slot
            if slot == "patient" and frame.form == "verb" and not frame.get("patient") and a.lemma[i] == "disappear":
                slot = "agent"
            heads = frame.get(slot)
            if saying.outcome in ("displaced", "surrendered", "killed") and slot == "agent" and frame.passive:
                continue
            for head in heads:
                item = self._item(i, head, saying.outcome, saying.units, negated)
                if item is not None:
                    found.append(item)
        return found

    def state(self, i: int, outcome: Outcome) -> list[HarmMention]:
        """"Left nine dead", "nine people were dead", "15 dead", "12 of them wounded"."""
        a = self.a
        if a.dep[i] in ("amod", "compound"):
            return []
        heads: tuple[int, ...] = ()
        number = next((c for c in a.children[i] if a.dep[c] == "nummod"), None)
        if number is not None or (a.pos[i] == "NOUN" and a.dep[i] in ("obj", "nsubj", "conj", "nsubj:pass", "obl")):
            heads = (i,) if number is not None else ()
        elif a.dep[i] in ("xcomp", "advcl", "acl") and a.lemma[a.head[i]] in self.words.leaving:
            heads = next((fillers(a, c) for c in a.children[a.head[i]] if a.dep[c] in ("obj", "nsubj:pass")), ())
        elif a.dep[i] == "conj":
            heads = next((fillers(a, c) for c in a.children[i] if a.dep[c] in ("nsubj", "obj")), ())
        else:
            heads = next((fillers(a, c) for c in a.children[i] if a.dep[c] == "nsubj"), ())
        units = frozenset({"person", "animal"})
        found = [self._item(i, head, outcome, units, False) for head in heads]
        return [item for item in found if item is not None]

    def noun(self, i: int, outcome: Outcome) -> list[HarmMention]:
        """"39 deaths", "the death of a civilian", "two killings", "the arrest of six men"."""
        a = self.a
        quantity = quantity_of(a, i)
        units: frozenset[str] = frozenset({"person", "animal"}) if outcome != "destroyed" else frozenset({"vehicle", "building", "weapon", "aircraft"})
        of = [c for c in a.children[i] if a.dep[c] == "nmod" and preposition(a, c) == "of"]
        found = []
        for c in of:
            for head in fillers(a, c):
                item = self._item(i, head, outcome, units, False, noun=True)
                if item is not None:
                    found.append(item)
        if found:
            return found
        numbered = any(a.dep[c] == "nummod" or (a.dep[c] == "amod" and a.lemma[c] in ("several", "dozen", "many")) for c in a.children[i])
        if numbered and quantity is not None and outcome != "destroyed" and a.dep[i] != "compound":
            return [self._made(i, i, outcome, "person", quantity, False)]
        return []

    def toll(self, i: int) -> list[HarmMention]:
        """"The death toll rose to 14", "the number of dead stands at 40"."""
        a = self.a
        said = {a.lemma[c] for c in a.children[i]} | {a.lower[g] for c in a.children[i] for g in a.children[c]}
        outcome: Outcome | None = "killed" if said & {"death", "dead", "killed", "fatality"} else None
        outcome = outcome or ("injured" if said & {"wounded", "injured"} else None)
        verb = a.head[i]
        if outcome is None or a.lemma[verb] not in self.words.toll_verbs:
            return []
        for c in (*a.children[verb], verb):
            if c != i and a.dep[c] in ("obl", "obj", "xcomp", "ROOT", "conj") and a.pos[c] in ("NUM", "NOUN"):
                quantity = quantity_of(a, c)
                if quantity is not None and (a.pos[c] == "NUM" or quantity.low not in (None, 1)):
                    return [self._made(i, c, outcome, "person", quantity, False)]
        return []

    def _item(
        self, predicate: int, head: int, outcome: Outcome, units: frozenset[str], negated: bool, noun: bool = False
    ) -> HarmMention | None:
        a = self.a
        if a.pos[head] not in _NOMINAL:
            return None
        lower = a.lower[head]
        if lower in self.words.nobody or any(a.dep[c] == "det" and a.lower[c] == "no" for c in a.children[head]):
            return None
        named = counted(a, head)
        unit = self._unit(named)
        if unit is None:
            if a.lemma[named] in self.words.abstract or "other" not in units:
                return None
            unit = "other"
        if unit not in units:
            return None
        quantity = quantity_of(a, head)
        if quantity is None and (lower in ("he", "she", "him", "her") or self.entity[head] == "PER"):
            quantity = Quantity(1, 1, head, head)
        if noun and quantity is None and a.tag[head] in ("NNS", "NNPS") and outcome not in ("killed", "injured"):
            return None
        return self._made(predicate, head, outcome, unit, quantity, negated)

    def _unit(self, t: int) -> Unit | None:
        a = self.a
        unit = self.lexicon.unit(a.lemma[t]) or self.lexicon.unit(a.lower[t])
        if unit is not None:
            return unit
        if self.entity[t] == "PER" or a.lower[t] in self.words.persons:
            return "person"
        if a.pos[t] == "NUM":
            return "person"
        if a.tag[t] in ("NNPS", "JJ") or (a.pos[t] == "PROPN" and self.entity[t] != ""):
            return "person"  # "five Russians", "killed the Malians"
        return None

    def _made(
        self, predicate: int, head: int, outcome: Outcome, unit: Unit, quantity: Quantity | None, negated: bool
    ) -> HarmMention:
        a = self.a
        first, last = self._phrase(head)
        if quantity is not None:
            first, last = min(first, quantity.first), max(last, quantity.last)
        of = counted(a, head)
        if of != head:
            last = max(last, of)
        low, high = (quantity.low, quantity.high) if quantity is not None else (None, None)
        return HarmMention(
            predicate=predicate, head=head, start=a.start[first], end=a.end[last], outcome=outcome, unit=unit,
            who=self._who(of), low=low, high=high, negated=negated,
        )  # fmt: skip

    def _phrase(self, head: int) -> tuple[int, int]:
        """First and last token of the noun phrase without its clauses and prepositional phrases."""
        a = self.a
        first = last = head
        for c in a.children[head]:
            if a.dep[c] in ("det", "nummod", "amod", "compound", "advmod", "flat", "nmod:poss") and abs(c - head) < 12:
                first, last = min(first, c), max(last, c)
        return first, last

    def _who(self, head: int) -> str | None:
        """The group without its number and article."""
        a = self.a
        if a.pos[head] == "NUM":
            return None
        first = last = head
        for c in a.children[head]:
            if a.dep[c] in ("amod", "compound", "flat") and a.lower[c] not in ("several", "many", "few", "least", "more", "other"):
                first, last = (min(first, c), max(last, c)) if abs(c - head) < 8 else (first, last)
        return " ".join(a.text[t] for t in range(first, last + 1) if a.text[t].strip()) or None
