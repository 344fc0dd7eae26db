"""The files below the docs folder: which are pages, which are published as they are, and which are refused.

MkDocs follows links wherever they lead, takes two files for one address without a word, reads from a pipe until
somebody writes to it, and publishes whatever lies about. So the folder is looked at here, once, before MkDocs does:
nothing is opened, only asked what it is.
"""

from __future__ import annotations

import os
import posixpath
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pathspec.gitignore import GitIgnoreSpec

from onward.assets import NOT_PUBLISHED

PAGE_ENDING = ".md"

OTHER_PAGE_ENDINGS = (".markdown", ".mdown", ".mkdn", ".mkd", ".mdx", ".md.txt", ".markdown.txt")
"""The first four make pages in MkDocs; all of them are Markdown to those who write them."""

MOST_NAMES = 20_000
"""So many files and folders MkDocs may find behind links to folders; more are taken for a circle without end."""

LONGEST_PATH = 150
"""Windows allows 260 characters, of which the folders above docs and the site's own take their part."""

_NOT_READ = GitIgnoreSpec.from_lines(["/_data/"])
"""Read by the build and never published, whatever mkdocs.yml says."""

_LEFT_OUT = GitIgnoreSpec.from_lines([".*", "/templates/"])
"""What MkDocs leaves out unless it is told not to (`mkdocs.structure.files`)."""

_NOTHING = GitIgnoreSpec.from_lines([])

_WINDOWS_NAMES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
"""https://learn.microsoft.com/windows/win32/fileio/naming-a-file; an ending does not help."""

