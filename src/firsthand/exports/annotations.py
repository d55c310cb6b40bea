"""W3C Web Annotation as JSON-LD: where in which report each claim and each of its fields stands.

One annotation a claim (its sentence, with the coding as its body), and one a field. A target has a
``TextQuoteSelector`` and a ``TextPositionSelector``; positions count characters (code points) of the report's stored
text, so they are given for that text only, and the address of the report gets the quote alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from firsthand.exports import words
from firsthand.exports.compact import address, compact
from firsthand.exports.job import Job
from firsthand.records import Claim, Phrase, Report, Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters of prefix and suffix, as the annotation tools of the web use
# Terms of our own: they are JSON values beside the standard's terms, for people who want the coding in full.
OWN = {"fh": "urn:firsthand:terms:", "coding": {"@id": "fh:coding", "@type": "@json"}, "about": {"@id": "fh:about", "@type": "@json"}}  # fmt: skip  # noqa: E501


def write(job: Job) -> Iterator[bytes]:
    """The file: an AnnotationCollection with all annotations on its first page."""
    items = [item for claim in job.material.all_claims() for item in annotations_of(claim, job)]
    page = {"id": "urn:firsthand:annotations:1", "type": "AnnotationPage", "startIndex": 0}
    head = {
        "@context": [CONTEXT, OWN],
        "id": "urn:firsthand:annotations",
        "type": "AnnotationCollection",
        "label": "Claims of reports, coded by firsthand",
        "total": len(items),
        "about": job.about(),
    }
    yield compact(head)[:-1] + b',"first":' + compact(page)[:-1] + b',"items":[\n'
    yield b",\n".join(compact(item) for item in items)
    yield b"\n]}}\n"


def annotations_of(claim: Claim, job: Job) -> Iterator[dict[str, Any]]:
    """The annotations of one claim."""
    report = job.material.reports[claim.report_id]
    base = f"urn:firsthand:claim:{claim.claim_id}"
    coding = claim.model_dump(mode="json", by_alias=True, exclude={"quote", "trigger"})
    whole = {
        "id": base,
        "type": "Annotation",
        "motivation": "classifying",
        "body": [{"type": "TextualBody", "value": claim.event_type, "purpose": "classifying", "format": "text/plain"}],
        "coding": coding,
    }
    yield whole | _target(claim.quote, claim.report_id, report)
    for number, (field, phrase, value) in enumerate(_fields(claim), 1):
        if phrase.span is not None:
            body = [
                {"type": "TextualBody", "value": field, "purpose": "tagging", "format": "text/plain"},
                {"type": "TextualBody", "value": value, "purpose": "describing", "format": "text/plain"},
            ]
            one = {"id": f"{base}:{number}", "type": "Annotation", "motivation": "tagging", "body": body}
            yield one | _target(phrase, claim.report_id, report)


def _fields(claim: Claim) -> Iterator[tuple[str, Phrase, str]]:
    yield "trigger", claim.trigger, claim.event_type
    for actor in claim.actors:
        yield actor.role, actor, words.named(actor)
    for one in claim.means:
        yield "means", one, one.kind or "means"
    if claim.when is not None:
        yield "when", claim.when, words.when(claim.when)
    if claim.where is not None:
        yield "where", claim.where, words.where(claim.where)
    for harm in claim.harm:
        yield "harm", harm, words.harm((harm,))
    for link in claim.attribution:
        yield "source", Phrase(text=link.cue, span=link.span), link.source


def _target(phrase: Phrase, report_id: str, report: Report) -> dict[str, Any]:
    span = phrase.span
    stored: dict[str, Any] = {"type": "SpecificResource", "source": f"urn:firsthand:report:{report_id}"}
    if span is None:
        return {"target": stored}
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    quote = _quote(report.text, span)
    stored["selector"] = [position] if quote is None else [quote, position]
    url = address(report.url)
    if quote is None or url is None:
        return {"target": stored}
    return {"target": [stored, {"type": "SpecificResource", "source": url, "selector": quote}]}


def _quote(text: str, span: Span) -> dict[str, str] | None:
    """The quote selector, or None where the text was withheld."""
    if not text:
        return None
    selector = {"type": "TextQuoteSelector", "exact": span.of(text)}
    return selector | {
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
