"""Verbs that a parser mistook, mended on parses written by hand: the next language model makes other mistakes."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from firsthand.reading.arrays import Arrays
from firsthand.reading.mending.mistaken import mend_mistaken

NLP = spacy.blank("en")


def mended(*rows: tuple[str, str, str, str, int, str]) -> Arrays:
    """Words as (text, lemma, part of speech, tag, head, relation)."""
    text, lemma, pos, tag, head, dep = (list(column) for column in zip(*rows, strict=True))
    a = Arrays(Doc(NLP.vocab, words=text, lemmas=lemma, pos=pos, tags=tag, heads=head, deps=dep))
    mend_mistaken(a)
    return a


def test_who_stands_between_two_verbs_did_the_second() -> None:
    a = mended(
        ("Radio", "radio", "NOUN", "NN", 1, "nsubj"),
        ("reported", "report", "VERB", "VBD", 1, "ROOT"),
        ("guerrillas", "guerrilla", "NOUN", "NNS", 1, "obj"),
        ("burned", "burn", "VERB", "VBD", 1, "ccomp"),
        ("fields", "field", "NOUN", "NNS", 3, "obj"),
    )
    assert (a.head[2], a.dep[2]) == (3, "nsubj")


def test_whoever_is_told_does_nothing() -> None:
    a = mended(
        ("Rebels", "rebel", "NOUN", "NNS", 1, "nsubj"),
        ("told", "tell", "VERB", "VBD", 1, "ROOT"),
        ("reporters", "reporter", "NOUN", "NNS", 1, "obj"),
        ("fled", "flee", "VERB", "VBD", 1, "ccomp"),
    )
    assert (a.head[2], a.dep[2]) == (1, "obj")


def test_shot_before_dead_is_a_verb() -> None:
    a = mended(
        ("Gunmen", "gunman", "NOUN", "NNS", 4, "nsubj"),
        ("of", "of", "ADP", "IN", 3, "case"),
        ("Front", "Front", "PROPN", "NNP", 3, "compound"),
        ("shot", "shot", "NOUN", "NN", 0, "nmod"),
        ("dead", "dead", "ADJ", "JJ", 4, "ROOT"),
        ("a", "a", "DET", "DT", 6, "det"),
        ("teacher", "teacher", "NOUN", "NN", 4, "nsubj"),
    )
    assert (a.pos[3], a.lemma[3]) == ("VERB", "shoot")
    assert [(a.text[c], a.dep[c]) for c in a.children[3]] == [
        ("Gunmen", "nsubj"),
        ("dead", "xcomp"),
        ("teacher", "obj"),
    ]


def test_with_soldiers_killed_they_are_who_was_killed() -> None:
    a = mended(
        ("Shells", "shell", "NOUN", "NNS", 1, "nsubj"),
        ("fell", "fall", "VERB", "VBD", 1, "ROOT"),
        ("with", "with", "SCONJ", "IN", 4, "mark"),
        ("soldiers", "soldier", "NOUN", "NNS", 4, "nsubj"),
        ("killed", "kill", "VERB", "VBD", 1, "advcl"),
    )
    assert (a.dep[3], a.tag[4]) == ("nsubj:pass", "VBN")
