"""Which time belongs to which event: what ``attachment`` says of the parse, and what only times are like.

A verb is dated once; a saying is told on its day, so that an older day beside a noun is the noun's; a "since" clause
dates the beginning; a clause with a subject of its own keeps its time to itself.
"""

from __future__ import annotations

import datetime

from firsthand.reading.attachment import MAX_CLIMB, VERBAL, Anchored, Attached, begins, climb, words
from firsthand.reading.mentions import TimeMention
from firsthand.reading.moments import Moments
from firsthand.reading.predicates import Frame, preposition
from firsthand.reading.scene import Scene
from firsthand.reading.times.history import is_history

_OLD_DAYS = 3  # a statement is told on its day or the next, over a weekend on the third
_NEWS_DAYS, _WEEK = 31, 7
_BESIDE = 4  # tokens between a day and the noun that it stands before
_LONE = 0.25  # of the only time of a sentence, which the parse links to nothing
_MODIFIES = frozenset({"amod", "compound", "nummod", "nmod:desc", "nmod:unmarked"})
_OWN = 0.9  # of an expression that ends the event's own phrase


def _ancestors(heads: list[int], i: int) -> set[int]:
    """A token and all above it."""
    found = {i}
    while heads[i] not in found:
        i = heads[i]
        found.add(i)
    return found


