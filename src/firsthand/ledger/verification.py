"""Is everything as it was sealed? Every hash is computed again, and every view made again from what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from firsthand.ledger import custody, engines, rows, schema, tallies, writing
from firsthand.records import Claim

TOGETHER = 200  # claims whose views are read by one query


@dataclass(frozen=True)
class Problem:
    """Something that is not as it was sealed: where, and what."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


def verify(connection: sa.Connection, name: str, expected_seal: str | None = None) -> list[Problem]:
    """All that is not as it was sealed; what cannot even be read is a problem too, and hides none found before."""
    found: list[Problem] = []
    try:
        found.extend(problems(connection, expected_seal))
    except (sa.exc.DBAPIError, UnicodeDecodeError, ValueError) as error:
        what = " ".join(str(getattr(error, "orig", error)).split())
        found.append(Problem(name, f"it is damaged ({what})"))
    return found


def problems(connection: sa.Connection, expected_seal: str | None = None) -> Iterator[Problem]:
    """What is not as it was sealed, in the whole ledger."""
    yield from _file(connection)
    yield from _log(connection, expected_seal)
    yield from _reports(connection)
    yield from _codings(connection)
    yield from _decisions(connection)
    yield from _views(connection)
    for place, what in tallies.problems(connection):
        yield Problem(place, what)


def _file(connection: sa.Connection) -> Iterator[Problem]:
    if connection.dialect.name == "sqlite":
        for (line,) in connection.execute(sa.text("PRAGMA integrity_check(20)")):
            if line != "ok":
                yield Problem("file", str(line))
    found = connection.execute(sa.select(schema.meta)).mappings().all()
    if [dict(row) for row in found] != [{"key": "schema", "value": schema.VERSION}]:
        yield Problem("meta", "changed")
    log = schema.custody.c
    last = sa.select(log.content).where(log.action.in_(("created", "upgraded"))).order_by(log.number.desc()).limit(1)
    if connection.execute(last).scalar() not in (None, custody.sha256(schema.VERSION.encode())):
        yield Problem("meta", "the schema is not the one that was sealed")


def _log(connection: sa.Connection, expected_seal: str | None) -> Iterator[Problem]:
    previous, number, seen = custody.FIRST, 0, expected_seal is None
    query = sa.select(schema.custody).order_by(schema.custody.c.number)
    with engines.pieces(connection, query) as entries:
        for entry in entries:
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


def _sealed(connection: sa.Connection, action: str) -> dict[str, tuple[int, str]]:
    """What the log says of each subject: the number of its entry, and the hash of its content."""
    log = schema.custody.c
    query = sa.select(log.number, log.subject, log.content).where(log.action == action)
    return {
        f"{row[1]} {row[0]}" if action == "recoded" else str(row[1]): (int(row[0]), str(row[2]))
        for row in connection.execute(query)
    }


def _claims_of(connection: sa.Connection, report_id: str, coding: int | None) -> list[dict[str, Any]]:
    c = schema.claims.c
    query = sa.select(schema.claims).where(
        c.report_id == report_id, c.coding.is_(None) if coding is None else c.coding == coding
    )
    return [dict(row) for row in connection.execute(query.order_by(c.position)).mappings()]


def _reports(connection: sa.Connection) -> Iterator[Problem]:
    sealed = _sealed(connection, "added")
    query = sa.select(schema.reports).order_by(schema.reports.c.report_id)
    with engines.pieces(connection, query) as found:
        for row in found:
            place = f"report {row['report_id']}" + (f" ({row['origin']})" if row["origin"] else "")
            _, content = sealed.pop(row["report_id"], (0, None))
            if content is None:
                yield Problem(place, "it is not in the custody log")
                continue
            if custody.sha256(bytes(row["raw"])) != row["sha256"]:
                yield Problem(place, "the bytes received were changed")
            claims = _claims_of(connection, row["report_id"], None)
            if custody.content_of(dict(row), claims) != content:
                yield Problem(place, "its row or one of its claims was changed, added or removed")
                for claim in claims:
                    yield from _claim(place, claim)
            elif rows.report_of(row).report_id != row["report_id"]:
                yield Problem(place, "its id does not fit its text")
    for missing in sealed:
        yield Problem(f"report {missing}", "it was added, and is gone")
    orphans = sa.select(schema.claims.c.claim_id).where(
        schema.claims.c.report_id.not_in(sa.select(schema.reports.c.report_id))
    )
    for (claim_id,) in connection.execute(orphans):
        yield Problem(f"claim {claim_id}", "its report is not in the ledger")


