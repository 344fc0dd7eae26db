"""Problems as text. One form so far; `str(problem)` is it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from onward.model import Problem, Severity


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by place, each once."""
    return sorted(set(problems))


def summary(problems: Iterable[Problem]) -> str:
    """`2 errors, 1 warning`: how many of each severity there are; empty if there are none."""
    counts = Counter(problem.severity for problem in problems)
    parts = [
        f"{counts[severity]} {severity.value}{'s' if counts[severity] > 1 else ''}"
        for severity in Severity
        if counts[severity]
    ]
    return ", ".join(parts)
