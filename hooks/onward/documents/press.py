"""Makes the files that have changed, on all cores, and keeps them outside the site.

What a file is made of names it: HTML with its styles and images, fonts, and what makes it. So one that is unchanged is
found again and not made, whoever builds, in whatever folder, and no date is asked.
"""

from __future__ import annotations

import hashlib
import importlib
import multiprocessing
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path

from onward.documents.document import Document
from onward.documents.setting import PAPERS, Paper, Setting

CACHE = Path(".cache", "onward", "pdf")
"""Where made files are kept, beside mkdocs.yml."""

KEPT_DAYS = 30
"""So long a file is kept that no build asks for."""

FEW = 3
"""So many files are made sooner than other processes are started."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to make of a document, and where it is kept once it is made."""

    document: Document
    paper: Paper
    html: tuple[str, ...]
    kept: Path

    @property
    def address(self) -> str:
        """Its address below the site."""
        return self.document.path(self.paper.name)


@dataclass(frozen=True, slots=True)
class File:
    """A file that is there: its document and paper, where it is kept, and its size in bytes."""

    document: Document
    paper: Paper
    kept: Path
    size: int

    @property
    def address(self) -> str:
        """Its address below the site."""
        return self.document.path(self.paper.name)


@dataclass(frozen=True, slots=True)
class Printed:
    """What came of it.

    `files` are those that there are, in the order of the guide. `without` says why others are not there, in the words
    of the system, where it has no Pango. `faults` are what is wrong with single files.
    """

    files: tuple[File, ...] = ()
    made: int = 0
    missing: int = 0
    without: str = ""
    faults: tuple[str, ...] = ()


Keep = Callable[[Sequence[str], int, bool, Path, Path], list[str]]
"""`paper.keep`: makes a file and gives what is wrong with it."""

Progress = Callable[[int, int], None]
"""Is told how many files are made, and of how many."""


def jobs(documents: Iterable[Document], setting: Setting, cache: Path) -> Iterator[Job]:
    """All files of all documents, and where each is kept or will be."""
    maker = f"weasyprint {version('weasyprint')}, pydyf {version('pydyf')}"
    code = Path(__file__).with_name("paper.py").read_text("utf-8")
    for document in documents:
        for size in PAPERS:
            html = setting.html(document, size)
            parts = (maker, code, setting.fonts, str(document.most), *html)
            digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
            yield Job(document, size, html, cache / f"{digest[:40]}.pdf")


def press(wanted: Sequence[Job], folder: Path, progress: Progress, *, make: bool = True) -> Printed:
    """Make what is not there yet, and say what there is then.

    Args:
        wanted: the files, in the order of the guide.
        folder: where the addresses in their HTML start.
        progress: see there.
        make: whether to make any; without, only what was made before is there.
    """
    absent = [job for job in wanted if not job.kept.exists()]
    without, faults = "", tuple[str, ...]()
    if absent and make:
        without, faults = _make_all(absent, folder, progress)
    files = tuple(_there(wanted))
    if make:
        _forget(wanted)
    missing = len(wanted) - len(files)
    return Printed(files, len(absent) - missing if make else 0, missing, without, faults)


def _there(wanted: Sequence[Job]) -> Iterator[File]:
    for job in wanted:
        with suppress(FileNotFoundError):
            size = job.kept.stat().st_size
            os.utime(job.kept)
            yield File(job.document, job.paper, job.kept, size)


def _make_all(absent: Sequence[Job], folder: Path, progress: Progress) -> tuple[str, tuple[str, ...]]:
    try:
        paper = importlib.import_module("onward.documents.paper")
    except (ImportError, OSError) as error:
        return str(error), ()
    keep: Keep = paper.keep
    absent[0].kept.parent.mkdir(parents=True, exist_ok=True)
    # The longest first: at the end no core waits for the whole guide.
    ordered = sorted(absent, key=lambda job: -len(job.html[0]))
    faults: list[str] = []
    progress(0, len(ordered))
    for number, fault in enumerate(_results(ordered, folder, keep), 1):
        faults.extend(fault)
        progress(number, len(ordered))
    return "", tuple(sorted(faults))


def _results(ordered: Sequence[Job], folder: Path, keep: Keep) -> Iterator[list[str]]:
    """What is wrong with each file, as soon as it is made."""
    if len(ordered) <= FEW or cores() == 1:
        for job in ordered:
            yield _named(job, partial(keep, *_asked(job, folder)))
        return
    # Started afresh: a fork of a process with threads, such as that of the live preview, may hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(cores(), len(ordered)), mp_context=context) as pool:
        running = {pool.submit(keep, *_asked(job, folder)): job for job in ordered}
        for done in as_completed(running):
            yield _named(running[done], done.result)


def _asked(job: Job, folder: Path) -> tuple[Sequence[str], int, bool, Path, Path]:
    return job.html, job.document.most, job.document.must, folder, job.kept


def _named(job: Job, result: Callable[[], list[str]]) -> list[str]:
    """What is wrong with a file, each with its address. Whatever it is, the pages of the guide are built."""
    try:
        return [f"{job.address}: {fault}" for fault in result()]
    except Exception as error:  # noqa: BLE001
        return [f"{job.address}: {type(error).__name__}: {error}"]


def _forget(wanted: Sequence[Job]) -> None:
    """Remove what no build has asked for in a long time."""
    if not wanted:
        return
    oldest = time.time() - KEPT_DAYS * 24 * 60 * 60
    for file in wanted[0].kept.parent.glob("*.*"):
        with suppress(FileNotFoundError):
            if file.stat().st_mtime < oldest:
                file.unlink()


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
