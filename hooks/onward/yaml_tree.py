"""YAML with positions: front matter, the data files and `extra.agency` are read by this one reader.

PyYAML resolves by YAML 1.1 (`no` is False, `12:30` is 750), lets the last of two equal keys win and expands aliases
without a limit. So only its parser is used: nodes are composed, checked and turned into plain data here. A plain
scalar is a boolean only as `true` or `false`, an integer only as decimal digits, and otherwise the text that stands
there; dates stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from onward.model import Position

MAX_BYTES = 400_000
MAX_DEPTH = 12

Loc = tuple[str | int, ...]

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
_KEY = re.compile(r"[\w-]+[ ]*:(?:[ ]|\Z)")
_SLIP = 3
"""So many spaces too many or too few are a slip of the hand; more are another level."""

_VALUE = re.compile(r"[ ]*(?:-[ ]+)*(?P<key>[\w-]+)[ ]*:[ ]+(?P<value>\S.*?)\s*\Z")
_TIGHT = re.compile(r"([\w-]+):(?![\s/])")
_CLOSING = {"{": "}", "[": "]"}
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff]")
"""What an escape such as `\\u202e` in double quotes can bring in, and no line of a file may hold."""

_DOUBLE = '\u201c\u201d\u201e\u201f"'
_SINGLE = "\u2018\u2019\u201a\u201b'"
_OPENING = frozenset("\u201c\u201d\u201e\u201f\u2018")
"""The quotes of word processors; what opens with the sign of an apostrophe may be a word."""

_PHRASES = {"also", "except"}
"""Lists of words.yml: a phrase that pages have in quotes stands there with them."""

_BREAK = re.compile("[\x85\u2028\u2029]")
"""What ends a line for YAML, and for nobody else: the lines below it would have other numbers."""

_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


class YamlFault(Exception):
    """YAML that cannot be used, with the position of the fault and a hint for whoever wrote it."""

    def __init__(self, message: str, position: Position, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.position = position
        self.hint = hint
        self.others: tuple[YamlFault, ...] = ()
        """Those of the same kind that stand further down."""

    def every(self) -> tuple[YamlFault, ...]:
        """This one and the others."""
        return (self, *self.others)


@dataclass(frozen=True)
class YamlTree:
    """Plain data, and the position of every key and value in it by path (`("items", 0, "id")`).

    `one_line` are the lists that are written as `[a, b]`.
    """

    data: Any
    values: dict[Loc, Position] = field(default_factory=dict)
    keys: dict[Loc, Position] = field(default_factory=dict)
    one_line: set[Loc] = field(default_factory=set)

    def position(self, loc: Loc, *, key: bool = False) -> Position:
        """The position of a value (or of its key), or of the nearest thing around it that exists."""
        table = self.keys if key else self.values
        for end in range(len(loc), -1, -1):
            found = table.get(loc[:end]) or self.values.get(loc[:end])
            if found:
                return found
        return Position(1, 1)


def read(text: str, *, first_line: int = 1, within: tuple[str, ...] = ()) -> YamlTree:
    """Read one YAML document.

    Args:
        text: the document, line ends as `\\n`.
        first_line: the line of the file on which `text` starts, from 1.
        within: keys to go down before anything is checked or built (the rest of the file may hold tags that are
            not ours to judge). A path that does not exist gives data None.

    Raises:
        YamlFault: bad syntax, a tab, an alias, a tag, a repeated key, or a document too large or too deep.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise YamlFault(f"this is larger than {MAX_BYTES // 1000} kB", Position(first_line))
    offset = first_line - 1
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if broken := _BREAK.search(text):
        raise _control(text, broken.start(), offset)
    try:
        node = _compose(text, offset, tags=not within)
    except yaml.MarkedYAMLError as error:
        raise _translated(error, text, offset) from None
    except yaml.reader.ReaderError as error:
        raise _control(text, error.position, offset) from None
    tree = YamlTree(None)
    for key in within:
        name, node = _child(node, key)
        if name is not None:
            tree.keys[()] = _place(name.start_mark, offset)
    if node is None:
        return tree
    lines = text.split("\n")
    curly = [_curly(scalar, loc, lines, offset) for loc, scalar in _scalars(node, within[-1:])]
    if found := [fault for fault in curly if fault]:
        found[0].others = tuple(found[1:])
        raise found[0]
    return YamlTree(_build(node, (), tree, offset), tree.values, tree.keys, tree.one_line)


