"""All attributions of one parsed report."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from firsthand.reading.arrays import Arrays
from firsthand.reading.mentions import Attribution
from firsthand.reading.predicates import nobody
from firsthand.reading.sources import outlets, quotes
from firsthand.reading.sources.answers import answer_sayings
from firsthand.reading.sources.bounds import told_beside, turned_down
from firsthand.reading.sources.bracketed import bracketed_sayings
from firsthand.reading.sources.learned import joined, learned_sayings, merged, told
from firsthand.reading.sources.names import UNNAMED, Name, Namer
from firsthand.reading.sources.phrases import phrase_sayings
from firsthand.reading.sources.relays import relays
from firsthand.reading.sources.sayings import QUOTES, Parsed, Saying
from firsthand.reading.sources.transcripts import transcript_sayings
from firsthand.reading.sources.verbs import verb_sayings
from firsthand.reading.sources.vocabulary import words
from firsthand.reading.stance import stance_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

Spans = list[list[int]]
_OVER_PARAGRAPHS = frozenset({"statement", "headline", "bracket"})
_YET = frozenset({"will", "'ll", "shall"})
_FINAL = frozenset('.!?"”')
_ARTICLES = frozenset({"the", "these", "those", "that", "any"})


def find_attributions(doc: Doc, a: Arrays | None = None) -> list[Attribution]:
    """Who says what in a parsed report, in the order of the cues; contents nest and run over sentences.

    ``a`` are the document's arrays, where the caller has them. Spans are characters, ``[start, end)``. Names are
    resolved: "he" and "the newspaper" are called what the text called them before; nobody in particular is "unnamed",
    and "" is the publisher itself ("we").
    """
    p = Parsed(doc, a)
    sayings = _sayings(p)
    quotes.extend(p, sayings)
    sayings = sorted([*sayings, *relays(p, sayings)], key=lambda s: (s.cue, s.head))
    namer = Namer(p)
    whole = outlets.headed(p)
    if whole is not None:
        namer.outlet = Name(whole.name, "media", frozenset(whole.name.lower().split()))
    named = [(s, n) for s, n in ((s, namer.name(s)) for s in sayings) if _links(p, s, n)]
    sayings = [s for s, _ in named]
    names = [n for _, n in named]
    account = outlets.standing(p, sayings, names) if whole is None else None
    found = []
    levels = _levels(sayings)
    shift = 0
    if whole is not None:
        found.append(Attribution(
            source=whole.source, name=whole.name, kind="media", cue=None, content=(whole.content,), stance="asserts",
        ))  # fmt: skip
        shift = 1
    if account is not None:
        name = names[account.frame]
        frame = sayings[account.frame]
        content = tuple(p.chars(s) for s in account.content)
        found.append(Attribution(
            source=p.chars(frame.source) if frame.source else None, name=name.name, kind=name.kind,
            cue=p.chars(frame.cue), content=content, stance="asserts", level=0,
        ))  # fmt: skip
        shift = 1
    for saying, name, level in zip(sayings, names, levels, strict=True):
        if saying.form == "anaphor":
            continue
        own = [saying.cue] if saying.counts else []
        content = tuple(p.chars(s) for s in joined([*own, *saying.content, *saying.wide]))
        if not content:
            continue
        stance = stance_of(saying.group, saying.form)
        if stance == "denies":
            content = _what_points_back(p, p.chars(saying.cue), content)
        found.append(
            Attribution(
                source=p.chars(saying.source) if saying.source else None,
                name=name.name,
                kind=name.kind,
                cue=p.chars(saying.cue),
                content=content,
                stance=stance,
                level=level + shift,
                score=saying.score,
                aside=saying.aside,
                counts=saying.counts,
            )
        )
    return found


def attributions(doc: Doc) -> list[dict[str, Spans]]:
    """Attributions as spans alone: source, cue and content, each a list of ``[start, end]`` in characters.

    The language model's own; where a pipeline finds none, the rules' sayings. PolNeAR dev: a missing source or content
    filled in from the rules costs source tokens F1 0.8 and gives linked F1 nothing.
    """
    p = Parsed(doc)
    learned = doc.user_data.get("attributions")
    if not learned:
        return [
            {
                "source": [list(p.chars(s.source))] if s.source else [],
                "cue": [list(p.chars(s.cue))],
                "content": [list(p.chars(c)) for c in s.spread or s.content],
            }
            for s in told(p, _sayings(p))
            if s.content
        ]
    return [
        {
            "source": [list(p.chars(s)) for s in one["source"]],
            "cue": [list(p.chars(one["cue"]))] if one["cue"] else [],
            "content": [list(p.chars(s)) for s in one.get("own", one["content"])],
        }
        for one in learned
    ]


def _what_points_back(
    p: Parsed, cue: tuple[int, int], content: tuple[tuple[int, int], ...]
) -> tuple[tuple[int, int], ...]:
    """ "X claimed to hold the town; Y denied this": what Y says is "this", and X's words stay X's."""
    behind = tuple(c for c in content if c[0] >= cue[1])
    said = {w for s, e in behind for w in p.a.string[s:e].lower().split()}
    return behind if said and said <= words().pointing_back | _ARTICLES else content


def _sayings(p: Parsed) -> list[Saying]:
    rules = [*verb_sayings(p), *answer_sayings(p), *phrase_sayings(p), *transcript_sayings(p), *bracketed_sayings(p)]
    rules.sort(key=lambda s: (s.cue, s.head))
    found = [s for s in merged(p, rules, learned_sayings(p)) if not (s.group == "deny" and turned_down(p.a, s.head))]
    breaks = _paragraphs(p)
    for saying in found:
        if saying.form not in _OVER_PARAGRAPHS:
            k = bisect_right(breaks, saying.head)
            first, last = breaks[k - 1] if k else 0, breaks[k] if k < len(breaks) else p.a.n
            saying.content = [s for c in saying.content for s in p.without(c, [(0, first), (last, p.a.n)])]
        if saying.group in ("deny", "accuse"):
            saying.content = [part for c in saying.content for part in p.without(c, told_beside(p, saying.head))]
    _hosted(p, found)
    return found


def _paragraphs(p: Parsed) -> list[int]:
    """Tokens at which a line ends behind the end of a sentence; parsers now and then go on over it."""
    a = p.a
    return [t for t in range(1, a.n) if "\n" in a.text[t] and a.text[t - 1][-1:] in _FINAL]


def _hosted(p: Parsed, sayings: list[Saying]) -> None:
    """ "Radio X reports, quoting relatives": a participle right behind a saying is about its source, whatever it hangs
    on."""
    ends = {s.cue[1]: s for s in sayings if s.form in ("after", "clause", "beside") and s.source is not None}
    for saying in sayings:
        if saying.form != "citing":
            continue
        before = ends.get(saying.head) or (ends.get(saying.head - 1) if p.a.text[saying.head - 1] == "," else None)
        if before is not None and before.head != saying.host:
            hole = (saying.head, p.right[saying.head] + 1)
            saying.content = [part for c in before.content for part in p.without(c, [hole])]
            saying.host = before.head


def _links(p: Parsed, saying: Saying, name: Name) -> bool:
    """Whether a saying is a link between the publisher and the origin: somebody speaks, or nobody is named on purpose.

    Wishes, plans and appearances are attributed too (PolNeAR has them), but whoever tells of them says so himself.
    """
    group = saying.group
    if _is_nobody(p, saying):
        return False  # "no group claimed the attack", "there was no claim of responsibility"
    if name.name == UNNAMED:
        seen = p.a.lemma[saying.head] in words().impersonal
        told = saying.form == "noun" and group in words().speaking  # no "promise to kill him"
        asked = group not in words().speaking  # "was ordered to urge them": nobody says anything of it
        return (saying.nobody and not seen and not asked) or told or saying.form in ("adverb", "adjective")
    if any(p.a.dep[c] == "aux" and p.a.lower[c] in _YET for c in p.a.children[saying.head]):
        return False  # "will announce"
    if group == "show":
        return name.kind is not None
    if group == "speculate" and _intends(p, saying.head):
        return False
    if group == "perceive":
        return name.kind == "witness"
    if group in words().speaking:
        return True
    return any(p.a.text[t] in QUOTES for s, e in saying.content for t in (s, e - 1))


def _intends(p: Parsed, i: int) -> bool:
    """ "Can expect air strikes", "is considering bombing the camp": no opinion of his, but what awaits him or he may
    do."""
    a = p.a
    may = any(a.dep[c] == "aux" and a.lower[c] in words().modals for c in a.children[i])
    weighs = a.lemma[i] in words().weighing and any(
        a.dep[c] in ("xcomp", "ccomp", "obj", "advcl") and a.tag[c] == "VBG" and c == i + 1 for c in a.children[i]
    )
    return may or weighs


def _is_nobody(p: Parsed, saying: Saying) -> bool:
    if saying.source is None:
        return p.a.pos[saying.head] == "NOUN" and nobody(p.a, saying.head)
    first, last = saying.source
    head = next((t for t in range(first, last) if not first <= p.a.head[t] < last), first)
    return nobody(p.a, head)


def _levels(sayings: list[Saying]) -> list[int]:
    """In how many other contents the cue of each saying stands."""
    spans = sorted(
        ((s, e, k) for k, x in enumerate(sayings) for s, e in joined([*x.content, *x.wide])), key=lambda t: t[:2]
    )
    order = sorted(range(len(sayings)), key=lambda k: sayings[k].head)
    around: list[set[int]] = [set() for _ in sayings]
    open_: list[tuple[int, int, int]] = []
    at = 0
    for k in order:
        head = sayings[k].head
        while at < len(spans) and spans[at][0] <= head:
            open_.append(spans[at])
            at += 1
        open_ = [x for x in open_ if x[1] > head]
        around[k] = {x[2] for x in open_ if x[2] != k and not sayings[x[2]].aside}
    for k, outer in enumerate(around):
        for j in [j for j in outer if k in around[j]]:  # each in the other's content: who quotes is outside
            if sayings[j].quoted and not sayings[k].quoted:
                outer.discard(j)
    levels = [len(outer) for outer in around]
    by_head = {x.head: k for k, x in enumerate(sayings)}
    for k, x in enumerate(sayings):
        host = by_head.get(x.host) if x.host is not None else None
        if host is not None:
            levels[k] = max(levels[k], levels[host] + 1)
    return levels
