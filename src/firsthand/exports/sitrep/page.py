"""The situation report as one self-contained page: no script, no picture from elsewhere, no request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from firsthand.exports import markup, words
from firsthand.exports.facts import Toll
from firsthand.exports.job import Job
from firsthand.exports.markup import escaped
from firsthand.exports.material import Losses, Material
from firsthand.exports.sitrep import figures, timeline, worldmap
from firsthand.exports.sitrep.figures import Dispute, Unit
from firsthand.records import Claim, Event, Report

CLAIMS = 12  # of an event shown with their words
ROWS = 15  # of the tables beside that of the events
SPOTS = 3_000  # on the map; with more, browsers become slow and circles hide each other


@dataclass(frozen=True)
class Look:
    """How the page is made: its title, what it is about in words, the timeline's unit (None: by the time spanned), and
    the most events in its table."""

    title: str
    about: str = ""
    unit: Unit | None = None
    most: int = 300


def page(material: Material, look: Look, losses: Losses | None = None) -> Iterator[str]:
    """The page's parts, in order. A material from the public profile gives a page that may be published.

    >>> "".join(page(Material((), {}, {}), Look("Nothing"))).count("No event")
    1
    """
    happened, said = figures.split(material)
    shown = figures.deadliest(happened, look.most)
    told = Job(material, "sitrep", losses=losses or Losses()).about()
    yield markup.opening(look.title, markup.style("base", "sitrep"))
    yield from _head(material, happened, look, told)
    yield '<main id="main">\n'
    if not material.events:
        yield '<p class="none">No event passes what was asked for.</p>\n'
    if happened:
        yield from _map(happened)
        yield from _timeline(happened, look.unit)
        yield '<div class="pair">\n'
        yield _section("what", "What happened")
        yield _table("Events by type", ("Type", "Events", "Killed"), figures.types(happened)) + "</section>\n"
        yield _section("who", "Who took part")
        heads = ("Actor", "Kind", "Events", "Acted in")
        yield _table("Those named in the events", heads, figures.actors(happened)) + "</section>\n"
        yield "</div>\n"
        yield from _events(shown, len(happened), material)
    told_said = [event for event, _ in said[: look.most]]
    yield from _disputes(figures.disputes([*shown, *told_said], material))
    yield from _said(said[: look.most], len(said))
    if material.events:
        yield from _sources(material)
    yield from _method(told)
    yield "</main>\n<footer>Made by firsthand. An event is what sources say, not what is known to be true.</footer>\n"
    yield "</body>\n</html>\n"


def _head(material: Material, happened: Sequence[Event], look: Look, told: Mapping[str, Any]) -> Iterator[str]:
    yield f'<a class="skip" href="#main">To the content</a>\n<header>\n<h1 dir="auto">{escaped(look.title)}</h1>\n'
    if look.about:
        yield f'<p class="about"><bdi>{escaped(look.about)}</bdi></p>\n'
    publication = told["publication"]
    kind = "note" if publication["profile"] == "none" else "public"
    text = publication.get("note") or "Made for publication: what could harm people is left out or made coarse; " + (
        'see <a href="#method">how</a>.'
    )
    yield f'<p class="{kind}">{escaped(text) if kind == "note" else text}</p>\n'
    numbers = [("events", f"{len(happened):,}")]
    tolls = [(name, figures.total(happened, name)) for name in ("killed", "injured", "abducted", "displaced")]
    numbers += [(name, _range(toll)) for name, toll in tolls if toll is not None]
    disputed = sum(bool(event.contested) for event in material.events)
    one_origin = sum(event.independent_origins < 2 for event in happened)
    numbers += [("events that sources differ on", str(disputed)), ("events from one origin only", str(one_origin))]
    numbers.append(("reports read", f"{len(material.reports):,}"))
    rows = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in numbers)
    yield f'<dl class="numbers">{rows}</dl>\n</header>\n'


def _range(toll: Toll) -> str:
    """The best figure, with the bounds where they say more.

    >>> _range(Toll(7, 7, 7)), _range(Toll(7, 7, None)), _range(Toll(7, 9, None))
    ('7', '7+', '9 <small>(7+)</small>')
    """
    low, best, high = toll
    if best is None or low == best == high:
        return words.count(low, high) if best is None else f"{best:,}"
    if low == best and high is None:
        return f"{best:,}+"
    return f"{best:,} <small>({words.count(low, high)})</small>"


def _harm(event: Event) -> str:
    """What was done to how many of whom."""
    told = []
    for row in event.harm:
        group = row["who"] or ("" if row["unit"] == "person" else row["unit"])
        told.append(f"{row['outcome']} {_range(Toll(row['low'], row['best'], row['high']))} {escaped(group)}".strip())
    return "; ".join(told) or "–"


def _section(name: str, title: str, more: str = "") -> str:
    return f'<section id="{name}" aria-labelledby="{name}-h"{more}>\n<h2 id="{name}-h">{title}</h2>\n'


def _map(events: Sequence[Event]) -> Iterator[str]:
    spots = sorted(figures.spots(events), key=lambda one: (-(one.dead or 0), -one.events))
    yield _section("map", "Where")
    yield '<div class="beside">\n'
    if spots:
        yield f'<figure>{worldmap.picture(spots[:SPOTS])}<figcaption><ul class="key">'
        marks = (("deadly", "people killed"), ("quiet", "no deaths told"), ("disputed", "sources differ"))
        yield "".join(
            f'<li><svg viewBox="0 0 16 16" aria-hidden="true"><circle class="spot {kind}" cx="8" cy="8" r="6"/></svg>'
            f"{name}</li>"
            for kind, name in (*marks, ("quiet area", "somewhere within"))
        )
        yield "<li>The area of a circle grows with the number killed.</li></ul>"
        if len(spots) > SPOTS:
            yield f"The {SPOTS:,} deadliest of {len(spots):,} places are drawn. "
        yield "Outlines: Natural Earth. Borders and names imply no opinion on the status of any territory.</figcaption>"
        yield "</figure>\n"
    rows = figures.places(events)
    nowhere = sum(row.events for row in rows if not row.name)
    yield _table("Events by place", ("Place", "Events", "Killed"), [row for row in rows if row.name])
    yield "</div>\n"
    without = sum(one.where is None or one.where.lat is None for one in events)
    if without:
        some = "" if nowhere == without else f"of {without - nowhere} the sources give a place without a point, "
        yield f'<p class="small">{_count(without, "event")} not on the map: {some}'
        yield f"of {nowhere} no place.</p>\n" if some else "no source gives a place.</p>\n"
    yield "</section>\n"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


def _timeline(events: Sequence[Event], wanted: Unit | None) -> Iterator[str]:
    unit, bars, without = figures.bars(events, wanted)
    yield _section("time", f"When, by {unit}")
    if bars:
        yield f"<figure>{timeline.picture(bars, unit)}</figure>\n"
        unsure = sum(bar.unsure for bar in bars)
        notes = []
        if unsure:
            notes.append(
                f"{_count(unsure, 'event')} (lighter) could also lie in a neighbouring {unit}: drawn at the middle of "
                "the days that the sources leave open."
            )
        if without:
            notes.append(f"{_count(without, 'event')} without days that are certain within a month: not drawn.")
        yield f'<p class="small">{" ".join(notes)}</p>\n' if notes else ""
        yield f"<details><summary>The timeline as a table</summary>\n<table><caption>Events by {unit}</caption>\n"
        yield f'<thead><tr><th scope="col">{unit.title()}</th><th scope="col" class="n">Events</th>'
        yield '<th scope="col" class="n">Killed</th></tr></thead>\n<tbody>\n'
        yield "".join(
            f'<tr><th scope="row">{bar.name}</th><td class="n">{bar.events}</td><td class="n">{bar.dead}</td></tr>\n'
            for bar in bars
            if bar.events
        )
        yield "</tbody></table></details>\n"
    else:
        yield '<p class="none">No event has days that are certain within a month.</p>\n'
    yield "</section>\n"


def _table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A small table: the first column names its rows, numbers stand to the right, None is a dash; the first rows."""

    def cell(value: object) -> str:
        if value is None or isinstance(value, int):
            return f'<td class="n">{"–" if value is None else f"{value:,}"}</td>'
        return f"<td>{escaped(value)}</td>"

    numbers = [isinstance(value, int | None) for value in rows[0]] if rows else [False] * len(heads)
    top = "".join(
        f'<th scope="col"{" class=n" if number else ""}>{head}</th>'
        for head, number in zip(heads, numbers, strict=True)
    )
    body = "".join(
        f'<tr><th scope="row"><bdi>{escaped(first)}</bdi></th>{"".join(map(cell, rest))}</tr>\n'
        for first, *rest in rows[:ROWS]
    )
    more = f'<p class="small">{_count(len(rows) - ROWS, "further row")} not shown.</p>\n' if rows[ROWS:] else ""
    return (
        f"<div><table><caption>{caption}</caption>\n<thead><tr>{top}</tr></thead>\n"
        f"<tbody>\n{body}</tbody></table>\n{more}</div>\n"
    )


