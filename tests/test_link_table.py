"""Every way in which a link can break, planted in one site: each is told once, where it stands, and nothing else is.

Most of them stock MkDocs lets through without a word, also with everything set to strict.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

import sites
from onward.model import Problem, Severity
from sites import page

HOOK = """
def on_page_content(html, page, config, files):
    if page.file.src_uri == "by-hook.md":
        html += '<p><a href="../added-by-hook/">added</a> <a id="anchor-by-hook">anchor</a></p>'
    return html
"""

TEMPLATE = """{% extends "main.html" %}
{% block content %}
  {{ super() }}
  <p><a href="{{ 'gone-by-template/' | url }}">added</a></p>
{% endblock %}
"""

STYLE = 'p {\n  background: url("gone-by-style.png");\n}\n'

PAGES = {
    "index.md": page(
        "[a page](gone-page.md) and [elsewhere](other.md#gone-there) and [below](#gone-here)\n\n"
        "![A drawing](gone-image.png)\n\n"
        '<p><a href="gone-raw/">raw</a></p>\n\n'
        '<div markdown>\n<a href="gone-in-div/">raw</a>\n</div>\n\n'
        '<p><img src="gone-raw.png" alt="A drawing"></p>\n\n'
        '<p><a href="other/#gone-raw-there">raw</a></p>\n\n'
        "[root](/other/) and [folder](../other/) and [built](other.html)\n\n"
        "[case](Other.md) and [out](../mkdocs.yml)\n",
        title="Start",
    ),
    "other.md": page(
        "[draft](draft.md) and [left out](left-out.md)\n\n"
        '[shown](#only-in-code): `<p id="only-in-code">`\n\n'
        '<video poster="gone-poster.png"><source src="gone-video.mp4"></video> <iframe src="gone-frame/"></iframe>\n\n'
        '<img src="../path.svg" srcset="gone-2x.png 2x" alt="A path">\n\n'
        "[own](https://www.example.org/guide/gone-own/)\n\n"
        "[words][gone-reference] and a note[^gone-note] and [words] (index.md)\n",
        title="Other",
    ),
    "by-hook.md": page("[valid](#anchor-by-hook) and [not valid](#no-anchor-by-hook)\n", title="By hook"),
    "by-template.md": page("Text.\n", title="By template").replace("kind:", "template: planted.html\nkind:"),
    "front.md": page("Text.\n", title="Front").replace("kind:", "next: gone-next.md\nrelated: [gone.md]\nkind:"),
    "pictured.md": page("Text.\n", title="Pictured").replace("kind:", "image: gone-image.png\nkind:"),
    "orphan.md": page('<p><a href="gone-from-orphan/">raw</a></p>\n', title="Orphan"),
    "quiet.md": page("A page that need not stand in the menu.\n", title="Quiet"),
    "draft.md": page("Text.\n", title="Draft"),
    "left-out.md": page("Text.\n", title="Left out"),
    "path.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "assets/own.css": STYLE,
}

NAV = [
    {"Start": "index.md"},
    {"Other": "other.md"},
    {"By hook": "by-hook.md"},
    {"By template": "by-template.md"},
    {"Front": "front.md"},
    {"Pictured": "pictured.md"},
    {"Missing": "gone-nav.md"},
    {"Root": "/gone-root/"},
    {"Elsewhere": "https://www.acas.org.uk/"},
]


@dataclass(frozen=True)
class Row:
    """What must be told of a planted fault: in which file, at which words, by which rule."""

    path: str
    at: str
    rule: str
    severity: Severity = Severity.ERROR


INDEX, OTHER, FRONT, SETTINGS = "docs/index.md", "docs/other.md", "docs/front.md", "mkdocs.yml"

TABLE: Mapping[str, tuple[Row, ...]] = {
    "Markdown link to a missing page": (Row(INDEX, "gone-page.md", "link-target"),),
    "missing anchor on another page": (Row(INDEX, "other.md#gone-there", "link-anchor"),),
    "missing anchor on the same page": (Row(INDEX, "#gone-here", "link-anchor"),),
    "missing image": (Row(INDEX, "gone-image.png", "link-target"),),
    "raw link, also in a div with markdown": (
        Row(INDEX, "gone-raw/", "link-target"),
        Row(INDEX, "gone-in-div/", "link-target"),
        Row(INDEX, "markdown>", "html-attribute"),
    ),
    "raw image": (Row(INDEX, "gone-raw.png", "link-target"),),
    "raw link with a bad anchor": (Row(INDEX, "other/#gone-raw-there", "link-anchor"),),
    "absolute path": (Row(INDEX, "/other/", "link-absolute"),),
    "folder of another page": (Row(INDEX, "../other/", "link-outside"),),
    "name of the built file, wrong case, leaving docs": (
        Row(INDEX, "other.html", "link-built"),
        Row(INDEX, "Other.md", "link-target"),
        Row(INDEX, "../mkdocs.yml", "link-outside"),
    ),
    "link in a template": (Row("overrides/planted.html", "gone-by-template/", "link-target"),),
    "menu names a missing file": (Row(SETTINGS, "gone-nav.md", "nav-target"),),
    "menu names an absolute path": (Row(SETTINGS, "/gone-root/", "nav-target"),),
    "page that is in no menu": (Row("docs/orphan.md", "---", "nav-omitted", Severity.WARNING),),
    "raw link on that page": (Row("docs/orphan.md", "gone-from-orphan/", "link-target"),),
    "link to a page that is not published": (
        Row(OTHER, "draft.md", "link-target"),
        Row(OTHER, "left-out.md", "link-target"),
    ),
    "id that is only shown": (Row(OTHER, "#only-in-code", "link-anchor"),),
    "link that a hook adds": (Row("built:by-hook/index.html", "added-by-hook/", "link-target"),),
    "missing script": (Row(SETTINGS, "assets/gone-script.js", "link-target"),),
    "address in a stylesheet": (Row("docs/assets/own.css", "gone-by-style.png", "link-target"),),
    "source, frame, icon": (
        Row(OTHER, "gone-video.mp4", "link-target"),
        Row(OTHER, "<iframe", "html-element"),
        Row(SETTINGS, "assets/gone-icon.png", "link-target"),
    ),
    "poster of a video, other sizes of an image": (
        Row(OTHER, "gone-poster.png", "link-target"),
        Row(OTHER, "gone-2x.png", "link-target"),
    ),
    "full address of the own site": (Row(OTHER, "https://www.example.org/guide/gone-own/", "link-target"),),
    "reference, footnote, brackets apart": (
        Row(OTHER, "[words][gone-reference]", "link-reference"),
        Row(OTHER, "[^gone-note]", "footnote"),
        Row(OTHER, "[words] (index.md)", "link-form"),
    ),
    "path in front matter": (
        Row(FRONT, "gone-next.md", "front-matter-value"),
        Row(FRONT, "gone.md", "front-matter-value"),
        Row("docs/pictured.md", "image:", "front-matter-key"),
    ),
    "anchor that a hook adds, and one that it does not": (Row("docs/by-hook.md", "#no-anchor-by-hook", "link-anchor"),),
}


@dataclass(frozen=True)
class Planted:
    """The site, and what its build told."""

    project: Path
    problems: list[Problem]
    log: str

    def place(self, row: Row) -> tuple[int, int]:
        """The line and column at which a row must be told."""
        path, kind = row.path.removeprefix("built:"), row.path.startswith("built:")
        lines = (self.project / path).read_text("utf-8").splitlines() if not kind else []
        places = [(number, line.index(row.at) + 1) for number, line in enumerate(lines, 1) if row.at in line]
        return places[0] if places else (0, 0)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """All rows in one site, built once."""
    folder = tmp_path_factory.mktemp("table")
    hook = folder / "planted_hook.py"
    hook.write_text(HOOK, "utf-8")
    overrides = folder / "project" / "overrides"
    shutil.copytree(sites.REPO / "overrides", overrides)
    (overrides / "planted.html").write_text(TEMPLATE, "utf-8")
    project = sites.write_project(
        folder / "project",
        PAGES,
        config={
            "site_url": "https://www.example.org/guide/",
            "nav": NAV,
            "theme": {"custom_dir": "overrides", "favicon": "assets/gone-icon.png"},
            "hooks": [str(sites.REPO / "hooks" / "mkdocs_onward.py"), str(hook)],
            "extra_css": ["assets/own.css"],
            "extra_javascript": ["assets/gone-script.js"],
            "draft_docs": "/draft.md\n",
            "exclude_docs": "/_data/\n/left-out.md\n",
            "not_in_nav": "/quiet.md\n",
        },
    )
    result = sites.build(project, folder / "site", "--strict")
    assert result.returncode == 1
    return Planted(project, sites.problems(result), result.stderr)


@pytest.mark.parametrize("name", TABLE)
def test_a_row_is_told_once_where_it_stands(planted: Planted, name: str) -> None:
    for row in TABLE[name]:
        line, column = planted.place(row)
        found = [
            each
            for each in planted.problems
            if each.path == row.path and each.rule == row.rule
            if (each.line, each.column) == (line, column) or (not line and row.at in each.message)
        ]
        assert len(found) == 1, (row, [str(each) for each in planted.problems if each.path == row.path])
        assert found[0].severity is row.severity


def test_nothing_else_is_told(planted: Planted) -> None:
    """No cause is told twice, and the control is not told: the anchor that a hook adds, the page named `not_in_nav`."""
    rows = [row for rows in TABLE.values() for row in rows]
    told = [str(each).partition("\n")[0] for each in planted.problems]
    assert len(told) == len(rows), "\n".join(told)
    assert not any("`#anchor-by-hook`" in each for each in told)


def test_the_engine_says_nothing_of_its_own(planted: Planted) -> None:
    """One cause, one message: its own words about links and the menu would be a second one."""
    lines = [line for line in planted.log.splitlines() if line.startswith(("WARNING", "ERROR"))]
    assert len(lines) == len(planted.problems)


def test_the_table_has_its_rows() -> None:
    assert len(TABLE) == 26
