"""Mail (EML): its text, its head, and the reports attached to it."""

from __future__ import annotations

import email.policy
import email.utils
import io
from email.message import EmailMessage, MIMEPart
from pathlib import PurePosixPath
from typing import BinaryIO

from firsthand.errors import ReportError
from firsthand.reports import html, metadata
from firsthand.reports.base import Outcomes, Reading, Received, cleaned
from firsthand.reports.decoding import clean
from firsthand.reports.streams import whole

_ATTACHED = (".pdf", ".docx", ".eml", ".txt", ".html", ".htm", ".md", ".csv", ".jsonl", ".zip")


def read(file: BinaryIO, place: str, reading: Reading) -> Outcomes:
    """The report in a mail, then those attached to it (pictures, signatures and calendars are passed over)."""
    data = whole(file, reading.settings.max_report_bytes)
    if data is None:
        reading.too_large(place)
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        body = _body(message, place)
        attached = list(_attachments(message))
    except (ReportError, AssertionError):
        raise
    except Exception as error:  # the standard library's parser raises errors of a dozen kinds on crooked mails
        raise ReportError(place, "it is a broken mail", "export it anew, or give its text") from error
    if not body and not attached:
        raise ReportError(place, "it is a mail without text", "give a mail with text")
    if body:
        try:
            yield _report(message, body, data, place, reading)
        except ReportError as error:
            yield error
    for number, (name, content) in enumerate(attached, 1):
        at = f"{place}!{number}:{name}" if name else f"{place}!{number}"
        try:
            inner = reading.inside(at)
            assert inner.budget is not None
            inner.budget.count(at)
            inner.budget.spend(len(content), at)
            yield from inner.read(io.BytesIO(content), at, PurePosixPath(name).suffix.lower())
        except ReportError as error:
            yield error


def _report(message: EmailMessage, body: str, data: bytes, place: str, reading: Reading) -> Received:
    known, text = metadata.head_of(body)
    known = {**_head(message), **known, "text": text}
    return reading.report(cleaned(known), data, "message/rfc822", place)


def _head(message: EmailMessage) -> dict[str, str]:
    """Subject, sender's name, organisation and date. A sender is an author, and no publisher unless it says so."""
    known: dict[str, str] = {}
    name, _ = email.utils.parseaddr(_header(message, "From"))
    listed = email.utils.parseaddr(_header(message, "List-Id"))[0]
    for field, value in (
        ("title", _header(message, "Subject")),
        ("author", name),
        ("publisher", _header(message, "Organization") or listed),
        ("language", _header(message, "Content-Language")),
    ):
        if value.strip():
            known[field] = value.strip()
    try:
        at = email.utils.parsedate_to_datetime(_header(message, "Date"))
    except (ValueError, TypeError, OverflowError):
        return known
    return {**known, **metadata.dated(at.isoformat(timespec="seconds"), "the mail's Date")}


def _header(message: EmailMessage, name: str) -> str:
    try:
        return clean(str(message.get(name, "")))[:1000]
    except Exception:  # a crooked header is no header; as above
        return ""


def _body(message: EmailMessage, place: str) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    text = _text(part)
    if part.get_content_type() == "text/html" and text.strip():
        return html.fragment_text(text)
    return text


def _text(part: MIMEPart) -> str:
    try:
        content = part.get_content(errors="replace")
    except LookupError:  # a charset that nobody knows
        payload = part.get_payload(decode=True)
        content = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return clean(content) if isinstance(content, str) else ""


def _attachments(message: EmailMessage) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for part in message.iter_attachments():
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            if isinstance(inner, EmailMessage):
                found.append(("forwarded.eml", inner.as_bytes()))
            continue
        name = PurePosixPath((part.get_filename() or "").replace("\\", "/")).name[:200]
        payload = part.get_payload(decode=True)
        if name.lower().endswith(_ATTACHED) and isinstance(payload, bytes) and payload.strip():
            found.append((name, payload))
    return found
