"""What browsers are served: the page and the element everywhere, the catalogue of components in development only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import httpx2
import pytest

from app import create_app
from pp_settings import load_settings


@pytest.mark.parametrize(("env", "status"), [("development", 200), ("production", 404)])
async def test_the_catalogue_is_for_development_only(env: str, status: int, tmp_path: Path) -> None:
    settings = load_settings({"PP_DATA_DIR": str(tmp_path), "PP_SESSION_SECRET": "s" * 40})
    app = create_app(replace(settings, env=env))  # type: ignore[arg-type]
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://test") as client:
        for name in ("catalogue.html", "catalogue.js", "catalogue-cards.json"):
            assert (await client.get(f"/static/{name}")).status_code == status
        assert (await client.get("/static/index.js")).status_code == 200
        assert (await client.get("/chatkit.js")).status_code == 200
        assert (await client.get("/")).headers["content-security-policy"].startswith("default-src 'none'")
