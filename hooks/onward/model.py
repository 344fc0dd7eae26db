"""What is known of a page, once it has been read: frozen objects that the checks, the page and every export share.

Positions are those of the file: lines and columns count from 1, columns in characters, front matter included.
"""

from __future__ import annotations

import enum
import re
import xml.etree.ElementTree as etree
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
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
    """One thing that somebody has to look at. Its `str()` is the one text form, `path:line:column: message [rule]`.

    `allowed` is the reason for which an editor has allowed it in the page, or empty: then it is only counted.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    severity: Severity = field(default=Severity.ERROR, compare=False)
    hint: str = ""
    allowed: str = field(default="", compare=False)

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
    that a link has an image in it, `written` that its address stands in the page's text: some come from data files.
    `decoration` says that an image says nothing and is marked so.
    """

    raw: str
    built: str
    position: Position
    image: bool = False
    text: str = ""
    around_image: bool = False
    written: bool = True
    decoration: bool = False


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute that an editor wrote; `value_position` is where its value starts."""

    name: str
    value: str
    position: Position
    value_position: Position


@dataclass(frozen=True, slots=True)
class Tag:
    """HTML that an editor wrote: a start tag, or (`braces`) the attributes in the braces behind Markdown.

    `element` is in small letters; a declaration has its sign before its name, such as `!doctype` or `?`.
    """

    element: str
    attributes: tuple[Attribute, ...]
    position: Position
    braces: bool = False

    def value(self, name: str) -> str | None:
        """The value of an attribute, or None if there is none of that name."""
        return next((each.value for each in self.attributes if each.name == name), None)


@dataclass(frozen=True, slots=True)
class Citation:
    """`[@id]` in the text. `section` is the id of the level 2 heading that it stands under, or empty."""

    id: str
    position: Position
    section: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """The name in a line `[name]: address`, where links by name find their address; `position` is its bracket's."""

    name: str
    position: Position

    @property
    def key(self) -> str:
        """The name as Markdown compares it: capitals do not count."""
        return self.name.strip().lower()


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


@dataclass(frozen=True, slots=True)
class Named:
    """The id of something else, where it is written."""

    id: str
    position: Position


@dataclass(frozen=True, slots=True)
class Allowance:
    """A comment by which an editor allows what rules would report, for a reason, and until a day if one is named.

    It is about the lines behind it up to `last`; about the whole page if that is 0.
    """

    rules: tuple[Named, ...]
    position: Position
    reason: str
    until: date | None = None
    last: int = 0

    def covers(self, line: int) -> bool:
        """Whether it is about what stands on a line."""
        return self.last == 0 or self.position.line < line <= self.last

    def over(self, today: date | None) -> bool:
        """Whether its day is past; never, where it is not known which day it is."""
        return self.until is not None and today is not None and today > self.until


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


Grade = Literal["best", "fine", "risky"]
"""What an option of a scenario is, said by the first word of its feedback."""

