"""Building the Next.js app: which Node.js will do, what the lock file must hold for others, and when to build again."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dev.webapp import APP, BuildFailed, build_if_stale, find_node, without_network
from tests.fakes.web import FakeWeb, Reply

LOCK = json.loads((APP / "package-lock.json").read_text())


def programs(folder: Path, node: str) -> str:
    """A folder with a node that says it is this version, and an npm that refuses everything."""
    for name, line in (("node", f"echo {node}"), ("npm", "echo npm was asked: $* >&2; exit 1")):
        (folder / name).write_text(f"#!/bin/sh\n{line}\n")
        (folder / name).chmod(0o755)
    return str(folder)


@pytest.mark.parametrize(("version", "will_do"), [("v18.20.1", False), ("v20.8.9", False), ("v20.9.0", True)])
def test_only_a_node_that_is_new_enough_is_found(
    version: str, will_do: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", programs(tmp_path, version))
    assert (find_node() is not None) is will_do


def test_without_node_building_says_what_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "package-lock.json").write_text("{}")
    with pytest.raises(BuildFailed, match=r"Node\.js 20\.9 or newer"):
        build_if_stale(tmp_path)


def test_it_is_built_again_only_when_a_source_is_newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app, tools = tmp_path / "app", tmp_path / "tools"
    (app / "node_modules").mkdir(parents=True)
    (app / ".next").mkdir()
    tools.mkdir()
    monkeypatch.setenv("PATH", f"{programs(tools, 'v22.0.0')}:/usr/bin:/bin")
    for age, name in ((40, "package-lock.json"), (30, "node_modules/.package-lock.json"), (20, "page.tsx")):
        (app / name).write_text("")
        os.utime(app / name, (1e9 - age, 1e9 - age))
    (app / ".next" / "BUILD_ID").write_text("")
    os.utime(app / ".next" / "BUILD_ID", (1e9, 1e9))
    build_if_stale(app)
    os.utime(app / "page.tsx", (1e9 + 1, 1e9 + 1))
    with pytest.raises(BuildFailed, match="npm was asked: run build"):
        build_if_stale(app)
    os.utime(app / "package-lock.json", (1e9, 1e9))
    with pytest.raises(BuildFailed, match="npm was asked: ci"):
        build_if_stale(app)


def test_the_gate_builds_where_no_server_can_be_reached() -> None:
    cut_off = without_network()
    with FakeWeb(lambda _: Reply()) as server:
        call = f"import socket; socket.create_connection(('127.0.0.1', {urlsplit(server.url).port}), 10)"
        reached = [
            subprocess.run([*before, sys.executable, "-c", call], capture_output=True, check=False).returncode == 0
            for before in ([], cut_off)
        ]
    assert reached == [True, not cut_off]


def test_the_lock_file_installs_from_any_registry_and_on_every_platform() -> None:
    packages = LOCK["packages"]
    names = {path.rpartition("node_modules/")[2] for path in packages}
    assert [path for path, package in packages.items() if "resolved" in package] == []
    assert [path for path, package in packages.items() if path and "integrity" not in package] == []
    wanted = {name for package in packages.values() for name in package.get("optionalDependencies", {})}
    assert wanted - names == set()
    assert {f"@next/swc-{platform}" for platform in ("darwin-arm64", "linux-x64-gnu", "win32-x64-msvc")} <= names


def test_every_dependency_is_pinned() -> None:
    package = json.loads((APP / "package.json").read_text())
    versions = package["dependencies"] | package["devDependencies"]
    assert {name: v for name, v in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", v)} == {}