_COLUMNS = ("When", "Where", "What", "Who", "Harm", "Who says so")


def _events(shown: Sequence[Event], number: int, material: Material) -> Iterator[str]:
    """The table of events. Its roles are spelled out, for on a narrow screen its rows are laid out as cards, and a
    browser would not take that for a table any more."""
    yield _section("events", "The events")
    if len(shown) < number:
        yield f'<p class="small">The {len(shown)} deadliest of {number:,}; the figures count all of them.</p>\n'
    heads = "".join(f'<th role="columnheader" scope="col">{name}</th>' for name in _COLUMNS)
    yield '<table class="cards" role="table" aria-labelledby="events-h">\n<thead role="rowgroup"><tr role="row">'
    yield f'{heads}</tr></thead>\n<tbody role="rowgroup">\n'
    for number, event in enumerate(shown, 1):
        yield from _row(number, event, material)
    yield "</tbody></table>\n</section>\n"


def _row(number: int, event: Event, material: Material) -> Iterator[str]:
    claims = material.claims_of(event)
    status = next((words.status(claim) for claim in claims if words.status(claim)), "")
    what = words.kind(event.event_type)
    origin = ", ".join(f"<bdi>{escaped(one['source'])}</bdi>" for one in event.origins) or "unknown"
    count = event.independent_origins
    origin += f" <small>({_count(count, 'origin')}, {_count(len(event.reports), 'report')})</small>"
    disputed = ""
    if event.contested:
        disputed = f' <a class="flag" href="#d-{markup.attribute(event.event_id)}">sources differ</a>'
    cells = (
        escaped(words.when(event.when) or "day unknown"), escaped(figures.place_name(event) or "place unknown"),
        escaped(what) + (f" <small>({escaped(status)})</small>" if status and len(claims) == 1 else ""),
        escaped(words.sides(event.actors) or "not told"), _harm(event) + disputed,
        origin + _claims(claims, material),
    )  # fmt: skip
    yield f'<tr role="row" id="e-{markup.attribute(event.event_id)}">'
    for at, (name, cell) in enumerate(zip(_COLUMNS, cells, strict=True)):
        tag = "th" if at == 0 else "td"
        scope = ' role="rowheader" scope="row"' if at == 0 else ' role="cell"'
        yield f'<{tag}{scope}><span class="label" aria-hidden="true">{name}</span><div dir="auto">{cell}</div></{tag}>'
    yield "</tr>\n"


