"""Which time and which place belong to which event.

Not the nearest one: an expression belongs to the predicate that it depends on. From the expression and from the event
we climb the parse; they belong together where the climbs meet, the less between them the better, and never across the
border of what somebody says ("said on Monday that ... had attacked" dates the saying).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from firsthand.reading.mentions import PlaceMention, TimeMention
from firsthand.reading.predicates import Frame, preposition
from firsthand.reading.scene import Scene

_MAX_CLIMB = 14
_VERBAL = frozenset({"VERB", "AUX"})
# How much of the event is left when it climbs one arc; the product along the way ranks the expressions. Set by hand
# from what the arc means; a clause border of speech (ccomp, parataxis) is not crossed at all.
_ARC = {
    "conj": 0.7, "xcomp": 0.95, "advcl": 0.7, "acl": 0.6, "acl:relcl": 0.35, "obj": 0.9, "nsubj": 0.85,
    "nsubj:pass": 0.85, "obl": 0.7, "nmod": 0.7, "nmod:poss": 0.6, "compound": 0.6, "appos": 0.6, "amod": 0.6,
    "obl:agent": 0.6,
}  # fmt: skip
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj")
_OLD_DAYS = 3  # a statement is told on its day or the next, over a weekend on the third
_OWN = 0.9  # of an expression that ends the event's own phrase
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
    for _ in range(_MAX_CLIMB):
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


def _ancestors(heads: list[int], i: int) -> set[int]:
    """A token and all above it."""
    found = {i}
    while heads[i] not in found:
        i = heads[i]
        found.add(i)
    return found


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
    for _ in range(_MAX_CLIMB):
        h = a.head[j]
        if h == j:
            return j, left, head
        if a.dep[j] in ("nsubj", "nsubj:pass") and j != head:
            left *= 0.7  # inside the subject's own phrase: "rebels from Kidal attacked"
        if a.dep[j] in ("nmod", "appos", "conj", "compound", "nmod:poss", "obj", "acl"):
            left *= 0.92
        j = h
        if j in event_tokens or a.pos[j] in _VERBAL:
            return j, left, head
    return j, left, head


class Attacher:
    """Attaches the times and places of one report to its events."""

    def __init__(self, scene: Scene, event_tokens: frozenset[int], saying: frozenset[int], published: str | None = None) -> None:
        self._scene = scene
        self._published = datetime.date.fromisoformat(published[:10]) if published else None
        self._saying = saying
        tokens = self._tokens = event_tokens
        self._times = self._anchored(scene.time_at, len(scene.times), tokens)
        self._places = self._anchored(scene.place_at, len(scene.places), tokens)
        self._of_noun = self._nouns_own()

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

    def time(self, frame: Frame) -> Attached | None:
        """The time expression that dates the event of ``frame``, or None."""
        best: Attached | None = None
        scene = self._scene
        for k, where, left, head in self._times.get(scene.a.sent[frame.head], ()):
            mention: TimeMention = scene.times[k]
            if not mention.dates_events or (mention.first is None and mention.last is None):
                continue
            if scene.time_at.get(frame.head) == k:
                continue  # "three days after the attack" does not date the attack
            met = self._meet(frame, where, head) or self._shared(frame, where, head)
            score = met * left * self._clear(frame, where, head)
            since = score > 0 and self._opens(frame, where)
            if k in self._of_noun:
                # "protested the killing of a judge on Friday": the noun's own, and nobody else's
                score = _OWN if self._of_noun[k] == frame.head else 0.0
            if mention.type in ("DURATION", "SET"):
                score *= 0.6
            if score > (best.score if best else 0.25):
                best = Attached(k, score, since)
        return best

    def _own(self, frame: Frame) -> set[int]:
        """The tokens that are the event: its word, the verb that carries it, the noun it is the first part of ("the
        assassination attempt")."""
        a = self._scene.a
        own = {frame.head, frame.light if frame.light is not None else frame.head}
        if a.dep[frame.head] == "compound" and a.pos[frame.head] == "NOUN":
            own.add(a.head[frame.head])
        return own

    def _opens(self, frame: Frame, where: int) -> bool:
        """Whether ``where`` is, or stands in, a "since" clause under the event: "shelled towns since talks ended in May"."""
        a = self._scene.a
        above = _ancestors(a.head, frame.head)
        j = where
        for _ in range(_MAX_CLIMB):
            if j in above:
                return False
            if any(a.lower[c] == "since" and a.dep[c] in ("mark", "case") for c in a.children[j]):
                return True
            if a.head[j] == j:
                return False
            j = a.head[j]
        return False

    def _clear(self, frame: Frame, where: int, head: int) -> float:
        """What the way from the expression up to the event leaves: less across another verb's complement, nothing across
        a clause with a subject of its own."""
        a = self._scene.a
        own = self._own(frame)
        left, j, verbs = 1.0, where, 0
        if a.dep[head] == "nmod:poss" and a.head[head] not in self._tokens and a.head[a.head[head]] not in own:
            left *= 0.4  # "to run in this year's election" dates the election
        for _ in range(_MAX_CLIMB):
            if j in own or a.head[j] == j:
                break
            verbs += a.pos[j] in _VERBAL
            if a.dep[j] == "conj" and a.head[j] in own and self._stands_alone(j):
                return 0.0  # "demanded a ransom, but talks broke off on Thursday"
            j = a.head[j]
        below = j in own and where not in own
        return left * (0.4 if below and verbs > 1 else 1.0)

    def _stands_alone(self, verb: int) -> bool:
        """A clause with a subject and a tense of its own; "and another injured on Friday" has none."""
        a = self._scene.a
        children = a.children[verb]
        finite = a.tag[verb] in ("VBD", "VBZ", "VBP") or any(a.dep[c] in ("aux", "aux:pass", "cop") for c in children)
        return finite and any(a.dep[c] in _SUBJECTS for c in children)

    def _shared(self, frame: Frame, where: int, head: int) -> float:
        """Of the second of two verbs with one subject: a clause that the parse hangs on the first, after both."""
        a = self._scene.a
        first = a.head[frame.head]
        if a.dep[frame.head] != "conj" or head < frame.head or self._stands_alone(frame.head):
            return 0.0
        return climb(self._scene, where).get(first, 0.0) * 0.7 if a.head[where] == first and where > frame.head else 0.0

    def _nouns_own(self) -> dict[int, int]:
        """Expression -> event noun whose phrase it ends, where the verb above cannot be what it dates.

        That is so where the verb has another time before it, or speaks of now ("condemns the killing of a judge on
        Friday", "has denied any part in the attack of 3 May"), or is a saying and the time too old for one.
        """
        a, scene = self._scene.a, self._scene
        found: dict[int, int] = {}
        firsts: dict[int, int] = {}
        for t, k in scene.time_at.items():
            firsts[k] = min(t, firsts.get(k, t))
        for entries in self._times.values():
            for k, where, _, _ in entries:
                mention = scene.times[k]
                noun = self._noun_before(firsts[k])
                if noun is None or noun == where or mention.first is None or a.pos[where] not in _VERBAL:
                    continue
                dated = any(w == where and firsts[o] < noun for o, w, _, _ in entries if o != k)
                old = where in self._saying and self._is_old(mention)
                if dated or old or self._speaks_of_now(where):
                    found[k] = noun
        return found

    def _is_old(self, mention: TimeMention) -> bool:
        """Whether it is older than the statements that reports tell with their day."""
        last = mention.last or mention.first
        if self._published is None or last is None:
            return False
        return (self._published - datetime.date.fromisoformat(last[:10])).days >= _OLD_DAYS

    def _noun_before(self, first: int) -> int | None:
        """The event noun of which everything up to token ``first`` (but for a preposition) depends."""
        a = self._scene.a
        last = first - 1
        # "the killing of the mayor, a reformer, in Gao on Friday": past the place and its comma
        while last >= 0 and (a.pos[last] == "ADP" or last in self._scene.place_at or a.text[last] == ","):
            last -= 1
        j = last
        for _ in range(_MAX_CLIMB):
            if j < 0 or a.pos[j] in _VERBAL or a.sent[j] != a.sent[first]:
                return None
            if j in self._tokens and a.pos[j] == "NOUN":
                return j
            if a.head[j] == j or a.head[j] > last:
                return None
            j = a.head[j]
        return None

    def _speaks_of_now(self, verb: int) -> bool:
        """Present tense or present perfect: no past day can be its own."""
        a = self._scene.a
        helpers = [c for c in a.children[verb] if a.dep[c] in ("aux", "aux:pass")]
        return any(a.tag[t] in ("VBP", "VBZ") for t in (verb, *helpers)) and not any(a.tag[t] == "MD" for t in helpers)

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
