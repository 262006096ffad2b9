"""The gate of the element: it passes on what its sources build, and names every file that is something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from dev.element import BUILT, CHECKS, check, digests
from dev.webapp import ROOT, BuildFailed

NPM = """#!/bin/sh
echo "$*" >> ../asked
[ "$*" != "$REFUSED" ] || { echo "$* is refused"; exit 1; }
[ "$*" != "run build" ] || { printf fresh > ../static/chatkit.js; printf x > ../static/chatkit-assets/new.json; }
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose npm builds a script that says `fresh`, and one asset."""
    root, tools = tmp_path / "project", tmp_path / "tools"
    for folder in (root / "chatkit-ui", root / "static" / "chatkit-assets", tools):
        folder.mkdir(parents=True)
    for name, script in (("npm", NPM), ("node", "#!/bin/sh\necho v22.0.0\n")):
        (tools / name).write_text(script)
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:/usr/bin:/bin")
    monkeypatch.setenv("REFUSED", "nothing")
    return root


def test_files_that_are_what_the_sources_build_pass(project: Path) -> None:
    (project / "static" / "chatkit.js").write_text("fresh")
    (project / "static" / "chatkit-assets" / "new.json").write_text("x")
    check(project)
    asked = (project / "asked").read_text().splitlines()
    assert asked[0].startswith("ci ")
    assert asked[1:] == [*(f"run {task}" for task in CHECKS), "run build", "run build:react-pages"]


def test_every_file_that_is_something_else_is_named(project: Path) -> None:
    (project / "static" / "chatkit.js").write_text("edited by hand")
    with pytest.raises(BuildFailed, match=r"(?s)static/chatkit-assets/new\.json\n  static/chatkit\.js"):
        check(project)


@pytest.mark.parametrize("step", [*(f"run {task}" for task in CHECKS), "run build:react-pages"])
def test_a_step_that_fails_fails_the_gate_with_what_it_said(
    step: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REFUSED", step)
    with pytest.raises(BuildFailed, match=f"npm {step} failed:\n{step} is refused"):
        check(project)


def test_everything_that_is_built_is_committed() -> None:
    found = digests(ROOT)
    assert [name for name in BUILT if not any(path.startswith(name) for path in found)] == []
