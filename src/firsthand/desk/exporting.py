"""The ledger's events as a file to download, in the formats of ``firsthand export``."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse, Response

from firsthand.desk.entrance import person_of
from firsthand.errors import FirsthandError
from firsthand.ledger import Ledger
from firsthand.ledger.events import ids
from firsthand.ledger.reviewed import reviewed_events

ENDINGS = {
    "csv": "csv", "geojson": "geojson", "acled": "csv", "ucdp": "csv", "plover": "jsonl", "hxl": "csv",
    "parquet": "parquet", "annotations": "jsonld", "prov": "jsonld",
}  # fmt: skip
MARK = "by a person"  # why something is sensitive: the ledger keeps who said so and why, and an export does not tell


def exported(ledger: Ledger, format: str, public: bool) -> Iterator[bytes]:
    """The parts of the file; ``public``: only what may be published (delayed, coarse, no excerpts, no private names,
    nothing of what is withheld from readers).

    Raises ``ExportError`` if the format cannot hold the events.
    """
    from firsthand.codebook import load
    from firsthand.exports import care, formats
    from firsthand.exports.job import Job, Options
    from firsthand.exports.material import Losses, gather

    losses = Losses()
    events, marked = reviewed_events(ledger), ledger.sensitive()
    held = ledger.withheld()
    sensitive = dict.fromkeys(held.claims | held.reports, MARK)
    sensitive |= {event.event_id: MARK for event in events if marked.events & set(ids(event))}
    coded = list(ledger.coded(reviewed=True))
    material = gather(coded, events, losses, sensitive, marked.sources, load(None))
    if public:
        today = datetime.datetime.now(datetime.UTC).date()
        material = care.public(material, care.Policy(today, 30, 0.1, "cell"))
    yield from formats.parts(Job(material, format, Options(False, "text"), losses))


def offer(app: FastAPI, ledger: Ledger) -> None:
    """Add the address ``/export/FORMAT``. A reader gets only what may be published."""

    @app.get("/export/{format}")
    def export(request: Request, format: str, public: bool = False) -> Response:
        if format not in ENDINGS:
            return PlainTextResponse("There is no such format.\n", status_code=404)
        public = public or not person_of(request).may_code
        try:
            content = b"".join(exported(ledger, format, public))
        except FirsthandError as error:
            return PlainTextResponse(f"{error}\n", status_code=422)
        name = f"events-{format}{'-public' if public else ''}.{ENDINGS[format]}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return Response(content, media_type="application/octet-stream", headers=headers)
