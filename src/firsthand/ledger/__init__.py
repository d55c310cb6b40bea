"""The ledger: reports as received, their claims, and a sealed log of what was done."""

from firsthand.ledger.store import Ledger, Problem

__all__ = ["Ledger", "Problem"]
