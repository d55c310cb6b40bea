"""The desk on a ledger of millions of claims, by the clock: ``python benchmarks/vast.py LEDGER [ROUNDS]``.

A real browser (Debian's chromium, through playwright) opens the desk and does what a coder does: opens the queue, turns
its pages, sets filters, opens the map and filters it. A time runs from the key or the address to what is drawn. LEDGER
is one that ``benchmarks/filling.py`` made. Prints each time; at the end, as JSON, first, median and slowest.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.filling import World

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
# What is seen: the count beside the heading, or above the map; and the first row of the list.
SEEN = """() => {
  const count = document.querySelector('main .row-flat span.soft.small, main [aria-live=polite]');
  const row = document.querySelector('a.item');
  return (count ? count.textContent : '') + ' ' + (row ? row.getAttribute('href') : '');
}"""
DRAWN = f"""before => new Promise(done => {{
  const seen = {SEEN};
  const look = () => {{
    const now = seen();
    if (now !== before && /\\d|none/.test(now)) requestAnimationFrame(() => requestAnimationFrame(() => done(now)));
    else requestAnimationFrame(look);
  }};
  look();
}})"""


class Hands:
    """A browser at the desk."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.started = 0.0

    def timed(self, act: Callable[[], Any]) -> float:
        """Do something; the seconds until something else is drawn."""
        before = self.page.evaluate(SEEN)
        started = time.monotonic()
        act()
        self.page.evaluate(DRAWN, before)
        return time.monotonic() - started

    def opened(self, path: str) -> float:
        """Go to an address; the seconds until its list or its figures are drawn."""
        self.page.goto("about:blank")
        self.started = time.monotonic()
        self.page.goto(self.address + path, wait_until="commit")
        self.page.evaluate(DRAWN, " ")
        return time.monotonic() - self.started

    def charted(self) -> float:
        """The seconds from the address to the charts of the map."""
        self.page.wait_for_selector(".timeline svg path", state="attached")
        return time.monotonic() - self.started

    def key(self, name: str) -> float:
        """Press a key."""
        return self.timed(lambda: self.page.keyboard.press(name))

    def clear(self) -> None:
        """All filters back."""
        self.timed(self.page.get_by_role("button", name="Clear").click)

    def put(self, label: str, value: str) -> float:
        """Fill a field and press Enter, or choose."""
        words = self.page.get_by_text(label, exact=True)
        field = self.page.locator("label.l", has=words).locator("input, select").first
        if field.evaluate("one => one.tagName") == "SELECT":
            return self.timed(lambda: field.select_option(value))
        field.fill(value)
        return self.timed(lambda: field.press("Enter"))


def rounds(hands: Hands, count: int) -> dict[str, list[float]]:
    """Everything, so many times, each time with other values."""
    world = World()
    found: dict[str, list[float]] = {}

    def note(name: str, seconds: float) -> None:
        found.setdefault(name, []).append(seconds)
        print(f"{name:<34} {seconds:.2f} s", file=sys.stderr, flush=True)

    for number in range(count):
        note("queue: opened", hands.opened("/"))
        for name, order in (("most deadly", "deadly"), ("oldest", "time"), ("by report", "report")):
            note(f"queue: {name} first", hands.put("Order", order))
        note("queue: the next page", hands.key("]"))
        note("queue: filters cleared", hands.key("c"))
        for name, label, value in (
            ("a place of many claims", "Place", world.towns[2 + number][0]),
            ("a place of few claims", "Place", world.towns[14_000 + number][0]),
            ("a part of a name", "Place", world.towns[30 + number][0][:4]),
            ("an actor of many claims", "Actor", world.groups[1 + number]),
            ("a source of many claims", "Origin", world.sources[1 + number]),
            ("a country", "Country", ("MLI", "UKR", "SYR", "NGA", "YEM")[number % 5]),
            ("a type", "Type", ("arson", "riot", "talks", "torture", "aid")[number % 5]),
            ("from a day on", "From", f"{2016 + number}-05-01"),
        ):
            note(f"search: {name}", hands.put(label, value))
            hands.clear()
        hands.put("From", f"{2016 + number}-03-04")
        note("search: a week", hands.put("To", f"{2016 + number}-03-10"))
        hands.clear()
        note("map: opened", hands.opened("/map"))
        note("map: opened, with its charts", hands.charted())
        note("map: a type", hands.put("Type", ("shelling", "attack", "killing", "air_strike", "looting")[number % 5]))
        note("map: that type, with deaths", hands.put("Only", "deaths"))
        hands.clear()
        note("map: an actor of many claims", hands.put("Actor", world.groups[3 + 3 * number]))
        hands.clear()
        hands.put("From", f"{2017 + number}-06-01")
        note("map: a month", hands.put("To", f"{2017 + number}-06-30"))
    return found


def main(place: str, count: int) -> None:
    """Open the desk and the browser, and do it all."""
    from playwright.sync_api import sync_playwright

    root = Path(__file__).parents[1]
    program = "from firsthand import cli; cli.main()"
    command = [sys.executable, "-c", program, "desk", "--ledger", place, "--port", "0", "--no-browser"]
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)])}
    desk = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=paths)
    try:
        assert desk.stderr is not None
        address = next(m.group() for line in desk.stderr if (m := re.search(r"http://127\.0\.0\.1:\d+", line)))
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(address + "/")
            page.fill("#name", "Ada")
            page.keyboard.press("Enter")
            page.wait_for_selector("header.top")
            found = rounds(Hands(page, address), count)
            browser.close()
    finally:
        desk.terminate()
        desk.wait(20)
    told = {
        name: [round(x, 2) for x in (times[0], statistics.median(times), max(times))] for name, times in found.items()
    }
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3)
