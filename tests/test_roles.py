"""Who did what to whom, and how many: forms of words that were once read otherwise. Groups and outlets are invented."""

from __future__ import annotations

import functools

import pytest

from firsthand import Claim, Coder, Report

coder = functools.cache(Coder)


def claims(text: str, publisher: str = "Dunya Courier") -> list[Claim]:
    return coder().code(Report(text=text, published="2024-05-20", publisher=publisher))


def side(claim: Claim, role: str) -> list[str]:
    return [a.name or a.text or "" for a in claim.actors if a.role == role]


def tolls(found: list[Claim]) -> set[tuple[str, int | None, int | None]]:
    return {(h.outcome, h.low, h.high) for c in found for h in c.harm}


@pytest.mark.parametrize(
    ("text", "trigger", "initiators"),
    [
        ("A drone launched by the rebels crashed into a fuel tank.", "crashed", ["rebels"]),
        ("Kidnappers kept their promise to kill a trader.", "kill", ["Kidnappers"]),
        ("The lions of the Northern Sword attacked a post with mortars.", "attacked", ["lions"]),
        ("The mortar fire, which the ministry blamed on separatists, damaged 12 houses.", "fire", ["separatists"]),
        ("The driver was killed along with his son in Gao.", "killed", []),
        ("There was an exchange of fire at Gao, which left two people dead.", "exchange of fire", []),
        ("A group calling itself the Sons of the South claimed the bombing.", "bombing", ["Sons of the South"]),
    ],
)
def test_who_did_it(text: str, trigger: str, initiators: list[str]) -> None:
    found = [c for c in claims(text) if trigger in str(c.trigger.text)]
    assert found, text
    named = side(found[0], "initiator")
    assert len(named) == len(initiators)
    assert all(name in whole for name, whole in zip(initiators, named, strict=True))


def test_what_it_was_done_with_is_no_target() -> None:
    (claim,) = claims("Helicopters dropped barrel bombs on the old quarter of Aleppo.")
    assert not any("bomb" in name for name in side(claim, "target"))


def test_we_are_who_speaks() -> None:
    found = claims("We call on all parties to respect hospitals.", "Health Without Fences")
    assert [side(c, "initiator") for c in found] == [["Health Without Fences"]]


def test_a_number_is_no_name() -> None:
    found = claims("Two were killed and dozens arrested in the attack.")
    assert found
    assert not [a for c in found for a in c.actors if a.name]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Near Mosul, two strikes destroyed a position, a gun, seven buildings and a mortar; damaged 18 roads.",
            {("destroyed", 1, 1), ("destroyed", 7, 7), ("damaged", 18, 18)},
        ),
        ("Toll: on our side, two soldiers killed, six wounded.", {("killed", 2, 2), ("injured", 6, 6)}),
        ("The government put the death toll at five civilians.", {("killed", 5, 5)}),
        ("A grenade was thrown into a bar. Gunmen shot the guard in the leg.", {("injured", 1, 1)}),
        ("Rebels attacked two villages. Seven people died.", {("killed", 7, 7)}),
        ("Seven people died.", set()),
    ],
)  # fmt: skip
def test_tolls(text: str, wanted: set[tuple[str, int | None, int | None]]) -> None:
    assert tolls(claims(text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Artillery fired in support of troops is not classified as a strike.",
        "Having an aircraft deliver a weapon against a vehicle is one strike.",
        "The command does not report the number of munitions dropped in each strike.",
    ],
)
def test_sentences_that_define_tell_no_event(text: str) -> None:
    assert claims(text) == []


