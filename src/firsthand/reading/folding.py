"""From event mentions to things claimed: consequences join the event that had them, repetitions join what they repeat.

"Rebels attacked the camp, killing nine" is one claim with a toll. "Nine were killed in the attack" is a claim of that
attack (its toll may have another source), not of an unexplained killing. "The attack" taken up again with nothing new
is no claim.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from firsthand.codebook.schema import EventType
from firsthand.reading.arrays import Arrays
from firsthand.reading.coreference import repeats
from firsthand.reading.events import EventMention
from firsthand.reading.predicates import nobody, parts, preposition, vocabulary
from firsthand.reading.scene import Scene

_CAUSAL = frozenset({"in", "during", "by", "from", "after", "when", "amid", "following", "with", "of", "to"})
_AT_ONCE = frozenset({"when", "after", "as"})
_BEFORE_IT = frozenset({"after", "since", "because"})  # what these open came before the verb above, not of it
_WHEN = frozenset({"when", "as", "after", "while", "since"})
_MAX_CLIMB = 3
_WEAPONS = frozenset({"weapon", "explosive", "artillery", "aerial_munition"})
_TURNING_AWAY = frozenset({"rejection", "break_relations"})
_TURNED_AWAY = frozenset({"talks", "agreement", "ceasefire", "demand", "cooperation"})
_OF_ITS_OWN = frozenset({"nsubj", "nsubj:pass", "obj", "ccomp", "xcomp", "obl:agent"})


@dataclass
class Deed:
    """One thing claimed at one place of the report: the mention that names it and those that were folded into it."""

    main: EventMention
    consequences: list[EventMention] = field(default_factory=list)
    causes: list[EventMention] = field(default_factory=list)
    takes_up: Deed | None = None  # the earlier deed that this one tells more about
    repeated: bool = False  # nothing but a repetition of takes_up

    @property
    def mentions(self) -> list[EventMention]:
        """All mentions of the deed, the naming one first."""
        return [self.main, *self.causes, *self.consequences]


def fold(scene: Scene, mentions: list[EventMention], types: dict[str, EventType]) -> list[Deed]:
    """The deeds that the mentions tell of, in the order of the text."""
    by_token = {m.token: m for m in mentions}
    folded: dict[int, int] = {}  # consequence -> cause
    carriers = {m.frame.light: m for m in mentions if m.frame.light is not None}
    for m in mentions:
        cause = _cause(scene, m, by_token, carriers, types) if m.trigger.consequence else _done_by(m, by_token, types)
        cause = cause or _same_toll(scene, m, by_token)
        if cause is not None and cause.token != m.token:
            folded[m.token] = cause.token
    for m in mentions:  # "retook control": the noun is told with its verb
        for n in mentions:
            # "exchange of gunfire", "traded artillery fire"
            within = (
                n.type == m.type
                or n.frame.form == m.frame.form == "noun"
                or n.type == "threat"  # "vowed to sabotage the vote": what is threatened is no second deed
                or types[n.type].family == types[m.type].family
            )
            told = (
                m.status.stage == "occurred" and n.status.stage is None
            )  # "to observe the truce that they agreed in May"
            if within and not told and n is not m and m.token in n.words and n.token not in (*m.words, m.frame.light):
                folded.setdefault(m.token, n.token)
    for m in mentions:
        for t in (*_told_within(scene, m, by_token, types), *_refused(scene, m, by_token)):
            folded.setdefault(t, m.token)
    for m in mentions:  # "launched an attack ... in the attack": two words of one predicate
        light = m.frame.light
        if light is None or light not in by_token or light in folded:
            continue
        if set(by_token[light].frame.get("agent")) & set(m.frame.get("patient")) and by_token[light].type != m.type:
            folded[m.token] = light  # "repelled an attack": who suffered it did something about it
        elif (
            scene.a.lemma[light] in vocabulary().stopping
            and types[m.type].family
            and not types[by_token[light].type].family
        ):
            folded[m.token] = light  # "suspended its offensive": what they do is to stop
        else:
            folded[light] = m.token
    for m in mentions:  # "a bomb planted under his car killed the mayor": how it was done and what it did
        for n in mentions:
            family = types[n.type].family
            same = family and types[m.type].family == family and n is not m and scene.a.dep[m.token] == "acl"
            same = same and scene.a.head[n.token] != m.token  # "accused them of shelling a school and killing 30"
            if same and scene.a.head[m.token] in n.frame.get("agent") and folded.get(n.token) != m.token:
                folded.setdefault(m.token, n.token)
    deeds: dict[int, Deed] = {}
    for m in mentions:
        top = m.token
        seen = {top}
        while top in folded and folded[top] not in seen:
            top = folded[top]
            seen.add(top)
        if top != m.token:
            continue
        deeds[m.token] = Deed(m)
    for token in folded:
        top, seen = token, {token}
        while top in folded and folded[top] not in seen:
            top = folded[top]
            seen.add(top)
        if top in deeds and top != token:
            deeds[top].consequences.append(by_token[token])
    done: list[Deed] = []
    for m in mentions:
        deed = deeds.get(m.token)
        if deed is None:
            continue
        earlier = repeats(scene, m, [d.main for d in done], types)
        if earlier is not None:
            deed.takes_up = next(d for d in done if d.main is earlier)
            deed.repeated = not deed.consequences and not _news(scene, m)
        elif m.trigger.consequence and not deed.causes:
            deed.takes_up = _had_it(scene, m, done, types)
        done.append(deed)
    return done


def _told_within(
    scene: Scene, m: EventMention, by_token: dict[int, EventMention], types: dict[str, EventType]
) -> list[int]:
    """Mentions that tell the deed of the verb ``m`` again, in the same clause.

    "Forced 300 families to flee", "downed their shutters in protest", "were abducted and taken into the bush".
    """
    if m.trigger.consequence:
        return []
    if m.frame.form != "verb":  # "the delivery of a package of ammunition"
        inner = () if types[m.type].family else m.frame.get("of")
        told = [t for t in inner if t in by_token and by_token[t].type == m.type]
        alike = (t for t in parts(scene.a, m.token) if t in by_token)
        return [*told, *(t for t in alike if types[by_token[t].type].family == types[m.type].family)]
    a = scene.a
    slots: tuple[str, ...] = ("complement", "clause", "with")
    if not types[m.type].family:
        slots = (*slots, "in", "as")
    within = [t for slot in slots for t in m.frame.get(slot) if not _beside(a, t)]
    if not types[m.type].family:  # "lifted the sanctions"; "imposed sanctions" is told by the noun
        things = (t for t in m.frame.get("patient") if t in by_token and scene.a.head[t] == m.token)
        asked = m.status.stage is None  # "observe the truce that they signed": the truce was signed
        within += [
            t for t in things if by_token[t].frame.light != m.token and (not asked or by_token[t].status.stage is None)
        ]
    for c in a.children[m.token]:
        if a.dep[c] == "conj" and a.pos[c] == "VERB" and not any(t in scene.time_at for t in a.children[c]):
            own = {a.dep[t] for t in a.children[c]}
            if not own & _OF_ITS_OWN or ("obj" in own and c == m.token + 2):
                within.append(c)  # "looted and burned four shops"
    named = (t for t in m.frame.get("in") if t in by_token and by_token[t].frame.form == "noun")
    within += [
        t for t in named if a.lemma[t] in vocabulary().deeds
    ]  # "in the Lasko massacre nine were hacked to death"
    using = a.lemma[m.token] in vocabulary().using  # "used mortars to disperse them"
    told = [t for t in within if t in by_token and not by_token[t].trigger.consequence]
    return [t for t in told if by_token[t].type == m.type or (using and t in m.frame.get("clause"))]


def _beside(a: Arrays, t: int) -> bool:
    """ "Islamabad summoned the envoy, while elders met": a clause of somebody else's."""
    return a.dep[t] == "advcl" and any(a.dep[c] == "mark" and a.lower[c] in ("while", "whereas") for c in a.children[t])


