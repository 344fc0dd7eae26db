"""One run: collect, ask several hosts at a time, remember every answer at once, judge, report."""

from __future__ import annotations

import queue
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from filelock import FileLock, Timeout

from onward.build import Build
from onward.external.addresses import Address, Found
from onward.external.answer import NETWORK, OFFLINE, Answer
from onward.external.ask import Asker, Requests
from onward.external.changed import lines_at, new
from onward.external.pace import Clock, Pace
from onward.external.report import Finding, Report, as_json, lines, markdown
from onward.external.state import NAME, State, write
from onward.external.verdict import judge

FOLDER = ".links"
"""The folder beside mkdocs.yml that keeps the state and the reports."""

HOSTS = 10
"""Hosts that are asked at the same time."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is to do.

    Args:
        folder: where the state and the reports are kept.
        changed: only addresses that the guide did not have at this revision; all if it is empty.
        again: ask for everything, whatever is remembered.
        allow_local: ask for made-up names and in private networks too.
    """

    folder: Path
    changed: str = ""
    again: bool = False
    allow_local: bool = False


class Wrong(Exception):
    """A run that cannot be; the text says why."""


def agent(site_url: str) -> str:
    """The User-Agent: who asks, and where whoever is asked can look."""
    return f"Onward-link-check/{version('onward')}" + (f" (+{site_url})" if site_url else "")


def chosen(found: Found, build: Build, options: Options) -> list[Address]:
    """The addresses that a run is about. Raises NoRevision."""
    if not options.changed:
        return found.addresses
    root = build.config.resolve().parent
    folders = [build.file(""), build.config.name]
    overrides = build.overrides.resolve()
    if overrides != root and overrides.is_relative_to(root):
        folders.append(overrides.relative_to(root).as_posix())
    return new(found.addresses, lines_at(root, options.changed, folders))


def run(
    found: Found,
    addresses: Sequence[Address],
    options: Options,
    *,
    requests: Requests,
    clock: Clock,
    say: Say,
    tell: Say,
) -> int:
    """Ask and report.

    Args:
        found: what was collected.
        addresses: which of it is asked for.
        options: what the run is to do.
        requests: what sends requests.
        clock: the time.
        say: takes each line of the outcome.
        tell: takes a line of progress, of which only the last is of interest; an empty one at the end.

    Returns:
        The exit code: 0, or 1 if something has to be put right.

    Raises:
        Wrong: another run is under way, or no host at all can be reached.
        OSError: the state or the report cannot be written.
    """
    options.folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(options.folder / "lock", timeout=0):
            return _Run(found, addresses, options, requests, clock, say, tell).go()
    except Timeout:
        raise Wrong(f"Another run is under way: it holds {options.folder / 'lock'}.") from None


class _Run:
    def __init__(
        self,
        found: Found,
        addresses: Sequence[Address],
        options: Options,
        requests: Requests,
        clock: Clock,
        say: Say,
        tell: Say,
    ) -> None:
        self._found = found
        self._options = options
        self._clock = clock
        self._requests = requests
        self._say = say
        self._tell = tell
        self._asker = Asker(requests, Pace(clock), clock)
        self._made_up = [each for each in addresses if each.made_up and not options.allow_local]
        self._addresses = [each for each in addresses if each not in self._made_up]
        self._state = State(options.folder / NAME)
        self._answers: dict[str, Answer] = {}
        self._known: dict[str, Answer] = {}
        self._unsure: dict[str, Answer] = {}
        self._online = False

    def go(self) -> int:
        if self._state.trouble:
            self._say(self._state.trouble)
        now = self._clock.now()
        for address in self._addresses:
            known = None if self._options.again else self._state[address.url].answer(address.fragments, now)
            if known:
                self._known[address.url] = known
        wanted = [address for address in self._addresses if address.url not in self._known]
        self._ask(wanted)
        if self._unsure:
            hosts = ", ".join(sorted({each.host for each in wanted if each.url in self._unsure})[:3])
            raise Wrong(f"No host could be reached (tried {hosts}). Is there a network? Nothing was remembered.")
        return self._report()

    def _ask(self, wanted: Sequence[Address]) -> None:
        """Ask for all; the answers are kept by this thread alone, each as soon as it is there."""
        hosts: dict[str, list[Address]] = defaultdict(list)
        for address in wanted:
            hosts[address.host].append(address)
        if wanted:
            asking = f"Asking for {_counted(len(wanted), 'page')} on {_counted(len(hosts), 'host')}"
            self._say(f"{asking}, at most one a second from each host.")
        answers: queue.SimpleQueue[tuple[Address, Answer] | BaseException] = queue.SimpleQueue()
        with ThreadPoolExecutor(HOSTS) as threads:
            try:
                for group in hosts.values():
                    threads.submit(self._ask_host, group, answers)
                for number in range(1, len(wanted) + 1):
                    self._take(answers.get())
                    self._tell(f"{number} of {len(wanted)}")
                self._tell("")
            except BaseException:
                self._stop(threads, answers)
                raise

    def _ask_host(
        self, group: Sequence[Address], answers: queue.SimpleQueue[tuple[Address, Answer] | BaseException]
    ) -> None:
        try:
            for address in group:
                answers.put((address, self._asker.ask(address.url, address.fragments)))
        except BaseException as error:  # noqa: BLE001 -- It is raised again by the thread that takes it.
            answers.put(error)

    def _take(self, item: tuple[Address, Answer] | BaseException) -> None:
        if isinstance(item, BaseException):
            raise item
        address, answer = item
        self._answers[address.url] = answer
        # Without a network every host is unknown. So that is believed only when some host has answered.
        if not self._online and answer.trouble in NETWORK:
            self._unsure[address.url] = answer
            return
        believed = {address.url: answer}
        if answer.trouble not in OFFLINE:
            self._online = True
            believed |= self._unsure
            self._unsure.clear()
        for url, each in believed.items():
            self._state.keep(url, self._state[url].after(each, self._clock.now()))

    def _stop(
        self, threads: ThreadPoolExecutor, answers: queue.SimpleQueue[tuple[Address, Answer] | BaseException]
    ) -> None:
        """End all threads, and keep what they have answered."""
        self._clock.stop()
        self._requests.cut()
        threads.shutdown(cancel_futures=True)
        while not answers.empty():
            item = answers.get()
            if not isinstance(item, BaseException):
                self._take(item)

    def _report(self) -> int:
        now = self._clock.now()
        findings = []
        for address in self._addresses:
            answer = self._answers.get(address.url) or self._known[address.url]
            memory = self._state[address.url]
            verdict = judge(address.url, answer, memory, now)
            findings.append(Finding(address, answer, memory, verdict, asked=address.url in self._answers))
        report = Report(now, findings, self._made_up, self._found.unread)
        write(self._options.folder / "report.md", markdown(report))
        write(self._options.folder / "report.json", as_json(report))
        for line in lines(report):
            self._say(line)
        self._say(f"The report: {self._options.folder / 'report.md'}")
        return 1 if report.failing else 0


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
