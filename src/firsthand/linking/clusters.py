"""Groups of claims: first within each report, then across reports. Deterministic, and near-linear through blocking."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from firsthand.linking.evidence import NARROW_DAYS, Group, days, weigh
from firsthand.linking.families import continues
from firsthand.linking.names import folded
from firsthand.records import Claim

RECENT = 12  # groups of a report that a new claim is compared with: further back, a report speaks of other things
NEAR = 400  # characters: two or three sentences
ENOUGH_WITHIN, ENOUGH_ACROSS = 3, 4
MOST = (
    200  # groups of one block that a new group is compared with, the latest: "army" in one month may stand in thousands
)


def within(claims: Sequence[Claim]) -> list[Group]:
    """The groups of one report's claims, in the order of their first claims.

    A claim joins the group that most speaks for, at least 3 points: the same place or overlapping days, the same kind,
    the same actors, the same toll or word; one point for standing close, one for standing in the same sentence. A toll
    or the like that is told close by, without a day and place of its own, belongs to what was told before: two points.
    """
    groups: list[Group] = []
    for claim in claims:
        one = Group.of(claim)
        best: tuple[int, Group, str] | None = None
        for group in reversed(groups[-RECENT:]):
            found = weigh(group, one)
            if found.conflict:
                continue
            start = claim.quote.span.start if claim.quote.span else 0
            close = start - group.end < NEAR
            one_sentence = any(claim.quote == other.quote for other in group.claims[-RECENT:])
            bare = close and continues(claim.event_type) and not _placed(one) and not one.future
            word = bool(one.triggers & group.triggers)
            points = found.points + close + one_sentence + word + 2 * bare
            if points >= ENOUGH_WITHIN and (best is None or points > best[0]):
                told = "told in one sentence" if one_sentence else "told side by side" if close else ""
                reasons = [*found.reasons, "same word" if word else "", told]
                reasons += ["no day or place of its own"] if bare else []
                best = points, group, "same report; " + ", ".join(reason for reason in reasons if reason)
        if best is None:
            groups.append(one)
        else:
            best[1].join(one, best[2])
    return groups


def across(reports: Iterable[tuple[str, Sequence[Group]]], copy_of: dict[str, int]) -> list[Group]:
    """The groups of all reports joined: ``(report_id, groups)`` in order, and the near-copies that a report is one of.

    Two groups become one if their days and place agree; if their days, and much else, agree and their places are not
    told or too vague to compare; or if they stand in near-copies of one text.
    """
    merged: list[Group] = []
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for report_id, groups in reports:
        for group in groups:
            keys = list(_keys(group, copy_of.get(report_id)))
            best: tuple[int, int, str] | None = None
            for at in dict.fromkeys(i for key in keys for i in blocks[key][-MOST:]):
                found = weigh(merged[at], group)
                copied = report_id in copy_of and any(
                    copy_of.get(claim.report_id) == copy_of[report_id] for claim in merged[at].claims
                )
                points = found.points + 3 * copied
                placeless = merged[at].place is None and group.place is None
                told = found.same_time and (found.same_place or placeless or points > ENOUGH_ACROSS)
                if found.conflict or points < ENOUGH_ACROSS or not (told or copied):
                    continue
                if best is None or points > best[0]:
                    reasons = [*(["near-copy of the same text"] if copied else []), *found.reasons]
                    best = points, at, ", ".join(reasons)
            if best is None:
                merged.append(group)
                at = len(merged) - 1
            else:
                at = best[1]
                merged[at].join(group, best[2])
            for key in keys:
                if at not in blocks[key][-MOST:]:
                    blocks[key].append(at)
    return merged


def _placed(group: Group) -> bool:
    return group.place is not None or bool(group.first or group.last)


def _keys(group: Group, copies: int | None) -> Iterator[tuple[str, str]]:
    """The blocks that a group stands in: only groups that share one are compared."""
    if copies is not None:
        yield "copy", str(copies)
    span = days(group)
    if span is None or not 0 < span <= NARROW_DAYS or not group.first or not group.last:
        return
    months = dict.fromkeys(_month(day) for day in (group.first, group.last))
    place = group.place
    if place is not None and place.lat is not None and place.lon is not None and place.precision != "country":
        # Cells of one degree, and the half-way neighbours, so that a town on an edge is found from both sides.
        cells = {(round(place.lat + a), round(place.lon + b)) for a in (-0.3, 0.3) for b in (-0.3, 0.3)}
        names = [f"{a},{b}" for a, b in sorted(cells)]
    elif place is not None and place.text:
        names = [folded(place.text)]
    else:
        names = []
    names += [f"{role}:{x}" for role in ("initiator", "target") for x in sorted(group.names.get(role, ()))]
    for month in months:
        for name in names:
            yield month, name


def _month(day: str) -> str:
    return datetime.date.fromisoformat(day[:10]).strftime("%Y-%m")
