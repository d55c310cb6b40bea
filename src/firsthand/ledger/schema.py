"""The tables, in words that SQLite and PostgreSQL share."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

VERSION = "1"

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
    Column("origin", Text, nullable=True),  # the file or address
    Column("tool", Text, nullable=False),  # the version that read it
    Column("text", Text, nullable=False),  # as extracted: what the spans of its claims count in
    Column("about", Text, nullable=False),  # published, publisher, url, title, author, language: JSON
)

claims = Table(
    "claims",
    metadata,
    Column("claim_id", String(16), primary_key=True),
    Column("report_id", String(16), ForeignKey("reports.report_id"), nullable=False),
    Column("position", Integer, nullable=False),  # in the report, from 0
    # The columns from here to country repeat what the JSON says, so that a search needs no JSON.
    Column("event_type", String(64), nullable=False),
    Column("stance", String(16), nullable=False),
    Column("start", String(32), nullable=True),
    Column("end", String(32), nullable=True),
    Column("geonameid", Integer, nullable=True),
    Column("country", String(3), nullable=True),
    Column("json", Text, nullable=False),
    Index("claims_by_report", "report_id", "position"),
    Index("claims_by_type", "event_type", "start"),
    Index("claims_by_place", "geonameid", "start"),
)

custody = Table(
    "custody",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3, ... without a gap
    Column("at", String(32), nullable=False),
    Column("action", String(32), nullable=False),  # created, added
    Column("subject", Text, nullable=False),  # what it was done to: a report's id
    Column("content", String(64), nullable=False),  # SHA-256 of all that was stored
    Column("previous", String(64), nullable=False),  # the seal of the entry before
    Column("seal", String(64), nullable=False),
)
