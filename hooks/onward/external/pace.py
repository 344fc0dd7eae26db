"""Politeness: one request at a time to a host and a second between two, and a host that asks to wait is waited for."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Protocol

INTERVAL = 1.0
"""Seconds between the end of one request to a host and the start of the next."""

LONGEST_WAIT = 120.0
"""Seconds that a host may ask to wait; if it asks for more, it is asked no more in this run."""


class Stopped(Exception):
    """Somebody pressed Ctrl-C: nothing more is asked for."""


class Held(Exception):
    """The host asked to be left alone for longer than this run is."""


class Clock(Protocol):
    """The time, and the waiting for it; tests bring one that stands still."""

    def now(self) -> datetime:
        """The time of day, with its zone."""

    def monotonic(self) -> float:
        """Seconds that only grow."""

    def sleep(self, seconds: float) -> None:
        """Wait. Raises Stopped."""

    def stop(self) -> None:
        """End all waiting, now and later."""


class SystemClock:
    """The machine's own clock. `stop` ends every wait."""

    def __init__(self) -> None:
        self._stopped = threading.Event()

    def now(self) -> datetime:
        """The time of day in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that only grow."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait, unless it was stopped."""
        if self._stopped.wait(seconds):
            raise Stopped

    def stop(self) -> None:
        """End all waiting, now and later."""
        self._stopped.set()


class Pace:
    """Whose turn it is. Safe to use from several threads; a host is its name, whatever the port."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._guard = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._free: dict[str, float] = {}
        self._held: set[str] = set()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for the turn of a host; nobody else asks it before the block is left.

        Raises:
            Held: the host has asked for a longer wait than `LONGEST_WAIT`.
            Stopped: the run was stopped.
        """
        with self._guard:
            lock = self._locks.setdefault(host, threading.Lock())
        with lock:
            if host in self._held:
                raise Held
            self._clock.sleep(max(self._free.get(host, 0.0) - self._clock.monotonic(), 0.0))
            try:
                yield
            finally:
                self.wait(host, INTERVAL)

    def wait(self, host: str, seconds: float) -> None:
        """Let the next turn of a host be in so many seconds at the earliest."""
        with self._guard:
            self._free[host] = max(self._free.get(host, 0.0), self._clock.monotonic() + seconds)

    def hold(self, host: str) -> None:
        """Ask a host no more."""
        self._held.add(host)
