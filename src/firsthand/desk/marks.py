"""A report's text cut into pieces, each with the marks of the claims that rest on it. Pure.

Every character stays where it is: what could disturb (bidirectional marks, controls, invisible characters) is replaced
by one visible character each, so that a selection in the browser counts in the same characters as the spans.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from firsthand.exports.shown import UNSAFE
from firsthand.records import Claim, Phrase

WINDOW = 20_000  # characters shown at once, three long articles: with 3,000 spans in it, laid out in half a second
_JOINERS = "\u200c\u200d"  # letters of Persian and of Indic scripts are shaped by these; they hide and turn nothing
HARMLESS = "\t\n\r" + _JOINERS


class Mark(NamedTuple):
    """Words of a claim's field: which claim of the report, which field (``harm.0``), and where."""

    start: int
    end: int
    claim: int
    key: str


def plain(text: str) -> str:
    r"""The text with every disturbing character replaced by one visible one.

    >>> plain("a\u202eb\x1b[2J\n"), len(plain("a\u202eb"))
    ('a�b␛[2J\n', 3)
    """

    def replaced(match: re.Match[str]) -> str:
        letter = match.group()
        if letter in HARMLESS:
            return letter
        return chr(0x2400 + ord(letter)) if ord(letter) < 0x20 else "\ufffd"

    return UNSAFE.sub(replaced, text)


def phrases(claim: Claim) -> dict[str, Phrase]:
    """The claim's fields that rest on words, by key.

    >>> from firsthand.records import Harm, Span
    >>> claim = Claim(report_id="r", event_type="attack", trigger=Phrase(text="hit", span=Span(0, 3)), quote=Phrase(),
    ...     harm=(Harm(outcome="killed", text="two", span=Span(4, 7)),))
    >>> list(phrases(claim))
    ['trigger', 'harm.0']
    """
    found: dict[str, Phrase | None] = {"trigger": claim.trigger}
    found |= {f"actors.{n}": one for n, one in enumerate(claim.actors)}
    found |= {f"means.{n}": one for n, one in enumerate(claim.means)}
    found |= {"when": claim.when, "where": claim.where}
    found |= {f"harm.{n}": one for n, one in enumerate(claim.harm)}
    for n, link in enumerate(claim.attribution):
        if link.span is not None:
            found[f"attribution.{n}"] = Phrase(span=link.span)
    return {key: one for key, one in found.items() if one is not None and one.span is not None}


def marks_of(claims: Sequence[Claim]) -> list[Mark]:
    """The marks of all claims, in the order of the text."""
    found = []
    for number, claim in enumerate(claims):
        for key, phrase in phrases(claim).items():
            if phrase.span is not None and phrase.span.start < phrase.span.end:
                found.append(Mark(phrase.span.start, phrase.span.end, number, key))
    return sorted(found)


def window(length: int, around: int) -> tuple[int, int]:
    """The part of a text of ``length`` that is shown, with the character ``around`` well inside.

    >>> window(500, 400), window(1_000_000, 500_000), window(1_000_000, 999_999)
    ((0, 500), (493334, 513334), (980000, 1000000))
    """
    start = max(0, min(around - WINDOW // 3, length - WINDOW))
    return start, min(length, start + WINDOW)


def pieces(text: str, claims: Sequence[Claim], shown: tuple[int, int] | None = None) -> list[dict[str, Any]]:
    """The shown part of the text in pieces: ``s`` where it starts, ``t`` its text, ``m`` its marks, ``n`` the claims
    whose sentence begins there.

    Together they are the text, nothing lost and nothing twice.
    """
    first, last = shown or (0, len(text))
    marks = [mark for mark in marks_of(claims) if mark.end > first and mark.start < last]
    quotes: Mapping[int, list[int]] = _quotes(claims)
    cuts = {first, last}
    cuts |= {x for mark in marks for x in (mark.start, mark.end) if first < x < last}
    cuts |= {x for x in quotes if first < x < last}
    visible = plain(text[first:last])
    waiting = iter(marks)
    coming = next(waiting, None)
    active: list[Mark] = []
    found = []
    for start, end in itertools.pairwise(sorted(cuts)):
        active = [mark for mark in active if mark.end > start]
        while coming is not None and coming.start <= start:
            if coming.end > start:
                active.append(coming)
            coming = next(waiting, None)
        piece: dict[str, Any] = {"s": start, "t": visible[start - first : end - first]}
        if active:
            by_length = sorted(active, key=lambda mark: (mark.end - mark.start, mark.claim))
            piece["m"] = [[mark.claim, mark.key] for mark in by_length]
        if start in quotes:
            piece["n"] = quotes[start]
        found.append(piece)
    return found


def _quotes(claims: Sequence[Claim]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for number, claim in enumerate(claims):
        if claim.quote.span is not None:
            found[claim.quote.span.start].append(number)
    return found
