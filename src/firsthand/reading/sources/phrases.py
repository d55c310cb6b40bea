"""Sayings without a verb of their own: "according to", "reports that", "reportedly", headlines with a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.reading.predicates import is_passive, surface_subject
from firsthand.reading.sources.bounds import told_otherwise
from firsthand.reading.sources.sayings import QUOTES, Parsed, Saying, Tokens
from firsthand.reading.sources.vocabulary import Words, kind_of, words

_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_VERBAL = frozenset({"VERB", "AUX"})
_COLON_WITHIN = 8  # words of a headline before its colon; longer stretches were sentences
_STOPS = frozenset({";", "--", "—", "–"})
_CLAUSE_OPENERS = frozenset({"that", "but", "and", "while"})
_COMMON = frozenset({"per"})  # "per day", "per cent": a cue only before somebody who may be a source
_LABEL = re.compile(r"^([A-Z][\w'’-]+(?: [A-Z|][\w'’-]*){0,4}):[ \t]+\S", re.MULTILINE)
_ACRONYM = 5  # letters: longer words in capitals are no acronyms
_MAX_SOURCE = 40  # words of a source phrase; longer ones are parser errors


def phrase_sayings(p: Parsed) -> Iterator[Saying]:
    """Every saying of ``p`` by a preposition, a noun, an adverb or a headline's colon."""
    vocabulary = words()
    a = p.a
    openers: dict[str, list[tuple[str, ...]]] = {}
    for phrase in vocabulary.phrases:
        openers.setdefault(phrase[0], []).append(phrase)
    according: Saying | None = None
    for i in range(a.n):
        lower = a.lower[i]
        saying: Saying | None = None
        if lower in openers:
            for phrase in openers[lower]:
                if tuple(a.lower[i : i + len(phrase)]) == phrase:
                    saying = _according(p, i, i + len(phrase))
                    break
        if saying is None and a.pos[i] == "NOUN" and a.lemma[i] in vocabulary.nouns:
            saying = _noun(p, vocabulary, i)
        elif lower in vocabulary.adverbs and a.head[i] != i:
            saying = Saying(
                i,
                (i, i + 1),
                None,
                None,
                p.without(p.subtree(_adverbs_clause(p, i)), [(i, i + 1), *_own_clauses(p, a.head[i])]),
                vocabulary.adverbs[lower],
                "adverb",
            )
        elif lower in vocabulary.adjectives and a.dep[i] == "amod":
            saying = Saying(
                i, (i, i + 1), None, None, [(a.head[i], a.head[i] + 1)], vocabulary.adjectives[lower], "adjective"
            )
        elif a.lemma[i] in vocabulary.citing and (a.tag[i] == "VBG" or _which_cites(p, i)):
            saying = _citing(p, i, according)
        elif lower == "reference" and i > 0 and a.lower[i - 1] == "with":
            saying = _with_reference(p, i)
        if saying is not None and saying.form == "according":
            according = saying
        if saying is not None and saying.content:
            yield saying
    for first, last in a.sentences:
        saying = _headline(p, first, last)
        if saying is not None:
            yield saying


def _adverbs_clause(p: Parsed, i: int) -> int:
    """ "Shot him, allegedly to avenge a raid": right before an infinitive only that is doubted."""
    a = p.a
    if i + 1 < a.n and a.tag[i + 1] == "TO" and a.head[i] < i and a.tag[a.head[i + 1]] == "VB":
        return a.head[i + 1]
    return a.head[i]


def _own_clauses(p: Parsed, verb: int) -> list[Tokens]:
    """ "Allegedly attacked an officer and was shot dead": of a second verb with a subject or auxiliary of its own the
    adverb says nothing."""
    a = p.a
    beside = (c for c in a.children[verb] if c > verb and a.dep[c] in ("conj", "parataxis") and a.pos[c] == "VERB")
    return [
        p.subtree(c)
        for c in beside
        if any(a.dep[g] in ("nsubj", "nsubj:pass", "aux", "aux:pass") for g in a.children[c])
    ]


