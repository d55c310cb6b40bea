"""One export under way: what it is made from, how, and what it says about itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from firsthand import __version__
from firsthand.exports.codes import data
from firsthand.exports.material import Losses, Material
from firsthand.records import SCHEMA


@dataclass(frozen=True)
class Options:
    """How an export is written. ``bom`` marks UTF-8 for Excel; ``codes`` gives ACLED's codes as text or number."""

    bom: bool = False
    codes: Literal["text", "number"] = "text"


@dataclass(frozen=True)
class Job:
    """An export of some material in a format; the format's writer notes in ``losses`` what it cannot hold."""

    material: Material
    format: str
    options: Options = field(default_factory=Options)
    losses: Losses = field(default_factory=Losses)

    def about(self) -> dict[str, Any]:
        """Method, versions, caveats, licences, what was left out and why. Complete once the rows are made."""
        told = data("about")
        return {
            "title": told["title"],
            "format": self.format,
            "versions": self.versions(),
            "counts": {
                "events": len(self.material.events) - len(_ids(self.losses.left_out, self.material)),
                "claims": len(self.material.claims),
                "reports": len(self.material.reports),
            },
            "method": told["method"],
            "caveats": told["caveats"],
            "licences": told["licences"],
            "not_carried": data("formats")[self.format]["not_carried"],
            "left_out": _listed(self.losses.left_out),
            "flagged": _listed(self.losses.flagged),
            "publication": self.material.publication or told["not_public"],
        }

    def versions(self) -> dict[str, Any]:
        """Of the program, the codebook that the mapping came from, the schema of the records, and what coded the
        reports when they were added."""
        return {
            "firsthand": __version__,
            "codebook": self.material.codebook.version,
            "schema": SCHEMA,
            "coded_with": list(self.material.coded_with),
        }


def _ids(table: Mapping[str, list[str]], material: Material) -> set[str]:
    here = {event.event_id for event in material.events}
    return {event_id for ids in table.values() for event_id in ids if event_id in here}


def _listed(table: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    return [{"reason": reason, "count": len(ids), "events": ids} for reason, ids in table.items()]
