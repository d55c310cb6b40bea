"""``firsthand explain`` and ``firsthand origins``: why claims are one event, and who got it from whom."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from firsthand.cli import options
from firsthand.cli.streams import guarded, sink

if TYPE_CHECKING:
    from firsthand.ledger import Ledger
    from firsthand.linking import Linker
    from firsthand.linking.graph import Cluster


class LinkFormat(enum.StrEnum):
    """How an explanation is printed."""

    text = "text"
    json = "json"


EventId = Annotated[
    str,
    typer.Argument(
        metavar="EVENT", show_default=False,
        help="An event's id as 'firsthand events' prints it, the first letters of one, or the id of a claim in it.",
    ),
]  # fmt: skip
Format = Annotated[LinkFormat, typer.Option("--format", "-f", metavar="text|json", help="For people, or for programs.")]


@guarded
def explain(
    event: EventId,
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
    format: Format = LinkFormat.text,
    output: options.Output = None,
) -> None:
    """Show why each claim is in an event, and which other events nearly were the same one."""
    from firsthand.linking.explanations import explained

    linker, cluster = _found(event, ledger)
    _print(explained(linker, cluster), _explanation, format, output)


@guarded
def origins(
    event: EventId,
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
    format: Format = LinkFormat.text,
    output: options.Output = None,
) -> None:
    """Show who got an event from whom, and which outlets have it from each other in a circle."""
    from firsthand.linking.explanations import origins_explained

    linker, cluster = _found(event, ledger)
    _print(origins_explained(linker, cluster), _origins, format, output)


def linked(book: Ledger) -> Linker:
    """The linker of a ledger's reports, with the links that people have decided on."""
    from firsthand.linking import Linker

    decided = book.links()
    linker = Linker(decided.must, decided.must_not)
    for report, claims in book.coded(reviewed=True):
        linker.add(report, claims)
    return linker


def _found(event: str, ledger: Any) -> tuple[Linker, Cluster]:
    from firsthand.errors import LinkingError
    from firsthand.ledger import Ledger
    from firsthand.linking.events import event_of

    with Ledger(ledger, create=False) as book:
        linker = linked(book)
    if event in linker.account_of:
        return linker, linker.cluster_of(linker.account_of[event])
    ids = {event_of(linker, cluster).event_id: cluster for cluster in linker.clusters()}
    like = sorted(name for name in ids if name.startswith(event))
    if len(like) != 1:
        what = f"{len(like)} events begin so ({', '.join(like[:5])})" if like else "no such event or claim"
        raise LinkingError(f"{event}: {what}; 'firsthand events' lists the ids")
    return linker, ids[like[0]]


def _print(found: dict[str, Any], lines: Any, format: LinkFormat, output: Any) -> None:
    import json

    from firsthand.exports.shown import shown

    with sink(output) as out:
        if format == LinkFormat.json:
            out.write(json.dumps(found, ensure_ascii=False) + "\n")
            return
        for line in lines(found):
            indent = len(line) - len(line.lstrip())
            out.write(" " * indent + shown(line) + "\n")


def _explanation(found: dict[str, Any]) -> Iterator[str]:
    yield _heading(found)
    yield f"{len(found['claims'])} claims in {found['reports']} reports"
    for one in found["claims"]:
        yield ""
        yield f"claim {one['claim_id']}, {one['publisher']}, {one['published'] or 'no date'}"
        yield f"  {one['quote']}"
        yield f"  in because: {one['why']}"
        for name, share in one["evidence"].items():
            yield f"    {share:+.1f}  {name.replace('_', ' ')}"
        if one["story"] is not None:
            yield f"    {one['story']:+.1f}  or else: the two reports tell the same story"
        if one["logit"] is not None:
            yield f"    {one['logit']:+.1f}  in all, with {one['with']}: probability {one['probability']:.2f}"
    yield ""
    yield "nearly in:" if found["near"] else "nothing else was near"
    for near in found["near"]:
        yield f"  {near['event_id']}  {near['title']}"
        yield f"    {near['quote']}"
        yield f"    for it: {', '.join(near['reasons']) or 'nothing'} (probability {near['probability']:.2f})"
        yield f"    not in because: {near['because']}"


def _origins(found: dict[str, Any]) -> Iterator[str]:
    yield _heading(found)
    number = len(found["origins"])
    yield f"{number} independent origin{'s' * (number != 1)}"
    for one in found["origins"]:
        others = [name for name in one["names"] if name != one["source"]]
        also = f", also as {', '.join(others)}" if others else ""
        yield f"  {one['source']} ({one['kind'] or 'kind unknown'}{also}): {len(one['claims'])} claims"
        if one["circle"]:
            yield f"    circular: {' and '.join(one['circle'])} have it from each other, and from nobody else"
    yield ""
    yield "who has it from whom:" if found["passings"] else "nobody says that it is from somebody else"
    for arrow in found["passings"]:
        how = f" ({arrow['how']})" if arrow["how"] else ""
        yield f"  {arrow['to']} <- {arrow['source']}{how}"
    for circle in found["circles"]:
        yield f"circular reporting: {' <- '.join([*circle, circle[0]])}"


def _heading(found: dict[str, Any]) -> str:
    return f"event {found['event_id']}: {found['title']}"
