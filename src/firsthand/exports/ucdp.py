"""UCDP GED: the 49 columns of the Georeferenced Event Dataset, one event a row. The codes are in ``ucdp.yaml``."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from firsthand.exports import cells, facts
from firsthand.exports.acled import publishers
from firsthand.exports.codes import country_name, data, gleditsch_ward, ucdp_region
from firsthand.exports.job import Job
from firsthand.exports.material import Losses, Material
from firsthand.records import Actor, Event

COLUMNS: tuple[str, ...] = tuple(data("ucdp")["columns"])
NO_POINT = "no coordinates: latitude and longitude are empty (GED has the country's centre there)"
NO_DEATH = "no death told: code_status is 'Check deaths' (GED holds events with a death)"


def write(job: Job) -> Iterator[bytes]:
    """The file."""
    found = list(rows(job.material, job.losses))
    return cells.lines(([row.get(name) for name in COLUMNS] for row in found), [COLUMNS], job.options.bom)


def rows(material: Material, losses: Losses) -> Iterator[dict[str, Any]]:
    """A row for each event that GED can hold; the others are noted in ``losses`` with the reason."""
    for event in material.events:
        row = _row(event, material, losses)
        if row is not None:
            yield row


def _row(event: Event, material: Material, losses: Losses) -> dict[str, Any] | None:
    table = data("ucdp")
    kind = material.codebook.types.get(event.event_type)
    coding = kind.coding.ucdp if kind else None
    stage, days, place = facts.stage(material.claims_of(event)), facts.days(event.when), event.where
    date_prec = next((code for most, code in table["days"].items() if days and days.length <= most), None)
    missing = (
        (not coding or not coding.get("counts"), f"UCDP does not count {event.event_type}"),
        (stage in ("planned", "threatened"), f"it has not happened: {stage}"),
        (stage == "denied", "every source denies it"),
        (days is None, "no first and last day"),
        (date_prec is None, "the day is less certain than a year"),
        (place is None or not place.country, "no country"),
    )
    for lacks, reason in missing:
        if lacks:
            losses.leave_out(reason, event.event_id)
            return None
    assert days is not None
    assert place is not None
    ones, others = facts.sides(event)
    violence, turned = type_of_violence(ones, others)
    if turned:
        ones, others = others, ones
    deaths = _deaths(event, ones, others)
    total = facts.killed(event)
    clear = days.length <= table["clear_days"] and place.precision in table["clear_places"]
    if total is None or not (total.best or total.high or total.low):
        losses.flag(NO_DEATH, event.event_id)
    if violence is None:
        losses.flag("the sides do not tell the type of violence", event.event_id)
    if total is not None and total.high is None:
        losses.flag("the highest toll is open: high is empty", event.event_id)
    point = facts.point(place)
    if point is None:
        losses.flag(
            "no coordinates: latitude and longitude are empty (GED has the country's centre there)", event.event_id
        )
    one, other = _name(ones, place.country), "Civilians" if violence == 3 else _name(others, place.country)
    reports = [report for _, report in material.reports_of(event)]
    return {
        # 52 bits of the event's id: a whole number that R, Stata and spreadsheets hold exactly
        "id": int(event.event_id[:13], 16),
        "relid": f"firsthand-{event.event_id}",
        "year": days.start.year,
        "code_status": "Clear" if total and (total.best or total.high or total.low) else "Check deaths",
        "type_of_violence": violence,
        "dyad_name": f"{one} - {other}" if one and other else None,
        "side_a": one,
        "side_b": other,
        "number_of_sources": len(reports),
        "source_article": ";".join(
            f'"{r.publisher or ""},{r.published or ""},{(r.title or "").replace(chr(34), chr(39))}"' for r in reports
        ),
        "source_office": ";".join(publishers(event, material)),
        "source_date": ";".join(r.published or "" for r in reports),
        "source_headline": ";".join(r.title or "" for r in reports),
        "source_original": ";".join(str(origin["source"]) for origin in event.origins),
        "where_prec": table["places"].get(place.precision),
        "where_coordinates": place.name or place.text,
        "where_description": f"near {place.name or place.text}" if place.precision == "near" else None,
        "adm_1": place.admin1,
        "latitude": point and point[0],
        "longitude": point and point[1],
        "geom_wkt": f"POINT ({point[1]} {point[0]})" if point else None,
        "priogrid_gid": priogrid(*point) if point else None,
        "country": country_name(place.country),
        "country_id": gleditsch_ward(place.country),
        "region": ucdp_region(place.country),
        "event_clarity": 1 if clear else 2,
        "date_prec": date_prec,
        "date_start": days.start.isoformat(),
        "date_end": days.end.isoformat(),
        **deaths,
        "best": total and total.best,
        "high": total and total.high,
        "low": total and total.low,
        "gwnoa": _state_number(ones, place.country),
        "gwnob": None if violence == 3 else _state_number(others, place.country),
    }


def type_of_violence(ones: Sequence[Actor], others: Sequence[Actor]) -> tuple[int | None, bool]:
    """1 state-based, 2 non-state, 3 one-sided, None where the sides do not tell; and whether the sides change places
    (the state, or whoever attacks civilians, is side A).

    >>> rebel, army = Actor(role="initiator", kind="rebel"), Actor(role="target", kind="military")
    >>> type_of_violence([rebel], [army]), type_of_violence([rebel], [])
    ((1, True), (None, False))
    """
    table = data("ucdp")
    one, other = ({_sort(actor.kind, table) for actor in actors} - {None} for actors in (ones, others))
    if "state" in one | other and one & {"state", "armed"} and other & {"state", "armed"}:
        return 1, "state" not in one
    if "armed" in one and "armed" in other:
        return 2, False
    if one & {"state", "armed"} and other == {"civilians"}:
        return 3, False
    return (3, True) if one == {"civilians"} and other & {"state", "armed"} else (None, False)


def _sort(kind: str, table: dict[str, Any]) -> str | None:
    return next((name for name in ("state", "armed", "civilians") if kind in table[name]), None)


def _deaths(event: Event, ones: Sequence[Actor], others: Sequence[Actor]) -> dict[str, int | None]:
    """Best figures by side. The words for the dead tell the side first ("soldiers"), then the side that the claims
    give; what neither ties to one side is unknown."""
    sums: dict[str, int | None] = {"deaths_a": None, "deaths_b": None, "deaths_civilians": None, "deaths_unknown": None}
    total = facts.killed(event)
    for row in facts.people(event, "killed"):
        if row["best"] is not None:
            column = _column(row, ones, others)
            sums[column] = (sums[column] or 0) + row["best"]
    if total is not None and total.best is not None:
        known = sum(value or 0 for value in sums.values())
        if known != total.best:  # a total beside its parts: the parts cannot be told apart by side
            return {**dict.fromkeys(sums), "deaths_unknown": total.best}
        sums = {name: value or 0 for name, value in sums.items()}
    return sums


def _column(row: dict[str, Any], ones: Sequence[Actor], others: Sequence[Actor]) -> str:
    table = data("ucdp")
    sorts = [{_sort(actor.kind, table) for actor in actors} - {None} for actors in (ones, others)]
    told = _sort(facts.kind_of_group(row["who"]) or "", table)
    if told is None and row["party"]:
        mine = [
            s for actors, s in zip((ones, others), sorts, strict=True) if any(a.role == row["party"] for a in actors)
        ]
        told = next(iter(mine[0])) if len(mine) == 1 and len(mine[0]) == 1 else None
    if told == "civilians":
        return "deaths_civilians"
    holders = [name for name, found in zip(("deaths_a", "deaths_b"), sorts, strict=True) if told in found]
    return holders[0] if len(holders) == 1 else "deaths_unknown"


def _name(actors: Sequence[Actor], home: str | None) -> str | None:
    """UCDP writes every body of a state as its government."""
    names = []
    for actor in actors:
        land = country_name(actor.country or (home if actor.kind == "state" and not actor.name else None))
        is_state = actor.kind in data("ucdp")["state"] and land
        names.append(f"Government of {land}" if is_state else actor.name or actor.text or "")
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _state_number(actors: Sequence[Actor], home: str | None) -> int | None:
    return next((gleditsch_ward(a.country) for a in actors if a.kind in data("ucdp")["state"] and a.country), None)


def priogrid(lat: float, lon: float) -> int:
    """The number of the PRIO-GRID cell (half a degree) that a point is in.

    >>> priogrid(-89.9, -179.9), priogrid(89.9, 179.9)
    (1, 259200)
    """
    row, column = (min(math.floor((value + half) * 2), half * 4 - 1) for value, half in ((lat, 90), (lon, 180)))
    return row * 720 + column + 1
