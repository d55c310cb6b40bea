"""firsthand on Spark: a table of reports coded, and coded reports linked, on as many machines as there are.

Thin: what is done to a part is in ``coding.py`` and ``parts.py``, and there by the functions that do it everywhere.
Here stands which rows must lie together. PySpark 4, Java 17; firsthand must be installed on every machine. Frames go in
and frames come out, so that it fits into a job that is there already.

>>> spark, _ = session("local[2]")                                                      # doctest: +SKIP
>>> coded = code(spark.read.parquet("reports.parquet"))                               # doctest: +SKIP
>>> coded.write.partitionBy("outcome").parquet("coded")                               # doctest: +SKIP
>>> link(spark.read.parquet("coded").where("outcome = 'coded'")).show()               # doctest: +SKIP
"""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from firsthand.engines import coding, parts
from firsthand.engines.coded import COLUMNS
from firsthand.errors import FirsthandError
from firsthand.linking import accounts, story
from firsthand.linking.blocks import SLACK
from firsthand.linking.tolls import DEFAULT_RULE
from firsthand.reports import Given
from firsthand.settings import Settings

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame, SparkSession

    from firsthand.reading.times import Order

TRIES = 4  # of a task: Spark's own default on a cluster; in one process it would be 1, and a lost worker the end
ARROW_ROWS = 500  # of a batch into a worker, 2 MB of press reports; Spark's default of 10,000 would be 50
SPLIT_BYTES = 4 << 20  # of JSON lines a task: some 1,000 reports, two minutes of coding, are lost with a worker at most
ROUNDS = 50  # of joining connected parts: each halves the longest chain at least; real parts took 3 to 5


def _sized(master: str | None) -> dict[str, str]:
    """On this machine two partitions a shuffle for each process.

    Spark's own 200 are made for a cluster, and each costs a task and a Python worker's turn: 720 claims took 173 s of
    processor time to link with them.
    """
    local = re.fullmatch(r"local\[(\d+|\*)\]", master or "")
    if local is None:
        return {}
    processes = os.cpu_count() or 1 if local[1] == "*" else int(local[1])
    return {"spark.sql.shuffle.partitions": str(2 * processes)}


def session(
    master: str | None = None, name: str = "firsthand", settings: Mapping[str, str] | None = None
) -> tuple[SparkSession, bool]:
    """A session on a cluster, or on this machine (``local[2]``: two processes); False if it was there already.

    Raises ``FirsthandError`` if PySpark or Java are not there, or the cluster is not.
    """
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise FirsthandError("PySpark is not there; install it: pip install 'firsthand[spark]'") from error
    if (there := SparkSession.getActiveSession()) is not None:
        return there, False
    builder = SparkSession.builder.appName(name)
    if master:
        builder = builder.master(re.sub(r"^local\[(\d+|\*)\]$", rf"local[\1,{TRIES}]", master))
    chosen = {
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(ARROW_ROWS),
        "spark.sql.files.maxPartitionBytes": str(SPLIT_BYTES),
        "spark.sql.parquet.compression.codec": "zstd",
        "spark.ui.showConsoleProgress": "false",
        **_sized(master),
        **(settings or {}),
    }
    for key, value in chosen.items():
        builder = builder.config(key, value)
    try:
        found = builder.getOrCreate()
    except (PySparkException, OSError, RuntimeError) as error:
        reason = " ".join(str(error).split())[:300]
        cure = "it needs Java 17, and a master that can be reached"
        raise FirsthandError(f"Spark did not start ({reason}); {cure}") from error
    found.sparkContext.setLogLevel("ERROR")
    return found, True


