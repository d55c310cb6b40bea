"""Which expression belongs to which event: what times and places have in common.

Not the nearest one: an expression belongs to the predicate that it depends on. From the expression and from the event
we climb the parse; they belong together where the climbs meet, the less between them the better, and never across the
border of what somebody says ("said on Monday that ... had attacked" dates the saying) or of what was at another time
("after rebels had attacked"). ``placing`` and ``dating`` add what only places and only times are like.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Any

from firsthand.reading.predicates import RELATIVE_TAGS, Frame, occurs, preposition, vocabulary
from firsthand.reading.scene import Scene
from firsthand.yamlfile import parse

MAX_CLIMB = 14
VERBAL = frozenset({"VERB", "AUX"})
# How much of the event is left when it climbs one arc; the product along the way ranks the expressions. Set by hand
# from what the arc means; a clause border of speech (ccomp, parataxis) is not crossed at all.
_ARC = {
    "conj": 0.7, "xcomp": 0.95, "advcl": 0.7, "acl": 0.6, "acl:relcl": 0.2, "obj": 0.9, "nsubj": 0.85,
    "nsubj:pass": 0.85, "obl": 0.7, "nmod": 0.7, "nmod:poss": 0.6, "compound": 0.6, "appos": 0.6, "amod": 0.6,
    "obl:agent": 0.6,
}  # fmt: skip
_GOVERNOR = 0.9  # of an expression of the verb that a noun depends on: "the attack killed nine on Friday"
_ITS_OWN_ELSEWHERE = 0.45  # of the same where the noun has an expression of its own
_ANOTHERS = 0.6  # of another event's expression, where the event has one of its own
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj")
_RELATIVE = ("acl:relcl", "acl")
_ELSEWHERE = ("ccomp", "parataxis")
_TELLS_WHEN = 0.95  # "clashes that began on Friday"


@dataclass(frozen=True)
class Words:
    """The lists of attachment.yaml."""

    locative: frozenset[str]
    way: frozenset[str]
    moving: frozenset[str]
    leaving: frozenset[str]
    apart: frozenset[str]
    apart_clauses: frozenset[str]
    dwelling: frozenset[str]
    origin: frozenset[str]
    witnessing: frozenset[str]
    going_on: frozenset[str]
    meanwhile: frozenset[str]
    in_which: frozenset[str]
    framing: frozenset[str]
    turning: frozenset[str]
    spoken: frozenset[str]
    recording: frozenset[str]
    right_after: frozenset[str]
    at_once: frozenset[str]
    shifting: frozenset[str]
    gathering: frozenset[str]
    doers: frozenset[str]
    lying: frozenset[str]
    distance: frozenset[str]
    said_only: frozenset[str]
    elsewhere: frozenset[str]
    wide: frozenset[str]
    while_it_lasted: frozenset[str]
    dwelling_in: frozenset[str]
    local_witness: frozenset[str]
    ranked: frozenset[str]
    claiming: frozenset[str]
    naming: frozenset[str]
    occasions: frozenset[str]


@functools.lru_cache(maxsize=1)
def words() -> Words:
    """The vocabulary, read once per process."""
    data: Any = parse((resources.files("firsthand.reading") / "attachment.yaml").read_text(encoding="utf-8"))
    return Words(**{name: frozenset(given) for name, given in data.items()})


@dataclass(frozen=True, slots=True)
class Attached:
    """Index of the expression in its list, and how sure the link is (0 to 1)."""

    index: int
    score: float
    since: bool = False  # the expression dates a "since" clause below the event, and so only its beginning


@dataclass(frozen=True, slots=True)
class Anchored:
    """An expression: its index, the verb or event noun that it depends on, what is left there, and its own head."""

    index: int
    where: int
    left: float
    head: int


_DOWN = 0.35  # of an expression in a relative clause, seen from the event whose phrase it stands in


def climb(scene: Scene, i: int, below: bool = False) -> dict[int, float]:
    """Every token on the way up from ``i`` with what is left there, up to the border of the clause that asserts.

    With ``below`` from an expression up to the event above it: also out of a clause with "since", which dates its
    beginning.
    """
    a = scene.a
    path = {i: 1.0}
    left, j = 1.0, i
    for _ in range(MAX_CLIMB):
        h = a.head[j]
        if h == j:
            break
        if a.dep[j] == "parataxis" and a.tag[j] == a.tag[h] == "VBD" and j and a.text[j - 1] in (";", ":"):
            left *= _ARC["conj"]  # "conducted operations in Beni: killed 12; captured three"
            path.setdefault(h, left)
            j = h
            continue
        weight = _DOWN if below and a.dep[j] == "acl:relcl" else _ARC.get(a.dep[j])
        if weight is None and h in scene.impersonal:
            weight = 0.9  # "in late July, it was reported that ...": nobody's saying, so the time is the event's
        if weight is None or (apart(scene, j) and not (below and begins(scene, j))):
            break
        left *= weight
        path.setdefault(h, left)
        j = h
    return path


def apart(scene: Scene, i: int) -> bool:
    """Whether the clause or noun at ``i`` tells of another time than what it depends on: "after the attack"."""
    a = scene.a
    if a.dep[i] in ("advcl", "acl"):
        return any(a.dep[c] in ("mark", "case") and a.lower[c] in words().apart_clauses for c in a.children[i])
    return a.dep[i] == "obl" and preposition(a, i) in words().apart


def begins(scene: Scene, i: int) -> bool:
    """Whether the clause or noun at ``i`` stands under "since"."""
    a = scene.a
    marks = [*a.children[i]]  # "since fighting broke out", where the parser takes "fighting" for a verb
    marks += [g for c in a.children[i] if c < i and a.dep[c] == "advcl" and a.tag[c] == "VBG" for g in a.children[c]]
    return any(a.dep[c] in ("mark", "case") and a.lower[c] == "since" for c in marks)


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
    """What ``Placer`` and ``Dater`` know of one report: the anchors of its times and places, its events, its
    sayings."""

    def __init__(self, scene: Scene, event_tokens: frozenset[int], saying: frozenset[int]) -> None:
        self._scene = scene
        self._saying = saying
        self._tokens = event_tokens

    def _anchored(self, at: dict[int, int]) -> dict[int, list[Anchored]]:
        """The expressions of each sentence; ``at``: which expression a token is part of."""
        ends: dict[int, list[int]] = {}
        for t, k in at.items():
            span = ends.setdefault(k, [t, t])
            span[0], span[1] = min(span[0], t), max(span[1], t)
        found: dict[int, list[Anchored]] = {}
        for k, (first, last) in ends.items():
            where, left, head = anchor(self._scene, first, last, self._tokens)
            found.setdefault(self._scene.a.sent[first], []).append(Anchored(k, where, left, head))
        return found

    def _own(self, frame: Frame) -> set[int]:
        """The tokens that are the event: its word, the verb that carries it, the noun it is the first part of ("the
        assassination attempt")."""
        a = self._scene.a
        own = {frame.head, frame.light if frame.light is not None else frame.head}
        if a.dep[frame.head] == "compound" and a.pos[frame.head] == "NOUN":
            own.add(a.head[frame.head])
        return own

    def _has_own(self, frame: Frame, expressions: list[Anchored]) -> bool:
        """Whether one of the expressions stands in the event's own phrase."""
        own = self._own(frame)
        return any(x.where in own or self._told_by_clause(x.where, own) for x in expressions)

    def _told_by_clause(self, verb: int, own: set[int]) -> bool:
        """ "Clashes that began on Friday": a relative clause that says when or where the event itself was."""
        a = self._scene.a
        if a.dep[verb] not in ("acl:relcl", "acl") or a.head[verb] not in own:
            return False
        if occurs(a, verb):
            return True
        # "the truce they declared in May": whoever made it what it is
        return a.dep[verb] == "acl:relcl" and self._has_doer(verb) and a.lemma[verb] in vocabulary().light_agent

    def _has_doer(self, verb: int) -> bool:
        """Whether the verb of a relative clause has a subject other than the relative pronoun."""
        a = self._scene.a
        return any(a.dep[c] in ("nsubj", "nsubj:pass") and a.tag[c] not in RELATIVE_TAGS for c in a.children[verb])

    def _meet(self, frame: Frame, x: Anchored, has_own: bool = False) -> float:
        """How directly an expression belongs to the event; ``has_own``: the event's own phrase has another."""
        scene = self._scene
        a = scene.a
        own = self._own(frame)
        where, head = x.where, x.head
        if where in own:
            return 1.0
        if self._told_by_clause(where, own):
            return _TELLS_WHEN
        if frame.governor is not None and where == frame.governor:
            if apart(scene, self._top(frame)):
                return 0.0
            if where not in self._saying or self._witnessed(frame, x):
                return _ITS_OWN_ELSEWHERE if has_own else _GOVERNOR
        if where in self._saying:
            return 0.0
        path = climb(scene, frame.light if frame.light is not None else frame.head)
        if where in path:
            shared = path[where] * (_ANOTHERS if has_own and where in self._tokens else 1.0)
            if a.dep[frame.head] == "conj" and head > frame.head and where != frame.head:
                return shared
            # a time after a later conjunct is the later conjunct's: "seized X and attacked Y on Monday" is fine either
            # way, but one inside the first conjunct's phrase is not the second's unless it opens the sentence
            if frame.head > where and where < head < frame.head and a.dep[frame.head] == "conj":
                shared *= 0.6
            return shared
        # the expression hangs below the event, inside a phrase with a verb of its own
        upward = climb(scene, where, below=True)
        for token in own:
            if token in upward:
                beside = a.dep[where] in ("acl:relcl", "advcl") and not begins(scene, where)
                return upward[token] * (0.5 if beside else 0.8)
        return 0.0

    def _only_one(self, frame: Frame, expressions: list[Anchored]) -> Anchored | None:
        """The expression that is left where the parse links none: the only one of the sentence, if nothing says that it
        is of another time or of the saying.

        One in a relative clause counts where it ends the sentence, behind the event: "shot eight men who tried to cross
        the border on Sunday".
        """
        if len({x.index for x in expressions}) != 1:
            return None
        x = expressions[0]
        if x.where in self._saying or frame.governor == x.where:
            return None
        a = self._scene.a
        mine, theirs = self._way_up(frame.head), self._way_up(x.where)
        shared = next((t for t in mine if t in theirs), None)
        if shared is None or a.dep[x.head] == "nmod:poss":
            return None
        own = self._own(frame)
        for t in mine[: mine.index(shared)]:
            if apart(self._scene, t) or a.dep[t] in _ELSEWHERE or a.dep[t] in _RELATIVE:
                return None
        for t in theirs[: theirs.index(shared)]:
            if apart(self._scene, t) or a.dep[t] in _ELSEWHERE or (t != x.where and t in self._tokens - own):
                return None
            if a.dep[t] == "conj" and self._stands_alone(t):
                return None  # "demanded a ransom, but talks broke off on Thursday"
            if a.dep[t] in _RELATIVE and (x.head < frame.head or (a.tag[t] != "VBG" and self._has_doer(t))):
                return None  # "is pulling back troops it massed last week"; but "where they were dining on Friday"
        if (
            x.where in self._tokens - own
            and a.dep[x.where] not in (*_RELATIVE, "conj")
            and not self._meanwhile(x.where)
        ):
            return None
        return x

    def _stands_alone(self, verb: int) -> bool:
        """A clause with a subject and a tense of its own; "and another injured on Friday" has none."""
        a = self._scene.a
        children = a.children[verb]
        finite = a.tag[verb] in ("VBD", "VBZ", "VBP") or any(a.dep[c] in ("aux", "aux:pass", "cop") for c in children)
        return finite and any(a.dep[c] in _SUBJECTS for c in children)

    def _meanwhile(self, verb: int) -> bool:
        """A clause that tells of the same moment: "were killed when a shell went off on Sunday"; "looted the depot on
        Sunday before setting it ablaze"."""
        a = self._scene.a
        if a.dep[verb] not in ("advcl", "conj"):
            return False
        below = a.children[verb]
        if any(a.lower[c] in words().at_once for c in below) and not any(a.dep[c].startswith("nsubj") for c in below):
            return a.tag[verb] == "VBG" or any(a.lower[c] == "being" for c in below)
        first = min(self._under(verb))  # "when a bomb they were trying to defuse exploded", where "when" hangs too low
        return a.lower[first] in words().meanwhile or any(
            a.lower[c] in words().meanwhile and a.dep[c] != "case" for c in a.children[verb]
        )

    def _in_which(self, frame: Frame, expressions: list[Anchored], between: bool = False) -> Anchored | None:
        """The one expression of the noun that a clause tells more of: "the wells of X, where a patrol came under fire",
        "the attack of 2 March, in which nine died"; with ``between`` also one that stands between noun and clause."""
        a = self._scene.a
        verb = next((t for t in self._way_up(frame.head) if a.dep[t] == "acl:relcl"), None)
        if verb is None:
            return None
        first = min(self._under(verb))
        if not any(a.lower[t] in words().in_which for t in range(first, min(first + 3, verb + 1))):
            return None
        noun = a.head[verb]
        found = [
            x for x in expressions
            if x.head < first and (x.head == noun or noun in self._way_up(x.head) or (between and noun < x.head))
        ]  # fmt: skip
        return found[0] if len({x.index for x in found}) == 1 else None

    def _same_moment(self, frame: Frame, expressions: list[Anchored]) -> Anchored | None:
        """The one expression of the clause that tells of the same moment: "nine were shot dead and a post was burned
        when gunmen came on Monday"."""
        a = self._scene.a
        verbs = [frame.light if frame.light is not None else frame.head]
        while a.dep[verbs[-1]] == "conj" and a.pos[a.head[verbs[-1]]] in VERBAL and len(verbs) < MAX_CLIMB:
            verbs.append(a.head[verbs[-1]])
        partners: set[int] = set()
        for v in verbs:
            clauses = [c for c in a.children[v] if self._meanwhile(c)]
            if v == verbs[0]:  # "was shot and a post burned when ...": the clause hangs on the last of them
                last = max((c for c in a.children[v] if a.dep[c] == "conj" and a.pos[c] in VERBAL), default=v)
                clauses += [c for c in a.children[last] if self._meanwhile(c)]
            partners |= {*clauses, *(g for c in clauses for g in a.children[c] if a.dep[g] == "conj")}
            if self._meanwhile(v):  # "two died and one was injured today when it exploded"
                partners |= {a.head[v], *(c for c in a.children[a.head[v]] if c < v and a.dep[c] == "conj")}
        found = [x for x in expressions if x.where in partners]
        return found[0] if len({x.index for x in found}) == 1 else None

    def _under(self, i: int) -> list[int]:
        """A token and all that hangs on it."""
        found = [i]
        for t in found:
            found += self._scene.a.children[t]
        return found

    def _way_up(self, i: int) -> list[int]:
        """A token and all above it, the lowest first."""
        found = [i]
        while self._scene.a.head[i] != i:
            i = self._scene.a.head[i]
            found.append(i)
        return found

    def _top(self, frame: Frame) -> int:
        """The word of the event's phrase that its governor governs."""
        a = self._scene.a
        j = frame.head
        for _ in range(MAX_CLIMB):
            if a.head[j] in (frame.governor, j):
                return j
            j = a.head[j]
        return j

    def _witnessed(self, frame: Frame, x: Anchored) -> bool:
        """ "Residents reported fighting in X on Saturday": what is said of the object, right behind it."""
        a = self._scene.a
        if a.lemma[x.where] not in words().witnessing or a.dep[frame.head] not in ("obj", "nsubj:pass"):
            return False
        return frame.head < x.head and not any(frame.head < t < x.head for t in self._tokens)
