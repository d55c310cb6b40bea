"""The desk in a real browser, from an empty ledger to a settled difference; with the keyboard alone where it can."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from firsthand import samples
from firsthand.ledger import ClaimFilter, Ledger
from tests.desk.conftest import PROGRAM, Common


def test_from_an_empty_ledger_to_a_settled_difference(
    tmp_path: Path, open_desk: Callable[..., Any], sit: Callable[..., Any]
) -> None:
    place = tmp_path / "empty.db"
    desk = open_desk(place, program=PROGRAM)
    ada = sit(desk.address, "Ada")
    ada.sees(".empty", "Nothing here")

    # Add a sample report: the keyboard alone.
    ada.keys("4")
    ada.page.wait_for_selector("textarea")
    ada.keys("p")
    ada.page.wait_for_function("document.activeElement.tagName === 'TEXTAREA'")
    report = (samples.folder() / "06-wire-shelling.txt").read_text(encoding="utf-8")
    ada.page.keyboard.insert_text(report)
    ada.keys("Tab")
    ada.page.keyboard.insert_text("Niger Bend Wire")
    ada.keys("Tab")
    ada.page.keyboard.type("03062025")
    ada.page.get_by_role("button", name="Add this report").focus()
    ada.keys("Enter")
    ada.sees(".history li", "claims in 1 report")
    with Ledger(place) as book:
        ids = [one.claim.claim_id for one in book.reviewed()]
        assert len(ids) >= 3

    # Review three claims: the keyboard alone.
    ada.keys("Tab")  # out of the form, so that keys are keys
    ada.page.evaluate("document.activeElement.blur()")
    ada.keys("1")
    ada.page.wait_for_selector("a.item.now")
    ada.keys("j", "k", "Enter")
    ada.page.wait_for_selector(".chip.now")
    first = ada.page.url.split("claim=")[1]
    ada.keys("a")
    ada.page.wait_for_selector(".chip.accepted")
    ada.keys("x")
    ada.page.wait_for_selector(".chip.rejected")
    ada.keys("y")
    ada.page.wait_for_selector("[role=dialog] select")
    ada.page.wait_for_function("document.activeElement.tagName === 'SELECT'")
    ada.page.keyboard.type("looting")
    ada.keys("Enter")
    ada.page.wait_for_selector(".chip.corrected")
    ada.page.wait_for_selector("[role=dialog]", state="detached")
    with Ledger(place) as book:
        done = book.progress(ClaimFilter())
        assert (done["accepted"], done["rejected"], done["corrected"]) == (1, 1, 1)
        assert book.claim(first).status == "accepted"
        corrected = book.claims_page(ClaimFilter(statuses=("corrected",))).claims[0]
        assert corrected.claim.event_type == "looting"

    # Undo: the correction, then the rejection.
    ada.keys("u")
    ada.page.wait_for_selector(".chip.corrected", state="detached")
    ada.keys("u")
    ada.page.wait_for_selector(".chip.rejected", state="detached")
    with Ledger(place) as book:
        assert book.progress(ClaimFilter()).get("rejected", 0) == 0
        assert book.verify() == []

    # Export.
    ada.keys("2")
    ada.page.wait_for_selector("a.item")
    with ada.page.expect_download() as file:
        ada.page.get_by_role("link", name="geojson").click()
    found = json.loads(Path(file.value.path()).read_text(encoding="utf-8"))
    assert found["type"] == "FeatureCollection"
    assert file.value.suggested_filename == "events-geojson.geojson"
    assert any("Bourem" in json.dumps(one) for one in found["features"])


def test_a_place_is_corrected_on_the_map(common: Common, sit: Callable[..., Any]) -> None:
    _, claims = common.fresh()
    claim = next(one for one in claims if one.event_type == "shelling")
    ada = sit(common.address)
    ada.go(f"/report/{claim.report_id}?claim={claim.claim_id}", ".chip.now")
    ada.keys("w")
    ada.page.wait_for_selector("[role=dialog] .pick button.now")
    ada.page.wait_for_selector("[role=dialog] .world canvas")
    ada.page.wait_for_timeout(400)  # the map has moved to its candidates
    box = ada.page.locator("[role=dialog] .world").bounding_box()
    at = ada.page.evaluate(
        "(() => { const map = document.querySelector('[role=dialog] .world').deskMap;"
        " const p = map.latLngToContainerPoint([17.4, -0.8]); return [p.x, p.y]; })()"
    )
    ada.page.mouse.click(box["x"] + at[0], box["y"] + at[1])
    ada.sees("[role=dialog] .pick button.now", "near")
    ada.page.get_by_role("button", name="Save").click()
    ada.sees(".field", "near Bourem")
    with Ledger(common.place) as book:
        where = book.claim(claim.claim_id).claim.where
        assert where is not None
        assert where.lat is not None
        assert abs(where.lat - 17.4) < 0.1
        assert where.lon is not None
        assert abs(where.lon + 0.8) < 0.1
        assert where.text == "Bourem"
        assert where.precision == "near"
        assert where.geonameid is None
    # And from the candidates, by key.
    ada.keys("w")
    ada.page.wait_for_selector("[role=dialog] .pick button.now")
    ada.page.wait_for_function("document.activeElement.getAttribute('role') === 'listbox'")
    ada.keys("2", "Enter")
    ada.page.wait_for_selector("[role=dialog]", state="detached")
    with Ledger(common.place) as book:
        where = book.claim(claim.claim_id).claim.where
        assert where is not None
        assert where.geonameid is not None


def test_words_selected_by_keyboard_become_a_field_and_a_new_claim(common: Common, sit: Callable[..., Any]) -> None:
    _, claims = common.fresh()
    claim = next(one for one in claims if one.stance == "denies")
    ada = sit(common.address)
    ada.go(f"/report/{claim.report_id}?claim={claim.claim_id}", ".chip.now")
    ada.keys("f", "Home", *["ArrowRight"] * 11)  # to "on 3 March"
    ada.sees(".use q", "on")
    ada.keys("Shift+ArrowRight", "Shift+ArrowRight")
    ada.sees(".use q", "on 3 March")
    ada.keys("d")
    ada.sees(".field", "2025-03-03")
    with Ledger(common.place) as book:
        when = book.claim(claim.claim_id).claim.when
        assert when is not None
        assert (when.start, when.end, when.text) == ("2025-03-03", "2025-03-03", "on 3 March")
    # By mouse: a double click takes a word, and n makes a claim of it.
    ada.page.locator(".report-text span", has_text="died").first.dblclick()
    ada.sees(".use q", "died")
    ada.keys("n")
    ada.page.wait_for_selector("[role=dialog] select")
    ada.page.select_option("[role=dialog] select", "killing")
    ada.page.get_by_role("button", name="Add").click()
    ada.sees(".chip.now", "4")
    with Ledger(common.place) as book:
        added = next(one for one in book.reviewed(report_id=claim.report_id) if one.added_by)
        assert (added.claim.event_type, added.claim.trigger.text, added.added_by) == ("killing", "died", "Ada")
        assert added.claim.quote.text is not None
        assert added.claim.quote.text.startswith("Shells hit Bourem")
        assert book.verify() == []


def test_two_coders_differ_blind_and_an_editor_settles_it(common: Common, sit: Callable[..., Any]) -> None:
    _, claims = common.fresh()
    claim = next(one for one in claims if one.event_type == "shelling")
    path = f"/report/{claim.report_id}?claim={claim.claim_id}"
    ada, ben = sit(common.address, "Ada A."), sit(common.address, "Ben B.")
    for seat in (ada, ben):
        seat.go("/coders", "[aria-pressed]")
        seat.keys("b")
        seat.page.wait_for_selector("[aria-pressed=true]")
        seat.go(path, ".chip.now")
    ada.keys("t")
    ada.page.wait_for_function("document.activeElement.type === 'number'")
    ada.page.keyboard.type("3")
    ada.keys("Tab")
    ada.page.keyboard.type("3")
    ada.keys("Enter")
    ada.page.wait_for_selector(".chip.corrected")
    ben.keys("a")
    ben.page.wait_for_selector(".chip.accepted")
    ben.go(path, ".chip.now")
    assert "by Ada A." not in ben.page.inner_text(".right")  # blind
    ada.go("/coders", ".sides")
    ada.sees(".panel", "1 difference open")
    ada.keys("r")
    ada.sees(".panel", "0 differences open")
    with Ledger(common.place) as book:
        final = book.claim(claim.claim_id)
        assert (final.claim.harm[0].low, final.claim.harm[0].high) == (2, 2)
        assert final.disputed == ()
        assert book.claim(claim.claim_id, "Ada A.").claim.harm[0].low == 3
        assert [one.action for one in book.decisions(target_id=claim.claim_id)] == ["correct", "accept", "adjudicate"]


def test_files_are_added_and_what_cannot_be_read_is_named(
    common: Common, sit: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "good.txt").write_text("Gunmen attacked Bourem on Monday and killed 4 guards.")
    (tmp_path / "bad <b>.txt").write_text("UNREADABLE")
    ada = sit(common.address)
    ada.go("/add", "textarea")
    ada.page.set_input_files("input[type=file]", [tmp_path / "good.txt", tmp_path / "bad <b>.txt"])
    ada.sees(".history li", "good.txt")
    ada.sees(".history li", "1 claim in 1 report")
    ada.sees(".history li", "it says that it is unreadable")
    assert str(tmp_path.parent) not in ada.page.content()
    ada.page.get_by_role("link", name="good.txt").click()
    ada.page.wait_for_selector(".chip.now")
