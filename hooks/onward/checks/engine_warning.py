"""A warning of MkDocs itself, which the live preview shows beside the guide's own.

Why: what only the terminal says is not seen by whoever looks at the page.

Example: `- Reply: repply.md` below `nav` in mkdocs.yml, when docs has no such page.

Put it right: the message names what MkDocs could not find or use; it is most often a line of mkdocs.yml.
"""

from __future__ import annotations

from onward.checks.rule import Rule
from onward.model import Severity

RULE = Rule("engine-warning", Severity.WARNING, __doc__)
