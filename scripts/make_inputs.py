"""Writes a folder of invented reports in every form that can be read, with planted faults, and a list of what is what.

``python scripts/make_inputs.py FOLDER [--files 360]``: ``FOLDER/inputs`` holds the files, ``FOLDER/expected.json`` says
for each which messages (of invented stories) are in it and how many faults with which word. A test reads them all.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.reports import making
from tests.reports.making import Story, story

Made = tuple[str, bytes, list[int], list[str]]  # suffix, content, stories in it, words of the faults in it


def _good() -> list[Callable[[list[Story]], tuple[str, bytes]]]:
    """Forms; of each only as many of the stories are used as it can hold."""

    def rows(stories: list[Story]) -> list[dict[str, str]]:
        return [making.row(one) for one in stories]

    def pages(stories: list[Story]) -> list[tuple[str, str, bytes]]:
        return [(one.url, "text/html; charset=utf-8", making.page(one).encode()) for one in stories]

    def nested(stories: list[Story]) -> bytes:
        inner = making.archive({"c.html": making.page(stories[1])})
        return making.archive({"a.pdf": making.pdf([making.wrapped(stories[0].text)]), "b.zip": inner})

    notice = '<div class="banner"><p>We use cookies. Accept all cookies?</p></div>'
    comments = '<section id="comments"><h2>Comments</h2><p>Lies, all lies.</p><p>Log in to comment.</p></section>'
    return [
        lambda s: (".txt", s[0].text.encode()),
        lambda s: (".txt", f"Date: {s[0].date}\nSource: {s[0].publisher}\n\n{s[0].text}".encode("utf-16")),
        lambda s: (".txt", s[0].text.replace("that", "– that").encode("cp1252")),
        lambda s: (".html", making.page(s[0], before=notice, after=comments).encode()),
        lambda s: (".html", making.page(s[0]).replace("utf-8", "windows-1252").encode("cp1252")),
        lambda s: (".pdf", making.pdf([making.wrapped(s[0].text)], s[0].title)),
        lambda s: (".docx", making.docx(s[0].text.split("\n\n"), s[0].title)),
        lambda s: (".eml", making.mail(s[0])),
        lambda s: (".eml", making.mail(s[0], html=True)),
        lambda s: (".eml", making.mail(s[0], attached={"b.docx": making.docx([s[1].text]), "logo.png": b"\x89PNG"})),
        lambda s: (".md", making.markdown(s[0]).encode()),
        lambda s: (".jsonl", making.jsonl(rows(s))),
        lambda s: (".json", json.dumps(rows(s)).encode()),
        lambda s: (".csv", making.table(rows(s))),
        lambda s: (".csv", making.table(rows(s), ";").decode().encode("utf-8-sig")),
        lambda s: (".tsv", making.table(rows(s), "\t")),
        lambda s: (".rss", making.rss(s)),
        lambda s: (".xml", making.atom(s)),
        lambda s: (".warc.gz", making.warc(pages(s))),
        lambda s: (".warc", making.warc(pages(s), packed=False)),
        lambda s: (".wacz", making.wacz(s)),
        lambda s: (".jsonl.gz", making.packed(making.jsonl(rows(s)))),
        lambda s: (".zip", making.archive({f"{one.number}/../{one.number}.txt": one.text for one in s})),
        lambda s: (".zip", nested(s)),
        lambda s: (".odt", making.odt(s[0].text.split("\n\n"), s[0].title)),
        lambda s: (".xlsx", making.xlsx({"Notes": [["Our list of reports"]], "Reports": making.cells(rows(s))})),
        lambda s: (".csv", making.table([making.acled(one) for one in s])),
        lambda s: (".csv", making.table([making.ucdp(s)])),
    ]  # fmt: skip


HOLDS = {
    9: 2,
    23: 2,
    **dict.fromkeys([11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 25], 3),
}  # form: stories; else one

FRENCH = "Les rebelles ont attaqué le camp de l'armée dans la nuit de lundi et tué neuf soldats, selon un témoin. "
WALL = "<html><body><p>Rebels attacked a camp near Gao.</p><p>Subscribe to continue reading this article.</p>"
COOKIES = "<html><body><p>We use cookies to make this site better.</p><p>Accept all cookies</p></body></html>"
NAVIGATION = "<html><body><nav><a href='/'>Home</a> <a href='/w'>World</a></nav></body></html>"
LAUGHS = "<!DOCTYPE x [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;'>]>"


def _bad(one: Story) -> list[tuple[str, bytes, list[str]]]:
    """Faults: suffix, content, and a word of each error that must come."""
    feed = making.rss([one])
    return [
        (".txt", b"", ["it is empty"]),
        (".txt", b"\x89PNG\r\n\x1a\n" + bytes(64), ["a PNG picture"]),
        (".txt", bytes(range(128, 256)) * 20, ["encoding cannot be told"]),
        (".txt", (FRENCH * 3).encode(), ["not in English (French)"]),
        (".txt", "Повстанцы атаковали лагерь армии в ночь на понедельник".encode(), ["not in English"]),
        (".html", WALL.encode(), ["behind a paywall"]),
        (".html", COOKIES.encode(), ["a cookie notice in place of a report"]),
        (".html", NAVIGATION.encode(), ["nothing but navigation"]),
        (".pdf", making.page(one).encode(), ["its name says that it is a PDF document"]),
        (".pdf", making.pdf([making.wrapped(one.text)])[:200], ["a broken PDF document"]),
        (".pdf", making.pdf([""]), ["no text"]),
        (".pdf", making.pdf(["page"] * 501), ["501 pages"]),
        (".docx", making.docx([one.text])[:300], ["a broken ZIP archive"]),
        (".docx", making.docx([one.text], head=LAUGHS), ["entities"]),
        (".pdf", making.pdf([""], scans=[0]), ["it is a scan"]),
        (".docx", making.archive({"ppt/presentation.xml": "<a/>"}), ["a presentation"]),
        (".odt", making.odt([one.text], head=LAUGHS), ["entities"]),
        (".odt", making.odt([one.text], kind="spreadsheet"), ["and no text"]),
        (".xlsx", making.xlsx({"A": [["id", "note"], [1, "x"]]}), ["holds the text"]),
        (".xlsx", making.archive({"xl/workbook.xml": "<a/>"}), ["a broken workbook"]),
        (".eml", b"Subject: x\nMessage-ID: <1>\n\n", ["without text"]),
        (".jsonl", b'{"text": "cut off', ["not valid JSON"]),
        (".jsonl", b'{"headline": "no text"}', ["a record without text"]),
        (".csv", b"id,note\n1,x\n", ["holds the text"]),
        (".csv", b"text,date\n,2025-03-04\n", ["a row without text"]),
        (".rss", feed[: feed.index(b"<channel>") + 3], ["broken feed"]),
        (".rss", feed.decode().replace("?>", "?>" + LAUGHS, 1).encode(), ["entities"]),
        (".rss", making.rss([one], teaser=True), ["only the beginning"]),
        (".xml", making.sitemap([one.url]), ["firsthand watch"]),
        (".warc", b"not a crawl", ["breaks off"]),
        (".zip", making.archive({"a.txt": one.text})[:60], ["a broken ZIP archive"]),
        (".zip", making.archive({"a.png": b"\x89PNG\r\n", "b.txt": ""}), ["a PNG picture", "it is empty"]),
        (".gz", making.packed(one.text.encode())[:40], ["cannot be unpacked"]),
        (".txt.gz", making.zeros(25), ["200 times"]),
    ]


def make(folder: Path, files: int = 360) -> dict[str, tuple[list[int], list[str]]]:
    """Write the files; for each its stories and the words of its faults."""
    inputs = folder / "inputs"
    expected: dict[str, tuple[list[int], list[str]]] = {}
    good, number = _good(), 0
    bad = _bad(story(0))
    for at in range(files):
        if at % 6 == 5:
            suffix, data, words = bad[(at // 6) % len(bad)]
            numbers: list[int] = []
        else:
            form = (at - at // 6) % len(good)  # of all forms one after the other, whatever their number
            numbers = list(range(number + 1, number + 1 + HOLDS.get(form, 1)))
            number = numbers[-1]
            suffix, data = good[form]([story(n) for n in numbers])
            words = []
        path = inputs / f"{at % 7}" / f"{at:04}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        expected[str(path.relative_to(inputs))] = (numbers, words)
    (folder / "expected.json").write_text(json.dumps(expected, indent=1))
    return expected


def main() -> None:
    """Write them where the first argument says."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=360)
    arguments = parser.parse_args()
    made = make(arguments.folder, arguments.files)
    stories = sum(len(numbers) for numbers, _ in made.values())
    print(f"{len(made)} files with {stories} reports and {sum(len(words) for _, words in made.values())} faults")


if __name__ == "__main__":
    main()
