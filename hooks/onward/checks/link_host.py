"""A link to a site that readers cannot reach, or that is not what it seems.

Why: `localhost` is each reader's own computer, `192.168.…` their own network. A name with letters of two alphabets
looks like another name. Addresses made up for an example lead to nothing that is yours.

Example: `[x](http://localhost:8000/reply/)`, `[x](https://intranet/hr)`, `acas.org.uk` with a Cyrillic letter in it,
`[x](https://example.com/)` (a warning, once the agency is a real one).

Put it right: open the page as a reader would, and copy its address from the browser.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Page, Severity
from onward.written_links import flaws

_COPY = "Open the page as a reader would, and copy its address."


def check(page: Page, build: Build) -> Iterator[Finding]:
    agency = build.agency.agency
    real = agency is not None and not agency.placeholder
    for position, flaw in flaws(page, build, "link-host"):
        name = f"`{flaw.found}`"
        if flaw.kind == "placeholder" and not real:
            continue  # A fresh copy is full of made-up addresses.
        if flaw.kind in {"placeholder", "number", "international"}:
            yield Finding(position, *_doubts(flaw.kind, name, flaw.better), severity=Severity.WARNING)
            continue
        messages = {
            "near": (f"{name} is a place that only one computer or network knows", _COPY),
            "single": (
                f"{name} is no whole name of a site",
                "Write the whole address, as in `https://www.acas.org.uk/`.",
            ),
            "made-up": (f"{name} is a name for examples, and nothing stands there", _COPY),
            "login": (f"{name} has a name before its `@`, as for signing in", "Write the address without it."),
            "letters": (
                f"{name} has signs that no name of a site has",
                f"Did you mean `{flaw.better}`?" if flaw.better else _COPY,
            ),
            "alphabets": (
                f"{name} has letters that look like others: {flaw.better}",
                "It may be a trap. Type the name yourself, and see where it leads.",
            ),
        }
        yield Finding(position, *messages[flaw.kind])


def _doubts(kind: str, name: str, better: str) -> tuple[str, str]:
    return {
        "placeholder": (f"{name} is a made-up address", "Write the real one, or delete the link."),
        "number": (f"{name} is a number, and no name of a site", "Numbers change: write the name of the site."),
        "international": (
            f"{name} has letters beyond a to z, which another name may look like",
            f"If it is the right one, write it as browsers do: `{better}`.",
        ),
    }[kind]


RULE = Rule("link-host", Severity.ERROR, __doc__, page=check)
