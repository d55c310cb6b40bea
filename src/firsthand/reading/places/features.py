"""What speaks for each candidate of each place name of a report, as numbers between -1 and 1, mostly 0 and 1.

All candidates of all names of one report stand in one table, a row each, so that distances between all of them are
one matrix. A *group* is the rows of one name. ``FEATURES`` names the columns; the weights are in weights.yaml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from firsthand.gazetteer import Entry
from firsthand.gazetteer.countries import capital_of
from firsthand.gazetteer.folding import fold

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Said = tuple[int, str, float]  # number of the name (-1 for a people), country (ISO 3166-1 alpha-3), weight

FEATURES = (
    "spelling",  # likeness of the spelling asked for, 1 is the same
    "misspelt",  # only alike, not the same
    "own name",  # its main name, not an alternate one
    "size",  # of seven powers of ten of inhabitants
    "smaller than namesake",  # powers of ten below the largest of the name
    "is a country",
    "is a region",
    "is a district",
    "is an area",
    "is a site",
    "kind as said",  # "Kidal region", and it is one
    "kind not as said",
    "a capital",
    "country named",  # how often the report names its country or people, of the one most named
    "division named",  # its first-level division is named in the report
    # these need a first guess at the other names
    "lies in what stands beside it",  # "Azaz, in Aleppo province"
    "holds what stands beside it",  # "Azaz, in Aleppo province", for Aleppo
    "others in its country",  # share of the other names
    "others in its division",
    "others within 50 km",
    "others within 300 km",
    "nearest other",  # e^(-distance / 100 km)
)
FIRST = 15  # columns that need no guess at the other names
NOTHING = (
    "no place at all",
    "not tagged as a place",
    "none lies in what stands beside it",
    "none in a country of the report",
    "a single word",
)
_ANCHORS = 6  # candidates of a name that speak for others
_LARGE = 3_000_000  # areas beyond this are no neighbours of anything
_BESIDE_KM = 80.0  # a town is in a district or by a river if its centre is so near
KINDS = ("town", "site", "district", "region", "area", "country")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the report says of one name, over all its mentions."""

    text: str
    kind: str | None  # that a type word says
    small: bool  # "the village of"
    part: bool  # "northern Aleppo": of a division rather than of a town
    tagged: bool
    beside: frozenset[int]  # numbers of names that stand right after it: "Azaz, in Aleppo province", "Paris, Texas"
    stated: frozenset[int] = frozenset()  # those of which it is beyond doubt that the report says so
    among: frozenset[int] = frozenset()  # the other names of a list that it stands in


@dataclass(frozen=True, slots=True)
class Table:
    """Candidates of a report's names in one table; ``group`` is the number of the name that a row is for."""

    asked: Sequence[Asked]
    rows: Sequence[Entry]
    group: Ints
    lat: Floats
    lon: Floats
    population: Floats
    country: Ints
    division: Ints
    kind: Ints
    countries: dict[str, int]

    @classmethod
    def of(cls, asked: Sequence[Asked], options: Sequence[Sequence[Entry]]) -> Table:
        """The table of these names and their candidates."""
        rows = [e for group in options for e in group]
        countries: dict[str, int] = {}
        divisions: dict[tuple[str, str], int] = {}
        country, division = [], []
        for e in rows:
            country.append(countries.setdefault(e.country or "", len(countries)))
            own = e.name if e.kind == "region" else e.admin1
            division.append(divisions.setdefault((e.country or "", own), len(divisions)) if own and e.country else -1)
        return cls(
            asked, rows,
            np.repeat(np.arange(len(options)), [len(g) for g in options]),
            np.array([0.0 if e.lat is None else e.lat for e in rows]),
            np.array([0.0 if e.lon is None else e.lon for e in rows]),
            np.array([float(e.population) for e in rows]),
            np.array(country, np.int64), np.array(division, np.int64),
            np.array([KINDS.index(e.kind) for e in rows], np.int64),
            countries,
        )  # fmt: skip


def first(t: Table, named: Floats) -> Floats:
    """The columns that need no guess at the other names; ``named`` as from ``named_share``."""
    f = np.zeros((len(t.rows), len(FEATURES)))
    if not len(f):
        return f
    texts = {fold(a.text).removesuffix(" province").removesuffix(" state") for a in t.asked}
    f[:, 0] = [e.alike for e in t.rows]
    f[:, 1] = [e.alike < 0.94 for e in t.rows]
    f[:, 2] = [e.own for e in t.rows]
    size = np.log10(t.population + 10)
    f[:, 3] = np.minimum(1.0, size / 7)
    largest = np.full(len(t.asked), 0.0)
    np.maximum.at(largest, t.group, size)
    f[:, 4] = (largest[t.group] - size) / 7
    for column, kind in ((5, 5), (6, 3), (7, 2), (8, 4), (9, 1)):
        f[:, column] = t.kind == kind
    for k, asked in enumerate(t.asked):
        if asked.kind is not None:
            here = t.group == k
            same = t.kind[here] == KINDS.index(asked.kind)
            if asked.kind != "town":
                same |= t.kind[here] == 4
            f[here, 10], f[here, 11] = same, ~same
    f[:, 12] = [e.kind == "town" and capital_of(e.name) == e.country for e in t.rows]
    f[:, 13] = named[t.group, t.country]
    f[:, 14] = [e.admin1 is not None and e.kind != "region" and fold(e.admin1) in texts for e in t.rows]
    return f


