"""The ways from page to page that an editor names: the steps, the next page, the related pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import lxml.html
from markdown import Markdown

import sites
from onward.build import Build
from onward.model import Position, Steps
from onward.pages import read_pages
from onward.registry import Registry
from onward.views import page_view
from sites import page
from test_rules import EXTENSIONS


def read(pages: Mapping[str, str]) -> Build:
    """Pages read without a project around them."""
    build = Build(Path("no-such-folder"), Path("mkdocs.yml"), sites.REPO / "overrides", registry=Registry())
    for path, text in pages.items():
        build.add_source(path, text.encode())
    read_pages(build, EXTENSIONS, {})
    return build


def shown(build: Build, path: str) -> lxml.html.HtmlElement:
    """A page of the build as HTML, before MkDocs puts addresses for file names."""
    build.begin(path)
    settings = {"onward.blocks": {"build": build}}
    markdown = Markdown(extensions=EXTENSIONS, extension_configs=settings)
    return lxml.html.fromstring(f"<div>{markdown.convert(build.markdown(path))}</div>")


STEPS = """/// steps | The *six* steps &amp; more [@it-hurts]

1. [**Reply** & \\*x\\* Q&amp;A](b.md "A title"). Say *thanks*. [@it-hurts]
2. **[Rest][rest].** Sleep
3. ***[Ask](<sub/c.md>)* soon** and: go
4. [![A pen](pen.svg)](d.md)

///

[rest]: a.md#rest
"""


def test_a_step_is_known_by_plain_words_and_the_page_that_its_link_means() -> None:
    pages = {f"{name}.md": page("Text.\n", title=name) for name in ("a", "b", "sub/c", "d")}
    build = read({"index.md": page(STEPS), **pages})
    (block,) = build.pages["index.md"].blocks
    assert isinstance(block, Steps)
    assert block.title == "The six steps & more"
    assert [(step.name, step.target, step.page, step.position, step.target_position) for step in block.steps] == [
        ("Reply & *x* Q&A", "b.md", "b.md", Position(12, 1), Position(12, 32)),
        ("Rest", "a.md#rest", "a.md", Position(13, 1), Position(19, 9)),
        ("Ask", "sub/c.md", "sub/c.md", Position(14, 1), Position(14, 14)),
        ("A pen", "d.md", "d.md", Position(15, 1), Position(15, 24)),
    ]
    steps = page_view(build, "b.md").steps
    assert steps is not None
    assert (steps.title, steps.current.name) == ("The six steps & more", "Reply & *x* Q&A")


def test_on_the_page_the_link_of_a_step_has_a_line_of_its_own() -> None:
    build = read({"index.md": page(STEPS)})
    rows = shown(build, "index.md").findall(".//li")
    parts = [[(part.get("class"), "".join(part.itertext())) for part in row] for row in rows]
    assert parts == [
        [("onward-step__name", "Reply & *x* Q&A"), ("onward-step__text", "Say thanks.")],
        [("onward-step__name", "Rest"), ("onward-step__text", "Sleep")],
        [("onward-step__name", "Ask"), ("onward-step__text", " soon and: go")],
        [("onward-step__name", "")],
    ]
    assert [link.get("href") for row in rows for link in row.findall(".//a")] == [
        "b.md",
        "a.md#rest",
        "sub/c.md",
        "d.md",
    ]
    assert [rows[0].findtext(".//em"), rows[2].findtext(".//strong")] == ["thanks", " soon"]


def test_lists_without_bullets_say_that_they_are_lists() -> None:
    """Safari takes the role away with the bullets, but for lists in a `nav`."""
    body = "/// do-and-avoid | Both\n    id: both\n\n### Do\n\n- One\n\n### Avoid\n\n- Two\n\n///\n"
    page_shown = shown(read({"index.md": page(f"{STEPS}\n{body}")}), "index.md")
    assert [(rows.tag, rows.get("role")) for rows in page_shown.iter("ol", "ul")] == [
        ("ol", "list"),
        ("ul", "list"),
        ("ul", "list"),
    ]


def ways(next_page: str, related: str) -> str:
    """A page with both keys."""
    return page("Text.\n").replace("kind:", f"next: {next_page}\nrelated: {related}\nkind:")


def test_next_and_related_pages_are_found_from_the_page_that_names_them() -> None:
    build = read(
        {
            "b.md": page("Text.\n", title="B in the root"),
            "sub/b.md": page("Text.\n", title="B beside"),
            "sub/q&a 50%.md": page("Text.\n", title="Q & A"),
            "sub/page.md": ways("../b.md", '[b.md, "q&a 50%.md"]'),
        }
    )
    links = shown(build, "sub/page.md").findall(".//a")
    assert [(link.get("href"), "".join(link.itertext())) for link in links] == [
        ("../b.md", "Next B in the root"),
        ("b.md", "B beside"),
        ("q%26a%2050%25.md", "Q & A"),
    ]
    assert [(link.raw, link.position) for link in build.pages["sub/page.md"].links] == [
        ("../b.md", Position(4, 7)),
        ("b.md", Position(5, 11)),
        ("q&a 50%.md", Position(5, 17)),
    ]


def test_what_is_no_page_is_not_shown_as_a_way() -> None:
    build = read({"b.md": page("Text.\n"), "page.md": ways("b.md#b", '["https://example.org", lost.md]')})
    assert shown(build, "page.md").findall(".//a") == []
    assert shown(build, "page.md").find(".//nav") is None


def test_the_search_leaves_out_the_ways() -> None:
    """The title of the next page is no text of this one."""
    build = read({"a.md": page("Text.\n"), "b.md": page("Text.\n"), "page.md": ways("a.md", "[b.md]")})
    unsearched = shown(build, "page.md").xpath("//*[@data-search-exclude]")
    assert [element.get("class") for element in unsearched] == ["onward-next", "onward-related"]


TABLES = """| A | B |
| --- | --- |
| 1 | 2 |

## Plan

Text.

| A | B |
| --- | --- |
| 1 | |
"""


def test_a_table_scrolls_in_a_region_that_the_keyboard_reaches_and_its_heading_names() -> None:
    html = shown(read({"index.md": page(TABLES, title="Start")}), "index.md")
    regions = html.xpath("//div[@class='onward-table']")
    assert [(region.get("tabindex"), region.get("role"), region.get("aria-labelledby")) for region in regions] == [
        ("0", "region", "start"),
        ("0", "region", "plan"),
    ]
    assert [len(region.findall("table")) for region in regions] == [1, 1]
    assert len(html.xpath("//table")) == 2
    assert html.xpath("//div[@class='onward-table']/preceding-sibling::*[1]/text()") == ["Start", "Text."]
