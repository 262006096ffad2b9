"""Which account runs the embedded Postgres, and whether it can reach its files: Postgres refuses to run as root.

For everyone else, and on Windows, `server_account` is None and the rest does nothing.
"""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

CANDIDATES = ("postgres", "_postgres", "nobody")  # accounts that exist already; none is made


@dataclass(frozen=True)
class Account:
    """A system account, as subprocess takes it."""

    uid: int
    gid: int


def server_account(data: Path) -> Account | None:
    """Who must run a server on `data`: its owner, or for a new folder the first of CANDIDATES. None: we ourselves."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd  # noqa: PLC0415 - does not exist on Windows

    if data.exists() and data.stat().st_uid != 0:
        return Account(data.stat().st_uid, data.stat().st_gid)
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise PermissionError(
        0, f"Postgres refuses to run as root, and none of the accounts {CANDIDATES} exists", str(data)
    )


def make_reachable(home: Path, binaries: Path, account: Account) -> list[Path]:
    """Let `account` pass through to its data and its programs; returns the folders that had to be opened for that.

    Passing through (x) only, never listing (r): the contents of a home folder stay private.
    """
    opened = [folder for start in (home, binaries) for folder in (start, *start.parents) if _open(folder, account)]
    if not (binaries / "postgres").stat().st_mode & stat.S_IROTH:  # installed under a strict umask
        for path in binaries.parent.rglob("*"):
            mode = path.stat().st_mode
            path.chmod(mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0))
    return opened


def write_private(path: Path, text: str) -> None:
    """A file only its owner reads, never visible half-written or with wider rights."""
    new = path.with_name(path.name + ".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    new.replace(path)


def give(path: Path, account: Account | None) -> None:
    """Make `account` the owner of `path`."""
    if account is not None and sys.platform != "win32":
        os.chown(path, account.uid, account.gid)


def give_to_owner_of(folder: Path, path: Path) -> None:
    """Give files that root made in another user's folder to that folder's owner."""
    if sys.platform != "win32" and os.geteuid() == 0:
        os.chown(path, folder.stat().st_uid, folder.stat().st_gid)


def _open(folder: Path, account: Account) -> bool:
    status = folder.stat()
    if status.st_mode & stat.S_IXOTH or status.st_uid == account.uid:
        return False
    folder.chmod(status.st_mode | stat.S_IXOTH)
    return True