def _refused(scene: Scene, m: EventMention, by_token: dict[int, EventMention]) -> list[int]:
    """Nouns of what somebody turns down, leaves or breaks: "rejected the offer of talks", "walked out of the talks"."""
    a, found = scene.a, []
    if m.frame.form != "verb" or m.type not in _TURNING_AWAY:
        return []
    for t in (x for slot in ("patient", "from", "of", "out", "with") for x in m.frame.get(slot)):
        below = (
            t,
            *(g for g in a.children[t] if a.dep[g] == "nmod" and preposition(a, g) in ("of", "for", "on", "to")),
        )
        found += [
            x for x in below
            if x in by_token and by_token[x].type in _TURNED_AWAY and by_token[x].frame.form == "noun"
            and not any(a.dep[g] in ("acl", "acl:relcl") for g in a.children[x])
        ]  # fmt: skip
    return found


def _done_by(m: EventMention, by_token: dict[int, EventMention], types: dict[str, EventType]) -> EventMention | None:
    """ "Twelve strikes engaged two units": what a told event does is that event, not another of its family."""
    family = types[m.type].family
    if m.frame.form == "verb" and family:
        for t in m.frame.get("agent"):
            other = by_token.get(t)
            if other is not None and types[other.type].family == family:
                return other
    return None


