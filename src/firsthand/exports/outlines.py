"""Outlines of the countries (Natural Earth 1:50m, public domain), decoded from TopoJSON."""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import NamedTuple

Ring = list[tuple[float, float]]  # longitude, latitude in degrees


class Outline(NamedTuple):
    """A country's English name and the outer rings of its parts; a ring that crosses 180 degrees goes on past it."""

    name: str
    rings: tuple[Ring, ...]


def path() -> Path:
    """The file of the outlines, for those who decode it themselves (the desk's map)."""
    return Path(str(resources.files("firsthand.exports") / "outlines.json"))


@functools.lru_cache(maxsize=1)
def countries() -> tuple[Outline, ...]:
    """All countries.

    >>> len(countries()) > 200, "Mali" in {one.name for one in countries()}
    (True, True)
    """
    topology = json.loads(path().read_text(encoding="utf-8"))
    (x_step, y_step), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for packed in topology["arcs"]:
        columns = itertools.accumulate(step[0] for step in packed)
        rows = itertools.accumulate(step[1] for step in packed)
        arcs.append([(x * x_step + west, y * y_step + south) for x, y in zip(columns, rows, strict=True)])
    found = []
    for shape in topology["objects"]["countries"]["geometries"]:
        parts = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}.get(shape.get("type"), [])
        # of each part the outer ring: an enclave is drawn as the country that it is, over the one around it
        rings = tuple(_whole(_joined(part[0], arcs)) for part in parts)
        found.append(Outline(str(shape["properties"]["name"]), rings))
    # the largest first, so that enclaves are drawn last
    return tuple(sorted(found, key=lambda one: -max((_box_size(ring) for ring in one.rings), default=0.0)))


def _joined(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _whole(ring: Ring) -> Ring:
    """The ring without the jump at 180 degrees; one around the pole stays as it is, along the map's edge."""
    turn, whole = 0.0, ring[:1]
    for (before, _), (x, y) in itertools.pairwise(ring):
        turn += -360.0 if x - before > 180 else 360.0 if x - before < -180 else 0.0
        whole.append((x + turn, y))
    return whole if turn == 0 else ring


def _box_size(ring: Ring) -> float:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))
