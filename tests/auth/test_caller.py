"""Who is calling: headers in development, guests of their own, client secrets that cannot be forged."""

from __future__ import annotations

import base64
import gc
import json
import time
import tracemalloc
from datetime import UTC, datetime
from typing import Any

import jwt
import pytest
from starlette.requests import HTTPConnection

from professor_lock.auth.caller import GUEST_COOKIE, Authenticator, guest_cookie
from professor_lock.auth.client_secrets import AUDIENCE, ISSUER, REMEMBERED_BYTES
from professor_lock.errors import BadInput, NotSignedIn
from professor_lock.settings_reading import load_settings
from professor_lock.user import UserContext, hashed_user

SECRET = "a secret of at least thirty-two bytes"
NOW = 1_795_000_000


def authenticator(*, now: float = NOW, **environ: str) -> Authenticator:
    return Authenticator(load_settings({"PP_SESSION_SECRET": SECRET, **environ}), clock=lambda: now)


def request(**headers: str) -> HTTPConnection:
    raw = [(name.replace("_", "-").lower().encode(), value.encode()) for name, value in headers.items()]
    return HTTPConnection({"type": "http", "headers": raw, "state": {"request_id": "req_1"}})


def bearer(token: str, **headers: str) -> HTTPConnection:
    return request(authorization=f"Bearer {token}", **headers)


# --- headers ---


class Profiles:
    """Says of everybody what it was given; None of nobody."""

    def __init__(self, tier: str | None) -> None:
        self._tier = tier

    async def tier(self, user_id: str) -> str | None:
        return self._tier


@pytest.mark.parametrize(
    ("profile", "tier"), [(None, "elite"), ("Pro", "pro"), ("free", "free"), ("no tier's name!", "free")]
)
async def test_a_profiles_tier_wins_over_whatever_the_caller_says(profile, tier):
    auth = Authenticator(load_settings({"PP_SESSION_SECRET": SECRET}), time.time, tiers=Profiles(profile))
    assert (await auth.authenticate(request(x_user_id="ann", x_user_tier="elite"))).tier == tier
    minted = await auth.authorize_minting(request(), {"user_id": "ann", "tier": "elite"})
    assert minted.tier == tier


async def test_in_development_the_headers_are_believed():
    given = request(
        x_user_id="ann",
        x_user_email="ann@example.com",
        x_user_tier="Pro",
        x_user_timezone="Europe/Berlin",
        accept_language="de-DE,de;q=0.9",
    )
    assert await authenticator().authenticate(given) == UserContext(
        user_id="ann",
        email="ann@example.com",
        tier="pro",
        locale="de-DE",
        language="de",
        time_zone="Europe/Berlin",
        request_id="req_1",
        is_guest=False,
    )


async def test_what_is_not_said_gets_american_defaults():
    context = await authenticator().authenticate(request(x_user_id="ann"))
    assert (context.tier, context.email, context.locale, context.time_zone) == (
        "free",
        None,
        "en-US",
        "America/New_York",
    )


@pytest.mark.parametrize(
    "zone", ["Mars/Phobos", "../../etc/passwd", "/etc/localtime", "America/", "", "EST5EDT\x00", "a" * 300]
)
async def test_a_time_zone_that_is_none_is_us_eastern(zone):
    assert (await authenticator().authenticate(request(x_user_timezone=zone))).time_zone == "America/New_York"


@pytest.mark.parametrize("language", ["*", "<script>", "", "x" * 400, ";q=1"])
async def test_a_language_that_is_none_is_american_english(language):
    assert (await authenticator().authenticate(request(accept_language=language))).locale == "en-US"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("nl-NL,nl;q=0.9,fr;q=0.8,en;q=0.7", "fr"),
        ("ar", "ar"),
        ("nl", "en"),
        ("*", "en"),
        ("de," + "x" * 600, "en"),
    ],
)
async def test_the_server_writes_in_the_first_language_of_the_browser_that_it_has(header, language):
    assert (await authenticator().authenticate(request(accept_language=header))).language == language


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("x_user_id", "a" * 129),
        ("x_user_id", "a\x07b"),
        ("x_user_tier", "pro; drop"),
        ("x_user_tier", "t" * 33),
        ("x_user_email", "nobody"),
        ("x_user_email", "a@" + "b" * 300),
    ],
)
async def test_a_header_that_cannot_be_used_is_named(header, value):
    with pytest.raises(BadInput) as refusal:
        await authenticator().authenticate(request(**{"x_user_id": "ann", header: value}))
    assert header.replace("_", "-") in str(refusal.value).lower()


