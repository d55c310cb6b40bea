"""The ledger's face: opened, added to, decided on, read back and verified.

A SQLite file in WAL mode, or a PostgreSQL database. One report and one decision are one transaction each, so that a
kill at any moment leaves it whole or absent; writers wait for their turn, readers for nobody.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlalchemy as sa

from firsthand.errors import LedgerError
from firsthand.ledger import (
    adding,
    changes,
    codings,
    engines,
    events,
    judgements,
    migrations,
    paging,
    queries,
    rows,
    schema,
    tallies,
    verification,
    withheld,
    writing,
)
from firsthand.ledger.decisions import Decision
from firsthand.ledger.paging import Figures, Page
from firsthand.ledger.queries import ClaimFilter
from firsthand.ledger.recoding import Change
from firsthand.ledger.review import MACHINE, Reviewed, view_of
from firsthand.ledger.verification import Problem
from firsthand.ledger.withheld import Spoken, Withheld
from firsthand.records import Claim, Report

EVERYTHING = ClaimFilter()
SETTLED = 5_000  # reports added at once: above, the database looks again at how its values are distributed


@dataclass(frozen=True)
class StoredReport:
    """A report as the ledger keeps it: as received, and as read."""

    report: Report
    raw: bytes
    sha256: str
    media_type: str
    received: str
    tool: str
    headers: Mapping[str, str] | None = None


class Ledger:
    """A ledger, open until ``close``; use it in a ``with`` statement.

    ``place`` is a file, or ``postgresql://USER@HOST/DATABASE``.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "a.db") as ledger:
    ...     ledger.add(Report(text="Shelling hit the market."), b"Shelling hit the market.", "text/plain", [])
    ...     ledger.add(Report(text="Shelling hit the market."), b"Shelling hit the market.", "text/plain", [])
    ...     ledger.verify()
    True
    False
    []

    Raises ``LedgerError`` if it is no ledger, or was made by a newer version, or if there is none and ``create`` is
    False. A ledger of an older version is brought to today's schema.
    """

    def __init__(self, place: Path | str, create: bool = True, wait_s: int = 60) -> None:
        self.name = engines.shown(place)
        if not engines.is_server(place):
            path = Path(place)
            if not create and not path.is_file():
                raise LedgerError(f"{path}: no such ledger; make one with: firsthand add REPORTS --ledger {path}")
            if not path.parent.is_dir():
                raise LedgerError(f"{path}: no such folder {path.parent}; make it, or give another file")
        self._engine = engines.open_engine(place, wait_s)
        self._writing = engines.writer(self._engine)
        self._dialect = self._engine.dialect.name
        self._spoken = Spoken()
        try:
            self._prepare(create)
        except sa.exc.DatabaseError as error:
            self._engine.dispose()
            what = f"not a ledger, or it cannot be reached or written ({' '.join(str(error.orig).split())})"
            raise LedgerError(f"{self.name}: {what}; give another file or address") from error
        except LedgerError:
            self._engine.dispose()
            raise

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def _prepare(self, create: bool) -> None:
        with self._engine.connect() as connection:
            names = set(sa.inspect(connection).get_table_names())
        if "meta" not in names:
            if names:
                raise LedgerError(f"{self.name}: a database, but not a ledger of firsthand; give another")
            if not create:
                raise LedgerError(f"{self.name}: an empty database; make a ledger of it with: firsthand add REPORTS")
            with self._writing.begin() as connection:
                migrations.create(connection)
        with self._engine.connect() as connection:
            found = migrations.version(connection)
        if found in migrations.STEPS:
            with self._writing.begin() as connection:
                migrations.upgrade(connection)
                found = migrations.version(connection)
        if found != schema.VERSION:
            what = f"a ledger of schema {found}, and this firsthand knows {schema.VERSION}"
            raise LedgerError(f"{self.name}: {what}; use a newer firsthand")

    # Writing

    def add(
        self,
        report: Report,
        raw: bytes,
        media_type: str,
        claims: Sequence[Claim],
        headers: Mapping[str, str] | None = None,
        tool: str | None = None,
    ) -> bool:
        """Store a report with its claims, all or nothing; False (and nothing changes) if it is there already.

        ``headers``: of the address that it came from; ``tool``: the versions that coded it. Raises ``LedgerError`` if
        it cannot be written.
        """
        incoming = adding.Incoming(report, raw, media_type, claims, headers, tool)
        try:
            with self._writing.begin() as connection:
                return bool(adding.add(connection, [incoming], writing.now()))
        except sa.exc.DBAPIError as error:
            what = f"{report.origin or report.report_id} was not added ({error.orig})"
            raise LedgerError(f"{self.name}: {what}; add it again") from error

    def add_many(self, incoming: Iterable[adding.Incoming], together: int = 500) -> Iterator[adding.Incoming]:
        """Store many reports, ``together`` in a transaction, which is there whole or not at all; by COPY on PostgreSQL.

        Fewer are taken together where they are large (16 MB of bytes as received), so that memory stays flat.

        Each report is yielded once it is stored, those not that were there before. The ledger is the same as after
        ``add`` of each. Raises ``LedgerError`` if a transaction fails; what was yielded stays.

        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "a.db") as ledger:
        ...     reports = [Report(text=f"Shelling hit market {n}.") for n in (1, 2, 2)]
        ...     len(list(ledger.add_many(adding.Incoming(one, b"", "text/plain", []) for one in reports)))
        2
        """
        stored = 0
        for batch in adding.batches(incoming, together):
            try:
                with self._writing.begin() as connection:
                    fresh = adding.add(connection, batch, writing.now(), copy=True)
            except sa.exc.DBAPIError as error:
                said = " ".join(str(error.orig).split())[:300]
                what = f"{len(batch)} reports were not added ({said})"
                raise LedgerError(f"{self.name}: {what}; add them again") from error
            yield from fresh
            stored += len(fresh)
        if stored > SETTLED:
            with self._writing.begin() as connection:
                engines.settle(connection)

    def decide(
        self, coder: str, target_type: str, target_id: str, action: str, field: str | None = None, value: Any = None,
        reason: str | None = None,
    ) -> Decision:  # fmt: skip
        """Append a person's decision; see ``Decision`` for the values. Stored and sealed when this returns.

        Raises ``LedgerError`` if there is no such target, or the value does not fit; then nothing changes.
        """
        try:
            with self._writing.begin() as connection:
                return writing.append(connection, coder, target_type, target_id, action, field, value, reason)
        except sa.exc.DBAPIError as error:
            raise LedgerError(f"{self.name}: the decision was not stored ({error.orig}); try again") from error

    def recode(self, report_id: str, claims: Sequence[Claim], tool: str, apply: bool = False) -> list[Change]:
        """What a newer coding of a report changes, claim by claim; with ``apply`` it is stored, and stands then.

        What people decided on is never changed; see ``firsthand.ledger.recoding``. Raises ``LedgerError`` if there is
        no such report, or it cannot be written.
        """
        which = schema.decisions.c.action != "assign"
        try:
            with (self._writing if apply else self._engine).begin() as connection:
                writing.report_text(connection, report_id)
                every = _decided(connection, which)
                if not apply:
                    return codings.changes_of(connection, report_id, claims, every)
                return codings.recode(connection, report_id, claims, tool, every)
        except sa.exc.DBAPIError as error:
            raise LedgerError(f"{self.name}: report {report_id} was not recoded ({error.orig}); try again") from error

    def undo(self, coder: str, decision_id: str, reason: str | None = None) -> Decision:
        """Take a decision back (or an undo: then the decision stands again). The record of it stays."""
        undone = next((one for one in self.decisions(decision_id=decision_id)), None)
        if undone is None:
            raise LedgerError(f"there is no decision {decision_id}; firsthand review log lists them")
        return self.decide(coder, undone.target_type, undone.target_id, "undo", value=decision_id, reason=reason)

    # Reading

    def has(self, report_id: str) -> bool:
        """Is this report in the ledger?"""
        query = sa.select(schema.reports.c.report_id).where(schema.reports.c.report_id == report_id)
        with self._engine.connect() as connection:
            return connection.execute(query).first() is not None

    def having(self, report_ids: Sequence[str]) -> set[str]:
        """Which of these reports are in the ledger; for some hundreds at a time, as one question."""
        query = sa.select(schema.reports.c.report_id).where(schema.reports.c.report_id.in_(report_ids))
        with self._engine.connect() as connection:
            return set(connection.execute(query).scalars())

    def counts(self) -> tuple[int, int]:
        """How many reports there are, and claims as the machine coded them."""
        with self._engine.connect() as connection:
            reports = connection.execute(sa.select(sa.func.count()).select_from(schema.reports)).scalar_one()
            claims = connection.execute(sa.select(sa.func.count()).select_from(schema.claims)).scalar_one()
        return int(reports), int(claims)

    def report(self, report_id: str) -> StoredReport:
        """A report, as received and as read. Raises ``LedgerError`` if there is none."""
        query = sa.select(schema.reports).where(schema.reports.c.report_id == report_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            raise LedgerError(f"{self.name}: there is no report {report_id}")
        headers = None if row["headers"] is None else json.loads(row["headers"])
        raw, about = bytes(row["raw"]), rows.report_of(row)
        return StoredReport(about, raw, row["sha256"], row["media_type"], row["received"], row["tool"], headers)

    def reports(self) -> Iterator[Report]:
        """Every report, in the order of their ids."""
        with self._engine.connect() as connection, engines.pieces(connection, _reports_query()) as found:
            for row in found:
                yield rows.report_of(row)

    def claim(self, claim_id: str, coder: str | None = None) -> Reviewed:
        """A claim as it stands, or as this coder sees it. Raises ``LedgerError`` if there is none."""
        query = queries.joined().where(schema.views.c.claim_id == claim_id, queries.seen(coder))
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            raise LedgerError(f"{self.name}: there is no claim {claim_id}")
        return rows.reviewed_of(row)

    def machine(self, claim_id: str) -> Claim | None:
        """A claim as the machine coded it; None for one that a person added."""
        query = sa.select(schema.claims.c.json).where(schema.claims.c.claim_id == claim_id)
        with self._engine.connect() as connection:
            found = connection.execute(query).scalar()
        return None if found is None else Claim.model_validate_json(found)

    def decisions(
        self, target_id: str | None = None, coder: str | None = None, decision_id: str | None = None
    ) -> list[Decision]:
        """The decisions on a target, of a coder, or all, in the order in which they were made; undone ones too."""
        wanted = {"target_id": target_id, "coder": coder, "decision_id": decision_id}
        table = schema.decisions
        query = sa.select(table).order_by(table.c.number)
        for name, value in wanted.items():
            if value is not None:
                query = query.where(table.c[name] == value)
        with self._engine.connect() as connection:
            return [rows.decision_of(row) for row in connection.execute(query).mappings()]

    def reviewed(self, coder: str | None = None, report_id: str | None = None) -> Iterator[Reviewed]:
        """Every claim with the corrections applied and its status, by report; ``coder``: as that person sees them."""
        query = queries.every_query(ClaimFilter(coder=coder, report_id=report_id), self._dialect)
        with self._engine.connect() as connection, engines.pieces(connection, query) as found:
            for row in found:
                yield rows.reviewed_of(row)

    def claims_page(
        self, filters: ClaimFilter = EVERYTHING, limit: int = 50, offset: int = 0, after: str | None = None,
        counted: bool = True,
    ) -> Page:  # fmt: skip
        """Some of the claims that pass a filter, in its order, and how many pass it (of large ledgers perhaps only
        about: ``Page.exact``).

        ``after``: a page's ``after``, for the page that follows it; this takes as long however far the page is from the
        first, ``offset`` longer and longer. Not ``counted``: the total
        is what was read. Raises ``LedgerError`` if it is none, or of another order.
        """
        with self._engine.connect() as connection:
            return paging.page(connection, filters, limit, offset, after, counted)

    def progress(self, filters: ClaimFilter = EVERYTHING) -> dict[str, int]:
        """How many claims that pass the filter have each status; estimates from 200,000 claims on, but for filters by
        coder, status and type.
        """
        with self._engine.connect() as connection:
            return paging.statuses(connection, filters)

    def figures(self, filters: ClaimFilter = EVERYTHING) -> Figures:
        """The claims that pass a filter counted by day, type and actor; estimates from 50,000 claims on."""
        with self._engine.connect() as connection:
            return paging.figures(connection, filters)

    def size(self) -> int:
        """How many claims stand, for everyone; known without counting them."""
        with self._engine.connect() as connection:
            return tallies.total(connection)

    def coded(self, reviewed: bool = False, coder: str | None = None) -> Iterator[tuple[Report, list[Claim]]]:
        """Every report with its claims, in the order of the reports' ids.

        As the machine coded them, or with ``reviewed`` as they stand: corrected, and without those that were rejected.
        """
        standing = (one.claim for one in self.reviewed(coder) if one.status != "rejected") if reviewed else None
        found = self._machine() if standing is None else standing
        by_report = itertools.groupby(found, key=lambda claim: claim.report_id)
        group = next(by_report, None)
        for report in self.reports():
            claims: list[Claim] = []
            if group is not None and group[0] == report.report_id:
                claims = list(group[1])
                group = next(by_report, None)
            yield report, claims

    def _machine(self) -> Iterator[Claim]:
        v, c = schema.views, schema.claims
        query = (
            sa.select(c.c.json)
            .select_from(v.join(c, v.c.claim_id == c.c.claim_id))
            .where(queries.as_coded())
            .order_by(v.c.report_id, v.c.position, v.c.claim_id)
        )
        with self._engine.connect() as connection, engines.pieces(connection, query) as found:
            for row in found:
                yield Claim.model_validate_json(row["json"])

    def links(self, coder: str | None = None) -> judgements.Links:
        """The pairs of claims that people hold to be one event, or two: what linking must keep to."""
        d = schema.decisions.c
        return judgements.links(
            self._decided(d.action.in_(("must_link", "must_not_link", "split", "merge", "undo")), coder)
        )

    def sensitive(self) -> judgements.Sensitive:
        """What people marked as sensitive: reports, claims, events, sources."""
        return judgements.sensitive(self._decided(schema.decisions.c.action.in_(("sensitive", "undo"))))

    def withheld(self, of_events: frozenset[str] | None = None) -> Withheld:
        """What readers and the public must not see: what is marked as sensitive (reports, claims, the claims of events
        and what they were split or merged into), and all that a sensitive source said or published.

        ``of_events``: the claims of the marked events, where they are known; otherwise the ledger is linked for them.
        """
        marked = self.sensitive()
        if of_events is None:
            coded = self.coded(reviewed=True) if marked.events else ()
            of_events = events.hidden_claims(coded, self.links(), marked.events)
        with self._engine.connect() as connection:
            return withheld.withheld(connection, marked, self._spoken, of_events)

    def public(self) -> Iterator[tuple[Report, list[Claim]]]:
        """As ``coded(reviewed=True)``, without what is ``withheld``. The texts of reports are not changed: words of a
        hidden claim may still stand there.
        """
        held = self.withheld()
        for report, claims in self.coded(reviewed=True):
            if not held.hides_report(report):
                yield report, [claim for claim in claims if not held.hides_claim(claim)]

    def statuses(self, coder: str | None = None) -> dict[str, str]:
        """The status of each claim that people, or this coder, decided on."""
        v = schema.views.c
        query = sa.select(v.claim_id, v.status).where(v.view == view_of(coder), v.untouched == 0)
        with self._engine.connect() as connection:
            return {str(row[0]): str(row[1]) for row in connection.execute(query)}

    def codings(self, coders: Sequence[str]) -> dict[str, dict[str, Reviewed]]:
        """By coder, the claims that they decided on, as they read them; ``machine`` is what the machine coded."""
        found: dict[str, dict[str, Reviewed]] = {}
        for coder in coders:
            which = queries.as_coded() if coder == MACHINE else schema.views.c.view == view_of(coder)
            query = queries.joined().where(which).order_by(schema.views.c.claim_id)
            with self._engine.connect() as connection:
                read = [rows.reviewed_of(row) for row in connection.execute(query).mappings()]
            found[coder] = {one.claim.claim_id: one for one in read if coder == MACHINE or one.status != "unreviewed"}
        return found

    def decisions_by_type(self, target_type: str, coder: str | None = None) -> list[Decision]:
        """The decisions on one kind of target, in order."""
        return self._decided(schema.decisions.c.target_type == target_type, coder)

    def _decided(self, which: sa.ColumnElement[bool], coder: str | None = None) -> list[Decision]:
        if coder is not None:
            which = sa.and_(which, schema.decisions.c.coder == coder)
        with self._engine.connect() as connection:
            return _decided(connection, which)

    # Custody

    def head(self) -> tuple[int, str]:
        """The number and seal of the last entry of the custody log: note it down to see later that none was cut off."""
        with self._engine.connect() as connection:
            return writing.head(connection)

    def touched(self, since: tuple[int, str]) -> frozenset[str] | None:
        """The reports that were added, coded again or decided on after an entry of the log (``head``), they or their
        claims; None if the log does not go on from it."""
        with self._engine.connect() as connection:
            return changes.touched(connection, since)

    def verify(self, expected_seal: str | None = None) -> list[Problem]:
        """What is not as it was sealed; an empty list if every byte is.

        ``expected_seal`` is a seal noted earlier (``head``): it must be in the log.
        """
        try:
            with self._engine.connect() as connection:
                return verification.verify(connection, self.name, expected_seal)
        except sa.exc.DBAPIError as error:
            return [Problem(self.name, f"it cannot be read ({error.orig})")]


def _decided(connection: sa.Connection, which: sa.ColumnElement[bool]) -> list[Decision]:
    query = sa.select(schema.decisions).where(which).order_by(schema.decisions.c.number)
    return [rows.decision_of(row) for row in connection.execute(query).mappings()]


def _reports_query() -> sa.Select[Any]:
    columns = [c for c in schema.reports.columns if c.name not in ("raw", "headers")]
    return sa.select(*columns).order_by(schema.reports.c.report_id)
