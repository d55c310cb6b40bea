"""Which time and which place belong to which event.

Not the nearest one: an expression belongs to the predicate that it depends on. From the expression and from the event
we climb the parse; they belong together where the climbs meet, the less between them the better, and never across the
border of what somebody says ("said on Monday that ... had attacked" dates the saying).
"""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.reading.mentions import PlaceMention
from firsthand.reading.predicates import Frame, preposition
from firsthand.reading.scene import Scene

MAX_CLIMB = 14
VERBAL = frozenset({"VERB", "AUX"})
# How much of the event is left when it climbs one arc; the product along the way ranks the expressions. Set by hand
# from what the arc means; a clause border of speech (ccomp, parataxis) is not crossed at all.
_ARC = {
    "conj": 0.7, "xcomp": 0.95, "advcl": 0.7, "acl": 0.6, "acl:relcl": 0.35, "obj": 0.9, "nsubj": 0.85,
    "nsubj:pass": 0.85, "obl": 0.7, "nmod": 0.7, "nmod:poss": 0.6, "compound": 0.6, "appos": 0.6, "amod": 0.6,
    "obl:agent": 0.6,
}  # fmt: skip
_LOCATIVE = frozenset(
    [
        "in",
        "at",
        "near",
        "on",
        "outside",
        "around",
        "inside",
        "within",
        "across",
        "throughout",
        "into",
        "over",
        "along",
        "north",
        "south",
        "east",
        "west",
        "between",
        "to",
        "toward",
        "towards",
        "from",
        "off",
        "through",
        "against",
        "beyond",
        "above",
    ]
)


@dataclass(frozen=True, slots=True)
class Attached:
    """Index of the expression in its list, and how sure the link is (0 to 1)."""

    index: int
    score: float
    since: bool = False  # the expression dates a "since" clause below the event, and so only its beginning


def climb(scene: Scene, i: int) -> dict[int, float]:
    """Every token on the way up from ``i`` with what is left there, up to the border of the clause that asserts."""
    a = scene.a
    path = {i: 1.0}
    left, j = 1.0, i
    for _ in range(MAX_CLIMB):
        h = a.head[j]
        if h == j:
            break
        weight = _ARC.get(a.dep[j])
        if weight is None and h in scene.impersonal:
            weight = 0.9  # "in late July, it was reported that ...": nobody's saying, so the time is the event's
        if weight is None:
            break
        left *= weight
        path.setdefault(h, left)
        j = h
    return path


def anchor(scene: Scene, first: int, last: int, event_tokens: frozenset[int]) -> tuple[int, float, int]:
    """The verb or event noun that an expression (tokens ``first`` to ``last``) depends on, what is left there, and its
    head."""
    a = scene.a
    head = first
    for t in range(first, last + 1):
        if not first <= a.head[t] <= last:
            head = t
            break
    left, j = 1.0, head
    for _ in range(MAX_CLIMB):
        h = a.head[j]
        if h == j:
            return j, left, head
        if a.dep[j] in ("nsubj", "nsubj:pass") and j != head:
            left *= 0.7  # inside the subject's own phrase: "rebels from Kidal attacked"
        if a.dep[j] in ("nmod", "appos", "conj", "compound", "nmod:poss", "obj", "acl"):
            left *= 0.92
        j = h
        if j in event_tokens or a.pos[j] in VERBAL:
            return j, left, head
    return j, left, head


class Attacher:
    """Attaches the places of one report to its events; ``dating.Dater`` also the times."""

    def __init__(self, scene: Scene, event_tokens: frozenset[int], saying: frozenset[int]) -> None:
        self._scene = scene
        self._saying = saying
        tokens = self._tokens = event_tokens
        self._times = self._anchored(scene.time_at, len(scene.times), tokens)
        self._places = self._anchored(scene.place_at, len(scene.places), tokens)

    def _anchored(
        self, at: dict[int, int], n: int, tokens: frozenset[int]
    ) -> dict[int, list[tuple[int, int, float, int]]]:
        """Per sentence: (index, anchor, what is left, head) of each expression."""
        ends: dict[int, list[int]] = {}
        for t, k in at.items():
            span = ends.setdefault(k, [t, t])
            span[0], span[1] = min(span[0], t), max(span[1], t)
        found: dict[int, list[tuple[int, int, float, int]]] = {}
        for k, (first, last) in ends.items():
            where, left, head = anchor(self._scene, first, last, tokens)
            found.setdefault(self._scene.a.sent[first], []).append((k, where, left, head))
        return found

    def place(self, frame: Frame) -> Attached | None:
        """The place expression that says where the event of ``frame`` was, or None."""
        best: Attached | None = None
        a = self._scene.a
        for k, where, left, head in self._places.get(a.sent[frame.head], ()):
            mention: PlaceMention = self._scene.places[k]
            score = self._meet(frame, where, head) * left
            prep = preposition(a, head)
            if prep and prep not in _LOCATIVE:
                score *= 0.7
            if prep == "from":
                score *= 0.6
            if a.dep[head] in ("nsubj", "nsubj:pass", "obl:agent", "nmod:poss", "amod", "compound") and not prep:
                score *= 0.5 if a.dep[head] != "nsubj:pass" else 0.9
            if mention.precision == "country":
                score *= 0.9  # of two places in one clause the smaller is where it was
            if score > (best.score if best else 0.2):
                best = Attached(k, score)
        return best

    def _own(self, frame: Frame) -> set[int]:
        """The tokens that are the event: its word, the verb that carries it, the noun it is the first part of ("the
        assassination attempt")."""
        a = self._scene.a
        own = {frame.head, frame.light if frame.light is not None else frame.head}
        if a.dep[frame.head] == "compound" and a.pos[frame.head] == "NOUN":
            own.add(a.head[frame.head])
        return own

    def _meet(self, frame: Frame, where: int, head: int) -> float:
        """How directly an expression anchored at ``where`` belongs to the event."""
        scene = self._scene
        a = scene.a
        own = self._own(frame)
        if where in own:
            return 1.0
        if frame.governor is not None and where == frame.governor and where not in self._saying:
            return 0.9
        if where in self._saying:
            return 0.0
        path = climb(scene, frame.light if frame.light is not None else frame.head)
        if where in path:
            if a.dep[frame.head] == "conj" and head > frame.head and where != frame.head:
                return path[where]
            shared = path[where]
            # a time after a later conjunct is the later conjunct's: "seized X and attacked Y on Monday" is fine either
            # way, but one inside the first conjunct's phrase is not the second's unless it opens the sentence
            if frame.head > where and where < head < frame.head and a.dep[frame.head] == "conj":
                shared *= 0.6
            return shared
        # the expression hangs below the event, inside a phrase with a verb of its own
        upward = climb(scene, where)
        for token in own:
            if token in upward:
                return upward[token] * (0.5 if a.dep[where] in ("acl:relcl", "advcl") else 0.8)
        return 0.0
