"""The copy guard: words as they are compared, the hashes of articles, and what is found in a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import sites
from onward import shingles
from onward.__main__ import main
from onward.model import Problem, Severity
from onward.registry_reader import read_registry
from onward.site import problems_of
from onward.text import TEXT

ARTICLE = """\
A Tale of the Long Wait by the Harbour Wall

By Mo, 3 May 2020

The ferry that didn’t come was painted blue by two sisters who sold oranges from a tin bath. Nobody on the
quay knew when the tide would turn again that winter, and the bell in the tower had been sold to a farmer.
"""
SENTENCE = "The ferry that didn’t come was painted blue by two sisters who sold oranges from a tin bath."

SOURCES = """\
sources:
- id: harbour
  title: "A Tale of the Long Wait by the Harbour Wall"
  author: "Mo"
  date: "2020"
  publisher: "The Ferry"
  kind: "A tale"
  country: "UK"
  shown_as: "A tale, 2020"
  scope: "A ferry"
  recruiter: false
"""
GUIDANCE = """\
own:
- id: own-blue
  statement: "Wait."
  why: "It is calmer."
"""


def compared(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return [word.text for word in shingles.words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don’t, DON'T don‘t don\u02bct \uff24on\uff07t", ["don't"] * 5),
        ("‘Thanks,’ they said; 'thanks'", ["thanks", "they", "said", "thanks"]),
        ("thank-you e-mail, and/or 9:00am", ["thank", "you", "e", "mail", "and", "or", "9", "00am"]),
        ("so_called **bo**ld", ["so", "called", "bo", "ld"]),
        ("caf\u00e9 cafe\u0301 CAF\u00c9", ["café"] * 3),
        ("straße STRASSE", ["strasse", "strasse"]),
        ("o\ufb03ce", ["office"]),
        ("inter\u00adview inter\u200bview", ["interview", "interview"]),
        ("non\u00a0breaking\tspace\n", ["non", "breaking", "space"]),
        ("rock ’n’ roll’s", ["rock", "n", "roll's"]),
        ("", []),
        ("… — !", []),
    ],
)
def test_words_are_compared_without_what_typing_changes(text: str, expected: list[str]) -> None:
    assert compared(text) == expected


def test_words_know_where_they_stand() -> None:
    text = "“Cafe\u0301”, o\ufb03ce ½ inter\u00adview."
    assert [text[word.start : word.end] for word in shingles.words(text)] == [
        "Cafe\u0301",
        "o\ufb03ce",
        "½",
        "½",
        "inter\u00adview",
    ]


def test_the_hash_is_what_the_files_say() -> None:
    """blake2b with 8 bytes, of the six words with one space between; computed by `b2sum --length=64`."""
    assert shingles.shingles(compared("One, two; three: FOUR five ‘six’.")) == ["d83350e45220a7e7"]


def test_there_is_a_shingle_for_every_six_words() -> None:
    assert shingles.shingles(list("abcde")) == []
    assert shingles.shingles(list("abcdefgh")) == [shingles.digest(list(run)) for run in ("abcdef", "bcdefg", "cdefgh")]


KNOWN = {
    "one": frozenset(shingles.shingles(list("abcdefghijklm"))),
    "two": frozenset(shingles.shingles(list("ghijklmnop"))),
}


@pytest.mark.parametrize(
    ("run", "exempt", "found"),
    [
        ("xabcdefx", (), [(1, 7, "one")]),
        ("abcdexfghijk", (), [(6, 12, "one")]),
        ("abcdefxghijklm", (), [(0, 6, "one"), (7, 14, "one")]),
        ("efghijklmnop", (), [(2, 12, "two")]),  # `one` has nine of them, `two` ten: one cause.
        ("abcdefghijklmnop", (), [(0, 13, "one")]),
        ("abcdeabcde", (), []),
        ("abcdefghijklm", ("fg",), [(7, 13, "one")]),
        ("abcdefghijklm", ("abc", "ijkl"), []),
        ("aabcdef", ("a",), []),
    ],
)
def test_runs_are_found_whole_and_once(run: str, exempt: tuple[str, ...], found: list[tuple[int, int, str]]) -> None:
    """A letter stands for a word."""
    runs = shingles.shared_runs(list(run), KNOWN, [tuple(phrase) for phrase in exempt])
    assert [(each.first, each.last, each.source) for each in runs] == found


# A site with one article


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A site that rests on the made-up article, whose hashes the command has made."""
    data = {"sources.yml": SOURCES, "guidance.yml": GUIDANCE}
    root = sites.write_project(tmp_path / "project", {"index.md": sites.page("Text.\n")}, data=data)
    assert add_source(root, ARTICLE) == 0
    return root