def _according(p: Parsed, i: int, after: int) -> Saying | None:
    """ "according to X": X and the clause that it is put into.

    By the words and commas around it: parsers attach the phrase in five different ways.
    """
    a = p.a
    first, last = a.sentence(i)
    span = _named(p, after, last)
    if span is None or (a.lower[i] in _COMMON and kind_of(p.words(span)) is None):
        return None
    opening = i - 1
    while (
        opening >= first
        and a.text[opening] not in _STOPS
        and (a.pos[opening] in ("SPACE", "PUNCT") or (a.pos[opening] in ("ADV", "CCONJ") and opening <= first + 2))
    ):
        opening -= 1
    stops = [t for t in range(first, last) if a.text[t] in _STOPS or told_otherwise(p, t)]
    if opening < first or a.lower[opening] in _CLAUSE_OPENERS or a.text[opening] in _STOPS:
        start, end = span[1], next((t for t in stops if t > span[1]), last)
        content = p.without((start, end), [])
    else:
        start = max((t + 1 for t in stops if t < i - 1), default=first)
        relative = next((t for t in (i - 1, i - 2) if t > start and a.tag[t] in ("WDT", "WP")), None)
        if relative is not None:  # "detained six men, who, according to a lawyer, were beaten"
            start = relative
        end = span[1]
        if (
            end < last
            and a.text[end] == ","
            and not (end + 1 < last and (a.pos[end + 1] == "CCONJ" or a.tag[end + 1] in ("WDT", "WP")))
        ):
            end = next((t for t in stops if t > span[1]), last)
        content = p.without((start, end), [(i, span[1])])
    return Saying(i, (i, after), span, _head(p, span), content, "say", "according")


def _named(p: Parsed, start: int, last: int) -> Tokens | None:
    """The source phrase after a preposition: up to a comma, a verb or the end, a relative clause left out."""
    a = p.a
    head = None
    end = start
    for t in range(start, min(last, start + _MAX_SOURCE)):
        text = a.text[t]
        if a.pos[t] in _VERBAL and not (a.tag[t] == "VBN" or a.tag[t] == "VBG") and head is not None:
            break
        if a.tag[t] in ("WDT", "WP", "WRB") or a.lower[t] == "who":
            break
        if text in QUOTES or text in (";", ":", ".", "--", "—", "(", "["):
            break
        if text == "," and not _goes_on(p, t, last):
            break
        if a.pos[t] in _NOUNS:
            head = t
        end = t + 1
    return p.trimmed(start, end) if head is not None else None


def _goes_on(p: Parsed, comma: int, last: int) -> bool:
    """Whether a name goes on behind a comma with a title: ", military chief of the region,"."""
    a = p.a
    if comma + 1 >= last:
        return False
    for t in range(comma + 1, min(last, comma + 12)):
        if a.text[t] == ",":
            return a.dep[comma + 1] not in ("nsubj", "nsubj:pass", "mark", "advmod", "expl") and t - comma > 1
        if a.pos[t] in _VERBAL or a.pos[t] == "PRON" or a.text[t] in QUOTES:
            return False
        if a.dep[t] in ("nsubj", "nsubj:pass"):
            return False
    return False


def _noun(p: Parsed, vocabulary: Words, i: int) -> Saying | None:
    """ "reports that", "accusations of torture by X", "a claim of responsibility"."""
    a = p.a
    group = vocabulary.nouns[a.lemma[i]]
    content: list[Tokens] = []
    if _without(p, a.head[i]):  # "said without offering evidence that": he says it
        return None
    source: int | None = None
    for c in a.children[i]:
        dep = a.dep[c]
        marks = [a.lower[g] for g in a.children[c] if a.dep[g] in ("mark", "case")]
        if (
            (dep in ("acl", "ccomp") and "that" in marks)
            or dep == "ccomp"
            or (dep == "acl" and a.tag[c] in ("VB", "VBG") and "to" in marks and group == "direct")
            or (dep in ("nmod", "acl") and "of" in marks and a.lemma[i] in vocabulary.of_content)
        ) or (dep == "acl:relcl" and _in_which(p, c)):
            content += p.without(p.subtree(c), [])
        elif (
            dep == "nmod:poss"
            or (dep == "nmod" and ("by" in marks or "from" in marks or _whose(p, i, c)))
            or dep == "obl:agent"
        ):
            source = c
            content += _behind_source(p, vocabulary, i, c)
        elif dep == "acl" and is_passive(a, c):
            agent = [
                g
                for g in a.children[c]
                if a.dep[g] in ("obl:agent", "obl") and any(a.lower[x] == "by" for x in a.children[g])
            ]
            source = agent[0] if agent else source
    sender, word = _received(p, vocabulary, i)
    if sender is not None:
        first = p.left[sender]
        while first < sender and a.pos[first] == "ADP":
            first += 1
        return Saying(i, (i, i + 1), p.trimmed(first, min(s for s, _ in word)), sender, word, group, "noun")
    if not content:
        return None
    h = a.head[i]
    verb = vocabulary.verbs.get(a.lemma[h], "")
    if source is None and a.dep[i] == "obj" and a.lemma[h] in vocabulary.issuing:
        subject = surface_subject(a, h)
        source = subject[0] if subject else None
    span: Tokens | None = None
    if source is not None:
        span = p.trimmed(*p.subtree(source))
        cut = [s for s, e in content if span and span[0] < s < span[1]]
        if span and cut:
            span = p.trimmed(span[0], min(cut))
    saying = Saying(i, (i, i + 1), span, source if span else None, content, group, "noun")
    denied = verb == "deny" or a.lemma[h] in vocabulary.calling
    saying.aside = denied and a.dep[i] in ("obj", "nsubj:pass", "obl")
    return saying


