"""`manage.py doctor --url https://…`: a deployed server, looked at from outside as browsers and backends see it.

One short question is really asked, by a user made up for it, and its conversation deleted again. With PP_SERVER_KEY
in the environment the session route is used as a backend would; PP_ALLOWED_ORIGINS or --origin names the site whose
pages must be able to call the server.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal
from urllib.parse import urlsplit

import httpx2

from professor_lock.commands.outside_streams import Answer, Quiet
from professor_lock.http.middleware import ALLOWED_HEADERS
from professor_lock.http.middleware import SECURITY_HEADERS as SENT_HEADERS
from professor_lock.timings import DoctorTimings

LONGEST_WAIT_S = 60
"""What the server's limits by the minute can ask for."""
QUESTION = "Hello! In one sentence: what can you help with?"
SECURITY_HEADERS = {**SENT_HEADERS, "content-security-policy": "default-src 'none'", "x-request-id": ""}
"""What a header must hold; "" for any value."""
LOOPBACK = ("localhost", "127.0.0.1", "::1")

Verdict = Literal["ok", "FAILED", "not checked"]


class Wrong(Exception):
    """A check did not hold; the text says what was seen."""


class NotChecked(Exception):
    """A check could not be made; the text says what it needs."""


@dataclass
class Patient:
    """The server under examination, and what was learnt of it on the way."""

    url: str
    http: httpx2.Client
    server_key: str | None
    origin: str | None
    timings: DoctorTimings
    this_machine: Collection[str]
    """Names and addresses that only this machine can reach."""
    ready: dict[str, Any] = field(default_factory=dict)
    user_id: str = field(default_factory=lambda: f"doctor_{secrets.token_hex(8)}")
    secret: str | None = None
    thread_id: str | None = None
    answered: bool = False

    @property
    def on_this_machine(self) -> bool:
        """Whether only this machine can reach it: then it may be a development server."""
        return urlsplit(self.url).hostname in self.this_machine

    @property
    def believes_headers(self) -> bool:
        """A server in development: anybody may say who they are."""
        return self.ready.get("auth") == "headers"

    def chatkit(self, kind: str, params: Mapping[str, Any], secret: str | None = None) -> httpx2.Response:
        """A request of the ChatKit protocol that is answered by JSON."""
        headers = {"authorization": f"Bearer {secret or self.signed_in()}"}
        return self.http.post("/chatkit", json={"type": kind, "params": params}, headers=headers)

    def signed_in(self) -> str:
        """The made-up user's client secret."""
        if self.secret is None:
            raise NotChecked("needs a client secret: set PP_SERVER_KEY to the server's")
        return self.secret

    def mint(self, user_id: str, key: str | None) -> httpx2.Response:
        """Ask for a client secret, as a backend with this key would; once more after a wait, where one is asked for.

        Vain attempts are counted by address, and others behind this one may have used it up: that is no fault.
        """
        headers = {} if key is None else {"authorization": f"Bearer {key}"}
        ask = partial(self.http.post, "/api/chatkit/session", json={"user_id": user_id}, headers=headers)
        answer = ask()
        wait_s = answer.headers.get("retry-after", "")
        if answer.status_code == 429 and wait_s.isdigit() and int(wait_s) <= LONGEST_WAIT_S:
            time.sleep(int(wait_s))
            answer = ask()
        return answer


def examine_url(
    url: str,
    environ: Mapping[str, str],
    *,
    origin: str | None,
    timings: DoctorTimings | None = None,
    this_machine: Collection[str] = LOOPBACK,
) -> int:
    """Print one line a check; 0 when every one holds, 1 when one failed or could not be made."""
    timings = timings or DoctorTimings()
    if not _is_web_address(url):
        print(f"{url} is not an http(s) address.")
        return 1
    origin = (origin or "").rstrip("/") or _first_origin(environ.get("PP_ALLOWED_ORIGINS", ""))
    key = environ.get("PP_SERVER_KEY", "").strip() or None
    with httpx2.Client(base_url=url.rstrip("/"), timeout=timings.timeout_s, follow_redirects=False) as http:
        patient = Patient(url.rstrip("/"), http, key, origin, timings, this_machine)
        verdicts = [_examined(name, check, patient) for name, check in CHECKS]
    wrong = len(verdicts) - verdicts.count("ok")
    print(f"\n{url}: all {len(verdicts)} checks hold." if not wrong else f"\n{url}: {wrong} of {len(verdicts)} do not.")
    return 1 if wrong else 0


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _first_origin(allowed: str) -> str | None:
    """The first site of the list that is one: no browser sends the pattern of previews."""
    return next((site for entry in allowed.split(",") if (site := entry.strip().rstrip("/")) and "*" not in site), None)


