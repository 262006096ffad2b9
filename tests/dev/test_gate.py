"""The gate's second chance: one or two tests that fail beside the others are tried again, alone; nothing else is."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

GATE = (Path(__file__).parents[2] / ".ci" / "run").read_text()
MANAGE = """#!/usr/bin/env bash
[[ "$*" == *--last-failed* ]] && exit $(cat alone)
cat all
exit 1
"""


@pytest.mark.parametrize(
    ("failed", "alone", "passes"),
    [
        (["FAILED tests/a.py::test_one - E"], 0, True),
        (["FAILED tests/a.py::test_one - E", "ERROR tests/b.py::test_two - E"], 0, True),
        (["FAILED tests/a.py::test_one - E"], 1, False),
        ([f"FAILED tests/a.py::test_{number} - E" for number in range(3)], 0, False),
        (["INTERNALERROR> no summary"], 0, False),
    ],
)
def test_what_fails_again_or_fails_with_many_others_fails_the_gate(
    failed: list[str], alone: int, passes: bool, tmp_path: Path
) -> None:
    function = re.search(r"^run_tests\(\) \{.*?^\}", GATE, re.DOTALL | re.MULTILINE)
    assert function is not None
    (tmp_path / "python").write_text(MANAGE)
    (tmp_path / "python").chmod(0o755)
    (tmp_path / "all").write_text("\n".join(failed) + "\n")
    (tmp_path / "alone").write_text(str(alone))
    script = f"set -euo pipefail; work=. python=./python\n{function[0]}\nrun_tests"
    status = subprocess.run(["bash", "-c", script], check=False, cwd=tmp_path, timeout=60).returncode
    assert (status == 0) is passes
    assert (tmp_path / "unsteady").exists() is passes
