"""Where events were: places that stand far from their event, names that no gazetteer has, names that are no places.

All reports and most of their names are invented.
"""

from __future__ import annotations

import pytest

from firsthand import Claim, Coder, Report


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def told(coder: Coder, text: str, trigger: str) -> Claim:
    claims = coder.code(Report(text=text, published="2024-05-17", publisher="Northern Courier"))
    found = [c for c in claims if trigger in c.trigger.text]
    assert found, f"no claim of {trigger!r} among {[c.trigger.text for c in claims]}"
    return found[0]


def where(coder: Coder, text: str, trigger: str) -> str | None:
    place = told(coder, text, trigger).where
    return place.text if place is not None else None


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Soldiers seized the town of Tessit after the rebels withdrew without a fight.", "withdrew", "Tessit"),
        ("Police fired tear gas to disperse students who marched through Nairobi.", "tear gas", "Nairobi"),
        ("About 90 families fled from Barangay Lunoy after a firefight between clans.", "firefight", "Barangay Lunoy"),
        ("Militants entered Karwasa, set the clinic ablaze and looted the pharmacy.", "looted", "Karwasa"),
        ("Men went from house to house in Tibu, looking for leaders, five of whom were murdered.", "murdered", "Tibu"),
        ("Gunmen burned a farm near Muluk Saro, outside Qamishli; a guard was shot dead.", "shot dead", "Muluk Saro"),
        ("Medics in Tibu report that two teenagers were killed by tank fire near home.", "fire", "Tibu"),
        ("A priest in Karwasa said that soldiers had burned the church.", "burned", "Karwasa"),
        ("The minister, Helen Dask, will visit Nairobi next week for talks with the president.", "talks", "Nairobi"),
    ],
)
def test_the_only_place_of_a_sentence(coder: Coder, text: str, trigger: str, place: str) -> None:
    assert where(coder, text, trigger) == place


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The minister told reporters in Geneva that gunmen had killed nine villagers.", "killed"),
        ("Gunmen who came from Gao killed nine herders, officials said.", "killed"),
        ("Gunmen who had trained in Libya killed nine herders, officials said.", "killed"),
        ("A delegation that met in Paris accused the rebels.", "accused"),
        ("The ambassador of Chad said the rebels had killed nine herders.", "killed"),
        ("Helicopters bombed the militant positions.", "bombed"),
        ("Soldiers killed nine men in the affected areas.", "killed"),
        ("Judges of the Republic condemned the murder of Orlin Dask.", "murder"),
        ("Orlin Dask Tala was at home. Police have proof linking Dask Tala to the murder of nine herders.", "murder"),
    ],
)
def test_a_place_of_something_else_is_not_where_it_was(coder: Coder, text: str, trigger: str) -> None:
    assert where(coder, text, trigger) is None


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("In central Mali, herders and farmers clashed for a third day in Koro.", "clashed", "Koro"),
        ("Rebels stormed a camp at Zolu Kesse in northeastern Nigeria before dawn.", "stormed", "Zolu Kesse"),
        ("Warplanes bombed two depots near al-Qaim, on the Iraqi side of the border.", "bombed", "al-Qaim"),
        ("In southern Lebanon, gunships raided a base outside Sidon.", "raided", "Sidon"),
        ("Fighters attacked a convoy in northern Mali on Friday.", "attacked", "northern Mali"),
    ],
)
def test_the_smaller_of_two_places(coder: Coder, text: str, trigger: str, place: str) -> None:
    assert where(coder, text, trigger) == place


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Its troops had taken the village of Zhurivka, Moscow said on Monday.", "taken", "Zhurivka"),
        ("Nine people were injured in an explosion at Kuvedze on Monday.", "explosion", "Kuvedze"),
        ("Rebels besieged Kawrasat on Monday.", "besieged", "Kawrasat"),
        ("The siege of Kamarun was lifted on Monday; nine rebels had been killed.", "killed", "Kamarun"),
    ],
)
def test_a_name_without_a_gazetteer_entry(coder: Coder, text: str, trigger: str, place: str) -> None:
    claim = told(coder, text, trigger)
    assert claim.where is not None
    assert claim.where.text == place
    assert claim.where.lat is None
    assert claim.where.unresolved


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Gunmen killed the mayor in the village of Nahr al-Imam.", "killed", "Nahr al-Imam"),
        ("Rebels ambushed a patrol at Bir-Nord on Sunday.", "ambushed", "Bir-Nord"),
        ("Two men were shot dead in Gao-based rebels' attack on Menaka.", "attack", "Menaka"),
        ("The pilot, a New Zealander, was abducted at Paro on Monday.", "abducted", "Paro"),
    ],
)
def test_names_with_hyphens(coder: Coder, text: str, trigger: str, place: str) -> None:
    assert where(coder, text, trigger) == place


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Troops overran a camp of the Crescent Shield in Shariff Saydon on Tuesday.", "overran", "Shariff Saydon"),
        ("A bomb sank the ferry Esperanza off Corregidor in 2004.", "sank", "Corregidor"),
        ("Captain Warsame told Corvane that rebels had shelled the market in Baidoa.", "shelled", "Baidoa"),
        ("Gunmen forced the engineer into a Mercedes in Beirut and shot him dead.", "shot", "Beirut"),
        ("Attackers killed nine people in Bokkos Local Government Area on Sunday.", "killed", "Bokkos"),
    ],
)
def test_groups_vessels_and_outlets_are_nowhere(coder: Coder, text: str, trigger: str, place: str) -> None:
    assert where(coder, text, trigger) == place


