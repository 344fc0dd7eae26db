"""Fixtures of the rules: files that are wrong, with the expected problem written behind the line that is wrong.

A fixture is a text with one or more files. `>>> docs/page.md` starts a file (before the first such line it is
docs/page.md); words after the name change its bytes: `bom`, `crlf`, `cr`, `utf-16`. Behind a line stands what must be
said of it:

    - [x] Thank them {#thank} ⟸ 1 checklist-ticked: the item `Thank them` is ticked already ↪ Write `- [ ]`: …

that is, column, rule, message and hint; several are separated by another ⟸. Where a problem weighs more or less than
its rule, that stands behind the rule: `word-list (warning): …`; where a comment allows it, `word-list (allowed): …`.
`⟪U+0000⟫` is that character, `⟪[*300⟫` is 300 of them.
An expectation behind `>>> …` is one of line 1, for files that are empty. `>>> docs/page.md link` makes a link on the
disk, which leads to what its one line says; `pipe` makes a pipe.

The expectations must be met exactly: nothing missing, nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "rules"

MARK, HINT = " ⟸ ", " ↪ "
_FILE = re.compile(r">>> (\S+)((?: [\w-]+)*)\Z")
_CHARACTER = re.compile(r"⟪U\+([0-9A-F]{4})⟫")
_REPEAT = re.compile(r"⟪(.+?)\*(\d+)⟫")
_EXPECTED = re.compile(r"(\d+) ([\w-]+)(?: \((\w+)\))?: (.*)")


@dataclass(frozen=True, order=True)
class Expectation:
    """A problem as a fixture expects it. `severity` is empty if it is the rule's own."""

    path: str
    line: int
    column: int
    rule: str
    message: str
    hint: str
    severity: str = ""

    def __str__(self) -> str:
        severity = f" ({self.severity})" if self.severity else ""
        hint = f"{HINT}{self.hint}" if self.hint else ""
        return f"{self.column} {self.rule}{severity}: {self.message}{hint}"


@dataclass(frozen=True)
class Fixture:
    """The files of a fixture, by path, as bytes; its links, by path, and its pipes; and what must be said of them."""

    name: str
    files: dict[str, bytes]
    expectations: frozenset[Expectation]
    links: Mapping[str, str] = field(default_factory=dict)
    pipes: Sequence[str] = ()


def parse(name: str, text: str) -> Fixture:
    """Read a fixture."""
    files: dict[str, tuple[list[str], list[str]]] = {}
    expectations: set[Expectation] = set()
    path = "docs/page.md"
    for raw in text.removesuffix("\n").split("\n"):
        head, *start_expected = raw.split(MARK)
        start = _FILE.match(head)
        if start:
            path = _CHARACTER.sub(lambda m: chr(int(m[1], 16)), start[1])
            files[path] = ([], start[2].split())
            expectations.update(_expected(path, 1, each) for each in start_expected)
            continue
        lines, _ = files.setdefault(path, ([], []))
        line, *expected = raw.split(MARK)
        lines.append(_REPEAT.sub(lambda m: m[1] * int(m[2]), _CHARACTER.sub(lambda m: chr(int(m[1], 16)), line)))
        expectations.update(_expected(path, len(lines), each) for each in expected)
    links = {path: lines[0] for path, (lines, words) in files.items() if "link" in words}
    pipes = [path for path, (_, words) in files.items() if "pipe" in words]
    encoded = {
        path: _bytes("\n".join([*lines, ""]), words)
        for path, (lines, words) in files.items()
        if path not in links and path not in pipes
    }
    return Fixture(name, encoded, frozenset(expectations), links, pipes)


def _expected(path: str, line: int, text: str) -> Expectation:
    found = _EXPECTED.fullmatch(text)
    assert found, f"no expectation: {text}"
    column, rule, severity, said = found.groups(default="")
    message, _, hint = said.partition(HINT)
    return Expectation(path, line, int(column), rule, message, hint, severity)


def _bytes(text: str, words: list[str]) -> bytes:
    if text == "\n":
        text = ""
    text = text.replace("\n", "\r\n") if "crlf" in words else text.replace("\n", "\r") if "cr" in words else text
    if "utf-16" in words:
        return text.encode("utf-16")
    data = text.encode("latin-1" if "latin-1" in words else "utf-8")
    return b"\xef\xbb\xbf" + data if "bom" in words else data


def read_all() -> list[tuple[str, str]]:
    """The names and texts of all fixtures."""
    return [(path.stem, path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.txt"))]
