"""From a match of the grammar to what it says: its words turned into the fields of an element."""

from __future__ import annotations

from typing import Any

from firsthand.reading.times.grammar import Match
from firsthand.reading.times.numerals import all_short, clock, has_two_readings, iso_offset, numeric_date
from firsthand.reading.times.quantities import Quantity, number, quantity, year
from firsthand.reading.times.spec import Element, Inner, Near
from firsthand.reading.times.vocabulary import Vocabulary

_WEEKS = 5  # in a month, at most
_FEW = 3  # "the first days of March", "the last weeks of 2023"


def element(match: Match, vocabulary: Vocabulary) -> Element | None:
    """What a match says; None where its words make no sense together (a 45th day, a number that is none)."""
    kind = match.rule.kind
    groups = match.groups
    fixed = match.rule.fields
    made = Element(match.first, match.last, kind)
    if kind == "inner":
        return _inner(made, groups, vocabulary)
    if kind in ("point", "numeric"):
        return _point(made, groups, fixed, vocabulary)
    if kind == "relative":
        return _relative(made, groups, fixed, vocabulary)
    if kind == "none":
        return made
    if kind == "ref":
        made.word = fixed["ref"]
        return made
    if kind == "set":
        return _set(made, groups, vocabulary)
    made.unit = _unit(groups.get("unit", []), vocabulary) or fixed.get("unit", "")
    words = groups.get("n") or [str(fixed.get("n", "bare"))]
    made.quantity = quantity(words, made.unit, vocabulary)
    made.word = " ".join(
        groups.get("dir") or groups.get("window") or [str(fixed.get("dir") or fixed.get("window", ""))]
    )
    made.age = bool(groups.get("old"))
    if fixed.get("bare"):
        made.flags = frozenset({"bare"})
    if groups.get("half") and made.quantity and made.quantity.amount is not None:
        made.quantity = Quantity(*(q + 0.5 for q in (made.quantity.amount, made.quantity.low, made.quantity.high)))
    if not made.quantity or not made.unit:
        return None
    if made.unit == "second" and words in (["a"], ["an"]):
        return None  # "a second man", "a second later": far more often the next one than the sixtieth of a minute
    last = groups["unit"][0] if groups.get("unit") else ""
    if (
        made.quantity.low > 1
        and vocabulary.value("UNIT", last)
        and kind == "duration"
        and (made.unit in ("second", "quarter") or made.quantity.low >= 1000)
    ):
        return None  # "the 1988 second quarter", "two quarter finals"
    return made


def _unit(words: list[str], vocabulary: Vocabulary) -> str:
    if not words:
        return ""
    return vocabulary.value("UNIT", words[0]) or vocabulary.value("UNITS", words[0]) or ""


def _ordinal(words: list[str], vocabulary: Vocabulary, among: str = "ORDWORD") -> int | None:
    """The number of "3rd" or "third"; among quarters and halves the last one has a number too."""
    if words[0][0].isdigit():
        return int(words[0].rstrip("stndrh"))
    found: int | None = vocabulary.value(among, words[0]) or vocabulary.value("ORDWORD", words[0])
    return found


def _point(made: Element, groups: dict[str, list[str]], fixed: dict[str, Any], v: Vocabulary) -> Element | None:
    spec = made.spec
    made.kind = "point"
    for name, value in fixed.items():
        if name == "dayref":
            spec.near = Near("day", value, False)
        elif name == "weekend":
            spec.near = Near("weekend", value, False)
        elif name == "week":
            spec.near = Near("week", value, False)
        elif name == "thisyear":
            spec.near = Near("year", value, False)
        elif name == "fiscal":
            made.flags = frozenset({"fiscal"})
        elif name == "period":
            made.flags = frozenset({"period"})
        elif name == "storyday":
            spec.near = Near("day", value, True)
        else:
            setattr(spec, name, value)
    for name, words in groups.items():
        first = words[0] if words else ""
        if not first:
            continue
        if name == "month":
            spec.month = v.value("MONTHNAME", first) or v.value("MONTHABBR", first) or v.value("AMBMONTH", first)
        elif name in ("day", "day2"):
            dom = int(first) if first.isdigit() else _ordinal(words, v)
            if not dom or dom > 31:
                return None
            setattr(spec, name, dom)
        elif name == "year":
            spec.year = int(first)
        elif name == "yy":
            spec.year = int(first) + (1900 if int(first) > 40 else 2000)
        elif name in ("yy2", "year2"):
            spec.year2 = int(first)
        elif name == "spoken":
            spec.year = year([w for w in words if w != "-"], v)
            if spec.year is None:
                return None
        elif name == "weekday":
            spec.weekday = v.value("WEEKDAY", first) or v.value("WDABBR", first)
        elif name == "monthrel":
            spec.near = Near("month", v.value("REL", first) or 0, False)
        elif name == "nth":
            nth = -1 if first in ("last", "final") else _ordinal(words, v)
            if not nth or nth > _WEEKS:
                return None
            spec.inner = Inner("weekday", nth, 1)
        elif name == "dayref":
            spec.near = Near("day", v.value("DAYREF", first), False)
        elif name == "rel":
            rel = v.value("REL", first)
            if rel is None:
                rel, made.flags = v.value("STORYREL", first), frozenset({"story"})
            spec.rel = rel
        elif name == "decade":
            digits = "".join(c for c in first if c.isdigit())
            spec.decade = int(digits) // 10 if len(digits) == 4 else 190 + int(digits) // 10
        elif name == "decadeword":
            spec.decade = 190 + v.value("DECADEWORD", first)
        elif name == "century":
            spec.century = (_ordinal(words, v) or 0) - 1
        elif name == "sign":
            setattr(spec, "quarter" if first[0] == "q" else "half", int(first[1]))
        elif name in ("quarter", "half"):
            n = _ordinal(words, v, f"ORD{name.upper()}")
            if not n or n > (4 if name == "quarter" else 2):
                return None
            setattr(spec, name, n)
        elif name == "season":
            spec.season = v.value("SEASON", first) or v.value("AMBSEASON", first)
        elif name == "part":
            spec.part = v.value("PART", first)
        elif name == "moment":
            spec.part = v.value("MOMENT", first)
        elif name in ("clock", "hour"):
            spec.clock = clock(first if name == "clock" else f"{int(number(words, v) or 0)}:00")
            if spec.clock is None:
                return None
        elif name == "iso":
            date = numeric_date(first)
            if date is None:
                return None
            spec.year, spec.month, spec.day, spec.clock = date
            spec.offset = iso_offset(first)
            spec.digits = first if all_short(first) else None
            spec.swap = has_two_readings(first) or None
        elif name == "zone":
            spec.offset = v.value("ZONE", first)
    if spec.season is not None and spec.year2 is not None:
        spec.year2 = None  # the winter of 2023-24 is that of 2023
    if groups.get("daypart") and spec.clock is not None and groups["daypart"][0] != "morning":
        # "3 in the afternoon", "11 at night"; but "2 at night" is early
        late = spec.clock[0] < 12 and (groups["daypart"][0] != "night" or spec.clock[0] >= 6)
        spec.clock = (spec.clock[0] + (12 if late else 0), spec.clock[1])
    if spec.year2 is not None and spec.year is not None:
        spec.year2 += spec.year - spec.year % 100 if spec.year2 < 100 else 0
        if spec.year2 <= spec.year:
            return None
    if spec.day2 is not None and (spec.day is None or spec.day2 <= spec.day):
        return None
    if spec.part and spec.rel is not None:
        # "last night" began yesterday; "this morning" is today's
        spec.near, spec.rel = Near("day", spec.rel, "story" in made.flags), None
        spec.part = "LASTNIGHT" if spec.part == "NI" and spec.near.steps < 0 else spec.part
    if spec.rel is not None and "story" in made.flags:
        spec.story = True
    if spec.rel is not None and spec.story and spec.weekday is None:
        spec.near, spec.rel = Near("year", spec.rel, True), None
    return made


