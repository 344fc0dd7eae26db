"""What a rule is: a name, a weight, its manual page, and functions that yield findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onward.allowing import Outcome
from onward.build import Build
from onward.model import Page, Position, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found.

    `path` is relative to docs, or with a leading `/` to the folder of mkdocs.yml; a page rule leaves it out.
    """

    position: Position
    message: str
    hint: str = ""
    path: str = ""
    severity: Severity | None = None


PageCheck = Callable[[Page, Build], Iterator[Finding]]
"""What a rule finds about one page."""

SiteCheck = Callable[[Build], Iterator[Finding]]
"""What a rule finds when every page has been read."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. `manual` is its module's docstring: why, an example, how to put it right.

    `page` is called for each page; `site` once, when every page has been read. `even_unread` says that the rule also
    looks at pages that are not fit to be parsed: only the rules that say why they are not. `allowing` is called when
    it is known what became of the comments by which editors allow something. A rule with none of them is looked for in
    the built site, by `links`.

    `suppressible` says that an editor may allow what it finds: a matter of style or of judgement, and never an error.
    """

    id: str
    severity: Severity
    manual: str | None
    page: PageCheck | None = None
    site: SiteCheck | None = None
    even_unread: bool = False
    allowing: Callable[[Build, Outcome], Iterator[Finding]] | None = None
    suppressible: bool = False


CONFIG = "/mkdocs.yml"
"""The path of findings in mkdocs.yml; the `/` says that it is not below docs."""
