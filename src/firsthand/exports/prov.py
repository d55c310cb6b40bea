"""PROV-O as JSON-LD: from each event through its claims and the chains of who told whom, back to the reports.

A claim's chain becomes statements: what the publisher says was derived from what its source says, and so on to the
origin, which is the claim's primary source. Coding and linking are activities of a software agent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from firsthand.exports.compact import address, compact
from firsthand.exports.job import Job
from firsthand.linking.names import folded
from firsthand.records import Claim, Event, Link, Report, digest

CONTEXT: dict[str, Any] = {
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dcterms": "http://purl.org/dc/terms/",
    "fh": "urn:firsthand:terms:",
    "id": "@id",
    "type": "@type",
    "label": "rdfs:label",
    "value": "prov:value",
    "issued": {"@id": "dcterms:issued", "@type": "xsd:date"},
    "source": {"@id": "dcterms:source", "@type": "@id"},
    "sha256": "fh:sha256",
    "kind": "fh:kind",
    "stance": "fh:stance",
    "cue": "fh:cue",
    "eventType": "fh:eventType",
    "about": {"@id": "fh:about", "@type": "@json"},
    **{
        name: {"@id": f"prov:{name}", "@type": "@id"}
        for name in ("wasDerivedFrom", "wasQuotedFrom", "hadPrimarySource", "wasAttributedTo", "wasGeneratedBy",
            "wasAssociatedWith", "used", "hadMember")
    },
}  # fmt: skip
SOFTWARE, CODING, LINKING = (f"urn:firsthand:{name}" for name in ("software", "coding", "linking"))


def write(job: Job) -> Iterator[bytes]:
    """The file; its first node is the data set itself, with what it says about itself."""
    nodes = list(graph(job))
    members = [node["id"] for node in nodes if node.get("eventType") and node["id"].startswith("urn:firsthand:event:")]
    dataset = {
        "id": "urn:firsthand:dataset",
        "type": ["prov:Entity", "prov:Collection"],
        "label": "Events with the provenance of their claims",
        "wasGeneratedBy": LINKING,
        "hadMember": members,
        "about": job.about(),
    }
    yield b'{"@context":' + compact(CONTEXT) + b',"@graph":[\n'
    yield b",\n".join(compact(node) for node in [dataset, *nodes])
    yield b"\n]}\n"


def graph(job: Job) -> Iterator[dict[str, Any]]:
    """The nodes of the graph, each once."""
    material, versions = job.material, job.versions()
    label = f"firsthand {versions['firsthand']}, codebook {versions['codebook']}"
    yield {"id": SOFTWARE, "type": "prov:SoftwareAgent", "label": label}
    reports = [_report(report_id) for report_id in material.reports]
    yield {"id": CODING, "type": "prov:Activity", "label": "Reading of reports into claims",
        "wasAssociatedWith": SOFTWARE, "used": reports}  # fmt: skip
    yield {"id": LINKING, "type": "prov:Activity", "label": "Linking of claims into events",
        "wasAssociatedWith": SOFTWARE, "used": [_claim(c.claim_id) for c in material.all_claims()]}  # fmt: skip
    agents: dict[str, dict[str, Any]] = {}
    for report_id, report in material.reports.items():
        yield _report_node(report_id, report, agents)
    for claim in material.all_claims():
        yield from _claim_nodes(claim, agents)
    for event in material.events:
        yield _event_node(event)
    yield from agents.values()


def _report_node(report_id: str, report: Report, agents: dict[str, dict[str, Any]]) -> dict[str, Any]:
    node: dict[str, Any] = {"id": _report(report_id), "type": "prov:Entity"}
    if report.text:
        import hashlib

        node["sha256"] = hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()  # of the stored text
    node |= {"label": report.title} if report.title else {}
    node |= {"issued": report.published} if report.published else {}
    node |= {"source": url} if (url := address(report.url)) else {}
    if report.publisher:
        node["wasAttributedTo"] = _agent(Link(source=report.publisher, kind="media"), agents)
    return node


def _claim_nodes(claim: Claim, agents: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    statements = [f"{_claim(claim.claim_id)}:said:{n}" for n in range(1, len(claim.attribution) + 1)]
    report = _report(claim.report_id)
    node: dict[str, Any] = {
        "id": _claim(claim.claim_id),
        "type": "prov:Entity",
        "eventType": claim.event_type,
        "stance": claim.stance,
        "wasGeneratedBy": CODING,
        "wasQuotedFrom": report,
        "wasDerivedFrom": [report, *statements[:1]],
    }
    node |= {"value": claim.quote.text} if claim.quote.text else {}
    if statements:
        node["hadPrimarySource"] = statements[-1]
    yield node
    for number, link in enumerate(claim.attribution):
        said: dict[str, Any] = {
            "id": statements[number],
            "type": "prov:Entity",
            "wasAttributedTo": _agent(link, agents),
        }
        said |= {"cue": link.cue} if link.cue else {}
        if number + 1 < len(statements):
            said["wasDerivedFrom"] = statements[number + 1]
        yield said


def _event_node(event: Event) -> dict[str, Any]:
    return {
        "id": f"urn:firsthand:event:{event.event_id}",
        "type": "prov:Entity",
        "eventType": event.event_type,
        "wasGeneratedBy": LINKING,
        "wasDerivedFrom": [_claim(claim_id) for claim_id in event.claims],
    }


def _agent(link: Link, agents: dict[str, dict[str, Any]]) -> str:
    """The agent of a source's name; a source of the same folded name is the same agent."""
    name = f"urn:firsthand:source:{digest('source', folded(link.source) or link.source)}"
    node: dict[str, Any] = {"id": name, "type": "prov:Agent", "label": link.source}
    agents.setdefault(name, node | ({"kind": link.kind} if link.kind else {}))
    return name


def _report(report_id: str) -> str:
    return f"urn:firsthand:report:{report_id}"


def _claim(claim_id: str) -> str:
    return f"urn:firsthand:claim:{claim_id}"
