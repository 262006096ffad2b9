"""Supabase sign-ins: only a whole and current access token of this very project speaks for anybody."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import asyncpg
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from professor_lock.auth.project import SupabaseProject
from professor_lock.auth.supabase import MAX_QUESTIONS, REMEMBERED_BYTES, Profiles, SupabaseTokens
from professor_lock.errors import NotSignedIn, SourceUnavailable
from professor_lock.sources.http import SharedHttpClient
from professor_lock.timings import SignInTimings
from tests.fakes.supabase_auth import API_KEY, LEGACY_SECRET, FakeSupabaseAuth
from tests.fakes.web import Reply
from tests.support.forgeries import FORGERIES, another_key

RSA = rsa.generate_private_key(65537, 2048)
ANN = str(uuid.UUID(int=1))
JWKS = "/auth/v1/.well-known/jwks.json"


@pytest.fixture
def project() -> Iterator[FakeSupabaseAuth]:
    with FakeSupabaseAuth() as fake:
        yield fake


@pytest.fixture
async def http() -> AsyncIterator[SharedHttpClient]:
    async with SharedHttpClient() as client:
        yield client


Verifier = Callable[..., SupabaseTokens]


@pytest.fixture
async def verifier(project: FakeSupabaseAuth, http: SharedHttpClient) -> AsyncIterator[Verifier]:
    """Makes verifiers with timings and clocks of a test's own."""
    made: list[SupabaseTokens] = []
    asked = SupabaseProject(project.url, API_KEY)

    def make(timings: SignInTimings | None = None, **moved: Callable[[], float]) -> SupabaseTokens:
        clocks = {"clock": time.time, "steady": time.monotonic} | moved
        made.append(SupabaseTokens(project.url, http, jwt_secret=None, project=asked, timings=timings, **clocks))
        return made[-1]

    yield make
    for one in made:
        await one.close()
    await asked.close()


@pytest.fixture
def tokens(verifier: Verifier) -> SupabaseTokens:
    return verifier()


async def test_a_token_of_this_project_speaks_for_its_user(tokens: SupabaseTokens, project: FakeSupabaseAuth) -> None:
    user = await tokens.verify(project.token(ANN, email="ann@example.com"))
    assert (user.id, user.email, user.is_anonymous) == (ANN, "ann@example.com", False)


async def test_one_who_has_not_signed_up_is_known_as_such(tokens: SupabaseTokens, project: FakeSupabaseAuth) -> None:
    assert (await tokens.verify(project.token(ANN, is_anonymous=True))).is_anonymous


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES.keys())
async def test_nothing_less_than_a_whole_token_is_believed(
    forgery: Callable[[FakeSupabaseAuth], str], tokens: SupabaseTokens, project: FakeSupabaseAuth
) -> None:
    with pytest.raises(NotSignedIn) as refusal:
        await tokens.verify(forgery(project))
    assert "key" not in str(refusal.value).lower()


async def test_a_legacy_token_is_shown_to_the_auth_server_once(
    tokens: SupabaseTokens, project: FakeSupabaseAuth
) -> None:
    token = project.legacy_token(ANN)
    assert (await tokens.verify(token)).id == ANN
    assert (await tokens.verify(token)).id == ANN
    assert [seen.path for seen in project.requests] == ["/auth/v1/user"]


async def test_a_flood_of_made_up_legacy_tokens_is_no_flood_at_the_auth_server(
    tokens: SupabaseTokens, project: FakeSupabaseAuth
) -> None:
    project.always(Reply(401, b'{"code":401,"error_code":"bad_jwt","msg":"invalid JWT"}', delay_s=0.05))
    forged = [project.legacy_token(ANN, vouched=False, session_id=str(number)) for number in range(100)]
    refusals = await asyncio.gather(*(tokens.verify(token) for token in forged), return_exceptions=True)
    assert {type(one) for one in refusals} <= {NotSignedIn, SourceUnavailable}
    assert project.most_at_once <= MAX_QUESTIONS


async def test_with_the_secret_a_legacy_token_needs_no_question(
    project: FakeSupabaseAuth, http: SharedHttpClient
) -> None:
    tokens = SupabaseTokens(
        project.url, http, jwt_secret=LEGACY_SECRET, project=None, clock=time.time, steady=time.monotonic
    )
    assert (await tokens.verify(project.legacy_token(ANN, vouched=False))).id == ANN
    with pytest.raises(NotSignedIn):
        await tokens.verify(jwt.encode(project.claims(ANN), "another secret of sufficient length", "HS256"))
    assert project.requests == []


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize(
    ("times", "holds"),
    [
        ({"nbf": -60}, True),
        ({"nbf": 600}, False),
        ({"nbf": "soon"}, False),
        ({"exp": 7 * 86_400 - 60}, True),
        ({"exp": 8 * 86_400}, False),
        ({"exp": 10 * 365 * 86_400}, False),
    ],
)
async def test_a_token_is_held_to_its_beginning_and_to_a_longest_life(
    tokens: SupabaseTokens, project: FakeSupabaseAuth, times: dict[str, Any], holds: bool, legacy: bool
) -> None:
    now = int(time.time())
    claims: dict[str, Any] = {name: now + value if isinstance(value, int) else value for name, value in times.items()}
    token = (project.legacy_token if legacy else project.token)(ANN, **claims)
    for _ in range(2):  # remembered or not
        if holds:
            assert (await tokens.verify(token)).id == ANN
        else:
            with pytest.raises(NotSignedIn):
                await tokens.verify(token)


