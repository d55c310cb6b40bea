"""The ledger's file: opened, added to, read back and verified.

SQLite in WAL mode. One report is one transaction, so that a kill at any moment leaves it whole or absent; a second
process waits for its turn to write. ``synchronous=FULL``: what was reported done survives a power cut too.
"""

from __future__ import annotations

import datetime
import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlalchemy as sa

from firsthand import __version__
from firsthand.errors import LedgerError
from firsthand.ledger import custody, schema
from firsthand.records import Claim, Report

_ABOUT = (
    "published", "publisher", "url", "title", "author", "language", "published_stated", "published_precision",
    "published_from",
)  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """Something that is not as it was sealed: where, and what."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


class Ledger:
    """A ledger, open until ``close``; use it in a ``with`` statement.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "a.db") as ledger:
    ...     ledger.add(Report(text="Shelling hit the market."), b"Shelling hit the market.", "text/plain", [])
    ...     ledger.add(Report(text="Shelling hit the market."), b"Shelling hit the market.", "text/plain", [])
    ...     ledger.verify()
    True
    False
    []

    Raises ``LedgerError`` if the file is no ledger, or was made by a newer version, or if there is none and ``create``
    is False.
    """

    def __init__(self, path: Path, create: bool = True, wait_s: int = 60) -> None:
        if not create and not path.is_file():
            raise LedgerError(f"{path}: no such ledger; make one with: firsthand add REPORTS --ledger {path}")
        if not path.parent.is_dir():
            raise LedgerError(f"{path}: no such folder {path.parent}; make it, or give another file")
        self.path = path
        self._engine = _engine(path, wait_s)
        self._writing = self._engine.execution_options(writes=True)
        try:
            self._prepare()
        except sa.exc.DatabaseError as error:
            self._engine.dispose()
            what = f"not a ledger, or it cannot be written ({error.orig})"
            raise LedgerError(f"{path}: {what}; give another file") from error

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        self._engine.dispose()

    def _prepare(self) -> None:
        with self._engine.connect() as connection:
            names = set(sa.inspect(connection).get_table_names())
        if "meta" not in names:
            if names:
                raise LedgerError(f"{self.path}: a database, but not a ledger of firsthand; give another file")
            with self._writing.begin() as connection:
                schema.metadata.create_all(connection)
                if connection.execute(sa.select(schema.meta.c.key)).first() is None:
                    connection.execute(schema.meta.insert(), {"key": "schema", "value": schema.VERSION})
                    self._log(connection, "created", "ledger", custody.sha256(schema.VERSION.encode()))
        with self._engine.connect() as connection:
            query = sa.select(schema.meta.c.value).where(schema.meta.c.key == "schema")
            version = connection.execute(query).scalar()
        if version != schema.VERSION:
            what = f"a ledger of schema {version}, and this firsthand knows {schema.VERSION}"
            raise LedgerError(f"{self.path}: {what}; use a newer firsthand")

    def has(self, report_id: str) -> bool:
        """Is this report in the ledger?"""
        query = sa.select(schema.reports.c.report_id).where(schema.reports.c.report_id == report_id)
        with self._engine.connect() as connection:
            return connection.execute(query).first() is not None

    def add(self, report: Report, raw: bytes, media_type: str, claims: Sequence[Claim]) -> bool:
        """Store a report with its claims, all or nothing; False (and nothing changes) if it is there already.

        Raises ``LedgerError`` if it cannot be written.
        """
        row = {
            "report_id": report.report_id,
            "sha256": custody.sha256(raw),
            "raw": raw,
            "media_type": media_type,
            "received": _now(),
            "origin": report.origin,
            "tool": f"firsthand {__version__}",
            "text": report.text,
            "about": json.dumps({name: getattr(report, name) for name in _ABOUT}, ensure_ascii=False),
        }
        distinct = {claim.claim_id: claim for claim in claims}.values()  # the same content twice is one claim
        rows = [_claim_row(claim, position) for position, claim in enumerate(distinct)]
        try:
            with self._writing.begin() as connection:
                known = sa.select(schema.reports.c.report_id).where(schema.reports.c.report_id == report.report_id)
                if connection.execute(known).first() is not None:
                    return False
                connection.execute(schema.reports.insert(), row)
                if rows:
                    connection.execute(schema.claims.insert(), rows)
                self._log(connection, "added", report.report_id, custody.content_of(row, rows))
        except sa.exc.DBAPIError as error:
            what = f"{report.origin or report.report_id} was not added ({error.orig})"
            raise LedgerError(f"{self.path}: {what}; add it again") from error
        return True

    def _log(self, connection: sa.Connection, action: str, subject: str, content: str) -> None:
        number, previous = _head(connection)
        entry = {
            "number": number + 1, "at": _now(), "action": action, "subject": subject, "content": content,
            "previous": previous,
        }  # fmt: skip
        connection.execute(schema.custody.insert(), {**entry, "seal": custody.seal_of(entry)})

    def counts(self) -> tuple[int, int]:
        """How many reports and claims there are."""
        with self._engine.connect() as connection:
            reports = connection.execute(sa.select(sa.func.count()).select_from(schema.reports)).scalar_one()
            claims = connection.execute(sa.select(sa.func.count()).select_from(schema.claims)).scalar_one()
        return int(reports), int(claims)

    def coded(self) -> Iterator[tuple[Report, list[Claim]]]:
        """Every report with its claims, in the order of the reports' ids."""
        with self._engine.connect() as connection:
            for row in connection.execute(_reports_query(raw=False)).mappings():
                about = json.loads(row["about"])
                report = Report(text=row["text"], origin=row["origin"], **about)
                claims = connection.execute(_claims_query(row["report_id"])).mappings()
                yield report, [Claim.model_validate_json(claim["json"]) for claim in claims]

    def head(self) -> tuple[int, str]:
        """The number and seal of the last entry of the custody log: note it down to see later that none was cut off."""
        with self._engine.connect() as connection:
            return _head(connection)

    def verify(self, expected_seal: str | None = None) -> list[Problem]:
        """What is not as it was sealed; an empty list if every byte is.

        ``expected_seal`` is a seal noted earlier (``head``): it must be in the log.
        """
        try:
            with self._engine.connect() as connection:
                return [*_verify_file(connection), *_verify_log(connection, expected_seal), *_verify_rows(connection)]
        except (sa.exc.DBAPIError, UnicodeDecodeError, ValueError) as error:
            return [Problem(str(self.path), f"the file is damaged ({getattr(error, 'orig', error)})")]


