"""The link pass reports nothing that is not so: of documentation that is not ours, built by stock MkDocs.

`tests/benchmarks/stock_docs.py` does the same with the documentation of two packages, which it downloads.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.stock_docs import HOST, THEMES, Witness, build
from onward.links import BrokenLink, BuiltSite

DOCS = Path(__file__).parent / "stock_docs"
EXTENSIONS: tuple[str | dict[str, Any], ...] = (
    "extra",
    "admonition",
    {"toc": {"permalink": True}},
    "pymdownx.superfences",
    {"pymdownx.highlight": {"anchor_linenums": True}},
    {"pymdownx.tasklist": {"custom_checkbox": True}},
)


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_is_reported_of_a_project_in_which_nothing_is_wrong(theme: str, tmp_path: Path) -> None:
    site = build(DOCS, tmp_path, theme, EXTENSIONS)
    vendored = frozenset(path.relative_to(site).as_posix() for path in site.rglob("*.css"))
    # Stock themes load scripts and fonts from elsewhere, which these pages may and ours may not.
    assert BuiltSite(site, HOST, vendored, may_load=True).check() == []


def test_the_witness_would_know(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<p id="here">x</p><a href="gone/">x</a><a href="#here">x</a>', "utf-8")
    witness = Witness(tmp_path)

    def report(address: str, rule: str) -> BrokenLink:
        return BrokenLink("index.html", address, rule, "said")

    assert witness.confirms(report("gone/", "link-target"))
    assert witness.confirms(report("#gone", "link-anchor"))
    assert not witness.confirms(report("", "link-target"))
    assert not witness.confirms(report("#here", "link-anchor"))
    assert not witness.confirms(report("page/", "link-absolute"))
