"""How cost grows: ``python benchmarks/scale.py TASK [--upto N] [--ledger ADDRESS]``; TASK is coding, adding, linking,
loading, queries or draw.

Each size is measured in a process of its own: processor time (a loaded machine stretches wall time only), wall time,
and the most memory that it held. What was measured is kept in ``docs/scale/figures.json``; ``draw`` fits seconds =
a · n^b on logarithmic axes, with the residual, and draws (``pip install 'firsthand[bench]'``).

``queries`` makes a ledger of invented claims (``benchmarks/filling.py``): a file, or with ``--ledger`` in a PostgreSQL;
one that is there already is used as it is.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "docs" / "scale" / "figures.json"
SIZES = {
    "coding": [30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000],
    "adding": [100, 1_000, 10_000, 30_000, 100_000],
    "linking": [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000],
    "loading": [1_000, 10_000, 100_000],
    "queries": [10_000, 100_000, 1_000_000, 5_000_000],
}
CLI = "from firsthand import cli; cli.main()"
# the same command with a coder that costs nothing: what reading and the ledger cost, and whether memory grows
LIGHT = "from firsthand import cli, coder; from tests.around import fakes; coder.Coder = fakes.FakeCoder; cli.main()"


def reports(count: int) -> Iterator[Any]:
    """Invented news items: three samples one after the other, each report with a number of its own."""
    from firsthand import Report
    from firsthand.reports import Received, read
    from firsthand.samples import folder

    texts = [one.report.text for one in read([folder()]) if isinstance(one, Received)]
    for number in range(count):
        parts = [texts[(number + n) % len(texts)] for n in range(3)]
        text = "\n\n".join([*parts, f"Report {number} of a test."])
        yield Report(text=text, published="2024-05-14", publisher="Scale test")


def child(arguments: list[str]) -> dict[str, float]:
    """Run a program; its processor seconds, wall seconds, and megabytes at the most."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    started = time.monotonic()
    process = subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    told = process.stdout.read().decode().strip().splitlines()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(arguments)[:200]} failed")
    found = {"seconds": usage.ru_utime + usage.ru_stime, "wall": time.monotonic() - started}
    megabytes = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    return {**found, "megabytes": megabytes, **(json.loads(told[-1]) if told and told[-1].startswith("{") else {})}


def itself(task: str, size: int, *more: str) -> dict[str, float]:
    """One size of a task in a process of its own."""
    return child([sys.executable, str(Path(__file__)), task, "--one", str(size), *more])


# One size each; printed as JSON by the process that measures it


def one_coding(size: int) -> dict[str, float]:
    """Code so many reports."""
    from firsthand import Coder

    coder = Coder()
    for report in reports(10):  # what is loaded on first use
        coder.code(report)
    started = time.process_time()
    claims = sum(len(found) for _, found in coder.code_many(reports(size)))
    return {"n": size, "seconds": time.process_time() - started, "claims": claims}


def one_linking(size: int) -> dict[str, float]:
    """Link about so many claims."""
    from benchmarks.linking_scale import world

    from firsthand.linking import Linker, current_events

    linker = Linker()
    count = reports_made = 0
    added = 0.0
    for report, claims, _ in world(size):  # made one by one: what the linker holds is measured, and not the list
        started = time.process_time()
        linker.add(report, claims)
        added += time.process_time() - started
        count, reports_made = count + len(claims), reports_made + 1
        if reports_made % 50_000 == 0:
            print(f"{count} claims: {added:.0f} s, {resident():.0f} MB", file=sys.stderr, flush=True)
    held = resident()
    started = time.process_time()
    clusters = linker.clusters()
    clustered = time.process_time() - started
    events = current_events(linker)
    fields = time.process_time() - started - clustered
    parts = {"comparing": added, "clustering": clustered, "events' fields": fields}
    found = {"events": len(events), "clusters": len(clusters), "reports": reports_made}
    return {"n": count, "seconds": sum(parts.values()), "held": held, "with_events": resident(), **found, **parts}


