"""Lemmas: tag rules, a list of irregular forms and of known base forms.

The network's own edit rule serves only words that no list knows: alone it made "deni" of "denied" and "accus" of
"accused". The lists (``lemmas.json``) are counted from the lemmas of the training treebanks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_VOWELS = "aeiou"
# Letters that a silent e follows when "-ed" or "-ing" is cut, after any vowel or consonant.
_E_AFTER = re.compile(
    r"(?:[cvuz]|[^aeious]s|[aeiou]s|dg|[rl]g|ang|[aeiu]g|[^aeiourl]l|[^aeo]at|[^aeiou]ut|[cnm]it|"
    r"[^aeiou]ir|uir|[^aeo]id|ud|[^aeiou]od|[^aeo]ad|[^aeo]ak|[^o]ok|ik|[^aeiou]up|[^i]aim|ur|[plcn]or|[mnv]ot|"
    r"[^aeiou]at|[^aeiou]ap|[^aeiou]in|[^aeiou]ar)$"
)
_DOUBLED = re.compile(r"[^aeiou]?[aeiou]([bdgmnprt])\1$")
_UNDOUBLED = re.compile(r"(?:bb|dd|gg|mm|nn|pp|tt)$")
_CUT = re.compile(r"(?:r|l|g|it|nt|st)ies$|(?:sh|ss|[ntr]ch)es$")  # no word in "-rie", "-she": "rallies", "skirmishes"
_NO_E = re.compile(r"(?:[cpfl]t|nt|[nlr]d|ck|sh|ss|ll|ff)$")
_CLASS = {"NNS": "N", "NNPS": "N", "JJR": "A", "JJS": "A", "RBR": "R", "RBS": "R"}


def word_class(tag: str) -> str:
    """The rule set of a Penn tag: V, N, A, R or the tag itself.

    >>> [word_class(t) for t in ("VBD", "NNS", "JJR", "IN")]
    ['V', 'N', 'A', 'IN']
    """
    return "V" if tag.startswith("VB") else _CLASS.get(tag, tag)


def _verb(word: str, tag: str) -> Iterator[str]:
    """Base forms that an inflected verb may have, likeliest first when nothing else is known."""
    if tag == "VBZ":
        yield from _plural(word)
        return
    ending = 3 if word.endswith("ing") else 2
    if not word.endswith(("ing", "ed")) or len(word) < ending + 2:
        yield word
        return
    stem = word[:-ending]
    if word.endswith("ied"):
        yield word[:-3] + "y"
        yield word[:-1]
    if word.endswith("eed"):
        yield word[:-1]
    if _DOUBLED.search(stem):
        yield stem[:-1]
        yield stem
    elif _E_AFTER.search(stem) and not stem.endswith("ss"):
        yield stem + "e"
        yield stem
    else:
        yield stem
        yield stem + "e"
    if len(stem) > 2 and stem[-1] == stem[-2]:
        yield stem[:-1]


def _plural(word: str) -> Iterator[str]:
    """Base forms of a word in -s."""
    if word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y"
        yield word[:-1]
    elif re.search(r"(?:ss|sh|ch|x|zz)es$", word):
        yield word[:-2]
        yield word[:-1]
    elif word.endswith("s") and not word.endswith("ss") and len(word) > 2:
        yield word[:-1]
        if word.endswith("es"):
            yield word[:-2]
    else:
        yield word


def _degree(word: str, tag: str) -> Iterator[str]:
    """Base forms of a comparative or superlative."""
    cut = 3 if tag.endswith("S") else 2
    if word.endswith(("er", "est")) and len(word) > cut + 2:
        stem = word[:-cut]
        if stem.endswith("i"):
            yield stem[:-1] + "y"
        if _DOUBLED.search(stem):
            yield stem[:-1]
        yield stem
        yield stem + "e"
    else:
        yield word


_RULES: dict[str, Callable[[str, str], Iterator[str]]] = {
    "V": _verb,
    "N": lambda word, _: _plural(word),
    "A": _degree,
    "R": _degree,
}


def edit(word: str, rule: str) -> str:
    """Apply the network's edit rule (``KEEP`` or ``letters to cut|letters to add``).

    >>> edit("denied", "3|y")
    'deny'
    """
    if rule == "KEEP":
        return word
    cut, added = rule.split("|", 1)
    return word[: len(word) - int(cut)] + added


class Lemmatizer:
    """Finds lemmas from a word, its tags and the network's edit rule.

    Args:
        irregular: ``class -> {form: lemma}`` for forms that the rules get wrong, all lower-case.
        bases: ``class -> known base forms``.

    Example:
        >>> lemmas = Lemmatizer({"V": {"fled": "flee"}}, {"V": ["deny"]})
        >>> lemmas("DENIED", "VERB", "VBD", "KEEP"), lemmas("fled", "VERB", "VBD", "KEEP")
        ('deny', 'flee')
    """

    def __init__(self, irregular: dict[str, dict[str, str]], bases: dict[str, list[str]]) -> None:
        self._irregular = irregular
        self._bases = {k: frozenset(v) for k, v in bases.items()}

    def __call__(self, word: str, pos: str, tag: str, rule: str) -> str:
        """The lemma: lower-case, but as written for names (a plural name loses its s)."""
        lower = word.lower()
        if pos == "PROPN":
            return word[:-1] if tag == "NNPS" and lower.endswith("s") and len(word) > 3 else word
        kind = word_class(tag)
        if tag == "NN" and lower.endswith("s") and not lower.endswith("ss"):
            # "death threats", tagged as a singular: no list has it, but one has what it is the plural of
            known = self._bases.get("N", frozenset())
            single = () if lower in known or lower in self._irregular.get("N", {}) else _plural(lower)
            return next((option for option in single if option in known), lower)
        found = self._irregular.get(kind, {}).get(lower)
        if found is not None:
            return found
        if kind not in _RULES:
            return lower
        known = self._bases.get(kind, frozenset())
        if kind == "V" and tag in {"VB", "VBP"}:
            # "hundreds of women protested", tagged as a present: no base form ends so unless a list has it
            past = () if lower in known or not lower.endswith("ed") else _verb(lower, "VBD")
            return next((option for option in past if option in known), lower)
        options = list(_RULES[kind](lower, tag))
        for option in options:
            if option in known:
                return option
        if kind == "N" and _CUT.search(lower) and len(options) > 1:
            return options[0]  # "missionaries", "ambushes": no list knows them all
        if lower.endswith("shes"):
            return options[0]  # "skirmishes": no English word ends in "she" that could be one of many
        proposed = edit(lower, rule)
        if _UNDOUBLED.search(proposed) and proposed[:-1] in options:
            return proposed[:-1]  # "airdropped": no English verb ends so
        if proposed.endswith("e") and proposed[:-1] in options and _NO_E.search(proposed[:-1]):
            return proposed[:-1]  # "inflicting": no verb ends in "-cte"
        return proposed if proposed in options else options[0]
