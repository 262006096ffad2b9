"""Fixtures every room shares: a real Postgres, the captured provider answers and a Chromium where they are.

`database` is the DSN of a database of this test's own with the schema applied; `pool` is an asyncpg pool on it.
One server serves a whole test run: parallel workers join the one the first of them started.
"""

from __future__ import annotations

import gc
import logging
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import asyncpg
import pytest
from hypothesis import HealthCheck, settings

from dev.chromium import find_chromium
from dev.webapp import find_node
from professor_lock.logs import FloodHandler
from professor_lock.settings import declared
from tests.support import databases
from tests.support.engines import engines_wanted, pooled
from tests.support.firefox import find_firefox
from tests.support.forked_server import ServerNursery
from tests.support.order import long_first
from tests.support.small_disk import can_mount
from tests.support.webkit import WebKit

gc.disable()
"""Until everything is collected: what is imported and parametrised stays, and looking through it again and again takes
two fifths of the time that collecting takes."""

# What a test run itself is told; every other setting in the developer's shell is taken away.
KEPT = frozenset(
    {
        "PP_CAPTURES",
        "PP_CHROMIUM",
        "PP_FUZZ",
        "PP_REAL_MODEL_ANSWERS",
        "PP_REAL_MODEL_DIR",
        "PP_RENEW_STREAMS",
        "PP_SLOW_BROWSER",
        "PP_SLOW_DRIVER",
        "PP_TEST_DATABASE_URL",
        "PP_TEST_DB_ROLE",
        "PP_TEST_ENGINES",
    }
)


def pytest_configure(config: pytest.Config) -> None:
    """No test ever uses the keys, the database or the server that the shell it runs in is set up for.

    Nor does an example of hypothesis have a deadline: on a busy machine any of them may be slow. The gate tries
    the same examples each time, so that it judges the change and not the day; every other run tries new ones.
    """
    settings.register_profile(
        "unhurried",
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        derandomize=os.environ.get("CI") == "true",
    )
    settings.load_profile("unhurried")
    variables = {name for setting in declared() for name in setting.variables}
    for name in list(os.environ):
        if name in variables or (name.startswith(("PP_", "RAILWAY_")) and name not in KEPT):
            del os.environ[name]


@pytest.fixture(autouse=True)
def own_log_lines() -> Iterator[None]:
    """A program that a test runs in this process sets the log up; its stream is closed with the test's capture."""
    yield
    root = logging.getLogger()
    root.handlers = [handler for handler in root.handlers if not isinstance(handler, FloodHandler)]


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """DSN of an administrator of a running server; PP_TEST_DATABASE_URL names one that is there already.

    PP_TEST_ENGINES=on puts a PgBouncer between it and all servers that are tested.
    """
    with ExitStack() as stack:
        given = os.environ.get("PP_TEST_DATABASE_URL")
        dsn = given or stack.enter_context(databases.server(_postgres_home(tmp_path_factory)))
        if engines_wanted():
            stack.enter_context(pooled(dsn))
        yield dsn


@pytest.fixture(scope="session")
def second_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """DSN of an administrator of another server than `postgres`, for users who are spread over several."""
    with databases.server(_second_home(tmp_path_factory)) as dsn:
        yield dsn


def _second_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = _postgres_home(tmp_path_factory)
    return home.with_name(f"{home.name}-second")


def _postgres_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all workers of this run.

    Not below pytest's own: every further pytest of the same user closes that one to others, and a Postgres that root
    has started runs as somebody else.
    """
    base = tmp_path_factory.getbasetemp()
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return databases.fast_folder() / f"professor-lock-test-{run.parent.name}-{run.name}-{run.stat().st_ino}"


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """The last to leave (no worker: the process that started them) takes the folder of the databases away."""
    factory: pytest.TempPathFactory | None = getattr(session.config, "_tmp_path_factory", None)
    if "PYTEST_XDIST_WORKER" not in os.environ and factory is not None and factory._basetemp is not None:
        shutil.rmtree(_postgres_home(factory), ignore_errors=True)
        shutil.rmtree(_second_home(factory), ignore_errors=True)


@pytest.fixture
def server_dir() -> Iterator[Path]:
    """A folder for a test that starts a Postgres of its own; not below pytest's, as `_postgres_home` says."""
    with tempfile.TemporaryDirectory(prefix="professor-lock-") as folder:
        yield Path(folder)


@pytest.fixture
async def empty_database(postgres: str) -> AsyncIterator[str]:
    """DSN of a database of this test's own with nothing in it."""
    async with databases.fresh(postgres, template=None) as dsn:
        yield dsn


@pytest.fixture
async def database(postgres: str) -> AsyncIterator[str]:
    """DSN of a database of this test's own with the schema applied; gone after the test."""
    async with databases.fresh(postgres, template=await databases.schema_template(postgres)) as dsn:
        yield dsn


@pytest.fixture(scope="session")
def shared_nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerNursery]:
    """The process whose children are the servers of a worker's tests."""
    with ServerNursery(tmp_path_factory.mktemp("servers")) as nursery:
        yield nursery


@pytest.fixture
def nursery(shared_nursery: ServerNursery) -> Iterator[ServerNursery]:
    """Starts servers as processes, in a tenth of a second each; what still runs after the test is killed."""
    yield shared_nursery
    shared_nursery.kill_all()


@pytest.fixture(params=[None, "pp_server"], ids=["as the tables' owner", "as a role bound by the policies"])
def db_role(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs a test twice: its servers' statements as the tables' owner, then as the role that row security binds.

    PP_TEST_DB_ROLE=pp_server runs every test that way.
    """
    if request.param is not None:
        monkeypatch.setenv("PP_TEST_DB_ROLE", request.param)


@pytest.fixture
async def pool(database: str) -> AsyncIterator[asyncpg.Pool]:
    """An asyncpg pool on `database`."""
    async with asyncpg.create_pool(database, min_size=1, max_size=10, command_timeout=30) as pool:
        yield pool


@pytest.fixture(scope="session")
def captures() -> Path:
    """The folder of captured provider answers, for tests marked `captures`: they run when PP_CAPTURES names it."""
    return Path(os.environ["PP_CAPTURES"]).resolve()


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of this machine's Chromium, for tests marked `browser`: they run when there is one."""
    path = find_chromium()
    assert path is not None, "no Chromium found: install one, or set PP_CHROMIUM"
    return path


def pytest_collection_finish() -> None:
    """What there is by now stays to the end: no later garbage collection looks through it."""
    gc.freeze()
    gc.enable()


def absent_marks() -> list[str]:
    """Marks whose tests this machine cannot run; with CI=true a browser and Node.js are demanded, not asked for."""
    demanded = os.environ.get("CI") == "true"
    present = {
        "captures": bool(os.environ.get("PP_CAPTURES")),
        "browser": demanded or find_chromium() is not None,
        "node": demanded or find_node() is not None,
        "engines": "ENGINES_ROUNDS" in os.environ,
        "firefox": find_firefox() is not None,
        "mount": can_mount(),
        "webkit": WebKit.find() is not None,
        "prometheus": demanded or all(shutil.which(name) for name in ("prometheus", "promtool")),
    }
    return [mark for mark, there in present.items() if not there]


def pytest_report_header() -> list[str]:
    """The head of a run names what it leaves out: parallel runs do not count it in their last line."""
    return [f"left out: tests marked {mark}" for mark in absent_marks()]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this machine cannot run."""
    absent = absent_marks()
    left_out = [item for item in items if any(item.get_closest_marker(mark) for mark in absent)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    items[:] = long_first(items, lambda item: item.get_closest_marker("long") is not None, workers)