def test_whose_toll_it_is() -> None:
    (claim,) = claims("The government put the death toll at five civilians.")
    assert claim.attribution[-1].source == "government"
    assert side(claim, "target") == ["civilians"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Eight sentries were cut down by gunfire at a depot in Rafa.", "attack"),
        ("Two of the scouts were martyred in Rafa.", "killing"),
        ("Rebels and soldiers came to blows over the bridge at Tine.", "armed_clash"),
        ("Gunners opened up at dawn.", "shelling"),
        ("The nurses regained their freedom on Monday.", "hostage_release"),
        ("The inmates were beaten with cables in Bafut.", "torture"),
        ("Over 2,000 persons relocated to a school in Daudu.", "displacement"),
        ("Some 90 families have left the village.", "displacement"),
        ("Demonstrators kept 12 roadblocks in place in Puno.", "protest"),
        ("A commander handed himself over to the army.", "surrender"),
        ("Pirates took six crew members off Brass.", "abduction"),
        ("He is serving 12 years for the 2016 suicide bombing of a police post in Solo.", "suicide_bombing"),
        ("Eleven terrorists were sent to hell in Tank, the ISR said.", "killing"),
    ],
)
def test_words_for_it(text: str, kind: str) -> None:
    assert kind in {c.event_type for c in claims(text)}


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("A police truck hit a roadside bomb near Wardak.", "bomb"),
        ("A boy stepped on a mine in Khost.", "mine"),
        ("A man drove a van into worshippers outside a mosque in Tyne.", "van"),
        ("Kenya and Somalia traded artillery fire on Friday.", "artillery"),
    ],
)
def test_what_it_was_done_with(text: str, means: str) -> None:
    assert any(means in str(m.text) for c in claims(text) for m in c.means)


def test_a_plot_that_is_foiled_is_not_the_polices() -> None:
    (claim,) = [c for c in claims("Police have foiled a plot to bomb churches in Solo.") if c.event_type == "bombing"]
    assert (claim.stage, side(claim, "initiator"), side(claim, "target")) == ("planned", [], ["churches"])


def test_three_of_them_are_they() -> None:
    (claim,) = claims("Two of the soldiers raped a girl.")
    assert side(claim, "initiator") == ["soldiers"]


def told(text: str, trigger: str) -> Claim:
    found = [c for c in claims(text) if trigger in str(c.trigger.text)]
    assert found, text
    return found[0]


@pytest.mark.parametrize(
    ("text", "trigger", "initiators"),
    [
        ("The escort of the senator shot dead one of the attackers in Kasari.", "shot dead", ["escort"]),
        ("The air component bombed a depot at Kasari, destroying two trucks.", "bombed", ["air component"]),
        ("Most missiles were intercepted by the air defense systems of the base.", "intercepted", ["air defense"]),
        ("He was poisoned by a rival in Kasari.", "poisoned", ["rival"]),
        ("Three soldiers died in an insurgent attack near Kasari.", "attack", ["insurgent"]),
        ("Police raids on four flats left ten people dead.", "left", ["Police"]),
        ("In Kasari demonstrators burned a bus.", "burned", ["demonstrators"]),
        ("A parcel killed a clerk in Kasari.", "killed", []),
        ("Unrest displaced 900 families around Kasari.", "displaced", []),
        ("The League carried out a heavy attack near Kasari.", "attack", ["League"]),
        ("Those responsible for the attack fled.", "attack", []),
        ("Police arrested nine people for looting shops in Kasari.", "looting", ["people"]),
        ("A driver was pulled from his car by gunmen, beaten and robbed.", "beaten", ["gunmen"]),
        ("Raiders believed to be from Kasari made off with 90 goats.", "made off", ["Raiders"]),
        ("Police are pursuing bandits who raided a market and drove away 90 goats.", "drove away", ["bandits"]),
        ("The mission spoke of nine dead; a watchdog counted 58, and accused the army.", "accused", ["watchdog"]),
        ("The truce that the two parties signed in May collapsed.", "truce", ["parties"]),
        ("We deplore the detention of young men by soldiers.", "detention", ["soldiers"]),
        ("Two boys were arrested by the navy, which also found nine rifles.", "found", ["navy"]),
        ("KASARI - Militiamen attacked a prison and freed 90 inmates.", "freed", ["Militiamen"]),
        ("KASARI: Riverine dacoits released two drivers.", "released", ["Riverine dacoits"]),
        ("Six guards were hurt in clashes with protesters in Kasari.", "clashes", ["protesters"]),
        ("Some 90 families fled fighting between two clans near Kasari.", "fighting", ["clans"]),
        ("We reject the slander of the junta, which accuses us of murder.", "accuses", ["junta"]),
        ("Fighters of the Alliance for the Liberation attacked Kasari.", "attacked", ["Fighters of the Alliance"]),
        ("Marines killed four raiders and arrested two others, one of them a boy.", "arrested", ["Marines"]),
    ],
)
def test_who_acts_whatever_the_word(text: str, trigger: str, initiators: list[str]) -> None:
    named = side(told(text, trigger), "initiator")
    assert len(named) == len(initiators)
    assert all(name in whole for name, whole in zip(initiators, named, strict=True))


