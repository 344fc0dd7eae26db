"""What was found, as one object that every form of output is written from (`reports`), and counted in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from onward.model import Problem, Severity


@dataclass(frozen=True, slots=True)
class Report:
    """The problems of one run.

    Args:
        problems: in order; those that an editor has allowed are among them.
        lines: gives the lines of a file by its path as problems show it; none where the file cannot be read.
        root: what leads from the top of the repository to the folder that the paths are relative to: empty or `guide/`.
        colour: whether text is coloured for a terminal.
        width: how many cells of a terminal a line of source may take.
    """

    problems: tuple[Problem, ...]
    lines: Callable[[str], Sequence[str]]
    root: str = ""
    colour: bool = False
    width: int = 100

    @property
    def open(self) -> tuple[Problem, ...]:
        """The problems that nobody has allowed."""
        return tuple(problem for problem in self.problems if not problem.allowed)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by place, each once."""
    return sorted(set(problems))


def fails(problems: Iterable[Problem], *, strict: bool) -> bool:
    """Whether a run has failed: at an error always, at a warning if it is strict; at what was allowed never."""
    weights = {problem.severity for problem in problems if not problem.allowed}
    return Severity.ERROR in weights or (strict and Severity.WARNING in weights)


def summary(problems: Iterable[Problem]) -> str:
    """`2 errors, 1 warning`: how many of each severity there are; empty if there are none. Allowed ones are not."""
    counts = Counter(problem.severity for problem in problems if not problem.allowed)
    return ", ".join(counted(counts[severity], severity.value) for severity in Severity if counts[severity])


def counted(number: int, thing: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def closing(problems: Sequence[Problem]) -> str:
    """The line below the problems: how many there are, in how many files, and what to do next."""
    allowed = sum(bool(problem.allowed) for problem in problems)
    suppressed = f"; {allowed} suppressed" if allowed else ""
    told = [problem for problem in problems if not problem.allowed]
    if not told:
        return f"Nothing to put right{suppressed}."
    weights = {problem.severity for problem in told}
    heaviest = next(severity for severity in Severity if severity in weights)
    rule = next(problem.rule for problem in told if problem.severity is heaviest)
    files = counted(len({problem.path for problem in told}), "file")
    others = "; the names of the others stand in brackets" if len({problem.rule for problem in told}) > 1 else ""
    explains = f"`python -m onward rules {rule}` explains the first of them{others}."
    return f"{summary(told)} in {files}{suppressed}. {_NEXT[heaviest]} {explains}"


_NEXT = {
    Severity.ERROR: "Put the errors right, then check again: some hide others, and nothing is published before that.",
    Severity.WARNING: "Put the warnings right before you publish.",
    Severity.NOTE: "Notes stop nothing: look at each, and leave it if it is right as it is.",
}
