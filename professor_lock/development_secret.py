"""The signing secret of a development server, made up once."""

from __future__ import annotations

import secrets
from pathlib import Path

from professor_lock.settings import Settings


def with_development_secrets(settings: Settings) -> Settings:
    """The same settings with a signing secret made up and kept under `data_dir`, so that a restart signs nobody out.

    Production gets nothing made up: its settings come back unchanged.
    """
    if settings.production or settings.session_secret:
        return settings
    path = settings.data_dir / "session_secret"
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(48))
    return settings.model_copy(update={"session_secret": path.read_text(encoding="utf-8").strip()})


def _write_once(path: Path, text: str) -> None:
    """A private file that is there whole or not at all; of several processes the first one's stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    fresh.touch(mode=0o600, exist_ok=False)
    try:
        fresh.write_text(text, encoding="utf-8")
        path.hardlink_to(fresh)
    except FileExistsError:
        pass  # another process was first
    finally:
        fresh.unlink()
