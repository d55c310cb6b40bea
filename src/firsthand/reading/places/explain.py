"""The ranking of a name outside any report, for ``firsthand gazetteer find``."""

from __future__ import annotations

from firsthand.gazetteer import Gazetteer
from firsthand.gazetteer.countries import named_country
from firsthand.reading.places.features import Asked
from firsthand.reading.places.name import Name
from firsthand.reading.places.ranking import Ranked, candidates, rank
from firsthand.reading.places.vocabulary import words


def explained(query: str, gazetteer: Gazetteer) -> Ranked:
    """The places of a name, ranked as in a report that says "NAME" or, with commas, "NAME, in DIVISION, COUNTRY".

    >>> explained("Paris, Texas", Gazetteer.default()).options[0].entry.admin1       # doctest: +SKIP
    'Texas'
    """
    texts = [part.strip() for part in query.split(",") if part.strip()]
    names = [_name(text) for text in texts]
    asked = [
        Asked(n.text, n.type, False, False, True, *[frozenset(range(k + 1, len(names)))] * 2)
        for k, n in enumerate(names)
    ]
    said = [(k, n.country, 2.0) for k, n in enumerate(names) if n.country is not None]
    options = [candidates(gazetteer, name) for name in names]
    if options and not options[0]:  # outside a report a misspelling may be of any country
        options[0] = gazetteer.alike(texts[0])
    answers = rank(gazetteer, asked, options, said)
    return answers[0] if answers else Ranked((), "no name was given")


def _name(text: str) -> Name:
    last = text.split()[-1].lower()
    return Name(0, 0, 0, len(text), text, named_country(text), None, words().types.get(last), True, False, True)
