"""The day of a deed where it does not stand beside its word: frames, ranks, claims of responsibility, nights."""

import pytest

from firsthand import Claim, Coder, Report


def coded(coder: Coder, text: str, published: str = "2025-03-06") -> list[Claim]:
    return coder.code(Report(text=text, published=published, publisher="Dune Courier"))


def days(claims: list[Claim], trigger: str) -> tuple[str, str] | None:
    when = next(c.when for c in claims if trigger in (c.trigger.text or ""))
    return ((when.start or "")[:10], (when.end or "")[:10]) if when is not None else None


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        # two days that follow each other, and a number that belongs to what comes after
        ("On February 11 and 12 gunmen slaughtered 86 villagers in Seytenga.", "slaughtered", ("02-11", "02-12")),
        ("A dozen houses were destroyed between March 1 and 4.", "destroyed", ("03-01", "03-04")),
        ("On February 11 and 12 people died when gunmen raided Seytenga.", "raided", ("02-11", "02-11")),
        # hours after a night are those of its second day, hours after an evening those of the same
        ("Rebels shelled Bama overnight from Tuesday to Wednesday. Hours later jets bombed Spera.", "bombed",
         ("03-05", "03-05")),
        ("Gunmen raided Bama on Monday night. Hours later jets bombed Spera.", "bombed", ("03-03", "03-03")),
        # the week in the head of a bulletin is no day of writing
        ("Weekly Bulletin, 27 February – 5 March 2025\n\nIn Barja, nine people died on Tuesday when a house was hit.",
         "hit", ("03-04", "03-04")),
        # against what a deed is ranked is not its day, but that of what stands behind it
        ("The bombing, the worst in Quetta since 2018, killed nine people on Tuesday.", "bombing", ("03-04", "03-04")),
        ("Gunmen stormed an inn on Tuesday. It was the deadliest attack since January, when raiders shelled a mill.",
         "shelled", ("01-01", "01-31")),
        ("Fighting since last week has killed 40 people in Goma.", "Fighting", ("02-24", "03-06")),
        # who took it upon himself did so later
        ("Weekly list\n20 February, Mali, Ansongo: mortar fire on the camp, claimed by the Front the following day.",
         "mortar fire", ("02-20", "02-20")),
        # a longer head without a verb
        ("Weekly list\n19 February, Mali, between Old Kirra and Kirra Ford: illegal checkpoint. Two buses were robbed.",
         "robbed", ("02-19", "02-19")),
        # the day that opens a paragraph, until another
        ("• On 4 March drones hit the port of Gao. Two cranes were damaged.", "damaged", ("03-04", "03-04")),
        ("• On 4 March drones hit the port of Gao. Earlier the army burned two cranes.", "burned", None),
        ("Fighters of the Ash Front held the port of Gao on 4 March. Police burned two cranes.", "burned", None),
        # what its subject ends in is what it did
        ("Troops clashed with rebels in Gao on Tuesday. The firefight resulted in the death of two.", "firefight",
         ("03-04", "03-04")),
        # which accord it was, and no day until which
        ("Monitors went there as laid down by the 3 March accord signed by both sides in Gao.", "signed",
         ("03-03", "03-03")),
    ],
)  # fmt: skip
def test_day(coder: Coder, text: str, trigger: str, expected: tuple[str, str] | None) -> None:
    found = days(coded(coder, text), trigger)
    assert found == (tuple(f"2025-{d}" for d in expected) if expected else None)


def test_a_date_before_a_noun_is_that_nouns_only(coder: Coder) -> None:
    claims = coded(coder, "The papers tell of a 1997 attack on a lounge and the Kirra assault, which killed nine.")
    assert days(claims, "assault") is None


def test_a_history_goes_on_from_the_beginning_of_its_stretch(coder: Coder) -> None:
    text = (
        "The Siege of Kirra (12 November 1994 – 27 January 1995) was fought over a bridge.\n\n"
        "The rebels, who had come in the spring of 1991, cut the road on 12 November and three days later overran the "
        "airstrip. Jets bombed Kirra in December. In 2001 the mill was rebuilt."
    )
    claims = coded(coder, text, "2012-05-28")
    assert days(claims, "overran") == ("1994-11-15", "1994-11-15")
    assert days(claims, "bombed") == ("1994-12-01", "1994-12-31")


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        # how old a thing is, how many there were
        ("Gunmen attacked the fabled 11th century temple in Gao.", "attacked", None),
        ("Rebels burned the 1994 monument in Gao.", "burned", None),
        ("A 2000-strong mob burned several shops in Gao.", "burned", None),
        # but a war and a deed have their year
        ("Nine men were killed in Gao during the 1994 war.", "killed", ("1994-01-01", "1994-12-31")),
        ("He was jailed for the 1996 bombing of a market in Gao.", "bombing", ("1996-01-01", "1996-12-31")),
        ("Rebels burned the monument in Gao in 1994.", "burned", ("1994-01-01", "1994-12-31")),
    ],
)
def test_the_year_of_a_thing_is_not_the_deeds(
    coder: Coder, text: str, trigger: str, expected: tuple[str, str] | None
) -> None:
    assert days(coded(coder, text), trigger) == expected


def test_by_a_day_is_until_then(coder: Coder) -> None:
    for text in ("The army had shelled Gao by 3 March.", "By the 3rd of March rebels had shelled Gao."):
        assert days(coded(coder, text), "shelled") == ("", "2025-03-03")
