"""Links as they are written: what an address says by itself, and what hangs on the site around it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import sites
from onward import addresses
from onward.configured import Configured, read_configured
from onward.docs_files import Inclusion, built_address, listed
from onward.model import Problem, Severity
from onward.site import problems_of
from sites import page

PIECES = st.sampled_from(
    [
        *"ab/:.#?%@[]()<>\\&;! 0159~|-_+",
        *(
            "https://",
            "http:",
            "mailto:",
            "tel:+",
            "java",
            "script:",
            "xn--",
            "&#x6a;",
            "%2e",
            "%00",
            "\u200b",
            "\u0430",
        ),
    ]
)


def problems(tmp_path: Path, pages: Mapping[str, str], **config: Any) -> list[Problem]:
    """What `onward check` says of links and the menu of a project."""
    root = sites.write_project(tmp_path / "project", pages, config=config)
    return [each for each in problems_of(root / "mkdocs.yml") if each.rule.startswith(("link-", "nav-"))]


def told(found: list[Problem]) -> list[str]:
    """Problems, each in a line without its hint."""
    return [str(each).partition("\n")[0] for each in found]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JAVASCRIPT:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "java&#9;script:alert(1)",
        "javascript&colon;alert(1)",
        "&#106avascript:alert(1)",
        "%6Aavascript:alert(1)",
        "%256Aavascript:alert(1)",
        "java\u00adscript:alert(1)",
        "\uff2aavascript:alert(1)",
        "vbscript:x",
        "DATA:text/html,x",
        "livescript:x",
    ],
)
def test_a_scheme_in_disguise_is_seen(address: str) -> None:
    assert addresses.disguise(address) in {"javascript", "vbscript", "data", "livescript"}


@pytest.mark.parametrize(
    "address", ["javascript.md", "data/file.md", "a:b", "https://x.org/javascript:1", "#data:x", ""]
)
def test_what_is_no_disguise_is_let_through(address: str) -> None:
    assert addresses.disguise(address) == ""


@given(st.lists(PIECES, max_size=16).map("".join))
def test_no_address_stops_the_reader(address: str) -> None:
    text = addresses.as_read(address)
    parts = addresses.split(text)
    flaws = [addresses.spelling(text), addresses.mail(text), addresses.telephone(text), addresses.without_scheme(text)]
    if parts is not None:
        flaws.append(addresses.web(text, parts))
    assert all(flaw is None or flaw.rule.startswith("link-") for flaw in flaws)
    assert addresses.disguise(address) in {"", "javascript", "vbscript", "data", "livescript"}


REAL = {
    "agency": {
        "id": "real-agency",
        "name": "Real Agency",
        "phone": "01632 960 123",
    }
}


def test_made_up_addresses_are_told_once_the_agency_is_a_real_one(tmp_path: Path) -> None:
    pages = {"index.md": page("[Made up](https://www.example.com/) and [real](https://www.acas.org.uk/).\n")}
    assert problems(tmp_path / "placeholder", pages) == []
    found = problems(tmp_path / "real", pages, extra=REAL)
    assert told(found) == ["docs/index.md:10:11: `www.example.com` is a made-up address [link-host]"]
    assert found[0].severity is Severity.WARNING


def test_what_a_hook_may_add_is_a_note_until_the_site_is_built(tmp_path: Path) -> None:
    hook = tmp_path / "hook.py"
    hook.write_text("def on_page_content(html, **_):\n    return html + '<p id=\"added\">x</p>'\n", "utf-8")
    hooks = [str(sites.REPO / "hooks" / "mkdocs_onward.py"), str(hook)]
    pages = {"index.md": page("[added](#added) and [never](#never) and [gone](gone.md)\n")}
    checked = problems(tmp_path, pages, hooks=hooks)
    assert [(each.column, each.severity) for each in checked] == [
        (9, Severity.NOTE),
        (29, Severity.NOTE),
        (48, Severity.NOTE),
    ]
    built = sites.problems(sites.build(tmp_path / "project", tmp_path / "site"))
    assert [(each.column, each.severity) for each in built] == [(29, Severity.ERROR), (48, Severity.ERROR)]
    assert told(built) == told(checked)[1:]


def test_a_file_that_a_hook_adds_is_no_fault_of_the_page(tmp_path: Path) -> None:
    hook = tmp_path / "hook.py"
    hook.write_text(
        "from mkdocs.structure.files import File\n\n\n"
        "def on_files(files, config):\n"
        "    files.append(File.generated(config, 'added.txt', content='x'))\n",
        "utf-8",
    )
    hooks = [str(sites.REPO / "hooks" / "mkdocs_onward.py"), str(hook)]
    pages = {"index.md": page('[added](added.txt) and <a href="added.txt">raw</a>\n')}
    assert [(each.column, each.severity) for each in problems(tmp_path, pages, hooks=hooks)] == [(9, Severity.NOTE)]
    assert sites.problems(sites.build(tmp_path / "project", tmp_path / "site")) == []


def test_ids_that_a_template_adds_are_no_fault(tmp_path: Path) -> None:
    """A page with a template of its own may have more ids than its Markdown: the built page says so."""
    pages = {
        "index.md": page("[there](map.md#entry-hear-first) and [not there](map.md#entry-gone)\n"),
        "map.md": page("Text.\n", title="Map").replace("kind:", "template: map.html\nkind:"),
    }
    checked = problems(tmp_path, pages)
    assert {each.severity for each in checked} == {Severity.NOTE}
    built = sites.problems(sites.build(tmp_path / "project", tmp_path / "site"))
    assert {(each.rule, each.severity) for each in built} == {("link-anchor", Severity.ERROR)}


def test_addresses_without_folders(tmp_path: Path) -> None:
    """With `use_directory_urls: false` a page becomes `other.html`, and raw HTML links to that."""
    pages = {
        "index.md": page('[built](other.html) and <a href="other.html">good</a> and <a href="other/">bad</a>\n'),
        "other.md": page('<p><a href="sub/page.html">good</a> <a href="sub/page/">bad</a></p>\n', title="Other"),
        "sub/page.md": page("[built](../other.html) and [good](../other.md)\n", title="Page"),
    }
    found = told(problems(tmp_path, pages, use_directory_urls=False))
    assert found == [
        "docs/index.md:10:9: `other.html` is no file in docs, but built output [link-built]",
        "docs/index.md:10:68: `other/` leads to nothing: the site has no `other/` [link-target]",
        "docs/other.md:10:46: `sub/page/` leads to nothing: the site has no `sub/page/` [link-target]",
        "docs/sub/page.md:10:9: `../other.html` is no file in docs, but built output [link-built]",
    ]
    assert told(sites.problems(sites.build(tmp_path / "project", tmp_path / "site"))) == found


def test_a_draft_may_lead_to_drafts(tmp_path: Path) -> None:
    """In the preview both are there; readers get neither."""
    pages = {
        "index.md": page("[draft](draft.md)\n"),
        "draft.md": page("[other](other.md) and [index](index.md)\n", title="Draft"),
        "other.md": page("Text.\n", title="Other"),
    }
    found = told(problems(tmp_path, pages, draft_docs="/draft.md\n/other.md\n"))
    assert found == ["docs/index.md:10:9: `docs/draft.md` is a draft, and readers do not get it [link-target]"]


def test_a_page_that_is_left_out_is_not_looked_at(tmp_path: Path) -> None:
    pages = {"index.md": page("Text.\n"), "left-out.md": page("[gone](gone.md)\n", title="Left out")}
    assert problems(tmp_path, pages, exclude_docs="/_data/\n/left-out.md\n") == []


def test_a_page_that_cannot_be_read_is_not_said_to_lack_anchors(tmp_path: Path) -> None:
    pages: dict[str, Any] = {"index.md": page("[there](other.md#there)\n"), "other.md": b"\xff\xfe\x00"}
    assert problems(tmp_path, pages) == []


@pytest.mark.parametrize("form", ["[save](print.md#offline)", '<a href="print/#offline">save</a>'])
@pytest.mark.parametrize("offline", [True, False])
def test_the_place_to_save_the_guide_is_there_where_the_agency_wants_it(
    tmp_path: Path, form: str, offline: bool
) -> None:
    pages = {"index.md": page(f"{form}\n"), "print.md": page("Text.\n", title="Print", kind="print")}
    settings = yaml.safe_load((sites.REPO / "mkdocs.yml").read_text("utf-8"))
    agency = {**settings["extra"]["agency"], "offline": offline}
    project = sites.write_project(tmp_path, pages, config={"extra": {"agency": agency}})
    wrong = [problem for problem in problems_of(project / "mkdocs.yml") if problem.rule == "link-anchor"]
    assert [problem.path for problem in wrong] == ([] if offline else ["docs/index.md"])
    built = sites.problems(sites.build(project, tmp_path / "site"))
    assert [problem for problem in built if problem.rule == "link-anchor"] == wrong


def test_a_menu_that_plugins_may_change_is_not_ours_to_judge(tmp_path: Path) -> None:
    """Without `nav` the engine puts all pages into the menu."""
    assert problems(tmp_path, {"index.md": page("Text.\n"), "other.md": page("Text.\n", title="Other")}) == []


@pytest.mark.parametrize(
    ("path", "folders", "address"),
    [
        ("index.md", True, "index.html"),
        ("README.md", True, "index.html"),
        ("sub/index.md", True, "sub/index.html"),
        ("a.md", True, "a/index.html"),
        ("sub/a.md", True, "sub/a/index.html"),
        ("a.md", False, "a.html"),
        ("sub/README.md", False, "sub/index.html"),
        ("assets/a.svg", True, "assets/a.svg"),
    ],
)
def test_where_a_file_is_built(path: str, folders: bool, address: str) -> None:
    assert built_address(path, Configured(folder_addresses=folders)) == address


def test_files_are_sorted_as_the_engine_sorts_them(tmp_path: Path) -> None:
    for name in (".hidden", "templates/a.md", "sub/templates/a.md", "_data/a.yml", "a.md", "b.md", "c.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    settings = read_configured("exclude_docs: |\n  /_data/\n  # a comment\n  b.*\ndraft_docs: |\n  c.md\n")
    left_out = {path: file.inclusion for path, file in listed(tmp_path, settings).items()}
    assert left_out == {
        ".hidden": Inclusion.EXCLUDED,
        "templates/a.md": Inclusion.EXCLUDED,
        "sub/templates/a.md": Inclusion.BUILT,
        "_data/a.yml": Inclusion.EXCLUDED,
        "a.md": Inclusion.BUILT,
        "b.md": Inclusion.EXCLUDED,
        "c.md": Inclusion.DRAFT,
    }


@pytest.mark.parametrize(
    ("text", "extended"),
    [
        ("plugins: [search]\nhooks: [hooks/mkdocs_onward.py]\n", False),
        ("plugins:\n  - search:\n      lang: en\n", False),
        ("plugins:\n  - search\n  - tags\n", True),
        ("hooks:\n  - hooks/mkdocs_onward.py\n  - hooks/other.py\n", True),
        ("nav: [\n", False),
    ],
)
def test_whether_others_may_add_to_the_site(text: str, extended: bool) -> None:
    assert read_configured(text).extended is extended
