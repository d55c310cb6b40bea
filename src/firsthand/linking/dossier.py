"""What linking compares of one report: its story and its accounts. A pair's evidence depends on the two's alone."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firsthand.linking import accounts as told
from firsthand.linking import story as stories
from firsthand.linking.accounts import Account
from firsthand.linking.copies import ALIKE, overlap, shingles
from firsthand.linking.grouping import within
from firsthand.linking.story import Story
from firsthand.linking.words import alike
from firsthand.records import Claim, Report

COPY_TEXT = 0.5  # cosine from which two texts' shingles are compared: a cheap test before the exact one
_NONE: Mapping[str, Set[str]] = {}


@dataclass(frozen=True)
class Dossier:
    """A report with its claims, made comparable. ``accounts``: what it tells of each event, in its order."""

    report: Report
    claims: tuple[Claim, ...]
    accounts: tuple[Account, ...]

    @classmethod
    def of(cls, report: Report, claims: Sequence[Claim], apart: Mapping[str, Set[str]] = _NONE) -> Dossier:
        """The dossier of a report; ``apart`` as for ``within``.

        >>> Dossier.of(Report(text="Shelling hit the market."), []).accounts
        ()
        """
        return cls(report, tuple(claims), tuple(told.accounts(within(claims, apart), report.published)))

    @functools.cached_property
    def report_id(self) -> str:
        """The report's id."""
        return self.report.report_id

    @functools.cached_property
    def story(self) -> Story:
        """What the report tells as a whole; made when first asked for, in a millisecond or two."""
        return Story.of(self.report, self.claims)

    def shingles(self) -> NDArray[np.uint64]:
        """The hashed shingles of the text."""
        return shingles(self.report.text)


def story_logit(one: Dossier, other: Dossier) -> float:
    """How much speaks for two reports telling the same story."""
    return stories.story_weights().logit(stories.features(one.story, other.story))


def copied(one: Dossier, other: Dossier) -> bool:
    """Do two reports carry the same text, or one a part of the other's?"""
    return alike(one.story.text, other.story.text) >= COPY_TEXT and overlap(one.shingles(), other.shingles()) >= ALIKE
