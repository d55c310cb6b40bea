"""Invented reports of an invented conflict at real places, with hand-made claims: every kind of gap that an export meets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from firsthand.exports.material import Losses, Material, gather
from firsthand.linking import link
from firsthand.records import Actor, Claim, Event, Harm, Link, Means, Phrase, Place, Report, Span, When

Coded = list[tuple[Report, list[Claim]]]
GAO = {"name": "Gao", "geonameid": 2457161, "lat": 16.27167, "lon": -0.04472, "country": "MLI", "admin1": "Gao",
    "precision": "town"}  # fmt: skip
BOUREM = {**GAO, "name": "Bourem", "geonameid": 2460087, "lat": 16.955, "lon": -0.34861}
MENAKA = {**GAO, "name": "Ménaka", "geonameid": 2453348, "lat": 15.91985, "lon": 2.39609}
ANSONGO = {**GAO, "name": "Ansongo", "geonameid": 2460201, "lat": 15.6597, "lon": 0.5022}
ARMY = {"kind": "military", "country": "MLI"}
WIRE = ("Niger Bend Wire", "media")


def phrase(text: str, words: str | None) -> dict[str, Any]:
    """The words with their span in the text."""
    if words is None:
        return {"text": None, "span": None}
    start = text.index(words)
    return {"text": words, "span": Span(start, start + len(words))}


def claim(
    report: Report,
    event_type: str,
    trigger: str,
    actors: Sequence[tuple[str, str, dict[str, Any]]] = (),
    when: tuple[str, str, str, str] | None = None,
    where: tuple[str, dict[str, Any]] | None = None,
    harm: Sequence[tuple[str, dict[str, Any]]] = (),
    chain: Sequence[tuple[str, str]] = (WIRE,),
    means: Sequence[tuple[str, str]] = (),
    **more: Any,
) -> Claim:
    """A claim of a report; the quote is the line that the trigger stands in."""
    text = report.text
    at = text.index(trigger)
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at) if "\n" in text[at:] else len(text)
    made = Claim(
        report_id=report.report_id,
        event_type=event_type,
        trigger=Phrase(**phrase(text, trigger)),
        quote=Phrase(text=text[start:end], span=Span(start, end)),
        actors=tuple(Actor(role=role, **{"name": w, **a}, **phrase(text, w)) for role, w, a in actors),
        means=tuple(Means(kind=kind, **phrase(text, w)) for w, kind in means),
        when=When(start=when[1], end=when[2], precision=when[3], **phrase(text, when[0])) if when else None,
        where=Place(**where[1], **phrase(text, where[0])) if where else None,
        harm=tuple(Harm(**h, **phrase(text, w)) for w, h in harm),
        attribution=tuple(Link(source=name, kind=kind) for name, kind in chain),
        **more,
    )
    return made.identified("tests")


def report(text: str, published: str | None = "2025-03-08", publisher: str = WIRE[0], **more: Any) -> Report:
    """A report; addresses and titles are invented."""
    return Report(text=text, published=published, publisher=publisher, **more)


def coded() -> Coded:
    """Thirteen reports. The comments say what each is for."""
    found: Coded = []

    def add(one: Report, *claims: Claim) -> None:
        found.append((one, list(claims)))

    # state-based, with a name that is a formula, an open toll, and a second report with another toll
    one = report(
        "Fighters of =CMD|Front attacked the army in Gao on 3 March with guns.\nAt least nine soldiers were killed.",
        url="https://wire.example/1", title="Attack in Gao", author="Awa Example",
    )  # fmt: skip
    front = ("initiator", "=CMD|Front", {"kind": "rebel"})
    day = ("3 March", "2025-03-03", "2025-03-03", "day")
    soldiers = {"outcome": "killed", "who": "soldiers", "party": "target", "low": 9}
    add(one, claim(one, "attack", "attacked", [front, ("target", "the army", ARMY)], day, ("Gao", GAO),
        [("nine soldiers", soldiers)], [WIRE, ("army spokesman", "official")], means=[("guns", "firearm")]))  # fmt: skip
    two = report("The army was attacked in Gao on 3 March; twelve soldiers were killed, Courier said.", "2025-03-04",
        "Sahel Courier")  # fmt: skip
    add(two, claim(two, "attack", "attacked", [("target", "The army", ARMY)], day, ("Gao", GAO),
        [("twelve soldiers", {**soldiers, "low": 12, "high": 12})], [("Sahel Courier", "media")]))  # fmt: skip
    # one-sided, a private person named, a witness, a time of day
    three = report("Gunmen shot dead Moussa Example near Ménaka at dawn on 5 March, his sister Fanta Example said.")
    add(three, claim(three, "killing", "shot dead",
        [("initiator", "Gunmen", {"kind": "rebel"}), ("target", "Moussa Example", {"kind": "civilian"})],
        ("dawn on 5 March", "2025-03-05T05:00", "2025-03-05T06:59", "time"), ("Ménaka", {**MENAKA, "precision": "near"}),
        [("Moussa Example", {"outcome": "killed", "who": "Moussa Example", "party": "target", "low": 1, "high": 1})],
        [WIRE, ("Fanta Example", "witness")]))  # fmt: skip
    # a hospital, a drone
    four = report("A drone hit the hospital of Bourem on 6 March. No one was hurt.")
    add(four, claim(four, "drone_strike", "hit", [("target", "the hospital", {"kind": "other"})],
        ("6 March", "2025-03-06", "2025-03-06", "day"), ("Bourem", {**BOUREM, "precision": "site"}),
        means=[("drone", "drone")]))  # fmt: skip
    # leads to survivors
    five = report("Militiamen raped two women in Ansongo on 2 March, a nurse said.")
    add(five, claim(five, "sexual_violence", "raped", [("initiator", "Militiamen", {"kind": "militia"})],
        ("2 March", "2025-03-02", "2025-03-02", "day"), ("Ansongo", ANSONGO),
        chain=[WIRE, ("a nurse", "medical")]))  # fmt: skip
    # denied by every source
    six = report("The army denied that it shelled Ansongo on 1 March.")
    add(six, claim(six, "shelling", "shelled", [("initiator", "The army", ARMY)],
        ("1 March", "2025-03-01", "2025-03-01", "day"), ("Ansongo", ANSONGO), chain=[WIRE, ("The army", "party")],
        stance="denies"))  # fmt: skip
    # planned; no toll
    seven = report("The group will march in Gao on 20 March.")
    add(seven, claim(seven, "protest", "march", [("initiator", "The group", {"kind": "protester"})],
        ("20 March", "2025-03-20", "2025-03-20", "day"), ("Gao", GAO), stage="planned"))  # fmt: skip
    # a country only, with coordinates that must not be used; a month
    eight = report("Rebels clashed with the army in Niger in February; 30 to 40 fighters died.")
    niger = {"name": "Niger", "country": "NER", "lat": 17.0, "lon": 8.0, "precision": "country"}
    add(eight, claim(eight, "armed_clash", "clashed",
        [("initiator", "Rebels", {"kind": "rebel"}), ("initiator", "the army", {"kind": "military", "country": "NER"})],
        ("February", "2025-02-01", "2025-02-28", "month"), ("Niger", niger),
        [("30 to 40 fighters", {"outcome": "killed", "who": "fighters", "low": 30, "high": 40})]))  # fmt: skip
    # a region; a week; a type of no scheme
    nine = report("The mayor accused the rebels of looting in Tombouctou region last week.")
    region = {"name": "Tombouctou", "admin1": "Tombouctou", "country": "MLI", "precision": "region"}
    add(nine, claim(nine, "accusation", "accused", [("initiator", "The mayor", {"kind": "state", "country": "MLI"})],
        ("last week", "2025-02-24", "2025-03-02", "week"), ("Tombouctou region", region)))  # fmt: skip
    # nothing told but the deed
    ten = report("Bandits abducted three traders.", None, "Gourma Today")
    add(ten, claim(ten, "abduction", "abducted", [("target", "three traders", {"kind": "civilian"})],
        harm=[("three traders", {"outcome": "abducted", "who": "traders", "party": "target", "low": 3, "high": 3})],
        chain=[("Gourma Today", "media")]))  # fmt: skip
    # two rebel groups; an unresolved place
    eleven = report("Front A fought Front B near Ouest-Village on 4 March.")
    add(eleven, claim(eleven, "armed_clash", "fought",
        [("initiator", "Front A", {"kind": "rebel", "actor_id": "a"}), ("initiator", "Front B", {"kind": "rebel", "actor_id": "b"})],
        ("4 March", "2025-03-04", "2025-03-04", "day"),
        ("Ouest-Village", {"name": "Ouest-Village", "country": "MLI", "precision": "near", "unresolved": "unknown"})))  # fmt: skip
    # a letter that is no letter everywhere, another script, a quote in a name
    twelve = report('Soldiers arrested "Ali, the \u202eeldest" in Gao on 7 March.', url="https://wire.example/12")
    add(twelve, claim(twelve, "arrest", "arrested",
        [("initiator", "Soldiers", ARMY), ("target", '"Ali, the \u202eeldest"', {"kind": "civilian"})],
        ("7 March", "2025-03-07", "2025-03-07", "day"), ("Gao", GAO)))  # fmt: skip
    # fresh
    thirteen = report("Shells hit a market in Ansongo on 28 March and killed 4 people.", "2025-03-29")
    add(thirteen, claim(thirteen, "shelling", "hit", [("target", "a market", {"kind": "other"})],
        ("28 March", "2025-03-28", "2025-03-28", "day"), ("Ansongo", ANSONGO),
        [("4 people", {"outcome": "killed", "who": "people", "party": "target", "low": 4, "high": 4})]))  # fmt: skip
    return found


def material(losses: Losses | None = None, **more: Any) -> Material:
    """The world as an export's material."""
    reports = coded()
    return gather(reports, link(reports), losses or Losses(), **more)


def event(
    event_type: str, actors: Sequence[tuple[str, str]], country: str | None = None, home: str = "MLI", **more: Any
) -> Event:
    """An event with actors of these roles and kinds, for rules that look at these alone."""
    made = tuple(
        Actor(role=role, kind=kind, name=f"{kind} {n}", country=country) for n, (role, kind) in enumerate(actors)
    )
    return Event(event_id="0123456789abcdef", event_type=event_type, actors=made, where=Place(country=home), **more)