@pytest.mark.parametrize(
    ("text", "trigger", "targets"),
    [
        ("The junta demanded that the League withdraw its troops.", "demanded", ["League"]),
        ("The council called for the army's withdrawal from Kasari.", "called for", ["army"]),
        ("The speakers demanded negotiations with the council.", "demanded", ["council"]),
        ("The minister called on both sides to stop the fighting.", "called on", ["sides"]),
        ("We call on the interim authorities to free the nurses.", "call on", ["interim authorities"]),
        ("The gang demanded a ransom of two million dollars.", "demanded", []),
        ("Residents staged a sit-in against rising prices.", "sit", []),
        ("The government sent 600 soldiers to Kasari.", "sent", []),
        ("Troops recovered nine rifles in Kasari.", "recovered", []),
        ("Troops recovered nine rifles from the slain raiders in Kasari.", "recovered", ["slain raiders"]),
        ("One strike engaged a Red Banner convoy near Kasari.", "strike", ["Red Banner convoy"]),
        ("A blast tore through a bus in Kasari.", "blast", ["bus"]),
        ("Troops chased the bandits and arrested three of them.", "arrested", ["bandits"]),
        ("Gunmen abducted 32 tourists. Seventeen of them were freed by the army.", "freed", ["tourists"]),
        (
            "The men sought signatories of the deal, five of whom were murdered.",
            "murdered",
            ["signatories"],
        ),
    ],
)
def test_to_whom(text: str, trigger: str, targets: list[str]) -> None:
    assert side(told(text, trigger), "target") == targets


def test_what_is_seized_is_harm_and_nobody() -> None:
    claim = told("Troops recovered nine rifles in Kasari.", "recovered")
    assert [(h.outcome, h.low) for h in claim.harm] == [("seized", 9)]


def test_they_go_on_being_who_they_were() -> None:
    text = "Soldiers dragged a baker out and shot him. They took the goats. Then they burned the market."
    assert side(told(text, "burned"), "initiator") == ["Soldiers"]


@pytest.mark.parametrize(
    ("text", "trigger", "initiators"),
    [
        ("The men of Colonel Dasko raided Kasari. They took 90 goats.", "took", ["men of Colonel Dasko"]),
        ("The insurgents' spokesman said that they had shot down a helicopter.", "shot down", ["insurgents"]),
        (
            "The organisers will be back unless the deputies give in. They called for a strike.",
            "called",
            ["organisers"],
        ),
        ("Kinshasa broke off relations with Kigali and accused it of arming rebels.", "arming", ["Kigali"]),
        ("Police said bandits came back, shot four people and took away two.", "shot", ["bandits"]),
        ("The army rejected the report and accused the League of shelling a market.", "shelling", ["League"]),
        ("The ministry accuses soldiers of having shot nine civilians.", "shot", ["soldiers"]),
        ("The League says its guns have not fired on the camp.", "fired", ["League"]),
        ("The Front began the operation, supported by coalition advisers and air strikes.", "strikes", ["coalition"]),
        ("Police responded with a volley of plastic bullets that scattered a crowd.", "scattered", ["Police"]),
        ("Nine guards were killed fighting rebels near Kasari.", "fighting", ["guards", "rebels"]),
        ("He joined the League and assisted in smuggling weapons.", "smuggling", ["He"]),
        ("The League claimed the bombing in Kasari and an attack on a bar.", "attack", ["League"]),
        ("Drones attacked a military camp in Kasari.", "attacked", []),
        ("The Front denies shelling Kasari.", "shelling", ["Front"]),
        (
            "The mission holds soldiers of the 9th Brigade responsible for the killing of a nun.",
            "killing",
            ["soldiers of the 9th Brigade"],
        ),
        (
            "Insurgents killed two men and burned 60 houses, the mayor, Orlin Dask, told a radio.",
            "burned",
            ["Insurgents"],
        ),
        ("Militiamen stole nine trucks loaded with flour, the office of the envoy reported.", "stole", ["Militiamen"]),
        ("The leader accused the junta of breaking the truce and withdrew his men.", "withdrew", ["leader"]),
        ("A spokesman for the League, Orlin Dask, claimed the attack in Kasari.", "attack", ["League"]),
        (
            "Joint Command Horn of Dasht conducted an airstrike near Kasari.",
            "airstrike",
            ["Joint Command Horn of Dasht"],
        ),
        ("The army triggered a rampage by soldiers in Kasari.", "rampage", ["soldiers"]),
        ("Rebels are inflicting the worst bombardment yet on Kasari.", "bombardment", ["Rebels"]),
        ("A UN report accused both sides of looting.", "looting", ["sides"]),
        ("Gunners shelled Kasari, killing nine people, radio amateurs in the town said.", "killing", ["Gunners"]),
    ],
)
def test_who_is_meant(text: str, trigger: str, initiators: list[str]) -> None:
    assert side(told(text, trigger), "initiator") == initiators


