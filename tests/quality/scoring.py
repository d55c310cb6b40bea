"""Score claims against the hand-coded corpus beside this file: found, wrong, and each field's share right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from firsthand import Claim, Coder, Report
from firsthand.yamlfile import parse

CORPUS = Path(__file__).with_name("reports.yaml")
FIELDS = ("type", "initiator", "target", "where", "when", "harm", "origin", "stance", "stage")

MUTUAL = ("armed_clash", "talks", "agreement", "ceasefire", "cooperation")  # both sides are initiators


@dataclass
class Figures:
    """Counts over the corpus, and for each field [right, scored]."""

    expected: int = 0
    found: int = 0
    wrong: int = 0
    fields: dict[str, list[int]] = field(default_factory=lambda: {name: [0, 0] for name in FIELDS})
    faults: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Harmonic mean of the share of expected claims found and of claims that were expected."""
        return 2 * self.found / max(1, self.expected + self.found + self.wrong)

    def rate(self, name: str) -> float:
        """Share of matched claims whose field is right, of those that the corpus scores."""
        right, scored = self.fields[name]
        return right / max(1, scored)


def _any(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _names(wanted: object, given: Iterable[str | None]) -> bool:
    texts = [g.lower() for g in given if g]
    return any(str(w).lower() in text or text in str(w).lower() for w in _any(wanted) for text in texts)


def _agreement(gold: dict[str, Any], claim: Claim) -> dict[str, bool]:
    """Field -> right or wrong, for the fields that the corpus gives."""
    side = {r: [x for a in claim.actors if a.role == r for x in (a.name, a.text)] for r in ("initiator", "target")}
    if claim.event_type in MUTUAL:
        side = dict.fromkeys(side, side["initiator"] + side["target"])
    found = {"type": claim.event_type in _any(gold["types"])}
    for role, given in side.items():
        if role in gold:
            found[role] = _names(gold[role], given)
    if "where" in gold:
        found["where"] = claim.where is not None and _names(gold["where"], [claim.where.name, claim.where.text])
    if "start" in gold:
        found["when"] = claim.when is not None and (claim.when.start, claim.when.end) == (gold["start"], gold["end"])
    if not gold.get("optional_harm"):
        wanted = sorted(str(tuple(h)) for h in gold.get("harm", []))
        found["harm"] = wanted == sorted(str((h.outcome, h.low, h.high)) for h in claim.harm)
    if "origin" in gold:
        found["origin"] = _names(gold["origin"], [claim.attribution[-1].source])
    found["stance"] = claim.stance == gold.get("stance", "asserts")
    found["stage"] = claim.stage in (gold["stage"],) if "stage" in gold else claim.stage in ("occurred", "ongoing")
    return found


def measure(coder: Coder) -> Figures:
    """Code the corpus and compare, claim by claim: greedy one-to-one, the pair that agrees most first."""
    figures = Figures()
    for entry in parse(CORPUS.read_text(encoding="utf-8")):
        report = Report(text=entry["text"], published=entry["published"], publisher=entry["publisher"])
        claims, golds = coder.code(report), entry["claims"]
        pairs = []
        for i, gold in enumerate(golds):
            for k, claim in enumerate(claims):
                fields = _agreement(gold, claim)
                shared = _names(gold["trigger"], [claim.trigger.text])
                if fields["type"] or shared:
                    pairs.append((sum(fields.values()) + 2 * shared, -i, -k, fields))
        taken_gold: set[int] = set()
        taken_claim: set[int] = set()
        for _, i, k, fields in sorted(pairs, key=lambda p: p[:3], reverse=True):
            if i in taken_gold or k in taken_claim:
                continue
            taken_gold.add(i)
            taken_claim.add(k)
            for name, right in fields.items():
                figures.fields[name][0] += right
                figures.fields[name][1] += 1
                if not right:
                    figures.faults.append(f"{entry['id']}: {golds[-i]['trigger']}: {name}")
        figures.expected += len(golds)
        figures.found += len(taken_gold)
        figures.wrong += len(claims) - len(taken_claim)
        figures.faults += [f"{entry['id']}: missed {g['trigger']}" for i, g in enumerate(golds) if -i not in taken_gold]
        figures.faults += [
            f"{entry['id']}: not expected: {c.event_type} '{c.trigger.text}'"
            for k, c in enumerate(claims)
            if -k not in taken_claim
        ]
    return figures
