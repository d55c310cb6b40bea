"""All place names with a point each, as geoparsing benchmarks want them: countries and divisions by their centres."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from firsthand.gazetteer import Gazetteer
from firsthand.reading.arrays import Arrays
from firsthand.reading.places.finder import resolved

if TYPE_CHECKING:
    from spacy.tokens import Doc


def toponyms(doc: Doc, gazetteer: Gazetteer) -> list[dict[str, Any]]:
    """``start``, ``end``, ``lat``, ``lon`` and ``geonameid`` of every place name; None where it is not resolved.

    Unlike ``find_places`` it keeps datelines, governments and names within names of bodies, and gives countries and
    divisions a point.
    """
    a = Arrays(doc)
    found = []
    for name, mention, entry in resolved(doc, a, gazetteer, in_bodies=True):
        if entry is None and not name.tagged:
            continue  # nobody but the position of the word says that it is a place
        lat, lon = (mention.lat, mention.lon) if mention.lat is not None or entry is None else (entry.lat, entry.lon)
        geonameid = entry.geonameid if entry is not None else None
        found.append(
            {"start": a.start[name.first], "end": a.end[name.last], "lat": lat, "lon": lon, "geonameid": geonameid}
        )
    return found