def _examined(name: str, check: Callable[[Patient], str], patient: Patient) -> Verdict:
    verdict: Verdict = "ok"
    try:
        said = check(patient)
    except Wrong as wrong:
        verdict, said = "FAILED", str(wrong)
    except NotChecked as reason:
        verdict, said = "not checked", str(reason)
    except httpx2.HTTPError as error:
        verdict, said = "FAILED", f"no answer: {error or type(error).__name__}"
    print(f"  {verdict:11}  {name:18}  {said}".rstrip(), flush=True)
    return verdict


# The checks, in an order in which one may use what the ones before have learnt.


def _encryption(patient: Patient) -> str:
    if urlsplit(patient.url).scheme == "https":
        return "https"
    if not patient.on_this_machine:
        raise Wrong("http: tokens and questions travel readable; use https")
    return "http, on this machine"


def _health(patient: Patient) -> str:
    began = time.monotonic()
    answer = patient.http.get("/health")
    if answer.status_code != 200 or _json(answer).get("status") != "ok":
        raise Wrong(f"GET /health: {_seen(answer)}")
    return f"alive, {(time.monotonic() - began) * 1000:.0f} ms"


def _readiness(patient: Patient) -> str:
    answer = patient.http.get("/health/ready")
    patient.ready = _json(answer)
    if answer.status_code != 200:
        raise Wrong(f"GET /health/ready: {_seen(answer)}")
    model, data = _inside(patient.ready, "model"), _inside(patient.ready, "data")
    states = {part: _inside(data, part).get("state") for part in data}
    made_up = [part for part, state in states.items() if state == "demo"] + ["answers"] * bool(model.get("demo"))
    if made_up and not patient.on_this_machine:
        raise Wrong(f"{', '.join(made_up)}: made up, as for development; is PP_ENV=production set?")
    listed = ", ".join(f"{part} {state}" for part, state in states.items())
    tried = f"; made up, to try it on this machine: {', '.join(made_up)}" if made_up else ""
    return f"database {patient.ready.get('database')}; model {model.get('name')}; {listed}{tried}"


def _headers(patient: Patient) -> str:
    answer = patient.http.get("/health")
    lacking = [
        name
        for name, value in SECURITY_HEADERS.items()
        if value not in answer.headers.get(name, "") or name not in answer.headers
    ]
    if lacking:
        raise Wrong(f"missing or changed on the way: {', '.join(lacking)}")
    return ", ".join(SECURITY_HEADERS)


def _strangers(patient: Patient) -> str:
    if patient.believes_headers:
        raise Wrong("a server in development believes every caller; production needs PP_AUTH=session or supabase")
    for what, answer in (
        ("a question without a token", patient.http.post("/chatkit", json={"type": "threads.list", "params": {}})),
        ("a made-up token", patient.chatkit("threads.list", {}, secret=f"made-up-{secrets.token_hex(8)}")),
        ("a session without the server key", patient.mint(patient.user_id, None)),
        ("a session with a wrong key", patient.mint(patient.user_id, f"wrong-{secrets.token_hex(16)}")),
    ):
        if answer.status_code != 401 or not _json(answer).get("message"):
            raise Wrong(f"{what} should be 401 with a message: {_seen(answer)}")
    return "refused: no token, a made-up one, a session without the key"


def _session(patient: Patient) -> str:
    if patient.server_key is None and not patient.believes_headers:
        raise NotChecked("set PP_SERVER_KEY to the server's")
    answer = patient.mint(patient.user_id, patient.server_key)
    minted = _json(answer)
    if answer.status_code != 200 or not minted.get("client_secret"):
        raise Wrong(f"POST /api/chatkit/session: {_seen(answer)}")
    patient.secret = str(minted["client_secret"])
    expires_at = minted.get("expires_at")
    left_s = expires_at - time.time() if isinstance(expires_at, int | float) else 0
    if left_s <= 0:
        raise Wrong("the secret has expired already: this machine's clock and the server's are apart")
    if "no-store" not in answer.headers.get("cache-control", ""):
        raise Wrong("the answer may be cached: cache-control lacks no-store")
    return f"a client secret for {left_s:.0f} s"


def _cors(patient: Patient) -> str:
    if patient.origin is None:
        raise NotChecked("say which site's pages call the server: --origin https://your-site")
    answer = _preflight(patient, patient.origin)
    allowed = answer.headers.get("access-control-allow-origin")
    if answer.status_code not in (200, 204) or allowed != patient.origin:
        raise Wrong(f"pages of {patient.origin} are refused ({_seen(answer)}): is it in PP_ALLOWED_ORIGINS?")
    listed = {name.strip().lower() for name in answer.headers.get("access-control-allow-headers", "").split(",")}
    if lacking := [name for name in ALLOWED_HEADERS if name not in listed]:
        raise Wrong(f"the preflight does not allow {', '.join(lacking)}")
    greeting = patient.http.get("/chatkit", headers={"origin": patient.origin})
    if greeting.headers.get("access-control-allow-origin") != patient.origin:
        raise Wrong(f"the preflight allows {patient.origin}, the answer after it does not")
    exposed = greeting.headers.get("access-control-expose-headers", "").lower()
    if "retry-after" not in exposed or "x-request-id" not in exposed:
        raise Wrong("pages may not read Retry-After and X-Request-Id")
    return f"{patient.origin}, kept for {answer.headers.get('access-control-max-age', '0')} s"


