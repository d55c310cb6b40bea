"""Where the coder's time goes: ``python benchmarks/stages.py [FILE ...] [--rounds N] [--calls N] [--json]``.

Processor time of each stage, its own only (what it calls counts for itself), least of the rounds. The reports are the
package's own samples, joined as in ``speed.py``, or the reports of the files. ``--calls`` adds Python's own profile:
the functions with the most time, which the profiler itself makes up to twice as slow.
"""

from __future__ import annotations

import argparse
import cProfile
import functools
import importlib
import json
import pstats
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from firsthand import Coder, Report

# What each stage is called, and the functions that are it; what they call of other stages is not theirs.
STAGES: dict[str, list[str]] = {
    "language: words": [
        "language.shipped:ShippedModel._tokenize", "language.shipped:_breaks", "language.shipped:plan_windows",
        "language.shipped:body_starts", "language.shipped:_part_dateline",
    ],
    "language: network": ["language.network:Network.__call__"],
    "language: links of sources": ["language.network:Network.link_scores"],
    "language: decoding": ["language.shipped:ShippedModel._read"],
    "language: document": ["language.shipped:build"],
    "language: the rest": ["language.shipped:ShippedModel.parse"],
    "reading: arrays": ["reading.reader:Arrays", "reading.sources.sayings:Arrays"],
    "reading: the parse mended": ["reading.reader:mend", "reading.reader:mend_sayings"],
    "reading: times": ["reading.reader:find_times_in"],
    "reading: places": ["reading.reader:find_places"],
    "reading: scene": ["reading.reader:Scene"],
    "reading: harm": ["reading.reader:find_harm"],
    "reading: attribution": ["reading.reader:find_attributions", "reading.reader:AttributionStack"],
    "reading: frames and events": ["reading.events:Matcher.find", "reading.reader:Coreference"],
    "reading: deeds": ["reading.reader:fold", "reading.reader:assigned"],
    "reading: claims": ["reading.assembly:Assembler.learn", "reading.assembly:Assembler.claims"],
    "reading: the rest": ["reading.reader:Reader.read"],
    "claims' ids": ["coder:Coder.code"],
}  # fmt: skip


class Clock:
    """Processor time by stage, each second counted for the innermost stage that runs."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._running: list[str] = []
        self._since = time.process_time()

    def switch(self, stage: str | None) -> None:
        """Go into a stage, or (None) back to the one around it."""
        now = time.process_time()
        if self._running:
            self.spent[self._running[-1]] += now - self._since  # type: ignore[assignment]
        self._since = now
        if stage is None:
            self._running.pop()
        else:
            self._running.append(stage)

    def timed(self, function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        """The function, with its time counted."""

        @functools.wraps(function, updated=())
        def run(*args: Any, **kwargs: Any) -> Any:
            self.switch(stage)
            try:
                return function(*args, **kwargs)
            finally:
                self.switch(None)

        return run


@contextmanager
def watched(clock: Clock) -> Iterator[None]:
    """Every stage's functions with the clock around them; afterwards as they were."""
    undo: list[tuple[Any, str, Any]] = []
    try:
        for stage, names in STAGES.items():
            for name in names:
                module, _, path = name.partition(":")
                owner: Any = importlib.import_module(f"firsthand.{module}")
                *outer, last = path.split(".")
                for part in outer:
                    owner = getattr(owner, part)
                whole = owner.__dict__[last]
                undo.append((owner, last, whole))
                setattr(owner, last, clock.timed(whole, stage))
        yield
    finally:
        for owner, last, whole in undo:
            setattr(owner, last, whole)


def stages(coder: Coder, reports: list[Report], rounds: int) -> dict[str, float]:
    """Seconds of each stage over all reports: of each stage the least of the rounds."""
    best: dict[str, float] = {}
    for _ in range(rounds):
        clock = Clock()
        with watched(clock):
            for report in reports:
                coder.code(report)
        for stage in STAGES:
            best[stage] = min(best.get(stage, float("inf")), clock.spent[stage])
    return best


def calls(coder: Coder, reports: list[Report], shown: int) -> None:
    """Print the functions that take the most time themselves."""
    profile = cProfile.Profile()
    profile.enable()
    for report in reports:
        coder.code(report)
    profile.disable()
    pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(shown)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", nargs="*", help="reports; else the samples")
    parser.add_argument("--reports", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--calls", type=int, default=0, metavar="N")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()

    import firsthand

    coder = firsthand.Coder()
    if arguments.files:
        from firsthand.reports import Received, read

        reports = [one.report for one in read(arguments.files) if isinstance(one, Received)][: arguments.reports]
    else:
        sys.path.insert(0, str(Path(__file__).parents[1]))
        from benchmarks.speed import sample_reports

        reports = sample_reports(arguments.reports)
    for report in reports[:10]:
        coder.code(report)  # words and names are known then, as they are in a long run
    spent = stages(coder, reports, arguments.rounds)
    words = sum(len(report.text.split()) for report in reports)
    if arguments.json:
        print(json.dumps({"reports": len(reports), "words": words, "seconds": spent}))
    else:
        total = sum(spent.values())
        print(f"{len(reports)} reports of {words / len(reports):.0f} words: {1000 * total / len(reports):.1f} ms each")
        print(f"{'':32}{'ms a report':>12}{'share':>8}")
        for stage, seconds in spent.items():
            print(f"{stage:32}{1000 * seconds / len(reports):12.2f}{seconds / total:8.1%}")
    if arguments.calls:
        calls(coder, reports, arguments.calls)
    return 0


if __name__ == "__main__":
    sys.exit(main())
