"""Places of reports: names, namesakes, relations, and what must stay unresolved. All reports are invented."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.gazetteer import Gazetteer
from firsthand.reading.arrays import Arrays
from firsthand.reading.mentions import PlaceMention
from firsthand.reading.places import explained, find_places, toponyms
from firsthand.reading.places.features import distance_km
from tests import shipped


@functools.lru_cache(maxsize=200)
def places(text: str) -> tuple[PlaceMention, ...]:
    doc = shipped.model().parse(text)
    return tuple(find_places(doc, Arrays(doc), Gazetteer.default()))


def place(text: str, written: str) -> PlaceMention:
    found = [p for p in places(text) if written in text[p.start : p.end]]
    assert found, f"{written} not among {[text[p.start : p.end] for p in places(text)]}"
    return found[0]


def near(p: PlaceMention, lat: float, lon: float, km: float = 10.0) -> bool:
    return p.lat is not None and p.lon is not None and distance_km((p.lat, p.lon), (lat, lon)) <= km


@pytest.mark.parametrize(
    ("text", "written", "lat", "lon"),
    [
        ("Fighters attacked Gundam in the Timbuktu region of Mali on Monday.", "Gundam", 16.41, -3.67),
        ("Fighting broke out in Tin Zawatin in northern Mali.", "Tin Zawatin", 19.95, 2.97),
        ("A bomb exploded in Tumbuktu, Mali.", "Tumbuktu", 16.77, -3.01),
        ("Shelling hit Dayr az Zawr, Syria, overnight.", "Dayr az Zawr", 35.34, 40.14),
        ("A missile struck Kiyv, the capital of Ukraine.", "Kiyv", 50.45, 30.52),
        ("A blast hit Azaz, in northern Aleppo province.", "Azaz", 36.59, 37.05),
        ("Fighters took the town of Ber, north of Timbuktu, in Mali.", "Ber", 16.84, -2.53),
        ("Shells fell on the town of Marea in Syria.", "Marea", 36.48, 37.20),
    ],
)
def test_spellings_of_conflict_reporting(text: str, written: str, lat: float, lon: float) -> None:
    found = place(text, written)
    assert found.unresolved is None
    assert near(found, lat, lon), found


@pytest.mark.parametrize(
    ("text", "written", "name", "country"),
    [
        ("Boats fired at a tanker in the Gulf on Monday, the navy said.", "Gulf", "Persian Gulf", None),
        ("Soldiers raided Jenin on Tuesday and killed three men.", "Jenin", "Janīn", "PSE"),
        ("Fighters killed nine people in Beni, in eastern Congo.", "Beni", "Beni", "COD"),
        ("Shells hit Hodeida overnight.", "Hodeida", "Al Ḩudaydah", "YEM"),
        ("A convoy was hit near Bouaké in Côte d’Ivoire.", "Bouaké", "Bouaké", "CIV"),
        # names that the model takes for persons or bodies
        ("Kobani fell on Monday and fighters fled to Aleppo, Syrian activists said.", "Kobani", "‘Ayn al ‘Arab", "SYR"),
        ("Gunmen from DRC crossed the border.", "DRC", "Democratic Republic of the Congo", "COD"),
    ],
)
def test_which_place_is_meant(text: str, written: str, name: str, country: str | None) -> None:
    found = place(text, written)
    assert (found.name, found.country, found.unresolved) == (name, country, None)


def test_in_a_list_of_divisions_all_are_divisions() -> None:
    (found,) = [p for p in places(LIST) if LIST[p.start : p.end] == "Washington"]
    assert (found.name, found.precision) == ("Washington", "region")


def test_small_letters_make_a_part_of_a_country_and_no_other_country() -> None:
    text = "Militias burned villages in south Sudan and Darfur."
    assert {p.country for p in places(text) if p.country} == {"SDN"}


def test_a_person_who_fell_is_no_town() -> None:
    assert [p for p in places("Martin fell on Monday, the Sudanese army said.") if p.lat is not None] == []


LIST = "Floods were reported in Oregon, Utah, Virginia, Washington, Ohio and Iowa."


@pytest.mark.parametrize(
    ("text", "written", "country", "admin1"),
    [
        ("Police in Paris, Texas, arrested two men.", "Paris", "USA", "Texas"),
        ("SPRINGFIELD, Mo. - Officers in Springfield were looking for him.", "Springfield were", "USA", "Missouri"),
        ("A man from Alexandria, La., was shot in Alexandria on Friday.", "Alexandria", "USA", "Louisiana"),
        ("The army entered Tripoli. Lebanon said Beirut and Sidon were calm.", "Tripoli", "LBN", None),
        ("The army entered Tripoli. Libya said Benghazi and Misrata were calm.", "Tripoli", "LBY", None),
    ],
)
def test_namesakes_are_settled_by_the_rest_of_the_report(
    text: str, written: str, country: str, admin1: str | None
) -> None:
    found = place(text, written.split()[0])
    assert found.country == country
    assert admin1 is None or found.admin1 == admin1


def test_a_country_s_name_may_be_a_town_s_or_a_state_s() -> None:
    text = "Fire crews came to Lebanon, Ohio, from Cincinnati and Dayton, Ohio."
    found = place(text, "Lebanon")
    assert (found.country, found.admin1) == ("USA", "Ohio")
    text = "Officers in Atlanta and Savannah said Georgia would send help to Macon and Augusta."
    assert {t["lat"] for t in all_names(text) if text[t["start"] : t["end"]] == "Georgia"} == {32.75}


def all_names(text: str) -> list[dict[str, float]]:
    return toponyms(shipped.model().parse(text), Gazetteer.default())


@pytest.mark.parametrize(
    ("whole", "text"),
    [
        ("West Bank", "Soldiers raided homes in the West Bank on Sunday."),
        ("South Sudan", "Fighting went on in South Sudan."),
        ("North Kivu", "Rebels moved through North Kivu in Congo."),
        ("South Carolina", "Two men were shot in South Carolina."),
    ],
)
def test_a_direction_may_be_part_of_the_name(whole: str, text: str) -> None:
    found = place(text, whole)
    assert text[found.start : found.end] == whole
    assert found.unresolved is None


def test_a_part_of_a_country_is_no_point_and_no_other_place() -> None:
    found = place("Troops moved into northern Mali.", "northern Mali")
    assert (found.country, found.precision, found.lat) == ("MLI", "region", None)


def test_a_country_keeps_its_precision_and_gets_no_point() -> None:
    found = place("Four people were killed in Libya.", "Libya")
    assert (found.country, found.precision, found.lat, found.lon) == ("LBY", "country", None, None)


def test_a_division_gets_no_point_in_claims_but_one_among_toponyms() -> None:
    text = "Clashes went on in Aleppo province in Syria."
    assert place(text, "Aleppo").lat is None
    assert place(text, "Aleppo").precision == "region"
    point = next(t for t in all_names(text) if text[t["start"] : t["end"]].startswith("Aleppo"))
    assert distance_km((point["lat"], point["lon"]), (36.3, 37.5)) < 100


def test_the_plain_name_of_a_division_is_its_seat() -> None:
    assert place("Three soldiers died in Gao, Mali.", "Gao").precision == "town"
    assert place("Three soldiers died in the Gao region, Mali.", "Gao").precision == "region"


def test_distance_and_direction_move_the_point() -> None:
    gao = place("Gunmen attacked a convoy in Gao, Mali.", "Gao")
    found = place("Gunmen attacked a convoy 30 km north of Gao, Mali.", "Gao")
    assert found.precision == "near"
    assert found.lat is not None
    assert gao.lat is not None
    assert found.lat - gao.lat == pytest.approx(30 / 111.2, abs=0.001)
    assert found.radius_km == pytest.approx(7.5)


def test_a_distance_without_a_direction_is_a_radius() -> None:
    found = place("A clash 17 kilometers (10 miles) from Mopti, Mali, killed two.", "Mopti")
    assert (found.precision, found.radius_km) == ("near", 17.0)


def test_near_a_town() -> None:
    found = place("A convoy was attacked near Gao, Mali.", "Gao")
    assert found.precision == "near"
    assert found.radius_km is not None


def test_between_two_towns_is_the_middle() -> None:
    found = place("An ambush between Gao and Ansongo in Mali killed four.", "Gao")
    assert found.name == "between Gao and Ansongo"
    assert found.precision == "near"
    assert near(found, 15.97, 0.23, 15)
    assert found.radius_km == pytest.approx(45, abs=5)


def test_between_two_countries_is_no_place_of_that_kind() -> None:
    assert all("between" not in (p.name or "") for p in places("Talks between Sudan and Chad were held in Tripoli."))


def test_near_a_border_is_not_in_the_country_beyond() -> None:
    found = place("Soldiers were killed near the border with Niger, Malian officials said.", "Niger")
    assert found.name == "border with Niger"
    assert found.country is None
    assert found.lat is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Gunmen raided the village of Springfield in Mali.", "Springfield"),
        ("In Mali, gunmen attacked the village of Paris on Friday.", "Paris"),
        ("Militants burned the village of Tamanrako Bissa in Burkina Faso.", "Tamanrako Bissa"),
        ("In Sudan, militiamen entered the village of Georgia and killed six people.", "Georgia"),
        ("The army shelled the village of Santa Rosa, in the Ituri province of Congo.", "Santa Rosa"),
        ("The village of Melbourne in Nigeria was burned.", "Melbourne"),
        ("Soldiers were killed in Kandolo Beri, in Niger.", "Kandolo Beri"),
        ("Fighters entered Oxford, a town in Somalia.", "Oxford"),
        ("A raid on the hamlet of Valencia, in South Sudan, left two dead.", "Valencia"),
        ("Gunmen attacked Birmingham (Burkina Faso) at dawn.", "Birmingham"),
    ],
)
def test_a_place_that_is_missing_never_becomes_a_namesake_far_away(text: str, written: str) -> None:
    for found in places(text):
        if written in text[found.start : found.end]:
            assert (found.lat, found.lon) == (None, None)
            assert found.unresolved
            assert found.geonameid is None


@settings(max_examples=8, deadline=None)
@given(
    st.sampled_from(["Mali", "Niger", "Chad", "South Sudan", "Yemen", "Somalia"]),
    st.sampled_from(["Berlin", "Toledo", "Cordoba", "Salem", "Richmond", "Perth", "Granada", "Hamilton", "Victoria"]),
)
def test_made_up_villages_in_named_countries(country: str, name: str) -> None:
    text = f"Gunmen attacked the village of {name}, in {country}, on Friday, residents said."
    codes = {"Mali": "MLI", "Niger": "NER", "Chad": "TCD", "South Sudan": "SSD", "Yemen": "YEM", "Somalia": "SOM"}
    for found in places(text):
        if name in text[found.start : found.end]:
            assert found.lat is None or found.country == codes[country]


def test_unresolved_says_why_and_keeps_alternatives() -> None:
    found = place("Gunmen raided the village of Springfield in Mali.", "Springfield")
    assert "Mali" in (found.unresolved or "")
    assert found.alternatives
    assert all(0 <= c.score <= 1 for c in found.alternatives)


def test_alternatives_have_scores_in_order() -> None:
    found = place("The mayor of Richmond spoke in London on Tuesday.", "Richmond")
    scores = [c.score for c in found.alternatives]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The helicopter, a Mi-24, crashed in Mali.", "Mi"),
        ("They were training Tuareg to fly drones in Mali.", "Tuareg"),
    ],
)
def test_what_is_no_place(text: str, written: str) -> None:
    assert all(text[p.start : p.end] != written for p in places(text))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Thousands of people began gathering in the capital Abuja early Tuesday.", "Abuja"),
        ("Rebels attacked the capital, Bangui.", "Bangui"),
        ("Drones struck Kyiv at night.", "Kyiv"),
    ],
)
def test_a_capital_may_be_a_place(text: str, written: str) -> None:
    assert place(text, written).precision == "town"


@pytest.mark.parametrize(
    "text", ["Kyiv said it would answer.", "The weapons were provided by Moscow.", "France condemned it."]
)
def test_a_government_is_no_place(text: str) -> None:
    assert places(text) == ()


def test_a_list_of_towns_contains_nothing() -> None:
    text = "Fighting in Odesa, Kherson and Kharkiv went on, Ukraine said."
    assert [p.precision for p in places(text) if p.country == "UKR"][:3] == ["town", "town", "town"]


@settings(max_examples=10, deadline=None)
@given(st.lists(st.sampled_from([*"abc GM,.-'\n(", "Gao ", "Mali ", "in ", "near ", "10 km north of "]), max_size=25))
def test_spans_are_in_the_text_and_in_order(parts: list[str]) -> None:
    text = "".join(parts)
    end = 0
    for found in places(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end
        assert found.lat is None or (-90 <= found.lat <= 90 and -180 <= (found.lon or 0) <= 180)


def test_the_ranking_is_explained() -> None:
    answer = explained("Paris, Texas", Gazetteer.default())
    assert answer.options[0].entry.admin1 == "Texas"
    assert any("beside" in reason for reason in answer.options[0].reasons())
    assert answer.unresolved is None
    assert explained("", Gazetteer.default()).options == ()


def test_the_same_report_gives_the_same_places() -> None:
    text = "Officers in Alexandria and Pineville looked for two men from Marksville, Louisiana."
    first = places(text)
    places.cache_clear()
    assert places(text) == first


@pytest.fixture(autouse=True, scope="module")
def _clear() -> Iterator[None]:
    yield
    places.cache_clear()
