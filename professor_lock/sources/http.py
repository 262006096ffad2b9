"""The HTTP client of all providers: it bounds time, bytes and redirects, and keeps keys out of logs and errors.

Providers never touch the HTTP client themselves. What comes out is a status, headers and a body that was read whole, or
a typed error of `sources.errors`. Retries happen only here and only for reads that failed on the way.
"""

from __future__ import annotations

import asyncio
import json
import logging
import ssl
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, NoReturn

import httpx2

from professor_lock import tracing
from professor_lock.clocks import Clocks
from professor_lock.errors import SourceUnavailable
from professor_lock.metrics import SOURCE_CALLS, SOURCE_S
from professor_lock.sources.errors import ChangedShape, SourceTimeout, TooFast
from professor_lock.sources.proxies import ByProxy
from professor_lock.sources.reading import count
from professor_lock.timings import SourceTimings

logger = logging.getLogger("professor_lock.http")

TIMEOUT_S, BUDGET_S = SourceTimings().attempt_s, SourceTimings().answer_s
MAX_BODY_BYTES = 8 * 1024 * 1024
"""After decompression. The largest honest answer seen is 0.7 MB."""
ATTEMPTS = 2
RETRY_PAUSE_S = 0.25
RETRY_STATUSES = frozenset({500, 502, 503, 504})
MAX_REDIRECTS = 3
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MAX_RETRY_AFTER_S = 3600

_SECRETS = "pp_secret_query"
_GZIP_OR_ZLIB = 47
"""zlib's window bits for "either header"."""


@cache
def tls_context() -> ssl.SSLContext:
    """How this process checks the certificates of others. Read once: the trusted authorities take 20 ms.

    SSL_CERT_FILE and SSL_CERT_DIR name others, as everywhere.
    """
    return httpx2.create_ssl_context()


class SharedHttpClient(httpx2.AsyncClient):
    """The shared HTTP client of all providers. Keys that must travel in the URL join it below everything that logs.

    httpx logs each URL and keeps the request in its exceptions; a key added by the transport is in neither.
    """

    def __init__(
        self, *, clocks: Clocks | None = None, verify: ssl.SSLContext | None = None, max_connections: int = 100
    ) -> None:
        self.between = (clocks or Clocks()).between
        limits = httpx2.Limits(max_connections=max_connections, max_keepalive_connections=20)
        super().__init__(
            transport=_SecretQuery(
                lambda proxy: httpx2.AsyncHTTPTransport(verify=verify or tls_context(), limits=limits, proxy=proxy)
            ),
            follow_redirects=False,
            # no cookies: nothing here signs in, and one user's question must not change the next one's answer
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            headers={"User-Agent": "professor-lock/0.1", "Accept-Encoding": "gzip"},
            trust_env=False,  # proxies are the transport's; a password of a .netrc file is sent to nobody
        )


class _SecretQuery(ByProxy):
    """Adds the request's secret query parameters at the last moment, to a copy nobody else sees.

    Connections are made with the first request: with the trusted authorities they are 5 MB and a fiftieth of a second.
    """

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        secrets: Mapping[str, str] | None = request.extensions.get(_SECRETS)
        if not secrets:
            return await super().handle_async_request(request)
        extensions = {name: value for name, value in request.extensions.items() if name != _SECRETS}
        sent = httpx2.Request(
            request.method,
            request.url.copy_merge_params(dict(secrets)),
            headers=request.headers,
            stream=request.stream,
            extensions=extensions,
        )
        return await super().handle_async_request(sent)


