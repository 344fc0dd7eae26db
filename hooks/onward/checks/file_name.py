"""A name of a file or a folder that makes a bad address, or that cannot be a name everywhere.

Why: the name becomes part of the page's address, which is typed, printed and kept for years. `#`, `?` and `%` mean
something else in an address; a space becomes `%20`. Some names are impossible on Windows, so that nobody who uses it
can open the project.

Example: `docs/What next?.md`, `docs/con.md`.

Put it right: use small letters, digits and `-`: `what-next.md`. Change the links to it, too.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator

from onward.build import Build
from onward.checks.nav_omitted import menu_line, omitted
from onward.checks.rule import Finding, Rule
from onward.files import LONGEST_PATH, PAGE_ENDING, FileFault, printable
from onward.model import START, Severity

_WEIGHTS = {
    "control": Severity.ERROR,
    "address": Severity.ERROR,
    "letters": Severity.NOTE,
    "capitals": Severity.NOTE,
}
"""A name that works everywhere but is not a good one is a note; one that fails on another computer is a warning."""


def check(build: Build) -> Iterator[Finding]:
    for fault in build.folder.faults_of("file-name"):
        weight = _WEIGHTS.get(fault.found, Severity.WARNING)
        yield Finding(START, _message(fault), _hint(fault, build), path=printable(fault.path), severity=weight)


def _message(fault: FileFault) -> str:
    signs = ", ".join(f"`{sign}`" for sign in fault.other) if fault.found in {"address", "windows-sign"} else ""
    return {
        "control": "the name holds a sign that no page may have in its address; the file is not published",
        "address": f"the name holds {signs}, which means something else in an address",
        "windows-sign": f"the name holds {signs}, which no file may have in its name on Windows",
        "windows-name": f"`{fault.other}` cannot be the name of a file on Windows",
        "edge": "the name begins with a space, or ends with a space or a dot, which Windows takes away",
        "space": "the name has a space in it, which becomes `%20` in the address",
        "form": "the name holds accents that stand apart from their letters, as macOS writes them",
        "letters": "the name has letters in it that become codes such as `%C3%A9` in the address",
        "capitals": "the name has capitals in it; who types the address in small letters does not find the page",
        "long": f"the path has {fault.other} characters; Windows may not be able to open it",
    }[fault.found]


def _hint(fault: FileFault, build: Build) -> str:
    if fault.found == "long":
        return f"Shorten it to {LONGEST_PATH} characters or fewer."
    if fault.found == "windows-name":
        return f"Call it something else, for example `{fault.other.lower()}-page.md`."
    name = posixpath.basename(fault.path)
    stem, ending = posixpath.splitext(name)
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    suggested = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    if not suggested:
        return "Use small letters, digits and `-`."
    better = f"{suggested}{ending.lower().strip()}"
    if (build.docs / fault.path).is_dir():
        return f"Rename the folder to `{better}`, and write the new name in the menu and in the links."
    if not omitted(build, fault.path):
        menu = "the menu and in " if name.endswith(PAGE_ENDING) and build.configured.nav is not None else ""
        return f"Rename the file to `{better}`, and write the new name in {menu}the links to it."
    line = menu_line(build, fault.path, posixpath.join(posixpath.dirname(fault.path), better))
    return f"Rename the file to `{better}`, then add a line to the menu in mkdocs.yml: `{line}`."


RULE = Rule("file-name", Severity.ERROR, __doc__, site=check)
