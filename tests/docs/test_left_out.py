"""What neither the repository nor the image takes up: secrets, under any of their usual names."""

from __future__ import annotations

import fnmatch
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECRETS = [
    ".env",
    ".env.local",
    ".env.production",
    "production.env",
    "prod.env",
    "professor_lock/.env",
    "professor_lock/.env.development",
    "professor_lock/http/keys.env",
    "static/.env",
    "server.key",
    "professor_lock/server.key",
    "static/tls.pem",
    ".railway/config.json",
    "artifacts/screenshot.png",
]
NEEDED = [
    "manage.py",
    "app.py",
    "pp_server.py",
    "pp_tools.py",
    "pp_widgets.py",
    "parleyapp_tools.py",
    "chatkit_supabase_store.py",
    "chatkit_supabase_schema.sql",
    "requirements.txt",
    "professor_lock/http/routes.py",
    "professor_lock/db/migrations/0003_all_before_numbers.sql",
    "professor_lock/desk/helplines.json",
    "static/chatkit.js",
    "static/chatkit-assets/icons.json",
]


def in_image(path: str) -> bool:
    """Whether Docker copies it: the last pattern of .dockerignore that matches it, or a folder above it, decides."""
    taken = True
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        pattern = line.strip()
        if not pattern or pattern.startswith("#"):
            continue
        wanted = pattern.startswith("!")
        if _matches(path, pattern.removeprefix("!")):
            taken = wanted
    return taken


def _matches(path: str, pattern: str) -> bool:
    parts = path.split("/")
    if pattern.startswith("**/"):
        return any(fnmatch.fnmatchcase(part, pattern[3:]) for part in parts)
    return fnmatch.fnmatchcase(parts[0], pattern)


@pytest.mark.parametrize("path", SECRETS)
def test_a_file_of_secrets_is_in_neither(path):
    ignored = subprocess.run(["git", "check-ignore", "-q", "--no-index", path], cwd=ROOT, check=False).returncode == 0
    assert ignored
    assert not in_image(path)


@pytest.mark.parametrize("path", NEEDED)
def test_what_the_server_needs_is_in_the_image(path):
    assert (ROOT / path).exists()
    assert in_image(path)


def test_nothing_else_is_in_the_image():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split(
        "\n"
    )
    roots = {path.split("/")[0] for path in tracked if path and in_image(path)}
    assert roots == {path.split("/")[0] for path in NEEDED} | {"LICENSE"}
    assert not [path for path in tracked if path.startswith((".env", "artifacts/")) or path.endswith((".pem", ".key"))]


def test_the_image_runs_as_a_user_without_rights():
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert [line for line in lines if line.startswith("USER ")] == ["USER 10001"]
    assert lines.index("USER 10001") > max(n for n, line in enumerate(lines) if line.startswith(("RUN ", "COPY ")))
