"""The OpenAPI description of the routes: the bodies they read themselves, and the one shape of every error.

Served at /openapi.json in development; what it says is what the fuzz tests send.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from professor_lock.admin import ACTS
from professor_lock.auth.client_secrets import ALGORITHM
from professor_lock.personal_data.service import CONFIRMATION
from professor_lock.protocol.requests import request_schema
from professor_lock.user import ODDS_FORMATS
from professor_lock.words import LANGUAGES

REFERENCE = "#/components/schemas/{model}"
ERROR: dict[str, Any] = {
    "type": "object",
    "required": ["message", "code", "request_id"],
    "properties": {name: {"type": "string"} for name in ("message", "code", "request_id")},
}
SESSION_REQUEST: dict[str, Any] = {
    "type": "object",
    "description": "Whom the secret is for. A backend with the server key names them; a user's own token is enough.",
    "properties": {
        "user_id": {"type": "string", "minLength": 1, "maxLength": 128},
        "tier": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,32}$"},
        "email": {"type": ["string", "null"], "maxLength": 254},
    },
}
SESSION: dict[str, Any] = {
    "type": "object",
    "required": ["client_secret", "expires_at", "user"],
    "properties": {
        "client_secret": {"type": "string"},
        "expires_at": {"type": "integer", "description": "Seconds since 1970."},
        "user": {"type": "object"},
    },
}

DELETION: dict[str, Any] = {
    "type": "object",
    "description": "That everything is meant, which cannot be undone.",
    "required": ["confirm"],
    "properties": {"confirm": {"const": CONFIRMATION}},
}
ACT: dict[str, Any] = {
    "type": "object",
    "description": "What an operator does to a user, and why.",
    "required": ["act", "user_id"],
    "properties": {
        "act": {"enum": list(ACTS)},
        "user_id": {"type": "string", "minLength": 1, "maxLength": 128},
        "why": {"type": ["string", "null"], "maxLength": 500},
    },
}
PREFERENCES: dict[str, Any] = {
    "type": "object",
    "description": "How prices are written, and in which language; with a conversation, what it shows is written anew.",
    "minProperties": 1,
    "properties": {
        "odds_format": {"enum": list(ODDS_FORMATS)},
        "language": {"enum": [*LANGUAGES, None], "description": "null: the browser's"},
        "thread_id": {"type": "string", "maxLength": 200},
    },
}
BYTES: dict[str, Any] = {"type": "string", "format": "binary"}
FILE_FORM: dict[str, Any] = {"type": "object", "required": ["file"], "properties": {"file": BYTES}}


def describe(app: FastAPI) -> None:
    """Give the application a description that is made when it is first asked for."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(title=app.title, version=app.version, routes=app.routes)
    chatkit = request_schema(REFERENCE)
    components = document.setdefault("components", {})
    components["securitySchemes"] = {
        "client_secret": {"type": "http", "scheme": "bearer", "bearerFormat": f"JWT ({ALGORITHM})"}
    }
    components.setdefault("schemas", {}).update(chatkit.pop("$defs", {}) | {"Error": ERROR, "ChatKitRequest": chatkit})
    paths = document["paths"]
    _takes(paths["/chatkit"]["post"], {"$ref": REFERENCE.format(model="ChatKitRequest")})
    paths["/chatkit"]["post"]["responses"]["200"]["content"]["text/event-stream"] = {"schema": {"type": "string"}}
    _takes(paths["/api/chatkit/session"]["post"], SESSION_REQUEST)
    paths["/api/chatkit/session"]["post"]["responses"]["200"]["content"] = _json(SESSION)
    files = paths["/attachments/{attachment_id}"]
    files["post"]["requestBody"] = {"required": True, "content": {"multipart/form-data": {"schema": FILE_FORM}}}
    files["get"]["responses"]["200"]["content"] = {"application/octet-stream": {"schema": BYTES}}
    _takes(paths["/api/me"]["delete"], DELETION)
    _takes(paths["/api/admin/act"]["post"], ACT)
    _takes(paths["/api/me/preferences"]["post"], PREFERENCES)
    paths["/api/me/exports/{request_id}"]["get"]["responses"]["200"]["content"] = {"application/zip": {"schema": BYTES}}
    for operations in paths.values():
        for operation in operations.values():
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = {
                "description": "Refused; `message` may be shown to a user.",
                "content": _json({"$ref": REFERENCE.format(model="Error")}),
            }
    paths["/api/tickets.csv"]["get"]["responses"]["200"]["content"] = {"text/csv": {"schema": {"type": "string"}}}
    for path, method in (
        ("/chatkit", "post"),
        ("/chatkit/threads/{thread_id}/stop", "post"),
        ("/api/tickets.csv", "get"),
        ("/api/me/export", "post"),
        ("/api/me/export", "get"),
        ("/api/me", "delete"),
        ("/api/me/deletions/{request_id}", "get"),
        ("/api/me/preferences", "get"),
        ("/api/me/preferences", "post"),
    ):
        paths[path][method]["security"] = [{"client_secret": []}]
    return document


def _takes(operation: dict[str, Any], schema: dict[str, Any]) -> None:
    operation["requestBody"] = {"required": True, "content": _json(schema)}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
