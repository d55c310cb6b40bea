"""The task's whole way: a report through the ordinary coder with the task's codebook, its claims into templates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.muc4.material import gathered
from benchmarks.muc4.network import Network
from benchmarks.muc4.signs import padded, signs
from benchmarks.muc4.templates import Template, facts_of, templates
from benchmarks.muc4.trunk import Trunk

HERE = Path(__file__).parent
CODEBOOK = HERE.parent / "codebooks" / "muc4"


class Answerer:
    """Loads the coder, the language model and the weights once.

    >>> Answerer().templates("LIMA, 3 JAN 90 -- [TEXT] ...", "1990-01-03")     # doctest: +SKIP
    [{'type': [{'v': 'BOMBING'}], ...}]
    """

    def __init__(self) -> None:
        from firsthand import Coder
        from firsthand.gazetteer import Gazetteer
        from firsthand.language import load

        self._coder = Coder(codebook=CODEBOOK)
        self._model: Any = load()
        self._trunk = Trunk(self._model.folder, self._model.network)
        self._gazetteer = Gazetteer.default()
        self._network = Network(HERE / "weights.npz")

    def templates(self, text: str, published: str | None) -> list[Template]:
        """The templates of one report; ``published`` is an ISO date or None."""
        from firsthand import Report

        claims = self._coder.code(Report(text=text, published=published))
        doc = self._model.parse(text)
        m = gathered(doc, text, published, claims, self._gazetteer)
        if not m.words:
            return []
        seen = signs(m)
        decisions = self._network(self._trunk(doc), padded(seen))
        decisions.roles = self._network.words(m, seen, decisions.roles)
        return templates(m, decisions, facts_of(m, decisions, seen, self._network.votes))
