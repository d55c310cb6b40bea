"""Who stands behind a claim: wordings of press prose in which the source was once lost, misnamed or spread too far."""

from __future__ import annotations

import pytest

from firsthand import Claim, Report
from tests import shipped

PUBLISHER = "Example Wire"


def claims(text: str, publisher: str = PUBLISHER) -> list[Claim]:
    return shipped.coder().code(Report(text=text, published="2024-05-20", publisher=publisher))


def chain(claim: Claim) -> list[str]:
    return [link.source for link in claim.attribution[1:]]


def origins(text: str, trigger: str, publisher: str = PUBLISHER) -> list[str]:
    found = [c for c in claims(text, publisher) if trigger in str(c.trigger.text)]
    assert found, [str(c.trigger.text) for c in claims(text, publisher)]
    return chain(found[0])


@pytest.mark.parametrize(
    ("text", "trigger", "source"),
    [
        # numbers without a clause
        ("The interior ministry spoke of 44 people killed in Kasari.", "killed", "interior ministry"),
        ("The mayor counted 27 graves after the massacre.", "counted", "mayor"),
        ("The state prosecutor's office recognises only 96 homicides.", "homicides", "prosecutor"),
        ("The Dask Committees put at 137 the martyrs who fell when gunmen stormed Kasari.", "stormed", "Committees"),
        ("The Orlin Force put the number of soldiers killed at six.", "killed", "Force"),
        # somebody told somebody, at the end of the sentence
        ("Three men forced an engineer out of his car and shot him, a witness, who gave no name, told reporters.",
         "shot", "witness"),
        ("KASARI – Nine people were shot dead in the market on Monday, Deputy Mayor Orlin Dask told the Example.",
         "shot", "Orlin Dask"),
        ("Gunmen attacked a convoy near Kasari, the newspaper learned from a source close to the family.",
         "attacked", "source"),
        ("Unknown men burned the village of Kasari on Saturday, it was learned from survivors.", "burned", "survivors"),
        # behind a semicolon, behind "but": somebody else, or nobody
        ("Kasari said that the army had shelled a town; Dask denied this and said in turn that rebels had attacked.",
         "attacked", "Dask"),
        ("According to the commission, 31 hostages died; a committee of survivors gives the number of killed as 74.",
         "died", "commission"),
        ("A drone strike at Kasari killed eight, per a local source; state media called the victims bandits.",
         "strike", "local source"),
        # pronouns
        ("The army did not immediately comment. It said later that its aircraft had bombed a camp.", "bombed", "army"),
        ("The Lashkar-e-Dask claimed the attack. It said its fighters had killed ten soldiers.", "killed", "Dask"),
        ("A union official has told us of the fight. He said police shot two men.", "shot", "union official"),
        ("The office met 65 villagers who had fled. They described how soldiers burned houses.", "burned", "villagers"),
        # whose claim it is
        ("The Dask newspaper reports, with reference to the border service, that soldiers shelled Kasari.",
         "shelled", "border service"),
        ("An official said without offering evidence that a rocket had hit the market in Kasari.", "hit", "official"),
        ("A raid that police said killed nine people ended at dawn.", "raid", "police"),
        ("The talks are to calm relations with Norvania, which said rebels had shelled Kasari.", "shelled", "Norvania"),
        ("The army said two men had died. Rebels burned a house. They said that soldiers had shot nine.",
         "shot", "Rebels"),
        ("Officials said two men had died. Rebels burned a house. They said that soldiers had shot nine.",
         "shot", "Officials"),
        ("The army recognised that two soldiers had died in an attack on Kasari.", "attack", "army"),
        ("Police sources expressed the suspicion that the same group had abducted a priest in Kasari.",
         "abducted", "Police sources"),
        ("Officials say that the rebels can expect air strikes.", "air strikes", "Officials"),
        ("The ministry said that General Dask is considering urging rebels to surrender.", "urging", "ministry"),
        ("SOME 120 REBELS STORMED THE JUNGLE TOWN OF KASARI BEFORE DAYBREAK, ENGAGED ITS POLICE GARRISON IN A "
         "GUN BATTLE, AND WITHDREW WHEN ARMY HELICOPTERS ARRIVED FROM TALA, INTERIOR MINISTER ORLIN DASK REN REPORTED.",
         "STORMED", "ORLIN DASK"),
        ("The Front has repeatedly been accused of executing informers in Kasari.", "executing", "unnamed"),
        ("Nine died in raids on Kasari, according to the mayor, while hospital sources put the figure at 20.",
         "raids", "mayor"),
        ("A spokesman said nobody was freed. They were held by men loyal to Orlin Dask, a warlord. He vowed to "
         "kill them.", "kill", "Orlin Dask"),
        ("The Dask newspaper said rebels fled. Channel One said men were shot. The newspaper said rebels burned a bus.",
         "burned", "Dask newspaper"),
        ("Channel One said men were shot. The Dask newspaper said rebels burned a bus in Kasari.",
         "burned", "Dask newspaper"),
        # nobody in particular
        ("Nine policemen died in an ambush set by rebels in the town of Gao, it was officially reported in Kasari.",
         "ambush", "unnamed"),
        ("It was learned today that rebels burned a bus in Kasari.", "burned", "unnamed"),
        ("Rebels burned a bus in Kasari, it was announced by the police.", "burned", "police"),
        # whose document
        ("The ministry said in a communique that two men died. The communique adds that rebels burned a bus in Kasari.",
         "burned", "ministry"),
        ("The Dask Guard issued a statement. The mayor slept. According to the statement, it bombed a post in Kasari.",
         "bombed", "Dask Guard"),
        ("A report on the war is out. The report says that soldiers burned a village in Kasari.", "burned", "report"),
        ("IN A COMMUNIQUE, THE DASK GUARD CALLS FOR TALKS. THE COMMUNIQUE ADDS THAT SOLDIERS SHELLED KASARI.",
         "SHELLED", "GUARD"),
        # names
        ("REBELS BURNED A BUS IN KASARI, ACCORDING TO THE EL DASKO ARTICLE.", "BURNED", "EL DASKO"),
        ("Rebels attacked Kasari on Monday, the Tala news agency Vest-Press said.", "attacked", "Vest-Press"),
        ("Rebels attacked Kasari on Monday, Inter-Vest reported.", "attacked", "Inter-Vest"),
        ("Four soldiers were killed in Kasari, the website Dask Online reports.", "killed", "Dask Online"),
    ],
)  # fmt: skip
def test_who_says_so(text: str, trigger: str, source: str) -> None:
    found = origins(text, trigger)
    assert found, text
    assert source.lower() in found[-1].lower()
    assert len(found) == 1 or "newspaper" in text


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Raiders believed to be from Kasari made off with 470 goats.", "made off"),
        ("Armed men believed to belong to the Dask Council attacked a village and killed nine people.", "attacked"),
        ("Police charged 214 people with belonging to the group, eleven of whom were hanged.", "hanged"),
        (
            "The ministry rejects the claim that it paid a ransom for Orlin Dask, who was kidnapped in March.",
            "kidnapped",
        ),
        ("Two old men were found decapitated in Kasari on Monday.", "decapitated"),
        ("A suicide bomber struck in Kasari on Monday. Our reporter counted ten bodies.", "counted"),
        ("A clash near Kasari claimed two more lives on Tuesday.", "clash"),
        ("The ministry said on Monday it was leaving, but rebels attacked the town of Kasari.", "attacked"),
        ("Gunners shelled Kasari on Tuesday, hours after soldiers killed nine villagers.", "killed"),
        ("Soldiers demolished four houses in Kasari, citing a lack of permits.", "demolished"),
        ("The Guard's leader accused Kasari of breaking the truce and withdrew his men from the post.", "withdrew"),
        ("No group has said that it carried out the bombing in Kasari.", "bombing"),
        ("Nobody claimed responsibility for the bombing in Kasari.", "bombing"),
        ("The envoy was ordered to urge the rebels to leave.", "urge"),
        ("The army did not confirm that rebels had shelled the town of Kasari.", "shelled"),
        ("The minister failed to mention the killing of nine men in Kasari.", "killing"),
        ("Police have yet to confirm that gunmen killed nine people in Kasari.", "killed"),
    ],
)
def test_the_publisher_tells_it_itself(text: str, trigger: str) -> None:
    assert origins(text, trigger) == []


