"""Answers that name no deed: "the ministry denied this", "denies any involvement", "the Front claimed responsibility".

What is denied or admitted was told before, by somebody else; the answer is a claim of that deed by whoever gives it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from firsthand.codebook.schema import EventType
from firsthand.reading.mentions import Attribution
from firsthand.reading.sources import AttributionStack, same_source
from firsthand.reading.sources.vocabulary import words
from firsthand.records import Actor, Claim, Phrase, Span

_REACH = 400  # characters from the end of the sentence that told the deed to the denial
_FIRST = 8  # words of what is denied, among which the word stands that points back
_HAPPENED = frozenset({"occurred", "ongoing"})
_ANSWERS = frozenset({"denies", "admits"})
_NEAR = 4  # characters between the cue and "responsibility"
_LESS = 0.7  # of the deed's confidence: which of the deeds before is meant is not said
_WORD = re.compile(r"[\w'-]+")
_NOBODY = re.compile(r"\b(?:no|nobody|none|neither|nor|yet to)\b", re.IGNORECASE)
_BEFORE = 16  # characters before the source or the cue where "no" or "yet to" would stand


def bare_denials(
    text: str,
    claims: Sequence[Claim],
    attributions: Sequence[Attribution],
    stack: AttributionStack,
    types: Mapping[str, EventType],
    sentence: Callable[[int], tuple[int, int]],
) -> list[Claim]:
    """One claim for each denial or admission of something told before.

    Args:
        text: the report.
        claims: its claims so far, in the order of the text.
        attributions: who says what in it.
        stack: the chains of its sources.
        types: the codebook's event types by id.
        sentence: characters of the sentence that a character stands in.
    """
    found = []
    for x in attributions:
        if x.stance not in _ANSWERS or x.aside or x.cue is None or not x.content:
            continue
        if any(s <= _at(claim) < e for claim in claims for s, e in x.content):
            continue
        start, end = x.content[0]
        first, last = x.cue
        said = _WORD.findall(text[start:end].lower())[:_FIRST]
        own = bool(words().answering.intersection(said))
        if x.stance == "admits":
            if not own or not _his(x, text, said):
                continue
            last = max(last, start + len(said[0])) if start - last < _NEAR else last
        elif not own and not words().pointing_back.intersection(said):
            continue
        deed = _told_before(x, claims, types)
        chain = stack.chain(start, end)
        if deed is None or len(chain) < 2:
            continue
        quote = sentence(first)
        actors = deed.actors
        if own:
            actors = (*_himself(x, text, claims), *(a for a in deed.actors if a.role != "initiator"))
        found.append(
            deed.model_copy(
                update={
                    "stance": x.stance,
                    "trigger": Phrase(text=text[first:last], span=Span(first, last)),
                    "quote": Phrase(text=text[slice(*quote)], span=Span(*quote)),
                    "actors": actors,
                    "harm": (),
                    "attribution": chain,
                    "confidence": round(deed.confidence * _LESS, 3),
                }
            )
        )
    return found


def _his(x: Attribution, text: str, said: Sequence[str]) -> bool:
    """Whether somebody claims, with these words, a deed told before: not nobody, and not "credit for the harvest"."""
    assert x.cue is not None
    if x.source is None or said[0] not in words().answering:
        return False
    stretches = ((x.source[0] - _BEFORE, x.source[1]), (x.cue[0] - _BEFORE, x.cue[1]))
    if any(_NOBODY.search(text[max(0, start) : end].split(".")[-1]) for start, end in stretches):
        return False
    return "for" not in said or bool(words().deeds.intersection(said))


def _at(claim: Claim) -> int:
    """Where a claim's trigger stands."""
    return claim.trigger.span.start if claim.trigger.span is not None else -1


def _told_before(x: Attribution, claims: Sequence[Claim], types: Mapping[str, EventType]) -> Claim | None:
    """The first deed of the last sentence before the answer that tells one, of violence, by somebody else."""
    assert x.cue is not None
    before = [
        claim
        for claim in claims
        if _at(claim) < x.cue[0]
        and types[claim.event_type].family
        and claim.stance not in ("denies", x.stance)
        and claim.stage in _HAPPENED
        and not same_source(claim.attribution[-1].source, x.name)
    ]
    last = before[-1] if before else None
    if last is None or last.quote.span is None or x.cue[0] - last.quote.span.end > _REACH:
        return None
    return next(claim for claim in before if claim.quote.span == last.quote.span)


def _himself(x: Attribution, text: str, claims: Sequence[Claim]) -> tuple[Actor, ...]:
    """Whoever denies or claims "responsibility" speaks of what he did himself."""
    known = (a for claim in claims for a in claim.actors if a.name is not None and same_source(a.name, x.name))
    actor = next(known, None)
    if actor is not None:
        return (actor.model_copy(update={"role": "initiator"}),)
    if x.source is None:
        return ()
    return (Actor(role="initiator", text=text[slice(*x.source)], span=Span(*x.source), name=x.name, kind="other"),)


def in_order(claims: Sequence[Claim]) -> list[Claim]:
    """Claims in the order of the text."""
    return sorted(claims, key=_at)
