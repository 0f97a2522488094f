"""Weigh and judge every page of the built book: ``python -m bench.pages``.

The pages are served compressed from ``_build/html`` (``BOOK_HTML`` names another folder). A *first visit* is a browser
that was never here; a *later visit* comes from another chapter. Both go to the end, so that every figure is counted.
The three marks are Lighthouse's with its own settings, a slow phone on a slow line; they are left out where it is
not installed (``npm install --prefix _build lighthouse``). A busy machine lowers the one for speed:
the best of three counts.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import json
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
LIGHTHOUSE = Path(os.environ.get("LIGHTHOUSE", ROOT / "_build" / "node_modules" / ".bin" / "lighthouse"))
MARKS = ("performance", "accessibility", "best-practices")
COMPRESSED_ALREADY = (".webp", ".png", ".woff", ".woff2", ".zip")
SCROLL = """async () => {
    for (const image of document.images) image.loading = 'eager';
    await Promise.all([...document.images].map(image => image.decode().catch(() => {})));
    await document.fonts.ready;
}"""


class Weight(NamedTuple):
    """What one visit costs: bytes over the line, requests, and the bytes of scripts among them."""

    bytes: int
    requests: int
    scripts: int


class Compressing(http.server.SimpleHTTPRequestHandler):
    """Serve files as a web host does: compressed, to be kept for an hour."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the file."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix not in COMPRESSED_ALREADY:
            data = gzip.compress(data)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=3600")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; give its address."""
    handler = functools.partial(Compressing, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def visit(tab: Any, address: str) -> Weight:
    """Open a page in a tab of playwright, scroll to its end, and weigh what came over the line."""
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    line = tab.context.new_cdp_session(tab)
    line.send("Network.enable")

    def came(event: dict[str, Any]) -> None:
        if not event["response"]["url"].startswith("data:") and not event["response"].get("fromDiskCache"):
            kinds[event["requestId"]] = event["type"]

    line.on("Network.responseReceived", came)
    line.on("Network.requestServedFromCache", lambda event: sizes.update({event["requestId"]: 0}))
    line.on(
        "Network.loadingFinished",
        lambda event: sizes.setdefault(event["requestId"], round(event["encodedDataLength"])),
    )
    tab.goto(address, wait_until="networkidle")
    tab.evaluate(SCROLL)
    tab.wait_for_load_state("networkidle")
    came_over = {request: sizes.get(request, 0) for request in kinds if sizes.get(request, 0)}
    scripts = sum(size for request, size in came_over.items() if kinds[request] == "Script")
    line.detach()
    return Weight(sum(came_over.values()), len(came_over), scripts)


def marks(address: str, browser: str, rounds: int = 3) -> dict[str, float]:
    """Return Lighthouse's marks, from 0 to 1; the best of some rounds, or of one when it is good at once."""
    best: dict[str, float] = {}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as scratch:
            report = Path(scratch) / "report.json"
            subprocess.run(
                [
                    LIGHTHOUSE, address, "--quiet", "--output=json", f"--output-path={report}",
                    f"--only-categories={','.join(MARKS)}",
                    "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking "
                    "--disable-component-update --disable-sync --no-first-run",
                ],
                check=True, capture_output=True, env={**os.environ, "CHROME_PATH": browser},
            )  # fmt: skip
            found = json.loads(report.read_text())["categories"]
        for name in MARKS:
            best[name] = max(best.get(name, 0), found[name]["score"] or 0)
        if best["performance"] >= 0.9:
            break
    return best


def report() -> None:
    """Print the table."""
    from playwright.sync_api import sync_playwright

    folder = Path(os.environ.get("BOOK_HTML", ROOT / "_build" / "html"))
    names = sorted(path.name for path in folder.glob("*.html") if path.name != "index.html")
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None or not names:
        print(f"\npages: needs Chromium, and the book in {folder}")
        return
    judged = LIGHTHOUSE.exists()
    print("\n## The pages of the book (KB over the line, compressed)\n")
    print(
        "| page | first visit | requests | scripts | later visit |"
        + judged * " performance | accessibility | practices |"
    )
    print("|---|" + "--:|" * (4 + judged * 3))
    with served(folder) as site, sync_playwright() as playwright:
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        chromium = playwright.chromium.launch(executable_path=browser, args=flags)
        for name in names:
            with chromium.new_context() as new, chromium.new_context() as known:
                first = visit(new.new_page(), f"{site}/{name}")
                before = next(other for other in ("03-embedding-matrix.html", *names) if other != name)
                visit(known.new_page(), f"{site}/{before}")
                later = visit(known.new_page(), f"{site}/{name}")
            row = [name, f"{first.bytes / 1000:.0f}", f"{first.requests}", f"{first.scripts / 1000:.0f}"]
            row.append(f"{later.bytes / 1000:.0f}")
            if judged:
                row += [f"{mark:.2f}" for mark in marks(f"{site}/{name}", browser).values()]
            print(f"| {' | '.join(row)} |", flush=True)
        chromium.close()


if __name__ == "__main__":
    report()
