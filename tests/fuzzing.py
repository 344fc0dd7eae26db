"""What an editor's file may hold, at random: front matter, blocks and whole pages, within the limits and at them.

`test_fuzz.py` tries some hundred of them, always the same; `benchmarks/fuzz.py` as many as there is time for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from hypothesis import strategies as st
from markdown import Markdown

import sites
from onward.build import Build
from onward.checks import UNCLOSED, check
from onward.documents.offers import with_offers
from onward.front_matter import FrontMatterSchema
from onward.model import Problem
from onward.pages import read_pages
from onward.source import MAX_LINE, MAX_LINES, MAX_OPEN, MAX_PARAGRAPH, MAX_SIGNS
from onward.source import SIGNS as COUNTED
from test_rules import EXTENSIONS

CONTROLS = "\x00\x0b\r\x85\u200b\u202e\u2028\ufeff\ufffd\ue000\ue001\ue010\ue01a\ufdd0\x02\x03"
"""Characters that no page should hold, those that stand for something in the parser among them."""

SPOILING = {"control-character", "html-element", "html-unclosed", "sign-unclosed"}
"""The rules one of which has to tell where the parser's own placeholders are left on a page."""

SIGNS = "\n\n\n    \t>-*+#[](){}|/`~_<>&\\\"':=.!?@^$%,;09aZ\u00e9\u4e2d\U0001f600"

PIECES: Sequence[str] = [
    *SIGNS,
    "\n\n",
    "---\n",
    "...\n",
    "===\n",
    "- ",
    "1. ",
    "- [ ] One {#one}\n",
    '- [x] Two {#two was="old" due="+1d" adds="one 2"}\n',
    "    > Yes.\n",
    "    > Best: yes.\n",
    "### What? {#what}\n",
    "## Section {#section}\n",
    "[@it-hurts, @own-eat-drink]",
    "[x](y.md#z)",
    '![x](y.svg "z")',
    "[x][y]",
    "[y]: z.md 'w'\n",
    "[^1]",
    "```\n",
    "``` a b c\n",
    "~~~ text\n",
    "> ```\n",
    "<!-- ",
    "-->\n",
    "<div>\n",
    "\n</div>\n",
    "<script>",
    '<a href="x">',
    "<![CDATA[",
    "<?",
    "[x](http://[y)",
    "<http://x.y>",
    "<a@b.c>",
    "{#z}",
    "{: .a b=c}",
    "&copy;",
    "&#0;",
    "&#xd800;",
    "| a | b |\n| - | - |\n| c | d |\n",
    "/// checklist | A\n    id: a\n",
    "/// quiz | B\n    id: b\n",
    "    kind: sort\n",
    "    kind: match\n",
    "    kind: order\n",
    "    kind: scenario\n",
    "/// plan | C\n    id: c\n    rows: 2\n",
    "/// steps | S\n",
    "/// do-and-avoid | D\n    id: d\n",
    "/// advisers-differ | C\n    conflict: no-to-yes\n",
    "/// help | D\n    show: samaritans\n",
    "/// registry | sources\n",
    "/// self-check | E\n    id: e\n    scale: Yes {#y} = 0, No {#n} = 1\n    wellbeing: what\n",
    "/// message | E\n    id: e\n",
    "///\n",
    "////\n",
    "- one -> other {#pair}\n",
    "When: what is one or two\n",
    "When: otherwise\n",
    "- [name] {#name}: a hint\n",
    "> Subject: [name]\n>\n> Dear [Only if one: [name]]\n",
    "<<<<<<< HEAD\n",
]

