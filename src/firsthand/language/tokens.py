"""All tokens of a text of any length and kind, in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator

# spaCy's tokenizer is quadratic in the length of one word without spaces ("!!!!..."), so longer ones are cut by a
# plain pattern first; the longest word of EWT and GUM has 204 characters.
LONGEST = 240
_CHUNK = re.compile(r"\S+|\s+")
_ROUGH = re.compile(r"\w{1,64}|[^\w\s]{1,8}")
_CHUNK_CHARS = 20_000


def chunks(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a text into stretches for the tokenizer, which joined give the text again.

    Yields:
        A stretch and whether it is one overlong word. Other stretches end after whitespace.
    """
    start = filled = 0
    for found in _CHUNK.finditer(text):
        size = found.end() - found.start()
        if size > LONGEST and not found.group()[0].isspace():
            if start < found.start():
                yield text[start : found.start()], False
            yield found.group(), True
            start, filled = found.end(), 0
            continue
        filled += size
        if filled >= _CHUNK_CHARS and found.group()[0].isspace():
            yield text[start : found.end()], False
            start, filled = found.end(), 0
    if start < len(text):
        yield text[start:], False


def rough_words(word: str) -> list[str]:
    """Parts of an overlong word; joined they give the word again.

    >>> rough_words("abc---def")
    ['abc', '---', 'def']
    """
    out, end = [], 0
    for found in _ROUGH.finditer(word):
        if found.start() > end:
            out.append(word[end : found.start()])
        out.append(found.group())
        end = found.end()
    if end < len(word):
        out.append(word[end:])
    return out
