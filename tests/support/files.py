"""Files to attach, and the two phases of attaching them as a browser goes through them."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import httpx2

from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
CSV = b"team,price\nLakers,-110\nSuns,+120\n"


def png(width: int = 8, height: int = 8, color: tuple[int, int, int] = (11, 107, 67)) -> bytes:
    """A picture of one colour that every browser can show."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\x00" + bytes(color) * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


async def announced(client: ChatKitClient, name: str, body: bytes, mime_type: str) -> dict[str, Any]:
    """The first phase: the attachment, with where to upload it."""
    attachment: dict[str, Any] = await client.call(requests.create_attachment(name, len(body), mime_type))
    return attachment


async def sent_to(url: str, body: bytes, name: str = "slip.png", mime_type: str = "image/png") -> httpx2.Response:
    """The second phase, as a form from a browser that says nothing of who it is."""
    async with httpx2.AsyncClient(trust_env=False, timeout=30) as http:
        return await http.post(url, files={"file": (name, body, mime_type)})


async def uploaded(
    client: ChatKitClient, name: str = "slip.png", body: bytes | None = None, mime_type: str = "image/png"
) -> dict[str, Any]:
    """Both phases; the attachment as the first one described it."""
    body = png() if body is None else body
    attachment = await announced(client, name, body, mime_type)
    answer = await sent_to(attachment["upload_descriptor"]["url"], body, name, mime_type)
    assert answer.status_code == 200, answer.text
    return attachment


async def fetched(url: str) -> httpx2.Response:
    """A GET without any identity, as an <img> sends it."""
    async with httpx2.AsyncClient(trust_env=False, timeout=30) as http:
        return await http.get(url)