@pytest.mark.parametrize(
    ("text", "trigger", "targets"),
    [
        ("Gunmen abducted two nurses near Kasari. They were released on Monday.", "released", ["nurses"]),
        ("The president suspended talks with the League, accusing it of war crimes.", "accusing", ["League"]),
        ("Dozens of reservists blocked the gate. Police detained seven of them.", "detained", ["reservists"]),
        ("Nine people died. Troops went after the bandits and arrested three of them.", "arrested", ["bandits"]),
        ("His lawyer said agents had beaten him.", "beaten", ["him"]),
        (
            "Units of the Front attacked with explosives and rifle fire the military base of the village of Kasari.",
            "attacked",
            ["base"],
        ),
        (
            "In occupied Kasari, the head of the police, Orlin Dask, was killed by a car bomb.",
            "killed",
            ["head of the police"],
        ),
        ("A commander was killed in an ambush at Kasari.", "ambush", ["commander"]),
        (
            "They conducted nine strikes using bombers and remotely piloted aircraft against camps.",
            "strikes",
            ["camps"],
        ),
        ("The army accused the League of firing rockets that hit several houses.", "firing", ["houses"]),
        ("A team was clearing mines near a temple that is well known, when it was attacked.", "attacked", ["team"]),
        ("The party is threatening to push for the League's expulsion.", "threatening", ["League"]),
        (
            "Two engineers and their driver abducted in May regained their freedom, a radio learned.",
            "abducted",
            ["engineers", "driver"],
        ),
        (
            "Angry youths burned tyres until soldiers dispersed them with shots in the air.",
            "dispersed",
            ["Angry youths"],
        ),
        ("Police fired tear gas and rubber bullets to disperse hundreds of marchers.", "tear gas", ["marchers"]),
        ("Soldiers used mortars to disperse the armed groups.", "used", ["armed groups"]),
        ("At the request of the government, the Front conducted an airstrike near Kasari.", "airstrike", []),
        ("The army fired warning shots at three smugglers.", "warning shots", ["smugglers"]),
        ("Men slit the throats of 43 villagers near Kasari.", "slit", ["villagers"]),
        ("Two thirds of the houses were burned down.", "burned", ["houses"]),
        ("A bomb went off inside a bus at the terminal in Kasari.", "went off", ["bus"]),
        ("Troops overran a camp of the Red Column near Kasari.", "overran", ["camp"]),
        ("The Front regained 300 square miles.", "regained", []),
        ("The League signed a truce with effect from midnight.", "truce", []),
    ],
)
def test_whom_it_befell(text: str, trigger: str, targets: list[str]) -> None:
    found = side(told(text, trigger), "target")
    assert found == targets or (found and targets and all(t in f for t, f in zip(targets, found, strict=True)))


def test_both_sides_of_a_fight_are_told() -> None:
    claim = told("Marines sustained combat against members of the Red Column.", "combat")
    assert side(claim, "initiator") == ["Marines", "Red Column"]


