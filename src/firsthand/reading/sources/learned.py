"""The language model's attributions and the rules' sayings, brought together.

The model (trained on PolNeAR) knows many more cues than any list and whether a clause is told as somebody's; the parse
knows the source's whole phrase, and the rules the conjuncts after a clause and constructions that are rare in the
training texts. PolNeAR dev, linked F1 with an early model: the model alone 0.588, sources taken from the parse 0.646,
stray pieces of content dropped 0.649.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from firsthand.reading.arrays import Arrays
from firsthand.reading.predicates import is_passive, surface_subject
from firsthand.reading.sources.bounds import clauses_of, negated, told_otherwise
from firsthand.reading.sources.sayings import Parsed, Saying, Tokens
from firsthand.reading.sources.vocabulary import Words, kinds, words

_STRAY = 6  # words; a shorter piece of content in another sentence than the cue is a stray
_SPEECH = frozenset({"say", "report", "claim", "accuse", "deny", "admit"})
_FIRST_PERSON = frozenset({"i", "we", "you"})
_NOBODYS = frozenset({"adverb", "adjective"})  # "reportedly": whoever stands near did not say it
_UNSURE = frozenset({"noun", "headline", "clause", "object"})  # forms whose source in the parse is often another phrase
RELATIVES = frozenset({"who", "which", "that"})


def learned_sayings(p: Parsed) -> list[Saying]:
    """The attributions that the model left in the document, as sayings."""
    found: list[dict[str, Any]] = p.doc.user_data.get("attributions") or []
    vocabulary = words()
    sayings = []
    for item in found:
        cue = item.get("cue")
        sources = [s for s in (p.trimmed(*s) for s in item.get("source") or ()) if s]
        content = [s for s in (p.trimmed(*s) for s in item.get("content") or ()) if s]
        if cue is None or not content:
            continue
        head = outer(p, cue)
        if _withheld(p, vocabulary, cue):
            continue
        if p.a.tag[head] == "VBN" and p.a.dep[head] == "acl":  # "raiders believed to be from X stole goats": of X alone
            first, last = p.subtree(head)
            content = [(max(s, first), min(e, last)) for s, e in content if s < last and first < e]
            sources = []
        done_to = _done_to(p, head)
        sources = [s for s in sources if not any(s[0] <= t < s[1] for t in done_to)]
        source = max(sources, key=lambda s: s[1] - s[0]) if sources else None
        saying = Saying(
            head, cue, source, outer(p, source) if source else None, _clean(p, head, sorted(content)),
            _group(p, vocabulary, cue, head), "learned", 0.7, learned=True,
        )  # fmt: skip
        if saying.source is None:
            set_source(p, saying)
        sayings.append(saying)
    return sayings


def _done_to(p: Parsed, verb: int) -> list[int]:
    """ "The Front has been accused of", "Dask is said to": of whom it is said, who says nothing."""
    a = p.a
    return [c for c in a.children[verb] if a.dep[c] == "nsubj:pass"] if is_passive(a, verb) else []


def _withheld(p: Parsed, vocabulary: Words, cue: Tokens) -> bool:
    """ "Did not confirm that", "failed to mention": nobody says it."""
    a = p.a
    verbs = [t for t in range(*cue) if a.pos[t] == "VERB" and a.lemma[t] in vocabulary.verbs]
    return any(vocabulary.verbs[a.lemma[t]] in _SPEECH and negated(a, t) for t in verbs)


def _clean(p: Parsed, head: int, content: list[Tokens]) -> list[Tokens]:
    """Content without the short pieces that stand in other sentences than the cue."""
    sent = p.a.sent
    here = [sent[s] == sent[head] or sent[e - 1] == sent[head] for s, e in content]
    if not any(here):
        return content
    return [c for c, near in zip(content, here, strict=True) if near or c[1] - c[0] >= _STRAY]


def set_source(p: Parsed, saying: Saying) -> None:
    """Give a verb's saying its subject in the parse as source; the model's stays where the parse has none."""
    a = p.a
    i = saying.head
    if a.pos[i] not in ("VERB", "AUX"):
        return
    source = subject(p, i)
    if source is None or source < p.body <= i or a.pos[source] in ("VERB", "AUX", "ADV"):
        return
    span = source_span(p, source, saying.cue, saying.content)
    if span is not None:
        saying.source, saying.source_head = span, source


def subject(p: Parsed, i: int) -> int | None:
    """Who does what the verb says: its own subject, a relative pronoun too, or the one understood; of a passive the
    agent."""
    a = p.a
    passive = is_passive(a, i)
    for c in a.children[i]:
        if a.dep[c] in ("nsubj", "nsubj:outer") or (passive and a.dep[c] == "obl:agent"):
            return c
    if passive:
        return None
    found = surface_subject(a, i)
    return found[0] if found else None


def source_span(p: Parsed, source: int, cue: Tokens, content: list[Tokens]) -> Tokens | None:
    """The source phrase, without the cue and the content that may hang in it ("sources saying that ..."), or its
    clauses."""
    a = p.a
    if a.lower[source] in RELATIVES:
        return source, source + 1
    first, last = p.subtree(source)
    if source >= p.body:
        first = max(first, p.body)
    if source < cue[0] < last:
        last = cue[0]
    if first < cue[1] <= source:
        first = cue[1]
    if a.lemma[source] in kinds().before_names and last == source + 1:
        last = p.name_end(last, cue[0])  # "the newspaper Le Sillon"
    elif last < cue[0] and a.pos[last - 1] == "PROPN" and all(_named(a, t) for t in range(last, cue[0])):
        last = cue[0]  # "Le Sillon reports", of which the parser took one half
    for s, e in content:
        if source < s < last:
            last = s
        elif first < e <= source and s <= first:
            first = e
    for c in a.children[source]:
        if c > source and a.dep[c] in ("acl:relcl", "parataxis"):
            last = min(last, p.left[c])
    return p.trimmed(first, last)


def _named(a: Arrays, t: int) -> bool:
    return a.pos[t] in ("PROPN", "NOUN", "ADJ") and a.text[t][:1].isupper()


def outer(p: Parsed, span: Tokens) -> int:
    """The token of a span that hangs on a word outside it."""
    a = p.a
    for t in range(*span):
        if a.pos[t] not in ("PUNCT", "SPACE", "DET") and (a.head[t] == t or not span[0] <= a.head[t] < span[1]):
            return t
    return span[0]


def _group(p: Parsed, vocabulary: Words, cue: Tokens, head: int) -> str:
    a = p.a
    for t in (head, *range(*cue)):
        group = vocabulary.verbs.get(a.lemma[t]) or vocabulary.nouns.get(a.lemma[t])
        if group:
            return group
    return ""


def merged(p: Parsed, rules: list[Saying], learned: list[Saying]) -> list[Saying]:
    """One list in the order of the text: what both found becomes one saying with the content of both."""
    by_token = {saying.head: saying for saying in rules}
    kept = list(rules)
    for saying in learned:
        rule = next((by_token[t] for t in range(*saying.cue) if t in by_token), None)
        if rule is None:
            kept.append(saying)
            continue
        rule.learned = True
        rule.cue = saying.cue
        if saying.source is not None and (
            (rule.source is None and rule.form not in _NOBODYS)
            or (
                rule.source is not None
                and rule.form in _UNSURE
                and not _within(rule.source, saying.source)
                and not (rule.form == "clause" and saying.source[1] <= rule.source[0] < rule.head)  # the nearer one
                and not (p.a.dep[saying.source_head or 0] == "iobj" and p.a.head[saying.source_head or 0] == rule.head)
                and p.a.pos[saying.source_head or 0] not in ("VERB", "AUX")
            )
        ):
            rule.source, rule.source_head = saying.source, saying.source_head
        saying.content = _apart(p, rule, saying.content, by_token)
        rule.spread = joined([*rule.content, *saying.content])
        here = {p.a.sent[t] for s, e in rule.content for t in (s, e - 1)}
        rule.content = joined(
            [*rule.content, *(c for c in saying.content if {p.a.sent[c[0]], p.a.sent[c[1] - 1]} <= here)]
        )
    kept.sort(key=lambda s: (s.cue, s.head))
    return kept


def _apart(p: Parsed, rule: Saying, content: list[Tokens], others: dict[int, Saying]) -> list[Tokens]:
    """Content without the clauses beside it in which the same source says something else: "deny X, claiming Y"."""
    a = p.a
    beside = _other_clauses(p, rule, others) + [
        p.subtree(c)
        for c in a.children[rule.head]
        if c > rule.head and ((c in others and a.dep[c] in ("advcl", "conj")) or _when(p, rule, c))
    ]
    if rule.form == "infinitive":
        beside += [x for c in a.children[rule.head] if a.dep[c] == "nsubj:pass" for x in clauses_of(p, c)]
    return [part for span in content for part in p.without(span, beside)] if beside else content


def _other_clauses(p: Parsed, rule: Saying, others: dict[int, Saying]) -> list[Tokens]:
    """The clauses between semicolons beside the cue's own in which somebody else says something: "A fled, X said; Y
    denied it"."""
    a = p.a
    first, last = a.sentence(rule.head)
    bounds = [first, *(t for t in range(first, last) if a.text[t] == ";"), last]
    if rule.form == "according" or rule.nobody:  # its clause is bounded by what stands around it
        bounds = sorted({*bounds, *(t for t in range(first + 1, last) if told_otherwise(p, t))})
    parts = [x for x in pairwise(bounds) if not x[0] <= rule.head < x[1]]
    if rule.form == "according" or (rule.nobody and rule.form == "infinitive"):
        return parts
    return [x for x in parts if any(t in others and others[t].source is not None for t in range(*x))]


