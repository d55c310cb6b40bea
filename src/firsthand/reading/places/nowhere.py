"""Names that the language model took for places and that are none, told by what stands beside them.

A group called after a colour, a vessel, a make of car: no gazetteer has them all, but a report says what they are: "the
ferry Esperanza", "a Mercedes", "members of the Green Banner", "told Corvane". What one mention tells holds for the
other mentions of a name that the gazetteer lacks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from firsthand.reading import lexicon
from firsthand.reading.arrays import Arrays
from firsthand.reading.places.vocabulary import words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from firsthand.reading.places.name import Exists, Name

_GROUPS = frozenset({"force", "org", "media"})
_CRAFT = frozenset({"vessel", "aircraft"})
_MAX_THING = 3  # nouns that name a thing behind the name that it has
_MAX_BODY = 4  # tokens of a body's name behind the place's name that it begins with


def somewhere(doc: Doc, a: Arrays, found: Sequence[Name], exists: Exists) -> list[Name]:
    """The names that nothing says to be those of groups, things or persons."""
    kept = [n for n in found if n.country is not None or n.type is not None or not _is_none(a, n, exists)]
    kept = [n for n in kept if n.country is not None or not _person(doc, a, n, exists)]
    missing = {n.text: n for n in kept if n.country is None and not exists(n.text)}
    told = {text for text, n in missing.items() if _elsewhere(doc, a, n)}
    kept = [n for n in kept if n.text not in told and not _vague(a, n)]
    called = _called(doc)
    lived = {n.text for n in kept if n.text.lower() in called and _stands_as_place(a, n)}
    return [n for n in kept if n.country or n.type or n.text in lived or n.text.lower() not in called]


def _called(doc: Doc) -> frozenset[str]:
    """What the persons of a report are called for short: "Orduz" and "Orduz Gaviria" of "Pablo Orduz Gaviria"."""
    out: set[str] = set()
    for ent in doc.ents:
        if ent.label_ == "PER":
            out.update(ent[k:].text.lower() for k in range(1, len(ent)))
    return frozenset(out)


def _stands_as_place(a: Arrays, name: Name) -> bool:
    """ "In Jackson", "the town of Jackson", "shelled Jackson": where somebody called so cannot stand."""
    known, head = words(), _head(a, name.first, name.last)
    above = a.lemma[a.head[head]]
    first = head
    while a.dep[first] == "conj" and a.head[first] < first:
        first = a.head[first]  # "between Morales and Suarez"
    cases = {
        a.lower[c] for t in (*range(name.first, name.last + 1), first) for c in a.children[t] if a.dep[c] == "case"
    }
    if cases & (known.country_under - {"of", "from", "to", "on"}):
        return True
    of = "of" in cases and (above in known.types or above in known.directions or above in known.deeds | known.dwellers)
    return bool(of) or (a.dep[head] in ("obj", "nsubj:pass") and above in known.reaching) or a.dep[head] == "appos"


def _vague(a: Arrays, name: Name) -> bool:
    """ "The judges of the Republic": no name of a place, however it is written."""
    return name.first == name.last and a.lower[name.first] in words().vague and a.lower[name.first - 1] == "the"


def _is_none(a: Arrays, name: Name, exists: Exists) -> bool:
    first, last = name.first, name.last
    if (
        _of_body(a, first)
        or _told(a, first, last)
        or _article(a, first, last)
        or _craft(a, first)
        or _brand(a, first, last, exists)
        or _begins_body(a, first, last, exists)
    ):
        return True
    return not exists(name.text) and _of_group(a, first, last)


def _elsewhere(doc: Doc, a: Arrays, name: Name) -> bool:
    """Whether a mention of the name, this or another, is that of a group or a thing, and none that of a place of a
    kind ("Aleppo province")."""
    length = name.last - name.first
    words_of = a.text[name.first : name.last + 1]
    mentions = [t for t in range(a.n - length) if a.text[t : t + length + 1] == words_of]
    tagged = [doc[t].ent_type_ for t in mentions]
    if name.tagged and tagged.count("ORG") > tagged.count("LOC"):
        return True
    return any(_of_group(a, t, t + length) or _craft(a, t) or _before_thing(a, t, t + length) for t in mentions)


def _person(doc: Doc, a: Arrays, name: Name, exists: Exists) -> bool:
    """A name to which is done what is done to people ("wounding Orlin Dask"), who has a title or a "who", and one that
    is a person's at most of its mentions, where no preposition of place stands before this one."""
    first, last = name.first, name.last
    head = _head(a, first, last)
    while a.pos[head] == "PROPN" and a.dep[head] in ("compound", "flat") and a.pos[a.head[head]] == "PROPN":
        head = a.head[head]  # "Escalon Dask", of which the model tagged a part
    if _under_place(a, head):
        return False
    if exists(name.text) and first <= head <= last:
        return not name.dateline and _nowhere_a_place(doc, a, name)
    tokens = a.text[first : last + 1]
    mentions = [t for t in range(a.n - last + first) if a.text[t : t + len(tokens)] == tokens]
    labels = [doc[t].ent_type_ for t in mentions]
    if labels.count("PER") > labels.count("LOC"):
        return True
    harmed = a.dep[head] in ("obj", "nsubj:pass") and a.lemma[a.head[head]] in words().befalling
    titled = any(a.dep[c] == "nmod:desc" and c < head for c in a.children[head])
    who = any(a.dep[c] == "acl:relcl" and any(a.lower[g] == "who" for g in a.children[c]) for c in a.children[head])
    return harmed or titled or who


