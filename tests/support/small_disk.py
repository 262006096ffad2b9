"""A small file system in memory, mounted for one test, where the machine lets it: a disk that can be filled."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path


@contextmanager
def mounted(size: str) -> Iterator[Path]:
    """An empty folder on a disk of its own, `size` as "240m"; subprocess.CalledProcessError where that is refused."""
    folder = Path(tempfile.mkdtemp(prefix="professor-lock-disk-"))
    folder.chmod(0o755)
    try:
        mounting = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=755", "none", str(folder)]
        subprocess.run(mounting, check=True, capture_output=True)
        try:
            yield folder
        finally:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@cache
def can_mount() -> bool:
    """Whether this machine lets a test mount a disk: on Linux, with the right to."""
    if sys.platform != "linux" or shutil.which("mount") is None:
        return False
    try:
        with mounted("1m"):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False