_PRIVATE = re.compile(
    r"""(?:
    .*~ | ~\$.* | \#.*\# | .*\.(?:bak|old|orig|rej|tmp|temp|swp|swo|part|crdownload|pem|key|ppk|p12|pfx|jks|kdbx|env)
    | .*\.(?:sqlite3?|db|log|lnk|url|php|py|pyc|sh|bat|cmd|ps1|exe|dll|msi)
    | (?:copy[ ]of|kopie[ ]von)[ ].* | .*[ ]\(copy\)\..* | .*[ ]-[ ]copy\..*
    | id_(?:rsa|dsa|ecdsa|ed25519)(?:\.pub)? | thumbs\.db | ehthumbs\.db | desktop\.ini | icon\r
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_EDITED = re.compile("psd|psb|ai|xcf|indd|sketch|fig|afdesign|afphoto|cdr|kra|blend|aep|prproj")
_PUBLISHED = re.compile(
    "svg|png|jpe?g|gif|webp|avif|ico|woff2?|mp3|m4a|og[gav]|opus|wav|mp4|webm|vtt|srt"  # Pictures, fonts, sound, film.
    "|pdf|txt|rtf|docx?|od[tsp]|xlsx?|pptx?|csv|epub|ics|vcf|zip"  # Documents.
    "|css|m?js|map|json|xml|webmanifest"  # What pages load.
)


@dataclass(frozen=True, slots=True)
class FileFault:
    """Something that is wrong with a file or a folder as such; the rule of that name puts it into words.

    `path` is relative to docs, `other` the second path that the message needs, or whatever else it names.
    """

    path: str
    rule: str
    found: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What of the site's configuration decides about files.

    `left_out` are the patterns of `exclude_docs`, `theme` the folders of the theme. `directory_urls` says whether
    `a.md` becomes `a/index.html`.
    """

    left_out: GitIgnoreSpec | None = None
    theme: tuple[Path, ...] = ()
    directory_urls: bool = True


@dataclass(frozen=True, slots=True)
class DocsFiles:
    """What is below docs, by path: `pages` and `assets` are published, each asset with its size in bytes.

    `refused` are paths that must not be read or copied. `endless` says that the folder is too large to be walked
    with its links followed, as MkDocs does. `built` are the files of the site that come from docs.
    """

    pages: tuple[str, ...] = ()
    assets: dict[str, int] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    faults: tuple[FileFault, ...] = ()
    endless: bool = False
    built: dict[str, str] = field(default_factory=dict)

    def refuses(self, path: str) -> bool:
        """Whether a path, or a folder that it is in, must not be read or copied."""
        return not self.refused.isdisjoint((path, *map(str, PurePosixPath(path).parents)))

    def misnamed(self, path: str) -> bool:
        """Whether a path, or a folder that it is in, has a name of which `file-name` says something."""
        names = {fault.path for fault in self.faults_of("file-name")}
        return not names.isdisjoint((path, *map(str, PurePosixPath(path).parents)))

    def faults_of(self, rule: str) -> Iterator[FileFault]:
        """The faults that a rule of this name has to put into words."""
        return (fault for fault in self.faults if fault.rule == rule)


@dataclass(frozen=True, slots=True)
class _Found:
    path: str
    size: int


def read_files(docs: Path, setting: Setting | None = None) -> DocsFiles:
    """Look at everything below the docs folder."""
    walk = _Walk(docs.resolve(), setting or Setting())
    walk.run()
    return walk.result()


def built_name(path: str, *, directory_urls: bool = True) -> str:
    """The file of the site that a file below docs becomes, as MkDocs names it."""
    folder, name = posixpath.split(path)
    stem, ending = posixpath.splitext(name)
    if ending != PAGE_ENDING:
        return path
    stem = "index" if stem == "README" else stem
    if stem == "index" or not directory_urls:
        return posixpath.join(folder, f"{stem}.html")
    return posixpath.join(folder, stem, "index.html")


def printable(path: str) -> str:
    """A path without what breaks a line of output: control characters and bytes that are no text."""
    known = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(
        f"\\x{ord(each):02x}" if unicodedata.category(each) in {"Cc", "Zl", "Zp"} else each for each in known
    )


@dataclass
class _Walk:
    root: Path
    setting: Setting
    files: list[_Found] = field(default_factory=list)
    faults: list[FileFault] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    linked: bool = False

    def run(self) -> None:
        """Look into every folder; none is entered by way of a link."""
        folders = [""]
        while folders:
            folder = folders.pop()
            try:
                with os.scandir(self.root / folder) as entries:
                    found = sorted(entries, key=lambda entry: entry.name)
            except OSError as error:
                self.refuse(folder, "file-unreadable", "folder", error.strerror or "")
                continue
            for entry in found:
                path = posixpath.join(folder, entry.name)
                if self._is_folder(entry, path):
                    folders.append(path)

    def _is_folder(self, entry: os.DirEntry[str], path: str) -> bool:
        """Look at one name; returns whether it is a folder to look into."""
        if entry.is_symlink():
            self.linked = self.linked or _leads_to_folder(entry)
            if not self._left_out(path, folder=_leads_to_folder(entry)):
                self._link(path)
            return False
        if entry.is_dir(follow_symlinks=False):
            if self._left_out(path, folder=True):
                # Pages in it are named one by one, unless the site itself says that they are left out.
                return not (_NOT_READ + (self.setting.left_out or _NOTHING)).match_file(f"{path}/")
            if self._unprintable(path, entry.name):
                return False
            self._name(path, entry.name)
            if _is_page(entry.name):
                self.faults.append(FileFault(path, "file-unreadable", "page-folder"))
            return True
        if not self._left_out(path):
            self._file(path, entry.name)
        return False

    def _left_out(self, path: str, *, folder: bool = False) -> bool:
        """Whether a path is not published; a page that MkDocs leaves out without being told to is noted."""
        shown = f"{path}/" if folder else path
        own = self.setting.left_out or _NOTHING
        if _NOT_READ.match_file(shown):
            return True
        if not (_LEFT_OUT + own).match_file(shown):
            return False
        if not own.match_file(shown) and not folder and _is_page(path):
            hidden = any(part.startswith(".") for part in path.split("/"))
            self.refuse(path, "file-hidden", "dot" if hidden else "templates")
        return True

    def refuse(self, path: str, rule: str, found: str, other: str = "") -> None:
        """Note what is wrong with a file that must not be published."""
        self.faults.append(FileFault(path, rule, found, other))
        self.refused.add(path)

    def _link(self, path: str) -> None:
        """A link: followed only to a file of docs that is published itself."""
        place = self.root / path
        try:
            target = place.resolve(strict=True)
        except (OSError, RuntimeError) as error:
            # pathlib raises RuntimeError for a circle up to Python 3.12.
            gone = isinstance(error, FileNotFoundError)
            return self.refuse(path, "file-link", "dangling" if gone else "circle", _target_of(place))
        if target != self.root and self.root not in target.parents:
            return self.refuse(path, "file-link", "outside")
        inside = target.relative_to(self.root).as_posix()
        if target.is_dir():
            return self.refuse(path, "file-link", "folder", inside)
        if self._left_out(inside):
            return self.refuse(path, "file-link", "left-out", inside)
        return self._file(path, posixpath.basename(path))

    def _file(self, path: str, name: str) -> None:
        try:
            status = (self.root / path).stat()
        except OSError as error:
            return self.refuse(path, "file-unreadable", "file", error.strerror or "")
        kind = _special(status.st_mode)
        if kind:
            return self.refuse(path, "file-unreadable", "special", kind)
        if not os.access(self.root / path, os.R_OK):
            return self.refuse(path, "file-unreadable", "file", "Permission denied")
        if self._unprintable(path, name) or self._other_page(path, name) or self._unwanted(path, name):
            return None
        self._name(path, name)
        self.files.append(_Found(path, status.st_size))
        return None

    def _unprintable(self, path: str, name: str) -> bool:
        # MkDocs turns a backslash into a slash, and looks for the file in a folder.
        if printable(name) != name or "\\" in name:
            self.refuse(path, "file-name", "control")
            return True
        return False

    def _name(self, path: str, name: str) -> None:
        self.faults.extend(FileFault(path, "file-name", found, other) for found, other in _name_faults(name))
        if len(path) > LONGEST_PATH >= len(posixpath.dirname(path)):
            self.faults.append(FileFault(path, "file-name", "long", str(len(path))))
        key = posixpath.dirname(path), _folded(name)
        first = self.names.setdefault(key, path)
        if first != path:
            # The names come in order, capitals first: the one with capitals is the one to rename.
            same = unicodedata.normalize("NFC", first) == unicodedata.normalize("NFC", path)
            self.faults.append(FileFault(first, "file-clash", "form" if same else "case", path))

    def _other_page(self, path: str, name: str) -> bool:
        lower = name.lower()
        ending = next((each for each in OTHER_PAGE_ENDINGS if lower.endswith(each)), "")
        if not ending and lower.endswith(PAGE_ENDING) and not name.endswith(PAGE_ENDING):
            ending = PAGE_ENDING
        if not ending or lower == ending:
            return False
        self.refuse(path, "file-ending", name[-len(ending) :], f"{name[: -len(ending)]}{PAGE_ENDING}")
        return True

    def _unwanted(self, path: str, name: str) -> bool:
        ending = posixpath.splitext(name)[1].lower().removeprefix(".")
        if _PRIVATE.fullmatch(name):
            self.refuse(path, "file-unwanted", "private")
            return True
        if _EDITED.fullmatch(ending):
            self.refuse(path, "file-unwanted", "edited", ending)
            return True
        if name.endswith(PAGE_ENDING) or _PUBLISHED.fullmatch(ending) or name in {"CNAME", "robots.txt", "LICENSE"}:
            return False
        if ending in {"html", "htm", "xhtml"}:
            self.refuse(path, "file-unwanted", "html")
            return True
        self.faults.append(FileFault(path, "file-unwanted", "unknown", ending))
        return False

    def result(self) -> DocsFiles:
        """What was found, with the files of which only one can be built."""
        self._clashes()
        clashing = {fault.path for fault in self.faults if fault.rule == "file-clash"}
        faults = [fault for fault in self.faults if fault.found != "capitals" or fault.path not in clashing]
        kept = [found for found in self.files if found.path not in self.refused]
        directory_urls = self.setting.directory_urls
        return DocsFiles(
            tuple(sorted(found.path for found in kept if found.path.endswith(PAGE_ENDING))),
            {
                found.path: found.size
                for found in sorted(kept, key=lambda found: found.path)
                if not _is_page(found.path)
            },
            frozenset(self.refused),
            tuple(dict.fromkeys(sorted(faults, key=lambda fault: (fault.path, fault.rule, fault.found)))),
            self.linked and _is_endless(self.root),
            {built_name(found.path, directory_urls=directory_urls): found.path for found in kept},
        )

    def _clashes(self) -> None:
        """Of several files that make one file of the site, the one that comes first is kept."""
        told = {frozenset((fault.path, fault.other)) for fault in self.faults if fault.rule == "file-clash"}
        built: dict[str, list[str]] = {}
        for found in self.files:
            name = built_name(found.path, directory_urls=self.setting.directory_urls)
            built.setdefault(_folded(name), []).append(found.path)
        for paths in built.values():
            kept, *others = sorted(paths, key=_precedence)
            taken = self._taken(kept)
            if taken == "theme":
                # Published all the same: without it the pages would miss what the theme has of that name.
                self.faults.append(FileFault(kept, "file-clash", taken))
            elif taken:
                self.refuse(kept, "file-clash", taken)
            for path in others:
                if frozenset((kept, path)) not in told:
                    self.refuse(path, "file-clash", "built", kept)

    def _taken(self, path: str) -> str:
        """Whose file of the site a file of docs would take the place of."""
        name = built_name(path, directory_urls=self.setting.directory_urls)
        if name.startswith("assets/onward") or name in _GENERATED:
            return "site"
        for folder in self.setting.theme:
            if not name.startswith(NOT_PUBLISHED) and not name.endswith(".html") and (folder / name).is_file():
                return "theme"
        return ""


_GENERATED = {"404.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json", "search/worker.js"}


def _is_page(path: str) -> bool:
    return path.endswith(PAGE_ENDING)


def _precedence(path: str) -> tuple[bool, bool, int, str]:
    """Pages before other files, `index.md` before `README.md`, what is nearer to docs before what is deeper."""
    return not _is_page(path), posixpath.basename(path) == "README.md", path.count("/"), path


def _folded(name: str) -> str:
    """What macOS and Windows take for one name."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def _name_faults(name: str) -> Iterator[tuple[str, str]]:
    """What is wrong with one part of a path, each once; a name that cannot be used is not called ugly as well."""
    stem = name.removesuffix(PAGE_ENDING)
    breaking = [sign for sign in "#?%:" if sign in name]
    windows = [sign for sign in '<>"|*' if sign in name]
    if breaking:
        yield "address", "".join(breaking)
    elif windows:
        yield "windows-sign", "".join(windows)
    elif _WINDOWS_NAMES.fullmatch(name):
        yield "windows-name", name.partition(".")[0]
    elif stem != stem.rstrip(". ") or stem != stem.lstrip(" "):
        yield "edge", ""
    elif any(each.isspace() for each in name):
        yield "space", ""
    elif unicodedata.normalize("NFC", name) != name:
        yield "form", ""
    elif not name.isascii():
        yield "letters", ""
    elif stem != stem.lower() and stem != "README" and _is_page(name):
        yield "capitals", ""


def _special(mode: int) -> str:
    """What a file is that holds no bytes of its own; empty for a plain file."""
    kinds = ((stat.S_ISFIFO, "pipe"), (stat.S_ISSOCK, "socket"), (stat.S_ISCHR, "device"), (stat.S_ISBLK, "device"))
    return next((name for is_kind, name in kinds if is_kind(mode)), "" if stat.S_ISREG(mode) else "special file")


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _target_of(link: Path) -> str:
    try:
        return os.readlink(link)  # noqa: PTH115 - as it was written: Path would tidy it.
    except OSError:
        return ""


def _is_endless(root: Path) -> bool:
    """Whether a walk that follows links, such as MkDocs', finds more names than any guide has."""
    count = 0
    for _, folders, files in os.walk(root, followlinks=True):
        count += len(folders) + len(files)
        if count > MOST_NAMES:
            return True
    return False


def escaped(paths: Iterable[str]) -> list[str]:
    """Paths as patterns of `exclude_docs` that match them and nothing else."""
    return ["/" + re.sub(r"([\\*?\[ !#])", r"\\\1", path) for path in sorted(paths)]