@pytest.mark.parametrize(
    ("publisher", "text"),
    [
        (
            "Joint Dask Mission in Kasari",
            "The Mission can confirm that eleven shells landed in Kasari and killed a boy.",
        ),
        ("Kasari Centre for Documentation", "The Centre documented the killing of 74 civilians in Kasari."),
        ("General Staff of the Dask Forces", "The General Staff reports that soldiers killed nine rebels in Kasari."),
    ],
)
def test_a_publisher_that_calls_itself_for_short_is_no_further_source(publisher: str, text: str) -> None:
    found = claims(text, publisher)
    assert found
    assert all(chain(c) == [] for c in found)


@pytest.mark.parametrize(
    ("text", "source", "stance"),
    [
        ("The Guard said it had played no part in the bombing in Kasari.", "Guard", "denies"),
        ("The rebels said they had nothing to do with the bombing in Kasari.", "rebels", "denies"),
        ("A rival faction distanced itself from the bombing in Kasari.", "faction", "denies"),
        ("The Dask Brigade owned up to the bombing in Kasari.", "Dask Brigade", "admits"),
        ("A ministry paper called the reports of the bombing in Kasari fabricated.", "paper", "denies"),
    ],
)
def test_answers_for_a_deed(text: str, source: str, stance: str) -> None:
    (claim,) = [c for c in claims(text) if c.event_type == "bombing" and c.stance == stance]
    assert source in chain(claim)[-1]


