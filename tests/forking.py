"""Builds of small sites, each in a process of its own that is forked from one that has loaded the modules.

Two thirds of what a build of one page takes is to load MkDocs, its theme and ours. The process that is forked has
loaded them and done nothing else, so each build starts where a new Python would be after its imports: with its own
memory, working directory, environment and streams. What it shares with the next is the seed of the hashes of texts;
tests to which that matters start Python anew.
"""

from __future__ import annotations

import atexit
import functools
import gc
import importlib
import json
import os
import runpy
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

MODULES = (
    *("click", "mkdocs.commands.build", "mkdocs.config.defaults", "material.plugins.search.plugin"),
    *("markdown.extensions.attr_list", "markdown.extensions.tables", "markdown.extensions.toc"),
    *("pymdownx.superfences", "mkdocs_onward"),
)
"""What a build loads, each with what it imports; WeasyPrint is not among it, as most builds do without."""

HOOKS = Path(__file__).resolve().parent.parent / "hooks"

TIMEOUT = 300
"""Seconds after which a build is ended."""


class Started(NamedTuple):
    """How a process is to start: `python -m` with `arguments`, in a folder; its output goes into two files."""

    arguments: list[str]
    folder: str
    environment: dict[str, str]
    output: str
    errors: str


def run(arguments: list[str], folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Do what `python -m` does with these arguments, and return what it printed and its exit code.

    Args:
        arguments: the module and its arguments.
        folder: where the process works.
        environment: its environment. What Python itself reads when it starts is that of the tests.
    """
    with tempfile.TemporaryDirectory() as streams:
        output, errors = Path(streams, "output"), Path(streams, "errors")
        started = Started(arguments, str(folder), dict(environment), str(output), str(errors))
        server = _server()
        assert server.stdin
        assert server.stdout
        server.stdin.write(f"{json.dumps(started)}\n")
        server.stdin.flush()
        code = server.stdout.readline()
        assert code, "the process that is forked has ended"
        return subprocess.CompletedProcess(arguments, int(code), output.read_text("utf-8"), errors.read_text("utf-8"))


@functools.cache
def _server() -> subprocess.Popen[str]:
    """The process that is forked: one for all tests of this process, until it ends."""
    server = subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    atexit.register(server.communicate)
    return server


def _serve() -> None:
    """Fork for each line of the input, and answer with the exit code. In each fork, this returns."""
    sys.path[0] = str(HOOKS)
    for name in MODULES:
        importlib.import_module(name)
    gc.freeze()
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            _become(Started(*json.loads(line)))
            return
        _, status = os.waitpid(process, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _become(started: Started) -> None:
    """Do what `python -m` does."""
    signal.alarm(TIMEOUT)
    os.chdir(started.folder)
    os.environ.clear()
    os.environ.update(started.environment)
    streams = {0: (os.devnull, os.O_RDONLY), 1: (started.output, _WRITE), 2: (started.errors, _WRITE)}
    for number, (file, flags) in streams.items():
        opened = os.open(file, flags)
        os.dup2(opened, number)
        os.close(opened)
    sys.path[0] = started.folder
    module, *rest = started.arguments
    sys.argv = [module, *rest]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


_WRITE = os.O_WRONLY | os.O_CREAT


if __name__ == "__main__":
    _serve()
