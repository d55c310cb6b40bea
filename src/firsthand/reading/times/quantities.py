"""How many: "two and a half", "twenty-four", "a couple of", "few" as a TIMEX3 amount and as bounds."""

from __future__ import annotations

from typing import NamedTuple

from firsthand.reading.times.vocabulary import Vocabulary, data


class Quantity(NamedTuple):
    """``amount`` is the number, None where the words give none; ``low`` and ``high`` bound it."""

    amount: float | None
    low: float
    high: float


def number(words: list[str], vocabulary: Vocabulary) -> float | None:
    """The value of digits or number words ("two", "hundred", "twenty", "-", "four"); None where they make none."""
    total, current, seen = 0.0, 0.0, False
    for word in words:
        if word in ("-", "and", "a", "an", "the"):
            continue
        if word[0].isdigit():
            if "/" in word:
                top, _, bottom = word.partition("/")
                if not int(bottom):
                    return None
                value = int(top) / int(bottom)
                current += value
            else:
                current += float(word.replace(",", ""))
            seen = True
            continue
        found = vocabulary.value("NUMWORD", word)
        if found is None:
            return None
        seen = True
        if found == 100:
            current = (current or 1) * 100
        elif found == 1000:
            total, current = total + (current or 1) * 1000, 0.0
        else:
            current += found
    return total + current if seen else None


def year(words: list[str], vocabulary: Vocabulary) -> int | None:
    """A year in words: "nineteen ninety-six" is 1996, "two thousand" 2000."""
    if words[:1] == ["two"]:
        return 2000
    century = vocabulary.value("CENTURYWORD", words[0])
    rest = number(words[1:], vocabulary) if words[1:] != ["hundred"] else 0
    return None if century is None or rest is None or rest >= 100 else century * 100 + int(rest)


def quantity(words: list[str], unit: str, vocabulary: Vocabulary) -> Quantity | None:
    """The quantity that a QUANT phrase of the grammar says, for a unit; None where the words make no number."""
    table = data("quantities")
    for name, entry in table.items():
        if name in words and not (name == "half" and "and" in words):
            low, high = entry.get(unit, entry["default"])
            value = entry["value"]
            return Quantity(None if value == "X" else float(value), low, high)
    if words in (["some"], ["various"], ["numerous"], ["countless"], ["scores", "of"]):
        return quantity(["several"], unit, vocabulary)
    half = 0.5 if words[-3:] == ["and", "a", "half"] else 0.0
    core = words[:-3] if half else words
    for joint in ("to", "or", "-", "and"):
        if joint in core[1:-1]:
            at = core.index(joint, 1)
            low_n, high_n = number(core[:at], vocabulary), number(core[at + 1 :], vocabulary)
            if joint == "-" and core[at - 1] in vocabulary.values["TENS"] and core[at + 1] in vocabulary.values["ONES"]:
                continue
            if joint == "and" and core[at - 1] in ("hundred", "thousand"):
                continue
            if low_n is not None and high_n is not None and low_n < high_n:
                return Quantity(low_n, low_n, high_n)
            return None
    if core and core[0] in ("a", "an") and "hundred" not in core and "thousand" not in core:
        return Quantity(1.0, 1.0, 1.0)
    if core == ["half"]:
        return Quantity(0.5, 0.5, 0.5)
    n = number(core, vocabulary)
    return None if n is None else Quantity(n + half, n + half, n + half)
