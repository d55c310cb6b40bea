"""From decisions about words and incidents to the templates of one report."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.muc4.entities import Entity, entities
from benchmarks.muc4.labels import labels
from benchmarks.muc4.material import Material
from benchmarks.muc4.network import Decisions
from benchmarks.muc4.where_when import country_name, date_of, location_of, main_country
from firsthand.gazetteer.countries import people_of
from firsthand.reading.quantities import number, quantity_of
from firsthand.yamlfile import parse

Fill = dict[str, Any]
Template = dict[str, list[Fill]]
_TARGETS = ("hum_name", "hum_desc", "phys_id")


@functools.lru_cache(maxsize=1)
def thresholds() -> dict[str, float]:
    """How sure a decision must be to be answered."""
    data: Any = parse((Path(__file__).parent / "thresholds.yaml").read_text(encoding="utf-8"))
    return {k: float(v) for k, v in data.items()}


def templates(m: Material, d: Decisions, least: dict[str, float] | None = None) -> list[Template]:
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
    for role in ("perp_ind", "perp_org", "phys_id", "instr_id"):
        found[role] = entities(m, d, role)
    out = []
    for k in kinds:
        mine = {r: [e for e in es if e.probability >= least[r] and k in _kinds(e, d, kinds, least)] for r, es in found.items()}
        template = _template(m, d, k, mine, least)
        if any(template[s] for s in ("perp_ind", "perp_org", "phys_id", "hum_name", "hum_desc", "hum_type")):
            out.append(template)
    return out


def _kinds(e: Entity, d: Decisions, kinds: list[int], least: dict[str, float]) -> list[int]:
    """The types of incident that an entity takes part in."""
    weights = np.array([d.roles[w].max() for w in e.words])
    p = (d.types[e.words] * weights[:, None]).sum(0) / weights.sum()
    best = max(kinds, key=lambda k: float(p[k]))
    return [k for k in kinds if k == best or p[k] >= least["kind"]]


def _template(m: Material, d: Decisions, k: int, mine: dict[str, list[Entity]], least: dict[str, float]) -> Template:
    known = labels()
    about = {slot: rows[k] for slot, rows in d.incidents.items()}
    t: Template = {s: [] for s in ("type", "stage", "date", "location", "perp_cat", "instr_id", "instr_type", "perp_ind",
                                   "perp_org", "perp_org_conf", "phys_id", "phys_type", "phys_num", "phys_effect",
                                   "phys_nation", "hum_name", "hum_desc", "hum_type", "hum_num", "hum_effect",
                                   "hum_nation")}  # fmt: skip
    t["type"] = [{"v": known["types"][k]}]
    t["stage"] = [{"v": known["stage"][int(about["stage"].argmax())]}]
    for slot, value in (("date", date_of(m, d, k)), ("location", location_of(m, d, k, least["location"]))):
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
        t["perp_org_conf"].append({"v": known["perp_org_conf"][int(e.fact(d, "perp_org_conf").argmax())], "of": e.others})
    _instruments(t, d, about, mine["instr_id"], least)
    for e in mine["phys_id"]:
        t["phys_id"].append({"v": e.text})
        _facts(t, m, d, e, "phys", least)
    _people(t, m, d, mine, least)
    for slot in ("hum_effect", "phys_effect"):
        alone = about[f"{slot}_alone"]
        if not t[slot] and alone[1:].max() >= least["alone"]:
            t[slot].append({"v": known[f"{slot}_alone"][1 + int(alone[1:].argmax())]})
    return t


def _instruments(t: Template, d: Decisions, about: dict[str, Any], found: list[Entity], least: dict[str, float]) -> None:
    known = labels()
    for e in found:
        t["instr_id"].append({"v": e.text})
        t["instr_type"].append({"v": known["instr_type"][int(e.fact(d, "instr_type").argmax())], "of": e.others})
    alone = about["instr_type_alone"]
    if not found and alone[1:].max() >= least["alone"]:
        t["instr_type"].append({"v": known["instr_type_alone"][1 + int(alone[1:].argmax())]})


def _people(t: Template, m: Material, d: Decisions, mine: dict[str, list[Entity]], least: dict[str, float]) -> None:
    for e in mine["hum_name"]:
        t["hum_name"].append({"v": e.text})
        _facts(t, m, d, e, "hum", least)
    names = {e.text for e in mine["hum_name"]}
    for e in mine["hum_desc"]:
        if e.names is not None and e.names.text in names:
            t["hum_desc"].append({"v": e.text, "of": [e.names.text]})
            continue
        t["hum_desc"].append({"v": e.text})
        _facts(t, m, d, e, "hum", least)


def _facts(t: Template, m: Material, d: Decisions, e: Entity, group: str, least: dict[str, float]) -> None:
    """Type, number, effect and nation of one target."""
    known = labels()
    of = e.others
    kind = known[f"{group}_type"][int(e.fact(d, f"{group}_type").argmax())]
    t[f"{group}_type"].append({"v": kind, "of": of})
    p = e.fact(d, f"{group}_num")
    t[f"{group}_num"].append({"v": _number(m, e, known[f"{group}_num"][int(p.argmax())]), "of": of})
    p = e.fact(d, f"{group}_effect").copy()
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
