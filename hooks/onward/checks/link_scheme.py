"""An address that runs code, holds data, or loads something from another site.

Why: `javascript:` and `data:` addresses can do harm and are stopped by the site's Content-Security-Policy;
`//host/…` depends on how the page was opened; and nothing on these pages may ask another server for anything.

Example: `[x](javascript:alert(1))`, `<img src="https://elsewhere.example/picture.png">`.

Put it right: link to a page, to `https:`, `mailto:` or `tel:`. Keep pictures in docs/.
"""

from __future__ import annotations

from onward.checks.rule import Rule
from onward.model import Severity

RULE = Rule("link-scheme", Severity.ERROR, __doc__)
