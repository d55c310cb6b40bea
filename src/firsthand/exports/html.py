"""Claims as a page."""
from collections.abc import Iterable, Iterator
from firsthand.records import Claim, Report
def page(coded: Iterable[tuple[Report, list[Claim]]]) -> Iterator[str]:
    """To come."""
    yield ""
