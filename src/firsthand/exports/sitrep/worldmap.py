"""A map as SVG: outlines of the countries, a circle for each place. Pure; degrees in, points of a drawing out.

The projection is the equirectangular one, true to scale along the middle parallel: for some ten degrees it is as good
as any, and its grid is easy to check by hand.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from firsthand.exports.markup import escaped
from firsthand.exports.outlines import Ring, countries

WIDTH = 960.0  # of the drawing, in its own units
FLATTEST, TALLEST = 0.5, 0.7  # height by width
LEAST = 7.0  # degrees of latitude shown at least, so that a single town stands in its country
KM_PER_DEGREE = 111.2
STEP = 0.6  # units: points of an outline closer than this are one
LABELS = 14  # names of places at most
_CAPITAL, _SMALL = 9.8, 9.0  # units: mean width of a letter of a country's and of a place's name
PHONE = (
    2.0  # how much larger letters are on a narrow screen (sitrep.css); a name without room for that is left out there
)


class Spot(NamedTuple):
    """A place on the map: degrees, events, the dead told (None: none told), whether disputed, and the radius of an area
    in kilometres where the place is no point."""

    lat: float
    lon: float
    name: str
    events: int
    dead: int | None
    contested: bool = False
    radius_km: float | None = None


class Frame(NamedTuple):
    """The part of the world that is drawn: degrees of its upper left corner, units a degree, and height in units."""

    west: float
    north: float
    x_scale: float
    y_scale: float
    height: float

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a place is in the drawing; longitudes go on past 180 where the frame does."""
        while lon < self.west:
            lon += 360
        while lon >= self.west + 360:
            lon -= 360
        return (lon - self.west) * self.x_scale, (self.north - lat) * self.y_scale


def frame_of(spots: Sequence[Spot]) -> Frame:
    """The frame around places, with some of their surroundings.

    >>> one = frame_of([Spot(16.3, 0.0, "Gao", 1, 9)])
    >>> [round(v, 6) for v in one.point(0.0, 16.3)] == [480.0, round(one.height / 2, 6)]
    True
    """
    reach = [(one.radius_km or 0) / KM_PER_DEGREE for one in spots]
    south = min(one.lat - more for one, more in zip(spots, reach, strict=True))
    north = max(one.lat + more for one, more in zip(spots, reach, strict=True))
    lons = sorted(one.lon % 360 for one in spots)
    gaps = [(after - before, after) for before, after in zip(lons, [*lons[1:], lons[0] + 360], strict=True)]
    gap, west = max(gaps)  # the widest part of the world without a place is left out
    span = 360 - gap + 2 * max(reach)
    west = (west + 180) % 360 - 180 - max(reach)
    middle = (south + north) / 2
    narrow = math.cos(math.radians(min(70.0, abs(middle))))  # nearer to the poles a drawing would become a thread
    height = max((north - south) * 1.3, LEAST)
    width = max(span * narrow * 1.3, height / (TALLEST if height > LEAST else 0.55))
    width = min(width, 360 * narrow)
    height = min(max(height, width * FLATTEST), width * TALLEST, 170.0)
    scale = WIDTH / width
    top = min(90.0, middle + height / 2) if height < 170 else 85.0
    return Frame(west + span / 2 - width / narrow / 2, top, scale * narrow, scale, height * scale)


def picture(spots: Sequence[Spot]) -> str:
    """The map as an SVG element; the page's style sheet colours it. Empty without a place.

    >>> picture([])
    ''
    """
    if not spots:
        return ""
    frame = frame_of(spots)
    title = "Map of the events; the table of places beside it says the same."
    drawn = sorted(spots, key=lambda one: (-_size(one, frame), one.lat, one.lon))
    circles, taken = [], []
    for one in drawn:
        (x, y), size = frame.point(one.lon, one.lat), _size(one, frame)
        kind = "disputed" if one.contested else "deadly" if one.dead else "quiet"
        area = " area" if one.radius_km else ""
        circles.append(
            f'<circle class="spot {kind}{area}" cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}">'
            f"<title>{escaped(_told(one))}</title></circle>"
        )
        reach = min(size, 14.0)
        taken.append(Box(x - reach, y - reach, x + reach, y + reach))
    bar = Box(0, frame.height - 44, 300, frame.height)
    crowd = _Crowd(frame, [*taken, bar])
    places = list(_names(spots, frame, crowd))
    lands, labels = _lands(frame)
    return "\n".join(
        [
            f'<svg class="map" viewBox="0 0 {WIDTH:.0f} {frame.height:.0f}" role="img" aria-label="{title}">',
            f'<rect class="sea" width="{WIDTH:.0f}" height="{frame.height:.0f}"/>',
            *lands, *(crowd.country(*label) for label in labels), *circles, *places, _bar(frame), "</svg>",
        ]
    )  # fmt: skip