def _control(text: str, at: int, offset: int) -> YamlFault:
    before = text[:at]
    place = Position(before.count("\n") + 1 + offset, at - before.rfind("\n"))
    return YamlFault(f"control character U+{ord(text[at]):04X}", place, "Delete it.")


def _scalars(node: yaml.Node, loc: Loc) -> Iterator[tuple[Loc, yaml.ScalarNode]]:
    """The values below a node, with their paths."""
    if isinstance(node, yaml.ScalarNode):
        yield loc, node
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(value, (*loc, key.value if isinstance(key, yaml.ScalarNode) else ""))
    elif isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            yield from _scalars(child, (*loc, index))


def _curly(node: yaml.ScalarNode, loc: Loc, lines: Sequence[str], offset: int) -> YamlFault | None:
    """The fault of a value in curly quotes, which are letters as any others."""
    if getattr(node, "style", None) or node.value[:1] not in _OPENING:
        return None
    if len(loc) > 1 and loc[-2] in _PHRASES:
        return None
    mark = node.start_mark
    # What stands behind ` #` is in the quotes for whoever wrote them, and a comment for YAML.
    if not in_curly_quotes(node.value) and not in_curly_quotes(lines[mark.line][mark.column :].strip()):
        return None
    key = next((part for part in reversed(loc) if isinstance(part, str)), "")
    return _curly_fault(key if loc and loc[-1] == key else "", node.value, _place(mark, offset))


def _curly_fault(key: str, value: str, place: Position) -> YamlFault:
    signs = "\u2018 \u2019" if value[0] in _SINGLE else "\u201c \u201d"
    message = f"the quotes around this value are curly ({signs}), as word processors make them, and do not count"
    written = f'{key}: "…"' if key else '"…"'
    return YamlFault(message, place, f"Write straight ones: `{written}`.")


def in_curly_quotes(text: str) -> bool:
    """Whether a whole text stands in one pair of curly quotes; `“Yes” or “no”` does not."""
    if len(text) < 2 or text[0] not in _OPENING:
        return False
    signs = _SINGLE if text[0] in _SINGLE else _DOUBLE
    if text[-1] not in signs:
        return False
    inner = text[1:-1]
    if signs == _SINGLE:
        return "\u2018" not in inner  # The other one is an apostrophe.
    depth = 1
    for sign in inner:
        depth += (sign in "\u201c\u201e") - (sign == "\u201d")
        if depth == 0:
            return False
    return True


def _compose(text: str, offset: int, *, tags: bool) -> yaml.Node | None:
    """Compose with libyaml, which is some 20 times as fast; what it refuses, the other parser explains better."""
    fast = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for loader in (fast, yaml.SafeLoader):
        try:
            _refuse_deep_and_aliased(text, offset, loader, tags=tags)
            return yaml.compose(text, Loader=loader)
        except yaml.YAMLError:
            if loader is yaml.SafeLoader:
                raise
    return None


def _place(mark: Any, offset: int) -> Position:
    return Position(mark.line + 1 + offset, mark.column + 1)


