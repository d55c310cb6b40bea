"""What speaks for each number that an article could mean: one row of figures for each candidate."""

from __future__ import annotations

from collections import Counter

from benchmarks.tolls.evidence import Evidence, Statement

MOST = 60  # dead or injured of one shooting
FAR = 99  # the sentence of what is not told
BODY, LEAD, TOP = 15, 4, 5  # sentences: later ones are mostly background; a lead; its neighbourhood
EARLY = 8  # sentences in which individuals are counted once more by themselves


def persons(e: Evidence, last: int = 10**6) -> dict[str, int]:
    """Individuals told of up to a sentence: how many died, lived, were hit."""
    people = [i for i in e.people if min(i.sentences) < last]
    dead = sum("killed" in i.kinds for i in people)
    alive = sum("killed" not in i.kinds and "injured" in i.kinds for i in people)
    return {"dead": dead, "alive": alive, "hit": len(people) - dead, "all": len(people)}


def sums(statements: list[Statement]) -> dict[int, int]:
    """Per sentence the sum of the numbers of distinct groups; a definite single one adds nothing."""
    by: dict[int, int] = {}
    for s in statements:
        if s.part or s.form != "clause":
            continue
        n = s.number
        if n is None or (n == 1 and s.definite):
            by.setdefault(s.sentence, 1)
            continue
        by[s.sentence] = by.get(s.sentence, 0) + n
    return by


class Side:
    """The statements of one kind, counted in the ways that a reader could count them."""

    def __init__(self, e: Evidence, kinds: tuple[str, ...]) -> None:
        self.all = [s for s in e.statements if s.kind in kinds and not s.self_done]
        self.of = [s for s in self.all if s.factual and not s.part]
        numbers = [(s.number, s) for s in self.of if s.number is not None]
        self.count = Counter(n for n, _ in numbers)
        self.lead = Counter(n for n, s in numbers if s.sentence < LEAD)
        self.clean = Counter(n for n, s in numbers if not s.past)
        self.short = Counter(n for n, s in numbers if s.form != "clause")
        self.title = Counter(n for n, s in numbers if s.headline)
        self.first: dict[int, int] = {}
        for n, s in numbers:
            self.first.setdefault(n, s.sentence)
        self.sum = sums(self.of)
        self.sum_clean = sums([s for s in self.of if not s.past])
        self.top = max((v for k, v in self.sum.items() if k < BODY), default=0)
        self.top_clean = max((v for k, v in self.sum_clean.items() if k < BODY), default=0)
        self.top_early = max((v for k, v in self.sum.items() if k < TOP), default=0)
        self.first_sum = self.sum[min(self.sum)] if self.sum else 0
        self.plural = sum(s.number is None for s in self.of)
        self.values = sorted(set(self.count) | set(self.sum.values()))

    def row(self, v: int) -> list[float]:
        """What speaks for the number ``v``."""
        total = sum(self.count.values())
        return [
            self.count[v],
            self.lead[v],
            self.clean[v],
            self.short[v],
            self.title[v],
            self.first.get(v, FAR),
            v == self.top,
            v == self.top_clean,
            v == self.top_early,
            v == self.first_sum,
            sum(x == v for x in self.sum.values()),
            sum(x == v for x in self.sum_clean.values()),
            min((k for k, x in self.sum.items() if x == v), default=FAR),
            self.count[v] / total if total else 0,
            sum(n for k, n in self.count.items() if k > v),
            sum(n for k, n in self.clean.items() if k > v),
            sum(n for k, n in self.lead.items() if k > v),
            v - self.top,
            v - self.top_clean,
        ]

    def whole(self) -> list[float]:
        """What is told of the kind at all."""
        return [
            len(self.of),
            self.plural,
            self.top,
            self.top_clean,
            len(self.count),
            max(self.title, default=0),
            sum(s.sentence < LEAD for s in self.of),
            len(self.all),
        ]


class Signals:
    """All rows of one article; ``votes`` are what its words say by themselves."""

    def __init__(self, e: Evidence, votes: dict[str, float]) -> None:
        self.e, self.votes = e, votes
        self.killed = Side(e, ("killed",))
        self.hurt = Side(e, ("injured",))
        self.hit = Side(e, ("hit",))
        self.any = Side(e, ("injured", "hit"))
        self.victims = Side(e, ("victims",))
        self.counts = max([s.number or 0 for s in e.statements if s.kind == "counts"], default=0)
        self.attempts = max([s.number or 0 for s in e.statements if s.kind == "attempts"], default=0)
        self.persons = persons(e)
        self.early = persons(e, EARLY)
        self.self_done = sum(s.self_done and s.kind == "killed" for s in e.statements)
        self.treated = sum(s.treated for s in e.statements)

    def _voted(self, *asked: tuple[str, int, int]) -> list[float]:
        return [self.votes[f"{name}{min(v, most)}"] for name, most, v in asked]

    def killed_values(self) -> list[int]:
        """The numbers of dead that the article could mean."""
        p = self.persons
        values = {0, 1, 2, *self.killed.values, *self.victims.count, p["dead"], self.early["dead"], self.counts}
        values |= {x + 1 for x in (self.killed.top, self.killed.top_clean, *self.killed.count, self.counts, p["dead"])}
        return sorted(v for v in values if 0 <= v <= MOST)

    def injured_values(self, killed: int) -> list[int]:
        """The numbers of injured that it could mean if ``killed`` died; of those hit, the dead are no injured."""
        p = self.persons
        values = {0, 1, 2, *self.hurt.values, *self.any.values, self.attempts, p["alive"], p["hit"]}
        values |= {self.early["alive"], self.early["hit"]}
        for n in (*self.hit.values, *self.victims.count, *self.any.count):
            values |= {n - killed, n - 1, n + 1}
        return sorted(v for v in values if 0 <= v <= MOST)

    def common(self) -> list[float]:
        """What is the same for all candidates."""
        e, p = self.e, self.persons
        return [
            *self.votes.values(),
            e.sentences,
            e.headline,
            e.denied,
            self.counts,
            self.attempts,
            *p.values(),
            *self.early.values(),
            self.self_done,
            self.treated,
            *self.killed.whole(),
            *self.hurt.whole(),
            *self.hit.whole(),
        ]

    def killed_row(self, v: int) -> list[float]:
        """The figures of one number of dead."""
        p = self.persons
        return [
            v,
            *self._voted(("K", 5, v)),
            *self.killed.row(v),
            *self.victims.row(v)[:6],
            v == self.counts,
            v == p["dead"],
            v - p["dead"],
            v == self.early["dead"],
            v - self.early["dead"],
            v == self.killed.top + 1,
            v == self.killed.top_clean + 1,
            v == self.counts + 1,
            v == p["dead"] + 1,
            self.hit.count[v],
            v == self.hit.top,
            *self.common(),
        ]

    def injured_row(self, v: int, killed: int) -> list[float]:
        """The figures of one number of injured beside that of the dead."""
        p = self.persons
        return [
            v,
            killed,
            *self._voted(("I", 6, v), ("T", 6, v + killed)),
            *self.hurt.row(v),
            *self.any.row(v),
            *self.hit.row(v),
            *self.victims.row(v)[:6],
            *self.hit.row(v + killed)[:12],
            self.victims.count[v + killed],
            *self.hit.row(v + 1)[:6],
            v == self.attempts,
            v == p["alive"],
            v == p["hit"],
            v - p["alive"],
            v - p["hit"],
            v == self.early["alive"],
            v == self.early["hit"],
            v - self.early["hit"],
            *self.common(),
        ]
