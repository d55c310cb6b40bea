"""Events kept up to date are the events made anew, whatever was added, coded again, decided and undone."""

from __future__ import annotations

import random

import pytest

from firsthand.ledger import Ledger, pair_id, reviewed_events
from firsthand.ledger.following import Following
from firsthand.records import Report
from tests.around.fakes import FakeCoder

SENTENCES = (
    "Rebels attacked a camp near Gao on Monday, the army said.",
    "Gunmen shelled Bourem on Friday.",
    "River Front abducted 3 herders in Ansongo on Wednesday.",
    "Rebels killed 9 soldiers in Ansongo, the army said.",
)


class People:
    """People at work on a ledger, by chance."""

    def __init__(self, book: Ledger, chance: random.Random) -> None:
        self.book, self.chance, self.made = book, chance, 0

    def add(self) -> None:
        """A report more."""
        self.made += 1
        chosen = self.chance.sample(SENTENCES, self.chance.randint(1, 3))
        text = " ".join(chosen) + f" Edition {self.made}."
        day = f"2025-03-0{self.chance.randint(4, 8)}"
        report = Report(text=text, published=day, publisher=f"Example Wire {self.made}")
        self.book.add(report, text.encode(), "text/plain", FakeCoder().code(report))

    def claim(self) -> None:
        """A claim accepted, rejected, corrected or merged."""
        one = self.chance.choice(list(self.book.reviewed()))
        action = self.chance.choice(("accept", "reject", "correct", "comment", "sensitive"))
        field, value = ("event_type", "arrest") if action == "correct" else (None, None)
        self.book.decide(self.who(), "claim", one.claim.claim_id, action, field, value, "so it is")

    def pair(self) -> None:
        """Two claims said to be one event, or two."""
        one, other = self.chance.sample([one.claim.claim_id for one in self.book.reviewed()], 2)
        self.book.decide(self.who(), "pair", pair_id(one, other), self.chance.choice(("must_link", "must_not_link")))

    def event(self) -> None:
        """An event accepted, rejected or split."""
        one = self.chance.choice(reviewed_events(self.book))
        if len(one.claims) > 1 and self.chance.random() < 0.7:
            first, *rest = one.claims
            self.book.decide(self.who(), "event", one.event_id, "split", value=[[first], rest])
        else:
            self.book.decide(self.who(), "event", one.event_id, self.chance.choice(("accept", "reject")))

    def missed(self) -> None:
        """A claim that the machine missed."""
        report = self.chance.choice(list(self.book.reports()))
        row = FakeCoder().code(report)[0].as_dict() | {"event_type": "looting"}
        self.book.decide(self.who(), "report", report.report_id, "add", value=row)

    def recode(self) -> None:
        """A report coded again, without its first claim."""
        report = self.chance.choice(list(self.book.reports()))
        self.book.recode(report.report_id, FakeCoder().code(report)[1:], "newer", apply=True)

    def undo(self) -> None:
        """A decision taken back."""
        decided = [one for one in self.book.decisions() if one.action != "undo"]
        if decided:
            one = self.chance.choice(decided)
            self.book.undo(one.coder, one.decision_id)

    def who(self) -> str:
        """One of two coders."""
        return self.chance.choice(("Ann", "Ben"))


@pytest.mark.parametrize("seed", range(4))
def test_following_gives_the_events_made_anew(place: str, seed: int) -> None:
    with Ledger(place) as book:
        people = People(book, random.Random(seed))
        everyone, ann = Following(book), Following(book, "Ann")
        for _ in range(3):
            people.add()
        for _ in range(25):
            work = people.chance.choices(
                (people.add, people.claim, people.pair, people.event, people.missed, people.recode, people.undo),
                (2, 5, 3, 3, 1, 1, 3),
            )[0]
            work()
            assert everyone.events() == reviewed_events(book), work.__name__
            if people.chance.random() < 0.3:
                assert ann.events() == reviewed_events(book, "Ann"), work.__name__


def test_what_nothing_happened_to_is_kept(place: str) -> None:
    with Ledger(place) as book:
        people = People(book, random.Random(1))
        for _ in range(8):
            people.add()
        following = Following(book)
        before = {event.event_id: event for event in following.events()}
        assert len(before) > 1
        one = next(iter(before.values()))
        book.decide("Ann", "event", one.event_id, "accept")
        after = {event.event_id: event for event in following.events()}
        assert after[one.event_id].review == "accepted"
        assert all(after[name] is event for name, event in before.items() if name != one.event_id)


def test_a_ledger_that_was_put_back_is_read_anew(place: str) -> None:
    with Ledger(place) as book:
        people = People(book, random.Random(2))
        people.add()
        following = Following(book)
        assert following.events()
        following.head = (following.head or (0, ""))[0], "0" * 63 + "1"
        people.add()
        assert book.touched(following.head) is None
        assert following.events() == reviewed_events(book)
