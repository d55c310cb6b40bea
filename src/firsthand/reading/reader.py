"""From a parsed report to its claims: the finders in their order, then the deeds, then the claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from firsthand.codebook.loader import Codebook
from firsthand.reading import lexicon
from firsthand.reading.actors import ActorReader
from firsthand.reading.anaphors import numbered
from firsthand.reading.apportioning import assigned
from firsthand.reading.arrays import Arrays
from firsthand.reading.assembly import Assembler
from firsthand.reading.coreference import Coreference, actual
from firsthand.reading.counting import counted_alone
from firsthand.reading.dating import Dater
from firsthand.reading.denials import bare_denials, in_order
from firsthand.reading.directory import Directory
from firsthand.reading.disputes import countered
from firsthand.reading.events import Matcher
from firsthand.reading.folding import fold
from firsthand.reading.harm import find_harm
from firsthand.reading.inflections import Inflections
from firsthand.reading.lists import Lists
from firsthand.reading.mending import mend, mend_sayings
from firsthand.reading.places import find_places, with_anaphors, with_capitals
from firsthand.reading.placing import Placer
from firsthand.reading.roles import RoleReader
from firsthand.reading.scene import Scene
from firsthand.reading.sources import UNNAMED, AttributionStack, find_attributions
from firsthand.reading.times import Order, Region, find_times_in
from firsthand.reading.topics import Topics
from firsthand.records import Claim

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Reader:
    """Reads claims from parsed reports by one codebook; ``directory``: of the actors, by default the shipped one."""

    def __init__(self, codebook: Codebook, date_order: Order | None = None, directory: Directory | None = None) -> None:
        from firsthand.gazetteer import Gazetteer

        self._codebook = codebook
        self._directory = directory
        self._region = Region(date_order)
        self._matcher = Matcher(codebook.types.values())
        self._inflections = Inflections(codebook.types.values())
        self._lexicon = lexicon.load()
        self._gazetteer = Gazetteer.default()

    def read(self, doc: Doc, text: str, report_id: str, published: str | None, publisher: str | None) -> list[Claim]:
        """The claims of a report, parsed as ``doc``, in the order of its text."""
        a = Arrays(doc)
        self._inflections.mend(a)
        mend_sayings(a)
        attributions = find_attributions(doc, a)  # of the parse as it came, but for who speaks next
        lists = Lists(a)
        lists.mend()
        mend(a)
        times = find_times_in(a.string, published, doc, self._region)
        places = with_capitals(a, self._gazetteer, find_places(doc, a, self._gazetteer, times, self._directory))
        places = with_anaphors(a, places)
        around = Region.around((p.lat for p in places if p.lat is not None), self._region.order)
        if around.southern:  # "last summer" of Maputo is another than that of Mosul; its words are the same
            times = find_times_in(a.string, published, doc, around)
        scene = Scene(doc, a, self._lexicon, times=times, places=places)
        scene.harm = find_harm(a, self._lexicon, scene.entity)
        stack = AttributionStack(a.string, attributions, publisher)
        saying = frozenset(_cue_tokens(scene, [x.cue for x in attributions if x.cue and x.name != UNNAMED]))
        scene.impersonal = frozenset(_cue_tokens(scene, [x.cue for x in attributions if x.cue and x.name == UNNAMED]))
        coreference = Coreference(scene, saying)
        scene.stands_for = coreference.antecedent
        mentions, barred = self._matcher.find(scene)
        topics = Topics(a)
        foreign = {m.token: m.type for m in mentions if topics.foreign(m.token, m.type)}
        mentions = [m for m in mentions if m.token not in foreign]
        barred |= foreign
        tokens = frozenset(m.token for m in mentions)
        scene.harm = numbered(scene, coreference)
        deeds = fold(scene, actual(scene, mentions, barred, self._codebook.types), self._codebook.types)
        harm, left = assigned(scene, deeds, self._codebook.types, saying)
        for deed, items in counted_alone(scene, deeds, self._codebook.types, left, frozenset(barred)):
            harm[deed.main.token] = items
            deeds = sorted([*deeds, deed], key=lambda d: d.main.token)
        assembler = Assembler(
            scene, text, report_id, self._codebook,
            Dater(scene, tokens, saying, published), Placer(scene, tokens, saying),
            RoleReader(scene, self._codebook.types, coreference, tokens),
            ActorReader(scene, self._directory), stack, lists, published,
        )  # fmt: skip
        assembler.learn(deeds)
        spared = {h.predicate for h in scene.harm if h.negated and h.high == 0}  # "no one was injured"
        told = [d for d in deeds if not (d.main.trigger.consequence and d.main.token in spared and not d.causes)]
        claims = [claim for deed in told for claim in assembler.claims(deed, harm.get(deed.main.token, []))]
        bare = bare_denials(text, claims, attributions, stack, self._codebook.types, scene.sentence_at)
        return in_order([*claims, *bare]) if bare else claims

    def countered(self, claims: list[Claim]) -> list[Claim]:
        """The claims of one report, with their ids, each denial told which of them it counters."""
        return countered(claims, self._codebook.types)


def _cue_tokens(scene: Scene, cues: list[tuple[int, int]]) -> list[int]:
    """The tokens of the cues' characters."""
    return list(scene._index(sorted(cues)))
