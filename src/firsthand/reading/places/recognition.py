"""Which words name a place, and as a location: not a nationality, not a government, not part of a person's name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from firsthand.gazetteer.countries import capital_of, named_country, people_of
from firsthand.reading import directory, lexicon
from firsthand.reading.arrays import Arrays
from firsthand.reading.places.name import Exists, Name
from firsthand.reading.places.nowhere import somewhere
from firsthand.reading.places.untagged import untagged
from firsthand.reading.places.vocabulary import Words, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

_DATELINE = re.compile(r"[^\n]{0,60}?(?:--|—|–|_|\)\s*[-_]?)")


def names(
    doc: Doc,
    a: Arrays,
    dated: frozenset[int] = frozenset(),
    exists: Exists = lambda name: (),
    in_bodies: bool = False,
    actors: directory.Directory | None = None,
) -> list[Name]:
    """The place names of a report, in the order of the text.

    ``dated`` are tokens of time expressions ("March"); ``exists`` says whether the gazetteer has a name, which tells
    "West Virginia" from "western Virginia"; ``in_bodies``: also names within names of outlets, forces and
    organisations ("[Niger] Bend Wire"), which geoparsing corpora mark and where nothing happens; ``actors``: whose
    names are nowhere, by default the shipped directory's.
    """
    known, actors = words(), actors or directory.load()
    spans: dict[int, tuple[int, int, bool]] = {}
    taken: set[int] = set()
    for ent in doc.ents:
        if ent.label_ == "LOC":
            spans[ent.start] = (ent.start, ent.end - 1, True)
            taken.update(range(ent.start, ent.end))
    for span in doc.spans.get("toponym", ()):
        within = {doc[t].ent_type_ for t in range(span.start, span.end)}
        if (
            not in_bodies
            and within == {"ORG"}
            and any(e.start <= span.start < e.end and _is_body(e.text) for e in doc.ents)
        ):
            continue
        if not taken & set(range(span.start, span.end)):
            spans[span.start] = (span.start, span.end - 1, True)
            taken.update(range(span.start, span.end))
    capitals = a.string.isupper()
    people = {t for ent in doc.ents if ent.label_ == "PER" for t in range(ent.start, ent.end)}
    for i in () if capitals else _initials(a, taken):
        alone = not any(e.start <= i < e.end and e.end - e.start > 1 for e in doc.ents)
        if alone or in_bodies:
            spans[i] = (i, i, True)
            taken.add(i)
    called = {doc[ent.end - 1].text for ent in doc.ents if ent.label_ == "PER" and ent.end - ent.start > 1}
    sure: set[int] = set()
    for first, last, plainly in untagged(a, taken, people, called):
        spans.setdefault(first, (first, last, False))
        sure.update(range(first, last + 1) if plainly else ())
    found = []
    dateline_end = _dateline(a.string)
    lowered = any(c.isupper() for c in a.string)  # where names are written with capitals, "eng." is nowhere
    for first, last, tagged in _whole(a, sorted(spans.values()), exists):
        small = tagged and lowered and not any(a.text[t][:1].isupper() for t in range(first, last + 1))
        name = None if first in dated or small else _name(a, known, (first, last), tagged, dateline_end, exists)
        if (
            name is None
            or _of_force(a, name, exists)
            or (not in_bodies and ((_is_body(name.text) and not exists(name.text)) or _in_body(a, name, exists)))
        ):
            continue
        nowhere = actors.find(name.text) is not None or _in_hyphenated_actor(a, name, actors)
        if name.country or not nowhere:  # "Hezbollah" is nowhere
            found.append(replace(name, sure=True) if not tagged and first in sure else name)
    if not in_bodies:
        found = somewhere(doc, a, found, exists)
    found += [n for i in range(a.n) if i not in taken and (n := _territory(a, known, i)) is not None]
    found += _short(a, known, found)
    return sorted(found, key=lambda n: (n.start, -n.end))


def _is_body(name: str) -> bool:
    """ "Red Plains Front", "Niger Bend Wire": a force, organisation or outlet called after a place."""
    first, _, last = name.lower().rpartition(" ")
    return bool(first) and bool(lexicon.load().classes(last) & {"force", "org", "media"})


def _in_body(a: Arrays, name: Name, exists: Exists) -> bool:
    """ "[Niger Bend] Wire": the model tagged the place in the name of a body."""
    after = name.last + 1
    if after >= a.n or a.sent[after] != a.sent[name.last] or not a.text[after][:1].isupper():
        return False
    whole = _joined(a, name.first, after)
    return a.pos[after] == "PROPN" and not a.string.isupper() and _is_body(whole) and not exists(whole)


def _of_force(a: Arrays, name: Name, exists: Exists) -> bool:
    """ "Men of the Gran Chimen gang": a name that no place has, right before the word for an armed group."""
    after = name.last + 1
    if after >= a.n or a.sent[after] != a.sent[name.last] or name.country is not None:
        return False
    force = lexicon.load().classes(a.lemma[after]) & {"force", "crowd"}
    return bool(force) and a.pos[after] == "NOUN" and a.head[name.last] == after and not exists(name.text)


def _territory(a: Arrays, known: Words, i: int) -> Name | None:
    """ "Syrian territory", "the Iraqi border": land named by its people is a place of that country."""
    if a.lemma[i] not in known.territory or i == 0 or a.sent[i - 1] != a.sent[i]:
        return None
    country = people_of(a.text[i - 1])
    if country is None or not a.text[i - 1][:1].isupper():
        return None
    dep = a.dep[i]
    if not any(a.dep[c] == "case" and a.lower[c] in known.locative for c in a.children[i]):
        return None
    text = _joined(a, i - 1, i)
    return Name(
        i - 1, i, a.start[i - 1], a.end[i], text, country, "", None, dep in ("obl", "nmod", "conj"), False, False
    )


def _short(a: Arrays, known: Words, found: list[Name]) -> list[Name]:
    """ "In the gulf", in a report that names Iraq: what a broadcast writes small, as the waters of that country."""
    out, taken = [], {t for n in found for t in range(n.first, n.last + 1)}
    for i in range(1, a.n):
        meant = known.short.get(a.lower[i])
        if meant is None or i in taken or a.text[i].isupper() or a.lower[i - 1] != "the" or a.dep[i] not in _UNDER:
            continue
        bare = all(a.dep[c] in ("det", "case", "punct") for c in a.children[i])
        under = any(a.dep[c] == "case" and a.lower[c] in known.locative - {"of"} for c in a.children[i])
        shores = {n.country for n in found} | {people_of(w) for w in a.text if w[:1].isupper()}
        if bare and under and shores & meant[1]:
            out.append(Name(i, i, a.start[i], a.end[i], meant[0], None, None, None, True, False, True, False, True))
    return out


def _dateline(text: str) -> int:
    """Where the dateline at the head of the report ends, 0 where there is none."""
    start = len(text) - len(text.lstrip())
    match = _DATELINE.match(text, start)
    if match is None or not text[start : start + 1].isupper():
        return 0
    city = re.match(r"[A-Z][A-Z .'-]{2,}", text[start:])
    return match.end() if city else 0


def _initials(a: Arrays, taken: set[int]) -> list[int]:
    """Countries by three letters or more, "(DRC)", which the model may take for a body; two can be anything."""
    found = (i for i in range(a.n) if i not in taken and len(a.text[i]) > 2 and a.text[i].isupper())
    return [i for i in found if a.pos[i] == "PROPN" and named_country(a.text[i]) is not None]


def _whole(a: Arrays, spans: list[tuple[int, int, bool]], exists: Exists) -> list[tuple[int, int, bool]]:
    """Names of which the model saw a part: "North" and "Kivu", "[Dayr] az Zawr", where the gazetteer has the whole."""
    out: list[tuple[int, int, bool]] = []
    for first, last, tagged in spans:
        while last > first and a.text[last] == "-":
            last -= 1
        if out and out[-1][1] + 1 == first and exists(_joined(a, out[-1][0], last)):
            out[-1] = (out[-1][0], last, tagged or out[-1][2])
            continue
        for before in range(max(0, first - _PARTS), first):
            free = (not out or out[-1][1] < before) and a.sent[before] == a.sent[first]
            named = a.text[before][:1].isupper() and (a.pos[before] == "PROPN" or before < first - 1)
            if free and named and exists(_joined(a, before, last)):
                first = before
                break
        out.append((first, _hyphened(a, first, last, exists), tagged))
    return out


def _hyphened(a: Arrays, first: int, last: int, exists: Exists) -> int:
    """The last token of a name that goes on behind hyphens: "[Nahr al]-Imam", "[Kidal]-Sud", "[Lozova]-2"; not of two
    names, "the Qamishli-Hasakah road", nor of what belongs to one, "Gao-based"."""
    end = last
    while (
        end + 2 < a.n
        and a.text[end + 1] == "-"
        and a.start[end + 1] == a.end[end]
        and a.start[end + 2] == a.end[end + 1]
        and (a.text[end + 2][:1].isupper() or a.text[end + 2].isdigit() or len(a.text[end + 2]) <= _PARTICLE)
    ):
        end += 2
    whole, part, rest = (_joined(a, *span) for span in ((first, end), (first, last), (min(last + 2, end), end)))
    if end == last or a.string.isupper():
        return last
    if exists(whole):
        return end
    if rest.isdigit() and exists(part):
        return last  # "Lozova-2" is in Lozova
    if people_of(rest) is not None or people_of(part) is not None or named_country(rest) is not None:
        return last  # "Israel-Syrian talks"
    beside = {e.country for e in exists(rest) if e.kind == "town"}
    return last if any(e.kind == "town" and e.country in beside for e in exists(part)) else end


def _in_hyphenated_actor(a: Arrays, name: Name, actors: directory.Directory) -> bool:
    """ "[Al]-Shabaab": a part of a group's name that tokens part."""
    last = name.first + 2
    if name.first != name.last or last >= a.n or a.text[name.first + 1] not in ("-", "–"):
        return False
    return actors.find(a.string[a.start[name.first] : a.end[last]]) is not None


