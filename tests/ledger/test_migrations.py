"""A ledger of every schema that was ever released opens, keeps what it held, and is as it was sealed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from firsthand.errors import LedgerError
from firsthand.ledger import ClaimFilter, Ledger, schema
from firsthand.ledger.engines import open_engine
from tests.ledger.conftest import Change

OLD = sorted((Path(__file__).parent / "schemas").glob("*.sql"))


@pytest.fixture(params=OLD, ids=lambda path: f"schema {path.stem}")
def old(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A ledger file as an older firsthand wrote it: three reports, six claims."""
    path = tmp_path / "old.db"
    connection = sqlite3.connect(path)
    connection.executescript(request.param.read_text(encoding="utf-8"))
    connection.close()
    return str(path)


def test_every_schema_before_this_one_is_kept() -> None:
    assert [path.stem for path in OLD] == [str(number) for number in range(1, int(schema.VERSION))]


def test_an_old_ledger_is_upgraded_and_nothing_is_lost(old: str, change: Change) -> None:
    number = int(change(old, "select value from meta")[0][0])
    before = change(old, "select report_id, raw, text, received, tool from reports order by 1")
    coded = change(old, "select claim_id, json from claims order by 1")
    sealed = change(old, "select * from custody order by number")
    with Ledger(old, create=False) as ledger:
        assert ledger.verify() == []
        assert ledger.verify(sealed[-1][-1]) == [], "a seal noted before is still in the log"
        assert ledger.counts() == (3, 6)
        assert [len(claims) for _, claims in ledger.coded()] == [2, 2, 2]
        assert ledger.claims_page(ClaimFilter(place="gao")).total == 3
        assert ledger.claims_page(ClaimFilter(text="ansongo")).total == 6
        first = next(one for one in ledger.reviewed() if one.status == "unreviewed").claim.claim_id
        ledger.decide("Ann", "claim", first, "reject")
        assert ledger.verify() == []
    assert change(old, "select report_id, raw, text, received, tool from reports order by 1") == before
    assert change(old, "select claim_id, json from claims order by 1") == coded
    after = change(old, "select * from custody order by number")
    assert after[: len(sealed)] == sealed
    steps = ["upgraded"] * (int(schema.VERSION) - number)
    assert [row[2] for row in after[len(sealed) :]] == [*steps, "decided"]
    with Ledger(old, create=False) as ledger:
        assert ledger.claim(first).status == "rejected"


def test_an_upgraded_ledger_has_the_tables_of_a_new_one(old: str, tmp_path: Path) -> None:
    def shape(path: str) -> dict[str, object]:
        engine = open_engine(path, 5)
        found = sa.inspect(engine)
        tables = {
            name: (
                {column["name"]: bool(column["nullable"]) for column in found.get_columns(name)},
                {index["name"]: index["column_names"] for index in found.get_indexes(name)},
            )
            for name in found.get_table_names()
        }
        engine.dispose()
        return tables

    Ledger(old).close()
    Ledger(tmp_path / "new.db").close()
    assert shape(old) == shape(str(tmp_path / "new.db"))


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("update reports set text = replace(text, 'Gao', 'Goa')", "its row or one of its claims was changed"),
        ("update claims set json = '{}'", "it is no claim any more"),
    ],
)
def test_a_change_made_before_the_upgrade_is_found_after_it(
    old: str, change: Change, statement: str, what: str
) -> None:
    change(old, f"{statement} where report_id = (select min(report_id) from reports)")
    with Ledger(old) as ledger:
        assert what in " ".join(str(problem) for problem in ledger.verify())


def test_two_programs_may_upgrade_at_once(old: str) -> None:
    program = f"from firsthand.ledger import Ledger; Ledger({old!r}).close()"
    both = [subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE) for _ in range(2)]
    for running in both:
        _, messages = running.communicate(timeout=60)
        assert running.returncode == 0, messages
    with Ledger(old) as ledger:
        assert ledger.verify() == []


def test_an_upgrade_that_fails_changes_nothing(old: str, change: Change) -> None:
    change(old, "drop index if exists views_by_toll")
    change(old, "create table views_by_toll (x integer)")  # in the way of the last step
    number = change(old, "select value from meta")
    before = change(old, "select sql from sqlite_master order by 1")
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger(old)
    assert change(old, "select value from meta") == number
    assert change(old, "select sql from sqlite_master order by 1") == before


def test_a_newer_ledger_is_refused(place: str, change: Change) -> None:
    Ledger(place).close()
    change(place, "update meta set value = '99'")
    with pytest.raises(LedgerError, match=r"schema 99.*use a newer firsthand"):
        Ledger(place)


def test_decisions_of_schema_2_stand_after_the_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "two.db"
    connection = sqlite3.connect(path)
    connection.executescript((Path(__file__).parent / "schemas" / "2.sql").read_text(encoding="utf-8"))
    connection.close()
    with Ledger(path) as ledger:
        assert ledger.progress() == {"unreviewed": 5, "corrected": 1}
        assert ledger.claims_page(ClaimFilter(coder="Ben", assigned="Ben")).total == 2
        corrected = ledger.claims_page(ClaimFilter(coder="Ann", statuses=["corrected"])).claims
        assert [one.claim.confidence for one in corrected] == [0.75]
        assert ledger.verify() == []


def test_a_ledger_of_an_unfinished_schema_2_is_upgraded_too(tmp_path: Path) -> None:
    path = tmp_path / "two.db"
    connection = sqlite3.connect(path)
    connection.executescript((Path(__file__).parent / "schemas" / "2.sql").read_text(encoding="utf-8"))
    connection.execute("drop index views_by_status")
    connection.execute("alter table views drop column untouched")  # it came while schema 2 was in the making
    connection.close()
    with Ledger(path) as ledger:
        assert ledger.progress() == {"unreviewed": 5, "corrected": 1}
        assert ledger.verify() == []
