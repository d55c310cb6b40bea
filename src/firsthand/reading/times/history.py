"""Whether a report tells of years gone by, as an encyclopaedia does, and not of the days before its publication."""

from __future__ import annotations

import datetime
import re

_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
# What only news says: "yesterday", "last week", a day of the week without its date.
_NOW = re.compile(
    r"\b(?:yesterday|today|tonight|tomorrow|overnight"
    r"|(?<!the )(?:(?:last|this|next) (?:week|month|year|\w+day)|last night|this (?:morning|evening))"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?!,? (?:the )?(?:\d|[A-Z][a-z]+ \d)))\b",
    re.IGNORECASE,
)
_LEAST = 2  # years named


def is_history(text: str, published: datetime.date | None) -> bool:
    """Whether dates without a year are of the years that the text tells of, not of the year before its publication.

    So it is where it names at least two years, most of them two years or more before the publication, and says nothing
    that only the days around the publication could mean.

    >>> is_history("In 1996 they took a hospital; on 9 October the hostages left. In 2000 he died.", None)
    True
    >>> is_history("Founded in 1996 and banned in 2000, it attacked a post on Monday.", datetime.date(2021, 8, 2))
    False
    """
    years = [int(y) for y in _YEAR.findall(text)]
    if published is not None:
        old = [y for y in years if y <= published.year - 2]
        if len(old) < _LEAST or 2 * (len(years) - len(old)) > len(old):
            return False
    return len(years) >= _LEAST and _NOW.search(text) is None