@pytest.mark.parametrize(
    ("text", "trigger", "initiators"),
    [
        ("Artillery of the Eastern Army hit two depots near Kasari.", "hit", ["Eastern Army"]),
        ("Drones operated by a police task force hit a hideout in Kasari.", "hit", ["police task force"]),
        ("A letter signed by the Grey Hand threatened journalists with death.", "threatened", ["Grey Hand"]),
        ("The Grey Hand owned up to the murder in a call to a newspaper.", "murder", ["Grey Hand"]),
        ("Raiders believed to belong to the Red Lantern attacked a camp near Kasari.", "attacked", ["Raiders"]),
        ("In its early years the Front specialised in the kidnapping of foreigners.", "kidnapping", ["Front"]),
        ("The strike, carried out by Arvenian jets, killed five.", "strike", ["Arvenian jets"]),
        ("Heavy fighting pitted the army against the rebels around Kasari.", "fighting", ["army", "rebels"]),
        ("Observers regret the fighting that broke out between troops and rebels.", "fighting", ["troops", "rebels"]),
        ("The army killed nine rebels; 37 soldiers were killed and 19 surrendered.", "surrendered", ["soldiers"]),
    ],
)
def test_who_did_it_in_other_words(text: str, trigger: str, initiators: list[str]) -> None:
    found = side(told(text, trigger), "initiator")
    assert len(found) == len(initiators)
    assert all(i in f for i, f in zip(initiators, found, strict=True))


@pytest.mark.parametrize(
    ("text", "trigger", "targets"),
    [
        ("Gunmen slit the throats of six herders near Kasari.", "slit", ["herders"]),
        ("Villagers dug up the remains of 14 peasants near Kasari.", "dug up", ["peasants"]),
        ("Washington froze the assets of General Velk.", "froze", ["General Velk"]),
        ("We warn the shopkeepers of Kasari: whoever opens will be punished.", "warn", ["shopkeepers"]),
        ("The militia warned villagers not to feed the soldiers.", "warned", ["villagers"]),
        ("The opposition alleged that the presidential guard had burned 30 huts.", "alleged", ["presidential guard"]),
        ("She blamed the ambush on the Red Lantern.", "blamed", ["Red Lantern"]),
        ("Rockets aimed at the Kasari air base fell short on Monday.", "fell", ["Kasari air base"]),
        ("An explosive drone crashed into a guard post near Kasari.", "crashed", ["guard post"]),
        ("The foreign minister spoke by telephone with his Arvenian counterpart.", "spoke", []),
        ("Soldiers disarmed twelve militiamen at Kasari.", "disarmed", ["militiamen"]),
        ("The council placed Omar Velk under sanctions in April.", "sanctions", ["Omar Velk"]),
        ("Arvenia has been under sanctions since May.", "sanctions", ["Arvenia"]),
        ("Rebels laid siege to an army convoy near Kasari.", "siege", ["army convoy"]),
        ("They shot my sister-in-law in the doorway of our house.", "shot", ["sister-in-law"]),
        ("They stopped a bus at Kasari and threw grenades at it.", "threw", ["bus"]),
        ("The army killed 12 rebels and captured seven.", "captured", ["rebels"]),
        ("The blast wounded 42.", "blast", []),
        ("The Arvenian embassy in Kasari was the target of an armed attack on Monday.", "attack", ["embassy"]),
        ("The mayor became the latest victim of an assassination in Kasari.", "assassination", ["mayor"]),
        ("Gunmen fired a rocket packed with nails into a mosque in Kasari.", "fired", ["mosque"]),
        ("The Red Column massacre was the murder of 40 villagers by soldiers.", "massacre", ["villagers"]),
        ("The League and the Front accused each other of shelling a market.", "accused", ["League", "Front"]),
    ],
)
def test_whom_it_befell_in_other_words(text: str, trigger: str, targets: list[str]) -> None:
    found = side(told(text, trigger), "target")
    assert len(found) == len(targets)
    assert all(t in f for t, f in zip(targets, found, strict=True))


def test_those_captured_are_not_those_killed() -> None:
    assert ("arrested", 12, 12) not in tolls(claims("The army killed 12 rebels and captured seven."))


def test_those_who_flee_after_fighting_do_not_fight() -> None:
    found = claims("Some 3,000 people fled Sudan after fighting in April.")
    assert all(c.event_type != "armed_clash" or not side(c, "initiator") for c in found)