def _told(one: Spot) -> str:
    events = f"{one.events} event{'s' * (one.events != 1)}"
    return f"{one.name}: {events}" + ("" if one.dead is None else f", {one.dead} killed")


def _size(one: Spot, frame: Frame) -> float:
    """Radius in units: the area grows with the dead; a place that is no point is as large as it can be off."""
    if one.radius_km:
        return max(6.0, one.radius_km / KM_PER_DEGREE * frame.y_scale)
    return 5.0 + 2.2 * math.sqrt(min(one.dead or 0, 200))


def _lands(frame: Frame) -> tuple[list[str], list[tuple[str, float, float]]]:
    """Paths of the countries that the frame shows, and where there is room for their names."""
    paths, labels = [], []
    for land in countries():
        pieces = [piece for ring in land.rings for piece in _pieces(ring, frame)]
        if not pieces:
            continue
        path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in piece) + "Z" for piece in pieces)
        paths.append(f'<path class="land" d="{path}"/>')
        x, y, room = max((_roomiest(piece) for piece in pieces), key=lambda one: one[2])
        # the room is half of the height that is free; a name may be some times as wide as it is high
        if room * 4.4 > len(land.name) * _CAPITAL and room > 12:
            labels.append((land.name, x, y))
    return paths, labels


def _pieces(ring: Ring, frame: Frame) -> Iterator[Ring]:
    """The parts of a ring within the frame, in units."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    east, south = frame.west + WIDTH / frame.x_scale, frame.north - frame.height / frame.y_scale
    if min(ys) > frame.north or max(ys) < south:
        return
    for turn in (-360.0, 0.0, 360.0):
        if min(xs) + turn > east or max(xs) + turn < frame.west:
            continue
        drawn = [((x + turn - frame.west) * frame.x_scale, (frame.north - y) * frame.y_scale) for x, y in ring]
        piece = thinned(clipped(drawn, -4.0, -4.0, WIDTH + 4, frame.height + 4))
        if len(piece) > 2:
            yield piece


def clipped(ring: Ring, left: float, top: float, right: float, bottom: float) -> Ring:
    """The part of a polygon within a rectangle (Sutherland and Hodgman 1974).

    >>> clipped([(-1.0, 1.0), (1.0, 1.0), (1.0, 3.0), (-1.0, 3.0)], 0.0, 0.0, 4.0, 2.0)
    [(0.0, 2.0), (0.0, 1.0), (1.0, 1.0), (1.0, 2.0)]
    """
    for axis, bound, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        found: Ring = []
        for before, point in zip(ring[-1:] + ring[:-1], ring, strict=True):
            inside, was = sign * point[axis] >= sign * bound, sign * before[axis] >= sign * bound
            if inside != was:
                share = (bound - before[axis]) / (point[axis] - before[axis])
                crossing = [before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])]
                crossing[axis] = bound
                found.append((crossing[0], crossing[1]))
            if inside:
                found.append(point)
        ring = found
        if not ring:
            break
    return ring


def thinned(ring: Ring) -> Ring:
    """A polygon without points that nobody could see."""
    kept: Ring = []
    for x, y in ring:
        if not kept or abs(x - kept[-1][0]) > STEP or abs(y - kept[-1][1]) > STEP:
            kept.append((x, y))
    return kept


def _roomiest(ring: Ring) -> tuple[float, float, float]:
    """A point of a polygon far from its edges, and how far, from a grid of points."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    left, top = max(0.0, min(xs)), max(0.0, min(ys))
    width, height = min(WIDTH, max(xs)) - left, max(ys) - top
    edges = list(zip(ring[-1:] + ring[:-1], ring, strict=True))
    edges = edges[:: max(1, len(edges) // 150)]
    best = (left + width / 2, top + height / 2, 0.0)
    for column in range(1, 12):
        for row in range(1, 12):
            x, y = left + width * column / 12, top + height * row / 12
            room = min(math.hypot((x - b[0]) * 0.45, y - b[1]) for _, b in edges)  # names are wider than high
            if room > best[2] and _inside(x, y, ring):
                best = (x, y, room)
    return best


def _inside(x: float, y: float, ring: Ring) -> bool:
    odd = False
    for (ax, ay), (bx, by) in zip(ring[-1:] + ring[:-1], ring, strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            odd = not odd
    return odd


class Box(NamedTuple):
    """A rectangle of the drawing that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def hits(self, other: Box) -> bool:
        """Do they overlap?"""
        return not (
            self.right < other.left or self.left > other.right or self.bottom < other.top or self.top > other.bottom
        )


class _Crowd:
    """What is already on the drawing, for letters of both sizes: that of a wide and that of a narrow screen."""

    def __init__(self, frame: Frame, taken: list[Box]) -> None:
        self._frame = frame
        self._wide, self._narrow = list(taken), list(taken)

    def takes(self, x: float, y: float, width: float, anchor: str) -> str | None:
        """The class of a name at this place: none, ``wide`` where it has no room on a narrow screen, or no name."""
        box, large = (_box(x, y, width, 14.0, anchor), _box(x, y, width * PHONE, 14.0 * PHONE, anchor))
        if not self._is_free(box, self._wide):
            return None
        self._wide.append(box)
        if not self._is_free(large, self._narrow):
            return " wide"
        self._narrow.append(large)
        return ""

    def _is_free(self, box: Box, taken: list[Box]) -> bool:
        inside = box.left > 0 and box.right < WIDTH and box.top > 0 and box.bottom < self._frame.height
        return inside and not any(box.hits(one) for one in taken)

    def country(self, name: str, x: float, y: float) -> str:
        """The name of a country, or nothing where there is no room."""
        size = self.takes(x, y, len(name) * _CAPITAL, "middle")
        return "" if size is None else f'<text class="country{size}" x="{x:.0f}" y="{y:.0f}">{escaped(name)}</text>'


def _box(x: float, y: float, width: float, height: float, anchor: str) -> Box:
    left = {"start": x, "end": x - width, "middle": x - width / 2}[anchor]
    return Box(left, y - height * 0.8, left + width, y + height * 0.2)


def _names(spots: Sequence[Spot], frame: Frame, crowd: _Crowd) -> Iterator[str]:
    """Names of the places with the most dead and events, each only where it covers nothing."""
    wanted = sorted((one for one in spots if one.name and not one.radius_km), key=lambda s: (-(s.dead or 0), -s.events))
    seen: set[str] = set()
    for one in wanted[: 3 * LABELS]:
        if one.name in seen or len(seen) == LABELS:
            continue
        x, y = frame.point(one.lon, one.lat)
        reach = min(_size(one, frame), 30.0) + 4
        for at, base, anchor in (
            (x + reach, y + 4.5, "start"), (x - reach, y + 4.5, "end"), (x, y - reach - 2, "middle"),
            (x, y + reach + 11, "middle"),
        ):  # fmt: skip
            size = crowd.takes(at, base, len(one.name) * _SMALL, anchor)
            if size is not None:
                seen.add(one.name)
                where = f'x="{at:.1f}" y="{base:.1f}" text-anchor="{anchor}"'
                yield f'<text class="place{size}" {where}>{escaped(one.name)}</text>'
                break


def _bar(frame: Frame) -> str:
    """A bar that says how long some round number of kilometres is on the middle parallel."""
    units = frame.y_scale / KM_PER_DEGREE
    km = max((n * 10**e for e in range(5) for n in (1, 2, 5) if n * 10**e * units < 170), default=1)
    y = frame.height - 14
    return (
        f'<path class="bar" d="M14 {y - 5:.1f}V{y:.1f}H{14 + km * units:.1f}V{y - 5:.1f}"/>'
        f'<text class="scale" x="{20 + km * units:.1f}" y="{y:.1f}">{km:,} km</text>'
    )
