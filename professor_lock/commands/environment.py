"""The virtual environment behind manage.py: made on first use, brought up to date when the pins changed, then entered.

Standard library only: it runs before anything is installed. A stamp in `.venv` holds the hash of the pinned files that
are in it, so later starts neither run pip nor touch the network. An interpreter that has every pinned version already
(a container image, a virtual environment of one's own) is used as it is.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PIP_OUTPUT = "pip.log"  # in .venv: all that pip said of the last install
PIP_LINES = 15  # of those, what is shown when it failed
COSTS_MB = {"requirements.txt": 210, "requirements-dev.txt": 570}
"""Room that the packages of a file take on disk, in MB; about a third of it is downloaded."""
MINUTES = "1 to 3 minutes"
PROGRESS_S = 0.3  # how often the line of progress is drawn
INTERRUPTED = ".installing"  # lies in .venv until it is whole; found at a start, it says that the last one was killed
LOCK = ".lock"
MARKER_TERM = re.compile(r"(\w+) (==|!=) '([^']*)'")
NO_PIP = (
    "This Python cannot make virtual environments. On Debian and Ubuntu: sudo apt install python3-venv\n"
    "Then run the command again."
)


class InstallFailed(Exception):
    """What is needed could not be installed; the text says what to do."""


def tell(line: str) -> None:
    """Progress goes to stderr: a command's own output stays clean."""
    print(line, file=sys.stderr, flush=True)


class Environment:
    """The `.venv` of the project at `root`; `command` is what to run again inside it (a script and its arguments)."""

    def __init__(self, root: Path, command: list[str], say: Callable[[str], None] = tell) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.python = self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self._command = command
        self._lock = -1  # descriptor of the lock, while it is held
        self._say = say

    def enter(self, requirements: str) -> None:
        """Come back only in an interpreter that has everything `requirements` pins; replaces this process if need be.

        Raises InstallFailed.
        """
        inside = Path(sys.prefix).resolve() == self.folder.resolve()
        try:
            if not self._is_ready(requirements):
                if not (self.folder / "pyvenv.cfg").exists() and has_all(self._pins(requirements)):
                    return
                with self._one_at_a_time():
                    if not self._is_ready(requirements):  # another process may have done it meanwhile
                        self._make(inside)
                        self._install(requirements)
        except PermissionError as error:
            raise InstallFailed(
                f"no permission for {os.fsdecode(error.filename)}: it was probably made by another user"
            ) from error
        if not inside:
            self._run_inside()

    def _is_ready(self, requirements: str) -> bool:
        stamp = self._stamp(requirements)
        return self.python.exists() and stamp.exists() and stamp.read_text() == self._hash(requirements)

    def _make(self, inside: bool) -> None:
        """A whole environment: a half-made one, or one in which pip was killed, is made again."""
        interrupted = (self.folder / INTERRUPTED).exists()
        if self.python.exists() and (self.folder / "pyvenv.cfg").exists() and (inside or not interrupted):
            return
        self._say(f"Making a virtual environment in {self.folder}")
        (self.folder / INTERRUPTED).touch()
        self._empty()
        own_pip = importlib.util.find_spec("ensurepip") is not None
        if not own_pip and importlib.util.find_spec("pip") is None:
            raise InstallFailed(NO_PIP)
        options = [] if own_pip else ["--without-pip"]
        if self._call([sys.executable, "-m", "venv", *options, str(self.folder)]) != 0:
            raise InstallFailed(NO_PIP)

    def _empty(self) -> None:
        try:
            for leftover in self.folder.iterdir():
                if leftover.is_dir() and not leftover.is_symlink():
                    shutil.rmtree(leftover)
                elif leftover.name not in (LOCK, INTERRUPTED):
                    leftover.unlink()
        except OSError as error:
            raise InstallFailed(
                f"{self.folder} cannot be made anew ({error}): stop what runs in it, or delete it"
            ) from error

    def _install(self, requirements: str) -> None:
        pins = self._pins(requirements)
        cost = f"about {COSTS_MB[requirements]} MB on disk, {MINUTES}" if requirements in COSTS_MB else MINUTES
        self._say(f"Installing {len(pins)} packages: {cost}, only now and when the pins change")
        for stamp in self.folder.glob(".installed-*"):
            stamp.unlink()
        anew = ["--force-reinstall"] if (self.folder / INTERRUPTED).exists() else []
        (self.folder / INTERRUPTED).touch()
        pip = self._pip()
        if self._call_quietly([*pip, "install", *anew, "-r", str(self.root / requirements)], len(pins)) != 0:
            if self._call([*pip, "--version"]) == 0:  # pip is whole and cleaned up after itself
                (self.folder / INTERRUPTED).unlink()
            raise InstallFailed("The packages could not be installed; the lines above say why.")
        (self.folder / INTERRUPTED).unlink()
        for name in self._files(requirements):
            self._stamp(name).write_text(self._hash(name))

    def _pip(self) -> list[str]:
        """The environment's own pip, or where it was made without one, this interpreter's."""
        if any(self.folder.rglob("site-packages/pip")):
            return [str(self.python), "-m", "pip"]
        return [sys.executable, "-m", "pip", "--python", str(self.python)]

    def _call(self, command: list[str]) -> int:
        """Run it, its words on stderr. It holds our lock too: if this process is killed, others wait for it to end."""
        environ = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_USER": "0"}
        held = () if os.name == "nt" else (self._lock,)
        return subprocess.call(command, stdout=sys.stderr, env=environ, pass_fds=held)

    def _call_quietly(self, command: list[str], packages: int) -> int:
        """Run pip with its words in a file; a terminal sees how many packages it has come to, in one line.

        A file, not a pipe: pip goes on to its end when this process is killed. When pip fails its last words are said.
        """
        output = self.folder / PIP_OUTPUT
        environ = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_USER": "0"}
        held = () if os.name == "nt" else (self._lock,)
        with output.open("wb") as written:
            process = subprocess.Popen(command, stdout=written, stderr=subprocess.STDOUT, env=environ, pass_fds=held)
            while True:
                try:
                    status = process.wait(timeout=PROGRESS_S)
                    break
                except subprocess.TimeoutExpired:
                    self._show_progress(output, packages)
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr, flush=True)
        if status != 0:
            lines = output.read_text(encoding="utf-8", errors="replace").splitlines()
            self._say("\n".join(lines[-PIP_LINES:]))
        return status

    def _show_progress(self, output: Path, packages: int) -> None:
        if not sys.stderr.isatty():
            return
        said = output.read_text(encoding="utf-8", errors="replace")
        found = min(len(re.findall(r"^Collecting ", said, flags=re.MULTILINE)), packages)
        doing = "unpacking" if "Installing collected packages" in said else f"{found} of {packages} found"
        print(f"\r\033[K  {doing}", end="", file=sys.stderr, flush=True)

    def _run_inside(self) -> None:
        """Become the command inside the environment; on Windows, which cannot: start it, pass its status on."""
        arguments = [str(self.python), *self._command]
        os.environ.pop("__PYVENV_LAUNCHER__", None)  # macOS: would make the new interpreter believe it is this one
        if os.name != "nt":
            os.execv(self.python, arguments)  # noqa: S606 - the same process goes on: signals and pid stay as they are
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the child too, and the child decides
        raise SystemExit(subprocess.call(arguments))

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        """Two commands started side by side must not install into one folder."""
        self.folder.mkdir(exist_ok=True)
        with (self.folder / LOCK).open("w") as lock:
            while not _locked(lock.fileno()):
                time.sleep(0.2)
            self._lock = lock.fileno()
            yield

    def _stamp(self, requirements: str) -> Path:
        return self.folder / f".installed-{Path(requirements).stem}"

    def _hash(self, requirements: str) -> str:
        texts = [(self.root / name).read_bytes() for name in self._files(requirements)]
        return hashlib.sha256(b"\0".join(texts)).hexdigest()

    def _files(self, requirements: str) -> list[str]:
        """The file and those it includes with -r."""
        lines = (self.root / requirements).read_text(encoding="utf-8").splitlines()
        included = [line.split()[1] for line in lines if line.startswith("-r ")]
        return [requirements, *(name for file in included for name in self._files(file))]

    def _pins(self, requirements: str) -> list[tuple[str, str]]:
        texts = [(self.root / name).read_text(encoding="utf-8") for name in self._files(requirements)]
        return pins_for_this_machine("\n".join(texts))


