"""Windows: the stretches of words that go through the network together.

A window holds whole sentences of neighbouring paragraphs, at most ``CAP`` pieces, because attributions need
their neighbours and the network was trained on such windows. Cuts fall at paragraph breaks where possible,
else after sentence-final punctuation, else (sentences longer than ``HARD_CAP`` pieces) after a comma or anywhere.
Planning is linear in the number of words, whatever the text.
"""

from __future__ import annotations

from collections.abc import Sequence

CAP = 160
HARD_CAP = 256
# A paragraph's end closes a window that is at least this full; below, the next paragraph joins it.
_ENOUGH = 0.4
FINAL = frozenset({".", "!", "?", "...", "\u2026", "....", "?!", "!!", "!!!", "??"})
CLOSING = frozenset({'"', "''", "'", "\u201d", "\u2019", "\u00bb", ")", "]"})


def closes_sentence(words: Sequence[str], i: int) -> bool:
    """Whether a sentence may end before word ``i``: final punctuation, then perhaps closing marks."""
    k = i - 1
    while k > 0 and i - k <= 3 and words[k] in CLOSING:
        k -= 1
    return words[k] in FINAL and words[i] not in CLOSING


def goes_on(words: Sequence[str], i: int) -> bool:
    """Whether a line that opens with word ``i`` goes on with the last one: it opens with a small letter, and that one
    has no end. In a page's text a link may have a line of its own.

    >>> goes_on(["the", "coalition", "struck"], 1), goes_on(["Injured", ":", "two"], 2), goes_on(["a", ".", "b"], 2)
    (True, False, False)
    """
    return i > 0 and words[i][:1].islower() and words[i - 1] not in {":", ";"} and not closes_sentence(words, i)


def plan_windows(
    words: Sequence[str], sizes: Sequence[int], breaks: Sequence[bool], cap: int = CAP
) -> list[tuple[int, int]]:
    """Cut a text's words into windows.

    Args:
        words: the words of the text, without whitespace tokens.
        sizes: the number of pieces of each word.
        breaks: whether a paragraph or line starts at each word.
        cap: the most pieces of a window; one sentence alone may have up to ``HARD_CAP``.

    Returns:
        The windows in order as ``(start, end)``; together they cover all words once.

    Example:
        >>> plan_windows(["A", ".", "B", "."], [1] * 4, [False] * 4, cap=3)
        [(0, 2), (2, 4)]
    """
    out: list[tuple[int, int]] = []
    start, filled = 0, 0
    soft = comma = paragraph = -1
    soft_fill = comma_fill = paragraph_fill = 0
    for i, size in enumerate(sizes):
        if i > start:
            if breaks[i]:
                soft, soft_fill = i, filled
                paragraph, paragraph_fill = i, filled
            elif closes_sentence(words, i):
                soft, soft_fill = i, filled
            elif words[i - 1] in {",", ";", ":"}:
                comma, comma_fill = i, filled
        while filled + size > (cap if soft > start else HARD_CAP):
            if paragraph > start and paragraph_fill > cap * _ENOUGH:
                cut, used = paragraph, paragraph_fill
            elif soft > start:
                cut, used = soft, soft_fill
            elif comma > start and comma_fill > HARD_CAP // 2:
                cut, used = comma, comma_fill
            else:
                cut, used = i, filled
            out.append((start, cut))
            start, filled = cut, filled - used
            soft_fill, comma_fill, paragraph_fill = soft_fill - used, comma_fill - used, paragraph_fill - used
        filled += size
    if start < len(words):
        out.append((start, len(words)))
    return out
