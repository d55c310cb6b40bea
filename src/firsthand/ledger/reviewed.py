"""The events of a ledger as people left them."""

from __future__ import annotations

from firsthand.ledger.events import linked, settle
from firsthand.ledger.store import Ledger
from firsthand.records import Event


def reviewed_events(ledger: Ledger, coder: str | None = None, public: bool = False) -> list[Event]:
    """The events of a ledger as people left them, oldest first; ``coder``: as that person sees them; ``public``:
    without what is marked as sensitive, or rejected.

    >>> import tempfile; from pathlib import Path; from firsthand.ledger import Ledger
    >>> with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "a.db") as ledger:
    ...     reviewed_events(ledger)
    []
    """
    coded = ledger.public() if public else ledger.coded(reviewed=True, coder=coder)
    events = linked(coded, ledger.links(coder))
    decided = ledger.decisions_by_type("event", coder)
    found = settle(events, decided, ledger.statuses(coder))
    return [event for event in found if not public or event.review != "rejected"]
