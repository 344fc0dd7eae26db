"""The live preview: each page with a panel of what is wrong, and the last good pages when a build has ended early.

A page's links are looked at when all pages are built, too late for its template. So while the site is served a template
leaves a mark where the panel goes, and the panel is put there at the very end, in plain HTML: it needs no script.
"""

from __future__ import annotations

import logging
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from urllib.parse import quote, urlsplit

from jinja2 import Template

from onward.build import Build
from onward.checks import engine_warning
from onward.model import Problem, Severity
from onward.text import TEXT

MARK = "<!-- what is wrong with this page -->"
"""Where a served page gets its panel. What stands before it in a template is escaped, so the first one is ours."""

TEMPLATE = "partials/onward/problems.html"
SHEET = "problems"

ENGINE = engine_warning.RULE.id

_WEIGHTS = list(Severity)
_NOT_FOUND = "404.html"
_QUOTED = re.compile(r"['\"]([^'\"\n]+)['\"]")


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a message: plain words, or what stood in backticks."""

    text: str
    code: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A problem as the panel shows it."""

    severity: str
    place: str
    rule: str
    message: tuple[Words, ...]
    hint: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class FileProblems:
    """What is wrong with another file; `address` leads to its page, if it has one that is not this one."""

    path: str
    address: str
    problems: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """What is wrong, as one page shows it.

    `first` are the problems to see at once and `more` those below a fold, errors before the rest; `elsewhere` are the
    other files'. `stopped` says that the pages are those of an earlier build. `sheet` is the stylesheet's address.
    """

    title: str
    first: tuple[Shown, ...]
    more: tuple[Shown, ...]
    elsewhere: tuple[FileProblems, ...]
    stopped: bool
    sheet: str

    @property
    def elsewhere_count(self) -> int:
        """How many problems other files have."""
        return sum(len(file.problems) for file in self.elsewhere)


AT_ONCE = 8
"""So many problems of a page are shown before the rest is folded: below them is the page that is being written."""


@dataclass
class Site:
    """A built site before it got its panels: every file, and what a panel needs to know of it."""

    files: dict[str, bytes]
    template: Template
    sheet: str
    mount: str
    pages: Mapping[str, str]
    """The built file of each page, by the path that problems name."""

    def with_panels(self, problems: Sequence[Problem], *, stopped: bool = False) -> Iterable[tuple[str, bytes]]:
        """The files that have a panel, each with its own; `stopped` shows all problems on each page."""
        for path, data in self.files.items():
            if not path.endswith(".html"):
                continue
            before, mark, after = data.decode("utf-8", "replace").partition(MARK)
            if mark:
                panel = self.panel(path, problems, stopped=stopped)
                shown = self.template.render(panel=panel, text=TEXT) if panel else ""
                yield path, f"{before}{shown}{after}".encode()

    def panel(self, built: str, problems: Sequence[Problem], *, stopped: bool = False) -> Panel | None:
        """What the page in the built file `built` shows; None if nothing is wrong."""
        if not problems:
            return None
        own = [problem for problem in problems if stopped or self._built(problem.path) == built]
        rest = [] if stopped else [problem for problem in problems if self._built(problem.path) != built]
        shown = tuple(map(_shown, sorted(own, key=_by_weight)))
        return Panel(
            title=TEXT["problems_stopped" if stopped else "problems_title"],
            first=shown[:AT_ONCE],
            more=shown[AT_ONCE:],
            elsewhere=tuple(
                FileProblems(path, self._address(path, built), tuple(map(_shown, sorted(group, key=_by_weight))))
                for path, group in groupby(sorted(rest), key=lambda problem: problem.path)
            ),
            stopped=stopped,
            sheet=self._href(self.sheet, built),
        )

    def _built(self, path: str) -> str:
        """The built file of a page, or what stands for it: the problem of a template names a built file itself."""
        return self.pages.get(path, path.removeprefix("built:"))

    def _address(self, path: str, seen_from: str) -> str:
        built = self._built(path)
        if built not in self.files or not built.endswith(".html"):
            return ""
        return self._href(built, seen_from)

    def _href(self, built: str, seen_from: str) -> str:
        """The address of a built file on the page in another. The page for what is missing is shown at any depth."""
        if seen_from == _NOT_FOUND:
            return quote(f"{self.mount}{_without_index(built)}")
        folder = posixpath.dirname(seen_from) or "."
        relative = posixpath.relpath(_without_index(built) or ".", folder)
        slash = "/" if built.endswith("/index.html") or built == "index.html" else ""
        return quote(f"{relative}{slash}")


