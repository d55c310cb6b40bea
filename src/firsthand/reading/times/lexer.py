"""Text to tokens: each word, number and mark becomes one character of a class string (see ``vocabulary``)."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from firsthand.reading.times.vocabulary import OTHER, PUNCT, Vocabulary

_DASHES = frozenset("-\u2010\u2011\u2012\u2013")


@functools.cache
def _token() -> re.Pattern[str]:
    return re.compile(
        r"(?P<word>[^\W\d_]++(?!\d)(?:['\u2019](?:clock|CLOCK))?)"
        r"|(?P<iso>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-]))"
        r"|(?P<numdate>\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\w/])|\d{1,2}-\d{1,2}-\d{4}(?![\w-])|\d{1,2}\.\d{1,2}\.\d{4}(?!\w)|\d{4}/\d{1,2}/\d{1,2}(?![\w/]))"
        r"|(?P<clockm>\d{1,2}(?:[:.]\d\d)?(?::\d\d)?\s?(?:[aApP]\.\s?[mM]\b\.?|[aApP][mM]\b))"
        r"|(?P<clock>\d{1,2}:\d\d(?::\d\d)?(?![\d:]))"
        r"|(?P<decade>(?:1[0-9]|20)\d0[sS]\b|['\u2019]\d0[sS]\b)"
        r"|(?P<shortdecade>[5-9]0[sS]\b)"
        r"|(?P<ordinal>\d{1,2}(?:st|nd|rd|th|ST|ND|RD|TH)\b)"
        r"|(?P<fraction>\d{1,2}/\d{1,2}(?![\w/]))"
        r"|(?P<money>[$\u20ac\u00a3#]\s?\d[\d.,]*\w*)"
        r"|(?P<percent>\d[\d.,]*\s?%)"
        r"|(?P<number>\d+(?:,\d{3})*(?:\.\d+)?(?!\w))"
        r"|(?P<gap>\n\s*\n|\s[-\u2013]\s|--+)"
        r"|(?P<possessive>['\u2019][sS]\b)"
        r"|(?P<period>[qQ][1-4]\b|[hH][12]\b)"
        r"|(?P<junk>\w+)"
        r"|(?P<mark>[^\s\w])"
    )


def number_role(digits: str) -> str:
    """Which of ``vocabulary.NUMBERS`` a run of digits is: "1989" is "modern year or hour"... "3" is "1-4"."""
    if "." in digits:
        return "decimal"
    if "," in digits:
        return "large"
    n, size = int(digits[:5]), len(digits)
    if size == 4:
        hour = n // 100 <= 24 and n % 100 < 60
        if not 1000 <= n <= 2100:
            return "hour" if hour else "large"
        return ("modern year" if 1900 <= n <= 2050 else "year") + (" or hour" if hour else "")
    if size > 4:
        return "large"
    if size == 2 and n < 10:
        return "00-09"
    for name, low, high in (("1-4", 1, 4), ("5-9", 5, 9), ("10-24", 10, 24), ("25-31", 25, 31), ("32-99", 32, 99)):
        if low <= n <= high:
            return name
    return "100-999" if size == 3 else "large"


@dataclass(slots=True)
class Tokens:
    """A stretch of text as classes: character ``i`` of ``classes`` is the token at ``text[starts[i]:ends[i]]``."""

    text: str
    classes: str
    starts: list[int]
    ends: list[int]

    def words(self, i: int, j: int) -> list[str]:
        """The tokens ``i`` to ``j`` in lower case."""
        return [self.text[self.starts[k] : self.ends[k]].lower() for k in range(max(i, 0), min(j, len(self.starts)))]


def tokenise(text: str, vocabulary: Vocabulary, start: int = 0, stop: int | None = None) -> Tokens:
    """The tokens of ``text[start:stop]``. Runs of unknown words are one OTHER token, so that prose costs little."""
    codes = vocabulary.codes
    classes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    last = ""
    for match in _token().finditer(text, start, len(text) if stop is None else stop):
        kind = match.lastgroup
        if kind == "word":
            code = codes.get(match[0]) or OTHER
            if code is OTHER:
                if last is OTHER:
                    continue
                code = _odd_case(match[0], vocabulary)
        elif kind == "mark":
            mark = match[0]
            code = codes["-"] if mark in _DASHES else codes["'"] if mark == "\u2019" else codes.get(mark, PUNCT)
        elif kind == "number":
            code = codes["#" + number_role(match[0])]
        elif kind == "possessive":
            code = codes["'s"]
        elif kind == "gap":
            code = PUNCT
        elif kind in ("junk", "money", "percent"):
            code = OTHER
        else:
            code = codes["#" + _SHAPE[kind or ""]]
        if code is last and (code is OTHER or code is PUNCT):
            continue
        last = code
        classes.append(code)
        starts.append(match.start())
        ends.append(match.end())
    return Tokens(text, "".join(classes), starts, ends)


_SHAPE = {
    "iso": "ISO", "numdate": "NUMDATE", "clock": "CLOCK", "clockm": "CLOCKM", "decade": "DECADE",
    "shortdecade": "SHORTDECADE", "ordinal": "ORDDIGIT",
    "fraction": "FRACTIONSIGN", "period": "PERIODSIGN",
}  # fmt: skip


def _odd_case(word: str, vocabulary: Vocabulary) -> str:
    """O'Clock and the like: words whose capitals stand in unusual places are looked up in lower case."""
    return (
        vocabulary.codes.get(word.lower().replace("\u2019", "'"), OTHER) if "'" in word or "\u2019" in word else OTHER
    )
