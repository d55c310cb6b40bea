"""Who was shot, and nothing more: whether they died is told by the words beside it, or by what was done to them before.

"Shot at point-blank range", "seized the mayor and shot him", "the prisoners were lined up and shot" tell of deaths.
"Shot six protesters" may not, and neither do "shot and wounded" and "shot in the leg": how those are stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.reading.arrays import Arrays
from firsthand.reading.harm.vocabulary import Words
from firsthand.reading.mentions import HarmMention

_AGAIN = frozenset({"PRON", "NUM", "DET", "ADJ"})  # "he died", "one of them was wounded"
_DEAD = frozenset({"dead", "fatally", "mortally", "death"})
_LINKED = frozenset({"conj", "advcl", "parataxis"})


def left_open(a: Arrays, found: Sequence[HarmMention], vocabulary: Words) -> set[int]:
    """The predicates of shooting whose victims may have lived: their "killed" is not told."""
    shot = {h.predicate for h in found if a.lemma[h.predicate] in vocabulary.shooting and h.outcome == "killed"}
    plain = {t for t in shot if not any(c in shot or a.lower[c] in _DEAD for c in a.children[t])}
    others = [
        h for h in found
        if h.predicate not in plain and h.outcome in ("killed", "injured") and a.lemma[h.predicate] != "hang"
    ]  # fmt: skip
    told = {
        a.sent[h.predicate] for h in others if h.low is not None or h.head is None or a.pos[h.head] in _AGAIN
    }  # fmt: skip
    after = {a.sent[h.predicate] - 1 for h in others if h.head is None or a.pos[h.head] in _AGAIN}
    return {t for t in plain if a.sent[t] in told | after or not _put_to_death(a, found, vocabulary, t)}


def _put_to_death(a: Arrays, found: Sequence[HarmMention], vocabulary: Words, t: int) -> bool:
    """Shot in the head, at point-blank range, or when they were in somebody's hands."""
    beside = {a.lower[g] for c in a.children[t] for g in (c, *a.children[c])} | {a.lower[c] for c in a.children[t]}
    linked = [c for c in a.children[t] if a.dep[c] in _LINKED]
    if a.dep[t] in _LINKED:
        linked += [a.head[t], *(c for c in a.children[a.head[t]] if a.dep[c] in _LINKED)]
    held = any(a.lemma[v] in vocabulary.shot_held for v in linked)
    captives = any(
        h.head is not None and a.lemma[h.head] in vocabulary.shot_captives for h in found if h.predicate == t
    )
    return bool(beside & vocabulary.shot_dead) or held or captives