def _refuse_deep_and_aliased(text: str, offset: int, loader: Any, *, tags: bool) -> None:
    """Look at the events first: composing recurses, and an alias bomb is large only once it is expanded."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise YamlFault(f"nested too deep (the limit is {MAX_DEPTH} levels)", _place(event.start_mark, offset))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            raise YamlFault(
                f"a value cannot start with `{sign}`",
                _place(event.start_mark, offset),
                "Write the value out. A text that starts with * or & goes into quotes.",
            )
        tag = getattr(event, "tag", None)
        if tags and tag and isinstance(event, yaml.NodeEvent):
            raise YamlFault(
                "a value cannot start with `!`",
                _place(event.start_mark, offset),
                "Write the plain value. A text that starts with ! goes into quotes.",
            )


@dataclass(frozen=True)
class _Refused:
    """What PyYAML says of a text that it cannot read: `at` is where it stopped, `start` where the part began."""

    text: str
    offset: int
    problem: str
    context: str
    at: Any
    start: Any

    def line(self, mark: Any) -> str:
        lines = self.text.split("\n")
        return lines[mark.line] if 0 <= mark.line < len(lines) else ""

    def fault(self, message: str, mark: Any, hint: str, column: int | None = None) -> YamlFault:
        place = _place(mark, self.offset)
        return YamlFault(message, place if column is None else Position(place.line, column + 1), hint)


def _translated(error: yaml.MarkedYAMLError, text: str, offset: int) -> YamlFault:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return YamlFault("this cannot be read", Position(1 + offset))
    refused = _Refused(text, offset, error.problem or "", error.context or "", mark, error.context_mark or mark)
    for explain in (_of_spaces, _of_indent, _of_colons, _of_signs, _of_structure):
        fault = explain(refused)
        if fault:
            return fault
    hint = "Write one `key: value` a line, and put the value into quotes if it has signs in it."
    return refused.fault(f"this line cannot be read: {refused.problem or refused.context}", mark, hint)


def _of_spaces(refused: _Refused) -> YamlFault | None:
    before = refused.line(refused.at)[: refused.at.column + 1]
    if "\t" in before:
        if before.index("\t") < _indent(before):
            hint = "Write spaces instead, as many as the lines beside it have."
            return refused.fault("this line starts with a tab", refused.at, hint, before.index("\t"))
        hint = "Write a space instead."
        return refused.fault("there is a tab in this line", refused.at, hint, before.index("\t"))
    if "\u00a0" in before:
        hint = "Delete it and type a plain space."
        return refused.fault("a non-breaking space is no space here", refused.at, hint, before.index("\u00a0"))
    return None


def _of_indent(refused: _Refused) -> YamlFault | None:
    """A line that is indented by a few spaces more or fewer than the lines of its kind beside it."""
    structure = "expected <block end>" in refused.problem or "did not find expected key" in refused.problem
    if not structure and "mapping values are not allowed" not in refused.problem:
        return None
    line, lines = refused.line(refused.at), refused.text.split("\n")
    own, kind = _indent(line), _kind(line)
    if not own or not kind or (structure and refused.at.column != own):
        return None
    number = refused.at.line
    above = _beside(own, kind, lines[:number][::-1])
    below = _beside(own, kind, lines[number + 1 :])
    if above and own == _indent(next(_written(lines[number + 1 :]), "")):
        # The line below agrees with this one, so that the one above it is the odd one.
        number, own, above, below = number - 1, above, 0, own
    wanted = above or below
    if not wanted:
        return None
    where = "the lines beside it" if above == below else "the line above it" if above else "the lines below it"
    spaces = "1 space" if own == 1 else f"{own} spaces"
    message = f"this line is indented by {spaces}, {where} by {wanted}"
    hint = f"Write {wanted} spaces before it, if it belongs to the same list."
    return YamlFault(message, Position(number + 1 + refused.offset, own + 1), hint)


def _kind(line: str) -> str:
    """What a line is in a list: an entry, an entry that has others below it, a key; or nothing of these."""
    bare = line.strip()
    if bare.startswith("- "):
        return "group" if bare.endswith(":") else "entry"
    return "key" if _KEY.match(bare) else ""


def _written(lines: Iterable[str]) -> Iterator[str]:
    return (line for line in lines if line.strip() and not line.lstrip().startswith("#"))


def _beside(own: int, kind: str, lines: Iterable[str]) -> int:
    """By how many spaces the nearest line of a kind is indented, if it may be meant to be level with one of `own`."""
    written = _written(lines)
    other = next((line for line in written if kind != "group" or _kind(line) == kind), "")
    found = _indent(other)
    return found if _kind(other) == kind and 0 < abs(found - own) <= _SLIP else 0


def _of_colons(refused: _Refused) -> YamlFault | None:
    line, mark = refused.line(refused.at), refused.at
    if "mapping values are not allowed" in refused.problem:
        above = refused.text.split("\n")[mark.line - 1] if mark.line else ""
        if _KEY.match(line.lstrip()) and _indent(line) > _indent(above) and ": " not in line[: mark.column]:
            hint = "Start it at the beginning of the line, as the line above it."
            message = "this line is indented, so it belongs to the value above it"
            return refused.fault(message, mark, hint, _indent(line))
        tight = _TIGHT.match(above)
        if tight:
            place = Position(mark.line + refused.offset, 1)
            return YamlFault("a line without `key: value`", place, f"Write a space behind the colon: `{tight[1]}: …`.")
        if (said := _VALUE.match(line)) and in_curly_quotes(said["value"]):
            place = _place(mark, refused.offset)
            return _curly_fault(said["key"], said["value"], Position(place.line, said.start("value") + 1))
        hint = 'Put the whole value in quotes: key: "text: more text".'
        if (said := _VALUE.match(line)) and not set(said["value"]) & set('"\\#'):
            hint = f'Put the whole value in quotes: `{said["key"]}: "{said["value"].rstrip()}"`.'
        return refused.fault("a second `: ` in one value", mark, hint)
    if "could not find expected ':'" in refused.problem:
        key, colon, value = refused.line(refused.start).partition(":")
        hint = f"Write a space behind the colon: `{key}: {value}`." if colon else "Write it as `key: value`."
        return refused.fault("a line without `key: value`", refused.start, hint)
    return None


def _of_signs(refused: _Refused) -> YamlFault | None:
    line, mark = refused.line(refused.at), refused.at
    nameless = "while scanning an a" in refused.context  # An alias or an anchor, whose place is that of its sign.
    if "while scanning a quoted scalar" in refused.context:
        opened = refused.line(refused.start)
        sign, rest = opened[refused.start.column], opened.rstrip(" ,]}")[refused.start.column + 1 :]
        hint = "Close it on the same line."
        if rest[-1:] and rest[-1] in _DOUBLE + _SINGLE:
            hint = f"It ends with a curly one ({rest[-1]}), which does not count: write `{sign}` there, too."
        return refused.fault("a quotation mark is never closed", refused.start, hint)
    if nameless or "cannot start any token" in refused.problem:
        at = refused.start if nameless else mark
        sign = refused.line(at)[at.column : at.column + 1]
        shown = f"`{sign}`" if sign != "`" else "a backtick"
        return refused.fault(f"a value cannot start with {shown}", at, "Put the whole value in quotes.")
    if "unknown escape character" in refused.problem:
        hint = "Write two backslashes for one, or use single quotes."
        return refused.fault("a backslash within double quotes starts a special character", mark, hint)
    if "expected <block end>" in refused.problem and line[: mark.column].rstrip().endswith(("'", '"')):
        hint = 'Put the whole value in double quotes, and write \\" for one within it.'
        return refused.fault("text stands behind the closing quotation mark", mark, hint)
    return None


def _of_structure(refused: _Refused) -> YamlFault | None:
    if "while parsing a flow" in refused.context:
        sign = "{" if "mapping" in refused.context else "["
        hint = f"Close it with `{_CLOSING[sign]}`; a text that starts with `{sign}` goes into quotes."
        return refused.fault(f"a `{sign}` is never closed", refused.start, hint)
    document = refused.line(refused.at).startswith(("%", "---", "...", "{", "["))
    other = "document start" in refused.problem and not document
    if other or "expected <block end>" in refused.problem or "did not find expected key" in refused.problem:
        hint = "Start all keys in the same column, and put values with signs such as `: ` and `#` into quotes."
        return refused.fault("this line does not fit to the ones above it", refused.at, hint)
    if "document start" in refused.problem or "another document" in refused.problem + refused.context:
        return refused.fault(
            "the keys end here, and something else begins", refused.at, "Write all keys between the two lines ---."
        )
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _child(node: yaml.Node | None, key: str) -> tuple[yaml.Node | None, yaml.Node | None]:
    """The nodes of a key and of its value in a mapping."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if isinstance(name, yaml.ScalarNode) and name.value == key:
                return name, value
    return None, None


