"""The line over what a monitoring service wrote down: whose report it is, and the day on which it was broadcast."""

from __future__ import annotations

import functools
import re
from importlib import resources

from firsthand.yamlfile import parse


@functools.cache
def _pattern() -> re.Pattern[str]:
    data = parse((resources.files("firsthand.reading") / "monitored.yaml").read_text(encoding="utf-8"))
    return re.compile(
        rf"\A\s*\[?(?:full )?(?:{'|'.join(data['kinds'])})\b"
        r"[^\n]{0,80}?\bby\s+(?P<name>[^\n,;:]{3,80}?)"
        r"(?=\s+(?:on|in|at)\s+\d|\s+(?:news agency\s+)?(?:website|web site)|,|\s+dated|\s*\]?\n)[^\n]*\n",
        re.IGNORECASE,
    )


def heading(text: str) -> re.Match[str] | None:
    """The first line of a text where it is such a heading, with the outlet as ``name``.

    >>> heading("Text of report by Radio Example on 3 May\\n\\nRebels left.")["name"]
    'Radio Example'
    """
    found = _pattern().match(text)
    return None if found is None or found[0].rstrip().endswith(".") else found
