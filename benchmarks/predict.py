"""Answer a benchmark: ``python benchmarks/predict.py TASK DOCS.jsonl > PRED.jsonl``.

DOCS lines are ``{doc_id, pub_date|null, text}``, for the task ``claims`` also ``publisher``. One line comes out for
each document. Exit status 0: done; 2: wrong usage; 3: this project does not do that task.
"""

from __future__ import annotations

import json
import lzma
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

Document = dict[str, Any]
Answer = dict[str, Any]


def documents(path: Path) -> Iterator[Document]:
    """The documents of a .jsonl or .jsonl.xz file, one by one."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def times() -> Callable[[Document], Answer]:
    """TIMEX3 expressions."""
    from firsthand.language import load
    from firsthand.reading.times import timexes

    model = load()
    return lambda d: {"timexes": timexes(d["text"], d.get("pub_date"), model.parse(d["text"]))}


def places() -> Callable[[Document], Answer]:
    """Toponyms with coordinates."""
    from firsthand.gazetteer import Gazetteer
    from firsthand.language import load
    from firsthand.reading.places import toponyms

    model, gazetteer = load(), Gazetteer.default()
    return lambda d: {"toponyms": toponyms(model.parse(d["text"]), gazetteer)}


def attributions() -> Callable[[Document], Answer]:
    """Sources, cues and contents."""
    from firsthand.language import load
    from firsthand.reading.sources import attributions as found

    model = load()
    return lambda d: {"attributions": found(model.parse(d["text"]))}


def claims() -> Callable[[Document], Answer]:
    """The claims of the whole coder."""
    from firsthand import Coder, Report

    coder = Coder()

    def answer(d: Document) -> Answer:
        report = Report(text=d["text"], published=d.get("pub_date"), publisher=d.get("publisher"))
        return {"claims": [claim.as_dict() for claim in coder.code(report)]}

    return answer


def templates() -> Callable[[Document], Answer]:
    """MUC-4 templates, from the claims of the task's own codebook."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run as a script, its own folder is on the path
    from benchmarks.muc4.answer import Answerer

    answerer = Answerer()
    return lambda d: {"templates": answerer.templates(d["text"], d.get("pub_date"))}


def clusters(documents: Iterable[Document]) -> Iterator[Answer]:
    """Which documents tell of one incident: the stories that linking finds, all documents taken together."""
    from firsthand import Coder, Report
    from firsthand.linking import Linker

    linker, report_of = Linker(), {}

    def reports() -> Iterator[Report]:
        for one in documents:
            report = Report(text=one["text"], published=one.get("pub_date"))
            report_of[one["doc_id"]] = report.report_id
            yield report

    for report, claims in Coder().code_many(reports(), jobs=2):
        linker.add(report, claims if isinstance(claims, list) else [])  # a text that cannot be coded is still a text
    story_of = {name: story[0] for story in linker.stories() for name in story}
    for doc_id, report_id in report_of.items():
        yield {"doc_id": doc_id, "cluster": story_of[report_id]}


def tolls(documents: Iterable[Document]) -> Iterator[Answer]:
    """How many were killed and injured in the incident that each article is about, all articles taken together."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run as a script, its own folder is on the path
    from benchmarks.tolls.answer import Answerer

    return Answerer().tolls(documents)


# Tasks that answer for one document, and tasks that answer for all of them together.
TASKS: dict[str, Callable[[], Callable[[Document], Answer]]] = {
    "times": times,
    "places": places,
    "attributions": attributions,
    "claims": claims,
    "templates": templates,
}
TOGETHER: dict[str, Callable[[Iterable[Document]], Iterator[Answer]]] = {"clusters": clusters, "tolls": tolls}
NOT_YET = ("events",)  # known to the bench, not done by this project yet


def main(arguments: list[str]) -> int:
    """Run one task; see the module's docstring."""
    if len(arguments) != 2 or arguments[0] not in (*TASKS, *TOGETHER, *NOT_YET):
        print(
            f"usage: predict.py {{{','.join((*TASKS, *TOGETHER, *NOT_YET))}}} DOCS.jsonl > PRED.jsonl", file=sys.stderr
        )
        return 2
    task, path = arguments
    if task in NOT_YET:
        print(f"predict.py: the task '{task}' is not done by this project yet", file=sys.stderr)
        return 3
    if task in TOGETHER:
        for found in TOGETHER[task](documents(Path(path))):
            print(json.dumps(found), flush=True)
        return 0
    answer = TASKS[task]()
    for document in documents(Path(path)):
        print(json.dumps({"doc_id": document["doc_id"], **answer(document)}, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
