"""Words and measures between states and bands: charges, refusals, threats, sanctions, troops on the move, help.

All groups and outlets are invented; the states are real where the reading must know that they are states.
"""

import pytest

from firsthand import Claim, Coder, Report

POLITICS = frozenset(
    ["accusation", "rejection", "threat", "sanction", "mobilization", "withdrawal", "cooperation", "military_support",
     "arms_transfer", "aid", "break_relations", "release", "displacement"]
)  # fmt: skip


def coded(coder: Coder, text: str) -> list[Claim]:
    claims = coder.code(Report(text=text, published="2025-03-06", publisher="Dune Courier"))
    return [c for c in claims if c.event_type in POLITICS]


def named(claim: Claim, role: str) -> str | None:
    return next((a.name or a.text for a in claim.actors if a.role == role), None)


@pytest.mark.parametrize(
    ("text", "kind", "initiator", "target"),
    [
        # sharp words
        (
            "Syria's leader called President Okafor a liar on Thursday.",
            "accusation",
            "Syria's leader",
            "President Okafor",
        ),
        ("The interior minister called the rebels murderers.", "accusation", "interior minister", "rebels"),
        ("The general described Chad as the aggressor.", "accusation", "general", "Chad"),
        ("Chad assailed Sudan for sheltering deserters.", "accusation", "Chad", "Sudan"),
        ("The president rebuked critics who say the war is lost.", "accusation", "president", "critics"),
        ("The envoy chided both sides for breaking the truce.", "accusation", "envoy", "sides"),
        ("Chad condemned Sudan's invasion of the islands.", "accusation", "Chad", "Sudan"),
        ("Chad lashed out at Sudan for hosting the rebels.", "accusation", "Chad", "Sudan"),
        ("The opposition criticized the army's failure to stop the massacre.", "accusation", "opposition", "army"),
        ("Chad has often claimed that Sudan was undermining the peace.", "accusation", "Chad", "Sudan"),
        ("The mayor said that Chad bears full responsibility.", "accusation", "mayor", "Chad"),
        ("The envoy condemns in the strongest terms the regime's use of gas.", "accusation", "envoy", "regime"),
        # refusals
        ("Chad's leaders have opposed the alliance's expansion.", "rejection", "Chad's leaders", "alliance"),
        ("THE LANDOWNERS OPPOSE THE DISBANDING OF THE MILITIA.", "rejection", "LANDOWNERS", "DISBANDING"),
        ("The army cannot accept the conditions of the Front.", "rejection", "army", "conditions"),
        ("THE JUNTA CANNOT ACCEPT THIS PROCEDURE.", "rejection", "JUNTA", "PROCEDURE"),
        ("Chad has not recognized the new government.", "rejection", "Chad", "new government"),
        ("Chad would not allow the convoy to pass.", "rejection", "Chad", "convoy"),
        ("Chad stalled ratification of the border treaty.", "rejection", "Chad", None),
        ("The junta ignored calls for a truce.", "rejection", "junta", None),
        ("Soldiers barred the observers from two sites.", "rejection", "Soldiers", "observers"),
        # threats
        ("The minister said France would use force if talks fail.", "threat", "France", None),
        ("The premier said Chad can expect air strikes.", "threat", "premier", "Chad"),
        ("The president refused to rule out military action.", "threat", "president", None),
        ("The Front vowed to sabotage the elections.", "threat", "Front", None),
        ("Chad gave Sudan two days to withdraw its troops.", "threat", "Chad", "Sudan"),
        # measures
        ("France may extend its naval quarantine to Aqaba.", "sanction", "France", "Aqaba"),
        ("Warships were trying to block shipping to Libya.", "sanction", "Warships", None),
        ("Three columns of the army arrived in Surat.", "mobilization", "army", None),
        ("Four companies of police were rushed to Surat.", "mobilization", None, None),
        ("A French carrier is patrolling the gulf.", "mobilization", "French carrier", None),
        ("Marines were headed to the border.", "mobilization", "Marines", None),
        ("Chad is bringing its soldiers home from Mali.", "withdrawal", "Chad", None),
        ("The premier pledged to stand united with France.", "cooperation", "premier", None),
        ("The guerrillas receive support from Libya.", "military_support", "Libya", "guerrillas"),
        ("Russia sold Iran two submarines.", "arms_transfer", "Russia", "Iran"),
        ("France extended 30 million dollars in economic aid to Chad.", "aid", "France", "Chad"),
        ("France expelled the members of the inspection team.", "break_relations", "France", "inspection team"),
        ("All the accused were granted bail by the court.", "release", "court", None),
        ("Millions of people are flooding out of Syria.", "displacement", None, "people"),
    ],
)
def test_what_is_said_and_done_between_sides(
    coder: Coder, text: str, kind: str, initiator: str | None, target: str | None
) -> None:
    claims = [c for c in coded(coder, text) if c.event_type == kind]
    assert claims, [(c.event_type, c.trigger.text) for c in coded(coder, text)]
    for role, wanted in (("initiator", initiator), ("target", target)):
        if wanted is not None:
            assert wanted.lower() in (named(claims[0], role) or "").lower(), (role, named(claims[0], role))


