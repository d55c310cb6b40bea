"""What stands in a page where a report should: cookie notices, walls that ask for money, checks, empty pages. Pure.

The sentences are data: ``walls.yaml``.
"""

from __future__ import annotations

import functools
import re
from importlib import resources

from firsthand.yamlfile import parse

LONGEST_NOTICE = 400  # characters of a paragraph that is nothing but a notice
LEAST_REPORT = 150  # characters beside notices that can be a report: two sentences
STUB = 1_500  # characters: openings that paywalls show are shorter, whole articles behind a hint at them are longer
_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.I)


@functools.lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], re.Pattern[str]]:
    data = parse((resources.files("firsthand.reports") / "walls.yaml").read_text(encoding="utf-8"))
    notices = tuple((kind, _any(phrases)) for kind, phrases in data["notices"].items())
    return notices, _any(data["paywall"])


def _any(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(
        "|".join(rf"\b{re.escape(phrase).replace(chr(39), '[' + chr(39) + '’]')}" for phrase in phrases), re.I
    )


def _notice(paragraph: str) -> str | None:
    if len(paragraph) > LONGEST_NOTICE:
        return None
    return next((kind for kind, pattern in _phrases()[0] if pattern.search(paragraph)), None)


def without_notices(text: str) -> str:
    r"""``text`` without short paragraphs that are notices, unless nothing else would be left.

    >>> without_notices("Rebels attacked a camp near Gao, the army said.\nWe use cookies. Accept all cookies?")
    'Rebels attacked a camp near Gao, the army said.'
    """
    lines = text.split("\n")
    kept = [line for line in lines if _notice(line) is None]
    return "\n".join(kept).strip() if any(line.strip() for line in kept) else text


def wall(text: str, page: str) -> str | None:
    """What ``text``, the running text of ``page``, is in place of a report; None if it is a report.

    >>> wall("We use cookies to improve this site. Accept all cookies?", "")
    'a cookie notice in place of a report'
    >>> wall("Rebels attacked a camp. To continue reading, subscribe.", "")
    'only the opening of an article behind a paywall'
    """
    lines = text.split("\n")
    notices = [kind for line in lines if (kind := _notice(line))]
    left = sum(len(line.strip()) for line in lines if _notice(line) is None)
    if notices and left < LEAST_REPORT:
        return f"{notices[0]} in place of a report"
    if len(text) < STUB:
        filled = [line for line in lines if line.strip()]
        if any(_phrases()[1].search(line) for line in filled[-3:]) or (text and _FREE.search(page)):
            return "only the opening of an article behind a paywall"
        if not filled and _FREE.search(page):
            return "only the opening of an article behind a paywall"
    return None
