"""Packages that run when something of theirs is first asked for, rather than when they are imported.

The Agents SDK imports `mcp` for the class of one exception. That runs the whole package: a client, a server and three
generations of models, a sixth of this server's start and 12 MB, and no agent here speaks MCP. A package named here is
found, imported and searched for submodules as ever; its `__init__` runs when a name of it is first read, so that an
agent with MCP servers has everything. Nothing of the package is replaced.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

UNUSED_AT_START = frozenset({"mcp"})

_RUNNING = threading.RLock()


@contextmanager
def run_on_first_use(names: frozenset[str] = UNUSED_AT_START) -> Iterator[None]:
    """While this is open, importing one of these packages does not run it yet; one already imported is left alone."""
    finder = _Finder(names)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Finder(MetaPathFinder):
    """Finds a package where it would be found anyway, and has it run later."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self._names:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Later(spec.loader)
        return spec


class _Later(Loader):
    """Makes the module and hands it to its own loader at the first use."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Unrun(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        assert module.__spec__ is not None
        module.__spec__.loader = module.__loader__ = self._loader


class _Unrun(ModuleType):
    """A package whose `__init__` has not run; once it has, an ordinary module."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__all__":  # what the import system asks every module
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        with _RUNNING:
            if type(self) is _Unrun:  # else another thread has run it meanwhile
                self.__class__ = ModuleType  # type: ignore[assignment]  # of the same layout
                spec = self.__spec__
                assert spec is not None
                assert spec.loader is not None
                spec.loader.exec_module(self)
        return getattr(self, name)
