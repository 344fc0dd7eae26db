"""How long our scripts keep a slow phone busy while a page loads: `python tests/benchmarks/script_work.py`.

It opens every page of the built site some times, with the processor slowed down to a quarter, and sums up what the
browser's own trace says of compiling, running and calling back our scripts; beside it, the same of the theme's scripts
on the same pages. The goal is 20 ms. Times are those of the thread, so what else the machine does counts little. This
is no test: a number that hangs on the machine fails nobody's change.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2] / "hooks")]

import tasks
from browser.serving import served

GOAL = 20.0
SLOWER = 4
CATEGORIES = ["devtools.timeline", "v8", "disabled-by-default-v8.compile"]
WORK = {"EvaluateScript", "FunctionCall", "v8.compile"}
OURS, THEIRS = "/assets/onward", "/assets/javascripts/"


def main() -> int:
    """Measure and print; the exit code is 1 if a page is over the goal."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--site", type=Path, default=Path("site"), help="the built site (site)")
    parser.add_argument("pages", nargs="*", help="addresses below the site, such as reply/ (all pages)")
    parser.add_argument("--runs", type=int, default=5, help="how often each page is opened (5)")
    options = parser.parse_args()
    over = 0
    print(f"{'page':40} {'ours, ms':>18} {'the theme, ms':>18}   median (least to most), {options.runs} runs")
    if not (options.site / "index.html").exists():
        parser.error(f"{options.site} holds no site: build one, or name it with --site")
    with sync_playwright() as playwright, served(options.site) as site:
        browser = playwright.chromium.launch(executable_path=tasks.find_chromium(), args=["--no-sandbox"])
        for page in options.pages or site.pages():
            runs = [measure(browser, site.address(page)) for _ in range(options.runs)]
            ours, theirs = ([run[number] for run in runs] for number in (0, 1))
            over += median(ours) > GOAL
            mark = "  OVER" if median(ours) > GOAL else ""
            print(f"{page or '(start)':40} {shown(ours):>18} {shown(theirs):>18}{mark}")
        browser.close()
    print(f"{over} pages over {GOAL:.0f} ms." if over else f"No page is over {GOAL:.0f} ms.")
    return 1 if over else 0


def measure(browser: Browser, address: str) -> tuple[float, float]:
    """Milliseconds that our scripts and the theme's take while a page loads in a browser that has nothing stored."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    browser.start_tracing(page=page, categories=CATEGORIES)
    page.goto(address, wait_until="load")
    # One more turn, so that what was put off until then is in it.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    events = json.loads(browser.stop_tracing())["traceEvents"]
    context.close()
    return work(events, OURS), work(events, THEIRS)


def work(events: Iterable[dict[str, Any]], part: str) -> float:
    """Milliseconds of the outermost events of scripts whose address has this part: what is in them counts once."""
    ours = [event for event in events if event["name"] in WORK and event.get("ph") == "X" and part in address(event)]
    total, ends = 0.0, dict[tuple[int, int], float]()
    for event in sorted(ours, key=lambda event: (event["ts"], -event["dur"])):
        thread = event["pid"], event["tid"]
        if event["ts"] >= ends.get(thread, 0):
            total += event.get("tdur", event["dur"])
            ends[thread] = event["ts"] + event["dur"]
    return total / 1000


def address(event: dict[str, Any]) -> str:
    """The address of the script that an event is about."""
    data = event.get("args", {}).get("data", {})
    return str(data.get("url", "")) if isinstance(data, dict) else ""


def shown(times: list[float]) -> str:
    """`4.2 (3.9 to 5.0)`."""
    return f"{median(times):.1f} ({min(times):.1f} to {max(times):.1f})"


if __name__ == "__main__":
    sys.exit(main())
