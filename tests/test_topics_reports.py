"""Reports in which words of war are figures of speech, or harm is nobody's deed. Everything in them is invented."""

from __future__ import annotations

import pytest

from tests.test_roles import claims

MARKETS = (
    "Shares in Norbank plunged 9 percent after the lender warned of a hit to profits. Analysts said the bank was under "
    "siege from short sellers. Rival Ostbank launched a hostile bid, and its chief executive attacked the board for "
    '"killing" the deal. Traders fled to safe havens.'
)
FILM = (
    "The film, a thriller, opens with an ambush. Captain Reyes, played by Ana Duarte, kills nine men before she is "
    "captured. In the second act a gang storms the fortress. The scenes are shot with care, but the script gives up."
)
STORM = (
    "Cyclone Idora killed at least 41 people and displaced 12,000 when it struck the coast near Beira. The storm "
    "destroyed 900 houses and damaged three bridges. Floods cut off the town, and rescuers waited for the rain to end."
)
BUS = (
    "A bus carrying pupils plunged into a ravine near Mombasa on Monday, killing 14 people and injuring 22. "
    "Witnesses said the brakes exploded and the driver lost control before the crash."
)
CHESS = (
    "Chess: Dask launched a fierce attack on the king's side, sacrificed a knight and captured two pawns before "
    "his rival resigned. He leads the tournament with six points."
)
GARDEN = (
    "Aphids invade roses in May. Spray the leaves to kill them, cut down infested stems and burn them. Slugs attack "
    "at night; lay traps and destroy them at dawn."
)
DRUG = (
    "The drug targets cells that attack the joints. In a trial of 400 patients, it killed inflamed tissue. Doctors "
    "said the battle against arthritis was far from won."
)
DRILL = (
    "The navy began a three-day exercise off the coast on Monday. Marines stormed a beach, helicopters fired rockets "
    "at floating targets, and a mock hijacker surrendered."
)
FULL_DRILL = (
    "Exercise Grey Heron brought 200 police officers and volunteers to the airport on Thursday. In the scenario two "
    "gunmen open fire on the queue, take a hostage and threaten to blow up a fuel tank; one is killed by armed police. "
    "Staff practised triage, blank rounds were used, and a debrief follows. The next drill is planned for May."
)
COLLISION = (
    "Deputies described how a three-car crash on Route 9 happened. A red sedan travelling westbound struck a truck in "
    "the rear, which spun into the eastbound lane, where a collision with a van followed. All five people were sent to "
    "hospital; the driver of the truck and his passenger were treated for minor injuries."
)
DRAGGED = "An officer was dragged by a suspect's vehicle on Route 9 in Dard."
CAMPAIGN = "The candidate toured the south on Saturday, and his campaign held a rally in Dard that drew 5,000 people."
STRIKE = "Traffic was paralysed in the capital on Monday after taxi drivers went on strike over fuel prices."
RULES = "An attack on clinics is prohibited. The use of poison gas is a war crime. A blockade could starve the island."


@pytest.mark.parametrize(
    "text",
    [MARKETS, FILM, STORM, BUS, CHESS, GARDEN, DRUG, DRILL, FULL_DRILL, COLLISION, DRAGGED, CAMPAIGN, STRIKE, RULES],
    ids=["markets", "film", "storm", "bus", "chess", "garden", "drug", "drill", "full drill", "collision", "dragged",
         "campaign", "strike", "rules"],
)  # fmt: skip
def test_no_violence_is_told(text: str) -> None:
    assert [c.event_type for c in claims(text) if c.event_type not in ("territory_change", "aid", "protest")] == []


@pytest.mark.parametrize(
    "text",
    [
        "A bomb exploded at a football stadium in Kano during a league match on Sunday, killing 12 fans and wounding a "
        "goalkeeper. Police said gunmen also fired at the players' bus. The cup final was called off.",
        "Days after a joint exercise and a drill there, gunmen opened fire on soldiers near Gao, killing nine. The "
        "army shelled a village and took a hostage, residents said. Police found a bomb.",
        "Gunmen stormed a cinema in Moscow before the premiere of a film on Friday, killing 40 people in the audience. "
        "An actor and a director were among the dead. The army was sent in.",
        "Floods have cut off Kutum. Militants attacked an aid convoy there on Monday, killing two drivers, while "
        "the rain went on. Soldiers fired back with mortars.",
    ],
)
def test_violence_beside_it_is_told(text: str) -> None:
    assert any(h.outcome == "killed" for c in claims(text) for h in c.harm)


@pytest.mark.parametrize(
    "text",
    [
        "A wall fell on a kindergarten in Sumy, but nobody was hurt.",
        "The guards, who were armed with rifles and grenades, were asleep.",
        "He learned from the police where the body had been buried.",
        "A reporter visited a displacement site in Rho.",
        "He died in detention, the family said, of an illness.",
    ],
)
def test_what_is_only_a_state_is_no_event(text: str) -> None:
    assert claims(text) == []
