"""What the first token takes is done in production after the start, beside the event loop; a demo does without."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from app import create_app
from professor_lock.secret_strength import new_secret
from professor_lock.settings_reading import load_settings


@pytest.mark.parametrize("env", ["production", "development"])
async def test_only_production_warms_up_what_reads_tokens_and_not_in_the_event_loop(tmp_path, env):
    warmed: list[threading.Thread] = []
    done = threading.Event()

    class Auth:
        def warm_up(self) -> None:
            warmed.append(threading.current_thread())
            done.set()

    @asynccontextmanager
    async def build(_settings: Any) -> AsyncIterator[Any]:
        yield SimpleNamespace(auth=Auth(), model=SimpleNamespace(name="none"))

    level = logging.getLogger().level
    settings = load_settings({"PP_DATA_DIR": str(tmp_path), "PP_SESSION_SECRET": new_secret()})
    app = create_app(settings.model_copy(update={"env": env}), build)
    async with app.router.lifespan_context(app):
        if env == "production":
            assert done.wait(10)
    logging.getLogger().setLevel(level)
    assert [thread is threading.main_thread() for thread in warmed] == ([False] if env == "production" else [])
