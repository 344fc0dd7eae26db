"""What ended a build, in words for whoever saved the file that did it: mkdocs.yml, a template, a folder without an end.

Pages and data files never end a build: what is wrong with them is left out, and a rule says so. This is for the rest,
which MkDocs and Jinja meet before any rule could.
"""

from __future__ import annotations

import os
import re
import stat
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError

from onward.model import Position, Problem
from onward.yaml_tree import YamlFault
from onward.yaml_tree import read as read_yaml

RULE = "build-stopped"

_UNDO = "Undo what was changed last, or ask whoever looks after the site."
_CONFIG_VALUE = re.compile(r"Config value '(?P<key>[^']+)': (?P<why>.+)", re.DOTALL)


def template_problem(error: BaseException, root: Path) -> Problem | None:
    """The line of a template at which a build ended, or None if it was no template; `root` is the project's folder."""
    first = list(_causes(error))[-1]
    if isinstance(first, TemplateSyntaxError):
        path = _shown(first.filename, root) if first.filename else f"overrides/{first.name}"
        message = f"the template cannot be read: {_lower(first.message or 'a tag is not closed')}"
        return Problem(path, first.lineno, 1, RULE, message, hint=f"Correct the line. {_UNDO}")
    # Jinja gives its frames the names and the lines of the templates.
    frames = [frame for frame in traceback.extract_tb(first.__traceback__) if frame.filename.endswith(".html")]
    if not frames:
        return None
    missing = f"there is no template `{first.name}`" if isinstance(first, TemplateNotFound) else ""
    message = missing or f"the template stops here: {_lower(str(first))}"
    return Problem(_shown(frames[-1].filename, root), frames[-1].lineno or 1, 1, RULE, message, hint=_UNDO)


def settings_problem(error: BaseException, config: Path, root: Path, said: Sequence[str] = ()) -> Problem:
    """What is wrong with mkdocs.yml, when the engine would not take it; `said` are the errors that it logged."""
    path = _shown(config, root)
    try:
        text = config.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        # Below this key alone values are ours to judge; the syntax is read throughout.
        read_yaml(text, within=("extra", "agency"))
    except FileNotFoundError:
        return Problem(path, 1, 1, RULE, "the site's settings are missing", hint="Put mkdocs.yml back.")
    except OSError as gone:
        message = f"the site's settings cannot be read: {gone.strerror}"
        return Problem(path, 1, 1, RULE, message, hint="Put the file mkdocs.yml itself here.")
    except UnicodeDecodeError:
        return Problem(path, 1, 1, RULE, "the site's settings are not UTF-8", hint="Save the file as UTF-8.")
    except YamlFault as fault:
        place = fault.position
        return Problem(path, place.line, place.column, RULE, fault.message, hint=fault.hint or "Correct the line.")
    for line in said:
        match = _CONFIG_VALUE.match(line)
        if match:
            position = _place_of_key(match["key"], text)
            message = f"`{match['key']}` cannot be used: {_lower(match['why'])}"
            return Problem(path, position.line, position.column, RULE, message, hint=f"Correct it. {_UNDO}")
    message = f"the settings cannot be used: {_lower(str(error))}"
    return Problem(path, 1, 1, RULE, message, hint=_UNDO)


def other_problem(error: BaseException, config: Path, root: Path, said: Sequence[str] = ()) -> Problem:
    """A build that ended for a reason of no other kind: a file, or a fault of the program itself."""
    first = list(_causes(error))[-1]
    if isinstance(first, OSError) and first.filename:
        message = f"the file cannot be read: {first.strerror or first}"
        hint = "Put it back, or delete what stands in its place."
        return Problem(_shown(first.filename, root), 1, 1, RULE, message, hint=hint)
    about = next(iter(said), "") or f"{type(first).__name__}: {first}"
    message = f"the site could not be built: {_lower(about)}"
    return Problem(_shown(config, root), 1, 1, RULE, message, hint=f"{_UNDO} The terminal says more.")


def endless_problem(docs: Path, root: Path) -> Problem | None:
    """A link to a folder that it stands in itself: MkDocs would follow it again and again."""
    link = _endless(docs, (docs.resolve(),))
    if link is None:
        return None
    message = "the link leads back to a folder that it stands in, so the site would have no end"
    return Problem(_shown(link, root), 1, 1, RULE, message, hint="Delete the link; link to pages by their own names.")


def is_ordinary(path: str | os.PathLike[str]) -> bool:
    """Whether reading this cannot wait for ever, as it can on a pipe or a device. What is missing is ordinary."""
    try:
        mode = Path(path).stat().st_mode
    except OSError:
        return True
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)


def _endless(folder: Path, above: tuple[Path, ...]) -> Path | None:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return None
    for entry in entries:
        if not entry.is_dir():
            continue
        real = entry.resolve()
        if entry.is_symlink():
            if real in above or real in above[0].parents:
                return entry
            if not real.is_relative_to(above[0]):
                continue  # Somewhere else altogether: not ours to walk through.
        found = _endless(entry, (*above, real))
        if found is not None:
            return found
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and those that it was made from, the first cause last."""
    current: BaseException | None = error
    while current is not None:
        yield current
        current = current.__cause__


def _place_of_key(key: str, text: str) -> Position:
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(f"{key}:"):
            return Position(number)
    return Position(1)


def _shown(path: str | os.PathLike[str], root: Path) -> str:
    """A path as problems show it: relative to the project where it is below it."""
    full = Path(path).absolute()
    return full.relative_to(root).as_posix() if full.is_relative_to(root) else full.as_posix()


def _lower(text: str) -> str:
    """The first line of another program's message, to stand behind a colon."""
    line = text.strip().partition("\n")[0].rstrip(".")
    return line[:1].lower() + line[1:] if line[1:2].islower() else line