def test_what_the_publisher_disowns_it_denies() -> None:
    (claim,) = claims("We declare that we have nothing to do with the bombing in Kasari.", "Channel of the Dask Sword")
    assert (claim.stance, chain(claim)) == ("denies", [])


def test_a_statement_goes_on_over_paragraphs() -> None:
    text = (
        "The Foreign Secretary, Orlin Dask, said:\n\nThe inquiry has ended. Its report is clear.\n\n"
        "The regime bombed the town of Kasari on Monday and killed nine people."
    )
    assert "Secretary" in origins(text, "bombed")[-1] or "Dask" in origins(text, "bombed")[-1]


def test_a_recording_is_its_speakers() -> None:
    text = (
        "POLICE RAIDED A RANCH IN KASARI.\n\n[BEGIN RECORDING] [COMMANDER ORLIN DASK] WE ARRESTED ELEVEN MEN. "
        "WE SEIZED DYNAMITE. [END RECORDING]\n\nREBELS ATTACKED A POST."
    )
    assert "DASK" in origins(text, "ARRESTED")[-1]
    assert "DASK" in origins(text, "SEIZED")[-1]
    assert origins(text, "ATTACKED") == []


def test_a_monitors_heading_names_the_outlet_of_the_whole_report() -> None:
    text = (
        "Excerpt from report in Daski by the independent Radio Orlin on 12 May\n\n"
        "Fighters ambushed a convoy near Kasari. The governor told the station that troops had bombed a camp."
    )
    assert origins(text, "ambushed", "Dask Monitoring") == ["Radio Orlin"]
    assert [x.lower() for x in origins(text, "bombed", "Dask Monitoring")] == ["radio orlin", "governor"]


def test_places_before_a_colon_do_not_speak() -> None:
    text = "Kasari: Rebels shelled a market.\n\nDaskovo: Gunmen attacked a post."
    assert origins(text, "shelled") == []
    assert origins(text, "attacked") == []


def test_what_a_station_was_once_quoted_for_is_no_report_of_its_own() -> None:
    text = (
        "The Front admitted the loss of the town but denied that 200 of its men had been captured, as state radio had "
        "reported on Sunday. It said only four fighters were killed.\n\nGunmen shelled a hospital in Kasari on Friday."
    )
    assert origins(text, "loss") == ["Front"]
    assert sorted(chain(c) for c in claims(text) if c.trigger.text == "captured") == [["Front"], ["state radio"]]
    assert origins(text, "killed") == ["Front"]
    assert origins(text, "shelled") == []


def test_a_report_that_is_retold_goes_on_to_the_end_of_its_paragraph() -> None:
    text = (
        "Gunmen killed nine herders near Kasari on Monday, as Radio Dask reported. The attackers burned two houses.\n\n"
        "The army arrested four men on Tuesday."
    )
    assert origins(text, "burned") == ["Radio Dask"]
    assert origins(text, "arrested") == []


def test_what_is_told_of_a_group_besides_is_not_what_is_said_of_it() -> None:
    text = "The faction, which burned the town of Kasari, is said to have abducted nine men in Daskovo."
    assert origins(text, "burned") == []
    assert origins(text, "abducted") == ["unnamed"]


def test_in_a_broadcast_the_stations_own_people_are_no_link() -> None:
    text = (
        "PAUL REN, CBN ANCHOR: Good evening. Warplanes bombed a building in Kasari today.\n\n"
        "ANNA DASK, CBN CORRESPONDENT: A police officer here told me that rebels shelled the town.\n\n"
        "REN: Senator?\n\nSEN. ORLIN TALA: Rebels killed nine people in Kasari.\n\nDASK: The army seized the town."
    )
    for trigger, found in (("bombed", []), ("shelled", ["police officer"]), ("killed", ["ORLIN TALA"]), ("seized", [])):
        assert origins(text, trigger) == found


def test_marks_of_the_old_agencies_are_quotation_marks() -> None:
    text = (
        "``It looks as though they panicked,'' a detective said of them. ``They robbed a bank. They shot four men.'' "
        "Muhammad `Abd al-Dask burned a bus in Tala."
    )
    assert origins(text, "shot") == ["detective"]
    assert origins(text, "burned") == []
