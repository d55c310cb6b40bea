"""The words of attribution, read once from ``vocabulary.yaml`` and ``kinds.yaml``."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib import resources
from typing import Any, cast

from firsthand.records import SourceKind, Stance
from firsthand.yamlfile import parse


@dataclass(frozen=True)
class Words:
    """Cues. ``verbs`` maps a lemma to its groups, the first that fits decides; ``nouns``, ``adverbs`` map to one
    group."""

    verbs: dict[str, str]
    takes_object: frozenset[str]  # lemmas whose plain object is what is said
    stances: dict[str, Stance]  # of a group
    nouns: dict[str, str]
    adverbs: dict[str, str]
    adjectives: dict[str, str]
    quoting: frozenset[str]
    speaking: frozenset[str]
    responsibility: frozenset[str]
    assuming: frozenset[str]
    assumed: frozenset[str]
    deed_prepositions: frozenset[str]
    untrue: frozenset[str]
    calling: frozenset[str]
    of_content: frozenset[str]
    issuing: frozenset[str]
    receiving: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    citing: frozenset[str]
    telling: frozenset[str]
    occasions: frozenset[str]
    occasion_prepositions: frozenset[str]
    speaking_to: frozenset[str]
    reached: frozenset[str]
    carrying: frozenset[str]
    learning: frozenset[str]
    reckoning: frozenset[str]
    pointing_back: frozenset[str]
    answering: frozenset[str]
    deeds: frozenset[str]
    offered: frozenset[str]
    deploring: frozenset[str]
    shares: frozenset[str]
    distancing: frozenset[str]
    owning: frozenset[str]
    confessing: frozenset[str]
    corresponding: frozenset[str]
    grounds: frozenset[str]
    withholding: frozenset[str]
    modals: frozenset[str]
    weighing: frozenset[str]
    lives: frozenset[str]
    timing: frozenset[str]
    impersonal: frozenset[str]
    counting: frozenset[str]
    speaking_of: frozenset[str]
    reckoned: frozenset[str]
    anaphors: frozenset[str]
    leaving: frozenset[str]


@dataclass(frozen=True)
class Kinds:
    """What kind of source a name or description is."""

    heads: dict[str, SourceKind]
    roles: dict[str, SourceKind]  # words for whoever speaks for something, with the kind where that is not known
    passing: frozenset[str]
    group_names: frozenset[str]
    before_names: frozenset[str]  # what stands right before a name that it describes: outlets, roles, titles
    collectives: frozenset[str]
    bodies: frozenset[str]
    names: dict[tuple[str, ...], SourceKind]
    longest: int
    outlet_nouns: frozenset[str]
    generic_media: frozenset[str]
    domain: re.Pattern[str]
    outlet_words: frozenset[str]
    aliases: dict[str, str]
    determiners: frozenset[str]
    issued: frozenset[str]
    titles: frozenset[str]
    publishing: frozenset[str]
    documents: frozenset[str]
    statements: frozenset[str]


def _data(name: str) -> Any:
    return parse((resources.files("firsthand.reading.sources") / name).read_text(encoding="utf-8"))


@functools.lru_cache(maxsize=1)
def words() -> Words:
    """The vocabulary of cues.

    >>> words().verbs["deny"]
    'deny'
    """
    data = _data("vocabulary.yaml")
    verbs: dict[str, str] = {}
    takes_object: set[str] = set()
    for group, entry in data["verbs"].items():
        for word in entry["words"]:
            if verbs.setdefault(word, group) == group and entry["object"]:
                takes_object.add(word)

    def turned(table: dict[str, list[str]]) -> dict[str, str]:
        return {word: group for group, listed in table.items() for word in listed}

    sets = ("quoting", "speaking", "responsibility", "assuming", "assumed", "deed_prepositions", "untrue", "calling",
            "of_content", "issuing", "receiving", "carrying", "learning", "reckoning", "reckoned", "offered",
            "deploring", "shares", "distancing", "owning", "confessing", "corresponding", "grounds",
            "withholding", "modals", "weighing", "lives", "timing", "impersonal", "counting", "speaking_of",
            "pointing_back", "answering", "deeds",
            "citing", "telling", "occasions", "occasion_prepositions", "speaking_to", "reached", "anaphors",
            "leaving")  # fmt: skip
    return Words(
        verbs=verbs,
        takes_object=frozenset(takes_object),
        stances={group: cast(Stance, entry["stance"]) for group, entry in data["verbs"].items()},
        nouns=turned(data["nouns"]),
        adverbs=turned(data["adverbs"]),
        adjectives=turned(data["adjectives"]),
        phrases=tuple(sorted((tuple(p) for p in data["phrases"]), key=len, reverse=True)),
        **{name: frozenset(data[name]) for name in sets},
    )


@functools.lru_cache(maxsize=1)
def kinds() -> Kinds:
    """The vocabulary of sources.

    >>> kinds().heads["eyewitness"]
    'witness'
    """
    data = _data("kinds.yaml")
    heads: dict[str, SourceKind] = {}
    for kind, listed in data["heads"].items():
        for word in listed:
            heads.setdefault(word, cast(SourceKind, kind))
    names = {tuple(name.split()): cast(SourceKind, kind) for kind, listed in data["names"].items() for name in listed}
    aliases = {plain(name): plain(group[0]) for group in data["aliases"] for name in group}
    sets = (
        "outlet_nouns",
        "generic_media",
        "outlet_words",
        "determiners",
        "issued",
        "titles",
        "publishing",
        "documents",
        "statements",
        "group_names",
        "collectives",
        "bodies",
        "passing",
    )
    return Kinds(
        heads=heads,
        roles={word: cast(SourceKind, kind) for word, kind in data["roles"].items()},
        names=names,
        longest=max(map(len, names)),
        domain=re.compile(data["domain"]),
        aliases=aliases,
        before_names=frozenset({*data["outlet_nouns"], *data["roles"], *data["titles"]}),
        **{name: frozenset(data[name]) for name in sets},
    )


_NO_LETTERS = re.compile(r"[^\w]+")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+")


def plain(name: str) -> str:
    """A name reduced for comparison: no article, case, spaces or punctuation.

    >>> plain("The Example. Net")
    'examplenet'
    """
    return _NO_LETTERS.sub("", _ARTICLE.sub("", name.lower()))


def same_source(a: str, b: str) -> bool:
    """Whether two names are spellings of one source, by the list of aliases or because they are written alike.

    >>> same_source("Associated Press", "the AP")
    True
    """
    table = kinds().aliases
    x, y = plain(a), plain(b)
    return table.get(x, x) == table.get(y, y)


def same_outlet(a: str, b: str) -> bool:
    """Whether two names of outlets are one, a misprint apart.

    >>> same_outlet("Le Phare", "Le Phar")
    True
    """
    from rapidfuzz.fuzz import ratio

    return same_source(a, b) or (min(len(a), len(b)) > 4 and ratio(plain(a), plain(b)) >= 85)


_CORE = re.compile(r"\s+(?:de|du|des|del|di|da|of)\b|\s*[(,]|\s+de?\s?[l'’]")


def short_name(outlet: str) -> str | None:
    """The word by which an outlet is called for short, reduced as by ``plain``; None where it says too little.

    >>> short_name("Le Courrier de la Boucle (English edition)"), short_name("Radio Mali")
    ('courrier', None)
    """
    from firsthand.gazetteer.countries import country_of

    words = _CORE.split(outlet, maxsplit=1)[0].split()
    if len(words) < 2 or country_of(words[-1]) is not None or len(words[-1]) < 4:
        return None
    last = plain(words[-1])
    return None if last in kinds().roles or (kinds().heads.get(last) not in (None, "media")) else last


def is_short_for(name: str, publisher: str) -> bool:
    """Whether a name in capitals is what a body calls itself for short: "the Mission", "the General Staff".

    >>> is_short_for("Centre", "Orontes Centre for Documentation"), is_short_for("Norvania", "Ministry of Norvania")
    (True, False)
    """
    title = re.split(rf"[,(]|\s(?:{'|'.join(sorted(_PREPOSITIONS))})\s", publisher, maxsplit=1)[0].lower().split()
    parts = name.lower().removeprefix("the ").split()
    if not parts or not title or not name[:1].isupper() or len(parts) >= len(publisher.split()):
        return False
    own = parts[-1] == title[-1] or (len(title) > 2 and parts == title[-2:-1] and parts[0] not in kinds().heads)
    return own and set(parts) <= set(title) and title[-1] in kinds().bodies


def is_part_of(name: str, longer: str) -> bool:
    """Whether all words of a name are among those of a longer one, or are its initials.

    >>> is_part_of("the General Command", "Dask Front General Command"), is_part_of("DF", "Dask Front General Command")
    (True, True)
    """
    parts, words = name.lower().removeprefix("the ").split(), longer.lower().split()
    if set(parts) <= set(words):
        return True
    initials = "".join(w[0] for w in longer.split() if w[:1].isupper()).lower()
    return len(parts) == 1 and len(name) > 1 and name.isupper() and initials.startswith(name.lower())


_PREPOSITIONS = frozenset({"of", "in", "at", "from", "for", "who", "with", "on", "by", "to"})
_AGENCY = re.compile(r"(?:[Tt]he )?(?:[A-Z][\w-]+ )+(?:news )?agency")
_GROUP = re.compile(r"[A-Z][\w'’-]+ ([A-Z]\w+)\b")


def kind_of(name: str) -> SourceKind | None:
    """The kind of source that a name or description says it is, or None.

    Somebody who speaks for something is of its kind. The last word that tells decides, of the words before the first
    preposition.

    >>> kind_of("a doctor at the hospital"), kind_of("an army spokesman"), kind_of("Orlin Dask")
    ('medical', 'party', None)
    """
    table = kinds()
    parts = [p.removesuffix("'s").removesuffix("’s") for p in re.split(r"[^\w./'’-]+", name.lower()) if p.strip(".'’")]
    for i in range(len(parts)):
        for n in range(min(table.longest, len(parts) - i), 0, -1):
            found = table.names.get(tuple(p.rstrip(".") for p in parts[i : i + n]))
            if found:
                return found
    if table.domain.match(name.replace(" ", "")) or _AGENCY.fullmatch(name):
        return "media"
    cut = next((i for i, p in enumerate(parts) if i and p in _PREPOSITIONS), len(parts))
    for i in range(cut - 1, -1, -1):
        role = _looked_up(table.roles, parts[i])
        if role:
            return _last(table, parts[:i]) or _last(table, _after(parts[i + 1 :])) or _group(table, name) or role
        kind = _looked_up(table.heads, parts[i])
        if kind:
            return kind
    return _group(table, name)


def _looked_up(listed: dict[str, SourceKind], word: str) -> SourceKind | None:
    """The kind of a word or of its singular."""
    singular = word[:-3] + "man" if word.endswith("men") else word.removesuffix("s")
    return listed.get(word) or listed.get(singular)


def _last(table: Kinds, parts: list[str]) -> SourceKind | None:
    told = (p for p in reversed(parts) if p not in table.passing)
    return next((kind for p in told if (kind := _looked_up(table.heads, p))), None)


def _after(parts: list[str]) -> list[str]:
    """What "for the army in the east" is about: the words after the first preposition, up to the next."""
    start = next((i + 1 for i, p in enumerate(parts) if p in _PREPOSITIONS), len(parts))
    end = next((i for i in range(start, len(parts)) if parts[i] in _PREPOSITIONS), len(parts))
    return parts[start:end]


def _group(table: Kinds, name: str) -> SourceKind | None:
    """A party or an outlet, where the name holds a name such as armed groups or outlets give themselves."""
    last = [m[1].lower() for m in _GROUP.finditer(name)]
    if any(word in table.group_names for word in last):
        return "party"
    return "media" if any(word in table.outlet_words for word in last) else None
