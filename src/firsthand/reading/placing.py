"""Which place belongs to which event: what ``attachment`` says of the parse, and what only places are like.

Where somebody is from, or a convoy was bound for, is not where it happened; of two places of which one lies in the
other the smaller is meant.
"""

from __future__ import annotations

from bisect import bisect_left

from firsthand.reading.attachment import VERBAL, Anchored, Attached, Attacher, words
from firsthand.reading.mentions import FINENESS, PlaceMention
from firsthand.reading.places.vocabulary import words as around
from firsthand.reading.predicates import Frame, preposition, vocabulary
from firsthand.reading.scene import Scene
from firsthand.reading.sites import SITES, site_at

_LEAST = 0.2  # of a link that is believed
_NEAR_ENOUGH = 0.65  # of a place that is believed beside a site of the event's own
_OPENING = 5  # tokens from a sentence's start to the place that opens it
_INNER = 0.4  # share of the best link's score that a smaller place within the best one must have
_BETWEEN = 10  # tokens that can say how one place lies to another
_OFFICE = 0.6  # of a place that an office is of
_ACTORS = frozenset({"person", "force", "state_body", "crowd", "org", "media"})


class Placer(Attacher):
    """Attaches the places of one report to its events."""

    def __init__(self, scene: Scene, event_tokens: frozenset[int], saying: frozenset[int]) -> None:
        super().__init__(scene, event_tokens, saying)
        self._places = self._anchored(scene.place_at)

    def place(self, frame: Frame) -> Attached | None:
        """The place expression that says where the event of ``frame`` was, or None."""
        here = self._places.get(self._scene.a.sent[frame.head], [])
        has_own = self._has_own(frame, here)
        scores = [(self._score(frame, x, has_own), -n) for n, x in enumerate(here)]
        best, n = max(scores, default=(0.0, 0))
        if best <= _LEAST or (best < _NEAR_ENOUGH and self._has_site(frame, here[-n])):
            return None
        chosen = here[-n]
        for (score, _), x in zip(scores, here, strict=True):
            if score > max(_LEAST, _INNER * best) and self._lies_in(x, chosen):
                chosen = x
        return Attached(chosen.index, best)

    def only_place(self, frame: Frame, event_type: str) -> Attached | None:
        """The one place of the sentence, where ``place`` links none and it is nobody's home.

        What is only said or agreed on is not where something else was at the same moment.
        """
        here = self._places.get(self._scene.a.sent[frame.head], [])
        spoken = event_type in words().elsewhere
        told = self._in_which(frame, here) or (None if spoken else self._same_moment(frame, here))
        if told is not None:
            return Attached(told.index, _LEAST)
        x = self._only_one(frame, here) or self._opening(here)
        if x is None or self._origin(x) < 1.0 or self._on_the_way(frame, x) or self._has_site(frame, x):
            return None
        a, prep = self._scene.a, preposition(self._scene.a, self._named_by(x.head))
        if prep not in words().locative - words().way and a.dep[x.head] not in ("obj", "nsubj:pass"):
            return None
        return Attached(x.index, _LEAST)

    def left_over(self, frame: Frame, event_type: str) -> Attached | None:
        """The one place of the sentence, however far it stands from the event, or the finest of several of which each
        lies in the next: who looks for a place finds no other.

        Not of what is only said: an accusation is nowhere. A country is too much to be guessed: of 15 that stood alone
        in their sentence none was where the event was.
        """
        here = self._places.get(self._scene.a.sent[frame.head], [])
        x = self._one_of(self._below_head([x for x in here if self._can_be_where(x, frame)]))
        if x is None or event_type in words().said_only or self._on_the_way(frame, x) or self._told_later(frame, x):
            return None
        return None if self._has_site(frame, x) else Attached(x.index, _LEAST)

    def _has_site(self, frame: Frame, x: Anchored) -> bool:
        """ "Shot down a plane over the northern coast and, on the way back, raided a post near Gao": a site of its own,
        though without a name, and so not at the place of what is told behind it."""
        site = site_at(self._scene, frame)
        if site is None or self._scene.a.tag[site] == "NNS" or x.head < frame.head or site in self._way_up(x.head):
            return False
        mine, theirs = self._way_up(frame.head), self._way_up(x.head)
        shared = next((t for t in mine if t in theirs), None)
        apart = theirs[: theirs.index(shared)] if shared is not None else theirs
        return any(self._scene.a.pos[t] in VERBAL and t not in self._own(frame) for t in apart) and site < x.head

    def _told_later(self, frame: Frame, x: Anchored, parted: bool = False) -> bool:
        """ "A bomb went off, and police closed roads to Gao": the place of what another clause goes on to tell;
        ``parted``: only if a comma stands before it."""
        a = self._scene.a
        if x.head < frame.head:
            return False
        if ";" in a.text[frame.head : x.head]:
            return True
        mine, theirs = self._way_up(frame.head), self._way_up(x.head)
        shared = next((t for t in mine if t in theirs), None)
        apart = theirs[: theirs.index(shared)] if shared is not None else theirs
        clauses = (t for t in apart if a.dep[t] in ("conj", "parataxis") and self._stands_alone(t))
        return any(
            a.lemma[t] not in words().witnessing  # "... and damage was reported in Gao"
            and (not parted or any(a.dep[c] == "cc" and a.text[c - 1] == "," for c in a.children[t] if c))
            for t in clauses
        )

    def goes_on_elsewhere(self, frame: Frame) -> bool:
        """Whether all the places of the sentence are of what other clauses go on to tell."""
        here = [x for x in self._places.get(self._scene.a.sent[frame.head], []) if self._can_be_where(x, frame)]
        return bool(here) and all(self._told_later(frame, x) for x in here)

    def destination(self, frame: Frame) -> Attached | None:
        """ "Will visit Baghdad for talks": where somebody goes for what is to be there."""
        a, verb = self._scene.a, frame.governor
        if frame.form != "noun" or verb is None or a.lemma[verb] not in vocabulary().travelling:
            return None
        here = self._places.get(a.sent[frame.head], [])
        if preposition(a, frame.head) != "for":
            return None
        there = [
            x for x in here if a.head[self._named_by(x.head)] == verb
            and (a.dep[x.head] == "obj" or preposition(a, self._named_by(x.head)) in ("to", "in", "at"))
        ]  # fmt: skip
        return Attached(there[0].index, _LEAST) if there else None

    def witnessed_at(self, frame: Frame, event_type: str) -> Attached | None:
        """ "Medics in Rafah report that two were killed": people of a place tell of what was done there."""
        a = self._scene.a
        if event_type in words().elsewhere:
            return None
        up = self._way_up(frame.head)
        found = [x for x in self._places.get(a.sent[frame.head], [])
                 if x.where in self._saying and x.where in up and x.head < frame.head
                 and preposition(a, x.head) in ("in", "at", "of", "from", "near")
                 and a.lemma[a.head[x.head]] in words().local_witness]  # fmt: skip
        return Attached(found[0].index, _LEAST) if len(found) == 1 else None

    def _below_head(self, expressions: list[Anchored]) -> list[Anchored]:
        """Without the town before the colon of a line, where the line names another place."""
        places, text = self._scene.places, self._scene.a.string
        below = [x for x in expressions if text[places[x.index].end : places[x.index].end + 1] != ":"]
        return below or expressions

    def named_in(self, sentence: int) -> PlaceMention | None:
        """The one place of a sentence that tells of no event with a place; not where somebody came from."""
        a = self._scene.a
        x = self._one_of([x for x in self._places.get(sentence, []) if self._can_be_where(x)])
        if x is None or preposition(a, self._named_by(x.head)) in ("from", "for"):
            return None
        if a.lemma[a.head[self._named_by(x.head)]] in words().occasions:
            return None
        return self._scene.places[x.index]

    def names_one(self, sentence: int) -> bool:
        """Whether a sentence names a place where something can have been, and not only that of who speaks; of a mayor
        who speaks, his town can be."""
        return any(self._can_be_where(x) or self._origin(x) == _OFFICE for x in self._places.get(sentence, []))

    def _one_of(self, expressions: list[Anchored]) -> Anchored | None:
        """The only place that is smaller than a country."""
        nests = {self._same(x): x for x in reversed(self._nests(expressions))}
        x = next(iter(nests.values())) if len(nests) == 1 else None
        return x if x is not None and self._scene.places[x.index].precision != "country" else None

    def _can_be_where(self, x: Anchored, frame: Frame | None = None) -> bool:
        """Whether a place is neither that of who speaks, nor whose, nor somebody's home, nor what a clause is about."""
        a = self._scene.a
        above = a.head[x.head]
        speaks = x.where in self._saying and a.lemma[above] not in words().dwelling
        if speaks and (frame is None or not self._in_what_is_said(frame, x)):
            return False
        case = next((c for c in a.children[x.head] if a.dep[c] == "case"), 0)
        if case and "medical" in self._scene.classes(case - 1) and preposition(a, case - 1):
            return False  # "were taken to a hospital in Kabul"
        copular = any(a.dep[c] == "cop" for c in a.children[above])  # "Gao is in flames since they took it"
        subject = a.dep[x.head] == "nsubj" and not preposition(a, x.head) and not copular
        at = preposition(a, above) in words().locative - words().way or self._scene.classes(above) & SITES
        named = a.dep[x.head] == "compound" and a.pos[above] == "NOUN" and not at  # "a call to a Derry newsroom"
        return self._origin(x) == 1.0 and not self._home(x) and not subject and not named

    def _in_what_is_said(self, frame: Frame, x: Anchored) -> bool:
        """ "We deny any part in the murder of a teacher in Saravena": right behind the noun that names the event."""
        a = self._scene.a
        head = self._named_by(x.head)
        if frame.form != "noun" or a.head[head] != x.where or not x.where < frame.head < head:
            return False
        return not any(a.pos[t] in VERBAL or a.text[t] == "," for t in range(frame.head, head))

    def _same(self, x: Anchored) -> object:
        """What two mentions of one place have in common: "the attack on Gao, in which the town was looted"."""
        place = self._scene.places[x.index]
        return place.geonameid or place.name or x.index

    def _home(self, x: Anchored) -> bool:
        """ "Gunmen who came from Gao", "men based in Kidal": where somebody is from or at home."""
        a, known = self._scene.a, words()
        if a.dep[x.where] not in ("acl", "acl:relcl"):
            return False
        return a.lemma[x.where] in known.dwelling_in or preposition(a, self._named_by(x.head)) == "from"

    def _nests(self, expressions: list[Anchored]) -> list[Anchored]:
        """The places of a sentence, of those that are said of one another ("Gwoza, near Mora in Borno State") the
        finest."""
        runs: list[list[Anchored]] = []
        for x in sorted(expressions, key=lambda x: x.index):
            if runs and self._said_of(runs[-1][-1], x):
                runs[-1].append(x)
            else:
                runs.append([x])
        return [min(run, key=self._fineness) for run in runs]

    def _said_of(self, one: Anchored, other: Anchored) -> bool:
        """Whether between two places there is nothing but how the first lies to the second."""
        a, scene = self._scene.a, self._scene
        first = bisect_left(a.start, scene.places[one.index].end)
        last = bisect_left(a.start, scene.places[other.index].start)
        between = range(first, last)
        if len(between) > _BETWEEN or not any(a.text[t] in (",", "(") or a.pos[t] == "ADP" for t in between):
            return False
        far = any(a.lemma[t] in words().distance for t in between)
        return all(
            a.text[t] in (",", "(")
            or a.lower[t] in words().lying
            or (far and (a.lower[t] == "from" or a.pos[t] in ("ADV", "DET")))
            or a.lemma[t] in words().distance
            or a.pos[t] in ("DET", "NUM", "ADJ")
            or "place_noun" in scene.classes(t)
            for t in between
        )

    def _opening(self, expressions: list[Anchored]) -> Anchored | None:
        """ "In Goma, the hospital closed after gunmen had burst in": what opens a sentence is where all of it was."""
        found = self._openings(expressions)
        return found[0] if len({x.index for x in found}) == 1 else None

    def _openings(self, expressions: list[Anchored]) -> list[Anchored]:
        a = self._scene.a
        return [
            x for x in expressions
            if x.head - a.sentence(x.head)[0] <= _OPENING and preposition(a, self._named_by(x.head)) in words().framing
            and any(a.text[t] == "," for t in range(x.head + 1, min(x.head + 3, a.n)))
        ]  # fmt: skip

    def _score(self, frame: Frame, x: Anchored, has_own: bool) -> float:
        a, known = self._scene.a, words()
        head = self._named_by(x.head)
        prep = preposition(a, head)
        score = self._meet(frame, x, has_own) * x.left * self._origin(x)
        if score < _NEAR_ENOUGH and self._told_later(frame, x, parted=True):
            return 0.0  # "one destroyed a factory, and the others sank two boats on the Tigris"
        if self._on_the_way(frame, x):
            if prep in known.way or (not prep and a.lemma[x.where] in known.leaving):
                return 0.0
            if a.dep[x.where] in ("acl", "acl:relcl"):
                score = max(score, 0.8)  # "ambushed a convoy heading for X near Y"
        leaving = {a.lemma[t] for t in self._own(frame)} & known.leaving
        if leaving and prep in known.way:
            return score * (1.0 if prep == "from" else 0.5)
        if prep and prep not in known.locative:
            score *= 0.7
        if prep == "from":
            score *= 0.6
        if a.dep[head] in ("nsubj", "nsubj:pass", "obl:agent", "nmod:poss", "amod", "compound") and not prep:
            score *= 0.5 if a.dep[head] != "nsubj:pass" else 0.9
        if self._scene.places[x.index].precision == "country":
            score *= 0.9  # of two places in one clause the smaller is where it was
        return score

    def _named_by(self, head: int) -> int:
        """The noun that a name explains, "the town of Gwoza": its preposition counts, not the "of"."""
        a = self._scene.a
        above = a.head[head]
        if a.dep[head] == "nmod" and preposition(a, head) == "of" and "place_noun" in self._scene.classes(above):
            return above
        part = self._scene.classes(above) & SITES and above not in self._tokens
        if a.dep[head] == "compound" and part and preposition(a, above) and not preposition(a, head):
            return above  # "on the Vavuniya post"
        return head

    def _origin(self, x: Anchored) -> float:
        """What is left of a place that says whose or of what somebody is.

        Nothing of "a lawmaker from Gao" and "the army of Niger"; something of "the mayor of Tumaco": he is mostly
        there.
        """
        a, scene = self._scene.a, self._scene
        above, prep = a.head[x.head], preposition(a, x.head)
        if a.dep[x.head] != "nmod" or prep not in words().origin or above in self._tokens:
            return 1.0
        if a.lemma[above] in words().dwelling or above in scene.place_at:
            return 1.0
        if prep == "from" and any(a.lemma[t] in words().leaving for t in self._way_up(above)[1:3]):
            return 1.0  # "will withdraw half of its troops from the Sahel"
        classes = scene.classes(above)
        if not classes & _ACTORS and scene.entity[above] != "PER":
            return 1.0
        if prep == "of":
            return _OFFICE if "person" in classes else 1.0 if classes & {"place_noun", "building"} else 0.0
        return 0.0

    def _on_the_way(self, frame: Frame, x: Anchored) -> bool:
        """Whether the place hangs on a verb of moving that tells of somebody in the event: "a convoy heading for X"."""
        a = self._scene.a
        if a.lemma[x.where] not in words().moving or x.where in self._own(frame) or x.where in self._tokens:
            return False
        above = a.head[x.where]
        if a.dep[x.where] in ("acl", "acl:relcl"):
            return a.head[above] in self._own(frame)
        return a.dep[x.where] in ("conj", "advcl", "xcomp") and above in self._own(frame)

    def _lies_in(self, x: Anchored, outer: Anchored) -> bool:
        one: PlaceMention = self._scene.places[x.index]
        other: PlaceMention = self._scene.places[outer.index]
        if (
            other.precision not in ("country", "region")
            or self._is_site(other)
            or self._fineness(x) >= FINENESS[other.precision]
        ):
            return False
        if self._said_of(x, outer) or self._said_of(outer, x):
            return True  # "Gwoza on the Cameroonian border": whatever the countries
        if outer in self._openings([outer]) and (one.country is None or x.where == outer.where):
            return True  # "In the North East, 24 men surrendered in Bama"
        if one.country != other.country:
            return False
        part = other.precision == "country" or other.geonameid is None  # "northern Mali"
        return part or (one.admin1 is not None and one.admin1 == other.admin1)

    def _is_site(self, place: PlaceMention) -> bool:
        """ "The Van road", of which the gazetteer has but the province."""
        last = self._scene.a.string[place.start : place.end].lower().rpartition(" ")[2]
        return around().types.get(last) == "site" and last not in around().territory

    def _fineness(self, x: Anchored) -> int:
        """A name that the gazetteer lacks is mostly a village's."""
        return FINENESS[self._scene.places[x.index].precision or "near"]
