"""From claims to events: which claims are about one thing that happened, and how many origins it rests on."""

from firsthand.linking.events import link

__all__ = ["link"]
