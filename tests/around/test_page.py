"""The page and the table show what is there, and cannot be disturbed by it."""

from __future__ import annotations

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.exports import words
from firsthand.exports.html import page
from firsthand.exports.shown import UNSAFE, shown
from firsthand.exports.table import ClaimsTable, EventsTable
from firsthand.records import Actor, Claim, Event, Harm, Link, Phrase, Place, Report, Span, When

TEXT = re.compile(r'<div class="text">(.*?)</div>', re.S)


def text_of(rendered: str) -> str:
    """The report's text as the page shows it."""
    body = TEXT.findall(rendered)[0]
    return html.unescape(re.sub(r"<[^>]*>", "", body.replace('</p>\n<p dir="auto">', "\n")))


@st.composite
def claims_on_text(draw: st.DrawFn) -> tuple[Report, list[Claim]]:
    letters = st.characters(blacklist_categories=("Cs", "Cc", "Cf"), blacklist_characters="\u3164\uffa0\u115f\u1160")
    text = draw(st.text(st.one_of(letters, st.sampled_from("\n <>&\"'")), min_size=1, max_size=120))
    text = UNSAFE.sub("x", text.replace("\n", "\x00")).replace("x\x00", "\n").replace("\x00", "\n")
    report = Report(text=text, published="2025-03-04", publisher="<b>Wire</b>")

    def phrase() -> dict[str, object]:
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        return {"text": text[start:end], "span": Span(start, end)}

    claims = [
        Claim(
            report_id=report.report_id, event_type="attack", trigger=Phrase(**phrase()), quote=Phrase(**phrase()),
            actors=(Actor(role="initiator", **phrase()),), when=When(start="2025-03-03", **phrase()),
            where=Place(**phrase()), harm=(Harm(outcome="killed", low=3, **phrase()),),
            attribution=(Link(source="x", span=Span(0, 1)),),
        ).identified("t")
        for _ in range(draw(st.integers(0, 4)))
    ]  # fmt: skip
    return report, claims


@settings(max_examples=150, deadline=None)
@given(claims_on_text())
def test_the_page_shows_the_text_unchanged_and_every_link_leads_somewhere(coded: tuple[Report, list[Claim]]) -> None:
    rendered = "".join(page([coded]))
    assert text_of(rendered) == coded[0].text
    targets = set(re.findall(r'id="([^"]+)"', rendered))
    assert set(re.findall(r'href="#([^"]+)"', rendered)) <= targets
    assert len(targets) == len(re.findall(r' id="', rendered)), "no id twice"
    for claim in coded[1]:
        for one in (claim.trigger, claim.quote, claim.when, claim.where, *claim.actors, *claim.harm):
            assert one is not None
            assert one.span is not None
            assert coded[0].text[one.span.start : one.span.end] == one.text


HOSTILE = (
    "Rebels \x1b[2J\x1b]0;owned\x07 [red]attacked[/red] <script>alert(1)</script> "
    "\u202ethe camp\u2066 \"onload=x' near\x9b31m Gao."
)


def hostile() -> tuple[Report, list[Claim]]:
    report = Report(
        text=HOSTILE, publisher=HOSTILE, title=HOSTILE, origin="[bold]\x1b[31m.txt", url="javascript:alert(1)"
    )
    whole = {"text": HOSTILE, "span": Span(0, len(HOSTILE))}
    claim = Claim(
        report_id=report.report_id, event_type="attack", trigger=Phrase(**whole), quote=Phrase(**whole),
        actors=(Actor(role="initiator", name=HOSTILE, **whole),), where=Place(name=HOSTILE, **whole),
        when=When(**whole), harm=(Harm(outcome="killed", who=HOSTILE, **whole),),
        attribution=(Link(source=HOSTILE, span=Span(0, 6)),),
    ).identified("t")  # fmt: skip
    return report, [claim]


