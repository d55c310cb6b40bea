"""What "as X reported" is about: the clause that it is put into, or, beside a denial, what is denied."""

from __future__ import annotations

from firsthand.reading.sources.sayings import Parsed, Tokens
from firsthand.reading.sources.vocabulary import Words

_MAX_CLIMB = 6  # a denial governs its clause at most through a few coordinations
_WHAT = frozenset({"ccomp", "obj", "xcomp", "csubj", "nsubj:pass"})


def host(p: Parsed, vocabulary: Words, i: int) -> list[Tokens]:
    """The clause that "as X reported" at ``i`` is put into; of a denial, what is denied."""
    a = p.a
    h = a.head[i]
    denial = _denial_before(p, vocabulary, i)
    if denial is not None:
        inner = [c for c in a.children[denial] if a.dep[c] in _WHAT and p.left[c] < i]
        return [s for c in inner for s in p.without(p.subtree(c), [p.subtree(i)])]
    return p.without(p.subtree(h), [p.subtree(i)])


def beside_denial(p: Parsed, vocabulary: Words, i: int) -> bool:
    """Whether the clause stands behind or below a denial: "denied that it fired, as X reported"."""
    a = p.a
    if _denial_before(p, vocabulary, i) is not None:
        return True
    j = a.head[i]
    for _ in range(_MAX_CLIMB):
        if vocabulary.verbs.get(a.lemma[j]) == "deny":
            return True
        if a.head[j] == j or a.dep[j] not in ("ccomp", "conj", "xcomp", "advcl"):
            return False
        j = a.head[j]
    return False


def _denial_before(p: Parsed, vocabulary: Words, i: int) -> int | None:
    """The verb of denying that the clause stands behind, whichever of two coordinate verbs the parser hung it on."""
    a = p.a
    h = a.head[i]
    near = [h, *(c for c in a.children[h] if h < c < i and a.dep[c] == "conj" and p.right[c] < p.left[i])]
    denial = near[-1]
    denies = vocabulary.verbs.get(a.lemma[denial]) == "deny"
    return denial if denies and any(a.dep[c] in _WHAT for c in a.children[denial]) else None