def _when(p: Parsed, rule: Saying, c: int) -> bool:
    """ "They fled, police said, hours after a truce began": when it was said, or news of the publisher's."""
    a = p.a
    if rule.form != "after" or a.dep[c] != "advcl":
        return False
    return any(a.dep[g] in ("mark", "advmod") and a.lower[g] in words().timing for g in a.children[c])


def told(p: Parsed, sayings: list[Saying]) -> list[Saying]:
    """The sayings that a reader would call attributions: the model's, and of the rules' alone those outside others'
    words.

    PolNeAR leaves out most of what is said inside quotations.
    """
    learned = sorted((s, e) for x in sayings if x.learned for s, e in x.content)
    kept = []
    reach, k = 0, 0
    for saying in sayings:
        while k < len(learned) and learned[k][0] <= saying.head:
            reach = max(reach, learned[k][1])
            k += 1
        if saying.learned or (
            saying.head >= reach
            and saying.group in _SPEECH
            and saying.source_head is not None
            and p.a.lower[saying.source_head] not in _FIRST_PERSON
        ):
            kept.append(saying)
    return kept


def _within(inner: Tokens, outer: Tokens) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def joined(spans: list[Tokens]) -> list[Tokens]:
    """Spans in order, those that touch or overlap made one."""
    found: list[Tokens] = []
    for s, e in sorted(spans):
        if found and s <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], e))
        else:
            found.append((s, e))
    return found
