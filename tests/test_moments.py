"""Events of one sentence that happened at one moment, and those that did not. Groups and events are invented."""

from __future__ import annotations

import pytest

from tests.test_context import days
from tests.test_roles import claims


def day(text: str, trigger: str) -> str | None:
    found = dict(days(claims(text)))
    assert trigger in found, found
    return found[trigger]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        # one after another, of one subject, in what somebody says
        ("Residents told the Courier that bandits returned to Dori on Friday, shot four men and left.", "shot"),
        # a clause that tells on
        ("The clinic was raided on Friday by gunmen, who burned two trucks.", "burned"),
        ("On Friday rebels left Djibo with twelve hostages, whom they released at the border.", "released"),
        ("On Friday rebels moved on to Dori, where they burned two trucks.", "burned"),
        ("Police fired tear gas on Friday at hundreds of students who marched on the palace.", "marched"),
        # what came of it
        ("Rebels shelled a market in Dori on Friday; nine traders were killed.", "killed"),
        # what led up to it
        ("Soldiers retook the post on Friday after a six-hour gunbattle.", "gunbattle"),
        # when it exploded
        ("Two policemen died and a third was injured on Friday when a bomb exploded in Dori.", "exploded"),
        # a saying beside a saying
        ("The minister on Friday denied the report and accused the Grey Hand of lying.", "accused"),
        ("On Friday the emir accused the army of breaking the truce and withdrew his men.", "withdrew"),
        # in which, whatever it hangs on
        ("Norvania condemns the attack perpetrated on Friday in Dori, in which 13 men lost their lives.", "attack"),
        ("On Friday a bus was raided by gunmen, as a result of which seven men were abducted.", "abducted"),
        # who made the truce
        ("The emir said his men had kept the truce they declared on Friday.", "truce"),
        # what was done to the victims of the noun
        ("Dori mourns the murder of three farmers, who were ambushed and shot on Friday.", "murder"),
        ("Rebels advanced on Dori on Friday, where the governor decreed general mobilisation.", "general mobilisation"),
        # what they travel for
        ("The emirs flew to Dori on Friday for talks with the governor.", "talks"),
        # the saying has a day of its own
        ("Troops shot dead eight men who tried to cross the border on Friday, the army said on Sunday.", "shot dead"),
        # one of three verbs, and what stands before the comma
        ("A gang burst into a clinic on Friday, forced the guards to lie down and shot them.", "shot"),
        ("Gangs set fire to homes and opened fire in Dori late on Friday, leaving 13 dead.", "set fire"),
        # the verb goes on with what rebels did, not with what police are doing
        ("Police are pursuing rebels who raided Dori on Friday and burned two trucks.", "burned"),
    ],
)
def test_the_same_moment(text: str, trigger: str) -> None:
    assert day(text, trigger) == "2024-05-17"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The clinic was raided on Friday by gunmen, who had burned two trucks.", "burned"),
        ("On Friday police arrested an emir who burned two villages.", "burned"),
        ("The governor, who burned two villages, left Djibo on Friday.", "burned"),
        ("Soldiers retook the post on Friday after the attack on Dori.", "attack"),
        ("Norvania is pulling back troops that it massed near Dori on Friday.", "pulling back"),
        ("Rebels abducted a judge of Dori, whose body was found on Friday.", "abducted"),
        ("The emir, wanted for the bombing of Dori, surrendered on Friday.", "bombing"),
    ],
)
def test_another_moment(text: str, trigger: str) -> None:
    assert day(text, trigger) is None


@pytest.mark.parametrize(
    ("text", "trigger", "interval"),
    [
        # counted over a stretch of days
        (
            "Between 1 and 15 May, the Office documented 46 incidents in Dori, in which 112 people were killed.",
            "killed", ("2024-05-01", "2024-05-15"),
        ),
        (
            "The number of people killed since the Front began its war on May 3 now totals 18.",
            "killed", ("2024-05-03", "2024-05-20"),
        ),
        # since: when it began, also of verbs side by side
        (
            "More than 130 people have been killed and 60,000 displaced since fighting broke out in Dori on May 3.",
            "killed", ("2024-05-03", "2024-05-20"),
        ),
        (
            "Rebels have bombed two towns and fired mortars at a post since talks collapsed on May 3.",
            "bombed", ("2024-05-03", "2024-05-20"),
        ),
    ],
)  # fmt: skip
def test_stretches(text: str, trigger: str, interval: tuple[str, str]) -> None:
    found = {c.trigger.text: c.when for c in claims(text)}
    when = found[trigger]
    assert when is not None
    assert (when.start, when.end) == interval


def test_the_day_of_the_report_is_not_that_of_the_deed() -> None:
    text = "It was reported today that nine men died in an attack. Drivers said the attack took place on Friday."
    assert day(text, "attack") == "2024-05-17"


def test_in_a_history_the_only_time_of_a_sentence_may_be_old() -> None:
    text = (
        "The hospital siege of Djibo was a hostage crisis in the Sahel which lasted from 9 to 13 October 1996. "
        "A court sentenced the leader in 1998."
    )
    assert day(text, "siege") == "1996-10-09"


def test_what_a_clause_tells_ahead_keeps_no_day_from_the_verb_above() -> None:
    text = "On Friday rebels raided Djibo. They burned a mill, whose owner was found dead on Saturday."
    assert day(text, "burned") == "2024-05-17"


def test_a_line_that_goes_on_with_the_last_is_of_its_sentence() -> None:
    text = (
        "In the past 24 hours, Dask said, the Grey Vale \ncoalition\n conducted five airstrikes near Dori.\n"
        "The airstrikes have destroyed 900 trucks, he said."
    )
    found = claims(text)
    assert [c.when.start if c.when else None for c in found] == ["2024-05-19", None]
    assert [a.text for a in found[0].actors if a.role == "initiator"] == ["Grey Vale \ncoalition"]


def test_a_clause_before_the_verb_is_not_what_it_goes_on_with() -> None:
    text = "Police are pursuing rebels and, after they raided Dori on Friday, closed a road to Djibo."
    assert day(text, "raided") == "2024-05-17"
