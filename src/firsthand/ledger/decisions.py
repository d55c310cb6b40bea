"""What people decide: one record a decision, appended and never changed; an undo is a decision too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, get_args

from pydantic import ConfigDict

from firsthand.errors import LedgerError
from firsthand.records import Record

TargetType = Literal["claim", "event", "report", "pair", "source"]
Action = Literal[
    "accept", "correct", "reject", "split", "merge", "add", "undo", "must_link", "must_not_link", "sensitive", "assign",
    "adjudicate", "comment",
]  # fmt: skip

# What each action may be done to.
TARGETS: dict[str, tuple[str, ...]] = {
    "accept": ("claim", "event"),
    "correct": ("claim", "event"),
    "reject": ("claim", "event"),
    "split": ("claim", "event"),
    "merge": ("claim", "event"),
    "add": ("report",),
    "undo": get_args(TargetType),
    "must_link": ("pair",),
    "must_not_link": ("pair",),
    "sensitive": ("claim", "event", "report", "source"),
    "assign": ("claim", "event", "report"),
    "adjudicate": ("claim", "event"),
    "comment": get_args(TargetType),
}
# Work shared out and care taken hold for everyone; all other decisions are one coder's reading.
FOR_EVERYONE = ("assign", "sensitive", "comment")


class Decision(Record):
    """One decision of one person.

    ``value`` by action: ``correct`` the field's new value; ``split`` of a claim the list of claims that replace it
    (each only with what differs), of an event the lists of claim ids that it falls into; ``merge`` of a claim the id of
    the claim that stays, of an event the ids of claims, two or more, that are one event; ``add`` the claim; ``undo``
    the ``decision_id`` undone; ``sensitive`` True (or False); ``assign`` the coder's name; ``adjudicate`` the field's
    value, or without a field "accept" or "reject".
    """

    decision_id: str
    at: str
    coder: str
    target_type: TargetType
    target_id: str
    action: Action
    field: str | None = None
    value: Any = None
    reason: str | None = None
    number: int = 0  # of its entry in the custody log: the order of decisions

    model_config = ConfigDict(frozen=True, extra="forbid")


def pair_id(one: str, other: str) -> str:
    """The target id of a pair of claims, the same for both orders.

    >>> pair_id("b1", "a2")
    'a2+b1'
    """
    return "+".join(sorted((one, other)))


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that are not undone, in order, undos left out; undoing an undo brings the decision back."""
    ordered = sorted(decisions, key=lambda one: one.number)
    undone: set[str] = set()
    kept: list[Decision] = []
    for one in reversed(ordered):
        if one.decision_id in undone:
            continue
        if one.action == "undo":
            undone.add(str(one.value))
        else:
            kept.append(one)
    return kept[::-1]


def check(coder: str, target_type: str, target_id: str, action: str, field: str | None, value: Any) -> None:
    """Is this a decision? Raises ``LedgerError`` with the cure if not."""
    if not coder.strip() or len(coder) > 100:
        raise LedgerError("a decision needs the coder's name, at most 100 characters; give --coder NAME")
    if action not in TARGETS:
        raise LedgerError(f"'{action}' is no decision; use one of {', '.join(TARGETS)}")
    if target_type not in TARGETS[action]:
        raise LedgerError(f"{action} is not for a {target_type}; it is for a {' or '.join(TARGETS[action])}")
    if not target_id:
        raise LedgerError(f"{action} needs the id of a {target_type}")
    if action == "correct" and not field:
        raise LedgerError("correct needs a field, such as event_type or harm.0.low")
    if field and action not in ("correct", "adjudicate"):
        raise LedgerError(f"{action} takes no field; leave '{field}' out")
    if action == "adjudicate" and not field and value not in ("accept", "reject"):
        raise LedgerError("adjudicate needs a field and its value, or the value accept or reject")
    if action in ("undo", "assign") and not (isinstance(value, str) and value):
        raise LedgerError(f"{action} needs " + ("the decision's id" if action == "undo" else "a coder's name"))
    if target_type == "pair":
        halves = target_id.split("+")
        if len(halves) != 2 or not all(halves) or pair_id(*halves) != target_id or halves[0] == halves[1]:
            raise LedgerError(f"'{target_id}' is no pair; join two different claim ids, sorted, with +")
    if target_type == "event" and action == "merge" and not (_ids(value) and len(value) > 1):
        raise LedgerError("merge of an event needs a list of claim ids, two or more")
    if target_type == "event" and action == "split":
        groups = isinstance(value, list) and len(value) > 1 and all(_ids(group) for group in value)
        if not groups or len({x for group in value for x in group}) < sum(len(group) for group in value):
            raise LedgerError("split of an event needs two or more lists of claim ids, none in two of them")


def _ids(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)
