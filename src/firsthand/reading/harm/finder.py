"""Harm told in a report: so many of such a group killed, injured, captured, so many things destroyed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from firsthand.reading.arrays import Arrays
from firsthand.reading.harm.bodies import body, condition, lives
from firsthand.reading.harm.groups import PEOPLE, Groups
from firsthand.reading.harm.losses import losses
from firsthand.reading.harm.shot import left_open
from firsthand.reading.harm.tolls import reckoned, tolls
from firsthand.reading.harm.victims import victims
from firsthand.reading.harm.vocabulary import Saying, Words, words
from firsthand.reading.lexicon import Lexicon
from firsthand.reading.mentions import HarmMention
from firsthand.reading.predicates import Frame, fillers, frame_at, preposition, surface_subject
from firsthand.reading.quantities import Quantity, counted, number, number_words, quantity_of
from firsthand.records import Outcome

_THINGS = frozenset({"vehicle", "aircraft", "vessel", "building", "weapon"})
_VERBAL = frozenset({"VERB", "AUX"})
_HELD: frozenset[Outcome] = frozenset({"captured", "abducted"})
_TO_THINGS: frozenset[Outcome] = frozenset({"destroyed", "damaged"})
_NOT = frozenset({"not", "n't", "never", "n’t"})


def find_harm(a: Arrays, lexicon: Lexicon, entity: list[str], hits: bool = False) -> list[HarmMention]:
    """All harm that a report tells, in the order of the text; ``entity`` has the entity label of each token.

    ``hits`` counts people who were shot or stabbed, or brought to a hospital, as injured where nothing says that they
    died.

    >>> # "killing four soldiers and wounding nine others" -> killed 4-4 "soldiers", injured 9-9 "others"
    """
    finder = _Finder(a, lexicon, entity, words(), hits)
    vocabulary = finder.words
    found: list[HarmMention] = []
    for i in range(a.n):
        pos, lemma = a.pos[i], a.lemma[i]
        if pos in _VERBAL or (pos in ("ADJ", "NOUN") and a.tag[i] == "VBN"):
            if a.dep[i] == "xcomp" and a.tag[i] == "VB" and finder.left_so(i):
                found += finder.state(i, vocabulary.adjectives[a.lower[i]])
            elif lemma in vocabulary.verbs or lemma in vocabulary.phrases or (hits and finder.may_hit(i)):
                found += finder.verb(i)
            elif a.lower[i] in vocabulary.adjectives:
                found += finder.state(i, vocabulary.adjectives[a.lower[i]])
        elif pos == "NOUN" or pos == "ADJ" or pos == "PROPN":
            if pos == "NOUN" and (lemma in vocabulary.toll_nouns or reckoned(a, vocabulary, i)):
                found += tolls(a, finder.groups, vocabulary, i)
            elif lemma in vocabulary.adjectives or a.lower[i] in vocabulary.adjectives:
                found += finder.state(i, vocabulary.adjectives.get(a.lower[i]) or vocabulary.adjectives[lemma])
            elif pos == "ADJ":
                continue
            elif lemma in vocabulary.nouns:
                found += finder.noun(i, vocabulary.nouns[lemma])
            elif lemma in vocabulary.loss_nouns:
                found += losses(a, finder.groups, vocabulary, i)
            elif lemma in vocabulary.fatal_nouns and any(a.lemma[c] in vocabulary.fatal for c in a.children[i]):
                found += finder.noun(i, "killed")
            elif hits and lemma in vocabulary.hit_nouns:
                found += finder.noun(i, "injured")
            elif lemma in vocabulary.body_nouns:
                found += body(a, finder.groups, vocabulary, i)
            elif lemma in vocabulary.condition_nouns:
                found += condition(a, finder.groups, vocabulary, i)
            elif lemma == "life":
                found += lives(a, finder.groups, vocabulary, i)
    lived = left_open(a, found, vocabulary)
    found = [h for h in found if h.predicate not in lived]
    found = _without_repeats(found, lambda h: a.lemma[h.predicate] in vocabulary.verbs)
    wholes = {(counted(a, h.head), h.outcome) for h in found if h.head is not None and counted(a, h.head) != h.head}
    found = [h for h in found if (h.head, h.outcome) not in wholes]  # "two of his sons": two, and not the sons
    dead = {h.head for h in found if h.outcome == "killed" and h.head is not None and not h.negated}
    found = [
        h for h in found  # "was hit by two bullets and killed"
        if h.outcome != "injured" or h.head not in dead or a.lemma[h.predicate] in vocabulary.verbs
    ]  # fmt: skip
    found = [h for h in found if not (h.outcome == "displaced" and _taken_away(a, vocabulary, h, found))]
    return finder.with_parts(_joint(a, _without_borrowed(found)))


def _taken_away(a: Arrays, vocabulary: Words, h: HarmMention, found: list[HarmMention]) -> bool:
    """ "Injured two others, who were evacuated", "evacuated 50 wounded soldiers": the wounded are not displaced."""
    if h.head is None or a.lemma[h.predicate] != "evacuate":
        return False
    hurt = any(x.head == h.head and x.outcome == "injured" for x in found)
    return hurt or any(a.lower[t] in vocabulary.adjectives for t in (h.head, *a.children[h.head]))


def _without_repeats(found: list[HarmMention], plain: Callable[[HarmMention], bool]) -> list[HarmMention]:
    """One head comes to one outcome once: "were killed ... dead" of the same phrase is one item.

    The first says it, unless another says it by a ``plain`` word: "lost 8 men, who were killed".
    """
    kept: dict[tuple[int | None, str], HarmMention] = {}
    for h in found:
        earlier = kept.get((h.head, h.outcome))
        if earlier is None or (plain(h) and not plain(earlier)):
            kept[(h.head, h.outcome)] = h
    return list(kept.values())


def _joint(a: Arrays, found: list[HarmMention]) -> list[HarmMention]:
    """ "Nineteen patients and staff died": a number before two bare nouns is that of both."""
    heads = {(h.head, h.predicate, h.outcome): h for h in found if h.head is not None}
    kept = {id(h): h for h in found}
    for h in found:
        if h.head is None or h.low is None or h.low < 2 or h.who is None or a.tag[h.head] == "NN":
            continue
        of = counted(a, h.head)
        if not any(a.dep[c] == "nummod" for c in a.children[h.head]) and of == h.head:
            continue
        for c in a.children[of]:
            other = heads.get((c, h.predicate, h.outcome))
            if other is None or other.unit != h.unit or other.low is not None or other.high is not None:
                continue
            own = any(a.dep[g] in ("det", "nmod:poss", "nummod") for g in a.children[c])
            if a.dep[c] == "conj" and not own and a.string[h.end : other.start].strip() == "and" and id(h) in kept:
                kept.pop(id(other), None)
                who = f"{h.who} and {other.who}" if other.who else h.who
                kept[id(h)] = replace(h, end=other.end, who=who)
    return list(kept.values())


def _without_borrowed(found: list[HarmMention]) -> list[HarmMention]:
    """ "Killed a soldier and wounded two others": the two are the second verb's, though they hang on the soldier.

    A verb that has somebody before a second verb has nobody behind that one whom the second has.
    """
    heads: dict[int, list[int]] = {}
    for h in found:
        if h.head is not None:
            heads.setdefault(h.predicate, []).append(h.head)

    def borrowed(h: HarmMention) -> bool:
        for x in found:
            second = x.head == h.head and x.outcome != h.outcome and h.predicate < x.predicate < (h.head or 0)
            if second and any(h.predicate < head < x.predicate for head in heads[h.predicate]):
                return True
        return False

    return [h for h in found if h.head is None or not borrowed(h)]


class _Finder:
    def __init__(self, a: Arrays, lexicon: Lexicon, entity: list[str], vocabulary: Words, hits: bool) -> None:
        self.a, self.words, self.hits = a, vocabulary, hits
        self.groups = Groups(a, lexicon, entity, vocabulary)

    def may_hit(self, i: int) -> bool:
        return self.a.lemma[i] in self.words.hit_verbs or self.a.lemma[i] in self.words.hit_transport

    def left_so(self, i: int) -> bool:
        """ "Leaving a watchman hurt": a state, though its form is a verb's too."""
        return self.a.lower[i] in self.words.adjectives and self.a.lemma[self.a.head[i]] in self.words.leaving

    def verb(self, i: int) -> list[HarmMention]:
        """Active, passive, participle and relative clause, by the verb's frame."""
        a = self.a
        some = self._some_before(i) or self._dozen_before(i)
        if some is not None:
            said = next((s for s in self.words.verbs.get(a.lemma[i], ()) if "person" in s.units), None)
            return [] if said is None else [self.groups.made(i, i, said.outcome, "person", some, False)]
        if a.dep[i] in ("amod", "compound"):
            return self._received(i)
        sayings = self._sayings(i)
        if not sayings or self._natural(i):
            return []
        frame = frame_at(a, i)
        found: list[HarmMention] = []
        people: set[int] = set()
        for saying in sayings:
            # "did not survive" is no negated outcome
            negated = any(a.lower[c] in _NOT and a.lower[c] not in saying.words for c in a.children[i])
            heads = self._counted_before(i) or self._bare_before(i) or self._listed(self._victims(frame, saying))
            for head in heads:
                if any(a.lower[c] in self.words.mainly for c in a.children[head]):
                    continue  # "killing eleven, mostly women": who the eleven were
                if self._told_again(head, i, frame):
                    continue
                summed = counted(a, head) == head or a.lemma[a.head[head]] in self.words.toll_verbs
                if a.lemma[head] in self.words.toll_nouns and summed:
                    continue  # "the number killed rose to 17"
                named = saying.outcome in _HELD or self.groups.unit(head) is None
                if named and a.lower[head] in saying.words:  # "slit the throats of four"; but "lost sons of hers"
                    whose = next((g for g in a.children[head] if a.dep[g] == "nmod"), None)  # "took as hostages"
                    if whose is None and len(heads) > 1:
                        continue  # "held 20 diplomats hostages"
                    head = head if whose is None else whose
                if head in people and "person" not in saying.units and a.pos[head] != "PROPN":
                    continue  # "captured others": people, and not their rifles
                item = self.groups.item(i, head, saying.outcome, saying.units, negated)
                if item is None or (saying.counted and not self.groups.fighting(head)):
                    continue
                if not saying.numbered or self.groups.so_many(head):
                    found.append(item)
                    people |= {head} if item.unit == "person" else set()
        return found

    def _told_again(self, head: int, i: int, frame: Frame) -> bool:
        """ "Shot them both", "six people, most of them children, were killed": nobody but those told before."""
        a = self.a
        if a.lower[head] in ("both", "all", "each") and head and a.head[head - 1] in (i, head):
            return a.pos[head - 1] == "PRON" and a.dep[head] != "nsubj:pass"
        whole = any(a.dep[c] == "nmod" and a.lower[c] in self.words.part_pronouns for c in a.children[head])
        return whole and a.dep[head] in ("appos", "conj", "parataxis", "acl") and a.pos[head] != "NUM"

    def _received(self, i: int) -> list[HarmMention]:
        """ "The clinic received 431 injured people"."""
        a, noun = self.a, self.a.head[i]
        outcome = self.words.adjectives.get(a.lower[i])
        top = noun if a.dep[noun] != "conj" else a.head[noun]
        numbered = any(a.dep[c] == "nummod" for c in a.children[noun])
        if outcome is None or not numbered or a.dep[top] not in ("obj", "nsubj:pass"):
            return []
        if a.lemma[a.head[top]] not in self.words.receiving:
            return []
        item = self.groups.item(a.head[top], noun, outcome, PEOPLE)
        return [item] if item is not None else []

    def _natural(self, i: int) -> bool:
        """ "Died of cholera": nobody's deed."""
        a = self.a
        of = [c for c in a.children[i] if a.lemma[c] in self.words.natural and preposition(a, c) in ("of", "from")]
        return a.lemma[i] == "die" and bool(of)

    def _listed(self, heads: tuple[int, ...]) -> tuple[int, ...]:
        """With the second of "a position, a heavy gun, seven buildings and a bridge", which parsers take for an
        apposition."""
        a = self.a
        more = [
            c for t in heads for c in a.children[t]
            if a.dep[c] == "appos" and c > t and any(a.dep[g] == "conj" and g > c for g in a.children[t])
            and any(a.dep[g] == "nummod" or a.lower[g] in ("a", "an") for g in a.children[c])
            and self.groups.unit(c) != "person"
        ]  # fmt: skip
        return tuple(sorted({*heads, *more}))

    def _counted_before(self, i: int) -> tuple[int, ...]:
        """ "Four were killed and eleven wounded": of a second participle the number right before it, however parsed."""
        a = self.a
        bare = i > 1 and a.pos[i - 1] == "NUM" and a.lower[i - 2] in ("and", ",", "or", "but")
        if not bare or a.dep[i] != "conj" or a.tag[i] not in ("VBN", "VBD") or a.head[i - 1] > i:
            return ()
        return (i - 1,)

    def _some_before(self, i: int) -> Quantity | None:
        """ "5 soldiers killed, several wounded", "136 terrorist wounded": others than those before."""
        a, t = self.a, i - 1
        numbered = a.tag[i] == "VBN" and any(a.dep[c] == "nummod" and c < t for c in a.children[i])
        if numbered and t in a.children[i] and a.dep[t] == "compound" and self.groups.unit(t) == "person":
            return quantity_of(a, i)
        if a.tag[i] != "VBN" or a.dep[i] not in ("conj", "amod") or t not in a.children[i]:
            return None
        least = number_words().vague.get(a.lemma[t])
        return Quantity(least, None, t, t) if least and a.dep[t] in ("amod", "nsubj", "nsubj:pass") else None

    def _dozen_before(self, i: int) -> Quantity | None:
        """ "Three dead and a dozen hurt"."""
        a, t = self.a, i - 1
        if t < 1 or a.lemma[t] not in number_words().counters or a.sent[t] != a.sent[i] or a.dep[t] == "nummod":
            return None
        joined = min([t, *(c for c in a.children[t] if c < t and a.dep[c] in ("det", "nummod", "advmod"))])
        plain = self.words.adjectives.get(a.lower[i]) and a.lower[joined - 1 : joined] in (["and"], [","])
        return quantity_of(a, t) if plain else None

    def _bare_before(self, i: int) -> tuple[int, ...]:
        """ "112 dead and 430 wounded": the number right before a word for a state, whatever the parse makes of it."""
        a, t = self.a, i - 1
        t -= t > 0 and a.text[t] == "+"  # "30+ injured"
        if t < 0 or a.pos[t] != "NUM" or a.sent[t] != a.sent[i] or number(a.text[t]) is None:
            return ()
        if t and a.lower[t - 1] in self.words.dating and (a.lower[t - 1] != "in" or _year(a.text[t])):
            return ()  # "in 2014 killed", but "resulted in 305 dead"
        if any(a.dep[c] in ("obj", "aux", "aux:pass", "mark") and a.lower[c] != "with" for c in a.children[i]):
            return ()  # but "with 40 wounded"
        return (t,) if i + 1 == a.n or a.pos[i + 1] not in ("NOUN", "PROPN", "ADJ", "NUM", "DET") else ()

    def _sayings(self, i: int) -> tuple[Saying, ...]:
        """The outcomes that the verb says with the words beside it; a second word overrules the verb's own outcome."""
        a, lemma = self.a, self.a.lemma[i]
        phrases = self.words.phrases.get(lemma)
        if phrases:
            beside = {a.lower[c] for c in a.children[i]}
            # "lost 40 men and three tanks", "treated 22 people for shrapnel wounds"
            objects = [c for c in a.children[i] if a.dep[c] in ("obj", "nsubj:pass")]
            beside |= {a.lower[g] for c in objects for g in a.children[c] if a.dep[g] in ("conj", "nmod") and g > c}
            beside |= {a.lower[i + 1]} if i + 1 < a.n else set()
            before = {a.lower[g] for c in a.children[i] for g in a.children[c] if a.dep[g] == "case"}
            found = tuple(s for s in phrases if s.said(beside, before))
            if found:
                return found
        own = self.words.verbs.get(lemma, ())
        if not own and not self.hits and lemma in self.words.shooting:
            return (Saying("killed", "patient", frozenset({"person"})),)
        if own or not self.hits or not self.may_hit(i):
            return own
        if lemma in self.words.hit_transport and not any(
            a.lemma[c] in self.words.hit_places for c in a.children[i] if a.dep[c] in ("obl", "obj")
        ):
            return ()
        return (Saying("injured", "patient", PEOPLE),)

    def _victims(self, frame: Frame, saying: Saying) -> tuple[int, ...]:
        if saying.outcome == "missing" and saying.slot == "agent":
            return frame.get("agent")
        intransitive = self.a.lemma[frame.head] in self.words.intransitive
        found = victims(self.a, frame, saying.slot, intransitive, lambda t: self.groups.unit(t) == "person")
        return found if "person" in saying.units or found == frame.get("patient") else ()

    def state(self, i: int, outcome: Outcome) -> list[HarmMention]:
        """ "Left nine dead", "nine people were dead", "15 dead", "12 of them wounded"."""
        a = self.a
        dep, h = a.dep[i], a.head[i]
        dozen = self._dozen_before(i)
        if dozen is not None:
            return [self.groups.made(i, i - 1, outcome, "person", dozen, False)]
        if dep in ("amod", "compound") and h > i and self._paired(i):
            item = self.groups.item(i, i - 1, outcome, PEOPLE)  # "resulted in 305 dead and 373 wounded"
            return [item] if item is not None else []
        if dep == "amod" and h == i - 1 and a.pos[h] == "NUM":
            item = self.groups.item(i, h, outcome, PEOPLE)  # "put the losses at 31 dead"
            return [item] if item is not None else []
        if dep == "amod" and h < i:  # "left 40,000 people homeless", "23 casualties, 9 dead and 14 wounded"
            counted_itself = any(a.dep[c] == "nummod" and c == i - 1 for c in a.children[i])
            left = a.lemma[a.head[h]] in self.words.leaving and a.dep[h] == "obj"
            told = i if counted_itself else h if left else None
            item = self.groups.item(i, told, outcome, PEOPLE) if told is not None else None
            return [item] if item is not None else []
        if dep in ("amod", "compound"):
            return self._received(i)
        if dep == "xcomp" and any(a.lower[i] in s.words for s in self.words.phrases.get(a.lemma[h], ())):
            return []  # "shot dead": of the verb
        heads: tuple[int, ...] = ()
        before = self._number_before(i)
        bare = () if any(a.dep[c] == "nummod" and c == i - 1 for c in a.children[i]) else self._bare_before(i)
        if before is not None or bare:
            heads = bare or (before,) if before is not None else bare
        elif any(a.dep[c] == "nummod" for c in a.children[i]) or quantity_before(a, i):
            quantity = quantity_of(a, i)
            if quantity is not None and self.groups.unit(i) is None:  # "and more than a hundred hurt"
                return [self.groups.made(i, i, outcome, "person", quantity, False)]
            heads = (i,)
        elif dep in ("xcomp", "advcl", "acl", "obj", "obl", "ccomp") and a.lemma[h] in self.words.leaving:
            heads = next((fillers(a, c) for c in a.children[h] if a.dep[c] in ("obj", "nsubj:pass") and c != i), ())
            heads = heads or next((fillers(a, c) for c in a.children[i] if a.dep[c] in ("nsubj", "nsubj:pass")), ())
            if not heads and a.tag[h] == "VBN":
                heads = surface_subject(a, h)  # "was shot in the street and pronounced dead"
        elif dep == "advcl" and (own := [c for c in a.children[i] if a.dep[c] in ("nsubj", "nsubj:pass")]):
            heads = fillers(a, own[0])  # "caused damage, with two people dead"
        elif dep in ("xcomp", "advcl", "obj") and a.pos[h] in _VERBAL:
            heads = next((fillers(a, c) for c in a.children[h] if a.dep[c] == "obj" and c != i), ())
            if not heads and (a.pos[i] == "ADJ" or dep == "xcomp"):
                heads = surface_subject(a, h)  # "escaped unhurt"; but "shot a man dead"
        elif dep == "acl" or (dep == "appos" and a.pos[i] == "ADJ"):
            heads = (h,)
        elif a.pos[i] != "NOUN" or any(a.dep[c] == "cop" for c in a.children[i]):
            heads = next((fillers(a, c) for c in a.children[i] if a.dep[c] in ("nsubj", "obj", "nsubj:pass")), ())
            if not heads and dep == "conj":
                return self._beside_state(i, outcome)
        if not heads and i and a.pos[i - 1] == "NOUN" and any(a.dep[c] == "nummod" for c in a.children[i - 1]):
            heads = (i - 1,)  # "at least 4 civilians dead", whatever hangs on what
        found = [
            self.groups.item(i, head, outcome, PEOPLE, any(a.lower[c] in _NOT for c in a.children[i])) for head in heads
        ]
        return [item for item in found if item is not None]

    def _paired(self, i: int) -> bool:
        """Whether a state has its number before it and another number behind "and": "305 dead and 373 wounded"."""
        a = self.a
        behind = i + 2 < a.n and a.lower[i + 1] in ("and", ",") and a.pos[i + 2] == "NUM"
        return behind and bool(self._bare_before(i))

    def _number_before(self, i: int) -> int | None:
        """ "Three dead and a dozen hurt": the number right before its adjective, where another was hung on it."""
        a = self.a
        numbers = [c for c in a.children[i] if a.dep[c] == "nummod"]
        if not any(any(a.pos[t] in ("ADJ", "NOUN", "VERB", "CCONJ") for t in range(c + 1, i)) for c in numbers):
            return None
        return i - 1 if a.pos[i - 1] == "NUM" else None

    def _beside_state(self, i: int, outcome: Outcome) -> list[HarmMention]:
        """ "Three people dead and eleven wounded": the second number stands right before its adjective."""
        a = self.a
        t = i - 1
        while t > 0 and a.pos[t] == "ADV":
            t -= 1
        if t >= 0 and a.pos[t] == "NUM":
            item = self.groups.item(i, t, outcome, PEOPLE)
            return [item] if item is not None else []
        return []

    def noun(self, i: int, outcome: Outcome) -> list[HarmMention]:
        """ "39 deaths", "the death of a civilian", "two killings", "the arrest of six men", "the mayor's murder"."""
        a = self.a
        if a.dep[i] == "compound":
            return []
        units = _THINGS if outcome in _TO_THINGS else PEOPLE
        found = []
        for c in a.children[i]:
            of = preposition(a, c) == "of" or (outcome in ("injured", "damaged") and preposition(a, c) == "to")
            if (a.dep[c] == "nmod" and of) or a.dep[c] == "nmod:poss":
                for head in fillers(a, c):
                    if a.pos[head] == "NUM" and any(a.pos[x] == "PROPN" and x == head + 1 for x in a.children[head]):
                        continue  # "the massacre of 11 June"
                    if a.dep[c] == "nmod:poss" and (outcome not in ("killed", "abducted") or self._theirs(i)):
                        continue  # "the army's murder of six priests"
                    item = self.groups.item(i, head, outcome, units)
                    if item is not None and (
                        item.low is not None or item.high is not None or outcome in ("killed", "injured")
                    ):
                        found.append(item)
        if found:
            return found
        quantity = quantity_of(a, i)
        denied = any(a.dep[c] == "det" and a.lower[c] == "no" for c in a.children[i])
        if denied and outcome in ("killed", "injured"):
            return [self.groups.made(i, i, outcome, "person", quantity, True)]
        numbered = any(
            a.dep[c] == "nummod" or (a.dep[c] == "amod" and a.lemma[c] in ("several", "dozen", "many", "few"))
            for c in a.children[i]
        )
        if numbered and quantity is not None and outcome not in _TO_THINGS:
            return [self.groups.made(i, i, outcome, "person", quantity, False)]
        return []

    def _theirs(self, i: int) -> bool:
        """Whether a deed is that of whoever it is called after: others are told behind "of", or there were several."""
        a = self.a
        return a.tag[i] == "NNS" or any(
            a.dep[c] == "nmod" and preposition(a, c) == "of" and self.groups.unit(c) in PEOPLE for c in a.children[i]
        )

    def with_parts(self, found: list[HarmMention]) -> list[HarmMention]:
        """ "Killed nine people, including three children": the part as an item of its own that points to its whole."""
        kept = list(found)
        known = {(h.head, h.outcome): k for k, h in enumerate(kept) if h.head is not None}
        for k, h in enumerate(found):
            if h.head is None or h.unit != "person":
                continue
            for head in self._parts(h.head):
                if (head, h.outcome) in known:
                    index = known[(head, h.outcome)]
                    kept[index] = replace(kept[index], part_of=k)
                    continue
                item = self.groups.item(h.predicate, head, h.outcome, PEOPLE, h.negated)
                if item is not None:
                    known[(head, h.outcome)] = len(kept)
                    kept.append(replace(item, part_of=k))
        return kept

    def _parts(self, head: int) -> list[int]:
        a = self.a
        found: list[int] = []
        for c in a.children[head]:
            if c < head:
                continue
            if (
                a.dep[c] == "nmod"
                and preposition(a, c) in self.words.part_markers
                and a.lower[c] not in self.words.part_pronouns
            ):
                found += fillers(a, c)
            elif a.dep[c] in ("acl", "advcl") and a.lemma[c] in self.words.part_markers:
                found += [t for g in a.children[c] if a.dep[g] == "obj" for t in fillers(a, g)]
            elif a.dep[c] in ("appos", "parataxis", "acl") and any(
                a.lower[g] in self.words.part_pronouns for x in (c, *a.children[c]) for g in a.children[x]
            ):
                found += fillers(a, c)  # "five people, three of them policemen", "among them four children"
        return found


def _year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and 1800 <= int(text) <= 2100


def quantity_before(a: Arrays, i: int) -> bool:
    """Whether an adjective or participle used as a noun has its number right before it: "left nine dead"."""
    if a.pos[i] == "VERB":
        return False
    return any(a.dep[c] in ("nsubj", "det") and c == i - 1 and a.pos[c] == "NUM" for c in a.children[i])
