"""Full text over reports: FTS5 in SQLite, a tsvector in PostgreSQL, with words cut here so that both find the same.

The index is an aid, made from the reports and no part of what is sealed. Its key is the number of the log entry by
which a report was added.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import sqlalchemy as sa

from firsthand.ledger import schema

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


def index(connection: sa.Connection, number: int, text: str) -> None:
    """Make a report findable."""
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
    if connection.dialect.name == "postgresql":
        vector = " ".join(f"'{word}':{min(at, _LAST)}" for at, word in enumerate(kept, 1))
        statement = sa.text("INSERT INTO words (number, text) VALUES (:number, CAST(:text AS tsvector))")
        connection.execute(statement, {"number": number, "text": vector})
    else:
        statement = sa.text("INSERT INTO words (rowid, text) VALUES (:number, :text)")
        connection.execute(statement, {"number": number, "text": " ".join(kept)})


def reports_with(query: str, dialect: str) -> sa.Select[Any]:
    """The ids of the reports that hold all words of a query; ``"two words"`` side by side, ``begin*`` a beginning."""
    terms: list[tuple[list[str], bool]] = []
    for phrase, word in _TERM.findall(query):
        if words := words_of(phrase or word):
            terms.append((words, word.endswith("*")))
    custody = schema.custody.c
    ids = sa.select(custody.subject).where(custody.action == "added")
    if not terms:
        return ids.where(sa.false())
    if dialect == "postgresql":
        asked = " & ".join(
            "(" + " <-> ".join(f"'{w}'" + (":*" if begin and w is words[-1] else "") for w in words) + ")"
            for words, begin in terms
        )
        found = sa.text("SELECT number FROM words WHERE text @@ CAST(:asked AS tsquery)").bindparams(asked=asked)
    else:
        asked = " AND ".join('"' + " ".join(words) + '"' + ("*" if begin else "") for words, begin in terms)
        found = sa.text("SELECT rowid FROM words WHERE words MATCH :asked").bindparams(asked=asked)
    return ids.where(custody.number.in_(found.columns(sa.column("number"))))
