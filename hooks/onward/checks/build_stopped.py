"""Something that ends a build before the pages are written.

Why: mkdocs.yml, the templates and the styles are needed for every page. Where one of them cannot be used there is no
site; the live preview goes on with the last good pages and says so.

Example: `nav: 7` in mkdocs.yml; a template with `{{ page.title` and no `}}`; a link to the folder that it stands in.

Put it right: correct the line that is named, or undo what was changed last. `mkdocs build -v` says where the program
was.
"""

from __future__ import annotations

from onward.checks.rule import Rule
from onward.model import Severity

RULE = Rule("build-stopped", Severity.ERROR, __doc__)