def _same_toll(scene: Scene, m: EventMention, by_token: dict[int, EventMention]) -> EventMention | None:
    """ "Killed three and wounded six", "nine were killed and twelve wounded": one toll in two verbs."""
    a = scene.a
    beside = a.dep[m.token] in ("conj", "parataxis") or (
        a.dep[m.token] == "advcl" and any(a.lower[c] in ("while", "whereas") for c in a.children[m.token])
    )
    other = by_token.get(a.head[m.token]) if beside else None
    if other is None or not (m.trigger.consequence and other.trigger.consequence):
        return None
    own = [c for c in a.children[m.token] if a.dep[c] in ("nsubj", "nsubj:pass")]
    if not own:
        return other
    if m.frame.passive != other.frame.passive and any(
        x.frame.get(slot)
        for x in (m, other)
        for slot in ("by", "after", "following", "from", *(["agent"] * x.frame.passive))
    ):
        return None  # "four died after an attack and another was killed by a mine"
    return other if _undergone(m) and _undergone(other) and a.lemma[m.token] != a.lemma[other.token] else None


def _undergone(m: EventMention) -> bool:
    """Whether what the verb tells came to its subject: "were killed", "died", "sustained injuries"."""
    return m.frame.passive or not m.frame.get("agent") or m.trigger.roles.get("initiator") == []


