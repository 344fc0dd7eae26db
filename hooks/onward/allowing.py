"""What becomes of the problems of a page when its editor has allowed some of them (`model.Allowance`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onward.build import Build, pages_in_order
from onward.model import Allowance, Named, Page, Problem, Severity


@dataclass(frozen=True, slots=True)
class Use:
    """A rule that an allowance names. `known` and `suppressible` are about the rule; `used` if it allowed anything.

    `swallowed` says that the comment stands in what an unclosed block has swallowed, where nothing is said.
    """

    page: Page
    allowance: Allowance
    rule: Named
    known: bool
    suppressible: bool
    used: bool
    swallowed: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """The problems, the allowed ones marked, and what each allowance was good for; `rules` are the names of all."""

    problems: tuple[Problem, ...]
    uses: tuple[Use, ...]
    rules: tuple[str, ...]

    def effective(self) -> Iterator[Use]:
        """The uses that have nothing wrong but perhaps their day."""
        return (use for use in self.uses if use.suppressible and not use.swallowed)


def allow(problems: Sequence[Problem], build: Build, rules: Mapping[str, bool]) -> Outcome:
    """Mark what is allowed.

    An allowance whose day is past hides nothing any more: what it allowed is told as a note, as nothing that depends on
    the day may stop a build.

    Args:
        problems: what the rules found.
        build: the build with the pages.
        rules: every rule that exists, and whether what it finds may be allowed.
    """
    marked = list(problems)
    uses: list[Use] = []
    for page in pages_in_order(build.pages):
        path = build.file(page.path)
        unclosed = min((fence.position.line for fence in page.fences if fence.closed is None), default=None)
        for allowance in page.allowances:
            over = allowance.over(build.today)
            for rule in allowance.rules:
                found = [
                    number
                    for number, problem in enumerate(problems)
                    if rules.get(rule.id)
                    and (problem.path, problem.rule) == (path, rule.id)
                    and problem.severity is not Severity.ERROR
                    and allowance.covers(problem.line)
                ]
                for number in found:
                    marked[number] = (
                        replace(marked[number], severity=Severity.NOTE)
                        if over
                        else replace(marked[number], allowed=allowance.reason)
                    )
                swallowed = unclosed is not None and allowance.position.line > unclosed
                known, may = rule.id in rules, rules.get(rule.id, False)
                uses.append(Use(page, allowance, rule, known, may, bool(found), swallowed))
    return Outcome(tuple(marked), tuple(uses), tuple(rules))
