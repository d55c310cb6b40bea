"""Full text over reports: FTS5 in SQLite, a tsvector in PostgreSQL, with words cut here so that both find the same.

The index is an aid, made from the reports and no part of what is sealed. Its key is the number of the log entry by
which a report was added.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY

from firsthand.ledger import engines, schema

_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r'"([^"]*)"|(\S+)')
LONGEST = 64  # characters of a word: longer ones are no words
MOST_BYTES = 500_000  # of different words of a report: PostgreSQL holds 1 MB with the positions; a book has 150 kB
_LAST = 16_383  # the highest position that PostgreSQL keeps

_TABLES = {
    "sqlite": ["CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(text, content='')"],
    "postgresql": [
        "CREATE TABLE IF NOT EXISTS words (number INTEGER PRIMARY KEY, text TSVECTOR NOT NULL)",
        "CREATE INDEX IF NOT EXISTS words_by_text ON words USING gin (text)",
    ],
}


def create(connection: sa.Connection) -> None:
    """Make the index's tables, where they are not there."""
    for statement in _TABLES[connection.dialect.name]:
        connection.execute(sa.text(statement))


def words_of(text: str) -> list[str]:
    """The words of a text, in order, without case and accents.

    >>> words_of("Al-Médina, 12 KILLED")
    ['al', 'medina', '12', 'killed']
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return [word[:LONGEST] for word in _WORD.findall(plain)]


def index(connection: sa.Connection, reports: Sequence[tuple[int, str]], copy: bool = False) -> None:
    """Make reports findable: numbers of log entries, and texts."""
    if connection.dialect.name == "postgresql":
        found = [(number, _vector(_kept(text))) for number, text in reports]
        if copy:
            engines.copied(connection, "words", ["number", "text"], found)
            return
        statement = sa.text("INSERT INTO words (number, text) VALUES (:number, CAST(:text AS tsvector))")
    else:
        found = [(number, " ".join(_kept(text))) for number, text in reports]
        statement = sa.text("INSERT INTO words (rowid, text) VALUES (:number, :text)")
    if found:
        connection.execute(statement, [{"number": number, "text": text} for number, text in found])


def _kept(text: str) -> list[str]:
    kept: list[str] = []
    seen: set[str] = set()
    room = MOST_BYTES
    for word in words_of(text):
        if word not in seen:
            seen.add(word)
            room -= len(word.encode())
        if room < 0:
            break
        kept.append(word)
    return kept


def _vector(words: Sequence[str]) -> str:
    return " ".join(f"'{word}':{min(at, _LAST)}" for at, word in enumerate(words, 1))


def _asked(query: str, dialect: str) -> str | None:
    """A query in the words of the back end; None if there is nothing in it to look for."""
    terms: list[tuple[list[str], bool]] = []
    for phrase, word in _TERM.findall(query):
        if words := words_of(phrase or word):
            terms.append((words, word.endswith("*")))
    if not terms:
        return None
    if dialect == "postgresql":
        return " & ".join(
            "(" + " <-> ".join(f"'{w}'" + (":*" if begin and w is words[-1] else "") for w in words) + ")"
            for words, begin in terms
        )
    return " AND ".join('"' + " ".join(words) + '"' + ("*" if begin else "") for words, begin in terms)


def reports_with(connection: sa.Connection, query: str, most: int) -> list[str] | None:
    """The ids of the reports that hold all words of a query; ``"two words"`` side by side, ``begin*`` a beginning.

    None if there are more than ``most``.
    """
    dialect = connection.dialect.name
    asked = _asked(query, dialect)
    if asked is None:
        return []
    if dialect == "postgresql":
        found = "SELECT number FROM words WHERE text @@ CAST(:asked AS tsquery) LIMIT :most"
    else:
        found = "SELECT rowid FROM words WHERE words MATCH :asked LIMIT :most"
    numbers = [int(n) for n in connection.execute(sa.text(found), {"asked": asked, "most": most + 1}).scalars()]
    if len(numbers) > most:
        return None
    log = schema.custody.c
    return list(
        connection.execute(sa.select(log.subject).where(log.number.in_(numbers), log.action == "added")).scalars()
    )


def holds(report_id: sa.ColumnElement[Any], query: str, dialect: str) -> sa.ColumnElement[bool]:
    """Does the report with this id hold all words of a query? For queries that many reports answer: asked of each."""
    asked = _asked(query, dialect)
    if asked is None:
        return sa.false()
    log = schema.custody
    entry = sa.select(log.c.number).where(log.c.subject == report_id, log.c.action == "added")
    number = entry.correlate_except(log).scalar_subquery()
    if dialect == "postgresql":
        w = sa.table("words", sa.column("number"), sa.column("text"))
        matches = w.c.text.op("@@")(sa.cast(sa.literal(asked), TSQUERY))
        found = sa.select(sa.literal(1)).select_from(w).where(w.c.number == number, matches)
    else:
        w = sa.table("words", sa.column("rowid"), sa.column("words"))
        # FTS5 finds a word's rows sooner than it says of one row whether the word is in it (0.1 ms): all rows, once
        return number.in_(sa.select(w.c.rowid).where(w.c.words.op("MATCH")(asked)))
    return sa.exists(found.correlate_except(w))
