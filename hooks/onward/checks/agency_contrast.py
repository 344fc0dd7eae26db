"""A colour of the agency that is too faint to read.

Why: links and buttons carry the agency's colours. Below a contrast of 4.5 to 1 many people cannot read them (WCAG
2.2, success criterion 1.4.3).

Example: a light yellow as `primary`.

Put it right: take a darker shade for `primary` and `accent`, a lighter one for `primary_dark` and `accent_dark`.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import CONFIG, Finding, Rule
from onward.colour import MINIMUM, contrast, tokens
from onward.model import Severity


def check(build: Build) -> Iterator[Finding]:
    agency = build.agency.agency
    if agency is None:
        return
    light, dark = tokens((build.overrides / "styles" / "tokens.css").read_text("utf-8"))
    for name, colours, shade in (("", light, "darker"), ("_dark", dark, "lighter")):
        for role in ("primary", "accent"):
            key = role + name
            colour = getattr(agency.colours, key)
            if colour:
                for ground in GROUNDS[role]:
                    ratio = contrast(colour, colours[f"--onward-{ground}"])
                    if ratio < MINIMUM:
                        # Rounded down, so that no message says that 4.5 is below 4.5.
                        shown = int(ratio * 100) / 100
                        message = (
                            f"`{key}` {colour} has a contrast of {shown}:1 to the site's {GROUND_NAMES[ground]} "
                            f"{colours[f'--onward-{ground}']}; at least {MINIMUM}:1 is needed"
                        )
                        place = build.agency.position("colours", key)
                        yield Finding(place, message, f"Take a {shade} shade.", path=CONFIG)
                        break


GROUNDS = {
    "primary": ("ground", "surface", "tint", "on-primary"),
    "accent": ("ground", "surface", "tint", "tint-warm"),
}
GROUND_NAMES = {
    "ground": "ground",
    "surface": "panels",
    "tint": "tinted panels",
    "tint-warm": "warm panels",
    "on-primary": "text on buttons",
}

RULE = Rule("agency-contrast", Severity.ERROR, __doc__, site=check)
