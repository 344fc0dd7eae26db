"""`python -m onward check`: what the source rules say of pages and data files, all or some, in any form."""

from __future__ import annotations

import argparse
import difflib
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from onward.cache import FOLDER, Cache
from onward.days import day_of
from onward.excerpts import file_lines, lines_of
from onward.fingerprint import fingerprint, stamp
from onward.model import Problem
from onward.page_facts import Forgotten
from onward.page_files import Files, is_page, page_files
from onward.remembered import PageMemory, Proofs, Syllables, keep_problems, recall_problems, settings_of
from onward.report import Report, closing, fails
from onward.reports import written
from onward.reports.github import root_of
from onward.site_settings import Settings, read_settings


class UnfitPath(Exception):
    """A path on the command line that nothing can be said of; the message says why."""


def run(options: argparse.Namespace) -> int:
    """Check; returns the exit code: 1 if there is an error, or a warning with `--strict`; 2 if the call is wrong."""
    cache = _cache(options)
    try:
        settings = settings_of(options.config, cache) if cache else read_settings(options.config)
        files = page_files(settings.docs)
        place = Place.of(settings)
        asked = [place.named(path) for path in options.paths]
        if options.stdin_filename:
            page = place.page(options.stdin_filename)
            files = dict(sorted({**files, page: sys.stdin.buffer.read()}.items()))
            asked = asked or [place.shown(page)]
        chosen = place.chooser(asked, files)
    except UnfitPath as unfit:
        print(unfit, file=sys.stderr)
        return 2
    problems = remembered(settings, files, cache) if cache else found(settings, files)
    told = tuple(problem for problem in problems if chosen(problem.path))
    return _tell(told, place.lines(files), root_of(place.base, os.environ), options)


def _cache(options: argparse.Namespace) -> Cache | None:
    folder = _place(options.config).parent / FOLDER
    return None if options.no_cache else Cache(folder, stamp())


def found(settings: Settings, files: Files) -> list[Problem]:
    """What the rules say of a site."""
    site, checks = import_module("onward.site"), import_module("onward.checks")
    problems: list[Problem] = checks.check(site.read(settings, files))
    return problems


def remembered(settings: Settings, files: Files, cache: Cache) -> list[Problem]:
    """The same, with the help of what earlier checks found out."""
    today = day_of(os.environ)
    before = fingerprint(settings, files, today)
    known = recall_problems(cache, before)
    if known is not None:
        return known
    # Loaded here: most of a check in which nothing has changed would be loading.
    site, checks = import_module("onward.site"), import_module("onward.checks")
    build = site.open_site(settings, files)
    syllables = Syllables(cache, build.syllables)
    build.syllables, build.prove = syllables, Proofs(cache, build.prove)
    memory = PageMemory(cache, before, build.titles)
    site.read_markdown(build, settings, memory.recall_pages(build))
    try:
        problems: list[Problem] = checks.check(build, memory=memory)
    except Forgotten:  # A rule asks more of another page than was kept.
        return found(settings, files)
    # Whoever saves a file while it is checked shall not find later what was true of half of it.
    if fingerprint(settings, files, today) == before:
        keep_problems(cache, before, problems)
        memory.keep_pages(build)
        memory.write()
        syllables.write()
    cache.trim()
    return problems


def _tell(
    problems: tuple[Problem, ...], lines: Callable[[str], Sequence[str]], root: str, options: argparse.Namespace
) -> int:
    to_terminal = options.output is None
    report = Report(
        problems,
        lines,
        root,
        colour=to_terminal and colour_wanted(os.environ, terminal=sys.stdout.isatty()),
        width=shutil.get_terminal_size((100, 24)).columns - 12 if sys.stdout.isatty() and to_terminal else 100,
    )
    text = written(options.format, report)
    if to_terminal:
        sys.stdout.write(text)
    else:
        try:
            options.output.write_bytes(text.encode())
        except OSError as error:
            print(f"{options.output} cannot be written: {error.strerror}.", file=sys.stderr)
            return 2
        print(closing(problems))
    return 1 if fails(problems, strict=options.strict) else 0


