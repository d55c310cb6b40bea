"""Check a codebook: run its examples through a coder, and look for rules that cannot do what they say.

A codebook is tested like a program. Every example says which claims its text must give; ``lint`` finds what no example
would show.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, Protocol

from firsthand.codebook.lint import ROLES, Problem, lint
from firsthand.codebook.loader import Codebook
from firsthand.codebook.schema import EventType, Example
from firsthand.records import Claim, Report

_EMPTY_WORDS = frozenset({"a", "an", "the"})


class Codes(Protocol):
    """Anything that codes a report, above all ``firsthand.Coder``."""

    def code(self, report: Report) -> list[Claim]:
        """The claims of one report."""
        ...


def check(codebook: Codebook, coder: Codes | None = None, classes: Collection[str] | None = None) -> list[Problem]:
    """Everything that is wrong with a codebook; an empty list if nothing is.

    Without a ``coder`` only the rules are looked at, and the examples are not run. ``classes`` are the names of the
    noun lexicon's classes; without them no class is called unknown.

    >>> from firsthand.codebook import load
    >>> check(load())
    []
    """
    problems = [*lint(codebook, classes)]
    if coder is not None:
        for kind in codebook.types.values():
            for number, example in enumerate(kind.examples, 1):
                problems += [Problem(kind.id, f"example {number}", m) for m in run(kind, example, coder)]
    return problems


def run(kind: EventType, example: Example, coder: Codes) -> list[str]:
    """What is wrong with the coding of one example; an empty list if it is coded as it says."""
    found = coder.code(Report(text=example.text, published=example.published))
    messages = []
    if example.none:
        messages = [
            f"'{claim.trigger.text}' was coded as {kind.id}, but none is due: {example.text!r}"
            for claim in found
            if claim.event_type == kind.id
        ]
    left = list(found)
    for expected in example.claims:
        wanted = {"event_type": kind.id, **expected}
        same = [claim for claim in left if claim.event_type == wanted["event_type"]]
        if not same:
            others = ", ".join(f"{c.event_type} ('{c.trigger.text}')" for c in found) or "nothing"
            messages.append(f"no claim of type {wanted['event_type']}, but {others}: {example.text!r}")
            continue
        wrong, best = min(((disagreements(wanted, claim), claim) for claim in same), key=lambda pair: len(pair[0]))
        left.remove(best)
        messages += [f"{message}: {example.text!r}" for message in wrong]
    return messages


def disagreements(expected: dict[str, Any], claim: Claim) -> list[str]:
    """Where a claim does not agree with what an example expects of it; keys that it leaves out are not compared.

    Roles, ``means``, ``where`` and ``source`` agree with the text or the name if the words of one are within the other,
    in order; a list needs each of its members; null means that there is none. ``harm`` needs an item for each expected.
    """
    wrong = []
    for key, want in expected.items():
        have = _have(claim, key)
        if key == "harm":
            items = [h.model_dump() for h in claim.harm]
            missing = [w for w in want if not any(all(i.get(k) == v for k, v in w.items()) for i in items)]
            shown = [{k: i[k] for k in ("outcome", "low", "high", "unit")} for i in items]
            wrong += [f"harm {w} expected, {shown} found" for w in missing]
        elif key in ("stage", "stance", "event_type", "start", "end", "precision"):
            if have != [want]:
                wrong.append(f"{key} {want!r} expected, {have[0]!r} found")
        elif want is None:
            if have:
                wrong.append(f"{key}: none expected, {have} found")
        else:
            every = want if isinstance(want, list) else [want]
            missing = [w for w in every if not any(_within(w, h) for h in have)]
            wrong += [f"{key} {w!r} expected, {have or 'none'} found" for w in missing]
    return wrong


def _have(claim: Claim, key: str) -> list[Any]:
    """What the claim says under a key of an example: all spellings, for the keys that are compared by words."""
    if key in ROLES:
        return [x for a in claim.actors if a.role == key for x in (a.text, a.name) if x]
    if key == "trigger":
        return [claim.trigger.text]
    if key == "means":
        return [x for m in claim.means for x in (m.text, m.kind) if x]
    if key == "where":
        return [x for x in (claim.where.text, claim.where.name) if x] if claim.where else []
    if key in ("start", "end", "precision"):
        return [getattr(claim.when, key) if claim.when else None]
    if key == "source":
        return [link.source for link in claim.attribution[-1:]]
    return [getattr(claim, key, None)]


def _within(a: str, b: str) -> bool:
    """Whether the words of the shorter are, in order, among those of the longer."""
    short, long = sorted((_words(a), _words(b)), key=len)
    rest = iter(long)
    return bool(short) and all(word in rest for word in short)


def _words(text: str) -> list[str]:
    return [w for w in re.findall(r"\w+", text.lower()) if w not in _EMPTY_WORDS]
