"""What the checks cost beside building: `python tests/benchmarks/check_cost.py`.

It copies pages of the guide until there are so many, each copy with ids of its own, and builds them twice: with
Material alone (`navigation.prune`, no hooks, no blocks), and with this project, where the processor time of the checks
is summed up: first of all that look at the structure, then of those that read the words. The goals: structure and links
cost less than a quarter of the bare build, editorial checks less than another half, and both grow no faster than the
number of pages. It measures time of the processor, so what else the machine does counts little; both sides are measured
in one run. Machines get slower and faster while they run: so both sides take turns, and of each the fastest turn
counts.

A clock around each rule would be read more than a hundred times a page, and make up a third of what it shows. `--rules`
does that in a build of its own, to tell the dear rules from the cheap. This is no test: a number that hangs on the
machine fails nobody's change.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2] / "hooks")]

import sites
from onward.build import Build
from onward.checks import RULES, check
from onward.checks.rule import Rule
from onward.model import Problem

ONCE = {"for-editors.md", "index.md", "make-a-plan.md", "print.md", "where-each-piece-stands.md"}
"""Pages that lead to all others or show what stands on them: a guide has one of each, however many pages it has."""

EDITORIAL = {
    "citation-compared",
    "citation-missing",
    "citation-public-body",
    "copied-text",
    "entry-home",
    "item-length",
    "page-length",
    "paragraph-length",
    "reading-grade",
    "sentence-length",
    "word-list",
}
"""Rules that read the words; all others are structure."""

GOALS = {"structure and links": 0.25, "editorial": 0.5}
PART = 20
"""So many folders of copies stand in one, as parts do in a guide of that size. With all side by side, the menu of
each page would have a line for every one of them, and the pages themselves would grow with the site."""

LINEAR = 1.25
"""So much more may a page of the largest site cost than one of the smallest before that counts as growing faster."""


def main() -> int:
    """Measure and print; the exit code is 1 if a goal is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pages", type=int, nargs="+", default=[1000, 5000], help="how many pages (1000 5000)")
    parser.add_argument("--turns", type=int, default=3, metavar="N", help="how often each side takes its turn (3)")
    parser.add_argument("--rules", type=int, default=0, metavar="N", help="also show the N dearest checks")
    parser.add_argument("--timed-build", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--each-rule", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.timed_build:
        print(json.dumps(timed_build(options.timed_build, each_rule=options.each_rule)))
        return 0
    missed = False
    per_page: dict[str, list[float]] = {name: [] for name in GOALS}
    print(
        f"{'pages':>6}  {'bare build':>10}  {'structure and links':>22}  {'editorial':>18}   seconds of the processor"
    )
    for count in options.pages:
        with tempfile.TemporaryDirectory(prefix="onward-check-cost-") as folder:
            pages = copies(count)
            project = sites.write_project(Path(folder), pages)
            turns = [(bare_build(project, pages), checks_of(project)) for _ in range(options.turns)]
            of_rules = checks_of(project, each_rule=True) if options.rules else {}
        bare = min(seconds for seconds, _ in turns)
        costs = min((checks for _, checks in turns), key=lambda checks: sum(checks.values()))
        sums = {"editorial": costs["editorial"], "structure and links": sum(costs.values()) - costs["editorial"]}
        cells = [f"{sums[name]:7.2f} ({sums[name] / bare:6.1%})" for name in GOALS]
        print(f"{count:6}  {bare:10.2f}  {cells[0]:>22}  {cells[1]:>18}")
        for name, goal in GOALS.items():
            per_page[name].append(sums[name] / count)
            missed |= sums[name] > goal * bare
        parts = ((name, seconds) for name, seconds in costs.items() if name != "editorial")
        for name, seconds in (*parts, *Counter(of_rules).most_common(options.rules)):
            print(f"{'':8}{name:30} {seconds:7.2f} ({seconds / bare:6.1%})")
    for name, costs_of_a_page in per_page.items():
        growth = costs_of_a_page[-1] / costs_of_a_page[0]
        missed |= growth > LINEAR
        print(f"{name}: a page of {options.pages[-1]} costs {growth:.2f} times one of {options.pages[0]}")
    print("A goal is missed." if missed else "All goals are met.")
    return 1 if missed else 0


def copies(count: int) -> dict[str, str]:
    """So many pages: the guide's own, and copies of them in folders, with ids of their own."""
    guide = {file.name: file.read_text("utf-8") for file in sorted((sites.REPO / "docs").glob("*.md"))}
    pages = dict(guide)
    del pages["for-editors.md"]
    number = 0
    while len(pages) < count:
        number += 1
        for name, text in guide.items():
            if name not in ONCE and len(pages) < count:
                own = re.sub(r"^( {4}id: \S+)$", rf"\1-{number}", text, flags=re.MULTILINE)
                # A difference between advisers is told once in a guide.
                own = re.sub(r"^/// advisers-differ .*?^///$", "", own, flags=re.MULTILINE | re.DOTALL)
                # What there is once stands above the folders of the copies, and so do the pages of a folder cut short.
                own = re.sub(r"\(((?!https?:|mailto:|tel:|#)[\w-]+\.md)", r"(../../\1", own)
                own = re.sub(r"^(next: |related: \[)(.*)$", _above, own, flags=re.MULTILINE)
                pages[f"part-{number // PART:03}/copy-{number:04}/{name}"] = own
    return pages


def _above(line: re.Match[str]) -> str:
    return line[1] + re.sub(r"[\w-]+\.md", lambda page: f"../../{page[0]}", line[2])


def bare_build(project: Path, pages: Mapping[str, str]) -> float:
    """Seconds of the processor that Material alone takes for the pages."""
    for name, text in pages.items():
        file = project / "bare" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(re.sub(r"^template: .*\n", "", text, count=1, flags=re.MULTILINE), "utf-8")
    settings = {
        "site_name": "Bare",
        "site_url": "https://www.example.org/guide/",
        "theme": {"name": "material", "font": False, "features": ["navigation.prune"]},
        "plugins": ["search"],
        "markdown_extensions": ["attr_list", "tables", {"toc": {"toc_depth": "2-2"}}, "pymdownx.superfences"],
        "docs_dir": "bare",
    }
    config = project / "bare.yml"
    config.write_text(yaml.safe_dump(settings), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", str(project / "bare-site")]
    before = os.times()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(command, check=False, cwd=project, env=environment, capture_output=True, text=True)
    if result.returncode:
        raise SystemExit(result.stderr[-20000:])
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def checks_of(project: Path, *, each_rule: bool = False) -> dict[str, float]:
    """Seconds of the processor that the checks take in a build of the project, in a process of its own."""
    command = [sys.executable, __file__, "--timed-build", str(project), *(["--each-rule"] if each_rule else [])]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": sites.EPOCH}
    result = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    if result.returncode:
        raise SystemExit(result.stderr[-20000:])
    costs: dict[str, float] = json.loads(result.stdout.splitlines()[-1])
    return costs


def timed_build(project: Path, *, each_rule: bool) -> dict[str, float]:
    """Build, with a clock around the checks, or around each rule."""
    from mkdocs.commands.build import build as build_site  # noqa: PLC0415 - the parent needs none of MkDocs.
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import Abort  # noqa: PLC0415

    costs: defaultdict[str, float] = defaultdict(float)

    def timed(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            start = time.process_time()
            try:
                found = call(*arguments, **named)
                # A rule is a generator: it works while it is read.
                return list(found) if isinstance(found, Iterator) else found
            finally:
                costs[name] += time.process_time() - start

        return run

    def with_clocks(rule: Rule) -> Rule:
        return dataclasses.replace(
            rule,
            page=timed(rule.id, rule.page) if rule.page else None,
            site=timed(rule.id, rule.site) if rule.site else None,
        )

    structure = [rule for rule in RULES if rule.id not in EDITORIAL]
    # What rules of both kinds need is found out once, and so is counted with the structure.
    asked = {
        "rules of structure": structure,
        "editorial": [rule for rule in RULES if rule not in structure],
    }

    def both(build: Build) -> list[Problem]:
        if each_rule:
            return check(build, [*map(with_clocks, RULES)])
        for name, rules in asked.items():
            timed(name, check)(build, rules)
        return check(build)

    config = load_config(str(project / "mkdocs.yml"), site_dir=str(project / "site"))
    adapter: Any = next(module for name, module in sys.modules.items() if name.endswith("mkdocs_onward.py"))
    adapter.check = both
    if not each_rule:
        Build._add = timed("reading files", Build._add)  # type: ignore[method-assign]
        adapter.BuiltSite.check = timed("built links", adapter.BuiltSite.check)
        adapter.link_problems = timed("where built links stand", adapter.link_problems)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build_site(config)
    except Abort as aborted:
        raise SystemExit(f"The copies do not build: {aborted}") from aborted
    return dict(costs)


if __name__ == "__main__":
    sys.exit(main())