def _claim(place: str, row: Mapping[Any, Any]) -> Iterator[Problem]:
    """Which claim of a changed report is not what it was, as far as the claim itself can tell."""
    try:
        claim = Claim.model_validate_json(row["json"])
    except ValueError:
        yield Problem(f"{place}, claim {row['claim_id']}", "it is no claim any more")
        return
    if rows.claim_row(claim, row["position"], row["coding"]) != dict(row):
        yield Problem(f"{place}, claim {row['claim_id']}", "its columns do not fit its content")


def _codings(connection: sa.Connection) -> Iterator[Problem]:
    sealed = _sealed(connection, "recoded")
    for row in connection.execute(sa.select(schema.codings).order_by(schema.codings.c.number)).mappings():
        place = f"coding {row['number']} of report {row['report_id']}"
        _, content = sealed.pop(f"{row['report_id']} {row['number']}", (0, None))
        claims = _claims_of(connection, row["report_id"], row["number"])
        if content is None:
            yield Problem(place, "it is not in the custody log")
        elif custody.content_of(dict(row), claims) != content:
            yield Problem(place, "its row or one of its claims was changed, added or removed")
            for claim in claims:
                yield from _claim(place, claim)
    for missing in sealed:
        report_id, number = missing.split()
        yield Problem(f"coding {number} of report {report_id}", "it was stored, and is gone")
    c = schema.claims.c
    strays = sa.select(c.claim_id).where(c.coding.is_not(None), c.coding.not_in(sa.select(schema.codings.c.number)))
    for (claim_id,) in connection.execute(strays):
        yield Problem(f"claim {claim_id}", "its coding is not in the ledger")


def _decisions(connection: sa.Connection) -> Iterator[Problem]:
    sealed = _sealed(connection, "decided")
    for row in connection.execute(sa.select(schema.decisions).order_by(schema.decisions.c.number)).mappings():
        place = f"decision {row['decision_id']} of {row['coder']} on {row['target_type']} {row['target_id']}"
        number, content = sealed.pop(row["decision_id"], (0, None))
        if content is None:
            yield Problem(place, "it is not in the custody log")
        elif custody.content_of_row(dict(row)) != content or number != row["number"]:
            yield Problem(place, "it was changed")
    for missing in sealed:
        yield Problem(f"decision {missing}", "it was made, and is gone")


def _views(connection: sa.Connection) -> Iterator[Problem]:
    """Views are made from claims and decisions: made again, they must be what is stored."""
    claims, decided = schema.claims, schema.decisions
    targets = {str(one) for one in connection.execute(sa.select(decided.c.target_id).distinct()).scalars()}
    recoded = {str(one) for one in connection.execute(sa.select(schema.codings.c.report_id).distinct()).scalars()}
    left = {(str(a), str(b)) for a, b in connection.execute(sa.select(schema.views.c.claim_id, schema.views.c.view))}
    query = sa.select(claims).order_by(claims.c.report_id, claims.c.position)
    bringing = sa.select(decided).where(decided.c.action.in_(("add", "split")))
    made = {
        claim.claim_id
        for row in connection.execute(bringing).mappings()
        for claim in writing.made_by(rows.decision_of(row))
    }
    special = targets | recoded
    plain: list[tuple[str, list[dict[str, Any]]]] = []
    with engines.pieces(connection, query) as found:
        for row in found:
            try:
                if row["claim_id"] in targets or row["report_id"] in special:
                    fresh = writing.views_of(connection, row["claim_id"])
                else:
                    fresh = rows.view_rows(Claim.model_validate_json(row["json"]), row["position"])
            except ValueError:
                continue  # no claim any more: its report has said so
            plain.append((row["claim_id"], fresh))
            if len(plain) == TOGETHER:
                yield from _compare(connection, plain, left)
                plain = []
    yield from _compare(connection, plain, left)
    for claim_id in sorted(made):
        yield from _compare(connection, [(claim_id, writing.views_of(connection, claim_id))], left)
    for claim_id, view in sorted(left):
        yield Problem(f"claim {claim_id}, view {view}", "there is nothing that it could be made from")


def _compare(
    connection: sa.Connection, made: list[tuple[str, list[dict[str, Any]]]], left: set[tuple[str, str]]
) -> Iterator[Problem]:
    """The rows of some claims, made again, against those that are stored; each that was looked at leaves ``left``."""
    stored: dict[tuple[str, str], dict[str, Any]] = {}
    query = sa.select(schema.views).where(schema.views.c.claim_id.in_([claim_id for claim_id, _ in made]))
    for found in connection.execute(query).mappings():
        stored[found["claim_id"], found["view"]] = dict(found)
    for claim_id, fresh in made:
        for row in fresh:
            left.discard((claim_id, row["view"]))
            if stored.get((claim_id, row["view"])) != row:
                yield Problem(f"claim {claim_id}, view {row['view']}", "it is not what claims and decisions make it")
