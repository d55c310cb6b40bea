"""How linking grows: ``python benchmarks/linking_scale.py [--sizes 1000 10000 100000] [--svg FILE]``.

Synthetic claims: events at invented towns over a growing time, each told by one to eight reports in their own words,
with two more claims of a report that belong to other events. A line for each size: seconds on one core, claims a
second, pairs compared for each claim, pairwise F1 against the events that the claims were made for. At the end the
exponent fitted to seconds over claims (1 is linear). ``--svg`` draws it.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import math
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from firsthand.linking import Linker, current_events
from firsthand.records import Claim, Harm, Link, Phrase, Place, Report, Span, When

KINDS = ("attack", "shelling", "drone_strike", "abduction", "bombing", "killing")
OBJECTS = ("market", "school", "bridge", "convoy", "depot", "hospital", "checkpoint", "mosque", "station", "mill")
SYLLABLES = ("ka", "to", "mi", "re", "su", "lo", "ban", "dir", "gol", "fen", "zar", "wes", "nu", "pha", "qui", "jol")
CLAIMS_A_REPORT, EVENTS_A_DAY = 3, 10
FIRST_DAY = datetime.date(2024, 1, 1)


def name(draw: random.Random, syllables: int = 3) -> str:
    """An invented proper name."""
    return "".join(draw.choice(SYLLABLES) for _ in range(syllables)).capitalize()


def world(claims: int, seed: int = 7) -> Iterator[tuple[Report, list[Claim], list[int]]]:
    """Reports with about that many claims in all, and for each claim the number of its event."""
    draw = random.Random(seed)
    towns = [(name(draw), draw.uniform(-30, 30), draw.uniform(-15, 40)) for _ in range(2000)]
    made = event = 0
    while made < claims:
        told = [(event + i, *_event(draw, event + i, towns)) for i in range(CLAIMS_A_REPORT)]
        for outlet in range(draw.randint(1, 8)):
            kept = told[: 1 + draw.randrange(CLAIMS_A_REPORT)] if outlet else told
            report, found = _report(draw, kept)
            yield report, found, [number for number, *_ in kept]
            made += len(found)
        event += CLAIMS_A_REPORT


def _event(draw: random.Random, number: int, towns: list[tuple[str, float, float]]) -> tuple[object, ...]:
    day = FIRST_DAY + datetime.timedelta(number // EVENTS_A_DAY)
    return day, draw.choice(towns), draw.choice(KINDS), draw.choice(OBJECTS), draw.randint(1, 40), name(draw, 4)


def _report(draw: random.Random, told: list[tuple[object, ...]]) -> tuple[Report, list[Claim]]:
    text, parts = "", []
    published = ""
    for _, day, town, kind, thing, toll, person in told:
        assert isinstance(day, datetime.date)
        published = max(published, (day + datetime.timedelta(draw.randint(0, 3))).isoformat())
        words = [
            f"{toll} people died in {town[0]} on {day:%A} near the {thing}",
            f"the {str(kind).replace('_', ' ')} hit {person}",
            f"witnesses in {town[0]} described the {thing}", f"officials named {person} on {day:%A}",
        ]  # fmt: skip
        draw.shuffle(words)
        sentence = f"{', '.join(words[: draw.randint(2, 4)])}. "
        parts.append((sentence, len(text), day, town, kind, toll))
        text += sentence[0].upper() + sentence[1:]
    publisher = f"{name(draw, 2)} News"
    report = Report(text=text, published=published, publisher=publisher)
    claims = [
        Claim(
            report_id=report.report_id, event_type=kind, trigger=Phrase(text=kind),
            quote=Phrase(text=text[start : start + len(sentence)], span=Span(start, start + len(sentence))),
            when=When(start=day.isoformat(), end=day.isoformat(), precision="day") if draw.random() < 0.8 else None,
            where=Place(name=town[0], text=town[0], lat=town[1], lon=town[2], precision="town"),
            harm=(Harm(outcome="killed", low=toll, high=toll),),
            attribution=(Link(source=publisher, kind="media"),),
        ).identified("synthetic")
        for sentence, start, day, town, kind, toll in parts
    ]  # fmt: skip
    return report, claims


def measured(size: int) -> tuple[int, float]:
    """Link one world: the number of claims and the seconds; prints a line."""
    coded = list(world(size))
    gold = {claim.claim_id: event for _, claims, events in coded for claim, event in zip(claims, events, strict=True)}
    start = time.process_time()
    linker = Linker()
    for report, claims, _ in coded:
        linker.add(report, claims)
    events = current_events(linker)
    seconds = time.process_time() - start
    pairs = (
        sum(map(len, linker.event_graph.edges.values())) // 2 + sum(map(len, linker.story_graph.edges.values())) // 2
    )
    cells = [Counter(gold[claim] for claim in event.claims) for event in events]
    right = sum(math.comb(n, 2) for cell in cells for n in cell.values())
    told = sum(math.comb(cell.total(), 2) for cell in cells)
    known = sum(math.comb(n, 2) for n in Counter(gold.values()).values())
    print(
        f"{len(gold):>8} claims {len(coded):>7} reports {len(events):>7} events  {seconds:8.1f} s of processor time "
        f"{len(gold) / seconds:7.0f} claims/s  {pairs / len(gold):5.1f} pairs a claim  pairwise F1 "
        f"{100 * 2 * right / max(1, told + known):.1f}",
        flush=True,
    )
    return len(gold), seconds


def exponent(points: list[tuple[int, float]]) -> float:
    """The slope of log seconds over log claims, by least squares."""
    x, y = [math.log(n) for n, _ in points], [math.log(s) for _, s in points]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    over = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    return over / sum((a - mean_x) ** 2 for a in x)


def drawn(points: list[tuple[int, float]]) -> str:
    """A plot with logarithmic axes, as SVG."""
    width, height, edge = 480, 320, 48
    x = [math.log10(n) for n, _ in points]
    y = [math.log10(s) for _, s in points]

    def at(a: float, b: float) -> tuple[float, float]:
        across = (a - min(x)) / ((max(x) - min(x)) or 1)
        up = (b - min(y)) / ((max(y) - min(y)) or 1)
        return edge + across * (width - 2 * edge), height - edge - up * (height - 2 * edge)

    spots = [at(a, b) for a, b in zip(x, y, strict=True)]
    lines = [
        f'<line x1="{a[0]:.0f}" y1="{a[1]:.0f}" x2="{b[0]:.0f}" y2="{b[1]:.0f}" stroke="black"/>'
        for a, b in itertools.pairwise(spots)
    ]
    labels = [
        f'<circle cx="{p:.0f}" cy="{q:.0f}" r="4"/>'
        f'<text x="{p + 6:.0f}" y="{q + 16:.0f}">{n:,} claims: {s:.1f} s</text>'
        for (p, q), (n, s) in zip(spots, points, strict=True)
    ]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width + 120}" height="{height}" font-size="11">'
    return "\n".join([head, *lines, *labels, "</svg>"]) + "\n"


def main() -> None:
    """Measure each size and print the exponent."""
    parser = argparse.ArgumentParser(description="How linking grows with the number of claims.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--svg", type=Path, help="draw it into this file")
    arguments = parser.parse_args()
    points = [measured(size) for size in arguments.sizes]
    if len(points) > 1:
        print(f"seconds grow with claims to the power of {exponent(points):.2f}")
    if arguments.svg:
        arguments.svg.write_text(drawn(points), encoding="utf-8")


if __name__ == "__main__":
    main()
