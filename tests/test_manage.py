"""The commands of manage.py, as processes of their own."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import asyncpg
import pytest

import manage
from professor_lock.db.embedded import EmbeddedPostgres
from professor_lock.secret_strength import new_secret
from tests.fakes.espn import FakeEspn
from tests.fakes.odds_api import FakeOddsApi
from tests.fakes.open_meteo import FakeOpenMeteo
from tests.support.running_server import ServeProcess, environment_for

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent
NO_NETWORK = """
import socket
connect = socket.socket.connect
def refuse(self, address):
    if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
        raise OSError("no network in this test")
    return connect(self, address)
socket.socket.connect = refuse
"""
PRODUCTION_SECRET = new_secret()


def here(monkeypatch: pytest.MonkeyPatch, *arguments: str, **variables: str) -> int:
    """The status of a command run in this process, for what it says: nothing is imported for it again."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    options, rest = manage.parser().parse_known_args(arguments)
    return manage.run(options, rest)


def command(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture
def data_dir(server_dir):
    """Where a server keeps its data; its Postgres is gone after the test, however the test went."""
    yield server_dir
    left = EmbeddedPostgres(server_dir / "postgres").postmaster()
    if left is not None:
        os.kill(left, signal.SIGKILL)


def test_serve_needs_no_network_and_leaves_nothing_running(data_dir, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(textwrap.dedent(NO_NETWORK))
    with ServeProcess(environment_for(None, data_dir, PYTHONPATH=str(tmp_path))) as server:
        assert EmbeddedPostgres(data_dir / "postgres").postmaster() is not None
        assert server.terminate() == 0
    assert EmbeddedPostgres(data_dir / "postgres").postmaster() is None


async def test_what_was_stored_before_a_kill_of_everything_is_there_at_the_next_start(data_dir):
    postgres = EmbeddedPostgres(data_dir / "postgres", environ=os.environ)
    with ServeProcess(environment_for(None, data_dir)) as server:
        connection = await asyncpg.connect(postgres.dsn())
        await connection.execute("INSERT INTO chatkit_threads (id, user_id, created_at) VALUES ('t', 'u', now())")
        postmaster = postgres.postmaster()
        assert postmaster is not None
        server.kill()
        os.kill(postmaster, signal.SIGKILL)
        connection.terminate()
    with ServeProcess(environment_for(None, data_dir)):
        connection = await asyncpg.connect(postgres.dsn())
        assert await connection.fetchval("SELECT id FROM chatkit_threads") == "t"
        await connection.close()


def test_two_servers_share_one_data_folder_and_the_first_to_leave_takes_nothing_away(data_dir):
    with (
        ServeProcess(environment_for(None, data_dir)) as first,
        ServeProcess(environment_for(None, data_dir)) as second,
    ):
        assert first.terminate() == 0
        assert EmbeddedPostgres(data_dir / "postgres").postmaster() is not None
        assert second.terminate() == 0
    assert EmbeddedPostgres(data_dir / "postgres").postmaster() is None


def test_a_taken_port_is_said_before_anything_is_started(data_dir):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        finished = command("serve", PORT=port, PP_DATA_DIR=str(data_dir))
    assert finished.returncode == 1
    assert f"cannot listen on 127.0.0.1 port {port}" in finished.stderr
    assert not (data_dir / "postgres").exists()


def test_serve_refuses_production_without_what_it_needs_and_names_all_of_it(data_dir):
    finished = command("serve", PP_ENV="production", PP_DATA_DIR=str(data_dir))
    assert finished.returncode == 1
    for variable in ("PP_SESSION_SECRET", "PP_ALLOWED_ORIGINS", "DATABASE_URL", "OPENAI_API_KEY"):
        assert f"{variable} " in finished.stderr


def test_a_database_that_does_not_answer_is_said_in_a_sentence():
    finished = command("migrate", DATABASE_URL="postgresql://u:geheim@127.0.0.1:1/x")
    assert finished.returncode == 1
    assert finished.stderr.startswith("The database cannot be used: ")
    assert "Traceback" not in finished.stderr
    assert "geheim" not in finished.stderr


def test_migrate_says_whether_anything_was_to_be_done(empty_database):
    assert "applied" in command("migrate", DATABASE_URL=empty_database).stdout
    again = command("migrate", DATABASE_URL=empty_database)
    assert (again.returncode, again.stdout) == (0, "The schema is up to date.\n")


def test_doctor_shows_what_is_set_and_no_secret(data_dir, monkeypatch, capsys):
    status = here(
        monkeypatch,
        "doctor",
        PP_DATA_DIR=str(data_dir),
        OPENAI_API_KEY=PRODUCTION_SECRET,
        PP_MODEL="some-model",
        DATABASE_URL="postgresql://ann:geheim@db.example:5432/x",
    )
    assert status == 0
    said, told = capsys.readouterr()
    assert PRODUCTION_SECRET not in said + told
    assert "geheim" not in said + told
    lines = [line.split() for line in said.splitlines()]
    assert ["PP_MODEL", "some-model", "set"] in lines
    assert ["PORT", "8000", "default"] in lines
    assert ["model", "live", "some-model", "(responses)"] in lines


def test_doctor_fails_where_production_would_refuse_to_start(monkeypatch, capsys):
    assert here(monkeypatch, "doctor", PP_ENV="production", PP_SESSION_SECRET=PRODUCTION_SECRET) == 1
    told = capsys.readouterr().err
    assert "PP_ALLOWED_ORIGINS is missing" in told
    assert "PP_SESSION_SECRET" not in told


def test_doctor_names_every_value_that_cannot_be_used(monkeypatch, capsys):
    assert here(monkeypatch, "doctor", PORT="eighty", PP_AUTH="magic") == 1
    told = capsys.readouterr().err
    assert "PORT" in told
    assert "PP_AUTH" in told


@pytest.mark.parametrize("variables", [{}, {"PP_DATA": "live"}, {"THE_ODDS_API_KEY": "k", "OPENAI_API_KEY": "k"}])
def test_doctor_says_of_each_part_what_the_running_app_says(variables, database, data_dir, monkeypatch, capsys):
    status = here(monkeypatch, "doctor", "--live", **environment_for(database, data_dir), **variables)
    said = capsys.readouterr().out
    assert status == 0, said
    lines = [" ".join(line.split()) for line in said.splitlines()]
    ready = json.loads(said.partition("Readiness: 200\n")[2])
    for part, told in ready["data"].items():
        assert f"{part} {told['state']} {told['detail']}" in lines
    model = next(line.split()[1] for line in lines if line.startswith("model "))
    assert model == ("demo" if ready["model"]["demo"] else "live")


def test_doctor_calls_each_source_once_and_shows_state_speed_credits_and_a_sample(database, data_dir):
    with FakeEspn() as espn, FakeOddsApi(remaining=321) as odds, FakeOpenMeteo() as meteo:
        environ = environment_for(
            database,
            data_dir,
            odds=odds,
            ESPN_SITE_URL=espn.url,
            ESPN_WEB_URL=espn.url,
            OPEN_METEO_URL=meteo.url,
            OPEN_METEO_GEOCODING_URL=meteo.url,
            TAVILY_API_KEY="k",
        )
        finished = command("doctor", "--live", **environ)
        asked = [len(server.requests) for server in (odds, espn, meteo)]
    assert finished.returncode == 0, finished.stdout + finished.stderr
    said = [" ".join(line.split()) for line in finished.stdout.partition("Sources, asked just now")[2].splitlines()]

    def matches(pattern: str) -> bool:
        return any(re.fullmatch(pattern, line) for line in said)

    assert matches(r"The Odds API ok, \d+ ms 2 sports in season, credits left: 321")
    assert matches(r"ESPN scores ok, \d+ ms 6 NBA games, first .+ @ .+")
    assert matches(r"Open-Meteo ok, \d+ ms Denver, Colorado, United States: light snow")
    assert matches(r"Tavily FAILED, \d+ ms Tavily .+")
    assert matches(r"StatMuse FAILED, \d+ ms StatMuse .+")
    assert asked == [1, 2, 2]


def test_test_passes_arguments_on_and_hands_back_the_status_of_pytest():
    chosen = command("test", "tests/commands/test_environment.py", "-n0", "-k", "unknown_marker")
    assert chosen.returncode == 0, chosen.stdout + chosen.stderr
    assert "1 passed" in chosen.stdout
    assert command("test", "tests/commands/test_environment.py", "-n0", "-k", "no_such_test").returncode == 5


def test_a_python_that_is_too_old_is_told_apart_from_a_broken_installation(capsys):
    assert manage.main(["serve"], oldest=(99, 0), newer=()) == 1
    said = capsys.readouterr().err
    assert "Python 3.11 or newer is needed" in said
    assert sys.executable in said


def test_a_shim_without_a_python_behind_it_is_passed_over_in_silence(tmp_path, monkeypatch, capfd):
    shim = tmp_path / "python3.12"
    shim.write_text("#!/bin/sh\necho 'pyenv: python3.12: command not found' >&2\nexit 127\n")
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert manage.main(["serve"], oldest=(99, 0), newer=("python3.12",)) == 1
    said = capfd.readouterr().err
    assert "pyenv: python3.12" not in said
    assert "Get one from https://www.python.org/downloads/" in said


def test_a_terminal_gets_lines_to_read_and_the_address_last_and_a_browser_when_asked(data_dir, tmp_path):
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n')
    browser.chmod(0o755)
    ours, theirs = os.openpty()
    environ = environment_for(None, data_dir, BROWSER=f"{browser} %s")
    command = [sys.executable, str(ROOT / "manage.py"), "serve", "--open"]
    with subprocess.Popen(command, stdout=theirs, env=environ) as process:
        os.close(theirs)
        shown = ""
        while "Professor Lock is at" not in shown or not shown.endswith("\n"):
            shown += os.read(ours, 65536).decode()
        address = shown.split("Professor Lock is at ")[1].split()[0]
        while not (tmp_path / "opened").exists() or not (tmp_path / "opened").read_text():
            assert process.poll() is None
            time.sleep(0.02)
        process.terminate()
        while process.poll() is None:
            with contextlib.suppress(OSError):
                os.read(ours, 65536)
    os.close(ours)
    assert (tmp_path / "opened").read_text().strip() == address
    assert re.search(r"^\d\d:\d\d:\d\d serving \(env=development, ", shown, flags=re.MULTILINE)
    assert '"level"' not in shown
    assert shown.splitlines()[-1].startswith("Professor Lock is at ")


@pytest.mark.parametrize("arguments", [["dance"], ["serve", "--fast"], []])
def test_a_command_that_does_not_exist_is_refused(arguments):
    assert command(*arguments).returncode == 2
