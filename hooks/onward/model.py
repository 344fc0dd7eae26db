"""What is known of a page, once it has been read: frozen objects that the checks, the page and every export share.

Positions are those of the file: lines and columns count from 1, columns in characters, front matter included.
"""

from __future__ import annotations

import enum
import re
import xml.etree.ElementTree as etree
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol


class Severity(enum.StrEnum):
    """How much a problem weighs: an error fails every build, a warning a strict one, a note none."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file: line and column, both from 1, the column in characters."""

    line: int
    column: int = 1


START = Position(1, 1)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that somebody has to look at. Its `str()` is the one text form, `path:line:column: message [rule]`."""

    path: str
    line: int
    column: int
    rule: str
    message: str
    severity: Severity = field(default=Severity.ERROR, compare=False)
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.path}:{self.line}:{self.column}: {self.message} [{self.rule}]"
        return f"{text}\n    {self.hint}" if self.hint else text


@dataclass(frozen=True, slots=True)
class Fault:
    """Something a reader met and could not make sense of; the rule of that name turns it into words.

    `found` is what stood there, `detail` whatever else the message needs.
    """

    rule: str
    position: Position
    found: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """The `{#id was="old older" due="+1d" adds="area 2"}` behind an item, a question, an option or a field.

    `was` are the ids that it had before. `extra` holds words of the braces that the grammar does not know. An empty
    `id` means that none was written.
    """

    id: str = ""
    was: tuple[str, ...] = ()
    due: str = ""
    adds: str = ""
    extra: tuple[str, ...] = ()

    @property
    def days(self) -> int:
        """In how many days it is due, from 1 to 99; 0 where `due` does not say so."""
        found = re.fullmatch(r"\+([1-9][0-9]?)d", self.due)
        return int(found[1]) if found else 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the page's own outline; headings that are block syntax are not among them."""

    level: int
    text: str
    id: str
    position: Position


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an image written in Markdown: `raw` as the editor wrote it, `built` as the page has it.

    `text` is what a reader reads or hears of it: its words, or the text that stands for the image. `around_image` says
    that a link has an image in it.
    """

    raw: str
    built: str
    position: Position
    image: bool = False
    text: str = ""
    around_image: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """`[@id]` in the text. `section` is the id of the level 2 heading that it stands under, or empty."""

    id: str
    position: Position
    section: str = ""


PassageKind = Literal["heading", "paragraph", "item", "check", "question", "option", "feedback", "message", "cell"]
"""What a passage is to its reader; `check` is an item of a checklist, `message` a text to copy."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that an editor wrote and a reader reads as one: a paragraph, a heading, an item.

    `text` is plain words. `section` is the id of the level 2 heading that it stands under, or empty. Each of `cites`
    is the offset in the text behind which a citation stands, in characters, and the id that it names. `quiet` text is
    that of a quiz, a checklist or a message: worked through or copied, not read in one go.
    """

    kind: PassageKind
    text: str
    position: Position
    section: str = ""
    cites: tuple[tuple[int, str], ...] = ()
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class BlockOption:
    """One `key: value` line under a block's opening line."""

    key: str
    value: str
    position: Position
    value_position: Position


@dataclass(frozen=True, slots=True)
class Fence:
    """A block's opening line, with what the scan for `///` lines knows of it.

    `closed` is the line of its `///`, or None. `inside` names what it wrongly stands in: a block, a list, a quotation.
    """

    name: str
    title: str
    options: tuple[BlockOption, ...]
    position: Position
    closed: int | None = None
    inside: str = ""
    inside_line: int = 0

    def option(self, key: str) -> BlockOption | None:
        """The last option of that name, as YAML readers would have it; a repeated one is reported elsewhere."""
        return next((option for option in reversed(self.options) if option.key == key), None)

    def value(self, key: str) -> str:
        """The value of an option, or an empty text."""
        option = self.option(key)
        return option.value if option else ""


Content = tuple[etree.Element, ...]


def _content() -> Content:
    return ()


class Labelled(Protocol):
    """What a reader's choice is saved under the id of: an item, a question, an option, a field."""

    @property
    def label(self) -> Label:
        """Its `{#id}`."""

    @property
    def text(self) -> str:
        """Its words, as inline Markdown."""

    @property
    def position(self) -> Position:
        """Where it stands."""


