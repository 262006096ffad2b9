"""The files for Prometheus and Grafana, held by a real Prometheus that scrapes the demo."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.support.chatkit_client import ChatKitClient
from tests.support.free_port import free_port
from tests.support.running_server import RunningServer, settings_for

pytestmark = pytest.mark.prometheus

OPS = Path(__file__).parents[2] / "ops"


def test_rules_and_configuration_are_what_prometheus_takes():
    for command in (["check", "rules", "alerts.yml"], ["check", "config", "prometheus.yml"]):
        done = subprocess.run(["promtool", *command], cwd=OPS, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


BROKER = """
rule_files: [alerts.yml]
evaluation_interval: 1m
tests:
  - interval: 1m
    input_series:
      - series: professor_lock_broker_away{instance="one", job="professor-lock"}
        values: "0x10 1x4 0x10 1x20"
      - series: professor_lock_broker_away{instance="two", job="professor-lock"}
        values: "0x60"
    alert_rule_test:
      - {eval_time: 16m, alertname: ProfessorLockBrokerAway, exp_alerts: []}
      - eval_time: 33m
        alertname: ProfessorLockBrokerAway
        exp_alerts:
          - exp_labels: {severity: ticket, instance: one}
            exp_annotations:
              summary: "one has had no broker for five minutes: processes look into the database instead."
"""
"""A broker that is away for four minutes, then for longer, as one process sees it; another always has it."""


def test_a_broker_that_stays_away_raises_an_alert_and_a_short_break_does_not(tmp_path):
    (tmp_path / "alerts.yml").write_text((OPS / "alerts.yml").read_text())
    (tmp_path / "broker.yml").write_text(BROKER)
    command = ["promtool", "test", "rules", "broker.yml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def expressions() -> list[tuple[str, str]]:
    """What the dashboard asks, by panel."""
    board = json.loads((OPS / "grafana.json").read_text())
    return [(panel["title"], target["expr"]) for panel in board["panels"] for target in panel["targets"]]


@asynccontextmanager
async def prometheus(target: str, folder: Path) -> AsyncIterator[httpx2.AsyncClient]:
    """A Prometheus that scrapes `target` a few times a second, with our rules."""
    config = (OPS / "prometheus.yml").read_text()
    changes = {"127.0.0.1:8000": target, "15s": "200ms", "alerts.yml": str(OPS / "alerts.yml")}
    for old, new in changes.items():
        config = config.replace(old, new)
    (folder / "prometheus.yml").write_text(config)
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        "prometheus",
        f"--config.file={folder / 'prometheus.yml'}",
        f"--storage.tsdb.path={folder / 'data'}",
        f"--web.listen-address=127.0.0.1:{port}",
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http:
            await ready(http)
            yield http
    finally:
        process.kill()
        await process.wait()


async def ready(http: httpx2.AsyncClient) -> None:
    """Wait until it answers questions: at first nobody listens, then it says that it is starting."""
    async with asyncio.timeout(60):
        while True:
            try:
                if (await http.get("/-/ready")).status_code == 200:
                    return
            except httpx2.TransportError:
                pass
            await asyncio.sleep(0.1)


async def ask(http: httpx2.AsyncClient, expression: str) -> list[dict[str, Any]]:
    """The result of an instant query; AssertionError when Prometheus refuses it."""
    answer = (await http.get("/api/v1/query", params={"query": expression})).json()
    assert answer["status"] == "success", answer
    result: list[dict[str, Any]] = answer["data"]["result"]
    return result


async def until_it_has(http: httpx2.AsyncClient, expression: str) -> list[dict[str, Any]]:
    """The result once there is one."""
    async with asyncio.timeout(60):
        while True:
            if found := await ask(http, expression):
                return found
            await asyncio.sleep(0.1)


async def test_every_panel_of_the_dashboard_has_data_from_the_demo_and_every_rule_can_be_asked(database, tmp_path):
    with RunningServer(settings_for(database, tmp_path)) as server:
        async with ChatKitClient(server.url, user_id="ann") as client:
            chat = await client.chat().send("Show me tonight's NBA odds")
            async with prometheus(f"127.0.0.1:{server.port}", tmp_path) as http:
                await until_it_has(http, "rate(professor_lock_turns_ended_total[5m])")
                await chat.send("and the NFL?")
                for title, expression in expressions():
                    assert await until_it_has(http, expression), title
                rules = (await http.get("/api/v1/rules")).json()["data"]["groups"][0]["rules"]
                async with asyncio.timeout(60):
                    while any(rule["health"] == "unknown" for rule in rules):
                        await asyncio.sleep(0.1)
                        rules = (await http.get("/api/v1/rules")).json()["data"]["groups"][0]["rules"]
                assert {rule["health"] for rule in rules} == {"ok"}
                assert (await ask(http, 'up{job="professor-lock"}'))[0]["value"][1] == "1"
