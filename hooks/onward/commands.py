"""What the command line does besides checking; `__main__` says what is asked for. Each returns its exit code."""

from __future__ import annotations

import argparse
import json
import sys

from onward import ledger, shingles
from onward.assets import script_source
from onward.build import pages_in_order
from onward.checks import BUILD_RULES, LINK_RULES, RULES, check
from onward.checks.rule import Rule
from onward.evidence import draw, pairs, shown
from onward.minified import NotMade, is_current, make
from onward.model import Severity
from onward.offline import WORKER, worker_source
from onward.page_files import DATA
from onward.readability import read as measured
from onward.readability import table
from onward.registry_reader import read_registry
from onward.reports.sarif import manual_as_markdown
from onward.reviews import allowed_until, due, summed, undated
from onward.schema import nearest
from onward.site import read_site
from onward.site_settings import read_settings


def evidence(options: argparse.Namespace) -> int:
    """List sentences with what they cite. Returns the exit code."""
    build = read_site(options.config)
    all_pairs = list(pairs(build))
    chosen = all_pairs if options.draw is None else draw(all_pairs, options.draw, options.seed)
    for pair in chosen:
        print(f"{shown(build, pair)}\n")
    print(f"{len(chosen)} of {len(all_pairs)} pairs of a sentence and what it cites.")
    return 0


def reading(options: argparse.Namespace) -> int:
    """Show how hard each page is to read. Returns the exit code."""
    build = read_site(options.config)
    print(table([measured(page) for page in pages_in_order(build.pages)]))
    return 0


def reviews(options: argparse.Namespace) -> int:
    """List what has to be looked at again. Returns the exit code."""
    build = read_site(options.config)
    if build.today is None:
        print("SOURCE_DATE_EPOCH names no day: it must be whole seconds since the start of 1970.", file=sys.stderr)
        return 2
    listed = sorted([*due(build, build.today), *allowed_until(build, build.today)])
    for each in listed:
        if each.days <= options.within:
            place = f"{build.file(each.path)}:{each.position.line}:{each.position.column}"
            print(f"{'overdue' if each.days < 0 else 'due'}: {place}: {each}")
    unknown = undated(build)
    for path in unknown:
        print(f"unknown: {build.file(path)}: its days cannot be read; `python -m onward check` says why")
    print(summed(listed, options.within))
    return 1 if unknown or any(each.days < 0 for each in listed) else 0


def links(options: argparse.Namespace) -> int:
    """Ask for every address of another site. Returns the exit code."""
    # Here, because no other command needs what speaks HTTP.
    from onward.external.command import links as asked  # noqa: PLC0415

    return asked(read_site(options.config), options)


def add_source(options: argparse.Namespace) -> int:
    """Make the hashes of an article. Returns the exit code."""
    docs = read_settings(options.config).docs
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


def release_ids(options: argparse.Namespace) -> int:
    """Enter the ids of today into the ledger. Returns the exit code."""
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


def rules(options: argparse.Namespace) -> int:
    """List the rules, or explain one. Returns the exit code."""
    every = {rule.id: rule for rule in (*RULES, *LINK_RULES, *BUILD_RULES)}
    if options.id is not None and options.id not in every:
        guess = nearest(options.id, every)
        hint = f" Did you mean {guess}?" if guess else " `python -m onward rules` lists them."
        print(f"There is no rule {options.id}.{hint}", file=sys.stderr)
        return 2
    chosen = list(every.values()) if options.id is None else [every[options.id]]
    if options.format == "json":
        print(json.dumps([_as_json(rule) for rule in chosen], indent=2))
    elif options.format == "markdown":
        print("\n\n".join(f"## {rule.id}\n\n{_described(rule)}" for rule in chosen))
    elif options.id is None:
        for rule in chosen:
            print(f"{rule.id:20} {rule.severity.value:8} {_manual(rule).splitlines()[0]}")
    else:
        print(f"{options.id} ({chosen[0].severity.value})\n\n{_manual(chosen[0])}{_allowed_by(chosen[0])}")
    return 0


def _manual(rule: Rule) -> str:
    return (rule.manual or "").strip()


def _allowed_by(rule: Rule) -> str:
    comment = f"`<!-- onward: allow {rule.id}: the reason -->`"
    return f"\n\nIf it is right as it is: {comment} on the line above." if rule.suppressible else ""


def _described(rule: Rule) -> str:
    return f"*{rule.severity.value}*\n\n{manual_as_markdown(_manual(rule))}{_allowed_by(rule)}"


def _as_json(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "severity": rule.severity.value,
        "suppressible": rule.suppressible,
        "manual": _manual(rule),
    }


def scripts(options: argparse.Namespace) -> int:
    """Make the scripts small that have changed. Returns the exit code."""
    overrides = read_site(options.config).overrides
    sources = {"onward.js": script_source(overrides), WORKER: worker_source(overrides)}
    for name, source in sources.items():
        if is_current(overrides, name, source):
            print(f"{name}: unchanged.")
            continue
        try:
            size = make(overrides, name, source)
        except (NotMade, OSError) as error:
            print(f"The scripts could not be made small: {error}.", file=sys.stderr)
            return 2
        print(f"{name}: {size} characters.")
    return 0
