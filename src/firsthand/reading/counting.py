"""Tolls that no deed was told with: "the clinic counted 58 dead", a sentence after the strike.

They are claims of the deed told last before them, by whoever counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from firsthand.codebook.schema import EventType, Trigger
from firsthand.reading.events import EventMention
from firsthand.reading.folding import Deed
from firsthand.reading.mentions import HarmMention
from firsthand.reading.predicates import frame_at
from firsthand.reading.scene import Scene
from firsthand.reading.stage import Status

_BACK = 4  # sentences to the deed; further back the dead were another one's more often than not
_FAR = 15  # sentences to a deed in a place that the toll names: "the toll in Kutum rises to two"
_HAPPENED = frozenset({"occurred", "ongoing"})


def counted_alone(
    scene: Scene,
    deeds: Iterable[Deed],
    types: Mapping[str, EventType],
    left: Iterable[HarmMention],
    barred: frozenset[int] = frozenset(),
) -> list[tuple[Deed, list[HarmMention]]]:
    """A deed for each sentence that counts victims of a deed told before, with what it counts.

    Args:
        scene: the report.
        deeds: what the report tells, in the order of the text.
        types: the codebook's event types by id; ``alone`` says which of them such a toll is.
        left: the harm that no deed has.
        barred: words that the codebook says are no event here: "killed when helicopters crashed".
    """
    kinds = {outcome: kind.id for kind in types.values() for outcome in kind.alone}
    told = [d for d in deeds if types[d.main.type].family and d.main.status.stage in _HAPPENED]
    by_sentence: dict[int, list[HarmMention]] = {}
    for h in left:
        if h.predicate in barred or _of_those(scene, h):
            continue
        if h.outcome in kinds and h.unit == "person" and (h.low is not None or h.high is not None):
            by_sentence.setdefault(scene.a.sent[h.predicate], []).append(h)
    found = []
    for sent, items in sorted(by_sentence.items()):
        first = min(items, key=lambda h: (h.outcome != "killed", h.predicate))
        before = [d for d in told if d.main.token < first.predicate]
        of = _there(scene, sent, before) or next(
            (d for d in reversed(before) if sent - scene.a.sent[d.main.token] <= _BACK), None
        )
        if of is not None:
            found.append((Deed(_mention(scene, first, kinds[first.outcome]), takes_up=of), items))
    return found


def _of_those(scene: Scene, h: HarmMention) -> bool:
    """ "Two of the injured were in serious condition", "six of them in critical condition": nobody new."""
    said = scene.a.string[h.start : h.end].lower()
    return scene.a.lemma[h.predicate] == "condition" and (
        " of the " in said or " of them" in said or " of whom" in said
    )


def _there(scene: Scene, sent: int, before: list[Deed]) -> Deed | None:
    """The last deed told in a sentence that names a place which the toll's own names too."""
    names = _names(scene, sent)
    near = (d for d in reversed(before) if sent - scene.a.sent[d.main.token] <= _FAR)
    return next((d for d in near if names & _names(scene, scene.a.sent[d.main.token])), None) if names else None


def _names(scene: Scene, sent: int) -> set[str | None]:
    first, last = scene.a.sentences[sent]
    return {scene.places[scene.place_at[t]].name for t in range(first, last) if t in scene.place_at}


def _mention(scene: Scene, h: HarmMention, kind: str) -> EventMention:
    """The word that says the outcome, as the name of an event of which only the victims are told."""
    word = scene.a.lemma[h.predicate]
    trigger = Trigger(nouns=[word], consequence=True, roles={"initiator": [], "target": []}, confidence=0.5)
    frame = replace(frame_at(scene.a, h.predicate), form="noun")
    return EventMention(h.predicate, kind, trigger, frame, Status("occurred"), (h.predicate,), 0.0)
