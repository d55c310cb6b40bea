"""Files of every form, made from nothing: invented reports by invented outlets, and faults planted in them."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from html import escape
from typing import NamedTuple

TOWNS = ("Gao", "Ansongo", "Bourem", "Ménaka", "Kidal", "Tessalit", "Gossi", "Hombori", "Douentza", "Timbuktu")


class Story(NamedTuple):
    """An invented report."""

    number: int
    title: str
    text: str
    date: str = "2025-03-04"
    publisher: str = "Harbour Example Wire"
    author: str = "Ada Example"

    @property
    def url(self) -> str:
        """Its invented address."""
        return f"https://harbour-wire.example/{self.number}"

    @property
    def mark(self) -> str:
        """Words that no other story has."""
        return f"message number {self.number}"


def story(number: int) -> Story:
    """The invented story of this number."""
    town = TOWNS[number % len(TOWNS)]
    return Story(
        number,
        f"Attack on a camp near {town}",
        f"Rebels attacked the army's camp near {town} on Monday and killed {2 + number % 9} soldiers, the army said in "
        f"message number {number}. Residents heard explosions until the morning, and the market stayed closed.\n\n"
        f"It was the third attack in the district this year. The River Front, an armed group, said that it had not "
        f"been there, and accused a militia of the attack. The governor asked people to stay at home.",
    )


def pdf(
    pages: Sequence[str],
    title: str = "",
    author: str = "",
    extra: str = "",
    catalog: str = "",
    scans: Sequence[int] = (),
) -> bytes:
    """A PDF document with a page for each text; ``extra``: one more object, ``catalog``: more entries of the catalog,
    ``scans``: the pages, from 0, that are a picture instead."""
    count = len(pages)
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Count {count} /Kids [{' '.join(f'{5 + 2 * n} 0 R' for n in range(count))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Title ({_pdf_string(title)}) /Author ({_pdf_string(author)}) /CreationDate (D:19990101000000Z) >>",
    ]
    for number, page in enumerate(pages):
        lines = "".join(f"({_pdf_string(line)}) Tj T* " for line in page.split("\n"))
        stream = f"BT /F1 11 Tf 14 TL 60 780 Td {lines} ET"
        if number in scans:
            stream = "q 595 0 0 842 0 0 cm /I1 Do Q"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * number} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> /XObject << /I1 {5 + 2 * count} 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252', 'replace'))} >>\nstream\n{stream}\nendstream")
    if scans:
        extra = (
            "<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8 "
            "/Length 4 >>\nstream\nabcd\nendstream"
        )
    if extra:
        objects.append(extra)
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    at = []
    for number, body in enumerate(objects, 1):
        at.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252", "replace"))
    table = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{one:010} 00000 n \n" for one in at).encode())
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{table}\n%%EOF\n".encode())
    return out.getvalue()


def _pdf_string(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def wrapped(text: str, width: int = 80) -> str:
    """Lines of a printed page, paragraphs apart by an empty one."""
    import textwrap

    return "\n\n".join(textwrap.fill(paragraph, width) for paragraph in text.split("\n\n"))


def docx(paragraphs: Sequence[str], title: str = "", author: str = "", head: str = "", body: str = "") -> bytes:
    """A DOCX document; ``head``: before the root element, ``body``: more elements."""
    main = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        + "".join(f"<w:p><w:r><w:t xml:space='preserve'>{escape(p)}</w:t></w:r></w:p>" for p in paragraphs)
        + f"{body}</w:body></w:document>"
    )
    core = (
        '<?xml version="1.0"?><cp:coreProperties '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        "<dcterms:created>1999-01-01T00:00:00Z</dcterms:created></cp:coreProperties>"
    )
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return archive({"[Content_Types].xml": types, "word/document.xml": main, "docProps/core.xml": core})


def odt(paragraphs: Sequence[str], title: str = "", head: str = "", body: str = "", kind: str = "text") -> bytes:
    """An OpenDocument text; ``head``: before the root element, ``body``: more elements."""
    names = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    for name in ("office", "text", "draw", "table"):
        names += f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    text = "".join(f"<text:p>{escape(p)}</text:p>" for p in paragraphs)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {names}><office:body>'
        f"<office:{kind}>{text}{body}</office:{kind}></office:body></office:document-content>"
    )
    meta = (
        f'<?xml version="1.0"?><office:document-meta {names}><office:meta><dc:title>{escape(title)}</dc:title>'
        "<dc:date>1999-01-01T00:00:00</dc:date></office:meta></office:document-meta>"
    )
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "meta.xml": meta})


def xlsx(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """An Excel workbook, written by openpyxl."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for cells in rows:
            sheet.append(list(cells))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(rows: Sequence[dict[str, str]]) -> list[list[object]]:
    """Records as the rows of a sheet, with real dates."""
    dated = [{**one, "date": datetime.date.fromisoformat(one["date"])} for one in rows]
    return [list(rows[0]), *(list(one.values()) for one in dated)]


