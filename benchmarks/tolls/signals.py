"""What speaks for each number that an article could mean: one row of figures for each candidate."""

from __future__ import annotations

from collections import Counter

import numpy as np

from benchmarks.tolls.evidence import Evidence, Statement

MOST = 60


def group_of(e: Evidence, kinds: tuple[str, ...]) -> list[Statement]:
    return [s for s in e.statements if s.kind in kinds]


def persons(e: Evidence) -> dict[str, int]:
    """Individuals told apart by name or age: how many died, lived, were hit."""
    parent: dict[str, str] = {}

    def find(x: str) -> str:
        while parent.setdefault(x, x) != x:
            x = parent[x]
        return x

    state: dict[str, set[str]] = {}
    for s in e.statements:
        if s.number not in (1, None) or s.kind not in ("killed", "injured", "hit"):
            continue
        if s.person and s.age:
            parent[find(s.person)] = find(f"{s.age}")
    for s in e.statements:
        if s.number not in (1, None) or s.kind not in ("killed", "injured", "hit"):
            continue
        key = s.person or (f"{s.age}" if s.age else "")
        if key:
            state.setdefault(find(key), set()).add(s.kind)
    dead = sum("killed" in v for v in state.values())
    alive = sum("killed" not in v and "injured" in v for v in state.values())
    hit = sum("killed" not in v for v in state.values())
    return {"dead": dead, "alive": alive, "hit": hit, "all": len(state)}


