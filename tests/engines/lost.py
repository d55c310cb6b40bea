"""A job on a real cluster of two executors, one of which is killed at work: run as a process of its own by the tests.

``python -m tests.engines.lost REPORTS.jsonl OUTPUT``; says on standard output how many executors were lost.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

from firsthand.engines import spark as engine


def processes() -> dict[int, tuple[int, float, str]]:
    """By process id: the parent's, the seconds of processor time, the command."""
    found: dict[int, tuple[int, float, str]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        seconds = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        found[int(folder.name)] = int(fields[1]), seconds, command
    return found


def workers(root: int) -> list[tuple[int, float, int]]:
    """Python workers below a process: id, seconds of processor time, and the Java process that each works for."""
    every = processes()

    def below(pid: int) -> bool:
        while pid in every and pid != root:
            pid = every[pid][0]
        return pid == root

    daemons = {pid: at[0] for pid, at in every.items() if "pyspark.daemon" in at[2] and "java" in every[at[0]][2]}
    return [(pid, at[1], daemons[at[0]]) for pid, at in every.items() if at[0] in daemons and below(pid)]


def kill_at_work(root: int, executor: bool, done: threading.Event) -> list[int]:
    """Kill one Python worker, or its executor, once it has worked for a second; the ids of what was killed."""
    begun = {pid: seconds for pid, seconds, _ in workers(root)}
    while not done.is_set():
        for pid, seconds, java in workers(root):
            if seconds - begun.get(pid, 0.0) >= 1.0:
                victim = java if executor else pid
                os.kill(victim, signal.SIGKILL)
                return [victim]
        time.sleep(0.05)
    return []


def main() -> None:
    """Code the reports, lose an executor."""
    frugal = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # Java's second compiler pays off after minutes
    settings = {
        "spark.ui.enabled": "false", "spark.executorEnv.PYTHONPATH": os.environ["PYTHONPATH"],
        "spark.driver.extraJavaOptions": frugal, "spark.executor.extraJavaOptions": frugal,
        "spark.sql.codegen.wholeStage": "false",
    }  # fmt: skip
    session, _ = engine.session("local-cluster[2,1,1024]", settings=settings)
    done, lost = threading.Event(), list[int]()
    killer = threading.Thread(target=lambda: lost.extend(kill_at_work(os.getpid(), True, done)))
    killer.start()
    try:
        found = engine.code(engine.reports(session, [sys.argv[1]], "lines", 4))
        found.write.partitionBy("outcome").parquet(sys.argv[2])
    finally:
        done.set()
        killer.join()
    print(len(lost))
    session.stop()


if __name__ == "__main__":
    main()