def add_source(root: Path, text: str | bytes, source: str = "harbour") -> int:
    """Run `add-source` on a text; the exit code."""
    file = root / "article.txt"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return main(["add-source", source, str(file), "--config", str(root / "mkdocs.yml")])


def copied(root: Path, body: str, title: str = "Test page") -> list[Problem]:
    """What the rule says of a page."""
    (root / "docs" / "index.md").write_text(sites.page(body, title=title), "utf-8")
    return [each for each in problems_of(root / "mkdocs.yml") if each.rule == "copied-text"]


def test_a_copied_sentence_is_found_with_its_line_and_column(project: Path) -> None:
    (problem,) = copied(project, f"## Part\n\nOur own words come first.\nThen this: {SENTENCE} And more.\n")
    assert (problem.path, problem.line, problem.column) == ("docs/index.md", 13, 12)
    assert problem.severity is Severity.ERROR
    assert problem.message == (
        "18 words in a row stand in `harbour` (A tale, 2020) too: `The ferry that didn’t come was painted blue by two "
        "sisters who sold oranges from a tin bath`"
    )


def test_six_words_are_a_warning_and_five_are_nothing(project: Path) -> None:
    (problem,) = copied(
        project, "It was painted blue by two men who sold oranges from a tin.\n\nOne by two sisters who sold.\n"
    )
    assert (problem.severity, problem.line) == (Severity.WARNING, 10)
    assert "6 words in a row" in problem.message
    assert "`who sold oranges from a tin`" in problem.message


def test_a_sentence_with_every_sixth_word_changed_is_not_found(project: Path) -> None:
    """The guard finds words in a row. That is what it is for, and all that it is for."""
    given = SENTENCE.split()
    changed = ["other" if number % 6 == 5 else word for number, word in enumerate(given)]
    assert copied(project, " ".join(changed) + "\n") == []
    assert copied(project, " ".join([*given[:5], "other", *given[6:]]) + "\n") != []


@pytest.mark.parametrize(
    "body",
    [
        "The ferry *that* **didn't** come\nwas painted BLUE.\n",
        "> The ferry that didn’t\n> come was painted blue.\n",
        "- [The ferry that didn’t](index.md) come was [painted](index.md) blue.\n",
        "The ferry that didn’t come was [@own-blue] painted blue.\n",
        "The ferry that didn&rsquo;t come was painted blue.\n",
        "| The ferry that didn’t come was painted blue |\n| --- |\n| Text |\n",
        "The fer\u00adry that didn’t come was painted blue.\n",
    ],
)
def test_neither_markup_nor_typing_hides_a_run(project: Path, body: str) -> None:
    (problem,) = copied(project, body)
    assert problem.line == 10
    assert problem.message.startswith("8 words in a row")


def test_two_passages_are_not_in_a_row(project: Path) -> None:
    assert (
        copied(project, "The ferry that didn’t\n\ncome was painted blue\n\n- by two sisters\n- who sold oranges\n")
        == []
    )


def test_the_same_run_twice_is_told_at_both_places(project: Path) -> None:
    problems = copied(project, "Who sold oranges from a tin? We know who sold oranges from a tin.\n")
    assert [(each.line, each.column) for each in problems] == [(10, 1), (10, 38)]


def test_a_title_may_be_named_and_does_not_bridge(project: Path) -> None:
    """Names of fewer than four words are words like any other: `The Ferry` is the publisher, and stands in the text."""
    title = "A Tale of the Long Wait by the Harbour Wall"
    assert copied(project, f"Read [{title}](https://www.example.org/) or ‘{title}’.\n", title=title) == []
    assert copied(project, f"See {title} by Mo 3 May 2020.\n") == []
    assert copied(project, "A tale of the long wait by the sea.\n") != []


