"""Every test of the ledger runs on both back ends: a SQLite file, and a PostgreSQL that the tests start."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from firsthand.ledger.engines import is_server, open_engine
from firsthand.ledger.verification import verify
from tests.around.conftest import fake_coder, firsthand, process
from tests.ledger.server import NoServerError, Server

__all__ = ["fake_coder", "firsthand", "process"]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A real PostgreSQL; where none can be had the tests on it are skipped, and in CI they fail."""
    found: Server | None = None
    try:
        found = Server()
        found.start()
    except NoServerError as error:
        if found is not None:
            found.stop()
        if os.environ.get("CI"):
            pytest.fail(f"no PostgreSQL for the ledger's tests: {error}")
        pytest.skip(f"no PostgreSQL: {error}")
    try:
        yield found
    finally:
        found.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new ledger may be made, as ``--ledger`` takes it."""
    if request.param == "sqlite":
        return str(tmp_path / "a.db")
    return str(request.getfixturevalue("server").ledger())


Tamper = Callable[..., list[str]]


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def tamper(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tamper]:
    """Change a ledger with three reports and a decision behind its back, and say what verify finds: in a transaction
    that is taken back, so that one ledger serves every test.
    """
    from tests.ledger.test_custody import filled

    sqlite = request.param == "sqlite"
    new = str(tmp_path_factory.mktemp("filled") / "a.db") if sqlite else request.getfixturevalue("server").ledger()
    engine = open_engine(filled(new, decide=True), 10)

    def run(*statements: str, **values: Any) -> list[str]:
        with engine.connect() as connection:
            without = "PRAGMA defer_foreign_keys = ON" if sqlite else "SET LOCAL session_replication_role = replica"
            connection.exec_driver_sql(without)
            for statement in statements:
                connection.execute(sa.text(statement), values)
            found = verify(connection, "ledger")
            connection.rollback()
            return [str(problem) for problem in found]

    assert run() == []
    yield run
    engine.dispose()


Change = Callable[..., list[Any]]


@pytest.fixture
def change() -> Change:
    """Change a ledger behind its back, whatever its constraints say; gives the rows that a query finds."""

    def run(place: str, statement: str, **values: Any) -> list[Any]:
        if not is_server(place):
            connection = sqlite3.connect(place)
            try:
                with connection:
                    return list(connection.execute(statement, values))
            finally:
                connection.close()
        engine = open_engine(place, 10)
        try:
            with engine.begin() as server:
                server.exec_driver_sql("SET LOCAL session_replication_role = replica")
                found = server.execute(sa.text(statement), values)
                return [tuple(row) for row in found] if found.returns_rows else []
        finally:
            engine.dispose()

    return run
