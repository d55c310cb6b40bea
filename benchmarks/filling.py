"""A ledger of millions of invented claims, for measuring: rows made from one claim's, without coding anything.

Names, places and days are drawn as reports have them: a few are in every tenth claim, most in very few. The custody
log has no seals, so ``firsthand verify`` refuses such a ledger; pages and searches do not look at seals.
"""

from __future__ import annotations

import datetime
import random
import sys
import time
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from firsthand.ledger import Ledger, engines, rows, schema, search, tallies
from firsthand.records import Actor, Claim, Harm, Link, Phrase, Place, Span, When

A_REPORT = 20  # claims
TOGETHER = 20_000  # claims of a batch
KINDS = (
    "attack", "shelling", "armed_clash", "killing", "abduction", "air_strike", "looting", "protest", "bombing",
    "arrest", "riot", "arson", "talks", "displacement", "drone_strike", "withdrawal", "ceasefire", "torture", "release",
    "aid",
)  # fmt: skip
COUNTRIES = ("MLI", "NER", "BFA", "TCD", "NGA", "SDN", "SSD", "ETH", "SOM", "COD", "CAF", "CMR", "SYR", "YEM", "UKR")
SYLLABLES = ("ka", "to", "mi", "re", "su", "lo", "ban", "dir", "gol", "fen", "zar", "wes", "nu", "pha", "qui", "jol")
WORDS = ("market", "school", "bridge", "convoy", "depot", "hospital", "checkpoint", "mosque", "station", "mill")


def invented(draw: random.Random, count: int, syllables: int) -> list[str]:
    """Different invented names."""
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(draw.choice(SYLLABLES) for _ in range(syllables))] = None
    return list(found)


