"""What ended a build, in words for whoever saved the file that did it: mkdocs.yml, a template, a pipe.

Pages and data files never end a build: what is wrong with them is left out, and a rule says so. This is for the rest,
which MkDocs and Jinja meet before any rule could.
"""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError

from onward.checks import build_stopped
from onward.files import MOST_NAMES
from onward.model import Problem
from onward.source import NO_FILE, is_ordinary, read_file
from onward.yaml_tree import YamlFault
from onward.yaml_tree import read as read_yaml

RULE = build_stopped.RULE.id

_UNDO = "Undo what was changed last, or ask whoever looks after the site."
_TEXTS = {".html", ".css", ".js"}

# What MkDocs 1.6 says: https://github.com/mkdocs/mkdocs/blob/1.6.1/mkdocs/config/config_options.py and base.py.
_REQUIRED = "Required configuration not provided."
_NO_MAPPING = "The configuration is invalid. Expected a key-value mapping"
_CONFIG_VALUE = re.compile(r"Config value '(?P<key>[^']+)': (?P<why>.+)", re.DOTALL)


def template_problem(error: BaseException, root: Path) -> Problem | None:
    """The line of a template at which a build ended, or None if it was no template; `root` is the project's folder."""
    first = list(_causes(error))[-1]
    if isinstance(first, UnicodeDecodeError):
        return None  # Jinja names the template that asks for the one that cannot be read.
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
        text = read_file(config).decode("utf-8-sig").replace("\r\n", "\n")
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
    for match in filter(None, map(_CONFIG_VALUE.match, said)):
        key, why = match["key"], match["why"]
        line = _line_of_key(key, text)
        if why == _REQUIRED:
            return Problem(path, line, 1, RULE, f"`{key}` is missing", hint=f"Add a line `{key}: …`.")
        message = f"`{key}` cannot be used: {_lower(_without(root, why))}"
        return Problem(path, line, 1, RULE, message, hint="Correct it, or undo what was changed last.")
    if str(error).startswith(_NO_MAPPING):
        message = "the file must be keys and values"
        return Problem(path, 1, 1, RULE, message, hint="Write each as `key: value`, for example `site_name: My site`.")
    message = f"the settings cannot be used: {_lower(_without(root, str(error)))}"
    return Problem(path, 1, 1, RULE, message, hint=_UNDO)


def other_problem(error: BaseException, config: Path, root: Path, said: Sequence[str] = ()) -> Problem:
    """A build that ended for a reason of no other kind: a file, or a fault of the program itself."""
    first = list(_causes(error))[-1]
    if isinstance(first, OSError) and first.filename:
        message = f"the file cannot be read: {first.strerror or first}"
        hint = "Put it back, or delete what stands in its place."
        return Problem(_shown(first.filename, root), 1, 1, RULE, message, hint=hint)
    if isinstance(first, UnicodeDecodeError):
        for file in sorted(root.glob("overrides/**/*.*")):
            if file.suffix in _TEXTS and not _is_text(file):
                return Problem(_shown(file, root), 1, 1, RULE, "the file is not UTF-8", hint="Save it as UTF-8.")
    about = _without(root, next(iter(said), "") or f"{type(first).__name__}: {first}")
    message = f"the site could not be built: {about.partition(chr(10))[0]}"
    return Problem(_shown(config, root), 1, 1, RULE, message, hint=f"{_UNDO} `mkdocs serve -v` says more.")


def endless_problem(docs: Path, root: Path) -> Problem:
    """Links that the site leaves out, and MkDocs follows all the same before it leaves anything out."""
    message = f"following the links in this folder finds more than {MOST_NAMES:,} names, as in a circle"
    hint = "Delete the links to folders, also those that `exclude_docs` names."
    return Problem(_shown(docs, root), 1, 1, RULE, message, hint=hint)


def pipe_problem(files: Iterable[Path], root: Path) -> Problem | None:
    """A template or a picture that is a pipe or a device: reading it would wait for ever."""
    pipe = next((file for file in sorted(files) if not is_ordinary(file)), None)
    if pipe is None:
        return None
    hint = "Put the file itself here, or delete what stands in its place."
    return Problem(_shown(pipe, root), 1, 1, RULE, f"the file cannot be read: {NO_FILE}", hint=hint)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and those that it was made from, the first cause last."""
    current: BaseException | None = error
    while current is not None:
        yield current
        current = current.__cause__


def _line_of_key(key: str, text: str) -> int:
    return next((number for number, line in enumerate(text.split("\n"), 1) if line.startswith(f"{key}:")), 1)


def _is_text(file: Path) -> bool:
    try:
        file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return False
    except OSError:
        pass
    return True


def _without(root: Path, text: str) -> str:
    """A message without the folder that the project happens to stand in."""
    return text.replace(f"{root}{os.sep}", "")


def _shown(path: str | os.PathLike[str], root: Path) -> str:
    """A path as problems show it: relative to the project where it is below it."""
    full = Path(path).absolute()
    return full.relative_to(root).as_posix() if full.is_relative_to(root) else full.as_posix()


def _lower(text: str) -> str:
    """The first line of another program's message, to stand behind a colon."""
    line = text.strip().partition("\n")[0].rstrip(".")
    return line[:1].lower() + line[1:] if line[1:2].islower() else line
