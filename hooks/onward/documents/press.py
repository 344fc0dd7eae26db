"""Makes the files that have changed, on all cores, and keeps them outside the site.

What a file is made of names it: HTML with its styles and images, fonts, and what makes it. So one that is unchanged is
found again and not made, whoever builds, in whatever folder, and no date is asked.
"""

from __future__ import annotations

import atexit
import hashlib
import importlib
import io
import multiprocessing
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from multiprocessing.process import BaseProcess
from pathlib import Path

from onward.documents import kept
from onward.documents.document import Document
from onward.documents.setting import PAPERS, Paper, Setting

CACHE = Path(".cache", "onward", "pdf")
"""Where made files are kept, beside mkdocs.yml."""

FEW = 3
"""So many files are made sooner than other processes are started."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to make of a document, and where it is kept once it is made."""

    document: Document
    paper: Paper
    style: str
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
    of the system, where it has no Pango. `faults` are what is wrong with single files, whenever they were made. `kept`
    says whether the next build finds what this one has made.
    """

    files: tuple[File, ...] = ()
    made: int = 0
    missing: int = 0
    without: str = ""
    faults: tuple[str, ...] = ()
    kept: bool = True


Keep = Callable[[str, Sequence[str], int, bool, Path, Path], None]
"""`paper.keep`: makes a file, and writes it and what is wrong with it."""

Progress = Callable[[int, int], None]
"""Is told how many files are made, and of how many."""


def jobs(
    documents: Iterable[Document], setting: Setting, cache: Path, papers: Sequence[Paper] = PAPERS
) -> Iterator[Job]:
    """The files of all documents for some sizes of paper, and where each is kept or will be."""
    maker = f"weasyprint {version('weasyprint')}, pydyf {version('pydyf')}"
    code = Path(__file__).with_name("paper.py").read_text("utf-8")
    for document in documents:
        for size in papers:
            html = setting.html(document, size)
            parts = (maker, code, setting.fonts, setting.style, f"{document.most} {document.must}", *html)
            digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
            yield Job(document, size, setting.style, html, cache / f"{digest[:40]}.pdf")


def press(wanted: Sequence[Job], folder: Path, progress: Progress, *, make: bool = True) -> Printed:
    """Make what is not there yet, and say what there is then.

    Args:
        wanted: the files, in the order of the guide.
        folder: where the addresses in their HTML start.
        progress: see there.
        make: whether to make any; without, only what was made before is there.
    """
    absent = [job for job in wanted if kept.faults(job.kept) is None]
    without, failed, folders = "", list[str](), {job.kept.parent for job in wanted}
    if absent and make:
        try:
            # WeasyPrint prints how to install libraries; what to do here is said in one line.
            with redirect_stdout(io.StringIO()):
                keep: Keep = importlib.import_module("onward.documents.paper").keep
        except (ImportError, OSError) as error:
            without = str(error)
        else:
            elsewhere = _elsewhere(absent)
            wanted, absent = (
                [replace(job, kept=elsewhere.get(job.kept, job.kept)) for job in some] for some in (wanted, absent)
            )
            failed = _make_all(absent, folder, keep, progress)
    found = [(job, kept.faults(job.kept)) for job in wanted]
    files = tuple(_there(job for job, faults in found if faults is not None))
    if make:
        kept.forget(folders)
    missing = len(wanted) - len(files)
    faults = dict.fromkeys(f"{job.address}: {fault}" for job, said in found for fault in said or ())
    made = len(absent) - missing if make else 0
    return Printed(files, made, missing, without, (*faults, *failed), {job.kept.parent for job in wanted} <= folders)


def _there(made: Iterable[Job]) -> Iterator[File]:
    for job in made:
        kept.touch(job.kept)
        with suppress(FileNotFoundError):
            yield File(job.document, job.paper, job.kept, job.kept.stat().st_size)


def _elsewhere(absent: Sequence[Job]) -> dict[Path, Path]:
    """Other places for files, until this process ends, if they cannot stand where they would be kept."""
    if all(kept.writable(folder) for folder in {job.kept.parent for job in absent}):
        return {}
    try:
        folder = Path(tempfile.mkdtemp(prefix="onward-pdf-"))
    except OSError:
        return {}
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return {job.kept: folder / job.kept.name for job in absent}


def _make_all(absent: Sequence[Job], folder: Path, keep: Keep, progress: Progress) -> list[str]:
    """Make files. Gives which could not be made, and why."""
    # The longest first: at the end no core waits for the whole guide.
    ordered = sorted(absent, key=lambda job: -len(job.html[0]))
    failed: list[str] = []
    progress(0, len(ordered))
    for number, (job, why) in enumerate(_results(ordered, folder, keep), 1):
        failed.extend([f"{job.address}: {why}"] if why else [])
        progress(number, len(ordered))
    return sorted(failed)


Result = tuple[Job, str]
"""A file that was to be made, and why it was not; an empty text if it was."""


def _results(ordered: Sequence[Job], folder: Path, keep: Keep) -> Iterator[Result]:
    """What became of each file, as soon as it is known. Whatever it is, the pages of the guide are built."""
    if len(ordered) <= FEW or cores() == 1:
        yield from _made_here(ordered, folder, keep)
        return
    left = yield from _made_by(cores(), ordered, folder, keep)
    if left and not _can_work():
        yield from _made_here(left, folder, keep)
        return
    while left:
        # One of them has ended its process, and the others with it. By themselves it can be told which.
        left = yield from _made_by(1, left, folder, keep)
        if left:
            yield left[0], "the process that made it was ended, perhaps because there was not enough memory"
            left = left[1:]


def _made_by(
    processes: int, ordered: Sequence[Job], folder: Path, keep: Keep
) -> Generator[Result, None, Sequence[Job]]:
    """What became of each file that other processes have made; gives those that were left when a process died."""
    told: set[Path] = set()
    with suppress(*_NO_PROCESS), _pool(min(processes, len(ordered))) as pool:
        running = {pool.submit(keep, *_asked(job, folder)): job for job in ordered}
        for future in as_completed(running):
            if not isinstance(future.exception(), BrokenProcessPool):
                told.add(running[future].kept)
                yield running[future], _why(future.result)
    left = [job for job in ordered if job.kept not in told]
    there = [job for job in left if kept.faults(job.kept) is not None]
    yield from ((job, "") for job in there)
    return [job for job in left if job not in there]


_NO_PROCESS = (BrokenProcessPool, OSError, NotImplementedError)
"""What comes of other processes that die, or cannot be had at all."""


def _pool(processes: int) -> ProcessPoolExecutor:
    # Started afresh: a fork of a process with threads, such as that of the live preview, may hang.
    return ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _end_with_parent)


def _end_with_parent() -> None:
    """Let this process end when the one that started it does: where that is killed, nobody else would tell it."""
    parent = multiprocessing.parent_process()
    if parent:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(process: BaseProcess) -> None:
    process.join()
    os._exit(1)


def _can_work() -> bool:
    """Whether other processes can be had: some ways to start Python let none start again."""
    with suppress(*_NO_PROCESS), _pool(1) as pool:
        return pool.submit(os.getpid).result() > 0
    return False


def _made_here(ordered: Sequence[Job], folder: Path, keep: Keep) -> Iterator[Result]:
    for job in ordered:
        yield job, _why(partial(keep, *_asked(job, folder)))


def _asked(job: Job, folder: Path) -> tuple[str, Sequence[str], int, bool, Path, Path]:
    return job.style, job.html, job.document.most, job.document.must, folder, job.kept


def _why(result: Callable[[], object]) -> str:
    """Why a file was not made, or an empty text."""
    try:
        result()
    except Exception as error:  # noqa: BLE001
        return f"{type(error).__name__}: {error}"
    return ""


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
