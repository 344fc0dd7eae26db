"""A block that never ends.

Why: it swallows the rest of the page. What it swallowed is not reported as well.

Example: `/// checklist | …` without a `///` after the last item.

Put it right: add a line `///`, with a blank line before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity

LAST = {
    "quiz": "answer",
    "self-check": "outcome",
    "advisers-differ": "paragraph",
    "plan": "field",
    "steps": "step",
}
"""What stands last in blocks in which anything may stand; those that are not named here hold options alone."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a block holds whose lines can be told from those below it: the last line of its kind is before its end."""

    name: str
    signs: str
    last: re.Pattern[str]
    where: str = " The last {name} ends on line {line}."


_PARTS = {
    "checklist": _Parts("item", " \t-*+", re.compile(r"[-*+] \[")),
    "do-and-avoid": _Parts("point", " \t-*+#", re.compile(r"[-*+] ")),
    "message": _Parts("line of the letter", " \t-*+#>", re.compile(">"), " That is most probably line {line}."),
}
_SECTION = re.compile(r"## |/{3,}[ \t]*[a-z]", re.IGNORECASE)


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fence in page.fences:
        if fence.closed is None:
            message = f"the `{fence.name}` block opened here is never closed"
            hint = _hint(fence.name, page.lines[fence.position.line :], fence.position.line + 1)
            meant = (fault for fault in page.faults_of("block-end") if fault.found == "strokes")
            end = next((fault for fault in meant if fault.position > fence.position), None)
            if end:
                hint = f"Line {end.position.line} is `{end.detail}`: write `///` there."
            yield Finding(fence.position, message, hint)
            return


def _hint(name: str, below: Sequence[str], first: int) -> str:
    """Where the end most probably has to stand: behind what is the block's, and above the next section or block."""
    section = next((number for number, line in enumerate(below) if _SECTION.match(line)), len(below))
    above = f" It has to stand above line {first + section}." if section < len(below) else ""
    parts = _PARTS.get(name)
    if parts is None:
        return f"Add a line /// after the last {LAST.get(name, 'option')}.{above}"
    last = _last_line(parts, below[:section])
    where = above if last is None else parts.where.format(name=parts.name, line=first + last)
    return f"Add a line /// after the last {parts.name}.{where}"


def _last_line(parts: _Parts, below: Sequence[str]) -> int | None:
    """The index of the last line of a block's own kind, before text that cannot be part of it."""
    last, started = None, False
    for number, line in enumerate(below):
        if parts.last.match(line):
            last, started = number, True
        elif line.strip() and line[0] in " \t" and last is not None:
            last = number
        elif line.strip() and line[0] not in parts.signs:
            # What goes on right below a line is part of it; what stands above all of them is an introduction.
            if last is not None and last == number - 1:
                last = number
            elif started:
                break
        started = started or line[:1] in {"-", "*", "+", "#", ">"}
    return last


RULE = Rule("block-unclosed", Severity.ERROR, __doc__, page=check)