def resident() -> float:
    """The megabytes that this process holds now; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024**2
    except OSError:
        return 0.0


def one_loading(size: int, ledger: str | None, singly: bool) -> dict[str, float]:
    """So many claims into a new ledger, by ``add_many`` or one report after the other."""
    from benchmarks.desk import A_REPORT, made

    from firsthand.ledger import Incoming, Ledger

    draw = random.Random(1)
    coded = [made(number, draw) for number in range(size // A_REPORT)]
    incoming = [Incoming(report, report.text.encode(), "text/plain", claims) for report, claims in coded]
    with tempfile.TemporaryDirectory() as folder, Ledger(ledger or Path(folder) / "a.db") as book:
        wall, started = time.monotonic(), time.process_time()
        if singly:
            for one in incoming:
                book.add(one.report, one.raw, one.media_type, one.claims)
        else:
            list(book.add_many(incoming))
        return {"n": size, "seconds": time.process_time() - started, "wall": time.monotonic() - wall}


def adding(size: int, form: str) -> dict[str, float]:
    """``firsthand add`` of a folder or of a file of JSON lines, with a coder that costs nothing."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / ("reports.jsonl" if form == "jsonl" else "reports")
        if form == "jsonl":
            with source.open("w", encoding="utf-8") as file:
                for report in reports(size):
                    file.write(json.dumps({"text": report.text, "published": report.published}) + "\n")
        else:
            source.mkdir()
            for number, report in enumerate(reports(size)):
                (source / f"{number:07}.txt").write_text(report.text, encoding="utf-8")
        command = [sys.executable, "-c", LIGHT, "add", str(source), "--ledger", str(folder / "a.db")]
        return {"n": size, **child(command)}


# Queries


def queries(claims: int) -> dict[str, Callable[[Any], Any]]:
    """What is asked of a ledger that ``filling`` made, by name."""
    from benchmarks.filling import World

    from firsthand.ledger import ClaimFilter

    world = World()
    often, seldom = world.towns[3][0], world.towns[15_000][0]
    who, rare = world.groups[2], world.groups[2_900]

    def page(limit: int = 40, **wanted: Any) -> Callable[[Any], Any]:
        standing = {"statuses": ("unreviewed",), "order": "uncertain", **wanted}
        return lambda book: book.claims_page(ClaimFilter(**standing), limit)

    def second(book: Any) -> Any:
        wanted = ClaimFilter(statuses=("unreviewed",), order="time")
        after = json.dumps(["time", "2020-06-01", "8"])
        return book.claims_page(wanted, 40, after=after)

    def map_of(**wanted: Any) -> Callable[[Any], Any]:
        chosen = ClaimFilter(statuses=("unreviewed", "accepted", "corrected"), order="deadly", **wanted)
        return lambda book: (book.claims_page(chosen, 300, counted=False), book.figures(chosen))

    return {
        "queue: most uncertain": page(),
        "queue: most deadly": page(order="deadly"),
        "queue: oldest": page(order="time"),
        "queue: by report": page(order="report"),
        "queue: a page from the middle": second,
        "queue: reviewed ones": page(statuses=("accepted", "corrected")),
        "queue: a type": page(event_types=("arson",)),
        "queue: a country, with deaths": page(country="MLI", min_killed=1),
        "queue: a blind coder": page(coder="Ann"),
        "queue: progress": lambda book: book.progress(),
        "search: a place in many claims": page(place=often),
        "search: a place in few": page(place=seldom),
        "search: a part of a name": page(place=often[:4]),
        "search: two letters": page(place="ka"),
        "search: an actor in many": page(actor=who),
        "search: an actor in few": page(actor=rare),
        "search: an origin": page(origin=world.sources[1]),
        "search: place and actor": page(place=often, actor=who),
        "search: nobody": page(actor="nobody of that name"),
        "search: a week": page(start="2019-03-04", end="2019-03-10"),
        "search: a day, oldest first": page(start="2019-03-04", end="2019-03-04", order="time"),
        "search: a year and a country": page(start="2019", end="2019-12-31", country="UKR"),
        "search: within 50 km": page(near=(15.0, 10.0, 50.0)),
        "search: 100 dead or more": page(min_killed=100),
        "search: a word of few reports": page(text=world.rare[2_500]),
        "search: a word of most": page(text="fighters"),
        "search: two words side by side": page(text=f'"struck the" {world.rare[5]}'),
        "map: the world": map_of(),
        "map: a region": map_of(box=(10.0, -5.0, 20.0, 5.0)),
        "map: a town": map_of(box=(12.0, 1.0, 12.5, 1.5)),
        "map: a type, with deaths": map_of(event_types=("shelling",), min_killed=1),
        "map: a month of a region": map_of(box=(0.0, 10.0, 25.0, 40.0), start="2021-05-01", end="2021-05-31"),
        "map: an actor": map_of(actor=rare),
    }