def _whose(p: Parsed, i: int, c: int) -> bool:
    """ "The allegation of a rights group that": with a clause of its own, "of" is whose it is."""
    a = p.a
    if not any(a.dep[g] == "case" and a.lower[g] == "of" for g in a.children[c]):
        return False
    clause = any(
        g > c
        and a.dep[g] in ("acl", "ccomp")
        and any(a.dep[m] == "mark" and a.lower[m] == "that" for m in a.children[g])
        for h in (i, c, a.head[i])
        for g in a.children[h]
    )
    return clause and kind_of(p.words((c, c + 1))) not in (None, "document")


def _behind_source(p: Parsed, vocabulary: Words, i: int, source: int) -> list[Tokens]:
    """ "a claim by the rebels that they had ...": parsers hang the clause on the rebels."""
    a = p.a
    found = []
    for c in (*a.children[source], *(a.children[a.head[i]] if a.dep[i] == "obj" else ())):
        marks = [a.lower[g] for g in a.children[c] if a.dep[g] == "mark"]
        of = "of" in marks and a.tag[c] == "VBG" and a.lemma[i] in vocabulary.of_content
        if c > source and a.dep[c] in ("acl", "acl:relcl", "ccomp") and ("that" in marks or of):
            found += p.without(p.subtree(c), [])
    return found


def _without(p: Parsed, verb: int) -> bool:
    return any(p.a.dep[g] == "mark" and p.a.lower[g] == "without" for g in p.a.children[verb])


def _in_which(p: Parsed, c: int) -> bool:
    a = p.a
    return any(
        a.lower[g] == "which" and any(a.dep[x] == "case" and a.lower[x] == "in" for x in a.children[g])
        for g in a.children[c]
    )


def _received(p: Parsed, vocabulary: Words, i: int) -> tuple[int | None, list[Tokens]]:
    """ "received word from prisoners that ...": who sent it, and the clause, which parsers hang on either."""
    a = p.a
    h = a.head[i]
    if a.dep[i] != "obj" or a.lemma[h] not in vocabulary.receiving:
        return None, []
    senders = [c for c in (*a.children[h], *a.children[i]) if c > i and a.dep[c] in ("obl", "nmod")]
    sender = next((c for c in senders if any(a.dep[g] == "case" and a.lower[g] == "from" for g in a.children[c])), None)
    if sender is None:
        return None, []
    for c in (*a.children[sender], *a.children[i], *a.children[h]):
        marks = {a.lower[g] for g in a.children[c] if a.dep[g] in ("mark", "obj", "nsubj")}
        if c > sender and a.dep[c] in ("acl", "acl:relcl", "ccomp") and "that" in marks | {a.lower[p.left[c]]}:
            return sender, p.without(p.subtree(c), [])
    return None, []


def _which_cites(p: Parsed, i: int) -> bool:
    """ "the newspaper, which quoted an officer, said that"."""
    a = p.a
    return a.dep[i] == "acl:relcl" and any(a.dep[c] == "nsubj" and a.tag[c] in ("WDT", "WP") for c in a.children[i])


def _citing(p: Parsed, i: int, according: Saying | None) -> Saying | None:
    """ "the newspaper, citing officials, said that": a source behind the source.

    ``according`` is the last "according to X": a participle right behind X is about X.
    """
    a = p.a
    source = next((c for c in a.children[i] if a.dep[c] == "obj"), None)
    if source is None:
        return None
    span = p.trimmed(*p.subtree(source))
    host = a.head[i]
    if span is None or host == i or a.tag[span[0]] == "PRP$":  # "citing its own lists": it says so itself
        return None
    if kind_of(p.words(span)) is None and not any(a.pos[t] == "PROPN" for t in range(*span)):
        return None  # "citing a lack of permits"
    if according is not None and according.source is not None and 0 <= i - according.source[1] <= 2:
        content = [part for c in according.content for part in p.without(c, [(i, p.right[i] + 1)])]
        return Saying(i, (i, i + 1), span, source, content, "report", "citing", host=according.head)
    if a.pos[host] not in _VERBAL and a.head[host] != host:
        host = a.head[host]
    inner = [c for c in a.children[host] if a.dep[c] in ("ccomp", "parataxis") and c != i]
    if inner:
        content = [s for c in inner for s in p.without(p.subtree(c), [p.subtree(i)])]
    elif a.dep[host] == "parataxis":
        content = p.without(p.subtree(a.head[host]), [p.subtree(host)])
    else:
        content = p.without(p.subtree(host), [p.subtree(i)])
    return Saying(i, (i, i + 1), span, source, content, "report", "citing", host=host)


