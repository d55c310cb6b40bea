"""Screen readers and keyboards: what axe-core finds on every page and dialog, light and dark; focus; what is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest

from tests.desk.conftest import Common, Seat

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
DIALOGS = ("w", "d", "t", "i", "o", "m", "y", "c", "r")


def problems(seat: Seat, where: str) -> list[tuple[str, str, str]]:
    """What axe-core finds at this moment: where, the rule, and the first element that breaks it."""
    if not seat.page.evaluate("Boolean(window.axe)"):
        seat.page.evaluate(AXE)  # by the debugger's door: the page's own policy would refuse it
    found = seat.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert found["passes"], "axe-core did not run"
    return [(where, one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]]


@pytest.mark.parametrize("look", ["Light", "Dark"])
def test_axe_finds_nothing_on_any_page(common: Common, sit: Callable[..., Any], look: str) -> None:
    report, claims = common.fresh()
    ada = sit(common.address, f"Look {look}")
    for _ in range(("Light", "Dark").index(look) + 1):
        ada.page.get_by_label("Light, dark").click()
    ada.page.wait_for_function(f"document.body.classList.contains('body--dark') === {str(look == 'Dark').lower()}")
    ada.page.wait_for_selector("a.item")
    found = problems(ada, "queue")
    ada.keys("?")
    ada.page.wait_for_selector(".help")
    found += problems(ada, "help")
    ada.go(f"/report/{report.report_id}?claim={claims[0].claim_id}", ".chip.now")
    for key in DIALOGS:
        ada.keys(key)
        ada.page.wait_for_selector(".dialog")
        found += problems(ada, f"dialog of {key}")
        ada.keys("Escape")
        ada.page.wait_for_selector(".dialog", state="detached")
    ada.keys("f", "ArrowRight")
    ada.page.wait_for_selector(".use")
    found += problems(ada, "words selected")
    ada.keys("Escape", "x", "z")
    for path, ready in (
        ("/events", "a.item"),
        ("/map", ".charts svg"),
        ("/add", ".drop"),
        ("/coders", "[aria-pressed]"),
    ):
        ada.go(path, ready)
        found += problems(ada, path)
    ada.go("/events", "a.item")
    ada.keys("Enter")
    ada.page.wait_for_selector(".two svg")
    found += problems(ada, "event")
    if look == "Light":  # the entrance follows the system, which is light here
        ada.page.goto(ada.address + "/leave")
        found += problems(ada, "entrance")
    assert found == []


def test_the_focus_goes_where_the_eye_goes(common: Common, sit: Callable[..., Any]) -> None:
    report, claims = common.fresh()
    ada = sit(common.address)
    at = "document.activeElement"
    ada.go(f"/report/{report.report_id}?claim={claims[0].claim_id}", ".chip.now")
    ada.keys("Tab")
    assert ada.page.evaluate(f"{at}.textContent") == "To the content"
    ada.keys("Enter")
    assert ada.page.evaluate(f"{at}.id") == "content"
    ada.keys("Tab")
    assert ada.page.evaluate(f"{at}.getAttribute('role')") == "document"  # the report first, then its coding
    ada.keys("Tab")
    assert ada.page.evaluate(f"{at}.getAttribute('aria-label')").startswith("Claim 1")
    ada.page.locator(".field[data-lights=where]").focus()
    assert ada.page.locator(".mark.lit").all_inner_texts() == ["Gao"]  # a field with the focus lights its words
    ada.keys("Enter")
    ada.page.wait_for_selector(".dialog")
    ada.page.wait_for_function(f"{at}.closest('.dialog') !== null")
    for _ in range(16):  # the focus stays in the dialog
        ada.keys("Tab")
    assert ada.page.evaluate(f"{at}.closest('.q-dialog') !== null")
    ada.keys("Escape")
    ada.page.wait_for_selector(".dialog", state="detached")
    ada.page.wait_for_function(f"{at}.dataset.lights === 'where'")  # and goes back to where it came from


def test_what_happens_is_said_aloud(common: Common, sit: Callable[..., Any]) -> None:
    report, claims = common.fresh()
    ada = sit(common.address)
    ada.go(f"/report/{report.report_id}?claim={claims[0].claim_id}", ".chip.now")
    ada.keys("a")
    ada.sees("[role=alert], [role=status], [aria-live=polite]", "Accepted")