def test_every_text_of_a_long_copy_is_one_problem(project: Path) -> None:
    (problem,) = copied(project, ARTICLE.split("\n\n")[2] + "\n")
    assert problem.message.startswith("43 words in a row")
    assert problem.message.endswith("Nobody on…`")


# add-source


def test_the_same_article_gives_the_same_bytes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = project / "docs" / "_data" / "shingles" / "harbour.txt"
    first = file.read_bytes()
    assert add_source(project, ARTICLE) == 0
    assert file.read_bytes() == first
    assert capsys.readouterr().out.splitlines()[-1] == (
        "docs/_data/shingles/harbour.txt: 53 different runs of 6 words."
    )
    # Everything is compared, what stands above the article too; how lines are broken and ended is nothing to it.
    assert add_source(project, b"\xef\xbb\xbf" + ARTICLE.replace("\n", "\r\n").encode()) == 0
    assert file.read_bytes() == first
    assert first.splitlines()[1:] == sorted(first.splitlines()[1:])
    assert shingles.parse(first.decode()).digests == set(shingles.shingles(compared(ARTICLE)))
    assert sorted(path.name for path in file.parent.iterdir()) == ["harbour.txt"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"one two three four five \xff", "is not UTF-8"),
        ("one two three four five six".encode("utf-16-le"), "is not plain text"),
        ("One two three four five.", "has 5 words; there must be 6 or more"),
        ("", "has 0 words"),
        ("\ufeff<!DOCTYPE html><p>One two three four five six.", "is a web page"),
        (b"a " * 1_000_001, "an article is shorter"),
    ],
)
def test_what_is_no_article_is_said_plainly(
    project: Path, capsys: pytest.CaptureFixture[str], text: str | bytes, said: str
) -> None:
    file = project / "docs" / "_data" / "shingles" / "harbour.txt"
    before = file.read_bytes()
    assert add_source(project, text) == 2
    assert said in capsys.readouterr().err
    assert file.read_bytes() == before


def test_a_wrong_id_or_file_is_said_plainly(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add_source(project, ARTICLE, "harbor") == 2
    assert capsys.readouterr().err == "No article in sources.yml has the id harbor. Did you mean harbour?\n"
    config = ["--config", str(project / "mkdocs.yml")]
    missing = project / "no-such.txt"
    for file, said in ((missing, f"There is no file {missing}.\n"), (project, f"{project} is a folder.\n")):
        assert main(["add-source", "harbour", str(file), *config]) == 2
        assert capsys.readouterr().err == said


def test_a_folder_that_cannot_be_written_is_said_plainly(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project / "docs" / "_data" / "shingles"
    (folder / "harbour.txt").unlink()
    folder.rmdir()
    folder.write_text("a file where the folder should be")
    assert add_source(project, ARTICLE) == 2
    assert capsys.readouterr().err.startswith("The hashes could not be written: ")


# The project's own


def shipped() -> Iterator[tuple[str, str]]:
    """The project's own files of hashes, by id."""
    for file in sorted((sites.REPO / "docs" / shingles.FOLDER).iterdir()):
        yield file.name, file.read_text("utf-8")


def test_the_shipped_files_hold_hashes_and_nothing_else() -> None:
    articles = read_registry(sites.REPO / "docs").articles
    assert [name for name, _ in shipped()] == sorted(f"{source}.txt" for source in articles)
    for name, text in shipped():
        head, *lines = text.removesuffix("\n").split("\n")
        assert text == shingles.content(name.removesuffix(".txt"), lines), name
        assert head.startswith("# "), name
        assert len(lines) > 300, name
        assert [line for line in lines if not re.fullmatch("[0-9a-f]{16}", line)] == [], name
        assert lines == sorted(set(lines)), name


def test_the_words_of_the_build_are_nobody_else_s() -> None:
    known = {source: file.digests for source, file in shingles.read_all(sites.REPO / "docs").items()}
    assert [key for key, text in TEXT.items() if shingles.shared_runs(compared(text), known)] == []
