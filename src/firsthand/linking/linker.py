"""The linker: reports with their claims go in one by one, and stories and events are kept up to date.

Two graphs. In that of *stories* the members are reports: which of them mainly tell the same? In that of *events* the
members are accounts: the claims of one report on one event. Whatever a pair's evidence is, it depends on the two alone;
what is compared depends on all members, but not on their order (``blocks.py``). So the result is the same in whatever
order reports come, and adding one touches only the parts that it is connected with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from firsthand.linking import accounts as told
from firsthand.linking import story as stories
from firsthand.linking.accounts import Account
from firsthand.linking.blocks import Blocks, Pair, paired
from firsthand.linking.dossier import Dossier, compared, copied, story_logit
from firsthand.linking.evidence import weigh
from firsthand.linking.graph import Cluster, Graph
from firsthand.linking.shelf import OPEN, Made, Shelf
from firsthand.linking.weights import RULED_OUT
from firsthand.records import Claim, Event, Report

WINDOW = 20  # places between two members of a row that meet, at most: 60 finds no pair more on the development set
HELD_APART = -1.0  # logit of two accounts of one report: reading it found too little for one event, and no conflict


class Linker:
    """Links claims to events, incrementally. ``must`` and ``must_not`` are pairs of claim ids, decided by people;
    ``window`` bounds what is compared (see ``blocks``), ``room`` how many dossiers lie open (see ``shelf``): results do
    not depend on that.

    >>> linker = Linker()
    >>> linker.add(Report(text="Shelling hit the market."), [])
    True
    >>> linker.clusters()
    []
    """

    def __init__(
        self, must: Iterable[Pair] = (), must_not: Iterable[Pair] = (), window: int = WINDOW, room: int = OPEN
    ) -> None:
        self._must, self._must_not = _table(must), _table(must_not)
        self.dossiers = Shelf(room)  # by report
        self.account_of: dict[str, str] = {}  # by claim
        self.report_of: dict[str, str] = {}  # by account
        self.copies: dict[str, set[str]] = {}  # by report: the near-copies of its text
        learned = stories.story_weights()
        self.story_graph = Graph(learned.threshold, learned.missing)
        self._story_blocks = Blocks(window, stories.NEED, self.story_graph.edges.known)
        table = told.account_table()
        self.event_graph = Graph(table.threshold, table.missing, self._one_report)
        self._event_blocks = Blocks(window, 1.0, self.event_graph.edges.known)
        self._near: set[Pair] = set()  # reports that tell the same story, two by two
        self.tied: set[str] = set()  # accounts that a person has linked with another
        self.made: dict[Cluster, tuple[Any, Event]] = {}  # what it was made from, and the event: kept by events.py

    @property
    def reports(self) -> Mapping[str, Report]:
        """The reports by id."""
        return Made(self.dossiers, lambda name: self.dossiers[name].report)

    @property
    def claims(self) -> Mapping[str, Claim]:
        """The claims by id."""
        return Made(self.account_of, self._claim)

    @property
    def accounts(self) -> Mapping[str, Account]:
        """The accounts by id."""
        return Made(self.report_of, self._account)

    def _account(self, name: str) -> Account:
        return next(x for x in self.dossiers[self.report_of[name]].accounts if x.account_id == name)

    def _claim(self, name: str) -> Claim:
        return next(x for x in self.claims_of(self._account(self.account_of[name])) if x.claim_id == name)

    def claims_of(self, account: Account) -> tuple[Claim, ...]:
        """The claims of an account, in their order."""
        return self.dossiers[account.report_id].claims_of(account)

    def add(self, report: Report, claims: Sequence[Claim]) -> bool:
        """Take a report in; False (and nothing changes) if it is there already."""
        dossier = self.take(report, claims)
        if dossier is None:
            return False
        self._add_story(dossier)
        for one in dossier.accounts:
            gained, lost = self._event_blocks.add(one.account_id, one.day, one.keys())
            for pair in lost:
                self._compare(pair)
            for other in gained:
                self._compare(paired(one.account_id, other))
        return True

    def take(self, report: Report, claims: Sequence[Claim]) -> Dossier | None:
        """Take a report in without comparing it: whoever calls this brings the evidence (``firsthand.engines.parts``).
        None (and nothing changes) if it is there already."""
        name = report.report_id
        if name in self.dossiers:
            return None
        dossier = Dossier.of(report, claims, self._must_not)
        self.dossiers.put(dossier)
        self.story_graph.add(name)
        for one in dossier.accounts:
            self.report_of[one.account_id] = name
            self.account_of |= dict.fromkeys(one.claims, one.account_id)
            self.event_graph.add(one.account_id)
        for one in dossier.accounts:
            self._decided(one)
        return dossier

    def copy(self, pair: Pair) -> None:
        """Hold two reports to be near-copies."""
        for one, other in (pair, pair[::-1]):
            self.copies.setdefault(one, set()).add(other)

    def remove(self, report_id: str) -> bool:
        """Take a report out again, as if it had never been there; False (and nothing changes) if it is not there."""
        dossier = self.dossiers.take(report_id)
        if dossier is None:
            return False
        names = [one.account_id for one in dossier.accounts]
        nearer = [pair for name in names for pair in self._event_blocks.remove(name)[1]]
        for name in names:
            partners = self.event_graph.must.get(name, set()).copy()
            self.event_graph.remove(name)
            self.tied -= {name, *(other for other in partners if not self.event_graph.must[other])}
            del self.report_of[name]
        for one in dossier.accounts:
            for claim in one.claims:
                self.account_of.pop(claim, None)
        told_alike, nearer_stories = self._story_blocks.remove(report_id)
        for other in told_alike:
            self._part(paired(report_id, other))
        self.story_graph.remove(report_id)
        self.copies.pop(report_id, None)
        for pair in nearer_stories:
            self._meet(pair)
        for pair in nearer:
            if pair[0] in self.report_of and pair[1] in self.report_of:
                self._compare(pair)
        return True

    def redecide(self, must: Iterable[Pair] = (), must_not: Iterable[Pair] = ()) -> None:
        """Other decisions of people from now on; only the reports whose claims they are about are linked again."""
        now = _table(must), _table(must_not)
        changed = {
            claim
            for old, new in zip((self._must, self._must_not), now, strict=True)
            for claim in old.keys() | new.keys()
            if old.get(claim) != new.get(claim)
        }
        self._must, self._must_not = now
        again = {self.report_of[self.account_of[claim]] for claim in changed if claim in self.account_of}
        kept = [self.dossiers[name] for name in sorted(again)]
        for dossier in kept:
            self.remove(dossier.report_id)
        for dossier in kept:
            self.add(dossier.report, dossier.claims)

    def _add_story(self, dossier: Dossier) -> None:
        name, story = dossier.report_id, dossier.story
        gained, lost = self._story_blocks.add(name, story.published or 0, story.keys())
        for pair in lost:
            self.story_graph.disconnect(pair)
            if self._part(pair):
                self._compare_all(pair)
        for other in gained:
            self._meet(paired(name, other))

    def _meet(self, pair: Pair) -> None:
        """Two reports are compared from now on."""
        one, other = self.dossiers[pair[0]], self.dossiers[pair[1]]
        logit, alike = compared(one, other)
        self.story_graph.connect(pair, logit)
        if alike and copied(one, other):
            self.copy(pair)
        if logit >= self.story_graph.threshold:
            self._near.add(pair)
            self._compare_all(pair)

    def _part(self, pair: Pair) -> bool:
        """Two reports are no longer compared; True if they were held to tell the same story."""
        for one, other in (pair, pair[::-1]):
            if one in self.copies:
                self.copies[one].discard(other)
        near = pair in self._near
        self._near.discard(pair)
        return near

    def story_logit(self, one: str, other: str) -> float:
        """How much speaks for two reports telling the same story."""
        known = self.story_graph.edges.logit(one, other)
        return story_logit(self.dossiers[one], self.dossiers[other]) if known is None else known

    def _compare_all(self, reports: Pair) -> None:
        """Compare every account of one report with every account of the other."""
        for one in self.dossiers[reports[0]].accounts:
            for other in self.dossiers[reports[1]].accounts:
                self._compare(paired(one.account_id, other.account_id))

    def _compare(self, pair: Pair) -> None:
        """Bring the evidence of two accounts up to date; none if nothing proposes the pair."""
        reports = paired(self.report_of[pair[0]], self.report_of[pair[1]])
        if reports[0] == reports[1]:
            return
        known = self.event_graph.edges.known(*pair)
        if reports in self._near or self._event_blocks.proposes(pair):
            if not known:
                one, other = (self._account(name) for name in pair)
                story = self.story_logit(*reports) if one.main and other.main else 0.0
                self.event_graph.connect(pair, told.logit(one, other, story))
        elif known:
            self.event_graph.disconnect(pair)

    def _one_report(self, part: Iterable[str]) -> Iterator[tuple[Pair, float]]:
        """The logits between accounts of one report."""
        by_report: dict[str, list[str]] = defaultdict(list)
        for name in sorted(part):
            by_report[self.report_of[name]].append(name)
        for names in by_report.values():
            found = [self._account(name) for name in names] if len(names) > 1 else []
            for i, one in enumerate(found):
                for other in found[i + 1 :]:
                    conflict = weigh(one.group, other.group).conflict
                    yield paired(one.account_id, other.account_id), RULED_OUT if conflict else HELD_APART

    def _decided(self, one: Account) -> None:
        """Pass on what people have decided of an account's claims."""
        for table, together in ((self._must, True), (self._must_not, False)):
            for claim in one.claims:
                for other in sorted(table.get(claim, ())):
                    account = self.account_of.get(other)
                    if account is not None and account != one.account_id:
                        self.event_graph.decide(paired(one.account_id, account), together)
                        self.tied |= {one.account_id, account} if together else set()

    def refresh(self) -> tuple[set[Cluster], set[Cluster]]:
        """Bring the events' clusters up to date: those (of account ids) that are gone, and those that are new."""
        gone, new = self.event_graph.refresh()
        for cluster in gone | self.event_graph.remade:
            self.made.pop(cluster, None)
        return gone, new

    def clusters(self) -> list[Cluster]:
        """The account ids of each event."""
        self.refresh()
        return sorted(set(self.event_graph.cluster_of.values()))

    def by_age(self) -> Iterator[Cluster]:
        """The same, those of the reports added last first: their dossiers lie open, and neighbours share them."""
        self.refresh()
        seen: set[Cluster] = set()
        for account in reversed(self.report_of):
            cluster = self.event_graph.cluster_of[account]
            if cluster not in seen:
                seen.add(cluster)
                yield cluster

    def stories(self) -> list[Cluster]:
        """The report ids of each story, sorted."""
        self.story_graph.refresh()
        return sorted(set(self.story_graph.cluster_of.values()))

    def cluster_of(self, account: str) -> Cluster:
        """The event's cluster that an account is in."""
        self.refresh()
        return self.event_graph.cluster_of[account]

    def held_apart(self, one: str, other: str) -> bool:
        """Has a person said that two accounts are not of one event?"""
        return other in self.event_graph.must_not.get(one, ())

    def compared(self, account: str) -> dict[str, float]:
        """The accounts that one was compared with, and the logits."""
        return self.event_graph.edges[account]


def _table(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return dict(found)