UNFILLED = ("[object Undefined]", "${user.id}", "{{ user_id }}", "<user_id>", "%USER_ID%", "$USER_ID", "%(user_id)s")
PRINTED = ('"null"', "'undefined'", "undefined,undefined", "(null)", "<nil>", "%!s(<nil>)", "Optional(nil)", "{}", "[]")


@pytest.mark.parametrize(
    "missing", ["undefined", "null", "None", "NaN", "[object Object]", "UNDEFINED", "nil", "N/A", *UNFILLED, *PRINTED]
)
async def test_the_text_of_a_missing_value_is_no_user_for_the_server_key(missing):
    auth = authenticator(PP_AUTH="session", PP_SERVER_KEY="the backend's key")
    with pytest.raises(BadInput) as refusal:
        await auth.authorize_minting(bearer("the backend's key"), {"user_id": missing})
    assert refusal.value.field == "user_id"


# --- what callers send is not kept at its length ---


async def test_ten_thousand_odd_headers_leave_the_memory_flat():
    auth = authenticator()

    async def send(count: int, at: int) -> None:
        for n in range(at, at + count):
            odd = f"{n:06d}" + "a" * 8_000
            headers = {
                "authorization": f"Bearer {odd}.{odd}.{odd}",
                "x_user_timezone": odd,
                "accept_language": odd,
                "cookie": f"{GUEST_COOKIE}={odd}",
            }
            await auth.authenticate(request(**headers))

    await send(100, 0)
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    await send(10_000, 100)
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < 500_000


async def test_good_tokens_are_remembered_within_a_bound_of_bytes():
    auth = authenticator()
    for n in range(12_000):
        await auth.authenticate(bearer(auth.mint(f"user{n}", tier="free", email=None).value))
    assert auth._secrets._signed.size_bytes <= REMEMBERED_BYTES
    assert len(auth._secrets._signed) > 1_000


# --- guests ---


async def test_every_caller_without_an_identity_is_a_guest_of_their_own():
    guests = [await authenticator().authenticate(request()) for _ in range(50)]
    assert len({guest.user_id for guest in guests}) == 50
    assert all(guest.is_guest and guest.tier == "free" for guest in guests)


@pytest.mark.parametrize("nothing", ["", " ", "undefined", "null", *UNFILLED, *PRINTED])
async def test_a_page_that_has_no_id_to_send_does_not_make_one_person_of_everybody(nothing):
    asked = request(x_user_id=nothing, x_user_email=nothing, x_user_tier=nothing)
    ann, bob = [await authenticator().authenticate(asked) for _ in range(2)]
    assert ann.user_id != bob.user_id
    assert (ann.is_guest, ann.email, ann.tier) == (True, None, "free")


async def test_a_guest_is_known_again_by_the_cookie():
    first = await authenticator().authenticate(request())
    remembered = guest_cookie(first, request())
    assert remembered == first.user_id
    back = request(cookie=f"other=1; {GUEST_COOKIE}={remembered}")
    again = await authenticator().authenticate(back)
    assert again.user_id == first.user_id
    assert guest_cookie(again, back) is None


@pytest.mark.parametrize("cookie", ["ann", "guest_", "guest_" + "g" * 32, "guest_" + "a" * 33, "guest_" + "A" * 32])
async def test_a_made_up_guest_cookie_opens_nobodys_threads(cookie):
    context = await authenticator().authenticate(request(cookie=f"{GUEST_COOKIE}={cookie}"))
    assert context.user_id != cookie


async def test_an_empty_user_header_is_no_identity():
    assert (await authenticator().authenticate(request(x_user_id="  "))).is_guest


# --- tokens ---


