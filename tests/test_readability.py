"""The reading grade by hand, what is counted for it, and what the guide promises: its own pages are easy to read."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from textstat.backend.counts import count_syllables
from textstat.backend.utils import get_cmudict

import sites
from onward import readability
from onward.__main__ import main
from onward.build import Build, pages_in_order
from onward.checks import check, reading_grade, word_list
from onward.model import Position, Severity
from onward.readability import Reading, grade, read, running_words, shortened, syllables, table, words
from onward.registry import Registry, StyleWord
from onward.registry_reader import read_registry
from onward.site import read_site
from sites import page
from test_reading import read_page


def test_the_grade_of_a_text_counted_by_hand() -> None:
    # The cat sat on the mat. (6 words, 6 syllables) It was happy. (3 words, 4 syllables: hap-py)
    # 9 words in 2 sentences, 10 syllables: 0.39 * 9 / 2 + 11.8 * 10 / 9 - 15.59 = 1.755 + 13.111 - 15.59 = -0.724
    assert grade(["The cat sat on the mat.", "It was happy."]) == pytest.approx(-0.724, abs=0.001)


def test_the_grade_of_a_harder_text_counted_by_hand() -> None:
    # Con-sid-er-a-tion of al-ter-na-tive em-ploy-ment op-por-tu-ni-ties is rec-om-mend-ed to ap-pli-cants.
    # 5 + 1 + 4 + 3 + 5 + 1 + 4 + 1 + 3 = 27 syllables in 9 words, 1 sentence:
    # 0.39 * 9 + 11.8 * 27 / 9 - 15.59 = 3.51 + 35.4 - 15.59 = 23.32
    hard = "Consideration of alternative employment opportunities is recommended to applicants."
    assert grade([hard]) == pytest.approx(23.32, abs=0.001)


def test_sentences_without_a_word_do_not_count() -> None:
    assert grade(["The cat sat.", "…", "—"]) == grade(["The cat sat."])


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("no", 1),
        ("asked", 1),
        ("happy", 2),
        ("feedback", 2),
        ("interview", 3),
        ("organisation", 5),
        ("utilise", 2),  # One short: no dictionary of textstat's has it, and it can be hyphenated at one place only.
        ("summarise", 3),
        ("don’t", 1),
        ("don't", 1),
        ("employer’s", 3),
        ("111", 1),
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


WRITTEN = [
    "jobseeker",
    "follow-up",
    "e.g",
    "o’clock",
    "gov.uk",
    "self-check",
    "naïve",
    "x",
    "x2",
    "don’t",
    "日本",
    "’s",
]
"""Words that the dictionary has not, or not as they are written."""


def test_every_word_has_the_syllables_that_textstat_counts() -> None:
    dictionary = get_cmudict("en_GB")
    assert len(dictionary) > 120_000
    spoken = {word: max(1, count_syllables(word, "en_GB")) for word in [*dictionary, *WRITTEN]}
    assert {word: syllables(word) for word in spoken} == spoken


def test_without_the_file_of_the_dictionary_textstat_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readability, "_dictionary", dict)
    syllables.cache_clear()
    assert [syllables(word) for word in ("rejection", "shortlisting", "utilise")] == [3, 4, 2]
    syllables.cache_clear()


def test_what_a_word_is() -> None:
    assert words("Don’t re-read ‘it’: GOV.UK, 116 123 … and/or [name].") == (
        "Don’t",
        "re-read",
        "it",
        "GOV.UK",
        "116",
        "123",
        "and",
        "or",
        "name",
    )


def test_counting_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    syllables.cache_clear()
    assert [syllables(word) for word in ("rejection", "shortlisting", "zzyzxing")] == [3, 4, 2]


BODY = """It hurts, and that is all right.

- One item.

| Say | Do not say |
| --- | --- |
| Thank you | Why |

> Dear friend

/// checklist | The title
    id: one
    when: Before you start

Intro.