KEYS = [*FrontMatterSchema.model_fields, "x"]
VALUES: Sequence[str] = [
    "Test page",
    "about",
    "2026-11-22",
    "2026-02-30",
    "0000-00-00",
    "no",
    "12:30",
    "0x1F",
    "1e999",
    "~",
    "''",
    '"\\u0000"',
    '"\\ud800"',
    '"unclosed',
    "[a, [b, {c: d}]]",
    "[toc]",
    "{boost: 2}",
    "&a *a",
    "*a",
    "!!python/object:x {}",
    "!!set {a}",
    "|\n  text\n",
    ">-\n  text\n",
    "# nothing",
    "a # b",
    "a: b",
    "@x",
    "%TAG ! tag:x,2000:",
    "? x",
    "- - - x",
    "editors.html",
    "../x.md",
    "page.md",
    "/etc/passwd",
    "\u00a0",
    "x" * 300,
]

UNITS: Sequence[str] = [
    *"[](){}<>&|!*_`~\\\"'#-+=^:/@.a\u00e9",
    *("[a](", "![a](", "[a][", "[a]: b ", "[[", "]]", "](", "[^", "[@", "[@a]", "{#", "{#a}", "{: "),
    *("*a ", "**a ", "_a ", "`a ", "``", "` ", "*a _b ", "**a *b ", "a*", "a_"),
    *("<a", "<a ", "<a b=", '<a b="', "</a", "<!", "<!-- ", "<?", "<b>x</b>", "<a@b.c>", "<http://a>", "<![CDATA["),
    *("&amp;", "&#1", "\\*", "a. ", "A! ", "e.g. ", "a-", "\u2018", "://a.b ", "http://a.b ", "a@b.c "),
    *("- ", "> ", "1. ", "# ", "    ", "  \n", "a\n", "-\n", "- a\n", "> a\n", "| a |\n", "# a\n", "a\n---\n", "\ta\n"),
    *(
        "``` a\n\n",
        "/// quiz\n\n",
        "/// quiz\n///\n\n",
        "/// message\n",
        "<http://a>\n\n",
        "[a](b.md)\n\n",
        "![](a.svg)\n\n",
    ),
    *("~~", "==", "{{", "{%", ":a:", "~~~\n", "```\n", "///\n", "/// a\n", "- [ ] a {#a}\n", "[a]\n", "a  \n"),
]
"""What the parsers have patterns for; many of one in a row is what makes patterns slow."""

CORPUS: Mapping[str, str] = {path.name: path.read_text("utf-8") for path in sorted((sites.REPO / "docs").glob("*.md"))}


def pieces(most: int) -> st.SearchStrategy[str]:
    """Pieces of our syntax in any order."""
    return st.lists(st.sampled_from([*PIECES, *CONTROLS]), max_size=most).map("".join)


def front_matter() -> st.SearchStrategy[str]:
    """Keys and values that fit, nearly fit, or do not, and a page behind them."""
    line = st.builds(lambda key, value: f"{key}: {value}\n", st.sampled_from(KEYS), st.sampled_from(VALUES))
    odd = st.sampled_from(["\t", "  ", "- ", "---\n", "...\n", "? ", "<<: ", "'", '"', "{", "]", "#", *CONTROLS])
    inner = st.lists(st.one_of(line, line, line, odd), max_size=14).map("".join)
    ends = st.sampled_from(["---\n", "--- \n", "...\n", "----\n", "+++\n", " ---\n", "\ufeff---\n", ""])
    return st.builds(lambda start, body, end: f"{start}{body}{end}\n# Test page\n\nText.\n", ends, inner, ends)


def blocks() -> st.SearchStrategy[str]:
    """Pages of our own, with lines that are gone, doubled, moved, indented or changed: what half-way saving leaves."""
    place = st.integers(0, 10_000)
    change = st.tuples(st.sampled_from(list(_CHANGES)), place, place, st.sampled_from([*PIECES, *CONTROLS]))
    return st.builds(_changed, st.sampled_from(sorted(CORPUS)), st.lists(change, min_size=1, max_size=12))