def _cause(
    scene: Scene,
    m: EventMention,
    by_token: dict[int, EventMention],
    carriers: dict[int, EventMention],
    types: dict[str, EventType],
) -> EventMention | None:
    """The event mention that had the consequence ``m``, if the sentence links them."""
    a = scene.a
    i = m.token
    for slot in ("agent", "by", "in", "during", "from", "with", "after", "following", "amid", "when", "of"):
        for t in m.frame.get(slot):
            other = by_token.get(t)
            if other is not None and not other.trigger.consequence:
                return other
    if a.dep[i] == "conj" and a.head[i] in by_token:  # "a shell hit a house and killed nine": the shell did both
        other = by_token[a.head[i]]
        by = other.frame.get("agent")
        thing = bool(by) and all(scene.classes(t) & _WEAPONS and not scene.actor_like(t) for t in by)
        if (
            thing
            and not other.trigger.consequence
            and not any(a.dep[c] in ("nsubj", "nsubj:pass") for c in a.children[i])
        ):
            return other
    if a.dep[i] == "conj":  # "was targeted and killed in a raid", where "in" hangs on "targeted"
        for c in a.children[a.head[i]]:
            if c > i and c in by_token and a.dep[c] == "obl" and not by_token[c].trigger.consequence:
                return by_token[c]
    for c in a.children[i]:  # "seven were killed and 31 wounded in shelling", where "in" hangs on "wounded"
        while_ = a.dep[c] == "advcl" and any(a.lower[x] in ("while", "whereas") for x in a.children[c])
        if (a.dep[c] == "conj" or while_) and c > i and a.pos[c] in ("VERB", "ADJ", "NOUN") and _harms(scene, c):
            for g in a.children[c]:
                told = a.dep[g] == "obl" or (a.dep[g] == "advcl" and any(a.lower[x] in _AT_ONCE for x in a.children[g]))
                if told and g in by_token and not by_token[g].trigger.consequence:
                    return by_token[g]
    if a.dep[i] == "acl:relcl" and (above := _in_which(a, i, by_token)) is not None:
        return above
    placed = a.head[i] in scene.place_at
    if a.dep[i] == "acl:relcl" and (
        placed or not scene.actor_like(a.head[i])
    ):  # "an attack in the quarter which killed nine"
        j = a.head[i]
        while a.dep[j] == "nmod" and j not in by_token:
            j = a.head[j]
        if j != a.head[i] and j in by_token and not by_token[j].trigger.consequence:
            return by_token[j]
        if placed and a.dep[j] == "obl":  # "there was shooting at Gao, which left two dead"
            for c in (*a.children[a.head[j]], a.head[j]):
                if c != j and c in by_token and not by_token[c].trigger.consequence:
                    return by_token[c]
    before = by_token.get(a.head[i]) if a.dep[i] == "acl" else None
    if before is not None and not before.trigger.consequence and ":" in a.text[before.token : i]:
        return before  # "airstrike on a hospital: 11 killed"
    beside = by_token.get(a.head[i]) if a.dep[i] in ("conj", "advcl", "parataxis") else None
    if beside is not None and not beside.trigger.consequence:
        if a.dep[i] == "parataxis" and any(a.text[t] == ":" for t in range(beside.token, i)):
            return beside  # "air strike on a hospital: 11 killed"
        if a.dep[i] == "advcl" and any(a.dep[c] == "mark" and a.lower[c] == "with" for c in a.children[i]):
            return beside  # "was shelled, with nine people killed"
        armed = (
            types[beside.type].family and not types[beside.type].aftermath
        )  # but "setting it alight and killing a guard"
        if a.dep[i] == "conj" and armed and _one_deed(a, m, beside):
            return beside
    # "attacked the camp, killing nine"; "a blast that killed nine"; "an explosion left nine dead"
    h, dep = a.head[i], a.dep[i]
    for _ in range(_MAX_CLIMB):
        marks = {a.lower[c] for c in a.children[i] if a.dep[c] == "mark"} if dep == "advcl" else set()
        if h == i or marks & _BEFORE_IT or (i != m.token and "before" in marks):
            break  # "fled after killing nine", "looted a depot before burning it and killing a guard"
        other = by_token.get(h) or carriers.get(h)
        if other is not None and not other.trigger.consequence and dep in ("advcl", "acl", "acl:relcl", "xcomp"):
            own_subject = any(
                a.dep[c] in ("nsubj", "nsubj:pass") and a.tag[c] not in ("WDT", "WP") for c in a.children[i]
            )
            if not own_subject:
                return other
        if dep in ("xcomp", "advcl", "acl", "obj", "conj", "nsubj") or (
            dep == "obl" and a.lemma[h] in vocabulary().resulting  # "the raid resulted in the death of nine"
        ):
            for c in a.children[h]:
                if a.dep[c] in ("nsubj", "nsubj:pass") and c in by_token and not by_token[c].trigger.consequence:
                    return by_token[c]
        if dep == "advcl" and _harms(scene, h):  # "was destroyed in the attacks, wounding three"
            for c in a.children[h]:
                if a.dep[c] == "obl" and c in by_token and not by_token[c].trigger.consequence and c < i:
                    return by_token[c]
        if dep not in ("conj", "xcomp", "advcl"):
            break
        i, h, dep = h, a.head[h], a.dep[h]
    # "when a bomb exploded, nine people were killed"
    for c in a.children[m.token]:
        if a.dep[c] != "advcl" or not {a.lower[x] for x in a.children[c]} & _WHEN:
            continue
        # "nine died when gunmen crept into the village and sprayed bullets"
        for t in (c, *(g for g in a.children[c] if a.dep[g] == "conj")):
            if t in by_token and not by_token[t].trigger.consequence:
                return by_token[t]
    return None


