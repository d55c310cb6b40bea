"""What the service does when all is not well: bad input, too much of it, slow and dying workers, clients that leave."""

from __future__ import annotations

import concurrent.futures
import json
import logging
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from firsthand.cli.app import app
from firsthand.errors import FirsthandError
from firsthand.records import Report
from firsthand.service.gate import Limits
from firsthand.service.pool import Pool, PoolOptions
from tests.service.fakes import Obedient, broken

GOOD = "Rebels attacked a camp near Gao on Monday."
SPANISH = "Los rebeldes atacaron la base en la ciudad y los soldados huyeron por la noche"
SECRET = "the-witness-is-at-home"
JSON = {"content-type": "application/json"}
PROGRAM = "from firsthand.cli import main; main()"
LIMITED = {"jobs": 2, "seconds": 2.0}
LINES = {"content-type": "application/x-ndjson"}
Offer = Callable[..., Any]


def post(client: httpx.Client, text: str, **fields: object) -> httpx.Response:
    return client.post("/v1/code", json={"text": text, **fields})


def problem(answer: httpx.Response) -> dict[str, str]:
    """The first error; every one has its code, place, reason and cure."""
    for one in answer.json()["errors"]:
        assert all(one[name] for name in ("code", "place", "reason", "cure"))
    found: dict[str, str] = answer.json()["errors"][0]
    return found


def until(true: Callable[[], bool]) -> None:
    for _ in range(6000):
        if true():
            return
        time.sleep(0.01)
    raise AssertionError("it did not come to pass")


@pytest.mark.parametrize(
    ("sent", "status", "place"),
    [
        (b"{", 400, "body, character 1"), (b"\xff", 400, "body"), (b"[" * 20_000, 400, "body"), (b"[]", 422, "body"),
        (b"{}", 422, "body: text"), (b'{"text": 3}', 422, "body: text"), (b'{"text": " "}', 422, "body: text"),
        (b'{"text": "\\ud800"}', 422, "body: text"),
        (b'{"text": "x", "published": "2025-02-30"}', 422, "body: published"),
        (b'{"text": "x", "published": "yesterday"}', 422, "body: published"),
        (b'{"text": "x", "from": 1}', 422, "body: from"),
        (b'{"text": "x", "url": "file:///etc/passwd"}', 422, "body: url"),
        (f'{{"text": "{SPANISH}"}}'.encode(), 422, "body: text"),
        (b'{"text": "this one is UNREADABLE"}', 422, "body: text"),
    ],
)  # fmt: skip
def test_bad_reports(obedient: Offer, sent: bytes, status: int, place: str) -> None:
    client, _ = obedient()
    answer = client.post("/v1/code", content=sent, headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert problem(answer)["place"] == place
    assert post(client, GOOD).json()["claims"][0]["event_type"] == "attack", "and the next is coded"


def test_bad_requests(obedient: Offer) -> None:
    client, _ = obedient()
    for answer, status in (
        (client.get("/nothing"), 404), (client.get("/v1/code"), 405), (client.post("/v1/code", content=GOOD), 415),
        (client.post("/v1/code", content=b"x", headers={"content-encoding": "gzip", **JSON}), 415),
        (client.post("/v1/batch", json={"reports": []}), 422),
        (client.post("/v1/batch", content=b"\n", headers=LINES), 422),
    ):  # fmt: skip
        assert answer.status_code == status
        problem(answer)


def test_a_batch_of_json_is_taken_whole_or_not(obedient: Offer) -> None:
    client, pool = obedient()
    before = pool.counts.coded
    answer = client.post("/v1/batch", json={"reports": [{"text": GOOD}, {"text": 1}, {"text": GOOD, "x": 1}]})
    assert answer.status_code == 422
    assert [one["place"] for one in answer.json()["errors"]] == ["body: reports[1].text", "body: reports[2].x"]
    assert pool.counts.coded == before
    found = client.post(
        "/v1/batch", json={"reports": [{"text": f"{GOOD} {k}", "id": str(k)} for k in range(30)]}
    ).json()
    assert [(one["index"], one["id"], len(one["claims"])) for one in found["results"]] == [
        (k, str(k), 1) for k in range(30)
    ]


def test_of_json_lines_the_rest_is_coded(obedient: Offer) -> None:
    client, _ = obedient()
    rows = [json.dumps({"text": GOOD}), "nope", "", json.dumps({"text": "UNREADABLE"}), json.dumps({"text": GOOD})]
    answer = client.post("/v1/batch", content="\n".join(rows), headers=LINES)
    found = [json.loads(line) for line in answer.text.splitlines()]
    assert [one["index"] for one in found] == [0, 1, 2, 3]
    assert [len(one["claims"]) for one in found] == [1, 0, 0, 1]
    assert [one.get("error", {}).get("code") for one in found] == [None, "not_json", "unreadable", None]
    assert found[1]["error"]["place"] == "line 2, character 0"


def test_too_large_and_too_many(obedient: Offer) -> None:
    client, pool = obedient(Limits(body_bytes=2000, batch=3))
    assert post(client, "x" * 3000).status_code == 413
    many = client.post("/v1/batch", json={"reports": [{"text": "x"}] * 4})
    assert (many.status_code, problem(many)["code"]) == (413, "too_many")
    assert client.post("/v1/batch", content=b'{"text":"x"}\n' * 4, headers=LINES).status_code == 413

    def endless() -> Any:
        for _ in range(100_000):
            yield b" " * 1000

    try:  # a body of unknown length is cut off as soon as it is too long
        status = client.post("/v1/code", content=endless(), headers={"content-type": "application/json"}).status_code
    except httpx.TransportError:
        status = 413  # the service closed the connection while the client was still sending
    assert status == 413
    assert pool.counts.coded == 0
    assert post(client, GOOD).status_code == 200


def test_memory_that_requests_hold_is_bounded(obedient: Offer) -> None:
    client, _ = obedient(Limits(body_bytes=5000, held_bytes=6000), jobs=1)
    with concurrent.futures.ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda k: post(client, f"SLOW {k} " + "x" * 4000), range(4)))
    assert {answer.status_code for answer in answers} == {200, 503}
    assert all(answer.headers["retry-after"] for answer in answers if answer.status_code == 503)
    assert post(client, "x" * 4000).status_code == 200, "what was held is given back"