def _name(
    a: Arrays,
    known: Words,
    span: tuple[int, int],
    tagged: bool,
    dateline_end: int,
    exists: Exists,
) -> Name | None:
    first, last = span
    while first <= last and a.lower[first] in ("the", "in", "of", "at", ",", '"', "'", "-"):
        first += 1
    while last >= first and a.lower[last] in ("'s", "'", ",", ".", '"', "-", "’s"):
        last -= 1
    if first > last:
        return None
    head = next((t for t in range(first, last + 1) if not first <= a.head[t] <= last), first)
    name = _joined(a, first, last)
    country = named_country(name)
    if name in known.directions or (name.lower() in known.directions and name.endswith("ern")):
        return None  # "eastern", tagged apart from what it is the east of
    if country is None and (people_of(name) is not None or name.lower() in known.peoples):
        return None
    if last + 1 < a.n and a.sent[last + 1] == a.sent[last] and people_of(_joined(a, first, last + 1)) is not None:
        return None  # "a [New] Zealander"
    rulers = name.lower() in known.seats and not any(a.dep[c] == "case" for c in a.children[head])
    if rulers or _designation(a, first, last) or _common(a, first, last):
        return None
    start, end, direction, kind, word = a.start[first], a.end[last], None, None, ""
    if country is None and first > 0 and a.lower[first - 1] == "the" and first <= a.head[first - 1] <= last:
        called = f"the {name}"
        if any(e.alike == 1.0 and e.own for e in exists(called)):
            name = called  # "the Gulf", which is no Gulf County
    inner, before = a.lower[first], first - 1
    lowered = name.lower() in known.lowered and (named_country(name) is not None or bool(exists(name)))
    if inner in known.directions and last > first and not lowered:
        if a.text[first].islower() and named_country(_joined(a, first + 1, last)) is not None:
            country = None  # "south Sudan" is in Sudan
        if country is None and not (a.text[first][:1].isupper() and exists(name)):
            direction, first = inner, first + 1
            name = _joined(a, first, last)
            country = named_country(name)
    elif (
        first > 0 and a.lower[before] in known.directions and a.sent[before] == a.sent[first] and a.head[head] != before
    ):
        whole = _joined(a, before, last)
        if (a.text[before][:1].isupper() or whole.lower() in known.lowered) and (named_country(whole) or exists(whole)):
            first, start, name, country = before, a.start[before], whole, named_country(whole)
        else:
            direction, start = a.lower[before], a.start[before]
    if (
        country is None
        and direction is None
        and last > first
        and a.lower[last] in known.facilities
        and not exists(name)
    ):
        cut = next((t for t in range(last - 1, first - 1, -1) if exists(_joined(a, first, t))), None)
        if cut is not None:  # "Gao Regional Hospital" is in Gao
            last, name = cut, _joined(a, first, cut)
    if a.lower[last] in known.types and last > first:
        word = a.lower[last]
        if word in known.plurals:
            word = known.plurals[word]
            name = f"{_joined(a, first, last - 1)} {word}"
    elif last + 1 < a.n and a.lower[last + 1] in known.types and a.end[last] + 1 == a.start[last + 1]:
        word, end = a.lower[last + 1], a.end[last + 1]
        head = a.head[head] if a.head[head] == last + 1 else head
    elif (
        a.dep[head] == "nmod"
        and a.lemma[a.head[head]] in known.types
        and any(a.dep[c] == "case" and a.lower[c] == "of" for c in a.children[head])  # "a camp near Gao" is no Gao
        and (a.tag[a.head[head]] != "NNS" or a.lemma[a.head[head]] not in known.parts)  # "in districts of Gao"
    ):
        word = a.lemma[a.head[head]]
    kind = known.types.get(word)
    country = None if word in known.small else country  # no village is a country
    dateline = a.start[first] < dateline_end
    if (seat := _seat(a, first)) is not None:
        head = seat  # "in the capital Abuja", whatever the parse makes of the name
    inside = range(first, last + 1) if first <= head <= last else range(head, head + 1)
    cases = frozenset(a.lower[c] for t in inside for c in a.children[t] if a.dep[c] == "case")
    locative = not dateline and _locative(a, known, head, country or capital_of(name), name, cases)
    here = not dateline and _locative(a, known, head, None, name, cases)
    return Name(
        first, last, start, end, name, country, direction, kind, locative, dateline, tagged, word in known.small, here
    )


