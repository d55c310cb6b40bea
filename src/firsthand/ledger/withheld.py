"""What readers and the public must not see, as ids, made of what people marked as sensitive: the one place for it.

A mark on a report takes its claims with it, one on an event its claims, one on a source all that it published and every
claim that it stands in the chain of; and what a marked claim was split or merged into is as sensitive as it was.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from firsthand.ledger import changes, engines, rows, schema, writing
from firsthand.ledger.decisions import Decision, standing
from firsthand.ledger.judgements import Sensitive
from firsthand.ledger.review import replacements
from firsthand.linking.names import folded
from firsthand.records import Claim, Report


@dataclass(frozen=True)
class Withheld:
    """Ids of reports and claims, and folded names of sources, that are not shown; ``everything``: nothing is shown.

    >>> held = Withheld(reports=frozenset({"r1"}), claims=frozenset({"c2"}))
    >>> held.hides_ids("r1", "c1"), held.hides_ids("r2", "c2"), held.hides_ids("r2", "c1")
    (True, True, False)
    """

    reports: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    everything: bool = False

    def hides_ids(self, report_id: str, claim_id: str) -> bool:
        """Is a claim, of a report, withheld?"""
        return self.everything or report_id in self.reports or claim_id in self.claims

    def hides_claim(self, claim: Claim) -> bool:
        """Is this claim withheld, itself or for its report or a source in its chain?"""
        named = (folded(link.source) in self.sources for link in claim.attribution)
        return self.hides_ids(claim.report_id, claim.claim_id) or any(named)

    def hides_report(self, report: Report) -> bool:
        """Is this report withheld, itself or for who published it?"""
        return self.everything or report.report_id in self.reports or folded(report.publisher or "") in self.sources

    def conditions(self, dialect: str, v: Any) -> list[sa.ColumnElement[bool]]:
        """The rows of ``views`` that are not withheld."""
        if self.everything:
            return [sa.false()]
        found: list[sa.ColumnElement[bool]] = [v.sensitive == 0]
        for name, ids in (("report_id", self.reports), ("claim_id", self.claims)):
            if ids:
                found.append(_none_of(v[name], sorted(ids), dialect))
        return found


def _none_of(column: Any, ids: list[str], dialect: str) -> sa.ColumnElement[bool]:
    """One parameter for all ids, however many there are: both back ends bound the number of parameters."""
    if dialect == "postgresql":
        every: sa.ColumnElement[Any] = sa.cast(sa.literal(ids, sa.ARRAY(sa.String)), sa.ARRAY(sa.String))
        found: sa.ColumnElement[bool] = column == sa.any_(every)
        return sa.not_(found)
    listed = sa.func.json_each(json.dumps(ids)).table_valued("value")
    found = column.in_(sa.select(listed.c.value))
    return sa.not_(found)


@dataclass
class Spoken:
    """What some sources published and said, kept from one question to the next: only reports that something happened
    to since are looked at again (all 100,000 claims of a ledger take seconds).
    """

    sources: frozenset[str] = frozenset()
    head: tuple[int, str] | None = None  # the last entry of the custody log that was looked at
    published: set[str] = field(default_factory=set)
    said: dict[str, set[str]] = field(default_factory=dict)  # by report, its claims
    lock: threading.Lock = field(default_factory=threading.Lock)

    def now(self, connection: sa.Connection, sources: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
        """The ids of the reports that these sources published, and of the claims that they stand in the chain of."""
        with self.lock:
            if sources != self.sources:
                self.sources, self.head, self.published, self.said = sources, None, set(), {}
            if not sources:
                return frozenset(), frozenset()
            head = writing.head(connection)
            if head != self.head:
                self._look(connection, None if self.head is None else changes.touched(connection, self.head))
                self.head = head
            return frozenset(self.published), frozenset(claim for found in self.said.values() for claim in found)

    def _look(self, connection: sa.Connection, reports: frozenset[str] | None) -> None:
        if reports is None:
            self.published, self.said = set(), {}
        r, v, c = schema.reports, schema.views, schema.claims
        about: sa.Select[Any] = sa.select(r.c.report_id, r.c.about)
        text = sa.func.coalesce(v.c.json, c.c.json)
        claims: sa.Select[Any] = sa.select(v.c.report_id, v.c.claim_id, text.label("json"))
        claims = claims.select_from(v.outerjoin(c, v.c.claim_id == c.c.claim_id))
        parts = [None] if reports is None else [list(reports)[n : n + 500] for n in range(0, len(reports), 500)]
        for part in parts:
            for report_id in part or ():
                self.said.pop(report_id, None)
                self.published.discard(report_id)
            one = about if part is None else about.where(r.c.report_id.in_(part))
            with engines.pieces(connection, one) as found:
                for row in found:
                    if folded(str(json.loads(row["about"]).get("publisher") or "")) in self.sources:
                        self.published.add(str(row["report_id"]))
            one = claims if part is None else claims.where(v.c.report_id.in_(part))
            with engines.pieces(connection, one) as found:
                for row in found:
                    chain = json.loads(row["json"]).get("attribution") or ()
                    if any(folded(str(link.get("source") or "")) in self.sources for link in chain):
                        self.said.setdefault(str(row["report_id"]), set()).add(str(row["claim_id"]))


def replaced(connection: sa.Connection, claims: frozenset[str]) -> frozenset[str]:
    """These claims, and those that splits and merges left in their place."""
    known, fresh = set(claims), set(claims)
    d = schema.decisions
    while fresh:
        query = sa.select(d).where(d.c.target_id.in_(fresh)).order_by(d.c.number)
        found = standing(rows.decision_of(row) for row in connection.execute(query).mappings())
        fresh = set(_left(found)) - known
        known |= fresh
    return frozenset(known)


def _left(decisions: Iterable[Decision]) -> Iterable[str]:
    for one in decisions:
        if one.target_type == "claim" and one.action in ("split", "merge"):
            yield from replacements(one)


def withheld(
    connection: sa.Connection, marked: Sensitive, spoken: Spoken, of_events: frozenset[str] = frozenset()
) -> Withheld:
    """What must not be seen; ``of_events``: the claims of the events that are marked."""
    published, said = spoken.now(connection, marked.sources)
    claims = replaced(connection, marked.claims | of_events) if marked.claims or of_events else frozenset()
    return Withheld(marked.reports | published, claims | said, marked.sources)
