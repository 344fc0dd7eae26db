"""An id in a data file that is used twice, or that names nothing.

Why: advice is traced by these ids, from the page to the article. A word that stands twice in words.yml would be told
twice wherever it is used.

Example: `sources: [kind-consultency]`.

Put it right: write the id as it stands where the thing itself is entered.
"""

from __future__ import annotations

from collections.abc import Iterator

from onward.build import Build
from onward.checks.rule import Finding, Rule
from onward.model import Severity


def check(build: Build) -> Iterator[Finding]:
    for path, fault in build.registry.faults:
        if fault.rule != "data-reference":
            continue
        if fault.detail.startswith("duplicate:"):
            line = fault.detail.removeprefix("duplicate:")
            message, hint = (
                f"duplicate id `{fault.found}`; first on line {line}",
                "Give this entry another id.",
            )
        elif fault.detail.startswith("word:"):
            line = fault.detail.removeprefix("word:")
            message = f"the word `{fault.found}` stands in the list already, on line {line}"
            hint = "Keep it in one entry: capitals make no other word of it."
        else:
            message = f"nothing has the id `{fault.found}`"
            hint = f"Did you mean `{fault.detail}`?" if fault.detail else "Enter it, or take it out here."
        yield Finding(fault.position, message, hint, path=path)


RULE = Rule("data-reference", Severity.ERROR, __doc__, site=check)
