"""The language model's attributions and the rules' sayings, brought together.

The model (trained on PolNeAR) knows many more cues than any list and whether a clause is told as somebody's; the rules know
the whole clause, the conjuncts after it, and who speaks in a construction that is rare in its training texts.
"""

from __future__ import annotations

from typing import Any

from firsthand.reading.sources.sayings import Parsed, Saying, Tokens
from firsthand.reading.sources.vocabulary import Words, words


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
        source = max(sources, key=lambda s: s[1] - s[0]) if sources else None
        group = _group(p, vocabulary, cue, head)
        sayings.append(
            Saying(head, cue, source, outer(p, source) if source else None, sorted(content), group, "learned", 0.7, learned=True)
        )
    return sayings


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
    by_token: dict[int, Saying] = {}
    for saying in rules:
        by_token[saying.head] = saying
    kept = list(rules)
    for saying in learned:
        rule = next((by_token[t] for t in range(*saying.cue) if t in by_token), None)
        if rule is None:
            kept.append(saying)
            continue
        rule.learned = True
        rule.cue = saying.cue
        if saying.source is not None and (rule.source is None or rule.form == "noun"):
            rule.source, rule.source_head = saying.source, saying.source_head
        rule.content = joined([*rule.content, *saying.content])
    kept.sort(key=lambda s: (s.cue, s.head))
    return kept


def joined(spans: list[Tokens]) -> list[Tokens]:
    """Spans in order, those that touch or overlap made one."""
    found: list[Tokens] = []
    for s, e in sorted(spans):
        if found and s <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], e))
        else:
            found.append((s, e))
    return found
