"""Events of one moment: where the parse links a time to one of them only, the others of the sentence have it too.

"Nine were killed in Gao on Monday, police said": however the parser hung killing and saying; "the base was raided on
Monday by gunmen, who burned the trucks"; "troops retook the post on Monday after a two-hour gunbattle".
"""

from __future__ import annotations

from firsthand.reading.arrays import SUBJECTS
from firsthand.reading.attachment import VERBAL, Anchored, Attacher, apart, words
from firsthand.reading.predicates import Frame, preposition

_BELOW = frozenset({"ccomp", "parataxis"})
_DEFINITE = frozenset({"the", "that", "this", "those", "these", "his", "her", "its", "their"})
_FAR = 30  # tokens
_WHO = frozenset({"who", "whom", "which", "where"})


class Moments(Attacher):
    """What a sentence says of the moment of its events."""

    def _same_time(self, frame: Frame, here: list[Anchored]) -> Anchored | None:
        """The one expression of ``here`` that dates another verb of the sentence, at the same moment."""
        if len({x.index for x in here}) != 1 or here[0].where in self._saying:
            return None
        x = here[0]
        told = self._below_saying(frame, x) or self._goes_on(frame, x) or self._after_it(frame, x)
        told = told or self._opened(frame, x) or self._from_which(frame, x)
        return x if told else None

    def _from_which(self, frame: Frame, x: Anchored) -> bool:
        """ "A blast from which he escaped today", "was hurt in a wave of violence that hit the city on Monday": the
        clause that tells more of the event, or of what it was part of, is of the same moment."""
        a = self._scene.a
        clause = x.where
        if a.dep[clause] not in ("acl:relcl", "acl") or not self._plain_past(clause):
            return False
        noun = a.head[clause]
        own = self._own(frame)
        which = [t for t in self._under(clause) if a.lower[t] == "which" and noun < t < clause]
        if noun in own:
            return any(preposition(a, t) in ("from", "in", "during") for t in which)
        while a.dep[noun] == "nmod" and preposition(a, noun) == "of" and a.head[noun] not in self._tokens:
            noun = a.head[noun]
        verb = a.head[noun]
        whole = preposition(a, noun) in ("in", "during") and not self._has_doer(clause) and noun not in self._tokens
        both = all(any(a.dep[c] == "nsubj:pass" for c in a.children[t]) for t in (verb, a.head[verb]))
        also = a.dep[verb] == "conj" and a.head[verb] in own and (both or a.lemma[verb] in words().witnessing)
        beside = verb in own or also
        return whole and beside and a.pos[verb] in VERBAL

    def _plain_past(self, verb: int) -> bool:
        """ "Attacked", "was attacked"; not "has attacked", "had attacked"."""
        a = self._scene.a
        helpers = [c for c in a.children[verb] if a.dep[c] in ("aux", "aux:pass")]
        return all(a.lower[c] in ("was", "were") for c in helpers) and (bool(helpers) or a.tag[verb] == "VBD")

    def _below_saying(self, frame: Frame, x: Anchored) -> bool:
        """Both are what a source says: before it ("..., police said"), or one after another, of one subject."""
        a = self._scene.a
        mine, theirs = self._way_up(frame.head), self._way_up(x.where)
        said = next((t for t in mine if t in theirs), None)
        if said is None or said not in self._saying or said in (frame.head, x.where):
            return False
        ways = (mine[: mine.index(said)], theirs[: theirs.index(said)])
        if any(apart(self._scene, t) or a.dep[t] == "acl:relcl" or t in self._saying for way in ways for t in way):
            return False
        if max(frame.head, x.head) < said:
            return True
        if any(a.dep[t] in _BELOW for way in ways for t in way[:-1]):
            return False
        last = mine[mine.index(said) - 1]
        alone = any(a.dep[c] in SUBJECTS for c in a.children[last])
        return x.head < frame.head and a.dep[last] in _BELOW and not alone and self._plain_past(last)

    def _goes_on(self, frame: Frame, x: Anchored) -> bool:
        """A clause behind a comma that tells on: ", who burned the trucks", ", where they killed nine"; a crowd that
        was dispersed while it marched; what came of it, behind a semicolon."""
        a = self._scene.a
        verb = frame.light if frame.light is not None else frame.head
        if frame.form == "noun" and a.dep[verb] == "obj":
            verb = a.head[verb]
        if a.pos[verb] not in VERBAL:
            return False
        if self._in_which_it(verb, x):
            return True
        while a.dep[verb] == "conj" and a.pos[a.head[verb]] in VERBAL:
            verb = a.head[verb]
        if not self._plain_past(verb) or not self._plain_past(x.where) or a.sent[x.where] != a.sent[verb]:
            return False
        if a.dep[verb] == "parataxis" and a.head[verb] == x.where:
            first = min(self._under(verb))
            passive = any(a.dep[c] == "nsubj:pass" for c in a.children[verb])
            return passive and x.head < first and ";" in a.text[first - 1 : first + 1]
        if a.dep[verb] not in ("acl:relcl", "advcl"):
            return False
        first = min(self._under(verb))
        who = next((t for t in range(first, verb) if a.lower[t] in _WHO), None)
        if who is None or x.where not in self._way_up(a.head[verb]) or x.head > first:
            return False
        noun = a.head[verb]
        if "crowd" in self._scene.classes(noun) and a.dep[noun] not in SUBJECTS:
            return True
        if "," not in a.text[first - 1 : who] or x.where > noun:
            return False
        own = any(a.dep[c] in SUBJECTS and c != who for c in a.children[verb])
        return own or (a.lower[who] == "who" and preposition(a, noun) == "by")

    def _in_which_it(self, verb: int, x: Anchored) -> bool:
        """ "..., in which nine died", "as a result of which": of what stands before, whatever the parser hung it on."""
        a = self._scene.a
        for t in range(verb - 1, max(a.sentence(verb)[0], verb - _FAR), -1):
            if a.lower[t] == "which":
                return a.lower[t - 1] in ("in", "during", "of") and x.head < t
            if a.tag[t] in ("VBD", "VBZ", "VBP") and a.pos[t] == "VERB":
                return False
        return False

    def _of_victim(self, frame: Frame, here: list[Anchored]) -> Anchored | None:
        """ "The murder of three farmers, who were ambushed on Friday": when that was done to them."""
        a = self._scene.a
        if frame.form != "noun":
            return None
        for t in (*frame.get("patient"), *frame.get("of")):
            clauses = [c for c in a.children[t] if a.dep[c] == "acl:relcl" and c in self._tokens]
            verbs = {*clauses, *(g for c in clauses for g in a.children[c] if a.dep[g] == "conj")}
            found = [x for x in here if x.where in verbs and any(self._plain_past(c) for c in clauses)]
            if len({x.index for x in found}) == 1:
                return found[0]
        return None

    def _opened(self, frame: Frame, x: Anchored) -> bool:
        """ "During Operation Dune in May the army ... destroyed three camps", where "Dune" became the root."""
        a = self._scene.a
        verb = frame.light if frame.light is not None else frame.head
        root = x.where
        if a.head[root] != root or a.pos[root] not in ("NOUN", "PROPN") or not preposition(a, root):
            return False
        return a.head[verb] == root and a.dep[verb] == "parataxis" and x.head < verb and self._plain_past(verb)

    def _after_it(self, frame: Frame, x: Anchored) -> bool:
        """ "Retook the post on Monday after a gunbattle": what led up to it, brought in by no name."""
        a = self._scene.a
        noun = frame.head
        if frame.form != "noun" or a.dep[noun] != "obl":
            return False
        if preposition(a, noun) == "for" and a.head[noun] == x.where:
            return a.lemma[x.where] in words().moving | words().gathering  # "flew to Cairo on Monday for talks"
        if preposition(a, noun) not in words().right_after:
            return False
        known = any(a.lower[c] in _DEFINITE or a.dep[c] == "nmod:poss" for c in a.children[noun])
        return a.head[noun] == x.where and not known
