"""The virtual environment behind manage.py: made once, redone when it is not whole, entered without the network."""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from dev.hashes import FILES, read_hashes, with_hashes
from professor_lock.commands import environment

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from professor_lock.commands.environment import Environment, InstallFailed
if {bare!r}:  # as on Debian without python3-venv: environments come without a pip of their own, and are made faster
    import importlib.util
    find = importlib.util.find_spec
    importlib.util.find_spec = lambda name, *rest: None if name == "ensurepip" else find(name, *rest)
here = Path(__file__).resolve().parent
try:
    Environment(here, [__file__, *sys.argv[1:]]).enter("requirements.txt")
except InstallFailed as problem:
    sys.exit(str(problem))
import tiny
print(tiny.VERSION, Path(sys.prefix).name, *sys.argv[1:])
"""


class Project:
    """A project whose only requirement is a wheel of our own, so that nothing comes from a registry."""

    def __init__(self, folder: Path, *, bare: bool) -> None:
        self.folder = folder
        self.wheels = folder / "wheels"
        self.wheels.mkdir(parents=True)
        (folder / "run.py").write_text(SCRIPT.format(root=str(ROOT), bare=bare))

    def pin(self, version: str) -> None:
        (self.folder / "requirements.txt").write_text(f"tiny=={version}\n")

    def publish(self, version: str) -> None:
        write_wheel(self.wheels, version)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        environ = {
            **os.environ,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": self.wheels.as_uri(),
            "PIP_CONFIG_FILE": os.devnull,
        }
        return subprocess.Popen(
            [sys.executable, str(self.folder / "run.py"), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environ,
        )

    def run(self, *arguments: str) -> tuple[int, str, str]:
        process = self.start(*arguments)
        said, told = process.communicate(timeout=300)
        return process.returncode, said.strip(), told


@pytest.fixture
def project(tmp_path):
    return project_in(tmp_path, bare=True)


def project_in(folder: Path, *, bare: bool) -> Project:
    project = Project(folder / "a project", bare=bare)
    project.publish("1.0")
    project.pin("1.0")
    return project


@pytest.mark.long
def test_the_first_start_installs_the_next_needs_no_registry_and_changed_pins_install_again(tmp_path):
    project = project_in(tmp_path, bare=False)
    assert project.run("an argument", "--flag")[:2] == (0, "1.0 .venv an argument --flag")
    wheel = next(project.wheels.iterdir())
    wheel.rename(wheel.with_suffix(".away"))
    code, said, told = project.run()
    assert (code, said, told) == (0, "1.0 .venv", "")
    project.publish("2.0")
    project.pin("2.0")
    assert project.run()[:2] == (0, "2.0 .venv")


def test_an_install_that_fails_says_so_and_is_tried_again(project):
    project.pin("9.9")
    code, _, told = project.run()
    assert code != 0
    assert "tiny==9.9" in told  # pip's own words
    assert "could not be installed" in told
    project.publish("9.9")
    assert project.run()[:2] == (0, "9.9 .venv")


def test_an_install_says_what_it_costs_and_pip_is_quiet(project):
    code, _, told = project.run()
    assert code == 0
    assert told.splitlines()[-1] == (
        "Installing 1 packages: about 210 MB on disk, 1 to 3 minutes, only now and when the pins change"
    )
    assert "Successfully installed" not in told
    assert "Successfully installed tiny" in (project.folder / ".venv" / environment.PIP_OUTPUT).read_text()


@pytest.mark.parametrize("name", environment.COSTS_MB)
def test_the_cost_that_is_said_is_what_the_packages_take(name):
    texts = [(ROOT / file).read_text() for file in {name, "requirements.txt"}]
    taken = 0
    for package, _ in environment.pins_for_this_machine("\n".join(texts)):
        files = importlib.metadata.distribution(package).files or []
        taken += sum(Path(file.locate()).stat().st_size for file in files if Path(file.locate()).exists())
    assert taken / 1e6 == pytest.approx(environment.COSTS_MB[name], rel=0.3)


def test_a_killed_install_is_made_anew(project):
    assert project.run()[0] == 0
    venv = project.folder / ".venv"
    (venv / ".installed-requirements").unlink()
    (venv / environment.INTERRUPTED).touch()
    module = next(venv.rglob("tiny.py"))
    module.write_text("half a fi")
    assert project.run()[:2] == (0, "1.0 .venv")


@pytest.mark.long
def test_a_start_that_is_killed_while_it_makes_the_environment_leaves_nothing_that_stays_broken(tmp_path):
    project = project_in(tmp_path, bare=False)
    killed = project.start()
    while not (project.folder / ".venv" / "pyvenv.cfg").exists():
        time.sleep(0.01)
    killed.kill()
    killed.communicate()
    assert project.run()[:2] == (0, "1.0 .venv")


def test_a_broken_environment_is_made_anew(project):
    assert project.run()[0] == 0
    python = environment.Environment(project.folder, []).python
    python.unlink()
    assert project.run()[:2] == (0, "1.0 .venv")


def test_two_first_starts_at_once_both_work(project):
    processes = [project.start() for _ in range(2)]
    outputs = [process.communicate(timeout=300) for process in processes]
    assert [said.strip() for said, _ in outputs] == ["1.0 .venv"] * 2
    assert sum("Installing" in told for _, told in outputs) == 1


def test_an_interpreter_that_has_the_pins_is_used_as_it_is(project):
    version = importlib.metadata.version("pytest")
    (project.folder / "requirements.txt").write_text(f"pytest=={version} # x\nuvloop==0 ; sys_platform == 'beos'\n")
    (project.folder / "tiny.py").write_text("VERSION = 'none'")
    code, said, _ = project.run()
    assert (code, said) == (0, f"none {Path(sys.prefix).name}")
    assert not (project.folder / ".venv").exists()


@pytest.mark.parametrize(
    ("marker", "holds"),
    [
        (f"sys_platform == '{sys.platform}'", True),
        (f"sys_platform != '{sys.platform}'", False),
        (f"sys_platform == 'beos' or sys_platform == '{sys.platform}'", True),
        (f"sys_platform == '{sys.platform}' and platform_machine == 'abacus'", False),
    ],
)
def test_markers_mean_what_pip_takes_them_for(marker, holds):
    line = f"a==1 ; {marker}"
    assert environment.pins_for_this_machine(line) == ([("a", "1")] if holds else [])
    parsed = Requirement(line).marker
    assert parsed is not None
    assert parsed.evaluate() is holds


def test_an_unknown_marker_is_refused_rather_than_guessed():
    with pytest.raises(environment.InstallFailed, match="python_version"):
        environment.pins_for_this_machine("a==1 ; python_version < '3.12'")


def test_everything_that_runs_is_pinned_with_all_that_stands_behind_it():
    pins = dict(environment.pins_for_this_machine((ROOT / "requirements.txt").read_text()))
    pinned = {canonical(name) for name in pins}
    missing = {
        f"{name} needs {requirement.name}"
        for name in pins
        for requirement in map(Requirement, importlib.metadata.requires(name) or [])
        if (requirement.marker is None or requirement.marker.evaluate({"extra": ""}))
        and canonical(requirement.name) not in pinned
    }
    assert missing == set()
    assert (pins["openai-chatkit"], pins["openai-agents"]) == ("1.6.5", "0.24.0")


def test_the_tools_stand_on_the_same_pins():
    lines = [line for line in (ROOT / "requirements-dev.txt").read_text().splitlines() if not line.startswith("#")]
    assert lines[0] == "-r requirements.txt"
    assert all("==" in line for line in lines[1:] if not line.startswith("    --hash="))


@pytest.mark.parametrize("name", FILES)
def test_every_pin_has_the_hashes_of_its_files(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    hashes = read_hashes(text)
    assert hashes
    assert {pin for pin, known in hashes.items() if not known} == set()
    assert with_hashes(text, hashes) == text, "as `python -m dev.hashes` writes it"
    assert "://" not in text, "no registry is named"


def test_a_package_of_another_hash_is_not_installed(project):
    pin = (project.folder / "requirements.txt").read_text().splitlines()[0]
    (project.folder / "requirements.txt").write_text(f"{pin} \\\n    --hash=sha256:{'0' * 64}\n")
    code, _, told = project.run()
    assert code != 0
    assert "hash" in told.lower()
    wheel = next((project.folder).rglob("*.whl"))
    right = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (project.folder / "requirements.txt").write_text(f"{pin} \\\n    --hash=sha256:{right}\n")
    assert project.run()[0] == 0


def canonical(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def write_wheel(folder: Path, version: str) -> None:
    """The smallest wheel pip takes: one module that knows its version."""
    info = f"tiny-{version}.dist-info"
    files = {
        "tiny.py": f"VERSION = {version!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [f"{name},sha256={digest(text)},{len(text)}" for name, text in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,"]) + "\n"
    with zipfile.ZipFile(folder / f"tiny-{version}-py3-none-any.whl", "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)


def digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