def at_limits(most: int) -> st.SearchStrategy[str]:
    """Paragraphs of one or two signs over and over, as long as they may be, as many as fit into `most` characters."""
    size = st.sampled_from([MAX_OPEN - 1, MAX_OPEN * 4, MAX_LINE - 10, MAX_PARAGRAPH - 100])
    starts = ["", "- ", "> ", "# ", "1. ", "| a | b |\n| - | - |\n| ", "/// checklist | A\n    id: a\n\n- [ ] "]
    unit = st.sampled_from(UNITS)
    return st.builds(_repeated, st.sampled_from(starts), unit, unit, size, st.just(most))


def _repeated(before: str, unit: str, other: str, size: int, most: int) -> str:
    text = (unit * 3 + other) * (size // (len(unit) * 3 + len(other)) + 1)
    width = MAX_LINE - 100
    lines = [line[start : start + width] for line in text.split("\n") for start in range(0, len(line) + 1, width)]
    one = before + "\n".join(lines[: MAX_LINES - 5])[:size]
    signs = sum(map(one.count, COUNTED))
    times = min(most // len(one), MAX_SIGNS // max(signs, 1))
    return sites.page("\n\n".join([one] * max(times, 1)) + "\n")


def _cut(lines: list[str], one: int, other: int, piece: str) -> None:
    del lines[one]


def _double(lines: list[str], one: int, other: int, piece: str) -> None:
    lines.insert(other, lines[one])


def _swap(lines: list[str], one: int, other: int, piece: str) -> None:
    lines[one], lines[other] = lines[other], lines[one]


def _indent(lines: list[str], one: int, other: int, piece: str) -> None:
    lines[one] = " " * (other % 9) + lines[one]


def _outdent(lines: list[str], one: int, other: int, piece: str) -> None:
    lines[one] = lines[one].lstrip()


def _join(lines: list[str], one: int, other: int, piece: str) -> None:
    lines[one : one + 2] = ["".join(lines[one : one + 2])]


def _insert(lines: list[str], one: int, other: int, piece: str) -> None:
    at = other % (len(lines[one]) + 1)
    lines[one] = lines[one][:at] + piece + lines[one][at:]


def _end(lines: list[str], one: int, other: int, piece: str) -> None:
    del lines[one + 1 :]


_CHANGES: Mapping[str, Callable[[list[str], int, int, str], None]] = {
    change.__name__: change for change in (_cut, _double, _swap, _indent, _outdent, _join, _insert, _end)
}


def _changed(name: str, changes: Sequence[tuple[str, int, int, str]]) -> str:
    lines = CORPUS[name].split("\n")
    for change, one, other, piece in changes:
        if lines:
            _CHANGES[change](lines, one % len(lines), other % len(lines), piece)
    return "\n".join(lines)


def survives(text: str | bytes) -> list[Problem]:
    """Read and check a page of its own: nothing is raised, no place is outside of the file, no mark stays."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    build = Build(Path("no-such-folder"), Path("mkdocs.yml"), sites.REPO / "overrides")
    build.add_source("page.md", data)
    read_pages(build, EXTENSIONS, {})
    problems = check(build)
    lines = build.sources["page.md"].lines
    for problem in problems:
        if problem.path.endswith("page.md") and problem.rule != "encoding":  # What is no text has no lines.
            assert 1 <= problem.line <= max(len(lines), 1), problem
            line = lines[problem.line - 1] if lines else ""
            assert 1 <= problem.column <= len(line) + 1, problem
            assert problem.message.isprintable(), problem
    build.begin("page.md")
    html = Markdown(extensions=EXTENSIONS, extension_configs={"onward.blocks": {"build": build}}).convert(
        build.markdown("page.md")
    )
    assert not re.search("[\ue000-\ue01f]", html), "a mark is left"
    if re.search("[\x02\x03]", with_offers(html, (), "")):
        # Python-Markdown leaves some of its placeholders, as in three times `**a *b <b>x</b>`: not where all is well.
        # What something without an end has swallowed is not published, and told of when that is mended.
        said = {problem.rule for problem in problems}
        assert said & (SPOILING | {rule.id for rule in UNCLOSED}), "the page is spoilt, and nothing is said"
    return problems
