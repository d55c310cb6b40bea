"""What an article says of numbers of dead and injured, statement by statement.

Every statement is harm as the package reads it (``firsthand.reading.harm``), beside it the short forms of headlines
("2 dead, 3 hurt") that no parser takes for sentences, and counts in a word ("a double homicide").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.tolls.individuals import Individual, individuals, mention
from benchmarks.tolls.vocabulary import words

from firsthand.reading.arrays import Arrays
from firsthand.reading.harm import find_harm
from firsthand.reading.lexicon import load
from firsthand.reading.mentions import HarmMention
from firsthand.reading.quantities import number

if TYPE_CHECKING:
    from spacy.tokens import Doc

KINDS = ("killed", "injured", "hit")
MOST = 600  # larger numbers in a headline are no tolls of shootings
TITLE = 250  # characters of a first line that can be a title
NEAR = 7  # words after a number in which a headline says what it counts
LEAD = 6  # sentences
_PAST = re.compile(
    r"\b(last (?:year|month|summer|spring|fall|winter|january|february|march|april|may|june|july|august|september|"
    r"october|november|december)|years? ago|months? ago|weeks? ago|this year|so far|since|previous(?:ly)?|earlier this|"
    r"in (?:19|20)\d\d|other incidents?|separate|unrelated|another shooting|nationwide|across the country|statistics|"
    r"every year|each year|per year|on average|weekend|citywide)\b"
)
_AGE = re.compile(r"^(\d{1,2})-?year", re.I)


@dataclass(frozen=True, slots=True)
class Statement:
    """One number told: of which kind, how many (None: some), in which sentence, and what speaks for the incident."""

    kind: str  # killed | injured | hit | victims | counts | attempts | other
    number: int | None
    sentence: int
    token: int
    head: int | None
    headline: bool
    past: bool  # the sentence looks back or compares: other incidents, totals of a year
    form: str = "clause"  # clause | short | fold
    factual: bool = True
    part: bool = False
    definite: bool = False  # somebody told of before: "the victim", "he"
    treated: bool = False  # known by the hospital alone
    self_done: bool = False


@dataclass(frozen=True)
class Evidence:
    """All statements of an article with what else the chooser looks at."""

    statements: list[Statement]
    sentences: int
    headline: int  # sentences of the title
    words: list[str]  # words, pairs and triples; names and larger numbers only by their kind
    denied: int
    people: list[Individual]


def gathered(doc: Doc) -> Evidence:
    """The evidence of one parsed article."""
    a = Arrays(doc)
    entity = [""] * a.n
    for ent in doc.ents:
        for t in range(ent.start, ent.end):
            entity[t] = ent.label_
    reader = _Reader(a)
    found = find_harm(a, load(), entity, hits=True)
    statements = [reader.statement(h) for h in found if h.unit == "person" and not h.negated]
    people = _people(a, entity, statements)
    statements += reader.short()
    return Evidence(
        statements, len(a.sentences), reader.title, _grams(a, entity), sum(h.negated for h in found), people
    )


def _people(a: Arrays, entity: list[str], statements: list[Statement]) -> list[Individual]:
    """Those told of one by one, where the sentence does not look back on other incidents."""
    mentions, groups = [], {}
    for s in sorted(statements, key=lambda s: s.token):
        if s.head is None or s.number != 1 or not s.factual or s.kind not in KINDS or s.self_done or s.past:
            continue
        if entity[s.head] in ("ORG", "LOC"):
            continue
        top = a.head[s.head] if a.dep[s.head] == "conj" else s.head
        groups[s.head] = {top, *(c for c in a.children[top] if a.dep[c] == "conj")} - {s.head}
        mentions.append(mention(a, entity, s.head, s.kind))
    return individuals(mentions, groups)


class _Reader:
    """Reads the statements of one article."""

    def __init__(self, a: Arrays) -> None:
        self.a, self.words = a, words()
        self.past = [bool(_PAST.search(a.string[a.start[f] : a.end[e - 1]].lower())) for f, e in a.sentences]
        end = a.string.find("\n")
        titled = 0 <= end <= TITLE
        self.title = sum(titled and a.end[max(f, e - 2)] <= end + 2 for f, e in a.sentences)

    def statement(self, h: HarmMention) -> Statement:
        """What a mention of harm says."""
        a, w, p, head = self.a, self.words, h.predicate, h.head
        lemma = a.lemma[p]
        kind = h.outcome if h.outcome in ("killed", "injured") else "other"
        treated = kind == "injured" and lemma in w.treated
        if treated or (kind == "injured" and lemma in w.hit_verbs):
            kind = "hit"
        supposed = any(a.lower[c] in w.supposed for c in a.children[p])
        aim = a.tag[p] == "VB" and a.dep[p] in ("xcomp", "advcl", "acl", "ccomp")  # "threatened to kill"
        definite = head is not None and (
            a.pos[head] == "PRON" or any(a.lower[c] in w.definite for c in a.children[head])
        )
        n = h.low if h.low is not None else h.high
        return Statement(
            kind, 1 if head is None and n is None else n, a.sent[p], p, head, a.sent[p] < self.title,
            self.past[a.sent[p]], factual=not supposed and not aim, part=h.part_of is not None, definite=definite,
            treated=treated, self_done=head is not None and a.lower[head] in w.reflexive,
        )  # fmt: skip

    def _made(self, kind: str, n: int, i: int, form: str) -> Statement:
        sentence = self.a.sent[i]
        return Statement(kind, n, sentence, i, None, sentence < self.title, self.past[sentence], form)

    def short(self) -> Iterator[Statement]:
        """The short forms, in the order of the text."""
        a, w = self.a, self.words
        for i in range(a.n):
            first = a.lower[i].split("-")[0]
            if first in w.times:
                nouns = (a.lower[t].rsplit("-", 1)[-1] for t in range(i, min(i + 4, a.n)))
                kind = next((w.folded[n] for n in nouns if n in w.folded), None)
                if kind:
                    yield self._made(kind, w.times[first], i, "fold")
                continue
            n = number(a.text[i])
            if n is None or not 1 <= n <= MOST or not self._counts(i):
                continue
            kind = self._after(i) or (w.before.get(a.lower[i - 1]) if i else None)
            if kind:
                yield self._made(kind, n, i, "short")

    def _counts(self, i: int) -> bool:
        """Whether the number can count people: no age, share, sum, hour or part of a name."""
        a = self.a
        if i + 1 < a.n and (
            a.lower[i + 1].startswith("year") or (a.end[i] == a.start[i + 1] and a.lower[i + 1][:1] in "-%:/")
        ):
            return False
        return not (i and a.text[i - 1] in ("$", ".", "#", ":", "-") and a.end[i - 1] == a.start[i])

    def _after(self, i: int) -> str | None:
        """The kind that the words after a number say."""
        a, w = self.a, self.words
        for t in range(i + 1, min(i + NEAR, a.n)):
            word = a.lower[t]
            if a.sent[t] != a.sent[i] and not a.sent[i] < self.title:
                return None
            if word == "counts":
                return self._charge(set(a.lower[t : t + 9]))
            if word in w.short:
                return w.short[word]
            if word in w.between or word.startswith("year") or number(a.text[t]) is not None:
                return None
        return None

    def _charge(self, said: set[str]) -> str | None:
        if said & self.words.attempt:
            return "attempts"
        return "counts" if said & self.words.murder else None


def _grams(a: Arrays, entity: list[str]) -> list[str]:
    """Words, pairs and triples of the lead and of the rest; no names, small numbers as they are."""
    found: list[str] = []
    line: list[str] = []
    lead = a.sentences[min(len(a.sentences), LEAD) - 1][1] if a.sentences else 0
    title = a.sentences[min(len(a.sentences), 1) - 1][1] if a.sentences else 0
    for t in range(a.n):
        word = _plain(a, entity, t)
        if not word or (word in ("PER", "LOC", "ORG", "NAME") and line and line[-1] == word):
            continue
        line.append(word)
        where = "" if t < lead else "~"
        for n in (1, 2, 3):
            if len(line) >= n:
                gram = " ".join(line[-n:])
                found.append(where + gram)
                if t < title:
                    found.append("^" + gram)
    return found


def _plain(a: Arrays, entity: list[str], t: int) -> str:
    if a.pos[t] == "SPACE":
        return ""
    if entity[t]:
        return entity[t]
    n = number(a.text[t])
    if n is not None:
        return f"#{n}" if n <= 12 else "#many"
    if _AGE.match(a.lower[t]):
        return "AGE"
    if a.pos[t] == "PROPN":
        return "NAME"
    return a.lower[t]
