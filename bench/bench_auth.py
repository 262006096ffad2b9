"""What signing in costs the processor: minting a client secret, and verifying what a caller sends."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from statistics import median

import jwt
from starlette.requests import HTTPConnection

from bench.row import Row
from professor_lock.auth.caller import Authenticator
from professor_lock.auth.client_secrets import ALGORITHM, AUDIENCE, ISSUER
from professor_lock.auth.project import SupabaseProject
from professor_lock.auth.supabase import SupabaseTokens
from professor_lock.errors import NotSignedIn
from professor_lock.settings_reading import load_settings
from professor_lock.sources.http import SharedHttpClient
from tests.fakes.supabase_auth import API_KEY, FakeSupabaseAuth
from tests.support.forgeries import FORGERIES, UNASKED

SECRET = "a signing secret of at least thirty-two bytes"
PERSON = "00000000-0000-0000-0000-000000000001"
MINT_MS = 2.0
VERIFY_MS = 0.2
REFUSE_MS = 50.0


async def run(short: bool) -> list[Row]:
    """Milliseconds of processor time each, against plain PyJWT doing the same, and against what we allow ourselves."""
    rounds = 200 if short else 1_000
    auth = Authenticator(load_settings({"PP_SESSION_SECRET": SECRET, "PP_AUTH": "session"}), time.time)
    fresh = iter([_request(auth.mint(PERSON, tier="pro", email="ann@example.com").value) for _ in range(rounds)])
    token = auth.mint(PERSON, tier="pro", email="ann@example.com").value
    claims = jwt.decode(token, options={"verify_signature": False})
    asked = _request(token)

    async def ours_mint() -> None:
        auth.mint(PERSON, tier="pro", email="ann@example.com")

    async def plain_mint() -> None:
        jwt.encode(claims, SECRET, algorithm=ALGORITHM)

    async def ours_verify() -> None:
        await auth.authenticate(next(fresh))

    async def ours_verify_again() -> None:
        await auth.authenticate(asked)

    async def plain_verify() -> None:
        jwt.decode(token, SECRET, algorithms=[ALGORITHM], issuer=ISSUER, audience=AUDIENCE)

    async def forged() -> None:
        with suppress(NotSignedIn):
            await auth.authenticate(refused)

    refused = _request(token[:-4])
    mint, mint_plain = await _compare(ours_mint, plain_mint, rounds)
    verify, verify_plain = await _compare(ours_verify, plain_verify, rounds)
    again, _ = await _compare(ours_verify_again, plain_verify, rounds)
    forgery, _ = await _compare(forged, plain_verify, rounds)
    (supabase, supabase_plain), supabase_again = await _supabase(rounds)
    slowest, which = await _forgeries(rounds // 20)
    note = f"median of {rounds} rounds, processor time"
    plain = f"{note}; reference: PyJWT alone"
    return [
        Row("mint a client secret", mint, mint_plain, "ms", plain),
        Row("mint a client secret, budget", mint, MINT_MS, "ms", note, 1.0),
        Row("verify a client secret", verify, verify_plain, "ms", plain),
        Row("verify a client secret, budget", verify, VERIFY_MS, "ms", note, 1.0),
        Row("verify it with the next request, budget", again, VERIFY_MS, "ms", note, 1.0),
        Row("refuse a forged client secret, budget", forgery, VERIFY_MS, "ms", note, 1.0),
        Row("verify a Supabase token (ES256)", supabase, supabase_plain, "ms", plain),
        Row("verify it with the next request, budget", supabase_again, VERIFY_MS, "ms", note, 1.0),
        Row("refuse a forged Supabase token, budget", slowest, REFUSE_MS, "ms", f"the slowest: {which}", 1.0),
    ]


async def _forgeries(rounds: int) -> tuple[float, str]:
    """The dearest of the forgeries that nobody need be asked about, a token of a megabyte among them: (ms, which)."""
    with FakeSupabaseAuth() as project:
        async with SharedHttpClient() as http:
            tokens = SupabaseTokens(
                project.url,
                http,
                jwt_secret=None,
                project=SupabaseProject(project.url, API_KEY),
                clock=time.time,
                steady=time.monotonic,
            )
            auth = Authenticator(
                load_settings({"PP_SESSION_SECRET": SECRET, "PP_AUTH": "supabase", "SUPABASE_URL": project.url}),
                time.time,
                tokens=tokens,
            )
            await tokens.verify(project.token(PERSON))
            asked, spent = len(project.requests), {}
            for name in UNASKED:
                forged = _request(FORGERIES[name](project))
                began = time.thread_time()
                for _ in range(rounds):
                    with suppress(NotSignedIn):
                        await auth.authenticate(forged)
                spent[name] = (time.thread_time() - began) / rounds * 1000
            assert len(project.requests) == asked, "a forgery that shows cost a request"
            await tokens.close()
    which = max(spent, key=lambda name: spent[name])
    return spent[which], which


async def _supabase(rounds: int) -> tuple[tuple[float, float], float]:
    """((ours, PyJWT's) for tokens seen the first time, ours for one seen before)."""
    with FakeSupabaseAuth() as project:
        async with SharedHttpClient() as http:
            tokens = SupabaseTokens(
                project.url, http, jwt_secret=None, project=None, clock=time.time, steady=time.monotonic
            )
            token = project.token(PERSON)
            await tokens.verify(token)  # the keys are fetched once
            key = (await tokens._keys.find(project.key_id))[0].key
            fresh = iter([project.token(PERSON) for _ in range(rounds)])

            async def ours() -> None:
                await tokens.verify(next(fresh))

            async def again() -> None:
                await tokens.verify(token)

            async def plain() -> None:
                jwt.decode(token, key, algorithms=["ES256"], audience="authenticated", issuer=project.issuer)

            try:
                return await _compare(ours, plain, rounds), (await _compare(again, plain, rounds))[0]
            finally:
                await tokens.close()


async def _compare(
    ours: Callable[[], Awaitable[None]], plain: Callable[[], Awaitable[None]], rounds: int
) -> tuple[float, float]:
    """Median milliseconds of this process's time, asked in turns so that noise meets both alike."""
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for times, ask in zip(spent, (ours, plain), strict=True):
            began = time.thread_time()
            await ask()
            times.append((time.thread_time() - began) * 1000)
    return median(spent[0]), median(spent[1])


def _request(token: str) -> HTTPConnection:
    headers = [(b"authorization", f"Bearer {token}".encode()), (b"accept-language", b"en-US,en;q=0.9")]
    return HTTPConnection({"type": "http", "headers": headers, "state": {"request_id": "bench"}})
