"""The built page has an id twice, or a label that names no id.

Why: screen readers and links find things by their ids.

Example: raw HTML with `id="reply"` on a page that has a heading Reply.

Put it right: give one of them another id.
"""

from __future__ import annotations

from onward.checks.rule import Rule
from onward.model import Severity

RULE = Rule("built-id", Severity.ERROR, __doc__)
