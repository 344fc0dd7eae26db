"""A link to a place on a page that the page does not have.

Why: the browser goes to the top of the page instead, and the reader does not find what the link promised.

Example: `[money](get-help.md#mony)`.

Put it right: use the id of a heading or a block. The message names the nearest. To keep an id for good, write it
behind the heading: `## Money {#money}`.
"""

from __future__ import annotations

from onward.checks.rule import Rule
from onward.model import Severity

RULE = Rule("link-anchor", Severity.ERROR, __doc__)