def named(coder: Coder, text: str, trigger: str) -> str | None:
    place = told(coder, text, trigger).where
    return place.name if place is not None else None


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Rebels overran Balkad, 30 km north of Mogadishu. The army retook the town.", "retook", "Balkad"),
        ("Shells hit the Abu Shouk camp on Monday. Nine women were killed in the camp on Tuesday.", "killed", "Shouk"),
        ("Nine people were shot in Sabreen. In April, 22 had been killed at a wedding there.", "killed", "Sabreen"),
        ("Fighting reached Vovchansk. Soldiers shot nine civilians in the city, officials said.", "shot", "Vovchansk"),
        ("Rebels held the Kagera bridge. On Monday troops were killed at the bridge.", "killed", "Kagera"),
    ],
)
def test_a_place_taken_up_by_its_kind(coder: Coder, text: str, trigger: str, place: str) -> None:
    assert place in (named(coder, text, trigger) or "")


def test_another_kind_of_place_is_another_place(coder: Coder) -> None:
    text = "Rebels held the Kagera bridge. On Monday nine people were killed in the camp."
    assert named(coder, text, "killed") == "camp"
    assert where(coder, "Rebels met in Balkad. A mortar hit the border town of Kovel.", "hit") == "Kovel"


def test_here_is_where_a_dispatch_was_written(coder: Coder) -> None:
    assert named(coder, "LIMA, 4 May (EFE) -- A bomb exploded here today, wounding nine people.", "exploded") == "Lima"
    assert named(coder, 'LIMA, 4 May (EFE) -- "A bomb exploded here," a witness in Callao said.', "exploded") != "Lima"


SCENE = "Gunmen raided a market in Gao on Monday."


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        (f"{SCENE} Nine traders were killed.", "killed", "Gao"),
        (f"{SCENE} A clinic burned down. Police arrested two suspects.", "arrested", "Gao"),
        (f"{SCENE} The army said its soldiers had repelled the raid and shot four men.", "shot", "Gao"),
        (f"{SCENE} The group has burned 40 farms this year.", "burned", None),
        (f"{SCENE} In April a mine killed nine soldiers.", "killed", None),
        (f"{SCENE}\n\nA mine killed nine soldiers.", "killed", None),
        (f"{SCENE} The minister accused the rebels.", "accused", None),
        ("The two presidents held talks in Doha on Monday. The army killed nine rebels.", "killed", None),
    ],
)
def test_what_happened_at_the_same_scene(coder: Coder, text: str, trigger: str, place: str | None) -> None:
    assert where(coder, text, trigger) == place


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Hooded men burst into a wake in the Vila Serrana sector and shot nine mourners.", "shot", "Vila Serrana"),
        ("Shells landed on Kfar Sumra and its farmland on Monday.", "landed", "Kfar Sumra"),
        ("Two militiamen were lynched by residents of Metorro on Monday.", "lynched", "Metorro"),
        ("Gunmen raided Karsana on Monday. Partners recorded nine rapes at the camps of Karsana.", "rapes", "Karsana"),
        ("In central Bosnia, Croats and Moslems fought in Vitez for a third day.", "fought", "Vitez"),
    ],
)
def test_names_that_the_model_did_not_tag(coder: Coder, text: str, trigger: str, place: str) -> None:
    assert where(coder, text, trigger) == place


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("We deny any part in the murder of a teacher in Saravena.", "murder", "Saravena"),
        ("The army denied the murder in a statement in Bogota.", "murder", None),
        ("In northern Mali, 24 fighters surrendered to troops in Kessila.", "surrendered", "Kessila"),
        ("Paris said that it would withdraw half of its troops from the Sahel.", "withdraw", "Sahel"),
        ("Both sides signed a cessation of hostilities in Addis Ababa in May.", "cessation", "Addis Ababa"),
        ("Men shot a herder at the Vavuna post, 130 miles east of Colombo.", "shot", "Vavuna"),
        ("At the request of Somalia, jets hit men near Galkad who had engaged soldiers.", "engaged", "Galkad"),
    ],
)
def test_where_of_several_places(coder: Coder, text: str, trigger: str, place: str | None) -> None:
    assert where(coder, text, trigger) == place


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Men attacked an army base near Gao on Monday.\n\nSoldiers retook the base on Tuesday.", "retook", "Gao"),
        ("Rebels raided a school in the village of Koulsi.\n\nLater, jets bombed the school.", "bombed", "Koulsi"),
        ("Cars rammed a cantonment in Bannu.\n\nSix men who stormed the compound were shot dead.", "shot", "Bannu"),
        ("Fighters seized a bridge near Kherson. In Odesa, nine men died when a shell hit the bridge.", "hit", "Odesa"),
        ("Fighters seized a bridge near Kherson. A shell hit the new bridge.", "hit", None),
    ],
)
def test_the_site_told_of_before(coder: Coder, text: str, trigger: str, place: str | None) -> None:
    assert (named(coder, text, trigger) or "").startswith(place or "")


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        (
            "The tragedy of Wad Rabiya deepens. Gunmen stormed through the market and shot nine men.",
            "shot",
            "Wad Rabiya",
        ),
        ("In the Rostov region, debris caused a fire. More than 320 residents were evacuated.", "evacuated", "Rostov"),
        ("A jet crashed near Soledar. The pilot was captured by rebels.", "captured", "Soledar"),
        ("The mayor of Gao came from Paris. Rebels shot nine men.", "shot", None),
    ],
)
def test_the_place_that_the_sentence_before_is_about(coder: Coder, text: str, trigger: str, place: str | None) -> None:
    found = named(coder, text, trigger)
    assert found == place or (place and (found or "").startswith(place))


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("The tanker was hijacked off Lome on Monday.", "hijacked", "Lomé"),
        ("Rebels reached Menaka. Some 150 men then entered the northern quarters and shot a judge.", "shot", "Ménaka"),
        ("Sobame-Dogor is no more. On Monday unknown men encircled it.", "encircled", "Sobame-Dogor"),
        ("Two officers who were kidnapped on the Van road in August were freed at Baskale.", "kidnapped", "Van"),
        ("A column was seen in Balkad, the last stronghold. Troops stormed the stronghold.", "stormed", "Balkad"),
        ("BOGOTA, 5 MAY (EFE) -- MEN SHOT NINE PEASANTS IN OCOPILLA, AND THE MAYOR IN THE SQUARE.", "SHOT", "OCOPILLA"),
        ("Rebels shelled Aleppo and its backers, notably Russia, shot nine men.", "shot", "Aleppo"),
    ],
)
def test_other_ways_to_say_where(coder: Coder, text: str, trigger: str, place: str) -> None:
    assert (named(coder, text, trigger) or "").startswith(place)


