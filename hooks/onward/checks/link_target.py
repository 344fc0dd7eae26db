"""A link to a page or a file that the site does not have.

Why: the reader who taps it is left with an error page.

Example: `[reply](replay.md)`, `<img src="drawing.png">`, a script or a picture named in a template or a stylesheet.

Put it right: link to the Markdown file as it stands in docs/: `[reply](reply.md)`. The name's case counts.
"""

from __future__ import annotations

from onward.checks.rule import Rule
from onward.model import Severity

RULE = Rule("link-target", Severity.ERROR, __doc__)