def _claims(claims: Sequence[Claim], material: Material) -> str:
    """The words that an event rests on; a public material has none."""
    told = [claim for claim in claims if claim.quote.text]
    if not told:
        return ""
    quotes: dict[tuple[str, str], str] = {}
    for claim in told:
        chain, report = figures.chain(claim), material.reports.get(claim.report_id)
        quotes.setdefault((claim.report_id, claim.quote.text or ""), f"{escaped(chain)}{_published(report)}")
    items = "".join(
        f'<li><q dir="auto">{escaped(quote)}</q><br><small><bdi>{source}</bdi></small></li>'
        for (_, quote), source in list(quotes.items())[:CLAIMS]
    )
    more = f"<li>and {len(quotes) - CLAIMS} more</li>" if len(quotes) > CLAIMS else ""
    return f"<details><summary>In their words</summary><ul>{items}{more}</ul></details>"


def _published(report: Report | None) -> str:
    if report is None:
        return ""
    title = report.title or (report.url and "the report") or ""
    parts = [report.published or "undated", markup.link(report.url, title) if title else ""]
    return " · " + " · ".join(part for part in parts if part)


def _disputes(found: Sequence[Dispute]) -> Iterator[str]:
    if not found:
        return
    yield _section("disputes", "Where the sources differ")
    yield '<p class="small">Side by side, unweighed: each account with the sources at the end of its chains.</p>\n'
    before = ""
    for one in found:
        event = one.event
        here = f' id="d-{markup.attribute(event.event_id)}"' if event.event_id != before else ""
        before = event.event_id
        head = " · ".join(
            x for x in (words.when(event.when), figures.place_name(event), words.kind(event.event_type)) if x
        )
        yield f'<div class="dispute"{here}>\n<h3 dir="auto">{escaped(head)}: {escaped(one.what)}</h3>\n'
        if len(one.positions) < 2:
            yield '<p class="small">The accounts are withheld.</p></div>\n'
            continue
        yield '<div class="sides">\n'
        for side in one.positions:
            sources = ", ".join(f"<bdi>{escaped(name)}</bdi>" for name in side.sources) or "no source named"
            through = ", ".join(f"<bdi>{escaped(name)}</bdi>" for name in side.through)
            yield f'<div><b dir="auto">{escaped(side.value)}</b><p>{sources}</p>'
            yield (f'<p class="small">told by {through}</p>' if through else "") + "</div>\n"
        yield "</div></div>\n"
    yield "</section>\n"


