"""The language model: words, trees, spans, and that nothing is lost of a text."""

from __future__ import annotations

import itertools
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import ModelError
from firsthand.language import LanguageModel, load
from firsthand.language.attribution import link
from firsthand.language.decode import best_bio, best_tree, bio_spans
from firsthand.language.lemmas import Lemmatizer, edit
from firsthand.language.pieces import MAX_PIECES, UNKNOWN, PieceTable, casing
from firsthand.language.pipelines import to_universal
from firsthand.language.sentences import sentence_starts
from firsthand.language.tokens import chunks, rough_words
from firsthand.language.windows import HARD_CAP, plan_windows

STORY = """FIGHTING RESUMES NEAR THE RIVER

At least 12 civilians were killed and five others wounded on Tuesday when a drone struck a market in Marvik,
local officials said. The Northern Front denied responsibility.

"We did not fire any rockets," spokesman Omar Hassan told reporters. More than 40 people fled to Tolma.
"""


@pytest.fixture(scope="module")
def pieces() -> tuple[PieceTable, Any]:
    """Our word pieces, and those of Hugging Face's library on the same vocabulary."""
    from tokenizers import Tokenizer

    path = Path(str(resources.files("firsthand.language") / "model" / "tokenizer.json"))
    library = Tokenizer.from_file(str(path))
    library.no_padding()
    library.no_truncation()
    return PieceTable(path), library


# Letters whose kind has not changed since Unicode 8, whose tables the library has; no "[", for "[UNK]" is a word here.
_OLD = st.one_of(
    *(st.characters(min_codepoint=a, max_codepoint=b) for a, b in ((0x5C, 0x36F), (0x391, 0x482), (0x620, 0x6D5))),
    st.characters(min_codepoint=0x4E00, max_codepoint=0xD7A3),
    st.sampled_from("\t\n\r\x0b\x1c\x85\xa0\u200b\u2019\u2014\u2028\ufffd\U0001f600\U00020001.,'-!0 "),
)


@settings(max_examples=400, deadline=None)
@given(word=st.text(_OLD, max_size=80))
def test_word_pieces_are_those_of_the_library(pieces: tuple[PieceTable, Any], word: str) -> None:
    ours, library = pieces
    assert ours(word) == (tuple(library.encode(word[:64], add_special_tokens=False).ids[:MAX_PIECES]) or (UNKNOWN,))


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=200))
def test_text_is_kept_whatever_it_is(model: LanguageModel, text: str) -> None:
    doc = model.parse(text)
    assert doc.text == text
    assert all(sum(t.dep_ == "ROOT" for t in s) == 1 for s in doc.sents)


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet=" \n\r\t\x0b\x0c\x00\x1f\x85\xa0\u2028\u200b.aA\"'-", max_size=80))
def test_text_of_odd_whitespace_is_kept(model: LanguageModel, text: str) -> None:
    assert model.parse(text).text == text


@pytest.mark.parametrize("text", ["", " ", "\n\n \t", "\x00", "a\x00b", "\ufeff\u200b", "!" * 3000, "x" * 3000 + " y"])
def test_edges_of_text(model: LanguageModel, text: str) -> None:
    assert model.parse(text).text == text


def test_lone_surrogate_is_refused_with_its_place(model: LanguageModel) -> None:
    with pytest.raises(ModelError, match="character 2"):
        model.parse("ab\ud800")


def test_who_did_what(model: LanguageModel) -> None:
    doc = model.parse("Rebels killed three soldiers in Marvik on Monday.")
    verb = next(t for t in doc if t.text == "killed")
    assert (verb.lemma_, verb.pos_, verb.dep_) == ("kill", "VERB", "ROOT")
    assert {c.dep_: c.text for c in verb.children}.items() >= {"nsubj": "Rebels", "obj": "soldiers"}.items()


def test_passive_in_mixed_case_and_in_capitals(model: LanguageModel) -> None:
    for text in ("Two farmers were shot by gunmen.", "TWO FARMERS WERE SHOT BY GUNMEN."):
        doc = model.parse(text)
        verb = next(t for t in doc if t.lower_ == "shot")
        assert (verb.lemma_, verb.dep_) == ("shoot", "ROOT")
        found = {c.dep_: c for c in verb.children}
        assert found["nsubj:pass"].lemma_ == "farmer"
        assert found["obl:agent"].lower_ == "gunmen"