def _other_sites(patient: Patient) -> str:
    other = f"https://doctor-{secrets.token_hex(6)}.example"
    answer = _preflight(patient, other)
    if allowed := answer.headers.get("access-control-allow-origin"):
        raise Wrong(f"pages of any site may call the server: allow-origin is {allowed}")
    return "pages of other sites are refused"


def _turn(patient: Patient) -> str:
    turn = Answer()
    headers = {
        "authorization": f"Bearer {patient.signed_in()}",
        "accept": "text/event-stream",
        "accept-encoding": "gzip",
    }
    content = [{"type": "input_text", "text": QUESTION}]
    body = {
        "type": "threads.create",
        "params": {"input": {"content": content, "attachments": [], "inference_options": {}}},
    }
    timeout_s = patient.timings.turn_timeout_s
    with patient.http.stream("POST", "/chatkit", json=body, headers=headers, timeout=timeout_s) as answer:
        if answer.status_code != 200:
            answer.read()
            raise Wrong(f"POST /chatkit: {_seen(answer)}")
        try:
            turn.read(answer)
            patient.answered = True
        finally:
            patient.thread_id = turn.thread_id  # also of an answer that breaks off: it is to be deleted
    _none(turn.faults(answer.headers, patient.timings))
    return (
        f"first event after {turn.first_s:.1f} s, {turn.events} in {turn.took_s:.1f} s; "
        f"longest silence {turn.silence_s:.1f} s"
    )


def _pings(patient: Patient) -> str:
    quiet = Quiet()
    headers = {"authorization": f"Bearer {patient.signed_in()}", "accept-encoding": "gzip"}
    began = time.monotonic()
    timeout_s = 3 * patient.timings.longest_silence_s
    with patient.http.stream("GET", "/chatkit/quiet", headers=headers, timeout=timeout_s) as answer:
        if answer.status_code != 200:
            answer.read()
            raise Wrong(f"GET /chatkit/quiet: {_seen(answer)}")
        quiet.read(answer, began)
    _none(quiet.faults(answer.headers, patient.timings))
    return f"a silent stream stays open: pings after {quiet.pings[0]:.1f} and {quiet.pings[1]:.1f} s"


def _kept(patient: Patient) -> str:
    if patient.thread_id is None:
        raise NotChecked("needs the streamed turn")
    try:
        if not patient.answered:
            raise NotChecked("needs the streamed turn to its end")
        _is_stored(patient, patient.thread_id)
        _is_private(patient, patient.thread_id)
    finally:
        deleted = patient.chatkit("threads.delete", {"thread_id": patient.thread_id})
    if deleted.status_code != 200:
        raise Wrong(f"it could not be deleted: {_seen(deleted)}")
    return "question and answer stored, hidden from another user, deleted"


def _is_stored(patient: Patient, thread_id: str) -> None:
    thread = _json(patient.chatkit("threads.get_by_id", {"thread_id": thread_id}))
    items = _inside(thread, "items").get("data")
    kinds = [item.get("type") for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    if "user_message" not in kinds or "assistant_message" not in kinds:
        raise Wrong(f"the conversation holds {kinds or 'nothing'}, not the question and its answer")


def _is_private(patient: Patient, thread_id: str) -> None:
    minted = patient.mint(f"doctor_{secrets.token_hex(8)}", patient.server_key)
    other = _json(minted).get("client_secret")
    if not other:
        raise Wrong(f"another user's client secret: {_seen(minted)}")
    seen = patient.chatkit("threads.get_by_id", {"thread_id": thread_id}, secret=str(other))
    if seen.status_code != 404:
        raise Wrong(f"another user asked for the conversation and got {seen.status_code}")


CHECKS: tuple[tuple[str, Callable[[Patient], str]], ...] = (
    ("encryption", _encryption),
    ("health", _health),
    ("readiness", _readiness),
    ("security headers", _headers),
    ("strangers", _strangers),
    ("session", _session),
    ("CORS preflight", _cors),
    ("other sites", _other_sites),
    ("streamed turn", _turn),
    ("pings", _pings),
    ("what is kept", _kept),
)


def _none(faults: Iterator[str]) -> None:
    """Raises Wrong for the first fault."""
    for fault in faults:
        raise Wrong(fault)


def _preflight(patient: Patient, origin: str) -> httpx2.Response:
    headers = {
        "origin": origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": ",".join(ALLOWED_HEADERS),
    }
    return patient.http.options("/chatkit", headers=headers)


def _json(answer: httpx2.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _inside(found: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = found.get(name)
    return value if isinstance(value, dict) else {}


def _seen(answer: httpx2.Response) -> str:
    return f"{answer.status_code} {' '.join(answer.text.split())[:200]}"
