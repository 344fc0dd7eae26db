"""Six words in a row, as hashes: how the guide is compared with articles whose text it does not hold.

A shingle is a run of six words. Every shingle of an article is kept as a hash in `docs/_data/shingles/<id>.txt`; a text
that shares one with it shares six words in a row. The files hold no text. They are no secret either: whoever has six
words of an article in a row can find the next word by trying a dictionary, and go on from there.
"""

from __future__ import annotations

import functools
import hashlib
import re
import tempfile
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LENGTH = 6
"""Words in a shingle: the guide shares no six words in a row with an article."""

FOLDER = Path("_data", "shingles")
"""Below docs."""

MAX_BYTES = 2_000_000
"""A long article has some 20 kB; more than this is something else."""

_BYTES = 8
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_ACCENTS = "[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\ufe20-\ufe2f]"
# A letter and the combining accents behind it are composed together.
_NOT_PLAIN = re.compile(f"[^\x00-\x7f]{_ACCENTS}*|[\x00-\x7f]{_ACCENTS}+")
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u201b\u02bc", "'"))
_DIGEST = re.compile(rf"[0-9a-f]{{{2 * _BYTES}}}\Z")


class UnfitArticle(Exception):
    """A file that cannot be taken for the text of an article; the message says why, in one sentence."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, and where it stands: `text[start:end]`, in characters."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that an article has too: `words[first:last]`."""

    first: int
    last: int
    source: str

    @property
    def length(self) -> int:
        """How many words."""
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class ShingleFile:
    """The hashes of one article; `broken` is the first line that is none, or 0."""

    digests: frozenset[str]
    broken: int = 0


def words(text: str) -> list[Word]:
    """The words of a text: letters and digits, with apostrophes inside; everything else separates.

    Compared are compatibility forms (NFKC) without case, with straight apostrophes and without invisible characters
    such as soft hyphens, which a copy from a web page may bring along.
    """
    folded, starts = _folded(text)
    return [
        Word(match.group(), starts[match.start()], max(starts[match.end()], starts[match.end() - 1] + 1))
        for match in _WORD.finditer(folded)
    ]


def spoken(text: str) -> list[str]:
    """The words of a text as they are compared, without their places."""
    return _WORD.findall(_folded(text)[0])


def digest(run: Sequence[str]) -> str:
    """The hash of words in a row, in hexadecimal digits."""
    return hashlib.blake2b(" ".join(run).encode(), digest_size=_BYTES).hexdigest()


def shingles(run: Sequence[str]) -> list[str]:
    """The hash of every six words in a row, in their order."""
    return [digest(run[first : first + LENGTH]) for first in range(len(run) - LENGTH + 1)]


def shared_runs(
    run: Sequence[str], known: Mapping[str, Collection[str]], exempt: Collection[tuple[str, ...]] = ()
) -> list[Run]:
    """The longest runs of words that `known` articles, by their ids, have too.

    Phrases of `exempt` break the row: no run reaches into one. Of runs that overlap only the longest is given, or the
    first.
    """
    found: list[Run] = []
    for start, end in _between(run, exempt):
        digests = shingles(run[start:end])
        for source, theirs in known.items():
            found.extend(
                Run(start + first, start + last + LENGTH - 1, source)
                for first, last in _streaks([each in theirs for each in digests])
            )
    kept: list[Run] = []
    for each in sorted(found, key=lambda each: -each.length):
        if all(each.last <= other.first or other.last <= each.first for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: each.first)


def shares(run: Sequence[str], known: Iterable[Collection[str]]) -> bool:
    """Whether any six words in a row stand in one of the articles: quick, for the many texts of which none do."""
    digests = shingles(run)
    return any(each in theirs for theirs in known for each in digests)


def content(source_id: str, digests: Collection[str]) -> str:
    """The file for an article: the same for the same hashes."""
    head = (
        f"# Hashes of every six words in a row of the article {source_id}, so that the guide copies none of them. "
        f"Made by `python -m onward add-source {source_id} FILE`: blake2b, {_BYTES} bytes, of the words in small "
        "letters with one space between. It holds no text, and is no secret either (ARCHITECTURE.md)."
    )
    return "\n".join([head, *sorted(set(digests)), ""])