def test_the_head_of_a_line_gives_way_to_a_place_in_it(coder: Coder) -> None:
    text = "Port Harcourt: Militants breached the ring around the Agbaro-South platform and damaged its lines."
    assert where(coder, text, "damaged") == "Agbaro-South"


def test_the_capital_of_who_writes(coder: Coder) -> None:
    text = "BAGHDAD, May 5 (EFE) -- Talks opened in Geneva.\n\nSome 2,000 students marched through the capital."
    assert named(coder, text, "marched") == "Baghdad"
    text = "Rebels shelled Gao and Kidal. Troops left Sikasso for Niamey.\n\nNine men were shot in the capital."
    assert named(coder, text, "shot") == "Bamako"


def test_a_seat_of_power_is_nowhere_unless_something_happens_there(coder: Coder) -> None:
    assert where(coder, "The Kremlin is redeploying marines from Kherson Oblast.", "redeploying") == "Kherson Oblast"
    assert where(coder, "A drone exploded near the Kremlin.", "exploded") == "Kremlin"


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Police are looking into the Mombasa attack, which killed nine.", "attack", "Mombasa"),
        ("A court heard of the 2014 Gamboru massacre.", "massacre", "Gamboru"),
        ("The Wagner attack on the village killed nine.", "attack", "village"),
    ],
)
def test_a_place_before_the_word_for_a_deed(coder: Coder, text: str, trigger: str, place: str) -> None:
    assert where(coder, text, trigger) == place


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        (f"{SCENE} A resident of Ansongo said that shelling had damaged his house.", "shelling", "Ansongo"),
        (f"{SCENE} The minister said 40 people had been arrested across the country.", "arrested", None),
        ("The dead were taken to a hospital in Bamako. The army said nine rebels had been shot.", "shot", None),
        ("Leaders condemned the attack in Gao. They agreed on a ceasefire.", "ceasefire", None),
    ],
)
def test_where_a_scene_ends(coder: Coder, text: str, trigger: str, place: str | None) -> None:
    assert where(coder, text, trigger) == place


def test_before_the_comma_is_where_it_was_and_behind_it_where_it_was_told(coder: Coder) -> None:
    text = (
        "THREE POLICEMEN WERE KILLED AND ONE WAS WOUNDED IN AN AMBUSH SET BY GUERRILLAS OF THE PEOPLE'S ARMY (EDP) IN "
        "THE TOWN OF GAO, IT WAS OFFICIALLY REPORTED IN BAMAKO."
    )
    assert where(coder, text, "AMBUSH") == "GAO"


def test_a_state_of_siege_is_no_siege(coder: Coder) -> None:
    text = "The government decreed a state of siege in Gao on Monday."
    found = coder.code(Report(text=text, published="2024-05-17", publisher="Northern Courier"))
    assert [c.event_type for c in found] == ["sanction"]
