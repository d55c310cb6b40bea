"""How many "they" are: victims told by a pronoun, or named again, are as many as when they were first told.

"Seized 15 farmers and burnt them alive" is fifteen dead; "ten men were abducted. Their bodies were found" is ten.
Where the first told no number, neither does the pronoun.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from firsthand.reading.coreference import Coreference
from firsthand.reading.harm.groups import PEOPLE, Groups
from firsthand.reading.harm.vocabulary import words
from firsthand.reading.mentions import HarmMention
from firsthand.reading.quantities import quantity_of
from firsthand.reading.scene import Scene

_PRONOUNS = frozenset({"they", "them"})
_AGAIN = frozenset({"the", "these", "those"})
_WHOSE = frozenset({"his", "her", "their"})
_BACK = 3  # sentences to where they were counted, as far as a pronoun reaches

Bounds = tuple[int | None, int | None]


def numbered(scene: Scene, coreference: Coreference) -> list[HarmMention]:
    """The harm of the report, with the number of those whom only a pronoun or a repeated noun stands for."""
    told = [h for h in scene.harm if h.head is not None and (h.low is not None or h.high is not None) and not h.negated]
    groups = Groups(scene.a, scene.lexicon, scene.entity, words())
    found = []
    for h in scene.harm:
        bounds = None
        if h.low is None and h.high is None and h.head is not None and h.unit == "person" and not h.negated:
            bounds = _bounds(scene, coreference, groups, told, h)
        found.append(h if bounds is None else replace(h, low=bounds[0], high=bounds[1]))
    return found


def _bounds(
    scene: Scene, coreference: Coreference, groups: Groups, told: list[HarmMention], h: HarmMention
) -> Bounds | None:
    a, head = scene.a, h.head
    assert head is not None
    if a.lower[head] in _PRONOUNS:
        if head + 1 < a.n and a.lower[head + 1] == "both":
            return 2, 2
        return _sum(scene, groups, told, coreference.antecedents(head), head, h)
    whose = next((c for c in a.children[head] if a.lower[c] == "whose"), None)
    if whose is not None and a.lemma[head] in words().body_nouns:
        above = a.head[h.predicate]  # "four students, whose bodies were found"
        return _sum(scene, groups, told, (above,), whose, h) if a.dep[h.predicate] == "acl:relcl" else None
    own = [c for c in a.children[head] if c < head and a.dep[c] in ("det", "nmod:poss", "amod", "compound", "nummod")]
    whole = next((c for c in a.children[head] if a.dep[c] == "nmod" and a.lower[c] in _PRONOUNS), None)
    if a.lower[head] == "all" and whole is not None:  # "all of them"
        return _sum(scene, groups, told, coreference.antecedents(whole), whole, h)
    body = a.lemma[head] in words().body_nouns
    if body and len(own) == 1 and a.lower[own[0]] == "their":
        bounds = _sum(scene, groups, told, coreference.antecedents(own[0]), own[0], h)
        if bounds is not None and bounds != (None, None):
            return bounds
    elif len(own) != 1 or a.lower[own[0]] not in _AGAIN | _WHOSE or a.tag[head] != "NNS":
        return None
    before = [x for x in told if _earlier(x) < head and a.sent[head] - a.sent[_earlier(x)] <= _BACK]
    held = [x for x in before if x.outcome in words().held]
    if body or a.lemma[head] in words().captives:
        of = held
    else:
        of = [x for x in before if a.lemma[_earlier(x)] == a.lemma[head] and x.outcome != h.outcome]
    return (of[-1].low, of[-1].high) if of else None


def _earlier(h: HarmMention) -> int:
    assert h.head is not None
    return h.head


def _sum(
    scene: Scene, groups: Groups, told: list[HarmMention], heads: Iterable[int], pronoun: int, h: HarmMention
) -> Bounds | None:
    """How many the antecedents are together; None if one of them is not told, or nobody was meant."""
    heads = tuple(heads)
    known = {x.head: (x.low, x.high) for x in told}
    low, high = 0, 0
    if not heads or pronoun in heads:
        return None
    for t in heads:
        bounds = known.get(t) or _counted(scene, groups, t, h)
        if bounds is None or bounds[0] is None or bounds[1] is None:
            return bounds if len(heads) == 1 else None
        low, high = low + bounds[0], high + bounds[1]
    return (low, high) if high > 1 else None


def _counted(scene: Scene, groups: Groups, t: int, h: HarmMention) -> Bounds | None:
    above = scene.a.head[t]
    if scene.a.dep[t] == "nmod" and scene.a.pos[above] == "NUM":
        quantity = quantity_of(scene.a, above)  # "six of the labourers"
        return (quantity.low, quantity.high) if quantity is not None else None
    item = groups.item(h.predicate, t, h.outcome, PEOPLE)
    return None if item is None else (item.low, item.high)
