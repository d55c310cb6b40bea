"""Score when and where claims are said to have happened against the hand-coded reports beside this file.

Claims are matched by the word that names the event, so that only the attachment is measured: a claim that was not found
counts in neither figure. Days are compared, not times of day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from firsthand import Claim, Coder, Report
from firsthand.yamlfile import parse

CORPUS = Path(__file__).with_name("reports.yaml")
FIELDS = ("when", "where")


@dataclass
class Figures:
    """Claims expected and found, and for each field [right, scored], overall and by construction."""

    expected: int = 0
    found: int = 0
    fields: dict[str, list[int]] = field(default_factory=lambda: {name: [0, 0] for name in FIELDS})
    by_construction: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def rate(self, name: str) -> float:
        """Share of the claims found whose ``name`` is right."""
        right, scored = self.fields[name]
        return right / max(1, scored)


def corpus() -> list[dict[str, Any]]:
    """The reports, each with its date of publication."""
    data = parse(CORPUS.read_text(encoding="utf-8"))
    return [{"published": data["published"], **report} for report in data["reports"]]


def _answers(wanted: object) -> list[str]:
    """The acceptable answers, ``none`` among them where none is right too."""
    found: list[str] = []
    for item in wanted if isinstance(wanted, list) else [wanted]:
        text = str(item)
        found += [text.removesuffix("?"), "none"] if text.endswith("?") else [text]
    return found


def _when(wanted: object, claim: Claim) -> bool | None:
    answers = _answers(wanted)
    if answers == ["any"]:
        return None
    if claim.when is None or claim.when.start is None:
        return "none" in answers
    told = claim.when.start[:10], (claim.when.end or "")[:10]
    return any(told == (a.split("..")[0], a.split("..")[-1]) for a in answers)


def _where(wanted: object, claim: Claim) -> bool | None:
    answers = [a.lower() for a in _answers(wanted)]
    if answers == ["any"]:
        return None
    if claim.where is None:
        return "none" in answers
    given = [x.lower() for x in (claim.where.name, claim.where.text) if x]
    return any(a in g or g in a for a in answers for g in given if a != "none")


def _named(claims: Iterable[Claim], text: str, trigger: str) -> Claim | None:
    """The claim whose event is named by the n-th occurrence of a word."""
    word, _, number = trigger.partition("#")
    at = -1
    for _ in range(int(number or 1)):
        at = text.lower().find(word.lower(), at + 1)
        assert at >= 0, f"{trigger!r} is not in {text!r}"
    for claim in claims:
        span = claim.trigger.span if claim.trigger else None
        if span is not None and span.start < at + len(word) and at < span.end:
            return claim
    return None


def judged(coder: Coder, reports: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str, str, bool | None, str]]:
    """(construction, word, field, right, what was said) of each field of each claim; ``found`` is a field too."""
    for report in reports:
        claims = coder.code(Report(text=report["text"], published=report["published"], publisher="Orvel Courier"))
        for trigger, (when, where) in report["claims"].items():
            claim = _named(claims, report["text"], trigger)
            about = report["about"]
            yield about, trigger, "found", claim is not None, report["text"]
            if claim is not None:
                told = (claim.when.text, claim.when.start, claim.when.end) if claim.when else None
                yield about, trigger, "when", _when(when, claim), f"{told} for {when}: {report['text']}"
                place = (claim.where.text, claim.where.name) if claim.where else None
                yield about, trigger, "where", _where(where, claim), f"{place} for {where}: {report['text']}"


def measure(coder: Coder, reports: Iterable[dict[str, Any]] | None = None) -> Figures:
    """The figures of ``coder`` on the corpus."""
    figures = Figures()
    for about, trigger, name, right, said in judged(coder, corpus() if reports is None else reports):
        if name == "found":
            figures.expected += 1
            figures.found += bool(right)
        if right is not None and name != "found":
            for counts in (figures.fields[name], figures.by_construction.setdefault((about, name), [0, 0])):
                counts[0] += right
                counts[1] += 1
        if right is False:
            figures.faults.append(f"{name} {about}: {trigger}: {said}")
    return figures