def _with_reference(p: Parsed, i: int) -> Saying | None:
    """ "The newspaper reports, with reference to the border service, that": a source behind the source."""
    a = p.a
    source = next((c for c in a.children[i] if c > i and any(a.lower[g] == "to" for g in a.children[c])), None)
    host = a.head[i]
    inner = [c for c in a.children[host] if a.dep[c] == "ccomp" and c > i]
    if a.dep[host] == "ccomp" and host > i:  # the phrase hangs on the clause that it stands before
        host, inner = a.head[host], [host]
    if source is None or not inner:
        return None
    first, last = p.subtree(source)
    span = p.trimmed(
        first + (a.lower[first] == "to"), min(last, p.left[inner[0]]) if p.left[inner[0]] > source else last
    )
    content = [s for c in inner for s in p.without(p.subtree(c), [p.subtree(i)])]
    return Saying(i, (i - 1, i + 1), span, source, content, "report", "citing", host=host)


def _headline(p: Parsed, first: int, last: int) -> Saying | None:
    """ "Army: rebels fled" and "Rebels fled: army"."""
    a = p.a
    while first > 0 and a.pos[first] == "PROPN" == a.pos[first - 1] and a.start[first] - a.end[first - 1] == 1:
        first -= 1  # parsers part "Radio Example: the army ..." within the name
    colon = next((t for t in range(first + 1, min(last, first + _COLON_WITHIN)) if a.text[t] == ":"), None)
    if colon is not None and colon + 2 < last:
        span = p.trimmed(first, colon)
        if span and _speaker(p, span) and not _dateline(p, span) and not _label(p, first, colon):
            content = p.trimmed(colon + 1, last)
            if content:
                return Saying(colon, (colon, colon + 1), span, _head(p, span), [content], "say", "headline")
    stop = last
    while stop - 1 > first and (a.pos[stop - 1] == "SPACE" or a.text[stop - 1] == "."):
        stop -= 1
    colon = next((t for t in range(stop - 2, max(first + 2, stop - 5), -1) if a.text[t] in (":", "–", "—")), None)
    if colon is not None and colon - first >= 3:
        span = p.trimmed(colon + 1, stop)
        content = p.trimmed(first, colon)
        if span and content and _speaker(p, span) and any(a.pos[t] in _VERBAL for t in range(*content)):
            return Saying(colon, (colon, colon + 1), span, _head(p, span), [content], "say", "headline")
    return None


def _label(p: Parsed, first: int, colon: int) -> bool:
    """ "Idlib: ...", "Homs: ..." at the head of paragraphs, each once: what it is about; nobody speaks."""
    a = p.a
    person = colon - first > 1 and any(p.entity.get(t, (0, 0, ""))[2] == "PER" for t in range(first, colon))
    if person or kind_of(p.words((first, colon))) is not None or a.string.isupper():
        return False
    heads = _LABEL.findall(a.string)
    return a.string[a.start[first] : a.end[colon - 1]] in heads and 1 < len(heads) == len(set(heads))


def _dateline(p: Parsed, span: Tokens) -> bool:
    """ "SUKKUR: Gunmen on Tuesday ...", "Idlib: ..." further down: a place before a colon is where, and nobody who
    speaks.

    In a title "Kyiv: ..." is a government.
    """
    a = p.a
    words = range(*span)
    if a.string.isupper() or kind_of(p.words(span)) is not None:
        return False
    if all(a.text[t].isupper() and len(a.text[t]) > _ACRONYM for t in words if a.text[t].isalpha()):
        return True
    return a.sent[span[0]] > 0 and all(p.entity.get(t, (0, 0, ""))[2] == "LOC" for t in words)


def _speaker(p: Parsed, span: Tokens) -> bool:
    """Whether a phrase names somebody who speaks: no verb in it, and a person, an organisation or a kind of source."""
    a = p.a
    tokens = range(*span)
    if any(a.pos[t] in _VERBAL or a.text[t] in QUOTES or a.text[t] == "," for t in tokens):
        return False
    if any(p.entity.get(t, (0, 0, ""))[2] in ("PER", "ORG") for t in tokens):
        return True
    return kind_of(p.words(span)) not in (None, "document")


def _head(p: Parsed, span: Tokens) -> int:
    """The token of a phrase that the others hang on."""
    a = p.a
    return next((t for t in range(*span) if not span[0] <= a.head[t] < span[1] or a.head[t] == t), span[1] - 1)