def _said(said: Sequence[tuple[Event, str]], number: int) -> Iterator[str]:
    if not said:
        return
    yield _section("said", "Planned, threatened or denied")
    yield '<p class="small">Not counted above: by these sources it has not happened, or not yet.'
    yield (f" The first {len(said)} of {number:,}." if number > len(said) else "") + "</p>\n"
    yield '<table><caption>Events that have not happened</caption>\n<thead><tr><th scope="col">When</th>'
    yield '<th scope="col">What</th><th scope="col">Who says so</th></tr></thead>\n<tbody>\n'
    for event, stage in said:
        sources = ", ".join(escaped(one["source"]) for one in event.origins) or "unknown"
        what = ", ".join(
            x for x in (f"{words.kind(event.event_type)} ({stage})", words.sides(event.actors),
                figures.place_name(event)) if x
        )  # fmt: skip
        yield f'<tr><th scope="row">{escaped(words.when(event.when) or "day unknown")}</th>'
        yield f'<td dir="auto">{escaped(what)}</td><td><bdi>{sources}</bdi></td></tr>\n'
    yield "</tbody></table>\n</section>\n"


def _sources(material: Material) -> Iterator[str]:
    yield _section("sources", "Who says so") + '<div class="pair">\n'
    heads = ("Origin", "Kind", "Events", "Told by nobody else")
    yield _table("Origins: the last links of the chains", heads, figures.origins(material.events))
    yield _table("Publishers of the reports", ("Publisher", "Reports"), figures.publishers(material))
    yield "</div>\n</section>\n"


def _method(told: Mapping[str, Any]) -> Iterator[str]:
    yield _section("method", "How this was made")
    yield "<h3>Method</h3>\n" + _list(told["method"]) + "<h3>What to bear in mind</h3>\n" + _list(told["caveats"])
    publication = told["publication"]
    if publication["profile"] != "none":
        yield "<h3>What was withheld for publication</h3>\n"
        counts = [f"{what}: {count}" for part in ("withheld", "changed") for what, count in publication[part].items()]
        warning = publication["small_cells"]["warning"]
        rules = f"As of {publication['as_of']}; events younger than {publication['delay_days']} days are left out."
        yield _list([rules, *counts, *([warning] if warning else []), *publication["method"]])
    else:
        yield f'<p class="small">{escaped(publication["note"])}</p>\n'
    for part, title in (("left_out", "Left out"), ("flagged", "Kept, with something missing")):
        if told[part]:
            yield f"<h3>{title}</h3>\n" + _list([f"{one['reason']}: {one['count']}" for one in told[part]])
    licences = [f"{x['what']}: {x['terms']} ({x['from']}). {x['note']}" for x in told["licences"]]
    yield "<h3>Licences</h3>\n" + _list([*licences, "country outlines: public domain (Natural Earth)"])
    versions = told["versions"]
    coded = f", reports coded with {'; '.join(versions['coded_with'])}" if versions["coded_with"] else ""
    yield f'<p class="small">firsthand {escaped(versions["firsthand"])}, codebook {escaped(versions["codebook"])}, '
    yield f"schema {versions['schema']}{escaped(coded)}.</p>\n</section>\n"


def _list(lines: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{escaped(line)}</li>\n" for line in lines) + "</ul>\n"
