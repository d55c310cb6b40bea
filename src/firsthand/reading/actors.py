"""Who: from the head of a noun phrase to an actor with name, kind and country.

"Two of the fighters of the Blue Coast Army" names the Blue Coast Army. The name is the directory's where it has one,
the kind comes from the directory, from the noun ("guerrillas", "gendarmerie") or its modifier ("army truck"), the
country from a nationality in the phrase; the army or government of a report that is plainly about one country is that
country's.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import dataclass
from importlib import resources
from typing import Any

from firsthand.reading.directory import Directory, Entry
from firsthand.reading.directory import load as load_directory
from firsthand.reading.quantities import counted
from firsthand.reading.scene import Scene
from firsthand.records import Kind
from firsthand.yamlfile import parse

_BEFORE = frozenset({"compound", "amod", "flat", "flat:name", "nmod:desc", "nmod", "nmod:poss", "goeswith"})
_AFTER = frozenset({"flat", "flat:name", "compound", "goeswith"})
_OF = frozenset({"of", "for"})
_MEMBER_OF = frozenset({"of", "from"})
_MAX_WIDTH = 14  # tokens; a longer "noun phrase" is a mistake of the parse
_SPACE = re.compile(r"\s+")
_CASUAL = frozenset({"PRON", "DET"})
_OFFICIAL: frozenset[Kind] = frozenset({"state", "military", "police"})
# A report is about one country if so many of its places at least lie there, and this share of them: below that, the
# army of a report on two neighbours was given to the wrong one.
_MIN_PLACES, _MIN_SHARE = 3, 0.7


@dataclass(frozen=True, slots=True)
class ActorReading:
    """An actor as read: characters ``[start, end)`` of its phrase, and what is known of it."""

    start: int
    end: int
    name: str | None
    actor_id: str | None
    kind: Kind
    country: str | None


@functools.lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    data: Any = parse((resources.files("firsthand.reading") / "actors.yaml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in data.items()}


class ActorReader:
    """Reads the actors of one report.

    >>> # ActorReader(scene).read(head).name -> "Taliban" for "dozens of Taliban fighters"
    """

    def __init__(self, scene: Scene, directory: Directory | None = None) -> None:
        self._scene = scene
        self._directory = directory or load_directory()
        self._cache: dict[int, ActorReading] = {}

    @functools.cached_property
    def main_country(self) -> str | None:
        """The country that the report is plainly about, or None."""
        tally = Counter(place.country for place in self._scene.places if place.country)
        if not tally:
            return None
        country, n = tally.most_common(1)[0]
        return country if n >= _MIN_PLACES and n >= _MIN_SHARE * sum(tally.values()) else None

    def read(self, t: int) -> ActorReading:
        """The actor whose phrase is headed by token ``t``."""
        if t not in self._cache:
            self._cache[t] = self._read(t)
        return self._cache[t]

    def _read(self, t: int) -> ActorReading:
        a = self._scene.a
        head = counted(a, t)
        first, last = self._phrase(head)
        last = a.hyphenated(last) if a.tag[last] == "NNS" else last  # "passers-by"
        start, end = self._scene.span(first, last)
        if t < first and a.lemma[t] in _words()["companies"]:
            start = self._scene.span(self._phrase(t)[0], last)[0]  # "members of parliament"
        if a.pos[head] in _CASUAL:
            return ActorReading(start, end, None, None, "other", None)
        text = _SPACE.sub(" ", a.string[self._scene.span(first, last)[0] : end]).strip()
        if a.pos[head] == "NUM" or a.lower[head] in _words()["nameless"]:
            return ActorReading(start, end, None, None, "other", None)  # "two were killed": no name
        entry, whole = self._known(head, first, last)
        if entry is not None:
            return ActorReading(start, end, entry.name if whole else text, entry.id, entry.kind, entry.country)
        named = self._named_beside(head)
        if named is not None:
            other = self.read(named)
            if other.actor_id is not None:
                return ActorReading(start, end, other.name, other.actor_id, other.kind, other.country)
            text = other.name or text
        country = self._country(head, first, last)
        kind = self._kind(head, first, last)
        if kind == "other" and country and a.lemma[head] in _words()["states_own"]:
            kind = "military"
        official = f"{country.lower()}-{kind}" if country and kind in _OFFICIAL else None
        if country is None and kind in _OFFICIAL:
            country = self.main_country
        return ActorReading(start, end, text, official, kind, country)

    def _named_beside(self, head: int) -> int | None:
        """The name that a common noun is given: "the biggest party, the March Union,", "this man, Orlin Dask,"."""
        a = self._scene.a
        if a.pos[head] != "NOUN":
            return None
        called = self._called(head)
        if called is not None:
            return called
        beside = [c for c in a.children[head] if a.dep[c] == "appos"]
        if len(beside) != 1 or a.pos[beside[0]] != "PROPN" or not 0 < beside[0] - head <= _MAX_WIDTH:
            return None
        listed = any(a.dep[c] == "conj" for c in a.children[beside[0]])
        return None if listed or self._scene.entity[beside[0]] not in ("ORG", "PER") else beside[0]

    def _called(self, head: int) -> int | None:
        """ "A group calling itself the Sons of the South", "a militia known as the Grey Hand"."""
        a = self._scene.a
        for c in a.children[head]:
            if a.dep[c] in ("acl", "acl:relcl") and a.lemma[c] in _words()["calling"] and c > head:
                names = [
                    g for g in a.children[c] if g > c and a.pos[g] == "PROPN" and a.dep[g] in ("obj", "xcomp", "obl")
                ]
                if names and names[0] - head <= _MAX_WIDTH:
                    return names[0]
        return None

    def _phrase(self, head: int) -> tuple[int, int]:
        """First and last token of the name or noun with its modifiers, without article, number, clauses and most
        phrases that follow."""
        a, scene = self._scene.a, self._scene
        first = last = head
        unnamed = _words()["unnamed"]
        for c in a.children[head]:
            dep = a.dep[c]
            if c < head and dep in _BEFORE and head - c <= _MAX_WIDTH and a.lemma[c] not in unnamed:
                if a.pos[c] == "PRON":
                    continue
                first = min(first, self._left(c, 0))
            elif c > head and dep in _AFTER and c - head <= _MAX_WIDTH:
                last = max(last, c)
            elif c > head and dep == "nmod" and self._belongs(head, c):
                last = max(last, self._phrase(c)[1])
        while last + 2 < a.n and a.text[last + 1] == "-" and a.end[last : last + 2] == a.start[last + 1 : last + 3]:
            last += 2  # "brother-in-law", "sit-in"
        if scene.entity[head]:
            first, last = self._entity(head, first, last)
        if first + 3 < head and a.lower[first + 1 : first + 4 : 2] == ["-", "-"] and a.lower[first + 4] == "old":
            first += 5  # "70-year-old man"
        while first < head and (
            a.pos[first] in ("DET", "NUM", "PUNCT", "ADP", "CCONJ", "SPACE") and not self._ordinal(first)
        ):
            if a.pos[first] == "NUM" and a.text[first + 1] == "-" and a.start[first + 1] == a.end[first]:
                break  # "one-way attack drones"
            first += 1
        return first, last

    def _ordinal(self, t: int) -> bool:
        return self._scene.a.lower[t][:1].isdigit() and self._scene.a.lower[t][-2:] in ("st", "nd", "rd", "th")

    def _left(self, c: int, depth: int) -> int:
        a = self._scene.a
        first = c
        for g in a.children[c]:
            if g < c and depth < 4 and c - g <= _MAX_WIDTH and a.dep[g] not in ("case", "cc", "mark"):
                first = min(first, self._left(g, depth + 1))
        return first

    def _belongs(self, head: int, c: int) -> bool:
        """Whether a phrase that follows is part of the name: "Ministry of Defence", "members of the Blue Coast
        Army"."""
        a, scene = self._scene.a, self._scene
        case = next((a.lower[g] for g in a.children[c] if a.dep[g] == "case"), "")
        if case not in _OF and case not in _MEMBER_OF:
            return False
        if a.pos[head] == "PROPN" and case in _OF:
            return a.pos[c] == "PROPN" or c - head <= 3
        if a.tag[head] == "NNS" and case == "of" and a.pos[c] == "PROPN" and not scene.classes(head) - {"animal"}:
            return scene.entity[c] in ("", "ORG")  # "the lions of the Northern Sword"
        people = a.tag[head] == "NNS" and scene.classes(head) & {"person", "force"}
        if people and case == "of" and a.pos[c] == "PROPN" and scene.entity[c] in ("PER", "ORG"):
            return True  # "the men of Colonel Doe"
        if a.lemma[head] in _words()["parts"] and case in _MEMBER_OF:
            return case == "of" or scene.entity[c] == "ORG"
        return case == "of" and bool(scene.classes(head) & {"state_body", "org"})

    def _entity(self, head: int, first: int, last: int) -> tuple[int, int]:
        """The whole name that the head is in."""
        scene, a = self._scene, self._scene.a
        label, sent = scene.entity[head], a.sent[head]
        left = right = head
        while left > 0 and head - left < _MAX_WIDTH and scene.entity[left - 1] == label and a.sent[left - 1] == sent:
            if a.dep[left - 1] == "obl" and a.head[left - 1] > head:
                break  # "in Port Oma subversives blew up a bridge"
            left -= 1
        while (
            right + 1 < a.n
            and right - head < _MAX_WIDTH
            and scene.entity[right + 1] == label
            and a.sent[right + 1] == sent
        ):
            right += 1
        if any(a.dep[x] in ("conj", "cc") and x != head for x in range(left, right + 1)):
            return first, last  # two names side by side that the recogniser ran together
        return min(first, left), max(last, right)

    def _known(self, head: int, first: int, last: int) -> tuple[Entry | None, bool]:
        """The directory's entry, and whether the phrase names the group itself rather than one of its people."""
        a = self._scene.a
        words = [a.text[x].removesuffix("'s").removesuffix("’s") for x in range(first, last + 1)]
        found = self._directory.longest(words, 0, last - first, self.main_country)
        if found is None:
            return None, False
        entry, begin, end = found
        outside = not first + begin <= head <= first + end
        if outside and entry.kind == "media" and begin == end and a.lemma[head] not in _words()["telling_of"]:
            return None, False  # "fighters of the Alliance for the Liberation": not the newspaper
        # "the People's Dawn Army" is not the newspaper Dawn
        within = begin > 0 and first + end < last and entry.kind == "media" and begin == end
        if within and a.pos[first + end + 1] in ("PROPN", "NOUN"):
            return None, False
        if first + begin <= head <= first + end:
            return entry, True
        lemma = a.lemma[head]
        if lemma in _words()["members"]:
            return entry, True
        if first + end < head and any(a.dep[c] == "nmod:poss" and a.head[c] == head for c in range(first, head)):
            return (entry, False) if lemma in _words()["parts"] else (None, False)
        if lemma in _words()["parts"] or self._scene.entity[head] == "PER":
            return entry, False
        return None, False

    def _kind(self, head: int, first: int, last: int) -> Kind:
        a, lexicon = self._scene.a, self._scene.lexicon
        own: Kind | None = None
        for begin in range(max(first, head - 2), head + 1):
            phrase = " ".join([*a.lower[begin:head], a.lemma[head]])
            own = lexicon.actor_kind(phrase) or lexicon.actor_kind(" ".join(a.lower[begin : head + 1]))
            if own is not None and begin < head:
                return own
            if own is not None:
                break
        beside = self._beside(head, first, last)
        if (
            beside in _words()["telling"]
            and own in (None, "military", "state", "civilian", "other", "police")
            and (own != "police" or beside in ("military", "rebel"))
        ):
            return beside or "other"
        if own is not None:
            return own
        return beside or self._titled(first, last) or self._nameless(head, first, last)

    def _titled(self, first: int, last: int) -> Kind | None:
        """ "President Doe", "Col. Doe": the kind that a title gives its bearer."""
        for x in range(first, last + 1):
            for kind in ("military", "state", "police"):
                if self._scene.a.lower[x].rstrip(".") in _words()[f"{kind}_titles"]:
                    return kind
        return None

    def _beside(self, head: int, first: int, last: int) -> Kind | None:
        a, lexicon = self._scene.a, self._scene.lexicon
        for x in (*range(head - 1, first - 1, -1), *range(head + 1, last + 1)):
            if a.pos[x] in ("NOUN", "PROPN", "ADJ") and a.dep[x] != "nmod:poss":
                kind = lexicon.actor_kind(a.lemma[x]) or lexicon.actor_kind(a.lower[x])
                if kind is not None:
                    return kind
        return None

    def _nameless(self, head: int, first: int, last: int) -> Kind:
        """A country acts as its state; a crowd or a person of no known calling are civilians; all else is unknown."""
        scene, a = self._scene, self._scene.a
        if self._is_country(head, first, last):
            return "state"
        classes = scene.classes(head)
        if "state_body" in classes and "org" not in classes:
            return "state"
        if "media" in classes:
            return "media"
        if "person" in classes and not classes & {"org", "force"} and a.pos[head] == "NOUN":
            return "civilian"
        return "other"

    def _is_country(self, head: int, first: int, last: int) -> bool:
        a = self._scene.a
        if a.tag[head] == "NNPS" and self._scene.entity[head] != "LOC":
            return False  # "Malians" are people
        name = a.string[a.start[first] : a.end[last]]
        return _country_of(name) is not None or (
            first != last and _country_of(a.text[head]) is not None and a.pos[head] == "PROPN"
        )

    def _country(self, head: int, first: int, last: int) -> str | None:
        """The country that the phrase names, the longest name first: "South Sudanese", "government of Mali"."""
        a = self._scene.a
        for length in (3, 2, 1):
            for begin in range(first, last - length + 2):
                words = a.text[begin : begin + length]
                if words[0][:1].isupper() and words[-1][:1].isupper():
                    if (
                        length == 1
                        and begin
                        and a.lower[begin - 1] in ("latin", "north", "south", "central", "west", "east")
                    ):
                        continue  # "Latin American countries"; "South Korean" was found as two words
                    country = _country_of(a.string[a.start[begin] : a.end[begin + length - 1]])
                    if country is not None:
                        return country
        for c in a.children[head]:
            if a.dep[c] == "nmod" and c > last and any(a.lower[g] in ("of", "from") for g in a.children[c]):
                place = self._scene.place_at.get(c)
                if place is not None:
                    return self._scene.places[place].country
        return None


@functools.lru_cache(maxsize=4096)
def _country_of(word: str) -> str | None:
    from firsthand.gazetteer.countries import country_of

    return country_of(word)