@pytest.mark.parametrize(
    "text",
    [
        "The critic criticized the film for its slow second act.",
        "The coach blasted his players after the defeat.",
        "She called her brother a liar at the wedding.",
        "The opposition criticized the tax bill in parliament.",
        "Reviewers slammed the phone for its poor camera.",
        "He called the president at noon.",
        "The minister called the president a friend.",
        "The teacher scolded the pupils for being late.",
        "The senator opposed the tax bill.",
        "The tenants opposed the plan to raise rents.",
        "The shop will not accept cards.",
        "The judge dismissed the complaint against the airline.",
        "Doctors warned that the virus could kill thousands.",
        "The mayor promised to crush the competition in the race.",
        "Firefighters were rushed to the burning factory.",
        "A lifeguard patrolled the beach.",
        "Soldiers who patrolled the road were killed by a mine.",
        "The bus headed to the border with tourists.",
        "She pledged to stand by her husband.",
        "Fans poured out of the stadium.",
        "The museum received support from the city.",
        "The mayor is committed to affirmative action.",
        "The envoy said that the test undermines regional security.",
        "That option is growing less likely as forces assemble in the kingdom.",
    ],
)
def test_what_is_no_affair_between_sides(coder: Coder, text: str) -> None:
    assert [(c.event_type, c.trigger.text) for c in coded(coder, text)] == []


def test_a_rare_verb_has_its_base_form(coder: Coder) -> None:
    """The language model gives "rebuk" and "vilifi"."""
    for verb in ("rebuked", "vilified", "castigated", "berated", "censured"):
        (claim,) = coded(coder, f"The president {verb} the rebels.")
        assert (claim.event_type, claim.trigger.text) == ("accusation", verb)


def test_who_is_to_blame_is_not_who_is_told(coder: Coder) -> None:
    (claim,) = coded(coder, "She told the council that Sudan was undermining the truce.")
    assert (claim.event_type, named(claim, "target")) == ("accusation", "Sudan")


def test_the_measure_and_its_verb_are_one(coder: Coder) -> None:
    (claim,) = coded(coder, "Sanctions against Libya were lifted by the council on Monday.")
    assert (claim.event_type, named(claim, "initiator"), named(claim, "target")) == ("sanction", "council", "Libya")


def test_a_day_is_no_part_of_a_phrase(coder: Coder) -> None:
    """ "Called him a traitor on Monday" calls on nobody."""
    claims = coder.code(Report(text="The general called the president a traitor on Monday.", publisher="Dune Courier"))
    assert [c.event_type for c in claims] == ["accusation"]


def test_what_is_denied_is_the_refusal(coder: Coder) -> None:
    """ "Will not accept" is no denial of something: it is said and meant."""
    (claim,) = coded(coder, "The rebels will not accept the plan.")
    assert (claim.event_type, claim.stage, claim.stance) == ("rejection", "occurred", "asserts")
    assert not coded(coder, "The rebels will accept the plan.")
