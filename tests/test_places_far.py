"""No name that the report does not prepare for turns into a namesake far away; each supplement entry lies where it
says."""

from __future__ import annotations

import pytest
from scripts.check_places import faults

from firsthand import Report
from tests.shipped import coder

# Invented villages and plain names of the world, in reports whose context is one country
CONTEXTS = {
    "MLI": ("Mali", "Gao"), "BFA": ("Burkina Faso", "Djibo"), "NER": ("Niger", "Tillaberi"),
    "NGA": ("Nigeria", "Maiduguri"), "SDN": ("Sudan", "El Fasher"), "SOM": ("Somalia", "Baidoa"),
    "ETH": ("Ethiopia", "Gondar"), "MOZ": ("Mozambique", "Pemba"),
    "COL": ("Colombia", "Tumaco"), "HTI": ("Haiti", "Gonaives"), "SYR": ("Syria", "Idlib"), "IRQ": ("Iraq", "Kirkuk"),
    "YEM": ("Yemen", "Taiz"), "AFG": ("Afghanistan", "Kunduz"), "PAK": ("Pakistan", "Quetta"),
    "MMR": ("Myanmar", "Sittwe"),    "UKR": ("Ukraine", "Kherson"), "PHL": ("Philippines", "Cotabato"),
}  # fmt: skip
NAMES = ("Orvelune", "Victoria", "Santa Rosa", "Springfield")


@pytest.mark.parametrize("iso3", sorted(CONTEXTS))
def test_a_village_is_not_its_famous_namesake(iso3: str) -> None:
    country, town = CONTEXTS[iso3]
    placed = 0
    for name in NAMES:
        text = (
            f"Troops in {town}, in {country}, said that gunmen had attacked {name}. Two people were killed near {name} "
            f"and the army of {country} sent troops from {town}."
        )
        for claim in coder().code(Report(text=text, published="2024-10-14", publisher="Orvel Courier")):
            where = claim.where
            if where is not None and name in where.text:
                placed += 1
                assert where.unresolved is not None or where.country == iso3, (name, where)
    assert placed >= 3, "the names were not even read as places"


def test_a_plain_name_is_the_country_and_not_its_part() -> None:
    text = "Gunmen killed nine people in Mexico on Friday."
    (claim,) = coder().code(Report(text=text, published="2024-10-14", publisher="Orvel Courier"))
    assert claim.where is not None
    assert (claim.where.country, claim.where.precision) == ("MEX", "country")


def test_the_supplement_lies_where_it_says() -> None:
    checked, found = faults()
    assert checked >= 300
    assert not found, "\n".join(found)
