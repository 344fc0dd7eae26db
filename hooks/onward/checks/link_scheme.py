"""An address that runs code, holds data, loads something from another site, or opens what no browser opens.

Why: `javascript:` and `data:` addresses can do harm and are stopped by the site's Content-Security-Policy, however
they are written; `//host/…` depends on how the page was opened; and nothing on these pages may ask another server for
anything.

Example: `[x](javascript:alert(1))`, `[x](JaVa&#83;cript:alert(1))`, `[x](//example.org)`, `[x](htps://example.org)`,
`<img src="https://elsewhere.example/picture.png">`.

Put it right: link to a page, to `https:`, `mailto:`, `tel:` or `sms:`. Keep pictures in docs/.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity
from onward.raw_links import broken_raw
from onward.written_links import flaws

_ALLOWED = "Link to a page, https:, mailto:, tel: or sms:."


def check(page: Page, build: Build) -> Iterator[Finding]:
    for position, flaw in flaws(page, build, "link-scheme"):
        if flaw.kind == "dangerous":
            yield Finding(position, f"a `{flaw.better}:` address is not allowed: `{flaw.found}`", _ALLOWED)
        elif flaw.kind == "host":
            yield Finding(position, f"`{flaw.found}` does not say https:", f"Write `{flaw.better}`.")
        elif flaw.kind == "computer":
            message = f"`{flaw.found}` is a place on one computer, which no reader has"
            yield Finding(position, message, "Put the file into docs, and link to it from there.")
        elif flaw.kind == "loaded":
            message = f"`{flaw.found}` is loaded from another site"
            yield Finding(position, message, "Keep the file in docs/ and use it from there.")
        else:
            hint = f"Did you mean `{flaw.better}:`?" if flaw.better else _ALLOWED
            yield Finding(position, f"a `{flaw.found}:` address is not allowed", hint)
    for position, broken in broken_raw(page, build, "link-scheme"):
        yield Finding(position, broken.message, broken.hint)


RULE = Rule("link-scheme", Severity.ERROR, __doc__, page=check)
