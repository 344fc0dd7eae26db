"""`python -m onward links`: the one command that needs a network."""

from __future__ import annotations

import argparse
import sys

from onward.build import Build
from onward.external.addresses import collect
from onward.external.changed import NoRevision
from onward.external.connection import Connections
from onward.external.pace import SystemClock
from onward.external.run import FOLDER, Options, Wrong, agent, chosen, run


def links(build: Build, options: argparse.Namespace) -> int:
    """Ask for the addresses of a site that has been read.

    Returns:
        The exit code: 0, or 1 if something has to be put right, or 2 if nothing could be checked, or 130 after Ctrl-C.
    """
    folder = options.folder or build.config.parent / FOLDER
    wanted = Options(folder, options.changed, again=options.again, allow_local=options.allow_local)
    found = collect(build)
    requests = Connections(agent(build.site_url), allow_local=options.allow_local)
    try:
        addresses = chosen(found, build, wanted)
        return run(found, addresses, wanted, requests=requests, clock=SystemClock(), say=print, tell=progress)
    except (NoRevision, Wrong) as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"What was found could not be written: {error}.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped. What was answered until now is remembered.", file=sys.stderr)
        return 130


def progress(line: str) -> None:
    """Show how far the run is, in one line, to whoever watches it."""
    if sys.stderr.isatty():
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)
