"""Clocks are passed in: a module that reads the present or draws a number by itself is named here, with its reason."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = [*ROOT.glob("*.py"), *(ROOT / "professor_lock").rglob("*.py")]
PRESENT = {"datetime.now", "date.today", "time.time", "time.monotonic", "random.random", "random.uniform"}
MAY = {
    "professor_lock/clocks.py": "where they come from",
    "professor_lock/timings.py": "the clock of turns, passed in with their timings",
    "professor_lock/logs.py": "how often a line is repeated; loggers are made before any service",
    "professor_lock/commands/doctor.py": "a command",
    "professor_lock/commands/outside.py": "a command",
    "professor_lock/commands/outside_streams.py": "a command",
    "professor_lock/db/background.py": "metrics of a pass",
    "professor_lock/db/embedded.py": "waits for a program of Postgres",
    "professor_lock/db/pool.py": "how long ago a request came, as its statement is sent",
    "professor_lock/model/reading.py": "how late the event loop comes round",
    "professor_lock/model/sdk_events.py": "a field of the SDK's events that nothing reads",
    "professor_lock/model/stand_in_events.py": "a field of the SDK's events that nothing reads",
    "professor_lock/model/trial.py": "how long a call took",
    "professor_lock/sources/probes.py": "how long a call took",
    "professor_lock/turns/live.py": "a broker that is none",
    "professor_lock/turns/runner.py": "dates of what is noted in place of an answer",
    "professor_lock/turns/store.py": "when the database's clock was read, against the process's own",
    "professor_lock/turns/turns.py": "when a request came",
    "professor_lock/widgets/parlay.py": "a card of legs that a tool of one's own shows without a time",
}


def read_in(path: Path) -> list[str]:
    """The clocks that a file names."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        name for node in ast.walk(tree) if isinstance(node, ast.Attribute) and (name := ast.unparse(node)) in PRESENT
    ]


def test_a_module_that_reads_a_clock_by_itself_has_a_reason() -> None:
    found = {str(path.relative_to(ROOT)) for path in SHIPPED if read_in(path)}
    assert len(SHIPPED) > 200
    assert found - set(MAY) == set()
    assert set(MAY) - found == set(), "no reason is needed any more"
