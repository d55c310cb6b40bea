"""The service under load: ``python benchmarks/serve.py [--requests N] [--clients N] [--jobs N] [--json]``.

Starts ``firsthand serve`` on loopback and lets clients send different short reports, every tenth request a bad one.
Each answer is compared with what the coder finds in this process. Printed are requests a second, what they waited,
processor time (of the service and its workers, which a shared machine does not change as it does the clock), and the
memory of service and workers after a quarter of the requests, after half and at the end: it must stay flat.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

PROGRAM = "from firsthand.cli import main; main()"
PLACES = ("Gao", "Bourem", "Ansongo", "Ménaka", "Kidal", "Timbuktu", "Mopti", "Niamey", "Agadez", "Sikasso")
DEEDS = ("attacked a camp", "shelled a market", "abducted a teacher", "killed {n} soldiers", "set fire to a school")
MOST_GROWTH_MB = 12.0  # from half of the requests to the end: caches of words still fill a little


def report(k: int) -> dict[str, str]:
    """An invented report, another for each number."""
    deed = DEEDS[k % len(DEEDS)].format(n=k % 90 + 2)
    place = PLACES[k // len(DEEDS) % len(PLACES)]
    text = f"Gunmen of group {k} {deed} near {place} on Monday, the army said."
    return {"id": str(k), "text": text, "published": f"2025-03-{k % 28 + 1:02}", "publisher": f"Courier {k % 97}"}


def tree(process: int) -> list[int]:
    """A process and the workers below it (Linux)."""
    found = [process]
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == process:
            found.append(int(path.parent.name))
    return sorted(found)


def memory_mb(process: int) -> float:
    """Resident memory of a process and its workers."""
    page = os.sysconf("SC_PAGE_SIZE") / 1e6
    return sum(int(Path(f"/proc/{one}/statm").read_text().split()[1]) * page for one in tree(process))


def processor_s(process: int) -> float:
    """Processor time of a process and its workers so far."""
    tick = os.sysconf("SC_CLK_TCK")
    fields = (Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in tree(process))
    return sum((int(one[11]) + int(one[12])) / tick for one in fields)


async def load(address: str, process: int, requests: int, clients: int) -> dict[str, Any]:
    """Send everything; the figures, and the answers by the number of the report."""
    import httpx

    waits: list[float] = []
    answers: dict[int, Any] = {}
    memory: list[float] = []
    bad = refused = 0
    numbers = iter(range(requests))
    marks = {requests // 4, requests // 2}

    async def client() -> None:
        nonlocal bad, refused
        async with httpx.AsyncClient(base_url=address, timeout=120) as web:
            for k in numbers:
                if k in marks:
                    memory.append(memory_mb(process))
                if k % 10 == 9:
                    turned = await web.post("/v1/code", json={"text": k})
                    bad += turned.status_code == 422
                    continue
                start = time.perf_counter()
                while (answer := await web.post("/v1/code", json=report(k))).status_code == 503:
                    refused += 1
                    await asyncio.sleep(float(answer.headers["retry-after"]))
                waits.append(time.perf_counter() - start)
                if k % max(1, requests // 500) == 0:
                    answers[k] = answer.json()
                elif answer.json()["id"] != str(k):
                    raise SystemExit(f"request {k} got the answer of {answer.json()['id']}")

    before, start = processor_s(process), time.perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    seconds = time.perf_counter() - start
    memory.append(memory_mb(process))
    centiles = statistics.quantiles(waits, n=100)
    return {
        "requests": requests, "clients": clients, "bad_refused": bad, "told_to_come_back": refused,
        "seconds": seconds, "requests_per_s": requests / seconds, "median_s": centiles[49], "p95_s": centiles[94],
        "processor_ms_per_request": 1000 * (processor_s(process) - before) / requests, "memory_mb": memory,
        "growth_mb": memory[-1] - memory[-2], "answers": answers,
    }  # fmt: skip


def wrong(answers: dict[int, Any]) -> int:
    """How many answers differ from what the coder finds here."""
    from firsthand import Coder, Report

    coder, count = Coder(), 0
    for k, answer in answers.items():
        sent = {name: value for name, value in report(k).items() if name != "id"}
        here = [claim.as_dict() for claim in coder.code(Report(**sent))]
        count += answer["claims"] != here or not here
    return count


def main() -> int:
    """Measure and print; exit status 1 if an answer was wrong or memory grew."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()

    command = [sys.executable, "-c", PROGRAM, "serve", "--port", "0", "--jobs", str(arguments.jobs)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        found = re.search(r"coding at (\S+)", running.stderr.readline())
        if found is None:
            return 1
        figures = asyncio.run(load(found[1], running.pid, arguments.requests, arguments.clients))
        running.send_signal(signal.SIGTERM)
        figures["exit_status"] = running.wait(60)
    answers = figures.pop("answers")
    figures |= {"compared": len(answers), "wrong": wrong(answers)}
    if arguments.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            told = ", ".join(f"{x:.1f}" for x in value) if isinstance(value, list) else f"{value:g}"
            print(f"{name:26}{told:>24}")
    return 1 if figures["wrong"] or figures["growth_mb"] > MOST_GROWTH_MB or figures["exit_status"] else 0


if __name__ == "__main__":
    sys.exit(main())