@dataclass
class Serving:
    """What outlives the builds of one preview: the last good site, and what the engine has said in this build."""

    site: Site | None = None
    said: list[tuple[int, str]] = field(default_factory=list)
    configured: bool = False
    finished: bool = False

    def begin(self) -> None:
        """A build begins."""
        self.said.clear()
        self.configured = self.finished = False

    def errors(self) -> list[str]:
        """What the engine has called an error."""
        return [text for level, text in self.said if level >= logging.ERROR]

    def finish(self, build: Build, folder: Path, template: Template) -> None:
        """Put the panels, made by `template`, into the site that was built in `folder`; keep it as it was before."""
        self.finished = True
        self.site = Site(
            {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()},
            template,
            build.sheets[SHEET].path,
            f"/{urlsplit(build.site_url).path.strip('/')}/".replace("//", "/"),
            {build.file(source): built for built, source in build.built.items()},
        )
        problems = [*(each for each in build.problems if not each.allowed), *engine_problems(self.said, build)]
        for path, data in self.site.with_panels(problems):
            (folder / path).write_bytes(data)

    def show_stop(self, problem: Problem, folder: Path) -> None:
        """Put the last good site into `folder` again, with what ended the build on every page."""
        if self.site is None:
            return
        for left in folder.rglob("*.html"):
            if left.relative_to(folder).as_posix() not in self.site.files:
                left.unlink()  # The build got as far as this page.
        for path, data in {**self.site.files, **dict(self.site.with_panels([problem], stopped=True))}.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


class Listener(logging.Handler):
    """Keeps what the engine warns of, beside what our own rules say."""

    def __init__(self, serving: Serving, own: str) -> None:
        super().__init__(logging.WARNING)
        self.serving = serving
        self.own = own

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record; the server's own (who asked for what) are about no file."""
        if record.name != self.own and not record.name.endswith(".livereload"):
            self.serving.said.append((record.levelno, record.getMessage()))


def engine_problems(said: Iterable[tuple[int, str]], build: Build) -> list[Problem]:
    """What the engine said as problems of mkdocs.yml, at the line that holds the name it speaks of."""
    problems = []
    lines = build.settings.split("\n")
    for level, text in dict.fromkeys(said):
        names = _QUOTED.findall(text)
        number = next((n for name in names for n, line in enumerate(lines, 1) if name in line), 1)
        weight = Severity.ERROR if level >= logging.ERROR else Severity.WARNING
        problems.append(Problem(build.config.name, number, 1, ENGINE, text, weight))
    return problems


def following(
    rebuild: Callable[[], None], serving: Serving, folder: Path, stop: Callable[[BaseException], Problem]
) -> Callable[[], None]:
    """`rebuild` for a server that must not be left waiting: when it fails, the last good site is shown, and why.

    MkDocs' server answers nobody after a build that raised, until one succeeds.
    """

    def build() -> None:
        serving.begin()
        try:
            rebuild()
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it is, the server goes on
            if not serving.finished:  # A strict build is given up when it is done.
                serving.show_stop(stop(error), folder)

    return build


def _shown(problem: Problem) -> Shown:
    place = f"{problem.path}:{problem.line}:{problem.column}"
    return Shown(problem.severity.value, place, problem.rule, words(problem.message), words(problem.hint))


def words(text: str) -> tuple[Words, ...]:
    """A message with what stands in backticks told apart; all plain if the backticks do not pair."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return (Words(text, code=False),)
    return tuple(Words(part, code=index % 2 == 1) for index, part in enumerate(parts) if part)


def _by_weight(problem: Problem) -> tuple[int, Problem]:
    return _WEIGHTS.index(problem.severity), problem


def _without_index(built: str) -> str:
    return built.removesuffix("index.html") if built == "index.html" or built.endswith("/index.html") else built
