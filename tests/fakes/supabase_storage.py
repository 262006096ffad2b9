"""A Supabase project's Storage: buckets and objects over its HTTP API, refusing as the real one does.

Which is mostly with a status of 400 and the true one inside the body.
"""

from __future__ import annotations

import json
import secrets
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from tests.fakes.supabase_auth import API_KEY
from tests.fakes.web import FakeWeb, Reply, Seen

API = "/storage/v1/"


class FakeSupabaseStorage(FakeWeb):
    """`buckets` are the descriptions of the buckets by id, `objects` the bytes by "bucket/name".

    Uploads are forms with a file, as Supabase's clients send them; a signed link opens one object without any key.
    """

    def __init__(self) -> None:
        super().__init__(self.answer)
        self.buckets: dict[str, dict[str, Any]] = {}
        self.objects: dict[str, bytes] = {}
        self.types: dict[str, str] = {}
        self._tokens: dict[str, str] = {}

    def signed(self, path: str) -> str:
        """A link to an object, as Storage gives it: a path below the API with a token."""
        token = secrets.token_urlsafe(16)
        self._tokens[token] = path
        return f"/object/sign/{path}?token={token}"

    def answer(self, seen: Seen) -> Reply:
        """What the Storage API answers to one request."""
        if seen.method == "GET" and seen.path.startswith(f"{API}object/sign/"):
            return self._opened(seen)
        if seen.headers.get("apikey") != API_KEY or seen.headers.get("authorization") != f"Bearer {API_KEY}":
            return _no(400, "403", "Unauthorized", "Invalid Compact JWS")
        kind, _, rest = seen.path.removeprefix(API).partition("/")
        match seen.method, kind:
            case "GET", "bucket":
                found = self.buckets.get(rest)
                return _yes(found) if found else _no(400, "404", "Bucket not found", "Bucket not found")
            case "POST", "bucket":
                wanted = json.loads(seen.body)
                if wanted["id"] in self.buckets:
                    return _no(400, "409", "Duplicate", "The resource already exists")
                self.buckets[wanted["id"]] = bucket(**wanted)
                return _yes({"name": wanted["id"]})
            case "POST", "object" if rest.startswith("sign/"):
                path = rest.removeprefix("sign/")
                if path not in self.objects or int(json.loads(seen.body)["expiresIn"]) < 1:
                    return _no(400, "404", "not_found", "Object not found")
                return _yes({"signedURL": self.signed(path)})
            case "POST", "object":
                return self._upload(rest, seen)
            case "DELETE", "object":
                gone = [name for name in json.loads(seen.body)["prefixes"] if self.objects.pop(f"{rest}/{name}", None)]
                return _yes([{"name": name} for name in gone])
        return _no(404, "404", "not_found", "Route not found")

    def _opened(self, seen: Seen) -> Reply:
        path = seen.path.removeprefix(f"{API}object/sign/")
        if self._tokens.get(seen.query.get("token", "")) != path:
            return _no(400, "400", "InvalidJWT", "signature verification failed")
        if path not in self.objects:
            return _no(400, "404", "not_found", "Object not found")
        return Reply(body=self.objects[path], content_type="application/octet-stream")

    def _upload(self, path: str, seen: Seen) -> Reply:
        into = self.buckets.get(path.partition("/")[0])
        if into is None:
            return _no(400, "404", "Bucket not found", "Bucket not found")
        kind, body = _file_of(seen)
        if kind not in into["allowed_mime_types"]:
            return _no(400, "415", "invalid_mime_type", f"mime type {kind} is not supported")
        if len(body) > into["file_size_limit"]:
            return _no(400, "413", "Payload too large", "The object exceeded the maximum allowed size")
        if path in self.objects and seen.headers.get("x-upsert") != "true":
            return _no(400, "409", "Duplicate", "The resource already exists")
        self.objects[path] = body
        self.types[path] = kind
        return _yes({"Id": secrets.token_hex(16), "Key": path})


def bucket(id: str, **changes: Any) -> dict[str, Any]:
    """A bucket as Storage describes it."""
    moment = "2026-01-01T00:00:00.000Z"
    described = {"owner": "", "public": False, "created_at": moment, "updated_at": moment}
    return {"id": id, "name": id, **described, "file_size_limit": None, "allowed_mime_types": None, **changes}


def _file_of(seen: Seen) -> tuple[str, bytes]:
    """The type and the bytes of the file in a form."""
    head = f"content-type: {seen.headers['content-type']}\r\n\r\n".encode()
    parts = BytesParser(policy=HTTP).parsebytes(head + seen.body).iter_parts()
    [file] = [part for part in parts if part.get_param("name", header="content-disposition") == "file"]
    body = file.get_payload(decode=True)
    assert isinstance(body, bytes)
    return file.get_content_type(), body


def _yes(body: object) -> Reply:
    return Reply(body=json.dumps(body).encode())


def _no(status: int, inner: str, error: str, message: str) -> Reply:
    return Reply(status, json.dumps({"statusCode": inner, "error": error, "message": message}).encode())