def test_blank_lines_bound_sentences(model: LanguageModel) -> None:
    doc = model.parse(STORY)
    assert all("\n\n" not in s.text.strip() for s in doc.sents)
    assert next(iter(doc.sents)).text.strip() == "FIGHTING RESUMES NEAR THE RIVER"
    starts = [s.text.split()[0] for s in doc.sents]
    assert starts == ["FIGHTING", "At", "The", '"We', "More"]


def test_whitespace_does_not_disturb_the_reading(model: LanguageModel) -> None:
    plain = [(t.text, t.tag_, t.dep_, t.head.text) for t in model.parse("Rebels fled to Tolma on Monday.")]
    wide = model.parse("Rebels  fled to Tolma \t on\nMonday. ")
    assert [(t.text, t.tag_, t.dep_, t.head.text) for t in wide if not t.is_space] == plain
    assert all(t.pos_ == "SPACE" and t.dep_ == "dep" and t.head.i == t.i - 1 for t in wide if t.is_space)


def test_names_and_attributions(model: LanguageModel) -> None:
    doc = model.parse(STORY)
    assert ("Omar Hassan", "PER") in {(e.text, e.label_) for e in doc.ents}
    assert {s.text for s in doc.spans["cue"]} >= {"said", "told"}
    said = next(a for a in doc.user_data["attributions"] if a["cue"] and doc[a["cue"][0]].text == "said")
    assert [doc[a:b].text for a, b in said["source"]] == ["local officials"]
    assert "drone struck a market" in " ".join(doc[said["content"][0][0] : said["content"][0][1]].text.split())


class _Scores:
    """A network whose linker gives the scores it was made with."""

    def __init__(self, scores: Any) -> None:
        self._scores = scores

    def link_scores(self, _out: Any, _cues: Any) -> Any:
        return self._scores


@given(st.data())
def test_own_contents_do_not_overlap_but_where_nothing_else_is_left(data: st.DataObject) -> None:
    words = data.draw(st.integers(4, 14))
    places = data.draw(st.sets(st.integers(0, words - 1), min_size=1, max_size=4))
    one = st.floats(-3, 3, width=32)
    scores = data.draw(st.lists(st.lists(one, min_size=words, max_size=words), min_size=len(places), max_size=4))
    contents = np.array(scores[: len(places)], np.float32)
    network: Any = _Scores(np.stack([np.zeros_like(contents), contents], -1))
    out = {"roles": np.zeros((words, 3, 3), np.float32)}
    found = link(network, out, ["word"] * words, [(i, i + 1) for i in sorted(places)])
    sets = [tuple({i for a, b in x[key] for i in range(a, b)} for key in ("own", "content")) for x in found]
    for own, content in sets:
        assert bool(own) == bool(content)
    claimed = [{i for i in range(words) if c[i] > 0} - {p} for c, p in zip(contents, sorted(places), strict=True)]
    alone = {i for i in range(words) if sum(i in c for c in claimed) == 1}
    for mine, (own, _) in zip([c for c in claimed if c], sets, strict=True):
        assert mine & alone <= own  # what nobody else claims is never lost


def test_what_two_cues_claim_goes_to_the_one_that_claims_it_more() -> None:
    contents = np.array([[-1, 2, 1, 1, 1, -1], [-1, -1, -1, 3, 3, 3]], np.float32)
    network: Any = _Scores(np.stack([np.zeros_like(contents) - 1, contents], -1))
    found = link(network, {"roles": np.zeros((6, 3, 3), np.float32)}, list("abcdef"), [(0, 1), (2, 3)])
    assert [(x["content"], x["own"]) for x in found] == [([(1, 5)], [(1, 3)]), ([(3, 6)], [(3, 6)])]


def test_same_text_alone_and_in_company(model: LanguageModel) -> None:
    def read(text: str) -> bytes:
        return model.parse(text).to_bytes(exclude=["user_data"])

    alone = read(STORY)
    for other in ("War.", STORY.upper(), "x " * 500):
        model.parse(other)
    assert read(STORY) == alone == load(threads=2).parse(STORY).to_bytes(exclude=["user_data"])


def test_the_vocabulary_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.language.shipped._MOST_WORDS", 1000)
    model = load()
    text = "Rebels attacked Gao on Monday, the army said."
    first = model.parse(text)
    seen = []
    for k in range(12):
        model.parse(" ".join(f"w{chr(97 + j // 26)}{chr(97 + j % 26)}{k}" for j in range(150)))
        seen.append(len(model._vocab))  # type: ignore[attr-defined]
    again = model.parse(text)
    assert max(seen) < 1400
    assert again.vocab is not first.vocab
    assert again.to_json() == first.to_json(), "documents of before keep their words, and those after read the same"


