"""Who fills which role of a deed: from slots of its frames to the heads of phrases."""

from __future__ import annotations

from firsthand.codebook.schema import EventType
from firsthand.reading.coreference import Coreference
from firsthand.reading.events import EventMention
from firsthand.reading.folding import Deed
from firsthand.reading.harm.vocabulary import words as harm_words
from firsthand.reading.predicates import RELATIVE_TAGS, Slots, own_slots, preposition, propels, vocabulary
from firsthand.reading.quantities import counted
from firsthand.reading.scene import Scene
from firsthand.records import Role

_VERB_ROLES: dict[str, list[str]] = {"initiator": ["agent"], "target": ["patient", "against", "on"], "third_party": []}
_NOUN_ROLES: dict[str, list[str]] = {
    "initiator": ["agent", "by", "poss", "mod"],
    "target": ["patient", "against", "on", "of", "at"],
    "third_party": [],
}
_CREWED = frozenset({"aircraft", "vehicle", "vessel"})
_ARMS = frozenset({"drone", "artillery", "weapon"})
_THROWN = frozenset(
    {"drone", "artillery", "weapon", "explosive", "aerial_munition", "incendiary", "crowd_control", "melee", "firearm"}
)
_SHORT = 5  # letters: in shorter words "er" and "or" are no endings
_LONG = 3  # of more targets than these only those who act are told: things are told as harm
_ACTING = frozenset({"person", "force", "state_body", "crowd", "org"})


