"""The tables, in words that SQLite and PostgreSQL share."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import (
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    text,
)

VERSION = "5"
_WRAPPED = "\x01json:"  # before a text that PostgreSQL could not hold as it is


class AnyText(TypeDecorator[str]):
    """Text of any characters. PostgreSQL refuses NUL, and reports hold what they like: there such a text is wrapped."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """To the database."""
        if value is None or dialect.name != "postgresql" or ("\x00" not in value and not value.startswith(_WRAPPED)):
            return value
        return _WRAPPED + json.dumps(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """From the database."""
        if value is None or dialect.name != "postgresql" or not value.startswith(_WRAPPED):
            return None if value is None else str(value)
        return str(json.loads(value.removeprefix(_WRAPPED)))


# What few claims have: an index over those alone.
RARE = {
    "touched": "untouched = 0",
    "assigned": "assigned <> ''",
    "disputed": "disputed = 1",
    "sensitive": "sensitive = 1",
}

# The ids of claims, which are hashes: below this are a tenth of them, and a sample of a large ledger is taken of those.
SAMPLED = "1a"
SAMPLE = f"claim_id < '{SAMPLED}'"

# What pages are filtered, sorted and counted by, as far as it is short. An index that holds all of it finds, sorts and
# counts claims by itself, in a row; of the table only the page shown is read. A week of 5 million claims, none of them
# in memory, is on the screen after 0.4 instead of 3 to 13 s. Such an index takes 190 bytes a claim.
ASKED = (
    "claim_id", "status", "untouched", "event_type", "start", "end", "country", "lat", "lon", "killed", "confidence",
    "place", "actors", "report_id", "position",
)  # fmt: skip
MORE = ("geonameid", "origin")  # what a sample is filtered by, too


def _whole(name: str, *first: str, **where: Any) -> Index:
    """An index in this order that also holds what is asked for."""
    return Index(name, *first, *(one for one in ASKED if one not in first), **where)


metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("report_id", String(16), primary_key=True),
    Column("sha256", String(64), nullable=False),  # of raw
    Column("raw", LargeBinary, nullable=False),  # the bytes as received
    Column("media_type", String(64), nullable=False),
    Column("received", String(32), nullable=False),  # UTC, ISO 8601, seconds
    Column("origin", AnyText, nullable=True),  # the file or address
    Column("tool", Text, nullable=False),  # the versions that read it
    Column("text", AnyText, nullable=False),  # as extracted: what the spans of its claims count in
    Column("about", AnyText, nullable=False),  # published, publisher, url, title, author, language: JSON
    Column("headers", AnyText, nullable=True),  # of the address that it came from: JSON; since schema 2
)

claims = Table(  # as the machine coded them; never changed
    "claims",
    metadata,
    Column("claim_id", String(16), primary_key=True),
    Column("report_id", String(16), ForeignKey("reports.report_id"), nullable=False),
    Column("position", Integer, nullable=False),  # in its coding, from 0
    # The columns from here to country repeat what the JSON says, so that a search needs no JSON.
    Column("event_type", String(64), nullable=False),
    Column("stance", String(16), nullable=False),
    Column("start", String(32), nullable=True),
    Column("end", String(32), nullable=True),
    Column("geonameid", Integer, nullable=True),
    Column("country", String(3), nullable=True),
    Column("json", AnyText, nullable=False),
    Column("coding", Integer, nullable=True),  # the coding that brought it; none: the first. Since schema 2
    Index("claims_by_report", "report_id", "position"),
    Index("claims_by_type", "event_type", "start"),
    Index("claims_by_place", "geonameid", "start"),
)

codings = Table(  # later codings of a report, with a newer model or codebook: the last one counts
    "codings",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # of its entry in the custody log
    Column("report_id", String(16), ForeignKey("reports.report_id"), nullable=False),
    Column("at", String(32), nullable=False),
    Column("tool", Text, nullable=False),
    Column("claims", Text, nullable=False),  # the ids that stand, in order: JSON
    Index("codings_by_report", "report_id", "number"),
)

decisions = Table(  # what people decided; only ever appended to
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # of its entry in the custody log
    Column("decision_id", String(16), nullable=False, unique=True),
    Column("at", String(32), nullable=False),
    Column("coder", Text, nullable=False),
    Column("target_type", String(16), nullable=False),
    Column("target_id", AnyText, nullable=False),
    Column("action", String(16), nullable=False),
    Column("field", Text, nullable=True),
    Column("value", AnyText, nullable=True),  # JSON
    Column("reason", AnyText, nullable=True),
    Index("decisions_by_target", "target_id", "number"),
    Index("decisions_by_coder", "coder", "number"),
    Index("decisions_by_action", "action", "number"),
)

views = Table(
    # Each claim as it stands after the decisions: "all" always; if anyone decided, "machine" too, and "coder:NAME" for
    # each who did. Made from claims and decisions, in the transaction that changes them; verify makes it again and
    # compares. One row of most claims. Every order of a page, and every filter that can leave few claims, has an index
    # (``firsthand.ledger.paging``): 40 of 5 million claims in milliseconds.
    "views",
    metadata,
    Column("claim_id", String(16), primary_key=True),
    Column("view", String(128), primary_key=True),
    Column("report_id", String(16), nullable=False),
    Column("position", Integer, nullable=False),
    Column("untouched", Integer, nullable=False),  # 1: nobody decided, "all" is what the machine coded
    Column("status", String(16), nullable=False),  # unreviewed, accepted, corrected, rejected
    Column("event_type", String(64), nullable=False),
    Column("start", String(32), nullable=True),
    Column("end", String(32), nullable=True),
    Column("lengthy", Integer, nullable=False),  # 1: an end is open, or they are over 31 days apart. Since schema 3
    Column("geonameid", Integer, nullable=True),
    Column("country", String(3), nullable=True),
    Column("lat", Float, nullable=True),
    Column("lon", Float, nullable=True),
    Column("killed", Integer, nullable=False),  # the highest lower bound
    Column("confidence", Float, nullable=False),
    Column("place", Text, nullable=False),  # names folded, each between bars: |gao|
    Column("actors", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("assigned", Text, nullable=False),  # coders, each between bars
    Column("disputed", Integer, nullable=False),  # 1: coders differ, and nobody has adjudicated
    Column("sensitive", Integer, nullable=False),
    Column("state", AnyText, nullable=False),  # the rest of firsthand.ledger.review.Reviewed: JSON
    Column("json", AnyText, nullable=True),  # the claim; none where it is as the machine coded it
    # Orders of a page.
    Index("views_by_report", "view", "report_id", "position", "claim_id"),
    _whole("views_by_time", "view", "lengthy", "status", "start", "claim_id", "end"),  # also finds days
    _whole("views_by_doubt", "view", "status", "confidence", "claim_id"),
    _whole("views_by_toll", "view", "status", "killed", "claim_id"),  # the map's
    # Filters.
    Index("views_of_report", "report_id"),
    Index("views_by_type", "view", "event_type", "start"),
    Index("views_by_country", "view", "country"),
    Index("views_by_geonameid", "view", "geonameid"),
    _whole("views_by_point", "view", "lat", "lon"),
    _whole("views_by_place", "view", "place"),
    _whole("views_by_actors", "view", "actors"),
    _whole("views_by_origin", "view", "origin"),
    *(
        Index(f"views_{name}", "view", "claim_id", sqlite_where=text(where), postgresql_where=text(where))
        for name, where in RARE.items()
    ),
    _whole("views_sample", "claim_id", "view", *MORE, sqlite_where=text(SAMPLE), postgresql_where=text(SAMPLE)),
)

tallies = Table(  # how many rows of views there are of each sort; kept in the transactions that change views
    "tallies",
    metadata,
    Column("view", String(128), primary_key=True),
    Column("status", String(16), primary_key=True),
    Column("untouched", Integer, primary_key=True),
    Column("added", Integer, primary_key=True),  # 1: by a person
    Column("event_type", String(64), primary_key=True),
    Column("claims", Integer, nullable=False),
)

names = Table(  # what stands in the columns place, actors and origin of views, or stood there once
    "names",
    metadata,
    Column("kind", String(8), primary_key=True),
    Column("text", Text, primary_key=True),
)

custody = Table(
    "custody",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3, ... without a gap
    Column("at", String(32), nullable=False),
    Column("action", String(32), nullable=False),  # created, upgraded, added, decided, recoded
    Column("subject", Text, nullable=False),  # what it was done to: a report's id, a decision's id
    Column("content", String(64), nullable=False),  # SHA-256 of all that was stored
    Column("previous", String(64), nullable=False),  # the seal of the entry before
    Column("seal", String(64), nullable=False),
    Index("custody_by_subject", "subject"),
)
