"""A deed becomes a claim: all fields gathered, each with the characters that it comes from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from firsthand.codebook.loader import Codebook
from firsthand.reading.actors import ActorReader
from firsthand.reading.attachment import Attached, words
from firsthand.reading.dating import Dater
from firsthand.reading.events import EventMention
from firsthand.reading.folding import Deed
from firsthand.reading.harm.implied import implied
from firsthand.reading.headings import Headings
from firsthand.reading.lists import Lists
from firsthand.reading.means import find_means
from firsthand.reading.mentions import HarmMention, MeansMention, PlaceMention, TimeMention
from firsthand.reading.narrative import Narrative
from firsthand.reading.placing import Placer
from firsthand.reading.predicates import frame_at
from firsthand.reading.reckoned import day_of, reckoned, since_told
from firsthand.reading.roles import RoleReader
from firsthand.reading.scene import Scene
from firsthand.reading.sites import site_of
from firsthand.reading.sources import FIRST_PERSON, UNNAMED, AttributionStack, same_source
from firsthand.reading.stage import status_of
from firsthand.reading.times import week_on
from firsthand.records import Actor, Claim, Harm, Link, Means, Phrase, Place, Role, Span, Stance, When

# A mere repetition says something new where its source takes a stand: "denied the strike".
_ANSWERS: frozenset[Stance] = frozenset({"denies", "admits"})


@dataclass
class _Told:
    """What a deed's own words tell, kept for the deeds that take it up."""

    when: TimeMention | None
    where: PlaceMention | None
    type: str


_ENOUGH = 0.5  # of a link that the word that names the event has, not to look at the deed's other words


def _likeliest(found: list[Attached]) -> Attached | None:
    """Of the expressions of a deed's words, the naming one first, that of the first sure link, else the surest."""
    sure = [x for x in found if x.score >= _ENOUGH]
    return sure[0] if sure else max(found, key=lambda x: x.score, default=None)


_SHOT = frozenset({"firearm", "artillery"})


