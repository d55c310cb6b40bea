"""Printed pages to running text: lines joined to paragraphs, words that a line end divided, running heads taken off. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

EDGE = 2  # lines at the top and at the bottom of a page that may be a running head or foot
FEWEST_PAGES = 3  # below this, a line that recurs may be chance
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"(?:page|p\.)?\s*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.I)
_END = re.compile(r"[.!?:][\"'”’)\]]*$")
_HYPHENS = "-\u00ad\ufffe\u2010"


def running_text(pages: Sequence[str]) -> str:
    r"""The text of pages, paragraphs apart by an empty line.

    >>> running_text(["Example Wire\nRebels at-\ntacked a camp\nnear Gao.\n1"])
    'Example Wire\nRebels attacked a camp near Gao.'
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
    away = {n for n in _edges(page) if _shape(page[n]) in repeated}
    edges = [n for n in _edges(page) if n not in away]
    if len(edges) > 1:
        away |= {n for n in (edges[0], edges[-1]) if _NUMBER.fullmatch(page[n])}
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
            bool(_END.search(line)) or line[-1] not in ",;-" and len(line) < 0.5 * width
        )
    return out.replace("\ufffe", "-").strip()
