"""Building the element from its sources, for the gate: `python -m dev.element`.

What is served is committed (`static/chatkit.js` and what is beside it), so that running the server needs no Node. This
installs what the lock file says, checks types, style, form and that no file imports itself in a circle, runs the
element's own tests, builds over the committed files and fails where the fresh ones differ from them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from dev.webapp import ROOT, BuildFailed, find_node

SOURCES = ROOT / "chatkit-ui"
CHECKS = ("typecheck", "lint", "cycles", "format", "test")
"""Scripts of the element's package. `format` looks at the pages and the Next.js app, too."""
BUILT = (
    "static/chatkit.js",
    "static/chatkit.js.LICENSES.txt",
    "static/chatkit-assets",
    "static/extensions.js",
    "static/page-options.js",
    "static/page-words.js",
    "chatkit-ui/src/page-words.ts",
    "pplayweb/components/professor-lock/extensions.ts",
    "pplayweb/components/professor-lock/page-options.ts",
    "pplayweb/components/professor-lock/page-words.ts",
    "pplayweb/components/professor-lock/site-words.ts",
    "tests/browser/pages/react18.js",
    "tests/browser/pages/react19.js",
    "tests/browser/vendor/axe.min.js",
)
"""What the build writes, under the project's root: a folder stands for all that is in it."""


def check(root: Path = ROOT) -> None:
    """Install, check, test and build. Raises BuildFailed, with the names of the files that are not what was built."""
    _npm(root, "ci", "--prefer-offline", "--no-audit", "--no-fund")
    for task in CHECKS:
        _npm(root, "run", task)
    committed = digests(root)
    _npm(root, "run", "build")
    _npm(root, "run", "build:react-pages")
    changed = differing(committed, digests(root))
    if changed:
        raise BuildFailed(
            "These files are not what their sources build; the fresh ones are in their place now:\n"
            + "\n".join(f"  {name}" for name in changed)
        )


def digests(root: Path) -> dict[str, str]:
    """SHA-256 of every built file there is, by its path under the root."""
    found: dict[str, str] = {}
    for name in BUILT:
        place = root / name
        files = sorted(path for path in place.rglob("*") if path.is_file()) if place.is_dir() else [place]
        for path in files:
            if path.exists():
                found[path.relative_to(root).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def differing(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Paths that changed, came or went."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def _npm(root: Path, *arguments: str) -> None:
    npm = shutil.which("npm")
    if npm is None or find_node() is None:
        raise BuildFailed("The element is built with Node.js 20.9 or newer, with npm.")
    command = [npm, *arguments]
    environ = os.environ | {"NO_COLOR": "1"}
    done = subprocess.run(command, cwd=root / "chatkit-ui", env=environ, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BuildFailed(f"npm {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    try:
        check()
    except BuildFailed as problem:
        print(problem, file=sys.stderr)
        sys.exit(1)
