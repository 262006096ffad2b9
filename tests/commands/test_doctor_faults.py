"""`manage.py doctor --url`: each fault on the way to a server fails the check that is for it, and no other."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx2
import pytest

from professor_lock.commands.outside import SECURITY_HEADERS
from professor_lock.commands.outside_streams import Answer, Quiet
from professor_lock.http.middleware import SSE_HEADERS
from professor_lock.timings import DoctorTimings, TurnTimings
from tests.fakes.meddler import Meddler, Meddling
from tests.fakes.web import Reply, Seen
from tests.support.doctor import KEY, SITE, deployed, examine_url, verdicts
from tests.support.running_server import RunningServer, lasting_database


@pytest.fixture(scope="module")
def production(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server as it is deployed; nothing that is done here changes it."""
    with lasting_database(postgres) as database, deployed(database, tmp_path_factory.mktemp("deployed")) as server:
        yield server


@dataclass(frozen=True)
class Fault:
    """Something on the way, the checks that notice it (all others hold), and what is said of it."""

    meddling: Meddling
    noticed_by: list[str]
    said: str


def at(path: str, method: str | None = None, holding: bytes = b"") -> Callable[[Seen], bool]:
    """Requests for this path, with this method, whose body has this in it."""
    return lambda seen: seen.path == path and method in (None, seen.method) and holding in seen.body


def without_authorization(seen: Seen) -> bool:
    """A question whose caller has not said who they are."""
    return seen.path == "/chatkit" and seen.method == "POST" and "authorization" not in seen.headers


def made_up(seen: Seen) -> bool:
    """A question with a token that never was one."""
    return seen.headers.get("authorization", "").startswith("Bearer made-up-")


def minting_without_key(seen: Seen) -> bool:
    """A client secret asked for by anybody."""
    return seen.path == "/api/chatkit/session" and "authorization" not in seen.headers


def minting_with_wrong_key(seen: Seen) -> bool:
    """A client secret asked for with another key."""
    return seen.headers.get("authorization", "").startswith("Bearer wrong-")


def with_origin(path: str, method: str) -> Callable[[Seen], bool]:
    """What a browser asks for a page of the site."""
    return lambda seen: seen.path == path and seen.method == method and seen.headers.get("origin") == SITE


