"""``firsthand spark code`` and ``firsthand spark link``: the same on a Spark cluster, from files to Parquet."""

from __future__ import annotations

import contextlib
import enum
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from firsthand.cli import options
from firsthand.cli.streams import guarded, say
from firsthand.errors import FirsthandError

if TYPE_CHECKING:
    from pyspark.sql import Column, SparkSession

    from firsthand.reading.times import Order

app = typer.Typer(
    help="Code and link on a Spark cluster (pip install 'firsthand[spark]', Java 17).", no_args_is_help=True
)
FEW = 5  # bad records that are named
_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")


class Form(enum.StrEnum):
    """What lies at the paths."""

    parquet = "parquet"
    lines = "lines"
    files = "files"


Master = Annotated[
    str | None,
    typer.Option(
        "--master", metavar="URL", show_default=False,
        help="The cluster: local[4] (this machine), yarn, spark://HOST:7077, k8s://...; or as spark-submit says.",
    ),
]  # fmt: skip
Folder = Annotated[
    str, typer.Option("--output", "-o", metavar="DIR", help="A new folder for the Parquet files.", show_default=False)
]
Conf = Annotated[
    list[str] | None,
    typer.Option("--conf", metavar="KEY=VALUE", help="A setting of Spark; may be given often.", show_default=False),
]
Partitions = Annotated[
    int | None,
    typer.Option(
        "--partitions", min=1, metavar="N", help="Tasks that the reports are shared out to.", show_default=False
    ),
]
FormOption = Annotated[
    Form | None,
    typer.Option(
        "--form", metavar="parquet|lines|files", show_default=False,
        help="parquet: a report a row; lines: JSON lines, split between tasks; files: of any form, a task each (crawls "
        "as WARC), at paths that every executor can open. By the names, if it is not given.",
    ),
]  # fmt: skip


@app.command("code")
@guarded
def code(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Parquet, JSON lines, WARC or other files; folders of them.")
    ],
    output: Folder,
    master: Master = None,
    form: FormOption = None,
    partitions: Partitions = None,
    published: options.Published = None,
    publisher: options.Publisher = None,
    url: options.Url = None,
    columns: options.Columns = None,
    model: options.Model = None,
    codebook: options.Codebook = None,
    actors: options.Actors = None,
    date_order: options.DateOrder = None,
    conf: Conf = None,
) -> None:
    """Code reports on a cluster, into Parquet for firsthand add --claims; bad records lie beside, with the reason."""
    from firsthand.engines import coded, spark
    from firsthand.reports import Given

    form = form or form_of(paths)
    if form == Form.files:
        paths = list(files_at(paths))
    with _session(master, "firsthand spark code", conf, output) as on:
        records = spark.reports(on, paths, form.value, partitions)
        given = Given(published, publisher, url, options.columns(columns))
        order = cast("Order | None", date_order)
        spark.code(records, given, model, codebook, actors, order).write.partitionBy("outcome").parquet(output)
        written = on.read.parquet(output)
        found = {row["outcome"]: row for row in written.groupBy("outcome").agg(*_sums()).collect()}
        failed = int(found[coded.BAD]["reports"]) if coded.BAD in found else 0
        bad = written.where(f"outcome = '{coded.BAD}'").select("place", "reason", "cure")
        for row in bad.take(FEW) if failed else ():
            say(f"{row['place']}: " + "; ".join(part for part in (row["reason"], row["cure"]) if part))
        reports, claims = (found[coded.CODED][name] if coded.CODED in found else 0 for name in ("reports", "claims"))
    say(f"{reports} reports with {claims} claims in {output}/{coded.PARTS}")
    if failed:
        say(f"{failed} records could not be read; they lie in {output}/outcome={coded.BAD}, with the reasons")
    raise typer.Exit(1 if failed else 0)


@app.command("link")
@guarded
def link(
    path: Annotated[str, typer.Argument(metavar="CODED", help="The folder that firsthand spark code wrote.")],
    output: Folder,
    master: Master = None,
    conf: Conf = None,
) -> None:
    """Link the claims of coded reports to events on a cluster, with their independent origins, into Parquet."""
    from firsthand.engines import coded, spark

    with _session(master, "firsthand spark link", conf, output) as on:
        reports = on.read.parquet(path).where(f"outcome = '{coded.CODED}'")
        spark.link(reports).sort("start", "event_id").write.parquet(output)
        events = on.read.parquet(output).count()
    say(f"{events} events in {output}")


def _sums() -> tuple[Column, Column]:
    from pyspark.sql import functions as f

    return f.count("*").alias("reports"), f.sum(f.size("claims")).alias("claims")


def form_of(paths: Sequence[str]) -> Form:
    """What lies at the paths, by their names.

    >>> form_of(["a.parquet"]), form_of(["a.jsonl", "b.jsonl.gz"]), form_of(["crawl.warc.gz"])
    (<Form.parquet: 'parquet'>, <Form.lines: 'lines'>, <Form.files: 'files'>)
    """
    names = [path.rstrip("/").lower() for path in paths]
    if all(name.endswith(".parquet") for name in names):
        return Form.parquet
    return Form.lines if all(name.endswith(_LINES) for name in names) else Form.files


def files_at(paths: Sequence[str]) -> Iterator[str]:
    """The files at paths and in folders, hidden ones left out; as absolute paths, for executors stand elsewhere."""
    for path in paths:
        here = Path(path).absolute()
        inside = (
            sorted(x for x in here.rglob("*") if x.is_file() and not x.name.startswith(".")) if here.is_dir() else []
        )
        yield from map(str, inside or [here])


@contextlib.contextmanager
def _session(master: str | None, name: str, conf: Sequence[str] | None, output: str) -> Iterator[SparkSession]:
    """A session that ends with the block, or the one that is there already; what goes wrong becomes one line."""
    from firsthand.engines.spark import session

    pairs = [one.partition("=") for one in conf or ()]
    if bad := next((key for key, sign, _ in pairs if not sign), None):
        raise typer.BadParameter(f"'{bad}' is not KEY=VALUE", param_hint="--conf")
    found, mine = session(master, name, {key: value for key, _, value in pairs})
    from pyspark.errors import PySparkException

    try:
        yield found
    except PySparkException as error:
        if error.getCondition() == "PATH_ALREADY_EXISTS":
            raise FirsthandError(f"{output}: it is there already; give a new folder") from error
        reason = " ".join(str(error).split())[:400]
        raise FirsthandError(f"{output}: Spark gave up ({reason}); run it again, into a new folder") from error
    finally:
        if mine:
            found.stop()
