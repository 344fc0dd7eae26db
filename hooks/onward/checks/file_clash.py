"""Two files of which the site can have only one.

Why: two files can come to the same address (`reply.md` and `reply/index.md`), and then one of them is missing from the
site, without a word. Two names that differ only in capitals are one name on Windows and macOS: there one file
overwrites the other. A file can also take the place of one that the site makes itself, such as `404.html`.

Example: `docs/help/README.md` beside `docs/help/index.md`.

Put it right: keep one of the two, or give one another name.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.files import FileFault, built_name, printable
from onward.model import START, Severity


def check(build: Build) -> Iterator[Finding]:
    for fault in build.folder.faults_of("file-clash"):
        yield Finding(START, *_words(build, fault), path=printable(fault.path))


def _words(build: Build, fault: FileFault) -> tuple[str, str]:
    other = f"`{build.file(printable(fault.other))}`"
    if fault.found == "case":
        message = f"the name differs from {other} only in capitals; on Windows and macOS one overwrites the other"
        return message, "Give one of them another name, or delete it."
    if fault.found == "form":
        message = f"the name looks the same as {other} and is spelled with other characters"
        return message, "Give one of them another name, or delete it."
    name = built_name(fault.path, directory_urls=build.setting.directory_urls)
    if fault.found in {"site", "theme"}:
        message = f"the file would take the place of `{name}`, which the {fault.found} makes itself"
        return message.replace("theme makes itself", "theme brings"), "Give it another name."
    if posixpath.dirname(fault.path) == posixpath.dirname(fault.other):
        one, two = (posixpath.basename(path) for path in sorted((fault.path, fault.other), reverse=True))
        message = f"both `{one}` and `{two}` make `/{name.removesuffix('index.html')}`"
        return message, "Keep one of them."
    message = f"{other} makes `/{name.removesuffix('index.html')}` too, and the site can have only one of them"
    return message, "Give one of them another name, or put what they say on one page."


RULE = Rule("file-clash", Severity.ERROR, __doc__, site=check)
