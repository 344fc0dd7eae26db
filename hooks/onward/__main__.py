"""`python -m onward`: for editors, without a build.

`check` looks at the pages, their links, the data files and the menu, and says what is wrong; what templates,
stylesheets and hooks make of them is looked at by the build alone. `rules` lists the rules, `rules ID` shows the
manual page of one. `evidence` lists sentences with what they cite. `reading` shows how hard each page is to read.
`reviews` lists what has to be looked at again; `add-source` makes the hashes that the rule `copied-text` compares
with; `release-ids` enters the ids of today into the ledger of ids. `scripts` has Terser make the scripts small.
`offline` makes one zip of the guide that opens without a server, and an e-book.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from onward.reports import FORMATS
from onward.site_settings import UnfitSettings


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code: 0, or 1 if there is an error, or 2 if the call itself is wrong."""
    options = _parser().parse_args(arguments)
    # What a command needs is loaded with it: `check` runs at every save, and most of its time would be loading.
    module, _, name = options.run.partition(":")
    run: Callable[[argparse.Namespace], int] = getattr(import_module(module), name)
    try:
        return run(options)
    except UnfitSettings as unfit:
        print(_told(unfit, options.config), file=sys.stderr)
        return 2
    except BrokenPipeError:  # Whoever read the output, such as `head`, has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        print(f"{error.filename or options.config} cannot be read: {error.strerror}.", file=sys.stderr)
        return 2


def _told(unfit: UnfitSettings, config: Path) -> str:
    if unfit.problem is None:
        return f"{config}: {unfit}"
    # Loaded here because most calls have nothing to say of mkdocs.yml.
    from onward.excerpts import file_lines  # noqa: PLC0415
    from onward.reports.text import told  # noqa: PLC0415

    return told(unfit.problem, file_lines(config), weight=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m onward", description="Checks the pages of the guide.")
    commands = parser.add_subparsers(dest="command", required=True)
    site = argparse.ArgumentParser(add_help=False)
    site.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="the site's mkdocs.yml")

    def command(name: str, about: str, run: str = "") -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=about, parents=[site])
        one.set_defaults(run=run or f"onward.commands:{name.replace('-', '_')}")
        return one

    checking = command("check", "check pages and data files without building the site", "onward.check_command:run")
    checking.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="only what these files or folders have wrong"
    )
    checking.add_argument("--format", choices=FORMATS, default="text", help="the form of the output (text)")
    checking.add_argument("--output", type=Path, metavar="FILE", help="write it to a file instead")
    checking.add_argument("--strict", action="store_true", help="exit code 1 at warnings, too")
    checking.add_argument(
        "--stdin-filename", type=Path, metavar="PAGE", help="read this page from standard input, as an editor has it"
    )
    checking.add_argument(
        "--no-cache", action="store_true", help="find everything out anew; .cache/onward/ is neither read nor written"
    )
    manual = command("rules", "list the rules, or explain one")
    manual.add_argument("id", nargs="?", help="the word in square brackets at the end of a message")
    manual.add_argument("--format", choices=["text", "markdown", "json"], default="text", help="the form (text)")
    evidence = command("evidence", "list sentences with what they rest on, to read against the sources")
    evidence.add_argument("--draw", type=_count, metavar="N", help="only so many, at random")
    evidence.add_argument("--seed", type=int, default=0, help="the same seed draws the same (0)")
    command("reading", "show the reading grade, the words to read and the longest sentence of each page")
    reviews = command("reviews", "list what has to be looked at again; exit code 1 if anything is overdue")
    reviews.add_argument(
        "--within", type=_days, default=30, metavar="DAYS", help="also what is due in so many days (30)"
    )
    adding = command("add-source", "make the hashes of an article, so that none of it is copied")
    adding.add_argument("id", help="the id of the article in sources.yml")
    adding.add_argument("file", type=Path, help="its text, as plain text in UTF-8; nothing of it is kept")
    links = command("links", "ask for every address of another site; exit code 1 if one has to be put right")
    links.add_argument("--changed", default="", metavar="REV", help="only addresses that the guide did not have at REV")
    links.add_argument("--again", action="store_true", help="ask for those too that worked in the last 7 days")
    links.add_argument("--folder", type=Path, help="what keeps the state and the reports (.links beside mkdocs.yml)")
    links.add_argument("--allow-local", action="store_true", help="ask made-up names and private networks, for tests")
    copying = command("offline", "make one zip of the guide that opens without a server", "onward.offline_command:run")
    copying.add_argument("--to", type=Path, default=Path("offline"), metavar="FOLDER", help="where it goes (offline)")
    command("release-ids", "enter the ids under which choices are saved, at each release")
    command("scripts", "make the scripts as small as they get, after a change to them; it needs Node")
    return parser


def _days(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"write a number of days, for example 30; got {text}")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"write 1 or more; got {text}")
    return int(text)


if __name__ == "__main__":
    # Nothing here lives long, or in circles: to look for what is garbage takes a tenth of the time, and finds none.
    gc.disable()
    # A terminal that does not know a character is shown its number, rather than a traceback.
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main())