async def test_a_users_own_metadata_is_not_remembered_with_the_token(
    tokens: SupabaseTokens, project: FakeSupabaseAuth
) -> None:
    for n in range(200):
        await tokens.verify(project.token(ANN, user_metadata={"note": "x" * 5_000, "n": n}))
    assert all(set(claims) <= {"exp", "nbf", "sub", "role", "email", "is_anonymous"} for claims in kept(tokens))
    assert tokens._signed.size_bytes <= REMEMBERED_BYTES


def kept(tokens: SupabaseTokens) -> list[dict[str, Any]]:
    return [claims for claims, _ in tokens._signed._values.values()]


async def test_keys_are_fetched_once_for_many_tokens(tokens: SupabaseTokens, project: FakeSupabaseAuth) -> None:
    for _ in range(5):
        await tokens.verify(project.token(ANN))
    assert [seen.path for seen in project.requests] == [JWKS]


async def test_unknown_keys_cost_one_fetch_however_many_come(tokens: SupabaseTokens, project: FakeSupabaseAuth) -> None:
    await tokens.verify(project.token(ANN))
    for number in range(20):
        forged = jwt.encode(project.claims(ANN), another_key(), "ES256", headers={"kid": f"made-up-{number}"})
        with pytest.raises(NotSignedIn):
            await tokens.verify(forged)
    assert len(project.requests) <= 2


def rsa_key(**changes: object) -> dict[str, object]:
    """An RSA key with its private part, published by mistake."""
    key: dict[str, object] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(RSA))
    return key | {"kid": "rsa"} | changes