def sums(statements: list[Statement]) -> dict[int, int]:
    """Per sentence the sum of the numbers of distinct groups; a definite single one adds nothing."""
    by: dict[int, int] = {}
    for s in statements:
        if s.part or s.form == "short" or s.form == "fold":
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
        self.all = [s for s in group_of(e, kinds) if not s.self_done]
        self.of = [s for s in self.all if s.factual and not s.part]
        self.numbers = [s for s in self.of if s.number is not None]
        self.count = Counter(s.number for s in self.numbers)
        self.lead = Counter(s.number for s in self.numbers if s.sentence < 4)
        self.clean = Counter(s.number for s in self.numbers if not s.past)
        self.short = Counter(s.number for s in self.numbers if s.form in ("short", "fold"))
        self.title = Counter(s.number for s in self.numbers if s.headline)
        self.first: dict[int, int] = {}
        for s in self.numbers:
            self.first.setdefault(s.number, s.sentence)
        self.sum = sums(self.of)
        self.sum_clean = sums([s for s in self.of if not s.past])
        lead15 = [v for k, v in self.sum.items() if k < 15]
        self.top = max(lead15, default=0)
        self.top_clean = max([v for k, v in self.sum_clean.items() if k < 15], default=0)
        self.top5 = max([v for k, v in self.sum.items() if k < 5], default=0)
        self.first_sum = self.sum[min(self.sum)] if self.sum else 0
        self.plural = sum(s.number is None for s in self.of)
        self.values = sorted(set(self.count) | set(self.sum.values()))

    def row(self, v: int) -> list[float]:
        total = sum(self.count.values())
        return [
            self.count[v], self.lead[v], self.clean[v], self.short[v], self.title[v],
            self.first.get(v, 99), v == self.top, v == self.top_clean, v == self.top5, v == self.first_sum,
            sum(x == v for x in self.sum.values()), sum(x == v for x in self.sum_clean.values()),
            min((k for k, x in self.sum.items() if x == v), default=99),
            self.count[v] / total if total else 0,
            sum(n for k, n in self.count.items() if k > v), sum(n for k, n in self.clean.items() if k > v),
            sum(n for k, n in self.lead.items() if k > v),
            v - self.top, v - self.top_clean,
        ]

    NAMES = ("count lead clean short title first top top_clean top5 first_sum n_sum n_sum_clean first_sum_at share bigger bigger_clean bigger_lead d_top d_top_clean").split()

    def whole(self) -> list[float]:
        return [len(self.of), self.plural, self.top, self.top_clean, len(self.count), max(self.title, default=0), sum(s.sentence < 4 for s in self.of), len(self.all)]

    WHOLE = "n plural top top_clean distinct max_title n_lead n_all".split()


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
        self.self_done = sum(s.self_done and s.kind == "killed" for s in e.statements)
        self.treated = sum(s.treated for s in e.statements)

    def _voted(self, *asked: tuple[str, int, int]) -> list[float]:
        return [self.votes[f"{name}{min(v, most)}"] for name, most, v in asked]

    def killed_values(self) -> list[int]:
        p = self.persons
        values = {0, 1, 2, *self.killed.values, *self.victims.count, p["dead"], self.counts}
        values |= {x + 1 for x in (self.killed.top, self.killed.top_clean, *self.killed.count, self.counts, p["dead"])}
        return sorted(v for v in values if v is not None and 0 <= v <= MOST)

    def injured_values(self, killed: int) -> list[int]:
        p = self.persons
        values = {0, 1, 2, *self.hurt.values, *self.any.values, self.attempts, p["alive"], p["hit"]}
        for n in (*self.hit.values, *self.victims.count, *self.any.count):
            values |= {n - killed, n - 1, n + 1}
        return sorted(v for v in values if v is not None and 0 <= v <= MOST)

    def common(self) -> list[float]:
        e, p = self.e, self.persons
        return [
            *self.votes.values(), e.sentences, e.headline, e.denied, self.counts, self.attempts, *p.values(), self.self_done,
            self.treated, *self.killed.whole(), *self.hurt.whole(), *self.hit.whole(),
        ]

    def common_names(self) -> list[str]:
        return [*(f"vote_{k}" for k in self.votes), "sentences", "headline", "denied", "counts", "attempts", *(f"p_{k}" for k in self.persons), "self_done", "treated", *(f"K_{n}" for n in Side.WHOLE), *(f"I_{n}" for n in Side.WHOLE), *(f"H_{n}" for n in Side.WHOLE)]

    def killed_row(self, v: int) -> list[float]:
        p = self.persons
        return [
            v, *self._voted(('K', 5, v)), *self.killed.row(v), *self.victims.row(v)[:6], v == self.counts, v == p["dead"], v - p["dead"], v == self.killed.top + 1,
            v == self.killed.top_clean + 1, v == self.counts + 1, v == p["dead"] + 1, self.hit.count[v], v == self.hit.top, *self.common(),
        ]

    def killed_names(self) -> list[str]:
        return ["v", "voted", *(f"k_{n}" for n in Side.NAMES), *(f"v_{n}" for n in Side.NAMES[:6]), "is_counts", "is_dead", "d_dead", "top+1", "top_clean+1", "counts+1", "dead+1", "hitcount", "hittop", *self.common_names()]

    def injured_row(self, v: int, killed: int) -> list[float]:
        p = self.persons
        return [
            v, killed, *self._voted(('I', 6, v), ('T', 6, v + killed)), *self.hurt.row(v), *self.any.row(v), *self.hit.row(v), *self.victims.row(v)[:6],
            *self.hit.row(v + killed)[:12], self.victims.count[v + killed], *self.hit.row(v + 1)[:6],
            v == self.attempts, v == p["alive"], v == p["hit"], v - p["alive"], v - p["hit"], *self.common(),
        ]

    def injured_names(self) -> list[str]:
        return ["v", "k", "voted", "votedT", *(f"i_{n}" for n in Side.NAMES), *(f"a_{n}" for n in Side.NAMES), *(f"h_{n}" for n in Side.NAMES), *(f"v_{n}" for n in Side.NAMES[:6]), *(f"hk_{n}" for n in Side.NAMES[:12]), "victims+k", *(f"h1_{n}" for n in Side.NAMES[:6]), "is_attempts", "is_alive", "is_hit", "d_alive", "d_hit", *self.common_names()]