def _head(connection: sa.Connection) -> tuple[int, str]:
    log = schema.custody
    last = connection.execute(sa.select(log.c.number, log.c.seal).order_by(log.c.number.desc()).limit(1)).first()
    return (int(last[0]), str(last[1])) if last else (0, custody.FIRST)


def _verify_file(connection: sa.Connection) -> Iterator[Problem]:
    for (line,) in connection.execute(sa.text("PRAGMA integrity_check(20)")):
        if line != "ok":
            yield Problem("file", str(line))
    version = connection.execute(sa.select(schema.meta)).mappings().all()
    if [dict(row) for row in version] != [{"key": "schema", "value": schema.VERSION}]:
        yield Problem("meta", "changed")


def _verify_log(connection: sa.Connection, expected_seal: str | None) -> Iterator[Problem]:
    previous, number, seen = custody.FIRST, 0, expected_seal is None
    for entry in connection.execute(sa.select(schema.custody).order_by(schema.custody.c.number)).mappings():
        number += 1
        place = f"custody log, entry {entry['number']}"
        if entry["number"] != number:
            yield Problem(place, f"entry {number} is missing")
            number = entry["number"]
        if entry["previous"] != previous:
            yield Problem(place, "does not hold the seal of the entry before")
        if custody.seal_of(dict(entry)) != entry["seal"]:
            yield Problem(place, "its seal is broken")
        previous = entry["seal"]
        seen = seen or entry["seal"] == expected_seal
    if number == 0:
        yield Problem("custody log", "it is empty")
    if not seen:
        yield Problem("custody log", "the expected seal is not in it: entries were cut off or rewritten")