def _seat(a: Arrays, first: int) -> int | None:
    """The word "capital" (or "city", "town") right before a name, "the capital, Bangui"."""
    before = first - 1
    if before > 0 and a.text[before] == ",":
        before -= 1
    if before < 1 or a.lower[before] not in ("capital", "city", "town") or a.sent[before] != a.sent[first]:
        return None
    return before


_UNDER = frozenset({"obl", "nmod", "conj"})
_PARTICLE = 2  # letters: "-e-", "-i-", "al-"
_PARTS = 3  # tokens before a tagged name that may belong to it
_NUMBER = re.compile(r"-\d")


def _designation(a: Arrays, first: int, last: int) -> bool:
    """A short name with a number hung on is a model, not a place: "Mi-24", "F-16"."""
    return first == last and len(a.text[last]) <= 3 and _NUMBER.match(a.string, a.end[last]) is not None


def _common(a: Arrays, first: int, last: int) -> bool:
    """ "IN THE SQUARE": where all is in capitals, a common noun with an article may be tagged as a name."""
    the = first > 0 and a.lower[first - 1] in ("the", "a", "an")
    if first != last or not the or not a.string.isupper() or a.lower[first] == "capital":
        return False
    return bool(lexicon.load().classes(a.lower[first].removesuffix("s")) & {"place_noun", "building"})


