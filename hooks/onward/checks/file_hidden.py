"""A page that is not published because of its name.

Why: MkDocs leaves out files and folders whose name begins with a dot, and the folder `docs/templates/`, without a word.

Example: `docs/.reply.md`, `docs/templates/letter.md`.

Put it right: rename it. If it is to be left out, add it to `exclude_docs` in mkdocs.yml, where everybody sees it.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.files import printable
from onward.model import START, Severity


def check(build: Build) -> Iterator[Finding]:
    for fault in build.folder.faults_of("file-hidden"):
        if fault.found == "dot":
            message, hint = "the page is not published: a name on its path begins with a dot", "Take the dot away"
        else:
            message, hint = "the page is not published: MkDocs leaves `templates` out", "Use another folder"
        hint = f"{hint}, or add the page to `exclude_docs` in mkdocs.yml."
        yield Finding(START, message, hint, path=printable(fault.path))


RULE = Rule("file-hidden", Severity.WARNING, __doc__, site=check)
