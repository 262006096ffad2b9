"""Writes the hashes of every pinned package into the requirements files: `python -m dev.hashes` after each new pin.

With them pip installs only what had been published when the pin was made, for whichever system. `uv` finds them; the
pins themselves, their order and their comments stay as they are.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILES = ("requirements.txt", "requirements-dev.txt")
COMPILE = ("uv", "pip", "compile", "--universal", "--no-header", "--no-deps", "--generate-hashes", "--quiet")
_PIN = re.compile(r"([A-Za-z0-9._-]+)==(\S+)")
_HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})")

Hashes = dict[tuple[str, str], list[str]]
"""By name and version."""


def main() -> None:
    """Rewrite both files."""
    for name in FILES:
        file = ROOT / name
        text = file.read_text(encoding="utf-8")
        found = subprocess.run([*COMPILE, str(file)], capture_output=True, text=True, check=True, cwd=ROOT)
        file.write_text(with_hashes(text, read_hashes(found.stdout)), encoding="utf-8", newline="\n")
        print(f"{name}: hashes written", file=sys.stderr)


def read_hashes(text: str) -> Hashes:
    """The hashes of each pin in a requirements file."""
    hashes: Hashes = {}
    current: list[str] = []
    for line in text.splitlines():
        if (pin := _PIN.match(line)) is not None:
            current = hashes.setdefault((pin[1], pin[2]), [])
        current += _HASH.findall(line)
    return hashes


def with_hashes(text: str, hashes: Hashes) -> str:
    """The file with these hashes in place of those it has; KeyError for a pin that has none."""
    lines: list[str] = []
    for line in text.splitlines():
        if line.lstrip().startswith("--hash"):
            continue
        pin = _PIN.match(line)
        if pin is None:
            lines.append(line)
            continue
        stated, hash_sign, comment = line.partition("#")
        if hash_sign:
            lines.append(f"# {comment.strip()}")
        known = hashes[pin[1], pin[2]]
        if not known:
            raise KeyError(line)
        lines.append(" \\\n    ".join([stated.strip().rstrip("\\").strip(), *(f"--hash={one}" for one in known)]))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