def test_a_page_of_hostile_text_is_inert() -> None:
    rendered = "".join(page([hostile()], title=HOSTILE))
    assert "<script" not in rendered
    assert "javascript:" not in re.sub(r"<bdi>javascript:alert\(1\)</bdi>", "", rendered)
    assert not UNSAFE.search(rendered.replace("\n", "").replace("\t", ""))
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)""", rendered), "no request to anywhere"
    assert not re.search(r"\son\w+\s*=", re.sub(r">[^<]*<", "><", rendered))
    assert "default-src 'none'" in rendered


def test_the_policy_allows_exactly_the_style_sheet() -> None:
    import base64
    import hashlib

    rendered = "".join(page([]))
    style = re.findall(r"<style>(.*?)</style>", rendered, re.S)[0]
    seal = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{seal}'" in rendered
    assert "unsafe-inline" not in rendered
    assert "url(" not in style
    assert "@import" not in style


def colours_of(*sheets: str) -> list[dict[str, str]]:
    """The colours of each scheme (light, dark, perhaps print) over all sheets."""
    from importlib import resources

    schemes: list[dict[str, str]] = []
    for name in sheets:
        css = (resources.files("firsthand.exports") / f"{name}.css").read_text(encoding="utf-8")
        for at, block in enumerate(re.findall(r":root \{(.*?)\}", css, re.S)):
            schemes += [{}] if at == len(schemes) else []
            schemes[at] |= dict(re.findall(r"--(\w+): (#[0-9a-f]{6}|#[0-9a-f]{3})\b", block))
    return [{name: c if len(c) == 7 else "#" + "".join(x * 2 for x in c[1:]) for name, c in s.items()} for s in schemes]


def test_colours_have_contrast() -> None:
    """WCAG AA: 4.5 to 1 for text on each of the colours, in light and in dark."""
    schemes = colours_of("base", "page")
    assert len(schemes) == 2
    for colours in schemes:
        for name in ("paper", "card", "trigger", "who", "means", "when", "where", "harm", "source"):
            assert contrast(colours["ink"], colours[name]) >= 4.5, name
        for name in ("paper", "card"):
            assert contrast(colours["soft"], colours[name]) >= 4.5, name
            assert contrast(colours["link"], colours[name]) >= 4.5, name


def test_colours_of_the_situation_report_have_contrast() -> None:
    """AA also for graphics: 3 to 1 for what is drawn, on what it is drawn on."""
    schemes = colours_of("base", "sitrep")
    assert len(schemes) == 3, "light, dark, print"
    for colours in schemes:
        texts = [
            ("ink", "note"),
            ("ink", "land"),
            ("ink", "sea"),
            ("name", "land"),
            ("soft", "paper"),
            ("soft", "card"),
        ]
        texts += [("flag", "paper"), ("flag", "card"), ("link", "paper"), ("link", "card"), ("ink", "card")]
        for text, ground in texts:
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
        for shape in ("deadly", "quiet", "disputed"):
            for ground in ("land", "sea"):
                assert contrast(colours[shape], colours[ground]) >= 3, (shape, ground)
        assert contrast(colours["bar"], colours["paper"]) >= 3
        assert contrast(colours["deadly"], colours["paper"]) >= 3


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    a, b = sorted((light(one), light(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)


def printed(renderable: object, width: int = 100) -> str:
    import io

    from rich.console import Console

    console = Console(file=io.StringIO(), width=width, force_terminal=True, markup=True)
    console.print(renderable)
    file = console.file
    assert isinstance(file, io.StringIO)
    return re.sub(r"\x1b\[[0-9;]*m", "", file.getvalue())  # rich's own colours


def test_tables_of_hostile_text_leave_the_terminal_alone() -> None:
    report, claims = hostile()
    event = Event(event_id="e", event_type="attack", actors=claims[0].actors, where=claims[0].where)
    for table in (ClaimsTable(report, claims), EventsTable([event])):
        text = printed(table, 400)
        assert not UNSAFE.search(text.replace("\n", ""))
        assert "[red]attacked[/red]" in text, "markup is text like any other"


def test_tables_fit_their_width() -> None:
    report, claims = hostile()
    for width in (80, 100, 120):
        assert max(map(len, printed(ClaimsTable(report, claims), width).splitlines())) <= width
    assert "no claim found" in printed(ClaimsTable(report, []))


@given(st.text())
def test_shown_is_one_harmless_line(text: str) -> None:
    line = shown(text)
    assert not UNSAFE.search(line)
    assert "\n" not in line


def test_when_in_words() -> None:
    assert words.when(None) == ""
    assert words.when(When(start="2024-10-07")) == "from 2024-10-07"
    assert words.when(When(end="2024-10-07")) == "until 2024-10-07"
    assert words.when(When(start="2024-12-30", end="2025-01-02")) == "2024-12-30 to 2025-01-02"
    assert words.when(When(start="2024-12-30T04:00", end="2024-12-30T06:59")) == "2024-12-30 04:00 to 06:59"
    assert words.when(When(text="at dawn", span=Span(0, 7))) == "? (at dawn)"
