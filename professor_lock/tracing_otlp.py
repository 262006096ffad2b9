"""Spans sent to a collector by OTLP over HTTP. Imported only where one is configured."""

from __future__ import annotations

from collections.abc import Mapping

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace import SpanKind, Status, StatusCode

from professor_lock.tracing import Kind, Span, Value

TIMEOUT_S = 5.0
SEND_EVERY_S = 2.0
KINDS = {"internal": SpanKind.INTERNAL, "server": SpanKind.SERVER, "client": SpanKind.CLIENT}


class OtlpSpan:
    """A span of OpenTelemetry's, as `tracing` sees it."""

    def __init__(self, inner: trace.Span) -> None:
        self.inner = inner

    @property
    def trace_id(self) -> str:
        """32 hex digits."""
        return format(self.inner.get_span_context().trace_id, "032x")

    def set(self, name: str, value: Value) -> None:
        """Add an attribute."""
        self.inner.set_attribute(name, value)

    def fail(self, kind: str) -> None:
        """Mark it as failed."""
        self.inner.set_attribute("error.type", kind)
        self.inner.set_status(Status(StatusCode.ERROR))

    def end(self) -> None:
        """It is over."""
        self.inner.end()


class OtlpTracer:
    """Sends spans in the background; what cannot be sent is dropped. `share` of the traces is kept, from 0 to 1."""

    def __init__(self, endpoint: str, *, headers: Mapping[str, str], service: str, share: float, content: bool) -> None:
        self.content = content
        url = endpoint.rstrip("/")
        exporter = OTLPSpanExporter(
            endpoint=url if url.endswith("/v1/traces") else f"{url}/v1/traces", headers=dict(headers), timeout=TIMEOUT_S
        )
        self._provider = TracerProvider(
            resource=Resource.create({"service.name": service}),
            sampler=ParentBased(TraceIdRatioBased(share)),
            shutdown_on_exit=False,
        )
        self._provider.add_span_processor(BatchSpanProcessor(exporter, schedule_delay_millis=int(SEND_EVERY_S * 1000)))
        self._tracer = self._provider.get_tracer("professor_lock")

    def begin(self, name: str, kind: Kind, attributes: Mapping[str, Value], parent: Span | None) -> Span:
        """A new span, below its parent."""
        context = trace.set_span_in_context(parent.inner) if isinstance(parent, OtlpSpan) else Context()
        return OtlpSpan(self._tracer.start_span(name, context=context, kind=KINDS[kind], attributes=dict(attributes)))

    def close(self) -> None:
        """Send what is left. Blocks for a few seconds at most."""
        self._provider.shutdown()