QuizKind = Literal["choice", "true-false", "scenario", "sort", "order", "match"]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a question. `feedback` is what the reader sees after choosing it, empty if none was written.

    `grade` is that of an option of a scenario, where the best are the right ones, whether or not they are `ticked`.
    """

    label: Label
    text: str
    cites: str
    right: bool
    position: Position
    feedback: Content = field(default_factory=_content, compare=False, repr=False)
    feedback_text: str = ""
    grade: Grade | None = None
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Exercise:
    """What each question of a quiz has, whatever there is to do. `why` is said to everyone who has checked it."""

    label: Label
    text: str
    cites: str
    position: Position
    context: Content = field(default_factory=_content, compare=False, repr=False)
    why: Content = field(default_factory=_content, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Question(Exercise):
    """A question with its options; several right options make it multiple choice."""

    options: tuple[Option, ...] = ()

    @property
    def multiple(self) -> bool:
        """Whether more than one option may be chosen. In a scenario and when sorting, it is always one."""
        return sum(option.right for option in self.options) > 1 and not any(option.grade for option in self.options)


@dataclass(frozen=True, slots=True)
class OrderStep:
    """One of the steps that a reader puts in order."""

    label: Label
    text: str
    cites: str
    position: Position


@dataclass(frozen=True, slots=True)
class Ordering(Exercise):
    """Steps to put in order; here they are in the right one."""

    steps: tuple[OrderStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that go together. The reader is shown `text`, and chooses `partner` among those of all pairs."""

    label: Label
    text: str
    partner: str
    cites: str
    position: Position
    feedback: Content = field(default_factory=_content, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Matching(Exercise):
    """Pairs to put together."""

    pairs: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """One of the groups into which lines are sorted."""

    label: Label
    text: str
    position: Position


@dataclass(frozen=True, slots=True)
class Quiz(Block):
    """Exercises of one kind.

    Lines to sort are questions, whose options are the groups. `confidence` asks how sure the reader is, `score` counts
    the good choices, `shuffle` lets the options stand in another order for each reader.
    """

    exercises: tuple[Exercise, ...]
    kind: QuizKind = "choice"
    groups: tuple[Group, ...] = ()
    confidence: bool = False
    score: bool = False
    shuffle: bool = False
    intro: Content = field(default_factory=_content, compare=False, repr=False)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The exercises in which one chooses among options."""
        return tuple(exercise for exercise in self.exercises if isinstance(exercise, Question))

    def members(self) -> tuple[Members, ...]:
        if self.kind == "sort":
            return (Members("group", self.groups), Members("line", self.questions))
        return (Members("question", self.exercises), *map(_parts, self.exercises))


def _parts(exercise: Exercise) -> Members:
    """The members of an exercise of a quiz."""
    scope = exercise.label.id
    if isinstance(exercise, Ordering):
        return Members("step", exercise.steps, scope)
    if isinstance(exercise, Matching):
        return Members("pair", exercise.pairs, scope)
    return Members("option", exercise.options if isinstance(exercise, Question) else (), scope)


@dataclass(frozen=True, slots=True)
class ScaleStep:
    """One answer to every statement of a self-check, and what it counts."""

    label: Label
    text: str
    points: int
    position: Position


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an area that the reader rates on the scale. `text` is inline Markdown."""

    label: Label
    text: str
    cites: str
    position: Position


@dataclass(frozen=True, slots=True)
class Area:
    """What statements and options of a self-check add points to. It may have no statements of its own.

    `text` is inline Markdown, `spoken` the same in plain words.
    """

    label: Label
    text: str
    spoken: str
    cites: str
    statements: tuple[Statement, ...]
    position: Position
    context: Content = field(default_factory=_content, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a criterion. `adds` are the areas that it adds points to."""

    label: Label
    text: str
    spoken: str
    cites: str
    adds: tuple[tuple[Named, int], ...]
    position: Position


@dataclass(frozen=True, slots=True)
class Criterion:
    """A question of a self-check; there is no right answer to it."""

    label: Label
    text: str
    spoken: str
    cites: str
    choices: tuple[Choice, ...]
    position: Position
    context: Content = field(default_factory=_content, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a condition: `A is highest`, `A is at least 3` (`least`), `Q is O or P` (`options`), `otherwise`.

    `subject` is the area or the question; of `otherwise` it is empty.
    """

    kind: Literal["highest", "least", "options", "otherwise"]
    subject: Named
    options: tuple[Named, ...] = ()
    least: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a self-check recommends when all of its clauses hold."""

    label: Label
    text: str
    spoken: str
    cites: str
    clauses: tuple[Clause, ...]
    position: Position
    when: Position
    body: Content = field(default_factory=_content, compare=False, repr=False)

    @property
    def otherwise(self) -> bool:
        """Whether it is for those whom no other outcome fits."""
        return any(clause.kind == "otherwise" for clause in self.clauses)


@dataclass(frozen=True, slots=True)
class SelfCheck(Block):
    """Areas with statements, and questions, whose answers lead to outcomes; `parts` are both, in the order of the page.

    `wellbeing` is the id of the question whose answer is never stored and adds to nothing, or empty.
    """

    scale: tuple[ScaleStep, ...]
    parts: tuple[Area | Criterion, ...]
    outcomes: tuple[Outcome, ...]
    wellbeing: str = ""
    intro: Content = field(default_factory=_content, compare=False, repr=False)

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas, in the order of the page."""
        return tuple(part for part in self.parts if isinstance(part, Area))

    @property
    def questions(self) -> tuple[Criterion, ...]:
        """The questions, in the order of the page."""
        return tuple(part for part in self.parts if isinstance(part, Criterion))

    def about_wellbeing(self, outcome: Outcome) -> bool:
        """Whether an outcome depends on how the reader feels: it comes before all others."""
        return bool(self.wellbeing) and any(clause.subject.id == self.wellbeing for clause in outcome.clauses)

    def members(self) -> tuple[Members, ...]:
        statements = tuple(statement for area in self.areas for statement in area.statements)
        options = (Members("option", question.choices, question.label.id) for question in self.questions)
        return (
            Members("answer", self.scale, "scale"),
            Members("statement", statements),
            Members("question", self.questions),
            *options,
        )


@dataclass(frozen=True, slots=True)
class Field:
    """What a message asks of its reader: words for a `[placeholder]`, or a tick for an optional passage.

    `text` is its name, by which the letters mean it; `hint` is inline Markdown.
    """

    label: Label
    text: str
    hint: str
    tick: bool
    position: Position


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a letter, as inline Markdown with the marks of their lines."""

    text: str


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`[job title]` in a letter."""

    name: str
    position: Position


@dataclass(frozen=True, slots=True)
class OptionalPassage:
    """`[Only if they gave a date: You expected to decide by [date].]` in a letter.

    `said` is what stands before the colon, `name` the same without `Only if`.
    """

    said: str
    name: str
    parts: tuple[Words | Placeholder, ...]
    position: Position


LetterPart = Words | Placeholder | OptionalPassage


@dataclass(frozen=True, slots=True)
class Version:
    """A letter of a message, paragraph by paragraph. `text` names it, and is empty where there is only one."""

    label: Label
    text: str
    cites: str
    position: Position
    subject: tuple[LetterPart, ...] = ()
    letter: tuple[tuple[LetterPart, ...], ...] = ()

    def parts(self) -> Iterator[LetterPart]:
        """Everything in it, in order, what stands in optional passages included."""
        for paragraph in (self.subject, *self.letter):
            for part in paragraph:
                yield part
                if isinstance(part, OptionalPassage):
                    yield from part.parts


@dataclass(frozen=True, slots=True)
class Message(Block):
    """A text to send that is filled in first, in one version or in several that share their fields."""

    fields: tuple[Field, ...]
    versions: tuple[Version, ...]
    intro: Content = field(default_factory=_content, compare=False, repr=False)

    def members(self) -> tuple[Members, ...]:
        return (Members("field", self.fields), Members("version", self.versions))

    def field_named(self, name: str) -> Field | None:
        """The field that a letter means. Capitals do not count: a name may start a sentence."""
        return next((each for each in self.fields if each.text.casefold() == name.casefold()), None)

    def field_id(self, name: str) -> str | None:
        """The id of the field that a letter means."""
        found = self.field_named(name)
        return found.label.id if found else None


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


EDITORS = "editors.html"
"""The template of the page that shows editors each block."""


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


@dataclass(frozen=True)
class Page:
    """A page, read. `path` is relative to the docs folder, with `/`; `lines` are the file's own, for positions.

    `anchors` are the ids of everything on it that a link can lead to, in the order of the page; `raw_addresses` the
    addresses in its raw HTML, each with the element that holds it; `definitions` its lines `[name]: address`; `tags`
    the HTML that the editor wrote.
    """

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
    allowances: tuple[Allowance, ...] = ()
    anchors: tuple[str, ...] = ()
    raw_addresses: tuple[tuple[str, str], ...] = ()
    definitions: tuple[Definition, ...] = ()
    tags: tuple[Tag, ...] = ()

    @property
    def for_editors(self) -> bool:
        """Whether this is the page that shows editors each block: its blocks are examples, and none of the guide's."""
        return self.front is not None and dict(self.front.theme).get("template") == EDITORS

    def last_of(self, block: Block) -> int:
        """The last line of a block: the one that closes it, or that of the page."""
        return block.fence.closed or len(self.lines)

    def faulty(self, block: Block, *rules: str) -> bool:
        """Whether a fault of one of these rules stands in a block, so that other rules cannot judge it."""
        last = self.last_of(block)
        for lines in (self._fault_lines.get(rule, ()) for rule in rules):
            first = bisect_left(lines, block.position.line)
            if first < len(lines) and lines[first] <= last:
                return True
        return False

    def in_block(self, line: int) -> bool:
        """Whether a line stands in a block, its opening and its closing line included."""
        return line in self._block_lines

    @cached_property
    def _block_lines(self) -> frozenset[int]:
        ends = ((fence.position.line, fence.closed or len(self.lines)) for fence in self.fences)
        return frozenset(line for first, last in ends for line in range(first, last + 1))

    @cached_property
    def _fault_lines(self) -> dict[str, list[int]]:
        """The lines of the faults of each rule, in order: a page may have a thousand of both blocks and faults."""
        return {rule: sorted(fault.position.line for fault in faults) for rule, faults in self._faults.items()}

    @cached_property
    def _faults(self) -> dict[str, tuple[Fault, ...]]:
        found: defaultdict[str, list[Fault]] = defaultdict(list)
        for fault in self.faults:
            found[fault.rule].append(fault)
        return {rule: tuple(faults) for rule, faults in found.items()}

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
        return self.last_lines()[passage.position.line]

    def last_lines(self) -> dict[int, int]:
        """The last line of a passage by its first one, for who asks for all of them."""
        starts = sorted({passage.position.line for passage in self.passages})
        return {start: end - 1 for start, end in pairwise([*starts, len(self.lines) + 1])}

    def faults_of(self, rule: str) -> tuple[Fault, ...]:
        """The faults that a rule of this name has to put into words."""
        return self._faults.get(rule, ())


@dataclass(frozen=True, slots=True)
class Offer:
    """A PDF file: the size of its paper and its own size in words, and its address below the site."""

    paper: str
    size: str
    address: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A document with its PDF files.

    `kind` is what it is, in words. `page` is the docs path of the page that it was made from; a `whole` one is made
    from all of them.
    """

    id: str
    title: str
    kind: str
    page: str
    whole: bool
    files: tuple[Offer, ...]
