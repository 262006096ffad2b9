"""What docs/deploy.md tells people to set agrees with what the project itself has, and with the other ways it names."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from professor_lock.commands.outside import CHECKS
from professor_lock.settings import declared
from professor_lock.settings_reading import load_settings

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "deploy.md").read_text()
RAILWAY = json.loads((ROOT / "railway.json").read_text())


def block(language: str) -> str:
    """The page's block in this language."""
    [found] = re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)
    return str(found)


def test_railways_new_way_says_what_its_old_file_says() -> None:
    code, deploy = block("ts"), RAILWAY["deploy"]
    for said in (
        f'preDeploy: "{deploy["preDeployCommand"][0]}"',
        f'start: "{deploy["startCommand"]}"',
        f'healthcheck: "{deploy["healthcheckPath"]}"',
        f"healthcheckTimeout: {deploy['healthcheckTimeout']}",
        f'restartPolicyType: "{deploy["restartPolicyType"]}"',
        f"restartPolicyMaxRetries: {deploy['restartPolicyMaxRetries']}",
        f'RAILWAY_DEPLOYMENT_OVERLAP_SECONDS: "{deploy["overlapSeconds"]}"',
        f'RAILWAY_DEPLOYMENT_DRAINING_SECONDS: "{deploy["drainingSeconds"]}"',
        f'builder: "{RAILWAY["build"]["builder"]}"',
        f'dockerfilePath: "{RAILWAY["build"]["dockerfilePath"]}"',
    ):
        assert said in code


def test_every_platform_waits_longer_than_the_server_drains(tmp_path: Path) -> None:
    drain_s = load_settings({"PP_DATA_DIR": str(tmp_path)}).drain_s
    waits = [
        RAILWAY["deploy"]["drainingSeconds"],
        tomllib.loads(block("toml"))["kill_timeout"],
        *map(int, re.findall(r"(?:maxShutdownDelaySeconds: |--stop-timeout )(\d+)", TEXT)),
    ]
    assert len(waits) == 4
    assert all(wait >= drain_s + 10 for wait in waits)


def test_the_pool_that_is_suggested_fits_into_the_pooler() -> None:
    [pool], [replicas] = (re.findall(rf'{name}: "?(\d+)', block("ts")) for name in ("PP_DB_POOL_MAX", "replicas"))
    assert int(pool) * int(replicas) * 2 < 15


@pytest.mark.parametrize("name", [name for name, _ in CHECKS])
def test_the_checklist_has_every_check(name: str) -> None:
    assert re.search(rf"^\| {re.escape(name)} \|", TEXT, re.MULTILINE)


def test_every_variable_that_is_named_exists() -> None:
    known = {name for setting in declared() for name in setting.variables}
    named = set(re.findall(r"\bPP_[A-Z0-9_]+", TEXT))
    assert named - known == set()
