"""Who was harmed: from the head of a noun phrase to its unit, its number and the name of the group."""

from __future__ import annotations

import re

from firsthand.reading.arrays import Arrays
from firsthand.reading.harm.vocabulary import Words
from firsthand.reading.lexicon import Lexicon
from firsthand.reading.mentions import HarmMention
from firsthand.reading.predicates import fillers
from firsthand.reading.quantities import Quantity, counted, measured, number_words, quantity_of
from firsthand.records import Outcome, Unit

PEOPLE = frozenset({"person", "animal"})
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET"})
_IN_PHRASE = frozenset({"det", "nummod", "amod", "compound", "advmod", "flat", "nmod:poss", "nmod:desc"})
_IN_GROUP = frozenset({"amod", "compound", "flat", "nmod:desc"})
_COUNTING = frozenset(
    {"several", "many", "few", "least", "more", "most", "other", "another", "numerous", "dozen", "some"}
)
_SINGULAR = frozenset({"NN", "NNP"})
_OF_PEOPLE: frozenset[Outcome] = frozenset({"killed", "injured", "abducted"})
_CORE = frozenset({"obj", "nsubj:pass"})
_OTHERS = frozenset({"others", "another", "other"})
_CLOCK = re.compile(r"\d{1,2}[.:h]\d{2}")
_WIDTH = 12  # tokens between a head and its modifier; more is a mistake of the parse


