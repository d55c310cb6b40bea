"""Many clients at once: each gets its own claims, the ones that the coder on this machine finds."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from firsthand.records import Report
from tests import shipped

PLACES = ("Gao", "Bourem", "Ansongo", "Ménaka", "Kidal")
DEEDS = ("attacked a camp", "shelled a market", "abducted a teacher", "killed {n} soldiers", "set fire to a school")
CLIENTS = 50


def reports() -> list[Report]:
    """Fifty different reports, invented."""
    found = []
    for k, (place, deed) in enumerate(itertools.islice(itertools.cycle(itertools.product(PLACES, DEEDS)), CLIENTS)):
        text = f"Gunmen of group {k} {deed.format(n=k + 2)} near {place} on Monday, the army said 🙂."
        found.append(Report(text=text, published=f"2025-03-{k % 28 + 1:02}", publisher=f"Courier {k}"))
    return found


@pytest.fixture(scope="module")
def expected() -> dict[str, list[dict[str, object]]]:
    coder = shipped.coder()
    return {report.report_id: [claim.as_dict() for claim in coder.code(report)] for report in reports()}


def body(report: Report, name: str) -> dict[str, object]:
    return {"id": name, **report.model_dump(include={"text", "published", "publisher"})}


def test_fifty_clients_at_once_each_get_their_own_claims(real: str, expected: dict[str, list[object]]) -> None:
    async def client(k: int, report: Report) -> None:
        rng = random.Random(k)
        async with httpx.AsyncClient(base_url=real, timeout=120) as web:
            for turn in range(2):
                await asyncio.sleep(rng.random() / 10)
                name = f"{k}-{turn}"
                if k % 3:
                    answer = await web.post("/v1/code", json=body(report, name))
                    found = answer.json()
                elif k % 2:
                    answer = await web.post("/v1/batch", json={"reports": [body(report, name)] * 2})
                    found, twin = answer.json()["results"]
                    assert twin["claims"] == found["claims"]
                else:
                    kind = {"content-type": "application/x-ndjson"}
                    answer = await web.post("/v1/batch", content=json.dumps(body(report, name)), headers=kind)
                    found = json.loads(answer.text)
                assert answer.status_code == 200, answer.text
                assert (found["id"], found["report_id"]) == (name, report.report_id)
                assert found["claims"] == expected[report.report_id]

    async def everyone() -> None:
        await asyncio.gather(*(client(k, report) for k, report in enumerate(reports())))

    with ThreadPoolExecutor(1) as apart:  # a browser's test of the same run leaves a loop in this thread
        apart.submit(lambda: asyncio.run(everyone())).result()
    assert sum(map(bool, expected.values())) == CLIENTS, (
        "every report has a claim, so that each answer tells whose it is"
    )


def test_claims_come_in_the_bytes_that_the_coder_writes(real: str) -> None:
    report = reports()[7]
    lines = [claim.as_json() for claim in shipped.coder().code(report)]
    answer = httpx.post(f"{real}/v1/code", json=body(report, "x"), timeout=60)
    assert answer.text == f'{{"id":"x","report_id":"{report.report_id}","claims":[{",".join(lines)}]}}'