def _server_seconds(pid: int) -> float:
    """Processor seconds of a server's process on this machine; 0 where that cannot be seen."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def one_queries(size: int, place: str, rounds: int = 3) -> dict[str, Any]:
    """Ask a ledger everything, several times: the medians of wall and processor seconds; the first time apart."""
    import sqlalchemy as sa

    from firsthand.ledger import Ledger

    found: dict[str, Any] = {}
    with Ledger(place, create=False) as book:
        pid = 0
        if place.startswith("postgres"):
            with book._engine.connect() as connection:
                pid = int(connection.execute(sa.text("SELECT pg_backend_pid()")).scalar_one())
        for name, ask in queries(size).items():
            times = []
            for _ in range(rounds + 1):
                wall, own, there = time.monotonic(), time.process_time(), _server_seconds(pid)
                ask(book)
                processor = time.process_time() - own + _server_seconds(pid) - there
                times.append((time.monotonic() - wall, processor))
            again = times[1:]
            found[name] = {
                "first_wall": round(times[0][0], 3),
                "wall": round(statistics.median(t[0] for t in again), 3),
                "seconds": round(statistics.median(t[1] for t in again), 3),
            }
            print(f"{name:<36} {found[name]}", file=sys.stderr, flush=True)
    return {"n": size, "asked": found}


# Kept, fitted and drawn


def keep(task: str, row: dict[str, Any]) -> None:
    """Put what was measured into the file, in the place of what was there of this size."""
    held = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    rows = [one for one in held.get(task, []) if one["n"] != row["n"]]
    held[task] = sorted([*rows, _rounded(row)], key=lambda one: one["n"])
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(held, indent=1, sort_keys=True) + "\n")
    print(task, json.dumps({name: value for name, value in _rounded(row).items() if name != "asked"}), flush=True)


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value, 3) if isinstance(value, float) else value for name, value in row.items()}


def fit(points: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Of seconds = a · n^b by least squares on logarithms: a, b, and how far off the fit is as a rule (a factor).

    >>> [round(x, 3) for x in fit([(10, 20), (100, 200), (1000, 2000)])]
    [2.0, 1.0, 1.0]
    """
    x, y = [math.log(n) for n, _ in points], [math.log(s) for _, s in points]
    mean_x, mean_y = statistics.fmean(x), statistics.fmean(y)
    b = sum((p - mean_x) * (q - mean_y) for p, q in zip(x, y, strict=True)) / sum((p - mean_x) ** 2 for p in x)
    a = mean_y - b * mean_x
    off = math.sqrt(statistics.fmean((q - a - b * p) ** 2 for p, q in zip(x, y, strict=True)))
    return math.exp(a), b, math.exp(off)


def told(points: list[tuple[float, float]]) -> str:
    """A fit in words."""
    _, b, off = fit(points)
    return f"exponent {b:.2f}, residual {100 * (off - 1):.0f} %"