def test_a_full_queue_says_when_to_come_back(obedient: Offer) -> None:
    client, pool = obedient(waiting=4)
    with concurrent.futures.ThreadPoolExecutor(12) as threads:
        answers = list(threads.map(lambda k: post(client, f"{GOOD} SLOW {k}", id=str(k)), range(12)))
    refused = [answer for answer in answers if answer.status_code == 503]
    assert refused
    assert all(1 <= int(answer.headers["retry-after"]) <= 60 for answer in refused)
    assert all(problem(answer)["code"] == "busy" for answer in refused)
    assert pool.counts.coded == 12 - len(refused), "what was taken was coded"


def test_a_report_that_hangs_is_given_up_on_and_harms_nobody(obedient: Offer) -> None:
    client, pool = obedient(**LIMITED)
    before = pool.counts.replaced
    texts = [GOOD, "HANG", *(f"{GOOD} {k}" for k in range(10)), "HANG", GOOD]
    found = client.post("/v1/batch", json={"reports": [{"text": text} for text in texts]}).json()["results"]
    assert [one.get("error", {}).get("code") for one in found] == [
        "too_slow" if text == "HANG" else None for text in texts
    ]
    assert pool.counts.replaced == before + 2
    assert pool.counts.ready == 2
    assert problem(post(client, "HANG"))["code"] == "too_slow"


def test_a_report_that_ends_its_worker_harms_nobody(obedient: Offer) -> None:
    client, pool = obedient()
    before = pool.counts.replaced
    texts = [GOOD, "DIE", GOOD, "FAULT", GOOD]
    found = client.post("/v1/batch", json={"reports": [{"text": text} for text in texts]}).json()["results"]
    codes = [one.get("error", {}).get("code") for one in found]
    assert codes == [None, "worker_died", None, "fault", None]
    assert post(client, "FAULT").status_code == 500
    assert pool.counts.replaced == before + 1


def test_a_client_that_leaves_costs_nobody_a_turn(obedient: Offer) -> None:
    client, pool = obedient()
    for path, kind, sent in (
        ("/v1/batch", "application/json", json.dumps({"reports": [{"text": "SLOW"}] * 30})),
        ("/v1/batch", "application/x-ndjson", '{"text": "SLOW"}\n' * 30),
    ):
        before = pool.counts.coded + pool.counts.cancelled
        with socket.create_connection((client.base_url.host, client.base_url.port or 0)) as raw:
            head = f"POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: {kind}\r\ncontent-length: {len(sent)}\r\n\r\n"
            raw.sendall((head + sent).encode())
            until(lambda: pool.counts.busy == 1)
        until(lambda: pool.waiting == 0)
        assert post(client, GOOD).status_code == 200
        assert pool.counts.coded + pool.counts.cancelled - before == 31
    assert pool.counts.cancelled > 40


def test_a_token(obedient: Offer) -> None:
    client, _ = obedient(token="a-long-enough-token")
    assert client.get("/health/live").status_code == 200
    for headers in ({}, {"authorization": "Bearer wrong"}, {"authorization": "Basic a-long-enough-token"}):
        for path in ("/v1/versions", "/metrics", "/openapi.json"):
            answer = client.get(path, headers=headers)
            assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    right = {"authorization": "Bearer a-long-enough-token"}
    assert client.get("/v1/versions", headers=right).status_code == 200


