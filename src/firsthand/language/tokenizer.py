"""Words: spaCy's English tokenizer, brought close to the Universal Dependencies words.

The parser is trained on Universal Dependencies (UD) words, so the words at run time must be the same ones.
UD splits at every hyphen between letters or digits ("al - Qaida", "40 - year - old", "F - 16") and keeps
abbreviations, times ("5:30"), addresses and names with a full stop inside ("Censor.NET") whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]

_HYPHENS = "-\u2010\u2011"
# Beginnings that UD writes together with what follows ("non-state", "pro-government", "e-mail").
_BOUND = "anti|co|counter|cross|e|ex|mid|multi|neo|non|post|pre|pro|re|semi|sub|ultra|un"
# Full stops inside a word are only cut between a lower-case and an upper-case letter that starts a longer
# word ("dead.The"), never before capitals ("Censor.NET") or a domain ("example.org").
_INFIXES = [
    r"\.\.+",
    r"\u2026",
    r"[\u2012-\u2015\u2500]+|--+|~(?=[^\s])",
    rf"(?<=[^\W_])(?<!^\d{{4}})(?<!^\d{{4}}-\d\d)[{_HYPHENS}](?=[^\W_])",
    rf"(?<=[.'\u2019)\]])[{_HYPHENS}](?=[^\W_])",
    r"(?<=[a-z])\.(?=[A-Z][a-z]{2})",
    r"(?<=[^\W\d_]),(?=[^\W_])",
    r"(?<=[^\W_]),(?=[^\W\d_])",
    r"(?<=[^\W\d_])[:<>=](?=[^\W\d_])",
    r"(?<=[^\W\d_])/(?=[^\W\d_])",
    r"(?<=[^\W_])[\"\u201c\u201d()\[\];?!](?=[^\s])",
    r"(?<=[\"\u201c\u201d()\[\];?!])(?=[^\W_])",
]
_RUN = r"(?:[!?]{2,}|[.!?]{3,}|[=_*~#<>+-]{2,})"
_ABBREVIATIONS = (
    "etc.", "al.", "Ft.", "Maj.", "Sgt.", "Capt.", "Cpl.", "Col.", "Lt.", "Gen.", "Brig.", "Adm.", "Cmdr.", "Pvt.",
    "Gov.", "Rep.", "Sen.", "Sr.", "Jr.", "Ave.",
)  # fmt: skip
_WHOLE = re.compile(
    r"^(?:(?:https?|ftp)://|www\.)\S+$|^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$"
    r"|^\d{3}-\d{3}-\d{4}$|^\d{4}-\d\d-\d\d$"
    rf"|^(?:{_BOUND})[{_HYPHENS}][^\W\d_]+$",
    re.IGNORECASE,
)


def _prefixes(nlp: Language) -> list[str]:
    """spaCy's prefixes, with signs and hyphens before a word cut off and runs of marks kept whole."""
    return [_RUN, *map(str, nlp.Defaults.prefixes or []), rf"[{_HYPHENS}](?=[^\W\d_])", r"[~<>]"]


def _suffixes(nlp: Language) -> list[str]:
    """spaCy's suffixes, with signs after a word cut off and runs of marks kept whole."""
    return [_RUN, *map(str, nlp.Defaults.suffixes or []), rf"(?<=[^\W_])[{_HYPHENS}]", r"[/~<>]"]


def _exceptions(nlp: Language) -> dict[str, list[dict[int | str, str]]]:
    """spaCy's exceptions without "its" as "it 's", with ranks and abbreviations of news reports."""
    rules = {k: list(v) for k, v in (nlp.Defaults.tokenizer_exceptions or {}).items()}
    for word in ("its", "Its", "ITS"):
        rules.pop(word, None)
    for word in _ABBREVIATIONS:
        for form in (word, word.upper()):
            rules.setdefault(form, [{"ORTH": form}])
    return rules


def build_tokenizer(nlp: Language) -> Tokenizer:
    """Make the tokenizer for a blank English pipeline.

    Args:
        nlp: a blank English pipeline; its vocabulary is shared, its tokenizer left alone.

    Returns:
        A spaCy tokenizer whose words follow UD.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("en")
        >>> [t.text for t in build_tokenizer(nlp)("al-Qaida's 40-year-old chief")]
        ['al', '-', 'Qaida', "'s", '40', '-', 'year', '-', 'old', 'chief']
    """
    from spacy.tokenizer import Tokenizer
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

    return Tokenizer(
        nlp.vocab,
        rules=_exceptions(nlp),
        prefix_search=compile_prefix_regex(_prefixes(nlp)).search,
        suffix_search=compile_suffix_regex(_suffixes(nlp)).search,
        infix_finditer=compile_infix_regex(_INFIXES).finditer,
        token_match=_WHOLE.match,
        url_match=None,
    )
