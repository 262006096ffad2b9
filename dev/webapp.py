"""Building `pplayweb`, the Next.js app, for its tests and for the gate: `python -m dev.webapp`.

The lock file says what is installed, and npm's cache is asked before the network. Only npm's registry is spoken to.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "pplayweb"
OLDEST_NODE = (20, 9)
NOT_SOURCES = frozenset({"node_modules", ".next", "next-env.d.ts", "tsconfig.tsbuildinfo"})
CANARY = "canary-7f3a9c1e5b2d4860-not-for-browsers"
"""Stands in every secret's variable while the app is built: what browsers load must not have it."""
SECRET_VARIABLES = ("PP_SERVER_KEY", "SUPABASE_SERVICE_ROLE_KEY", "SUPABASE_JWT_SECRET", "OPENAI_API_KEY")


class BuildFailed(Exception):
    """npm or Next.js said no; the message is what they said."""


def find_node() -> str | None:
    """Path of a node new enough for the app, with npm beside it; None when there is none."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.(\d+)", said)
    return node if version and (int(version[1]), int(version[2])) >= OLDEST_NODE else None


def build_if_stale(app: Path = APP) -> None:
    """Install and build where the lock file or a source is newer than what is there. Raises BuildFailed."""
    installed = app / "node_modules" / ".package-lock.json"
    if _newest([app / "package-lock.json"]) > _newest([installed]):
        _npm(app, "ci", "--prefer-offline", "--no-audit", "--no-fund")
    if _newest(_sources(app)) > _newest([app / ".next" / "BUILD_ID"]):
        _npm(app, "run", "build")


def check() -> None:
    """What the gate asks: a clean install, lint, no imports in a circle, types (the build checks them) and the build.

    Raises BuildFailed.
    Where the system can take the network away from a process, all but the install runs without any.
    """
    _npm(APP, "ci", "--prefer-offline", "--no-audit", "--no-fund")
    cut_off = without_network()
    print(
        "no network for lint and build"
        if cut_off
        else "lint and build could use the network: this system cannot bar it"
    )
    for task in ("lint", "cycles"):
        _npm(APP, "run", task, before=cut_off)
    _npm(APP, "run", "build", before=cut_off)


def without_network() -> list[str]:
    """What to put before a command so that it runs where no network is; empty where the system does not let us."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return []
    command = [unshare, "--map-root-user", "--net"]
    tried = subprocess.run([*command, "true"], capture_output=True, check=False)
    return command if tried.returncode == 0 else []


def _npm(app: Path, *arguments: str, before: Sequence[str] = ()) -> None:
    npm = shutil.which("npm")
    if npm is None or find_node() is None:
        raise BuildFailed(f"The web app needs Node.js {'.'.join(map(str, OLDEST_NODE))} or newer with npm.")
    environ = os.environ | dict.fromkeys(SECRET_VARIABLES, CANARY) | {"NEXT_TELEMETRY_DISABLED": "1"}
    done = subprocess.run([*before, npm, *arguments], cwd=app, env=environ, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BuildFailed(f"npm {' '.join(arguments)} failed in {app}:\n{done.stdout}{done.stderr}")


def _sources(app: Path) -> list[Path]:
    found = []
    for path in app.iterdir():
        if path.name not in NOT_SOURCES:
            found += [inner for inner in path.rglob("*") if inner.is_file()] if path.is_dir() else [path]
    return found


def _newest(paths: list[Path]) -> float:
    """Time of the last change, 0 for what is not there."""
    return max((path.stat().st_mtime for path in paths if path.exists()), default=0.0)


if __name__ == "__main__":
    try:
        check()
    except BuildFailed as problem:
        print(problem, file=sys.stderr)
        sys.exit(1)
