"""A new process has set up all that an answer needs before it serves: the first answer costs about what others do."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from professor_lock.model.warmup import Rehearsal
from professor_lock.settings import Settings
from professor_lock.settings_reading import load_settings

ROOT = Path(__file__).parents[2]
PROGRAM = """
import asyncio, sys, time
from agents import Agent, RunConfig, Runner
from professor_lock.clocks import Clocks
from professor_lock.model.language_model import live_model, model_http_client, model_transport
from professor_lock.model.warmup import rehearse
from professor_lock.settings_reading import load_settings
from tests.fakes.openai_script import Turn
from tests.fakes.openai_server import OpenAIServer

async def cost(model):
    began = time.thread_time()
    config = RunConfig(model=model.model, model_settings=model.settings, tracing_disabled=True)
    result = Runner.run_streamed(Agent(name="x"), "hello", run_config=config)
    async for _ in result.stream_events():
        pass
    assert result.final_output == "one two", result.final_output
    return time.thread_time() - began

async def main(url):
    settings = load_settings({"OPENAI_API_KEY": "x", "OPENAI_BASE_URL": url, "PP_MODEL_API": sys.argv[1]})
    if sys.argv[2] == "rehearsed":
        await rehearse(settings)
    async with model_http_client(settings) as client:
        model = live_model(settings, model_transport(settings, lambda: client), Clocks())
        costs = [await cost(model) for _ in range(6)]
    print(costs[0] / sorted(costs[1:])[2])

with OpenAIServer([Turn.of("one two") for _ in range(6)]) as model:
    asyncio.run(main(model.url))
    print(len(model.exchanges))
"""


def first_against_later(api: str, how: str) -> float:
    """Processor time of a fresh process's first answer, as a multiple of the median of later ones."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, api, how], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    ratio, asked = done.stdout.split()
    assert int(asked) == 6, "the rehearsal must not call the endpoint"
    return float(ratio)


@pytest.mark.parametrize("api", ["responses", "chat_completions"])
def test_the_first_answer_of_a_process_does_not_pay_for_the_clients_set_up(api: str) -> None:
    assert first_against_later(api, "rehearsed") < first_against_later(api, "unprepared") / 2


def test_a_process_does_not_wait_for_its_rehearsal() -> None:
    go_on = threading.Event()

    class Held(Rehearsal):
        """Begins when the test says so: where all is set up already it would be over at once."""

        def _run(self, settings: Settings) -> None:
            assert go_on.wait(60)
            super()._run(settings)

    rehearsal = Held(load_settings({"OPENAI_API_KEY": "x"}))
    assert not rehearsal.over
    go_on.set()
    deadline = time.monotonic() + 60
    while not rehearsal.over:
        assert time.monotonic() < deadline
        time.sleep(0.01)
