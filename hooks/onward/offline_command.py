"""`python -m onward offline`: builds the guide as a copy that is opened as files, and zips it; and the e-book."""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from pathlib import Path

from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from onward import offline_copy
from onward.build import Build
from onward.epub import Book, book_files, chapters_of
from onward.links import BuiltSite
from onward.pages import EXTENSION
from onward.site_settings import UnfitSettings, read_settings


def run(options: argparse.Namespace) -> int:
    """Make the copy and the book. Returns the exit code: 0, or 2 if the site cannot be built.

    Raises:
        UnfitSettings: if MkDocs does not take mkdocs.yml, or the build ends early; the message says why.
    """
    read_settings(options.config)  # What is wrong with them is said better here than by the engine.
    # What is wrong is logged, and the engine's own command prints the log.
    engine, pdf = logging.getLogger("mkdocs"), logging.getLogger("mkdocs.plugins.onward.pdf")
    printed = logging.StreamHandler()
    engine.addHandler(printed)
    # They take minutes at first, and where the machine cannot make them the copy has none: that is no warning.
    pdf.setLevel(logging.INFO)
    try:
        return _made(options)
    except (ConfigurationError, Abort) as error:
        raise UnfitSettings(str(error)) from error
    finally:
        engine.removeHandler(printed)
        pdf.setLevel(logging.NOTSET)


def _made(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as folder:
        config = load_config(str(options.config), site_dir=folder, strict=True)
        config.extra[offline_copy.SETTING] = True
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build_site(config)
        finally:
            config.plugins.on_shutdown()
        build: Build = config.mdx_configs[EXTENSION]["build"]
        if build.today is None:
            print("SOURCE_DATE_EPOCH names no day: it must be whole seconds since the start of 1970.", file=sys.stderr)
            return 2
        paths = offline_copy.members(BuiltSite(Path(folder), build.site_url, build.vendored))
        name = offline_copy.folder_name(config.site_name)
        copied = {f"{name}/{path}": (Path(folder) / path).read_bytes() for path in paths}
        book = Book(
            config.site_name, config.theme.get("language", "en"), build.agency.agency, build.site_url, build.today
        )
        target = options.to / f"{name}.zip"
        written = book_files(Path(folder), chapters_of(build), book)
        offline_copy.write_zips({target: copied, target.with_suffix(".epub"): written}, build.today)
    size = f"{len(paths)} files, {target.stat().st_size / 1e6:.1f} MB"
    print(f"{target.as_posix()}: {size}. Unzip it and open index.html.")
    print(f"{target.with_suffix('.epub').as_posix()}: the same as an e-book.")
    return 0
