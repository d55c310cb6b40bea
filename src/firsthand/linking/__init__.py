"""From claims to events: which claims are about one thing that happened, and how many origins it rests on."""

from firsthand.linking.events import current_events, link, stories
from firsthand.linking.linker import Linker

__all__ = ["Linker", "current_events", "link", "stories"]