def archive(files: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def mail(one: Story, html: bool = False, attached: dict[str, bytes] | None = None) -> bytes:
    """A mail with the story in it."""
    message = EmailMessage()
    message["From"] = f"{one.author} <desk@harbour-wire.example>"
    message["To"] = "reader@example.org"
    message["Subject"] = one.title
    message["Date"] = datetime.datetime.fromisoformat(one.date + "T09:30:00+01:00")
    message["Organization"] = one.publisher
    message["Message-ID"] = f"<{one.number}@harbour-wire.example>"
    if html:
        message.set_content("".join(f"<p>{escape(p)}</p>" for p in one.text.split("\n\n")), subtype="html")
    else:
        message.set_content(one.text)
    for name, data in (attached or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def page(one: Story, head: str = "", before: str = "", after: str = "", dated: bool = True) -> str:
    """A web page as publishers make them."""
    meta = f'<meta property="article:published_time" content="{one.date}T10:00:00Z">' if dated else ""
    paragraphs = "".join(f"<p>{escape(p)}</p>" for p in one.text.split("\n\n"))
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{one.title}</title>
<meta property="og:site_name" content="{one.publisher}"><meta name="author" content="{one.author}">{meta}
<link rel="canonical" href="{one.url}">{head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul></nav>
{before}<article><h1>{one.title}</h1>{paragraphs}</article>{after}
<footer><p>Imprint. All rights reserved.</p></footer></body></html>"""


def row(one: Story) -> dict[str, str]:
    """The story as a record under common names."""
    return {"title": one.title, "body": one.text, "date": one.date, "source": one.publisher, "link": one.url}


def acled(one: Story) -> dict[str, str]:
    """The story as the notes of a row of ACLED's shape."""
    return {
        "event_id_cnty": f"MLI{one.number}", "event_date": "03 March 2025", "event_type": "Battles",
        "latitude": "16.27", "longitude": "-0.04", "source": one.publisher, "notes": one.text, "fatalities": "3",
    }  # fmt: skip


def ucdp(stories: Sequence[Story]) -> dict[str, str]:
    """A row of UCDP GED's shape that rests on several articles, with their headlines."""
    return {
        "id": str(stories[0].number), "relid": f"MLI-2025-1-{stories[0].number}", "type_of_violence": "1",
        "date_start": "2025-03-03", "date_end": "2025-03-03", "latitude": "16.27", "longitude": "-0.04",
        "source_office": ";".join(one.publisher for one in stories),
        "source_date": ";".join(one.date for one in stories),
        "source_headline": ";".join(f"{one.title}, the army says in {one.mark}" for one in stories),
    }  # fmt: skip


def table(rows: Sequence[dict[str, str]], delimiter: str = ",") -> bytes:
    """A CSV table."""
    out = io.StringIO()
    made = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    made.writeheader()
    made.writerows(rows)
    return out.getvalue().encode()


def jsonl(rows: Sequence[dict[str, str]]) -> bytes:
    """JSON lines."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows).encode()


def rss(stories: Sequence[Story], teaser: bool = False) -> bytes:
    """An RSS 2.0 feed, with whole texts or with teasers."""
    items = ""
    for one in stories:
        day = datetime.date.fromisoformat(one.date).strftime("%a, %d %b %Y 10:00:00 GMT")
        if teaser:
            text = f"<description>{escape(one.text[:80])} [...]</description>"
        else:
            text = f"<content:encoded><![CDATA[<p>{one.text}</p>]]></content:encoded>"
        items += (
            f"<item><title>{escape(one.title)}</title><link>{one.url}</link><guid>{one.url}</guid>"
            f"<pubDate>{day}</pubDate>{text}</item>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Harbour Example Wire</title><link>https://harbour-wire.example/</link>{items}</channel></rss>"
    ).encode()


def atom(stories: Sequence[Story]) -> bytes:
    """An Atom feed."""
    entries = "".join(
        f"<entry><id>{one.url}</id><title>{escape(one.title)}</title><link href='{one.url}'/>"
        f"<published>{one.date}T10:00:00Z</published><updated>2025-12-31T00:00:00Z</updated>"
        f"<author><name>{one.author}</name></author>"
        f"<content type='html'>{escape('<p>' + one.text + '</p>')}</content></entry>"
        for one in stories
    )
    head = "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'>"
    return f"{head}<title>Harbour Example Wire</title>{entries}</feed>".encode()


def sitemap(urls: Sequence[str], changed: str = "2025-03-04") -> bytes:
    """A sitemap."""
    rows = "".join(f"<url><loc>{escape(url)}</loc><lastmod>{changed}</lastmod></url>" for url in urls)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()


def warc(answers: Sequence[tuple[str, str, bytes]], packed: bool = True, encoding: str | None = None) -> bytes:
    """A WARC file of answers (address, content type, body), written by warcio; ``encoding``: what their heads say."""
    import warnings

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the writer leaves its temporary files open
        writer = WARCWriter(out, gzip=packed)
        writer.write_record(writer.create_warcinfo_record("crawl.warc.gz", {"software": "invented"}))
        for url, kind, body in answers:
            lines = [("Content-Type", kind)] + ([("Content-Encoding", encoding)] if encoding else [])
            head = StatusAndHeaders("200 OK", lines, protocol="HTTP/1.1")
            record = writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=head)
            writer.write_record(record)
            del record
    return out.getvalue()


def wacz(stories: Sequence[Story]) -> bytes:
    """A WACZ collection: pages, and a picture and an advertisement that are not on its list."""
    answers = [(one.url, "text/html", page(one).encode()) for one in stories]
    answers.append(("https://ads.example/frame", "text/html", page(story(999_999)).encode()))
    answers.append(("https://harbour-wire.example/a.png", "image/png", b"\x89PNG\r\n"))
    lines = [json.dumps({"format": "json-pages-1.0", "id": "pages"})]
    lines += [json.dumps({"url": one.url, "title": one.title, "ts": "2026-01-01T00:00:00Z"}) for one in stories]
    files: dict[str, bytes | str] = {
        "archive/data.warc.gz": warc(answers), "pages/pages.jsonl": "\n".join(lines), "datapackage.json": "{}",
        "indexes/index.cdx": "",
    }  # fmt: skip
    return archive(files, zipfile.ZIP_STORED)


def markdown(one: Story) -> str:
    """A Markdown file with front matter."""
    return (
        f"---\ndate: {one.date}\nsource: {one.publisher}\n---\n\n# {one.title}\n\n**{one.text.split('.', 1)[0]}**."
        f"{one.text.split('.', 1)[1]}\n\n![a picture](a.png)\n\n```\nignored()\n```\n\nSee [the archive](https://harbour-wire.example)."
    )


def zeros(megabytes: int) -> bytes:
    """A gzip file that unpacks to so many MB of zeros."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    parts = [packer.compress(bytes(1_000_000)) for _ in range(megabytes)]
    return b"".join([*parts, packer.flush()])


def packed(data: bytes) -> bytes:
    """A gzip file."""
    return gzip.compress(data, mtime=0)
