"""Reports as one self-contained page: every span in its colour, linked to its claim. No script, no request to anywhere.

The page is made of strangers' text: what ``markup`` says holds for all of it.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from firsthand.exports import markup, words
from firsthand.exports.markup import escaped as _text
from firsthand.records import Claim, Phrase, Report, Span

FIELDS = {
    "trigger": "what", "who": "who", "means": "means", "when": "when", "where": "where", "harm": "harm",
    "source": "who says so",
}  # fmt: skip
LIT = 80  # claims of a report whose spans light up when the claim is chosen: a rule of the style sheet each


class Mark(NamedTuple):
    """A span of a claim's field: what is coloured and linked."""

    span: Span
    claim: int
    field: str


def page(coded: Iterable[tuple[Report, Sequence[Claim]]], title: str = "Claims") -> Iterator[str]:
    """The page's parts, in order; memory holds one report at a time."""
    legend = "".join(f'<li class="{field}">{name}</li>' for field, name in FIELDS.items())
    yield markup.opening(title, _style())
    yield (
        f"<header><h1>{_text(title)}</h1>\n"
        f'<ul class="legend" aria-label="Colours of the fields">{legend}</ul></header>\n<main>\n'
    )
    for number, (report, claims) in enumerate(coded, 1):
        yield from _article(number, report, claims)
    yield "</main>\n<footer>Made by firsthand. A claim is what a source says, not what is known to be true.</footer>\n"
    yield "</body>\n</html>\n"


def _style() -> str:
    style = markup.style("base", "page")
    lit = ",".join(f"article:has(.c{n}:target) .k{n}" for n in range(1, LIT + 1))
    return f"{style}{lit}{{outline:2px solid var(--link);}}\n"


def _article(number: int, report: Report, claims: Sequence[Claim]) -> Iterator[str]:
    name = f"r{number}"
    about = [report.publisher or "publisher unknown", report.published or "date of publication unknown"]
    about += [x for x in (report.author, report.url, report.origin) if x]
    yield f'<article id="{name}" aria-labelledby="{name}h">\n'
    yield f'<h2 id="{name}h" dir="auto">{_text(report.title or report.origin or f"Report {number}")}</h2>\n'
    yield f'<p class="about">{" · ".join(f"<bdi>{_text(x)}</bdi>" for x in about)}</p>\n'
    yield f'<div class="text">{"".join(marked(report.text, claims, name))}</div>\n'
    if not claims:
        yield '<p class="none">No claim found.</p>\n</article>\n'
        return
    yield '<ol class="claims" aria-label="Claims of this report">\n'
    for at, claim in enumerate(claims, 1):
        yield _claim(name, at, claim)
    yield "</ol>\n</article>\n"


def marks_of(claims: Sequence[Claim]) -> list[Mark]:
    """Every span of every claim's fields but the quote's, in the order of the text."""
    found: list[Mark] = []
    for at, claim in enumerate(claims, 1):
        phrases: list[tuple[str, Phrase | None]] = [("trigger", claim.trigger), ("when", claim.when)]
        phrases += [("where", claim.where), *(("who", x) for x in claim.actors), *(("means", x) for x in claim.means)]
        phrases += [("harm", x) for x in claim.harm]
        found += [Mark(x.span, at, field) for field, x in phrases if x is not None and x.span is not None]
        found += [Mark(link.span, at, "source") for link in claim.attribution if link.span is not None]
    return sorted(mark for mark in dict.fromkeys(found) if mark.span.start < mark.span.end)


def marked(text: str, claims: Sequence[Claim], name: str) -> Iterator[str]:
    """The report's text as paragraphs, cut wherever a span begins or ends; overlapping spans share their pieces."""
    marks = marks_of(claims)
    starts: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        starts[mark.span.start].append(mark)
    numbers: dict[int, list[int]] = defaultdict(list)
    for at, claim in enumerate(claims, 1):
        if claim.quote.span is not None:
            numbers[claim.quote.span.start].append(at)
    cuts = {0, len(text), *numbers, *starts, *(mark.span.end for mark in marks)}
    cuts |= {match.start() for match in re.finditer("\n", text)} | {m.end() for m in re.finditer("\n", text)}
    active: list[Mark] = []
    yield '<p dir="auto">'
    for start, end in itertools.pairwise(sorted(cuts)):
        active = [mark for mark in active if mark.span.end > start] + starts[start]
        if text[start] == "\n" and end == start + 1:
            yield '</p>\n<p dir="auto">'
            continue
        for at in numbers[start]:
            yield f'<a class="n" href="#{name}c{at}" data-n="{at}" aria-label="claim {at}"></a>'
        spans = dict.fromkeys(mark.span for mark in starts[start])
        yield from (f'<span id="{name}s{span.start}-{span.end}"></span>' for span in spans)
        yield _piece(text[start:end], active, name)
    yield "</p>"


def _piece(text: str, active: Sequence[Mark], name: str) -> str:
    """A piece of text under some marks: the colour is that of the shortest span, the title names all."""
    if not active:
        return _text(text)
    first = min(active, key=lambda mark: (mark.span.end - mark.span.start, mark.claim))
    title = "; ".join(dict.fromkeys(f"claim {mark.claim}: {FIELDS[mark.field]}" for mark in active))
    lit = "".join(f" k{at}" for at in dict.fromkeys(mark.claim for mark in active) if at <= LIT)
    return f'<a class="m {first.field}{lit}" href="#{name}c{first.claim}" title="{title}">{_text(text)}</a>'


def _claim(name: str, at: int, claim: Claim) -> str:
    rows: list[tuple[str, str]] = [("trigger", _phrase(name, claim.trigger, ""))]
    for actor in claim.actors:
        as_what = f"{actor.role.replace('_', ' ')}: {words.named(actor)} ({actor.kind})"
        rows.append(("who", _phrase(name, actor, as_what)))
    rows += [("means", _phrase(name, means, means.kind or "")) for means in claim.means]
    if claim.when is not None:
        rows.append(("when", _phrase(name, claim.when, words.when(claim.when))))
    if claim.where is not None:
        rows.append(("where", _phrase(name, claim.where, words.where(claim.where))))
    rows += [("harm", _phrase(name, harm, words.harm((harm,)))) for harm in claim.harm]
    chain = " ‹ ".join(
        f'<a href="#{name}s{link.span.start}-{link.span.end}"><bdi>{_text(link.source)}</bdi></a>'
        if link.span is not None and link.span.start < link.span.end
        else f"<bdi>{_text(link.source)}</bdi>"
        for link in reversed(claim.attribution)
    )
    rows.append(("source", chain or "unknown"))
    status = f" <small>({_text(words.status(claim))})</small>" if words.status(claim) else ""
    fields = "".join(f'<dt class="{field}">{FIELDS[field]}</dt><dd>{value}</dd>' for field, value in rows)
    return (
        f'<li class="claim c{at}" id="{name}c{at}"><h3>{at} · {_text(words.kind(claim.event_type))}{status}</h3>'
        f"<dl>{fields}<dt>confidence</dt><dd>{claim.confidence:.2f}</dd></dl></li>\n"
    )


def _phrase(name: str, phrase: Phrase, coded: str) -> str:
    """The words of a field, linked to where they stand, and what they were coded as."""
    parts = []
    if phrase.text and phrase.span is not None:
        link = f"#{name}s{phrase.span.start}-{phrase.span.end}"
        parts.append(f'<a href="{link}"><bdi>“{_text(phrase.text)}”</bdi></a>')
    if coded:
        parts.append(f'<span class="as"><bdi>{_text(coded)}</bdi></span>')
    return " ".join(parts)
