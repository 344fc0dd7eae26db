"""What a check remembers from one run to the next, in the cache: the words of `cache` and `fingerprint` put to use.

Remembered are settings, whole results, what rules found about single pages, proofs of self-checks, and how many
syllables words have. Everything is what it would be without: it is keyed by all that it depends on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onward.cache import Cache
from onward.fingerprint import Fingerprint
from onward.model import Problem, Severity
from onward.page_facts import Unstorable, page_of, plain
from onward.site_settings import Settings, read_settings

if TYPE_CHECKING:
    from onward.build import Build
    from onward.outcomes import Proof, SelfCheckData

_ELSEWHERE = ("INHERIT", "!ENV", "!relative", "!!")
"""What in mkdocs.yml means that the settings depend on more than its text."""


MOST_WORDS = 50_000


def settings_of(config: Path, cache: Cache) -> Settings:
    """The settings of a mkdocs.yml; see `read_settings`, which raises the same."""
    text = config.read_bytes().decode("utf-8", "replace")
    key = [str(config.resolve()), text]
    known = cache.get("settings", key)
    if isinstance(known, dict) and not any(word in text for word in _ELSEWHERE):
        docs, overrides = Path(known["docs"]), Path(known["overrides"])
        if docs.is_dir() and overrides.is_dir():
            return Settings(
                config,
                docs,
                overrides,
                known["site_url"],
                tuple(known["theme"]),
                tuple(known["extensions"]),
                known["extension_configs"],
            )
    settings = read_settings(config)
    value = {
        "docs": str(settings.docs),
        "overrides": str(settings.overrides),
        "site_url": settings.site_url,
        "theme": list(settings.theme),
        "extensions": list(settings.extensions),
        "extension_configs": settings.extension_configs,
    }
    if _holds(value):
        cache.put("settings", key, value)
    return settings


def _holds(value: object) -> bool:
    """Whether JSON gives a value back as it was."""
    try:
        same: bool = json.loads(json.dumps(value)) == value
    except (TypeError, ValueError):
        return False
    return same


def recall_problems(cache: Cache, found: Fingerprint) -> list[Problem] | None:
    """What a check of the very same site said."""
    value = cache.get("site", found.whole())
    return [_problem(each) for each in value] if isinstance(value, list) else None


def keep_problems(cache: Cache, found: Fingerprint, problems: Sequence[Problem]) -> None:
    """Keep what a check said."""
    cache.put("site", found.whole(), [_plain(each) for each in problems])


class PageMemory:
    """What a check knows of pages, and what rules found about them: `checks.Memory` in a cache.

    Under the empty path is kept what rules found that look at no page.
    """

    def __init__(self, cache: Cache, found: Fingerprint, titles: Mapping[str, str]) -> None:
        self._cache = cache
        self._pages = found.pages
        self._base = sha256(json.dumps([found.base, sorted(titles.items())]).encode()).hexdigest()
        self._recalled: set[str] = set()
        self._kept: list[tuple[str, str, object]] = []

    def recall_pages(self, build: Build) -> Collection[str]:
        """Give a build the pages that are known; returns their paths."""
        for path, source in build.sources.items():
            value = self._cache.get("facts", self._key(path))
            if value is not None:
                build.pages[path] = page_of(value, source.lines)
                self._recalled.add(path)
        return self._recalled

    def keep_pages(self, build: Build) -> None:
        """Keep the pages of a build that were not known."""
        for path, page in build.pages.items():
            if path not in self._recalled:
                with suppress(Unstorable):
                    self._kept.append(("facts", path, plain(page)))

    def recall(self, path: str) -> Mapping[str, Sequence[Problem]]:
        value = self._cache.get("found", self._key(path))
        if not isinstance(value, dict):
            return {}
        return {rule: [_problem(each) for each in problems] for rule, problems in value.items()}

    def keep(self, path: str, found: Mapping[str, Sequence[Problem]]) -> None:
        self._kept.append(("found", path, {rule: list(map(_plain, problems)) for rule, problems in found.items()}))

    def write(self) -> None:
        """Write what was kept: only now is it known that nothing changed meanwhile."""
        for kind, path, value in self._kept:
            self._cache.put(kind, self._key(path), value)

    def _key(self, path: str) -> Sequence[str]:
        return [self._base, path, self._pages.get(path, "")]


class Syllables:
    """How many syllables words have: the dictionary takes long to load, and pages have few of its words."""

    def __init__(self, cache: Cache, count: Callable[[str], int]) -> None:
        self._cache = cache
        self._count = count
        value = cache.get("syllables", ())
        self._known: dict[str, int] = value if isinstance(value, dict) else {}
        self._before = len(self._known)

    def __call__(self, word: str) -> int:
        if word not in self._known:
            self._known[word] = self._count(word)
        return self._known[word]

    def write(self) -> None:
        """Write what was learnt. Words that pages once had stay in; when they are very many, it starts anew."""
        if len(self._known) > self._before:
            self._cache.put("syllables", (), self._known if len(self._known) < MOST_WORDS else {})


class Proofs:
    """What is proved of self-checks."""

    def __init__(self, cache: Cache, prove: Callable[[SelfCheckData], Proof | None]) -> None:
        self._cache = cache
        self._prove = prove

    def __call__(self, data: SelfCheckData) -> Proof | None:
        from onward.outcomes import Proof  # noqa: PLC0415 - Not needed where the whole result is known.

        key = [json.dumps(data)]
        value: Any = self._cache.get("proof", key)
        if isinstance(value, dict):
            return Proof(tuple((name, held) for name, held in value["unreached"]), value["without"])
        proof = self._prove(data)
        if proof is not None:
            self._cache.put("proof", key, {"unreached": proof.unreached, "without": proof.without})
        return proof


def _plain(problem: Problem) -> list[object]:
    return [
        problem.path,
        problem.line,
        problem.column,
        problem.rule,
        problem.message,
        problem.severity.value,
        problem.hint,
        problem.allowed,
    ]


def _problem(plain: Any) -> Problem:
    path, line, column, rule, message, severity, hint, allowed = plain
    return replace(Problem(path, line, column, rule, message, Severity(severity), hint), allowed=allowed)
