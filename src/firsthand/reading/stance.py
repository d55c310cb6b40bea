"""How a source stands to what it says: asserts, denies, accuses, admits, speculates."""

from __future__ import annotations

from firsthand.records import Stance

# In a chain the last source decides, except that who merely reports a denial does not deny.
_WEAKEST: Stance = "asserts"


def stance_of(group: str, form: str = "") -> Stance:
    """The stance that a cue of this vocabulary group expresses.

    >>> stance_of("deny"), stance_of("say"), stance_of("")
    ('denies', 'asserts', 'asserts')
    """
    from firsthand.reading.sources.vocabulary import words

    if form == "infinitive" and group == "direct":
        return _WEAKEST
    return words().stances.get(group, _WEAKEST)