def test_words_do_not_change_with_what_follows_a_window(model: LanguageModel) -> None:
    long = "\n\n".join([STORY] * 6)
    one, two = model.parse(long), model.parse(long + "\n\n" + STORY)
    assert [(t.tag_, t.dep_) for t in one][:150] == [(t.tag_, t.dep_) for t in two][:150]


def test_one_long_line_is_read_whole(model: LanguageModel) -> None:
    for text in ("!" * 10_000, "ab-" * 2_000, "word " * 1_000, "\n" * 200_000, "(" * 3_000, "'" * 3_000 + "."):
        assert model.parse(text).text == text


def test_version_names_the_weights(model: LanguageModel) -> None:
    name, _, digest = model.version.partition("+")
    assert name.startswith("firsthand-en-")
    assert len(digest) == 8


def test_import_is_light() -> None:
    code = (
        "import firsthand.language, sys; print(sorted({'spacy', 'onnxruntime', 'numpy', 'torch'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_missing_model_says_so() -> None:
    with pytest.raises(ModelError, match="no_such_pipeline"):
        load("no_such_pipeline")


# ---- parts


def test_casing_classes() -> None:
    assert [casing(w) for w in ("tank", "Kyiv", "UN", "A", "iPhone", "2024", "T-72", "...")] == [1, 2, 3, 2, 4, 5, 3, 5]


def _is_single_rooted_tree(heads: tuple[int, ...]) -> bool:
    if heads.count(0) != 1:
        return False
    for i in range(len(heads)):
        j, steps = i + 1, 0
        while j and steps <= len(heads):
            j, steps = heads[j - 1], steps + 1
        if j:
            return False
    return True


@pytest.mark.parametrize("seed", range(60))
def test_best_tree_is_the_best_of_all(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 6))
    arcs = rng.normal(size=(n, n + 1)).astype(np.float32) * 3
    found = tuple(best_tree(arcs).tolist())
    assert _is_single_rooted_tree(found)
    trees = [h for h in itertools.product(range(n + 1), repeat=n) if _is_single_rooted_tree(h)]
    best = max(sum(float(arcs[i, h]) for i, h in enumerate(tree)) for tree in trees)
    assert sum(float(arcs[i, h]) for i, h in enumerate(found)) == pytest.approx(best, abs=1e-4)


@pytest.mark.parametrize("seed", range(40))
def test_best_bio_is_the_best_of_all(seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(5, 5)).astype(np.float32)

    def valid(tags: tuple[int, ...]) -> bool:
        return all(t % 2 or t == 0 or p in (t, t - 1) for p, t in zip((0, *tags), tags, strict=False))

    best = max(
        sum(float(scores[i, t]) for i, t in enumerate(x)) for x in itertools.product(range(5), repeat=5) if valid(x)
    )
    found = best_bio(scores)
    assert valid(tuple(found.tolist()))
    assert sum(float(scores[i, t]) for i, t in enumerate(found)) == pytest.approx(best, abs=1e-4)


def test_bio_spans() -> None:
    assert bio_spans(np.array([1, 2, 1, 0, 3, 4, 4])) == [(0, 2, 0), (2, 3, 0), (4, 7, 1)]


@settings(max_examples=200, deadline=None)
@given(
    words=st.lists(st.sampled_from(["a", ".", ",", '"', "B"]), max_size=600),
    size=st.integers(1, 8),
    every=st.integers(1, 50),
)
def test_windows_cover_all_words_once(words: list[str], size: int, every: int) -> None:
    windows = plan_windows(words, [size] * len(words), [i % every == 0 for i in range(len(words))])
    assert [i for a, b in windows for i in range(a, b)] == list(range(len(words)))
    assert all((b - a) * size <= HARD_CAP for a, b in windows)


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet="a .!\n\u00e9_", max_size=2000))
def test_chunks_give_the_text_again(text: str) -> None:
    assert "".join(part for part, _ in chunks(text)) == text
    assert all("".join(rough_words(part)) == part for part, overlong in chunks(text) if overlong)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("al-Qaida's men", "al - Qaida 's men"),
        ("a 40-year-old", "a 40 - year - old"),
        ("Censor.NET said", "Censor.NET said"),
        ("at 5:30 p.m. on", "at 5:30 p.m. on"),
        ("2024-10-14", "2024-10-14"),
        ("pro-government non-state", "pro-government non-state"),
        ("1,200 dead.The", "1,200 dead . The"),
        ("Lt. Gen. Ali didn't", "Lt. Gen. Ali did n't"),
        ("its U.S. base", "its U.S. base"),
    ],
)
def test_words(model: LanguageModel, text: str, words: str) -> None:
    assert [t.text for t in model.parse(text)] == words.split()


