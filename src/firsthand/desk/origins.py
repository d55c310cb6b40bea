"""Who got it from whom: the chains of an event's claims as one graph, from the origins to the publishers. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from firsthand.linking.names import folded
from firsthand.records import Claim


@dataclass
class Node:
    """A source: its name, kind, column (0 are the origins) and the claims that it passes on."""

    name: str
    kind: str | None
    column: int = 0
    claims: list[str] = field(default_factory=list)
    origin: bool = False


@dataclass
class Graph:
    """Sources and who has it from whom: ``edges`` from the giver to the taker, by key, with the number of claims."""

    nodes: dict[str, Node]
    edges: dict[tuple[str, str], int]
    circular: set[tuple[str, str]]


def graph(claims: Sequence[Claim]) -> Graph:
    """The graph of the chains of some claims.

    >>> from firsthand.records import Link, Phrase
    >>> make = lambda i, *names: Claim(claim_id=i, report_id=i, event_type="attack", trigger=Phrase(), quote=Phrase(),
    ...     attribution=tuple(Link(source=name) for name in names))
    >>> found = graph([make("a", "Post", "Wire", "army"), make("b", "Wire", "army")])
    >>> sorted(found.edges.items()), found.nodes["post"].column
    ([(('army', 'wire'), 2), (('wire', 'post'), 1)], 2)
    """
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str], int] = {}
    for claim in claims:
        keys = []
        for link in claim.attribution:
            key = folded(link.source) or link.source
            node = nodes.setdefault(key, Node(link.source, link.kind))
            node.kind = node.kind or link.kind
            if claim.claim_id not in node.claims:
                node.claims.append(claim.claim_id)
            keys.append(key)
        if keys:
            nodes[keys[-1]].origin = True
        for taker, giver in itertools.pairwise(keys):
            if taker != giver:
                edges[giver, taker] = edges.get((giver, taker), 0) + 1
    circular = _circular(edges)
    _columns(nodes, [edge for edge in edges if edge not in circular])
    return Graph(nodes, edges, circular)


def _circular(edges: Mapping[tuple[str, str], int]) -> set[tuple[str, str]]:
    """The edges that lie on a circle: A has it from B, who has it from A."""
    takers: dict[str, list[str]] = {}
    for giver, taker in edges:
        takers.setdefault(giver, []).append(taker)

    def reaches(start: str, goal: str) -> bool:
        seen, todo = {start}, [start]
        while todo:
            at = todo.pop()
            if at == goal:
                return True
            fresh = [one for one in takers.get(at, ()) if one not in seen]
            seen.update(fresh)
            todo += fresh
        return False

    return {(giver, taker) for giver, taker in edges if reaches(taker, giver)}


def _columns(nodes: Mapping[str, Node], edges: Sequence[tuple[str, str]]) -> None:
    """Each source stands right of everyone that it has it from. The edges have no circle, so this ends."""
    for _ in range(len(nodes)):
        moved = False
        for giver, taker in edges:
            if nodes[taker].column <= nodes[giver].column:
                nodes[taker].column = nodes[giver].column + 1
                moved = True
        if not moved:
            return


COLOURS = {"origin": "#9a3412", "media": "#1d4ed8", "other": "#14532d"}


def picture(found: Graph) -> dict[str, Any]:
    """The graph for ECharts. Names are values only, never keys: NiceGUI would run a key that begins with a colon."""
    rows: dict[int, int] = {}
    place: dict[str, tuple[int, int]] = {}
    for key, node in sorted(found.nodes.items(), key=lambda one: (one[1].column, -len(one[1].claims), one[0])):
        rows[node.column] = rows.get(node.column, -1) + 1
        place[key] = (node.column, rows[node.column])
    tallest = max(rows.values(), default=0) + 1
    widest = max(rows, default=0) or 1
    number = {key: str(n) for n, key in enumerate(place)}
    nodes = [
        {
            "id": number[key],
            "name": _short(node.name),
            "x": 100 * column / widest,
            "y": 100 * (row + 0.5) * (tallest / (rows[column] + 1)) / tallest,
            "symbolSize": min(34, 12 + 4 * len(node.claims)),
            "itemStyle": {"color": COLOURS["origin" if node.origin else "media" if node.kind == "media" else "other"]},
            "label": {"position": "right" if column < widest or (widest == 1 and not column) else "left"},
        }
        for key, (column, row) in place.items()
        for node in (found.nodes[key],)
    ]
    links = [
        {
            "source": number[giver],
            "target": number[taker],
            "lineStyle": {
                "width": min(6, 1 + count),
                "type": "dashed" if (giver, taker) in found.circular else "solid",
                "curveness": 0.25 if (giver, taker) in found.circular else 0.05,
            },
        }
        for (giver, taker), count in found.edges.items()
    ]
    series = {
        "type": "graph",
        "layout": "none",
        "data": nodes,
        "links": links,
        "roam": False,
        "edgeSymbol": ["none", "arrow"],
        "edgeSymbolSize": 9,
        "label": {"show": True, "fontSize": 12},
        "left": "14%",
        "right": "24%",
        "top": "8%",
        "bottom": "10%",
        "lineStyle": {"color": "#8a857b"},
        "emphasis": {"disabled": True},
    }
    return {"animation": False, "series": [series]}


def _short(name: str) -> str:
    return name if len(name) <= 28 else name[:27] + "…"
