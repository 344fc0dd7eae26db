"""An address that starts at the root of the web site.

Why: the guide may stand in a folder of an agency's site. There `/reply/` is somebody else's page.

Example: `<a href="/reply/">`.

Put it right: write it relative to the page: `reply.md`. The error page (404) may use addresses below the site's own
path.
"""

from __future__ import annotations

from onward.checks.rule import Rule
from onward.model import Severity

RULE = Rule("link-absolute", Severity.ERROR, __doc__)