TURN = at("/chatkit", "POST", b"threads.create")
LOOK = at("/chatkit", "POST", b"threads.get_by_id")
MINT = at("/api/chatkit/session", "POST")
QUIET = at("/chatkit/quiet")
LET_IN = Reply(body=b'{"data":[],"has_more":false}')
MINTED = {"cache-control": "no-store"}
KEY_HEADER = {"authorization": f"Bearer {KEY}"}
NEEDS_SESSION = ["session", "streamed turn", "pings", "what is kept"]
FAULTS = {
    "health is another page": Fault(
        Meddling(at("/health"), instead=Reply(body=b"<html>Hello", content_type="text/html")),
        ["health", "security headers"],
        "GET /health: 200 <html>Hello",
    ),
    "health is refused": Fault(
        Meddling(at("/health"), instead=Reply(502, b"Bad gateway")), ["health", "security headers"], "502 Bad gateway"
    ),
    "not ready": Fault(
        Meddling(at("/health/ready"), instead=Reply(503, b'{"database":"unreachable"}')),
        ["readiness"],
        '503 {"database":"unreachable"}',
    ),
    **{
        f"without {name}": Fault(
            Meddling(at("/health"), answer={name: None}), ["security headers"], f"missing or changed on the way: {name}"
        )
        for name in SECURITY_HEADERS
    },
    "framed": Fault(
        Meddling(at("/health"), answer={"x-frame-options": "SAMEORIGIN"}), ["security headers"], "x-frame-options"
    ),
    "nobody is let in": Fault(
        Meddling(without_authorization, instead=LET_IN), ["strangers"], "a question without a token should be 401"
    ),
    "made-up tokens are let in": Fault(
        Meddling(made_up, instead=LET_IN), ["strangers"], "a made-up token should be 401"
    ),
    "anybody mints": Fault(
        Meddling(minting_without_key, request=KEY_HEADER), ["strangers"], "a session without the server key should be"
    ),
    "any key mints": Fault(
        Meddling(minting_with_wrong_key, request=KEY_HEADER), ["strangers"], "a session with a wrong key should be 401"
    ),
    "refusals without words": Fault(
        Meddling(without_authorization, instead=Reply(401, b"Unauthorized")), ["strangers"], "401 with a message"
    ),
    "sessions are another page": Fault(
        Meddling(lambda seen: MINT(seen) and KEY in str(seen.headers), instead=Reply(body=b"<html>")),
        NEEDS_SESSION,
        "POST /api/chatkit/session: 200 <html>",
    ),
    "sessions may be cached": Fault(
        Meddling(MINT, answer={"cache-control": "max-age=60"}), ["session"], "cache-control lacks no-store"
    ),
    "clocks apart": Fault(
        Meddling(
            lambda seen: MINT(seen) and KEY in str(seen.headers),
            instead=Reply(
                body=json.dumps({"client_secret": "gone", "expires_at": time.time() - 60}).encode(), headers=MINTED
            ),
        ),
        NEEDS_SESSION,
        "the secret has expired already",
    ),
    "a header is not allowed": Fault(
        Meddling(with_origin("/chatkit", "OPTIONS"), answer={"access-control-allow-headers": "content-type"}),
        ["CORS preflight"],
        "the preflight does not allow authorization",
    ),
    "the preflight is refused": Fault(
        Meddling(with_origin("/chatkit", "OPTIONS"), instead=Reply(405, b"Method not allowed")),
        ["CORS preflight"],
        f"pages of {SITE} are refused (405 Method not allowed)",
    ),
    "only the preflight allows": Fault(
        Meddling(with_origin("/chatkit", "GET"), answer={"access-control-allow-origin": None}),
        ["CORS preflight"],
        "the answer after it does not",
    ),
    "headers that pages cannot read": Fault(
        Meddling(with_origin("/chatkit", "GET"), answer={"access-control-expose-headers": "Retry-After"}),
        ["CORS preflight"],
        "pages may not read Retry-After and X-Request-Id",
    ),
    "every site is let in": Fault(
        Meddling(at("/chatkit", "OPTIONS"), answer={"access-control-allow-origin": "*"}),
        ["CORS preflight", "other sites"],
        "pages of any site may call the server",
    ),
    "whoever asks is let in": Fault(
        Meddling(
            lambda seen: seen.method == "OPTIONS" and "doctor-" in seen.headers.get("origin", ""),
            answer={"access-control-allow-origin": "https://doctor-x.example"},
        ),
        ["other sites"],
        "pages of any site may call the server",
    ),
    "the stream is compressed": Fault(
        Meddling(TURN, answer={"content-encoding": "identity"}), ["streamed turn"], "compresses the stream (identity)"
    ),
    "the stream is cached": Fault(
        Meddling(TURN, answer={"cache-control": "max-age=60"}), ["streamed turn"], "cache-control is 'max-age=60'"
    ),
    "the stream is called a page": Fault(
        Meddling(TURN, answer={"content-type": "text/html"}), ["streamed turn"], "content-type is text/html"
    ),
    "the stream is buffered": Fault(
        Meddling(TURN, hold=True, late_s=2.5), ["streamed turn"], "everything came at once after"
    ),
    "the stream breaks off": Fault(Meddling(TURN, cut=True), ["streamed turn", "what is kept"], "no answer: "),
    "the stream is rewritten": Fault(
        Meddling(TURN, replace=(b'"type":"thread.item.done"', b'"type":')), ["streamed turn"], "what is no event"
    ),
    "the answer is an error": Fault(
        Meddling(TURN, replace=(b'"type":"stream_options"', b'"type":"error","message":"No credit"')),
        ["streamed turn"],
        "the answer ended in an error: No credit",
    ),
    "the answer says nothing": Fault(
        Meddling(TURN, replace=(b"assistant_message", b"something_else")), ["streamed turn"], "no answer in them"
    ),
    "questions are refused": Fault(
        Meddling(TURN, instead=Reply(413, b"Too much")),
        ["streamed turn", "what is kept"],
        "POST /chatkit: 413 Too much",
    ),
    "pings are dropped": Fault(Meddling(QUIET, without_comments=True), ["pings"], "0 pings of 2 came"),
    "silent streams are cut": Fault(Meddling(QUIET, cut=True), ["pings"], "no answer: "),
    "pings are held back": Fault(Meddling(QUIET, hold=True), ["pings"], "both pings came at once"),
    "pings are compressed": Fault(
        Meddling(QUIET, answer={"content-encoding": "identity"}), ["pings"], "compresses the stream"
    ),
    "there is no quiet stream": Fault(
        Meddling(QUIET, instead=Reply(404, b"Not here")), ["pings"], "GET /chatkit/quiet: 404 Not here"
    ),
    "nothing was kept": Fault(
        Meddling(LOOK, instead=Reply(body=b'{"items":{"data":[]}}')), ["what is kept"], "the conversation holds nothing"
    ),
    "others see it": Fault(
        Meddling(
            LOOK, instead=Reply(body=b'{"items":{"data":[{"type":"user_message"},{"type":"assistant_message"}]}}')
        ),
        ["what is kept"],
        "another user asked for the conversation and got 200",
    ),
    "it cannot be deleted": Fault(
        Meddling(at("/chatkit", "POST", b"threads.delete"), instead=Reply(500, b"No")),
        ["what is kept"],
        "it could not be deleted: 500 No",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_fails_the_check_that_is_for_it_and_no_other(
    name: str, production: RunningServer, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = FAULTS[name]
    with Meddler(production.url, fault.meddling) as way:
        status = examine_url(way.url, {"PP_SERVER_KEY": KEY}, origin=SITE)
    said = capsys.readouterr().out
    assert [check for check, verdict in verdicts(said).items() if verdict != "ok"] == fault.noticed_by, said
    assert fault.said in said
    assert status == 1


def test_what_passes_unchanged_is_well(production: RunningServer, capsys: pytest.CaptureFixture[str]) -> None:
    with Meddler(production.url, Meddling()) as way:
        assert examine_url(way.url, {"PP_SERVER_KEY": KEY}, origin=f"{SITE}/") == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("silence_s", "complaints"),
    [(14.0, []), (TurnTimings().ping_s + 1, []), (16.0, ["16 s of silence: pings are held back"])],
)
def test_an_answer_may_be_silent_as_long_as_proxies_wait(silence_s: float, complaints: list[str]) -> None:
    answer = Answer(first_s=0.1, took_s=30.0, silence_s=silence_s, events=9, said=40, thread_id="thr_1")
    found = list(answer.faults(httpx2.Headers(SSE_HEADERS), DoctorTimings()))
    assert [fault[: len(complaint)] for fault, complaint in zip(found, complaints, strict=True)] == complaints


@pytest.mark.parametrize(
    ("pings", "complaint"),
    [
        ((0.1, 12.1), None),
        ((3.0, 15.0), None),
        ((0.1, 20.1), "20 s between two pings"),
        ((12.1, 12.1), "both pings came at once after 12.1 s"),
        ((0.1,), "1 pings of 2 came"),
    ],
)
def test_pings_are_judged_by_when_they_come(pings: tuple[float, ...], complaint: str | None) -> None:
    found = next(Quiet(pings).faults(httpx2.Headers(SSE_HEADERS), DoctorTimings()), None)
    assert (found is None) if complaint is None else (found or "").startswith(complaint)
