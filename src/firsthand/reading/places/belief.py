"""Whether the likeliest place of a name is believed, or why the name stays unresolved.

These refusals stand outside the learned sum of ranking.py: no sum of evidence may turn a village that the gazetteer
lacks into a famous namesake far away.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from firsthand.gazetteer.folding import fold, skeleton
from firsthand.reading.places import features
from firsthand.reading.places.features import Floats, Table

_KNOWN_FAR = 500_000  # a place that the report does not prepare its reader for must be as well known as this
# Countries with a place of a name, from which on it says nothing alone (Victoria, San Jose); but for a capital, or a
# town of so many people (Alexandria)
_COMMON, _WORLD_CITY = 5, 3_000_000
_LIKE = 0.6  # of a list, that is divisions
_CITY = 100_000
_SPOKEN_FOR = 0.04
_SEAT = 0.1  # of a division's inhabitants, that a town of its name must have to be meant by the plain name
_SEAT_KM = 150.0  # from the division's middle: Maputo, a division of its own, is not in the region that has its name
_WEIGHED = 0.005
_SAME_KM = 60.0  # two entries so near are one place
LEAST = 0.35  # probability under which no candidate is believed


def believed(
    t: Table, f: Floats, k: int, rows: features.Ints, p: Floats, none: float
) -> tuple[features.Ints, str | None]:
    """The candidates of a name with the one that is believed in front, or why none is."""
    if not len(rows):
        return rows, "no place of this name or of a like spelling in the gazetteer"
    where = _stated(t, k, p) if t.asked[k].stated else None
    weighed = rows[: max(1, int((p[rows] > _WEIGHED).sum()))]
    refusals = [_refused(t, f, k, i, where) for i in weighed.tolist()]
    left = weighed[[r is None for r in refusals]]
    whole = float(p[left].sum()) + none  # the others are out of the question, and take no probability with them
    if not len(left) or whole <= 0:
        return rows, refusals[0]
    if (division := _of_a_kind(t, k, left, p)) is not None:
        p[left] /= whole
        p[division] = max(p[division], LEAST)
        return np.r_[division, rows[rows != division]], None
    i = int(left[0])
    same = left[_near(t, i, left) | _nested(t, i, left)]
    p[left] /= whole
    if float(p[same].sum()) < LEAST and not (len(same) == len(rows) and _unmistakable(t, k, i)):
        why = (
            "no candidate fits the report well enough"
            if none / whole > 0.5
            else "several places fit about equally well"
        )
        return rows, refusals[0] or why
    i = _town(t, k, i, left, p)
    p[i] = max(p[i], p[same].sum())
    return np.r_[i, rows[rows != i]], None


def _of_a_kind(t: Table, k: int, left: features.Ints, p: Floats) -> int | None:
    """The division that a name means in a list of divisions: "Oregon, Utah, Washington and Ohio"."""
    tops = [
        int(rows[np.argmax(p[rows])]) for other in t.asked[k].among if len(rows := np.flatnonzero(t.group == other))
    ]
    regions = [i for i in tops if t.rows[i].kind == "region"]
    if t.asked[k].kind is not None or len(regions) < 3 or len(regions) < _LIKE * len(t.asked[k].among):
        return None
    countries = {t.rows[i].country for i in regions}
    here = [i for i in left.tolist() if t.rows[i].kind == "region" and t.rows[i].country in countries and t.rows[i].own]
    return max(here, key=lambda i: float(p[i]), default=None)


def _unmistakable(t: Table, k: int, i: int) -> bool:
    """Is the only candidate a city, which the report may spell in another way? "Hodeida" is Al Ḩudaydah."""
    e = t.rows[i]
    return t.asked[k].tagged and e.alike == 1.0 and e.kind == "town" and e.population >= _CITY


def _town(t: Table, k: int, i: int, left: features.Ints, p: Floats) -> int:
    """Of a division and its seat of one name the seat, unless the report says which: "Gao" is the town. The more where
    the division's own name is another: "Jenin" is the town, though the West Bank was once called after it."""
    if t.asked[k].kind is not None or t.asked[k].part or t.rows[i].kind not in ("region", "district"):
        return i
    asked, bones = skeleton(fold(t.asked[k].text)), skeleton(fold(t.rows[i].name))
    alike = np.array([t.rows[j].own or skeleton(fold(t.rows[j].name)) in (bones, asked) for j in left.tolist()])
    towns = left[(t.kind[left] == 0) & alike & (t.country[left] == t.country[i])]
    if bones == asked or t.rows[i].own:
        towns = towns[t.population[towns] >= _SEAT * t.population[i]]
    km = features.distances(t.lat[i], t.lon[i], t.lat[towns], t.lon[towns])
    inside = towns[features.contains(t, np.full(len(towns), i), towns) | (km < _SEAT_KM)]
    return int(inside[0]) if len(inside) else i


