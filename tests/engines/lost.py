"""Processes of a job that are killed at work: Python workers, or the executors that they work for."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from firsthand.engines import coded
from firsthand.records import Claim, Report

Coded = list[tuple[Report, list[Claim]]]


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


@contextlib.contextmanager
def killing(executor: bool) -> Iterator[list[int]]:
    """While a job of this process runs: one worker of it is killed at work, or its executor; gives what was killed."""
    done, lost = threading.Event(), list[int]()
    killer = threading.Thread(target=lambda: lost.extend(kill_at_work(os.getpid(), executor, done)))
    killer.start()
    try:
        yield lost
    finally:
        done.set()
        killer.join()


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


def claim_lines(folder: Path) -> dict[str, list[str]]:
    """By report, the claims that lie in a folder of coded reports."""
    found = [one for one in coded.read_coded([str(folder)]) if not isinstance(one, Exception)]
    return {one.received.report.report_id: [claim.as_json() for claim in one.claims] for one in found}


def expected(local: Coded) -> dict[str, list[str]]:
    return {report.report_id: [claim.as_json() for claim in claims] for report, claims in local}
