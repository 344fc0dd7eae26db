"""A file that should not be published.

Why: everything in docs/ is published, to be found by anybody. Backups of an editor, keys, programs and the working
files of a drawing do not belong there; a page of HTML goes past every check.

Example: `docs/reply.md~`, `docs/server.key`, `docs/path.psd`, `docs/offer.html`.

Put it right: move the file out of docs/, or delete it. Where it has to stay, name it in `exclude_docs` in mkdocs.yml.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.files import FileFault, printable
from onward.model import START, Severity

_HINT = "Move it out of docs/, or name it in `exclude_docs` in mkdocs.yml."


def check(build: Build) -> Iterator[Finding]:
    for fault in build.folder.faults_of("file-unwanted"):
        weight = Severity.WARNING if fault.found == "unknown" else Severity.ERROR
        message, hint = _words(fault)
        yield Finding(START, message, hint, path=printable(fault.path), severity=weight)


def _words(fault: FileFault) -> tuple[str, str]:
    if fault.found == "private":
        return "a backup, a key, a program or a leftover of the system is not published", _HINT
    if fault.found == "edited":
        hint = "Save the picture as SVG, PNG or WebP, and keep this file outside docs/."
        return f"a `.{fault.other}` file is for making pictures, and no browser shows it; it is not published", hint
    if fault.found == "html":
        return "a page of HTML is not checked, so it is not published", "Write it as a page in Markdown."
    kind = f"a `.{fault.other}` file" if fault.other else "a file without an ending"
    return f"{kind} would be published as it is, for anybody to download", _HINT


RULE = Rule("file-unwanted", Severity.ERROR, __doc__, site=check)
