"""Score chains of sources, and what denials counter, against the invented reports in chains.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from firsthand import Claim, Coder, Report
from firsthand.records import Link
from firsthand.yamlfile import parse

CORPUS = Path(__file__).with_name("chains.yaml")
PUBLISHER = "Dunya Courier"
_CHOICE = re.compile(r"([^()|]+(?:\|[^()|]+)*)\(([^)]*)\)")


@dataclass
class Figures:
    """Chains by the number of links behind the publisher: [right, all]; denials: [right, all]; what was wrong."""

    chains: dict[int, list[int]] = field(default_factory=dict)
    disputes: list[int] = field(default_factory=lambda: [0, 0])
    faults: list[str] = field(default_factory=list)

    def rate(self, least: int) -> float:
        """Share of right chains of at least so many links behind the publisher."""
        counts = [n for length, n in self.chains.items() if length >= least]
        return sum(right for right, _ in counts) / sum(every for _, every in counts)


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split("|")]


def _fits(link: Link, wanted: str) -> bool:
    """Whether a link is the one wanted: "name | other name (kind | other kind)", "-" for nobody or no kind."""
    for names, kinds in _CHOICE.findall(wanted):
        said = link.source.lower()
        named = any(
            said == "unnamed" if name == "-" else name.lower() in said or said in name.lower()
            for name in _split(names.strip(" |"))
        )
        if named and (link.kind or "-") in _split(kinds):
            return True
    return False


def _right(claim: Claim, gold: dict[str, Any]) -> bool:
    links = claim.attribution[1:]
    return (
        claim.attribution[0].source == PUBLISHER
        and len(links) == len(gold["chain"])
        and claim.stance == gold.get("stance", "asserts")
        and all(_fits(link, wanted) for link, wanted in zip(links, gold["chain"], strict=True))
    )


def _named(claim: Claim, triggers: str) -> bool:
    said = (claim.trigger.text or "").lower()
    return any(t.lower() in said or said in t.lower() for t in _split(triggers))


def corpus() -> Iterator[dict[str, Any]]:
    """The reports with their coding."""
    yield from parse(CORPUS.read_text(encoding="utf-8"))


def measure(coder: Coder) -> Figures:
    """Code every report; a gold claim is right if some claim of its trigger has just its chain and stance."""
    figures = Figures()
    for entry in corpus():
        claims = coder.code(Report(text=entry["text"], published="2024-05-20", publisher=PUBLISHER))
        used: set[str] = set()
        for gold in entry["claims"]:
            found = next(
                (c for c in claims if c.claim_id not in used and _named(c, gold["trigger"]) and _right(c, gold)), None
            )
            if found is None and gold.get("optional"):
                continue
            count = figures.chains.setdefault(len(gold["chain"]), [0, 0])
            count[1] += 1
            figures.disputes[1] += "disputes" in gold
            if found is None:
                figures.faults.append(f"{gold['trigger']}: {gold['chain']} in: {entry['text'].strip()}")
                continue
            count[0] += 1
            used.add(found.claim_id)
            if "disputes" in gold:
                other = next((c for c in claims if c.claim_id == found.disputes), None)
                figures.disputes[0] += other is not None and _named(other, gold["disputes"])
    return figures
