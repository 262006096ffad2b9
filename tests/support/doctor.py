"""A server as it is deployed, for looking at it with `manage.py doctor --url`, and what was said of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from app import services_for
from professor_lock.commands import outside
from professor_lock.commands.outside import CHECKS
from professor_lock.secret_strength import new_secret
from professor_lock.timings import DoctorTimings, Timings, TurnTimings
from tests.fakes.betting_script import betting_script
from tests.fakes.odds_api import FakeOddsApi
from tests.fakes.openai_server import OpenAIServer
from tests.support.running_server import RunningServer, settings_for

SITE = "https://site.example"
KEY = new_secret()


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
            PP_SESSION_SECRET=new_secret(),
            PP_SERVER_KEY=KEY,
            PP_ALLOWED_ORIGINS=SITE,
            PP_MINTS_PER_MINUTE="100000",  # one server is examined many times in a minute, from one address
        )
        timings = Timings(turns=TurnTimings(ping_s=0.6))
        with RunningServer(settings, partial(services_for, timings=timings)) as server:
            yield server


ON_A_BUSY_MACHINE = DoctorTimings(timeout_s=120.0, longest_silence_s=120.0)
"""The doctor's patience is for deployments; in tests slowness is no fault."""
examine_url = partial(outside.examine_url, timings=ON_A_BUSY_MACHINE)


def verdicts(said: str) -> dict[str, str]:
    """Check -> "ok", "FAILED" or "not checked"."""
    found = {}
    for line in said.splitlines():
        if line.startswith("  "):
            verdict = next(word for word in ("ok", "FAILED", "not checked") if line.strip().startswith(word))
            rest = line.strip().removeprefix(verdict).strip()
            found[next(name for name, _ in CHECKS if rest.startswith(name))] = verdict
    return found
