"""Conditions that a rule may set besides its pattern (``need`` in ``rules.yaml``), checked in the text around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from firsthand.reading.times.grammar import Match
from firsthand.reading.times.lexer import Tokens

if TYPE_CHECKING:
    from spacy.tokens import Doc

_COUNT_BEFORE = re.compile(
    r"(?:\b(?:some|about|nearly|almost|than|least|most|approximately|roughly|over|killed|killing|another|of the"
    r"|no\.?|nos\.?|flight|room|route|highway|articles?|law|resolution|page|boeing|number|x|model|unit|decree|channel|volume)|[-/#.:$\u20ac\u00a3*+=])\s*$",
    re.I,
)
_COUNT_AFTER = re.compile(
    r"\s*(?:[-/:]\d(?!\d{3}\b)|\.\d|,\d{3}|%|[-\u2010]?(?:strong|mm|km|kg|cm|ft|m|hp|rpm|c|k)\b)", re.I
)
_FRACTION = re.compile(r"\b(?:an?|one|two|three|[1-3])[\s-]quarters?\s+of\b|-quarters\b|-quarter-", re.I)
_MONEY = re.compile(
    r"(?:[$\u20ac\u00a3]\s?[\d.,]+(?:\s\w+)?|\b(?:[\d.,]+|once|twice|times|percent|thousand|million|billion|dollars|%|[a-z]{3,}s))\s+$",
    re.I,
)

_WHOLE = re.compile(
    r"\s+(?:of|in)\s+(?:(?:the|this|last|next)\s+)*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|year|month|quarter|summer|winter|"
    r"spring|autumn|fall|first|second|third|fourth|(?:19|20)\d\d\b)", re.I,
)  # fmt: skip

_PRICES = re.compile(r"\s+(?:prices?|levels?|rates?|values?|costs?)\b", re.I)
_MODAL_MAY = re.compile(r"\s+(?:have|be|not|also|well|only|never|indeed|no longer|soon|still|yet|even|just)\b", re.I)
_DATING = re.compile(r"\b(?:on|since|until|till|by|before|after|from|between|and|to|in)\s+$", re.I)
# "the 19 April Movement", "the 23 March Brigade": a date in a name
_NAMED = re.compile(
    r"(?:['\u2019]s)?\s+\(?(?:\w+\s+)?(?:movement|brigades?|battalion|regiment|revolution|front|square|street|avenue|bridge"
    r"|alliance|coalition|organi[sz]ation|hospital|university|stadium|party|division|airport|camp|dam)\b", re.I,
)  # fmt: skip

NEEDS = frozenset(
    {
        "not_verb",
        "upper",
        "no_count",
        "no_count_before",
        "no_fraction",
        "has_period",
        "clock",
        "rate",
        "adverb",
        "title",
        "whole",
        "next_day",
    }
)


def allowed(match: Match, tokens: Tokens, doc: Doc | None) -> bool:
    """Whether the rule's further condition holds at this match."""
    need = match.rule.need
    start, end = tokens.starts[match.first], tokens.ends[match.last - 1]
    text = tokens.text
    if "unit" in match.groups and _is_title(text, start, end):
        return False
    if need is None:
        return True
    if need == "no_fraction":
        return not _FRACTION.search(text, max(0, start - 1), end + 12)
    if need == "not_verb":
        if text[end - 3 : end].lower() == "may" and _MODAL_MAY.match(text, end, end + 12):
            return False
        return not _is_verb(start, end, doc)
    if need == "upper":
        return text[start:end].isupper()
    if need == "no_count":
        return not _COUNT_BEFORE.search(text, max(0, start - 20), start) and not _COUNT_AFTER.match(text, end, end + 8)
    if need == "no_count_before":
        return not _COUNT_BEFORE.search(text, max(0, start - 20), start)
    if need == "clock":
        return not _COUNT_AFTER.match(text, end, end + 8) and not _PRICES.match(text, end, end + 12)
    if need == "rate":
        return bool(_MONEY.search(text, max(0, start - 30), start))
    if need == "adverb":
        return not text[start:end].istitle() or start == 0
    if need == "whole":  # "the first week of" what is no time is left alone
        return bool(_WHOLE.match(text, end, end + 40))
    if need == "title":
        return text[start:end].istitle() or text[start:end].isupper()
    if need == "next_day":  # "June 11 and 12": not "on May 5 and 120 others", "May 5 and 12 people"
        first, second = (words[0] if words else "" for words in (match.groups["day"], match.groups["day2"]))
        return first.isdigit() and second.isdigit() and int(second) == int(first) + 1
    if need == "has_period":
        return bool(re.search(r"quarter|half", text[max(0, start - 400) : start], re.I))
    raise ValueError(f"rules.yaml asks for an unknown condition: {need}")


def _is_title(text: str, start: int, end: int) -> bool:
    """A programme or paper: "This Week" in quotes or among small letters."""
    words = text[start:end].split()
    if len(words) < 2 or not all(w[:1].isupper() and not w.isupper() for w in words):
        return False
    before = text[max(0, start - 30) : start].rstrip(" \n")
    return before.endswith(('"', "\u201c", "``")) or before.split(" ")[-1][:1].islower()


def is_name(match: Match, tokens: Tokens) -> bool:
    """Whether a date is part of a name: what follows is a kind of name, with a capital as the date's month has."""
    if not match.groups.keys() >= {"day", "month"} or "year" in match.groups:
        return False
    start, end = tokens.starts[match.first], tokens.ends[match.last - 1]
    if _DATING.search(tokens.text, max(0, start - 12), start):
        return False  # "on 5 October Front leaders met"
    m = _NAMED.match(tokens.text, end, end + 40)
    return m is not None and m[0].strip(" ('s\u2019")[:1].isupper()


def _is_verb(start: int, end: int, doc: Doc | None) -> bool:
    """By the tagger, where there is one: "may" and "march" as verbs."""
    if doc is None or not doc.has_annotation("TAG"):
        return False
    span = doc.char_span(start, end, alignment_mode="expand")
    return span is not None and span[0].tag_ in ("MD", "VB", "VBP")
