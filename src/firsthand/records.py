"""The nouns: a report, the spans in it, and the claims read from it.

All records are immutable. Offsets are characters of ``Report.text``, ``[start, end)``. The fields and their names are
the public contract (docs/contract.md); what a report does not say is None, never guessed.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, field_validator

SCHEMA = 1

Role = Literal["initiator", "target", "third_party"]
Kind = Literal[
    "state", "military", "police", "rebel", "militia", "mercenary", "civilian", "protester", "media", "ngo",
    "intergovernmental", "criminal", "other",
]  # fmt: skip
Stage = Literal["occurred", "ongoing", "attempted", "planned", "threatened"]
Stance = Literal["asserts", "denies", "accuses", "admits", "speculates"]
Outcome = Literal[
    "killed", "injured", "captured", "abducted", "arrested", "surrendered", "missing", "displaced", "destroyed",
    "damaged", "downed", "seized", "unharmed",
]  # fmt: skip
Unit = Literal["person", "vehicle", "aircraft", "vessel", "building", "weapon", "animal", "other"]
TimePrecision = Literal["time", "day", "week", "month", "season", "year", "longer"]
PlacePrecision = Literal["site", "town", "near", "district", "region", "country"]
SourceKind = Literal[
    "media", "party", "official", "witness", "medical", "ngo", "intergovernmental", "monitor", "document", "anonymous"
]


class Span(NamedTuple):
    """Characters ``[start, end)`` of a report's text.

    >>> Span(3, 7).of("at Goundam")
    'Goun'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The slice of ``text`` that this span covers."""
        return text[self.start : self.end]


class Record(BaseModel):
    """Base of all records: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Phrase(Record):
    """Words of a report and where they stand: ``text`` is exactly ``report.text[start:end]``."""

    text: str | None = None
    span: Span | None = None


class Actor(Phrase):
    """Who took part. ``name`` is the resolved name (of the antecedent for "they"), ``country`` ISO 3166-1 alpha-3."""

    role: Role
    name: str | None = None
    actor_id: str | None = None
    kind: Kind = "other"
    country: str | None = None


class Means(Phrase):
    """By what means: weapon or method, ``kind`` from the lexicon (drone, aircraft, artillery, explosive, ...)."""

    kind: str | None = None


class When(Phrase):
    """An interval of days (or minutes, with precision ``time``), ISO 8601; both ends are included, an open end is
    None."""

    start: str | None = None
    end: str | None = None
    precision: TimePrecision | None = None


class Candidate(Record):
    """Another place that the name could mean, with its score (0 to 1)."""

    name: str
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    score: float


class Place(Phrase):
    """Where: WGS 84 degrees. Unresolved places have a text and no coordinates, and ``unresolved`` says why."""

    name: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    precision: PlacePrecision | None = None
    radius_km: float | None = None
    score: float | None = None
    unresolved: str | None = None
    alternatives: tuple[Candidate, ...] = ()


class Harm(Phrase):
    """What was done to how many of whom. Bounds are inclusive; an open bound is None ("at least nine": 9, None)."""

    outcome: Outcome
    unit: Unit = "person"
    who: str | None = None
    party: Role | None = None
    low: int | None = None
    high: int | None = None


class Link(Record):
    """One link of an attribution chain: who says it, and the words that tell us so (None for the publisher itself)."""

    source: str
    kind: SourceKind | None = None
    cue: str | None = None
    span: Span | None = None


class Claim(Record):
    """One statement, in one report, that one thing happened (or did not, or will)."""

    claim_id: str = ""
    report_id: str
    schema_: int = Field(default=SCHEMA, alias="schema", serialization_alias="schema")
    event_type: str
    stage: Stage = "occurred"
    stance: Stance = "asserts"
    trigger: Phrase
    quote: Phrase
    actors: tuple[Actor, ...] = ()
    means: tuple[Means, ...] = ()
    when: When | None = None
    where: Place | None = None
    harm: tuple[Harm, ...] = ()
    attribution: tuple[Link, ...] = ()
    disputes: str | None = None
    confidence: float = 0.5

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def as_dict(self) -> dict[str, Any]:
        """The claim as plain JSON values, field order fixed."""
        return self.model_dump(mode="json", by_alias=True)

    def as_json(self) -> str:
        """One line of jsonl, the same bytes for the same claim."""
        return json.dumps(self.as_dict(), ensure_ascii=False, separators=(",", ":"))

    def identified(self, coder: str) -> Claim:
        """A copy with its ``claim_id``: a hash of the content and of ``coder`` (version of code, codebook and
        model). Which claim it counters is no part of it."""
        content = self.model_copy(update={"claim_id": "", "disputes": None}).as_json()
        return self.model_copy(update={"claim_id": digest("claim", coder, content)})


class Event(Record):
    """Claims that are held to be about one thing that happened."""

    event_id: str
    event_type: str
    actors: tuple[Actor, ...] = ()
    when: When | None = None
    where: Place | None = None
    harm: tuple[dict[str, Any], ...] = ()
    claims: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    origins: tuple[dict[str, Any], ...] = ()
    independent_origins: int = 0
    contested: tuple[dict[str, Any], ...] = ()
    review: Literal["unreviewed", "accepted", "corrected", "rejected"] = "unreviewed"
    why_linked: dict[str, str] = Field(default_factory=dict)


class Report(Record):
    """One report as text, with what is known about its publication.

    >>> Report(text="Shelling hit the market.", published="2024-03-05", publisher="Example Wire").published
    '2024-03-05'

    Raises ``pydantic.ValidationError`` if ``published`` is no ISO 8601 date.
    """

    text: str
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    language: str | None = None
    # How the date of publication is known: exactly what was stated, how fine it is, and where it stood. A month or a
    # year alone is no date of publication: ``published`` stays None, and what was stated stands here.
    published_stated: str | None = None
    published_precision: Literal["time", "day", "month", "year"] | None = None
    published_from: str | None = None
    origin: str | None = None  # the file, address or record that it was read from; no part of its identity

    @field_validator("published")
    @classmethod
    def _is_a_date(cls, value: str | None) -> str | None:
        import datetime

        if value is None:
            return None
        return (
            datetime.datetime.fromisoformat(value).date().isoformat()
            if len(value) > 10
            else (datetime.date.fromisoformat(value).isoformat())
        )

    @property
    def report_id(self) -> str:
        """Stable identity: a hash of the text and of what was published where and when."""
        return digest("report", self.text, self.published, self.publisher, self.url, self.title)


def digest(*parts: str | None) -> str:
    """First 16 hex digits of the SHA-256 of the parts, unambiguously joined."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()[:16]