class Assembler:
    """Puts together the claims of one report."""

    def __init__(
        self,
        scene: Scene,
        text: str,
        report_id: str,
        codebook: Codebook,
        dater: Dater,
        placer: Placer,
        roles: RoleReader,
        actors: ActorReader,
        stack: AttributionStack,
        lists: Lists,
        published: str | None = None,
    ) -> None:
        self._scene, self._text, self._report_id, self._codebook = scene, text, report_id, codebook
        self._dater, self._placer = dater, placer
        self._roles, self._actors, self._stack = roles, actors, stack
        self._published = published[:10] if published else None
        self._told: dict[int, _Told] = {}
        self._later: dict[int, TimeMention] = {}
        self._narrative = Narrative(scene, dater.of_sentence, placer.names_one)
        self._headings, self._lists = Headings(scene), lists

    def claims(self, deed: Deed, harm: list[HarmMention]) -> list[Claim]:
        """The claims of one deed: its own, and those of others who say the same beside it.

        "Denied the rebels' claim that they had shot it down" is a denial and a claim of the rebels.
        """
        own = self.claim(deed, harm)
        if own is None:
            return []
        others = self._stack.others(*self._chars(deed.main.words)) if own.stance == "denies" else []
        return [*(own.model_copy(update={"attribution": c, "stance": s}) for c, s in others), own]

    def claim(self, deed: Deed, harm: list[HarmMention]) -> Claim | None:
        """The claim of one deed, or None where nothing is said to have happened or to come."""
        main = deed.main
        status = main.status
        when, where = self._when(deed), self._where(deed)
        self._narrative.tell_place(main, where)
        means = self._means(deed)
        event_type = self._type(deed, means)
        self._told[main.token] = _Told(when, where, event_type)
        if status.stage is None:
            return None
        start, end = self._chars(main.words)
        chain = self._stack.chain(start, end)
        stance = self._stance(start, end, deed, len(chain))
        if stance is None or (deed.repeated and stance not in _ANSWERS and not harm):
            return None
        filled = self._roles.roles(deed)
        if stance == "accuses" and main.frame.charged and self._of_itself(filled, chain):
            stance = "admits"  # "said it was behind the attack"
        told = {t for tokens in filled.values() for t in tokens} - set(main.words)
        if main.trigger.consequence and main.frame.form == "noun" and not harm and not told:
            return None  # "the number of the dead is disputed": neither who nor how many
        return Claim(
            report_id=self._report_id,
            event_type=event_type,
            stage=status.stage,
            stance=stance,
            trigger=self._phrase(*self._trigger(deed)),
            quote=self._phrase(*self._quote(main)),
            actors=self._people(filled, event_type, chain),
            means=tuple(Means(**self._at(m.start, m.end), kind=m.kind) for m in means),
            when=self._interval(when, ahead=status.stage in ("planned", "threatened")),
            where=self._place(where, deed),
            harm=self._harm(main, event_type, harm, filled),
            attribution=chain,
            confidence=self._confidence(deed, filled, chain),
        )

    def _at(self, start: int, end: int) -> dict[str, object]:
        return {"text": self._text[start:end], "span": Span(start, end)}

    def _phrase(self, start: int, end: int) -> Phrase:
        return Phrase(text=self._text[start:end], span=Span(start, end))

    def _chars(self, tokens: tuple[int, ...]) -> tuple[int, int]:
        return self._scene.span(min(tokens), max(tokens))

    def _trigger(self, deed: Deed) -> tuple[int, int]:
        """The words that name the event; of a deed told by its consequence ("killed in the attack"), the
        consequence."""
        return self._chars(deed.main.words)

    def _quote(self, main: EventMention) -> tuple[int, int]:
        first, last = self._scene.a.sentence(main.token)
        while last - 1 > first and not self._scene.a.text[last - 1].strip():
            last -= 1
        return self._scene.span(first, last - 1)

    def _stance(self, start: int, end: int, deed: Deed, links: int) -> Stance | None:
        """A negated deed is a denial where a source denies it; the publisher's own "did not" claims no event."""
        stance = self._stack.stance(start, end)
        status = deed.main.status
        if status.disowned:
            return "denies"
        if status.negated:
            return "denies" if links > 1 and stance in ("asserts", "denies") else None
        if deed.main.frame.charged and links > 1 and stance == "asserts":
            return "accuses"
        if status.speculated and stance == "asserts":
            return "speculates"
        return stance

    def _of_itself(self, filled: dict[Role, tuple[int, ...]], chain: tuple[Link, ...]) -> bool:
        """Whether the last source speaks of a deed of its own."""
        names = [self._actors.read(t).name for t in filled.get("initiator", ())]
        return any(name is not None and same_source(name, chain[-1].source) for name in names)

    def learn(self, deeds: list[Deed]) -> None:
        """Notes when deeds happened that only a later sentence dates ("the attack occurred at 10 p.m. on Sunday")."""
        self._narrative.learn((d.main.token, d.takes_up.main.token) for d in deeds if d.takes_up is not None)
        for deed in deeds:
            time = self._own_when(deed) if deed.takes_up is not None else None
            if deed.takes_up is not None and time is not None and time.precision in ("time", "day"):
                self._later.setdefault(deed.takes_up.main.token, time)

    def _when(self, deed: Deed) -> TimeMention | None:
        own = self._own_when(deed)
        if own is None and deed.takes_up is not None and not self._dater.summed_up(deed.main.frame):
            told = self._told.get(deed.takes_up.main.token)
            own = told.when if told else None
        own = own or self._since_when(deed) or self._later.get(deed.main.token) or self._reckoned_when(deed)
        own = own or self._headings.time(deed.main.token)
        own = own or self._narrative.carried(deed.main) or self._listed_when(deed) or self._narrative.framed(deed.main)
        if own is not None and not self._ahead(own):
            self._narrative.tell(deed.main, own)
        return own

    def _since_when(self, deed: Deed) -> TimeMention | None:
        """ "Since then they have carried out 30 attacks": since the day told last."""
        span = since_told(self._scene, deed.main.frame)
        told = self._narrative.last_told(deed.main) if span is not None else None
        if span is None or told is None or told.first is None or told.function != "at":
            return None
        return self._from(replace(told, start=span[0], end=span[1]))

    def _reckoned_when(self, deed: Deed) -> TimeMention | None:
        """So many days before or after what the clause above tells: "freed on Tuesday, nine days after ..."."""
        found = reckoned(self._scene, deed.main.frame)
        if found is None or deed.main.status.stage not in ("occurred", "ongoing"):
            return None
        base = self._dater.of_clause(deed.main.token, found.clause) or self._told_of(self._scene.a.head[found.clause])
        return day_of(self._scene.times[found.index], base, found.sign) if base is not None else None

    def _told_of(self, verb: int) -> TimeMention | None:
        """When the deed was that is the subject of a verb: "the attack came"."""
        a = self._scene.a
        told = [self._told[t] for t in a.children[verb] if t in self._told and a.dep[t] in ("nsubj", "nsubj:pass")]
        return told[0].when if told else None

    def _ahead(self, time: TimeMention) -> bool:
        """A day after the publication: no story goes on from it."""
        return self._published is not None and time.first is not None and time.first[:10] > self._published

    def _own_when(self, deed: Deed) -> TimeMention | None:
        found = [x for m in deed.mentions if (x := self._dater.time(m.frame)) is not None]
        best = _likeliest(found) or self._dater.only_time(deed.main.frame)
        if best is None:
            return None
        time = self._scene.times[best.index]
        if time.function == "since" and self._dater.just_then(deed.main.frame, best.index):
            return replace(time, last=time.named, function="at")
        if time.function == "until" and time.first is None and self._dater.one_day(best.index):
            return replace(time, first=time.last, function="at")
        return self._from(time) if best.since and time.function == "at" else time

    def _from(self, time: TimeMention) -> TimeMention:
        """The time since ``time``: "since talks ended in May" says when it began."""
        last = self._published
        return replace(time, last=last if last and time.first and time.first[:10] <= last else None, function="since")

    def _where(self, deed: Deed) -> PlaceMention | None:
        best = _likeliest([x for m in deed.mentions if (x := self._placer.place(m.frame)) is not None])
        if best is not None:
            return self._scene.places[best.index]
        if deed.takes_up is not None:
            told = self._told.get(deed.takes_up.main.token)
            return told.where if told else None
        frame = deed.main.frame
        only = (
            self._placer.only_place(frame, deed.main.type)
            or self._placer.destination(frame)
            or self._placer.witnessed_at(frame, deed.main.type)
        )
        if only is not None:
            return self._scene.places[only.index]
        where = self._headings.place(deed.main.token)
        alone = self._placer.goes_on_elsewhere(frame)
        where = where or self._meant(deed) or self._narrative.carried_place(deed.main, self._placer.named_in, alone)
        return where or self._listed_where(deed) or self._left_over(deed)

    def _meant(self, deed: Deed) -> PlaceMention | None:
        """ "Sokoura is no more. Men encircled it": the place that a pronoun of what was done to it stands for."""
        scene, a = self._scene, self._scene.a
        it = any(a.lower[t] == "it" for t in deed.main.frame.get("patient"))
        if not it or deed.main.type in words().said_only:
            return None
        meant = self._roles.roles(deed).get("target", ())
        found = next((scene.place_at[t] for t in meant if t in scene.place_at), None)
        return scene.places[found] if found is not None else None

    def _left_over(self, deed: Deed) -> PlaceMention | None:
        left = self._placer.left_over(deed.main.frame, deed.main.type)
        return self._scene.places[left.index] if left is not None else None

    def _listed_when(self, deed: Deed) -> TimeMention | None:
        """The one time of the line above the list that the deed is told in, or the one day of the paragraph before."""
        found = self._above(deed, self._scene.time_at)
        time = self._scene.times[found] if found is not None else None
        if time is not None:
            return time if time.dates_events and time.first else None
        lead = self._lists.leading(deed.main.token)
        told = {self._scene.time_at[t] for t in range(*lead) if t in self._scene.time_at} if lead else set()
        days = [x for x in (self._scene.times[k] for k in told) if x.dates_events]
        return days[0] if len(days) == 1 and days[0].precision in ("day", "time") else None

    def _listed_where(self, deed: Deed) -> PlaceMention | None:
        found = self._above(deed, self._scene.place_at)
        return self._scene.places[found] if found is not None else None

    def _above(self, deed: Deed, at: dict[int, int]) -> int | None:
        line = self._lists.above(deed.main.token)
        found = {at[t] for t in range(*line) if t in at} if line else set()
        return found.pop() if len(found) == 1 else None

    def _means(self, deed: Deed) -> list[MeansMention]:
        found: dict[int, MeansMention] = {}
        for mention in deed.mentions:
            for means in find_means(self._scene, mention.frame, mention.words, mention.type):
                found.setdefault(means.start, means)
        return [found[k] for k in sorted(found)]

    def _type(self, deed: Deed, means: list[MeansMention]) -> str:
        """The type of the trigger, made more exact by the means, or by the deed that it takes up."""
        name = deed.main.type
        if deed.takes_up is not None:
            told = self._told.get(deed.takes_up.main.token)
            if told is not None and name in ("attack", "killing"):
                return told.type
        kinds = {m.kind for m in means}
        if kinds & _SHOT and "explosive" in kinds:
            kinds.discard("explosive")  # "ambushed with a roadside bomb and machine guns": an attack
        for kind in self._codebook.types.values():
            for refinement in kind.refines:
                if name not in refinement.types:
                    continue
                if refinement.means and not kinds & set(refinement.means):
                    continue
                frame = deed.main.frame
                if all(self._scene.filled(frame, s, frozenset(w)) for s, w in refinement.where.items()) and not any(
                    self._scene.filled(frame, s, frozenset(w)) for s, w in refinement.unless.items()
                ):
                    return kind.id
        return name

    def _bystander(self, t: int, event_type: str) -> bool:
        """ "The ambassador's daughter was wounded in clashes": one who was harmed and belongs to no side."""
        harmed = any(h.head == t and h.outcome in ("killed", "injured") for h in self._scene.harm)
        peaceful = not self._codebook.types[event_type].family
        return harmed and (peaceful or self._actors.read(t).kind in ("civilian", "other", "media", "ngo"))

    def _speaker(self, t: int, chain: tuple[Link, ...]) -> str | None:
        """Whom "we" or "I" stands for: the source that says so."""
        if self._scene.a.lower[t] not in FIRST_PERSON or not chain or chain[-1].source == UNNAMED:
            return None
        if chain[-1].kind in ("media", "document", "anonymous"):
            return None  # a station carries the words of others
        return chain[-1].source

    def _people(
        self, filled: dict[Role, tuple[int, ...]], event_type: str, chain: tuple[Link, ...]
    ) -> tuple[Actor, ...]:
        mutual = self._codebook.types[event_type].mutual
        people: list[Actor] = []
        seen: set[tuple[str, int]] = set()
        for role, tokens in filled.items():
            for t in tokens:
                if role == "target" and not self._roles.acts(t, self._codebook.types[event_type]):
                    continue  # "seized rifles": harm, and nobody
                reading = self._actors.read(t)
                bystander = self._bystander(t, event_type)
                side = mutual and role == "target" and self._scene.actor_like(t) and not bystander
                said: Role = "initiator" if side else role
                if (said, reading.start) in seen:
                    continue
                seen.add((said, reading.start))
                people.append(
                    Actor(
                        role=said,
                        **self._at(reading.start, reading.end),
                        name=reading.name or self._speaker(t, chain),
                        actor_id=reading.actor_id,
                        kind=reading.kind,
                        country=reading.country,
                    )
                )
        return tuple(people)

    def _interval(self, time: TimeMention | None, ahead: bool = False) -> When | None:
        """``ahead``: what is yet to come: "a march is planned for Thursday" means the next one."""
        if time is None:
            return None
        if ahead and self._published and time.precision == "day" and time.last and time.last < self._published:
            later = week_on(self._text[time.start : time.end], time.last)
            time = time if later is None else replace(time, first=later, last=later)
        return When(**self._at(time.start, time.end), start=time.first, end=time.last, precision=time.precision)

    def _place(self, place: PlaceMention | None, deed: Deed) -> Place | None:
        if place is None:
            site = site_of(self._scene, deed.main.frame, self._roles.roles(deed).get("target", ()))
            if site is None:
                return None
            at = self._at(*site)
            return Place(**at, name=str(at["text"]), precision="site", unresolved="a site without a name")
        return Place(
            **self._at(place.start, place.end),
            name=place.name or self._text[place.start : place.end],
            geonameid=place.geonameid,
            lat=place.lat,
            lon=place.lon,
            country=place.country,
            admin1=place.admin1,
            precision=place.precision,
            radius_km=place.radius_km,
            score=round(place.score, 3),
            unresolved=place.unresolved,
            alternatives=place.alternatives,
        )

    def _harm(
        self, main: EventMention, event_type: str, harm: list[HarmMention], filled: dict[Role, tuple[int, ...]]
    ) -> tuple[Harm, ...]:
        items: list[Harm] = []
        if main.status.stage in ("planned", "threatened"):  # but "the attack that he planned, in which 30 died"
            harm = [h for h in harm if self._scene.a.tag[h.predicate] in ("VBD", "VBN") and self._came(h)]
        if main.status.stage in ("occurred", "ongoing") and not main.status.negated:
            implies = self._codebook.types[event_type].implies
            harm = [*harm, *implied(self._scene, main.token, implies, filled, harm)]
        for h in harm:
            if main.status.stage not in ("occurred", "ongoing") and h.predicate in main.words:
                continue  # "a plot to kill the president", "tried to kill him": nobody was killed
            if h.predicate not in main.words and not self._came(h):
                continue
            party: Role | None = None
            if h.head is not None:
                party = next((role for role, tokens in filled.items() if h.head in tokens), "target")
            items.append(
                Harm(
                    outcome=h.outcome,
                    unit=h.unit,
                    **self._at(h.start, h.end),
                    who=h.who,
                    party=party,
                    low=h.low,
                    high=h.high,
                )
            )
        return tuple(items)

    def _came(self, h: HarmMention) -> bool:
        """Whether it came to that harm: not "an attack could kill 300", but "a blast that would later kill 12"."""
        a = self._scene.a
        if a.pos[h.predicate] != "VERB" or any(a.lower[c] == "would" for c in a.children[h.predicate]):
            return True
        return status_of(a, frame_at(a, h.predicate)).stage in ("occurred", "ongoing")

    def _confidence(self, deed: Deed, filled: dict[Role, tuple[int, ...]], chain: tuple[Link, ...]) -> float:
        """The trigger's own, less what is missing. Not calibrated yet: an order, not a probability."""
        value = deed.main.trigger.confidence
        value *= 1.0 if filled else 0.75
        value *= 1.0 if deed.main.status.stage == "occurred" else 0.85
        value *= 1.0 if len(chain) <= 2 else 0.95
        return round(value, 3)
