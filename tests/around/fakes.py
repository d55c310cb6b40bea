"""A coder of a few regular expressions: what stands around the reading is tested without the model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from firsthand.errors import FirsthandError, ReportError
from firsthand.records import Actor, Claim, Harm, Link, Phrase, Place, Report, Span, When

PLACES = {
    "Ansongo": (2460201, 15.66, 0.50), "Bourem": (2460087, 16.95, -0.35), "Gao": (2457161, 16.27, -0.05),
    "Ménaka": (2453348, 15.92, 2.40),
}  # fmt: skip
VERBS = {"killed": "killing", "attacked": "attack", "shelled": "shelling", "abducted": "abduction"}
DAYS = {"Monday": "2025-03-03", "Wednesday": "2025-03-05", "Friday": "2025-03-07"}
SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


def _phrase(text: str, match: re.Match[str], group: int = 0) -> dict[str, object]:
    return {"text": match.group(group), "span": Span(*match.span(group))}


class FakeCoder:
    """One claim for each sentence with one of four verbs; the same interface as ``firsthand.Coder``."""

    version = "fake"

    def __init__(
        self,
        model: str | None = None,
        codebook: Path | None = None,
        date_order: str | None = None,
        actors: Path | None = None,
    ) -> None:
        self.model = model

    def code(self, report: Report) -> list[Claim]:
        """The claims of a report; a report that says UNREADABLE fails."""
        if "UNREADABLE" in report.text:
            raise ReportError(report.origin or "report", "it says that it is unreadable", "say something else")
        return [claim for s in SENTENCE.finditer(report.text) for claim in self._sentence(report, s)]

    def code_many(
        self, reports: Iterable[Report], jobs: int = 1
    ) -> Iterator[tuple[Report, list[Claim] | FirsthandError]]:
        """As the real one."""
        for report in reports:
            try:
                yield report, self.code(report)
            except FirsthandError as error:
                yield report, error

    def _sentence(self, report: Report, sentence: re.Match[str]) -> Iterator[Claim]:
        text, (start, end) = report.text, sentence.span()
        verb = re.compile("|".join(VERBS)).search(text, start, end)
        if verb is None:
            return
        place = re.compile("|".join(PLACES)).search(text, start, end)
        day = re.compile("|".join(DAYS)).search(text, start, end)
        who = re.compile(r"[Rr]ebels|[Gg]unmen|River Front").search(text, start, end)
        toll = re.compile(r"\b(\d+) (\w+)").search(text, start, end)
        said = re.compile(r"the (army|mayor|group) (said|denied)").search(text, start, end)
        links = [Link(source=report.publisher or "unknown", kind="media")]
        if said:
            links.append(Link(source=said.group(1), kind="party", cue=said.group(2), span=Span(*said.span(2))))
        claim = Claim(
            report_id=report.report_id,
            event_type=VERBS[verb.group()],
            stance="denies" if said and said.group(2) == "denied" else "asserts",
            trigger=Phrase(**_phrase(text, verb)),
            quote=Phrase(**_phrase(text, sentence)),
            actors=(Actor(role="initiator", name=who.group(), kind="rebel", **_phrase(text, who)),) if who else (),
            when=When(start=DAYS[day.group()], end=DAYS[day.group()], precision="day", **_phrase(text, day))
            if day and report.published
            else None,
            where=_place(text, place) if place else None,
            harm=(
                Harm(
                    outcome="killed", who=toll.group(2), party="target", low=int(toll.group(1)),
                    high=int(toll.group(1)), **_phrase(text, toll),
                ),
            ) if toll and verb.group() == "killed" else (),
            attribution=tuple(links),
        )  # fmt: skip
        yield claim.identified(self.version)


def _place(text: str, place: re.Match[str]) -> Place:
    number, lat, lon = PLACES[place.group()]
    return Place(
        name=place.group(), geonameid=number, lat=lat, lon=lon, country="MLI", precision="town", **_phrase(text, place)
    )
