"""What somebody at the desk may see: the one place that every page, file and count asks. Pure.

Readers see no report, claim or event that people marked as sensitive, or that a marked source said or published; nor
the names of sources of some kinds, whoever they are, nor, in a report that they do see, the sentences of what they do
not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from firsthand.desk.briefs import SENSITIVE, Brief, private
from firsthand.exports.persons import given_names
from firsthand.ledger import ClaimFilter, Reviewed
from firsthand.ledger.withheld import Withheld
from firsthand.linking.names import folded
from firsthand.records import Claim, Event, Report


@dataclass(frozen=True)
class Mask:
    """Words to black out."""

    words: tuple[str, ...] = ()

    def __call__(self, text: str) -> str:
        """The text with the words blacked out, character for character, so that spans still count.

        >>> Mask(("Awa",))("Sister Awa said so; Awa saw it.")
        'Sister ███ said so; ███ saw it.'
        """
        for word in sorted({word for word in self.words if word.strip()}, key=len, reverse=True):
            inside = r"\b" if word[0].isalnum() and word[-1].isalnum() else ""
            pattern = inside + re.escape(word) + inside
            text = re.sub(pattern, lambda match: "█" * len(match.group()), text, flags=re.IGNORECASE)
        return text


@dataclass(frozen=True)
class Sight:
    """The eyes of one person; ``held``: what is withheld from them, None for people who work on the ledger."""

    held: Withheld | None = None

    @property
    def whole(self) -> bool:
        """Does this person see everything?"""
        return self.held is None

    def filter(self, wanted: ClaimFilter) -> ClaimFilter:
        """A question to the ledger, without what is withheld; a reader's search for an origin would tell who it is."""
        return wanted if self.held is None else replace(wanted, withheld=self.held, origin=None)

    def sees_report(self, report: Report) -> bool:
        """May this person open the report?"""
        return self.held is None or not self.held.hides_report(report)

    def claims(self, found: Iterable[Reviewed]) -> list[Reviewed]:
        """The claims that this person may see, as they may see them."""
        if self.held is None:
            return list(found)
        held = self.held
        open_ = (one for one in found if not one.sensitive and not held.hides_claim(one.claim))
        return [
            Reviewed(self._claim(one.claim), one.status, one.corrected, one.by, disputed=one.disputed) for one in open_
        ]

    def _claim(self, claim: Claim) -> Claim:
        """The claim with its sensitive sources by their kind, and their names blacked out in its words."""
        names = self._private(claim)
        if not names:
            return claim
        mask = Mask(_spelt(names))
        links = tuple(
            link.model_copy(update={"source": f"({link.kind or 'source'} withheld)", "cue": None, "span": None})
            if link.source in names
            else link
            for link in claim.attribution
        )
        row = claim.as_dict()
        parts = {
            "trigger": _masked(row["trigger"], mask),
            "quote": _masked(row["quote"], mask),
            "actors": [_masked(one, mask) for one in row["actors"]],
            "harm": [_masked(one, mask) for one in row["harm"]],
        }
        return Claim.model_validate({**row, **parts}).model_copy(update={"attribution": links})

    def _private(self, claim: Claim) -> list[str]:
        sources = frozenset() if self.held is None else self.held.sources
        return [link.source for link in claim.attribution if link.kind in SENSITIVE or folded(link.source) in sources]

    def mask(self, found: Iterable[Reviewed]) -> Mask:
        """What to black out where these claims are told: the names of sensitive sources, and the sentences of claims
        that are withheld.
        """
        if self.held is None:
            return Mask()
        names: list[str] = []
        quotes: list[str] = []
        for one in found:
            names += self._private(one.claim)
            if one.sensitive or self.held.hides_claim(one.claim):
                quotes += [one.claim.quote.text or "", one.claim.trigger.text or ""]
        return Mask((*_spelt(names), *quotes))

    def report(self, report: Report, mask: Mask) -> Report:
        """The report as this person may read it. Where words are blacked out, its author and addresses are left out:
        they can hold the same words.
        """
        if self.held is None or not mask.words:
            return report
        gone = {"author": None, "url": None, "origin": None}
        return report.model_copy(update={"text": mask(report.text), "title": mask(report.title or ""), **gone})

    def events(self, events: Sequence[Brief]) -> list[Brief]:
        """The events that rest on nothing that is withheld."""
        if self.held is None:
            return list(events)
        held = self.held
        if held.everything:
            return []
        found = (
            one for one in events if held.claims.isdisjoint(one.claims) and held.reports.isdisjoint(one.in_reports)
        )
        return [self._event(one) for one in found]

    def _event(self, one: Brief) -> Brief:
        if not one.private:
            return one
        mask = Mask(_spelt(one.private))
        return replace(one, sides=mask(one.sides), harm=mask(one.harm), actors=tuple(map(mask, one.actors)))

    def event_mask(self, event: Event, claims: Iterable[Reviewed]) -> Mask:
        """What to black out on an event's page."""
        if self.held is None:
            return Mask()
        return Mask((*self.mask(claims).words, *_spelt(private(event))))


def _spelt(names: Iterable[str]) -> tuple[str, ...]:
    """Names, and the parts that a person is called by alone."""
    return tuple(dict.fromkeys(word for name in names for word in (name, *given_names(name))))


def _masked(row: dict[str, object], mask: Mask) -> dict[str, object]:
    told = {name: mask(str(row[name])) for name in ("text", "name", "who") if isinstance(row.get(name), str)}
    return {**row, **told}
