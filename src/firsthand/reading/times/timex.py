"""The times of a text as TIMEX3, for benchmarks and other tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from firsthand.reading.times.finder import find
from firsthand.reading.times.region import Region

if TYPE_CHECKING:
    from spacy.tokens import Doc


_AMERICAN = Region(order="month first")


def timexes(
    text: str, published: str | None, doc: Doc | None = None, region: Region = _AMERICAN
) -> list[dict[str, Any]]:
    """The TIMEX3 expressions of a text, in order: start, end (characters), type, value.

    The field's corpora are American newswire, so in 3/5/2024 the month is first unless ``region`` says otherwise.

    >>> timexes("It began in late July.", "2024-10-14")
    [{'start': 12, 'end': 21, 'type': 'DATE', 'value': '2024-07'}]
    """
    # TimeBank, and so the field's benchmarks, leave "52 years old" unannotated
    return [
        {"start": f.start, "end": f.end, "type": f.meaning.type, "value": f.meaning.value}
        for f in find(text, published, doc, region)
        if not (f.element.age and f.element.unit == "year")
    ]
