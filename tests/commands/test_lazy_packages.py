"""What a started server has not loaded, and that a package which ran late is whole."""

import json
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from types import ModuleType

import openai.types
import pytest

from professor_lock.commands.lazy_packages import left_out, names_handed_on, run_on_first_use
from tests.support.running_server import NOWHERE, ROOT, environment_for

# Modules that take time or memory and that no question needs: an import of one at the start is a mistake.
NOT_AT_START = {
    "agents.extensions.models.litellm_model",
    "agents.mcp.server",
    "agents.realtime",
    "agents.voice",
    "cryptography.hazmat.bindings._rust",
    "httpcore2",
    "httpx._client",
    "jwt.algorithms",
    "mcp.client",
    "mcp.server",
    "mcp.types",
    "nats",
    "openai.resources.beta.realtime",
    "openai.types.beta",
    "openai.types.eval_create_params",
    "openai.types.graders",
    "openai.types.responses.responses_server_event",
    "opentelemetry.sdk",
    "professor_lock.commands.doctor",
    "professor_lock.demo_model.answers",
    "professor_lock.model.stand_in",
    "professor_lock.tracing_otlp",
    "pydantic.v1",
    "pygments",
    "rapidfuzz.distance",
    "rich",
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
    assert {name for name in loaded[0] if name.startswith("openai.types.")}, "the list above is of this SDK"


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


def test_our_own_modules_read_the_names_of_a_late_package_where_they_use_them():
    code = """
        import sys
        from professor_lock.commands.lazy_packages import run_on_first_use
        with run_on_first_use():
            from professor_lock.auth.client_secrets import ClientSecrets
            from professor_lock.auth.project import SupabaseProject
            from professor_lock.auth.supabase import _usable_key
            from professor_lock.broker.contracts import NoBroker
            from professor_lock.broker.sealed import SealedBroker
            from professor_lock.sources.names.text import closest
        secrets, broker = ClientSecrets(("s" * 32,), ttl_s=60, clock=lambda: 0.0), SealedBroker(NoBroker(), "s")
        assert not {"jwt.algorithms", "rapidfuzz.distance", "httpx._client", "cryptography.exceptions"} & {*sys.modules}
        assert secrets.claims(secrets.mint("u", tier="free", email=None).value)["sub"] == "u"
        assert broker._cipher.decrypt(b"0" * 12, broker._cipher.encrypt(b"0" * 12, b"said", b""), b"") == b"said"
        assert _usable_key({"kty": "RSA"}) is None
        assert closest("lakerz", ["lakers"]) == ["lakers"]
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], cwd=ROOT, check=True, timeout=60)


def test_a_late_package_that_two_threads_use_at_once_is_whole_for_both(tmp_path, monkeypatch):
    """The first one runs it, which takes a while; the second one, an event loop, must not find half of it."""
    package = "import time; begun = True; time.sleep(0.3); value = 5"
    (tmp_path / "read_by_two.py").write_text(package)
    monkeypatch.syspath_prepend(str(tmp_path))
    with run_on_first_use(frozenset({"read_by_two"}), None):
        import read_by_two  # type: ignore[import-not-found]
    first = threading.Thread(target=lambda: read_by_two.value)
    first.start()
    while "begun" not in vars(read_by_two):
        time.sleep(0.01)
    assert read_by_two.value == 5
    first.join()
    assert type(read_by_two) is ModuleType
    del sys.modules["read_by_two"]


def test_a_module_that_is_left_out_is_found_again_afterwards(tmp_path, monkeypatch):
    (tmp_path / "not_needed_now.py").write_text("value = 5\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with left_out(frozenset({"not_needed_now"})), pytest.raises(ModuleNotFoundError):
        import not_needed_now  # type: ignore[import-not-found]
    import not_needed_now

    assert not_needed_now.value == 5
    del sys.modules["not_needed_now"]


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


def test_the_packages_of_openais_types_still_do_nothing_but_hand_on_names():
    folder = Path(openai.types.__file__).parent
    sources = [path.read_text() for path in folder.rglob("__init__.py")]
    assert len(sources) > 30
    assert all(names_handed_on(source) for source in sources if "from ." in source)


USES = [
    "from openai.types.responses import Response, ResponseInputItemParam; from openai.types import ChatModel",
    "from openai.types.chat import completion_create_params; completion_create_params.CompletionCreateParams",
    "from openai.types.responses import *; Response, ResponseStreamEvent",
    "import openai; openai.types.responses.Response, openai.types.responses.response.Response, openai.types.Batch",
    "import openai.types.responses as r; assert 'ResponseStreamEvent' in dir(r) and '__file__' in dir(r)",
    "import inspect, openai.types.chat as c; assert dict(inspect.getmembers(c))['ChatCompletionChunk']",
    "import openai; openai.types.responses.Response.model_rebuild()",
    "import openai; openai.OpenAI(api_key='x').chat.completions.create",
]

EACH_USE = """
    import json, os, sys, traceback
    from professor_lock.commands.lazy_packages import run_on_first_use

    with run_on_first_use():
        import openai
    assert "openai.types.batch" not in sys.modules

    for use in json.loads(sys.argv[1]):
        child = os.fork()
        if child:
            assert os.waitpid(child, 0)[1] == 0, use
            continue
        try:
            exec(use, {})
            assert openai.types.responses.Response is sys.modules["openai.types.responses.response"].Response
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
"""


def test_names_that_are_handed_on_later_are_there_however_they_are_asked_for():
    subprocess.run(
        [sys.executable, "-c", textwrap.dedent(EACH_USE), json.dumps(USES)], cwd=ROOT, check=True, timeout=120
    )


@pytest.mark.parametrize(
    "ask", ["from openai.types import Nothing", "import openai; openai.types.Nothing", "import openai.types.nothing"]
)
def test_a_name_that_is_not_handed_on_is_missing_as_ever(ask):
    with run_on_first_use():
        code = compile(ask, "asked", "exec")
        with pytest.raises((ImportError, AttributeError), match=r"(?i)nothing"):
            exec(code, {})


@pytest.mark.parametrize(
    "source",
    [
        "from .a import A\nVERSION = 1",
        "from .a import A\nfrom ..b import B",
        "from .a import *",
        "from .a import a",
        "from .a import A; print(A)",
        "if True:\n    from .a import A",
        "from .a import (\n    A,  # with a remark\n)",
        "from . import a",
        '''"""Words."""\nfrom .a import A''',
        "",
    ],
)
def test_a_package_that_does_more_than_hand_names_on_is_run_at_once(source, tmp_path, monkeypatch):
    assert names_handed_on(source) == {}
    folder = tmp_path / "does_more"
    folder.mkdir()
    (folder / "__init__.py").write_text(f"{source}\n")
    (folder / "a.py").write_text("A = a = 1\n")
    with monkeypatch.context() as patched, run_on_first_use(frozenset(), "does_more"):
        patched.syspath_prepend(str(tmp_path))
        try:
            import does_more  # type: ignore[import-not-found]
        except ImportError:
            assert ".." in source
        else:
            assert type(does_more) is ModuleType
        finally:
            for name in ("does_more", "does_more.a"):
                sys.modules.pop(name, None)


def test_a_package_that_hands_names_on_imports_a_module_when_one_of_its_names_is_read(tmp_path, monkeypatch):
    folder = tmp_path / "hands_on"
    (folder / "below").mkdir(parents=True)
    (folder / "__init__.py").write_text("# Made\nfrom .first import A as B\nfrom .below import (\n    C,\n)\n")
    (folder / "first.py").write_text("A = 1\n")
    (folder / "below" / "__init__.py").write_text("from .deep import C\n")
    (folder / "below" / "deep.py").write_text("C = 3\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    loaded = lambda: {name for name in sys.modules if name.startswith("hands_on.")}  # noqa: E731
    try:
        with run_on_first_use(frozenset(), "hands_on"):
            import hands_on  # type: ignore[import-not-found]
        assert loaded() == set()
        assert (hands_on.B, loaded()) == (1, {"hands_on.first"})
        assert hands_on.below.C == 3
        assert loaded() == {"hands_on.first", "hands_on.below", "hands_on.below.deep"}
    finally:
        for name in ["hands_on", *loaded()]:
            del sys.modules[name]
