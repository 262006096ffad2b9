"""A server as it is deployed, for looking at it with `manage.py doctor --url`, and what was said of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from professor_lock.commands.outside import CHECKS
from tests.fakes.betting_script import betting_script
from tests.fakes.odds_api import FakeOddsApi
from tests.fakes.openai_server import OpenAIServer
from tests.support.running_server import RunningServer, settings_for

SITE = "https://site.example"
KEY = "a server key for tests"


@contextmanager
def deployed(database: str, data_dir: Path) -> Iterator[RunningServer]:
    """In production, with a model and prices that are ours."""
    with OpenAIServer(betting_script()) as model, FakeOddsApi() as odds:
        settings = settings_for(
            database,
            data_dir,
            model=model,
            odds=odds,
            PP_ENV="production",
            PP_SESSION_SECRET="a secret for tests that is long enough to be taken",
            PP_SERVER_KEY=KEY,
            PP_ALLOWED_ORIGINS=SITE,
            PP_MINTS_PER_MINUTE="100000",  # one server is examined many times in a minute, from one address
        )
        with RunningServer(settings) as server:
            yield server


def on_a_busy_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The doctor's patience is for deployments; here a ping is due sooner, and slowness is no fault."""
    monkeypatch.setattr("professor_lock.http.middleware.PING_S", 0.6)
    monkeypatch.setattr("professor_lock.commands.outside.TIMEOUT_S", 120.0)
    monkeypatch.setattr("professor_lock.commands.outside_streams.LONGEST_SILENCE_S", 120.0)


def verdicts(said: str) -> dict[str, str]:
    """Check -> "ok", "FAILED" or "not checked"."""
    found = {}
    for line in said.splitlines():
        if line.startswith("  "):
            verdict = next(word for word in ("ok", "FAILED", "not checked") if line.strip().startswith(word))
            rest = line.strip().removeprefix(verdict).strip()
            found[next(name for name, _ in CHECKS if rest.startswith(name))] = verdict
    return found