def _nowhere_a_place(doc: Doc, a: Arrays, name: Name) -> bool:
    """ "The newsman Lukas Ibarra ... Ibarra was not hurt": the last word of a person's name, and in no place's
    position anywhere."""
    if name.first != name.last:
        return False
    called = {e[-1].text for e in doc.ents if e.label_ == "PER" and e.end - e.start > 1}
    if name.text not in called:
        return False
    alone = [t for t in range(a.n) if a.text[t] == name.text and a.dep[t] not in ("flat", "compound")]
    return not any(_under_place(a, t) for t in alone)


def _under_place(a: Arrays, head: int) -> bool:
    """ "In Morales", "between Morales and Suarez"."""
    while a.dep[head] == "conj" and a.head[head] < head:
        head = a.head[head]
    return any(a.dep[c] == "case" and a.lower[c] in words().country_under for c in a.children[head])


def _head(a: Arrays, first: int, last: int) -> int:
    return next((t for t in range(first, last + 1) if not first <= a.head[t] <= last), first)


def _article(a: Arrays, first: int, last: int) -> bool:
    """ "Into a Mercedes": what there are several of is no place."""
    return first > 0 and a.lower[first - 1] in ("a", "an") and a.head[first - 1] == _head(a, first, last)


def _told(a: Arrays, first: int, last: int) -> bool:
    """ "The mayor told Corvane": whom somebody told it is an outlet."""
    head = _head(a, first, last)
    return a.dep[head] in ("obj", "iobj") and a.lemma[a.head[head]] in words().telling


def _of_body(a: Arrays, first: int) -> bool:
    """ "Jama'at [al-Kalima]": the model tagged the second part of a body's name."""
    return first > 0 and a.lower[first - 1] in words().bodies and a.start[first] == a.end[first - 1] + 1


def _brand(a: Arrays, first: int, last: int, exists: Exists) -> bool:
    """ "At a Colpatria bank branch": there are several of that name."""
    head = _head(a, first, last)
    thing = a.head[head]
    if a.dep[head] not in ("compound", "nmod:desc") or thing <= last or a.pos[thing] != "NOUN":
        return False
    several = any(a.dep[c] == "det" and a.lower[c] in ("a", "an") and c < first for c in a.children[thing])
    return (
        several
        and bool(lexicon.load().classes(a.lemma[last + 1]) & {"building", "org"})
        and not exists(a.string[a.start[first] : a.end[last]])
    )


def _craft(a: Arrays, first: int) -> bool:
    """ "The ferry Esperanza"."""
    before = first - 1
    return before >= 0 and a.pos[before] == "NOUN" and bool(lexicon.load().classes(a.lemma[before]) & _CRAFT)


def _of_group(a: Arrays, first: int, last: int) -> bool:
    """ "Members of the Green Banner", "fighters of the Katiba Nahar"."""
    head = _head(a, first, last)
    the = first > 0 and a.lower[first - 1] == "the"
    if a.dep[head] != "nmod" or not the:
        return False
    whose = a.lemma[a.head[head]]
    of = any(a.dep[c] == "case" and a.lower[c] == "of" for c in a.children[head])
    return of and whose in words().belonging


def _before_thing(a: Arrays, first: int, last: int) -> bool:
    """ "Green Banner terrorists", "Super Tucano planes"."""
    after = last + 1
    if after >= a.n or a.sent[after] != a.sent[last] or a.pos[after] != "NOUN":
        return False
    head = a.head[_head(a, first, last)]
    if head == after:
        return a.lemma[after] in words().belonging or bool(lexicon.load().classes(a.lemma[after]) & _CRAFT)
    between = range(after, head + 1)
    if not 0 < len(between) <= _MAX_THING or any(a.pos[t] != "NOUN" for t in between):
        return False
    return bool(lexicon.load().classes(a.lemma[head]) & (_CRAFT | {"force"}))  # "a Green Banner sniper team"


def _begins_body(a: Arrays, first: int, last: int, exists: Exists) -> bool:
    """ "[Jazira] Defense Council", "[Al]-Burq Front", "[Faso] Info agency"; "Zurmi Local Government Area" is none."""
    end = last
    for t in range(last + 1, min(a.n, last + 1 + _MAX_BODY)):
        hyphen = a.text[t] in ("-", "–")
        if a.sent[t] != a.sent[end] or not (hyphen or a.text[t][:1].isupper() or t > last + 1):
            return False
        if hyphen and (a.start[t] > a.end[t - 1] or t + 1 >= a.n or not a.text[t + 1][:1].isupper()):
            return False
        if hyphen:
            continue
        body = bool(lexicon.load().classes(a.lemma[t]) & (_GROUPS | {"state_body"}))
        if body and t > last + 1 and not a.string.isupper():
            area = t + 1 < a.n and "place_noun" in lexicon.load().classes(a.lemma[t + 1])
            return not area and not exists(a.string[a.start[first] : a.end[t]])
        if not a.text[t][:1].isupper():
            return False
    return False