def draw() -> None:
    """Draw every task, the same bytes for the same figures; print the fits."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot

    mpl.rcParams.update({
        "svg.hashsalt": "firsthand", "svg.fonttype": "none", "font.size": 9, "axes.spines.top": False,
        "axes.spines.right": False, "legend.frameon": False, "font.family": "sans-serif",
    })  # fmt: skip
    held = json.loads(KEPT.read_text())

    def plot(name: str, what: str, lines: dict[str, list[tuple[float, float]]], unit: str, fitted: bool = True) -> None:
        lines = {label: points for label, points in lines.items() if points}
        if not lines:
            return
        figure, axes = pyplot.subplots(figsize=(5.2, 3.2))
        for (label, points), marker in zip(lines.items(), "os^Dvx+*", strict=False):
            x, y = zip(*points, strict=True)
            line = f"{label}: {told(points)}" if fitted and len(points) > 2 else label
            (drawn,) = axes.plot(x, y, marker, label=line, markersize=4)
            if fitted and len(points) > 2:
                a, b, _ = fit(points)
                axes.plot(x, [a * n**b for n in x], color=drawn.get_color(), linewidth=0.8)
                print(f"{name}, {line}")
            else:
                axes.plot(x, y, color=drawn.get_color(), linewidth=0.8)
        axes.set_xscale("log")
        if fitted:
            axes.set_yscale("log")
        else:
            axes.set_ylim(bottom=0)
        axes.set_xlabel(what)
        axes.set_ylabel(unit)
        axes.legend(fontsize=7.5)
        figure.tight_layout()
        figure.savefig(KEPT.parent / f"{name}.svg", metadata={"Date": None, "Creator": None})
        pyplot.close(figure)

    def points(task: str, value: str = "seconds") -> list[tuple[float, float]]:
        return [(one["n"], one[value]) for one in held.get(task, [])]

    coding = {name: points(name) for name in sorted(held) if name.startswith("coding")}
    plot("coding", "reports", coding, "seconds of processor time")
    plot("linking", "claims", {"linking": points("linking")}, "seconds of processor time")
    loading = {
        name.removeprefix("loading "): points(name) for name in sorted(held) if name.startswith("loading ")
    }  # fmt: skip
    plot("loading", "claims", loading, "seconds of processor time (client)")
    memory = {
        name: points(name, "megabytes") for name in sorted(held) if name.startswith(("coding", "adding "))
    }  # fmt: skip
    plot("memory", "reports", memory, "megabytes at the most", fitted=False)
    for back in sorted(name for name in held if name.startswith("queries ")):
        groups: dict[str, list[tuple[float, float]]] = {}
        for row in held[back]:
            for name, asked in row["asked"].items():
                group = groups.setdefault(name.split(":")[0], [])
                at = next((n for n, point in enumerate(group) if point[0] == row["n"]), None)
                slowest = max(asked["seconds"], group[at][1] if at is not None else 0.001)
                if at is None:
                    group.append((row["n"], slowest))
                else:
                    group[at] = (row["n"], slowest)
        lines = {f"{name}, slowest": found for name, found in groups.items()}
        plot(back.replace(" ", "-"), "claims", lines, "seconds of processor time")
        print(table(back, held[back]))


def table(back: str, rows: list[dict[str, Any]]) -> str:
    """The queries of a back end as Markdown: milliseconds of processor time, and of wall time at the last size."""
    head = " | ".join(f"{row['n']:,}" for row in rows)
    lines = [f"| {back} | {head} | wall |", "|---|" + "---|" * (len(rows) + 1)]
    for name, last in rows[-1]["asked"].items():
        cells = [f"{1000 * row['asked'][name]['seconds']:.0f}" if name in row["asked"] else "" for row in rows]
        lines.append(f"| {name} | {' | '.join(cells)} | {1000 * last['wall']:.0f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure one task at its sizes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("task", choices=[*SIZES, "draw"])
    parser.add_argument("--upto", type=int, help="the largest size")
    parser.add_argument("--from", dest="start", type=int, default=0, help="the smallest size")
    parser.add_argument("--ledger", help="postgresql://...: each size in a schema of its own, made if it is not there")
    parser.add_argument(
        "--folder", type=Path, help="where ledgers of invented claims are kept; else they are taken away"
    )
    parser.add_argument("--singly", action="store_true", help="loading: one report after the other")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if given.task == "draw":
        draw()
        return
    if given.one is not None:
        size = given.one
        if given.task == "loading":
            row: dict[str, Any] = one_loading(size, given.ledger, given.singly)
        elif given.task == "queries":
            row = one_queries(size, given.ledger)
        else:
            row = {"coding": one_coding, "linking": one_linking}[given.task](size)
        print(json.dumps(row))
        return
    back = "PostgreSQL" if given.ledger else "SQLite"
    for size in SIZES[given.task]:
        if size > (given.upto or math.inf) or size < given.start:
            continue
        if given.task == "adding":
            for form in ("folder", "jsonl"):
                keep(f"adding {form}", adding(size, form))
        elif given.task == "loading":
            way = f"loading {back}, " + ("one by one" if given.singly else "many")
            more = ["--ledger", schema_of(given.ledger, f"loading{size}", new=True)] if given.ledger else []
            keep(way, itself("loading", size, *more, *(["--singly"] if given.singly else [])))
        elif given.task == "queries":
            with tempfile.TemporaryDirectory() as folder:
                place = str((given.folder or Path(folder)) / f"claims{size}.db")
                if given.ledger:
                    place = schema_of(given.ledger, f"claims{size}")
                prepare(place, size)
                keep(f"queries {back}", itself("queries", size, "--ledger", place))
        else:
            keep(given.task, itself(given.task, size))


def schema_of(address: str, name: str, new: bool = False) -> str:
    """The address of a schema of a PostgreSQL, made if it is not there, or anew."""
    import psycopg

    assert re.fullmatch(r"\w+", name)
    with psycopg.connect(address, autocommit=True) as connection:
        if new:
            connection.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE".encode())
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {name}".encode())
    return f"{address}{'&' if '?' in address else '?'}options=-csearch_path%3D{name}"


def prepare(place: str, size: int) -> None:
    """Fill a ledger, if it is not there."""
    from benchmarks.filling import fill

    from firsthand.ledger import Ledger

    with Ledger(place) as book:
        if book.size():
            return
    made, indexed = fill(place, size)
    print(f"{size} claims: {made:.0f} s for the rows, {indexed:.0f} s for the indices", file=sys.stderr)


if __name__ == "__main__":
    main()
