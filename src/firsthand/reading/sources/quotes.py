"""Direct speech: where quotation marks open and close, over sentences and paragraphs, and who is being quoted."""

from __future__ import annotations

from bisect import bisect_right

from firsthand.reading.sources.learned import joined
from firsthand.reading.sources.sayings import QUOTES, Parsed, Saying, Tokens

_OPENERS = frozenset({"“", "„", "«", "``", "‟"})
_CLOSING = frozenset({"”", "»", "''"})
_SHORT = 4  # a quotation of fewer words is a quoted expression, no speech of its own
_CONTINUES = 3  # sentences within which a quotation without a cue goes on from the last speaker


def quotations(p: Parsed) -> list[Tokens]:
    """Stretches in quotation marks, marks included, in order and not nested.

    A paragraph that opens with a mark while a quotation is open goes on with it; a quotation that is open at the end
    of its paragraph and not taken up again ends there (a mark was lost: without this rule one lost mark turned every
    later quotation of a report inside out).
    """
    a = p.a
    found: list[Tokens] = []
    start = -1
    for i in range(a.n):
        text = a.text[i]
        if a.pos[i] == "SPACE" or text == "\n":
            if start >= 0 and "\n" in text:
                goes_on = i + 1 < a.n and (a.text[i + 1] in _OPENERS or a.text[i + 1] in ('"', "`"))
                found.append((start, i))
                start = -1
                if not goes_on:
                    continue
        elif text == "`":  # "``They fled,'' he said": agencies of the 1990s; "`Abd al-Dask" is a name
            if start < 0 and i + 1 < a.n and a.text[i + 1] == "`" and a.end[i] == a.start[i + 1]:
                start = i
        elif text in QUOTES:
            if start < 0:
                if text not in _CLOSING or text == "”":
                    start = i
            elif text not in _OPENERS or text == '"':
                found.append((start, i + 1))
                start = -1
            else:
                start = i
    return found


def extend(p: Parsed, sayings: list[Saying]) -> None:
    """Give every quotation to who speaks it: content grows over the whole quotation, and goes on with the last speaker.

    What is gained this way stands in ``wide``.
    """
    a = p.a
    quotes = quotations(p)
    statements(p, sayings, quotes)
    if not quotes:
        return
    starts = [q[0] for q in quotes]
    for saying in sayings:
        k = bisect_right(starts, saying.head) - 1
        saying.quoted = k >= 0 and saying.head < quotes[k][1]
    taken: dict[int, Saying] = {}
    for saying in sayings:
        if saying.form in ("adverb", "adjective"):
            continue
        for s, e in saying.content:
            k = max(bisect_right(starts, s) - 1, 0)
            while k < len(quotes) and quotes[k][0] < e:
                q = quotes[k]
                if q[1] > s and q[1] - q[0] > _SHORT and not q[0] <= saying.head < q[1]:
                    old = taken.get(k)
                    if old is None or _nearer(saying, old, q):
                        taken[k] = saying
                k += 1
    by_sentence: dict[int, list[Saying]] = {}
    for saying in sayings:
        if saying.source is not None and saying.form not in ("adverb", "adjective", "noun", "citing"):
            by_sentence.setdefault(a.sent[saying.head], []).append(saying)
    last: Saying | None = None
    for k, q in enumerate(quotes):
        if q[1] - q[0] <= _SHORT + 2:
            continue
        speaker = taken.get(k)
        if speaker is None:
            near = [
                s for n in {a.sent[q[0]], a.sent[q[1] - 1]} for s in by_sentence.get(n, ()) if not q[0] <= s.head < q[1]
            ]
            touching = [s for s in near if s.head <= q[0] + 1 or s.head >= q[1] - 1]
            speaker = min(touching, key=lambda s: min(abs(s.head - q[0]), abs(s.head - q[1])), default=None)
            if speaker is not None and _gap(speaker, q) > 12:
                speaker = None
        if speaker is None and last is not None and _alone(p, q) and a.sent[q[0]] - a.sent[_end(last)] <= _CONTINUES:
            speaker = last
        if speaker is not None:
            speaker.wide = joined([*speaker.wide, q])
            last = speaker


def statements(p: Parsed, sayings: list[Saying], quotes: list[Tokens]) -> None:
    """ "The minister said:" at the end of a paragraph: the statement that follows, up to where somebody else is
    reported.

    Press offices print a statement without quotation marks; "I" and "we" in it are the speaker.
    """
    a = p.a
    opened = {q[0]: q for q in quotes}
    for k, saying in enumerate(sayings):
        if saying.form != "statement":
            continue
        start = a.sentence(saying.head)[1]
        colon = next(
            (t for t in range(saying.head, start) if a.text[t] == ":" and "\n" in p.text[a.end[t] : a.end[t] + 2]), None
        )
        start = colon + 1 if colon is not None else start
        while start < a.n and a.pos[start] == "SPACE":
            start += 1
        if start in opened:
            saying.wide = [opened[start]]
            continue
        end = a.n
        for other in sayings[k + 1 :]:
            told = (
                other.form in ("clause", "after", "statement", "colon", "according") and other.source_head is not None
            )
            if told and a.pos[other.source_head or 0] == "PROPN" and other.head > start:
                end = a.sentence(other.head)[0]
                break
        rest = p.trimmed(start, end)
        if rest:
            saying.wide = [rest]


def _nearer(new: Saying, old: Saying, q: Tokens) -> bool:
    return _gap(new, q) < _gap(old, q)


def _gap(saying: Saying, q: Tokens) -> int:
    return q[0] - saying.cue[1] if saying.cue[1] <= q[0] else saying.cue[0] - q[1]


def _end(saying: Saying) -> int:
    spans = [*saying.content, *saying.wide, saying.cue]
    return max(e for _, e in spans) - 1


def _alone(p: Parsed, q: Tokens) -> bool:
    """Whether a quotation fills its sentences, so that its speaker must stand in others."""
    a = p.a
    first, last = a.sentence(q[0])[0], a.sentence(q[1] - 1)[1]
    return (q[0] - first) + (last - q[1]) <= 3