- [ ] Wait a day. {#wait}

///
"""


def test_running_words_are_those_read_in_one_go() -> None:
    # Test page (2), It hurts, and that is all right. (7), One item. (2), Say / Do not say / Thank you / Why (7)
    read_as, _ = read_page(page(BODY))
    assert running_words(read_as) == 18


def test_messages_do_not_flatter_the_grade() -> None:
    hard = "Consideration of alternative employment opportunities is recommended to applicants. " * 3
    body = "\n\n".join([hard] * 4)
    letter = "\n>\n".join(["> Thank you. I am well. Go on. Be it so."] * 30)
    with_letter, _ = read_page(page(f"{body}\n\n{letter}\n"))
    without, _ = read_page(page(body))
    assert read(with_letter).grade == read(without).grade == pytest.approx(22.6, abs=0.3)


def test_a_page_of_99_words_is_not_graded_and_one_of_100_is() -> None:
    few, _ = read_page(page("Wait a day. " * 32 + "On."))
    enough, _ = read_page(page("Wait a day. " * 32 + "Go on."))
    assert sum(len(words(passage.text)) for passage in few.passages) == 99
    assert read(few).grade is None
    assert read(enough).grade is not None


def test_the_longest_sentence_may_stand_in_a_message() -> None:
    read_as, _ = read_page(page("One two three.\n\n> One two three four. Five six.\n"))
    assert read(read_as).longest == 4


@pytest.mark.parametrize(
    ("sentence", "severity"),
    [
        ("Wait a day.", None),
        # 24 words of one syllable and one of two: 0.39 * 25 + 11.8 * 26 / 25 - 15.59 = 6.4
        (
            "You can wait for a day and then a week and then you can ask them once and go on with your own day today.",
            Severity.NOTE,
        ),
        ("Consideration of alternative employment opportunities is recommended to applicants.", Severity.WARNING),
    ],
)
def test_above_6_is_a_note_and_above_8_a_warning(sentence: str, severity: Severity | None) -> None:
    read_as, build = read_page(page("\n\n".join([sentence] * 60)))
    found = list(reading_grade.check(read_as, build))
    assert [each.severity for each in found] == ([severity] if severity else [])


def test_shortened() -> None:
    assert (
        shortened("One, two three (four) five six seven ‘eight’ nine.")
        == "One, two three (four) five six seven ‘eight …"
    )
    assert shortened("One two.") == "One two."


def test_the_table_is_aligned_and_ends_with_the_average_of_the_graded_pages() -> None:
    readings = [Reading("a.md", 4.0, 300, 19), Reading("much-longer.md", 7.1, 1200, 26), Reading("b.md", None, 9, 3)]
    assert table(readings).splitlines() == [
        "page            grade  words  longest sentence",
        "a.md              4.0    300                19",
        "much-longer.md    7.1   1200                26",
        "b.md                -      9                 3",
        "average           5.5",
    ]
    assert table([]).splitlines()[-1] == "average      -"


def test_the_command_line_prints_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = sites.write_project(tmp_path, {"index.md": page("One two three. Four.\n", title="Start")})
    assert main(["reading", "--config", str(project / "mkdocs.yml")]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "page      grade  words  longest sentence",
        "index.md      -      5                 3",
        "average       -",
    ]


def test_check_prints_notes_and_they_are_no_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = "It hurts. You can wait. Write it down. Then sleep.\n"
    project = sites.write_project(tmp_path, {"index.md": page(body, title="Start")})
    assert main(["check", "--config", str(project / "mkdocs.yml")]) == 0
    out = capsys.readouterr().out
    assert "note: docs/index.md:10:1: the paragraph" in out.replace(f"{tmp_path}/", "")
    assert "\n1 note in 1 file. Notes stop nothing: " in out


# The word list


def worded(text: str, *entries: StyleWord) -> Iterator[tuple[Position, Severity | None]]:
    read_as, build = read_page(page(text), Registry(words=entries))
    return ((found.position, found.severity) for found in word_list.check(read_as, build))


def test_a_word_is_found_again_behind_the_last_one_even_an_allowed_one() -> None:
    just = StyleWord.model_validate({"word": "just", "except": ["just heard"], "instead": "x", "why": "y"})
    found = [position for position, _ in worded("just heard it, just so\n\nand just\n", just)]
    assert found == [Position(10, 16), Position(12, 5)]


def test_a_word_that_hurts_is_a_warning() -> None:
    entry = StyleWord(word="loser", instead="x", why="y", weight="warning")
    assert list(worded("No loser.\n", entry)) == [(Position(10, 4), Severity.WARNING)]


def test_a_word_list_that_was_deleted_is_missed(tmp_path: Path) -> None:
    project = sites.write_project(tmp_path, {"index.md": page("You should.\n", title="Start")})
    (project / "docs" / "_data" / "words.yml").unlink()
    build = read_site(project / "mkdocs.yml")
    told = [problem for problem in check(build) if problem.path.endswith("words.yml")]
    assert [(problem.rule, problem.message, problem.severity) for problem in told] == [
        ("data-yaml", "the file is missing", Severity.ERROR)
    ]


def test_no_word_of_the_list_stands_in_it_twice() -> None:
    entries = read_registry(sites.REPO / "docs").words
    forms = [form for entry in entries for form in (entry.word, *entry.also)]
    assert sorted({form for form in forms if forms.count(form) > 1}) == []
    assert len(entries) > 50


GOOD = """You have just heard. They said no, just now. Not being chosen is not a failure. A gift card is nice.
The computer program is free. You can resume your search. It is not your fault. Note that down today.
You may be tired of being told to cheer up. The World Health Organization says so. Plan your journey to the interview.
If an employer rejects you, ask why. Nothing is guaranteed. In England, a disabled person can ask for changes.
Justice, simplify, shouldn’t they, the deafening noise, the disabled person, an adjustment, fetch.
"""


def test_good_text_is_left_alone() -> None:
    entries = read_registry(sites.REPO / "docs").words
    assert list(worded(GOOD, *entries)) == []


HARD = ["You should wait.", "See it as a gift.", "He committed suicide.", "In order to ask.", "Send your resume."]


@pytest.mark.parametrize("text", HARD)
def test_bad_text_is_not(text: str) -> None:
    entries = read_registry(sites.REPO / "docs").words
    assert len(list(worded(text, *entries))) == 1


# What the guide promises


@pytest.fixture(scope="module")
def guide() -> Build:
    """The project's own pages."""
    return read_site(sites.REPO / "mkdocs.yml")


def test_the_guide_has_an_average_grade_of_6_or_less_and_no_page_above_8(guide: Build) -> None:
    readings = [read(each) for each in pages_in_order(guide.pages)]
    grades = {reading.path: reading.grade for reading in readings if reading.grade is not None}
    assert len(grades) >= 8
    assert {path: number for path, number in grades.items() if number > 8} == {}
    assert sum(grades.values()) / len(grades) <= 6


def test_no_sentence_of_the_guide_has_more_than_25_words(guide: Build) -> None:
    assert {each.path: read(each).longest for each in pages_in_order(guide.pages) if read(each).longest > 25} == {}
