"""Is a report in English? A cheap look at its function words, so that no other language is coded as English."""

from __future__ import annotations

import functools
import itertools
import re
from importlib import resources

from firsthand.yamlfile import parse

SAMPLE = 20_000  # characters looked at: a few pages, 2 ms
FEWEST_WORDS = 12  # below this, function words say nothing: "Five killed in Gao"
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")


@functools.lru_cache(maxsize=1)
def _function_words() -> dict[str, frozenset[str]]:
    data = parse((resources.files("firsthand.reports") / "english.yaml").read_text(encoding="utf-8"))
    return {language: frozenset(words) for language, words in data.items()}


def other_language(text: str) -> str | None:
    """What the text seems to be written in, if not English: a language's name or "a script that is not Latin".

    >>> other_language("Selon des sources locales, les rebelles ont attaqué le camp et la ville dans la nuit de lundi.")
    'French'
    >>> other_language("Rebels attacked the camp and the town in the night, said local sources on Monday morning.")
    """
    words = [m.group().lower() for m in itertools.islice(_WORD.finditer(text[:SAMPLE]), 2_000)]
    letters = sum(map(len, words))
    if letters >= 10 and sum(len(w) for w in words if _LATIN.fullmatch(w)) < 0.5 * letters:
        return "a script that is not Latin"
    if len(words) < FEWEST_WORDS:
        return None
    counts = {language: sum(word in known for word in words) for language, known in _function_words().items()}
    best = max(counts, key=lambda language: counts[language])
    if best == "english" or counts[best] < 0.12 * len(words) or counts[best] < 1.25 * counts["english"]:
        return None
    return best.capitalize()
