"""Whether a phrase can fill a role: who can act, whom something can be done to."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources

from firsthand.reading.harm.vocabulary import words as harm_words
from firsthand.reading.places.vocabulary import words as places
from firsthand.reading.predicates import NOUNS, RELATIVE_TAGS, preposition, propels, vocabulary
from firsthand.reading.scene import Scene
from firsthand.records import Kind, Role
from firsthand.yamlfile import parse

_WHERE = frozenset({"in", "near", "outside", "inside"})
_LAND = frozenset({"town", "region", "district"})  # kinds of place that are no single thing
_SHORT = 5  # letters: in shorter words "er" and "or" are no endings
_ACTING = frozenset({"person", "force", "state_body", "crowd", "org"})
CREWED = frozenset({"aircraft", "vehicle", "vessel"})
ARMS = frozenset({"drone", "artillery", "weapon"})
_STANDING = frozenset({"building", "vehicle", "vessel"})
_AROUND = frozenset({"at", "near", "outside", "around", "close", "beside", "by"})
_DOING = frozenset({"nsubj", "obl:agent", "conj"})
# "A rebel attack", "an insurgent ambush": of these kinds the adjective names who did it; "military" may be anybody's
_FIGHTING: frozenset[Kind | None] = frozenset({"rebel", "militia", "criminal", "mercenary"})


@dataclass(frozen=True)
class _Words:
    lifeless: frozenset[str]
    abstract_endings: tuple[str, ...]
    addressing: frozenset[str]
    done: frozenset[str]
    acting: frozenset[str]
    commands: frozenset[str]
    occasions: frozenset[str]
    railing: frozenset[str]
    whereabouts: frozenset[str]


@functools.lru_cache(maxsize=1)
def _words() -> _Words:
    data = parse((resources.files("firsthand.reading") / "fitting.yaml").read_text(encoding="utf-8"))
    return _Words(
        frozenset(data["lifeless"]),
        tuple(data["abstract_endings"]),
        frozenset(data["addressing"]),
        frozenset(data["done"]),
        frozenset(data["acting"]),
        frozenset(data["commands"]),
        frozenset(data["occasions"]),
        frozenset(data["railing"]),
        frozenset(data["whereabouts"]),
    )


class Fitness:
    """Judges the phrases of one report, each by the token that heads it."""

    def __init__(self, scene: Scene, named: frozenset[int] = frozenset()) -> None:
        self._scene = scene
        self._named = named  # words that name events

    def fits(self, t: int, role: Role, slot: str) -> bool:
        """Initiators act; a modifier fills a role only where it names somebody ("Russian shelling", not "heavy
        shelling")."""
        scene = self._scene
        a = scene.a
        if t in scene.time_at or a.pos[t] in ("ADV", "SYM", "PUNCT", "SCONJ"):
            return False
        if role == "target" and ((slot == "in" and t in scene.place_at) or self._no_target(t, slot)):
            return False
        if role == "target" and slot in _AROUND and self._mere_place(t):
            return False  # "an ambush at Kasari"
        if role == "target" and slot in _WHERE and self._kind_of_place(t):
            return False  # "exploded in the Colombian city of Cali"
        if a.tag[t] in RELATIVE_TAGS:
            return False  # "to investigate who shot it down"
        if slot == "mod" and scene.classes(a.head[t]) & _STANDING:
            return False  # "the US embassy bombing" was done to the embassy
        if slot == "mod":
            if a.pos[t] == "VERB":
                return False  # "a partnered raid"
            if a.pos[t] == "ADJ" or a.tag[t] in ("JJ", "NNPS"):
                return scene.is_demonym(t) or scene.lexicon.actor_kind(a.lemma[t]) in _FIGHTING
            return scene.actor_like(t) and t not in scene.place_at and not scene.classes(t) & _STANDING
        if role == "initiator":
            classes = scene.classes(t)
            if (scene.joined(t) or "") in _words().lifeless:
                return False  # "was triggered by a trip-wire"
            if "explosive" in classes or ("drone" in classes and not self._wielded(t)):
                return False  # "a car bomb exploded", "UAVs attacked": recognisers take capitals for a name
            if slot == "agent" and self._command(t):
                return True
            if "place_noun" in classes and a.lemma[t] not in vocabulary().states and not classes & _ACTING:
                return False  # "attacks in the Sinak neighbourhood which killed nine"
            if slot == "agent" and t in scene.place_at and preposition(a, t) not in ("", "by"):
                return False  # "an exchange of fire at Gao, which left two dead"
            if slot == "agent" and (self._led(t) or self._nameless(t) or self._unlisted(t) or self._doer(t)):
                return True
            return scene.actor_like(t) or self._wielded(t) or scene.is_demonym(t)
        if a.pos[t] == "PRON":
            return scene.actor_like(t)
        if a.pos[t] == "NUM":
            return True
        return a.pos[t] in ("NOUN", "PROPN", "ADJ", "DET") or scene.entity[t] != ""

    def _no_target(self, t: int, slot: str) -> bool:
        """ "12 dead on both sides", "fired at the busiest hour": nobody of his own."""
        lemma, head = self._scene.a.lemma[t], self._scene.a.head[t]
        of_place = slot == "on" and lemma == "side" and self._scene.a.lemma[head] not in _words().addressing
        if slot in ("at", "on", "in") and not self._scene.classes(t) and lemma in _words().occasions:
            return True  # "on a tip-off", "at the request of the government", "in a daring strike"
        return of_place or (slot in ("at", "on", "in", "patient") and lemma in vocabulary().spans)

    def _mere_place(self, t: int) -> bool:
        """A town or region by name, where something was, and not a building, which it was done to."""
        scene = self._scene
        if propels(scene.a, scene.a.head[t]):
            return False  # "hurled stones at a Land Rover"
        over = scene.a.head[t]
        if scene.a.lemma[over] in _words().railing or any(scene.a.lower[c] == "out" for c in scene.a.children[over]):
            return False  # "railed at Kasari", "hit out at Kasari"
        named = t in scene.place_at or scene.entity[t] == "LOC"
        return named and scene.a.pos[t] == "PROPN" and not scene.classes(t) & {"building", "place_noun"}

    def _kind_of_place(self, t: int) -> bool:
        """A town or a region by its kind, and no building: where something was."""
        classes = self._scene.classes(t)
        lemma = self._scene.a.lemma[t]
        land = places().types.get(lemma) in _LAND or lemma in _words().whereabouts
        return land and not classes & {"building"}

    def _nameless(self, t: int) -> bool:
        """ "Falcons bombed two depots", "the Red Banner said": a capitalised name that no list has, in a
        sentence with small letters."""
        scene, a = self._scene, self._scene.a
        if a.pos[t] != "PROPN" or scene.entity[t] == "LOC" or t in scene.place_at:
            return False
        first, last = a.sentence(t)
        whole = first < t - 1 and a.text[t - 1][:1].isupper() and a.dep[t - 1] in ("amod", "compound", "flat")
        if scene.classes(t) and not (whole and a.head[t - 1] == t and not scene.classes(t - 1)):
            return False  # "the Northern Sword" is no sword
        return a.text[t][:1].isupper() and any(a.text[x].islower() for x in range(first, last))

    def _led(self, t: int) -> bool:
        """ "The lions of the Northern Sword": people in the plural who are an organisation's, whatever the word."""
        scene, a = self._scene, self._scene.a
        if a.tag[t] != "NNS" or scene.classes(t) - {"animal"}:
            return False
        return any(
            a.dep[c] == "nmod" and preposition(a, c) == "of" and (a.pos[c] == "PROPN" or scene.entity[c] == "ORG")
            and (scene.entity[c] in ("", "ORG") or scene.listed(c))
            for c in a.children[t]
        )  # fmt: skip

    def _unlisted(self, t: int) -> bool:
        """ "Miscreants looted the shop": a common noun that no list has, with the ending of a word for people."""
        scene, a = self._scene, self._scene.a
        if a.pos[t] != "NOUN" or scene.classes(t) or t in self._named or len(a.lemma[t]) < _SHORT:
            return False
        return a.lemma[t].endswith(harm_words().person_endings) and a.lemma[t] not in _words().lifeless

    def _command(self, t: int) -> bool:
        """ "Joint Command Gulf of Aden": a place that is where a force is, in one name."""
        scene, a = self._scene, self._scene.a
        if a.pos[t] != "PROPN" or a.dep[t] not in _DOING:
            return False
        parts = [c for c in a.children[t] if c < t and a.dep[c] == "compound" and a.pos[c] == "PROPN"]
        return any(a.lemma[c] in _words().commands or scene.classes(c) & {"force"} for c in parts) and t - 1 in parts

    def deed(self, t: int) -> bool:
        """Whether the noun at ``t`` is something done, and so somebody's: "the police operation", "army raids"."""
        a = self._scene.a
        if "event_context" in self._scene.classes(t) or t in self._named:
            return True
        return a.pos[t] == "NOUN" and a.lemma[t] in _words().done

    def _doer(self, t: int) -> bool:
        """ "The escort shot him", "air defences downed two": whatever noun is the subject of a deed, unless it is one
        of things that have no will."""
        a, i = self._scene.a, t
        while a.dep[i] == "conj" and a.head[i] < i:
            i = a.head[i]
        return a.dep[i] in _DOING and a.pos[a.head[i]] == "VERB" and self.willed(t)

    def willed(self, t: int) -> bool:
        """Whether a noun that no list has is no name of a thing without a will, an event, a place or a quality."""
        scene, a = self._scene, self._scene.a
        if a.pos[t] not in NOUNS or scene.classes(t) or t in self._named or t in scene.place_at:
            return False
        if a.lemma[t] in _words().lifeless:
            return False
        return (
            a.pos[t] == "PROPN" or a.lemma[t] in _words().acting or not a.lemma[t].endswith(_words().abstract_endings)
        )

    def _wielded(self, t: int) -> bool:
        """Whether a thing stands for whoever uses it: what has a crew, and arms that are somebody's ("Malian
        drones")."""
        scene, a = self._scene, self._scene.a
        classes = scene.classes(t)
        if classes & CREWED and not classes & {"explosive"}:
            return True
        owners = [c for c in a.children[t] if a.dep[c] in ("amod", "compound", "nmod:poss")]
        owners += [c for c in a.children[t] if a.dep[c] == "nmod" and preposition(a, c) == "of"
                   and c not in scene.place_at and not scene.classes(c) & CREWED]  # fmt: skip
        return bool(classes & ARMS) and any(scene.is_demonym(c) or scene.actor_like(c) for c in owners)
