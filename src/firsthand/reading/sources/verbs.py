"""Sayings by a verb: "said that", "X, police said", "was reported killed", "accused X of", "as X reported", "quoted as
saying".

Dependency labels are Universal Dependencies 2. Each function answers one question about the verb at a token.
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.reading.arrays import Arrays
from firsthand.reading.predicates import is_passive, surface_subject
from firsthand.reading.sources.asides import beside_denial, host
from firsthand.reading.sources.bounds import (
    back_to_telling,
    behind,
    charged,
    claims_responsibility,
    clauses_of,
    has_that,
    negated,
)
from firsthand.reading.sources.closing import closing, impersonal
from firsthand.reading.sources.counted import counted
from firsthand.reading.sources.learned import source_span
from firsthand.reading.sources.sayings import QUOTES, Parsed, Saying, Tokens
from firsthand.reading.sources.vocabulary import Words, kind_of, words

_CLAUSES = frozenset({"ccomp", "parataxis", "csubj", "csubj:pass"})
_FILLERS = frozenset({"it", "there"})
_COLON_REACH = 6  # words between "said" and its colon: "said in a statement on Monday:"
_FALSE_REACH = 30  # words after "described" within which "report" and "false" stand
_THAT_REACH = 16
_ENDS = frozenset(
    {"PUNCT", "CCONJ", "SPACE", "ADP", "ADV"}
)  # what may follow "took credit" where nothing is said it is for
_BESIDES = frozenset({"obl:unmarked", "obl:tmod", "advmod", "obl"})
_HEARERS = _BESIDES | {"iobj", "obj"}
_BESIDE = 12  # words between an inserted verb and its subject
_BEFORE_CUE = frozenset({"aux", "aux:pass", "advmod"})


def verb_sayings(p: Parsed) -> Iterator[Saying]:
    """Every saying of ``p`` whose cue is a verb, in the order of the text."""
    vocabulary = words()
    a = p.a
    groups = vocabulary.verbs
    for i in range(a.n):
        group = groups.get(a.lemma[i])
        told = counted(p, vocabulary, i, _source(a, i), cue_span(a, i)) if _counts(a, vocabulary, i) else None
        if told is None and a.lemma[i] in vocabulary.calling and a.pos[i] == "VERB":
            told = _called_false(p, vocabulary, i)
        if told is not None:
            yield told
        elif group is not None and a.pos[i] in ("VERB", "AUX"):
            saying = _saying(p, vocabulary, i, group)
            if saying is not None:
                yield saying
        elif a.lemma[i] in vocabulary.assuming and a.pos[i] == "VERB":
            saying = _taken(p, vocabulary, i)
            if saying is not None:
                yield saying
        elif a.lemma[i] in vocabulary.learning and a.pos[i] == "VERB":
            saying = _learned_from(p, i) or _it_was_learned(p, i)
            if saying is not None:
                yield saying


def _counts(a: Arrays, vocabulary: Words, i: int) -> bool:
    lemma = a.lemma[i]
    known = lemma in vocabulary.reckoning or lemma in vocabulary.speaking_of or lemma in vocabulary.counting
    return known and a.pos[i] == "VERB" and not negated(a, i)


def _taken(p: Parsed, vocabulary: Words, i: int) -> Saying | None:
    """ "Took credit for the attack", "took credit": whoever does says that it was he."""
    a = p.a
    what = next((c for c in a.children[i] if a.dep[c] == "obj" and a.lemma[c] in vocabulary.assumed), None)
    source = _source(a, i)
    if what is None or source is None or negated(a, i):
        return None
    if not any(a.dep[c] == "nmod" for c in a.children[what]) and what + 1 < a.n and a.pos[what + 1] not in _ENDS:
        return None
    content = p.without(p.subtree(what), [])
    return Saying(
        i, cue_span(a, i), source_span(p, source, cue_span(a, i), content), source, content, "admit", "object"
    )


def cue_span(a: Arrays, i: int) -> Tokens:
    """The verb with the auxiliaries and adverbs directly before it and its particle: "has also said"."""
    first, last = i, i + 1
    kids = set(a.children[i])
    while first - 1 in kids and a.dep[first - 1] in _BEFORE_CUE and a.text[first - 1] not in QUOTES:
        first -= 1
    while last in kids and a.dep[last] == "compound:prt":
        last += 1
    return first, last


def _saying(p: Parsed, vocabulary: Words, i: int, group: str) -> Saying | None:
    a = p.a
    if negated(a, i) and group not in ("speculate", "direct"):
        return None
    passive = is_passive(a, i)
    source = _passive_source(a, i) if passive else _source(a, i)
    if a.lemma[i] in vocabulary.citing and source is not None and source not in a.children[i]:
        source = _quoting_outlet(p, vocabulary, i) or source
    if source is not None and source < p.body <= i:
        source = _after_dateline(p, i)
    found = _content(p, vocabulary, i, group, passive, source)
    if found is None:
        return None
    form, content = found
    if not content and form not in ("anaphor", "statement"):
        return None
    if form == "clause" and (_quoted_as(a, i) or (a.dep[i] == "acl" and a.tag[i] == "VBG" and source == a.head[i])):
        form = "quoted"  # "a report saying that": the parse knows whose it is
    if group == "accuse" and a.lemma[i] in vocabulary.deploring and not charged(a, i, vocabulary):
        group = "report"
    if group == "claim" and form == "object" and claims_responsibility(a, i, vocabulary):
        group = "admit"
    span = source_span(p, source, cue_span(a, i), content) if source is not None else None
    saying = Saying(i, cue_span(a, i), span, source, content, group, form, nobody=passive and span is None)
    if form == "as":
        saying.aside = beside_denial(p, vocabulary, i)
    elif form == "relative":
        saying.aside = True
    return saying


def _source(a: Arrays, i: int) -> int | None:
    subjects = [c for c in a.children[i] if a.dep[c] in ("nsubj", "nsubj:outer")]
    if len(subjects) > 1 and a.lower[i - 1] not in ("that", "there"):
        first, last = subjects[
            -2:
        ]  # "nine were hurt, one seriously, it said"; "Gao – Nine were hurt, Mayor Orlin Dask told"
        if max([last, *(c for c in a.children[last] if a.dep[c] == "flat")]) == i - 1 and any(
            a.pos[t] in ("VERB", "AUX", "PUNCT") or a.tag[t] == "POS" for t in range(first, last)
        ):
            return last
    for c in subjects:
        if a.lower[c] not in _FILLERS:
            return c
    if any(a.dep[c] == "nsubj" and a.lower[c] == "it" for c in a.children[i]):
        return next(c for c in a.children[i] if a.dep[c] == "nsubj" and a.lower[c] == "it")
    if _quoted_as(a, i):
        return next((c for c in a.children[a.head[i]] if a.dep[c] in ("nsubj:pass", "obj")), None)
    subject = surface_subject(a, i)
    return subject[0] if subject else None


def _quoted_as(a: Arrays, i: int) -> bool:
    """ "quoted the mayor as saying": the mayor says it."""
    h = a.head[i]
    return a.lemma[i] == "say" and a.tag[i] == "VBG" and h != i and a.lemma[h] in ("quote", "cite")


def _quoting_outlet(p: Parsed, vocabulary: Words, i: int) -> int | None:
    """ "Radio X reports that planes bombed a camp, and quotes an official": the outlet quotes, whatever "quotes" hangs
    on."""
    a = p.a
    while a.head[i] != i and a.dep[i] in ("conj", "ccomp"):
        i = a.head[i]
        if a.lemma[i] in vocabulary.verbs:
            subject = next((c for c in a.children[i] if a.dep[c] == "nsubj"), None)
            if subject is not None and kind_of(p.words(p.subtree(subject))) == "media":
                return subject
    return None


def _after_dateline(p: Parsed, i: int) -> int | None:
    """The subject of a first sentence whose dateline the parser took for it: the first noun phrase of the text
    proper."""
    a = p.a
    for t in range(p.body, i):
        if a.pos[t] in ("NOUN", "PROPN", "PRON") and not p.body <= a.head[t] < i:
            return t
    return None


def _passive_source(a: Arrays, i: int) -> int | None:
    for c in a.children[i]:
        if a.dep[c] in ("obl:agent", "obl") and any(a.dep[g] == "case" and a.lower[g] == "by" for g in a.children[c]):
            return c
    for c in a.children[i]:  # "as reported in the newspaper"
        if (
            a.dep[c] == "obl"
            and a.dep[i] == "advcl"
            and any(a.lower[g] == "in" for g in a.children[c] if a.dep[g] == "case")
        ):
            return c
    return None


def _content(
    p: Parsed, vocabulary: Words, i: int, group: str, passive: bool, source: int | None
) -> tuple[str, list[Tokens]] | None:
    """How the verb takes what is said, and what that is."""
    a = p.a
    kids = a.children[i]
    if group in vocabulary.quoting and source is not None and _opens_statement(p, i):
        return "statement", []
    clauses = [c for c in kids if a.dep[c] == "ccomp" or (a.dep[c] in ("csubj", "csubj:pass") and passive)]
    if group == "recognize" and any(a.dep[c] == "obj" for c in kids):
        return None  # "unless they recognise its rule, and that he will be shot": not what they say
    if clauses:
        own = [p.subtree(source)] if source is not None and source in kids else []
        own += [x for c in clauses for x in back_to_telling(p, c)]
        found = [s for c in clauses for s in p.without(p.subtree(c), [*own, (i, i + 1)])]
        return "clause", found + _later_clauses(p, vocabulary, i, clauses[-1], passive) + _of_relative(p, i, clauses)
    h, dep = a.head[i], a.dep[i]
    quoting = group in vocabulary.quoting
    if dep in ("advcl", "parataxis", "acl") and any(
        a.dep[c] in ("mark", "advmod") and a.lower[c] == "as" for c in kids
    ):
        if a.lemma[h] in ("quote", "cite", "describe"):
            rest = [c for c in kids if a.dep[c] in ("obj", "xcomp", "parataxis")]
            return "clause", [s for c in rest for s in p.without(p.subtree(c), [])]
        return "as", host(p, vocabulary, i)
    if (
        dep == "parataxis"
        and quoting
        and not (group == "accuse" and any(a.dep[c] == "obj" for c in kids))
        and h != i
        and a.sent[h] == a.sent[i]
        and not passive
        and source is not None
        and (h < i or not any(a.dep[c] == "parataxis" for c in kids))
        and not (h < i and behind(p, i, ";"))  # "A fled; B denied it": a clause of its own
    ):
        return "after", p.without(_clause(p, h, i), [p.subtree(i)])
    told = impersonal(p, i) if passive and group in ("say", "report") else None
    if told:
        return "after", told
    inserted = (_inserted(p, i, source) or closing(p, i)) if quoting and not passive else None
    if inserted:
        return "after", inserted
    beside = [c for c in kids if a.dep[c] == "parataxis" and a.lemma[c] not in vocabulary.verbs]
    if beside and quoting:
        return "beside", [s for c in beside for s in p.without(p.subtree(c), [])]
    after_colon = _after_colon(p, i) if quoting else None
    if after_colon is not None:
        return "colon" if after_colon else "statement", after_colon
    objects = [c for c in kids if a.dep[c] == "obj"]
    if group == "claim" and any(a.lemma[c] in vocabulary.lives for c in objects):
        return None
    if objects and a.lower[objects[0]] in vocabulary.anaphors and group in ("say", "report"):
        return "anaphor", []
    if group == "perceive":
        return _perceived(p, i)
    complements = [c for c in kids if a.dep[c] == "xcomp"]
    if complements and (passive or group != "say"):
        content = [s for c in complements for s in p.without(p.subtree(c), [])]
        if passive:
            subject = [c for c in kids if a.dep[c] == "nsubj:pass"]
            content = [s for c in subject for s in p.without(p.subtree(c), clauses_of(p, c))] + content
        return "infinitive", content
    if group == "accuse":
        return "accusation", _deed(p, vocabulary, i, objects)
    if (
        dep == "acl:relcl"
        and a.lemma[i] in vocabulary.takes_object
        and not objects
        and source is not None
        and source < i
    ):
        return "relative", [(h, h + 1)]  # "a raid which the army has denied"
    if objects and a.lemma[i] in vocabulary.takes_object:
        quoted = [c for c in kids if _quoted_as(a, c)]
        return "object", [s for c in (objects[0], *quoted) for s in p.without(p.subtree(c), [])]
    if passive and a.lemma[i] in vocabulary.takes_object and dep not in ("acl", "amod"):
        subject = [c for c in kids if a.dep[c] == "nsubj:pass"]
        return "object", [s for c in subject for s in p.without(p.subtree(c), [])]
    loose = _after_that(p, vocabulary, i) if quoting else None
    return ("clause", loose) if loose else None


def _perceived(p: Parsed, i: int) -> tuple[str, list[Tokens]] | None:
    """ "saw rebels burning houses": whom, and doing what, whatever the one hangs on."""
    a = p.a
    whom = next((c for c in a.children[i] if c > i and a.dep[c] in ("obj", "nsubj")), None)
    if whom is None:
        return None
    for c in (*a.children[i], *a.children[whom]):
        if c > whom and a.dep[c] in ("advcl", "xcomp", "acl", "ccomp") and a.tag[c] in ("VBG", "VB", "VBN"):
            return "clause", p.without((p.left[whom], p.right[c] + 1), [])
    return None


def _inserted(p: Parsed, i: int, source: int | None) -> list[Tokens]:
    """ "..., Dask said." and "..., said Dask, ...": the sentence around an attribution between commas, whatever its
    parse."""
    a = p.a
    if source is None or not i - _BESIDE <= source <= i + _BESIDE:
        return []
    first, last = a.sentence(i)
    left, right = min(p.left[source], i), max(p.right[source], i) + 1
    left = max(left, first)
    while left < i and source > i and left in a.children[i]:
        left += 1
    before = left - 1
    while before > first and (a.text[before] in QUOTES or a.pos[before] == "SPACE"):
        before -= 1
    if left - 2 > first and a.text[left - 1] == "," and a.tag[left - 2] in ("WDT", "WP"):
        return p.without((left - 2, last), [(left, right)])  # "men who, it said, crossed the border"
    if before <= first or a.text[before] not in (",", "?", "!", "—", "--"):
        return []
    allowed = _HEARERS if a.lemma[i] in words().telling else _BESIDES
    behind = {p.left[c]: c for c in a.children[i] if c > i and a.dep[c] in allowed}
    while right < last and right in behind:
        right = p.right[behind[right]] + 1
    if (
        right < last
        and a.pos[right] not in ("PUNCT", "SPACE")
        and a.dep[right] not in ("obl", "advmod", "advcl", "obl:unmarked")
    ):
        return []
    if (
        a.text[min(right, last - 1)] not in (".", ",", '"', "”", ";", ":", "''")
        and right < last
        and a.dep[right] != "advcl"
    ):
        stop = next((t for t in range(right, min(last, right + 12)) if a.text[t] in (".", ",", ";")), None)
        if stop is None:
            return []
        right = stop
    if right < last and a.text[right] == "," and right + 1 < last and a.dep[right + 1] not in ("advcl", "cc"):
        return p.without((first, last), [(left, right)])
    return p.without((first, before + 1), [])


def _after_that(p: Parsed, vocabulary: Words, i: int) -> list[Tokens]:
    """ "reported in Gao that ..." where the parser lost the clause: from "that" to the end of the sentence."""
    a = p.a
    _, last = a.sentence(i)
    for t in range(i + 1, min(last, i + _THAT_REACH)):
        if a.lower[t] == "that" and a.dep[t] == "mark":
            return p.without((t, last), [])
        without = any(a.lower[g] == "without" for g in a.children[t])  # "said without offering evidence that"
        if a.pos[t] == "VERB" and a.lemma[t] in vocabulary.verbs and not without:
            break
    return []


def _later_clauses(p: Parsed, vocabulary: Words, i: int, last: int, passive: bool) -> list[Tokens]:
    """Clauses that the parser hangs on the cue but that belong to what is said.

    "It was reported that A killed B, five C surrendered, and ten D were killed": with an unnamed source nobody else
    speaks in the rest of the sentence. With a named one only clauses in the tense of the first are taken.
    """
    a = p.a
    found: list[Tokens] = []
    for c in a.children[i]:
        if c <= last or a.dep[c] not in ("conj", "parataxis") or a.lemma[c] in vocabulary.verbs:
            continue
        kids = a.children[c]
        subject = any(a.dep[g] in ("nsubj", "nsubj:pass") for g in kids)
        contrast = any(a.dep[g] == "cc" and a.lower[g] in ("but", "while", "yet") for g in kids)
        if subject and not contrast and (passive or has_that(a, c)):
            found += p.without(p.subtree(c), [])
    return found


def _of_relative(p: Parsed, i: int, clauses: list[int]) -> list[Tokens]:
    """ "A raid that police said killed nine": the raid too is told by the police."""
    a = p.a
    kids = (*a.children[i], *a.children[clauses[0]])
    before = [c for c in kids if c < i and a.tag[c] in ("WDT", "WP") and a.dep[c] in ("obj", "nsubj")]
    subject = any(a.dep[c] in ("nsubj", "nsubj:pass") and c > i for c in a.children[clauses[0]])
    if not before or subject or a.pos[before[0] - 1] != "NOUN":
        return []
    return [(before[0] - 1, before[0])]


def _clause(p: Parsed, h: int, i: int) -> Tokens:
    """The clause of ``h`` that the inserted ``i`` is about: all of it, but not the coordinate clauses after the
    insertion."""
    first, last = p.subtree(h)
    a = p.a
    for c in a.children[h]:
        if (
            c > i
            and a.dep[c] in ("conj", "parataxis")
            and any(a.dep[g] in ("nsubj", "nsubj:pass") for g in a.children[c])
            and any(a.dep[g] == "cc" and a.lower[g] == "but" for g in a.children[c])
        ):
            last = min(last, p.left[c])
    return first, last


def _opens_statement(p: Parsed, i: int) -> bool:
    """ "The minister said:" at the end of a line, wherever the parse ends the sentence: what follows is his."""
    a = p.a
    for t in range(i + 1, min(a.n - 1, i + 1 + _COLON_REACH)):
        if a.text[t] == ":":
            return "\n" in a.text[t + 1] and t + 2 < a.n
        if a.text[t] in QUOTES or a.pos[t] in ("VERB", "SPACE"):
            return False
    return False


def _after_colon(p: Parsed, i: int) -> list[Tokens] | None:
    """ "ARCE SAID: WE LACK ...": the rest of the sentence after a colon shortly behind the verb; [] at a paragraph's
    end."""
    a = p.a
    _, end = a.sentence(i)
    for t in range(i + 1, min(end, i + 1 + _COLON_REACH)):
        if a.text[t] == ":":
            rest = p.trimmed(t + 1, end)
            return [rest] if rest else None
        if a.text[t] in QUOTES:
            return None
    return None


def _deed(p: Parsed, vocabulary: Words, i: int, objects: list[int]) -> list[Tokens]:
    """ "accused Ukraine of supporting them": the accused and the deed; "condemned the attack": the object."""
    a = p.a
    parts = list(objects)
    if not parts:
        parts = [c for c in a.children[i] if a.dep[c] == "nsubj:pass"]
    for c in a.children[i]:
        if a.dep[c] in ("obl", "advcl", "xcomp") and any(
            a.dep[g] in ("case", "mark") and a.lower[g] in vocabulary.deed_prepositions for g in a.children[c]
        ):
            parts.append(c)
    return [s for c in parts for s in p.without(p.subtree(c), [])]


def _learned_from(p: Parsed, i: int) -> Saying | None:
    """ "Learned from a security source that ...", "..., it was learned from survivors": the clause is the source's,
    whatever it hangs on."""
    a = p.a
    for c in a.children[i]:
        if (
            c > i
            and a.dep[c] in ("obl", "obl:agent")
            and any(a.dep[g] == "case" and a.lower[g] == "from" for g in a.children[c])
        ):
            clause = [d for d in (*a.children[i], *a.children[c]) if a.dep[d] in ("ccomp", "acl:relcl", "acl")]
            said = next((d for d in clause if d > c and a.lower[p.left[d]] == "that"), None)
            content = p.without(p.subtree(said), []) if said is not None else []
            if not content and a.dep[i] == "parataxis" and a.head[i] < i and behind(p, i, ","):
                content = p.without(_clause(p, a.head[i], i), [p.subtree(i)])
            subject = next((d for d in a.children[i] if a.dep[d] in ("nsubj", "nsubj:pass")), None)
            content = content or _inserted(p, i, subject)
            before = next((d for d in clause if d < i and a.dep[d] == "ccomp"), None)
            content = content or (p.without(p.subtree(before), [(i, p.right[i] + 1)]) if before is not None else [])
            if content:
                return Saying(i, (i, i + 1), source_span(p, c, (i, i + 1), content), c, content, "report", "quoted")
    return None


def _it_was_learned(p: Parsed, i: int) -> Saying | None:
    """ "It was learned that rebels burned a bus", "..., it was learned": nobody says from whom."""
    a = p.a
    if not is_passive(a, i) or negated(a, i):
        return None
    clauses = [c for c in a.children[i] if a.dep[c] in ("ccomp", "csubj", "csubj:pass") and c > i and has_that(a, c)]
    content = [s for c in clauses for s in p.without(p.subtree(c), [])] or impersonal(p, i)
    return Saying(i, cue_span(a, i), None, None, content, "report", "clause", nobody=True) if content else None


def _called_false(p: Parsed, vocabulary: Words, i: int) -> Saying | None:
    """ "described the report as false", "termed baseless the charges that ...": the source denies what the report
    says."""
    a = p.a
    last = min(a.sentence(i)[1], i + _FALSE_REACH)
    noun = next((t for t in range(i + 1, last) if a.pos[t] == "NOUN" and a.lemma[t] in vocabulary.nouns), None)
    if noun is None or not any(a.lower[t] in vocabulary.untrue for t in range(i + 1, last)):
        return None
    if any(a.pos[t] == "VERB" and a.lemma[t] in vocabulary.verbs for t in range(i + 1, noun)):
        return None
    subject = surface_subject(a, i)
    source = subject[0] if subject else _before(p, i)
    content = p.without((p.left[noun] if p.left[noun] > i else noun, p.right[noun] + 1), [])
    span = source_span(p, source, cue_span(a, i), content) if source is not None else None
    return Saying(i, cue_span(a, i), span, source, content, "deny", "called")


def _before(p: Parsed, i: int) -> int | None:
    """The person named last before a verb that has no subject in the parse."""
    first, _ = p.a.sentence(i)
    for t in range(i - 1, first - 1, -1):
        ent = p.entity.get(t)
        if ent is not None and ent[2] == "PER":
            return ent[0]
    return None
