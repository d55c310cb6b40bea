"""Reports that try to do something: they are shown as text, and nothing happens."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable
from typing import Any

from firsthand.records import Actor, Claim, Harm, Link, Phrase, Place, Report, Span
from tests.desk.conftest import Common

NASTY = (
    "<script>window.hacked = 1</script><img src=x onerror=\"window.hacked = 1\"><svg onload='window.hacked=1'> "
    "`${window.hacked = 1}` {{ constructor.constructor('window.hacked=1')() }} \u202eelbisreveR\u202c \u0000\u001b[2J "
    '<a href="javascript:window.hacked=1">link</a> </script><script src=http://198.51.100.1/x.js></script> '
)
COLON = ":window.hacked=1"  # NiceGUI runs what stands under a key that begins with a colon
ARABIC = "\u0642\u062a\u0644\u0649 9 \u062c\u0646\u0648\u062f"


def hostile() -> tuple[Report, list[Claim]]:
    """Names, titles, kinds and words that are code; 5,000 spans; one line of half a million characters."""
    words = " ".join(f"w{n}" for n in range(5_000))
    text = NASTY + "\n" + ARABIC + "\n" + words + "\n" + "x" * 500_000
    report = Report(text=text, title=NASTY[:120], publisher=NASTY[60:160], published="2025-03-05", author=COLON)
    at = len(NASTY) + len(ARABIC) + 2
    claims = []
    for n in range(50):
        actors = []
        for m in range(100):
            word = f"w{n * 100 + m}"
            start = text.index(word + (" " if n * 100 + m < 4_999 else "\n"), at)
            actors.append(
                Actor(
                    role="target", name=COLON if m == 0 else NASTY[:80], text=word, span=Span(start, start + len(word))
                )
            )
        claims.append(
            Claim(
                report_id=report.report_id,
                event_type="attack",
                trigger=Phrase(text=text[0:8], span=Span(0, 8)),
                quote=Phrase(text=NASTY, span=Span(0, len(NASTY))),
                actors=tuple(actors),
                where=Place(name=NASTY[:90], text=None, lat=16.0 + n / 100, lon=0.0, precision="town"),
                harm=(Harm(outcome="killed", who=NASTY[:50], low=n, high=n),),
                attribution=(Link(source=NASTY[60:160], kind="media"), Link(source=COLON), Link(source=NASTY[:70])),
            ).identified(str(n))
        )
    return report, claims


def test_a_hostile_report_does_nothing_anywhere(common: Common, sit: Callable[..., Any]) -> None:
    report, claims = hostile()
    common.add(report, claims)
    ada = sit(common.address, "<b onclick=window.hacked=1>Ada</b>")
    ada.page.wait_for_selector("a.item")
    path = f"/report/{report.report_id}?claim={claims[3].claim_id}"
    ada.go(path, ".mark.now")
    assert ada.page.locator(".mark").count() >= 2_500
    shown = ada.page.inner_text(".report-text")
    assert "<script>window.hacked = 1</script>" in shown
    assert ARABIC in shown
    assert "\u202e" not in shown
    assert "\u001b" not in shown
    assert "set by a person" not in ada.page.inner_text(".right")
    ada.page.locator(".mark", has_text="w7").first.click()
    ada.keys("w")
    ada.page.wait_for_selector("[role=dialog] .world canvas")
    ada.keys("Escape")
    ada.page.wait_for_selector("[role=dialog]", state="detached")
    ada.keys("c")
    ada.page.wait_for_selector("[role=dialog] textarea")
    ada.page.fill("[role=dialog] textarea", NASTY)
    ada.page.get_by_role("button", name="Save").click()
    ada.sees(".history", "<script>")
    ada.go("/events", "a.item")
    ada.keys("Enter")
    ada.page.wait_for_selector(".two svg")
    ada.go("/map", ".world canvas")
    ada.page.wait_for_selector(".charts svg")
    ada.go("/coders", "[aria-pressed]")
    assert ada.page.evaluate("window.hacked") is None
    assert ada.page.evaluate("document.querySelectorAll('.page script, .page img[src=x]').length") == 0


def test_right_to_left_text_runs_from_right_to_left(common: Common, sit: Callable[..., Any]) -> None:
    report = Report(text=f"{ARABIC}\nNine soldiers were killed.", published="2025-03-05")
    common.add(report, [])
    ada = sit(common.address)
    ada.go(f"/report/{report.report_id}", ".report-text")
    sides = ada.page.evaluate(
        "(() => { const node = document.querySelector('.report-text [data-s]').firstChild; const at = (n) => { "
        "const r = document.createRange(); r.setStart(node, n); r.setEnd(node, n + 1); "
        "return r.getBoundingClientRect().left; };"
        f" return [at(0), at(3), at({len(ARABIC) + 1}), at({len(ARABIC) + 4})]; }})()"
    )
    assert sides[0] > sides[1]
    assert sides[2] < sides[3]


def test_only_its_own_pages_may_call_the_desk(common: Common) -> None:
    address = common.address

    def status(path: str, **headers: str) -> int:
        request = urllib.request.Request(address + path, headers=headers)
        try:
            with urllib.request.urlopen(request) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    assert status("/start") == 200
    assert status("/start", Host="evil.example") == 403  # a stranger's name that leads to 127.0.0.1
    assert status("/start", Origin="http://evil.example") == 403
    assert status("/start", Origin="null") == 403
    assert status("/_nicegui_ws/socket.io/?EIO=4&transport=polling") == 403  # nobody has come in
    with urllib.request.urlopen(address + "/report/x") as answer:
        assert answer.url.startswith(address + "/start?next=")
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_the_page_runs_no_script_but_its_own(common: Common, sit: Callable[..., Any]) -> None:
    ada = sit(common.address)
    with ada.page.expect_response(ada.address + "/") as answer:
        ada.page.goto(ada.address + "/")
    policy = answer.value.headers["content-security-policy"]
    assert "script-src 'self' 'nonce-" in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
    assert "connect-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    ada.page.evaluate(
        "(() => { const one = document.createElement('div'); one.innerHTML = '<img src=x onerror=\"window.hacked=1\">';"
        " document.body.append(one); const two = document.createElement('script'); two.textContent = 'window.hacked=2';"
        " document.body.append(two); })()"
    )
    ada.page.wait_for_timeout(300)
    assert ada.page.evaluate("window.hacked") is None
    assert any("Content Security Policy" in fault for fault in ada.faults)
    ada.faults.clear()  # the browser's own word that it refused them