def _joined(a: Arrays, first: int, last: int) -> str:
    out = a.text[first]
    for t in range(first + 1, last + 1):
        out += (" " if a.start[t] > a.end[t - 1] else "") + a.text[t]
    return re.sub(r"\s+", " ", out)


def _locative(
    a: Arrays, known: Words, head: int, government: str | None, name: str, cases: frozenset[str] = frozenset()
) -> bool:
    """A country or capital that acts or is acted upon is its government; any other name is a location. ``cases`` are
    the prepositions before any word of the name."""
    dep = a.dep[head]
    cases = cases or frozenset(a.lower[c] for c in a.children[head] if a.dep[c] == "case")
    if government is None:
        return dep != "vocative" and not (dep == "obj" and a.lemma[a.head[head]] in known.not_in)
    if cases & known.country_under and dep in (
        "obl",
        "nmod",
        "obl:agent",
        "conj",
        "advcl",
        "ROOT",
        "appos",
        "nmod:unmarked",
    ):
        # "the President of France", "the government of Mali" name no place
        named = cases == {"of"} and dep == "nmod" and a.pos[a.head[head]] == "NOUN"
        return not named or _spatial(a, known, a.head[head]) or _struck(a, known, head, cases)
    if dep in ("appos", "nmod:desc", "nmod:unmarked", "list", "flat"):
        return dep != "appos" or a.pos[a.head[head]] != "NOUN" or _spatial(a, known, a.head[head])  # "Baghdad, Iraq"
    if dep == "conj":
        return _locative(a, known, a.head[head], government, name)
    if _struck(a, known, head, cases):
        return True
    if dep == "obj" and a.lemma[a.head[head]] in known.visiting:
        return True  # "will visit Nairobi", "left Afghanistan"
    if dep == "obj" and a.lemma[a.head[head]] in known.reaching | known.attacking:
        return a.lemma[a.head[head]] in known.reaching or capital_of(name) is not None  # "shelled Kyiv"
    return dep == "nsubj:pass" and capital_of(name) is not None


def _struck(a: Arrays, known: Words, head: int, cases: frozenset[str]) -> bool:
    """ "The invasion of Kuwait", "invaded Kuwait", "air strikes against Iraq": a country that arms are turned on is
    where that is done."""
    above = a.head[head]
    if a.pos[above] == "VERB":
        return a.dep[head] in ("obj", "nsubj:pass") and a.lemma[above] in known.overrunning
    of = "of" in cases and a.lemma[above] in known.deeds
    return a.dep[head] in ("nmod", "obl") and (
        of or (bool(cases & known.aimed) and a.lemma[above] in known.raids | known.overrunning)
    )


def _spatial(a: Arrays, known: Words, t: int) -> bool:
    return (
        a.lemma[t] in known.types
        or a.lemma[t] in known.directions
        or a.lemma[t] in ("part", "area", "rest", "coast", "side", "center", "centre", "outskirt")
    )
