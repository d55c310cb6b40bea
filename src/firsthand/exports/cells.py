"""Cells of tables that people open in spreadsheets: no formula, no line break, no control character.

A report is a stranger's text, and a spreadsheet runs a cell that starts with = + - or @. Such a cell gets an apostrophe
in front, as OWASP advises; ``plain`` takes it off again, so that a round trip gives the same text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

BOM = "\ufeff"  # without it, Excel reads UTF-8 as the local code page
# Also behind white space, marks without width and apostrophes (so that taking one off gives the text back), and the
# full-width forms that Excel reads as the plain ones.
_FORMULA = re.compile(r"^[\s\u200b\ufeff']*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_767  # characters that a cell of Excel holds


def safe(value: object) -> str:
    """A value as the text of one cell; None is an empty cell, numbers of our own stay numbers.

    >>> safe('=HYPERLINK("http://x")'), safe(-3.67), safe("-3.67"), safe(None), safe("two\\nlines"), safe("'=x")
    ('\\'=HYPERLINK("http://x")', '-3.67', "'-3.67", '', 'two lines', "''=x")
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = _CONTROLS.sub("", _BREAKS.sub(" ", str(value)))
    text = text if len(text) < LONGEST else text[: LONGEST - 5] + " ..."
    return f"'{text}" if _FORMULA.match(text) else text


def plain(cell: str) -> str:
    """The text of a cell that ``safe`` wrote.

    >>> plain("'=1+1"), plain("'tis"), plain("''=x")
    ('=1+1', "'tis", "'=x")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def lines(rows: Iterable[Sequence[object]], heads: Sequence[Sequence[str]], bom: bool = False) -> Iterator[bytes]:
    """CSV after RFC 4180 in UTF-8: the head rows as they are, every other cell made safe.

    >>> b"".join(lines([[1, "@x"]], [["id", "name"]]))
    b"id,name\\r\\n1,'@x\\r\\n"
    """
    if bom:
        yield BOM.encode()
    yield from (_line(head) for head in heads)
    yield from (_line([safe(cell) for cell in row]) for row in rows)


def _line(cells: Sequence[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue().encode("utf-8", "replace")
