"""All place names with a point each, as geoparsing benchmarks want them: countries and divisions by their centres."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from firsthand.gazetteer import Gazetteer
from firsthand.gazetteer.countries import country
from firsthand.reading.arrays import Arrays
from firsthand.reading.places.finder import resolved

if TYPE_CHECKING:
    from spacy.tokens import Doc


def toponyms(doc: Doc, gazetteer: Gazetteer) -> list[dict[str, Any]]:
    """``start``, ``end``, ``lat``, ``lon`` and ``geonameid`` of every place name; None where it is not resolved.

    Unlike ``find_places`` it keeps datelines and governments, and gives a country its population-weighted centre.
    """
    a = Arrays(doc)
    found = []
    for name, mention in resolved(doc, a, gazetteer):
        lat, lon, geonameid = mention.lat, mention.lon, mention.geonameid
        row = country(name.country) if name.country else None
        if row is not None:
            lat, lon = row.point if row.point else (None, None)
            geonameid = row.geonameid
        elif lat is None and mention.unresolved is None:
            lat, lon = _centre(gazetteer, name.text, mention.country, mention.admin1)
        found.append(
            {"start": a.start[name.first], "end": a.end[name.last], "lat": lat, "lon": lon, "geonameid": geonameid}
        )
    return found


def _centre(gazetteer: Gazetteer, name: str, iso3: str | None, admin1: str | None) -> tuple[float | None, float | None]:
    for e in gazetteer.exact(name):
        if e.country == iso3 and e.kind in ("region", "district") and e.lat is not None:
            return e.lat, e.lon
    return None, None