def _in_which(a: Arrays, verb: int, by_token: dict[int, EventMention]) -> EventMention | None:
    """ "The strike on Gao on the night of 6 May, in which 13 were killed", whatever noun the clause hangs on."""
    which = next((c for c in a.children[verb] if a.lower[c] == "which" and preposition(a, c) == "in"), None)
    if which is None:
        return None
    for t in range(which - 1, a.sentence(verb)[0] - 1, -1):
        if t in by_token and by_token[t].frame.form == "noun" and not by_token[t].trigger.consequence:
            return by_token[t]
        if a.pos[t] == "VERB" and a.tag[t] not in ("VBN", "VBG"):
            return None
    return None


def _one_deed(a: Arrays, m: EventMention, first: EventMention) -> bool:
    """ "Accused them of shelling a school and killing 30"; "they shelled a school and killed 30" was coded as two."""
    own = any(a.dep[c] in ("nsubj", "nsubj:pass", "aux", "aux:pass") for c in a.children[m.token])
    return not own and a.tag[m.token] == a.tag[first.token] == "VBG"


def _had_it(scene: Scene, m: EventMention, done: list[Deed], types: dict[str, EventType]) -> Deed | None:
    """ "A grenade was thrown at a bar in Goma. Seven people were injured": the deed of the sentence before, where the
    toll's own names nobody who did it, no time and no place."""
    a = scene.a
    first, last = a.sentence(m.token)
    if m.frame.get("agent") and m.frame.form == "verb" and not m.frame.passive and not m.trigger.roles:
        return None
    if m.frame.get("by") or any(t in scene.place_at or t in scene.time_at for t in range(first, last)):
        return None
    before = [d for d in done if a.sent[m.token] - a.sent[d.main.token] == 1]
    told = [
        d for d in before if d.takes_up is None and not d.main.trigger.consequence and d.main.status.stage == "occurred"
    ]
    if not told or before[-1] is not told[-1]:
        return None
    told = told[-1:]
    if (
        (len(before) != 1 and not _of_him(scene, m))
        or not types[told[0].main.type].family
        or types[told[0].main.type].aftermath
    ):
        return None
    gap = a.string[a.start[told[0].main.token] : a.start[first]]
    return None if "\n\n" in gap else told[0]


def _of_him(scene: Scene, m: EventMention) -> bool:
    """ "They broke in and shot at him. He succumbed on the way": a toll of somebody who was just spoken of."""
    a = scene.a
    return any(a.dep[c] in ("nsubj", "nsubj:pass") and a.lower[c] in ("he", "she", "they") for c in a.children[m.token])


def _harms(scene: Scene, t: int) -> bool:
    """Whether the word at ``t`` says an outcome that somebody came to."""
    return any(h.predicate == t for h in scene.harm)


def _news(scene: Scene, m: EventMention) -> bool:
    """Whether a repeated mention tells who, to whom or how many, in its own words."""
    if m.frame.answered:  # "claimed responsibility for the attack", but not "no group claimed ..."
        return not all(nobody(scene.a, t) for t in m.frame.get("agent"))
    if any(h.predicate in m.words and not h.negated for h in scene.harm):
        return True  # "put the death toll at five"
    if m.frame.get("agent") and all(nobody(scene.a, t) for t in m.frame.get("agent")):
        return False  # "no group claimed the abduction"
    return m.frame.light is not None and scene.a.lemma[m.frame.light] not in ("be", "take", "occur", "happen")
