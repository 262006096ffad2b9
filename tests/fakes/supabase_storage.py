"""A Supabase project's Storage: buckets and objects over its HTTP API, refusing as the real one does.

Which is mostly with a status of 400 and the true one inside the body.
"""

from __future__ import annotations

import json
from typing import Any

from tests.fakes.supabase_auth import API_KEY
from tests.fakes.web import FakeWeb, Reply, Seen

API = "/storage/v1/"


class FakeSupabaseStorage(FakeWeb):
    """`buckets` are the descriptions of the buckets by id, `objects` the bytes by "bucket/name"."""

    def __init__(self) -> None:
        super().__init__(self.answer)
        self.buckets: dict[str, dict[str, Any]] = {}
        self.objects: dict[str, bytes] = {}
        self.types: dict[str, str] = {}

    def answer(self, seen: Seen) -> Reply:
        """What the Storage API answers to one request."""
        if seen.headers.get("apikey") != API_KEY or seen.headers.get("authorization") != f"Bearer {API_KEY}":
            return _no(400, "403", "Unauthorized", "Invalid Compact JWS")
        kind, _, rest = seen.path.removeprefix(API).partition("/")
        match seen.method, kind:
            case "GET", "bucket":
                bucket = self.buckets.get(rest)
                return _yes(bucket) if bucket else _no(400, "404", "Bucket not found", "Bucket not found")
            case "POST", "bucket":
                wanted = json.loads(seen.body)
                if wanted["id"] in self.buckets:
                    return _no(400, "409", "Duplicate", "The resource already exists")
                self.buckets[wanted["id"]] = wanted
                return _yes({"name": wanted["id"]})
            case "POST", "object":
                return self._upload(rest, seen)
            case "GET", "object":
                body = self.objects.get(rest.removeprefix("authenticated/"))
                if body is None or not rest.startswith("authenticated/"):
                    return _no(400, "404", "not_found", "Object not found")
                return Reply(body=body, content_type="application/octet-stream")
            case "DELETE", "object":
                gone = [name for name in json.loads(seen.body)["prefixes"] if self.objects.pop(f"{rest}/{name}", None)]
                return _yes([{"name": name} for name in gone])
        return _no(404, "404", "not_found", "Route not found")

    def _upload(self, path: str, seen: Seen) -> Reply:
        bucket = self.buckets.get(path.partition("/")[0])
        if bucket is None:
            return _no(400, "404", "Bucket not found", "Bucket not found")
        if seen.headers["content-type"] not in bucket["allowed_mime_types"]:
            return _no(400, "415", "invalid_mime_type", f"mime type {seen.headers['content-type']} is not supported")
        if len(seen.body) > bucket["file_size_limit"]:
            return _no(400, "413", "Payload too large", "The object exceeded the maximum allowed size")
        if path in self.objects and seen.headers.get("x-upsert") != "true":
            return _no(400, "409", "Duplicate", "The resource already exists")
        self.objects[path] = seen.body
        self.types[path] = seen.headers["content-type"]
        return _yes({"Key": path})


def _yes(body: object) -> Reply:
    return Reply(body=json.dumps(body).encode())


def _no(status: int, inner: str, error: str, message: str) -> Reply:
    return Reply(status, json.dumps({"statusCode": inner, "error": error, "message": message}).encode())
