"""`python -m onward`: for editors, without a build.

`check` looks at the pages and data files and says what is wrong; the links of the built site are looked at by the
build alone. `rules` lists the rules, `rules ID` shows the manual page of one. `evidence` lists sentences with what they
cite. `reading` shows how hard each page is to read. `reviews` lists what has to be looked at again; `add-source` makes
the hashes that the rule `copied-text` compares with; `release-ids` enters the ids of today into the ledger of ids.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from onward import ledger, shingles
from onward.build import Build, pages_in_order
from onward.checks import LINK_RULES, RULES, check
from onward.evidence import draw, pairs, shown
from onward.model import Problem, Severity
from onward.pages import read_pages
from onward.readability import read, table
from onward.registry_reader import DATA, read_registry
from onward.report import summary
from onward.reviews import due, summed, undated
from onward.schema import nearest


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code: 0, or 1 if there is an error, or 2 if the call itself is wrong."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except (ConfigurationError, Abort) as error:
        print(f"{options.config}: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename or options.config} cannot be read: {error.strerror}.", file=sys.stderr)
        return 2


def read_site(config_path: Path) -> Build:
    """The pages and data files of the site whose mkdocs.yml is given, read."""
    config = load_config(str(config_path))
    build = Build.start(
        docs=Path(config.docs_dir),
        config=config_path,
        overrides=Path(config.theme.custom_dir or ""),
        site_url=config.site_url or "",
        theme=config.theme.dirs,
        left_out=config.exclude_docs,
        directory_urls=config.use_directory_urls,
    )
    read_pages(build, config.markdown_extensions, config.mdx_configs)
    return build


def problems_of(config_path: Path) -> list[Problem]:
    """The problems of the pages and data files of the site whose mkdocs.yml is given."""
    return check(read_site(config_path))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m onward", description="Checks the pages of the guide.")
    commands = parser.add_subparsers(dest="command", required=True)
    site = argparse.ArgumentParser(add_help=False)
    site.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="the site's mkdocs.yml")

    def command(name: str, run: Callable[[argparse.Namespace], int], about: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=about, parents=[site])
        one.set_defaults(run=run)
        return one

    command("check", _check, "check pages and data files without building the site")
    manual = command("rules", _rules, "list the rules, or explain one")
    manual.add_argument("id", nargs="?", help="the word in square brackets at the end of a message")
    evidence = command("evidence", _evidence, "list sentences with what they rest on, to read against the sources")
    evidence.add_argument("--draw", type=_count, metavar="N", help="only so many, at random")
    evidence.add_argument("--seed", type=int, default=0, help="the same seed draws the same (0)")
    command("reading", _reading, "show the reading grade, the words to read and the longest sentence of each page")
    reviews = command("reviews", _reviews, "list what has to be looked at again; exit code 1 if anything is overdue")
    reviews.add_argument(
        "--within", type=_days, default=30, metavar="DAYS", help="also what is due in so many days (30)"
    )
    adding = command("add-source", _add_source, "make the hashes of an article, so that none of it is copied")
    adding.add_argument("id", help="the id of the article in sources.yml")
    adding.add_argument("file", type=Path, help="its text, as plain text in UTF-8; nothing of it is kept")
    command("release-ids", _release_ids, "enter the ids under which choices are saved, at each release")
    return parser


def _days(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"write a number of days, for example 30; got {text}")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"write 1 or more; got {text}")
    return int(text)


def _check(options: argparse.Namespace) -> int:
    problems = problems_of(options.config)
    for problem in problems:
        print(f"{problem.severity.value}: {problem}")
    print(summary(problems) or "Nothing to put right.")
    return 1 if any(problem.severity is Severity.ERROR for problem in problems) else 0


def _evidence(options: argparse.Namespace) -> int:
    build = read_site(options.config)
    all_pairs = list(pairs(build))
    chosen = all_pairs if options.draw is None else draw(all_pairs, options.draw, options.seed)
    for pair in chosen:
        print(f"{shown(build, pair)}\n")
    print(f"{len(chosen)} of {len(all_pairs)} pairs of a sentence and what it cites.")
    return 0


def _reading(options: argparse.Namespace) -> int:
    build = read_site(options.config)
    print(table([read(page) for page in pages_in_order(build.pages)]))
    return 0


def _reviews(options: argparse.Namespace) -> int:
    build = read_site(options.config)
    if build.today is None:
        print("SOURCE_DATE_EPOCH names no day: it must be whole seconds since the start of 1970.", file=sys.stderr)
        return 2
    listed = due(build, build.today)
    for each in listed:
        if each.days <= options.within:
            place = f"{build.file(each.path)}:{each.position.line}:{each.position.column}"
            print(f"{'overdue' if each.days < 0 else 'due'}: {place}: {each}")
    unknown = undated(build)
    for path in unknown:
        print(f"unknown: {build.file(path)}: its days cannot be read; `python -m onward check` says why")
    print(summed(listed, options.within))
    return 1 if unknown or any(each.days < 0 for each in listed) else 0


def _add_source(options: argparse.Namespace) -> int:
    docs = Path(load_config(str(options.config)).docs_dir)
    articles = read_registry(docs).articles
    if options.id not in articles:
        guess = nearest(options.id, articles)
        hint = f" Did you mean {guess}?" if guess else " Enter it there first."
        print(f"No article in sources.yml has the id {options.id}.{hint}", file=sys.stderr)
        return 2
    try:
        digests = set(shingles.shingles(shingles.read_article(options.file)))
        target = shingles.write(docs, options.id, digests)
    except shingles.UnfitArticle as unfit:
        print(unfit, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"The hashes could not be written: {error}.", file=sys.stderr)
        return 2
    print(f"{target.relative_to(docs.parent).as_posix()}: {len(digests)} different runs of {shingles.LENGTH} words.")
    return 0


def _release_ids(options: argparse.Namespace) -> int:
    build = read_site(options.config)
    errors = [problem for problem in check(build) if problem.severity is Severity.ERROR]
    if errors:
        print(*errors, "Nothing was written: put this right first.", sep="\n", file=sys.stderr)
        return 1
    file = build.docs / DATA / ledger.NAME
    before = set(build.registry.ledger.released) if build.registry.ledger else set()
    after = before | set(ledger.Homes(build.pages.values()).paths())
    text = file.read_text("utf-8-sig") if file.exists() else ledger.NEW
    try:
        ledger.write(file, ledger.grown(text, after))
    except OSError as error:
        print(f"The ids could not be written: {error}.", file=sys.stderr)
        return 2
    for path in sorted(after - before):
        print(f"added: {'/'.join(path)}")
    print(f"{build.file(f'{DATA}/{ledger.NAME}')}: {len(after - before)} added, {len(after)} in all.")
    return 0


def _rules(options: argparse.Namespace) -> int:
    rule_id = options.id
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
