"""Raw HTML: what Python-Markdown has taken for it, read by a parser, with the places in the page's file.

Python-Markdown decides what is HTML and what is only shown, and keeps each piece in its stash; so nothing is guessed
here. A piece from the middle of a text is one tag, a block is everything up to its closing tag. The tree says what
stands in one element and has to be closed there.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from markdown import Markdown
from markdown.inlinepatterns import HTML_RE, HtmlInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import BLOCK_LEVEL_ELEMENTS, HTML_PLACEHOLDER_RE

from onward.blocks.lines import quiet_lines, unmarked
from onward.markup import ELEMENTS, EMPTY, HEADINGS
from onward.model import Attribute, Fault, Position, Tag

MOST_MISSES = 100
"""After so many tags whose places are not to be found, the line has to do: each look reads the rest of the page."""

_CODE = re.compile(r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_HEAD = re.compile(r"</?[^\s/>]*|<!(?:--(?:\[if)?|\[?\w*)|<\?\w*")
_OPEN_VALUE = re.compile(r"""[^<>"']*(?:"[^"<>]*"[^<>"']*|'[^'<>]*'[^<>"']*)*=\s*(["'])[^"'<>]*>""")
_LOOSE = re.compile(r"<!--|</?([A-Za-z][A-Za-z0-9]*)(?=[\s/>]|\Z)")


@dataclass
class Pieces:
    """The pieces of raw HTML of a page, by their number in Python-Markdown's stash; `blocks` are whole blocks."""

    blocks: dict[int, str] = field(default_factory=dict)
    tags: dict[int, str] = field(default_factory=dict)


class InlineHtml(HtmlInlineProcessor):
    """Python-Markdown's own pattern for a tag in a text; it also notes which piece of the stash that is."""

    def __init__(self, md: Markdown, pieces: Pieces) -> None:
        super().__init__(HTML_RE, md)
        self.pieces = pieces

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:
        placeholder, start, end = super().handleMatch(m, data)
        found = HTML_PLACEHOLDER_RE.match(placeholder)
        if found:
            self.pieces.tags[int(found[1])] = m[1]
        return placeholder, start, end


class BlocksBegin(Preprocessor):
    """Just before Python-Markdown takes blocks of raw HTML out of the page."""

    def __init__(self, md: Markdown, pieces: Pieces) -> None:
        super().__init__(md)
        self.pieces = pieces
        self.start = 0

    def run(self, lines: list[str]) -> list[str]:
        self.start = len(self.md.htmlStash.rawHtmlBlocks)
        self.pieces.blocks.clear()
        self.pieces.tags.clear()
        return lines


class BlocksEnd(Preprocessor):
    """Just after that: what has come into the stash are the blocks, in the order of the page."""

    def __init__(self, md: Markdown, begin: BlocksBegin) -> None:
        super().__init__(md)
        self.begin = begin

    def run(self, lines: list[str]) -> list[str]:
        stash = self.md.htmlStash.rawHtmlBlocks
        self.begin.pieces.blocks.update((number, str(stash[number])) for number in range(self.begin.start, len(stash)))
        return lines


@dataclass(frozen=True, slots=True)
class _Token:
    """`kind` is `start`, `end`, `empty` (`<a/>`) or `other`, a comment or a declaration."""

    kind: str
    name: str
    text: str
    attributes: tuple[tuple[str, str | None], ...] = ()


class _Tokens(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[_Token] = []
        self._never: set[str] = set()

    def parse_comment(self, i: int, report: bool = True) -> int:
        return super().parse_comment(i, report) if self._ends("-->", i) else i + 4

    def parse_pi(self, i: int) -> int:
        return super().parse_pi(i) if self._ends(">", i) else i + 2

    def parse_html_declaration(self, i: int) -> int:
        if self.rawdata.startswith("<!--", i) or self._ends(">", i):
            return super().parse_html_declaration(i)
        return i + 2

    def _ends(self, sign: str, i: int) -> bool:
        """Whether a sign comes behind a place; once it does not, nobody looks again: time would grow as a square."""
        if sign not in self._never and self.rawdata.find(sign, i) < 0:
            self._never.add(sign)
        return sign not in self._never

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(_Token("start", tag, self.get_starttag_text() or "", tuple(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(_Token("empty", tag, self.get_starttag_text() or "", tuple(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(_Token("end", tag, f"</{tag}"))

    def handle_comment(self, data: str) -> None:
        # Conditional comments are code for browsers of long ago, and no comments to them.
        conditional = re.match(r"\s*\[if\b", data, re.IGNORECASE)
        self.found.append(_Token("other", "!--[if" if conditional else "!--", f"<!--{data[:3] if conditional else ''}"))

    def handle_decl(self, decl: str) -> None:
        self.found.append(_Token("other", "!doctype", f"<!{decl}"))

    def unknown_decl(self, data: str) -> None:
        self.found.append(_Token("other", "![cdata[", f"<![{data}"))

    def handle_pi(self, data: str) -> None:
        self.found.append(_Token("other", "?", f"<?{data}"))


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    position: Position
    swallows: bool = False


@dataclass
class _Stack:
    """What is open in an element of the tree; `names` counts it, so that no closing tag has to look through it."""

    opened: list[_Open] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)

    def append(self, tag: _Open) -> None:
        self.opened.append(tag)
        self.names[tag.name] += 1

    def pop(self) -> _Open:
        tag = self.opened.pop()
        self.names[tag.name] -= 1
        return tag


@dataclass
class RawHtml:
    """Reads the pieces in the order of the tree and collects tags, and what is not closed where it was opened.

    `lines` are the file's, `body_line` is where the Markdown starts.
    """

    lines: Sequence[str]
    body_line: int
    pieces: Pieces
    tags: list[Tag] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    _stacks: list[_Stack] = field(default_factory=list)
    _strays: list[_Open] = field(default_factory=list)
    _unclosed: list[_Open] = field(default_factory=list)
    _line: int | None = None
    _cursor: Position = field(default_factory=lambda: Position(1, 0))
    _shown: list[str] = field(default_factory=list)
    _misses: int = 0

    def enter(self, element: etree.Element) -> None:
        """An element of the tree starts."""
        text = unmarked(element.text or "").strip()
        found = HTML_PLACEHOLDER_RE.fullmatch(text) if element.tag == "p" and not len(element) else None
        piece = self._piece_of(int(found[1])) if found else ""
        alone = _name_of(piece) in BLOCK_LEVEL_ELEMENTS
        # Python-Markdown takes the paragraph away again where a block's tag is all that it holds.
        self._stacks.append(self._stacks[-1] if alone and self._stacks else _Stack())

    def leave(self) -> None:
        """The element ends, and with it whatever was opened in it."""
        stack = self._stacks.pop()
        if not self._stacks or stack is not self._stacks[-1]:
            self._unclosed.extend(stack.opened)

    def _piece_of(self, number: int) -> str:
        return self.pieces.blocks.get(number, self.pieces.tags.get(number, ""))

    def text(self, text: str, line: int | None, *, code: bool) -> None:
        """A text of the tree, which starts at or below a line of the file; in `code` nothing is HTML."""
        found = [(match.start(), int(match[1])) for match in HTML_PLACEHOLDER_RE.finditer(text)]
        found = [(at, number) for at, number in found if number in self.pieces.blocks or number in self.pieces.tags]
        loose = list(_LOOSE.finditer(text)) if not code else []
        if not found and not loose:
            return
        if line != self._line:
            self._line, self._cursor = line, Position(line or self.body_line, 0)
        # In their order: each is looked for behind the one before.
        for at, number in found:
            while loose and loose[0].start() < at:
                self._loose(loose.pop(0), text)
            block = number in self.pieces.blocks
            self._piece(unmarked(self.pieces.blocks[number] if block else self.pieces.tags[number]), block=block)
        for match in loose:
            self._loose(match, text)

    def finish(self) -> None:
        """The page ends: an opening and a closing tag that miss each other are one fault."""
        waiting: dict[str, list[_Open]] = {}
        both = [(each.position, True, each) for each in self._unclosed]
        both += [(stray.position, False, stray) for stray in self._strays]
        for _, opens, each in sorted(both, key=lambda entry: entry[:2]):
            before = waiting.setdefault(each.name, [])
            if opens:
                before.append(each)
            elif before:
                self._fault(before.pop(), f"line:{each.position.line}")
            else:
                self._fault(each, "close")
        for each in (each for opened in waiting.values() for each in opened):
            self._fault(each, "swallows" if each.swallows else "open")

    def _fault(self, tag: _Open, detail: str) -> None:
        # What may not stand there at all need not be closed; what it swallows is swallowed.
        if tag.name not in ELEMENTS:
            detail = "refused" if detail == "swallows" else ""
        if detail:
            self.faults.append(Fault("html-unclosed", tag.position, tag.name, detail))

    def _piece(self, piece: str, *, block: bool) -> None:
        tokens = _tokens(piece)
        if not tokens:
            self._tag(_Token("other", piece.strip("<>/ ").split(maxsplit=1)[0].lower(), piece))
        depth = len(self._stacks[-1].opened)
        for token in tokens:
            position = self._tag(token)
            if token.kind == "end":
                self._close(token.name, position)
            elif token.kind in {"start", "empty"} and token.name not in EMPTY:
                if token.kind == "empty" and token.name in ELEMENTS:
                    self.faults.append(Fault("html-unclosed", position, token.name, "slash"))
                elif token.kind == "start":
                    self._stacks[-1].append(_Open(token.name, position))
        opened = self._stacks[-1].opened
        if block and len(opened) > depth:
            # Python-Markdown takes the rest of the page for the block's content.
            opened[depth] = replace(opened[depth], swallows=True)

    def _close(self, name: str, position: Position) -> None:
        stack = self._stacks[-1]
        if not stack.names[name]:
            self._strays.append(_Open(name, position))
            return
        while (top := stack.pop()).name != name:
            self._unclosed.append(top)

    def _tag(self, token: _Token) -> Position:
        """Note a token; returns its place."""
        head = _HEAD.match(token.text)
        wanted = re.escape(head.group() if head else token.text[:1])
        ending = r"(?![\w-])" if token.kind != "other" else ""
        position = self._find(f"{wanted}{ending}", shown=token.kind != "other")
        if token.kind != "end" and token.name != "!--":
            attributes = tuple(self._attribute(name, value, position) for name, value in token.attributes)
            self.tags.append(Tag(token.name, attributes, position))
        return position

    def _find(self, pattern: str, *, shown: bool) -> Position:
        """The next place of a pattern, outside of code if that is `shown`; the cursor goes on behind it."""
        if shown and not self._shown:
            self._shown = list(_without_code(self.lines, self.body_line))
        lines = self._shown if shown else self.lines
        place = None
        if self._misses < MOST_MISSES:
            place = _search(lines, re.compile(pattern, re.IGNORECASE), self._cursor)
        if place is None:
            self._misses += 1
            line = self._line or self.body_line
            text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
            return Position(line, len(text) - len(text.lstrip()) + 1)
        self._cursor = place
        return place

    def _attribute(self, name: str, value: str | None, tag: Position) -> Attribute:
        pattern = re.compile(rf"(?<=[\s/\"']){re.escape(name)}(?=[\s=/>]|\Z)", re.IGNORECASE)
        position = _search(self.lines[: tag.line + 20], pattern, tag) or tag
        line = self.lines[position.line - 1][position.column - 1 + len(name) :]
        start = re.match(r"\s*=\s*[\"']?", line)
        at = Position(position.line, position.column + len(name) + start.end()) if start else position
        return Attribute(name, value or "", position, at)

    def _loose(self, match: re.Match[str], text: str) -> None:
        """A tag or a comment that never ends is no HTML to Python-Markdown: readers see it as text."""
        name = (match[1] or "!--").lower()
        if name == "!--" or name in ELEMENTS or name in HEADINGS or name in {"script", "style", "iframe", "form"}:
            position = self._find(re.escape(match.group()), shown=True)
            kind = "quote" if _OPEN_VALUE.match(unmarked(text[match.end() :])) else "tag"
            fault = Fault("html-unclosed", position, match.group(), "comment" if name == "!--" else kind)
            self.faults.append(fault)


def _name_of(piece: str) -> str:
    """The name of the element with whose tag a piece begins, in small letters."""
    found = re.match(r"</?([A-Za-z][\w-]*)", piece)
    return found[1].lower() if found else ""


def _tokens(piece: str) -> list[_Token]:
    parser = _Tokens()
    try:
        parser.feed(piece)
        parser.close()
    except AssertionError:
        return []  # Declarations that `html.parser` has no words for: https://bugs.python.org/issue77057.
    return parser.found


def _search(lines: Sequence[str], pattern: re.Pattern[str], after: Position) -> Position | None:
    """The first match behind a place (its column is where the search may start, from 0)."""
    for number in range(after.line, len(lines) + 1):
        match = pattern.search(lines[number - 1], after.column if number == after.line else 0)
        if match:
            return Position(number, match.start() + 1)
    return None


def _without_code(lines: Sequence[str], body_line: int) -> Iterator[str]:
    """The lines of the file with spaces in the place of code and front matter."""
    body = list(lines[body_line - 1 :])
    quiet = quiet_lines(body)
    yield from ("" for _ in range(body_line - 1))
    paragraph: list[str] = []
    for index, line in enumerate([*body, ""]):
        if line.strip() and index not in quiet:
            paragraph.append(line)
            continue
        yield from _CODE.sub(_blank, "\n".join(paragraph)).split("\n") if paragraph else ()
        paragraph = []
        if index < len(body):
            yield ""


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())
