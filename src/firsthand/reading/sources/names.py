"""Who a source is: its name, resolved where the text has a pronoun or "the newspaper", and its kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from firsthand.reading.predicates import is_passive
from firsthand.reading.sources.antecedents import antecedent, issuer_before, subject_before
from firsthand.reading.sources.sayings import Parsed, Saying, Tokens
from firsthand.reading.sources.vocabulary import Kinds, kind_of, kinds
from firsthand.records import SourceKind

if TYPE_CHECKING:
    from spacy.tokens import Span

FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "ours", "myself", "ourselves"})
_PERSON = frozenset({"he", "she", "him", "her", "his", "who"})
_PLURAL = frozenset({"they", "them", "their", "these", "those"})
_THING = frozenset({"it", "its", "this", "that", "which"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "same", "such"})
_BEFORE = frozenset({"amod", "compound", "nummod", "nmod:poss", "nmod:desc", "flat", "nmod:unmarked", "goeswith"})
_BODIES = frozenset({"official", "party", "media", "monitor", "ngo", "intergovernmental", "medical"})
_PEOPLE = _BODIES | {"witness"}
_REACH = 40  # sayings looked back over for the one that a pronoun or "the sources" takes up
_PRONOUN_SENTENCES = 8  # a pronoun's source stands no further back; in PolNeAR dev 97 % stood within three sentences
_LONG = 12  # words of a name
UNNAMED = "unnamed"
PUBLISHER = ""  # "we" outside quotation marks: the publisher itself


@dataclass(slots=True)
class Name:
    """A source as resolved: ``words`` are those of its whole phrase, by which later phrases take it up."""

    name: str
    kind: SourceKind | None
    words: frozenset[str]
    person: bool = False
    plural: bool = False
    sent: int = 0
    pronoun: bool = False
    collective: bool = False  # a body of people: "he" is not the police
    beside: bool = False  # "as X reported": who is spoken of is whoever speaks in the clause around it
    role: bool = False  # "an official", "the director": "he" is, whatever body he speaks for


@dataclass
class Namer:
    """Names the sources of one document, from its start to its end."""

    p: Parsed
    people: dict[str, str] = field(default_factory=dict)  # surname -> full name
    said: list[Name] = field(default_factory=list)
    outlet: Name | None = None
    _seen: int = 0
    _depth: int = 0  # of a document whose issuer is looked for

    def __post_init__(self) -> None:
        self._people = [e for e in self.p.doc.ents if e.label_ == "PER"]

    def name(self, saying: Saying) -> Name:
        """The source of ``saying``; call in the order of the text."""
        if saying.form == "own":
            return Name(PUBLISHER, None, frozenset(), pronoun=True)
        if saying.source is None or saying.source_head is None:
            return Name(UNNAMED, "anonymous", frozenset())
        self._meet(saying.source[1])
        written = saying.form == "bracket"
        found = self._written(saying.source) if written else self._resolve(saying.source, saying.source_head)
        found.sent, found.beside = self.p.a.sent[saying.source_head], saying.form == "as" or saying.aside
        if found.kind is None and not found.person and self._writes(saying):
            found.kind = "media"
        if found.kind is None and not found.person and self._own_deed(saying):
            found.kind = "party"
        if found.name not in (UNNAMED, PUBLISHER):
            self.said.append(found)
            if found.kind == "media" and not _generic(found, kinds()):
                self.outlet = found
        return found

    def _written(self, span: Tokens) -> Name:
        """The name in brackets, as it is written there: "[PRESIDENT ORLIN DASK]", "[DASK FRONT GENERAL COMMAND]"."""
        name = " ".join(self.p.words(span).split())
        name = name[4:] if name.lower().startswith("the ") else name
        words = frozenset(name.lower().split())
        ent = self.p.entity.get(span[1] - 1, (0, 0, ""))
        person = ent[2] == "PER"  # not "[ORLIN DASK FRONT GENERAL COMMAND]"
        if person or len(words) == 1:
            bare = name.split()
            last = max((k for k, x in enumerate(bare[:-1]) if x.lower().rstrip(".") in kinds().titles), default=-1)
            name = self._full(" ".join(bare[last + 1 :]))
        return Name(name, kind_of(self.p.words(span)), words, person)

    def _writes(self, saying: Saying) -> bool:
        """Whether a proper name that nothing else is known of does what outlets do: "Le Phare writes", "as Sahel Post
        reports"."""
        a = self.p.a
        head = saying.source_head
        return (
            head is not None
            and a.pos[head] == "PROPN"
            and a.lemma[saying.head] in kinds().publishing
            and a.tag[saying.head] in ("VBZ", "VBP")
        )

    def _own_deed(self, saying: Saying) -> bool:
        """Whether somebody answers for a deed of his own: "claimed responsibility for", "denied shelling the town"."""
        if saying.group == "admit":
            return saying.form in ("object", "infinitive") or self._gerund(saying.head)
        return saying.group == "deny" and self._gerund(saying.head)

    def _gerund(self, head: int) -> bool:
        a = self.p.a
        return any(a.tag[c] == "VBG" and c > head and a.dep[c] in ("xcomp", "ccomp", "advcl") for c in a.children[head])

    def _meet(self, token: int) -> None:
        """Learn the full names of the people up to ``token``."""
        while self._seen < len(self._people) and self._people[self._seen].start < token:
            text = self._people[self._seen].text
            self._seen += 1
            parts = text.split()
            if any(x.lower() == "and" for x in parts):
                continue  # two people
            while len(parts) > 1 and parts[0].lower().rstrip(".") in kinds().titles:
                parts = parts[1:]
            if len(parts) > 1:
                self.people[parts[-1].lower()] = " ".join(parts)

    def _resolve(self, span: Tokens, head: int) -> Name:
        a = self.p.a
        lower = a.lower[head]
        if a.pos[head] in ("PRON", "DET") or lower in FIRST_PERSON:
            return self._pronoun(head, lower)
        said = frozenset(a.lemma[t] for t in range(*span))
        named = self._behind(span, head)
        if named is not None:
            outlet = a.lemma[head] in kinds().outlet_nouns
            name = self.p.words(named)
            kind = "media" if outlet else self._kind(span, name, head)
            return Name(self._full(name) if not outlet else name, kind, said | {*name.lower().split()}, not outlet)
        head, span = self._issuer(head, span)
        name, person = self._phrase(span, head)
        words = said | {w.lower() for w in name.split()}
        kind = self._kind(span, name, head)
        collective = a.lemma[head] in kinds().collectives
        plural = a.tag[head] in ("NNS", "NNPS")
        role = not plural and a.lemma[head] in kinds().roles
        found = Name(name, kind, words, person, plural, collective=collective, role=role)
        if not person and any(a.lower[c] in _DEFINITE for c in a.children[head] if a.dep[c] in ("det", "amod")):
            earlier = self._taken_up(found, head)
            if earlier is not None:
                return earlier
        return found

    def _pronoun(self, head: int, lower: str) -> Name:
        a = self.p.a
        if lower in FIRST_PERSON:
            return Name(PUBLISHER, None, frozenset(), pronoun=True)
        if lower in _RELATIVE and a.dep[a.head[head]] == "acl:relcl":
            noun = a.head[a.head[head]]
            found = self._resolve((self._left(noun), noun + 1), noun)
            near = antecedent(self.p, head) if found.kind is None and not found.person else noun
            return found if near == noun else self._resolve((self._left(near), near + 1), near)
        sent = a.sent[head]
        told = self._subject_before(head, lower) if a.dep[head] == "nsubj" else None
        if told is not None:
            return told
        for earlier in self._lately():
            if sent - earlier.sent > _PRONOUN_SENTENCES:
                break
            if lower in _PERSON and (
                earlier.person
                or (
                    not earlier.plural
                    and (earlier.role or earlier.kind in (None, "official", "party", "witness"))
                    and not earlier.collective
                )
            ):
                return self._met(head, earlier) or self._again(earlier)
            if lower in _PLURAL and (earlier.plural or not earlier.person):
                return self._again(earlier)
            if lower in _THING and not earlier.person and (earlier.collective or not earlier.plural):
                return self._again(earlier)
        if lower in _PERSON:
            for ent in reversed(self._people[max(0, self._seen - 4) : self._seen]):
                if sent - a.sent[ent.start] <= 2 and ent.end <= head:
                    return self._person(ent.text, frozenset(ent.text.lower().split()))
        return (self._they_before(head) if lower in _PLURAL else None) or Name(UNNAMED, "anonymous", frozenset())

    def _lately(self) -> list[Name]:
        """Who spoke before, the last first; of one sentence those in an "as X reported" after the others."""
        lately = self.said[: -_REACH - 1 : -1]
        return sorted(lately, key=lambda n: (-n.sent, n.beside))

    def _they_before(self, head: int) -> Name | None:
        """ "The office interviewed 65 people who had fled. They described how": the people who may speak and were named
        last."""
        a = self.p.a
        k = a.sent[head] - 1
        for t in range(a.sentence(head)[0] - 1, a.sentences[k][0] - 1 if k >= 0 else a.n, -1):
            if a.tag[t] == "NNS" and a.dep[t] in ("obj", "nsubj", "nsubj:pass"):
                found = self._resolve((self._left(t), t + 1), t)
                if found.kind in ("witness", "medical"):
                    return self._again(found)
        return None

    def _subject_before(self, head: int, lower: str) -> Name | None:
        """ "The army did not comment at first. It said later", "The army said so. Rebels fled. They said": the
        subject of the sentence before, where it is somebody who may speak and whoever spoke last is not meant."""
        a = self.p.a
        noun = subject_before(self.p, head)
        last = self.said[-1] if self.said else None
        if noun is None or (last is not None and last.sent >= a.sent[noun]):
            return None
        many = a.tag[noun] in ("NNS", "NNPS")
        if lower in _PLURAL and (not many or (last is not None and (last.plural or "police" in last.words))):
            return None
        if lower not in _PLURAL and (lower not in _THING or many):
            return None
        found = self._resolve((self._left(noun), noun + 1), noun)
        may = found.kind in (_PEOPLE if many else _BODIES)
        return self._again(found) if may and not found.person else None

    def _met(self, head: int, earlier: Name) -> Name | None:
        """Who did something in a sentence after the one where ``earlier`` spoke: "The owner, Didier Ilunga, put it at
        five. He said"."""
        a = self.p.a
        for ent in reversed(self._people[max(0, self._seen - 4) : self._seen]):
            k = a.sent[ent.start]
            if k <= earlier.sent or a.sent[head] - k > 1 or ent.end > head:
                break
            top = ent.root.i
            if a.dep[top] in ("appos", "flat", "nmod:desc"):
                top = a.head[top]
            if a.dep[top] == "nsubj" or (not earlier.person and k == a.sent[head] - 1 and self._told_of(ent)):
                return self._person(ent.text, frozenset(ent.text.lower().split()))
        return None

    def _told_of(self, ent: Span) -> bool:
        """ "By men loyal to Orlin Dask, a warlord who broke with the Front. He has": the only one who is named in his
        sentence, and it says who he is."""
        a = self.p.a
        first, last = a.sentence(ent.start)
        alone = all(not first <= e.start < last or e.start == ent.start for e in self._people)
        return alone and any(a.dep[c] == "appos" and c > ent.start for c in a.children[ent.root.i])

    def _again(self, earlier: Name) -> Name:
        return Name(earlier.name, earlier.kind, earlier.words, earlier.person, earlier.plural, pronoun=True)

    def _taken_up(self, found: Name, head: int) -> Name | None:
        """The earlier source that "the same sources", "the newspaper" or "the spokesman" is."""
        a = self.p.a
        lemma = a.lemma[head]
        words = range(self._left(head), head + 1)
        bare = not any(self.p.entity.get(t) or (a.pos[t] == "PROPN" and t != head) for t in words)
        if not bare:
            return None
        if lemma in kinds().outlet_nouns and self.outlet is not None:
            called = (n for n in reversed(self.said[-_REACH:]) if n.kind == "media" and lemma in n.words)
            return self._again(next(called, self.outlet))
        modifiers = {a.lemma[c] for c in a.children[head] if a.dep[c] in ("amod", "compound", "nmod")} - {"same"}
        for earlier in reversed(self.said[-_REACH:]):
            if lemma in earlier.words and modifiers <= earlier.words and (found.plural or not earlier.plural):
                return self._again(earlier)
        if lemma in kinds().documents and not found.plural and not modifiers and self._depth < 1:
            issuer = issuer_before(self.p, head)
            if issuer is not None:
                self._depth += 1
                named = self._resolve((self._left(issuer), self.p.right[issuer] + 1), issuer)
                self._depth -= 1
                return (
                    self._again(named) if named.kind != "document" and named.name not in (UNNAMED, PUBLISHER) else None
                )
        return None

    def _issuer(self, head: int, span: Tokens) -> tuple[int, Tokens]:
        """Of a document its issuer: "a communique released by the army" is the army's."""
        a = self.p.a
        if a.lemma[head] not in kinds().documents:
            return head, span
        for c in a.children[head]:
            marks = [a.lower[g] for g in a.children[c] if a.dep[g] == "case"]
            issuer = None
            if (
                (a.dep[c] in ("nmod", "obl:agent") and ("by" in marks or "from" in marks))
                or (a.dep[c] == "nmod:poss" and a.pos[c] != "PRON")
                or (a.dep[c] in ("compound", "amod") and c < head and self._speaks(c))
            ):
                issuer = c
            elif a.dep[c] == "acl" and a.lemma[c] in kinds().issued and is_passive(a, c):
                issuer = next((g for g in a.children[c] if a.dep[g] in ("obl:agent", "obl")
                               and any(a.lower[x] == "by" for x in a.children[g])), None)  # fmt: skip
            if issuer is not None:
                return issuer, (self._left(issuer), issuer + 1)
        return head, span

    def _speaks(self, token: int) -> bool:
        """Whether a word before "statement" is whose statement it is."""
        a = self.p.a
        return a.lemma[a.head[token]] in kinds().statements and kind_of(a.text[token]) not in (None, "document")

    def _left(self, head: int) -> int:
        """First token of the words before a head that belong to it."""
        a = self.p.a
        first = head
        for c in a.children[head]:
            if c < head and a.dep[c] in _BEFORE:
                first = min(first, self.p.left[c])
        while first - 1 >= self.p.body and a.head[first - 1] > first - 1 and a.pos[first - 1] in ("PROPN", "ADJ") and (
            a.head[first - 1] <= head):  # fmt: skip
            first -= 1
        return first

    def _phrase(self, span: Tokens, head: int) -> tuple[str, bool]:
        """The name in a source phrase, and whether it is a person's."""
        p, a = self.p, self.p.a
        for t in (head, *range(max(span[0], head - 8), min(span[1], head + 6))):
            ent = p.entity.get(t)
            if ent is None or ent[2] != "PER":
                continue
            near = (
                t == head
                or (a.head[t] == head and a.dep[t] in ("flat", "appos", "compound", "nmod:desc"))
                or a.dep[head] == "compound"
            )
            if near or any(
                a.head[x] == head and a.dep[x] in ("flat", "appos", "nmod:desc") for x in range(ent[0], ent[1])
            ):
                the = ent[0] == p.left[head] + 1 and a.lower[p.left[head]] == "the"
                body = a.pos[head] == "PROPN" and the  # "the Lashkar-e-Sahar" is nobody
                start, end = p.glued(ent[0], self._whole(ent[0], ent[1]))
                while end < a.n and a.dep[end] == "flat" and a.pos[end] == "PROPN" and start <= a.head[end] < end:
                    end += 1  # "El Sillon", of which the model took one half
                return self._full(p.words((start, end))), not body and start == ent[0]
        if a.pos[head] != "PROPN":  # "the biggest party, the March Union,"
            named = next(
                (c for c in a.children[head] if a.dep[c] == "appos" and a.pos[c] == "PROPN" and c > head), None
            )
            if named is not None and p.subtree(named)[1] - p.left[named] <= _LONG:
                head, span = named, (p.left[named], min(p.subtree(named)[1], max(span[1], named + 1)))
        ent = p.entity.get(head)
        if ent is not None and ent[2] in ("ORG", "LOC"):
            first, last = min(ent[0], self._left(head)), ent[1]
        else:
            first, last = self._left(head), head + 1
            for c in a.children[head]:
                if a.dep[c] in ("flat", "goeswith") and c >= last - 1:
                    last = max(last, c + 1)
                elif a.dep[c] == "nmod" and c > head and any(a.lower[g] in ("of", "for") for g in a.children[c]):
                    end = p.subtree(c)[1]
                    if end <= span[1] and end - head <= _LONG:
                        last = max(last, end)
        while last < span[1] and a.pos[last] == "PROPN" == a.pos[last - 1]:  # a name that the tagger cut short
            last += 1
        for c in a.children[head]:  # "the government and armed forces"
            if a.dep[c] == "conj" and c + 1 <= span[1] and c - first <= _LONG:
                last = max(last, c + 1)
        first, last = max(first, min(span[0], head)), max(last, head + 1)
        first = p.glued(first, last)[0]
        last = self._whole(first, last)
        while first < last - 1 and (a.lower[first] in kinds().determiners or a.pos[first] in ("PUNCT", "SPACE", "DET")):
            first += 1
        trimmed = p.trimmed(first, last) or (head, head + 1)
        name = " ".join(p.words(trimmed).split()).strip("\"'“”[]() ").lstrip(". ")
        titled = name.split()[0].lower().rstrip(".") in kinds().titles if name else False
        return self._full(name) if titled and a.pos[head] == "PROPN" and len(name.split()) > 1 else name, False

    def _whole(self, first: int, last: int) -> int:
        """One past a name that ends in a title ("ASP", "Hon."), a possessor ("the Kenya Doctors' Forum") or a
        hyphen."""
        a = self.p.a
        last = self.p.glued(first, last)[1]
        end = last
        if all(a.lower[t].rstrip(".") in kinds().titles or a.text[t] == "." for t in range(first, last)):
            end += end < a.n and a.text[end] == "."
            past = self.p.name_end(end, min(a.n, end + _LONG))  # "Hon." may end a sentence of the parse
            return past if past > end else last
        if end + 1 < a.n and a.tag[end] == "POS" and a.text[end] in ("'", "’") and a.text[end + 1][:1].isupper():
            end += 2
            return end if a.pos[end - 1] in ("NOUN", "PROPN") else last
        return last

    def _behind(self, span: Tokens, head: int) -> Tokens | None:
        """A name right behind what it names, whatever its parse: "the newspaper Le Sillon", "spokesman Orlin Dask"."""
        a = self.p.a
        if a.lemma[head] not in kinds().before_names or a.pos[head] == "PROPN":
            return None
        if a.text[head][0].isupper() and not any(a.pos[c] == "DET" for c in a.children[head]):
            return None  # "Radio Example" is a name as a whole
        last = self.p.name_end(head + 1, span[1])
        return (head + 1, last) if last > head + 1 else None

    def _full(self, text: str) -> str:
        parts = [x for x in text.split() if x.strip(".")]
        while len(parts) > 1 and parts[0].lower().rstrip(".") in kinds().titles:
            parts = parts[1:]
        return self.people.get(parts[-1].lower(), parts[0]) if len(parts) == 1 else " ".join(parts)

    def _person(self, text: str, words: frozenset[str]) -> Name:
        return Name(self._full(" ".join(text.split())), None, words, True)

    def _kind(self, span: Tokens, name: str, head: int) -> SourceKind | None:
        a = self.p.a
        known = kind_of(name)
        if known is None:  # "the Committee for Free Roads, a local rights group"
            beside = (c for c in a.children[head] if a.dep[c] == "appos" and c >= span[1] and a.pos[c] == "NOUN")
            known = next((k for c in beside if (k := kind_of(self.p.words((self._left(c), c + 1))))), None)
        if known is None or known in ("document", "anonymous"):
            whole = kind_of(self.p.words(span))
            known = known or whole
        if known is None:
            for earlier in reversed(self.said[-_REACH:]):
                if earlier.name == name:
                    return earlier.kind
        return known


def _generic(found: Name, table: Kinds) -> bool:
    """Nobody in particular: "the media", "journalists"."""
    last = found.name.lower().split()[-1]
    return last in table.generic_media or (
        last.removesuffix("s") in table.generic_media and len(found.name.split()) < 3
    )
