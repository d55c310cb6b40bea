"""Slips of the parser that words and commas give away, mended in the arrays before anybody reads them.

In two turns: who speaks and who is believed to be somebody, before it is asked who says what (``mend_sayings``); and
all else, after (``mend``). Each module mends one kind of slip.
"""

from __future__ import annotations

from firsthand.reading.arrays import Arrays
from firsthand.reading.mending.blame import mend_blame
from firsthand.reading.mending.datelines import mend_datelines
from firsthand.reading.mending.participles import mend_believed
from firsthand.reading.mending.repairs import mend
from firsthand.reading.mending.speakers import mend_speakers
from firsthand.reading.mending.tails import mend_tails
from firsthand.reading.mending.voices import mend_who_said

__all__ = ["mend", "mend_sayings"]


def mend_sayings(a: Arrays) -> None:
    """Mend, in place, what decides who says what.

    >>> # "Men believed to be bandits shot nine, medics said": the men shot, and the medics say so
    """
    mend_datelines(a)
    mend_blame(a)
    mend_tails(a)
    mend_believed(a)
    mend_who_said(a)
    mend_speakers(a)
