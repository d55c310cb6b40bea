"""Where what somebody says, denies or charges ends: clauses beside it that the publisher tells."""

from __future__ import annotations

from firsthand.reading.arrays import Arrays
from firsthand.reading.sources.sayings import Parsed, Tokens
from firsthand.reading.sources.vocabulary import Words, kind_of, words

_NOT = frozenset({"not", "n't", "never", "neither", "nor", "no", "hardly"})

_CONTRASTS = frozenset({"while", "whereas", "although", "though"})
_NOBODY = frozenset({"nobody", "none", "neither", "no-one"})


def negated(a: Arrays, i: int) -> bool:
    """Whether the verb says that something was not said: "did not confirm", "refused to say", "has yet to
    confirm", "has neither denied"."""
    if any(a.lower[c] in _NOT and a.dep[c] in ("advmod", "cc", "cc:preconj", "det") for c in a.children[i]):
        return True
    subject = next((c for c in a.children[i] if a.dep[c] in ("nsubj", "nsubj:pass")), None)
    if subject is not None and (
        a.lower[subject] in _NOBODY or any(a.lower[c] in ("no", "neither") and c < subject for c in a.children[subject])
    ):
        return True  # "no group has said", "nobody claimed"
    h = a.head[i]
    if a.dep[i] == "xcomp" and (a.lemma[h] in words().withholding or _yet(a, i)):
        return True
    if a.dep[i] == "conj" and a.dep[h] == "xcomp" and any(a.lower[c] == "or" for c in a.children[i]):
        return negated(a, h)  # "refused to confirm or deny"
    return a.dep[i] == "conj" and any(a.lower[c] in ("neither", "nor") for c in a.children[h])


def _yet(a: Arrays, i: int) -> bool:
    return any(a.lower[t] == "yet" for t in range(max(0, i - 3), i))


def turned_down(a: Arrays, i: int) -> bool:
    """ "Rejected an offer of talks": nobody said anything that is denied."""
    return any(a.dep[c] in ("obj", "nsubj:pass") and a.lemma[c] in words().offered for c in a.children[i])


def told_beside(p: Parsed, i: int) -> list[Tokens]:
    """ "Denies murder over the shooting, in which two died": neither what a clause behind a comma adds nor what it is
    all about is denied."""
    a, (_, last) = p.a, p.subtree(i)
    about = (t for t in range(i + 1, last) if a.dep[t] in ("nmod", "obl") and a.lower[p.left[t]] == "over")
    clauses = (
        t for t in range(i + 1, last)
        if (a.dep[t] == "acl:relcl" or (a.dep[t] == "parataxis" and _of_whom(a, t))) and behind(p, t, ",")
    )  # fmt: skip
    more = (t for t in range(i + 1, last) if _does_more(a, i, t))
    return [p.subtree(t) for t in (*about, *clauses, *more) if p.left[t] > i]


def _does_more(a: Arrays, i: int, t: int) -> bool:
    """ "Accused Kasari of breaking it and withdrew his men": what the accuser does besides is no part of the charge."""
    if a.dep[t] != "conj" or a.tag[t] != a.tag[i] or a.pos[t] != "VERB" or a.tag[t] != "VBD":
        return False
    above = a.head[t]
    inside = a.tag[above] == "VBG" and any(a.dep[g] == "mark" for g in a.children[above])
    return (above == i or inside) and not any(a.dep[g] in ("nsubj", "nsubj:pass", "mark") for g in a.children[t])


def behind(p: Parsed, t: int, mark: str) -> bool:
    """Whether a clause stands behind a punctuation mark, which may hang on either side."""
    first = p.left[t]
    return mark in (p.a.text[first], p.a.text[first - 1])


def _of_whom(a: Arrays, t: int) -> bool:
    return any(a.tag[g] in ("WP", "WDT") for c in a.children[t] for g in a.children[c])


def told_otherwise(p: Parsed, t: int) -> bool:
    """Whether another clause begins at a word: ", but ..." and ", while hospital sources put the figure at nine"."""
    a = p.a
    if t == 0 or a.text[t - 1] != ",":
        return False
    if a.lower[t] not in _CONTRASTS:
        return a.lower[t] == "but"
    verb = a.head[t]
    said = words().verbs.get(a.lemma[verb]) in words().quoting or a.lemma[verb] in words().reckoning
    return said and any(a.dep[c] == "nsubj" and kind_of(p.words((p.left[c], c + 1))) for c in a.children[verb])


def clauses_of(p: Parsed, noun: int) -> list[Tokens]:
    """ "The faction, which rejects talks, is said to be small": what is told of it besides the publisher
    tells."""
    a = p.a
    return [p.subtree(c) for c in a.children[noun] if a.dep[c] == "acl:relcl" and behind(p, c, ",")]


def back_to_telling(p: Parsed, clause: int) -> list[Tokens]:
    """ "Iraq said it was leaving, but the United States pressed on": what is contrasted, with a subject of its own in a
    clause that no "that" opens, the publisher tells."""
    a = p.a
    if has_that(a, clause):
        return []
    return [
        p.subtree(c)
        for c in a.children[clause]
        if a.dep[c] == "conj"
        and behind(p, c, ",")
        and any(a.dep[g] == "cc" and a.lower[g] == "but" for g in a.children[c])
        and any(a.dep[g] in ("nsubj", "nsubj:pass") and a.pos[g] != "PRON" for g in a.children[c])
    ]


def has_that(a: Arrays, c: int) -> bool:
    return any(a.dep[g] == "mark" and a.lower[g] == "that" for g in a.children[c])


def charged(a: Arrays, i: int, vocabulary: Words) -> bool:
    """ "Condemned the army for the attack": a charge, for the verb's object did something."""
    down = [*a.children[i], *(g for c in a.children[i] if a.dep[c] == "obj" for g in a.children[c])]
    phrases = [c for c in down if a.dep[c] in ("obl", "advcl", "acl", "nmod")]
    before = {a.lower[g] for c in phrases for g in a.children[c] if a.dep[g] in ("case", "mark")}
    return bool(before & (vocabulary.deed_prepositions - {"of"}))


def claims_responsibility(a: Arrays, i: int, vocabulary: Words) -> bool:
    return any(a.dep[c] in ("obj", "nsubj:pass") and a.lemma[c] in vocabulary.responsibility for c in a.children[i])
