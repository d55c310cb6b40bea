"""A real PostgreSQL of the tests' own: Debian's programs, a folder of its own, a socket that nobody else sees."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path


class NoServerError(Exception):
    """None can be had here, and why."""


def programs() -> Path:
    """The folder with initdb and postgres."""
    found = shutil.which("initdb")
    places = (
        [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    )
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    raise NoServerError("PostgreSQL is not installed; for Debian: apt-get install postgresql")


def _user() -> str | None:
    """Who runs the server: PostgreSQL refuses root."""
    if os.getuid() != 0:
        return None
    if shutil.which("runuser") is None:
        raise NoServerError("PostgreSQL does not run as root, and there is no runuser")
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise NoServerError("PostgreSQL does not run as root, and there is no user postgres or nobody")


class Server:
    """Started by ``start``, gone without a trace after ``stop``."""

    def __init__(self) -> None:
        self.bin, self.user = programs(), _user()
        # not pytest's folder: the server's user could not reach it, and a socket's path has at most 107 characters
        self.folder = Path(tempfile.mkdtemp(prefix="fh-pg-", dir="/tmp" if Path("/tmp").is_dir() else None))
        self.made = 0
        self.process: subprocess.Popen[bytes] | None = None

    def _command(self, program: str, *arguments: str) -> list[str]:
        before = ["runuser", "-u", self.user, "--"] if self.user else []
        return [*before, str(self.bin / program), *arguments]

    def start(self) -> None:
        """Make a cluster and wait until it answers."""
        if self.user:
            shutil.chown(self.folder, self.user)
        data = str(self.folder / "data")
        flags = ["-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        made = subprocess.run(self._command("initdb", "-D", data, *flags), capture_output=True, cwd="/")
        if made.returncode != 0:
            raise NoServerError(f"initdb failed: {made.stderr.decode(errors='replace')[-300:]}")
        # fsync=off: a killed program loses nothing by it, only a power cut would; a commit takes 0.1 ms instead of 5
        flags = ["-k", str(self.folder), "-c", "listen_addresses=", "-c", "fsync=off", "-c", "shared_buffers=32MB"]
        log = (self.folder / "log").open("wb")
        self.process = subprocess.Popen(self._command("postgres", "-D", data, *flags), stdout=log, stderr=log, cwd="/")
        log.close()
        until = time.monotonic() + 60
        while not (self.folder / ".s.PGSQL.5432").exists() or not self._answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise NoServerError(f"postgres did not start: {(self.folder / 'log').read_text()[-300:]}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        import psycopg

        try:
            with psycopg.connect(f"host={self.folder} user=tester dbname=postgres", connect_timeout=5):
                return True
        except psycopg.OperationalError:
            return False

    def ledger(self) -> str:
        """The address of a new, empty place for a ledger: a schema, which costs a tenth of a database."""
        import psycopg

        self.made += 1
        name = f"ledger{self.made}"
        with psycopg.connect(f"host={self.folder} user=tester dbname=postgres", autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}".encode())
        return f"postgresql://tester@/postgres?host={self.folder}&options=-csearch_path%3D{name}"

    def stop(self) -> None:
        """Stop it, and take its folder away."""
        if self.process is not None and self.process.poll() is None:
            data = str(self.folder / "data")
            subprocess.run(self._command("pg_ctl", "stop", "-D", data, "-m", "immediate"), capture_output=True, cwd="/")
            self.process.wait(timeout=30)
        shutil.rmtree(self.folder, ignore_errors=True)
