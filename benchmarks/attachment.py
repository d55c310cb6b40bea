"""When an incident happened, by our claims and by the MUC-4 keys: ``python benchmarks/attachment.py --bench FOLDER``.

FOLDER is the one of the benchmarks (see ``run.py``): documents, keys: ``data/muc4_dev.jsonl.xz``. A key gives
each incident's date as a day (``02 FEB 90``), a range (``17 FEB 90 - 18 FEB 90``) or only a latest day
(``- 04 FEB 90``: the report does not say, it was at or before the report's own day). Reported are

- ``found``: of the incidents with a day or a range, the share that some claim of a fitting type dates: ``exact``, the
  very first and last day; ``within``, no day outside the key's (a night of a range counts, a week around a day does
  not); ``overlap``, at least a day in common. A claim's time of day counts as its day.
- ``right``: of our dated claims of those types in documents with incidents, the share whose days are within some key's
  (a latest day alone allows every earlier one of the two weeks before it), and the share that overlap. The keys leave
  out what is not terrorism or is long past, so that a right date of an older event counts as wrong here.
- ``kept``: of the incidents of which the report gives no day, the share that no claim of a fitting type dates with a
  day of its own that is no other key's: what a coder that falls back on the publication date loses.

- ``found place``: of the incidents whose key names a place below the country, the share that some claim of a fitting
  type is placed at one of the key's places, by name; ``right place``: of our claims of those types with a named place
  in documents with such incidents, the share whose place is one of some key's.

``--own`` scores our own invented reports instead (``tests/attachment``): of the claims found, the share whose time and
place are right, by construction. ``--claims FILE`` scores claims made before (lines of ``predict.py claims``) instead
of reading the documents again.
"""

from __future__ import annotations

import argparse
import datetime
import json
import lzma
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

# Our types that an incident of the key's type can be told as
FITTING = {
    "ATTACK": {
        "attack", "armed_clash", "killing", "air_strike", "drone_strike", "shelling", "bombing", "suicide_bombing",
        "shootdown", "mob_violence", "property_destruction", "torture", "sexual_violence",
    },
    "BOMBING": {"bombing", "suicide_bombing", "attack", "killing", "property_destruction", "shelling", "air_strike"},
    "KIDNAPPING": {"abduction", "killing", "attack"},
    "HIJACKING": {"abduction", "looting", "attack"},
    "ARSON": {"arson", "property_destruction", "attack"},
    "ROBBERY": {"looting", "attack"},
    "FORCED WORK STOPPAGE": {"protest", "demand", "threat", "attack"},
}  # fmt: skip
_LONG_BEFORE = 14  # days before a key's latest day that a date without a first day still allows
_DAY = re.compile(r"(\d{1,2}) ([A-Z]{3})[A-Z]* (\d\d)")
_MONTHS = {
    m: k + 1 for k, m in enumerate(["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"])
}


class Days(NamedTuple):
    """First and last day; ``first`` is None where the key gives only the latest."""

    first: datetime.date | None
    last: datetime.date


class Incident(NamedTuple):
    """An incident of a key: its types, the dates that are right for it, and the places below the country."""

    types: frozenset[str]
    dates: tuple[Days, ...]
    places: frozenset[str] = frozenset()


def key_days(fill: str) -> Days | None:
    """The days of a key's date; None where it has no year or is none."""
    days = []
    for d, m, y in _DAY.findall(fill.upper()):
        if m not in _MONTHS:
            return None
        days.append(datetime.date(1900 + int(y), _MONTHS[m], int(d)))
    if not days:
        return None
    return Days(None if fill.lstrip("( ").startswith("-") else days[0], days[-1])


def key_places(fill: str) -> list[str]:
    """The places below the country that a key names: "PERU: LIMA (CITY)" has LIMA."""
    return [re.sub(r"\s*\(.*?\)", "", part).strip() for part in re.split(r"[:-]\s", fill.upper())[1:] if part.strip()]


def placed(claim: dict[str, Any]) -> list[str]:
    """The names of a claim's place, in capitals without accents."""
    where = claim.get("where") or {}
    given = [unicodedata.normalize("NFKD", n) for n in (where.get("name"), where.get("text")) if n]
    return ["".join(c for c in n if not unicodedata.combining(c)).upper() for n in given]


def at(claim: dict[str, Any], places: frozenset[str]) -> bool:
    """Whether a claim is placed at one of these, by a name that has the other's words in it."""
    return any(re.search(rf"\b{re.escape(p)}\b", n) or re.search(rf"\b{re.escape(n)}\b", p)
               for p in places for n in placed(claim))  # fmt: skip


def incidents(document: dict[str, Any]) -> list[Incident]:
    """The incidents of a document's key."""
    found = []
    for template in document["templates"]:
        types: set[str] = set()
        for fill in template["type"]:
            for alternative in fill["alts"]:
                types |= FITTING.get(alternative["v"], set())
        dates = [key_days(a["v"]) for fill in template["date"] for a in fill["alts"]]
        places = [p for fill in template.get("location", ()) for a in fill["alts"] for p in key_places(a["v"])]
        found.append(Incident(frozenset(types), tuple(d for d in dates if d is not None), frozenset(places)))
    return found


