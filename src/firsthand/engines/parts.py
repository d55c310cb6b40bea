"""Linking part by part: the steps of ``firsthand.linking``, each on rows that lie together. Runs in the executors.

    coded reports ─► dossiers ─► rows of blocks ─► pairs ─► evidence ─► parts ─► events
                     (prepare)   (meet)           (Spark)   (compare)  (Spark)  (link)

Every function takes and yields Arrow batches in which the rows of one key follow each other, and holds one key's rows
in memory at most; of a row of blocks, only the window.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from firsthand.engines.coded import batches, claims_of, report_of
from firsthand.linking import accounts as told
from firsthand.linking.blocks import meetings, paired
from firsthand.linking.dossier import Dossier, copied, packed, story_logit, unpacked
from firsthand.linking.events import event_of
from firsthand.linking.linker import WINDOW, Linker
from firsthand.linking.story import story_weights

if TYPE_CHECKING:
    import pyarrow as pa

    from firsthand.records import Event

Rows = Iterator[dict[str, Any]]

STORY, ACCOUNT, COPY = "story", "account", "copy"
PREPARED = {
    "report_id": "string", "dossier": "binary", "day": "int",
    "story": "array<struct<key:string,weight:double>>",
    "accounts": "array<struct<member:string,day:int,keys:array<string>>>",
}  # fmt: skip
MET = {
    "kind": "string", "one": "string", "other": "string", "one_report": "string", "other_report": "string",
    "weight": "double",
}  # fmt: skip
EVIDENCE = {"kind": "string", "one": "string", "other": "string", "logit": "double"}
EVENTS = {
    "event_id": "string", "event_type": "string", "start": "string", "end": "string", "place": "string",
    "country": "string", "lat": "double", "lon": "double", "independent_origins": "int", "claims": "array<string>",
    "reports": "array<string>", "json": "string",
}  # fmt: skip


def rows_of(found: Iterable[pa.RecordBatch]) -> Rows:
    """The rows of batches."""
    for batch in found:
        yield from batch.to_pylist()


def prepare(found: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The dossier of each coded report, with the keys of its blocks."""
    yield from batches(map(_prepared, rows_of(found)), PREPARED)


def _prepared(row: dict[str, Any]) -> dict[str, Any]:
    dossier = Dossier.of(report_of(row), claims_of(row))
    story = dossier.story
    return {
        "report_id": dossier.report_id,
        "dossier": packed(dossier.without_claims()),
        "day": story.published or 0,
        "story": [{"key": key, "weight": weight} for key, weight in story.keys().items()],
        "accounts": [{"member": x.account_id, "day": x.day, "keys": list(x.keys())} for x in dossier.accounts],
    }


def meet(found: Iterable[pa.RecordBatch], window: int = WINDOW) -> Iterator[pa.RecordBatch]:
    """Who meets whom in the rows of the blocks; sorted by kind, key, day and member."""
    yield from batches(_met(rows_of(found), window), MET, 5_000)


def _met(rows: Rows, window: int) -> Rows:
    for row in _grouped(rows, "kind", "key"):
        members: dict[str, dict[str, Any]] = {}
        for pair in meetings(_names(row, members, window), window):
            one, other = (members[name] for name in pair)
            if one["report_id"] != other["report_id"]:
                yield {
                    "kind": one["kind"], "one": pair[0], "other": pair[1], "one_report": one["report_id"],
                    "other_report": other["report_id"], "weight": one["weight"],
                }  # fmt: skip


def _names(row: Rows, members: dict[str, dict[str, Any]], window: int) -> Iterator[str]:
    """The members of a row; what is known of the last ones stands in ``members``."""
    for one in row:
        members[one["member"]] = one
        if len(members) > window + 1:
            del members[next(iter(members))]
        yield one["member"]


def _grouped(rows: Rows, *names: str) -> Iterator[Rows]:
    """The rows that agree in some columns, as long as they follow each other."""
    for _, group in itertools.groupby(rows, key=lambda row: [row[name] for name in names]):
        yield group


def compare(found: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The evidence of pairs of reports; sorted by hub, and of each hub its own dossier (without ``far``) first.

    ``story``: did the stories' blocks propose the pair? ``pairs``: the accounts that their blocks proposed.
    """
    yield from batches(_compared(rows_of(found)), EVIDENCE, 2_000)


def _compared(rows: Rows) -> Rows:
    threshold = story_weights().threshold
    for group in _grouped(rows, "hub"):
        hub = next(group)
        mine: Dossier | None = None
        for row in group:
            mine = mine or unpacked(hub["dossier"])
            yield from _evidence(mine, unpacked(row["dossier"]), row["story"], row["pairs"], threshold)


def _evidence(one: Dossier, other: Dossier, proposed: bool, pairs: Iterable[str], threshold: float) -> Rows:
    both = {account.account_id: account for account in (*one.accounts, *other.accounts)}
    story = story_logit(one, other)
    wanted = {paired(*pair.split()) for pair in pairs}
    if proposed:
        if copied(one, other):
            pair = paired(one.report_id, other.report_id)
            yield {"kind": COPY, "one": pair[0], "other": pair[1], "logit": story}
        if story >= threshold:
            wanted |= {paired(a.account_id, b.account_id) for a in one.accounts for b in other.accounts}
    for pair in sorted(wanted):
        logit = told.logit(both[pair[0]], both[pair[1]], story)
        yield {"kind": ACCOUNT, "one": pair[0], "other": pair[1], "logit": logit}


def link(found: Iterable[pa.RecordBatch], rule: str) -> Iterator[pa.RecordBatch]:
    """The events of connected parts; sorted by part, and of each part its reports first, then the evidence."""
    yield from batches(_linked(rows_of(found), rule), EVENTS)


def _linked(rows: Rows, rule: str) -> Rows:
    for group in _grouped(rows, "part"):
        linker, members = Linker(), set[str]()
        for row in group:
            if row["members"] is not None:
                linker.take(report_of(row), claims_of(row))
                members.update(row["members"])
            elif row["kind"] == COPY:
                if row["one"] in linker.reports and row["other"] in linker.reports:
                    linker.copy((row["one"], row["other"]))
            elif row["one"] in members and row["other"] in members:
                linker.event_graph.connect((row["one"], row["other"]), row["logit"])
        for cluster in linker.clusters():
            if cluster[0] in members:
                yield event_row(event_of(linker, cluster, rule))


def event_row(event: Event) -> dict[str, Any]:
    """The row of an event; ``json`` is the line that ``firsthand events`` prints."""
    when, where = event.when, event.where
    return {
        "event_id": event.event_id,
        "event_type": event.event_type,
        "start": when.start if when else None,
        "end": when.end if when else None,
        "place": (where.name or where.text) if where else None,
        "country": where.country if where else None,
        "lat": where.lat if where else None,
        "lon": where.lon if where else None,
        "independent_origins": event.independent_origins,
        "claims": list(event.claims),
        "reports": list(event.reports),
        "json": json.dumps(event.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":")),
    }


Step = Callable[[Iterable["pa.RecordBatch"]], Iterator["pa.RecordBatch"]]