def named_share(t: Table, said: Sequence[Said], sure: Floats) -> Floats:
    """How often the report names each country or its people, of the one most named: a row for each name, which does
    not count itself, a column for each country of the table. ``sure`` is how likely each name means a country."""
    out = np.zeros((len(t.asked), max(1, len(t.countries))))
    for number, iso3, weight in said:
        column = t.countries.get(iso3)
        if column is not None:
            times = weight * (sure[number] if number >= 0 else 1.0)
            out[:, column] += times
            if number >= 0:
                out[number, column] -= times
    return np.asarray(out / np.maximum(1.0, out.max(axis=1, keepdims=True)))


def second(t: Table, f: Floats, guess: Floats, named: Floats) -> None:
    """Fill the columns that a first guess (a probability for each row) at the other names allows."""
    names = len(t.asked)
    if names == 0 or not len(f):
        return
    f[:, 13] = named[t.group, t.country]
    f[:, 15], f[:, 16] = _beside(t, guess)
    for column, label, known in (
        (17, t.country, t.country != t.countries.get("", -2)),
        (18, t.division, t.division >= 0),
    ):
        if label.max(initial=-1) < 0 or names < 2:
            continue
        mass = np.zeros((names, int(label.max()) + 1))
        np.add.at(mass, (t.group[known], label[known]), guess[known])
        total = mass.sum(axis=0)
        f[known, column] = np.sqrt(np.maximum(0.0, total[label] - mass[t.group, label])[known] / (names - 1))
    anchors = _anchors(t, guess)
    if names < 2 or not len(anchors):
        return
    km = distances(t.lat[:, None], t.lon[:, None], t.lat[anchors][None, :], t.lon[anchors][None, :])
    starts = np.flatnonzero(np.r_[True, np.diff(t.group[anchors]) > 0])
    owner = t.group[anchors][starts]
    others = owner[None, :] != t.group[:, None]
    for column, scale in ((19, 50.0), (20, 300.0), (21, 100.0)):
        near = np.maximum.reduceat(guess[anchors][None, :] * np.exp(-km / scale), starts, axis=1) * others
        f[:, column] = near.max(axis=1) if column == 21 else np.sqrt(near.sum(axis=1) / (names - 1))
    f[t.kind == 5, 19:22] = 0.0


def _anchors(t: Table, guess: Floats) -> Ints:
    """Rows that speak for what is near them, in the order of their groups."""
    fit = (guess > 0.02) & (t.kind != 5) & ((t.kind != 4) | (t.population < _LARGE))
    rows = np.flatnonzero(fit)
    order = np.lexsort((-guess[rows], t.group[rows]))
    rows = rows[order]
    place = np.arange(len(rows)) - np.searchsorted(t.group[rows], t.group[rows])
    return np.asarray(rows[place < _ANCHORS], dtype=np.int64)


def _beside(t: Table, guess: Floats) -> tuple[Floats, Floats]:
    """How far each candidate lies in one of the names that stand beside its own, and holds one itself."""
    inside, holds = np.zeros(len(t.rows)), np.zeros(len(t.rows))
    for k, asked in enumerate(t.asked):
        mine = np.flatnonzero(t.group == k)
        for other in asked.beside:
            theirs = np.flatnonzero(t.group == other)
            if not len(mine) or not len(theirs) or other == k:
                continue
            fits = contains(t, theirs[None, :], mine[:, None])
            inside[mine] = np.maximum(inside[mine], (fits * guess[theirs][None, :]).max(axis=1))
            holds[theirs] = np.maximum(holds[theirs], (fits * guess[mine][:, None]).max(axis=0))
    return inside, holds


def contains(t: Table, outer: Ints, inner: Ints) -> npt.NDArray[np.bool_]:
    """Whether the candidates ``outer`` contain the candidates ``inner`` (indices that broadcast)."""
    kind, country = t.kind[outer], t.country[outer] == t.country[inner]
    nation = (kind == 5) & country & (t.kind[inner] != 5)
    region = (kind == 3) & country & (t.division[outer] == t.division[inner]) & (t.kind[inner] != 3)
    km = distances(t.lat[outer], t.lon[outer], t.lat[inner], t.lon[inner])
    near = (km < _BESIDE_KM) & ((kind == 2) | (kind == 4)) & (t.kind[inner] <= 1)
    return np.asarray(nation | region | near)


def nothing(t: Table, said: Sequence[Said], f: Floats) -> Floats:
    """For each name, what speaks for no candidate being meant (columns ``NOTHING``)."""
    out = np.zeros((len(t.asked), len(NOTHING)))
    out[:, 0] = 1.0
    speaks = np.maximum(f[:, 13], f[:, 17]) if len(f) else np.zeros(0)
    for k, asked in enumerate(t.asked):
        here = t.group == k
        out[k, 1] = not asked.tagged
        out[k, 2] = bool(asked.beside) and not f[here, 15].any()
        out[k, 3] = bool(said) and not (speaks[here] > 0.05).any()
        out[k, 4] = " " not in asked.text
    return out


def distances(lat: Floats, lon: Floats, lat2: Floats, lon2: Floats) -> Floats:
    """Great-circle distances in km of points in degrees (haversine, mean radius 6,371 km)."""
    p, q = np.radians(lat), np.radians(lat2)
    h = np.sin((q - p) / 2) ** 2 + np.cos(p) * np.cos(q) * np.sin(np.radians(lon2 - lon) / 2) ** 2
    return np.asarray(12742 * np.arcsin(np.minimum(1.0, np.sqrt(h))))


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees.

    >>> round(distance_km((0.0, 0.0), (0.0, 1.0)))
    111
    """
    one, other = np.array(a), np.array(b)
    return float(distances(one[:1], one[1:], other[:1], other[1:])[0])
