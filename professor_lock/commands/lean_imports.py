"""How a server is imported: what no question needs is not run, and models are built when they are first used.

The packages this server stands on declare about twelve hundred pydantic models; an hour of questions uses a tenth of
them. Each is complete as a class at once, and has its validator and serializer built at its first use, under pydantic's
own lock.

Of six hundred data classes most are only made and read. On a Python whose `dataclasses` compiles each method by itself
(up to 3.12) how they are compared, shown and protected is compiled at its first use, `__init__` at once.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import BaseModel, TypeAdapter

from professor_lock.commands.lazy_packages import LEFT_OUT, left_out, run_on_first_use


@contextmanager
def lean_imports() -> Iterator[None]:
    """While this is open, imports make as little as they can."""
    with run_on_first_use(), left_out(LEFT_OUT), _built_on_first_use(), _compiled_on_first_use():
        yield


@contextmanager
def _built_on_first_use() -> Iterator[None]:
    """Models and adapters made meanwhile are built later: the same as `defer_build` in the configuration of each."""
    config, eager = BaseModel.model_config, TypeAdapter.__dict__["_defer_build"]
    BaseModel.model_config = {**config, "defer_build": True}
    TypeAdapter._defer_build = property(lambda _adapter: True)  # type: ignore[assignment,method-assign]
    try:
        yield
    finally:
        BaseModel.model_config = config
        TypeAdapter._defer_build = eager  # type: ignore[method-assign]


@contextmanager
def _compiled_on_first_use() -> Iterator[None]:
    """The methods of data classes made meanwhile are compiled later; `__init__` is not, whose signature may be read."""
    compiler = vars(dataclasses).get("_create_fn")
    if compiler is None:
        yield
        return
    vars(dataclasses)["_create_fn"] = lambda name, *text, **names: (
        compiler(name, *text, **names) if name == "__init__" else _method(name, lambda: compiler(name, *text, **names))
    )
    try:
        yield
    finally:
        vars(dataclasses)["_create_fn"] = compiler


def _method(name: str, compiled: Callable[[], Callable[..., Any]]) -> Callable[..., Any]:
    """A method that is compiled at its first call and takes its place in the class then."""

    def method(self: object, *others: object) -> Any:
        real = compiled()
        real.__qualname__ = method.__qualname__
        for owner in type(self).__mro__:
            if owner.__dict__.get(name) is method:
                setattr(owner, name, real)
        return real(self, *others)

    method.__name__ = name
    return method
