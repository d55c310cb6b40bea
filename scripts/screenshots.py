"""Makes the screenshots of docs/desk.md from the sample reports: ``python scripts/screenshots.py``.

It needs Playwright (``pip install 'firsthand[test]'``) and Debian's chromium, as the desk's tests do.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "desk"
SIZE = (1280, 800)


def main() -> int:
    """Code the samples into a ledger, open the desk on it, and take the pictures."""
    sys.path.insert(0, str(ROOT))
    from playwright.sync_api import sync_playwright
    from tests.conftest import CHROMIUM, FLAGS
    from tests.desk.conftest import PROGRAM, Desk

    from firsthand import Coder, samples
    from firsthand.ledger import Ledger
    from firsthand.reports import read

    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "samples.db"
        coder = Coder()
        with Ledger(place) as ledger:
            for one in read(sorted(samples.folder().glob("*.txt"))):
                report = one.report.model_copy(update={"origin": Path(one.report.origin).name})  # type: ignore[union-attr]
                ledger.add(report, one.raw, one.media_type, coder.code(report))  # type: ignore[union-attr]
            placed = [
                one.claim
                for one in ledger.reviewed()
                if one.claim.where and one.claim.where.lat is not None and len(one.claim.harm) == 1
            ]
            claim = max(placed, key=lambda c: (len(c.actors) + len(c.attribution) + bool(c.when), c.claim_id))
            for one in ledger.reviewed(report_id=claim.report_id):
                if one.claim.claim_id != claim.claim_id:
                    ledger.decide("Ada", "claim", one.claim.claim_id, "accept")
                    break
        desk = Desk(place, program=PROGRAM)
        try:
            with sync_playwright() as play:
                browser = play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
                page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
                page.goto(desk.address + "/")
                page.fill("#name", "Ada")
                page.keyboard.press("Enter")
                page.wait_for_selector("header.top")
                _pictures(page, desk.address, f"/report/{claim.report_id}?claim={claim.claim_id}")
                browser.close()
        finally:
            desk.close()
    return 0


def _pictures(page: Any, address: str, report: str) -> None:
    def take(name: str, path: str | None, ready: str, wait_ms: int = 400) -> None:
        if path is not None:
            page.goto(address + path)
        page.wait_for_selector(ready)
        page.wait_for_timeout(wait_ms)
        page.screenshot(path=str(TARGET / f"{name}.png"))

    take("queue", "/", "a.item")
    page.goto(address + report)
    page.wait_for_selector(".chip.now")
    page.hover(".field[data-lights^='harm']")
    take("review", None, ".mark.lit")
    page.keyboard.press("w")
    take("place", None, "[role=dialog] .world canvas", 1500)
    page.keyboard.press("Escape")
    page.wait_for_selector(".dialog", state="detached")
    page.keyboard.press("d")
    take("when", None, ".calendar")
    page.goto(address + "/events")
    page.select_option("select >> nth=0", "contested")
    page.wait_for_timeout(600)
    page.click("a.item >> nth=0")
    take("event", None, ".two svg", 1500)
    page.get_by_label("Light, dark").click()
    page.get_by_label("Light, dark").click()
    take("map", "/map", ".charts svg", 2000)


if __name__ == "__main__":
    sys.exit(main())
