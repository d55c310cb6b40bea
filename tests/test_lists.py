"""Lists that name their subject, time or place once, above their items. Groups, outlets and events are invented."""

from __future__ import annotations

from tests.test_roles import claims, side, tolls

WEEK = """\
Over the past day, the Grey Hand has:
- shelled Kalemie twice, wounding three civilians
- abducted five fishermen near Moba
- released two teachers
"""


def test_each_item_has_the_subject_and_the_time_above() -> None:
    found = claims(WEEK)
    assert [c.event_type for c in found] == ["shelling", "abduction", "hostage_release"]
    assert all(side(c, "initiator") == ["Grey Hand"] for c in found)
    assert {(c.when.start, c.when.end) for c in found if c.when} == {("2024-05-19", "2024-05-20")}


def test_a_bullet_between_two_lines_ends_the_first() -> None:
    text = (
        "Armed men in Djugu between 3 and 9 May:\n• attacked a camp in Rho, killing six people;\n"
        "• abducted four aid workers on the Bunia road;\n• burned 30 houses in Fataki.\n"
    )
    found = claims(text)
    assert [side(c, "initiator") for c in found] == [["Armed men"]] * 3
    assert [c.where.text for c in found if c.where] == ["Rho", "Bunia road", "Fataki"]


def test_what_stands_between_semicolons_is_a_list_too() -> None:
    text = "On 4 May, the army conducted operations in Beni: killed 12 militants; captured three; seized 14 rifles."
    found = [c for c in claims(text) if c.harm]
    assert tolls(found) == {("killed", 12, 12), ("captured", 3, 3), ("seized", 14, 14)}
    assert all(side(c, "initiator") == ["army"] and c.when and c.when.start == "2024-05-04" for c in found)


def test_a_toll_behind_a_colon_is_the_deeds() -> None:
    (claim,) = claims("KEY EVENTS\n* Airstrike on Kutum hospital: 11 killed, 25 wounded.\n")
    assert claim.event_type == "air_strike"
    assert tolls([claim]) == {("killed", 11, 11), ("injured", 25, 25)}
