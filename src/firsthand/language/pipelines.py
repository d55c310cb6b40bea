"""Other spaCy pipelines in place of the shipped model, with their labels turned into ours.

Pipelines for English are mostly trained on ClearNLP labels (nsubjpass, dobj, prep, pobj), where a preposition heads
its noun; the readers know Universal Dependencies (UD) only, so the trees are turned: the noun takes the place of
its preposition, the passive subject becomes ``nsubj:pass``, and so on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from firsthand.errors import ModelError
from firsthand.language.base import LanguageModel, check_text
from firsthand.language.document import SPAN_KEYS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LABELS = {
    "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "dobj": "obj", "dative": "iobj",
    "relcl": "acl:relcl", "poss": "nmod:poss", "prt": "compound:prt", "neg": "advmod", "npadvmod": "obl:unmarked",
    "nn": "compound", "num": "nummod", "number": "nummod", "quantmod": "advmod", "preconj": "cc:preconj",
    "predet": "det:predet", "intj": "discourse", "meta": "parataxis", "oprd": "xcomp", "nmod": "compound",
    "possessive": "case", "partmod": "acl", "infmod": "acl", "complm": "mark", "rcmod": "acl:relcl",
}  # fmt: skip
ENTITIES = {
    "PERSON": "PER", "PER": "PER", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "ORG": "ORG", "NORP": "ORG",
}  # fmt: skip
_CLEARNLP = frozenset({"nsubjpass", "dobj", "pobj", "prep", "auxpass"})
_OBJECTS = frozenset({"pobj", "pcomp"})


class SpacyModel(LanguageModel):
    """An installed spaCy pipeline.

    Args:
        name: the pipeline's package name or path, as for ``spacy.load``.

    Raises:
        ModelError: when no such pipeline is installed, or it parses no syntax.
    """

    def __init__(self, name: str) -> None:
        import spacy

        try:
            self._nlp = spacy.load(name)
        except (OSError, ValueError, ImportError) as error:
            cure = "install it as a Python package, or use the shipped model"
            raise ModelError(f"{name}: no such spaCy pipeline is installed; {cure}") from error
        if "parser" not in self._nlp.pipe_names:
            raise ModelError(f"{name}: this pipeline parses no syntax; choose one with a parser")
        parser = self._nlp.get_pipe("parser")
        self._converts = bool(_CLEARNLP & set(getattr(parser, "labels", ())))
        self.version = f"{name}-{self._nlp.meta.get('version', '0')}"

    def parse(self, text: str) -> Doc:
        """Parse one text; see ``LanguageModel.parse``. Attributions, times and toponyms stay empty."""
        from spacy.tokens import Span, SpanGroup

        check_text(text)
        self._nlp.max_length = max(self._nlp.max_length, len(text) + 1)
        doc = self._nlp(text)
        if self._converts:
            doc = to_universal(doc)
        kept = [Span(doc, e.start, e.end, label=ENTITIES[e.label_]) for e in doc.ents if e.label_ in ENTITIES]
        doc.set_ents(kept)
        for key in SPAN_KEYS:
            doc.spans[key] = SpanGroup(doc, name=key)
        doc.user_data["attributions"] = []
        return doc


def to_universal(doc: Doc) -> Doc:
    """The same document with ClearNLP trees turned into UD trees.

    Args:
        doc: a parsed document with ClearNLP labels.

    Returns:
        A new document; words, tags, lemmas and entities as before.

    Example: "shot by police" is ``police <-pobj- by <-agent- shot`` in ClearNLP and
    ``by <-case- police <-obl:agent- shot`` in UD.
    """
    from spacy.tokens import Doc as NewDoc
    from spacy.tokens import Span

    heads = [t.head.i for t in doc]
    deps = [LABELS.get(t.dep_, t.dep_) for t in doc]
    for token in doc:
        if token.dep_ in {"prep", "agent"}:
            _turn_preposition(token, heads, deps)
    for token in doc:
        if token.dep_ in {"attr", "acomp"} and token.head.lemma_ == "be":
            _turn_copula(token, heads, deps)
    for i, dep in enumerate(deps):
        if dep in {"prep", "agent"}:
            deps[i] = "advmod"
        elif dep in {"pobj", "attr", "acomp"}:
            deps[i] = "obl" if dep == "pobj" else "xcomp"
        elif dep == "pcomp":
            deps[i] = "advcl"
    out = NewDoc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        pos=[t.pos_ for t in doc],
        tags=[t.tag_ for t in doc],
        lemmas=[t.lemma_ for t in doc],
        heads=heads,
        deps=deps,
    )
    out.set_ents([Span(out, e.start, e.end, label=e.label_) for e in doc.ents])
    return out


def _turn_preposition(token: Token, heads: list[int], deps: list[str]) -> None:
    """Let the object of a preposition take its place; the preposition becomes its ``case`` or ``mark``."""
    child = next((c for c in token.children if c.dep_ in _OBJECTS), None)
    if child is None:
        return
    over = heads[token.i]
    nominal = token.head.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}
    if token.dep_ == "agent":
        label = "obl:agent"
    elif child.dep_ == "pcomp":
        label = "acl" if nominal else "advcl"
    else:
        label = "nmod" if nominal else "obl"
    heads[child.i], deps[child.i] = over, label
    heads[token.i], deps[token.i] = child.i, "mark" if child.dep_ == "pcomp" else "case"


def _turn_copula(token: Token, heads: list[int], deps: list[str]) -> None:
    """Let a predicate take the place of the form of "be" it depends on, which becomes its ``cop``."""
    verb = token.head.i
    if heads[token.i] != verb:
        return
    heads[token.i] = token.i if heads[verb] == verb else heads[verb]
    deps[token.i] = deps[verb]
    for i, head in enumerate(heads):
        if head == verb and i != verb:
            heads[i] = token.i
    heads[verb], deps[verb] = token.i, "cop"
