"""What Spark costs beside one process: ``python benchmarks/spark.py REPORTS.jsonl [--claims N] [--master local[2]]``.

``python benchmarks/spark.py --light N...``: so many invented reports, with a coder that costs next to nothing, so that
what Spark itself does for each report can be seen.

The same reports are coded with ``firsthand code`` and with ``firsthand spark code``, and synthetic claims linked in
one process and with ``engines.spark.link``. Counted is processor time of all processes of each run, Java's and the
workers', sampled from /proc (Linux), so that what else the machine does counts little; bytes are of the Parquet files,
and of the shuffles as Spark itself counts them.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
# read by every Python process at its start, the workers' too
LIGHT = "import firsthand.coder\nfrom tests.around.fakes import FakeCoder\nfirsthand.coder.Coder = FakeCoder\n"


def family(root: int) -> dict[int, float]:
    """Seconds of processor time of a process and all below it, by id."""
    parents, seconds = dict[int, int](), dict[int, float]()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(folder.name)] = int(fields[1])
        seconds[int(folder.name)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def below(pid: int) -> bool:
        while pid in parents and pid != root:
            pid = parents[pid]
        return pid == root

    return {pid: used for pid, used in seconds.items() if below(pid)}


def measured(*arguments: object, before: Path | None = None) -> tuple[float, str]:
    """Processor time of a run of a command with all its processes, and what it printed; ``before``: a folder that its
    modules are looked for in first."""
    folders = [*([] if before is None else [str(before)]), str(ROOT / "src"), str(ROOT)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(folders)}
    command = [sys.executable, *map(str, arguments)]
    most: dict[int, float] = {}
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, env=environment)
        while process.poll() is None:
            for pid, used in family(process.pid).items():
                most[pid] = max(used, most.get(pid, 0.0))
            time.sleep(0.2)
        out.seek(0)
        return sum(most.values()), out.read()


def size(folder: Path) -> int:
    """Bytes of the Parquet files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*.parquet"))


def job(what: str, source: str, output: str, master: str) -> dict[str, Any]:
    """One job on Spark, in this process: its output, and what it shuffled."""
    from firsthand.engines import spark as engine

    session, _ = engine.session(master)
    if what == "code":
        found = engine.code(engine.reports(session, [source], "lines", 8))
        found.write.partitionBy("outcome").parquet(output)
    else:
        engine.link(session.read.parquet(source).where("outcome = 'coded'")).write.parquet(output)
    store = session.sparkContext._jsc.sc().statusStore().executorList(True)
    shuffled = sum(store.apply(i).totalShuffleWrite() for i in range(store.size()))
    seconds = sum(store.apply(i).totalDuration() for i in range(store.size())) / 1000
    rows = session.read.parquet(output).count()
    session.stop()
    return {"rows": rows, "shuffled": shuffled, "task_seconds": seconds}


def synthetic(claims: int, folder: Path) -> None:
    """Synthetic coded reports with about so many claims, as Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq
    from benchmarks.linking_scale import world

    from firsthand.engines import coded
    from firsthand.reports import Received

    rows = [coded.row_of(Received(a, a.text.encode(), "text/plain"), b, "x") for a, b, _ in world(claims)]
    folder.mkdir()
    pq.write_table(pa.Table.from_batches(coded.batches(rows, coded.COLUMNS)), folder / "part.parquet")


def link_here(folder: str) -> tuple[int, int, int]:
    """Coded reports linked in this process: how many reports, claims and events."""
    from firsthand.engines.coded import Loaded, read_coded
    from firsthand.linking import link

    found = [(x.received.report, x.claims) for x in read_coded([folder]) if isinstance(x, Loaded)]
    return len(found), sum(len(claims) for _, claims in found), len(link(found))


def compared(folder: Path, master: str) -> None:
    """Link coded reports both ways, print what it took."""
    output = folder.with_name(f"{folder.name}-events")
    here, said = measured("-c", f"from benchmarks.spark import link_here; print(*link_here({str(folder)!r}))")
    there, told = measured(Path(__file__), "--step", "link", folder, output, master)
    print("link: {} reports, {} claims, {} events;".format(*said.split()), f"here {here:.1f} s, Spark {there:.1f} s")
    print(
        f"  coded {size(folder):,} bytes, events {size(output):,}; {told.rpartition('RESULT ')[2].strip()}", flush=True
    )


def coded_both(source: Path, coded: Path, master: str, before: Path | None = None) -> None:
    """Code reports both ways, print what it took."""
    program = "from firsthand.cli import main; main()"
    here, _ = measured("-c", program, "code", source, "-o", coded.with_suffix(".claims"), before=before)
    there, said = measured(Path(__file__), "--step", "code", source, coded, master, before=before)
    lines = len(source.read_bytes().splitlines())
    print(f"code: {lines} reports of {source.stat().st_size:,} bytes; here {here:.1f} s, Spark {there:.1f} s")
    print(f"  {said.rpartition('RESULT ')[2].strip()}", flush=True)


def light(count: int, folder: Path, master: str) -> None:
    """So many invented reports, coded by next to nothing."""
    from benchmarks.scale import reports

    (folder / "light").mkdir(exist_ok=True)
    (folder / "light" / "sitecustomize.py").write_text(LIGHT, encoding="utf-8")
    source = folder / f"light-{count}.jsonl"
    with source.open("w", encoding="utf-8") as file:
        for report in reports(count):
            file.write(json.dumps({"text": report.text, "published": report.published}) + "\n")
    coded_both(source, folder / f"light-{count}", master, folder / "light")


def main() -> None:
    """Run both, print what they took in processor time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", nargs="?")
    parser.add_argument("--light", type=int, nargs="*", default=[], metavar="N")
    parser.add_argument("--claims", type=int, nargs="*", default=[])
    parser.add_argument("--master", default="local[2]")
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        print("RESULT", json.dumps(job(*given.step)))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.reports:
            coded_both(Path(given.reports), folder / "coded", given.master)
            compared(folder / "coded", given.master)
        for count in given.light:
            light(count, folder, given.master)
        for claims in given.claims:
            synthetic(claims, folder / f"made-{claims}")
            compared(folder / f"made-{claims}", given.master)


if __name__ == "__main__":
    main()
