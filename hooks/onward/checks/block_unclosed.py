"""A block that never ends.

Why: it swallows the rest of the page. What it swallowed is not reported as well.

Example: `/// checklist | …` without a `///` after the last item.

Put it right: add a line `///`, with a blank line before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity

LAST = {"quiz": "answer", "self-check": "outcome", "advisers-differ": "paragraph"}
"""What stands last in blocks in which anything may stand; others hold lists or letters, or options alone."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a block holds whose lines can be told from those below it: the last line of its kind is before its end."""

    name: str
    signs: str
    last: re.Pattern[str]
    where: str = " The last {name} is on line {line}."


_PARTS = {
    "checklist": _Parts("item", " -*+", re.compile(r"[-*+] \[")),
    "do-and-avoid": _Parts("point", " -*+#", re.compile(r"[-*+] ")),
    "message": _Parts("line of the letter", " -*+#>", re.compile(">"), " That is line {line}."),
}
_SECTION = re.compile(r"## |/{3,} *[a-z]")


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
    parts = _PARTS.get(name)
    if parts is None:
        above = f" It has to stand above line {first + section}." if section < len(below) else ""
        return f"Add a line /// after the last {LAST.get(name, 'option')}.{above}"
    own = list(takewhile(lambda line: not line or line[0] in parts.signs, below[:section]))
    last = max((number for number, line in enumerate(own) if parts.last.match(line)), default=None)
    return f"Add a line /// after the last {parts.name}." + (
        "" if last is None else parts.where.format(name=parts.name, line=first + last)
    )


RULE = Rule("block-unclosed", Severity.ERROR, __doc__, page=check)
