"""YAML with positions: front matter, the data files and `extra.agency` are read by this one reader.

PyYAML resolves by YAML 1.1 (`no` is False, `12:30` is 750), lets the last of two equal keys win and expands aliases
without a limit. So only its parser is used: nodes are composed, checked and turned into plain data here. A plain
scalar is a boolean only as `true` or `false`, an integer only as decimal digits, and otherwise the text that stands
there; dates stay text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from onward.model import Position

MAX_BYTES = 400_000
MAX_DEPTH = 12

Loc = tuple[str | int, ...]

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


class YamlFault(Exception):
    """YAML that cannot be used, with the position of the fault and a hint for whoever wrote it."""

    def __init__(self, message: str, position: Position, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.position = position
        self.hint = hint


@dataclass(frozen=True)
class YamlTree:
    """Plain data, and the position of every key and value in it by path (`("items", 0, "id")`)."""

    data: Any
    values: dict[Loc, Position] = field(default_factory=dict)
    keys: dict[Loc, Position] = field(default_factory=dict)

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
        raise YamlFault(f"the YAML is larger than {MAX_BYTES // 1000} kB", Position(first_line))
    offset = first_line - 1
    try:
        node = _compose(text, offset, tags=not within)
    except yaml.MarkedYAMLError as error:
        raise _translated(error, text, offset) from None
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n") + 1 + offset, len(before) - before.rfind("\n")
        shown = f"control character U+{ord(text[error.position]):04X}"
        raise YamlFault(f"{shown} in the YAML", Position(line, column), "Delete it.") from None
    tree = YamlTree(None)
    for key in within:
        name, node = _child(node, key)
        if name is not None:
            tree.keys[()] = _place(name.start_mark, offset)
    if node is None:
        return tree
    return YamlTree(_build(node, (), tree, offset), tree.values, tree.keys)


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
            name = "alias" if isinstance(event, yaml.AliasEvent) else "anchor"
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            raise YamlFault(
                f"YAML {name} `{sign}{getattr(event, 'anchor', '')}` is not allowed",
                _place(event.start_mark, offset),
                "Write the value out. A text that starts with * or & goes into quotes.",
            )
        tag = getattr(event, "tag", None)
        if tags and tag and isinstance(event, yaml.NodeEvent):
            raise YamlFault(
                "YAML tag not allowed",
                _place(event.start_mark, offset),
                "Write the plain value. A text that starts with ! goes into quotes.",
            )


def _translated(error: yaml.MarkedYAMLError, text: str, offset: int) -> YamlFault:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return YamlFault("the YAML cannot be read", Position(1 + offset))
    lines = text.split("\n")
    line = lines[mark.line] if mark.line < len(lines) else ""
    place = _place(mark, offset)
    if "\t" in line[: mark.column + 1]:
        place = Position(place.line, line.index("\t") + 1)
        return YamlFault("a tab may not indent YAML", place, "Use spaces.")
    if "mapping values are not allowed" in (error.problem or ""):
        hint = 'Put the whole value in quotes: key: "text: more text".'
        return YamlFault("a second `: ` in one value", place, hint)
    if "could not find expected ':'" in (error.problem or ""):
        start = error.context_mark or mark
        return YamlFault("a line without `key: value`", _place(start, offset), "Write it as `key: value`.")
    if "while scanning a quoted scalar" in (error.context or ""):
        start = error.context_mark or mark
        return YamlFault("a quotation mark is never closed", _place(start, offset), "Close it on the same line.")
    return YamlFault(f"the YAML cannot be read: {error.problem or error.context}", place)


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
            if not isinstance(key_node, yaml.ScalarNode):
                raise YamlFault("a key must be one word", place, "Write it as `key: value`.")
            key = key_node.value
            if key in data:
                first = tree.keys[(*loc, key)].line
                raise YamlFault(f"`{key}` stands twice; first on line {first}", place, "Keep one of them.")
            tree.keys[(*loc, key)] = place
            data[key] = _build(value_node, (*loc, key), tree, offset)
        return data
    if isinstance(node, yaml.SequenceNode):
        return [_build(child, (*loc, index), tree, offset) for index, child in enumerate(node.value)]
    value: str = node.value
    if not getattr(node, "style", None):  # Plain: None, or an empty text with libyaml.
        if value in _CONSTANTS:
            return _CONSTANTS[value]
        if _INTEGER.match(value) and len(value) < 16:
            return int(value)
    return value
