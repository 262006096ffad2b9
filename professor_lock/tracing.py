"""Spans of what a request sets going: the request, its turn, model calls, tools, source calls, statements.

Off unless a collector is configured: then a `Tracer` is made (`tracing_otlp`), and everything that runs for a request
finds it here. Without one all of this does nothing, and OpenTelemetry is not even imported. Names and attributes follow
OpenTelemetry's semantic conventions. A span has no words of anybody unless the operator asked for them (`content`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal, Protocol

Value = str | int | float | bool
Kind = Literal["internal", "server", "client"]


class Span(Protocol):
    """A span of a trace: one operation with a beginning and an end."""

    @property
    def trace_id(self) -> str: ...

    def set(self, name: str, value: Value) -> None: ...

    def fail(self, kind: str) -> None:
        """It has failed; `kind` is the error's type, never its text."""

    def end(self) -> None: ...


class Tracer(Protocol):
    """Makes spans. `content`: whether they may hold what people and models said."""

    @property
    def content(self) -> bool: ...

    def begin(self, name: str, kind: Kind, attributes: Mapping[str, Value], parent: Span | None) -> Span: ...


class _NoSpan:
    trace_id = ""

    def set(self, name: str, value: Value) -> None:
        pass

    def fail(self, kind: str) -> None:
        pass

    def end(self) -> None:
        pass


NO_SPAN: Span = _NoSpan()


@dataclass(frozen=True, slots=True)
class _Here:
    tracer: Tracer
    span: Span


# What runs outside a request (background jobs) finds nothing here and leaves no spans.
_here: ContextVar[_Here | None] = ContextVar("trace", default=None)


def trace_id() -> str:
    """The id of the trace that this code runs in: 32 hex digits, "" without one."""
    here = _here.get()
    return "" if here is None else here.span.trace_id


def content() -> bool:
    """Whether spans may hold what people and models said."""
    here = _here.get()
    return here is not None and here.tracer.content


def current() -> Span:
    """The span that this code runs in."""
    here = _here.get()
    return NO_SPAN if here is None else here.span


@contextmanager
def root(tracer: Tracer | None, name: str, kind: Kind, **attributes: Value) -> Iterator[Span]:
    """The first span of a trace; all that is begun inside belongs to it."""
    if tracer is None:
        yield NO_SPAN
        return
    with _within(tracer, tracer.begin(name, kind, _dotted(attributes), None)) as span:
        yield span


@contextmanager
def span(name: str, kind: Kind = "internal", **attributes: Value) -> Iterator[Span]:
    """A part of the current span; all that is begun inside belongs to it. "__" in a name stands for a dot."""
    here = _here.get()
    if here is None:
        yield NO_SPAN
        return
    with _within(here.tracer, here.tracer.begin(name, kind, _dotted(attributes), here.span)) as inner:
        yield inner


def begin(name: str, kind: Kind = "internal", **attributes: Value) -> Span:
    """A part of the current span that its caller ends: for generators, in which nothing may be "current"."""
    here = _here.get()
    return NO_SPAN if here is None else here.tracer.begin(name, kind, _dotted(attributes), here.span)


@contextmanager
def _within(tracer: Tracer, made: Span) -> Iterator[Span]:
    token = _here.set(_Here(tracer, made))
    try:
        yield made
    except BaseException as error:
        made.fail(type(error).__name__)
        raise
    finally:
        _here.reset(token)
        made.end()


def _dotted(attributes: Mapping[str, Value]) -> dict[str, Value]:
    return {name.replace("__", "."): value for name, value in attributes.items()}