def reports(spark: SparkSession, paths: Sequence[str], form: str, partitions: int | None = None) -> DataFrame:
    """The records at ``paths``, by their form: ``parquet`` (a report a row), ``lines`` (JSON lines, split between
    tasks), or ``files``: of any form that ``firsthand code`` reads, each opened by one task, at a path that every
    executor has.
    """
    from pyspark.sql import functions as f

    if form == "parquet":
        frame = spark.read.parquet(*paths)
    elif form == "lines":
        text = spark.read.text(list(paths))
        frame = text.select(f.col("_metadata.file_path").alias("path"), f.encode("value", "utf-8").alias("line"))
    else:
        slices = min(len(paths), partitions or 4 * spark.sparkContext.defaultParallelism)
        rows = spark.sparkContext.parallelize([(path,) for path in paths], slices)
        return spark.createDataFrame(rows, "path string")
    return frame.repartition(partitions) if partitions else frame


def code(
    frame: DataFrame,
    given: Given | None = None,
    model: str | None = None,
    codebook: Path | None = None,
    actors: Path | None = None,
    date_order: Order | None = None,
) -> DataFrame:
    """The coded reports of a frame of records (``reports``), one a row; a row with ``reason`` for each that is none.

    Columns: ``engines.coded.COLUMNS``. The coder is loaded once in each of the executors' processes. A task that is
    lost is done again by another process; each report's row depends on the report alone, so that nothing changes by it.
    """
    own = [None if path is None else str(path.absolute()) for path in (codebook, actors)]
    job = coding.Job(given or Given(), Settings.from_environment(), model, own[0], own[1], date_order)
    return frame.mapInArrow(functools.partial(coding.code_batches, job=job), _ddl(COLUMNS))


def link(coded: DataFrame, rule: str = DEFAULT_RULE) -> DataFrame:
    """The events that the claims of coded reports are about, as ``linking.link`` makes them of the same reports.

    Columns: ``engines.parts.EVENTS``; the order is not that of ``link``.
    """
    from pyspark import StorageLevel
    from pyspark.sql import functions as f

    coded = coded.dropDuplicates(["report_id"])
    dossiers = coded.mapInArrow(parts.prepare, _ddl(parts.PREPARED)).persist(StorageLevel.DISK_ONLY)
    evidence = compared(dossiers, proposed(dossiers)).persist(StorageLevel.DISK_ONLY)
    threshold = accounts.account_table().threshold
    strong = evidence.where((f.col("kind") == parts.ACCOUNT) & (f.col("logit") >= threshold))
    labels = connected(strong.select("one", "other"))
    members = dossiers.select("report_id", f.explode("accounts.member").alias("member")).join(labels, "member", "left")
    joined = members.where("part is not null")
    members = members.withColumn("part", f.coalesce("part", "member"))
    told = members.groupBy("part", "report_id").agg(f.collect_list("member").alias("members")).join(coded, "report_id")
    where = joined.select(f.col("member").alias("one"), "part")
    where = where.union(joined.select("report_id", "part").distinct())
    rows = told.unionByName(evidence.join(where, "one"), allowMissingColumns=True)
    wanted = ["part", "members", *coding_columns(), "kind", "one", "other", "logit"]
    step = functools.partial(parts.link, rule=rule)
    return _together(rows.select(*wanted), ["part"], [f.col("kind").asc_nulls_first()], step, parts.EVENTS)


def coding_columns() -> list[str]:
    """The columns of a coded report that linking looks at."""
    return [
        name
        for name in COLUMNS
        if name
        not in ("report_id", "raw", "headers", "sha256", "media_type", "tool", "place", "reason", "cure", "outcome")
    ]


