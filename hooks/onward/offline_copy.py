"""The guide as one zip, to open with a double click on `index.html`: for a memory stick, or where there is no network.

A browser opens it as files, without a server. So links name files and not folders; the search's index is a script,
because files cannot be fetched; and the search's worker runs in a frame, because files cannot be workers. The theme's
script looks for both by itself. `iframe-worker.js` is its author's own (MIT; its licence goes along).
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from markdown.extensions.toc import slugify
from mkdocs.structure.files import File

from onward.assets import OFFLINE, Asset
from onward.links import BuiltSite
from onward.offline import NOT_FOUND, SEARCH, wanted

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

SETTING = "offline_copy"
"""What the command sets under `extra` for this one build."""

SHIM = "assets/javascripts/iframe-worker.js"
LICENCE = "assets/javascripts/LICENSE-iframe-worker.txt"
INDEX = "search/search_index.js"

# Zip files know no year before.
_EARLIEST = date(1980, 1, 1)


def configure(config: MkDocsConfig) -> None:
    """Have the pages link to files, and load the search's worker as files allow."""
    config.use_directory_urls = False
    # It is for servers, and its addresses begin at the server's root.
    config.theme.static_templates -= {NOT_FOUND}
    config.extra["polyfills"] = [*config.extra.get("polyfills", ()), SHIM]


def files(overrides: Path) -> list[Asset]:
    """What the copy has and the site has not."""
    folder = overrides / OFFLINE
    return [
        Asset(SHIM, (folder / "iframe-worker.js").read_text("utf-8")),
        Asset(LICENCE, (folder / "LICENSE-iframe-worker.txt").read_text("utf-8")),
    ]


def original_url(file: File, *, folders: bool) -> str:
    """Where a page stands in the site that this is a copy of, below its address.

    `folders` says whether addresses there end in a slash and not in .html.
    """
    url = File(file.src_uri, file.src_dir or "", file.dest_dir, use_directory_urls=folders).url
    return "" if url == "./" else url


def write_index(site: Path) -> None:
    """Put the search's index beside the one that is fetched, as the script that the theme looks for."""
    index = site / SEARCH
    if index.exists():
        # Every JSON text is an expression of JavaScript, since its edition of 2019.
        (site / INDEX).write_text(f"var __index = {index.read_text('utf-8')};\n", "utf-8")


def members(site: BuiltSite) -> list[str]:
    """The paths of what goes into the copy, in order."""
    return sorted(wanted(site) - {SEARCH})


def folder_name(site_name: str) -> str:
    """What the zip is called, and the one folder in it."""
    return slugify(site_name, "-") or "guide"


def write_zips(zips: Mapping[Path, Mapping[str, bytes]], day: date) -> None:
    """Write zips that belong together: their files by their paths, in this order.

    The same files on the same day are the same bytes: nothing of the machine goes in, no times and no owners.
    """
    # Beside them first: a zip that is there is always whole, and never beside one of another day.
    unfinished = {target.with_name(f"{target.name}.part"): target for target in zips}
    try:
        for part, target in unfinished.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            _write_zip(part, zips[target], day)
        for part, target in unfinished.items():
            part.replace(target)
    finally:
        for part in unfinished:
            part.unlink(missing_ok=True)


def _write_zip(target: Path, files: Mapping[str, bytes], day: date) -> None:
    moment = (*max(day, _EARLIEST).timetuple()[:3], 0, 0, 0)
    with zipfile.ZipFile(target, "w") as archive:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path, moment)
            entry.create_system = 3  # Unix, wherever it is made: the meaning of the next line hangs on it.
            entry.external_attr = 0o100644 << 16
            # The first file of a book says, as it is, that this is one.
            archive.writestr(entry, data, zipfile.ZIP_STORED if path == "mimetype" else zipfile.ZIP_DEFLATED, 9)