def _build(node: yaml.Node, loc: Loc, tree: YamlTree, offset: int) -> Any:
    tree.values[loc] = _place(node.start_mark, offset)
    if isinstance(node, yaml.MappingNode):
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            place = _place(key_node.start_mark, offset)
            key = _key(key_node, place)
            if key in data:
                first = tree.keys[(*loc, key)].line
                hint = f"Keep this one or that on line {first}, and delete the other."
                raise YamlFault(f"`{key}` stands twice; first on line {first}", place, hint)
            tree.keys[(*loc, key)] = place
            data[key] = _build(value_node, (*loc, key), tree, offset)
        return data
    if isinstance(node, yaml.SequenceNode):
        if node.flow_style:
            tree.one_line.add(loc)
        return [_build(child, (*loc, index), tree, offset) for index, child in enumerate(node.value)]
    return _scalar(node, tree.values[loc])


def _key(node: yaml.Node, place: Position) -> str:
    key = node.value if isinstance(node, yaml.ScalarNode) else ""
    if "\u00a0" in key:
        raise YamlFault("a non-breaking space is no space here", place, "Delete it and type a plain space.")
    if not key or not key.isprintable():
        raise YamlFault("a key must be one word", place, "Write it as `key: value`.")
    return str(key)


def _scalar(node: yaml.Node, place: Position) -> str | int | bool | None:
    value: str = node.value
    if unfit := _UNFIT.search(value):
        message = f"an escape stands for the character U+{ord(unfit.group()):04X}, which no text may hold"
        raise YamlFault(message, place, "Take it out.")
    if not getattr(node, "style", None):  # Plain: None, or an empty text with libyaml.
        if value in _CONSTANTS:
            return _CONSTANTS[value]
        if _INTEGER.match(value) and len(value) < 16:
            return int(value)
    return value
