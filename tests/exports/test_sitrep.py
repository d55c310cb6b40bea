"""The situation report: what it says, what it withholds, that it asks for nothing, and that a browser shows it well."""

from __future__ import annotations

import datetime
import html
import itertools
import re
import stat
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from firsthand.exports import browser as browsers
from firsthand.exports import care
from firsthand.exports.material import Losses, Material, gather
from firsthand.exports.shown import UNSAFE
from firsthand.exports.sitrep import figures, worldmap
from firsthand.exports.sitrep.page import Look, page
from firsthand.exports.sitrep.selection import Wanted, selected
from firsthand.exports.sitrep.worldmap import Spot
from firsthand.linking import link
from firsthand.records import Event, Place, When
from tests.around.test_page import hostile
from tests.conftest import CHROMIUM
from tests.exports import world

Run = Callable[..., Result]


@pytest.fixture
def firsthand() -> Run:
    from firsthand.cli.app import app

    return lambda *arguments: CliRunner().invoke(app, [str(x) for x in arguments])


def made(material: Material, **look: Any) -> str:
    return "".join(page(material, Look("Events", **look)))


def words_of(rendered: str) -> str:
    """What a reader sees, on one line."""
    body = re.sub(r"<style>.*?</style>", "", rendered, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


def test_every_event_is_in_it_once_and_the_sums_are_right(material: Material) -> None:
    happened, said = figures.split(material)
    assert len(happened) + len(said) == len(material.events)
    assert {stage for _, stage in said} == {"denied", "planned"}
    rendered = made(replace(material, coded_with=("tests 1",)))
    assert len(re.findall(r'<tr role="row" id="e-', rendered)) == len(happened)
    assert len(set(re.findall(r' id="([^"]+)"', rendered))) == len(re.findall(r' id="', rendered))
    assert set(re.findall(r'href="#([^"]+)"', rendered)) <= set(re.findall(r' id="([^"]+)"', rendered))
    killed = figures.total(happened, "killed")
    assert killed is not None
    assert killed.best == sum(figures.dead(event) or 0 for event in happened)
    assert killed.high is None, "one toll is open"
    _, bars, without = figures.bars(happened)
    assert sum(bar.events for bar in bars) + without == len(happened)
    assert sum(row.events for row in figures.places(happened)) == len(happened)
    assert "by nobody else" in rendered
    for part in ("Method", "What to bear in mind", "Licences", "GeoNames", "coded with", "Not made for publication"):
        assert part in words_of(rendered), part


def test_accounts_stand_side_by_side_with_who_says_which() -> None:
    coded = world.coded()
    text = "The army was attacked in Gao on 3 March; four soldiers were killed."
    again, when = world.report(text, "2025-03-05", "Delta Post"), ("3 March", "2025-03-03", "2025-03-03", "day")
    claim = world.claim(
        again, "attack", "attacked", [("target", "The army", world.ARMY)], when,
        ("Gao", world.GAO), [("four soldiers", {"outcome": "killed", "who": "soldiers", "low": 4, "high": 4})],
        [("Delta Post", "media"), ("a doctor", "medical")],
    )  # fmt: skip
    coded.append((again, [claim]))
    material = gather(coded, link(coded), Losses())
    [dispute] = [one for one in figures.disputes(material.events, material) if one.what == "killed (soldiers)"]
    told = {one.value: (one.sources, one.through) for one in dispute.positions}
    assert told["9+"] == (("army spokesman",), ("Niger Bend Wire",))
    assert told["12"] == (("Sahel Courier",), ())
    assert told["4"] == (("a doctor",), ("Delta Post",))
    text = words_of(made(material))
    assert re.search(r"killed \(soldiers\).*\b4 a doctor told by Delta Post", text)
    policy = care.Policy(datetime.date(2025, 6, 1))
    hidden = words_of(made(care.public(material, policy)))
    assert re.search(r"armed clash|attack: killed", hidden)
    assert re.search(r"\b4 medical told by Delta Post", hidden), "the source's kind at the source's place"
    assert "a doctor" not in hidden


def test_a_public_report_holds_nothing_that_is_withheld(material: Material) -> None:
    public = care.public(material, care.Policy(datetime.date(2025, 4, 10)))
    rendered = made(public)
    for secret in ("Moussa", "Fanta", "Awa Example", "16.27", "16.955", "raped", "shot dead", "05:00"):
        assert secret not in re.sub(r"<style>.*?</style>|<section id=.method.*", "", rendered, flags=re.S), secret
    assert "In their words" not in rendered
    text = words_of(rendered)
    assert "What was withheld for publication" in text
    assert "younger than 30 days: 2" in text
    assert "event type that leads to survivors: 1" in text


def test_filters_see_only_what_is_published(firsthand: Run, ledger: Path, tmp_path: Path) -> None:
    def count(*more: str) -> int:
        result = firsthand("report", "--ledger", ledger, "-o", tmp_path / "a.html", *more)
        assert result.exit_code == 0, result.stderr
        found = re.search(r"written: (\d+) events", result.stderr)
        assert found is not None
        return int(found.group(1))

    everything = count()
    public = ("--public", "--as-of", "2025-06-01")
    assert 0 < count("--place", "Bourem") < everything
    assert count("--place", "Bourem", *public) == 0, "else a filter would tell a place that is withheld"
    assert count("--place", "Mali", *public) > 3
    assert count("--near", "16.27,-0.04,5") >= 1
    assert count("--actor", "Moussa Example") == 1
    assert count("--actor", "Moussa Example", *public) == 0
    assert count("--actor", "Moussa Examp") == 0, "whole words"
    assert count("--from", "2025-03-05", "--to", "2025-03-05") == count("--type", "killing") == 1
    assert count("--from", "2031-01-01") == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--near", "1,2"], "LAT,LON,KM"),
        (["--from", "soon"], "soon"),
        (["--by", "hour"], "hour"),
        (["--output", "a.pdf", "--browser", "/no/such/browser"], "/no/such/browser: no such program"),
        (["--format", "pdf"], "give --output"),
    ],
)
def test_wrong_usage(firsthand: Run, ledger: Path, arguments: list[str], message: str) -> None:
    result = firsthand("report", *arguments, "--ledger", ledger)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_report_of_hostile_text_is_inert() -> None:
    report, claims = hostile()
    events = link([(report, claims)])
    assert events
    rendered = made(gather([(report, claims)], events, Losses()), about="<script>alert(1)</script>\u202e")
    assert "<script" not in rendered
    assert not UNSAFE.search(rendered.replace("\n", "").replace("\t", ""))
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)""", rendered)
    assert not re.search(r"\s(?:on\w+|style)\s*=", re.sub(r">[^<]*<", "><", rendered))
    assert "default-src 'none'" in rendered


def test_an_address_of_a_report_is_a_link_that_says_nothing_of_the_page(material: Material) -> None:
    rendered = made(material)
    links = re.findall(r"<a href=\"(?!#)[^>]*>", rendered)
    assert links
    assert all('rel="noopener noreferrer"' in one for one in links)
    assert '<meta name="referrer" content="no-referrer">' in rendered


places = st.builds(
    Spot, st.floats(-84, 84), st.floats(-180, 180), st.just("A"), st.integers(1, 9), st.none() | st.integers(0, 900),
    radius_km=st.none() | st.floats(1, 200),
)  # fmt: skip


@given(st.lists(places, min_size=1, max_size=8))
def test_every_place_is_on_the_map(spots: list[Spot]) -> None:
    frame = worldmap.frame_of(spots)
    for one in spots:
        x, y = frame.point(one.lon, one.lat)
        assert -1e-6 <= x <= worldmap.WIDTH + 1e-6
        assert -1e-6 <= y <= frame.height + 1e-6
    assert 0.3 * worldmap.WIDTH < frame.height < worldmap.WIDTH


corner = st.floats(-500, 1500, allow_nan=False)


@given(st.lists(st.tuples(corner, corner), min_size=3, max_size=12))
def test_nothing_is_drawn_outside(ring: list[tuple[float, float]]) -> None:
    for x, y in worldmap.clipped(ring, 0, 0, 960, 500):
        assert -1e-6 <= x <= 960 + 1e-6
        assert -1e-6 <= y <= 500 + 1e-6


def test_the_map_shows_both_sides_of_the_date_line() -> None:
    picture = worldmap.picture([Spot(-18.1, 178.4, "Suva", 1, 2), Spot(-13.8, -171.8, "Apia", 1, None)])
    assert ">Fiji<" in picture
    assert 'class="spot deadly"' in picture
    assert 'class="spot quiet"' in picture
    assert len(re.findall("<circle", picture)) == 2


@given(
    st.lists(st.tuples(st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 1, 1)), st.integers(0, 60)), max_size=20)
)
def test_the_timeline_counts_each_event_once(days: list[tuple[datetime.date, int]]) -> None:
    events = [
        Event(
            event_id=str(n), event_type="attack", where=Place(),
            when=When(start=start.isoformat(), end=(start + datetime.timedelta(length)).isoformat()),
        )
        for n, (start, length) in enumerate(days)
    ]  # fmt: skip
    _, bars, without = figures.bars(events)
    assert sum(bar.events for bar in bars) + without == len(events)
    assert all(bar.unsure <= bar.events for bar in bars)
    assert [bar.start for bar in bars] == sorted({bar.start for bar in bars})


def test_the_deadliest_are_shown_where_there_are_too_many(material: Material) -> None:
    happened, _ = figures.split(material)
    rendered = made(material, most=2)
    assert len(re.findall(r'<tr role="row" id="e-', rendered)) == 2
    assert f"The 2 deadliest of {len(happened)}" in rendered
    most = max(happened, key=lambda one: figures.dead(one) or 0)
    assert f'id="e-{most.event_id}"' in rendered
    assert set(re.findall(r'href="#([^"]+)"', rendered)) <= set(re.findall(r' id="([^"]+)"', rendered))


def test_an_empty_report_says_so(material: Material) -> None:
    nothing = selected(material, Wanted(start="2040-01-01"))
    assert "No event passes" in made(nothing)


def test_without_a_browser_there_is_a_cure(
    firsthand: Run, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browsers, "NAMES", ("no-such-browser",))
    monkeypatch.setattr(browsers, "_ELSEWHERE", {})
    result = firsthand("report", "--ledger", ledger, "-o", tmp_path / "a.pdf")
    assert result.exit_code == 2
    assert "apt-get install chromium" in result.stderr
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_a_browser_that_breaks_down_is_named(firsthand: Run, ledger: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho 'no display' >&2\nexit 1\n")
    broken.chmod(broken.stat().st_mode | stat.S_IXUSR)
    result = firsthand("report", "--ledger", ledger, "-o", tmp_path / "a.pdf", "--browser", broken)
    assert result.exit_code == 2
    assert "it printed nothing (no display)" in result.stderr
    assert not (tmp_path / "a.pdf").exists()


def test_pdf_through_the_browser(browser: Any, firsthand: Run, ledger: Path, tmp_path: Path) -> None:
    import pypdfium2

    path = tmp_path / "a.pdf"
    result = firsthand("report", "--ledger", ledger, "-o", path, "--title", "Gao in March", "--browser", CHROMIUM)
    assert result.exit_code == 0, result.stderr
    document = pypdfium2.PdfDocument(path)
    text = " ".join(" ".join(one.get_textpage().get_text_range() for one in document).split())
    about = document.get_metadata_dict()
    document.close()
    assert about["Title"] == "Gao in March"
    for part in ("Where", "The events", "army spokesman", "How this was made", "Not made for publication"):
        assert part in text, part
    assert "In their words" not in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_in_a_browser(browser: Any, material: Material, tmp_path: Path, width: int, scheme: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(made(material), encoding="utf-8")
    shown = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked: list[str] = []
    said: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    shown.on("console", lambda message: said.append(message.text))
    shown.goto(path.as_uri())
    assert asked == [path.as_uri()], "nothing else is asked for"
    assert said == [], "the policy forbids nothing that the page has"
    assert shown.evaluate("document.documentElement.scrollWidth") == width, "nothing stands out at the side"
    assert shown.evaluate("getComputedStyle(document.querySelector('.land')).fill") != "rgb(0, 0, 0)"
    table = shown.get_by_role("table", name="The events", exact=True)
    assert table.get_by_role("row").count() == len(figures.split(material).happened) + 1
    assert table.get_by_role("columnheader").count() == 6, "also where the rows are cards"
    assert shown.get_by_role("img", name="Map of the events").count() == 1
    assert shown.evaluate("[...document.querySelectorAll('th')].every(x => x.scope)")
    levels = shown.evaluate("[...document.querySelectorAll('h1,h2,h3')].map(x => +x.tagName[1])")
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    shown.close()