def test_sentence_starts_need_reasons() -> None:
    low, high = -9.0, 9.0
    scores = np.array([high, low, high, low, low], np.float32)
    assert sentence_starts(["Go", ".", "Stop", "now", "."], scores, [0] * 5) == [0, 2]
    unsure = np.array([high, low, 1.0, low, low], np.float32)
    assert sentence_starts(["Mr", "Ali", "Khan", "left", "."], unsure, [0] * 5) == [0]
    assert sentence_starts(["Mr", "Ali", "Khan", "left", "."], scores * 0 + low, [0, 0, 2, 0, 0]) == [0, 2]


LEMMAS = {
    "denied": "deny", "accused": "accuse", "killed": "kill", "fled": "flee", "shot": "shoot", "struck": "strike",
    "seized": "seize", "shelled": "shell", "wounded": "wound", "besieged": "besiege", "freed": "free", "said": "say",
    "stormed": "storm", "torched": "torch", "withdrew": "withdraw", "fought": "fight", "executed": "execute",
}  # fmt: skip


@pytest.mark.parametrize(("form", "lemma"), LEMMAS.items())
def test_verb_lemmas(model: LanguageModel, form: str, lemma: str) -> None:
    lemmatizer = model.lemmatizer  # type: ignore[attr-defined]
    assert lemmatizer(form, "VERB", "VBD", "KEEP") == lemma
    assert lemmatizer(form.upper(), "VERB", "VBN", "KEEP") == lemma


def test_noun_lemmas_and_names(model: LanguageModel) -> None:
    lemmatizer = model.lemmatizer  # type: ignore[attr-defined]
    forms = {"bodies": "body", "gunmen": "gunman", "casualties": "casualty", "children": "child", "attacks": "attack"}
    assert {f: lemmatizer(f, "NOUN", "NNS", "KEEP") for f in forms} == forms
    assert lemmatizer("Tolma", "PROPN", "NNP", "KEEP") == "Tolma"


def test_tags_of_the_wrong_number_or_tense_do_no_harm(model: LanguageModel) -> None:
    lemmatizer = model.lemmatizer  # type: ignore[attr-defined]
    assert lemmatizer("protested", "VERB", "VBP", "KEEP") == "protest"
    assert [lemmatizer(w, "VERB", "VBP", "KEEP") for w in ("need", "feed", "exceed")] == ["need", "feed", "exceed"]
    assert lemmatizer("threats", "NOUN", "NN", "KEEP") == "threat"
    assert [lemmatizer(w, "NOUN", "NN", "KEEP") for w in ("series", "gas", "chaos")] == ["series", "gas", "chaos"]
    assert lemmatizer("skirmishes", "NOUN", "NNS", "1|") == "skirmish"


def test_unknown_words_take_the_rule_of_the_tag_or_the_network() -> None:
    lemmatizer = Lemmatizer({}, {})
    assert lemmatizer("gronked", "VERB", "VBD", "2|") == "gronk"
    assert lemmatizer("blored", "VERB", "VBD", "1|") == "blore"
    assert edit("denied", "3|y") == "deny"


def test_clearnlp_trees_become_universal() -> None:
    import spacy
    from spacy.tokens import Doc

    words = ["Farmers", "were", "shot", "by", "police", "in", "Tolma", "."]
    heads = [2, 2, 2, 2, 3, 2, 5, 2]
    deps = ["nsubjpass", "auxpass", "ROOT", "agent", "pobj", "prep", "pobj", "punct"]
    pos = ["NOUN", "AUX", "VERB", "ADP", "NOUN", "ADP", "PROPN", "PUNCT"]
    doc = to_universal(Doc(spacy.blank("en").vocab, words=words, heads=heads, deps=deps, pos=pos, lemmas=words))
    found = [(t.dep_, t.head.text) for t in doc]
    assert found[0] == ("nsubj:pass", "shot")
    assert found[3:5] == [("case", "police"), ("obl:agent", "shot")]
    assert found[5:7] == [("case", "Tolma"), ("obl", "shot")]
    assert doc.text == "Farmers were shot by police in Tolma . "
