"""Every form of a report: what is read from it, and what is known about it."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path

import brotli
import pytest

from firsthand.errors import ReportError
from firsthand.records import Report
from firsthand.reports import Given, Received, read
from tests.reports import making
from tests.reports.making import story

ONE = story(1)


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def reports(path: Path | str, **options: object) -> list[Report]:
    found = list(read([path], **options))  # type: ignore[arg-type]
    assert all(isinstance(x, Received) for x in found), found
    return [x.report for x in found if isinstance(x, Received)]


def one(path: Path | str, **options: object) -> Report:
    found = reports(path, **options)
    assert len(found) == 1
    return found[0]


def error(path: Path | str, **options: object) -> str:
    found = list(read([path], **options))  # type: ignore[arg-type]
    assert [type(x) for x in found] == [ReportError], found
    return str(found[0])


def words(text: str) -> str:
    return " ".join(text.split())


def test_pdf(tmp_path: Path) -> None:
    texts = [
        "Rebels at\u00adtacked a camp in the hills on Monday and killed nine soldiers, the army said in a "
        "statement. It was the third attack in the district this year.",
        "Residents of the town heard explosions until the morning. The market stayed closed, a trader said by phone.",
        "The governor asked people to stay at home. Nobody has said yet who was behind the attack, a doctor added.",
    ]
    pages = [f"Harbour Example Wire\n{making.wrapped(text, 70)}\n{n}" for n, text in enumerate(texts, 1)]
    data = making.pdf([page.replace("at\u00adtacked", "at-\ntacked") for page in pages], ONE.title, ONE.author)
    report = one(write(tmp_path, "a.pdf", data))
    assert words(report.text) == words(" ".join(texts).replace("\u00ad", "")), "running heads and numbers are no text"
    assert report.text.count("\n") <= 4
    assert (report.title, report.author) == (ONE.title, ONE.author)
    assert report.published is None, "the day when a file was made is no date of publication"
    dated = making.pdf([f"Date: 4 March 2025\nSource: Harbour Example Wire\n\n{making.wrapped(ONE.text)}"])
    report = one(write(tmp_path, "b.pdf", dated))
    assert (report.published, report.publisher) == ("2025-03-04", "Harbour Example Wire")


def test_what_browsers_print_on_pages_is_no_text(tmp_path: Path) -> None:
    printed = f"3/5/25, 11:07 PM Attack\n{making.wrapped(ONE.text)}\nhttps://harbour-wire.example/1 1/1"
    assert words(one(write(tmp_path, "a.pdf", making.pdf([printed]))).text) == words(ONE.text)


def test_docx(tmp_path: Path) -> None:
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>in a cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    deleted = "<w:p><w:del><w:r><w:delText>taken back</w:delText></w:r></w:del><w:r><w:t>kept</w:t></w:r></w:p>"
    data = making.docx([f"Date: {ONE.date}", *ONE.text.split("\n\n")], ONE.title, ONE.author, body=table + deleted)
    report = one(write(tmp_path, "a.docx", data))
    assert words(report.text) == words(ONE.text) + " in a cell kept"
    assert (report.title, report.author, report.published) == (ONE.title, ONE.author, ONE.date)
    undated = one(write(tmp_path, "b.docx", making.docx(ONE.text.split("\n\n"))))
    assert undated.published is None


def test_odt(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes><text:h>Later</text:h>"
        '<text:p>Two<text:s text:c="2"/>spaces, <text:span>a <text:span>span</text:span> in</text:span> it'
        "<text:note><text:p>a note</text:p></text:note><text:line-break/>below.<draw:frame><draw:text-box>"
        "<text:p>In a box.</text:p></draw:text-box></draw:frame></text:p>"
        "<text:list><text:list-item><text:p>An item.</text:p></text:list-item></text:list>"
    )
    paragraphs = ["Source: Harbour Example Wire", *ONE.text.split("\n\n")]
    report = one(write(tmp_path, "a.odt", making.odt(paragraphs, ONE.title, body=body)))
    assert (report.title, report.publisher, report.published) == (ONE.title, "Harbour Example Wire", None)
    assert report.text.endswith("Later\nTwo  spaces, a span in it\nbelow.\nIn a box.\nAn item.")
    assert "deleted" not in report.text
    assert "a note" not in report.text
    manifest = making.archive({"mimetype": "x", "content.xml": "x", "META-INF/manifest.xml": "<encryption-data/>"})
    assert "locked with a password" in error(write(tmp_path, "b.odt", manifest))
    plain = making.archive({"content.xml": making.page(ONE)})
    assert ONE.mark in one(write(tmp_path, "c.zip", plain)).text, "any archive may hold a file of that name"


def test_xlsx(tmp_path: Path) -> None:
    rows = making.cells([making.row(ONE), making.row(story(2))])
    notes = [["What is in here"], [], ["by hand"]]
    path = write(tmp_path, "a.xlsx", making.xlsx({"Notes": notes, "Reports": [[], *rows]}))
    found = list(read([path]))
    got = [x.report for x in found if isinstance(x, Received)]
    assert [x.text for x in got] == [ONE.text, story(2).text]
    assert [x.published for x in got] == ["2025-03-04", "2025-03-04"], "a date is a date"
    assert [x.origin for x in got] == [f"{path}!Reports:3", f"{path}!Reports:4"]
    assert isinstance(found[0], Received)
    assert found[0].raw.decode().splitlines()[0] == "title,body,date,source,link", "kept with its header, as CSV"
    odd = [["memo", "n"], [ONE.text, 7.0], ["", 8], ["=1+1", True]]
    results = list(read([write(tmp_path, "b.xlsx", making.xlsx({"A": odd}))], Given(columns={"text": "memo"})))
    assert isinstance(results[0], Received)
    assert "b.xlsx!A:3: a row without text" in str(results[1])
    assert "b.xlsx!A:4: a row without text" in str(results[2]), "a formula that nobody computed has no result"
    assert "a header and no rows" in error(write(tmp_path, "c.xlsx", making.xlsx({"A": [["text", "date"]]})))
    assert "it is empty" in error(write(tmp_path, "d.xlsx", making.xlsx({"A": []})))
    assert "none of its columns (a, b) holds the text" in error(
        write(tmp_path, "e.xlsx", making.xlsx({"A": [["a", "b"]]}))
    )


def test_an_xlsx_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTHAND_MAX_REPORT_MB", "2")
    good = making.xlsx({"A": making.cells([making.row(ONE)])})
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    for name in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"):
        assert name in parts or name == "xl/sharedStrings.xml"
        bomb = making.archive({**parts, name: b"<a>" + b" " * 30_000_000})
        assert "a.xlsx: it is larger than 2 MB" in error(write(tmp_path, "a.xlsx", bomb))
        entities = making.archive({**parts, name: "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"})
        assert "it declares XML entities" in error(write(tmp_path, "b.xlsx", entities))


def test_an_xlsx_table_whose_cells_are_spread_far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.reports.workbook.MOST_CELLS", 2_000_000)
    with zipfile.ZipFile(io.BytesIO(making.xlsx({"A": making.cells([making.row(ONE)])}))) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    sheet = str(parts["xl/worksheets/sheet1.xml"], "utf-8")  # type: ignore[arg-type]
    wide = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(3, 10_000))
    far = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    for name, rows, first in (("a.xlsx", wide, "a row of 16384 cells"), ("b.xlsx", far, "a row without text")):
        changed = {**parts, "xl/worksheets/sheet1.xml": sheet.replace("</sheetData>", f"{rows}</sheetData>")}
        found = list(read([write(tmp_path, name, making.archive(changed))]))
        assert isinstance(found[0], Received), "what stood before is read"
        assert first in str(found[1])
        assert len(found) < 150
    assert "its cells are spread over more than 2,000,000" in str(list(read([tmp_path / "a.xlsx"]))[-1])


def test_mail(tmp_path: Path) -> None:
    for html in (False, True):
        report = one(write(tmp_path, "a.eml", making.mail(ONE, html)))
        assert words(report.text) == words(ONE.text)
        assert (report.title, report.author, report.publisher) == (ONE.title, ONE.author, ONE.publisher)
        assert (report.published, report.published_precision) == (ONE.date, "time")
        assert report.published_from == "the mail's Date"
    assert one(write(tmp_path, "without_suffix", making.mail(ONE))).title == ONE.title


def test_reports_attached_to_a_mail_are_read(tmp_path: Path) -> None:
    attached = {
        "b.pdf": making.pdf([making.wrapped(story(2).text)]),
        "logo.png": b"\x89PNG",
        "c.txt": story(3).text.encode(),
    }
    found = reports(write(tmp_path, "a.eml", making.mail(ONE, attached=attached)))
    assert [any(story(n).mark in words(r.text) for r in found) for n in (1, 2, 3)] == [True] * 3
    assert len(found) == 3


def test_markdown(tmp_path: Path) -> None:
    report = one(write(tmp_path, "a.md", making.markdown(ONE)))
    assert words(report.text) == words(f"{ONE.title} {ONE.text} See the archive.")
    assert (report.title, report.published, report.publisher) == (ONE.title, ONE.date, ONE.publisher)


def test_tables_with_names_that_are_known(tmp_path: Path) -> None:
    rows = [making.row(story(n)) for n in range(5)]
    for delimiter, name in ((",", "a.csv"), (";", "b.csv"), ("\t", "c.tsv")):
        found = reports(write(tmp_path, name, making.table(rows, delimiter)))
        assert [r.text for r in found] == [story(n).text for n in range(5)]
        assert {(r.published, r.publisher) for r in found} == {(ONE.date, ONE.publisher)}
        assert found[3].url == story(3).url
        assert found[3].published_from == "the record, date"
    encoded = making.table(rows).decode()
    for data in (
        encoded.encode("utf-8-sig"),
        encoded.encode("utf-16"),
        encoded.encode("cp1252"),
        encoded.replace("\n", "\r\n").encode(),
    ):
        assert len(reports(write(tmp_path, "d.csv", data))) == 5


def test_a_row_is_kept_as_received_with_its_header(tmp_path: Path) -> None:
    data = making.table([making.row(story(n)) for n in range(3)])
    found = [x for x in read([write(tmp_path, "a.csv", data)]) if isinstance(x, Received)]
    header = data.split(b"\n", 1)[0] + b"\n"
    assert header + b"".join(x.raw.removeprefix(header) for x in found) == data


def test_tables_with_mapped_columns(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", making.table([{"n": "1", "memo": ONE.text, "day": "2025-03-04", "who": "Example"}]))
    assert "--columns text=NAME" in error(path)
    columns = Given(columns={"text": "memo", "published": "day", "publisher": "who"})
    report = one(path, given=columns)
    assert (report.text, report.published, report.publisher) == (ONE.text, "2025-03-04", "Example")
    assert "no column memory" in error(path, given=Given(columns={"text": "memory"}))
    lines = write(tmp_path, "a.jsonl", making.jsonl([{"memo": ONE.text, "day": "4 March 2025"}]))
    assert one(lines, given=Given(columns={"text": "memo", "published": "day"})).published == "2025-03-04"


def test_a_table_whose_lines_end_in_cr_alone(tmp_path: Path) -> None:
    # once an error of the csv module; found by fuzzing
    assert len(reports(write(tmp_path, "a.csv", making.table([making.row(ONE)] * 3).replace(b"\r\n", b"\r")))) == 3
    assert isinstance(next(read([write(tmp_path, "b.csv", b'text,"da\rte\n"x,y\n')])), ReportError)


def test_a_row_in_another_encoding_costs_that_row_only(tmp_path: Path) -> None:
    rows = [making.table([making.row(story(n))]).split(b"\n", 1) for n in range(3)]
    bad = rows[1][1].replace(b"Rebels", "Повстанцы атаковали лагерь повстанцы атаковали".encode("cp1251"))
    found = list(read([write(tmp_path, "a.csv", rows[0][0] + b"\n" + rows[0][1] + bad + rows[2][1])]))
    assert [type(x) for x in found] == [Received, ReportError, Received]
    assert "encoding cannot be told" in str(found[1])


def test_faults_of_rows_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    data = "date,text\n" + f"2025-03-04,{story(1).text.split('.')[0].replace(',', '')}\n2025-03-04,\na,b,c,d\n"
    found = list(read([write(tmp_path, "a.csv", data)]))
    assert [type(x) for x in found] == [Received, ReportError, ReportError]
    assert "a.csv:3: a row without text" in str(found[1])
    assert "a.csv:4: a row of 4 cells under 2 columns" in str(found[2])


def test_a_quotation_mark_that_is_never_closed_takes_bounded_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTHAND_MAX_REPORT_MB", "1")
    good = f'2025-03-04,"{ONE.text}"\n'
    found = list(
        read(
            [
                write(
                    tmp_path,
                    "a.csv",
                    "date,text\n" + good + '2025-03-05,"never closed\n' + good.replace('"', "") * 4000,
                )
            ]
        )
    )
    assert isinstance(found[0], Received)
    assert "a quotation mark not closed" in str(found[-1])


LAYOUTS = {
    "ngec": {"event_text": ONE.text, "pub_date": ONE.date, "publication": "Example", "id": "1"},
    "news-please": {
        "maintext": ONE.text, "date_publish": ONE.date + " 10:00:00", "source_domain": "Example", "authors": ["A"],
        "description": "no", "date_download": "2026-01-01",
    },
    "all the news": {
        "content": ONE.text, "date": ONE.date, "publication": "Example", "author": "A", "year": 2025, "month": 3,
    },
    "realnews": {"domain": "Example", "text": ONE.text, "publish_date": "03-04-2025", "date": ONE.date},
    "guardian": {
        "webPublicationDate": ONE.date + "T10:00:00Z", "fields": {"bodyText": ONE.text, "publication": "Example"},
    },
    "newsapi": {"publishedAt": ONE.date + "T10:00:00Z", "source": {"id": None, "name": "Example"}, "content": ONE.text},
    "event registry": {
        "body": ONE.text, "dateTimePub": ONE.date + "T10:00:00Z", "date": "2025-03-05", "source": {"title": "Example"},
    },
    "reliefweb": {
        "id": 1,
        "fields": {
            "title": "T", "body": ONE.text, "date": {"original": ONE.date + "T00:00:00+00:00", "created": "2025-03-09"},
            "source": [{"name": "Example"}],
        },
    },
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts_of_common_dumps_are_recognised(tmp_path: Path, name: str) -> None:
    report = one(write(tmp_path, "a.jsonl", json.dumps(LAYOUTS[name])))
    assert (report.text, report.published, report.publisher) == (ONE.text, ONE.date, "Example")


def test_notes_of_acled_are_reports_without_a_date_of_publication(tmp_path: Path) -> None:
    rows = [
        {"event_id_cnty": "MLI1", "event_date": "2025-03-03", "notes": ONE.text, "source": "Example", "timestamp": "1"}
    ]
    report = one(write(tmp_path, "a.csv", making.table(rows)))
    assert (report.text, report.publisher, report.published) == (ONE.text, "Example", None)


def test_headlines_of_ucdp_are_reports_each_with_its_date_and_office(tmp_path: Path) -> None:
    row = making.ucdp([ONE, story(2)]) | {"source_date": "2025-03-04;2025-03-06", "source_office": "Wire;Post"}
    path = write(tmp_path, "a.csv", making.table([row]))
    found = [x for x in read([path]) if isinstance(x, Received)]
    assert [(x.report.publisher, x.report.published) for x in found] == [("Wire", "2025-03-04"), ("Post", "2025-03-06")]
    assert [x.report.origin for x in found] == [f"{path}:2#1", f"{path}:2#2"]
    assert all(ONE.mark in x.report.text for x in found[:1])
    assert b"type_of_violence" in found[0].raw, "the coding of the others is kept with it"
    uneven = write(tmp_path, "b.csv", making.table([row | {"source_office": "Wire;Post;Herald"}]))
    report = one(uneven)
    assert (report.publisher, report.published) == ("Wire;Post;Herald", None), "whose date is which cannot be told"


def test_an_answer_of_a_news_service_is_a_list_of_reports(tmp_path: Path) -> None:
    answer = {"status": "ok", "totalResults": 2, "articles": [LAYOUTS["newsapi"]] * 2}
    assert len(reports(write(tmp_path, "a.json", json.dumps(answer)))) == 2


@pytest.mark.parametrize("make", [making.rss, making.atom])
def test_feeds(tmp_path: Path, make: object) -> None:
    stories = [story(n) for n in range(4)]
    found = reports(write(tmp_path, "a.xml", make(stories)))  # type: ignore[operator]
    assert [words(r.text) for r in found] == [words(s.text) for s in stories]
    assert [(r.title, r.url, r.published) for r in found] == [(s.title, s.url, s.date) for s in stories]
    assert {r.publisher for r in found} == {"Harbour Example Wire"}
    assert (found[0].published_from, found[0].published_precision) == ("the feed entry's published", "time")


def test_a_feed_of_teasers_is_named(tmp_path: Path) -> None:
    assert "only the beginning" in error(write(tmp_path, "a.rss", making.rss([ONE], teaser=True)))


def test_a_feed_in_another_encoding(tmp_path: Path) -> None:
    data = (
        making.rss([ONE]).decode().replace("UTF-8", "windows-1252").replace("Residents", "Résidents").encode("cp1252")
    )
    assert "Résidents" in one(write(tmp_path, "a.xml", data)).text


def test_a_sitemap_alone_is_no_report(tmp_path: Path) -> None:
    assert "firsthand watch" in error(write(tmp_path, "a.xml", making.sitemap([ONE.url])))


@pytest.mark.parametrize("packed", [True, False])
def test_warc(tmp_path: Path, packed: bool) -> None:
    answers = [(story(n).url, "text/html; charset=utf-8", making.page(story(n)).encode()) for n in range(3)]
    answers.append(("https://harbour-wire.example/x.png", "image/png", b"\x89PNG\r\n"))
    answers.append(
        ("https://harbour-wire.example/r.pdf", "application/pdf", making.pdf([making.wrapped(story(7).text)]))
    )
    found = reports(write(tmp_path, "a.warc.gz" if packed else "a.warc", making.warc(answers, packed)))
    assert [r.url for r in found] == [story(0).url, story(1).url, story(2).url, "https://harbour-wire.example/r.pdf"]
    assert story(2).mark in found[2].text
    assert story(7).mark in words(found[3].text)


def test_warc_with_brotli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = making.page(ONE).encode()
    for body in (brotli.compress(page), page):
        data = making.warc([(ONE.url, "text/html", body)], encoding="br")
        assert ONE.mark in one(write(tmp_path, "a.warc.gz", data)).text
    monkeypatch.setenv("FIRSTHAND_MAX_REPORT_MB", "1")
    bomb = making.warc([(ONE.url, "text/html", brotli.compress(bytes(300_000_000), quality=5))], encoding="br")
    assert "it is larger than 1 MB" in error(write(tmp_path, "b.warc.gz", bomb))


def test_wacz(tmp_path: Path) -> None:
    found = reports(write(tmp_path, "a.wacz", making.wacz([story(1), story(2)])))
    assert [r.url for r in found] == [story(1).url, story(2).url], "what is not on the list of pages is left out"


def test_zip_of_everything_and_gzip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files: dict[str, bytes | str] = {
        "a/1.txt": story(1).text, "2.html": making.page(story(2)), "3.csv": making.table([making.row(story(3))]),
        "4.docx": making.docx([story(4).text]), "5.zip": making.archive({"x.md": making.markdown(story(5))}),
        "6.eml": making.mail(story(6)),
        "7.warc.gz": making.warc([(story(7).url, "text/html", making.page(story(7)).encode())]),
        "8.jsonl.gz": making.packed(making.jsonl([making.row(story(8))])), "__MACOSX/._1.txt": b"\x00",
        "a/.DS_Store": b"\x00",
    }  # fmt: skip
    data = making.archive(files)
    found = reports(write(tmp_path, "a.zip", data))
    assert [n for n in range(1, 9) if any(story(n).mark in r.text for r in found)] == list(range(1, 9))
    assert len(found) == 8
    assert (found[0].origin or "").endswith("a.zip!a/1.txt")
    assert len(reports(write(tmp_path, "b.jsonl.gz", making.packed(making.jsonl([making.row(ONE)] * 3))))) == 3
    assert one(write(tmp_path, "c.txt.gz", making.packed(ONE.text.encode()))).text == ONE.text
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert len(reports("-")) == 8


def test_standard_input_of_any_form_in_small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe(io.RawIOBase):
        """Gives seven bytes at a time and cannot go back."""

        def __init__(self, data: bytes) -> None:
            self._inner = io.BytesIO(data)

        def readable(self) -> bool:
            return True

        def readinto(self, target: object) -> int:
            part = self._inner.read(min(7, len(target)))  # type: ignore[arg-type]
            target[: len(part)] = part  # type: ignore[index]
            return len(part)

    forms = [
        making.pdf([making.wrapped(ONE.text)]), making.docx([ONE.text]), making.mail(ONE), making.page(ONE).encode(),
        making.rss([ONE]), making.jsonl([making.row(ONE)]), making.packed(ONE.text.encode()), ONE.text.encode(),
        making.warc([(ONE.url, "text/html", making.page(ONE).encode())], packed=False),
    ]  # fmt: skip
    for data in forms:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Pipe(data))))
        assert ONE.mark in words(one("-").text)


def test_months_and_years_are_no_dates_of_publication(tmp_path: Path) -> None:
    for stated, precision in (("March 2025", "month"), ("2025-03", "month"), ("2025", "year")):
        report = one(write(tmp_path, "a.txt", f"Date: {stated}\n\n{ONE.text}"))
        assert (report.published, report.published_precision, report.published_stated) == (None, precision, stated)
        assert report.text == ONE.text
    report = one(write(tmp_path, "a.txt", f"Date: 4 March 2025\n\n{ONE.text}"))
    assert (report.published_precision, report.published_from) == ("day", "a leading line")
    report = one(write(tmp_path, "a.txt", ONE.text), given=Given("2025-03-04"))
    assert (report.published, report.published_from) == ("2025-03-04", "said by the user")
