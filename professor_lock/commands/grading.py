"""`manage.py grade`: one grading pass over everything that waits, as the server does it in the background."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

from professor_lock.commands.serving import database, read_settings, refuse, say
from professor_lock.db.embedded import PostgresFailed
from professor_lock.desk.grader import Pass
from professor_lock.development_secret import with_development_secrets
from professor_lock.errors import ProfessorLockError
from professor_lock.settings import Settings
from professor_lock.settings_reading import SettingsError


def grade(root: Path, environ: Mapping[str, str]) -> int:
    """Grade once and say what came of it; 1 when a source of scores failed, or another process is at it."""
    try:
        settings = read_settings(root, environ)
        with database(settings, environ) as ready:
            dsn, _ = ready()
            done = asyncio.run(_pass(settings.model_copy(update={"database_url": dsn})))
    except SettingsError as error:
        return refuse("The settings cannot be used:", error.problems)
    except (PostgresFailed, ProfessorLockError) as error:
        return refuse(str(error), [])
    if done is None:
        return refuse("Another process is grading right now.", [])
    say(str(done))
    return 1 if done.failures else 0


async def _pass(settings: Settings) -> Pass | None:
    from app import services_for

    async with services_for(with_development_secrets(settings)) as services:
        passes = [done for grader in services.graders if (done := await grader.run()) is not None]
        return sum(passes[1:], passes[0]) if passes else None
