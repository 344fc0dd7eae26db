"""Which day it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime


def day_of(environ: Mapping[str, str]) -> date | None:
    """Today; or the day (UTC) that SOURCE_DATE_EPOCH names, None if it names none.

    https://reproducible-builds.org/specs/source-date-epoch/: whole seconds since the start of 1970.
    """
    epoch = environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else datetime.now().astimezone().date()
    except (ValueError, OverflowError, OSError):
        return None
