"""The floors of the house: which module may import which. `lint-imports` holds the package, the test here the root."""

from __future__ import annotations

import ast
import importlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOPS = ("manage", "app", "pp_server", "pp_tools")
"""Top to ground."""
DOORS = ("pp_widgets", "parleyapp_tools", "chatkit_supabase_store")


def imports_of(source: str) -> set[str]:
    """The first names of all modules that a source imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def test_the_root_has_seven_modules_and_no_more() -> None:
    assert {path.stem for path in ROOT.glob("*.py")} == {*TOPS, *DOORS}


def test_the_app_alone_loads_no_client_that_only_a_setting_asks_for() -> None:
    """Of OpenTelemetry its interface is loaded: a library that the server needs imports that by itself."""
    only_with_a_setting = ("supabase", "storage3", "opentelemetry.sdk", "opentelemetry.exporter", "opentelemetry.proto")
    command = [sys.executable, "-c", "import app, sys; print(*sys.modules)"]
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True).stdout.split()
    assert {"app", "opentelemetry"} <= set(loaded)
    assert [name for name in loaded if f"{name}.".startswith(tuple(f"{one}." for one in only_with_a_setting))] == []


@pytest.mark.parametrize("name", TOPS)
def test_a_module_at_the_root_imports_only_lower_ones(name: str) -> None:
    higher = {*TOPS[: TOPS.index(name)], *DOORS} if name != "manage" else set(DOORS)
    assert imports_of((ROOT / f"{name}.py").read_text()) & higher == set()


@pytest.mark.parametrize("name", DOORS)
def test_a_door_only_hands_on_names(name: str) -> None:
    tree = ast.parse((ROOT / f"{name}.py").read_text())
    kinds = {type(node).__name__ for node in tree.body}
    assert kinds <= {"Expr", "ImportFrom", "Assign"}, "a docstring, imports and __all__"
    module = importlib.import_module(name)
    assert [public for public in module.__all__ if not hasattr(module, public)] == []
    assert imports_of((ROOT / f"{name}.py").read_text()) <= {"__future__", "professor_lock"}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package, without its data, where an import may be added."""
    for name in ("professor_lock", "dev"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "templates"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in (*TOPS, *DOORS):
        shutil.copy(ROOT / f"{name}.py", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("betting/odds.py", "from professor_lock.widgets import format"),
        ("sources/http.py", "from professor_lock.agent import context"),
        ("turns/turns.py", "import pp_server"),
        ("betting/money.py", "from professor_lock.betting import odds"),
    ],
    ids=["a higher room", "a room far above", "a module at the root", "a circle in one room"],
)
def test_an_import_that_points_up_fails_the_gate(copy: Path, room: str, line: str) -> None:
    assert lint_imports(copy).returncode == 0
    path = copy / "professor_lock" / room
    path.write_text(path.read_text() + f"\n{line}\n")
    broken = lint_imports(copy)
    assert broken.returncode == 1, broken.stdout
    assert "BROKEN" in broken.stdout
