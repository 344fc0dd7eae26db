"""Something in docs/ that cannot be read as a file.

Why: a file without the right to read it is missing from the site. A pipe or a device would hold up the build for ever.
A folder with the name of a page is taken for one in every link.

Example: a folder `docs/reply.md/`.

Put it right: give your account the right to read the file, give the folder another name, or delete what is no file.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.files import FileFault, printable
from onward.model import START, Severity


def check(build: Build) -> Iterator[Finding]:
    for fault in build.folder.faults_of("file-unreadable"):
        message, hint = _words(fault)
        yield Finding(START, message, hint, path=printable(fault.path))


def _words(fault: FileFault) -> tuple[str, str]:
    if fault.found == "special":
        return f"this is no file but a {fault.other}", "Delete it, or put a file in its place."
    if fault.found == "page-folder":
        name = fault.path.rpartition("/")[2].removesuffix(".md")
        return "this is a folder with the name of a page", f"Call the folder `{name}`."
    hint = "Give your account the right to read it, or delete it."
    return f"the {fault.found} cannot be read: {fault.other}", hint


RULE = Rule("file-unreadable", Severity.ERROR, __doc__, site=check)
