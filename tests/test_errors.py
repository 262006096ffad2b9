"""The tree of errors is the ground: it loads nothing of the chat SDK, and whatever stands on it stays light."""

from __future__ import annotations

import subprocess
import sys

LOADED = """
import sys
import professor_lock.betting.odds
print([name for name in sys.modules if name.split(".")[0] in {"chatkit", "agents"}])
"""


def test_the_arithmetic_loads_no_chat_sdk() -> None:
    loaded = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True, timeout=60)
    assert loaded.stdout.strip() == "[]"