class World:
    """What claims are drawn from."""

    def __init__(self, seed: int = 1) -> None:
        self.draw = random.Random(seed)
        draw = self.draw
        self.towns = [
            (name, draw.uniform(-30, 45), draw.uniform(-15, 60), number, COUNTRIES[number % len(COUNTRIES)])
            for number, name in enumerate(invented(draw, 20_000, 5))
        ]
        self.groups = [f"{name} front" for name in invented(draw, 3_000, 4)]
        self.sources = [f"{name} wire" for name in invented(draw, 1_000, 3)]
        self.rare = invented(draw, 3_000, 6)
        self.template = _template()

    def some(self, values: list[Any]) -> Any:
        """One of these: the n-th about as often as 1/n (log-uniform rank)."""
        return values[min(len(values) - 1, int(len(values) ** self.draw.random()) - 1)]

    def rows(self, claims: int) -> Iterator[tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]]:
        """Batches of rows of reports, claims and views."""
        made = 0
        while made < claims:
            batch: tuple[list[Any], list[Any], list[Any]] = ([], [], [])
            for _ in range(min(TOGETHER, claims - made) // A_REPORT):
                self._report(*batch)
            made += len(batch[1])
            yield batch

    def _report(self, reports: list[Any], claims: list[Any], views: list[Any]) -> None:
        draw = self.draw
        report_id = f"{draw.getrandbits(64):016x}"
        published = datetime.date(2015, 1, 1) + datetime.timedelta(int(3650 * draw.random()))
        words = [self.some(self.rare) for _ in range(40)]
        text = f"Fighters struck the {draw.choice(WORDS)}, people said. {' '.join(words)}"
        reports.append({
            "report_id": report_id, "sha256": "0" * 64, "raw": text.encode(), "media_type": "text/plain",
            "received": "2025-01-01T00:00:00Z", "origin": None, "tool": "invented", "text": text,
            "about": f'{{"published":"{published}","publisher":"Invented Wire"}}', "headers": None,
        })  # fmt: skip
        claim_row, view_row, json = self.template
        for position in range(A_REPORT):
            town, lat, lon, number, country = self.some(self.towns)
            group, source, kind = self.some(self.groups), self.some(self.sources), KINDS[int(20 * draw.random() ** 2)]
            dead = int(3 / (draw.random() + 0.02)) if draw.random() < 0.4 else 0
            first = published - datetime.timedelta(int(7 * draw.random()))
            last = first if draw.random() < 0.95 else first + datetime.timedelta(60)
            start, end = first.isoformat(), last.isoformat()
            claim_id, sure = f"{draw.getrandbits(64):016x}", round(draw.random(), 3)
            status = "unreviewed" if draw.random() < 0.9 else draw.choice(("accepted", "corrected", "rejected"))
            text = (
                json.replace("CLAIMID", claim_id).replace("REPORTID", report_id).replace("TOWN", town)
                .replace("GROUP", group).replace("SOURCE", source).replace("FIRST", start).replace("LAST", end)
                .replace("KIND", kind).replace("31.5", f"{lat:.4f}").replace("32.5", f"{lon:.4f}")
                .replace("COUNTRY", country).replace(":7777", f":{dead}").replace("0.125", str(sure))
            )  # fmt: skip
            common = {
                "claim_id": claim_id, "report_id": report_id, "position": position, "event_type": kind, "start": start,
                "end": end, "geonameid": number, "country": country,
            }  # fmt: skip
            claims.append({**claim_row, **common, "json": text})
            views.append({
                **view_row, **common, "lengthy": int(last != first), "lat": lat, "lon": lon, "killed": dead,
                "confidence": sure, "place": f"|{town}|", "actors": f"|{group}|", "origin": f"|{source}|",
                "status": status, "untouched": int(status == "unreviewed"),
            })  # fmt: skip


def _template() -> tuple[dict[str, Any], dict[str, Any], str]:
    claim = Claim(
        claim_id="CLAIMID", report_id="REPORTID", event_type="KIND", trigger=Phrase(text="struck", span=Span(9, 15)),
        quote=Phrase(text="Fighters of GROUP struck TOWN, people said.", span=Span(0, 40)),
        actors=(Actor(role="initiator", name="GROUP", text="GROUP", kind="rebel"),),
        when=When(start="FIRST", end="LAST", precision="day"),
        where=Place(name="TOWN", lat=31.5, lon=32.5, country="COUNTRY", precision="town"),
        harm=(Harm(outcome="killed", low=7777, high=7777),),
        attribution=(Link(source="Invented Wire", kind="media"), Link(source="SOURCE", kind="media")),
        confidence=0.125,
    )  # fmt: skip
    return rows.claim_row(claim, 0), rows.view_rows(claim, 0)[0], claim.as_json()


def fill(place: str, claims: int) -> tuple[float, float]:
    """Fill a new ledger; seconds for the rows, and for the indices, which are made at the end."""
    world = World()
    started = time.monotonic()
    with Ledger(place):
        pass
    engine = engines.open_engine(place, 60)
    writing = engines.writer(engine)
    later = [*schema.views.indexes, *schema.claims.indexes]
    with writing.begin() as connection:
        for index in later:
            index.drop(connection)
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA cache_size = -200000")
    number = 1
    for reports, coded, views in world.rows(claims):
        with writing.begin() as connection:
            engines.insert(connection, schema.reports, reports, copy=True)
            engines.insert(connection, schema.claims, coded, copy=True)
            engines.insert(connection, schema.views, views, copy=True)
            log = [{
                "number": number + n, "at": "", "action": "added", "subject": one["report_id"], "content": "",
                "previous": "", "seal": "",
            } for n, one in enumerate(reports, 1)]  # fmt: skip
            engines.insert(connection, schema.custody, log, copy=True)
            texts = [(one["number"], row["text"]) for one, row in zip(log, reports, strict=True)]
            search.index(connection, texts, copy=True)
            number += len(reports)
    written = time.monotonic()
    with writing.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '512MB'")
        for index in later:
            index.create(connection)
        tallies.remake(connection)
        engines.settle(connection)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("VACUUM"))
    engine.dispose()
    return written - started, time.monotonic() - written


if __name__ == "__main__":
    made, indexed = fill(sys.argv[1], int(sys.argv[2]))
    print(f"{made:.0f} s for the rows, {indexed:.0f} s for the indices")
