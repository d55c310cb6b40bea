"""Who was shot, and nothing more: dead, as reports of war tell it, unless how they are is told beside it.

"Gunmen shot six labourers", "tied up and shot" tell of deaths. "Shot and wounded", "was shot; she is in hospital",
"shot in the leg" do not; of one who "was shot" nobody can tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.reading.arrays import Arrays
from firsthand.reading.harm.vocabulary import Words
from firsthand.reading.mentions import HarmMention
from firsthand.reading.predicates import is_passive


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
    return {
        t for t in plain
        if a.sent[t] in told | after or (is_passive(a, t) and not _sure(a, found, vocabulary, t))
    }  # fmt: skip


_AGAIN = frozenset({"PRON", "NUM", "DET", "ADJ"})  # "he died", "one of them was wounded"
_DEAD = frozenset({"dead", "fatally", "mortally", "death"})


def _sure(a: Arrays, found: Sequence[HarmMention], vocabulary: Words, t: int) -> bool:
    if any(h.predicate == t and (h.low or 0) > 1 for h in found):
        return True
    beside = {a.lower[g] for c in a.children[t] for g in (c, *a.children[c])} | {a.lower[c] for c in a.children[t]}
    return bool(beside & vocabulary.shot_dead)
