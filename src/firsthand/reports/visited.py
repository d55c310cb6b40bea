"""What an address gave (now, or when a crawler kept it) to reports."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace

from firsthand.reports import feed, forms, html
from firsthand.reports.base import Outcomes, Reading, Received
from firsthand.reports.decoding import text_of

_SUFFIX = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "text/markdown": ".md",
    "text/csv": ".csv", "application/json": ".json", "application/rss+xml": ".rss", "application/atom+xml": ".atom",
    "message/rfc822": ".eml",
}  # fmt: skip


def visited(
    data: bytes,
    url: str,
    media_type: str,
    charset: str | None,
    place: str,
    reading: Reading,
    headers: Mapping[str, str] | None = None,
) -> Outcomes:
    """The reports in ``data``, which came from ``url`` as ``media_type``; they are given that address and the headers.

    Raises ``ReportError`` as the readers do.
    """
    form = forms.form_of(data[: forms.HEAD], "", place)
    if form == "text" or (form == "lines" and media_type == "text/html"):
        form = forms.form_of(data[: forms.HEAD], _SUFFIX.get(media_type, ""), place)
    if form == "page":
        text = text_of(data, place, charset or html.charset_of(data))
        yield replace(html.report(text, data, place, reading, url), headers=headers)
        return
    if form == "feed":
        found = feed.read(io.BytesIO(data), place, reading)
    else:
        found = reading.read(io.BytesIO(data), place, _SUFFIX.get(media_type, ""))
    for one in found:
        if isinstance(one, Received):
            report = one.report if one.report.url else one.report.model_copy(update={"url": url})
            yield replace(one, report=report, headers=headers)
        else:
            yield one
