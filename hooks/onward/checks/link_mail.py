"""An e-mail link with an address that no mail reaches.

Why: who taps it gets an empty window, or a mail that comes back.

Example: `[write to us](mailto:help@)`, `[write to us](mailto:not an address)`, `[write to us](help@example.org)`.

Put it right: write `[write to us](mailto:help@example.org)`. A subject goes behind a `?`, with `%20` for each space:
`mailto:help@example.org?subject=My%20question`.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity
from onward.written_links import flaws

_FORM = "Write it as `mailto:help@example.org`."


def check(page: Page, build: Build) -> Iterator[Finding]:
    for position, flaw in flaws(page, build, "link-mail"):
        better = f"Write `{flaw.better}`." if flaw.better else _FORM
        messages = {
            "empty": ("`mailto:` without an e-mail address", _FORM),
            "address": (f"`{flaw.found}` is no e-mail address", better),
            "escape": (f"bad %-escape in `{flaw.found}`", f"For a percent sign as such, write `{flaw.better}`."),
            "space": (f"a space in `{flaw.found}`", better),
            "scheme": (f"`{flaw.found}` does not say mailto:, and is taken for a file here", better),
            "value": (f"`{flaw.found}` has nothing behind it", f"Write `{flaw.found}=…`, or delete it."),
            "field": (
                f"`{flaw.found}` is nothing that a mail has",
                f"Did you mean `{flaw.better}`?" if flaw.better else "Behind the `?` write `subject=…` or `body=…`.",
            ),
        }
        yield Finding(position, *messages[flaw.kind])


RULE = Rule("link-mail", Severity.ERROR, __doc__, page=check)