async def test_a_minted_token_speaks_for_whom_it_was_made_until_it_expires():
    auth = authenticator(PP_AUTH="session")
    secret = auth.mint("ann", tier="pro", email="ann@example.com")
    context = await auth.authenticate(bearer(secret.value))
    assert (context.user_id, context.tier, context.email, context.is_guest) == ("ann", "pro", "ann@example.com", False)
    assert secret.expires_at == datetime.fromtimestamp(NOW + 900, UTC)
    late = authenticator(now=NOW + 900 + 6, PP_AUTH="session")
    with pytest.raises(NotSignedIn, match="session has ended"):
        await late.authenticate(bearer(secret.value))


async def test_two_tokens_for_one_person_differ():
    auth = authenticator()
    assert auth.mint("ann", tier="free", email=None).value != auth.mint("ann", tier="free", email=None).value


async def test_in_development_a_valid_token_wins_and_a_foreign_one_is_left_aside():
    auth = authenticator()
    token = auth.mint("ann", tier="free", email=None).value
    assert (await auth.authenticate(bearer(token))).user_id == "ann"
    assert (await auth.authenticate(bearer("token", x_user_id="bob"))).user_id == "bob"
    with pytest.raises(NotSignedIn):
        await authenticator(now=NOW + 5000).authenticate(bearer(token, x_user_id="ann"))


async def test_a_header_that_disagrees_with_the_token_is_refused():
    for mode in ("headers", "session"):
        auth = authenticator(PP_AUTH=mode)
        token = auth.mint("ann", tier="free", email=None).value
        with pytest.raises(NotSignedIn, match="does not agree"):
            await auth.authenticate(bearer(token, x_user_id="bob"))
        agreeing = await auth.authenticate(bearer(token, x_user_id="ann", x_user_tier="elite", x_user_email="e@x.y"))
        assert (agreeing.tier, agreeing.email) == ("free", None)


def forged(claims: dict[str, Any], *, key: str = SECRET, algorithm: str = "HS256", **header: Any) -> str:
    """A token with our own key id, whatever else is wrong with it."""
    ours = jwt.get_unverified_header(authenticator().mint("x", tier="free", email=None).value)["kid"]
    return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": ours, **header})


def unsigned(claims: dict[str, Any]) -> str:
    kid = jwt.get_unverified_header(forged(claims))["kid"]
    parts = ({"alg": "none", "typ": "JWT", "kid": kid}, claims)
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts) + "."


GOOD: dict[str, Any] = {"iss": ISSUER, "aud": AUDIENCE, "sub": "ann", "iat": NOW, "exp": NOW + 60}


async def test_the_tokens_of_the_next_test_would_hold_if_nothing_were_wrong_with_them():
    assert (await authenticator(PP_AUTH="session").authenticate(bearer(forged(GOOD)))).user_id == "ann"


@pytest.mark.parametrize(
    "token",
    [
        "token",
        "a.b.c",
        "." * 4,
        "x" * 9000,
        unsigned(GOOD),
        forged(GOOD, key="another secret of thirty-two bytes!"),
        forged(GOOD, algorithm="HS512"),
        forged(GOOD, kid="somebody else's"),
        jwt.encode(GOOD, SECRET, algorithm="HS256"),
        *(forged({name: value for name, value in GOOD.items() if name != missing}) for missing in GOOD),
        forged(GOOD | {"aud": "authenticated"}),
        forged(GOOD | {"iss": "https://ref.supabase.co/auth/v1"}),
        forged(GOOD | {"exp": NOW - 6}),
        forged(GOOD | {"exp": "never"}),
        forged(GOOD | {"sub": None}),
        forged(GOOD | {"sub": ""}),
        forged(GOOD)[:-4] + "AAAA",
    ],
    ids=lambda token: token[-24:],
)
async def test_nothing_but_a_whole_token_of_ours_is_believed(token):
    with pytest.raises(NotSignedIn) as refusal:
        await authenticator(PP_AUTH="session").authenticate(bearer(token, x_user_id="ann"))
    assert SECRET not in str(refusal.value)


@pytest.mark.parametrize("header", [{}, {"authorization": "Basic YTpi"}, {"authorization": "Bearer"}])
async def test_where_tokens_are_asked_for_headers_are_not_enough(header):
    with pytest.raises(NotSignedIn):
        await authenticator(PP_AUTH="session").authenticate(request(x_user_id="ann", **header))