class RoleReader:
    """Fills roles by the slots that the codebook names, in their order."""

    def __init__(
        self, scene: Scene, types: dict[str, EventType], coreference: Coreference, named: frozenset[int] = frozenset()
    ) -> None:
        self._scene, self._types, self._coreference = scene, types, coreference
        self._named = named  # words that name events

    def roles(self, deed: Deed) -> dict[Role, tuple[int, ...]]:
        """Role -> heads of the phrases that fill it; a role that nothing fills is left out.

        A deed that takes up an earlier one, or that was told by its consequence, has what the other told where its own
        words say nothing.
        """
        kind = self._types[deed.main.type]
        filled: dict[Role, tuple[int, ...]] = {}
        naming = {t for mention in deed.mentions for t in mention.words}  # "Shelling", taken for a name
        for mention in deed.mentions:
            if mention is not deed.main and mention.trigger.consequence and "target" not in filled:
                # "five died in a strike on the market", where "on" hangs on "died"
                for slot in ("on", "against"):
                    tokens = tuple(t for t in mention.frame.get(slot) if self._fits(t, "target", slot))
                    if tokens:
                        filled.setdefault("target", tokens)
            same_type = self._types.get(mention.type, kind)
            for role in ("initiator", "target", "third_party"):
                if role not in filled:
                    tokens = tuple(t for t in self._fill(same_type, mention, role) if t not in naming)
                    if tokens:
                        filled[role] = tokens
        if "target" not in filled and deed.main.trigger.consequence:
            # "put the death toll at five civilians"
            words = deed.main.words
            a = self._scene.a
            own = (h.head for h in self._scene.harm if h.predicate in words and h.part_of is None and not h.negated)
            harmed = (counted(a, t) for t in own if t is not None)  # "two of our fighters"
            heads = tuple(t for t in harmed if a.pos[t] == "NOUN" and t not in words)
            if heads:
                filled["target"] = heads
        if "initiator" in filled and "target" in filled:
            left = tuple(t for t in filled["target"] if t not in filled["initiator"])
            if left:
                filled["target"] = left
            else:
                del filled["target"]
        if len(filled.get("target", ())) > _LONG:  # "engaged two units, four vehicles, a tunnel and a bridge"
            people = tuple(t for t in filled["target"] if self._scene.actor_like(t))
            filled["target"] = people or filled["target"]
        if deed.takes_up is not None:
            toll = deed.main.trigger.consequence  # who counts the dead need not say who killed them
            for role, tokens in self.roles(deed.takes_up).items():
                if not (toll and role == "initiator"):
                    filled.setdefault(role, tokens)
        return filled

    def _fill(self, kind: EventType, mention: EventMention, role: Role) -> tuple[int, ...]:
        slots = mention.trigger.roles.get(role)
        if slots is None:
            slots = kind.roles.get(role)
        if slots is None or (
            mention.frame.form == "noun" and role not in kind.roles and role not in mention.trigger.roles
        ):
            slots = (_NOUN_ROLES if mention.frame.form == "noun" else _VERB_ROLES)[role]
        for told in (mention.frame.slots, *self._inner(mention)):
            for slot in slots:
                if told is not mention.frame.slots and slot in ("agent", "patient", "mod", "of"):
                    continue
                found = self._slot(told, slot, role)
                if role == "initiator" and slot == "agent":
                    found = tuple(self._owner(t) for t in found)
                if role == "target":
                    found = tuple(t for t in found if not self._instrument(t, slot, mention))
                fitting = (t for t in found if self._fits(t, role, slot) or self._answers(t, role, slot, mention))
                tokens = tuple(t for t in fitting if t not in mention.words)  # "opened fire": fire suffers nothing
                if tokens:
                    return tokens
        return self._behind_deed(mention) if role == "initiator" and "agent" in slots else ()

    def _instrument(self, t: int, slot: str, mention: EventMention) -> bool:
        """Whether ``t`` is what the deed is done with: "fired rockets", "detonated a truck", "fought back with
        mortars"."""
        scene, classes = self._scene, self._scene.classes(t)
        if slot == "with":
            if "with" in mention.trigger.roles.get("target", ()):
                return False  # "made off with six trucks"
            return bool(classes & (_THROWN | {"vehicle", "aircraft"})) and not scene.actor_like(t)
        if slot != "patient" or mention.frame.form != "verb":
            return False
        thrown = classes & _THROWN or (classes & _CREWED and scene.a.lemma[mention.token] in vocabulary().ramming)
        return bool(thrown) and propels(scene.a, mention.token)

    def _behind_deed(self, mention: EventMention) -> tuple[int, ...]:
        """ "The police operation left five dead": whose operation it was."""
        scene, a = self._scene, self._scene.a
        fired = [
            tuple(g for g in a.children[c] if a.dep[g] == "obl:agent")
            for t in mention.frame.get("agent") if scene.classes(t) & _THROWN
            for c in a.children[t] if a.dep[c] == "acl" and a.tag[c] == "VBN" and propels(a, c)
        ]  # fmt: skip
        by = tuple(g for tokens in fired for g in tokens if self._fits(g, "initiator", "agent"))
        if by:
            return by  # "a drone launched by the rebels crashed"
        deeds = [t for t in mention.frame.get("agent") if "event_context" in scene.classes(t)]
        owners = [c for t in deeds for c in a.children[t] if a.dep[c] in ("compound", "amod", "nmod:poss", "obl:agent")]
        return tuple(c for c in owners if self._fits(c, "initiator", "mod"))

    def _inner(self, mention: EventMention) -> list[Slots]:
        """The slots of the thing that the predicate is said of: "severed relations with X", "the severance of ties
        with X"."""
        a = self._scene.a
        things = [*mention.frame.get("patient"), *mention.frame.get("of"), *mention.frame.get("complement")]
        return [own_slots(a, t) for t in things if a.pos[t] in ("NOUN", "ADJ") and not self._scene.actor_like(t)]

    def _slot(self, slots: Slots, slot: str, role: Role) -> tuple[int, ...]:
        """The fillers of a slot, pronouns and "both sides" replaced by what they stand for; of "two of our guards" the
        guards."""
        coreference, a = self._coreference, self._scene.a
        whole = (counted(a, t) if a.pos[t] == "NUM" else t for t in slots.get(slot, ()))
        told = (x if a.pos[x] in ("NOUN", "PRON") else t for t, x in zip(slots.get(slot, ()), whole, strict=True))
        named = (t for t in told if role != "target" or not coreference.reciprocal(t))
        return tuple(dict.fromkeys(x for t in named for x in coreference.antecedents(t)))

    def _fits(self, t: int, role: Role, slot: str) -> bool:
        """Initiators act; a modifier fills a role only where it names somebody ("Russian shelling", not "heavy
        shelling")."""
        scene = self._scene
        a = scene.a
        if t in scene.time_at or a.pos[t] in ("ADV", "SYM", "PUNCT", "SCONJ"):
            return False
        if role == "target" and ((slot == "in" and t in scene.place_at) or self._no_target(t, slot)):
            return False
        if a.tag[t] in RELATIVE_TAGS:
            return False  # "to investigate who shot it down"
        if slot == "mod":
            if a.pos[t] == "ADJ" or a.tag[t] in ("JJ", "NNPS"):
                return scene.is_demonym(t)
            return scene.actor_like(t) and t not in scene.place_at
        if role == "initiator":
            classes = scene.classes(t)
            if "explosive" in classes:
                return False  # "a car bomb exploded": recognisers take capitals for a name
            if "place_noun" in classes and a.lemma[t] not in vocabulary().states and not classes & _ACTING:
                return False  # "attacks in the Sinak neighbourhood which killed nine"
            if slot == "agent" and t in scene.place_at and preposition(a, t) not in ("", "by"):
                return False  # "an exchange of fire at Gao, which left two dead"
            if slot == "agent" and (self._led(t) or self._nameless(t) or self._unlisted(t)):
                return True
            return scene.actor_like(t) or self._wielded(t) or scene.is_demonym(t)
        if a.pos[t] == "PRON":
            return scene.actor_like(t)
        if a.pos[t] == "NUM":
            return True
        return a.pos[t] in ("NOUN", "PROPN", "ADJ", "DET") or scene.entity[t] != ""

    def _answers(self, t: int, role: Role, slot: str, mention: EventMention) -> bool:
        """Whoever claims responsibility is one who acts, whatever the word: "the Untouchables claimed credit"."""
        own = mention.frame.answered and not mention.frame.charged
        return own and role == "initiator" and slot == "agent" and self._scene.a.pos[t] in ("NOUN", "PROPN")

    def _no_target(self, t: int, slot: str) -> bool:
        """ "12 dead on both sides", "fired at the busiest hour": nobody of his own."""
        lemma = self._scene.a.lemma[t]
        return (slot == "on" and lemma == "side") or (slot in ("at", "on", "in") and lemma in vocabulary().spans)

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
        return a.lemma[t].endswith(harm_words().person_endings)

    def _owner(self, t: int) -> int:
        """Of arms called "its" or "their" whose they are: "Angola said its drones hit a depot"."""
        scene, a = self._scene, self._scene.a
        if not scene.classes(t) & (_ARMS | _CREWED):
            return t
        pronoun = next((c for c in a.children[t] if a.dep[c] == "nmod:poss" and a.pos[c] == "PRON"), None)
        if pronoun is None:
            return t
        owner = self._coreference.antecedent(pronoun)
        return owner if owner != pronoun else t

    def _wielded(self, t: int) -> bool:
        """Whether a thing stands for whoever uses it: what has a crew, and arms that are somebody's ("Malian
        drones")."""
        scene, a = self._scene, self._scene.a
        classes = scene.classes(t)
        if classes & _CREWED and not classes & {"explosive"}:
            return True
        owners = (c for c in a.children[t] if a.dep[c] in ("amod", "compound", "nmod:poss"))
        return bool(classes & _ARMS) and any(scene.is_demonym(c) or scene.actor_like(c) for c in owners)