ODD_KEYS: list[object] = [
    None,
    "key",
    {},
    {"kty": "XYZ", "kid": "a"},
    {"kty": ["RSA"], "kid": "a"},
    {"kty": "OKP", "crv": "Ed25519", "x": "AA", "kid": "a"},
    {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA", "kid": "a"},
    {"kty": "EC", "crv": "P-521", "x": "AA", "y": "AA", "kid": "a", "alg": "ES256"},
    {"kty": "oct", "k": "AAAA", "kid": "a", "alg": "HS256"},
    rsa_key(alg="none"),
    rsa_key(alg=["RS256"]),
    rsa_key(alg="PS256"),
    rsa_key(n="", d=""),
    rsa_key(n="_" * 40_000),
    rsa_key(kid=None),
    rsa_key(kid=["rsa"]),
]


@pytest.mark.parametrize("odd", ODD_KEYS, ids=range(len(ODD_KEYS)))
async def test_an_odd_key_beside_the_projects_own_costs_nobody_the_sign_in(
    tokens: SupabaseTokens, project: FakeSupabaseAuth, odd: object
) -> None:
    project.published_too = [odd]
    assert (await tokens.verify(project.token(ANN))).id == ANN


async def test_tokens_are_held_to_a_key_whose_private_part_is_published_too(
    tokens: SupabaseTokens, project: FakeSupabaseAuth
) -> None:
    project.published_too = [rsa_key()]
    signed = jwt.encode(project.claims(ANN), RSA, "RS256", headers={"kid": "rsa"})
    assert (await tokens.verify(signed)).id == ANN
    with pytest.raises(NotSignedIn):
        await tokens.verify(signed[:-8] + "AAAAAAAA")


async def test_of_keys_with_one_id_each_can_have_signed_the_token(
    tokens: SupabaseTokens, project: FakeSupabaseAuth
) -> None:
    another = project.add_key()
    project.published_too = [project.jwk(another) | {"kid": project.key_id}, rsa_key(kid=project.key_id)]
    project.withdraw_key(another)
    signed = jwt.encode(project.claims(ANN), RSA, "RS256", headers={"kid": project.key_id})
    for token in (project.token(ANN), signed):
        assert (await tokens.verify(token)).id == ANN
    with pytest.raises(NotSignedIn):
        await tokens.verify(jwt.encode(project.claims(ANN), another_key(), "ES256", headers={"kid": project.key_id}))


async def test_a_key_to_encrypt_with_signs_nobody_in(tokens: SupabaseTokens, project: FakeSupabaseAuth) -> None:
    project.published_too = [rsa_key(use="enc")]
    with pytest.raises(NotSignedIn):
        await tokens.verify(jwt.encode(project.claims(ANN), RSA, "RS256", headers={"kid": "rsa"}))


@pytest.mark.parametrize(
    "body", [b"<!doctype html><p>Sign in", b"", b"[]", b'{"keys": 5}', b'{"keys": null}', b"[" * 60_000, b"\xff\xfe{"]
)
async def test_what_is_no_list_of_keys_is_an_outage_and_those_known_stay(
    verifier: Verifier, project: FakeSupabaseAuth, body: bytes
) -> None:
    tokens = verifier(SignInTimings(refetch_every_s=0.0))
    await tokens.verify(project.token(ANN))
    project.always(Reply(body=body))
    with pytest.raises(SourceUnavailable):
        await tokens.verify(project.token(ANN, key_id=project.add_key()))
    assert (await tokens.verify(project.token(ANN))).id == ANN


async def test_a_new_key_is_found_after_a_rotation(verifier: Verifier, project: FakeSupabaseAuth) -> None:
    tokens = verifier(SignInTimings(refetch_every_s=0.0))
    await tokens.verify(project.token(ANN))
    assert (await tokens.verify(project.token(ANN, key_id=project.add_key()))).id == ANN


async def test_known_keys_outlive_an_outage_and_unknown_ones_do_not_hang(
    verifier: Verifier, project: FakeSupabaseAuth
) -> None:
    tokens = verifier(SignInTimings(refetch_every_s=0.0, fetch_timeout_s=1.0))
    await tokens.verify(project.token(ANN))
    project.always(Reply(hang=True))
    assert (await tokens.verify(project.token(ANN))).id == ANN
    with pytest.raises(SourceUnavailable):
        await tokens.verify(project.token(ANN, key_id=project.add_key()))


async def test_keys_stay_young_though_nobody_asks_so_that_every_outage_finds_them_so(
    verifier: Verifier, project: FakeSupabaseAuth
) -> None:
    tokens = verifier(SignInTimings(keys_fresh_s=0.02, keys_retry_s=0.02))
    await tokens.verify(project.token(ANN))
    await _until(lambda: len(project.requests) >= 3)
    project.always(Reply(500, b"down"))
    during = len(project.requests)
    await _until(lambda: len(project.requests) >= during + 3)
    assert (await tokens.verify(project.token(ANN))).id == ANN
    project.always(None)
    fresh = project.add_key()
    after = len(project.requests)
    await _until(lambda: len(project.requests) >= after + 2)
    assert (await tokens.verify(project.token(ANN, key_id=fresh))).id == ANN, "it goes on by itself"


async def test_a_key_that_is_withdrawn_is_not_believed_though_its_token_was(
    verifier: Verifier, project: FakeSupabaseAuth
) -> None:
    tokens = verifier(SignInTimings(keys_fresh_s=0.02))
    token = project.token(ANN, key_id=project.add_key())
    assert (await tokens.verify(token)).id == ANN
    project.withdraw_key(jwt.get_unverified_header(token)["kid"])
    asked = len(project.requests)
    await _until(lambda: len(project.requests) >= asked + 2)
    with pytest.raises(NotSignedIn):
        await tokens.verify(token)


async def test_a_token_that_was_believed_is_not_when_its_time_is_over(
    project: FakeSupabaseAuth, http: SharedHttpClient
) -> None:
    now = time.time()
    tokens = SupabaseTokens(project.url, http, jwt_secret=None, project=None, clock=lambda: now, steady=time.monotonic)
    token = project.token(ANN)
    assert (await tokens.verify(token)).id == ANN
    now += 3601
    with pytest.raises(NotSignedIn, match="expired"):
        await tokens.verify(token)
    await tokens.close()


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - the project answers in another thread
            await asyncio.sleep(0.01)


async def test_keys_that_are_too_old_are_not_trusted(verifier: Verifier, project: FakeSupabaseAuth) -> None:
    moved_s = 0.0
    tokens = verifier(steady=lambda: time.monotonic() + moved_s)
    await tokens.verify(project.token(ANN))
    project.always(Reply(500, b"down"))
    moved_s = SignInTimings().keys_max_age_s - 10
    assert (await tokens.verify(project.token(ANN))).id == ANN
    moved_s += 11
    with pytest.raises(SourceUnavailable):
        await tokens.verify(project.token(ANN))


async def test_the_tier_is_what_the_profile_says(pool: asyncpg.Pool) -> None:
    profiles = Profiles(pool, time.monotonic)
    assert await profiles.tier(ANN) is None, "without a table everybody has the free tier"
    await pool.execute("CREATE TABLE profiles (id uuid PRIMARY KEY, subscription_tier text)")
    await pool.execute("INSERT INTO profiles VALUES ($1, 'pro')", uuid.UUID(ANN))
    assert await Profiles(pool, time.monotonic).tier(ANN) == "pro"
    assert await Profiles(pool, time.monotonic).tier("not a uuid") is None


async def test_an_empty_tier_is_the_free_one_and_a_table_that_may_not_be_read_is_none(pool: asyncpg.Pool) -> None:
    await pool.execute("CREATE TABLE profiles (id uuid PRIMARY KEY, subscription_tier text)")
    await pool.execute("INSERT INTO profiles VALUES ($1, NULL)", uuid.UUID(ANN))
    assert await Profiles(pool, time.monotonic).tier(ANN) == "free", "whatever anybody else says of this user"
    assert await Profiles(pool, time.monotonic).tier(str(uuid.UUID(int=2))) is None
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("SET LOCAL ROLE pp_server")
        assert await Profiles(connection, time.monotonic).tier(ANN) is None