def _refused(t: Table, f: Floats, k: int, i: int, where: int | None) -> str | None:
    """Why a candidate cannot be meant, however well it fits by name and size."""
    e = t.rows[i]
    if where is not None and not _inside(t, k, i, where):
        return f"no place of this name is known in {t.rows[where].name}, where the report says it is"
    spoken = max(f[i, 13], f[i, 17], f[i, 15])
    if e.kind == "country" or not e.country or spoken >= _SPOKEN_FOR or not np.any(t.group != k):
        return None
    if e.population < _KNOWN_FAR:
        return f"nothing else in the report is in {e.country}, and the place is not a well-known one"
    well_known = f[i, 12] or (e.kind == "town" and e.population >= _WORLD_CITY)
    if not well_known and _is_common(t, k):
        return f"nothing else in the report is in {e.country}, and places of this name are in many countries"
    return None


def _is_common(t: Table, k: int) -> bool:
    """Whether places of the very name are in so many countries that it alone says nothing."""
    rows = np.flatnonzero(t.group == k).tolist()
    return len({t.rows[j].country for j in rows if t.rows[j].own and t.rows[j].alike == 1.0}) >= _COMMON


def _near(t: Table, best: int, rows: features.Ints) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which rows are about the same place as the best one: a town and the district around it."""
    km = features.distances(t.lat[best], t.lon[best], t.lat[rows], t.lon[rows])
    return np.asarray((km < _SAME_KM) | (rows == best))


def _nested(t: Table, best: int, rows: features.Ints) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which rows are a division of the best one's name around it, or a town of its name within it: "Gao" is both."""
    bones = skeleton(fold(t.rows[best].name))
    alike = np.array([t.rows[j].own and skeleton(fold(t.rows[j].name)) == bones for j in rows.tolist()], bool)
    here = np.full(len(rows), best)
    regions = np.array([t.rows[j].kind == "region" for j in rows.tolist()], bool) & (t.rows[best].kind == "region")
    around = features.contains(t, rows, here) | features.contains(t, here, rows) | regions
    return np.asarray(alike & around & (t.country[rows] == t.country[best]))


def _stated(t: Table, k: int, p: Floats) -> int | None:
    """The country or division that the report says the name is in, if that is clear."""
    for other in sorted(t.asked[k].stated):
        rows = np.flatnonzero(t.group == other)
        if len(rows):
            top = int(rows[np.argmax(p[rows])])
            if p[top] > 0.6 and t.rows[top].kind in ("country", "region"):
                return top
    return None


def _inside(t: Table, k: int, best: int, where: int) -> bool:
    """Whether the best candidate is in ``where``, or may be: a place of no country, or no smaller kind of place."""
    e, outer = t.rows[best], t.rows[where]
    if e.country is None or e.kind == "country" or (e.kind == "region" and outer.kind == "region"):
        return True
    if outer.kind == "country":
        return e.country == outer.country
    return bool(features.contains(t, np.array([where]), np.array([best]))[0]) or (
        e.country == outer.country and (e.admin1 is None or e.kind in ("district", "area"))
    )
