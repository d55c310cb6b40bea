"""What the first lines of a bare text, its front matter or the keys of a record say about its publication.

The labels are data: ``metadata.yaml``. Only what is stated is taken; a date that can be read in two ways is none.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

from firsthand.yamlfile import parse

LONGEST_VALUE = 300  # characters: a line that is longer is prose, not a header
MOST_LINES = 30  # of a header
FIELDS = ("text", "published", "publisher", "title", "author", "url", "language")

_FENCE = re.compile(r"\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)", re.S)
_ISO = r"\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_CLOCK = re.compile(r"\d{1,2}:\d{2}|\d{8}T?\d{6}")
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


def dated(value: object, where: str) -> dict[str, str]:
    """The fields of a Report that ``value``, a date stated at ``where``, fills: none if it states no date.

    A month or a year alone is kept as stated, but is no date of publication.

    >>> dated("2024-10-14T22:05:00Z", "JSON-LD")["published_precision"], dated("soon", "a meta tag")
    ('time', {})
    >>> dated("October 2024", "a leading line")
    {'published_stated': 'October 2024', 'published_precision': 'month', 'published_from': 'a leading line'}
    """
    text = " ".join(str(value).split())[:80]
    stated = {"published_stated": text, "published_from": where}
    if date := date_of(text):
        return {"published": date, **stated, "published_precision": "time" if _CLOCK.search(text) else "day"}
    if (len(text) <= 30 and _month_alone(text)) or re.fullmatch(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])", text):
        return {"published_stated": text, "published_precision": "month", "published_from": where}
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return {"published_stated": text, "published_precision": "year", "published_from": where}
    return {}


def _month_alone(text: str) -> bool:
    _, months = _labels()
    match = re.fullmatch(r"([^\W\d_]{3,9})\.?,?\s+((?:19|20)\d\d)", text)
    return match is not None and any(name.startswith(match.group(1).lower()) for name in months)


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

    >>> known, body = head_of("Source: Example Wire\\nDate: 5 March 2024\\n\\nShelling hit the market.")
    >>> known["publisher"], known["published"], known["published_from"], body
    ('Example Wire', '2024-03-05', 'a leading line', 'Shelling hit the market.')
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
    if "published" not in known and (match := inline.match(text, at)) and date_of(match.group(1)):
        known.update(dated(match.group(1), "a leading line"))
        at = match.end()
    return known, text[at:].lstrip() if known else text


def _note(known: dict[str, str], label: str, value: str) -> bool:
    """Keep one header line; False if it is none (no date after "Date:", a field twice)."""
    field = _labels()[0][label.lower()]
    stated = value.strip().strip("\"'")
    if field == "published":
        found = dated(stated, "a leading line")
        if not found or "published_stated" in known:
            return False
        known.update(found)
        return True
    valid = _valid(field, stated)
    if valid is None or field in known:
        return False
    known[field] = valid
    return True


def _valid(field: str, value: object) -> str | None:
    if field == "published":
        return date_of(value)
    text = str(value).strip() if isinstance(value, str | int) else ""
    if field == "url" and not re.match(r"https?://\S+$", text):
        return None
    return text or None


def of_record(record: Mapping[str, Any], columns: Mapping[str, str] | None = None) -> dict[str, str]:
    """The fields of a Report (and its ``text``) in a JSON record or a row of a table.

    ``columns`` says which key holds which field; then the layouts of ``layouts.yaml`` are tried, then the keys of
    ``metadata.yaml``. A key that is the field's own name comes before its other names.

    >>> known = of_record({"source": "Example Wire", "text": "Shelling.", "date": "2024-03-05", "id": 7})
    >>> known["text"], known["published"], known["published_from"], known["publisher"]
    ('Shelling.', '2024-03-05', 'the record, date', 'Example Wire')
    """
    known: dict[str, str] = {}
    for field, keys in _keys(record, columns or {}):
        if field in known or (field == "published" and "published_stated" in known):
            continue
        for key in keys:
            value = _at(record, key)
            if field == "published":
                found = dated(value, f"the record, {key}") if isinstance(value, str | int) and value != "" else {}
            else:
                one = value if field == "text" and isinstance(value, str) else _valid(field, value) if value else None
                found = {field: one} if one is not None else {}
            if found:
                known.update(found)
                break
    return known


def several(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The records in one that its layout lets list several reports; the record itself where the parts do not match up.

    >>> row = {"type_of_violence": "1", "source_headline": "Nine die;More fighting", "source_office": "Wire;Post",
    ...     "source_date": "2024-03-05;2024-03-06"}
    >>> [(one["source_office"], one["source_date"]) for one in several(row)]
    [('Wire', '2024-03-05'), ('Post', '2024-03-06')]
    """
    layout = _layout_of(record)
    if layout is None or not layout["parts"]:
        return [dict(record)]
    columns = [key for field, keys in layout["fields"].items() if field != "title" for key in keys if record.get(key)]
    parts = {key: [x.strip() for x in str(record[key]).split(layout["parts"]) if x.strip()] for key in columns}
    number = max(len(parts[key]) for key in columns if key in layout["fields"]["text"])
    if number < 2 or any(len(found) not in (1, number) for found in parts.values()):
        return [dict(record)]
    return [
        {**record, **{key: found[at if len(found) > 1 else 0] for key, found in parts.items()}} for at in range(number)
    ]


def has_text(header: Sequence[str], columns: Mapping[str, str]) -> bool:
    """May a column of a table with this header hold the text?

    >>> has_text(["id", "Body"], {}), has_text(["id", "note"], {}), has_text(["id", "note"], {"text": "note"})
    (True, False, True)
    """
    record = dict.fromkeys(header, "x")
    return any(field == "text" and keys for field, keys in _keys(record, columns) if any(k in record for k in keys))


def _keys(record: Mapping[str, Any], columns: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Which keys may hold which field, the surest first."""
    labels, _ = _labels()
    yield from ((field, [key]) for field, key in columns.items())
    if (layout := _layout_of(record)) is not None:
        yield from layout["fields"].items()
    lower = {key.lower().strip(): key for key in record if isinstance(key, str)}
    for field in FIELDS:
        names = [field, *(x for x, of in labels.items() if of == field)]
        yield field, [lower[name] for name in names if name in lower]


def _layout_of(record: Mapping[str, Any]) -> dict[str, Any] | None:
    return next((x for x in _layouts() if all(_at(record, key) is not None for key in x["has"])), None)


@functools.lru_cache(maxsize=1)
def _layouts() -> list[dict[str, Any]]:
    data = parse((resources.files("firsthand.reports") / "layouts.yaml").read_text(encoding="utf-8"))
    return [
        {
            "has": one["has"],
            "fields": {f: [k] if isinstance(k, str) else k for f, k in one["fields"].items()},
            "parts": one.get("parts"),
        }
        for one in data.values()
    ]


def _at(record: Any, path: str) -> Any:
    """What stands at ``path``: a key, or keys joined by dots; of a list, its first."""
    if isinstance(record, Mapping) and path in record:
        value = record[path]
    else:
        value = record
        for key in path.split("."):
            if isinstance(value, list):
                value = value[0] if value else None
            value = value.get(key) if isinstance(value, Mapping) else None
    if isinstance(value, list) and value and all(isinstance(x, str) for x in value):
        return ", ".join(value)
    return value