def _verify_rows(connection: sa.Connection) -> Iterator[Problem]:
    log = schema.custody
    sealed: dict[str, str] = {
        row[0]: row[1]
        for row in connection.execute(sa.select(log.c.subject, log.c.content).where(log.c.action == "added"))
    }
    for row in connection.execute(_reports_query(raw=True)).mappings():
        place = f"report {row['report_id']}" + (f" ({row['origin']})" if row["origin"] else "")
        content = sealed.pop(row["report_id"], None)
        if content is None:
            yield Problem(place, "it is not in the custody log")
            continue
        if custody.sha256(row["raw"]) != row["sha256"]:
            yield Problem(place, "the bytes received were changed")
        claims = [dict(claim) for claim in connection.execute(_claims_query(row["report_id"])).mappings()]
        if custody.content_of(dict(row), claims) != content:
            yield Problem(place, "its row or one of its claims was changed, added or removed")
            for claim in claims:
                yield from _verify_claim(place, claim)
        elif Report(text=row["text"], **json.loads(row["about"])).report_id != row["report_id"]:
            yield Problem(place, "its id does not fit its text")
    for missing in sealed:
        yield Problem(f"report {missing}", "it was added, and is gone")
    orphans = sa.select(schema.claims.c.claim_id).where(
        schema.claims.c.report_id.not_in(sa.select(schema.reports.c.report_id))
    )
    for (claim_id,) in connection.execute(orphans):
        yield Problem(f"claim {claim_id}", "its report is not in the ledger")


def _verify_claim(place: str, row: dict[str, Any]) -> Iterator[Problem]:
    """Which claim of a changed report is not what it was, as far as the claim itself can tell."""
    try:
        claim = Claim.model_validate_json(row["json"])
    except ValueError:
        yield Problem(f"{place}, claim {row['claim_id']}", "it is no claim any more")
        return
    if _claim_row(claim, row["position"]) != row:
        yield Problem(f"{place}, claim {row['claim_id']}", "its columns do not fit its content")


def _reports_query(raw: bool) -> sa.Select[Any]:
    columns = [c for c in schema.reports.columns if raw or c.name != "raw"]
    return sa.select(*columns).order_by(schema.reports.c.report_id)


def _claims_query(report_id: str) -> sa.Select[Any]:
    return sa.select(schema.claims).where(schema.claims.c.report_id == report_id).order_by(schema.claims.c.position)


def _claim_row(claim: Claim, position: int) -> dict[str, Any]:
    return {
        "claim_id": claim.claim_id,
        "report_id": claim.report_id,
        "position": position,
        "event_type": claim.event_type,
        "stance": claim.stance,
        "start": claim.when.start if claim.when else None,
        "end": claim.when.end if claim.when else None,
        "geonameid": claim.where.geonameid if claim.where else None,
        "country": claim.where.country if claim.where else None,
        "json": claim.as_json(),
    }


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _into_wal(cursor: Any, wait_s: int) -> None:
    """WAL mode. SQLite's own wait does not cover this switch: of two processes that open a new file one is refused."""
    until = time.monotonic() + wait_s
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _engine(path: Path, wait_s: int) -> sa.Engine:
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": wait_s})

    @sa.event.listens_for(engine, "connect")
    def _settle(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy's advice: the driver must not begin transactions by itself
        cursor = connection.cursor()
        _into_wal(cursor, wait_s)
        for pragma in ("synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        # IMMEDIATE for the writer: two that read first and write later would deadlock instead of waiting. Readers
        # (connect() without begin()) end up here too, and must not wait for a writer.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

    return engine
