"""`/admin`, the page for operators, and `/api/admin/*`, the JSON behind it: every look and act leaves a row.

An operator sends the admin token (PP_ADMIN_TOKEN), or the own sign-in of a user whom PP_ADMIN_USERS names. Without
either setting there is no such page.
"""

from __future__ import annotations

import os
import socket
from hmac import compare_digest
from typing import Any

from fastapi import Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse

from professor_lock.auth.caller import checked_user_id
from professor_lock.errors import BadInput, Forbidden, NotFound, NotSignedIn
from professor_lock.http.middleware import client_address
from professor_lock.http.routes import FILES, body_of, caller_of, json_object, services_of
from professor_lock.turns.store import KEEP_FINISHED_DAYS
from professor_lock.user import hashed_user

BODY_BYTES = 16 * 1024
MOST_WHY_CHARS = 500
TOKEN = "token"  # noqa: S105  the name of an operator who is none of the users
OF_THE_PROCESS = ["sources", "credits", "numbers"]
"""What an overview says of the process that was asked; all the rest is the database's, so everybody's."""
NO_STORE = {"cache-control": "no-store"}


async def page(request: Request) -> Response:
    """The page. It has no data in it: what it shows it asks for, with the operator's token."""
    _there(request)
    return await FILES.get_response("admin.html", request.scope)


async def overview(request: Request) -> Response:
    """Running turns, a day's failures with their reference, latency, money, sources, broker, jobs, limits, numbers."""
    services = services_of(request)
    await services.admin.note(await operator(request), "overview")
    found = await services.admin.overview()
    found["sources"] = [
        {"part": part.part, "state": part.state, "detail": part.detail} for part in services.sources.statuses
    ]
    broker = services.broker.state
    found["sources"].append({"part": "broker", "state": broker.part, "detail": broker.detail})
    found["retention"] = [{"what": "ended turns", "days": KEEP_FINISHED_DAYS}]
    found["retention"] += [{"what": name, "days": days or "for ever"} for name, days in services.settings.keep.named()]
    # Where several processes serve, each has asked its sources itself and counted the numbers of its own answers.
    found["process"] = {"name": f"{socket.gethostname()}:{os.getpid()}", "of_it_alone": OF_THE_PROCESS}
    return _json(found)


async def users(request: Request, user_id: str | None = None) -> Response:
    """This month's users by cost, or one of them."""
    services = services_of(request)
    given = None if user_id is None else checked_user_id(user_id, "user_id")
    await services.admin.note(await operator(request), "users", None if given is None else _hash(request, given))
    return _json({"users": await services.admin.users(given)})


async def feedback(request: Request) -> Response:
    """The newest thumbs, with the answer that they are about."""
    services = services_of(request)
    await services.admin.note(await operator(request), "feedback")
    return _json({"feedback": await services.admin.feedback()})


async def audit(request: Request) -> Response:
    """What operators looked at and did."""
    services = services_of(request)
    await services.admin.note(await operator(request), "audit")
    return _json({"audit": await services.admin.audit()})


async def act(request: Request) -> Response:
    """Block or unblock a user, lift or restore their limits, end their sessions: {"act", "user_id", "why"}."""
    services = services_of(request)
    actor = await operator(request)
    given = json_object(await body_of(request, BODY_BYTES))
    user_id = checked_user_id(given.get("user_id"), "user_id")
    why = given.get("why")
    if not isinstance(given.get("act"), str):
        raise BadInput("act is missing.", field="act")
    if why is not None and (not isinstance(why, str) or len(why) > MOST_WHY_CHARS):
        raise BadInput(f"why is a text of at most {MOST_WHY_CHARS} characters.", field="why")
    await services.admin.act(actor, given["act"], user_id, _hash(request, user_id), why)
    await services.standing.load()
    return _json({"done": given["act"], "user": (await services.admin.users(user_id))})


async def operator(request: Request) -> str:
    """The operator, as the audit has it: "token", or a user's hash. Others get NotFound, NotSignedIn or Forbidden."""
    _there(request)
    services = services_of(request)
    given = request.headers.get("authorization", "").removeprefix("Bearer ").encode()
    token = services.settings.admin_token
    if token is not None and compare_digest(given, token.encode()):
        return TOKEN
    address = client_address(request, trust_proxy=services.settings.trust_proxy)
    try:
        if not services.settings.admin_users:
            raise NotSignedIn("This page needs the admin token.")
        context = await caller_of(request)
    except NotSignedIn:
        await services.limits.take_mint(address)  # a client that guesses is slowed
        raise
    if context.user_id not in services.settings.admin_users:
        raise Forbidden("This page is for operators.")
    return _hash(request, context.user_id)


def _there(request: Request) -> None:
    settings = services_of(request).settings
    if settings.admin_token is None and not settings.admin_users:
        raise NotFound("There is no such page.")


def _hash(request: Request, user_id: str) -> str:
    return hashed_user(user_id, services_of(request).settings.session_secret)


def _json(found: dict[str, Any]) -> JSONResponse:
    return JSONResponse(jsonable_encoder(found), headers=NO_STORE)
