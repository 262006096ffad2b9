"""`python manage.py eval`: run the suite against one model or two, print the table, keep everything as JSON."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from dev.evals.run import ask_all, eval_settings
from dev.evals.suite import Case, read_cases, short
from dev.evals.table import Prices, Report, failures, table
from professor_lock.commands.serving import database, read_settings
from professor_lock.settings_reading import SettingsError


def evaluate(
    root: Path,
    environ: Mapping[str, str],
    *,
    models: Sequence[str] = (),
    brief: bool = False,
    json_file: str | None = None,
    prices: Prices | None = None,
) -> int:
    """Ask all questions (`brief`: the first of each kind) of each of `models`, or of the configured one.

    1 when a question failed at all; a model that answers badly is not an error of this command.
    """
    cases = short(read_cases()) if brief else read_cases()
    try:
        settings = read_settings(root, environ)
        with database(settings, environ) as ready:
            dsn, _ = ready()
            reports = [
                asyncio.run(_run(environ, dsn, settings.data_dir, model, cases, prices)) for model in models or (None,)
            ]
    except SettingsError as error:
        print("The settings cannot be used:", *error.problems, sep="\n- ", file=sys.stderr)
        return 1
    print(table(reports))
    for report in reports:
        print(*failures(report), sep="\n", file=sys.stderr)
    if json_file:
        Path(json_file).write_text(json.dumps([report.as_json() for report in reports], indent=1), encoding="utf-8")
    return int(any(answer.error for report in reports for _, answer in report.results))


async def _run(  # noqa: PLR0917
    environ: Mapping[str, str],
    dsn: str,
    data_dir: Path,
    model: str | None,
    cases: Sequence[Case],
    prices: Prices | None,
) -> Report:
    settings = eval_settings({**environ, "DATABASE_URL": dsn}, model).model_copy(update={"data_dir": data_dir})
    return await ask_all(settings, cases, prices=prices)
