"""From decisions about words and incidents to the templates of one report."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.muc4.entities import Entity, entities
from benchmarks.muc4.facts import Row, Votes, row_of
from benchmarks.muc4.labels import labels
from benchmarks.muc4.material import Floats, Material
from benchmarks.muc4.network import Decisions
from benchmarks.muc4.splitting import groups, nearness
from benchmarks.muc4.where_when import country_name, date_of, location_of, main_country

from firsthand.gazetteer.countries import people_of
from firsthand.reading.quantities import number, quantity_of
from firsthand.yamlfile import parse

Fill = dict[str, Any]
Template = dict[str, list[Fill]]
_SLOTS = (
    "type", "stage", "date", "location", "perp_cat", "instr_id", "instr_type", "perp_ind", "perp_org", "perp_org_conf",
    "phys_id", "phys_type", "phys_num", "phys_effect", "phys_nation",
    "hum_name", "hum_desc", "hum_type", "hum_num", "hum_effect", "hum_nation",
)  # fmt: skip
_TARGETS = ("hum_name", "hum_desc", "phys_id")


@functools.lru_cache(maxsize=1)
def thresholds() -> dict[str, float]:
    """How sure a decision must be to be answered."""
    data: Any = parse((Path(__file__).parent / "thresholds.yaml").read_text(encoding="utf-8"))
    return {k: float(v) for k, v in data.items()}


Facts = Callable[[Entity, str], Floats]


def facts_of(m: Material, d: Decisions, signs: Sequence[Sequence[int]], votes: Votes | None) -> Facts:
    """What the network and the votes together say of an entity."""
    rows: dict[int, Row] = {}

    def fact(e: Entity, slot: str) -> Floats:
        p = e.fact(d, slot)
        if votes is None:
            return p
        if id(e) not in rows:
            rows[id(e)] = row_of(m, signs, e.spans)
        other = votes(rows[id(e)], slot)
        return p if other is None else np.asarray((p + 2 * other) / 3, np.float32)

    return fact


def templates(m: Material, d: Decisions, fact: Facts, least: dict[str, float] | None = None) -> list[Template]:
    """The incidents of one report as templates; ``least`` replaces the shipped thresholds."""
    least = least or thresholds()
    types = labels()["types"]
    kinds = [k for k in range(len(types)) if d.present[k] >= least["present"]]
    if not kinds:
        return []
    names = entities(m, d, "hum_name")
    found = {
        "hum_name": [e for e in names if e.probability >= least["hum_name"]],
        "hum_desc": entities(m, d, "hum_desc", [e for e in names if e.probability >= least["hum_name"]]),
    }
    for e in found["hum_desc"]:
        if e.names is not None:
            e.names.spans += e.spans  # what is said of him is said in his descriptions too
    for role in ("perp_ind", "perp_org", "phys_id", "instr_id"):
        found[role] = entities(m, d, role)
    incidents: list[tuple[int, dict[str, list[Entity]], list[Entity]]] = []
    for k in kinds:
        mine = {r: [e for e in es if _belongs(e, d, k, kinds, least)] for r, es in found.items()}
        targets = [e for r in _TARGETS for e in mine[r] if e.names is None or e.names not in mine["hum_name"]]
        parts = [[targets[i] for i in part] for part in groups(m, [e.words for e in targets], k, least["together"])]
        sure = [part for part in parts if max(e.probability for e in part) >= least["incident"]]
        incidents += [(k, mine, part) for part in sure or parts[:1] or [[]]]
    near = nearness(m, [[w for e in chosen for w in e.words] for _, _, chosen in incidents])
    out: list[tuple[float, Template]] = []
    for (k, mine, chosen), weight in zip(incidents, near, strict=True):
        own = {r: [e for e in mine[r] if e in chosen or e.names in chosen] for r in _TARGETS}
        for r in ("perp_ind", "perp_org", "instr_id"):
            own[r] = _nearest(mine[r], d, r, weight, least[r])
        template = _template(m, d, k, own, weight, fact, least)
        if any(template[s] for s in ("perp_ind", "perp_org", "phys_id", "hum_name", "hum_desc", "hum_type")):
            out.append((float(d.present[k]), template))
    return _told_once(out)


def _told_once(found: list[tuple[float, Template]]) -> list[Template]:
    """Templates with their types' probabilities, each target only in the incident of the surest type.

    One that would be left without targets keeps them. On the quarter of the training part that the networks had not
    seen all-templates F is 49.9 without this and 50.2 with it, on the development set 48.7 and 48.8.
    """
    targets = [{fill["v"] for slot in _TARGETS for fill in t[slot]} for _, t in found]
    out = []
    for (p, t), mine in zip(found, targets, strict=True):
        gone = {v for (q, u), theirs in zip(found, targets, strict=True) if q > p and u["type"] != t["type"]
                for v in mine & theirs}  # fmt: skip
        if gone != mine:
            for slot in _SLOTS:
                if slot.startswith(("hum", "phys")):
                    t[slot] = [f for f in t[slot] if f["v"] not in gone and not gone & set(f.get("of", ()))]
        out.append(t)
    return out


def _belongs(e: Entity, d: Decisions, k: int, kinds: list[int], least: dict[str, float]) -> bool:
    """Whether an entity takes part in the incident of type ``k``: in that of its likeliest type among ``kinds``, or in
    others too where that is likely enough."""
    if e.probability < least[e.role]:
        return False
    weights = np.array([d.roles[w].max() for w in e.words])
    p = (d.types[e.words] * weights[:, None]).sum(0) / weights.sum()
    return bool(k == max(kinds, key=lambda x: float(p[x])) or p[k] >= least["kind"])


def _nearest(found: list[Entity], d: Decisions, role: str, weight: Floats, least: float) -> list[Entity]:
    """The fillers that stand near an incident; all where none does, for who did it is often said only once."""
    column = labels()["roles"].index(role)
    chance = {id(e): 1 - float(np.prod(1 - d.roles[e.words, column] * weight[e.words])) for e in found}
    near = [e for e in found if chance[id(e)] >= least]
    return sorted(near or found, key=lambda e: -chance[id(e)])


def _template(
    m: Material, d: Decisions, k: int, mine: dict[str, list[Entity]], near: Floats, fact: Facts, least: dict[str, float]
) -> Template:
    known = labels()
    about = {slot: rows[k] for slot, rows in d.incidents.items()}
    t: Template = {s: [] for s in _SLOTS}
    t["type"] = [{"v": known["types"][k]}]
    t["stage"] = [{"v": known["stage"][int(about["stage"].argmax())]}]
    day, place = date_of(m, d, k, near, least["open_date"]), location_of(m, d, near, least["location"])
    for slot, value in (("date", day), ("location", place)):
        if value:
            t[slot] = [{"v": value}]
    p = about["perp_cat"].copy()
    p[0] *= least["no_perp_cat"]
    if p.argmax():
        t["perp_cat"] = [{"v": known["perp_cat"][int(p.argmax())]}]
    for e in mine["perp_ind"][: int(least["most_perp_ind"])]:
        t["perp_ind"].append({"v": e.text})
    for e in mine["perp_org"][: int(least["most_perp_org"])]:
        t["perp_org"].append({"v": e.text})
        p = fact(e, "perp_org_conf") + about["perp_org_conf_told"]
        t["perp_org_conf"].append({"v": known["perp_org_conf"][int(p.argmax())], "of": e.others})
    _instruments(t, fact, about, mine["instr_id"], least)
    for e in mine["phys_id"]:
        t["phys_id"].append({"v": e.text})
        _facts(t, m, fact, e, "phys", least)
    _people(t, m, fact, mine, least)
    for slot in ("hum_effect", "phys_effect"):
        alone = about[f"{slot}_alone"]
        if not t[slot] and alone[1:].max() >= least["alone"]:
            t[slot].append({"v": known[f"{slot}_alone"][1 + int(alone[1:].argmax())]})
    return t


def _instruments(t: Template, fact: Facts, about: dict[str, Any], found: list[Entity], least: dict[str, float]) -> None:
    known = labels()
    for e in found:
        t["instr_id"].append({"v": e.text})
        t["instr_type"].append({"v": known["instr_type"][int(fact(e, "instr_type").argmax())], "of": e.others})
    alone = about["instr_type_alone"]
    if not found and alone[1:].max() >= least["alone"]:
        t["instr_type"].append({"v": known["instr_type_alone"][1 + int(alone[1:].argmax())]})


def _people(t: Template, m: Material, fact: Facts, mine: dict[str, list[Entity]], least: dict[str, float]) -> None:
    for e in mine["hum_name"]:
        t["hum_name"].append({"v": e.text})
        _facts(t, m, fact, e, "hum", least)
    names = {e.text for e in mine["hum_name"]}
    for e in mine["hum_desc"]:
        if e.names is not None and e.names.text in names:
            t["hum_desc"].append({"v": e.text, "of": [e.names.text]})
            continue
        t["hum_desc"].append({"v": e.text})
        _facts(t, m, fact, e, "hum", least)


def _facts(t: Template, m: Material, fact: Facts, e: Entity, group: str, least: dict[str, float]) -> None:
    """Type, number, effect and nation of one target."""
    known = labels()
    of = e.others
    kind = known[f"{group}_type"][int(fact(e, f"{group}_type").argmax())]
    t[f"{group}_type"].append({"v": kind, "of": of})
    p = fact(e, f"{group}_num")
    t[f"{group}_num"].append({"v": _number(m, e, known[f"{group}_num"][int(p.argmax())]), "of": of})
    p = fact(e, f"{group}_effect").copy()
    p[0] *= least["no_effect"]
    if p.argmax():
        t[f"{group}_effect"].append({"v": known[f"{group}_effect"][int(p.argmax())], "of": of})
    nation = _nation(m, e)
    if nation:
        t[f"{group}_nation"].append({"v": nation, "of": of})


def _number(m: Material, e: Entity, guess: str) -> str:
    if guess != "NUMBER" or e.role == "hum_name":
        return guess if guess != "NUMBER" else "1"
    for w in e.words:
        end = m.words[w]
        for t in range(e.last if end == e.last else end, max(-1, end - 10), -1):
            found = quantity_of(m.a, t) if m.a.pos[t] in ("NOUN", "PROPN") else None
            if found is not None and found.low and found.low > 1:
                return str(found.low)
            if number(m.a.text[t]) and m.a.pos[t] == "NUM":
                return str(number(m.a.text[t]))
    return "PLURAL"


def _nation(m: Material, e: Entity) -> str | None:
    """A nationality in the phrase that is not that of the report's country."""
    about = main_country(m)
    for t in range(max(0, e.first - 2), e.last + 1):
        code = people_of(m.a.text[t]) or ("USA" if m.a.lower[t] in ("u.s.", "american", "us") else None)
        if code and code != about and (t >= e.first or m.a.dep[t] in ("amod", "compound")):
            return country_name(code)
    return None