def claim_days(claim: dict[str, Any]) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of a claim's time; None where it has none or an open end."""
    when = claim.get("when") or {}
    if not when.get("start") or not when.get("end"):
        return None
    return datetime.date.fromisoformat(when["start"][:10]), datetime.date.fromisoformat(when["end"][:10])


def within(days: tuple[datetime.date, datetime.date], key: Days) -> bool:
    """No day outside the key's."""
    first = key.first or key.last - datetime.timedelta(days=_LONG_BEFORE)
    return first <= days[0] and days[1] <= key.last


def overlaps(days: tuple[datetime.date, datetime.date], key: Days) -> bool:
    """At least one day in common."""
    first = key.first or key.last - datetime.timedelta(days=_LONG_BEFORE)
    return days[0] <= key.last and first <= days[1]


def measured(pairs: Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]) -> dict[str, tuple[int, int]]:
    """Counts (right, of) by figure, over documents with their claims."""
    names = ("found exact", "found within", "found overlap", "right within", "right overlap", "kept", "found place",
             "right place")  # fmt: skip
    n = {name: [0, 0] for name in names}
    for document, claims in pairs:
        key = incidents(document)
        everything = frozenset[str]().union(*(i.types for i in key))
        dated = [(c, d) for c in claims if c["event_type"] in everything and (d := claim_days(c)) is not None]
        for incident in key:
            ours = [d for c, d in dated if c["event_type"] in incident.types]
            known = [k for k in incident.dates if k.first is not None]
            if known:
                for name, found in (
                    ("found exact", any(d == (k.first, k.last) for d in ours for k in known)),
                    ("found within", any(within(d, k) for d in ours for k in known)),
                    ("found overlap", any(overlaps(d, k) for d in ours for k in known)),
                ):
                    n[name][0] += found
                    n[name][1] += 1
            elif incident.dates:
                others = [k for i in key for k in i.dates if k.first is not None]
                n["kept"][0] += not any(d[0] == d[1] and not any(within(d, k) for k in others) for d in ours)
                n["kept"][1] += 1
        named = frozenset[str]().union(*(i.places for i in key))
        for incident in key:
            if incident.places:
                n["found place"][0] += any(at(c, incident.places) for c in claims if c["event_type"] in incident.types)
                n["found place"][1] += 1
        for claim in claims:
            if named and claim["event_type"] in everything and placed(claim):
                n["right place"][0] += at(claim, named)
                n["right place"][1] += 1
        for _, days in dated:
            keys = [k for i in key for k in i.dates]
            n["right within"][0] += any(within(days, k) for k in keys)
            n["right overlap"][0] += any(overlaps(days, k) for k in keys)
            n["right within"][1] += 1
            n["right overlap"][1] += 1
    return {name: (right, of) for name, (right, of) in n.items()}


def documents(path: Path) -> Iterator[dict[str, Any]]:
    """The documents of a .jsonl or .jsonl.xz file."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def coded(path: Path, limit: int | None) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Each document with the claims that the coder reads from it."""
    from firsthand import Coder, Report

    coder = Coder()
    for k, document in enumerate(documents(path)):
        if limit is not None and k >= limit:
            return
        report = Report(text=document["text"], published=document.get("pub_date"))
        yield document, [claim.as_dict() for claim in coder.code(report)]


def own() -> int:
    """Print the figures on our own invented reports."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run as a script, its own folder is on the path
    from tests.attachment.scoring import measure

    from firsthand import Coder

    figures = measure(Coder())
    print(f"claims found {figures.found} of {figures.expected}")
    for name, (right, scored) in figures.fields.items():
        print(f"{name:30} {100 * figures.rate(name):5.1f} %   ({right} of {scored})")
    for (about, name), (right, scored) in sorted(figures.by_construction.items()):
        print(f"  {about + ', ' + name:28} {100 * right / scored:5.1f} %   ({right} of {scored})")
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 2 where the folder has no such file."""
    parser = argparse.ArgumentParser(description="Dates of incidents: our claims against the MUC-4 keys.")
    parser.add_argument("--bench", type=Path, help="the folder of the benchmarks")
    parser.add_argument("--own", action="store_true", help="our own invented reports instead of the benchmarks")
    parser.add_argument("--set", default="muc4_dev", help="which documents (default: muc4_dev)")
    parser.add_argument("--limit", type=int, help="only the first so many documents")
    parser.add_argument("--claims", type=Path, help="score these claims instead of reading the documents")
    parser.add_argument("--json", action="store_true", help="as JSON: fractions")
    given = parser.parse_args(arguments)
    if given.own:
        return own()
    if given.bench is None:
        parser.error("--bench FOLDER or --own")
    path = given.bench / "data" / f"{given.set}.jsonl.xz"
    if not path.exists():
        print(f"attachment.py: {path} is missing; --bench is the folder that holds data/", file=sys.stderr)
        return 2
    if given.claims:
        known = {line["doc_id"]: line["claims"] for line in documents(given.claims)}
        pairs = ((d, known[d["doc_id"]]) for d in documents(path) if d["doc_id"] in known)
    else:
        pairs = coded(path, given.limit)
    figures = measured(pairs)
    if given.json:
        print(json.dumps({name: right / of if of else None for name, (right, of) in figures.items()}))
    else:
        for name, (right, of) in figures.items():
            print(f"{name:14} {100 * right / of if of else 0:5.1f} %   ({right} of {of})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
