"""What the first lines of a bare text, its front matter or the keys of a record say about its publication.

The labels are data: ``metadata.yaml``. Only what is stated is taken; a date that can be read in two ways is none.
"""

from __future__ import annotations

import datetime
import functools
import re
from importlib import resources
from typing import Any

from firsthand.yamlfile import parse

LONGEST_VALUE = 300  # characters: a line that is longer is prose, not a header
MOST_LINES = 30  # of a header

_FENCE = re.compile(r"\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)", re.S)
_ISO = r"\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")


@functools.lru_cache(maxsize=1)
def _labels() -> tuple[dict[str, str], tuple[str, ...]]:
    data = parse((resources.files("firsthand.reports") / "metadata.yaml").read_text(encoding="utf-8"))
    months = tuple(data.pop("months"))
    return {label: field for field, labels in data.items() for label in labels}, months


@functools.lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    labels, _ = _labels()
    names = "|".join(sorted((re.escape(x) for x, field in labels.items() if field != "text"), key=len, reverse=True))
    dates = "|".join(
        sorted((re.escape(x) for x, field in labels.items() if field == "published"), key=len, reverse=True)
    )
    line = re.compile(rf"[ \t]*({names})[ \t]*:[ \t]*([^\n]{{1,{LONGEST_VALUE}}})(?:\n|$)", re.I)
    # "date 2024-10-14 Rebels said ...": the label and the date stand in front of the body, on its line.
    inline = re.compile(rf"\s*(?:{dates})\s*:?\s+({_ISO})(?:[ \t]*[:,-])?\s+(?=\S)", re.I)
    return line, inline


def date_of(value: object) -> str | None:
    """The date that ``value`` states as ISO 8601, or None where it states none or more than one reading is possible.

    >>> date_of("14 October 2024"), date_of("Oct. 14, 2024"), date_of("2024-10-14T22:05:00Z"), date_of("03/05/2024")
    ('2024-10-14', '2024-10-14', '2024-10-14', None)
    """
    text = str(value).strip()
    if match := re.match(rf"{_ISO}$", text):
        year, month, day = (int(x) for x in re.findall(r"\d+", match.group())[:3])
    elif match := _SLASHED.match(text):
        year, month, day = (int(x) for x in match.groups())
    elif match := re.fullmatch(r"\d{8}", text):
        year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    else:
        return _written_date(text)
    return _date(year, month, day)


def _written_date(text: str) -> str | None:
    _, months = _labels()
    words = re.findall(r"[^\W\d_]+|\d+", text.lower())
    month = [i for word in words for i, name in enumerate(months, 1) if len(word) >= 3 and name.startswith(word)]
    years = [int(x) for x in words if re.fullmatch(r"(?:19|20)\d\d", x)]
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b(?!:)", text)
    if len(month) != 1 or len(years) != 1 or day is None or len(text) > 60:
        return None
    return _date(years[0], month[0], int(day.group(1)))


def _date(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def head_of(text: str) -> tuple[dict[str, str], str]:
    """What the leading lines of ``text`` say, and the text without them.

    >>> head_of("date 2024-03-05 Shelling hit the market.")
    ({'published': '2024-03-05'}, 'Shelling hit the market.')
    >>> head_of("Source: Example Wire\\nDate: 5 March 2024\\n\\nShelling hit the market.")[0]
    {'publisher': 'Example Wire', 'published': '2024-03-05'}
    """
    line, inline = _patterns()
    known: dict[str, str] = {}
    if fence := _FENCE.match(text[:20_000]):
        for row in fence.group(1).split("\n"):
            if match := line.match(row):
                _note(known, match.group(1), match.group(2))
        if known:
            return known, text[fence.end() :].lstrip()
    at = len(text) - len(text.lstrip())
    for _ in range(MOST_LINES):
        match = line.match(text, at)
        if match is None or not _note(known, match.group(1), match.group(2)):
            break
        at = match.end()
        while text[at : at + 1] == "\n":
            at += 1
    if "published" not in known and (match := inline.match(text, at)) and (date := date_of(match.group(1))):
        known["published"], at = date, match.end()
    return known, text[at:].lstrip() if known else text


def _note(known: dict[str, str], label: str, value: str) -> bool:
    """Keep one header line; False if it is none (no date after "Date:", a field twice)."""
    field = _labels()[0][label.lower()]
    found = _valid(field, value.strip().strip("\"'"))
    if found is None or field in known:
        return False
    known[field] = found
    return True


def _valid(field: str, value: object) -> str | None:
    if field == "published":
        return date_of(value)
    text = str(value).strip() if isinstance(value, str | int) else ""
    if field == "url" and not re.match(r"https?://\S+$", text):
        return None
    return text or None


def of_record(record: dict[str, Any]) -> dict[str, str]:
    """The fields of a Report (and its ``text``) in a JSON record, by the keys of ``metadata.yaml``.

    A key that is the field's own name comes before its other names.

    >>> of_record({"source": "Example Wire", "text": "Shelling.", "date": "2024-03-05", "id": 7})
    {'text': 'Shelling.', 'published': '2024-03-05', 'publisher': 'Example Wire'}
    """
    labels, _ = _labels()
    known: dict[str, str] = {}
    for field in ("text", "published", "publisher", "title", "author", "url", "language"):
        for label in [field, *(x for x, of in labels.items() if of == field)]:
            value = record.get(label)
            found = value if field == "text" and isinstance(value, str) else _valid(field, value) if value else None
            if found is not None:
                known[field] = found
                break
    return known
