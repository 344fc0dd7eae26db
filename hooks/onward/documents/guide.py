"""All PDF files of a build: makes them, tells the build which there are, and says in a line what became of it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TextIO

from onward.build import Build
from onward.documents.catalogue import documents
from onward.documents.guide_pages import GuidePages
from onward.documents.offers import offered
from onward.documents.press import CACHE, Printed, jobs, press
from onward.documents.setting import PAPERS, Setting
from onward.views import site_view

PANGO = {
    "linux": "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "darwin": "brew install pango",
    "win32": "install MSYS2, then pacman -S mingw-w64-x86_64-pango",
}
"""How to get Pango, by `sys.platform`. https://doc.courtbouillon.org/weasyprint/stable/first_steps.html"""


def print_guide(
    build: Build, urls: Mapping[str, str], site_name: str, log: logging.Logger, *, make: bool = True
) -> Printed:
    """Make the files of a guide whose pages have all been read, and offer those that there are.

    Args:
        build: with the HTML of its pages.
        urls: the address of each page below the site, by its docs path.
        site_name: what the guide is called.
        log: is told what became of it, and shows the progress where it shows anything.
        make: whether to make files; without, those that were made before and are unchanged are offered.
    """
    setting = Setting(build, site_view(build).help_line)
    pages = GuidePages(build, build.contents, urls, build.order)
    wanted = list(jobs(documents(pages, site_name), setting, build.config.resolve().parent / CACHE))
    printed = press(wanted, setting.folder, Progress(log, sys.stderr), make=make)
    lines = list(said(printed, make=make))
    if build.copy:
        # It is to be small enough for a mail: of each document the file for the paper of the country.
        printed = replace(printed, files=tuple(file for file in printed.files if file.paper == PAPERS[0]))
    build.offers = offered(printed.files)
    for line in lines:
        log.info("%s", line)
    return printed


def said(printed: Printed, *, make: bool) -> Iterator[str]:
    """What became of the files, in a line; nothing if nothing had to be done."""
    if printed.made:
        yield f"PDF files: {printed.made} made, {len(printed.files) - printed.made} unchanged."
    if not printed.kept:
        yield f"PDF files: the next build has to make them again, because {CACHE.as_posix()} cannot be written to."
    if printed.without:
        get = PANGO.get(sys.platform, PANGO["linux"])
        yield (
            f"PDF files: {printed.missing} left out, and the links to them, because Pango is missing. "
            f"To have them: {get}"
        )
    elif printed.missing and not make:
        yield f"PDF files: {printed.missing} are new or changed, and left out here. To have them: make site"


@dataclass
class Progress:
    """Counts the files on one line of a terminal; elsewhere it says once how many there are to make."""

    log: logging.Logger
    stream: TextIO

    def __call__(self, made: int, total: int) -> None:
        if not self.log.isEnabledFor(logging.INFO):
            return
        if self.stream.isatty():
            end = "\n" if made == total else ""
            self.stream.write(f"\rMaking PDF files: {made} of {total}{end}")
            self.stream.flush()
        elif not made:
            self.log.info("Making %d PDF files", total)
