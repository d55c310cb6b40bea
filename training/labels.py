"""Label sets of the heads, and lemmas as edit rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from training.treebanks import Sentence

BIO = ["O", "B", "I"]
NAMES = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"]
ROLES = ["source", "cue", "content"]
EXTRAS = ["timex", "toponym"]
LINKED = ["source", "content"]


def lemma_rule(word: str, lemma: str) -> str:
    """The edit from a lower-cased word to its lemma: ``KEEP`` or ``letters to cut|letters to add``.

    >>> lemma_rule("denied", "deny")
    '3|y'
    """
    word, lemma = word.lower(), lemma.lower()
    if word == lemma:
        return "KEEP"
    common = 0
    while common < min(len(word), len(lemma)) and word[common] == lemma[common]:
        common += 1
    return f"{len(word) - common}|{lemma[common:]}" if common or len(lemma) < 5 else "KEEP"


def make_labels(sentences: Iterable[Sentence]) -> dict[str, list[str]]:
    """Label lists of all heads from the training sentences, most frequent first, rare ones left out."""
    counts: dict[str, Counter[str]] = {k: Counter() for k in ("pos", "tag", "dep", "lemma")}
    for s in sentences:
        counts["pos"].update(s.pos)
        counts["tag"].update(s.tags)
        counts["dep"].update(s.deps)
        counts["lemma"].update(lemma_rule(w, x) for w, x in zip(s.words, s.lemmas, strict=True))
    least = {"pos": 3, "tag": 3, "dep": 3, "lemma": 8}
    labels = {k: [x for x, n in c.most_common() if n >= least[k]] for k, c in counts.items()}
    return {**labels, "names": NAMES, "roles": ROLES, "extras": EXTRAS, "linked": LINKED, "bio": BIO}
