"""Times: every temporal expression of a report as an interval with a precision, and as TIMEX3.

Text becomes tokens of word classes (``lexer``, ``vocabulary``), the grammar of ``rules.yaml`` finds expressions among
them (``grammar``, ``guards``, ``elements``, ``spec``; ``calendars`` for other calendars), neighbours are joined
(``compose``), and a ``walk`` through the report ties them to the calendar (``anchoring``, ``resolve``, ``counting``;
``tense`` and ``clause`` say which way), to events told before (``relations``) and to each other (``functions``).
"""

from firsthand.reading.times.counting import so_far_from
from firsthand.reading.times.finder import find_times, find_times_in
from firsthand.reading.times.region import Order, Region
from firsthand.reading.times.timex import timexes
from firsthand.reading.times.weekdays import week_on

__all__ = ["Order", "Region", "find_times", "find_times_in", "so_far_from", "timexes", "week_on"]
