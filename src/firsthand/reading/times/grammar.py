"""The grammar's rules, from ``rules.yaml``, as regular expressions over class strings, and their longest matches."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

from firsthand.reading.times.lexer import Tokens
from firsthand.reading.times.vocabulary import MARKS, Vocabulary, build, data

_ITEM = re.compile(r"^((?:[a-z_][a-z_0-9]*:)*)(\S+?)([?*]?)$")
_LOOK = {"after:": "(?<=", "before:": "(?=", "notafter:": "(?<!", "notbefore:": "(?!"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it matches, what kind of expression that is, the fields it fixes, and what must hold besides."""

    pattern: re.Pattern[str]
    kind: str
    fields: dict[str, Any]
    need: str | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's match: tokens ``[i, j)``, of which ``[first, last)`` are the expression, and the words of each group."""

    rule: Rule
    first: int
    last: int
    groups: dict[str, list[str]]


def _expand(pattern: str, definitions: dict[str, str], depth: int = 0) -> str:
    if depth > 8:
        raise ValueError(f"definitions go in circles: {pattern}")
    return re.sub(r"@([A-Z]+)", lambda m: _expand(definitions[m[1]], definitions, depth + 1), pattern)


def _is_class(word: str) -> bool:
    return word.isupper() and word.isalpha()


def _items(pattern: str) -> list[tuple[str, str, str]]:
    return [(m[1], m[2], m[3]) for m in (_ITEM.match(part) for part in pattern.split()) if m]


def _literals(pattern: str) -> set[str]:
    return {word for _, word, _ in _items(pattern) if word not in "()|" and not _is_class(word)} - set(MARKS)


def translate(pattern: str, vocabulary: Vocabulary) -> str:
    """A pattern of ``rules.yaml`` as a regular expression over class characters.

    Raises ``ValueError`` for a class that the vocabulary does not have.
    """
    out: list[str] = []
    closers: list[str] = []
    for prefixes, word, suffix in _items(pattern):
        opened = ""
        for prefix in re.findall(r"[a-z_][a-z_0-9]*:", prefixes):
            out.append(_LOOK.get(prefix) or f"(?P<{prefix[:-1]}>")
            opened += ")"
        if word == "(":
            out.append("(?:")
            closers.append(opened)
        elif word == ")":
            out.append(")" + suffix + closers.pop())
        elif word == "|":
            out.append("|")
        else:
            members = vocabulary.members.get(word if _is_class(word) else "=" + word)
            if not members:
                raise ValueError(f"unknown class {word} in {pattern}")
            end = "|$" if word == "PUNCT" else ""
            out.append(f"(?:[{members}]{end}){suffix}" if end else f"[{members}]{suffix}")
            out.append(opened)
    return "".join(out)


@functools.cache
def rules() -> tuple[Vocabulary, tuple[Rule, ...]]:
    """The vocabulary and the compiled rules; read once."""
    raw = data("rules")
    definitions = raw["define"]
    patterns = [_expand(rule["match"], definitions) for rule in raw["rules"]]
    vocabulary = build(frozenset().union(*(_literals(p) for p in patterns)))
    found = []
    for rule, pattern in zip(raw["rules"], patterns, strict=True):
        compiled = re.compile(translate(pattern, vocabulary))
        names = tuple(n for n in compiled.groupindex if n != "keep")
        found.append(Rule(compiled, rule["kind"], rule.get("fields", {}), rule.get("need"), names))
    return vocabulary, tuple(found)


def matches(tokens: Tokens) -> list[Match]:
    """All matches of all rules in the order in which they should be tried: leftmost, then longest, then first rule."""
    found: list[tuple[int, int, int, Match]] = []
    for order, rule in enumerate(rules()[1]):
        at = 0
        while (m := rule.pattern.search(tokens.classes, at)) is not None:
            at = m.start() + 1  # what begins inside counts too: "in 1994 and three days later" has "three days later"
            first, last = m.span("keep") if "keep" in rule.pattern.groupindex else m.span()
            if first >= last:
                continue
            groups = {n: tokens.words(*m.span(n)) for n in rule.names if m.start(n) >= 0}
            found.append((first, -last, order, Match(rule, first, last, groups)))
    found.sort(key=lambda item: item[:3])
    return [item[3] for item in found]
