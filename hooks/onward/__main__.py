"""`python -m onward`: for editors, without a build.

`check` looks at the pages and data files and says what is wrong; the links of the built site are looked at by the
build alone. `rules` lists the rules, `rules ID` shows the manual page of one.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from onward.build import Build
from onward.checks import LINK_RULES, RULES, check
from onward.model import Problem, Severity
from onward.pages import read_pages
from onward.report import summary
from onward.schema import nearest


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code: 0, or 1 if there is an error, or 2 if the call itself is wrong."""
    parser = argparse.ArgumentParser(prog="python -m onward", description="Checks the pages of the guide.")
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="check pages and data files without building the site")
    checking.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="the site's mkdocs.yml")
    manual = commands.add_parser("rules", help="list the rules, or explain one")
    manual.add_argument("id", nargs="?", help="the word in square brackets at the end of a message")
    options = parser.parse_args(arguments)
    return _rules(options.id) if options.command == "rules" else _check(options.config)


def problems_of(config_path: Path) -> list[Problem]:
    """The problems of the pages and data files of the site whose mkdocs.yml is given."""
    config = load_config(str(config_path))
    build = Build.start(
        docs=Path(config.docs_dir),
        config=config_path,
        overrides=Path(config.theme.custom_dir or ""),
        site_url=config.site_url or "",
    )
    read_pages(build, config.markdown_extensions, config.mdx_configs)
    return check(build)


def _check(config_path: Path) -> int:
    try:
        problems = problems_of(config_path)
    except (ConfigurationError, Abort) as error:
        print(f"{config_path}: {error}", file=sys.stderr)
        return 2
    for problem in problems:
        print(f"{problem.severity.value}: {problem}")
    print(summary(problems) or "Nothing to put right.")
    return 1 if any(problem.severity is Severity.ERROR for problem in problems) else 0


def _rules(rule_id: str | None) -> int:
    manuals = {rule.id: (rule.severity, rule.manual or "") for rule in (*RULES, *LINK_RULES)}
    if rule_id is None:
        for name, (severity, manual) in manuals.items():
            print(f"{name:20} {severity.value:8} {manual.strip().splitlines()[0]}")
        return 0
    if rule_id not in manuals:
        guess = nearest(rule_id, manuals)
        hint = f" Did you mean {guess}?" if guess else " `python -m onward rules` lists them."
        print(f"There is no rule {rule_id}.{hint}", file=sys.stderr)
        return 2
    severity, manual = manuals[rule_id]
    print(f"{rule_id} ({severity.value})\n\n{manual.strip()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
