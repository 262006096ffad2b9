"""How a server is imported: what no question needs is not run, and models are built when they are first used.

The packages this server stands on declare about twelve hundred pydantic models; an hour of questions uses a tenth of
them. Each is complete as a class at once, and has its validator and serializer built at its first use, under pydantic's
own lock.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import BaseModel, TypeAdapter

from professor_lock.commands.lazy_packages import run_on_first_use


@contextmanager
def lean_imports() -> Iterator[None]:
    """While this is open, imports make as little as they can."""
    with run_on_first_use(), _built_on_first_use():
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
