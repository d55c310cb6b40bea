"""Who speaks by the square brackets of monitoring services: "[SPEECH] [PRESIDENT ORLIN DASK] [TEXT] FELLOW COUNTRYMEN".

A heading names who says the whole text; in an interview, a news conference or a recording each speaker has a bracket of
his own: "[DASK] WE ATTACKED". What reporters ask there is nobody's claim.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from firsthand.reading.sources.sayings import Parsed, Saying
from firsthand.reading.sources.vocabulary import kind_of
from firsthand.yamlfile import parse

_HEAD = 400  # characters: the heading stands in the report's first line
_NAMES = re.compile(r"\s*\[([^\[\]\n]{2,200})\]")
_LABEL = re.compile(r"(?:(?<=[\n\].?!\"])|\A)\s*\[([A-Z][^\[\]\n,\d]{1,90})(?:, [^\[\]\n]{2,60})?\]\s+(?=\S)")
_RECORDING = re.compile(
    r"\[begin (?:video )?recording\](?P<text>.*?)(?:\[end (?:video )?recording\]|\Z)", re.IGNORECASE | re.DOTALL
)
_BY = re.compile(r"\b(?:issued|read|given|delivered|signed)?\s*\b(?:by|from|of)\s+(.+)", re.IGNORECASE)
_WITH = re.compile(r"\bwith\s+(.+?)(?:,?\s+by\s+(.+))?$", re.IGNORECASE)
_LINKS = frozenset({"and", "by", "with", "of", "the", "a", "an", "at", "in", "for"})


@dataclass(frozen=True)
class Brackets:
    """The words of such headings, in lower case."""

    own: frozenset[str]
    others: frozenset[str]
    talks: frozenset[str]
    nobody: frozenset[str]
    asking: frozenset[str]
    heading: re.Pattern[str]
    question: re.Pattern[str]


@functools.cache
def _words() -> Brackets:
    data = parse((resources.files("firsthand.reading.sources") / "bracketed.yaml").read_text(encoding="utf-8"))
    own, others, talks, nobody, asking = (
        frozenset(data[name]) for name in ("own", "others", "talks", "nobody", "asking")
    )
    kinds = "|".join(sorted((re.escape(k) for k in own | others | talks), key=len, reverse=True))
    heading = re.compile(
        rf"\A(?:[^\[\]\n]{{0,200}}(?:--|—|–)\s*)?\s*(?:\[(?:text|excerpts?)\]\s*)?\[(?P<kind>{kinds})\b(?P<more>[^\[\]\n]{{0,300}})\]",
        re.IGNORECASE,
    )
    question = re.compile(rf"(?:\n|\])\s*\[(?:{'|'.join(asking)})\]", re.IGNORECASE)
    return Brackets(own, others, talks, nobody, asking, heading, question)


def bracketed_sayings(p: Parsed) -> Iterator[Saying]:
    """A saying for whoever the heading names, and for every stretch that a bracket gives to a speaker.

    >>> # "KASARI, 3 MAY 89 -- [SPEECH] [PRESIDENT ORLIN DASK] [TEXT] REBELS LEFT." -> ORLIN DASK says all of it
    """
    text = p.a.string
    if "[" not in text:
        return
    table = _words()
    head = table.heading.match(text[: _HEAD * 2])
    if head is not None:
        kind = head["kind"].lower()
        if kind in table.talks:
            yield from _in_turn(p, table, _parts_taken(head["more"]), head.end(), len(text))
            return
        named = _named(table, text, head, kind)
        if named is not None:
            yield from _spoken(p, *named, named[1], len(text))
    elif table.question.search(text) is not None and _RECORDING.search(text) is None:
        yield from _in_turn(p, table, None, 0, len(text))  # the rest of a talk: "[TEXT] [CONTINUED] [DASK] NO."
        return
    for match in _RECORDING.finditer(text):
        yield from _in_turn(p, table, None, match.start("text"), match.end("text"))


def _named(table: Brackets, text: str, head: re.Match[str], kind: str) -> tuple[int, int] | None:
    """Where in the text the heading names who says all that follows."""
    by = _BY.search(head["more"])
    if by is not None and kind in table.own:
        start = head.start("more") + by.start(1)
        return start, start + _name_length(by[1])
    at = head.end()
    while (found := _NAMES.match(text, at)) is not None:
        name = found[1].strip()
        if name.lower() not in table.nobody:
            body = kind_of(name[: _name_length(name)]) not in (None, "media", "document", "anonymous")
            if kind in table.own or body:
                return found.start(1), found.start(1) + _name_length(found[1])
            return None
        at = found.end()
    return None


def _name_length(name: str) -> int:
    """Characters of a name up to what describes it: "COLONEL ORLIN DASK, COMMANDER OF THE THIRD BRIGADE"."""
    return next((k for k, c in enumerate(name) if c in ",;("), len(name))


@dataclass(frozen=True)
class _Parts:
    """The words of whoever answers in an interview, and of whoever asks."""

    answering: frozenset[str]
    asking: frozenset[str]


def _parts_taken(more: str) -> _Parts:
    """ "WITH PRESIDENT ORLIN DASK BY TALA REPORTERS", "WITH REPORTERS BY PRESIDENT DASK"."""
    match = _WITH.search(more.strip())
    first, second = (match[1], match[2] or "") if match is not None else ("", more)
    asking = _words().asking
    one, other = (frozenset(re.findall(r"[\w'’-]+", x.lower())) - _LINKS for x in (first, second))
    if one & asking and other and not other & asking:
        return _Parts(other, one)
    return _Parts(one - asking, other - one)


def _in_turn(p: Parsed, table: Brackets, parts: _Parts | None, start: int, end: int) -> Iterator[Saying]:
    """The stretches between brackets that name a speaker, in ``[start, end)`` of the text."""
    text = p.a.string
    found: list[tuple[re.Match[str], bool]] = []
    met: set[str] = set()
    for match in _LABEL.finditer(text, start, end):
        words = frozenset(re.findall(r"[\w'’-]+", match[1].lower()))
        if match[1].lower() in table.nobody or not words:
            continue
        asks = bool(words & table.asking) or (parts is not None and bool(words & parts.asking - parts.answering))
        answers = not asks and (bool(words & parts.answering) if parts is not None else not met or bool(words & met))
        if asks or answers:
            found.append((match, asks))
            met |= words if answers else set()
    for k, (match, asks) in enumerate(found):
        if not asks:
            stop = found[k + 1][0].start() if k + 1 < len(found) else end
            yield from _spoken(p, match.start(1), match.end(1), match.end(), stop)


def _spoken(p: Parsed, first: int, last: int, start: int, end: int) -> Iterator[Saying]:
    """The saying of the name at characters ``[first, last)``, with the text ``[start, end)`` as content."""
    a = p.a
    span = p.trimmed(bisect_left(a.start, first), bisect_left(a.start, last))
    content = p.trimmed(bisect_left(a.start, start), bisect_right(a.end, end))
    if span and content and span[0] > 0:
        yield Saying(span[0] - 1, (span[0] - 1, span[0]), span, span[1] - 1, [content], "say", "bracket")