class ClientOnDemand:
    """An HTTP client that is made when it is first asked for, and closed if it was."""

    def __init__(self, make: Callable[[], httpx2.AsyncClient]) -> None:
        self._make = make
        self._client: httpx2.AsyncClient | None = None

    def __call__(self) -> httpx2.AsyncClient:
        """The client, the same each time."""
        if self._client is None:
            self._client = self._make()
        return self._client

    async def aclose(self) -> None:
        """Close what was made."""
        if self._client is not None:
            await self._client.aclose()


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """An HTTP answer read whole. `url` is where it finally came from, without secrets."""

    source: str
    status: int
    headers: httpx2.Headers
    body: bytes
    url: str

    def json(self) -> Any:
        """The body as JSON with exact numbers (`Decimal`, never float); ChangedShape when it is not JSON.

        NaN and infinities, which Python's parser would let in, are not JSON.
        """
        try:
            return json.loads(self.body, parse_float=Decimal, parse_constant=_not_json)
        except (ValueError, RecursionError) as error:
            raise ChangedShape(f"{self.source} sent something we cannot read.", source=self.source) from error

    def text(self) -> str:
        """The body as text; bytes that are not UTF-8 become the replacement sign."""
        return self.body.decode("utf-8", errors="replace")

    @property
    def retry_after_s(self) -> int | None:
        """What `Retry-After` says in seconds, at most an hour; None when it is missing or a date."""
        value = self.headers.get("retry-after", "").strip()
        return min(int(value), MAX_RETRY_AFTER_S) if value.isascii() and value.isdigit() and len(value) < 10 else None


