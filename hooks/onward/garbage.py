"""Python's search for garbage, which finds none in the middle of a build and takes a good part of its time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_search_for_garbage() -> Iterator[None]:
    """Look for none meanwhile: what goes in between goes by itself, and what is still wanted is not looked through.

    Only cycles have to be searched for. Each search walks all objects that are alive, which are more with every page.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()