@dataclass(frozen=True, slots=True)
class Members:
    """Members of a block among which an id may stand once.

    `kind` is what an editor calls one of them. `scope` is the id of the member that they are part of, such as an
    option's question, or empty.
    """

    kind: str
    members: Sequence[Labelled]
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """What every block has: the fence that opened it, its id (empty if none was written) and its title.

    The fence has the title as inline Markdown, this one in plain words.
    """

    fence: Fence
    id: str
    title: str

    @property
    def position(self) -> Position:
        """Where the block opens."""
        return self.fence.position

    @property
    def was(self) -> tuple[str, ...]:
        """The ids that the block had before."""
        return tuple(self.fence.value("was").split())

    def members(self) -> tuple[Members, ...]:
        """What of the block readers' choices are saved under; most blocks save nothing."""
        return ()


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a checklist. `text` is inline Markdown without box, label and citations, `spoken` its plain words."""

    label: Label
    text: str
    cites: str
    ticked: bool
    position: Position
    spoken: str = ""
    more: Content = field(default_factory=_content, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Checklist(Block):
    """Things to do, each with a box. `when` says when to use it; nothing of `intro` and `closing` is ever stored."""

    when: str
    items: tuple[Item, ...]
    intro: Content = field(default_factory=_content, compare=False, repr=False)
    closing: Content = field(default_factory=_content, compare=False, repr=False)

    @property
    def notes(self) -> bool:
        """Whether the reader may add a note to each item."""
        return self.fence.value("notes") == "true"

    def members(self) -> tuple[Members, ...]:
        return (Members("item", self.items),)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a question. `feedback` is what the reader sees after choosing it, empty if none was written."""

    label: Label
    text: str
    cites: str
    right: bool
    position: Position
    feedback: Content = field(default_factory=_content, compare=False, repr=False)
    feedback_text: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its options; several right options make it multiple choice."""

    label: Label
    text: str
    cites: str
    options: tuple[Option, ...]
    position: Position
    context: Content = field(default_factory=_content, compare=False, repr=False)
    why: Content = field(default_factory=_content, compare=False, repr=False)

    @property
    def multiple(self) -> bool:
        """Whether more than one option may be chosen."""
        return sum(option.right for option in self.options) > 1


@dataclass(frozen=True, slots=True)
class Quiz(Block):
    """Questions with feedback for each option; nothing in it is ever scored."""

    questions: tuple[Question, ...]
    intro: Content = field(default_factory=_content, compare=False, repr=False)

    def members(self) -> tuple[Members, ...]:
        options = (Members("option", question.options, question.label.id) for question in self.questions)
        return (Members("question", self.questions), *options)


@dataclass(frozen=True, slots=True)
class PlanField:
    """Something to write into a plan; with a `due` in its label it is a date.

    `text` names it, `hint` says what to write; both are inline Markdown. `spoken` is the name in plain words.
    """

    label: Label
    text: str
    hint: str
    cites: str
    position: Position
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Plan(Block):
    """A worksheet: the fields of one action, as many of them as `rows`, and single fields after them."""

    fields: tuple[PlanField, ...]
    singles: tuple[PlanField, ...]
    intro: Content = field(default_factory=_content, compare=False, repr=False)
    between: Content = field(default_factory=_content, compare=False, repr=False)
    closing: Content = field(default_factory=_content, compare=False, repr=False)

    @property
    def rows(self) -> int:
        """How many actions there is room for, from 1 to 3."""
        rows = self.fence.value("rows")
        return int(rows) if rows in {"1", "2", "3"} else 3

    def members(self) -> tuple[Members, ...]:
        return (Members("field", (*self.fields, *self.singles)),)


@dataclass(frozen=True, slots=True)
class View:
    """One part of an `advisers-differ` block: what one side says, or when each applies."""

    title: str
    cites: str
    position: Position
    body: Content = field(default_factory=_content, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Advisers(Block):
    """Where advisers disagree: the parts in their order, the last of them the resolution. Its id is the conflict's."""

    parts: tuple[View, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: its short name in plain words, the page that it leads to, and the item as it was written.

    `target` is the address of the link, `page` the docs path that it means; both are empty if the item starts with no
    link. `text` is inline Markdown, the link included.
    """

    name: str
    target: str
    page: str
    text: str
    position: Position
    target_position: Position


@dataclass(frozen=True, slots=True)
class Steps(Block):
    """The way through the guide, known on every page that is a step of it. Its title names it there."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class DoAndAvoid(Block):
    """What to do, then what to avoid."""

    sides: tuple[View, ...]


@dataclass(frozen=True, slots=True)
class HelpPanel(Block):
    """Help contacts, shown by their ids in `help.yml`."""

    show: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegistryList(Block):
    """A list made from the registry; the title says which."""


@dataclass(frozen=True, slots=True)
class NamedPage:
    """A page that front matter names: `raw` as the editor wrote it, `page` the docs path that it means."""

    raw: str
    page: str
    position: Position


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The checked front matter of a page. `next` is the page that follows, `related` are others; they may not exist."""

    title: str
    description: str
    kind: str
    reviewed: date
    next: NamedPage | None = None
    related: tuple[NamedPage, ...] = ()
    theme: tuple[tuple[str, object], ...] = ()

    def hides(self, part: str) -> bool:
        """Whether the page asks to go without a part of the theme, such as `toc`."""
        hidden = dict(self.theme).get("hide")
        return isinstance(hidden, list) and part in hidden


@dataclass(frozen=True, slots=True)
class Page:
    """A page, read. `path` is relative to the docs folder, with `/`; `lines` are the file's own, for positions."""

    path: str
    front: FrontMatter | None
    lines: tuple[str, ...]
    body_line: int
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    citations: tuple[Citation, ...] = ()
    fences: tuple[Fence, ...] = ()
    blocks: tuple[Block, ...] = ()
    faults: tuple[Fault, ...] = ()
    passages: tuple[Passage, ...] = ()

    def faulty(self, block: Block, *rules: str) -> bool:
        """Whether a fault of one of these rules stands in a block, so that other rules cannot judge it."""
        last = block.fence.closed or len(self.lines)
        return any(fault.rule in rules and block.position.line <= fault.position.line <= last for fault in self.faults)

    def section_at(self, position: Position) -> Heading | None:
        """The level 2 heading that a place of the page stands under."""
        above = [heading for heading in self.headings if heading.level == 2 and heading.position < position]
        return above[-1] if above else None

    def front_line(self, key: str) -> Position:
        """The line of the front matter that holds a key, or the first one."""
        front = enumerate(self.lines[: self.body_line], 1)
        return Position(next((number for number, line in front if re.match(rf"[\"']?{key}[\"']?\s*:", line)), 1))

    def last_line(self, passage: Passage) -> int:
        """The last line on which a passage of the page can stand: the one before the next passage."""
        later = (other.position.line for other in self.passages if other.position.line > passage.position.line)
        return min(later, default=len(self.lines) + 1) - 1

    def faults_of(self, rule: str) -> tuple[Fault, ...]:
        """The faults that a rule of this name has to put into words."""
        return tuple(fault for fault in self.faults if fault.rule == rule)