@dataclass(frozen=True, slots=True)
class ProviderClient:
    """One provider's requests. `source` is its name for users; times are seconds, sizes bytes."""

    client: SharedHttpClient = field(repr=False)
    source: str
    timeout_s: float = TIMEOUT_S
    budget_s: float = BUDGET_S
    max_bytes: int = MAX_BODY_BYTES
    attempts: int = ATTEMPTS

    async def get(
        self,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        secret_params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        follow_redirects: bool = False,
    ) -> HttpResponse:
        """Read `url`. Statuses are the caller's to judge, except that a 5xx is tried again and stays an HttpResponse.

        Redirects are followed only when asked for, and only on the same host. Raises SourceTimeout, ChangedShape (cut
        or oversized body, a redirect nobody asked for) and SourceUnavailable (no connection).
        """
        request = self._request("GET", url, params=params, headers=headers, secrets=secret_params)
        return await self._within_budget(request, follow_redirects, self.attempts)

    async def post_json(self, url: str, *, body: object, headers: Mapping[str, str] | None = None) -> HttpResponse:
        """Send JSON. Never repeated: only a read is safe to send twice."""
        return await self._within_budget(self._request("POST", url, body=body, headers=headers), False, 1)

    def _request(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        secrets: Mapping[str, str] | None = None,
        body: object = None,
    ) -> httpx2.Request:
        return self.client.build_request(
            method,
            url,
            params=dict(params) if params else None,
            headers=dict(headers) if headers else None,
            json=body,
            timeout=self.timeout_s,
            extensions={_SECRETS: dict(secrets)} if secrets else None,
        )

    async def _within_budget(self, request: httpx2.Request, follow_redirects: bool, attempts: int) -> HttpResponse:
        began, outcome = time.perf_counter(), "broken off"
        span = tracing.begin(
            f"{request.method} {self.source}",
            "client",
            http__request__method=request.method,
            server__address=request.url.host,
            professor_lock__source=self.source,
        )
        try:
            async with asyncio.timeout(self.budget_s):
                answer = await self._with_retries(request, follow_redirects, attempts)
        except TimeoutError as error:
            outcome = SourceTimeout.code
            raise self._too_slow() from error
        except SourceUnavailable as error:
            outcome = error.code
            raise
        else:
            outcome = f"{answer.status // 100}xx"
            span.set("http.response.status_code", answer.status)
            return answer
        finally:
            if outcome[1:] != "xx" or answer.status >= 500:
                span.fail(outcome)
            span.end()
            SOURCE_CALLS.labels(self.source, outcome).inc()
            SOURCE_S.labels(self.source).observe(time.perf_counter() - began)

    async def _with_retries(self, request: httpx2.Request, follow_redirects: bool, attempts: int) -> HttpResponse:
        for attempt in range(1, attempts + 1):
            last = attempt == attempts
            try:
                answer = await self._once(request, follow_redirects)
            except SourceUnavailable as error:
                if last or not isinstance(error.__cause__, httpx2.TransportError | TimeoutError):
                    raise
            else:
                if last or answer.status not in RETRY_STATUSES:
                    return answer
            await asyncio.sleep(RETRY_PAUSE_S * attempt * self.client.between(1, 2))
        raise AssertionError("unreachable: the last attempt returns or raises")

    async def _once(self, request: httpx2.Request, follow_redirects: bool) -> HttpResponse:
        try:
            async with asyncio.timeout(self.timeout_s):
                for _ in range(MAX_REDIRECTS + 1):
                    answer = await self._send(request)
                    if answer.status not in REDIRECTS:
                        return answer
                    request = self._redirected(request, answer, follow_redirects)
        except (TimeoutError, httpx2.TimeoutException) as error:
            raise self._too_slow() from error
        except (httpx2.RemoteProtocolError, httpx2.DecodingError) as error:
            raise ChangedShape(f"{self.source} broke off in the middle of its answer.", source=self.source) from error
        except httpx2.TransportError as error:
            raise SourceUnavailable(f"{self.source} cannot be reached.", source=self.source) from error
        raise ChangedShape(f"{self.source} sends us in circles.", source=self.source)

    async def _send(self, request: httpx2.Request) -> HttpResponse:
        response = await self.client.send(request, stream=True)
        try:
            body = await self._read(response)
        finally:
            await response.aclose()
        return HttpResponse(self.source, response.status_code, response.headers, body, str(request.url))

    async def _read(self, response: httpx2.Response) -> bytes:
        """The whole body, decompressed by us: a small zipped body may unpack to more than memory holds."""
        encoding = response.headers.get("content-encoding", "identity").strip().lower()
        if encoding not in ("identity", "gzip", "x-gzip", "deflate", ""):
            raise ChangedShape(f"{self.source} answered in an encoding we did not ask for.", source=self.source)
        if (count(response.headers.get("content-length")) or 0) > self.max_bytes:
            raise self._too_big()
        unzip = zlib.decompressobj(_GZIP_OR_ZLIB) if encoding not in ("identity", "") else None
        body = bytearray()
        async for chunk in response.aiter_raw():
            try:
                body += unzip.decompress(chunk, self.max_bytes + 1 - len(body)) if unzip else chunk
            except zlib.error as error:
                raise ChangedShape(f"{self.source} sent something we cannot read.", source=self.source) from error
            if len(body) > self.max_bytes:
                raise self._too_big()
        if unzip and not unzip.eof and body:
            raise ChangedShape(f"{self.source} broke off in the middle of its answer.", source=self.source)
        return bytes(body)

    def _redirected(self, request: httpx2.Request, answer: HttpResponse, follow: bool) -> httpx2.Request:
        """The request to send next, without body and secrets; refused when it leaves the host or was not expected."""
        try:
            target = request.url.join(answer.headers.get("location", ""))
        except httpx2.InvalidURL:
            target = None
        same_place = target is not None and (target.scheme, target.host, target.port) == (
            request.url.scheme,
            request.url.host,
            request.url.port,
        )
        if not follow or target is None or not same_place:
            raise ChangedShape(f"{self.source} sends us somewhere else.", source=self.source)
        return self._request("GET", str(target))

    def _too_big(self) -> ChangedShape:
        return ChangedShape(f"{self.source} sent far more than an answer should be.", source=self.source)

    def _too_slow(self) -> SourceTimeout:
        return SourceTimeout(f"{self.source} did not answer in time.", source=self.source)


def raise_for_trouble(answer: HttpResponse) -> None:
    """What the plain statuses mean where a provider has nothing more specific to say; returns on any 2xx."""
    if 200 <= answer.status < 300:
        return
    if answer.status == 429:
        raise TooFast(
            f"{answer.source} asks us to slow down.", source=answer.source, retry_after_s=answer.retry_after_s
        )
    raise SourceUnavailable(f"{answer.source} answered with an error (HTTP {answer.status}).", source=answer.source)


def _not_json(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
