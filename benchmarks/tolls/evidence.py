"""What an article says of numbers of dead and injured, statement by statement.

Every statement is harm as the package reads it (``firsthand.reading.harm``), beside it the short forms of headlines
("2 dead, 3 hurt") that no parser takes for sentences, and counts in a word ("a double homicide").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from firsthand.reading.arrays import Arrays
from firsthand.reading.harm import find_harm
from firsthand.reading.lexicon import load
from firsthand.reading.mentions import HarmMention
from firsthand.reading.quantities import number

if TYPE_CHECKING:
    from spacy.tokens import Doc

KINDS = ("killed", "injured", "hit")
_HIT = frozenset({"shoot", "stab", "graze", "strike", "hit"})
_TREATED = frozenset({"take", "rush", "transport", "airlift", "fly", "bring", "admit", "carry", "treat", "hospitalize"})
_SUPPOSED = frozenset({"could", "would", "might", "may", "can", "if", "should", "will"})
_DEFINITE = frozenset({"the", "this", "that", "his", "her", "their", "its"})
_SHORT = {
    "dead": "killed", "killed": "killed", "slain": "killed", "die": "killed", "died": "killed", "deaths": "killed", "murdered": "killed", "killings": "killed", "deceased": "killed", "fatalities": "killed",
    "kills": "killed", "killing": "killed", "fatally": "killed",
    "hurt": "injured", "injured": "injured", "wounded": "injured", "wounds": "injured", "injures": "injured", "wounding": "injured", "injuring": "injured", "critical": "injured", "hospitalized": "injured", "injuries": "injured",
    "shot": "hit", "shootings": "hit", "stabbed": "hit", "victims": "victims",
}  # fmt: skip
_FIRST_VERBS = frozenset({"kills", "killed", "killing", "leaves", "left", "leaving", "injures", "injured", "injuring", "wounds", "wounded", "wounding", "hurts", "hurting", "shot", "shoots", "shooting", "hits", "claims", "dead", "sends"})
_FOLD = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5, "sextuple": 6}
_FOLDED = {"homicide": "killed", "murder": "killed", "killing": "killed", "slaying": "killed", "shooting": "hit", "stabbing": "hit", "homicides": "killed", "murders": "killed", "shootings": "hit"}
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

    kind: str
    number: int | None
    sentence: int
    token: int
    head: int | None
    factual: bool = True
    part: bool = False
    past: bool = False  # the sentence dates or compares: other incidents, totals of a year
    definite: bool = False  # somebody told of before: "the victim", "he"
    person: str = ""  # the name, or the age, that tells individuals apart
    age: int | None = None
    headline: bool = False
    form: str = "clause"  # clause | short | fold | counts
    treated: bool = False
    self_done: bool = False


@dataclass
class Evidence:
    """All statements of an article with what else the chooser looks at."""

    statements: list[Statement]
    sentences: int
    headline: int  # sentences of the title
    words: list[str] = field(default_factory=list)  # lemmas and pairs of lemmas; no names, no numbers
    denied: int = 0
    suicide: bool = False
    people: list[tuple[str, int | None, frozenset[str], int]] = field(default_factory=list)
    arrays: Arrays | None = None


def gathered(doc: Doc) -> Evidence:
    """The evidence of one parsed article."""
    a = Arrays(doc)
    entity = [""] * a.n
    for ent in doc.ents:
        for t in range(ent.start, ent.end):
            entity[t] = ent.label_
    found = find_harm(a, load(), entity, hits=True)
    title = _title(a)
    past = [bool(_PAST.search(a.string[a.start[f] : a.end[l - 1]].lower())) for f, l in a.sentences]
    statements = [_statement(a, entity, h, past, title) for h in found if h.unit == "person" and not h.negated]
    statements += _short(a, past, title)
    evidence = Evidence(statements, len(a.sentences), title, arrays=a)
    evidence.denied = sum(h.negated for h in found)
    evidence.words = _words(a, entity)
    return evidence


def _title(a: Arrays) -> int:
    """How many sentences the first line has."""
    end = a.string.find("\n")
    if end < 0 or end > 250:
        return 0
    return sum(1 for f, l in a.sentences if a.end[max(f, l - 2)] <= end + 2)


def _statement(a: Arrays, entity: list[str], h: HarmMention, past: list[bool], title: int) -> Statement:
    p, head = h.predicate, h.head
    lemma = a.lemma[p]
    kind = h.outcome if h.outcome in ("killed", "injured") else "other"
    treated = lemma in _TREATED and kind == "injured"
    if kind == "injured" and (lemma in _HIT or lemma in _TREATED):
        kind = "hit"
    factual = not any(a.lower[c] in _SUPPOSED for c in a.children[p])
    factual = factual and not (a.tag[p] == "VB" and a.dep[p] in ("xcomp", "advcl", "acl", "ccomp"))
    person, age, definite = "", None, False
    if head is not None:
        if entity[head] == "PER":
            person = _surname(a, entity, head)
        age = _age(a, head)
        definite = a.pos[head] == "PRON" or any(a.lower[c] in _DEFINITE for c in a.children[head])
    n = h.low if h.low is not None else h.high
    if head is None and n is None:
        n = 1
    return Statement(
        kind, n, a.sent[p], p, head, factual, h.part_of is not None, past[a.sent[p]], definite, person, age,
        a.sent[p] < title, "clause", treated,
        head is not None and a.lower[head] in ("himself", "herself", "themselves", "itself"),
    )  # fmt: skip


def _surname(a: Arrays, entity: list[str], head: int) -> str:
    last = head
    while last + 1 < a.n and entity[last + 1] == "PER" and a.sent[last + 1] == a.sent[head]:
        last += 1
    word = a.lower[last]
    if word.strip(".") in ("jr", "sr", "ii", "iii") and last:
        word = a.lower[last - 1]
    return word


def _age(a: Arrays, head: int) -> int | None:
    """ "A 23-year-old man", "John Smith, 23,"."""
    for c in a.children[head]:
        m = _AGE.match(a.string[a.start[c] : a.start[c] + 12])
        if m:
            return int(m[1])
        if a.pos[c] == "NUM" and c > head and a.lower[c].isdigit() and a.dep[c] in ("appos", "nummod", "dep", "conj") and int(a.lower[c]) < 100:
            return int(a.lower[c])
    m = _AGE.match(a.string[a.start[head] : a.start[head] + 12])
    if m:
        return int(m[1])
    for t in range(head + 1, min(head + 4, a.n - 1)):
        if a.text[t] == "," and a.lower[t + 1].isdigit() and len(a.lower[t + 1]) <= 2:
            return int(a.lower[t + 1])
    return None


def _short(a: Arrays, past: list[bool], title: int) -> list[Statement]:
    found = []
    for i in range(a.n):
        word = a.lower[i]
        if word in _FOLD or any(word == f + "-" + k for f in _FOLD for k in _FOLDED):
            times = _FOLD.get(word) or next(v for f, v in _FOLD.items() if word.startswith(f))
            for t in range(i, min(i + 4, a.n)):
                noun = a.lower[t].rsplit("-", 1)[-1]
                if noun in _FOLDED:
                    found.append(Statement(_FOLDED[noun], times, a.sent[i], i, None, True, False, past[a.sent[i]], False, headline=a.sent[i] < title, form="fold"))
                    break
            continue
        n = number(a.text[i])
        if n is None or n > 600 or n < 1 or (i + 1 < a.n and a.end[i] == a.start[i + 1] and a.lower[i + 1][:1] in "-%:/"):
            continue
        if i and a.text[i - 1] in ("$", ".", "#", ":", "-") and a.end[i - 1] == a.start[i]:
            continue
        kind = ""
        for t in range(i + 1, min(i + 7, a.n)):
            w = a.lower[t]
            if a.sent[t] != a.sent[i] and not a.sent[i] < title:
                break
            if w in ("attempted",):
                kind = "injured"
            if w in _SHORT or (w == "counts"):
                if w == "counts":
                    rest = a.lower[t : t + 9]
                    if "murder" in rest or "homicide" in rest:
                        kind = "attempts" if "attempted" in rest or "attempt" in rest else "counts"
                    elif "assault" in rest:
                        kind = "attempts"
                    break
                kind = _SHORT[w]
                break
            if w in (",", ";", ":", "and", "with", "in", "at", "after", "to", "by", "as", "on", "of", "from") or number(a.text[t]) is not None or w.startswith("year"):
                break
        if not kind and i and a.lower[i - 1] in _FIRST_VERBS:
            v = a.lower[i - 1]
            kind = "killed" if v.startswith(("kill", "claim", "dead")) else "injured" if v.startswith(("injur", "wound", "hurt")) else "hit" if v.startswith(("sho", "hit")) else ""
        if kind:
            found.append(Statement(kind, n, a.sent[i], i, None, True, False, past[a.sent[i]], False, headline=a.sent[i] < title, form="short"))
    return found



def _words(a: Arrays, entity: list[str]) -> list[str]:
    """Words, pairs and triples of the lead and of the rest; no names, small numbers as they are."""
    found: list[str] = []
    line: list[str] = []
    lead = a.sentences[min(len(a.sentences), 6) - 1][1] if a.sentences else 0
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
