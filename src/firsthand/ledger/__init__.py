"""The ledger: reports as received, their claims, people's decisions, and a sealed log of what was done."""

from firsthand.ledger.adding import Incoming
from firsthand.ledger.decisions import Decision, pair_id
from firsthand.ledger.judgements import Links, Sensitive
from firsthand.ledger.paging import Figures, Page
from firsthand.ledger.queries import ClaimFilter
from firsthand.ledger.recoding import Change
from firsthand.ledger.review import Reviewed
from firsthand.ledger.reviewed import reviewed_events
from firsthand.ledger.store import Ledger, StoredReport
from firsthand.ledger.verification import Problem

__all__ = [
    "Change",
    "ClaimFilter",
    "Decision",
    "Figures",
    "Incoming",
    "Ledger",
    "Links",
    "Page",
    "Problem",
    "Reviewed",
    "Sensitive",
    "StoredReport",
    "pair_id",
    "reviewed_events",
]
