"""Reports about reports: an outlet that the publisher retells stands behind the sentences that name no other source."""

from __future__ import annotations

import re
from dataclasses import dataclass

from firsthand.reading.monitored import heading
from firsthand.reading.sources.names import Name, _generic
from firsthand.reading.sources.sayings import Parsed, Saying, Tokens
from firsthand.reading.sources.vocabulary import kind_of, kinds, same_outlet, words

_EARLY = 4  # sentences at a report's start in which the outlet that it retells is named
_REFERENCES = 2  # so many later references make an outlet that was named early the standing source
_WHOLE = frozenset({"anaphor", "as"})  # "X reports this", "as X reports": the frame is about the report itself


_SITE = re.compile(r"\s+(?:news agency|website|web site)", re.IGNORECASE)
_DESCRIBED = re.compile(r"^(?:(?:the|a|an)\s+)?(?:[a-z][\w-]*\s+)*")


@dataclass(frozen=True, slots=True)
class Headed:
    """The outlet whose report a text is, by its first line: name, and characters of the name and of the report."""

    name: str
    source: tuple[int, int]
    content: tuple[int, int]


def headed(p: Parsed) -> Headed | None:
    """The outlet that a monitor's heading names, or None."""
    match = heading(p.text)
    if match is None:
        return None
    described = _DESCRIBED.match(match["name"])
    first = match.start("name") + (described.end() if described else 0)
    name = p.text[first : match.end("name")].strip()
    outlet = kind_of(match["name"]) == "media" or _SITE.match(p.text, match.end("name"))
    if not name[:1].isupper() or not outlet:
        return None
    return Headed(name, (first, match.end("name")), (match.end(), len(p.text)))


@dataclass(slots=True)
class Standing:
    """An outlet behind the stretches of text ``content``, told by the saying with index ``frame``."""

    frame: int
    content: list[Tokens]


def standing(p: Parsed, sayings: list[Saying], names: list[Name]) -> Standing | None:
    """The outlet that the report retells, with the text that is its account, or None.

    The account begins with what "this" stands for and ends where another outlet or an unnamed source takes over at the
    head of a paragraph, or where a paragraph leaves it ("Earlier, ..."), after the last reference to the outlet.
    """
    a = p.a
    cites = [
        k
        for k, (s, n) in enumerate(zip(sayings, names, strict=True))
        if n.kind == "media" and not n.person and s.form != "relay" and not _generic(n, kinds())
    ]
    opening = next((k for k in reversed(cites) if a.sent[sayings[k].head] < _EARLY and _is_inner(sayings, k)), None)
    if opening is None:
        return None
    name = names[opening].name
    same = [k for k in cites if same_outlet(names[k].name, name)]
    later = [k for k in same if sayings[k].head > sayings[opening].head]
    frames = [k for k in same if sayings[k].form in _WHOLE and a.sent[sayings[k].head] < _EARLY]
    framed = [k for k in frames if sayings[k].form == "anaphor" or _retells(p, sayings, k)]
    if not framed and len(later) < _REFERENCES:
        return None
    first = sayings[same[0]]
    start = 0 if framed else a.sentence(first.head)[0]
    end = _end(p, sayings, names, name, sayings[same[-1]].head)
    if not later and not any(sayings[k].form == "anaphor" for k in framed):
        end = min(end, _paragraph_end(p, first.head))  # named once, and not for all that the report says
    own = [s.cue for k in same for s in (sayings[k],)]
    content = p.without((start, end), [(min(c, a.n), min(e, a.n)) for c, e in own] if len(own) < 200 else [])
    return Standing(opening, content)


def _retells(p: Parsed, sayings: list[Saying], k: int) -> bool:
    """Whether "as X reports" is about what the publisher tells: not about what somebody else said or denied, nor what X
    had reported before."""
    a = p.a
    saying = sayings[k]
    had = any(a.lower[c] == "had" and a.dep[c] == "aux" for c in a.children[saying.head])
    told = any(x is not saying and any(s <= x.head < e for s, e in saying.content) for x in sayings)
    return not had and not told and not saying.aside


def _paragraph_end(p: Parsed, t: int) -> int:
    """One past the paragraph of token ``t``."""
    a = p.a
    for _, last in a.sentences[a.sent[t] :]:
        if last >= a.n or "\n" in p.text[a.start[last - 1] : a.end[last]]:
            return last
    return a.n


def _is_inner(sayings: list[Saying], k: int) -> bool:
    """Whether no other cited outlet stands inside what this one is cited for ("According to A, B reports this": B)."""
    return not any(
        s <= other.head < e
        for s, e in sayings[k].content
        for other in sayings
        if other is not sayings[k] and other.form in _WHOLE
    )


def _end(p: Parsed, sayings: list[Saying], names: list[Name], name: str, last: int) -> int:
    """Where the account ends: the first paragraph after the last reference that somebody else, or nobody, tells."""
    a = p.a
    leaving = words().leaving
    takeover = [
        s.head
        for s, n in zip(sayings, names, strict=True)
        if s.head > last and _other(n, name) and s.form != "adjective"
    ]
    for t in takeover:
        start = _paragraph(p, t)
        if start > last:
            return start
    for k in range(a.sent[last] + 1, len(a.sentences)):
        start = a.sentences[k][0]
        while start < a.n - 1 and a.pos[start] == "SPACE":
            start += 1
        if a.lower[start] in leaving and _paragraph(p, start) == start:
            return start
    return a.n


def _other(found: Name, name: str) -> bool:
    return found.kind in ("media", "anonymous") and not same_outlet(found.name, name) and not found.pronoun


def _paragraph(p: Parsed, t: int) -> int:
    """First word of the paragraph of token ``t``, or of its sentence where the report has no paragraphs."""
    a = p.a
    k = a.sent[t]
    while k > 0:
        first, _ = a.sentences[k]
        if "\n" in a.text[first] or (first and "\n" in p.text[a.start[first - 1] : a.start[first]]):
            break
        if "\n" in a.text[first - 1]:
            break
        k -= 1
        if a.sent[t] - k > 12:  # one long paragraph: the sentence is enough
            k = a.sent[t]
            break
    first = a.sentences[k][0]
    while first < t and a.pos[first] == "SPACE":
        first += 1
    return first
