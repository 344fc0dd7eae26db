"""Watches what a site is made of for the live preview, also when it is deleted for a while and put back.

MkDocs' own watcher gives up for good when the folder or the file that it watches is gone, if only between deleting and
writing it again; and it follows links to folders, so that two that lead back to where they stand keep it busy for ever.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from typing import TYPE_CHECKING

from watchdog.observers.polling import PollingObserverVFS

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

INTERVAL = 0.5
"""Seconds between two looks, as MkDocs has it."""


def watch_for_good(server: LiveReloadServer, paths: Iterable[str | None]) -> None:
    """Make the server, which has not started yet, watch these paths, whatever becomes of them."""
    watched = [os.path.abspath(path) for path in paths if path]  # noqa: PTH100 - as MkDocs compares them
    before = list(server._watched_paths)  # noqa: SLF001 - there is no other way to ask
    for path in before:
        server.unwatch(path)
    roots = {*before, *watched}
    watcher = PollingObserverVFS(_Status(roots), os.scandir, polling_interval=INTERVAL)
    server.observer = watcher  # type: ignore[assignment] # As MkDocs' own, with another look at the files.
    for path in dict.fromkeys([*before, *watched]):
        server.watch(path)


class _Status:
    """`os.stat` that has an answer for a watched path that is gone, and takes a linked folder for the link it is."""

    def __init__(self, roots: Iterable[str]) -> None:
        self.roots = frozenset(roots)

    def __call__(self, path: str) -> os.stat_result:
        try:
            found = os.stat(path)  # noqa: PTH116 - watchdog hands over what it is given
        except OSError:
            if path not in self.roots:
                return os.lstat(path)
            return os.stat_result((stat.S_IFREG, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        linked = stat.S_ISDIR(found.st_mode) and path not in self.roots and stat.S_ISLNK(os.lstat(path).st_mode)
        return os.lstat(path) if linked else found
