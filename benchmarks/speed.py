"""How fast the coder is, as ratios in one run: ``python benchmarks/speed.py [--reports N]``.

Coder against language model alone on the same reports, two processes against one, loading time, peak memory. The
reports are the package's own samples, repeated. Ratios are the minimum over the rounds of each side: a shared machine
only ever adds time. ``--flat N`` shows that memory stays flat over N reports; ``--others PYTHON`` adds HeidelTime and
textacy, run by an interpreter that has them (``others.py`` says how to make one).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from firsthand import Coder, Report

LIMITS = {"coder_to_model": 1.6, "load_s": 2.0, "peak_mb": 1024.0, "two_jobs_speedup": 1.7}


def sample_reports(n: int) -> list[Report]:
    """``n`` reports: the samples in turn, three joined at a time so that a report has the length of a news item."""
    from firsthand import Report
    from firsthand.reports import Received, read
    from firsthand.samples import folder

    texts = [one.report.text for one in read([folder()]) if isinstance(one, Received)]
    joined = ["\n\n".join(texts[(k + j) % len(texts)] for j in range(3)) for k in range(len(texts))]
    return [Report(text=joined[k % len(joined)], published="2024-05-14", publisher="Speed test") for k in range(n)]


def best(rounds: int, work: Callable[[], object]) -> float:
    """The least processor time of ``rounds`` runs, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def wall(work: Callable[[], Iterable[object]]) -> float:
    """Seconds from the first result to the last: starting processes is not what is compared."""
    results = iter(work())
    next(results)
    start = time.perf_counter()
    for _ in results:
        pass
    return time.perf_counter() - start


def load_seconds() -> float:
    """The least wall time of three fresh processes that load a Coder, less that of an empty interpreter."""
    code = "import time; t=time.perf_counter(); import firsthand; firsthand.Coder(); print(time.perf_counter()-t)"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(3)]
    return min(float(run.stdout) for run in runs)


def resident_mb() -> float:
    """Memory of this process now (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def flat(coder: Coder, number: int, shown: int = 10) -> list[float]:
    """Memory in MB after each tenth of so many short reports; each has four words that no other has."""
    from firsthand import Report

    rng = random.Random(7)

    def word() -> str:
        return "".join(rng.choice("bdgklmnrst") + rng.choice("aeiou") for _ in range(5)).title()

    found = []
    for k in range(1, number + 1):
        text = f"Gunmen of {word()} attacked {word()} on Monday and killed {k % 50 + 2} people, {word()} {word()} said."
        coder.code(Report(text=text, published="2024-05-14"))
        if k % (number // shown) == 0:
            found.append(resident_mb())
    return found


def others(python: str, reports: list[Report]) -> dict[str, float]:
    """Other tools on some of the same reports, as ``others.py`` measures them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.jsonl"
        rows = (json.dumps({"text": one.text, "published": one.published}) for one in reports)
        path.write_text("\n".join(rows), encoding="utf-8")
        here = Path(__file__).resolve().parent
        environment = os.environ | {"PYTHONPATH": str(here.parent / "src")}
        command = [str(Path(python).absolute()), str(here / "others.py"), str(path)]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return {f"{tool}: {name}": value for tool, figures in found.items() for name, value in figures.items()}


def main() -> int:
    """Measure and print; exit status 1 if a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--reports", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--flat", type=int, default=0, metavar="N", help="memory over N short reports")
    parser.add_argument("--others", metavar="PYTHON")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()

    import firsthand
    from firsthand.language import load

    reports = sample_reports(arguments.reports)
    model, coder = load(), firsthand.Coder()
    words = sum(len(model.parse(r.text)) for r in reports)  # type: ignore[attr-defined]
    alone = best(arguments.rounds, lambda: [model.parse(r.text) for r in reports])  # type: ignore[attr-defined]
    whole = best(arguments.rounds, lambda: [coder.code(r) for r in reports])  # type: ignore[arg-type]
    many = sample_reports(arguments.reports * 6)
    one = wall(lambda: coder.code_many(many, jobs=1))  # type: ignore[arg-type]
    two = wall(lambda: coder.code_many(many, jobs=2))  # type: ignore[arg-type]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    figures = {
        "words": float(words),
        "model_words_per_s": words / alone,
        "coder_words_per_s": words / whole,
        "coder_reports_per_s": len(reports) / whole,
        "coder_to_model": whole / alone,
        "load_s": load_seconds(),
        "peak_mb": peak,
        "two_jobs_speedup": one / two,
    }
    if arguments.flat:
        for tenth, mb in enumerate(flat(coder, arguments.flat), 1):
            figures[f"mb_after_{tenth * arguments.flat // 10}"] = mb
    if arguments.others:
        figures |= others(arguments.others, reports[:12])
    missed = [
        k for k, limit in LIMITS.items() if (figures[k] < limit if k == "two_jobs_speedup" else figures[k] > limit)
    ]
    if arguments.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            limit = f"   limit {LIMITS[name]}" if name in LIMITS else ""
            print(f"{name:36} {value:10.2f}{limit}{'   MISSED' if name in missed else ''}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
