"""The words of time and the classes they belong to, from ``vocabulary.yaml``.

The grammar matches sequences of word classes, not words. Each distinct set of classes gets one character, so a text
becomes a string of such characters and a rule an ordinary regular expression over that string (see ``grammar``).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Any

from firsthand.yamlfile import parse

OTHER, PUNCT = "\u00b7", "\u00a6"  # any word, any mark, that the grammar does not know
_FIRST_CODE = 0x4E00  # a block of letters: none of them means anything to a regular expression

# Numbers by the roles they can play: (name, classes). The character of a number is looked up by name.
NUMBERS: dict[str, tuple[str, ...]] = {
    "1-4": ("INT", "DOM", "HOUR"),
    "5-9": ("INT", "DOM", "HOUR"),
    "10-24": ("INT", "DOM", "HOUR", "YY"),
    "25-31": ("INT", "DOM", "YY"),
    "32-99": ("INT", "YY"),
    "00-09": ("DOM", "YY"),
    "100-999": ("INT",),
    "year": ("INT", "YEAR"),
    "year or hour": ("INT", "YEAR", "HHMM"),
    "modern year": ("INT", "YEAR", "MODERNYEAR"),
    "modern year or hour": ("INT", "YEAR", "MODERNYEAR", "HHMM"),
    "hour": ("HHMM",),
    "large": ("INT",),
    "decimal": ("DECIMAL",),
}
SHAPES = ("SHORTDECADE", "ISO", "NUMDATE", "CLOCK", "CLOCKM", "DECADE", "ORDDIGIT", "FRACTIONSIGN", "PERIODSIGN")
MARKS = ("-", ",", ".", "'", "'s", "/", "(", ")", "[", "]")


@functools.cache
def data(name: str) -> Any:
    """The content of one of this package's YAML files."""
    return parse(resources.files(__package__).joinpath(f"{name}.yaml").read_text("utf-8"))


@dataclass(frozen=True)
class Vocabulary:
    """``codes``: spelling -> character; ``members``: class -> its characters; ``values``: class -> word -> value."""

    codes: dict[str, str]
    members: dict[str, str]
    values: dict[str, dict[str, Any]]

    def value(self, name: str, word: str) -> Any:
        """What a word means in a class: ``value("MONTHNAME", "april")`` is 4; None where it is not in the class."""
        return self.values.get(name, {}).get(word)


def build(literals: frozenset[str]) -> Vocabulary:
    """The vocabulary, with the words that the rules name themselves as classes of one word."""
    raw = data("vocabulary")
    cased = frozenset(raw["cased"])
    values: dict[str, dict[str, Any]] = {}
    classes: dict[str, set[str]] = {}
    for name, words in raw["classes"].items():
        values[name] = words if isinstance(words, dict) else dict.fromkeys(words, True)
        for word in values[name]:
            classes.setdefault(word, set()).add(name)
    values["ORDDAY"] = values["ORDWORD"]
    for word in values["ORDWORD"]:
        classes[word].add("ORDDAY")
    for word in literals:
        classes.setdefault(word, set()).add("=" + word)
    for mark in MARKS:
        classes.setdefault(mark, set()).update(("=" + mark, "PUNCT"))

    codes: dict[str, str] = {}
    by_set: dict[frozenset[str], str] = {}
    members: dict[str, list[str]] = {}

    def code(names: frozenset[str]) -> str:
        if names not in by_set:
            by_set[names] = chr(_FIRST_CODE + len(by_set))
            for name in sorted(names):
                members.setdefault(name, []).append(by_set[names])
        return by_set[names]

    for word, names in sorted(classes.items()):
        found = code(frozenset(names))
        for spelling in (word.capitalize(), word.upper(), *(() if word in cased else (word,))):
            codes[spelling] = found
        if word in cased and "=" + word in names:
            codes[word] = code(frozenset({"=" + word}))
    for name, roles in NUMBERS.items():
        codes["#" + name] = code(frozenset((*roles, "#" + name)))
    for name in SHAPES:
        codes["#" + name] = code(frozenset({name}))
    members["OTHER"] = [OTHER]
    members.setdefault("PUNCT", []).append(PUNCT)
    return Vocabulary(codes, {name: "".join(chars) for name, chars in members.items()}, values)
