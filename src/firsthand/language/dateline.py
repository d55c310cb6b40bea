"""The line at the head of a wire report: place, date and agency, before the first sentence.

A parser that takes it for part of the sentence makes the town the subject: "SAN MIGUEL, 14 JUN 89 (AGENCIA PRADO) --
[TEXT] GUERRILLAS ATTACKED". So the text proper starts a sentence of its own.
"""

from __future__ import annotations

import re

_REACH = 250  # characters: longer heads are no datelines
_AGENCY = re.compile(
    r"\s*[A-Z][^\n()]{0,80}(?:\([^\n()]{2,40}\)[^\n()]{0,30})?\(([^\n()]{2,40})\)\s*(?:--?|–|—|_)+\s*(?:\[TEXT\])?",
    re.I,
)
# "GAO, Mali — ", "GAO — ", "GAO, March 7 - ": the town in capitals, at most two more words of place or date, a dash.
_TOWN = re.compile(
    r"\s*[A-Z][A-Z .'’-]{2,40}(?:(?:, [A-Z][\w. ]{2,30}){0,2}\s*(?:--|–|—)|(?:, [\w][\w. ]{2,30}){1,2}\s+--?)\s+"
    r"(?:\[\w+\]\s+){0,2}(?=\S)"
)
# "ADDIS ABABA - Militiamen attacked": a hyphen and a capital; at the head of a report also "SUKKUR: Dacoits".
_BARE = re.compile(r"\s*[A-Z][A-Z .'’]{2,30}\s-\s(?=[\"“]?[A-Z])")
_COLON = re.compile(r"\s*[A-Z][A-Z .'’]{2,25}:\s(?=[\"“]?[A-Z][a-z])")
_LINE = re.compile(r"\n(?=[A-Z]{3})")
_BEFORE = 40  # characters looked back over for the blank line; no more, so that any text is read in linear time


def dateline(text: str) -> tuple[str, int] | None:
    """The agency named in a report's dateline and where the dateline ends (characters), or None.

    >>> dateline("GAO, 4 Feb (EXAMPLE) -- Rebels left.")
    ('EXAMPLE', 24)
    """
    found = _AGENCY.match(text[:_REACH])
    return (found.group(1).strip(), found.end()) if found else None


def body_start(text: str, at: int = 0) -> int:
    """Where the text proper begins, in characters: after the dateline at ``at``, or ``at`` where there is none.

    >>> body_start("GAO, Mali — Rebels left."), body_start("Rebels left Gao — at last.")
    (12, 0)
    """
    blank = at + _blank(text[at : at + _REACH] if at else text)
    head = text[blank : blank + _REACH]
    found = _AGENCY.match(head) or _TOWN.match(head) or _BARE.match(head) or (None if at else _COLON.match(head))
    if found is None:
        return at
    town = _TOWN.match(head, found.end())  # "LIMA, 5 JUN 90 -- [TEXT] AYACUCHO -- SOME 60 SUBVERSIVES"
    return blank + (town or found).end()


def body_starts(text: str) -> list[int]:
    """Where the text proper begins after each dateline: at the head of the report or of any paragraph.

    >>> body_starts("CORRECTION: the number was wrong.\\n\\nGAO, March 7 - Rebels left.")
    [50]
    """
    lines = (m.end() for m in _LINE.finditer(text))
    heads = [0, *(at for at in lines if text[max(0, at - _BEFORE) : at - 1].rstrip(" \t").endswith("\n"))]
    return [start for head in heads if (start := body_start(text, head)) > head]


def _blank(text: str) -> int:
    return len(text) - len(text.lstrip())
