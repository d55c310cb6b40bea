"""What is denied with "any" or disowned, who goes home from captivity, and fights of clans. All groups are invented."""

import pytest

from firsthand import Claim, Coder, Report


def coded(coder: Coder, text: str) -> list[Claim]:
    return coder.code(Report(text=text, published="2025-03-06", publisher="Dune Courier"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # the "any" of a denial
        ("The army has not carried out any bombing in the valley, the minister said.", [("bombing", "denies")]),
        ("The army denied that it had carried out any bombing in the valley.", [("bombing", "denies")]),
        ("The ministry denied any attack on civilians.", [("attack", "denies")]),
        ("The army will respond to any attack. We will not tolerate any attack on our men.", []),
        # disowned
        ("The general said his men had nothing to do with the killings.", [("killing", "denies")]),
        ("We declare that we have nothing to do with the explosion in the market.", [("bombing", "denies")]),
        # home from captivity
        ("The 46 soldiers were handed back, with their weapons, on Tuesday.", [("release", "asserts")]),
        ("Last Friday, 64 of our servicemen were returned from captivity.", [("release", "asserts")]),
        ("The Novarian side received 59 prisoners.", [("release", "asserts")]),
        ("The prison received 59 prisoners on Monday.", []),
        # bands that fight each other, and neighbours
        ("Rival gangs clashed in Kirra on Monday.", [("armed_clash", "asserts")]),
        ("Fighting between two clans in Kirra left four dead.", [("armed_clash", "asserts")]),
        ("Clashes between residents of two villages left nine dead.", [("mob_violence", "asserts")]),
        # other words
        ("Gunmen relieved passengers of their phones and cash at a roadblock.", [("looting", "asserts")]),
        ("The general was relieved of his command.", []),
        ("The union will march to the capital on 12 March.", [("protest", "asserts")]),
        ("Some 220,000 refugees have abandoned 12 camps around Uvira.", [("displacement", "asserts")]),
        ("Villagers abandoned their homes after the flood.", []),
        ("The militants cut off two of her fingers.", [("torture", "asserts")]),
        ("Doctors cut off two of his toes.", []),
        ("Two army companies were moved into the area at dawn.", [("mobilization", "asserts")]),
        ("Prices were brought down by two percent.", []),
        # what a weapon did
        ("A bomb hidden in a set sank the ferry Reina off Kirra.", [("bombing", "asserts")]),
        ("A rocket sank a boat near Kirra.", [("shelling", "asserts")]),
        ("A Lancet drone burned a tank outside Kirra.", [("drone_strike", "asserts")]),
        ("The ministry announced the destruction of three unmanned aircraft.", [("shootdown", "asserts")]),
        ("Armed men disarmed nine officers.", [("weapons_seizure", "asserts")]),
        ("The rebels carried away 22 rifles and a radio set.", [("weapons_seizure", "asserts")]),
        ("Her smile disarmed the officers.", []),
        # nobody new, and somebody
        ("Gunmen raided a mill, injuring nine. Two of the injured were in serious condition.", [("attack", "asserts")]),
        ("Gunmen raided a mill. Six men were in serious condition.", [("attack", "asserts"), ("attack", "asserts")]),
        # how it came about is no meeting
        ("The pilots were let go this morning after mediation by elders.", [("release", "asserts")]),
        ("Mediation between the emir and the rebels began on Monday.", [("talks", "asserts")]),
    ],
)
def test_claims(coder: Coder, text: str, found: list[tuple[str, str]]) -> None:
    assert [(c.event_type, c.stance) for c in coded(coder, text)] == found


def test_what_a_participle_tells_is_over(coder: Coder) -> None:
    claims = coded(coder, "The rebels handed over 14 soldiers, captured in May, to the army.")
    assert {(c.when.start or "")[:7] for c in claims if c.when} == {"2024-05"}