def colour_wanted(environ: Mapping[str, str], *, terminal: bool) -> bool:
    """Whether to colour: on a terminal, unless NO_COLOR is set (https://no-color.org); elsewhere with FORCE_COLOR."""
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR", "0") not in {"", "0", "false"}:
        return True
    able = sys.platform != "win32" or "WT_SESSION" in environ
    return terminal and able and environ.get("TERM") != "dumb"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a site lies: `base` is the folder of mkdocs.yml, to which the paths of problems are relative."""

    base: Path
    docs: Path
    config: str

    @classmethod
    def of(cls, settings: Settings) -> Place:
        """The place of the site with these settings."""
        return cls(_place(settings.config).parent, _place(settings.docs), settings.config.name)

    def shown(self, page: str) -> str:
        """The path of a page as problems show it."""
        try:
            return (self.docs / page).relative_to(self.base).as_posix()
        except ValueError:
            return f"{self.docs.name}/{page}"

    def page(self, path: Path) -> str:
        """The path below the docs folder of a page that need not exist yet.

        Raises:
            UnfitPath: if no page can be there.
        """
        absolute = self._found(path) or _place(Path.cwd() / path)
        if absolute.suffix != ".md" or not absolute.is_relative_to(self.docs):
            raise UnfitPath(f"{path} can be no page: pages are .md files in {self.docs.name}/.")
        below = absolute.relative_to(self.docs)
        if not is_page(below):
            raise UnfitPath(f"{path} can be no page: what is in a hidden folder, or in _data, is none.")
        return below.as_posix()

    def named(self, path: Path) -> str:
        """The path, as problems show it, of a file or folder named from here or from the folder of mkdocs.yml.

        Raises:
            UnfitPath: if there is none, or not in the site.
        """
        absolute = self._found(path)
        if absolute is None:
            known = [self.shown(name) for name in page_files(self.docs)]
            guess = difflib.get_close_matches(path.as_posix(), known, n=1)
            raise UnfitPath(f"There is no {path}.{f' Did you mean {guess[0]}?' if guess else ''}")
        if absolute.is_relative_to(self.docs):
            return self.shown(absolute.relative_to(self.docs).as_posix()).removesuffix("/.")
        if absolute.is_relative_to(self.base):
            return absolute.relative_to(self.base).as_posix()
        raise UnfitPath(f"{path} is not in the folder of this site, {self.base}.")

    def chooser(self, asked: Sequence[str], files: Files) -> Callable[[str], bool]:
        """Which problems are asked for, by their paths; all if nothing is named.

        Raises:
            UnfitPath: if something is named in which nothing is checked.
        """
        if not asked:
            return lambda _: True
        data = self.docs / "_data"
        checked = [self.config, *map(self.shown, files), self.shown("_data")]
        checked += [self.shown(file.relative_to(self.docs).as_posix()) for file in sorted(data.rglob("*"))]
        for name in asked:
            if not any(_within(each, name) for each in checked):
                raise UnfitPath(
                    f"{name} is not checked: it is no page, no data file and not {self.config}, and holds none."
                )
        return lambda path: any(_within(path, name) for name in asked)

    def lines(self, files: Files) -> Callable[[str], Sequence[str]]:
        """Gives the lines of a file by its path as problems show it."""
        pages = {self.shown(name): data for name, data in files.items()}
        known: dict[str, Sequence[str]] = {}

        def of(path: str) -> Sequence[str]:
            if path not in known:
                data = pages.get(path)
                known[path] = lines_of(data) if isinstance(data, bytes) else file_lines(self.base / path)
            return known[path]

        return of

    def _found(self, path: Path) -> Path | None:
        places = (Path.cwd() / path, self.base / path)
        return next((_place(place) for place in places if place.exists() or place.is_symlink()), None)


def _place(path: Path) -> Path:
    """A path from the top, with the links of its folder followed and its own not: a page may be a link."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would follow the last link, too.
    return absolute.parent.resolve() / absolute.name


def _within(path: str, name: str) -> bool:
    return name in {".", path} or path.startswith(f"{name}/")
