"""Whose harm it is: each toll goes to the deed that did it, or is left for a claim of its own."""

from __future__ import annotations

from collections.abc import Mapping

from firsthand.codebook.schema import EventType
from firsthand.reading.folding import Deed
from firsthand.reading.mentions import HarmMention
from firsthand.reading.predicates import preposition, vocabulary
from firsthand.reading.scene import Scene
from firsthand.records import Outcome

_MAX_CLIMB = 8
_THINGS: frozenset[Outcome] = frozenset({"destroyed", "damaged"})
_CAME_OF_IT: frozenset[Outcome] = frozenset({"killed", "injured", "missing", "destroyed", "damaged"})
_OF_THE_CLAUSE = frozenset({"nsubj", "nsubj:pass", "obl", "obl:agent", "obj"})
_TIMING = frozenset({"after", "before", "since"})


def assigned(
    scene: Scene, deeds: list[Deed], types: Mapping[str, EventType], saying: frozenset[int]
) -> tuple[dict[int, list[HarmMention]], list[HarmMention]]:
    """Harm by the deed that did it: the one whose words say the outcome, or the nearest above them in the parse; and
    what no deed has."""
    owner: dict[int, int] = {}
    for deed in deeds:
        for mention in deed.mentions:
            for t in mention.words:
                owner[t] = deed.main.token
    told: dict[int, list[Deed]] = {}
    for deed in deeds:
        if types[deed.main.type].family and deed.main.status.stage in ("occurred", "ongoing"):
            told.setdefault(scene.a.sent[deed.main.token], []).append(deed)
    found: dict[int, list[HarmMention]] = {}
    left: list[HarmMention] = []
    for h in scene.harm:
        if h.negated or h.part_of is not None:
            continue
        deed_token = _owner(scene, h, owner)
        here = told.get(scene.a.sent[h.predicate], [])
        if deed_token is None and len(here) == 1 and _beside(scene, h, here[0].main.token, saying):
            deed_token = here[0].main.token
        if deed_token is not None:
            found.setdefault(deed_token, []).append(h)
        else:
            left.append(h)
    return found, left


def _beside(scene: Scene, h: HarmMention, deed: int, saying: frozenset[int]) -> bool:
    """ "The hospital received 20 dead after the shelling", but not "admitted one dead and denied the shelling", nor
    what stands behind a semicolon: "they claimed to have killed 25; the military acknowledged four deaths"."""
    a = scene.a
    if _tampered(scene, h):
        return False
    first, last = sorted((h.predicate, deed))
    return h.outcome in _CAME_OF_IT and not any(
        a.lemma[t] in vocabulary().speaking or t in saying or a.text[t] == ";" for t in range(first + 1, last)
    )


def _tampered(scene: Scene, h: HarmMention) -> bool:
    """ "Officials destroyed the cameras of those who filmed the attack": their own deed, not the attack's."""
    a = scene.a
    by = any(a.dep[c] == "nsubj" and scene.actor_like(c) for c in a.children[h.predicate])
    return h.outcome in _THINGS and by


def _owner(scene: Scene, h: HarmMention, owner: dict[int, int]) -> int | None:
    """The deed that a harm hangs on, climbing from the word that says it."""
    a = scene.a
    t = h.predicate
    told = _told_with(scene, h, owner)
    for _ in range(_MAX_CLIMB):
        if t in owner:
            return owner[t]
        for c in a.children[t]:
            if c in owner and _tampered(scene, h) and preposition(a, c) in _TIMING:
                continue
            dated = a.dep[c] == "advcl" and any(a.lower[g] in ("after", "when") for g in a.children[c])
            if c in owner and (dated or a.dep[c] in _OF_THE_CLAUSE):
                return owner[c]
        if t == h.predicate and told is not None:
            return told
        above = a.head[t]
        apart = h.outcome not in _CAME_OF_IT and a.dep[t] in ("parataxis", "conj") and ";" in a.text[above:t]
        if above == t or apart:  # "three trucks were burned; 20 rifles were recovered"
            return None
        t = a.head[t]
    return None


def _told_with(scene: Scene, h: HarmMention, owner: dict[int, int]) -> int | None:
    """The deed that hangs on the word for the harm itself, or on a noun under it."""
    a = scene.a
    for c in a.children[h.predicate]:
        if c in owner and a.dep[c] == "conj" and a.pos[h.predicate] != "VERB":
            return owner[c]  # "three dead and seven wounded"
        if a.pos[h.predicate] == "NOUN" and a.dep[c] in ("nmod", "acl"):
            of = next((g for g in (c, *a.children[c]) if g in owner), None)
            if of is not None:  # "the number killed in the bombing", "the toll of the attack"
                return owner[of]
        if a.dep[c] == "obj":  # "suffered wounds in the attack"
            of = next((g for g in a.children[c] if a.dep[g] == "nmod" and g in owner), None)
            if of is not None:
                return owner[of]
    return None