@functools.lru_cache(maxsize=16)
def parse(text: str) -> ShingleFile:
    """What `content` wrote; lines that are no hashes are left out, and the first of them is named.

    The preview reads the same files at each save, so what was read is remembered.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    lines = [(number, line) for number, line in lines if line and not line.startswith("#")]
    broken = next((number for number, line in lines if not _DIGEST.match(line)), 0 if lines else 1)
    return ShingleFile(frozenset(line for _, line in lines if _DIGEST.match(line)), broken)


def read_all(docs: Path) -> dict[str, ShingleFile]:
    """All files of hashes below the docs folder, by the id of their article."""
    return {
        file.stem: parse(file.read_bytes().decode("utf-8", "replace"))
        for file in sorted((docs / FOLDER).glob("*.txt"))
        if file.is_file()
    }


def read_article(file: Path) -> list[str]:
    """The words of an article's text, all of them: nothing of the file is left out.

    Raises:
        UnfitArticle: if the file cannot be read, or is not the plain text of an article.
    """
    try:
        if file.is_dir():
            raise UnfitArticle(f"{file} is a folder.")
        if not file.is_file():
            raise UnfitArticle(f"There is no file {file}.")
        if file.stat().st_size > MAX_BYTES:
            raise UnfitArticle(f"{file} has more than {MAX_BYTES / 1e6:.0f} MB; an article is shorter.")
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UnfitArticle(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UnfitArticle(f"{file} is not UTF-8. Save it as plain text in UTF-8.") from error
    if "\x00" in text:
        raise UnfitArticle(f"{file} is not plain text. Save it as plain text in UTF-8.")
    if re.match(r"\s*<(?:!doctype|html|\?xml)", text, re.IGNORECASE):
        raise UnfitArticle(f"{file} is a web page with its markup. Save the text that a reader sees.")
    found = spoken(text)
    if len(found) < LENGTH:
        raise UnfitArticle(f"{file} has {len(found)} words; there must be {LENGTH} or more.")
    return found


def write(docs: Path, source_id: str, digests: Collection[str]) -> Path:
    """Write an article's hashes in one step, so that no half-written file is ever there; gives the file.

    Raises:
        OSError: if the folder cannot be written to.
    """
    target = docs / FOLDER / f"{source_id}.txt"
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".") as beside:
        new = Path(beside, target.name)
        new.write_bytes(content(source_id, digests).encode())
        new.replace(target)
    return target


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The text as it is compared, and of each of its characters, and of its end, where in `text` it comes from."""
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    folded: list[str] = []
    starts: list[int] = []
    end = 0
    for cluster in _NOT_PLAIN.finditer(text):
        folded.append(text[end : cluster.start()].lower())
        starts.extend(range(end, cluster.start()))
        piece = _folded_cluster(cluster.group())
        folded.append(piece)
        starts.extend([cluster.start()] * len(piece))
        end = cluster.end()
    folded.append(text[end:].lower())
    starts.extend(range(end, len(text) + 1))
    return "".join(folded), starts


@functools.lru_cache(maxsize=1024)
def _folded_cluster(cluster: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", cluster).casefold())
    return "".join(char for char in folded if unicodedata.category(char) != "Cf").translate(_APOSTROPHES)


def _between(run: Sequence[str], exempt: Collection[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """The stretches of words that lie between exempt phrases: first word, and the one behind the last."""
    places: dict[str, list[int]] = {}
    for index, word in enumerate(run):
        places.setdefault(word, []).append(index)
    free = [True] * len(run)
    for phrase in exempt:
        for first in places.get(phrase[0], ()):
            if tuple(run[first : first + len(phrase)]) == phrase:
                free[first : first + len(phrase)] = [False] * len(phrase)
    return _streaks(free)


def _streaks(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where flags are set in a row: the first index, and the one behind the last."""
    start = None
    for index, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = index
        elif not flag and start is not None:
            yield start, index
            start = None