def pins_for_this_machine(text: str) -> list[tuple[str, str]]:
    """(name, version) of every `name==version ; marker` line whose marker holds here; hashes are passed over.

    >>> pins_for_this_machine("a==1\\n# no\\nb==2 ; sys_platform == 'beos' or sys_platform == 'amiga'\\nc==3 # why")
    [('a', '1'), ('c', '3')]
    """
    found = []
    for line in text.splitlines():
        requirement, _, marker = line.partition("#")[0].rstrip().rstrip("\\").partition(";")
        name, equals, version = requirement.strip().partition("==")
        if equals and (not marker.strip() or _holds(marker.strip())):
            found.append((name, version.strip()))
    return found


def has_all(pins: list[tuple[str, str]]) -> bool:
    """Does this very interpreter have exactly these versions?"""
    try:
        return all(importlib.metadata.version(name) == version for name, version in pins)
    except importlib.metadata.PackageNotFoundError:
        return False


def _locked(descriptor: int) -> bool:
    """Take the lock if nobody has it; closing the file, or dying, gives it back."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _holds(marker: str) -> bool:
    """The markers our pins use: comparisons of the platform, joined with `and` and `or`."""
    values = {"sys_platform": sys.platform, "platform_machine": platform.machine()}

    def term(text: str) -> bool:
        match = MARKER_TERM.fullmatch(text.strip())
        if match is None or match[1] not in values:
            raise InstallFailed(f"cannot read the marker {text!r} in the pinned requirements")
        return (values[match[1]] == match[3]) == (match[2] == "==")

    return any(all(term(part) for part in choice.split(" and ")) for choice in marker.split(" or "))
