"""Pages are read once, into typed objects, with the places of everything; and nothing that anybody writes stops it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

import sites
from onward.build import Build, months_after
from onward.checks import check
from onward.documents.offers import with_offers
from onward.model import Checklist, Page, Position, Quiz, RegistryList
from onward.pages import read_pages
from onward.registry import Registry
from sites import page
from test_rules import EXTENSIONS


def convert(build: Build) -> str:
    """The HTML of the page that was read last, as a build makes it."""
    build.begin("page.md")
    settings = {"onward.blocks": {"build": build}}
    return Markdown(extensions=EXTENSIONS, extension_configs=settings).convert(build.markdown("page.md"))


def read_page(text: str | bytes, registry: Registry | None = None) -> tuple[Page, Build]:
    """A page of its own, read without a project around it."""
    build = Build(Path("no-such-folder"), Path("mkdocs.yml"), sites.REPO / "overrides", registry=registry or Registry())
    build.add_source("page.md", text if isinstance(text, bytes) else text.encode())
    build.begin("page.md")
    read_pages(build, EXTENSIONS, {})
    return build.pages["page.md"], build


CHECKLIST = """Intro.

/// checklist | The first day
    id: first-day
    when: You heard: no

Before you start.

- [ ] Tell [someone](other.md) you **trust**. {#tell was="tell-someone"} [@vent-to-friend, @it-hurts]
- [ ] Keep it
    off the web. {#off}

///
"""

QUIZ = """/// quiz | After
    id: after

### What first? {#first}

Think.

- [ ] Reply {#reply}

    > Wait.
    > A little.

- [x] Note it [@own-write-it-down] {#note was="write"}

    > Yes. [@it-hurts]

**Why:** memory fades.

### Which? {#which}

- [x] A {#a}

    > Yes.

- [x] B {#b}

    > Yes.

///
"""


def test_a_checklist_is_a_typed_object() -> None:
    read, _ = read_page(page(CHECKLIST))
    (block,) = read.blocks
    assert isinstance(block, Checklist)
    assert (block.id, block.title, block.when) == ("first-day", "The first day", "You heard: no")
    assert block.position == Position(12, 1)
    first, second = block.items
    assert (first.label.id, first.label.was) == ("tell", ("tell-someone",))
    assert first.text == "Tell [someone](other.md) you **trust**."
    assert first.cites == "[@vent-to-friend, @it-hurts]"
    assert (first.position, second.position) == (Position(18, 1), Position(19, 1))
    assert second.text.split() == ["Keep", "it", "off", "the", "web."]
    assert read.faults == ()


def test_a_quiz_is_a_typed_object() -> None:
    read, _ = read_page(page(QUIZ))
    (block,) = read.blocks
    assert isinstance(block, Quiz)
    first, which = block.questions
    assert (first.text, first.label.id, first.multiple) == ("What first?", "first", False)
    assert [(option.label.id, option.right, option.position.line) for option in first.options] == [
        ("reply", False, 17),
        ("note", True, 22),
    ]
    assert first.options[0].feedback_text == "Wait. A little."
    assert first.options[1].label.was == ("write",)
    assert which.multiple
    assert [heading.text for heading in read.headings] == ["Test page"], "a question is none of the page's headings"


def test_everything_has_its_place_in_the_file() -> None:
    text = page(
        "Text [one](a.md) and [two](b.md).\n\n## Part\n\n- item [three](c.md)\n\n    more [@it-hurts]\n\n"
        "> quoted ![pic](d.svg)\n\n```\n[no](no.md) [@no]\n```\n\n`[no](no.md)` and [one](a.md) again [@it-hurts]\n"
    )
    read, _ = read_page(text)
    lines = text.split("\n")
    assert [(link.raw, link.position.line) for link in read.links] == [
        ("a.md", 10),
        ("b.md", 10),
        ("c.md", 14),
        ("d.svg", 18),
        ("a.md", 24),
    ]
    for link in read.links:
        assert lines[link.position.line - 1][link.position.column - 1 :].startswith(link.raw)
    assert [(citation.id, citation.position.line, citation.section) for citation in read.citations] == [
        ("it-hurts", 16, "part"),
        ("it-hurts", 24, "part"),
    ]
    assert [(heading.text, heading.position) for heading in read.headings] == [
        ("Test page", Position(8, 1)),
        ("Part", Position(12, 1)),
    ]


def test_what_stands_often_has_each_of_its_places() -> None:
    """In one paragraph, over several lines, and in a block, which is not walked in the order of its lines."""
    quiz = QUIZ.replace("Reply {#reply}", "Reply [x](a.md) {#reply}").replace("> Wait.", "> Wait [x](a.md).")
    quiz = quiz.replace("- [x] Note it", "- [x] Note [it](a.md)")
    body = "One [x](a.md)\ntwo [x](a.md) [@gone]\nthree [x](a.md) [@gone]\nand [@gone]\nlast [@gone]\n\n[x](a.md)\n\n"
    read, _ = read_page(page(body + quiz))
    places = [(link.position.line, link.position.column) for link in read.links]
    assert sorted(places) == [(10, 9), (11, 9), (12, 11), (16, 5), (25, 17), (27, 16), (30, 17)]
    assert [citation.position for citation in read.citations if citation.id == "gone"] == [
        Position(11, 16),
        Position(12, 18),
        Position(13, 6),
        Position(14, 7),
    ]


def test_cells_stand_in_their_table_and_not_in_the_words_before_it() -> None:
    read, _ = read_page(
        page("Area by\narea.\n\n| Area | b |\n| - | - |\n| Area | area |\n\nArea | x\n- | -\nb | Area\n")
    )
    cells = [(passage.text, passage.position) for passage in read.passages if passage.kind == "cell"]
    assert cells == [
        ("Area", Position(13, 3)),
        ("b", Position(13, 10)),
        ("Area", Position(15, 3)),
        ("area", Position(15, 10)),
        ("Area", Position(17, 1)),
        ("x", Position(17, 8)),
        ("b", Position(19, 1)),
        ("Area", Position(19, 5)),
    ]


def test_blank_lines_before_the_body_do_not_shift_the_lines() -> None:
    shifted = page("[x](a.md)\n").replace("---\n\n#", "---\n\n\n\n#")
    read, _ = read_page(shifted)
    assert read.links[0].position.line == 12


# The same examples on every run: what a fuzzer finds on some other day is work for that day, not a red build.
MARKDOWN = st.lists(
    st.sampled_from(
        [
            *"\n\n\n  -*+>#=|`~_()!\\'\"1.aZ é",
            "\n\n",
            "    ",
            "- ",
            "1. ",
            "> ",
            "## ",
            "---\n",
            "===\n",
            "***",
            "**bold** ",
            "word ",
            "Two words\n",
            "[link](a.md) ",
            "![image](a.svg) ",
            "[ref]\n\n[ref]: a.md\n",
            "`code` ",
            "```\ncode\n```\n",
            "| a | b |\n| - | - |\n| c | d |\n",
            "<div>\nraw\n</div>\n",
            "<br>",
            "&copy; ",
        ]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(MARKDOWN)
@example("- ---\n")
@example(">-\n> ===\n")
@example("> [r]: a.md\n\n[r]\n")
@example("***bold*** at the start\n\n* * *\n\n_under_ score\n")
@example("    indented code\n    - not a list\n")
@example("&copy; an entity \\* an escape\n\nTwo  \nlines\n")
def test_marks_change_nothing_of_what_is_shown(body: str) -> None:
    """The same HTML as without our extension, which marks lines: no mark may stay or change what a line means."""
    plain = Markdown(extensions=[name for name in EXTENSIONS if name != "onward.blocks"])
    assert Markdown(extensions=EXTENSIONS).convert(body) == plain.convert(body)


def test_an_id_with_a_mark_in_a_table_keeps_its_citations() -> None:
    read, _ = read_page(page("| a | b |\n| - | - |\n| c [@it-hurts] | d |\n"))
    assert [(citation.id, citation.position.line) for citation in read.citations] == [("it-hurts", 12)]


def test_the_next_review_comes_sooner_where_law_or_numbers_stand(tmp_path: Path) -> None:
    project = sites.write_project(
        tmp_path,
        {
            "index.md": page("Text. [@it-hurts]\n"),
            "law.md": page("Text. [@add-fair-treatment]\n"),
            "help.md": page("/// help | Talk\n    id: talk\n    show: samaritans\n///\n"),
        },
    )
    build = Build.start(docs=project / "docs", config=project / "mkdocs.yml", overrides=sites.REPO / "overrides")
    read_pages(build, EXTENSIONS, {})
    reviews = {path: build.next_review(read) for path, read in build.pages.items()}
    assert {path: str(day) for path, day in reviews.items()} == {
        "index.md": "2027-11-22",
        "law.md": "2027-05-22",
        "help.md": "2027-05-22",
    }


def test_months_after_the_end_of_a_longer_month() -> None:
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)


def test_a_list_of_the_registry_needs_no_id() -> None:
    read, build = read_page(page("/// registry | sources\n///\n"))
    assert isinstance(read.blocks[0], RegistryList)
    assert [problem.rule for problem in check(build) if problem.path.endswith("page.md")] == []


PIECES = st.sampled_from(
    [
        *"\n\n\n    \t>-*+#[](){}|/`~_<>&\\\"':=.!@0aZ\u00e9\u4e2d\x00\r\ufeff\ue000",
        "---\n",
        "title: Test page\n",
        "/// checklist | A\n",
        "/// quiz | B\n",
        "    id: a\n",
        "///\n",
        "- [ ] One {#one}\n",
        "- [x] Two {#two}\n",
        "    > Yes.\n",
        "### What? {#what}\n",
        "[@it-hurts]",
        "[x](y.md)",
        "```\n",
        "``` a b c\n",
        "````\n",
        "~~~ text\n",
        "> ```\n",
        "<!-- ",
        "-->\n",
        "<div>\n",
        "\n</div>\n",
        "[x](http://[y)",
        "{#z}",
        "/// advisers-differ | C\n    conflict: no-to-yes\n",
        "/// help | D\n    show: x\n",
        "/// registry | sources\n",
        "/// self-check | E\n    id: e\n    scale: Yes {#y} = 0, No {#n} = 1\n    wellbeing: what\n",
        "When: ",
        "what is one or two\n",
        "what is highest and otherwise\n",
        "\n\n",
        "/// message | E\n    id: e\n",
        "- [name] {#name}: a hint\n",
        "> Subject: [name]\n>\n> Dear [Only if one: [name]]\n",
    ]
)


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=60).map("".join))
@example(page(QUIZ).replace("///\n", ""))
@example("---\ntitle: x\n---\n///\n\n////\n/// quiz | x\n\n///")
def test_nothing_that_is_written_stops_the_reading(text: str) -> None:
    """Whatever stands in a file: no exception, and what is said of it has a place in the file."""
    read, build = read_page(text.encode())
    for problem in check(build):
        if problem.path.endswith("page.md"):
            assert 1 <= problem.line <= max(len(read.lines), 1), problem
            assert problem.column >= 1
    html = with_offers(convert(build), (), "")
    assert not re.search("[\ue000-\ue01f\x02\x03]", html), "no mark and no placeholder is left"


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.binary(max_size=300))
@example(b"\xff\xfe-\x00-\x00-\x00")
@example(b"---\n\x00\n---\n")
@example(b"\xef\xbb\xbf")
def test_no_bytes_stop_the_reading(data: bytes) -> None:
    read_page(data)
