"""Who carries somebody's words: "told Radio Anfani", "in an interview with the agency", "an official quoted by it".

The outlet that somebody speaks to, or is quoted by, stands between the publisher and the speaker.
"""

from __future__ import annotations

from firsthand.reading.predicates import is_passive
from firsthand.reading.sources.sayings import Parsed, Saying, Tokens
from firsthand.reading.sources.vocabulary import Words, kind_of, kinds, words

_ADDRESSEES = ("iobj", "obj", "obl", "nsubj")  # of "told": a name behind the verb is read as any of them
_SURE = 1.5  # surer than sayings that cover the same words: the outlet is told, not guessed from a clause
_FURTHER = 4  # tokens of a name behind its head


def relays(p: Parsed, sayings: list[Saying]) -> list[Saying]:
    """The sayings of outlets that carry the words of ``sayings``, each with the whole of one of them as content."""
    vocabulary = words()
    found: list[Saying] = []
    taken = {t for s in sayings if s.source is not None and s.form != "learned" for t in range(*s.source)}
    for saying in sayings:
        if saying.form in ("adverb", "adjective", "anaphor", "citing") or saying.source is None:
            continue
        for outlet in _outlets(p, vocabulary, saying):
            span = _phrase(p, outlet)
            if outlet in taken and not saying.source[0] <= outlet < saying.source[1]:
                continue
            content = [saying.source, saying.cue, *saying.content, *saying.wide]
            cut = [part for c in content for part in p.without(c, [span])]
            found.append(Saying(outlet, span, span, outlet, cut, "report", "relay", score=_SURE,
                                aside=saying.aside))  # fmt: skip
            break
    return found


def _outlets(p: Parsed, vocabulary: Words, saying: Saying) -> list[int]:
    """Heads of the phrases that name an outlet which somebody spoke to or was quoted by."""
    a = p.a
    i = saying.head
    heads: list[int] = []
    for c in a.children[i]:
        dep = a.dep[c]
        if a.lemma[i] in vocabulary.telling and (dep == "obl" or (dep in _ADDRESSEES and c > i)):
            heads.append(c)
        if dep == "obl" and a.lemma[c] in vocabulary.occasions:
            about = vocabulary.occasion_prepositions
            heads += [g for g in a.children[c] if a.dep[g] == "nmod" and _marked(p, g, about)]
            heads += [g for v in a.children[c] if a.lemma[v] in vocabulary.carrying for g in _agents(p, v)]
        if dep == "advcl" and a.lemma[c] in vocabulary.speaking_to:
            heads += [g for g in a.children[c] if a.dep[g] in ("obl", "obj")]
        if dep == "nsubj" and a.lemma[i] in vocabulary.learning:  # "The Harbour Post learned from a source that"
            heads.append(c)
    speaker = i if saying.source_head is None else saying.source_head
    reached = [c for c in a.children[speaker] if a.dep[c] in ("acl", "acl:relcl")]
    agents = [g for c in reached if a.lemma[c] in vocabulary.reached for g in _agents(p, c)]
    # whoever quotes or interviews somebody is an outlet of a kind, if he has a name
    named = [h for h in agents if any(a.pos[t] == "PROPN" for t in range(*_phrase(p, h)))]
    return [*named, *(h for h in [*heads, *agents] if _outlet(p, h))]


def _agents(p: Parsed, verb: int) -> list[int]:
    """Who does what a passive says."""
    a = p.a
    if not is_passive(a, verb):
        return []
    return [g for g in a.children[verb] if a.dep[g] in ("obl:agent", "obl") and _marked(p, g, {"by"})]


def _marked(p: Parsed, token: int, prepositions: frozenset[str] | set[str]) -> bool:
    """Whether a phrase opens with one of the prepositions, whatever word of it they hang on."""
    return p.a.lower[p.left[token]] in prepositions


def _phrase(p: Parsed, head: int) -> Tokens:
    """The words of an outlet's name around its head, from the parse or, where a name was parted, side by side."""
    a = p.a
    first, last = p.subtree(head)
    last = min(last, head + 1 + _FURTHER)
    for t in range(head + 1, last):
        if a.pos[t] in ("VERB", "AUX", "SCONJ", "PUNCT", "ADP") or a.tag[t] in ("WDT", "WP"):
            last = t
            break
    last = p.name_end(last, a.sentence(head)[1])
    while first < head and a.pos[first] in ("ADP", "DET", "PUNCT", "SPACE"):
        first += 1
    return first, last


def _outlet(p: Parsed, head: int) -> bool:
    """Whether a phrase names an outlet; "reporters" and "the media" are not one."""
    span = _phrase(p, head)
    text = p.words(span)
    last = text.lower().split()[-1]
    generic = {last, last.removesuffix("s")} & kinds().generic_media
    named = any(p.a.pos[t] == "PROPN" for t in range(*span))
    named = named and p.a.lower[max(0, span[0] - 1)] not in ("a", "an")  # "a Derry newsroom" is any
    return kind_of(text) == "media" and (named or not generic)
