"""Every test of the ledger runs on both back ends: a SQLite file, and a PostgreSQL that the tests start."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from firsthand.ledger.engines import is_server, open_engine
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


@pytest.fixture(scope="session")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger file with three reports and a decision: made once, copied by the tests that change it."""
    from tests.ledger.test_custody import filled

    return filled(str(tmp_path_factory.mktemp("filled") / "a.db"), decide=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def copy(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A copy, of this test's own, of a ledger with three reports and a decision."""
    if request.param == "sqlite":
        return str(shutil.copy(request.getfixturevalue("filled_once"), tmp_path / "b.db"))
    from tests.ledger.test_custody import filled

    return filled(request.getfixturevalue("server").ledger(), decide=True)


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
