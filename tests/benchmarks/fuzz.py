"""Look for a file that ends in a traceback or takes too long: `python tests/benchmarks/fuzz.py --minutes 30`.

Each round draws from another seed. What is found is made as small as it can be and printed; it becomes a case in
`tests/cases/`, and is mended. Times are those of the processor, at the pace of one machine: so what else a machine does
counts little, and how fast it is. This is no test: the bounded one, which is always the same, is `tests/test_fuzz.py`.
"""

from __future__ import annotations

import argparse
import secrets
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2] / "hooks")]

import fuzzing

PIECE = 0.0022
"""So many seconds of the processor a small piece of work took on the machine on which `LONGEST` was chosen."""

LONGEST = 12.0
"""So many seconds of the processor may a file of any size take, converted twice; a page takes a tenth of one."""

STRATEGIES: dict[str, tuple[int, st.SearchStrategy[Any]]] = {
    "front matter": (100, fuzzing.front_matter()),
    "changed pages": (60, fuzzing.blocks()),
    "pieces": (100, fuzzing.pieces(200)),
    "one paragraph at the limits": (60, fuzzing.at_limits(10_000)),
    "many paragraphs at the limits": (15, fuzzing.at_limits(100_000)),
    "a whole file at the limits": (5, fuzzing.at_limits(480_000)),
    "bytes": (100, st.binary(max_size=2_000)),
}
"""Kinds of files, with how many are tried in a round: about as long with each."""


class TooLong(Exception):
    """A file that takes longer than any may."""


def main() -> int:
    """Search and print; the exit code is 1 if anything was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=5, help="how long to search (5)")
    parser.add_argument("--seed", type=int, default=None, help="the first seed (drawn)")
    parser.add_argument("--only", choices=list(STRATEGIES), help="draw from one kind of file alone")
    options = parser.parse_args()
    signal.signal(signal.SIGVTALRM, _too_long)
    number = secrets.randbelow(2**32) if options.seed is None else options.seed
    print(f"first seed {number}", flush=True)
    end, tried, found, longest = time.monotonic() + options.minutes * 60, 0, set[str](), 0.0
    while time.monotonic() < end:
        name = options.only or list(STRATEGIES)[number % len(STRATEGIES)]
        search = Search(*STRATEGIES[name], end)
        trouble = search.run(number)
        tried, longest = tried + search.tried, max(longest, search.longest)
        if trouble and trouble.splitlines()[0] not in found:
            found.add(trouble.splitlines()[0])
            print(f"\n{name}, seed {number}: {trouble}", flush=True)
            print(f"{len(search.last)} characters: {search.last!r:.1500}", flush=True)
        number += 1
    print(f"{tried} files tried, {len(found)} found; the longest took {longest:.1f} s at the pace of the limit.")
    return 1 if found else 0


class Search:
    """One round: some examples of a strategy from one seed. `last` is the file that was tried last."""

    def __init__(self, examples: int, strategy: st.SearchStrategy[Any], end: float) -> None:
        self.examples, self.strategy, self.end = examples, strategy, end
        self.last: str | bytes = ""
        self.tried, self.longest = 0, 0.0

    def run(self, number: int) -> str:
        """What went wrong, in words; empty if nothing did."""
        rules = settings(
            max_examples=self.examples,
            deadline=None,
            database=None,
            # What is long only because it repeats itself is small enough; making it smaller takes its time each time.
            phases=[Phase.generate, Phase.shrink] if self.examples > 60 else [Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        test: Callable[[], None] = rules(seed(number)(given(self.strategy)(self.try_out)))
        try:
            test()
        except Exception as error:  # noqa: BLE001 - whatever is raised is what this looks for
            where = traceback.extract_tb(error.__traceback__)[-1]
            return f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno}: {error!s:.300}"
        return ""

    def try_out(self, text: str | bytes) -> None:
        """Try one file."""
        if time.monotonic() > self.end:
            return
        self.last, start, pace = text, time.process_time(), _pace()
        signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST * pace)
        try:
            fuzzing.survives(text)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            self.tried += 1
            self.longest = max(self.longest, (time.process_time() - start) / pace)


def _pace() -> float:
    """How many times as long a small piece of work takes now as it did where the limit was chosen; at least 1."""
    start = time.process_time()
    for _ in range(100_000):
        pass
    return max(1.0, (time.process_time() - start) / PIECE)


def _too_long(number: int, frame: FrameType | None) -> None:
    raise TooLong(f"more than {LONGEST:.0f} seconds of the processor")


if __name__ == "__main__":
    sys.exit(main())
