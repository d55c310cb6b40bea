"""Neighbouring expressions that are one: "10 p.m." + "Wednesday", "the third quarter" + "of" + "1990"."""

from __future__ import annotations

from dataclasses import replace

from firsthand.reading.times.lexer import Tokens
from firsthand.reading.times.spec import Element, Inner, Spec
from firsthand.reading.times.vocabulary import Vocabulary, data

_TIME = frozenset({"part", "clock"})


def _level(spec: Spec) -> str:
    """How fine a partial date is: time, day, weekday, week, month, season, year, other."""
    names = spec.names() - {"edge", "rel", "story", "offset", "swap"}
    if not names:
        return "none"
    if "inner" in names:
        return "inner" if len(names) == 1 else "other"
    if names == {"decade"} or names == {"century"}:
        return "decade"
    if names <= _TIME:
        return "time"
    if names & _TIME:
        return "dated time"
    if spec.fixed is not None:
        return "full day"
    if spec.day is not None or (spec.near is not None and spec.near.unit == "day"):
        return "day" if spec.year is None or spec.month is None else "full day"
    if names == {"weekday"}:
        return "weekday"
    if spec.near is not None:
        return spec.near.unit
    if spec.month is not None:
        return "month" if spec.year is None else "full month"
    if names == {"half"}:
        return "half"
    if names & {"quarter", "season", "half"}:
        return "season" if spec.year is None else "full season"
    return "year" if names == {"year"} and spec.year2 is None else "other"


def compose(elements: list[Element], tokens: Tokens) -> list[Element]:
    """The elements with neighbours joined as ``joins.yaml`` allows, left to right."""
    joins = data("joins")["joins"]
    out: list[Element] = []
    for e in elements:
        while out and e.kind == out[-1].kind == "point":
            joined = _join(out[-1], e, tokens, joins)
            if joined is None:
                break
            out.pop()
            e = joined
        out.append(e)
    return out


def _join(a: Element, b: Element, tokens: Tokens, joins: list[dict[str, list[str]]]) -> Element | None:
    if b.first - a.last > 3:
        return None
    between = " ".join(tokens.words(a.last, b.first))
    left, right = _level(a.spec), _level(b.spec)
    if (
        left == "week"
        and "bare" in a.flags
        and between in ("of", "ending", "beginning")
        and right in ("day", "full day")
    ):
        return Element(a.first, b.last, "point", replace(b.spec, edge="week"))
    for rule in joins:
        if left in rule["left"] and right in rule["right"] and between in rule["by"]:
            spec = Spec()
            for name in a.spec.names() | b.spec.names():
                x, y = getattr(a.spec, name), getattr(b.spec, name)
                if x is not None and y is not None and x != y:
                    return None
                setattr(spec, name, x if x is not None else y)
            if spec.half is not None and right != "year":
                spec.inner, spec.half = Inner("half", spec.half, 1), None
            return Element(a.first, b.last, "point", spec, word=a.word or b.word, flags=(a.flags | b.flags) - {"bare"})
    return None


def with_edges(elements: list[Element], tokens: Tokens, vocabulary: Vocabulary) -> None:
    """Takes "early", "mid-", "the end of", "later" before an expression into it."""
    floor = 0
    edge, edge_of, more = vocabulary.values["EDGE"], vocabulary.values["EDGEOF"], vocabulary.values["MORE"]
    for e in elements:
        if e.kind == "point" and e.spec.edge is None:
            words = tokens.words(max(floor, e.first - 4), e.first)
            size = 0
            if words and words[-1] in more and (e.spec.near is not None or e.spec.weekday):
                e.spec.edge, size = more[words[-1]], 1
            elif words[-2:-1] and words[-2] in more and words[-1] == "in":
                e.spec.edge, size = more[words[-2]], 2
            elif words[-2:-1] and words[-2] in edge and words[-1] in ("in", "on"):
                e.spec.edge, size = edge[words[-2]], 2
            elif words[-2:] == ["so", "far"] and e.spec.near is not None and e.spec.near.steps == 0:
                e.spec.edge = "earlier"
            elif words and words[-1] in edge:
                e.spec.edge, size = edge[words[-1]], 1
            elif len(words) > 1 and words[-1] == "-" and words[-2] in edge:
                e.spec.edge, size = edge[words[-2]], 2
            elif len(words) > 1 and words[-1] == "of" and words[-2] in edge_of:
                e.spec.edge, size = edge_of[words[-2]], 2
            first_word = tokens.words(e.first, e.first + 2)
            if size == 0 and first_word[0] == "the" and len(first_word) > 1 and first_word[1] in edge:
                e.spec.edge = edge[first_word[1]]
            if size and words[-size - 1 : len(words) - size] == ["the"]:
                size += 1
            if e.spec.edge == "eve" and not (e.spec.day or e.spec.weekday or e.spec.near):
                e.spec.edge = "start"
            e.first -= size
        floor = e.last
