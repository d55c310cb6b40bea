"""A claim as rows that a person reads and corrects, and words that a person selects as a field's value. Pure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Any, NamedTuple, get_args

from firsthand.exports import words
from firsthand.records import Claim, Link, Report, Span, Stage, Stance

STAGES: tuple[str, ...] = get_args(Stage)
STANCES: tuple[str, ...] = get_args(Stance)
PRECISIONS = ("time", "day", "week", "month", "season", "year", "longer")
# What a selection can become: the key pressed, the field, and how it is called.
FROM_WORDS = {
    "w": ("where", "place"),
    "d": ("when", "date"),
    "t": ("harm", "toll"),
    "i": ("initiator", "initiator"),
    "g": ("target", "target"),
    "o": ("source", "source"),
    "e": ("trigger", "event words"),
    "m": ("means", "means"),
}
NEAR = 3  # words before and after a number that can say what came to them


class Row(NamedTuple):
    """A row of the coding: its key (of ``marks.phrases``), the field that a correction sets, label, value and words."""

    key: str
    field: str
    label: str
    value: str
    quoted: str


def rows(claim: Claim) -> list[Row]:
    """The claim's fields in reading order.

    >>> from firsthand.records import Phrase
    >>> claim = Claim(report_id="r", event_type="air_strike", trigger=Phrase(text="bombed"), quote=Phrase())
    >>> [(row.label, row.value) for row in rows(claim)][:2]
    [('what', 'air strike'), ('said as', 'occurred, asserts')]
    """
    found = [
        Row("trigger", "event_type", "what", words.kind(claim.event_type), claim.trigger.text or ""),
        Row("stage", "stage", "said as", f"{claim.stage}, {claim.stance}", ""),
    ]
    for n, actor in enumerate(claim.actors):
        land = f", {actor.country}" if actor.country else ""
        value = f"{words.named(actor)} ({actor.kind}{land})"
        found.append(Row(f"actors.{n}", "actors", actor.role.replace("_", " "), value, actor.text or ""))
    if not claim.actors:
        found.append(Row("actors", "actors", "who", "", ""))
    found += [Row(f"means.{n}", "means", "means", one.kind or "?", one.text or "") for n, one in enumerate(claim.means)]
    precision = f" ({claim.when.precision})" if claim.when and claim.when.precision else ""
    told = words.when(claim.when)
    when = told + (precision if told and not told.startswith("?") else "")
    found.append(Row("when", "when", "when", when, (claim.when.text if claim.when else None) or ""))
    place = claim.where
    radius = f" ±{place.radius_km:g} km" if place and place.radius_km else ""
    kind = f" ({place.precision}{radius})" if place and place.precision else ""
    where = words.where(place) + kind + (f" — {place.unresolved}" if place and place.unresolved else "")
    found.append(Row("where", "where", "where", where, (place.text if place else None) or ""))
    for n, one in enumerate(claim.harm):
        found.append(Row(f"harm.{n}", "harm", "toll", words.harm((one,)), one.text or ""))
    if not claim.harm:
        found.append(Row("harm", "harm", "toll", "", ""))
    for n, link in enumerate(claim.attribution):
        label = "published by" if n == 0 else "origin" if n == len(claim.attribution) - 1 else "citing"
        kind = f" ({link.kind})" if link.kind else ""
        found.append(Row(f"attribution.{n}", "attribution", label, link.source + kind, link.cue or ""))
    return found


def phrase(text: str, span: Span) -> dict[str, Any]:
    """Words of the report as a record holds them."""
    return {"text": span.of(text), "span": [span.start, span.end]}


def trimmed(text: str, start: int, end: int) -> Span:
    """A selection without the white space and commas at its ends, inside the text.

    >>> trimmed("in Gao , then", 2, 8)
    Span(start=3, end=6)
    """
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    while start < end and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    return Span(start, end)


def from_words(claim: Claim, report: Report, what: str, span: Span) -> tuple[str, Any]:
    """The field and its new value when the words at ``span`` are taken as ``what`` (a field of ``FROM_WORDS``).

    A place is not looked up here (``candidates`` does that). A toll's bounds are those that the words tell ("at least
    nine"), its outcome is what they say, or that of the toll that stood there, or what the words beside them say, or
    that of the claim's first toll, or "killed".
    """
    given = phrase(report.text, span)
    row = claim.as_dict()
    if what == "where":
        return "where", {**given, "name": given["text"]}
    if what == "when":
        return "when", when_of(given, report.published)
    if what == "harm":
        return "harm", _with_toll(row["harm"], given, span, report.text)
    if what in ("initiator", "target"):
        fresh = {"role": what, "name": given["text"], "kind": "other", **given}
        return "actors", [*(one for one in row["actors"] if not overlaps(one["span"], span)), fresh]
    if what == "means":
        return "means", [*(one for one in row["means"] if not overlaps(one["span"], span)), given]
    if what == "source":
        link = Link(source=given["text"], span=span)
        return "attribution", [*row["attribution"], link.model_dump(mode="json")]
    if what == "trigger":
        return "trigger", given
    raise ValueError(what)


def overlaps(held: Sequence[int] | None, span: Span) -> bool:
    """Do the two spans share a character?"""
    return held is not None and held[0] < span.end and span.start < held[1]


def when_of(given: dict[str, Any], published: str | None) -> dict[str, Any]:
    """The words of a time with the days they mean, as far as they say it.

    >>> when_of({"text": "on 3 March 2025", "span": [0, 15]}, None)["start"]
    '2025-03-03'
    """
    from firsthand.reading.times.finder import find_times_in

    found = [one for one in find_times_in(given["text"], published) if one.first or one.last]
    if not found:
        return given
    return {**given, "start": found[0].first, "end": found[0].last, "precision": found[0].precision}


_CLOCK = re.compile(r"\b(?:[01]?\d|2[0-3]):[0-5]\d\b")
_ISO_MONTH = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")


def typed_interval(words: str, published: str | None, day: str = "") -> dict[str, Any] | None:
    """The interval that a person types in words: what the coder reads in them, and clock times in any place; without a
    day, that of ``day``. None where there is no time in the words.

    >>> typed_interval("6 March 14:30 to 16:00", "2025-03-13")
    {'start': '2025-03-06T14:30', 'end': '2025-03-06T16:00', 'precision': 'time'}
    >>> typed_interval("2025-03", None)
    {'start': '2025-03-01', 'end': '2025-03-31', 'precision': 'month'}
    """
    words = words.strip()[:200]
    if iso := _ISO_MONTH.fullmatch(words):
        precision = "month" if iso.group(1) else "year"
        first, last = interval(f"{words}-01" if iso.group(1) else f"{words}-01-01", precision)
        return {"start": first, "end": last, "precision": precision}
    clocks = [clock.rjust(5, "0") for clock in _CLOCK.findall(words)]
    read = when_of({"text": _CLOCK.sub(" ", words)}, published)
    found = {name: read.get(name) for name in ("start", "end", "precision")}
    if clocks:
        first, last = (found["start"] or day)[:10], (found["end"] or found["start"] or day)[:10]
        if not first:
            return None
        return {"start": f"{first}T{clocks[0]}", "end": f"{last}T{clocks[-1]}", "precision": "time"}
    return found if found["start"] or found["end"] else None


def precision_of(start: str, end: str) -> str | None:
    """The precision that an interval of this length has in the coder's own readings; None if it is none.

    >>> precision_of("2025-03-05", "2025-03-05"), precision_of("2025-03-01", "2025-03-31"), precision_of("", "?")
    ('day', 'month', None)
    """
    from firsthand.reading.times.values import precision

    try:
        first, last = datetime.date.fromisoformat(start[:10]), datetime.date.fromisoformat(end[:10])
    except ValueError:
        return None
    return precision(first, last) if first <= last else None


def told_interval(start: str, end: str) -> str:
    """An interval with its weekdays and length, so that "on Wednesday" can be checked at a glance; empty if it is none.

    >>> told_interval("2025-03-05", "2025-03-09")
    'Wed 5 March to Sun 9 March 2025, 5 days'
    >>> told_interval("2025-03-05T04:00", "2025-03-05T06:59"), told_interval("2025-03-05", "")
    ('Wed 5 March 2025, 04:00 to 06:59', 'from Wed 5 March 2025')
    """
    try:
        first = datetime.datetime.fromisoformat(start) if start else None
        last = datetime.datetime.fromisoformat(end) if end else None
    except ValueError:
        return ""
    if first is None or last is None:
        only = first or last
        clock = f", {only:%H:%M}" if only and "T" in (start or end) else ""
        return f"{'from' if first else 'until'} {_day(only, True)}{clock}" if only else ""
    clocks = [f"{one:%H:%M}" if "T" in given else "" for one, given in ((first, start), (last, end))]
    if first.date() == last.date():
        times = " to ".join(dict.fromkeys(x for x in clocks if x))
        return _day(first, True) + (f", {times}" if times else "")
    days = (last.date() - first.date()).days + 1
    told = [_day(first, first.year != last.year), _day(last, True)]
    both = " to ".join(f"{day}, {clock}" if clock else day for day, clock in zip(told, clocks, strict=True))
    return f"{both}, {days:,} days" if days > 0 else ""


def _day(day: datetime.datetime, with_year: bool) -> str:
    return f"{day:%a} {day.day} {day:%B}" + (f" {day.year}" if with_year else "")


def interval(start: str, precision: str) -> tuple[str, str]:
    """The days of the week, month, season or year that a day lies in.

    >>> interval("2025-03-05", "week"), interval("2025-03-05", "month"), interval("2025-01-05", "season")
    (('2025-03-03', '2025-03-09'), ('2025-03-01', '2025-03-31'), ('2024-12-01', '2025-02-28'))

    Raises ``ValueError`` if ``start`` is no ISO day.
    """
    day = datetime.date.fromisoformat(start[:10])
    if precision == "week":
        first = day - datetime.timedelta(day.weekday())
        return first.isoformat(), (first + datetime.timedelta(6)).isoformat()
    if precision == "month":
        return _months(day.year, day.month, 1)
    if precision == "season":
        month = day.month // 3 * 3
        return _months(day.year, month, 3) if month else _months(day.year - 1, 12, 3)
    if precision == "year":
        return f"{day.year:04}-01-01", f"{day.year:04}-12-31"
    return start[:10], start[:10]


def _months(year: int, month: int, count: int) -> tuple[str, str]:
    first = datetime.date(year, month, 1)
    after = month - 1 + count
    last = datetime.date(year + after // 12, after % 12 + 1, 1) - datetime.timedelta(1)
    return first.isoformat(), last.isoformat()


def _with_toll(harm: Sequence[dict[str, Any]], given: dict[str, Any], span: Span, text: str) -> list[dict[str, Any]]:
    """The tolls with one more; where its words are those of an old one, it takes that one's place and what it said of
    whom."""
    from firsthand.reading.counts import bounds_in, outcome_in

    old = next((one for one in harm if overlaps(one["span"], span)), None)
    like = old or (harm[0] if harm else {})
    low, high = bounds_in(given["text"]) or (None, None)
    outcome = outcome_in(given["text"]) or (old and old["outcome"])
    if outcome is None:  # "wounded nine", "nine were wounded"
        before, after = text[: span.start].split(".")[-1].split(), text[span.end :].split(".")[0].split()
        beside = [*reversed(before[-NEAR:]), *after[:NEAR]]
        outcome = next((found for word in beside if (found := outcome_in(word))), None)
    outcome = outcome or like.get("outcome") or "killed"
    fresh = {"outcome": outcome, "unit": like.get("unit") or "person", "party": "target"}
    fresh = {**fresh, **({name: old[name] for name in ("who", "party")} if old else {})}
    fresh |= {**given, "low": low, "high": high}
    at = next((n for n, one in enumerate(harm) if one is old), len(harm))
    kept = [one for one in harm if not overlaps(one["span"], span)]
    return [*kept[:at], fresh, *kept[at:]]


def candidates(claim: Claim, name: str, limit: int = 12) -> list[dict[str, Any]]:
    """Places that a name can mean: those the coder weighed, then those of the gazetteer, each once.

    Fields: name, geonameid, lat, lon, country, admin1, precision, population.
    """
    from firsthand.gazetteer import Gazetteer

    found: dict[Any, dict[str, Any]] = {}
    where = claim.where
    if where is not None and where.lat is not None:
        held = where.model_dump(mode="json", include={"name", "geonameid", "lat", "lon", "country", "admin1"})
        found[where.geonameid or (where.lat, where.lon)] = {**held, "precision": where.precision, "population": None}
    for one in where.alternatives if where is not None and name == (where.text or where.name) else ():
        if one.lat is not None:
            held = one.model_dump(mode="json", exclude={"score"})
            found.setdefault(one.geonameid or (one.lat, one.lon), {**held, "precision": None, "population": None})
    gazetteer = Gazetteer.default()
    entries = gazetteer.exact(name) or gazetteer.alike(name)
    country = where.country if where is not None else None
    for entry in sorted(entries, key=lambda e: (e.country != country, -e.population)):
        if entry.lat is None:
            continue
        kind = entry.kind if entry.kind in ("town", "site", "district", "region") else "region"
        place = {
            "name": entry.name,
            "geonameid": entry.geonameid,
            "lat": entry.lat,
            "lon": entry.lon,
            "country": entry.country,
            "admin1": entry.admin1,
            "precision": kind,
            "population": entry.population,
        }
        held = found.setdefault(entry.geonameid or (entry.lat, entry.lon), place)
        held["population"] = held["population"] or entry.population
        held["precision"] = held["precision"] or kind
    return list(found.values())[:limit]


def chosen_place(old: dict[str, Any] | None, candidate: dict[str, Any]) -> dict[str, Any]:
    """The value of ``where`` after a candidate is chosen: the words stay, the place is the candidate's."""
    words_of = {name: (old or {}).get(name) for name in ("text", "span")}
    kept = {name: candidate.get(name) for name in ("name", "geonameid", "lat", "lon", "country", "admin1", "radius_km")}
    return {**words_of, **kept, "precision": candidate.get("precision") or "town", "alternatives": [], "score": 1.0}


def blank(report: Report, span: Span, event_type: str) -> dict[str, Any]:
    """A claim that a person adds: the words selected are what says that it happened, their sentence the quote."""
    text = report.text
    start = max((text.rfind(mark, 0, span.start) + 1 for mark in ".!?\n"), default=0)
    stops = [at for mark in ".!?\n" if (at := text.find(mark, span.end)) >= 0]
    end = min(stops, default=len(text) - 1) + 1
    quote = trimmed(text, start, end)
    link = {"source": report.publisher or "publisher unknown", "kind": "media"}
    return {
        "event_type": event_type,
        "trigger": phrase(text, span),
        "quote": phrase(text, quote),
        "attribution": [link],
        "confidence": 1.0,
    }
