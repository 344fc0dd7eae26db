"""What is remembered of each address from run to run: when it last worked, since when it has not, what it said.

One JSON file, written whole after every answer and put in place by a rename, so that nothing is lost whenever a run
ends. What cannot be read is kept beside it, and the memory starts anew.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from onward.external.answer import Answer, Hop, Trouble

FRESH = timedelta(days=7)
"""For so long a good answer is believed."""

NAME = "state.json"


class Memory(BaseModel):
    """What is remembered of one address. `hops` and `anchors` are those of the last answer that was good."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    last_success: AwareDatetime | None = None
    first_failure: AwareDatetime | None = None
    last_asked: AwareDatetime | None = None
    last_answer: str = ""
    status: int = 0
    hops: list[Hop] = Field(default_factory=list)
    anchors: dict[str, bool | None] = Field(default_factory=dict)

    def after(self, answer: Answer, now: datetime) -> Memory:
        """What is remembered after an answer. One that says nothing about the page changes neither of the two days."""
        if answer.trouble is Trouble.HELD:
            return self
        asked = {"last_asked": now, "last_answer": answer.short}
        if answer.worked:
            good = {"status": answer.status, "hops": list(answer.hops), "anchors": dict(answer.anchors)}
            return self.model_copy(update={**asked, **good, "last_success": now, "first_failure": None})
        if fails(answer):
            return self.model_copy(update={**asked, "first_failure": self.first_failure or now})
        return self.model_copy(update=asked)

    def answer(self, fragments: Collection[str], now: datetime) -> Answer | None:
        """The last answer, if it was good, is not older than `FRESH` and knows of these anchors."""
        if self.last_success is None or self.last_success != self.last_asked:
            return None
        if not timedelta(0) <= now - self.last_success < FRESH or not self.anchors.keys() >= set(fragments):
            return None
        anchors = {name: has for name, has in self.anchors.items() if name in fragments}
        return Answer(self.status, hops=tuple(self.hops), anchors=anchors)


def fails(answer: Answer) -> bool:
    """Whether the page itself did not work, as far as one can tell; a server that refuses programs says nothing."""
    if answer.trouble:
        return answer.trouble not in {Trouble.HELD, Trouble.UNTRUSTED, Trouble.LOOP, Trouble.TOO_MANY}
    return not answer.wall and (500 <= answer.status < 999 or answer.status in {404, 408, 410, 425})


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: Literal[1] = 1
    addresses: dict[str, Memory] = Field(default_factory=dict)


class State:
    """The memories of all addresses. `trouble` says that the file could not be read, and where it is kept now."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._content = _File()
        self.trouble = ""
        try:
            self._content = _File.model_validate_json(file.read_bytes())
        except FileNotFoundError:
            pass
        except ValidationError:
            kept = _free(file)
            file.rename(kept)
            self.trouble = f"{file} cannot be read, so nothing is remembered. It is kept as {kept.name}."

    def __getitem__(self, address: str) -> Memory:
        return self._content.addresses.get(address, Memory())

    @property
    def memories(self) -> Mapping[str, Memory]:
        """What is remembered, by address."""
        return self._content.addresses

    def keep(self, address: str, memory: Memory) -> None:
        """Remember something, and write the file."""
        self._content.addresses[address] = memory
        self._content.addresses = dict(sorted(self._content.addresses.items()))
        write(self._file, self._content.model_dump_json(indent=2, exclude_defaults=True))


def write(file: Path, text: str) -> None:
    """Write a whole file or none: beside it, and renamed into its place. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.new")
    with beside.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(f"{text}\n")
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(file)


def _free(file: Path) -> Path:
    """A name beside the file that nothing has yet."""
    name = file.with_name(f"{file.name}.unreadable")
    number = 1
    while name.exists():
        number += 1
        name = file.with_name(f"{file.name}.{number}.unreadable")
    return name
