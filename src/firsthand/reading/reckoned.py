"""Days reckoned from another event of the sentence: "freed them on Tuesday, nine days after gunmen abducted them".

The length stands before "after" or "before" and a clause; the day of the clause above, or of the deed that this one
takes up ("the attack came three days after"), is what it is reckoned from. Hours make no other day.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from firsthand.reading.attachment import VERBAL
from firsthand.reading.mentions import TimeMention
from firsthand.reading.predicates import Frame
from firsthand.reading.scene import Scene
from firsthand.reading.times import so_far_from

_SIGN = {"after": -1, "before": 1}
_MARKS = frozenset({"mark", "case", "advmod"})
_MAX_CLIMB = 4


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A length of time (index), towards the past (-1) or the future (1), and the clause (its verb) that it opens."""

    index: int
    sign: int
    clause: int


def reckoned(scene: Scene, frame: Frame) -> Reckoned | None:
    """How far the event of ``frame`` is from that of the clause above its own."""
    a = scene.a
    t = frame.light if frame.light is not None else frame.head
    for _ in range(_MAX_CLIMB):
        if a.pos[t] in VERBAL:
            mark = next((c for c in a.children[t] if a.lower[c] in _SIGN and a.dep[c] in _MARKS and c < t), None)
            if mark is not None:
                k = scene.time_at.get(mark - 1)
                if k is None or scene.times[k].type != "DURATION" or scene.times[k].first is not None:
                    return None
                return Reckoned(k, _SIGN[a.lower[mark]], t)
            if a.dep[t] not in ("conj", "xcomp"):
                return None
        if a.head[t] == t or a.dep[t] in ("acl", "acl:relcl", "ccomp"):
            return None
        t = a.head[t]
    return None


def since_told(scene: Scene, frame: Frame) -> tuple[int, int] | None:
    """Characters of "since then" or "since that date" in the clause of an event; None where it says none."""
    a = scene.a
    verb = frame.light if frame.light is not None else frame.governor if frame.governor is not None else frame.head
    for t in a.children[verb]:
        since = next((c for c in a.children[t] if a.lower[c] == "since" and c < t), None)
        if a.lower[t] == "since" and t + 1 < a.n and a.lower[t + 1] == "then":
            return scene.span(t, t + 1)
        day = a.lower[t] == "then" or (
            a.lower[t] in ("date", "day", "time") and any(a.lower[c] == "that" for c in a.children[t])
        )
        if since is not None and day:
            return scene.span(since, t)
    return None


def day_of(length: TimeMention, base: TimeMention, sign: int) -> TimeMention | None:
    """The time so far from a day, or None where the length is vague or the other no day."""
    if base.first is None or base.last is None or base.first[:10] != base.last[:10]:
        return None
    found = so_far_from(length.value, datetime.date.fromisoformat(base.first[:10]), sign)
    if found is None or found.first is None:
        return None
    return replace(
        length, type="DATE", first=found.first, last=found.last, precision=found.precision, dates_events=True
    )
