"""A page of ours printed as PDF by a browser of the Chromium family on this machine, cut off from the network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from firsthand.errors import ExportError
from firsthand.exports.whole import whole_file

NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge",
    "brave-browser",
)  # fmt: skip
_ELSEWHERE = {
    "darwin": [f"/Applications/{name}.app/Contents/MacOS/{name}"
        for name in ("Google Chrome", "Chromium", "Microsoft Edge", "Brave Browser")],
    "win32": [rf"{os.environ.get(root, '')}\{name}" for root in ("PROGRAMFILES", "PROGRAMFILES(X86)")
        for name in (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")],
}  # fmt: skip
TIMEOUT_S = 180.0  # a page of 300 events takes 3 s; a loaded machine may take ten times that
CURE = "install Chromium or Chrome (Debian: apt-get install chromium), name one with --browser PATH, or make HTML"


def find(wanted: str | None = None) -> str:
    """The browser's program: ``wanted`` (a path or a name), or the first that is there.

    Raises ``ExportError`` if there is none.
    """
    names = [wanted] if wanted else [*NAMES, *_ELSEWHERE.get(sys.platform, [])]
    for name in names:
        if found := shutil.which(name):
            return found
    what = f"{wanted}: no such program" if wanted else "no browser of the Chromium family was found"
    raise ExportError(f"{what}, and a PDF is printed by one; {CURE}")


def command(program: str, page: Path, pdf: Path, profile: Path) -> list[str]:
    """How the browser is called. It may resolve no name, so that nothing in the page could ever be fetched."""
    return [
        program, "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={profile}",
        # root may not use the sandbox; the page has no script, and its policy forbids one
        *(["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []),
        "--no-pdf-header-footer", "--generate-pdf-document-outline", f"--print-to-pdf={pdf}", page.as_uri(),
    ]  # fmt: skip


def print_pdf(parts: Iterable[str], path: Path, browser: str | None = None) -> None:
    """Print a page to ``path``, which appears whole or not at all.

    Raises ``ExportError`` if there is no browser, or it cannot print.
    """
    program = find(browser)
    with tempfile.TemporaryDirectory(prefix="firsthand-") as folder:
        page, pdf = Path(folder) / "page.html", Path(folder) / "page.pdf"
        with page.open("w", encoding="utf-8", errors="replace") as file:
            file.writelines(parts)
        try:
            done = subprocess.run(  # noqa: S603  the program is what the user named or a browser, the arguments are ours
                command(program, page, pdf, Path(folder) / "profile"),
                capture_output=True,
                timeout=TIMEOUT_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ExportError(f"{program}: it could not print the page ({error}); {CURE}") from error
        made = pdf.read_bytes() if pdf.is_file() else b""
        if not made.startswith(b"%PDF-"):
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise ExportError(f"{program}: it printed nothing ({(said or ['no message'])[-1][:200]}); {CURE}")
        with whole_file(path) as out:
            out.write(made)
