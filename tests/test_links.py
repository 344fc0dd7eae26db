"""The links of the built site: our own pass, and LinkChecker as a witness that did not write it."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
import tinycss2

import sites
from browser.serving import Site, served
from onward.built_page import read_page, stylesheet_addresses
from onward.links import BuiltSite
from onward.offline import guide_files
from sites import page

HOOK = """
def on_page_content(html, page, config, files):
    return html + '<p><a href="nowhere-by-hook/">added</a> <a id="by-hook">anchor</a></p>'
"""

CONFIG = """[filtering]
checkextern=0
[checking]
threads=4
maxrequestspersecond=1000
[AnchorCheck]
"""


# As root it becomes another user, who cannot read the plugins of an environment in root's home nor write a file there:
# it then exits with 0, having checked no anchor. What it crawls here is ours, so it may stay who it is.
# It parses a page again for each of its anchors that is linked to; what the same bytes come to is remembered.
CRAWL = """
from functools import cache
from linkcheck.command import linkchecker
from linkcheck.htmlutil import htmlsoup
linkchecker.drop_privileges = lambda: None
htmlsoup.make_soup = cache(htmlsoup.make_soup)
linkchecker.linkchecker()
"""


def told(tmp_path: Path, pages: dict[str, str], **config: object) -> set[str]:
    """What a build says of a project, as `path:line:column: message`."""
    project = sites.write_project(tmp_path / "project", pages, config=config)
    problems = sites.problems(sites.build(project, tmp_path / "site"))
    return {str(problem).partition("\n")[0] for problem in problems}


def test_planted_faults_are_caught_with_file_and_line(tmp_path: Path) -> None:
    """One of each: link, anchor, asset, raw HTML; in a list, a quotation, a block and a table."""
    pages = {
        "index.md": page(
            "Text.\n\n- In a list: [gone](gone.md)\n\n> Quoted: [place](other.md#gone)\n\n![A map](map.svg)\n\n"
            '<div>\n<a href="raw-gone/">raw</a>\n</div>\n\n| A | B |\n| --- | --- |\n| [cell](cell.md) | x |\n\n'
            "/// checklist | A\n    id: a\n\n- [ ] Read [item](item.md) {#read}\n\n///\n"
        ),
        "other.md": page("Text.\n", title="Other"),
    }
    assert told(tmp_path, pages) == {
        "docs/index.md:12:21: no page or file `docs/gone.md` [link-target]",
        "docs/index.md:14:19: `other.md` has no anchor `#gone` [link-anchor]",
        "docs/index.md:16:10: no picture `docs/map.svg` [link-target]",
        "docs/index.md:19:10: `raw-gone/` leads to nothing: the site has no `raw-gone/` [link-target]",
        "docs/index.md:24:10: no page or file `docs/cell.md` [link-target]",
        "docs/index.md:29:19: no page or file `docs/item.md` [link-target]",
    }


def test_what_stands_in_no_markdown_is_caught_too(tmp_path: Path) -> None:
    """Added by a hook, named in the configuration, in a stylesheet; each is named once, not once for each page."""
    pages = {"index.md": page("[sound](#by-hook)\n"), "other.md": page("Text.\n", title="Other")}
    hook = tmp_path / "extra_hook.py"
    hook.write_text(HOOK, "utf-8")
    project = sites.write_project(
        tmp_path / "project",
        pages,
        config={
            "hooks": [str(sites.REPO / "hooks" / "mkdocs_onward.py"), str(hook)],
            "extra_javascript": ["assets/gone.js"],
            "extra_css": ["assets/own.css"],
        },
    )
    (project / "docs" / "assets").mkdir()
    (project / "docs" / "assets" / "own.css").write_text(
        '@import "gone.css";\np {\n  background: url("gone.png"), url(data:image/png;base64,AA==);\n}\n', "utf-8"
    )
    problems = sites.problems(sites.build(project, tmp_path / "site"))
    assert sorted((problem.path, problem.line, problem.rule) for problem in problems if "css" in problem.path) == [
        ("docs/assets/own.css", 1, "link-target"),
        ("docs/assets/own.css", 3, "link-scheme"),
        ("docs/assets/own.css", 3, "link-target"),
    ]
    elsewhere = [problem.message for problem in problems if "css" not in problem.path]
    script = next(problem for problem in problems if "gone.js" in problem.message)
    settings = (project / "mkdocs.yml").read_text("utf-8").splitlines()
    assert script.path == "mkdocs.yml"
    assert settings[script.line - 1][script.column - 1 :] == "assets/gone.js"
    assert any("nowhere-by-hook/" in message for message in elsewhere)
    assert not any("by-hook`" in message for message in elsewhere), "an anchor that a hook adds is there"
    assert len(elsewhere) == 2


@pytest.mark.parametrize(
    ("address", "rule"),
    [
        ("", None),
        ("#here", None),
        ("#gone", "link-anchor"),
        ("page/", None),
        ("page/#there", None),
        ("page/#gone", "link-anchor"),
        ("page/#th%65re", None),
        ("page", "link-target"),
        ("page/index.html", None),
        ("gone/", "link-target"),
        ("Page/", "link-target"),
        ("folder/", "link-target"),
        ("../", "link-target"),
        ("a%20file.txt", None),
        ("page/?query", None),
        ("/page/", "link-absolute"),
        ("https://www.example.org/guide/page/", None),
        ("https://www.example.org/guide/gone/", "link-target"),
        ("https://www.example.org/guide//a%20file.txt", None),
        ("#TOP", None),
        ("page/#there:~:text=x", None),
        ("page/#gone:~:text=x", "link-anchor"),
        ("https://www.example.org/elsewhere/", None),
        ("https://elsewhere.example/", None),
        ("//elsewhere.example/", "link-scheme"),
        ("\\\\elsewhere.example/", "link-scheme"),
        ("javascript:alert(1)", "link-scheme"),
        (" Java\tScript:alert(1)", "link-scheme"),
        ("data:text/html,x", "link-scheme"),
        ("vbscript:x", "link-scheme"),
        ("mailto:a@example.org", None),
        ("tel:116123", None),
        ("sms:85258", None),
    ],
)
def test_an_address(address: str, rule: str | None, tmp_path: Path) -> None:
    escaped = address.replace("&", "&amp;").replace('"', "&quot;")
    (tmp_path / "page").mkdir()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file.txt").write_text("x", "utf-8")
    (tmp_path / "a file.txt").write_text("x", "utf-8")
    (tmp_path / "page" / "index.html").write_text('<h1 id="there">x</h1>', "utf-8")
    (tmp_path / "index.html").write_text(f'<h1 id="here">x</h1><a href="{escaped}">x</a>', "utf-8")
    broken = BuiltSite(tmp_path, "https://www.example.org/guide/").check()
    assert [link.rule for link in broken] == ([rule] if rule else [])


def test_what_is_good_from_one_page_is_not_from_all(tmp_path: Path) -> None:
    """Addresses are looked up once for each place that they come to, not for each way to write them."""
    for name, text in {
        "index.html": '<a href="a/">x</a><a href="b/#here">x</a><a href="a/#here">x</a>',
        "a/index.html": '<h1 id="here">x</h1><a href="../b/">x</a><a href="a/">x</a><a href="../a/#here">x</a>',
        "b/index.html": '<a href="../a/#here">x</a><a href="a/">x</a><a href="../../a/">x</a><a href="#here">x</a>',
        "z/index.html": '<a href="a/">x</a><a href="../a/">x</a>',
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    assert [(link.file, link.address) for link in BuiltSite(tmp_path).check()] == [
        ("a/index.html", "a/"),
        ("b/index.html", "a/"),
        ("b/index.html", "../../a/"),
        ("b/index.html", "#here"),
        ("index.html", "b/#here"),
        ("z/index.html", "a/"),
    ]


def test_what_is_good_at_one_depth_or_in_one_element_is_not_in_all(tmp_path: Path) -> None:
    """The menu's addresses are looked up once for all pages of a depth."""
    for name, text in {
        "a/d/index.html": "x",
        "a/index.html": '<a href="../b/">x</a><a href="d/">x</a><a href="d/?x">x</a><a href="https://elsewhere.example/x.png">x</a>',
        "b/index.html": '<a href="../b/">x</a><a href="d/">x</a><a href="d/?x">x</a>\n<img\nsrc="https://elsewhere.example/x.png">',
        "b/c/index.html": '<p>\n<a href="../b/">x</a><a href="../../b/">x</a><a href="../..">x</a>',
        "index.html": '<a href="../b/">x</a><a href="b/">x</a>',
        "index.html.html": "<a href='b/'>x</a></html>\n<a href='c/'>x</a>",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    assert [(link.file, link.address, link.line) for link in BuiltSite(tmp_path).check()] == [
        ("b/c/index.html", "../b/", 2),
        ("b/index.html", "d/", 1),
        ("b/index.html", "d/?x", 1),
        ("b/index.html", "https://elsewhere.example/x.png", 3),
        ("index.html", "../b/", 1),
        ("index.html.html", "c/", 2),
    ]


def test_deep_html_is_read_to_its_end(tmp_path: Path) -> None:
    """A parser's tree has an end, and what stands deeper is told of without a line."""
    (tmp_path / "index.html").write_text("<div>\n" * 3000 + '<a href="gone">x</a>', "utf-8")
    assert [(link.address, link.line) for link in BuiltSite(tmp_path).check()] == [("gone", 1)]


def test_a_file_without_an_element_is_read() -> None:
    assert read_page("x.html", b"<!-- nothing -->").ids == {}
    assert read_page("x.html", b"").ids == {}


def test_every_attribute_that_holds_an_address_is_read() -> None:
    html = """
    <link rel="icon" href="1"><img src="2" srcset="3 1x, 4 2x"><video src="5" poster="6"><source src="7"></video>
    <iframe src="8"></iframe><form action="9"><button formaction="10">x</button></form><object data="11"></object>
    <blockquote cite="12">x</blockquote><svg><use xlink:href="13"></use></svg><p style="background: url(14)">x</p>
    <style>p { background: url("15") }</style><meta http-equiv="refresh" content="0; url=16"><area href="17">
    <script src="18"></script><a href="19" ping="20 21">x</a><meta property="og:image" content="22"><audio src="23">
    """
    found = {address for address, _, _ in read_page("x.html", html.encode()).addresses}
    assert found == {str(number) for number in range(1, 24)}


def test_addresses_in_a_stylesheet() -> None:
    css = """@import "1"; @import url(2);
    @media print { @supports (x: y) { p { background: image-set("3" 1x, url(4) 2x) } } }
    @font-face { src: url("5") format("woff2"), url(6) }
    /* url(no) */ q::before { content: "url(no)"; mask: url( '7' ) }"""
    assert [address for address, _ in stylesheet_addresses(css)] == ["1", "2", "3", "4", "5", "6", "7"]


def test_a_stylesheet_is_read_once_and_not_for_each_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most of what a large guide took was once this: the list of its files asks each page for what its styles load."""
    (tmp_path / "style.css").write_text(f'p {{ background: url("{tmp_path.name}.png") }}', "utf-8")
    for name in ("index", "a", "b"):
        (tmp_path / f"{name}.html").write_text('<link rel="stylesheet" href="style.css">', "utf-8")
    read: list[str] = []
    parse = tinycss2.parse_stylesheet

    def counted(css: str, **options: bool) -> object:
        read.append(css)
        return parse(css, **options)

    monkeypatch.setattr(tinycss2, "parse_stylesheet", counted)
    site = BuiltSite(tmp_path)
    assert [link.address for link in site.check()] == [f"{tmp_path.name}.png"]
    assert {file.address for file in guide_files(site)} == {"style.css", "", "a.html", "b.html"}
    assert len(read) == 1


def link_checker(site: Site, starts: list[str], settings: Path) -> tuple[int, list[dict[str, str]]]:
    """Crawl a served site with LinkChecker; its exit code and a row for each address that it looked at."""
    # Without this header it asks ten times a second at most.
    site.headers["LinkChecker"] = "allow-concurrent-checks"
    settings.write_text(CONFIG, "utf-8")
    result = subprocess.run(
        [
            *(sys.executable, "-c", CRAWL, "--config", str(settings), "--verbose", "--output", "csv/utf-8"),
            *(site.address(name) for name in starts),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        stdin=subprocess.DEVNULL,
    )
    lines = [line for line in result.stdout.splitlines() if line and not line.startswith("#")]
    return result.returncode, list(csv.DictReader(lines, delimiter=";"))


def test_link_checker_finds_nothing_and_has_looked(built_site: Path, tmp_path: Path) -> None:
    with served(built_site) as site:
        # No link leads to the page for addresses that lead nowhere.
        code, rows = link_checker(site, ["", "404.html"], tmp_path / "settings.ini")
        looked_at = {row["url"].partition("#")[0] for row in rows if row["url"].startswith(site.address())}
        assert [row["url"] for row in rows if row["valid"] != "True" or row["warningstring"]] == []
        assert code == 0
        assert looked_at >= {site.address(name) for name in site.pages()}
        assert len(looked_at) > len(site.pages()), "styles, scripts and fonts too"


def test_link_checker_would_find_it(tmp_path: Path) -> None:
    """The witness is only one if it sees what is there to be seen."""
    (tmp_path / "site" / "reply").mkdir(parents=True)
    (tmp_path / "site" / "reply" / "index.html").write_text('<h1 id="here">x</h1>', "utf-8")
    (tmp_path / "site" / "index.html").write_text(
        '<a href="gone/">x</a><a href="reply/#gone">x</a><img src="gone.png" alt="x">',
        "utf-8",
    )
    with served(tmp_path / "site") as site:
        # From the one page: of a page that it has looked at already it does not check another anchor.
        code, rows = link_checker(site, [""], tmp_path / "settings.ini")
        wrong = {row["urlname"] for row in rows if row["valid"] != "True" or row["warningstring"]}
    assert code == 1
    assert wrong == {"gone/", "reply/#gone", "gone.png"}
