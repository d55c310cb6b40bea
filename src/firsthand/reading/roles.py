"""Who fills which role of a deed: from slots of its frames to the heads of phrases."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from importlib import resources

from firsthand.codebook.schema import EventType
from firsthand.reading.attachment import words as attachment_words
from firsthand.reading.coreference import Coreference
from firsthand.reading.events import EventMention
from firsthand.reading.fitting import ARMS, CREWED, Fitness
from firsthand.reading.folding import Deed
from firsthand.reading.nearby import by_whom, impacted, named_for, passing, where_it_was
from firsthand.reading.owners import sayers, theirs
from firsthand.reading.predicates import (
    RELATIVE_TAGS,
    Slots,
    fillers,
    is_passive,
    nobody,
    occurs,
    own_slots,
    preposition,
    propels,
    surface_subject,
    vocabulary,
)
from firsthand.reading.quantities import counted
from firsthand.reading.scene import Scene
from firsthand.records import Role
from firsthand.yamlfile import parse

_VERB_ROLES: dict[str, list[str]] = {"initiator": ["agent"], "target": ["patient", "against", "on"], "third_party": []}
_NOUN_ROLES: dict[str, list[str]] = {
    "initiator": ["agent", "by", "poss", "mod"],
    "target": ["patient", "against", "on", "of", "at"],
    "third_party": [],
}
_THROWN = frozenset(
    {"drone", "artillery", "weapon", "explosive", "aerial_munition", "incendiary", "crowd_control", "melee", "firearm"}
)
_REACH = 10  # tokens looked back over for who "whom" is
_LONG = 3  # of more targets than these only those who act are told: things are told as harm


@functools.lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    data = parse((resources.files("firsthand.reading") / "roles.yaml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in data.items()}


class RoleReader:
    """Fills roles by the slots that the codebook names, in their order."""

    def __init__(
        self, scene: Scene, types: dict[str, EventType], coreference: Coreference, named: frozenset[int] = frozenset()
    ) -> None:
        self._scene, self._types, self._coreference = scene, types, coreference
        self._named = named  # words that name events
        self._fitness = Fitness(scene, named)

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
                    tokens = tuple(t for t in mention.frame.get(slot) if self._fitness.fits(t, "target", slot))
                    if tokens:
                        filled.setdefault("target", tokens)
            same_type = self._types.get(mention.type, kind)
            for role in ("initiator", "target", "third_party"):
                if role not in filled:
                    tokens = tuple(t for t in self._fill(same_type, mention, role) if t not in naming)
                    if role == "initiator" and not mention.status.negated:
                        tokens = tuple(t for t in tokens if not nobody(self._scene.a, t))
                    if tokens:
                        filled[role] = tokens
        if "target" not in filled:
            people = named_for(self._scene, deed.main.frame, deed.main.words)
            if people:
                filled["target"] = people
        if "initiator" not in filled and deed.main.frame.form == "noun" and kind.roles.get("initiator") != []:
            told = (x for t in by_whom(self._scene, filled.get("target", ())) for x in self._coreference.antecedents(t))
            doers = tuple(t for t in told if self._fitness.fits(t, "initiator", "agent"))
            if doers and deed.main.trigger.roles.get("initiator") != []:
                filled["initiator"] = doers
        if "target" not in filled and deed.main.trigger.consequence:
            # "put the death toll at five civilians"
            words = deed.main.words
            a = self._scene.a
            own = (h.head for h in self._scene.harm if h.predicate in words and h.part_of is None and not h.negated)
            harmed = (counted(a, t) for t in own if t is not None)  # "two of our fighters"
            heads = tuple(t for t in harmed if a.pos[t] == "NOUN" and t not in words
                          and a.lower[t] not in vocabulary().counted)  # fmt: skip
            if heads:
                filled["target"] = heads
        if "initiator" in filled and "target" in filled:
            left = tuple(t for t in filled["target"] if t not in filled["initiator"])
            if left:
                filled["target"] = left
            else:
                del filled["target"]
        if "target" not in filled and "initiator" in filled and not kind.mutual and self._reciprocal(deed.main):
            filled["target"] = filled["initiator"]  # "the two sides accused each other"
        if all(self._scene.a.text[t][:1].isdigit() for t in filled.get("target", ())):
            filled.pop("target", None)  # "wounding 42": how many, and not who
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
        if self._suffers(mention):  # "the judge's murder", "the students' abduction by gunmen"
            slots = ["poss", *slots] if role == "target" else [slot for slot in slots if slot != "poss"]
        if role == "target" and mention.frame.get("on") and self._scene.a.lemma[mention.token] in vocabulary().laid:
            slots = ["on", *slots]  # "blamed the ambush on the Front"
        told = list(self._candidates(mention, role, slots))
        struck = impacted(self._scene, mention.frame) if role == "target" and kind.family else ()
        if struck:
            told.insert(0, struck)
        if role == "target" and not told:
            hit = self._hit(mention) or self._meant_for(mention) or self._aim(mention)
            hit = hit or (passing(self._scene, mention.frame) if mention.type == "bombing" else ())
            hit = hit or (where_it_was(self._scene, mention.frame) if kind.family else ())
            told = [hit] if hit else []
        if role == "target" and kind.targets:
            # "seized rifles from the slain men": somebody before something; a thing is kept, to be told as harm
            told = [*(some for found in told if (some := tuple(t for t in found if self.acts(t, kind)))),
                    *filter(None, [self._asked(mention)]), *told]  # fmt: skip
        if told and kind.mutual and role == "target":
            return tuple(dict.fromkeys(t for found in told for t in found if self._scene.actor_like(t))) or told[0]
        if told:
            return told[0]
        if role != "initiator" or not {"agent", "poss"} & set(slots):
            return ()
        return self._behind_deed(mention) or self._voice(mention)

    def _suffers(self, mention: EventMention) -> bool:
        """Whether whoever a deed is called after came to it: one person's murder is his own, an army's are others'."""
        a, frame = self._scene.a, mention.frame
        whose = frame.get("poss")
        if frame.form != "noun" or not whose or a.lemma[mention.token] not in _words()["undergone"]:
            return False
        if any(self._fitness.fits(t, "target", "of") for t in frame.get("of")):
            return False  # "the army's murder of six priests"
        if frame.get("by") or frame.get("agent"):
            return True
        one = a.tag[mention.token] not in ("NNS", "NNPS")
        return one and all(self._somebody(x) for t in whose for x in self._coreference.antecedents(t))

    def _somebody(self, t: int) -> bool:
        scene, a = self._scene, self._scene.a
        if a.pos[t] == "PRON":
            return a.lower[t] in ("his", "her")
        if scene.entity[t] == "PER":
            return True
        classes = scene.classes(t)
        several = a.tag[t] in ("NNS", "NNPS")
        return bool(classes & {"person", "office", "media", "medical"}) and not (several and "force" in classes)

    def _hit(self, mention: EventMention) -> tuple[int, ...]:
        """ "Fired rockets that hit a school": what they hit."""
        a = self._scene.a
        if mention.frame.form != "verb" or not propels(a, mention.token):
            return ()
        for t in mention.frame.get("patient"):
            for c in a.children[t]:
                if a.dep[c] == "acl:relcl" and a.lemma[c] in vocabulary().affecting and not is_passive(a, c):
                    struck = own_slots(a, c).get("patient", ())
                    return tuple(x for x in struck if self._fitness.fits(x, "target", "patient"))
        return ()

    def _meant_for(self, mention: EventMention) -> tuple[int, ...]:
        """ "Used mortars to disperse the armed groups": against whom it was."""
        a = self._scene.a
        verb = mention.frame.light if mention.frame.light is not None else mention.token
        for c in a.children[verb]:
            if a.dep[c] in ("advcl", "xcomp") and a.tag[c] == "VB" and a.lemma[c] in _words()["purposes"]:
                return self._acting(own_slots(a, c).get("patient", ()))
        return ()

    def _aim(self, mention: EventMention) -> tuple[int, ...]:
        """ "Rockets aimed at the base fell short": what they were sent at."""
        a, scene = self._scene.a, self._scene
        for t in mention.frame.get("agent"):
            for c in a.children[t]:
                if a.dep[c] == "acl" and a.tag[c] in ("VBN", "VBG") and scene.classes(t) & _THROWN:
                    slots = own_slots(a, c)
                    for slot in ("at", "for", "on", "against", "patient"):
                        found = tuple(x for x in slots.get(slot, ()) if self._fitness.fits(x, "target", "on"))
                        if found:
                            return found
        return ()

    def acts(self, t: int, kind: EventType) -> bool:
        """Whether the phrase headed by ``t`` is one that the type tells as a target."""
        if not kind.targets or self._scene.is_one_of(t, frozenset(kind.targets)):
            return True
        a = self._scene.a  # a name that no list has: "talks with the SPA"
        named = a.pos[t] == "PROPN" and a.text[t][:1].isupper() and len(a.text[t]) > 1 and t not in self._scene.time_at
        return named and "<actor>" in kind.targets

    def _candidates(self, mention: EventMention, role: Role, slots: list[str]) -> Iterator[tuple[int, ...]]:
        """What fits of each slot's fillers, the best slot first."""
        for told in (mention.frame.slots, *self._inner(mention)):
            for slot in slots:
                if told is not mention.frame.slots and slot in (
                    "agent", "patient", "mod", "of", "theirs", "sayer"
                ):  # fmt: skip
                    continue
                if slot == "theirs":
                    found = self._acting(theirs(self._scene.a, mention.frame, self._scene.actor_like))
                elif slot == "sayer":
                    found = self._acting(sayers(self._scene.a, mention.frame))
                else:
                    found = self._slot(told, slot, role)
                if role == "initiator" and slot == "agent":
                    found = tuple(self._owner(t) for t in found)
                    light = mention.frame.light
                    claimed = light is not None and self._scene.a.lemma[light] in _words()["claiming"]
                    if claimed or mention.frame.own:
                        found = self._on_behalf(mention) or tuple(self._spoken_for(t) for t in found)
                if role == "target":
                    found = tuple(t for t in found if not self._instrument(t, slot, mention))
                    found = tuple(t for t in found if not self._took_place(t, slot, mention))
                # "opened fire": fire suffers nothing
                others = (t for t in found if t not in mention.words)
                if role == "initiator" and slot == "agent":
                    others = (self._told_of(t, mention, role) for t in others)
                tokens = tuple(
                    t for t in others if self._fitness.fits(t, role, slot) or self._answers(t, role, slot, mention)
                )
                if tokens:
                    yield tokens

    def _took_place(self, t: int, slot: str, mention: EventMention) -> bool:
        """ "The attack took place on Bernal Avenue": where it was."""
        a, light = self._scene.a, mention.frame.light
        if slot != "on" or light is None or a.head[t] != light:
            return False
        return occurs(a, light) and mention.frame.governor_dep == "nsubj"  # but "launched two raids on a sawmill"

    def _asked(self, mention: EventMention) -> tuple[int, ...]:
        """Who is to do it: "demanded that the army withdraw", "called for the army's withdrawal", "threatened to shoot
        captives"."""
        a, slots = self._scene.a, mention.frame.slots
        for verb in slots.get("complement", ()):
            own = own_slots(a, verb)
            whom = own.get("agent") or ((own.get("patient") or own.get("on")) if a.tag[verb] == "VB" else None)
            acting = self._acting(whom or ())
            if acting:
                return acting
        told = [
            slots,
            *(own_slots(a, verb) for verb in slots.get("complement", ())),
        ]  # "threatened to push for X's exit"
        for thing in (t for some in told for slot in ("patient", "for", "of") for t in some.get(slot, ())):
            words = _words()
            theirs = own_slots(a, thing)
            for c in a.children[thing]:
                if a.dep[c] == "nmod:poss":
                    theirs["poss"] = (c,)
            wanted = ["poss", "by", "of"] if a.lemma[thing] in words["performed"] else []
            for slot in ["with"] if a.lemma[thing] in words["dealings"] else wanted:
                acting = self._acting(theirs.get(slot, ()))
                if acting:
                    return acting
        return ()

    def _reciprocal(self, mention: EventMention) -> bool:
        slots = mention.trigger.roles.get("target") or self._types[mention.type].roles.get("target", [])
        told = [t for slot in slots for t in mention.frame.get(slot)]
        behind = [mention.token + 1] if mention.frame.form == "verb" and mention.token + 1 < self._scene.a.n else []
        return any(self._coreference.reciprocal(t) for t in (*told, *behind))

    def _told_of(self, t: int, mention: EventMention, role: Role) -> int:
        """ "The slander of the command, which accuses us": of a thing the one whose it is, where "which" stands
        right behind that."""
        a = self._scene.a
        who = next((c for c in a.children[mention.token] if a.dep[c] == "nsubj" and a.tag[c] in RELATIVE_TAGS), None)
        if who is None or self._fitness.fits(t, role, "agent"):
            return t
        return next((c for c in a.children[t] if t < c < who and a.dep[c] == "nmod"
                     and self._fitness.fits(c, role, "agent")), t)  # fmt: skip

    def _share(self, t: int) -> int:
        """ "Two thirds of the houses": houses."""
        a = self._scene.a
        of = (c for c in a.children[t] if a.dep[c] == "nmod" and preposition(a, c) == "of")
        if a.lemma[t] in _words()["sides"]:  # "fired at the front of the embassy"
            return next((c for c in of if "building" in self._scene.classes(c)), t)
        return next((c for c in of if a.tag[c] == "NNS"), t)

    def _on_behalf(self, mention: EventMention) -> tuple[int, ...]:
        """ "A caller claimed the bombing on behalf of the League", "in the name of the Front": whose deed it was."""
        a = self._scene.a
        for t in range(*a.sentence(mention.token)):
            if a.lower[t] in _words()["proxies"] and preposition(a, t) in ("on", "in"):
                of = (c for c in a.children[t] if a.dep[c] == "nmod" and preposition(a, c) == "of")
                return tuple(x for c in of for x in fillers(a, c) if self._fitness.fits(x, "initiator", "agent"))
        return ()

    def _spoken_for(self, t: int) -> int:
        """ "A spokesman for the League claimed the attack": the League did."""
        a = self._scene.a
        if "office" not in self._scene.classes(t):
            return t
        of = (c for c in a.children[t] if a.dep[c] == "nmod:poss" or preposition(a, c) in ("for", "of"))
        return next((c for c in of if a.pos[c] != "PRON" and self._fitness.fits(c, "initiator", "by")), t)

    def _whom(self, t: int) -> int:
        """ "Signatories of the deal, five of whom were murdered": somebody, though the nearest noun may be nobody."""
        a = self._scene.a
        if a.tag[t] not in RELATIVE_TAGS:
            return t
        noun = fillers(a, t)[0]
        if noun == t and a.lower[t] == "whom":  # hung on the verb above
            first = max(a.sentence(t)[0], t - _REACH)
            return next((x for x in range(t - 1, first, -1) if a.pos[x] == "NOUN" and self._scene.actor_like(x)), t)
        while not self._scene.actor_like(noun) and a.dep[noun] == "nmod":
            noun = a.head[noun]
        return noun if self._scene.actor_like(noun) else t

    def _acting(self, tokens: tuple[int, ...]) -> tuple[int, ...]:
        """Those who can act, pronouns replaced by what they stand for."""
        meant = (x for t in tokens for x in self._coreference.antecedents(t))
        return tuple(t for t in meant if self._fitness.fits(t, "initiator", ""))

    def _instrument(self, t: int, slot: str, mention: EventMention) -> bool:
        """Whether ``t`` is what the deed is done with: "fired rockets", "detonated a truck", "fought back with
        mortars"."""
        scene, classes = self._scene, self._scene.classes(t)
        if scene.a.lemma[t] in _words()["ammunition"] and self._types[mention.type].family:
            return True  # "dispersed them with tear gas", "fired warning shots"
        if slot == "with":
            if "with" in mention.trigger.roles.get("target", ()):
                return False  # "made off with six trucks"
            return bool(classes & (_THROWN | {"vehicle", "aircraft"})) and not scene.actor_like(t)
        if slot != "patient" or mention.frame.form != "verb":
            return False
        thrown = classes & _THROWN or (classes & CREWED and scene.a.lemma[mention.token] in vocabulary().ramming)
        return bool(thrown) and propels(scene.a, mention.token)

    def _behind_deed(self, mention: EventMention) -> tuple[int, ...]:
        """ "The police operation left five dead": whose operation it was."""
        scene, a = self._scene, self._scene.a
        fired = [
            tuple(g for g in a.children[c] if a.dep[g] == "obl:agent")
            for t in mention.frame.get("agent") if scene.classes(t) & (_THROWN | {"document"})
            for c in a.children[t] if a.dep[c] == "acl" and a.tag[c] == "VBN"
            if propels(a, c) or a.lemma[c] in vocabulary().wielding
        ]  # fmt: skip
        by = tuple(g for tokens in fired for g in tokens if self._fitness.fits(g, "initiator", "agent"))
        if by:
            return by  # "a drone launched by the rebels crashed"
        sent = [
            x
            for t in mention.frame.get("agent") if scene.classes(t) & _THROWN
            for x in self._sender(t) if self._fitness.fits(x, "initiator", "agent")
        ]  # fmt: skip
        if sent:
            return tuple(sent)
        whose = [x for t in mention.frame.get("agent") if scene.classes(t) & _THROWN for x in self._whose(t)]
        if whose:
            return tuple(whose)
        deeds = [t for t in mention.frame.get("agent") if self._fitness.deed(t)]
        owners = [c for t in deeds for c in a.children[t] if a.dep[c] in ("compound", "amod", "nmod:poss", "obl:agent")]
        return tuple(c for c in owners if self._fitness.fits(c, "initiator", "mod"))

    def _whose(self, t: int) -> Iterator[int]:
        """ "Army artillery hit two depots", "shells of the 3rd Brigade", "their rockets": whose arms they are."""
        a = self._scene.a
        for c in a.children[t]:
            of = a.dep[c] == "nmod" and preposition(a, c) == "of" and c not in self._scene.place_at
            if a.dep[c] == "nmod:poss" or of:
                yield from (x for x in self._coreference.antecedents(c) if self._fitness.fits(x, "initiator", "by"))
            elif a.dep[c] in ("compound", "amod") and a.tag[c] not in ("VBN", "VBG"):  # no "guided"
                yield from (x for x in (c,) if self._fitness.fits(x, "initiator", "mod"))

    def _sender(self, t: int) -> tuple[int, ...]:
        """ "Fired rockets that hit a school", "answered with a volley of bullets that scattered the crowd"."""
        a = self._scene.a
        while a.dep[t] == "nmod" and preposition(a, t) == "of":
            t = a.head[t]
        verb = a.head[t]
        fired = a.dep[t] == "obj" and propels(a, verb)
        answered = a.dep[t] == "obl" and preposition(a, t) == "with"
        if a.pos[verb] != "VERB" or not (fired or answered):
            return ()
        subject = () if is_passive(a, verb) else surface_subject(a, verb)
        return tuple(x for s in subject for x in self._coreference.antecedents(s))

    def _inner(self, mention: EventMention) -> list[Slots]:
        """The slots of the thing that the predicate is said of: "severed relations with X", "the severance of ties
        with X", "committed to a strike against X"."""
        a = self._scene.a
        told_of = ("patient", "of", "complement", *(("on", "to") if not self._types[mention.type].family else ()))
        things = [t for slot in told_of for t in mention.frame.get(slot)]
        return [own_slots(a, t) for t in things if a.pos[t] in ("NOUN", "ADJ") and not self._scene.actor_like(t)]

    def _slot(self, slots: Slots, slot: str, role: Role) -> tuple[int, ...]:
        """The fillers of a slot, pronouns and "both sides" replaced by what they stand for; of "two of our guards" the
        guards."""
        coreference, a = self._coreference, self._scene.a
        if slot == "doer":
            clauses = (own_slots(a, verb) for verb in slots.get("complement", ()))
            return self._acting(tuple(t for own in clauses for t in own.get("agent", ())))
        shares = _words()["shares"] | _words()["sides"]
        whole = (
            counted(a, t) if a.pos[t] == "NUM" else self._share(t) if a.lemma[t] in shares else t
            for t in slots.get(slot, ())
        )
        told = (x if a.pos[x] in ("NOUN", "PRON") else t for t, x in zip(slots.get(slot, ()), whole, strict=True))
        told = (self._understood(self._whom(t)) for t in told)
        named = (t for t in told if role != "target" or not coreference.reciprocal(t))
        meant = (x for t in named for x in coreference.antecedents(t))
        if role == "target":
            meant = (x for t in meant for x in self._theirs(t, slot))
        return tuple(dict.fromkeys(meant))

    def _understood(self, t: int) -> int:
        """ "37 soldiers were killed and 19 surrendered": what is counted before, of a number that stands alone."""
        a = self._scene.a
        if a.pos[t] != "NUM" or a.dep[t] not in ("obj", "nsubj", "nsubj:pass") or counted(a, t) != t:
            return t
        counted_before = (
            a.head[x]
            for x in range(t - 1, a.sentence(t)[0] - 1, -1)
            if a.dep[x] == "nummod" and x < a.head[x] < t and a.tag[a.head[x]] == "NNS"
        )
        return next((x for x in counted_before if self._scene.actor_like(x)), t)

    def _theirs(self, t: int, slot: str) -> tuple[int, ...]:
        """ "Slit the throats of six", "their lives", "the remains of 14 peasants": whose they are; of "316 corpses"
        nobody."""
        a, words = self._scene.a, _words()
        if slot not in ("patient", "of", "on") or a.lemma[t] not in words["belonging"] | words["mortal"]:
            return (t,)
        own = [c for c in a.children[t]
               if a.dep[c] == "nmod:poss" or (a.dep[c] == "nmod" and preposition(a, c) == "of")]  # fmt: skip
        if own:
            people = (counted(a, x) for c in own for x in fillers(a, c))
            return tuple(x for p in people for x in self._coreference.antecedents(p) if self._scene.actor_like(x))
        return () if a.lemma[t] in words["mortal"] else (t,)

    def _answers(self, t: int, role: Role, slot: str, mention: EventMention) -> bool:
        """Whoever claims responsibility is one who acts, whatever the word: "the Untouchables claimed credit"."""
        frame = mention.frame
        noun = self._scene.a.pos[t] in ("NOUN", "PROPN")
        if not noun or role != "initiator" or slot != "agent" or not frame.answered:
            return False
        return frame.own or self._fitness.willed(t)

    def _voice(self, mention: EventMention) -> tuple[int, ...]:
        """ "A letter accusing the army", "a call that threatened the judge": of words, what they are in."""
        if mention.type not in attachment_words().said_only or mention.frame.form != "verb":
            return ()
        return tuple(t for t in mention.frame.get("agent") if self._scene.a.lemma[t] in _words()["voices"])

    def _owner(self, t: int) -> int:
        """Of arms called "its" or "their" whose they are: "Angola said its drones hit a depot"."""
        scene, a = self._scene, self._scene.a
        if not scene.classes(t) & (ARMS | CREWED):
            return t
        pronoun = next((c for c in a.children[t] if a.dep[c] == "nmod:poss" and a.pos[c] == "PRON"), None)
        if pronoun is None:
            return t
        owner = self._coreference.antecedent(pronoun)
        return owner if owner != pronoun else t
