"""A link in docs/ to something that is not published there itself.

Why: MkDocs follows every link on the disk (a symlink, an alias of the file system) and publishes what it leads to, from
wherever on the computer that is. A link to a folder can lead in circles. What is refused here is neither read nor
copied.

Example: `docs/leak.md`, a symlink to `/etc/hostname`.

Put it right: put the file itself in the place of the link. A link to a page or a picture in docs/ is allowed.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.files import printable
from onward.model import START, Severity

MESSAGES = {
    "outside": "the file is a link to something outside the docs folder; it is neither read nor published",
    "folder": "this is a link to the folder `{other}`; links to folders are not followed",
    "dangling": "the file is a link to `{other}`, which does not exist",
    "circle": "the file is a link that leads in a circle, by way of `{other}`",
    "left-out": "the file is a link to `{other}`, which is not published",
}


def check(build: Build) -> Iterator[Finding]:
    for fault in build.folder.faults_of("file-link"):
        other = (
            printable(fault.other)
            if fault.found in {"dangling", "circle"}
            else posixpath.normpath(build.file(printable(fault.other)))
        )
        hint = "Put the file itself here, or delete the link."
        if fault.found == "folder":
            hint = "Put the pages of the folder in one place, and link to them from your text."
        yield Finding(START, MESSAGES[fault.found].format(other=other), hint, path=printable(fault.path))


RULE = Rule("file-link", Severity.ERROR, __doc__, site=check)
