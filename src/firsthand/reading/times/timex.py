"""The times of a text as TIMEX3, for benchmarks and other tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from firsthand.reading.times.finder import find

if TYPE_CHECKING:
    from spacy.tokens import Doc


def timexes(text: str, published: str | None, doc: Doc | None = None) -> list[dict[str, Any]]:
    """The TIMEX3 expressions of a text, in order: start, end (characters), type, value.

    >>> timexes("It began in late July.", "2024-10-14")
    [{'start': 12, 'end': 21, 'type': 'DATE', 'value': '2024-07'}]
    """
    # TimeBank, and so the field's benchmarks, leave "52 years old" unannotated
    return [
        {"start": f.start, "end": f.end, "type": f.meaning.type, "value": f.meaning.value}
        for f in find(text, published, doc)
        if not (f.element.age and f.element.unit == "year")
    ]