async def test_a_changed_secret_signs_nobody_out_while_the_old_one_is_named():
    old = authenticator(PP_AUTH="session")
    token = old.mint("ann", tier="free", email=None).value
    new = "a new secret of at least 32 bytes!!"
    with_old = authenticator(PP_AUTH="session", PP_SESSION_SECRET=new, PP_SESSION_SECRET_PREVIOUS=SECRET)
    assert (await with_old.authenticate(bearer(token))).user_id == "ann"
    with pytest.raises(NotSignedIn):
        await old.authenticate(bearer(with_old.mint("ann", tier="free", email=None).value))
    with pytest.raises(NotSignedIn):
        await authenticator(PP_AUTH="session", PP_SESSION_SECRET=new).authenticate(bearer(token))


# --- minting ---


async def test_in_development_anybody_may_say_who_they_are_and_without_a_name_it_is_a_guest():
    auth = authenticator()
    assert (await auth.authorize_minting(bearer("token"), {"user_id": "test"})).user_id == "test"
    assert (await auth.authorize_minting(request(x_user_id="ann"), {})).user_id == "ann"
    assert (await auth.authorize_minting(request(), {})).is_guest


async def test_elsewhere_only_the_server_key_may_name_a_person():
    auth = authenticator(PP_AUTH="session", PP_SERVER_KEY="the key of the backend")
    trusted = bearer("the key of the backend")
    named = await auth.authorize_minting(trusted, {"user_id": "ann", "tier": "elite", "email": "a@b.c"})
    assert (named.user_id, named.tier, named.email) == ("ann", "elite", "a@b.c")
    with pytest.raises(BadInput, match="user_id"):
        await auth.authorize_minting(trusted, {})
    for nobody in (request(), request(x_user_id="ann"), bearer("the key of the backend!"), bearer("é")):
        with pytest.raises(NotSignedIn):
            await auth.authorize_minting(nobody, {"user_id": "ann"})


async def test_the_server_key_is_not_an_identity():
    auth = authenticator(PP_AUTH="session", PP_SERVER_KEY="the key of the backend")
    with pytest.raises(NotSignedIn):
        await auth.authenticate(bearer("the key of the backend", x_user_id="ann"))


async def test_a_client_secret_does_not_mint_another():
    auth = authenticator(PP_AUTH="session", PP_SERVER_KEY="the key of the backend")
    token = auth.mint("ann", tier="free", email=None).value
    with pytest.raises(NotSignedIn):
        await auth.authorize_minting(bearer(token), {"user_id": "bob"})


@pytest.mark.parametrize(
    "given",
    [
        {"user_id": 7},
        {"user_id": ""},
        {"user_id": " ann"},
        {"user_id": ["ann"]},
        {"user_id": "a" * 129},
        {"user_id": "a\nb"},
        {"user_id": "\ud800"},
        {"user_id": "ann", "tier": 3},
        {"user_id": "ann", "email": {"a": 1}},
    ],
)
async def test_a_person_who_cannot_be_is_not_minted_for(given):
    with pytest.raises(BadInput):
        await authenticator().authorize_minting(request(), given)


async def test_a_token_carries_no_more_than_it_must():
    token = authenticator().mint("ann", tier="free", email=None).value
    claims = jwt.decode(token, options={"verify_signature": False})
    assert set(claims) == {"iss", "aud", "sub", "tier", "iat", "exp", "jti"}
    assert len(claims["jti"]) >= 32
    assert SECRET not in token


def test_a_person_has_one_name_in_the_log_that_does_not_tell_who_they_are():
    assert hashed_user("ann", SECRET) == hashed_user("ann", SECRET)
    assert len({hashed_user("ann", SECRET), hashed_user("bob", SECRET), hashed_user("ann", "other")}) == 3
    assert "ann" not in hashed_user("ann", SECRET)


def test_without_a_signing_secret_nobody_is_let_in():
    with pytest.raises(BadInput):
        Authenticator(load_settings({"PP_ENV": "production"}), time.time)
