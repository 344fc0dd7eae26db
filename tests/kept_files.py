"""Files as they are kept, without WeasyPrint. In a module that other processes can import."""

from __future__ import annotations

import json
import os
from pathlib import Path

from onward.documents.kept import faults_of


def write_whole(file: Path, *faults: str) -> None:
    """A file as it is kept."""
    faults_of(file).write_text(json.dumps(faults), "utf-8")
    file.write_bytes(b"%PDF-1.7\n%%EOF\n")


def keep_or_die(style: str, variants: object, most: int, must: bool, folder: Path, target: Path) -> None:
    """A stand-in for WeasyPrint that ends its process at some files, as the system does where memory runs out."""
    if target.stem.startswith("deadly"):
        os._exit(9)
    write_whole(target)