class Dater(Moments):
    """Attaches the times of one report, published on a day (ISO 8601), to its events."""

    def __init__(
        self, scene: Scene, event_tokens: frozenset[int], saying: frozenset[int], published: str | None = None
    ) -> None:
        super().__init__(scene, event_tokens, saying)
        self._published = datetime.date.fromisoformat(published[:10]) if published else None
        self._history = is_history(scene.a.string, self._published)
        self._times = self._anchored(scene.time_at)
        self._of_noun = self._nouns_own()

    def time(self, frame: Frame) -> Attached | None:
        """The time expression that dates the event of ``frame``, or None."""
        best: Attached | None = None
        scene = self._scene
        here = self._times.get(scene.a.sent[frame.head], [])
        has_own = self._has_own(frame, [x for x in here if self._dates(x)])
        for x in here:
            k, where, head = x.index, x.where, x.head
            mention: TimeMention = scene.times[k]
            if not self._dates(x) or self._names_another(frame, x):
                continue
            if scene.time_at.get(frame.head) == k:
                continue  # "three days after the attack" does not date the attack
            if self._day_of_report(x):
                continue
            if k not in self._of_noun and frame.head in self._of_noun.values():
                continue  # "today protested the killing of a judge on Friday": the noun has a time of its own
            met = self._meet(frame, x, has_own) or self._shared(frame, where, head)
            met = met or self._said_too(frame, x) or self._counted(frame, x)
            score = met * x.left * self._clear(frame, where, head)
            since = score > 0 and self._opens(frame, where, head)
            if k in self._of_noun:
                # "protested the killing of a judge on Friday": the noun's own, and nobody else's
                score = _OWN if self._of_noun[k] == frame.head else 0.0
            if mention.type in ("DURATION", "SET"):
                score *= 0.6
            if score > (best.score if best else 0.25):
                best = Attached(k, score, since)
        return best

    def only_time(self, frame: Frame) -> Attached | None:
        """The one time of the sentence, where ``time`` links none."""
        here = [x for x in self._times.get(self._scene.a.sent[frame.head], []) if self._dates(x)]
        here = [x for x in here if not self._day_of_report(x) and not self._names_another(frame, x)]
        told = [x for x in here if x.where not in self._saying and self._scene.times[x.index].function != "since"]
        x = self._in_which(frame, here, between=True) or self._same_moment(frame, here)
        for times in (here, told):
            if not any(self._shifted(o) for o in times):
                x = x or self._only_one(frame, times)
        x = x or self._same_time(frame, told) or self._of_victim(frame, told)
        if x is None or self._scene.time_at.get(frame.head) == x.index:
            return None
        noun = self._of_noun.get(x.index)
        if noun is not None and (noun not in self._way_up(frame.head) or (noun > x.head and noun != frame.head)):
            return None
        mention = self._scene.times[x.index]
        return Attached(x.index, _LONE) if self._is_news(mention) else None

    def _shifted(self, x: Anchored) -> bool:
        """ "Four days later" is another time than that of what stands around it."""
        a, mention = self._scene.a, self._scene.times[x.index]
        return a.string[mention.start : mention.end].lower().split()[-1] in words().shifting

    def summed_up(self, frame: Frame) -> bool:
        """ "The strikes have destroyed 900 trucks": all of them so far, not those that were told last."""
        a = self._scene.a
        verb = frame.governor if frame.governor is not None else frame.light
        if verb is None or frame.form != "noun" or a.tag[frame.head] != "NNS":
            return False
        return any(a.dep[c] == "aux" and a.tag[c] in ("VBP", "VBZ") and a.lemma[c] == "have" for c in a.children[verb])

    def just_then(self, frame: Frame, index: int) -> bool:
        """ "The worst since January, when gunmen stormed a hostel": the clause is of January itself."""
        when = self._opens_when(index)
        return when is not None and any(when in self._scene.a.children[verb] for verb in self._way_up(frame.head))

    def _opens_when(self, index: int) -> int | None:
        """The "when" of a clause that follows an expression."""
        a = self._scene.a
        after = max(t for t, k in self._scene.time_at.items() if k == index) + 1
        while after < a.n and a.text[after] == ",":
            after += 1
        return after if after < a.n and a.lower[after] == "when" else None

    def of_clause(self, token: int, clause: int) -> TimeMention | None:
        """The one time of the sentence of ``token`` that stands in no clause with verb ``clause``."""
        here = [x for x in self._times.get(self._scene.a.sent[token], []) if self._dates(x)]
        here = [x for x in here if clause not in self._way_up(x.head)]
        return self._scene.times[here[0].index] if len({x.index for x in here}) == 1 else None

    def of_sentence(self, sentence: int) -> TimeMention | None:
        """The one time of a sentence where it dates the main verb, in the simple past, and that verb is no saying."""
        a = self._scene.a
        here = [x for x in self._times.get(sentence, []) if self._dates(x)]
        if len({x.index for x in here}) != 1:
            return None
        verb = here[0].where
        while a.dep[verb] == "conj" and a.pos[a.head[verb]] in VERBAL:
            verb = a.head[verb]
        plain = a.tag[verb] == "VBD" or any(a.dep[c] == "aux:pass" and a.tag[c] == "VBD" for c in a.children[verb])
        if a.head[verb] != verb or verb in self._saying or a.pos[verb] not in VERBAL or not plain:
            return None
        return self._scene.times[here[0].index]

    def _is_news(self, mention: TimeMention) -> bool:
        """A few days, or less, of the weeks before publication: what a report tells of now."""
        if mention.first is None or mention.last is None:
            return False
        if self._history or self._published is None:
            return self._history
        first, last = (datetime.date.fromisoformat(x[:10]) for x in (mention.first, mention.last))
        if (last - first).days >= _WEEK:
            return False
        return abs((self._published - first).days) <= _NEWS_DAYS

    def _dates(self, x: Anchored) -> bool:
        """Whether an expression says a day or a stretch of days at all."""
        mention = self._scene.times[x.index]
        if not mention.dates_events or (mention.first is None and mention.last is None):
            return False
        if mention.precision in ("year", "longer") and self._of_thing(x):
            return False
        return not (self._of_claim(x.where) or (mention.function == "since" and self._ranked(x)))

    def _of_thing(self, x: Anchored) -> bool:
        """ "Attacked the 11th century temple", "under the 2016 accord": how old a thing is, not when it was done
        to it; "in the 1994 war" is when."""
        a = self._scene.a
        noun = a.head[x.head]
        if a.dep[x.head] not in _MODIFIES or noun <= x.head or noun in self._tokens or a.pos[noun] != "NOUN":
            return False
        if any(c in self._tokens for c in a.children[noun]):
            return False  # "the 2016 wave of bombings"
        return preposition(a, noun) not in words().while_it_lasted

    def _of_claim(self, verb: int) -> bool:
        """ "An attack claimed on Wednesday by the Front": when it was claimed."""
        a = self._scene.a
        passive = a.dep[verb] in ("acl", "acl:relcl") and a.tag[verb] == "VBN" and verb not in self._tokens
        return passive and a.lemma[verb] in words().claiming

    def _ranked(self, x: Anchored) -> bool:
        """ "The deadliest attack since January", "the third since the truce of May": among which it is counted."""
        a = self._scene.a
        t = x.head
        if self._opens_when(x.index):
            return False
        for _ in range(MAX_CLIMB):
            if a.pos[t] in VERBAL:
                return False
            near = [t, *a.children[t], *(g for c in a.children[t] if a.dep[c] == "amod" for g in a.children[c])]
            told = (c for c in near if c not in self._scene.time_at and a.lower[c] != "least")  # "since last week"
            if any(a.tag[c] in ("JJS", "RBS") or a.lemma[c] in words().ranked for c in told):
                return True
            if a.head[t] == t:
                return False
            t = a.head[t]
        return False

    def _opens(self, frame: Frame, where: int, head: int) -> bool:
        """Whether ``where`` stands in a "since" clause under the event: "shelled towns since talks ended in May"."""
        a = self._scene.a
        # a time at the end is the last clause's, also where the parse hangs it on the verb above
        if any(
            a.dep[c] == "advcl" and c < head and begins(self._scene, c) for t in self._own(frame) for c in a.children[t]
        ):
            return True
        after = frame.head + 1
        if after < head and a.lower[after] == "since" and a.text[after:head].count(",") == 0:
            return True  # "killed since the Front began its war in 1980", however it hangs
        above = _ancestors(a.head, frame.head)
        j = where
        for _ in range(MAX_CLIMB):
            if j in above:
                return False
            if begins(self._scene, j):
                return True
            if a.head[j] == j:
                return False
            j = a.head[j]
        return False

    def _clear(self, frame: Frame, where: int, head: int) -> float:
        """What the way from the expression up to the event leaves.

        Less across another verb's complement, nothing across a clause with a subject of its own.
        """
        a = self._scene.a
        own = self._own(frame)
        left, j, verbs = 1.0, where, 0
        if a.dep[head] == "nmod:poss" and a.head[head] not in self._tokens and a.head[a.head[head]] not in own:
            left *= 0.4  # "to run in this year's election" dates the election
        for _ in range(MAX_CLIMB):
            if j in own or a.head[j] == j:
                break
            verbs += a.pos[j] in VERBAL
            if a.dep[j] == "conj" and a.head[j] in own and self._stands_alone(j):
                return 0.0  # "demanded a ransom, but talks broke off on Thursday"
            j = a.head[j]
        below = j in own and where not in own and not begins(self._scene, where)
        return left * (0.4 if below and verbs > 1 else 1.0)

    def _shared(self, frame: Frame, where: int, head: int) -> float:
        """Of the second of two verbs with one subject: a clause that the parse hangs on the first, after both."""
        a = self._scene.a
        first = a.head[frame.head]
        if a.dep[frame.head] != "conj" or head < frame.head or self._stands_alone(frame.head):
            return 0.0
        return climb(self._scene, where).get(first, 0.0) * 0.7 if a.head[where] == first and where > frame.head else 0.0

    def _day_of_report(self, x: Anchored) -> bool:
        """ "It was reported today that"; "in late July it was reported that" says when it happened."""
        a = self._scene.a
        if x.where not in self._scene.impersonal or self._is_old(self._scene.times[x.index]):
            return False
        return any(a.lower[c] == "it" and c < x.where for c in a.children[x.where])

    def _said_too(self, frame: Frame, x: Anchored) -> float:
        """Of what stands beside a saying: "denied on Tuesday that ... and accused", "accused them and withdrew"."""
        a = self._scene.a
        j = frame.head
        while j != x.where and a.dep[j] == "conj" and (j in self._saying or a.head[j] in self._tokens):
            j = a.head[j]
        return 0.6 if j != frame.head and j == x.where and j in self._saying else 0.0

    def _counted(self, frame: Frame, x: Anchored) -> float:
        """Of what was recorded in a stretch of days: "between 1 and 15 May the office documented 46 killings"."""
        a, mention = self._scene.a, self._scene.times[x.index]
        if a.lemma[x.where] not in words().recording or mention.first is None or mention.last is None:
            return 0.0
        if mention.first[:10] == mention.last[:10] or x.where not in self._way_up(frame.head):
            return 0.0
        way = self._way_up(frame.head)
        below = way[: way.index(x.where)]
        return 0.0 if not below or any(a.dep[t] in ("ccomp", "advcl", "parataxis") for t in below) else 0.6

    def _nouns_own(self) -> dict[int, int]:
        """Expression -> event noun whose phrase it ends, where the verb above cannot be what it dates.

        That is so where the verb has another time before it, or speaks of now ("condemns the killing of a judge on
        Friday", "has denied any part in the attack of 3 May"), or is a saying and the time too old for one.
        """
        a, scene = self._scene.a, self._scene
        found: dict[int, int] = {}
        firsts: dict[int, int] = {}
        for t, k in scene.time_at.items():
            firsts[k] = min(t, firsts.get(k, t))
        for entries in self._times.values():
            for x in entries:
                k, where = x.index, x.where
                mention = scene.times[k]
                if (after := self._noun_after(k, firsts[k])) is not None and mention.first is not None:
                    found[k] = after
                    continue
                noun = self._noun_before(firsts[k])
                if noun is not None and where in self._saying and self._goes_round(noun, k, firsts[k]):
                    found[k] = noun
                    continue
                if noun is None or noun == where or mention.first is None or a.pos[where] not in VERBAL:
                    continue
                above = {where} | ({a.head[where]} if a.dep[where] == "xcomp" else set())
                dated = any(o.where in above and firsts[o.index] < noun for o in entries if o.index != k)
                old = where in self._saying and self._is_old(mention)
                if dated or old or self._speaks_of_now(where):
                    found[k] = noun
        return found

    def _noun_after(self, k: int, first: int) -> int | None:
        """The event noun that an expression stands before: "a 1997 attack on a bar and the Birmingham assault"."""
        a, at = self._scene.a, self._scene.time_at
        if (beside := self._noun_beside(k, first)) is not None:
            return beside
        while at.get(first) == k:
            head = a.head[first]
            if a.dep[first] in _MODIFIES and at.get(head) != k and head > first and a.pos[head] == "NOUN":
                return head if head in self._tokens else None
            first += 1
        return None

    def _noun_beside(self, k: int, first: int) -> int | None:
        """ "The November 1995 assassination", whatever the parser hung the date on: nothing parts article and noun."""
        a, at = self._scene.a, self._scene.time_at
        if first == 0 or not (
            a.pos[first - 1] == "DET" or a.lower[first - 1] in ("'s", "’s", "his", "her", "its", "their")
        ):
            return None
        t = first
        while at.get(t) == k:
            t += 1
        end = min(t + _BESIDE, a.n)
        while t < end and a.text[t] == ",":
            t += 1
        while t < end and t not in self._tokens and a.pos[t] in ("ADJ", "NOUN") and at.get(t) is None:
            t += 1
        noun = t < end and t in self._tokens and a.pos[t] in ("NOUN", "PROPN") and a.sent[t] == a.sent[first]
        return t if noun and a.dep[t] != "compound" else None

    def _names_another(self, frame: Frame, x: Anchored) -> bool:
        """ "Left under the 20 July agreement": the day says which agreement, and not when they left."""
        a, at = self._scene.a, self._scene.time_at
        noun = a.head[x.head]
        if noun <= x.head or a.pos[noun] not in ("NOUN", "PROPN") or at.get(noun) == x.index or noun in self._tokens:
            return False
        if preposition(a, noun) not in words().naming or frame.head in (noun, *a.children[noun]):
            return False
        return any(a.dep[c] == "det" and c < x.head for c in a.children[noun])

    def _goes_round(self, noun: int, k: int, first: int) -> bool:
        """ "Showed a meeting Friday between the two": the noun's own phrase goes on behind the day."""
        a, at = self._scene.a, self._scene.time_at
        last = first
        while at.get(last + 1) == k:
            last += 1
        if noun not in (first - 1, first - 2) or last + 1 >= a.n:
            return False
        return any(a.dep[c] == "nmod" and c > last and min(self._under(c)) == last + 1 for c in a.children[noun])

    def one_day(self, index: int) -> bool:
        """ "Laid down by the 23 February accord": the day names the accord, and the preposition is the accord's."""
        a = self._scene.a
        tokens = [t for t, k in self._scene.time_at.items() if k == index]
        head = next((a.head[t] for t in tokens if self._scene.time_at.get(a.head[t]) != index), tokens[0])
        return head > max(tokens) and a.pos[head] in ("NOUN", "PROPN")

    def _is_old(self, mention: TimeMention) -> bool:
        """Whether it is older than the statements that reports tell with their day."""
        last = mention.last or mention.first
        if self._published is None or last is None:
            return False
        return (self._published - datetime.date.fromisoformat(last[:10])).days >= _OLD_DAYS

    def _noun_before(self, first: int) -> int | None:
        """The event noun of which everything up to token ``first`` (but for a preposition) depends."""
        a = self._scene.a
        last = first - 1
        # "the killing of the mayor, a reformer, in Gao on Friday": past the place and its comma
        while last >= 0 and (a.pos[last] == "ADP" or last in self._scene.place_at or a.text[last] == ","):
            last -= 1
        j = last
        for _ in range(MAX_CLIMB):
            if j < 0 or a.pos[j] in VERBAL or a.sent[j] != a.sent[first]:
                return None
            if j in self._tokens and a.pos[j] == "NOUN":
                return j
            if a.head[j] == j or a.head[j] > last:
                return None
            j = a.head[j]
        return None

    def _speaks_of_now(self, verb: int) -> bool:
        """Present tense or present perfect: no past day can be its own."""
        a = self._scene.a
        helpers = [c for c in a.children[verb] if a.dep[c] in ("aux", "aux:pass")]
        return any(a.tag[t] in ("VBP", "VBZ") for t in (verb, *helpers)) and not any(a.tag[t] == "MD" for t in helpers)