class Groups:
    """Reads the groups of one report. ``entity`` has the entity label of each token ("" for none)."""

    def __init__(self, a: Arrays, lexicon: Lexicon, entity: list[str], words: Words) -> None:
        self._a, self._lexicon, self._entity, self._words = a, lexicon, entity, words

    def item(
        self, predicate: int, head: int, outcome: Outcome, units: frozenset[str], negated: bool = False
    ) -> HarmMention | None:
        """The harm that came to the phrase headed by ``head``, or None if it is nothing that this outcome can come
        to."""
        a = self._a
        if a.pos[head] not in _NOMINAL:
            return None
        if a.lower[head] == "one" and a.lower[head + 1 : head + 2] == ["another"]:
            return None  # "killing one another"
        if self._age(head) or self._day(head) or self._worth(head):
            return None
        head = self._counter_of(head)
        of = self._counted(head)
        if of == head and (a.lemma[head] in number_words().not_counts or a.lemma[head] in self._words.amounts):
            of = measured(a, head)  # "40 kilograms of explosives": explosives, and no number of them
            unit = self._unit_among(of, units) if of != head else None
            return None if unit is None else self.made(predicate, of, outcome, unit, None, negated)
        if a.lower[head] in self._words.nobody and "person" in units:
            return self.made(predicate, head, outcome, "person", Quantity(0, 0, head, head), True)
        unit = self._unit_among(of, units)
        if unit is None and outcome in _OF_PEOPLE and "person" in units and self._by_name(of):
            unit = "person"
        if unit is None:
            return None
        nobody = a.lower[head] in self._words.nobody or any(
            a.dep[c] == "det" and a.lower[c] == "no" for c in a.children[head]
        )
        if nobody or (a.lower[head] == "one" and head > 0 and a.lower[head - 1] == "no"):
            return self.made(predicate, head, outcome, unit, Quantity(0, 0, head, head), True)
        if outcome in self._words.crowds and not self._many(of):
            return None
        return self.made(predicate, head, outcome, unit, self._how_many(head), negated)

    def _how_many(self, head: int) -> Quantity | None:
        a = self._a
        quantity = quantity_of(a, head)
        if quantity is None and (
            a.lower[head] in self._words.one or (self._entity[head] == "PER" and not self._is_plural(head))
        ):
            quantity = Quantity(1, 1, head, head)
        if quantity is not None and quantity.low == 1 and quantity.first == head and self._is_plural(head):
            quantity = None  # "Tutsis", tagged as a singular name
        if quantity is None and a.pos[head] in ("DET", "PRON", "ADJ"):  # "both were killed", "several were wounded"
            least = number_words().vague.get(a.lower[head])
            if least is not None:
                quantity = Quantity(least, least if a.lower[head] == "both" else None, head, head)
        return quantity

    def made(
        self, predicate: int, head: int, outcome: Outcome, unit: Unit, quantity: Quantity | None, negated: bool
    ) -> HarmMention:
        """The mention with the characters of its phrase."""
        a = self._a
        first = last = head
        for c in a.children[head]:
            if a.dep[c] in _IN_PHRASE and abs(c - head) < _WIDTH:
                first, last = min(first, c), max(last, c)
        if quantity is not None:
            first, last = min(first, quantity.first), max(last, quantity.last)
        of = self._counted(head)
        last = a.hyphenated(max(last, of))
        low, high = (quantity.low, quantity.high) if quantity is not None else (None, None)
        return HarmMention(
            predicate=predicate, head=head, start=a.start[first], end=a.end[last], outcome=outcome, unit=unit,
            who=self._who(of), low=low, high=high, negated=negated,
        )  # fmt: skip

    def _day(self, t: int) -> bool:
        """ "The massacre of 11 June"."""
        a = self._a
        return a.pos[t] == "NUM" and any(a.dep[c] == "nmod:unmarked" and a.pos[c] == "PROPN" for c in a.children[t])

    def _worth(self, t: int) -> bool:
        """ "Left six wounded and millions in losses": money, not people."""
        a = self._a
        after = a.lemma[t + 2 : t + 4] if a.lower[t + 1 : t + 2] == ["in"] else []
        return a.lemma[t] in number_words().counters and any(word in self._words.worth for word in after)

    def _age(self, t: int) -> bool:
        """ "Ana Orlo, 12, and Eva Orlo, 9, were killed"."""
        a = self._a
        if not a.text[t].isdigit() or int(a.text[t]) > 120 or t < 2 or a.text[t - 1] != "," or a.pos[t - 2] != "PROPN":
            return False
        return t + 1 == a.n or a.text[t + 1] in (",", ".", ";", ")") or a.lower[t + 1] == "and"

    def _counter_of(self, head: int) -> int:
        """ "Hundreds of people wounded", where "wounded" hangs on the people: hundreds."""
        a = self._a
        above = a.head[head]
        bare = not any(a.dep[c] in ("det", "nmod:poss", "nummod") for c in a.children[head])
        of = a.dep[head] == "nmod" and any(a.lower[c] == "of" and a.dep[c] == "case" for c in a.children[head])
        counter = a.lemma[above] in number_words().counters and a.lower[above] != a.lemma[above]
        return above if of and bare and counter else head

    def _counted(self, head: int) -> int:
        """Of "150 head of cattle" the cattle; of "the head of the police" the head."""
        of = measured(self._a, head)
        return of if self.unit(of) == "animal" else counted(self._a, head)

    def fighting(self, head: int) -> bool:
        """ "More than 40 servicemen": so many of those who fight."""
        of = counted(self._a, head)
        told = self._a.tag[of] == "NNS" and any(self._a.dep[c] == "nummod" for c in self._a.children[head])
        return told and {"force", "person"} <= self._lexicon.classes(self._a.lemma[of])

    def so_many(self, head: int) -> bool:
        """ "Two radios": a numeral before things that are no place."""
        a = self._a
        told = any(a.dep[c] == "nummod" and a.text[c] != "one" for c in a.children[head])
        if a.lemma[head] in number_words().not_counts:
            return False  # "200 kilograms"
        return told and a.tag[head] == "NNS" and "place_noun" not in self._lexicon.classes(a.lemma[head])

    def unit(self, t: int) -> Unit | None:
        """What ``t`` counts as: by the lexicon, also with the noun before it ("artillery system"), or as a person's
        name."""
        a, lexicon = self._a, self._lexicon
        beside = t > 0 and a.head[t - 1] == t and a.dep[t - 1] == "compound"
        unit = (lexicon.unit(f"{a.lower[t - 2]} {a.lower[t - 1]} {a.lemma[t]}") if t > 1 else None) or (
            lexicon.unit(f"{a.lower[t - 1]} {a.lemma[t]}") if beside else None
        )
        unit = unit or lexicon.unit(a.lemma[t])
        unit = (
            unit
            or lexicon.unit(a.lower[t])
            or lexicon.unit(a.lower[t].removesuffix("s"))
            or (lexicon.unit(a.lemma[t - 1]) if beside else None)
        )
        if unit is None and "-" in a.lemma[t] and lexicon.unit(a.lemma[t].rsplit("-", 1)[1]) == "person":
            return "person"  # "ex-minister"
        if unit is not None and unit != "person" and self._entity[t] == "PER":
            return "person"
        if unit is not None:
            return unit
        if self._entity[t] == "PER" or a.lower[t] in self._words.persons:
            return "person"
        if a.tag[t] in ("NNPS", "JJ") or (
            a.pos[t] == "PROPN" and self._is_plural(t) and self._entity[t] not in ("ORG", "LOC")
        ):
            return "person"  # "five Russians", "killed the wounded"
        if (
            a.pos[t] == "PROPN"
            and not self._entity[t]
            and t > 0
            and any(a.dep[c] in ("compound", "flat") for c in a.children[t])
            and not any(a.dep[c] == "det" for c in a.children[t])
        ):
            return "person"  # a name that the recogniser missed, with its title or first name
        return None

    def _unit_among(self, t: int, units: frozenset[str]) -> Unit | None:
        a = self._a
        if _CLOCK.fullmatch(a.text[t]) and not (t + 1 < a.n and a.lower[t + 1] in number_words().scales):
            return None  # "14.40 About 1,500 people fled"
        if a.pos[t] == "NUM" or (a.lemma[t] in number_words().counters and a.lower[t] != a.lemma[t]):
            return "person" if "person" in units else self._before(t, units)  # "four", "dozens"
        unit = self.unit(t)
        named = unit is None and self._entity[t] == "LOC" and (self._called(t) or self._killed_by_name(t, units))
        if named and "person" in units:
            return "person"
        if unit is None and "person" in units and units <= PEOPLE and self._unlisted(t):
            return "person"
        if unit is None:
            if "other" in units and a.pos[t] in ("NOUN", "PROPN") and a.lemma[t] not in self._words.abstract:
                return "other"
            return None
        if unit not in units:
            # "destroyed three houses and damaged five others"
            return self._before(t, units) if a.lower[t] in _OTHERS else None
        so_many = any(a.dep[c] == "nummod" for c in a.children[t])  # "two IS killed"
        if self._entity[t] in ("ORG", "LOC") and unit == "person" and not self._is_plural(t) and not so_many:
            return None  # "expelled the party", "captured Gao"
        return unit

    def _killed_by_name(self, t: int, units: frozenset[str]) -> bool:
        """ "Injuring Sigifredo Arevalo": no place of two names is killed or hurt."""
        a = self._a
        bare = not any(a.dep[c] in ("det", "case") for c in a.children[t])
        return units == PEOPLE and bare and a.dep[t] in _CORE and any(a.dep[c] == "flat" for c in a.children[t])

    def _by_name(self, t: int) -> bool:
        """ "Kidnapped Olson": one name is somebody's, where it is nobody else's that is known."""
        a = self._a
        named = a.tag[t] == "NNP" and a.pos[t] == "PROPN" and self._entity[t] == "" and a.text[t][:1].isupper()
        bare = not any(a.dep[c] in ("det", "case", "nummod") for c in a.children[t])
        bare = bare and a.pos[t + 1 : t + 2] != ["NUM"]  # "Flight 714"
        return named and bare and a.dep[t] in _CORE and not self._lexicon.classes(a.lemma[t]) and not self._is_plural(t)

    def _called(self, t: int) -> bool:
        """ "Abu Hamza, a leader": a name that the recogniser took for a place's."""
        a = self._a
        if a.lower[t] in self._words.names:
            return True
        whose = (c for c in a.children[t] if a.dep[c] == "appos" and a.tag[c] == "NN")
        return any(self._lexicon.unit(a.lemma[c]) == "person" for c in whose)

    def _unlisted(self, t: int) -> bool:
        """ "Two missionaries", "nine khasadars": a counted noun that no list has, by its ending or after a numeral."""
        a = self._a
        if a.text[t][:1].isupper() and a.lower[t].endswith("s") and any(a.dep[c] == "nummod" for c in a.children[t]):
            return a.pos[t] in ("NOUN", "PROPN") and not self._lexicon.classes(a.lemma[t])  # "three Naxals"
        named = (
            a.pos[t] in ("NOUN", "PROPN")
            and not self._entity[t]
            and not self._lexicon.classes(a.lemma[t])
            and a.lemma[t] not in self._words.abstract
        )
        if self._entity[t] == "ORG" and any(a.dep[c] == "nummod" and a.text[c] != "one" for c in a.children[t]):
            return True  # "two IS killed"
        if not named:
            return False
        if a.tag[t] == "NNS" and any(a.dep[c] == "nummod" for c in a.children[t]):
            return True
        ending = a.lemma[t].endswith(self._words.person_endings)
        return ending and any(a.dep[c] in ("nummod", "det") for c in a.children[t])

    def _before(self, t: int, units: frozenset[str]) -> Unit | None:
        """The unit of the last thing counted before a bare number: "destroyed three tanks and damaged four"."""
        a = self._a
        first, _ = a.sentence(t)
        for x in range(t - 1, first - 1, -1):
            if a.pos[x] in ("NOUN", "PROPN") and a.dep[x] not in ("compound", "flat"):
                unit = self.unit(x)
                if unit in units:
                    return unit
        return "other" if "other" in units else None

    def _is_plural(self, t: int) -> bool:
        a = self._a
        if a.tag[t] in ("NNS", "NNPS"):
            return True
        word = a.lower[t]
        return (
            a.tag[t] == "NNP"
            and self._entity[t] == ""
            and word.endswith("s")
            and not word.endswith(("ss", "is", "us", "os"))
        )

    def _many(self, t: int) -> bool:
        """Whether this is a number of people who live there, not a person or an armed force."""
        a = self._a
        if a.pos[t] == "NUM":
            return True
        if a.tag[t] in _SINGULAR and not self._lexicon.classes(a.lemma[t]) & {"crowd"}:
            return False
        return a.pos[t] in ("NOUN", "PROPN", "ADJ") and not (
            "force" in self._lexicon.classes(a.lemma[t]) or self._entity[t] == "PER"
        )

    def _who(self, head: int) -> str | None:
        """The group without its number and article."""
        a = self._a
        if a.tag[head] == "WP":
            head = fillers(a, head)[0]  # "signatories, five of whom were murdered"
        if a.pos[head] == "NUM":
            return None
        first = last = head
        for c in a.children[head]:
            if a.dep[c] in _IN_GROUP and a.lower[c] not in _COUNTING and abs(c - head) < 8:
                first, last = min(first, c), max(last, c)
        while first > 1 and a.text[first - 1] == "-" and a.start[first - 1] == a.end[first - 2]:
            first -= 2  # "Iranian-made components"
        if first + 4 <= last and a.lower[first + 4] == "old" and a.text[first + 1] == "-":
            first += 5 if first + 5 <= last else 4  # "a 42-year-old man"
        last = a.hyphenated(last)
        parts: list[str] = []
        for t in range(first, last + 1):
            glued = parts and a.start[t] == a.end[t - 1]
            if a.text[t].strip():
                parts.append(a.text[t] if glued or not parts else f" {a.text[t]}")
        return "".join(parts).strip(" \"'“”-") or None
