"""How many: number phrases to bounds. "At least nine" is 9 and open, "dozens" 24 and open, "nine" 9 and 9."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib import resources
from typing import Any

from firsthand.reading.arrays import Arrays
from firsthand.yamlfile import parse

_TIMES = re.compile(r"(\d+)[x×]")  # "2x KIA"
_OR_MORE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)\+")  # "30+ injured"
_DIGITS = re.compile(r"\d{1,3}(?:[,.\u202f\u00a0]\d{3})+|\d+(?:\.\d+)?")
_LEFT = 5  # words looked back over for "at least", "an estimated"


@dataclass(frozen=True, slots=True)
class Quantity:
    """Inclusive bounds, None where open, and the tokens of the number phrase."""

    low: int | None
    high: int | None
    first: int
    last: int


@dataclass(frozen=True)
class _Words:
    units: dict[str, int]
    scales: dict[str, int]
    counters: dict[str, list[int]]
    containers: frozenset[str]
    alone: frozenset[str]
    measures: frozenset[str]
    vague: dict[str, int | None]
    before: tuple[tuple[tuple[str, ...], str], ...]  # phrase, kind; the longest first
    not_counts: frozenset[str]
    collective: frozenset[str]
    fractions: frozenset[str]


@functools.lru_cache(maxsize=1)
def number_words() -> _Words:
    data: Any = parse((resources.files("firsthand.reading") / "quantities.yaml").read_text(encoding="utf-8"))
    kinds = ("at_least", "above", "at_most", "below", "about")
    before = sorted(((tuple(p.split()), k) for k in kinds for p in data[k]), key=lambda x: -len(x[0]))
    return _Words(
        data["units"], data["scales"], data["counters"], frozenset(data["containers"]), frozenset(data["alone"]),
        frozenset(data["measures"]), data["vague"], tuple(before),
        frozenset(data["not_counts"]), frozenset(data["collective"]),
        frozenset(data["fractions"]),
    )  # fmt: skip


def number(text: str) -> int | None:
    """The whole number that a numeral or number word stands for.

    >>> number("1,200"), number("twenty-one"), number("nine"), number("3.5"), number("Mi-24")
    (1200, 21, 9, None, None)
    """
    words, lower = number_words(), text.lower()
    if lower in words.units:
        return words.units[lower]
    if lower in words.scales:
        return words.scales[lower]
    counted_off = _TIMES.fullmatch(lower) or _OR_MORE.fullmatch(lower)
    match = _DIGITS.fullmatch(counted_off[1] if counted_off else lower)
    if match:
        digits = re.sub(r"[,\u202f\u00a0]", "", match[0])
        return int(digits) if digits.isdigit() else None
    tens, _, ones = lower.partition("-")
    if tens in words.units and ones in words.units:
        return words.units[tens] + words.units[ones]
    return None


def bounds(low: int, high: int, kind: str) -> tuple[int | None, int | None]:
    """Bounds of a number under what stands before it.

    >>> bounds(50, 50, "above"), bounds(9, 9, "at_least"), bounds(20, 20, "at_most")
    ((51, None), (9, None), (None, 20))
    """
    if kind == "above":
        return high + 1, None
    if kind == "at_least":
        return low, None
    if kind == "at_most":
        return None, high
    if kind == "below":
        return None, max(0, low - 1)
    return low, high


def quantity_of(a: Arrays, head: int) -> Quantity | None:
    """How many of what ``head`` heads; None where no number, article or counting noun says so.

    A bare plural ("soldiers were killed") has no bounds and gives None; a bare singular or a name is one.
    """
    words = number_words()
    lemma = a.lemma[head]
    if lemma in words.counters and lemma not in words.scales and number(a.text[head]) is None and a.pos[head] == "NUM":
        return _counter(a, head, words)  # "a dozen", tagged as a numeral
    if a.pos[head] == "NUM" or (a.pos[head] != "NOUN" and number(a.text[head]) is not None):
        return _numeral(a, head)
    if lemma in words.counters and (a.lower[head] != lemma or _counted_before(a, head)):
        return _counter(a, head, words)
    numerals = [c for c in a.children[head] if a.dep[c] == "nummod" and c < head]
    for c in a.children[head]:
        if c in numerals[:-1] and "and" in a.lower[c : numerals[-1]] and not _joined(a, numerals[-1] - 1):
            continue  # "six dead and nine others": nine
        if a.dep[c] == "nummod" and c < head:
            if c + 1 in numerals and a.lemma[c + 1] in words.counters and a.lemma[c + 1] not in words.scales:
                times, one = number(a.text[c]), words.counters[a.lemma[c + 1]][0]  # "two dozen activists"
                first, kind = _before(a, c)
                return None if times is None else Quantity(*bounds(times * one, times * one, kind), first, c + 1)
            dozens = a.lemma[c] in words.counters and a.lower[c] not in words.units and not _spelt(a, c)
            return _counter(a, c, words) if dozens else _numeral(a, c)
        if a.dep[c] in ("amod", "det") and a.lemma[c] in ("many", "few", "much"):
            for g in a.children[c]:
                if a.dep[g] == "obl" and a.pos[g] == "NUM" and c < g < head:
                    return _numeral(a, g)  # "as many as 70 people"
    for c in a.children[head]:
        if a.lemma[c] in words.vague and a.dep[c] in ("amod", "det", "nummod", "advmod"):
            return Quantity(words.vague[a.lemma[c]], None if a.lemma[c] != "both" else 2, c, c)
        if a.dep[c] in ("amod", "nummod") and a.lemma[c] in words.counters:
            return _counter(a, c, words)
        if a.dep[c] == "det" and a.lower[c] == "no":
            return Quantity(0, 0, c, c)
    for c in a.children[head]:  # "20 diplomats hostages"
        if a.dep[c] == "compound" and a.tag[c] == a.tag[head] == "NNS" and c < head:
            for g in a.children[c]:
                if a.dep[g] == "nummod" and g < c:
                    return _numeral(a, g)
    if lemma in words.fractions and _of(a, head) is not None:
        return None  # "half of the passengers"
    if lemma in words.containers:
        of = _of(a, head)
        if of is not None and not (lemma in words.alone and any(a.lower[c] in ("a", "an") for c in a.children[head])):
            inner = quantity_of(a, of)
            return inner if inner is None or inner.low != 1 or a.tag[of] not in ("NN", "NNP") else None
        elif lemma not in words.alone:
            return None
    stray = _stray_number(a, head)
    if stray is not None:
        return _numeral(a, stray)
    for c in a.children[head]:
        if a.dep[c] == "det" and a.lower[c] in ("a", "an", "another", "one"):
            return Quantity(1, 1, c, c) if a.tag[head] in ("NN", "NNP", "JJ") else None  # "a 19-year-old"
    # of several beside each other only "the mayor and two guards" is sure to be one: "villager and herder deaths"
    alone = not any(a.dep[c] == "conj" for c in a.children[head])
    if a.tag[head] == "NN" and a.lower[head].endswith("s") and not a.lower[head].endswith(("ss", "us", "is")):
        return None  # "decoys", tagged as a singular
    if lemma in words.collective:
        return None
    # "journalist Ana Soto and her husband"
    named = any(a.dep[c] == "appos" and c == head + 1 and a.pos[c] == "PROPN" for c in a.children[head])
    own = named or any(a.dep[c] in ("det", "nmod:poss") for c in a.children[head])
    if a.tag[head] in ("NN", "NNP") and (alone or own):
        return Quantity(1, 1, head, head)
    return None


def _stray_number(a: Arrays, head: int) -> int | None:
    """The numeral right before a plural that the parser hung elsewhere: "... Zawatin, 5 Russians surrendered"."""
    if a.tag[head] not in ("NNS", "NNPS"):
        return None
    t = head - 1
    while t > 0 and a.head[t] == head and a.dep[t] in ("amod", "compound"):
        t -= 1
    if t < 0 or a.pos[t] != "NUM" or a.sent[t] != a.sent[head] or a.head[t] == head:
        return None
    if a.dep[t] == "nummod" and not (
        a.head[t] == t - 1 and a.lemma[t - 1] in ("week", "month", "year", "night", "day")
    ):
        return None  # but "over the past week 30 men were abducted"
    value = number(a.text[t])
    if value is None or 1900 <= value <= 2100 or any(a.dep[c] == "case" for c in a.children[t]):
        return None  # "in 1992 soldiers ..."
    return t


def counted(a: Arrays, head: int) -> int:
    """The token that names what is counted: "civilians" of "dozens of civilians", else ``head`` itself."""
    words = number_words()
    if a.lemma[head] in words.counters or a.lemma[head] in words.containers | words.fractions or a.pos[head] == "NUM":
        of = _of(a, head)
        if of is not None:
            return of
    return head


def measured(a: Arrays, head: int) -> int:
    """What there is so much of: "aid" of "60 tons of aid", else what is ``counted``."""
    if a.lemma[head] in number_words().measures:
        of = _of(a, head)
        if of is not None:
            return of
    return counted(a, head)


def _of(a: Arrays, head: int) -> int | None:
    for c in a.children[head]:
        if a.dep[c] == "nmod" and c > head and any(a.dep[g] == "case" and a.lower[g] == "of" for g in a.children[c]):
            return c
    return None


def _counted_before(a: Arrays, head: int) -> bool:
    return any(a.dep[c] in ("nummod", "det") for c in a.children[head])


def _counter(a: Arrays, head: int, words: _Words) -> Quantity:
    one, plural = words.counters[a.lemma[head]]
    for c in a.children[head]:
        if a.dep[c] in ("nummod", "det", "amod", "compound") and c < head:
            times = 1 if a.lower[c] in ("a", "an", "one") else number(a.text[c])
            if times is not None:
                half = c > 0 and times == 1 and a.lower[c - 1] == "half"  # "half a dozen"
                first, kind = _before(a, c - half)
                value = one // 2 if half else times * one
                low, high = _or_more(a, head, *bounds(value, value, kind))
                return Quantity(low, high, first, head)
            if a.lemma[c] in ("several", "few"):
                return Quantity(2 * one, None, c, head)
    if head and a.lower[head - 1] in ("a", "an") and a.lower[head] == a.lemma[head]:  # "a dozen girls"
        first, kind = _before(a, head - 1)
        return Quantity(*_or_more(a, head, *bounds(one, one, kind)), first, head)
    first, kind = _before(a, head)
    if kind == "at_most":
        return Quantity(None, None, first, head)
    if head + 2 < a.n and a.lower[head + 1] == "of" and a.lemma[head + 2] in words.counters:
        return Quantity(plural * words.counters[a.lemma[head + 2]][0], None, first, head + 2)  # "tens of thousands"
    return Quantity(plural, None if one != plural else plural, first, head)


def _numeral(a: Arrays, i: int) -> Quantity | None:
    """The number phrase around the numeral ``i``: scales, ranges and what stands before it."""
    words = number_words()
    first = last = i
    while first > 0 and a.sent[first - 1] == a.sent[i] and (_numeric(a, first - 1) or _joined(a, first - 1)):
        if a.text[first - 1].isdigit() and not a.text[first][:1].isdigit() and a.lower[first] in words.units:
            break  # "in 1996 twelve prisoners died": digits and a word are two numbers
        first -= 1
    while last + 1 < a.n and (_numeric(a, last + 1) or _joined(a, last + 1)):
        last += 1
    if first > 0 and a.end[first - 1] == a.start[first] and a.lower[first - 1][-1:] in ("-", "–", "/"):
        return None  # "Mi-24", "M-16": a name's number counts nothing
    if last + 1 < a.n and a.end[last] == a.start[last + 1] and a.lower[last + 1] in ("-", "%"):
        return None  # "105-mm", "20-year-old", "15%"
    if last + 1 < a.n and a.lemma[last + 1] in words.not_counts and a.dep[i] != "ROOT":
        return None
    value = _value([a.lower[t] for t in range(first, last + 1)], words)
    if value is None:
        return None
    low = high = value
    # "10 to 15", "two or three", "between 5 and 8"
    j = first - 2
    if j >= 0 and a.lower[first - 1] in ("to", "or", "-", "–", "and"):
        earlier = number(a.text[j])
        joined = a.lower[first - 1] != "and" or (j > 0 and a.lower[j - 1] == "between")
        if earlier is not None and earlier < value and joined:
            if _changed(a, i, j):
                return Quantity(*bounds(value, value, ""), first, last)
            low, first = earlier, j
    j = last + 2
    between = j < a.n and a.lower[last + 1] == "and" and first > 0 and a.lower[first - 1] == "between"
    if low == high and j < a.n and (between or a.lower[last + 1] in ("to", "or", "-", "–")):
        later = number(a.text[j])
        if later is not None and later > value:
            if a.lower[last + 1] == "to" and _changed(a, i, first):
                return Quantity(later, later, j, j)
            high, last = later, j
    start, kind = _before(a, first)
    return Quantity(*_or_more(a, last, *bounds(low, high, kind)), start, last)


def _changed(a: Arrays, i: int, first: int) -> bool:
    """ "Rose from 11 to 17": what it was and is, unless somebody is counted so ("from 11 to 17 people died")."""
    if first == 0 or a.lower[first - 1] != "from":
        return False
    return not (a.dep[i] == "nummod" and a.dep[a.head[i]] in ("nsubj", "nsubj:pass", "obj"))


def _or_more(a: Arrays, last: int, low: int | None, high: int | None) -> tuple[int | None, int | None]:
    """Bounds under what stands after the number: "nine or more", "30+"."""
    if last + 1 < a.n and a.text[last + 1] == "+" and a.end[last] == a.start[last + 1]:
        return low, None
    more = last + 2 < a.n and a.lower[last + 1] == "or" and a.lower[last + 2] == "more"
    return (low, None) if more else (low, high)


def _numeric(a: Arrays, t: int) -> bool:
    if t + 1 < a.n and a.end[t] == a.start[t + 1] and a.lower[t + 1] in ("-", "%") and not _joined(a, t + 1):
        return False  # "three 28-year-old men": the age is none of the number
    scales = number_words().scales
    if a.lower[t] in scales:
        return True
    if a.pos[t] != "NUM":
        return False
    # "1.7 million"
    return number(a.text[t]) is not None or (t + 1 < a.n and a.lower[t + 1] in scales and _decimal(a.text[t]))


def _spelt(a: Arrays, t: int) -> bool:
    """Is the scale at ``t`` ("hundred") a part of a longer number in words?"""
    within = (t > 0 and _numeric(a, t - 1)) or (t + 1 < a.n and (_numeric(a, t + 1) or _joined(a, t + 1)))
    return a.lower[t] in number_words().scales and within


def _joined(a: Arrays, t: int) -> bool:
    """Is this the "and" of "two hundred and fifty", or the hyphen of "forty-nine"?

    The "and" joins a scale in words to less than a hundred.
    """
    if not 0 < t < a.n - 1 or not a.sent[t - 1] == a.sent[t] == a.sent[t + 1]:
        return False
    words = number_words()
    if a.lower[t] in ("-", "–"):
        glued = a.end[t - 1] == a.start[t] and a.end[t] == a.start[t + 1]
        tens, ones = words.units.get(a.lower[t - 1], 0), words.units.get(a.lower[t + 1], 0)
        return glued and tens >= 20 and 0 < ones < 10
    if a.lower[t] != "and":
        return False
    scale, rest = words.scales.get(a.lower[t - 1]), number(a.text[t + 1])
    spelt = not a.text[t + 1][:1].isdigit() and not (t > 1 and a.text[t - 2][:1].isdigit())
    return scale is not None and rest is not None and rest < min(scale, 100) and spelt


def _decimal(text: str) -> bool:
    return re.fullmatch(r"\d+\.\d+", text) is not None


def _value(tokens: list[str], words: _Words) -> int | None:
    total = 0.0
    current: float | None = None
    for token in tokens:
        if token in ("and", "-", "–"):
            continue
        if token in words.scales:
            current = (current if current is not None else 1) * words.scales[token]
            if words.scales[token] >= 1000:
                total, current = total + current, None
            continue
        try:
            spelt = number(token)
            value = float(token) if spelt is None else spelt
        except ValueError:
            return None
        current = value if current is None else current + value
    total += current or 0
    return int(total) if total == int(total) and total < 1e11 else None


def _before(a: Arrays, first: int) -> tuple[int, str]:
    """First token of the phrase with what stands before the number, and its kind."""
    start, kind = first, ""
    for _ in range(3):
        for phrase, name in number_words().before:
            begin = start - len(phrase)
            if (
                begin >= 0
                and begin >= first - _LEFT
                and tuple(a.lower[begin:start]) == phrase
                and a.sent[begin] == a.sent[first]
            ):
                if name == "about" and phrase[0] in ("the", "these", "those", "all", "its", "their", "his", "other"):
                    return start, kind
                start, kind = begin, name if name != "about" else kind
                break
        else:
            break
    return start, kind
