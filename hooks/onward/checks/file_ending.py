"""A page whose name does not end in `.md`.

Why: MkDocs does not take `Reply.MD` or `reply.md.txt` for a page: readers would be offered the Markdown to download.
Others, such as `.markdown`, become pages that nothing else here knows of. So none of them is published.

Example: `docs/reply.MD`, `docs/reply.md.txt`, which Windows may show as `reply.md`.

Put it right: rename the file so that it ends in `.md`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.files import printable
from onward.model import START, Severity


def check(build: Build) -> Iterator[Finding]:
    for fault in build.folder.faults_of("file-ending"):
        message = f"a page ends in `.md`; this one ends in `{fault.found}` and is not published"
        yield Finding(START, message, f"Call it `{posixpath.basename(fault.other)}`.", path=printable(fault.path))


RULE = Rule("file-ending", Severity.ERROR, __doc__, site=check)
