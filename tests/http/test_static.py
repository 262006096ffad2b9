"""What browsers are served: the page and the element everywhere, the catalogue of components in development only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from app import create_app
from professor_lock.http.routes import STATIC
from professor_lock.http.static import BrowserFiles
from professor_lock.settings_reading import load_settings


@pytest.mark.parametrize(("env", "status"), [("development", 200), ("production", 404)])
async def test_the_catalogue_is_for_development_only(env: str, status: int, tmp_path: Path) -> None:
    settings = load_settings({"PP_DATA_DIR": str(tmp_path), "PP_SESSION_SECRET": "s" * 40})
    app = create_app(settings.model_copy(update={"env": env}))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://localhost") as client:
        for name in ("catalogue.html", "catalogue.js", "catalogue-cards.json"):
            assert (await client.get(f"/static/{name}")).status_code == status
        assert (await client.get("/static/index.js")).status_code == 200
        assert (await client.get("/chatkit.js")).status_code == 200
        assert (await client.get("/")).headers["content-security-policy"].startswith("default-src 'none'")


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[httpx2.AsyncClient]:
    """Asks the server for files as a browser does."""
    app = create_app(load_settings({"PP_DATA_DIR": str(tmp_path), "PP_SESSION_SECRET": "s" * 40}))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://localhost") as client:
        yield client


FILES = {
    "/": ("index.html", "text/html"),
    "/chatkit.js": ("chatkit.js", "text/javascript"),
    "/static/index.css": ("index.css", "text/css"),
    "/chatkit-assets/icons.json": ("chatkit-assets/icons.json", "application/json"),
}


@pytest.mark.parametrize("path", FILES)
async def test_a_file_is_sent_packed_once_and_then_only_confirmed(browser: httpx2.AsyncClient, path: str) -> None:
    name, media_type = FILES[path]
    first = await browser.get(path, headers={"accept-encoding": "gzip, br"})
    assert first.headers["content-encoding"] == "gzip"
    assert first.headers["content-type"].startswith(media_type)
    assert first.content == (STATIC / name).read_bytes()
    assert "Accept-Encoding" in first.headers["vary"]
    known = {"accept-encoding": "gzip, br", "if-none-match": first.headers["etag"]}
    again = await browser.get(path, headers=known)
    assert again.status_code == 304
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]
    plain = await browser.get(path, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == first.content
    assert {one.headers["cache-control"] for one in (first, plain)} == {"no-cache"}


async def test_the_icon_is_also_where_browsers_look_for_it_unasked(browser: httpx2.AsyncClient) -> None:
    response = await browser.get("/favicon.ico")
    assert response.headers["content-type"] == "image/svg+xml"
    assert response.content == (STATIC / "icon.svg").read_bytes()


async def test_the_element_is_at_most_150_kilobytes_on_the_way(browser: httpx2.AsyncClient) -> None:
    response = await browser.get("/chatkit.js", headers={"accept-encoding": "gzip"})
    assert int(response.headers["content-length"]) < 150_000


async def test_a_changed_file_is_packed_again(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("old;" * 500)
    files = BrowserFiles(tmp_path)
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(files), base_url="http://localhost") as client:
        assert (await client.get("/a.js")).text == "old;" * 500
        (tmp_path / "a.js").write_text("newer;" * 500)
        assert (await client.get("/a.js")).text == "newer;" * 500
