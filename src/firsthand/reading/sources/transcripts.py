"""Transcripts: "MR. DASK: We have seen the report." All that follows, up to the next speaker's line, he says."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from firsthand.reading.sources.sayings import Parsed, Saying

# A name in capitals before a colon at the start of a line; one who speaks twice, or a question, makes it a transcript.
_SPEAKER = re.compile(
    r"^[ \t]*(?:(?:MR|MRS|MS|DR|GEN|COL|LT|CAPT|AMB|SEN|REP)\.? )?"
    r"(?P<name>[A-Z][A-Z'’.-]+(?: [A-Z][A-Z'’.-]+){0,3})"
    r"(?:\s?\([^)\n]{2,40}\)|, (?P<title>[A-Z][A-Z .,'’&-]{2,60}))?\s?:\s",
    re.MULTILINE,
)
# Titles of the broadcaster's own people: what they say, it says.
_OWN = re.compile(r"\b(?:ANCHOR|CO-ANCHOR|CORRESPONDENT|HOST|CO-HOST|REPORTER|MODERATOR)\b")
_ASKS = frozenset({"Q", "QUESTION", "REPORTER", "JOURNALIST", "INTERVIEWER", "MODERATOR", "OPERATOR"})


def transcript_sayings(p: Parsed) -> Iterator[Saying]:
    """A saying for each line of a speaker; questions are nobody's claim.

    >>> # "MR. DASK: Rebels left.\\n\\nQUESTION: When?" -> DASK says "Rebels left."
    """
    a = p.a
    lines = [] if a.string.isupper() else list(_SPEAKER.finditer(a.string))
    names = [m["name"] for m in lines]
    known = {n for n in names if names.count(n) > 1 or any(x != n and x.split()[-1] == n for x in names)}
    if len(names) < 2 or (not known and not _ASKS & set(names)):
        return  # "OVERVIEW: ...", "ACCESS: ...": headings, each once
    own = {m["name"].split()[-1] for m in lines if _OWN.search(m["title"] or "")}
    ends = [*(m.start() for m in lines[1:]), len(a.string)]
    for match, end in zip(lines, ends, strict=True):
        if match["name"] in _ASKS or match["name"].split()[-1] in own:
            continue
        first = bisect_left(a.start, match.start("name"))
        colon = bisect_left(a.start, match.start() + match[0].index(":"))
        last = bisect_right(a.end, end)
        span = p.trimmed(first, bisect_left(a.start, match.end("name")))
        content = p.trimmed(colon + 1, last)
        if span and content and a.text[colon] == ":":
            yield Saying(colon, (colon, colon + 1), span, span[1] - 1, [content], "say", "headline")
