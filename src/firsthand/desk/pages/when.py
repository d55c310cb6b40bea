"""When: an interval that knows its precision, given in words, typed, or chosen on a calendar."""

from __future__ import annotations

from typing import Any

from firsthand.desk import fields, marks
from firsthand.desk.pages.editors import Save, dialog
from firsthand.desk.pages.parts import Calendar, Choice, Entry, Text, box, button, say, text
from firsthand.records import Claim, Report


class _When:
    """The dialog: words, both ends with their clock times, precision and calendar; each follows the others."""

    def __init__(self, claim: Claim, report: Report, save: Save) -> None:
        self.old: dict[str, Any] = claim.when.model_dump(mode="json") if claim.when else {}
        self.save, self.report = save, report
        self.open = False  # was the last click on the calendar one on a first day?
        start, end = self.old.get("start") or "", self.old.get("end") or ""
        with dialog("When", self.done, narrow=True):
            if self.old.get("text"):
                text(f"“{marks.plain(self.old['text'])}”", tag="blockquote", classes="q")
            hint = "such as: early March, 5 March 14:30, last Wednesday"
            self.words = Entry("In words", on_input=self.read, placeholder=hint, first=not start and not end)
            self.words.style("width:100%")
            days = box("interval")
            with days:
                self.start = Entry("First day", start[:10], self.typed, kind="date", first=bool(start or end))
                self.start_clock = Entry("from", start[11:16], self.clocked, kind="time")
                self.end = Entry("Last day", end[:10], self.typed, kind="date")
                self.end_clock = Entry("to", end[11:16], self.clocked, kind="time")
            precisions = {x: x for x in fields.PRECISIONS}
            with box("row-flat"):
                self.precision = Choice("Precision", precisions, self.old.get("precision") or "day", self.snap)
                button("No date", self.nothing, "small", name="The report says no date").classes("low")
            self.told = Text("p", "")
            self.told.classes("told").props("aria-live=polite")
            published = (report.published or "")[:10]
            self.calendar = Calendar(start[:10], end[:10], published, self.pick)
            text(
                f"Published {report.published or 'on an unknown day'}. Both days are included; leave one empty where "
                "the report leaves it open.",
                "small soft",
            )
        self.follow()

    @property
    def interval(self) -> tuple[str, str]:
        """Both ends as they stand in the form, ISO 8601."""
        ends = ((self.start.value, self.start_clock.value), (self.end.value, self.end_clock.value))
        first, last = (f"{day}T{clock}" if day and clock else day for day, clock in ends)
        return first, last

    def follow(self) -> None:
        """The calendar and the line in words follow the form."""
        told = fields.told_interval(*self.interval)
        self.told.set(told or ("The first is after the last." if all(self.interval) else "No date."))
        self.calendar.show(self.start.value, self.end.value)

    def put(self, start: str, end: str, precision: str) -> None:
        """Fill the form."""
        self.start.set(start[:10])
        self.start_clock.set(start[11:16])
        self.end.set(end[:10])
        self.end_clock.set(end[11:16])
        self.precision.set(precision)
        self.follow()

    def read(self) -> None:
        """Words are being typed: what they say stands in the form."""
        found = fields.typed_interval(self.words.value, self.report.published, self.start.value)
        if found is not None:
            self.put(found["start"] or "", found["end"] or "", found["precision"] or "day")

    def typed(self) -> None:
        """A day was typed: of a single day the last is the first, of a month all of it is meant."""
        precision = self.precision.value
        if (
            precision in ("day", "time")
            and self.start.value
            and (not self.end.value or self.end.value < self.start.value)
        ):
            self.end.set(self.start.value)
        if precision != "time" and self.start.value and self.end.value:
            self.precision.set(fields.precision_of(self.start.value, self.end.value) or precision)
        self.follow()

    def clocked(self) -> None:
        """A clock time was typed: the precision is that of a time."""
        if self.start_clock.value and not self.end_clock.value:
            self.end_clock.set(self.start_clock.value)
        if self.end_clock.value and not self.start_clock.value:
            self.start_clock.set("00:00")
        if self.start_clock.value or self.end_clock.value:
            self.precision.set("time")
            if self.start.value and not self.end.value:
                self.end.set(self.start.value)
        elif self.precision.value == "time":
            self.precision.set("day")
        self.follow()

    def snap(self) -> None:
        """Another precision: the whole week, month or year; without clock times if it is none of a time."""
        precision = self.precision.value
        if precision != "time":
            self.start_clock.set("")
            self.end_clock.set("")
        if precision not in ("time", "longer"):
            try:
                first, last = fields.interval(self.start.value or self.end.value, precision)
            except ValueError:
                first, last = self.start.value, self.end.value
            self.start.set(first)
            self.end.set(last)
        self.follow()

    def pick(self, day: Any) -> None:
        """A day of the calendar: the first, then the last."""
        day = str(day)
        if self.open and day > self.start.value:
            self.open = False
            self.put(self.start.value, day, fields.precision_of(self.start.value, day) or "longer")
        else:
            self.open = True
            self.put(day, day, "day")

    def nothing(self) -> None:
        """No date at all."""
        self.put("", "", "day")

    def done(self) -> bool:
        """Save."""
        start, end = self.interval
        if start and end and start > end:
            say("The first is after the last.", bad=True)
            return False
        if not start and not end:
            said = {name: self.old.get(name) for name in ("text", "span")}
            value = said if self.old.get("text") else None
        else:
            precision = self.precision.value
            if precision == "time" and "T" not in start + end:
                precision = "day"
            value = {**self.old, "start": start or None, "end": end or None, "precision": precision}
        if value != (self.old or None):
            self.save("when", value)
        return True


def edit_when(claim: Claim, report: Report, save: Save) -> None:
    """Set when it happened."""
    _When(claim, report, save)
