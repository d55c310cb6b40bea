"""A Frictionless data package: tables, codebook, method, licences and checksums, as a folder or a zip.

``datapackage.json`` follows the Data Package standard (v1): each table with its schema, keys, size and SHA-256.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from firsthand.exports import cells, flat
from firsthand.exports.codes import data
from firsthand.exports.job import Job
from firsthand.exports.material import Material

_MADE = (1980, 1, 1, 0, 0, 0)  # the oldest time that a zip can say: the same data gives the same bytes


def write(job: Job) -> Iterator[bytes]:
    """The package as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files(job).items():
            info = zipfile.ZipInfo(name, _MADE)
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    yield out.getvalue()


def files(job: Job) -> dict[str, bytes]:
    """The files of the package by their names."""
    made: dict[str, bytes] = {}
    resources = []
    for name, rows in TABLES.items():
        names = flat.columns(name)
        lines = ([row[column] for column in names] for row in rows(job.material))
        path = f"data/{name}.csv"
        made[path] = b"".join(cells.lines(lines, [names]))  # no BOM: the standard's readers take it for a letter
        resources.append(_resource(name, path, made[path]))
    made["codebook.json"] = _json(_codebook(job.material))
    about = job.about()
    made["about.json"] = _json(about)
    made["README.md"] = _readme(about).encode("utf-8", "replace")
    made["datapackage.json"] = _json(_descriptor(about, resources, made))
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(made.items()))
    return made | {"SHA256SUMS": sums.encode()}


def _descriptor(about: Mapping[str, Any], resources: list[dict[str, Any]], made: Mapping[str, bytes]) -> dict[str, Any]:
    documents = [
        {"name": name.split(".")[0], "path": name, "format": "json", "mediatype": "application/json",
            "bytes": len(made[name]), "hash": f"sha256:{hashlib.sha256(made[name]).hexdigest()}"}
        for name in ("codebook.json", "about.json")
    ]  # fmt: skip
    return {
        "profile": "data-package",
        "name": "firsthand-events",
        "title": about["title"],
        "description": "See README.md for method, caveats and licences.",
        "version": about["versions"]["firsthand"],
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/",
            "title": "Place names and coordinates: GeoNames, CC BY 4.0; other parts: see README.md"}],
        "sources": [{"title": "Reports, see data/reports.csv"}, {"title": "GeoNames", "path": "https://www.geonames.org"}],
        "resources": [*resources, *documents],
    }  # fmt: skip


def _resource(name: str, path: str, content: bytes) -> dict[str, Any]:
    table = data("tables")[name]
    key = table["key"] if isinstance(table["key"], list) else [table["key"]]
    fields = [
        {"name": c["name"], "type": c["type"], "description": c["means"]}
        | ({"constraints": {"required": True}} if c["name"] in key else {})
        for c in table["columns"]
    ]
    refers = [
        {"fields": mine, "reference": {"resource": other, "fields": mine}}
        for mine, other in table.get("refers", {}).items()
    ]
    return {
        "name": name,
        "title": table["title"],
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {"fields": fields, "missingValues": [""], "primaryKey": key}
        | ({"foreignKeys": refers} if refers else {}),
    }


def _codebook(material: Material) -> dict[str, Any]:
    used = {event.event_type for event in material.events} | {claim.event_type for claim in material.claims.values()}
    return {
        "version": material.codebook.version,
        "types": [
            {"id": kind.id, "definition": kind.definition, "includes": kind.includes, "excludes": kind.excludes,
                "coding": kind.coding.model_dump()}
            for name, kind in sorted(material.codebook.types.items()) if name in used
        ],
    }  # fmt: skip


def _readme(about: Mapping[str, Any]) -> str:
    def section(title: str, lines: list[str]) -> str:
        return f"## {title}\n\n" + "\n".join(f"- {line}" for line in lines) + "\n"

    publication, counts = about["publication"], about["counts"]
    withheld = [f"{reason}: {n} events" for reason, n in publication.get("withheld", {}).items()]
    changed = [f"{what}: {n}" for what, n in publication.get("changed", {}).items()]
    warning = publication.get("small_cells", {}).get("warning")
    return "\n".join([
        f"# {about['title']}\n",
        f"Made with firsthand {about['versions']['firsthand']}, codebook {about['versions']['codebook']}. "
        f"{counts['events']} events, {counts['claims']} claims, {counts['reports']} reports.\n",
        section("Method", about["method"]),
        section("Caveats", about["caveats"]),
        section("Licences", [f"{x['what']}: {x['from']}; {x['terms']} ({x['note']})" for x in about["licences"]]),
        section("Not carried", about["not_carried"]),
        section("Publication", [publication.get("note", ""), *publication.get("method", []), *withheld, *changed,
            *([warning] if warning else [])]).replace("- \n", ""),
        "datapackage.json describes the columns, codebook.json the event types; SHA256SUMS has the checksums.\n",
    ])  # fmt: skip


def _events(material: Material) -> Iterator[dict[str, Any]]:
    return (flat.row(event, material) for event in material.events)


def _harm(material: Material) -> Iterator[dict[str, Any]]:
    for event in material.events:
        for number, row in enumerate(event.harm, 1):
            yield {**row, "event_id": event.event_id, "number": number, "claims": flat.LIST.join(row["claims"])}


def _actors(material: Material) -> Iterator[dict[str, Any]]:
    for event in material.events:
        for number, actor in enumerate(event.actors, 1):
            yield {**actor.model_dump(), "event_id": event.event_id, "number": number}


def _claims(material: Material) -> Iterator[dict[str, Any]]:
    owner = {claim_id: event for event in material.events for claim_id in event.claims}
    for claim in material.all_claims():
        event, when, place, span = owner[claim.claim_id], claim.when, claim.where, claim.quote.span
        yield {
            "claim_id": claim.claim_id,
            "event_id": event.event_id,
            "report_id": claim.report_id,
            "event_type": claim.event_type,
            "stage": claim.stage,
            "stance": claim.stance,
            "quote": claim.quote.text,
            "quote_start": span.start if span else None,
            "quote_end": span.end if span else None,
            "date_start": when.start[:10] if when and when.start else None,
            "date_end": when.end[:10] if when and when.end else None,
            "place": (place.name or place.text) if place else None,
            "country": place.country if place else None,
            "confidence": claim.confidence,
            "why_linked": event.why_linked.get(claim.claim_id),
        }


def _chains(material: Material) -> Iterator[dict[str, Any]]:
    for claim in material.all_claims():
        for number, link in enumerate(claim.attribution, 1):
            yield {
                "claim_id": claim.claim_id,
                "number": number,
                "source": link.source,
                "kind": link.kind,
                "cue": link.cue,
            }


def _reports(material: Material) -> Iterator[dict[str, Any]]:
    for report_id, report in sorted(material.reports.items()):
        yield {**report.model_dump(), "report_id": report_id}


TABLES: dict[str, Callable[[Material], Iterator[dict[str, Any]]]] = {
    "events": _events, "harm": _harm, "actors": _actors, "claims": _claims, "chains": _chains, "reports": _reports,
}  # fmt: skip


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
