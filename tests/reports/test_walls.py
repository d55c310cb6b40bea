"""Web pages: what is report text in them, what is not, and what stands there in place of a report."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.reports import Given
from firsthand.reports.english import language_of
from firsthand.reports.walls import wall, without_notices
from tests.reports import making
from tests.reports.making import story
from tests.reports.test_forms import error, one, write

ONE = story(1)
FURNITURE = """<div class="cookie-banner"><p>We use cookies to improve your experience. Accept all cookies?</p></div>
<aside><p>Subscribe to our newsletter and follow us on every channel.</p></aside>
<section id="comments" class="comments"><h2>Comments (2)</h2>
<div class="comment"><p>Rebels killed 500 people there!</p></div>
<p>Log in to comment.</p></section>"""


def test_furniture_is_no_report_text(tmp_path: Path) -> None:
    for place in ({"before": FURNITURE}, {"after": FURNITURE}):
        text = one(write(tmp_path, "a.html", making.page(ONE, **place))).text
        assert ONE.mark in text
        for word in ("cookies", "newsletter", "Log in", "500 people", "Sport", "Imprint"):
            assert word not in text


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("<p>We use cookies.</p><p>Accept all cookies</p>", "a cookie notice"),
        ("<p>Please enable JavaScript to view this page.</p>", "asks for JavaScript"),
        ("<p>Checking your browser before you access the site.</p>", "a check for robots"),
        ("<h1>404</h1><p>The page you are looking for has moved.</p>", "says that there is none"),
        ("<p>This content is not available in your country.</p>", "a refusal"),
        ("<nav><a href='/'>Home</a></nav><ul><li><a href='/a'>Five killed in Gao</a></li></ul>", "navigation"),
        (f"<article><p>{ONE.text[:150]}</p><p>To continue reading, log in.</p></article>", "behind a paywall"),
        (f"<article><p>{ONE.text[:150]}</p><p>Already a subscriber? Sign in</p></article>", "behind a paywall"),
    ],
)
def test_what_stands_in_place_of_a_report_is_named(tmp_path: Path, body: str, word: str) -> None:
    assert word in error(write(tmp_path, "a.html", f"<!DOCTYPE html><html lang='en'><body>{body}</body></html>"))


def test_a_page_that_says_that_it_is_not_free_and_is_short(tmp_path: Path) -> None:
    locked = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree": false}</script>'
    assert "behind a paywall" in error(write(tmp_path, "a.html", making.page(ONE, head=locked)))
    whole = ONE._replace(text=(ONE.text + "\n\n") * 4)
    assert ONE.mark in one(write(tmp_path, "b.html", making.page(whole, head=locked))).text


def test_a_whole_article_that_asks_for_a_subscription_is_a_report(tmp_path: Path) -> None:
    whole = ONE._replace(text=(ONE.text + "\n\n") * 4 + "Subscribe to read the full archive.")
    assert ONE.mark in one(write(tmp_path, "a.html", making.page(whole))).text
    for text in (
        "The army accused the group of selling cookies.",
        "Villagers had to continue, reading no signs.",
    ):
        assert wall(text, "") is None
        assert without_notices(text) == text


def test_what_a_page_says_about_itself(tmp_path: Path) -> None:
    report = one(write(tmp_path, "a.html", making.page(ONE)))
    assert (report.title, report.publisher, report.author, report.url) == (
        ONE.title,
        ONE.publisher,
        ONE.author,
        ONE.url,
    )
    assert (report.published, report.published_precision) == (ONE.date, "time")
    assert report.published_from == "meta article:published_time"
    assert report.published_stated == f"{ONE.date}T10:00:00Z"
    assert report.language == "en"
    linked = '<script type="application/ld+json">{"datePublished": "2025-03-05"}</script>'
    report = one(write(tmp_path, "b.html", making.page(ONE, head=linked, dated=False)))
    assert (report.published, report.published_precision) == ("2025-03-05", "day")
    assert report.published_from == "JSON-LD datePublished"
    assert one(write(tmp_path, "c.html", making.page(ONE, dated=False))).published is None
    given = Given("2025-03-09", "Other Wire", "https://other.example/")
    report = one(write(tmp_path, "d.html", making.page(ONE)), given=given)
    assert (report.published, report.publisher, report.url) == ("2025-03-09", "Other Wire", "https://other.example/")
    assert report.published_from == "said by the user"


def test_a_page_may_not_pass_itself_off_as_another_outlets() -> None:
    from firsthand.reports.html import page_of

    page = making.page(ONE)
    assert page_of(page, "x", "https://m.harbour-wire.example/amp/1")["url"] == ONE.url
    assert page_of(page, "x", "https://liar.example/1")["url"] == "https://liar.example/1"


@pytest.mark.parametrize(
    ("text", "stated", "expected"),
    [
        (ONE.text, None, "en"),
        (ONE.text, "fr", "en"),
        ("Rebeldes atacan base en Gao", "es", None),
        ("Rebeldes atacan base en Gao", None, "unknown"),
        (
            "Upprorsmän anföll arméns läger nära Gao på måndagen och dödade nio soldater, sade armén i ett uttalande. "
            "Det var det tredje anfallet i området i år, och invånarna hörde explosioner hela natten. Allt var stängt.",
            None, None,
        ),
        (
            "A lázadók hétfőn megtámadták a hadsereg táborát Gao közelében, és kilenc katonát megöltek, közölte az. "
            "Ez volt a harmadik támadás a körzetben ebben az évben, és a lakosok egész éjjel robbanásokat hallottak.",
            None, None,
        ),
        (
            "Inatake ng mga rebelde ang kampo ng hukbo malapit sa bayan noong Lunes at napatay ang siyam, ayon "
            "sa hukbo. Ito ang ikatlong pag-atake sa distrito ngayong taon, at narinig ng mga tao ang mga pagsabog.",
            "en", None,
        ),
    ],
)  # fmt: skip
def test_only_english_is_read_as_english(text: str, stated: str | None, expected: str | None) -> None:
    language, reason = language_of(text, stated)
    if expected is None:
        assert reason
    else:
        assert reason is None
        assert language == (expected if expected != "unknown" else None)
