"""Printed pages to running text: lines and divided words joined, running heads taken off. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

EDGE = 2  # lines at the top and at the bottom of a page that may be a running head or foot
FEWEST_PAGES = 3  # below this, a line that recurs may be chance
_DIGITS = re.compile(r"\d+")
# What stands alone at the edge of a page: its number, and the lines that browsers print (time and title; address).
_NUMBER = re.compile(
    r"(?:page|p\.)?\s*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?|(?:https?|file)://\S+(?:\s+\d+/\d+)?"
    r"|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}, \d{1,2}:\d{2}(?: [AP]M)?\b.{0,200}",
    re.I,
)
_END = re.compile(r"[.!?:][\"'”’)\]]*$")
_DIVIDED = re.compile("(?<=[^\\W\\d_])\ufffe(?=[a-z])")  # pdfium writes U+FFFE (or 2) where a line end divided a word
_HYPHENS = "-\u00ad\ufffe\u2010"


def running_text(pages: Sequence[str]) -> str:
    r"""The text of pages, paragraphs apart by an empty line.

    >>> running_text(["Rebels on motorcycles at-\ntacked a camp near Gao on\nMonday.\nNine died.\n1"])
    'Rebels on motorcycles attacked a camp near Gao on Monday.\nNine died.'
    """
    lines = [[line.strip() for line in re.split(r"\r\n?|\n", page.replace("\x02", "\ufffe"))] for page in pages]
    repeated = _repeated(lines)
    kept = [line for page in lines for line in _without_edges(page, repeated)]
    return _joined(kept)


def _edges(page: Sequence[str]) -> list[int]:
    filled = [number for number, line in enumerate(page) if line]
    return sorted({*filled[:EDGE], *filled[-EDGE:]})


def _shape(line: str) -> str:
    return _DIGITS.sub("0", line).lower()


def _repeated(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Lines (numbers aside) at the edge of more than half of the pages."""
    counts = Counter(shape for page in pages for shape in {_shape(page[number]) for number in _edges(page)})
    least = max(FEWEST_PAGES, len(pages) // 2 + 1)
    return frozenset(shape for shape, count in counts.items() if count >= least)


def _without_edges(page: Sequence[str], repeated: frozenset[str]) -> list[str]:
    """The lines of a page without those that recur at its edge, counted from outside, and without its number."""
    filled = [number for number, line in enumerate(page) if line]
    away: set[int] = set()
    for side in (filled[:EDGE], filled[-EDGE:][::-1]):
        for number in side:
            if _shape(page[number]) not in repeated and not (len(filled) > 1 and _NUMBER.fullmatch(page[number])):
                break
            away.add(number)
    return [line for number, line in enumerate(page) if number not in away]


def _joined(lines: Sequence[str]) -> str:
    """Lines of a paragraph on one line. A line ends its paragraph if it is clearly shorter than the page is wide."""
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    out = ""
    short = True  # the line before ended its paragraph
    for line in lines:
        if not line:
            out = out.rstrip(" ") + ("\n" if not out.endswith("\n\n") and out else "")
            short = True
            continue
        if out and not out.endswith("\n"):
            if out[-1] in _HYPHENS and len(out) > 1 and out[-2].isalpha() and line[0].islower():
                out = out[:-1]
            elif out[-1] in _HYPHENS[1:]:
                out = out[:-1] + "-"
            else:
                out += "\n" if short else " "
        elif out and not out.endswith("\n\n"):
            out += "\n"
        out += line
        short = len(line) < 0.75 * width and (
            bool(_END.search(line)) or (line[-1] not in ",;-" and len(line) < 0.5 * width)
        )
    return _DIVIDED.sub("", out).replace("\ufffe", "-").strip()
