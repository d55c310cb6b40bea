"""Times: every temporal expression of a report as an interval with a precision, and as TIMEX3.

Text becomes tokens of word classes (``lexer``, ``vocabulary``), the grammar of ``rules.yaml`` finds expressions among
them (``grammar``, ``guards``, ``spec``), neighbours join (``compose``), and a walk through the report (``finder``) ties
them to the calendar (``anchoring``, ``resolve``) and to each other (``functions``).
"""

from firsthand.reading.times.finder import find_times, find_times_in
from firsthand.reading.times.region import Region
from firsthand.reading.times.timex import timexes

__all__ = ["Region", "find_times", "find_times_in", "timexes"]
