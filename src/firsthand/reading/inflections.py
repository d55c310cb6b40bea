"""Base forms of the codebook's verbs: a rare verb, whose base form the language model does not know, has only a stem.

"Rebuked" comes as "rebuk", "vilified" as "vilifi". The codebook's rules are written in base forms, so a form that is a
regular one of a verb in them is put right, in place, before anybody reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from firsthand.codebook.schema import EventType
from firsthand.reading.arrays import Arrays

_CLAUSES = ("complement", "clause", "infinitive")  # slots whose fillers are verbs
_VOWELS = "aeiou"
_DOUBLING = re.compile(r"[^aeiou][aeiou][bdglmnprt]$")
_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
_INFLECTED = frozenset({"VBD", "VBN", "VBG", "VBZ"})


class Inflections:
    """The regular forms of the verbs that a codebook names.

    >>> # Inflections(codebook.types.values()).mend(arrays): "rebuked" has the lemma "rebuke"
    """

    def __init__(self, types: Iterable[EventType]) -> None:
        self._verbs: set[str] = set()
        for kind in types:
            for trigger in kind.triggers:
                self._verbs.update(phrase.lower().split()[0] for phrase in trigger.verbs)
                for conditions in (trigger.where, trigger.unless):
                    for slot in _CLAUSES:
                        self._verbs.update(word for word in conditions.get(slot, ()) if word.isalpha())
        self._forms: dict[str, str] = {}
        for verb in sorted(self._verbs):
            for form in _regular(verb):
                self._forms.setdefault(form, verb)

    def mend(self, a: Arrays) -> None:
        """Put the lemmas of verbs right that are no verb of the codebook as they stand."""
        for i, tag in enumerate(a.tag):
            # in capitals some are tagged as what they cannot be, and stay as they are: "EXPLODES"
            kept = a.pos[i] == "VERB" and a.lemma[i] == a.lower[i]
            if (tag in _INFLECTED or kept) and a.lemma[i] not in self._verbs:
                base = self._forms.get(a.lower[i])
                if base is not None:
                    a.lemma[i] = base


def _regular(verb: str) -> tuple[str, ...]:
    """The regular inflected forms of a verb.

    >>> _regular("deny")
    ('denied', 'denies', 'denying')
    """
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return f"{verb[:-1]}ied", f"{verb[:-1]}ies", f"{verb}ing"
    if verb.endswith("e"):
        return f"{verb}d", f"{verb}s", f"{verb[:-1]}ing"
    ending = "es" if verb.endswith(("s", "x", "z", "ch", "sh")) else "s"
    doubled = (f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing") if _DOUBLING.search(verb) else ()  # "patrolled"
    if _SHORT.fullmatch(verb):
        return f"{verb}{ending}", *doubled  # "barred", not "bared"
    return f"{verb}ed", f"{verb}{ending}", f"{verb}ing", *doubled
