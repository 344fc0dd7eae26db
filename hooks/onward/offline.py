"""What a browser keeps of the guide: the list of its files, and the worker that keeps them (`overrides/offline/`).

The worker stands at the top of the site, because a worker reaches no further than its own folder. Its text names the
list, whose name changes with every file of the guide: so browsers see that there is a new build.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import rjsmin

from onward.assets import OFFLINE, Asset, hashed
from onward.built_page import stylesheet_addresses
from onward.links import LOADING, BuiltSite
from onward.minified import minified

WORKER = "sw.js"
NOT_FOUND = "404.html"

LIST = "__list-of-files__"
"""Stands in the worker for the address of the list."""

SEARCH = "search/search_index.json"

_FINGERPRINT = re.compile(r"\.([0-9a-f]{8,10})\.(?:min\.)?(?:js|css)$")
# For other machines than readers' browsers.
_NOT_READ = {WORKER, "sitemap.xml", "sitemap.xml.gz"}
# Hosts read these and answer "not found" to whoever asks for them: GitHub, Netlify and Cloudflare, Azure, Vercel, IIS.
_FOR_HOSTS = {
    *("CNAME", "_headers", "_redirects", "_routes.json", "_worker.js", "netlify.toml"),
    *("staticwebapp.config.json", "vercel.json", "web.config"),
}
_SEARCH_WORKERS = "assets/javascripts/workers/"
_SEARCH_LANGUAGES = "assets/javascripts/lunr/"


@dataclass(frozen=True, slots=True)
class GuideFile:
    """A file of the guide as a browser asks for it.

    `digest` changes with its content. Where the name of a file changes with it, it is the one in the name. `frame` says
    whether every page, or the search, or the page for addresses that lead nowhere, needs the file.
    """

    address: str
    size: int
    digest: str
    frame: bool


def guide_files(site: BuiltSite) -> list[GuideFile]:
    """All files that reading the whole guide asks for, in the order of their paths.

    The theme brings many that no page of this site asks for; what stands in docs/ or was made for it is all wanted.
    """
    frame = frame_files(site)
    return [_guide_file(site, path, frame=path in frame) for path in sorted(wanted(site))]


def wanted(site: BuiltSite) -> set[str]:
    """The paths of all files that a reader can come to."""
    loaded = {path for page in site.files if page.endswith(".html") for path in _loaded(site, page)}
    own = {path for path in site.files - site.vendored - _NOT_READ if not _is_for_hosts(path)}
    return {*own, *loaded, *_search(site)}


def frame_files(site: BuiltSite) -> set[str]:
    """The paths of the files that are kept before anybody reads another page."""
    named = {path for path in wanted(site) if _fingerprint(site, path)}
    missing = {NOT_FOUND, *_loaded(site, NOT_FOUND)} if NOT_FOUND in site.files else set()
    return named | missing | _search(site)


def worker(overrides: Path, files: Iterable[GuideFile]) -> tuple[Asset, ...]:
    """The list of files and the worker that reads it."""
    rows = [[file.address, file.size, file.digest, int(file.frame)] for file in files]
    listed = hashed("onward-files", "json", json.dumps(rows, separators=(",", ":")))
    text = minified(overrides, WORKER, worker_source(overrides))
    return listed, Asset(WORKER, text.replace(LIST, listed.path))


def worker_source(overrides: Path) -> str:
    """The text of the worker, for no list yet."""
    return f'const LIST = "{LIST}";\n' + (overrides / OFFLINE / "worker.js").read_text("utf-8")


def worker_off(overrides: Path) -> Asset:
    """A worker that takes away what another one has kept, and itself."""
    return Asset(WORKER, rjsmin.jsmin((overrides / OFFLINE / "worker-off.js").read_text("utf-8")))


def _guide_file(site: BuiltSite, path: str, *, frame: bool) -> GuideFile:
    data = (site.root / path).read_bytes()
    digest = _fingerprint(site, path) or hashlib.sha256(data).hexdigest()[:10]
    address = path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path
    return GuideFile(quote(address), len(data), digest, frame)


def _is_for_hosts(path: str) -> bool:
    """Whether a file may not be sent to readers; hidden ones, such as `.htaccess`, seldom are."""
    return path in _FOR_HOSTS or any(part.startswith(".") for part in path.split("/"))


def _fingerprint(site: BuiltSite, path: str) -> str:
    """The digest in the name of a file, or nothing. Only of the theme's and of ours we know that it is one."""
    found = _FINGERPRINT.search(path) if path in site.vendored or path.startswith("assets/onward") else None
    return found[1] if found else ""


def _loaded(site: BuiltSite, page: str) -> Iterator[str]:
    """What a browser asks for to show a page: what the page names, and what its stylesheets do."""
    for address, _, element in site.page(page).addresses:
        target = site.led_to(page, address) if element in LOADING else None
        if target:
            yield target
        if target and target.endswith(".css"):
            css = (site.root / target).read_text("utf-8", "replace")
            yield from filter(None, (site.led_to(target, each) for each, _ in stylesheet_addresses(css)))


def _search(site: BuiltSite) -> set[str]:
    """What the theme's search asks for: its worker, the index and, for other languages than English, their stems."""
    if SEARCH not in site.files:
        return set()
    languages = json.loads((site.root / SEARCH).read_bytes())["config"]["lang"]
    stems = _SEARCH_LANGUAGES if set(languages) != {"en"} else None
    folders = tuple(filter(None, (_SEARCH_WORKERS, stems)))
    return {SEARCH} | {path for path in site.files if path.startswith(folders) and path.endswith(".js")}
