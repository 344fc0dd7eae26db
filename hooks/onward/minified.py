"""Scripts made as small as they get, ahead of the build, which so needs no Node.

What Terser makes of a script is committed in `overrides/minified/` (`make scripts`). Its first line names by a hash
what it was made of. Of a script that has changed since, comments and spaces alone are taken away: it says the same, and
who writes it sees each change at once.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import rjsmin

FOLDER = "minified"
"""The folder of `overrides/` with what Terser has made; not published as it is."""

TERSER = "terser@5.51.4"
"""https://www.npmjs.com/package/terser, which is under the BSD licence of two clauses."""

OWN_NAMES = (
    "fresh",
    "given",
    "initial",
    "isTouched",
    "oldKeys",
    "raws",
    "replies",
    "report",
    "tied",
    "whole",
    "writings",
)
"""Properties of the scripts' own objects alone: of nothing that is kept, or that a page or a browser has."""

OPTIONS = (
    *("--ecma", "2020", "--toplevel", "--mangle", "--mangle-props", f"regex=/^({'|'.join(OWN_NAMES)})$/"),
    *(
        "--compress",
        "passes=4,inline=1,keep_fargs=false,pure_getters=true,unsafe=true,unsafe_arrows=true,unsafe_methods=true",
    ),
)
"""Names are shortened, and code that is used once stands where it is used.

What is unsafe in general is not in our code: there is no `this` but in classes, to read a property does nothing, and
nobody has changed what the language brings along.
"""


class NotMade(Exception):
    """Terser could not be had, or did not understand a script; the text says which."""


def minified(overrides: Path, name: str, source: str) -> str:
    """A script as browsers get it.

    Args:
        overrides: where `minified/` is.
        name: the name of its file there.
        source: the whole script.
    """
    return _made(overrides, name, source) or rjsmin.jsmin(source)


def is_current(overrides: Path, name: str, source: str) -> bool:
    """Whether the file of a script was made of what the script says today."""
    return bool(_made(overrides, name, source))


def _made(overrides: Path, name: str, source: str) -> str:
    """What Terser has made of a script as it is today; empty if there is nothing."""
    file = overrides / FOLDER / name
    mark, _, made = (file.read_text("utf-8") if file.exists() else "").partition("\n")
    return made if mark == _mark(source) else ""


def make(overrides: Path, name: str, source: str) -> int:
    """Let Terser make the file of a script, by Node's `npx`, which may fetch it. Returns its length in characters.

    Raises:
        NotMade: there is no `npx`, or Terser failed.
    """
    npx = shutil.which("npx")
    if npx is None:
        raise NotMade("npx was not found: install Node 20 or newer")
    command = [npx, "--yes", TERSER, *OPTIONS]
    result = subprocess.run(command, input=source.encode(), capture_output=True, check=False)
    if result.returncode != 0 or not result.stdout.strip():
        raise NotMade(f"{name}: {result.stderr.decode(errors='replace').strip()}")
    made = result.stdout.decode().strip()
    file = overrides / FOLDER / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"{_mark(source)}\n{made}\n", "utf-8", newline="\n")
    return len(made)


def _mark(source: str) -> str:
    made_of = "\0".join((TERSER, *OPTIONS, source))
    return f"// {TERSER}, of {hashlib.sha256(made_of.encode()).hexdigest()[:16]}: made by `make scripts`, not by hand"
