"""A team's desk: accounts, roles, what readers do not see; and the looks: tablet, dark, labels, contrast."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from firsthand.desk.accounts import Accounts
from firsthand.ledger import Ledger
from tests.desk.conftest import Common

PASSWORD = "a long enough password"
CSS = Path(__file__).parents[2] / "src" / "firsthand" / "desk" / "static" / "desk.css"


def test_a_reader_reads_without_sensitive_sources_and_decides_nothing(
    ledger: Path, open_desk: Callable[..., Any], sit: Callable[..., Any]
) -> None:
    accounts = Accounts(ledger.parent / "accounts.json")
    accounts.set("Rea", "reader", PASSWORD)
    accounts.set("Ada", "coder", PASSWORD)
    desk = open_desk(ledger, "--accounts", str(accounts.path))
    with Ledger(ledger) as book:
        claim = next(one.claim for one in book.reviewed() if len(one.claim.attribution) > 1 and one.claim.harm)
        event_path = "/events"
    rea = sit(desk.address, "Rea", password=PASSWORD)
    rea.page.wait_for_selector("a.item")
    pages = [rea.page.content()]
    rea.go(f"/report/{claim.report_id}?claim={claim.claim_id}", ".chip.now")
    pages.append(rea.page.content())
    assert "(witness withheld)" in rea.page.inner_text(".right")
    rea.keys("x", "a", "w")
    assert rea.page.locator("footer button").count() == 0
    rea.go(event_path, "a.item")
    pages.append(rea.page.content())
    rea.keys("Enter")
    rea.page.wait_for_selector(".two")
    pages.append(rea.page.content())
    rea.go("/add", ".empty")
    assert not [one for one in pages if "residents" in one.casefold()]
    with Ledger(ledger) as book:
        assert book.decisions() == []
    ada = sit(desk.address, "Ada", password=PASSWORD)
    ada.go(f"/report/{claim.report_id}?claim={claim.claim_id}", ".chip.now")
    assert "residents" in ada.page.inner_text(".right")
    ada.keys("a")
    ada.page.wait_for_selector(".chip.accepted")
    ada.go("/add", ".empty")  # a coder adds nothing


def test_guessing_passwords_is_refused(ledger: Path, open_desk: Callable[..., Any]) -> None:
    accounts = Accounts(ledger.parent / "accounts.json")
    accounts.set("Ada", "coder", PASSWORD)
    address = open_desk(ledger, "--accounts", str(accounts.path)).address
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    def knock(password: str, token: str | None = None) -> int:
        try:
            with opener.open(address + "/login") as answer:
                found = re.search(r'name="token" value="([^"]+)"', answer.read().decode())
            assert found is not None
            form = {"name": "Ada", "password": password, "token": token or found.group(1), "next": "//evil.example/"}
            with opener.open(address + "/login", urllib.parse.urlencode(form).encode()) as answer:
                assert answer.url == address + "/"
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    assert knock(PASSWORD, token="a stranger's") == 403
    assert [knock("wrong password") for _ in range(5)] == [401] * 5
    assert knock(PASSWORD) == 429


def test_accounts_are_made_on_the_command_line(tmp_path: Path) -> None:
    place = tmp_path / "accounts.json"

    def run(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        program = "from firsthand import cli; cli.main()"
        command = [sys.executable, "-c", program, "accounts", *arguments, "--accounts", str(place)]
        return subprocess.run(command, input=typed, capture_output=True, text=True)

    assert run("add", "Ada", "--role", "editor", typed=PASSWORD + "\n").returncode == 0
    assert run("add", "Ben", typed="short\n").returncode == 2
    assert run("list").stdout == "editor  Ada\n"
    assert run("remove", "Ada").returncode == 0
    assert run("remove", "Ada").returncode == 2


@pytest.mark.parametrize("size", [(1280, 800), (820, 1180)])
def test_nothing_is_cut_off_and_everything_has_a_name(
    common: Common, sit: Callable[..., Any], size: tuple[int, int]
) -> None:
    ada = sit(common.address, f"Tab {size}", size=size)
    claim = common.fresh()[1][0]
    for path, ready in (
        ("/", "a.item"),
        (f"/report/{claim.report_id}", ".chip.now"),
        ("/events", "a.item"),
        ("/map", ".charts svg"),
        ("/add", "textarea"),
        ("/coders", "[aria-pressed]"),
    ):
        ada.go(path, ready)
        assert ada.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), path
        nameless = ada.page.evaluate(
            "[...document.querySelectorAll('button, a, input, select, textarea')].filter(one => one.type !== 'file' &&"
            " !(one.innerText || '').trim() && !one.labels?.length && !one.ariaLabel && !one.title)"
            ".map(one => one.outerHTML)"
        )
        assert nameless == [], path
    ada.go("/", "a.item")
    ada.keys("?")
    ada.sees("[role=dialog], .q-dialog", "next claim")
    ada.keys("Escape")
    for expected in ("false", "true"):
        ada.page.get_by_label("Light, dark").click()
        ada.page.wait_for_function(f"document.body.classList.contains('body--dark') === {expected}")


def colours(dark: bool) -> dict[str, str]:
    blocks = re.findall(r"(?:^:root|^body\.body--dark) \{(.*?)\n\}", CSS.read_text(), re.DOTALL | re.MULTILINE)
    found = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", blocks[0]))
    return {**found, **dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", blocks[1]))} if dark else found


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("dark", [False, True])
def test_text_has_the_contrast_that_wcag_aa_asks_for(dark: bool) -> None:
    held = colours(dark)
    marks = ("trigger", "actors", "means", "when", "where", "harm", "attribution")
    pairs = [("ink", ground) for ground in ("paper", "card", "wash", *marks)]
    pairs += [(text, ground) for text in ("soft", "good", "bad", "warn", "deep") for ground in ("paper", "card")]
    pairs += [("ondeep", "deep"), ("paper", "range"), ("soft", "wash")]
    low = []
    for text, ground in pairs:
        light, dim = sorted((luminance(held[text]), luminance(held[ground])), reverse=True)
        ratio = (light + 0.05) / (dim + 0.05)
        if ratio < 4.5:
            low.append((text, ground, round(ratio, 2)))
    assert low == []


def test_pages_that_were_left_are_forgotten(common: Common, sit: Callable[..., Any]) -> None:
    ada = sit(common.address)
    for _ in range(4):
        ada.go("/", "a.item")
    before = _memory_kb(common.desk.process.pid)
    for _ in range(16):
        ada.go("/", "a.item")
    # A page holds about 1 MB; what was just left is kept for ten seconds, for the browser may come back.
    assert _memory_kb(common.desk.process.pid) - before < 24_000


def _memory_kb(process: int) -> int:
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        pytest.skip("no /proc here: memory is measured on Linux alone")
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text())
    assert found is not None
    return int(found.group(1))
