"""A link that is printed as it stands, because its brackets are not as Markdown has them.

Why: readers see the brackets and the address, and there is nothing to tap.

Example: `[reply] (reply.md)`, `(reply)[reply.md]`, `[reply](reply.md`, a link in the words of another link.

Put it right: `[reply](reply.md)`: words in square brackets, then at once the address in round ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity


def check(page: Page, build: Build) -> Iterator[Finding]:
    for fault in page.faults_of("link-form"):
        kind, _, address = fault.detail.partition(" ")
        if kind == "gap":
            message = f"`{fault.found}` and its address are apart, and are printed as they stand"
            yield Finding(fault.position, message, f"Take out what is between them: `{fault.found}({address})`.")
        elif kind == "reversed":
            words = fault.found.partition(")")[0].removeprefix("(")
            message = f"`{fault.found}` has its brackets the wrong way round, and is printed as it stands"
            yield Finding(fault.position, message, f"Write `[{words}]({address})`.")
        elif kind == "nested":
            message = f"a link in the words of a link: `{fault.found}` is printed as it stands"
            yield Finding(fault.position, message, "Make two links, one behind the other.")
        else:
            message = f"`{fault.found}` is a link that is not whole, and is printed as it stands"
            yield Finding(fault.position, message, "Write `[words](address)`, on one line, with all four brackets.")


RULE = Rule("link-form", Severity.ERROR, __doc__, page=check)