def _inner(made: Element, groups: dict[str, list[str]], v: Vocabulary) -> Element | None:
    unit = _unit(groups["unit"], v)
    last = groups["nth"][0] in ("last", "final", "closing")
    nth = -1 if last else 1 if groups["nth"][0] == "opening" else _ordinal(groups["nth"], v)
    plural = v.value("UNITS", groups["unit"][0]) is not None
    # "the last days of", "the first months of": a few
    count = number(groups["n"], v) if groups.get("n") else _FEW if plural else 1
    if not nth or not count or not unit:
        return None
    made.kind, made.spec.inner = "point", Inner(unit, nth, int(count))
    return made


def _relative(made: Element, groups: dict[str, list[str]], fixed: dict[str, Any], v: Vocabulary) -> Element | None:
    unit = _unit(groups.get("unit", []), v) or fixed.get("unit", "")
    story, steps = False, 0
    if "storyunit" in groups:
        unit, story = {"period": "quarter"}.get(groups["storyunit"][0], groups["storyunit"][0]), True
        made.flags = frozenset({"bare"})
    elif "storyrel" in groups or "storyrel" in fixed:
        steps, story = v.value("STORYREL", groups["storyrel"][0]) if "storyrel" in groups else fixed["storyrel"], True
    elif "window" in groups:
        steps, made.flags = fixed["steps"], frozenset({"window"})
    elif fixed.get("fiscal"):
        made.flags = frozenset({"fiscal"})
    elif "rel" in groups:
        steps = v.value("REL", groups["rel"][0])
        made.word = groups["rel"][0]
    if unit in ("summer", "winter"):
        made.kind, made.spec.season, made.spec.rel = "point", {"summer": "SU", "winter": "WI"}[unit], steps
        return made if not story else None
    if unit == "night":
        made.spec.near, made.spec.part = Near("day", steps, story), "LASTNIGHT" if steps < 0 else "NI"
    elif unit in ("day", "week", "weekend", "month", "quarter", "year", "decade", "century"):
        made.spec.near = Near(unit, steps, story)
    else:
        return None
    made.kind = "point"
    return made


def _set(made: Element, groups: dict[str, list[str]], v: Vocabulary) -> Element:
    if "adverb" in groups:
        made.word = v.value("EVERYADVERB", groups["adverb"][0])
    elif "unit" in groups:
        made.unit = _unit(groups["unit"], v)
        made.quantity = quantity(groups["n"], made.unit, v) if groups.get("n") else Quantity(1.0, 1.0, 1.0)
        if groups.get("alternate"):
            made.quantity = Quantity(2.0, 2.0, 2.0)  # "every other week"
    elif "weekday" in groups:
        day = v.value("WEEKDAY", groups["weekday"][0]) or v.value("WEEKDAYS", groups["weekday"][0])
        part = (
            (v.value("PART", groups["part"][0]) or v.value("PARTS", groups["part"][0])) if groups.get("part") else None
        )
        made.word = f"XXXX-WXX-{day}" + (f"T{part}" if part else "")
    elif "month" in groups:
        made.word = f"XXXX-{v.value('MONTHNAME', groups['month'][0]) or v.value('AMBMONTH', groups['month'][0]):02d}"
    elif "part" in groups:
        made.word = f"XXXX-XX-XXT{v.value('PART', groups['part'][0])}"
    return made
