"""Is a report in English? A cheap look at its function words, so that no other language is coded as English."""

from __future__ import annotations

import functools
import itertools
import re
from importlib import resources

from firsthand.yamlfile import parse

SAMPLE = 20_000  # characters looked at: a few pages, 2 ms
FEWEST_WORDS = 12  # below this, function words say nothing: "Five killed in Gao"
MANY_WORDS = 40  # from here on, a text without English function words is not English, whatever else it is
# Of 8,911 English documents of thirteen corpora one is put aside by this (a list of names); their median is 0.36.
LEAST_ENGLISH = 0.07
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
    if len(words) >= MANY_WORDS and counts["english"] < LEAST_ENGLISH * len(words) and best != "english":
        return (
            best.replace("_", "-").title() if counts[best] >= 0.12 * len(words) else "a language that is not known here"
        )
    if best == "english" or counts[best] < 0.12 * len(words) or counts[best] < 1.25 * counts["english"]:
        return None
    return best.replace("_", "-").title()


def language_of(text: str, stated: str | None) -> tuple[str | None, str | None]:
    """The language as a code where it is known, and, if that is not English, what it is in words.

    The text outranks what is ``stated`` about it, for pages carry their template's language; of a text too short to
    tell, what is stated is believed.

    >>> language_of("Rebels attacked the camp and the town in the night, said local sources on Monday.", "fr")
    ('en', None)
    >>> language_of("Rebeldes atacan base militar en Gao", "es-MX")
    ('es', 'stated: es')
    """
    code = _code(stated)
    if other := other_language(text):
        return (code if code != "en" else None), other
    if code in (None, "en") or _is_english(text):
        return ("en" if _is_english(text) else code), None
    return code, f"stated: {code}"


def _code(stated: str | None) -> str | None:
    match = re.match(r"[A-Za-z]{2,3}(?=$|[-_])", (stated or "").strip())
    if match is None:
        return "en" if (stated or "").strip().lower() == "english" else None
    return {"eng": "en"}.get(code := match.group().lower(), code)


def _is_english(text: str) -> bool:
    """Does the text itself show that it is English?"""
    words = [m.group().lower() for m in itertools.islice(_WORD.finditer(text[:SAMPLE]), 2_000)]
    return sum(word in _function_words()["english"] for word in words) >= max(2, 0.12 * len(words))