def proposed(dossiers: DataFrame) -> DataFrame:
    """The pairs of reports that blocks propose: ``hub``, ``far``, ``story`` and the ``pairs`` of accounts."""
    from pyspark.sql import functions as f

    stories = dossiers.select(
        f.lit(parts.STORY).alias("kind"), "report_id", f.col("report_id").alias("member"), "day",
        f.explode("story").alias("key"),
    ).select("kind", "report_id", "member", "day", "key.key", "key.weight")  # fmt: skip
    told = dossiers.select("report_id", f.explode("accounts").alias("one")).select(
        f.lit(parts.ACCOUNT).alias("kind"), "report_id", "one.member", "one.day", f.explode("one.keys").alias("key"),
        f.lit(1.0).alias("weight"),
    )  # fmt: skip
    met = _together(stories.union(told), ["kind", "key"], ["day", "member"], parts.meet, parts.MET)
    total = met.groupBy("kind", "one", "other", "one_report", "other_report").agg(f.sum("weight").alias("weight"))
    need = f.when(f.col("kind") == parts.STORY, story.NEED).otherwise(1.0) - SLACK
    is_story = f.col("kind") == parts.STORY
    return (
        total.where(f.col("weight") >= need)
        .groupBy(
            f.least("one_report", "other_report").alias("hub"), f.greatest("one_report", "other_report").alias("far")
        )
        .agg(
            f.max(is_story).alias("story"),
            f.collect_list(f.when(~is_story, f.concat_ws(" ", "one", "other"))).alias("pairs"),
        )
    )


def compared(dossiers: DataFrame, pairs: DataFrame) -> DataFrame:
    """The evidence of pairs of reports: ``kind``, ``one``, ``other``, ``logit``."""
    from pyspark.sql import functions as f

    hubs = dossiers.select(f.col("report_id").alias("hub"), "dossier")
    far = pairs.join(dossiers.select(f.col("report_id").alias("far"), "dossier"), "far")
    rows = hubs.unionByName(far, allowMissingColumns=True).select("hub", "far", "dossier", "story", "pairs")
    return _together(rows, ["hub"], [f.col("far").asc_nulls_first()], parts.compare, parts.EVIDENCE)


def connected(edges: DataFrame) -> DataFrame:
    """The connected parts of a graph: for each ``member`` that has an edge its ``part``, the smallest member.

    Large star and small star in turn (Kiveris et al. 2014, "Connected Components in MapReduce and Beyond"), until
    nothing changes. Raises ``FirsthandError`` after too many rounds.
    """
    from pyspark import StorageLevel
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    def both(one: str, other: str, back: tuple[str, str]) -> Column:
        """Two edges of one row: in one walk over it, so that a plan grows by each round only once."""
        pairs = ((one, other), back)
        return f.explode(f.array(*[f.struct(f.col(a).alias("one"), f.col(b).alias("other")) for a, b in pairs]))

    around = Window.partitionBy("one")
    now = edges.select(f.greatest("one", "other").alias("one"), f.least("one", "other").alias("other")).distinct()
    before = None
    for _ in range(ROUNDS):
        now = now.persist(StorageLevel.DISK_ONLY)
        mark = now.agg(f.count("*"), f.sum(f.xxhash64("one", "other").cast("decimal(38,0)"))).first()
        if mark == before:
            found = now.select(both("one", "other", ("other", "other")).alias("edge")).select("edge.*").distinct()
            return found.toDF("member", "part")
        before = mark
        each = now.select(both("one", "other", ("other", "one")).alias("edge")).select("edge.*")
        least = each.withColumn("least", f.least("one", f.min("other").over(around)))
        large = least.where("other > one").select(f.col("other").alias("one"), f.col("least").alias("other")).distinct()
        small = large.withColumn("least", f.min("other").over(around))
        now = small.select(both("other", "least", ("one", "least")).alias("edge")).select("edge.*")
        now = now.where("one <> other").distinct()
    raise FirsthandError(f"the connected parts were not found in {ROUNDS} rounds; report this as a fault")


def _together(
    frame: DataFrame, keys: Sequence[str], order: Sequence[str | Column], step: parts.Step, columns: Mapping[str, str]
) -> DataFrame:
    """A step on rows that lie together by ``keys``, sorted by them and then by ``order``."""
    return frame.repartition(*keys).sortWithinPartitions(*keys, *order).mapInArrow(step, _ddl(columns))


def _ddl(columns: Mapping[str, str]) -> str:
    return ", ".join(f"`{name}` {kind}" for name, kind in columns.items())
