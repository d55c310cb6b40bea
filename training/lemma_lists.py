"""Counts the word lists of ``firsthand.language.lemmas`` from the treebanks' lemmas (facts, no text)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from firsthand import codebook
from firsthand.language.lemmas import Lemmatizer, word_class
from training.treebanks import Sentence

# Forms that news of conflict needs and small treebanks may lack.
IRREGULAR_VERBS = """
arise arose arisen; awake awoke awoken; be was were been am is are being 's 're 'm; bear bore borne; beat
beaten; become became; befall befell befallen; begin began begun; behold beheld; bend bent; bid bade bidden;
bind bound; bite bit bitten; bleed bled; blow blew blown; break broke broken; breed bred; bring brought; build
built; burn burnt; buy bought; catch caught; choose chose chosen; cling clung; come came; creep crept; deal
dealt; dig dug; do did done does; draw drew drawn; dream dreamt; drink drank drunk; drive drove driven; eat ate
eaten; fall fell fallen; feed fed; feel felt; fight fought; find found; flee fled; fling flung; fly flew flown
flies; forbid forbade forbidden; foresee foresaw foreseen; forget forgot forgotten; forgive forgave forgiven;
freeze froze frozen; get got gotten; give gave given; go went gone goes; grind ground; grow grew grown; hang
hung; have had has having 've; hear heard; hide hid hidden; hold held; keep kept; kneel knelt; know knew known;
lay laid; lead led; leap leapt; learn learnt; leave left; lend lent; lie lain lying; light lit; lose lost; make
made; mean meant; meet met; mislead misled; mistake mistook mistaken; overcome overcame; overrun overran;
oversee oversaw overseen; overtake overtook overtaken; overthrow overthrew overthrown; pay paid; prove proven;
rebuild rebuilt; repay repaid; rend rent; retake retook retaken; ride rode ridden; ring rang rung; rise rose
risen; run ran; say said; see saw seen; seek sought; sell sold; send sent; sew sewn; shake shook shaken; shine
shone; shoot shot; show shown; shrink shrank shrunk; sing sang sung; sink sank sunk; sit sat; slay slew slain;
sleep slept; slide slid; sling slung; sow sown; speak spoke spoken; speed sped; spend spent; spin spun; spit
spat; spring sprang sprung; stand stood; steal stole stolen; stick stuck; sting stung; stink stank; strike
struck stricken; strive strove striven; swear swore sworn; sweep swept; swell swollen; swim swam swum; swing
swung; take took taken; teach taught; tear tore torn; tell told; think thought; throw threw thrown; tie tying;
die dying; tread trod trodden; undergo underwent undergone; understand understood; undertake undertook
undertaken; uphold upheld; wake woke woken; wear wore worn; weave wove woven; weep wept; win won; wind; withdraw
withdrew withdrawn; withhold withheld; withstand withstood; wring wrung; write wrote written; focus focused
focusing; travel travelled travelling; shell shelled shelling; wound wounded; found founded founding; hang
hanged; free freed freeing
"""
IRREGULAR_NOUNS = """
man men; woman women; child children; policeman policemen; servicewoman servicewomen; serviceman servicemen;
gunman gunmen; militiaman militiamen; wife wives; life lives; knife knives; thief thieves; half halves; leaf
leaves; loaf loaves; shelf shelves; self selves; foot feet; tooth teeth; goose geese; mouse mice; crisis crises;
basis bases; thesis theses; analysis analyses; aircraft; headquarters; series; species; barracks; means; news;
policewoman policewomen; fisherman fishermen; spokesman spokesmen; spokeswoman spokeswomen; tribesman tribesmen;
rifleman riflemen; infantryman infantrymen; airman airmen; clansman clansmen; criterion criteria; phenomenon
phenomena; medium media; datum data; hero heroes; potato potatoes; embargo embargoes; cargo cargoes
"""


def _pairs(listing: str) -> dict[str, str]:
    """Form to lemma of a list ``lemma form form; ...``; a lemma alone stands for itself."""
    rows = (row.split() for row in listing.split(";"))
    return {form: row[0] for row in rows if row for form in (row[1:] or row)}


BASES = {
    "V": """
abduct accuse acquire advance ambush amputate announce approve arrest assassinate assault attack authorize behead
besiege blame blast blockade bomb bombard bribe burn capture cease charge clash coerce collapse combat condemn
confine confiscate convene damage declare defuse demobilize denounce deny deplore deploy deprive destroy detain
detonate disable disarm disperse displace dispute divide enforce engage escape evacuate exchange execute exile
explode expose fire force free hijack impose imprison incite injure interrogate invade kidnap kill launch liberate
loot lose maim massacre mobilize mortar murder mutilate negotiate neutralize occupy overtake paralyze pillage
plunder poison pronounce provoke purge raid ransack ravage raze recapture release repatriate repel rescind rescue
retake retreat revenge sabotage seize shell siege snipe stab starve storm strafe strangle surge surrender target
terrorize threaten topple torch torture trace trade trigger urge vandalize violate wage wound
""",
    "N": """
militia drone mine missile grenade mortar siege base house bridge vehicle hostage refugee casualty corpse
village
""",
}


def codebook_verbs() -> set[str]:
    """The verbs that the codebook looks for: "ceded" must not become "ced", and treebanks lack "cede"."""
    phrases = (p for kind in codebook.load().types.values() for t in kind.triggers for p in t.verbs)
    return {p.split()[0] for p in phrases if p.split()[0].isalpha() and p == p.lower()}


def lemma_lists(sentences: Iterable[Sentence]) -> dict[str, Any]:
    """Irregular forms and base forms by class; a form is irregular when the rules alone get it wrong."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    tags: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for s in sentences:
        for word, pos, tag, lemma in zip(s.words, s.pos, s.tags, s.lemmas, strict=True):
            if pos not in {"PROPN", "X", "SYM", "NUM"} and lemma and lemma != "_":
                key = (word_class(tag), word.lower())
                seen[key][lemma.lower()] += 1
                tags[key][tag] += 1
    bases: dict[str, set[str]] = {k: set(v.split()) for k, v in BASES.items()}
    bases["V"] |= codebook_verbs()
    irregular: dict[str, dict[str, str]] = defaultdict(dict)
    irregular["V"], irregular["N"] = _pairs(IRREGULAR_VERBS), _pairs(IRREGULAR_NOUNS)
    for (kind, _), lemmas in seen.items():
        if kind in {"V", "N", "A", "R"}:
            bases.setdefault(kind, set()).update(x for x in lemmas if x.isalpha())
    plain = Lemmatizer(dict(irregular), {k: sorted(v) for k, v in bases.items()})
    for (kind, form), lemmas in sorted(seen.items()):
        lemma, count = lemmas.most_common(1)[0]
        tag = tags[kind, form].most_common(1)[0][0]
        wrong = plain(form, "X", tag, "KEEP") != lemma
        if wrong and (count > 1 or kind in {"V", "N"}) and form not in irregular[kind] and form.isprintable():
            irregular[kind][form] = lemma
    return {
        "irregular": {k: dict(sorted(v.items())) for k, v in sorted(irregular.items())},
        "bases": {k: sorted(v) for k, v in sorted(bases.items())},
    }
