"""Adding reports: paste text, drop files, give addresses; what was found, and what could not be read and why."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from fastapi import Request
from nicegui import background_tasks, ui
from nicegui.events import UploadEventArguments

from firsthand.desk.accounts import Person
from firsthand.desk.entrance import person_of
from firsthand.desk.marks import plain
from firsthand.desk.pages.parts import Drop, Entry, apart, box, button, say, text
from firsthand.desk.pages.review import missing
from firsthand.desk.pages.shell import Keys, page
from firsthand.desk.work import Work
from firsthand.errors import ReportError
from firsthand.reports import Given, read
from firsthand.reports.metadata import date_of
from firsthand.settings import Settings

SHOWN = 40  # of the last reports added


def from_bytes(name: str, content: bytes, given: Given) -> Callable[[], Iterator[Any]]:
    """What reads some bytes that came under a name, as a file of that name would be read."""
    safe = re.sub(r"[^\w.-]", "_", Path(name).name)[-80:].lstrip(".") or "report.txt"

    def reading() -> Iterator[Any]:
        with tempfile.TemporaryDirectory(prefix="firsthand-") as folder:
            path = Path(folder) / safe
            path.write_bytes(content)
            for one in read([path], given):
                if isinstance(one, ReportError):
                    yield ReportError(one.place.replace(str(path), name), one.reason, one.cure)
                else:
                    origin = (one.report.origin or "").replace(str(path), name)
                    yield replace(one, report=one.report.model_copy(update={"origin": origin}))

    return reading


class _Adding:
    """The page of one browser tab."""

    def __init__(self, work: Work, person: Person, keys: Keys) -> None:
        self.work = work
        self.told: list[tuple[str, str, str]] = []
        limit = Settings.from_environment().max_report_bytes
        with box("pad scroll").style("height:100%"), box("two"):
            with box():
                with box("panel", "section"):
                    text("Paste a report", tag="h1")
                    self.text = Entry("Text", tag="textarea", rows=11)
                    with box("row-flat").style("margin:8px 0"):
                        self.publisher = Entry("Publisher", style="width:14em")
                        self.published = Entry("Published on", kind="date")
                        self.url = Entry("Address it was at", style="width:16em")
                    button("Add this report", self.paste, "main")
                    text("Without a day of publication, “on Monday” has no date.", "small soft", "p")
                with box("panel", "section"):
                    text("Addresses", tag="h2")
                    self.addresses = Entry("One a line; these are fetched from the network", tag="textarea", rows=3)
                    button("Fetch and add", self.fetch, "")
            with box():
                with box("panel", "section"):
                    text("Files", tag="h2")
                    Drop(limit, self.uploaded)
                with box("panel", "section").props("aria-live=polite"):
                    text("Added", tag="h2")
                    self.log = box()
        keys.add("p", "paste a report", lambda: self.text.run_method("focus"))
        self.show()
        self.timer = ui.timer(0.5, self.show)

    def _given(self) -> Given:
        said = [self.published.value, self.publisher.value.strip(), self.url.value.strip()]
        return Given(date_of(said[0]) if said[0] else None, said[1] or None, said[2] or None)

    def _start(self, sources: list[tuple[str, Callable[[], Iterator[Any]]]]) -> None:
        background_tasks.create(apart(self.work.add, sources), name="adding")

    def paste(self) -> None:
        """Add the text in the form."""
        if not self.text.value.strip():
            say("Paste a report first.", bad=True)
            return
        content = self.text.value.encode("utf-8", "replace")
        self._start([("pasted text", from_bytes("pasted.txt", content, self._given()))])
        self.text.set("")

    def fetch(self) -> None:
        """Fetch the addresses in the form, one after the other."""
        found = [line.strip() for line in self.addresses.value.splitlines() if line.strip()]
        wrong = [one for one in found if not one.startswith(("http://", "https://"))]
        if wrong or not found:
            say(f"'{wrong[0]}' is no address." if wrong else "Give addresses first.", bad=True)
            return
        self._start([(one, self._fetcher(one)) for one in found])
        self.addresses.set("")

    def _fetcher(self, address: str) -> Callable[[], Iterator[Any]]:
        given = Given(None, self.publisher.value.strip() or None, None)
        return lambda: read([address], given)

    async def uploaded(self, event: UploadEventArguments) -> None:
        """A file came."""
        content = await event.file.read()
        given = Given(None, self.publisher.value.strip() or None, None)
        self._start([(event.file.name, from_bytes(event.file.name, content, given))])

    def show(self) -> None:
        """What became of each."""
        now = [(job.name, job.state, job.what) for job in self.work.jobs[:SHOWN]]
        if now == self.told and self.told:
            return
        self.told = now
        self.log.clear()
        with self.log:
            if not now:
                text("Nothing yet in this session.", "soft")
            with box("history", "ul"):
                for job in self.work.jobs[:SHOWN]:
                    with box(tag="li"):
                        text(job.state, f"badge {'rejected' if job.state == 'failed' else job.state}")
                        text(" ")
                        if len(job.reports) == 1 and job.state in ("added", "there"):
                            with ui.element("a").props(f'href="/report/{job.reports[0]}"'):
                                text(plain(job.name)[:120])
                        else:
                            text(plain(job.name)[:120])
                        text(plain(job.what)[:600], "small soft", "div")


def register(work: Work) -> None:
    """The page ``/add``."""

    @ui.page("/add", response_timeout=30)
    async def adding(request: Request) -> None:
        person = person_of(request)
        with page(work, person, "Add", "/add") as keys:
            if not person.may_edit:
                missing("Reports are added by an editor.")
                return
            _Adding(work, person, keys)
