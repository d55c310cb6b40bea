"""The shape of a codebook: one YAML file a type, checked when it is loaded.

docs/codebook.md is the guide for people who write one. The language of rules, in short: a *trigger* names lemmas
(verbs, nouns or adjectives; a phrase of several words needs all of them) and conditions on the *slots* of the
predicate frame around it (``reading/predicates.py``): ``agent``, ``patient``, ``recipient``, ``poss``, ``mod`` and
every preposition. A condition is a list of lemmas and of classes of the noun lexicon in angle brackets; it holds if a
filler of the slot is any of them.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from firsthand.records import Outcome, Role

Conditions = dict[str, list[str]]
Roles = dict[Literal["initiator", "target", "third_party"], list[str]]


class Strict(BaseModel):
    """Unknown keys are errors: a misspelt key must not be passed over in silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Trigger(Strict):
    """Words that can name the event, and what must stand around them.

    >>> Trigger(verbs=["shell"], unless={"patient": ["peanut"]}).verbs
    ['shell']
    """

    verbs: list[str] = []
    nouns: list[str] = []
    adjectives: list[str] = []
    where: Conditions = {}  # every slot named here must have a filler that is one of the list
    unless: Conditions = {}  # no slot named here may
    roles: Roles = {}  # replaces the type's, role by role
    consequence: bool = (
        False  # says what an event did (killed nine): folded into the event that did it, if that is told
    )
    follows: bool = False  # counts only where the three sentences before tell an event of the family
    stated: bool = False  # done by saying so, whatever its tense and negation: "will not negotiate" is a rejection
    denied: bool = False  # counts only where it is denied, and then says that it is so: "has not recognized"
    # counts also where it only would or could be ("would use force if talks fail"), and of which stage it is then
    unreal: Literal["", "occurred", "planned", "threatened"] = ""
    priority: int = 0  # added to the trigger's rank where several types compete for one word
    confidence: float = 0.8


class Refinement(Strict):
    """Makes a claim of another type one of this type: an attack whose means is a drone is a drone strike."""

    types: list[str]
    means: list[str] = []  # kinds of means, any of which must be present
    where: Conditions = {}
    unless: Conditions = {}


class Example(Strict):
    """A sentence or two with the coding that it must get; ``firsthand codebook check`` runs it.

    ``claims`` lists every claim that must be found; each key of an expected claim must agree with the claim found:
    plain strings are compared with the name or the text (``initiator: rebels``), ``harm`` with outcome, low and high.
    ``none: true`` says that this type must not be found.
    """

    text: str
    published: str | None = None
    claims: list[dict[str, Any]] = []
    none: bool = False


class Coding(Strict):
    """Where the type stands in the schemes of the field."""

    acled: dict[str, str] | None = None
    ucdp: dict[str, Any] | None = None
    plover: dict[str, str] | None = None


class EventType(Strict):
    """One event type of a codebook."""

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    definition: str
    includes: str = ""
    excludes: str = ""
    family: str = ""  # "the attack" can take up a bombing told before: types of one family
    general: bool = False  # its nouns can take up any event of the family
    aftermath: bool = False  # what an attack leaves behind: "the attack" takes up another deed first
    # outcomes that, counted with no deed, are a claim of this type: "the clinic counted nine dead"
    alone: list[Outcome] = []
    mutual: bool = False  # both sides are initiators when both fight (armed_clash, talks)
    roles: Roles = {}
    targets: list[str] = []  # what a target must be: "<actor>"; all else is told as harm alone
    implies: dict[Role, Outcome] = {}  # what comes to whom by the event itself: the target of an abduction is abducted
    triggers: list[Trigger] = []
    refines: list[Refinement] = []
    coding: Coding = Coding()
    examples: list[Example] = []
    extends: bool = False  # in a codebook of one's own: add to the built-in type of this id instead of replacing it
