"""Definitions of link addresses, `[name]: address`, and which of them the page uses.

Python-Markdown keeps them in a plain dictionary and says nothing of one that no link asks for.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

from onward.model import Definition, Fault, Position

_DEFINITION = re.compile(r"([\s>]{0,12})\[((?!\^)[^\[\]]+)\]:[ \t]*<?(\S+)")


class References(dict[str, tuple[str, str]]):
    """Python-Markdown's definitions, which remember by which name they were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.used: set[str] = set()

    def __getitem__(self, name: str) -> tuple[str, str]:
        self.used.add(name)
        return super().__getitem__(name)


def definitions(lines: Sequence[str], quiet: Iterable[int], body_line: int) -> tuple[Definition, ...]:
    """The lines that define an address. `# …` as an address is a way to write a comment, and none is looked for."""
    silent = frozenset(quiet)
    return tuple(
        Definition(match[2], Position(body_line + index, match.end(1) + 1))
        for index, line in enumerate(lines)
        if index not in silent and (match := _DEFINITION.match(line)) and match[3] not in {"#", "<>"}
    )


def reference_faults(
    written: Sequence[Definition], references: References, undefined: Sequence[str]
) -> Iterable[Fault]:
    """Definitions that nothing uses, and names that are defined twice.

    Args:
        written: the definitions of the page.
        references: what Python-Markdown took for one, and what it was asked for.
        undefined: the names that links ask for and nobody defines. A definition that is near to one of them in its
            name is not reported: the link is, and names it.
    """
    first: dict[str, Definition] = {}
    meant = {near for name in undefined for near in nearest_names(name, written)}
    for definition in written:
        if definition.key not in references:
            continue  # Code, or shown as it stands.
        if definition.key in first:
            line = str(first[definition.key].position.line)
            yield Fault("link-reference", definition.position, f"[{definition.name}]", f"twice {line}")
        elif definition.key not in references.used and definition.name not in meant:
            yield Fault("link-reference", definition.position, f"[{definition.name}]", "unused")
        first.setdefault(definition.key, definition)


def nearest_names(name: str, written: Sequence[Definition]) -> list[str]:
    """The defined names that a name most probably means."""
    known = {definition.key: definition.name for definition in written}
    return [known[key] for key in difflib.get_close_matches(name.lower(), known, n=1, cutoff=0.6)]
