"""What linking compares of one report: its story and its accounts. A pair's evidence depends on the two's alone.

A press report with nine claims takes 19 kB besides reports and claims as long as it lies open; packed it takes 10 kB
with them (``packing``).
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence, Set
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firsthand.linking import accounts as told
from firsthand.linking import story as stories
from firsthand.linking.accounts import Account
from firsthand.linking.copies import ALIKE, overlap, shingles
from firsthand.linking.grouping import within
from firsthand.linking.packing import packed_claims, packed_report, unpacked_claims, unpacked_report
from firsthand.linking.story import Story
from firsthand.linking.words import alike
from firsthand.records import Claim, Report

COPY_TEXT = 0.5  # cosine from which two texts' shingles are compared: a cheap test before the exact one
SLACK = 1e-9  # a root squared may differ by this from the number
_NONE: Mapping[str, Set[str]] = {}

Coded = tuple[bytes, tuple[bytes, ...], tuple[int, ...]]  # the report, each account's claims, and these ones' order
Packed = tuple[bytes, bytes]  # accounts, story


class Dossier:
    """A report with its claims, made comparable.

    The report and its claims lie in it packed from the start: nothing is compared by them but the text, to find
    near-copies. The claims of each account lie apart, for they are unpacked when the account's event is made. Accounts
    and story are packed when the dossier is put away, and each opens again when it is asked for: a report that is
    compared with one of last year needs that one's story alone.
    """

    __slots__ = ("_accounts", "_coded", "_given", "_packed", "_shingles", "_story", "_text", "published", "report_id")

    def __init__(self, report_id: str, published: str | None, coded: Coded, packed: Packed | None = None) -> None:
        self.report_id, self.published = report_id, published
        self._coded, self._packed = coded, packed
        self._accounts: tuple[Account, ...] | None = None
        self._story: Story | None = None
        self._given: tuple[Report, tuple[Claim, ...]] | None = None  # until the story is made
        self._text: str | None = None
        self._shingles: NDArray[np.uint64] | None = None

    @classmethod
    def of(cls, report: Report, claims: Sequence[Claim], apart: Mapping[str, Set[str]] = _NONE) -> Dossier:
        """The dossier of a report; ``apart`` as for ``within``.

        >>> Dossier.of(Report(text="Shelling hit the market."), []).accounts
        ()
        """
        groups = within(claims, apart)
        place = {id(claim): number for number, claim in enumerate(claims)}
        order = tuple(place[id(claim)] for group in groups for claim in group.claims)
        coded = packed_report(report), tuple(packed_claims(group.claims) for group in groups), order
        made = cls(report.report_id, report.published, coded)
        made._accounts = tuple(told.accounts(groups, report.published))
        made._given, made._text = (report, tuple(claims)), report.text
        return made

    @property
    def report(self) -> Report:
        """The report."""
        return unpacked_report(self._coded[0])

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The report's claims, in its order."""
        found = [claim for part in self._coded[1] for claim in unpacked_claims(part)]
        return tuple(claim for _, claim in sorted(zip(self._coded[2], found, strict=True), key=lambda x: x[0]))

    def claims_of(self, account: Account) -> tuple[Claim, ...]:
        """The claims of one of its accounts, in their order."""
        return unpacked_claims(self._coded[1][account.position])

    @property
    def accounts(self) -> tuple[Account, ...]:
        """What the report tells of each event, in its order."""
        if self._accounts is None:
            self._accounts = _loaded(self._packed[0]) if self._packed else ()
        return self._accounts

    @property
    def story(self) -> Story:
        """What the report tells as a whole; made when first asked for, in a millisecond or two."""
        if self._story is None:
            if self._packed:
                self._story = Story.unpacked(_loaded(self._packed[1]))
            else:
                self._story = Story.of(*(self._given or (self.report, self.claims)))
            self._given = None
        return self._story

    def shingles(self) -> NDArray[np.uint64]:
        """The hashed shingles of the text; made when first asked for."""
        if self._shingles is None:
            self._shingles = shingles(self.report.text if self._text is None else self._text)
        return self._shingles

    def put_away(self) -> None:
        """Pack what is open; it opens again when it is asked for."""
        if self._packed is None:
            self._packed = _dumped(self.accounts), _dumped(self.story.packed())
        self._accounts = self._story = self._text = self._shingles = None

    def without_claims(self) -> Dossier:
        """What is compared with others, and the report: no pair's evidence asks for the claims, only for what the
        accounts hold of them."""
        made = Dossier(self.report_id, self.published, (self._coded[0], (), ()))
        made._accounts = tuple(account.without_claims() for account in self.accounts)
        made._story = self.story
        return made


def packed(dossier: Dossier) -> bytes:
    """A dossier as bytes, for another process of the same job; it is put away by that."""
    dossier.put_away()
    return _dumped((dossier.report_id, dossier.published, dossier._coded, dossier._packed))


def unpacked(data: bytes) -> Dossier:
    """The dossier that ``packed`` packed."""
    return Dossier(*_loaded(data))


def _dumped(value: object) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _loaded(data: bytes) -> Any:
    return pickle.loads(data)  # noqa: S301  written by this process or another one of its job, never read from a file


def story_logit(one: Dossier, other: Dossier) -> float:
    """How much speaks for two reports telling the same story."""
    return compared(one, other)[0]


def compared(one: Dossier, other: Dossier) -> tuple[float, bool]:
    """How much speaks for two reports telling the same story, and whether they may be near-copies at all."""
    values = stories.features(one.story, other.story)
    return stories.story_weights().logit(values), values[0] ** 2 >= COPY_TEXT - SLACK


def copied(one: Dossier, other: Dossier) -> bool:
    """Do two reports carry the same text, or one a part of the other's?"""
    return alike(one.story.text, other.story.text) >= COPY_TEXT and overlap(one.shingles(), other.shingles()) >= ALIKE
