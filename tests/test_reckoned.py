"""Days counted from another event, or told ahead of or behind the story. Groups and events are invented."""

from __future__ import annotations

import pytest

from tests.test_context import days
from tests.test_roles import claims


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        # from the clause above
        ("Troops freed 58 pupils in Dori on Sunday, nine days after gunmen abducted them.", "abducted", "2024-05-10"),
        ("Police fired on a crowd on Sunday, a day after nine men died in a riot in Dori.", "riot", "2024-05-18"),
        ("Rebels burned a post on Sunday, hours after soldiers had killed an elder in Dori.", "killed", "2024-05-19"),
        ("Rebels left Dori on Friday, two days before soldiers burned a clinic.", "burned", "2024-05-19"),
        # from the deed that is taken up
        (
            "Gunmen stormed Djibo on Friday. The attack came three days after vigilantes lynched two men.",
            "lynched", "2024-05-14",
        ),
        # two days before
        ("On Friday rebels killed 11 hunters in Dori after abducting them two days before.", "abducting", "2024-05-15"),
        # after midnight a day begins
        ("Rebels stormed Djibo shortly after midnight on Saturday.", "stormed", "2024-05-18"),
        ("A truce began at midnight on Saturday.", "truce", "2024-05-19"),
        # what is called for lies ahead
        ("The Front called for fresh protests on Thursday.", "called for", "2024-05-23"),
        ("The governor summoned both sides to talks slated for Thursday.", "talks", "2024-05-23"),
        ("The rebels announced a truce for Wednesday.", "truce", "2024-05-22"),
        ("The Front protested on Thursday.", "protested", "2024-05-16"),
        # a date before the noun of an event is past, whatever the verb
        ("The Command will publish its findings on the September 17 airstrike.", "airstrike", "2023-09-17"),
        # on the 15th, whatever follows
        ("Twelve men who surrendered on the 15th came home.", "surrendered", "2024-05-15"),
    ],
)  # fmt: skip
def test_reckoned_days(text: str, trigger: str, day: str) -> None:
    found = dict(days(claims(text)))
    assert trigger in found, found
    assert found[trigger] == day


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Troops freed 58 pupils in Dori, nine days after gunmen abducted them.", "abducted"),
        ("Troops freed 58 pupils on Sunday, several days after gunmen abducted them.", "abducted"),
        ("Police fired on a crowd on Sunday, a day after the union threatened to seize Dori.", "seize"),
    ],
)
def test_nothing_to_reckon_from(text: str, trigger: str) -> None:
    assert dict(days(claims(text))).get(trigger) is None


def test_what_a_relative_clause_tells_ahead_moves_no_story() -> None:
    text = (
        "On 2 May 2018 rebels abducted a judge of Djibo, whose body was found four days later. "
        "The following day jets bombed Dori."
    )
    assert days(claims(text))[-1] == ("bombed", "2018-05-03")
