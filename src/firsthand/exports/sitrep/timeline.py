"""Events and dead over time as SVG bars. Pure; the page's style sheet colours it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from firsthand.exports.markup import escaped
from firsthand.exports.sitrep.figures import Bar, Unit

WIDTH, PANEL, LEFT, GAP = 960.0, 110.0, 64.0, 36.0  # units of the drawing
WIDEST = 46.0  # of a bar
_LABELS = 12  # below the bars, at most


def picture(bars: Sequence[Bar], unit: Unit) -> str:
    """Two rows of bars: events, and the dead if any are told. Empty without a bar.

    >>> picture([], "week")
    ''
    """
    if not bars:
        return ""
    rows = [("events", [bar.events for bar in bars])]
    if any(bar.dead for bar in bars):
        rows.append(("killed (best figures)", [bar.dead for bar in bars]))
    height = len(rows) * (PANEL + GAP) + 26
    parts = [
        f'<svg class="timeline" viewBox="0 0 {WIDTH:.0f} {height:.0f}" role="img" '
        f'aria-label="Events and people killed by {unit}; the table below says the same.">'
    ]
    for at, (name, values) in enumerate(rows):
        parts += _panel(name, values, bars, GAP - 8 + at * (PANEL + GAP), deaths=at == 1)
    parts += _days(bars, unit, height - 6)
    return "\n".join([*parts, "</svg>"])


def ticks(most: int) -> list[int]:
    """Round numbers for an axis from 0 that reaches ``most``; three or four of them.

    >>> ticks(1), ticks(9), ticks(47), ticks(1200)
    ([0, 1], [0, 5, 10], [0, 20, 40, 60], [0, 500, 1000, 1500])
    """
    step = next(n * 10**e for e in range(9) for n in (1, 2, 5) if n * 10**e * 3 >= most)
    return list(range(0, math.ceil(most / step) * step + 1, step))


def _panel(name: str, values: Sequence[int], bars: Sequence[Bar], top: float, deaths: bool) -> Iterator[str]:
    scale = ticks(max(max(values), 1))
    bottom = top + PANEL
    yield f'<text class="axis" x="{LEFT:.0f}" y="{top - 8:.0f}">{name}</text>'
    for value in scale:
        y = bottom - PANEL * value / scale[-1]
        yield f'<path class="grid" d="M{LEFT:.0f} {y:.1f}H{WIDTH:.0f}"/>'
        yield f'<text class="axis number" x="{LEFT - 8:.0f}" y="{y + 4:.1f}">{value:,}</text>'
    place = (WIDTH - LEFT) / len(bars)
    wide = min(place * 0.8, WIDEST)
    for at, (bar, value) in enumerate(zip(bars, values, strict=True)):
        if not value:
            continue
        x, tall = LEFT + place * (at + 0.5) - wide / 2, PANEL * value / scale[-1]
        told = f"{bar.name}: {value}" + (" killed" if deaths else f" event{'s' * (value != 1)}")
        if bar.unsure and not deaths:
            told += f", {bar.unsure} of them perhaps in a neighbouring stretch"
            unsure = tall * bar.unsure / value
            yield _bar("unsure", x, bottom - tall, wide, unsure, told)
            yield _bar("sure", x, bottom - tall + unsure, wide, tall - unsure, told)
        else:
            yield _bar("dead" if deaths else "sure", x, bottom - tall, wide, tall, told)


def _bar(kind: str, x: float, y: float, wide: float, tall: float, told: str) -> str:
    if tall < 0.05:
        return ""
    return (
        f'<rect class="bar {kind}" x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}">'
        f"<title>{escaped(told)}</title></rect>"
    )


def _days(bars: Sequence[Bar], unit: Unit, y: float) -> Iterator[str]:
    place = (WIDTH - LEFT) / len(bars)
    for at in range(0, len(bars), math.ceil(len(bars) / _LABELS)):
        name = bars[at].start.isoformat()[: {"week": 10, "month": 7, "year": 4}[unit]]
        x = LEFT + place * (at + 0.5)
        if x < WIDTH - 40 or at == 0:
            wide = " wide" if x > WIDTH - 90 else ""  # letters are larger on a narrow screen
            yield f'<text class="axis day{wide}" x="{x:.1f}" y="{y:.1f}">{name}</text>'
