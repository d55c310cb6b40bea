"""What one side lost: "losses amounted to 310 men and two pick-ups", "with the loss of 182 fighters and 63 lives"."""

from __future__ import annotations

from firsthand.reading.arrays import Arrays
from firsthand.reading.harm.groups import PEOPLE, Groups
from firsthand.reading.harm.vocabulary import Words
from firsthand.reading.mentions import HarmMention
from firsthand.reading.predicates import fillers, preposition
from firsthand.reading.quantities import quantity_of
from firsthand.records import Unit

_THINGS: frozenset[Unit] = frozenset({"vehicle", "aircraft", "vessel", "weapon"})


def losses(a: Arrays, groups: Groups, vocabulary: Words, i: int) -> list[HarmMention]:
    """The counted people (killed) and things (destroyed) that the noun at ``i`` sums up.

    >>> # "the enemy's losses amounted to 310 servicemen and two pick-ups" -> killed 310, destroyed 2
    """
    found: list[HarmMention] = []
    for head in _counted(a, vocabulary, i):
        if a.lemma[head] in vocabulary.adjectives or a.lower[head] in vocabulary.adjectives:
            continue  # "at 31 dead": said by that word
        if a.lemma[head] == "life":
            quantity = quantity_of(a, head)
            found += [groups.made(i, head, "killed", "person", quantity, False)] if quantity is not None else []
            continue
        thing = groups.unit(head) in _THINGS
        item = groups.item(i, head, "destroyed" if thing else "killed", _THINGS if thing else PEOPLE)
        if item is not None and (item.low is not None or item.high is not None):
            found.append(item)
    return found


def _counted(a: Arrays, vocabulary: Words, i: int) -> list[int]:
    of = [c for c in a.children[i] if a.dep[c] == "nmod" and preposition(a, c) == "of"]
    if of and a.lemma[i] in vocabulary.loss_of:
        return [t for c in of for t in fillers(a, c)]
    verb = a.head[i]
    if (a.pos[verb] == "NUM" or any(a.dep[c] == "nummod" for c in a.children[verb])) and any(
        a.dep[c] == "cop" for c in a.children[verb]
    ):
        return list(fillers(a, verb))
    if a.lemma[verb] not in vocabulary.toll_verbs or verb == i:
        return []
    behind = [c for c in a.children[verb] if c > max(i, verb) and a.dep[c] in ("obl", "obj", "xcomp", "nmod")]
    return [t for c in behind if preposition(a, c) in ("", "at", "to", "as") for t in fillers(a, c)]