def test_a_name_that_only_leads_here_is_refused(obedient: Offer) -> None:
    client, _ = obedient(hosts=["127.0.0.1", "localhost"])
    assert client.get("/health/live").status_code == 200
    for host in ("evil.example", "evil.example:80", "127.0.0.1.evil.example", "[::1", "a b"):
        assert client.get("/health/live", headers={"host": host}).status_code == 421


def test_nothing_of_a_body_is_logged(
    obedient: Offer, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    client, _ = obedient(**LIMITED)
    with caplog.at_level(logging.DEBUG, logger="uvicorn"), caplog.at_level(logging.DEBUG, logger="firsthand"):
        for text in (SECRET, f"FAULT {SECRET}", f"HANG {SECRET}", f"DIE {SECRET}", f"UNREADABLE {SECRET}"):
            post(client, text)
        client.post(
            "/v1/code", content=f'{{"text": "{SECRET}", '.encode(), headers={"content-type": "application/json"}
        )
        answer = client.post("/v1/code", json={"text": GOOD, "published": SECRET})
    assert SECRET not in answer.text
    assert SECRET not in client.get("/metrics").text
    out = capfd.readouterr()
    assert SECRET not in caplog.text + out.out + out.err


def test_metrics(obedient: Offer) -> None:
    client, _ = obedient()

    def figures() -> dict[str, float]:
        found = re.findall(r"^(firsthand_\S+) (\S+)$", client.get("/metrics").text, re.M)
        return {name: float(value) for name, value in found}

    before = figures()
    post(client, GOOD)
    post(client, "UNREADABLE")
    client.get("/a/path/that/is/not/there")
    after = figures()
    for name in (
        "firsthand_reports_coded_total", "firsthand_claims_total",
        'firsthand_reports_failed_total{code="unreadable"}', 'firsthand_requests_total{path="/v1/code",status="200"}',
        'firsthand_requests_total{path="other",status="404"}',
    ):  # fmt: skip
        assert after[name] - before.get(name, 0) == 1
    assert after["firsthand_workers_ready"] == 1
    assert after["firsthand_worker_peak_bytes"] > 1e6


def test_what_was_taken_is_answered_before_the_end() -> None:
    pool = Pool(Obedient, PoolOptions(jobs=1))
    pool.start()
    futures = pool.submit([Report(text=f"{GOOD} SLOW {k}") for k in range(5)])
    ending = threading.Thread(target=pool.close)
    ending.start()
    until(lambda: not pool.ready)
    ending.join()
    assert [len(future.result(0).claims) for future in futures] == [1] * 5  # type: ignore[union-attr]


def test_a_coder_that_cannot_be_made_says_why() -> None:
    with pytest.raises(FirsthandError, match="no such codebook; give another"):
        Pool(broken, PoolOptions(jobs=2)).start()


def test_the_program_answers_what_it_took_before_it_ends(tmp_path: Path) -> None:
    """The command itself: told to end in the middle of a batch, it sends the whole answer, and leaves no process."""
    log = tmp_path / "log"
    with log.open("wb") as messages:
        running = subprocess.Popen([sys.executable, "-c", PROGRAM, "serve", "--port", "0"], stderr=messages)
    until(lambda: b"coding at" in log.read_bytes() or running.poll() is not None)
    found = re.search(r"coding at (\S+)", log.read_text())
    assert found, log.read_text()
    texts = [f"{GOOD} Gunmen killed {k} soldiers in Bourem, the army said." for k in range(2, 32)]
    with concurrent.futures.ThreadPoolExecutor(1) as thread:
        sent = thread.submit(
            httpx.post, f"{found[1]}/v1/batch", json={"reports": [{"text": text} for text in texts]}, timeout=120
        )
        until(lambda: "firsthand_workers_busy 1.0" in httpx.get(f"{found[1]}/metrics").text)
        running.send_signal(signal.SIGTERM)
        results = sent.result().json()["results"]
    assert [any(h["low"] == k for c in one["claims"] for h in c["harm"]) for k, one in enumerate(results, 2)] == [
        True
    ] * 30
    assert running.wait(60) == 0
    assert log.read_text().count("\n") == 1, log.read_text()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--host", "0.0.0.0"], "token"), (["--batch", "9", "--queue", "8"], "--queue"),
        (["--seconds", "0"], "seconds"),
        (["--token-file", "none"], "none: the token"), (["--codebook", "none", "--port", "0"], "none"),
    ],
)  # fmt: skip
def test_wrong_usage_is_2(arguments: list[str], told: str) -> None:
    result = CliRunner().invoke(app, ["serve", *arguments])
    assert result.exit_code == 2
    assert told in result.stderr
