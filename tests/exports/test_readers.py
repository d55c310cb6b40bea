"""Each format opened by the field's own reader, and compared with what went in."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.codebook import load
from firsthand.exports import care, facts, flat, formats, parquet
from firsthand.exports.codes import data
from firsthand.exports.job import Job, Options
from firsthand.exports.material import Losses, Material, gather
from firsthand.linking import link
from tests.exports import world

PUBLIC = care.Policy(datetime.date(2025, 4, 10))


def made(material: Material, name: str, **options: Any) -> bytes:
    return b"".join(formats.parts(Job(material, name, Options(**options))))


def test_geojson(material: Material) -> None:
    from geojson_pydantic import FeatureCollection
    from shapely.geometry import shape

    text = made(material, "geojson")
    collection = FeatureCollection.model_validate_json(text)
    assert len(collection.features) == len(material.events)
    points = {str(f.id): f.geometry for f in collection.features}
    for event in material.events:
        where, geometry = facts.point(event.where), points[event.event_id]
        assert (geometry is None) == (where is None)
        if where is not None and geometry is not None:
            point = shape(geometry.model_dump())
            assert (point.y, point.x) == where, "longitude first"
    niger = next(e for e in material.events if e.where and e.where.country == "NER")
    assert points[niger.event_id] is None, "the centre of a country is no place"
    about = json.loads(text)["about"]
    assert about["licences"]
    assert about["flagged"][0]["reason"] == "no point: its geometry is null"


def test_hxl(material: Material) -> None:
    import hxl

    for bom in (False, True):
        losses = Losses()
        text = b"".join(formats.parts(Job(material, "hxl", Options(bom=bom), losses)))
        source = hxl.data(hxl.make_input(io.BytesIO(text), hxl.InputOptions(allow_local=True)))
        rows = list(source)
        assert "#geo" in source.tags
        assert source.columns[0].display_tag == "#event+id"
        out = {event_id for ids in losses.left_out.values() for event_id in ids}
        assert [row.get("#event+id") for row in rows] == [e.event_id for e in material.events if e.event_id not in out]
        attack = next(row for row in rows if row.get("#event+type") == "attack")
        assert attack.get("#affected+killed+min") == "9"
        assert not attack.get("#affected+killed+max"), "an open bound is empty"
        assert attack.get("#geo+lat") == "16.27167"
        assert attack.get("#country+code") == "MLI"
    assert text.decode("utf-8-sig").split("\r\n")[1].startswith("#event+id,#event+type")


def test_parquet_with_two_readers(material: Material, tmp_path: Path) -> None:
    import duckdb
    import pyarrow.parquet as pq

    path = tmp_path / "e.parquet"
    assert formats.write_file(Job(material, "parquet"), path) == [path]
    table = pq.read_table(path)
    mine = [flat.row(event, material) for event in material.events]
    assert table.num_rows == len(mine)
    kinds = {"string": "string", "integer": "int64", "number": "double", "date": "date32[day]"}
    for column in data("tables")["events"]["columns"]:
        assert str(table.schema.field(column["name"]).type) == kinds[column["type"]]
        got = table.column(column["name"]).to_pylist()
        want = [row[column["name"]] for row in mine]
        assert [x.isoformat() if x is not None and column["type"] == "date" else x for x in got] == want
    about = json.loads(pq.read_metadata(path).metadata[b"firsthand"])
    assert about["versions"]["firsthand"]
    with duckdb.connect() as connection:
        rows = connection.execute("select event_id, killed_low, latitude from read_parquet(?)", [str(path)]).fetchall()
    assert rows == [(row["event_id"], row["killed_low"], row["latitude"]) for row in mine]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries({
            "s": st.none() | st.text(),
            "i": st.none() | st.integers(-(2**63), 2**63 - 1),
            "n": st.none() | st.floats(allow_nan=False),
            "d": st.none() | st.dates().map(lambda day: day.isoformat()),
        }),
        max_size=30,
    )
)  # fmt: skip
def test_parquet_holds_any_value(rows: list[dict[str, Any]]) -> None:
    import pyarrow.parquet as pq

    columns = [{"name": n, "type": t} for n, t in (("s", "string"), ("i", "integer"), ("n", "number"), ("d", "date"))]
    table = pq.read_table(io.BytesIO(b"".join(parquet.table(columns, rows, {"k": "ä"}))))
    back = table.to_pylist()
    assert [row | {"d": row["d"] and row["d"].isoformat()} for row in back] == rows
    assert table.schema.metadata == {b"k": "ä".encode()}


def test_plover(material: Material) -> None:
    rows = [json.loads(line) for line in made(material, "plover").decode().splitlines()]
    events = {name for names in data("plover")["quads"].values() for name in names}
    by_id = {row["event_id"]: row for row in rows}
    assert by_id.keys() == {event.event_id for event in material.events}
    assert {row["event_type"] for row in rows} <= events
    attack = next(row for row in rows if row["firsthand_type"] == "attack")
    assert (attack["event_type"], attack["event_mode"], attack["quad_code"]) == ("ASSAULT", "firearms", 4)
    assert (attack["contexts"], attack["actor"][0]["sector"]) == (["military"], "REB")
    assert attack["recipient"][0] == {"name": "The army", "country": "MLI", "sector": "MIL", "actor_id": None}
    planned = next(row for row in rows if row["firsthand_type"] == "protest")
    assert planned["stage"] == "planned"
    assert next(row for row in rows if row["firsthand_type"] == "abduction")["event_date"] is None


def test_every_kind_of_actor_but_other_has_a_sector() -> None:
    import typing

    from firsthand.records import Kind

    assert data("plover")["sectors"].keys() == set(typing.get_args(Kind)) - {"other"}
    assert data("acled")["kinds"].keys() == set(typing.get_args(Kind)) - {"other"}
    table = data("ucdp")
    sorted_kinds = {*table["state"], *table["armed"], *table["civilians"]}
    assert sorted_kinds == set(typing.get_args(Kind)) - {"other", "intergovernmental"}, "peacekeepers are of no sort"


def test_every_type_of_the_codebook_has_a_class_in_plover() -> None:
    events = {name for names in data("plover")["quads"].values() for name in names}
    for name, kind in load().types.items():
        assert kind.coding.plover, name
        assert kind.coding.plover["event"] in events, name


def test_csv(material: Material) -> None:
    import csv

    rows = list(csv.DictReader(io.StringIO(made(material, "csv").decode())))
    assert [row["event_id"] for row in rows] == [event.event_id for event in material.events]
    arrest = next(row for row in rows if row["event_type"] == "arrest")
    assert arrest["targets"] == '"Ali, the \u202eeldest"', "quotes and commas survive"


@pytest.mark.parametrize("as_zip", [False, True])
@pytest.mark.parametrize("public", [False, True])
def test_data_package(material: Material, tmp_path: Path, as_zip: bool, public: bool) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from frictionless import Package, validate

    shown = care.public(material, PUBLIC) if public else material
    path = tmp_path / ("p.zip" if as_zip else "p")
    written = formats.write_file(Job(shown, "datapackage"), path)
    if as_zip:
        assert written == [path]
        with zipfile.ZipFile(path) as archive:
            archive.extractall(tmp_path / "unzipped")
        path = tmp_path / "unzipped"
    report = validate(str(path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    package = Package(str(path / "datapackage.json"))
    assert [row["event_id"] for row in package.get_resource("events").read_rows()] == [e.event_id for e in shown.events]
    for line in (path / "SHA256SUMS").read_text().splitlines():
        seal, name = line.split("  ")
        assert hashlib.sha256((path / name).read_bytes()).hexdigest() == seal
    readme = (path / "README.md").read_text(encoding="utf-8")
    for heading in ("Method", "Caveats", "Licences", "Not carried", "Publication"):
        assert f"## {heading}" in readme
    assert {kind["id"] for kind in json.loads((path / "codebook.json").read_text())["types"]} >= {"killing"}


def test_a_data_package_twice_is_the_same_bytes(material: Material) -> None:
    assert made(material, "datapackage") == made(material, "datapackage")


# The standard's own context lies in the web; these are its terms that we use, for a reader without a network.
TERMS = {
    "oa:": ["Annotation", "SpecificResource", "TextualBody", "TextQuoteSelector", "TextPositionSelector", "classifying",
        "tagging", "describing", "exact", "prefix", "suffix", "body=hasBody", "target=hasTarget", "source=hasSource",
        "selector=hasSelector", "motivation=motivatedBy", "purpose=hasPurpose", "start", "end"],
    "as:": ["AnnotationCollection=OrderedCollection", "AnnotationPage=OrderedCollectionPage", "total=totalItems",
        "first", "startIndex", "items"],
    "rdf:": ["value"],
    "dc:": ["format"],
    "rdfs:": ["label"],
}  # fmt: skip
TYPES = {"@vocab": ("motivation", "purpose"), "@id": ("body", "target", "source", "selector", "first", "items")}
ANNO: dict[str, Any] = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "id": "@id",
    "type": "@type",
}
for space, terms in TERMS.items():
    for term in terms:
        mine, _, theirs = term.partition("=")
        kind = next((name for name, members in TYPES.items() if mine in members), None)
        ANNO[mine] = {"@id": space + (theirs or mine)} | ({"@type": kind} if kind else {})


def graph(value: dict[str, Any]) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from rdflib import Graph

        return Graph().parse(data=json.dumps(value), format="json-ld")


def test_annotations(material: Material) -> None:
    value = json.loads(made(material, "annotations"))
    assert value["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    items = value["first"]["items"]
    assert value["total"] == len(items) > len(material.claims)
    texts = {f"urn:firsthand:report:{i}": report.text for i, report in material.reports.items()}
    seen = 0
    for item in items:
        assert {"id", "type", "body", "target", "motivation"} <= item.keys()
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        quote, position = targets[0]["selector"]
        text = texts[targets[0]["source"]]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert text[: position["start"]].endswith(quote["prefix"])
        assert text[position["end"] :].startswith(quote["suffix"])
        seen += len(targets) == 2 and targets[1]["source"].startswith("https://wire.example/")
    assert seen, "a report with an address can be annotated where it stands"
    value["@context"] = [ANNO, *value["@context"][1:]]
    found = graph(value)
    oa, rdf = (lambda name: _uri(ANNO["oa"] + name)), (lambda name: _uri(ANNO["rdf"] + name))
    seen_claims: dict[str, tuple[str, int]] = {}
    for annotation in found.subjects(oa("motivatedBy"), oa("classifying")):
        assert (annotation, rdf("type"), oa("Annotation")) in found
        for target in found.objects(annotation, oa("hasTarget")):
            selectors = {found.value(one, rdf("type")): one for one in found.objects(target, oa("hasSelector"))}
            if oa("TextPositionSelector") in selectors:
                exact = found.value(selectors[oa("TextQuoteSelector")], oa("exact"))
                start = found.value(selectors[oa("TextPositionSelector")], oa("start"))
                seen_claims[str(annotation).split(":")[-1]] = (str(exact), int(start))
    quotes = {c.claim_id: (c.quote.text, c.quote.span.start) for c in material.claims.values() if c.quote.span}
    assert seen_claims == quotes


def _uri(text: str) -> Any:
    from rdflib import URIRef

    return URIRef(text)


def test_provenance(material: Material) -> None:
    value = json.loads(made(material, "prov"))
    triples = graph(value)
    query = """
        PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?event ?label WHERE {
            ?event a prov:Entity ; prov:wasGeneratedBy <urn:firsthand:linking> ; prov:wasDerivedFrom ?claim .
            ?claim prov:wasQuotedFrom ?report ; prov:wasDerivedFrom ?report, ?said ; prov:hadPrimarySource ?origin .
            ?said prov:wasDerivedFrom* ?origin . ?origin prov:wasAttributedTo ?agent . ?agent rdfs:label ?label }"""
    found: dict[str, set[str]] = {}
    for row in triples.query(query):
        found.setdefault(str(row.event).split(":")[-1], set()).add(str(row.label))
    for event in material.events:
        last = {claim.attribution[-1].source for claim in material.claims_of(event)}
        assert {name.lower() for name in found[event.event_id]} == {name.lower() for name in last}


def test_provenance_is_read_by_the_prov_package(material: Material) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from prov.model import ProvDocument, ProvEntity
        from rdflib import Graph

        value = json.loads(made(material, "prov"))
        plain = Graph().parse(data=json.dumps(value), format="json-ld")
        turtle = plain.serialize(format="turtle")
        document = ProvDocument.deserialize(content=turtle, format="rdf", rdf_format="turtle")
    entities = {str(record.identifier.uri) for record in document.get_records(ProvEntity)}
    assert {f"urn:firsthand:claim:{claim_id}" for claim_id in material.claims} <= entities


@pytest.mark.parametrize("name", formats.NAMES)
def test_an_export_of_nothing_is_valid_too(name: str, tmp_path: Path) -> None:
    written = formats.write_file(Job(Material((), {}, {}), name), tmp_path / f"x{data('formats')[name]['suffix']}")
    assert written[0].stat().st_size or name == "plover", "JSON lines of nothing are an empty file"
    assert (len(written) == 2) != data("formats")[name]["inside"]


@pytest.mark.parametrize("name", formats.NAMES)
def test_half_a_letter_and_control_characters_break_no_format(name: str, tmp_path: Path) -> None:
    text, address = "Rebels \ud800\x00\x1b[2J attacked Gao on 3 March.", "https://x.example/ \ud800"
    report = world.report(text, title="a\ud83d\x07b", url=address)
    claim = world.claim(
        report,
        "attack",
        "attacked",
        [("initiator", "Rebels \ud800\x00\x1b[2J", {"kind": "rebel"})],
        ("3 March", "2025-03-03", "2025-03-03", "day"),
        ("Gao", world.GAO),
        chain=[("Wire \udfff\n=x", "media")],
    )
    found = gather([(report, [claim])], link([(report, [claim])]), Losses())
    assert len(found.events) == 1
    path = tmp_path / "x.zip"
    formats.write_file(Job(found, name), path)
    if name == "parquet":
        import pyarrow.parquet as pq

        assert pq.read_table(path).num_rows == 1
    elif name != "datapackage":
        assert path.read_bytes().decode()
