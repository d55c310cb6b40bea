"""Connections: a SQLite file, or a PostgreSQL server by its address. What the two do differently is here."""

from __future__ import annotations

import importlib.util
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from firsthand.errors import LedgerError

_SERVERS = ("postgresql://", "postgres://", "postgresql+psycopg://")
_ONE_WRITER = 0x66697273  # the key of the lock that writers on a server hold; any number would do
# Pages that SQLite keeps for a connection. Reading gains by them: with 8 MB the desk's queries of 200,000 claims take a
# third more. Adding does not (4.9 ms a report either way), and what it holds grew with the ledger until all was full.
_READING_KB, _WRITING_KB = 65_536, 8_192
_UNORDERED = ("enable_sort", "enable_incremental_sort", "enable_seqscan", "enable_bitmapscan")


def is_server(where: str | Path) -> bool:
    """Is this the address of a server, not a file?

    >>> is_server("postgresql://desk@localhost/mali"), is_server("mali.db")
    (True, False)
    """
    return isinstance(where, str) and where.startswith(_SERVERS)


def shown(where: str | Path) -> str:
    """The ledger's name for people, without a password.

    >>> shown("postgresql://desk:secret@localhost/mali")
    'postgresql://desk:***@localhost/mali'
    """
    return _url(str(where)).set(drivername="postgresql").render_as_string() if is_server(where) else str(where)


def open_engine(where: str | Path, wait_s: int) -> sa.Engine:
    """The engine of a ledger. Connections with the option ``writes`` take turns; the others never wait for them.

    Raises ``LedgerError`` if it is a server, and the driver is not installed.
    """
    return _postgresql(str(where), wait_s) if is_server(where) else _sqlite(Path(where), wait_s)


def _url(address: str) -> sa.URL:
    try:
        return sa.make_url("postgresql+psycopg://" + address.split("://", 1)[1])
    except (sa.exc.ArgumentError, ValueError) as error:
        raise LedgerError("the ledger's address cannot be read; give postgresql://USER@HOST/DATABASE") from error


def _postgresql(address: str, wait_s: int) -> sa.Engine:
    url = _url(address)
    if importlib.util.find_spec("psycopg") is None:
        raise LedgerError(f"{shown(address)}: psycopg is not installed; run: pip install 'firsthand[postgresql]'")
    # Readers see one moment however long they read; a writer, once it has the lock, what was committed before it.
    engine = sa.create_engine(url, isolation_level="REPEATABLE READ", connect_args={"connect_timeout": max(wait_s, 2)})

    @sa.event.listens_for(engine, "connect")
    def _settle(connection: Any, _: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{max(wait_s, 1)}s'")
            cursor.execute("SET synchronous_commit = on")  # what was reported done survives a power cut
            cursor.execute("SET standard_conforming_strings = on")
            cursor.execute("SET jit = off")  # compiling a query takes longer than a page may
            cursor.execute("SET effective_io_concurrency = 64")  # see scattered
        connection.commit()

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        if connection.get_execution_options().get("writes"):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_WRITER})")

    return engine


def writer(engine: sa.Engine) -> sa.Engine:
    """The same engine for writing: transactions one after the other."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(writes=True, isolation_level="READ COMMITTED")
    return engine.execution_options(writes=True)


@contextmanager
def pieces(connection: sa.Connection, query: sa.Select[Any]) -> Iterator[sa.MappingResult]:
    """The rows of a query, fetched some at a time, so that memory stays flat; closed at the end, or when left early."""
    result = connection.execute(query, execution_options={"yield_per": 200})
    try:
        yield result.mappings()
    finally:
        result.close()


def insert(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]], copy: bool = False) -> None:
    """Rows into a table; with ``copy`` by PostgreSQL's COPY, in the same transaction."""
    if not rows:
        return
    if not copy or connection.dialect.name != "postgresql":
        connection.execute(table.insert(), [dict(row) for row in rows])
        return
    # COPY goes past SQLAlchemy, so what a column's type makes of a value is done here.
    made = [(column.name, column.type.dialect_impl(connection.dialect)) for column in table.columns]
    ways = [(name, kind.bind_processor(connection.dialect)) for name, kind in made]
    copied(connection, table.name, [name for name, _ in ways], (
        [way(row[name]) if way else row[name] for name, way in ways] for row in rows
    ))  # fmt: skip


def copied(connection: sa.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows of values into a table of PostgreSQL, by COPY."""
    import psycopg
    from psycopg import sql

    driver = connection.connection.driver_connection
    assert driver is not None
    named = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), named)
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:  # as SQLAlchemy, which COPY goes past, would raise it
        raise sa.exc.DBAPIError(f"COPY {table}", None, error) from error


@contextmanager
def in_order(connection: sa.Connection) -> Iterator[None]:
    """Queries whose order an index has: it is walked from its beginning, and left when the page is full.

    PostgreSQL guesses how many rows a search by parts of names leaves; where it guesses too few, it reads and sorts all
    of them (6 s of 5 million claims). SQLite walks the index anyhow.
    """
    if connection.dialect.name != "postgresql":
        yield
        return
    for name in _UNORDERED:
        connection.exec_driver_sql(f"SET LOCAL {name} = off")
    yield  # an error ends the transaction, and with it the settings
    for name in _UNORDERED:
        connection.exec_driver_sql(f"SET LOCAL {name} = on")


@contextmanager
def scattered(connection: sa.Connection) -> Iterator[None]:
    """Queries for rows that lie anywhere: PostgreSQL asks the disk for many at once, if it may not go by the index row
    by row. 300 of 5 million claims took 0.12 instead of 0.28 s, none of them in memory.
    """
    if connection.dialect.name != "postgresql":
        yield
        return
    connection.exec_driver_sql("SET LOCAL enable_indexscan = off")
    yield
    connection.exec_driver_sql("SET LOCAL enable_indexscan = on")


def settle(connection: sa.Connection) -> None:
    """After much was added: let the database look at how values are distributed, so that it plans queries well."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ANALYZE")
    else:
        connection.exec_driver_sql("PRAGMA analysis_limit = 1000")  # rows of each index: a fraction of a second
        connection.exec_driver_sql("ANALYZE")


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


def _sqlite(path: Path, wait_s: int) -> sa.Engine:
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
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql(f"PRAGMA cache_size = -{_WRITING_KB if writes else _READING_KB}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
