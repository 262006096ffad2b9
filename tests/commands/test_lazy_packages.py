"""What a started server has not loaded, and that a package which ran late is whole."""

import subprocess
import sys
import textwrap

import pytest

from professor_lock.commands.lazy_packages import run_on_first_use
from tests.support.running_server import NOWHERE, ROOT, environment_for

# Modules that take time or memory and that no question needs: an import of one at the start is a mistake.
NOT_AT_START = {
    "agents.extensions.models.litellm_model",
    "agents.mcp.server",
    "agents.realtime",
    "agents.voice",
    "mcp.client",
    "mcp.server",
    "mcp.types",
    "nats",
    "openai.resources.beta.realtime",
    "opentelemetry.sdk",
    "professor_lock.commands.doctor",
    "professor_lock.demo_model.answers",
    "professor_lock.model.stand_in",
    "professor_lock.tracing_otlp",
    "starlette.testclient",
}

SERVED = """
    import os, signal, sys, threading, time, urllib.request
    from pathlib import Path
    from professor_lock.commands import serving

    def look(address):
        urllib.request.urlopen(address + "/health/ready", timeout=60).read()
        print("LOADED", *sorted(sys.modules))
        os.kill(os.getpid(), signal.SIGTERM)

    def say(line):
        if "is at " in line:
            threading.Thread(target=look, args=(line.split()[-1],), daemon=True).start()

    serving.say = say
    sys.exit(serving.serve(Path.cwd(), os.environ))
"""


class Nowhere:
    """A model's address that nobody asks."""

    url = f"{NOWHERE}/v1"


@pytest.mark.long
def test_a_started_server_has_loaded_nothing_that_no_question_needs(database, tmp_path):
    environ = environment_for(database, tmp_path, model=Nowhere(), PORT="0")
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(SERVED)],
        env=environ, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    loaded = [set(line.split()[1:]) for line in done.stdout.splitlines() if line.startswith("LOADED ")]
    assert len(loaded) == 1, done.stdout + done.stderr
    assert "agents.mcp" in loaded[0]
    assert loaded[0] & NOT_AT_START == set()


@pytest.mark.parametrize(
    "use",
    [
        "from mcp.client.session import ClientSession; from mcp.types import Tool",
        "from agents.mcp import MCPServerStdio; MCPServerStdio({'command': 'true'})",
        "from mcp import *; ClientSession",
    ],
)
def test_a_package_that_runs_late_is_whole_however_it_is_used(use):
    code = f"""
        from professor_lock.commands.lazy_packages import run_on_first_use
        with run_on_first_use():
            import agents
        import sys
        assert "mcp" in sys.modules and "mcp.client" not in sys.modules
        {use}
        import mcp, types
        from mcp.shared.exceptions import MCPError
        assert mcp.MCPError is MCPError is agents.mcp.util.MCPError
        assert type(mcp) is types.ModuleType
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], cwd=ROOT, check=True, timeout=60)


def test_a_package_runs_once_when_a_name_of_it_is_read(tmp_path, monkeypatch):
    folder = tmp_path / "runs_late"
    folder.mkdir()
    (folder / "__init__.py").write_text("import sys\nsys.runs = getattr(sys, 'runs', 0) + 1\nvalue = 5\n")
    (folder / "part.py").write_text("part = 7\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with run_on_first_use(frozenset({"runs_late"})):
        import runs_late.part  # type: ignore[import-not-found]
    try:
        assert runs_late.part.part == 7
        assert not hasattr(sys, "runs")
        assert (runs_late.value, runs_late.value, sys.runs) == (5, 5, 1)  # type: ignore[attr-defined]
        with pytest.raises(AttributeError, match="runs_late"):
            runs_late.nothing  # noqa: B018
    finally:
        del sys.modules["runs_late"], sys.modules["runs_late.part"]
        del sys.runs  # type: ignore[attr-defined]


def test_a_package_that_is_not_there_is_said_to_be_missing():
    with run_on_first_use(frozenset({"not_there_at_all"})), pytest.raises(ModuleNotFoundError):
        import not_there_at_all  # type: ignore[import-not-found]  # noqa: F401
