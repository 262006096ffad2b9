"""Packages of which less is imported than they would import by themselves. Nothing of them is replaced.

The Agents SDK imports `mcp` for the class of one exception. That runs the whole package: a client, a server and three
generations of models, a sixth of this server's start and 12 MB, and no agent here speaks MCP. Tokens (PyJWT with
cryptography, 9 MB), misspelled names (rapidfuzz, 4 MB) and Supabase (httpx) wait for the first request that needs
them. A package in `UNUSED_AT_START` is found, imported and searched for submodules as ever; its `__init__` runs when a
name of it is first read, so that an agent with MCP servers has everything. Our own modules import such a package as a
whole and read its names where they use them.

`LEFT_OUT` are modules whose absence a package provides for, and which an image does not have: httpx's command line with
its colours. pydantic's first version, of which FastAPI asks only whether a model of ours is one, is left out while
routes are made.

The packages below `openai.types` have an `__init__` that only hands on the names of their modules: about six hundred,
of which this server uses a third. A package in `HANDING_ON` imports each of its modules when one of its names is first
read. One whose `__init__` does anything else is run at once, as ever.
"""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

UNUSED_AT_START = frozenset({"mcp", "jwt", "rapidfuzz", "httpx"})
LEFT_OUT = frozenset({"httpx._main"})
OLD_MODELS = frozenset({"pydantic.v1"})
HANDING_ON = "openai.types"
"""This package and those below it."""

_RUNNING = threading.RLock()
_ORIGINS = "_names_handed_on"
_HANDS_ON = re.compile(r"^from \.(\w+) import (?:\(([^()#]*)\)|([^()#\n]+))$", re.MULTILINE)
_NOTHING = re.compile(r"(?:#.*|from __future__ import annotations|\s*)$", re.MULTILINE)
_NAME = re.compile(r"\s*(\w+)(?: as (\w+))?\s*")


@contextmanager
def run_on_first_use(names: frozenset[str] = UNUSED_AT_START, handing_on: str | None = HANDING_ON) -> Iterator[None]:
    """While this is open, importing one of these packages does not run it yet; one already imported is left alone.

    `handing_on` is a package that, with those below it, imports its modules one by one.
    """
    with _finding_by(_Finder(names, handing_on)):
        yield


@contextmanager
def left_out(names: frozenset[str]) -> Iterator[None]:
    """While this is open, these modules are not found; one already imported is left alone."""
    with _finding_by(_Absent(names)):
        yield


@contextmanager
def _finding_by(finder: MetaPathFinder) -> Iterator[None]:
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Absent(MetaPathFinder):
    """Says of some modules that they are not installed."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def find_spec(self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None) -> None:
        if fullname in self._names:
            raise ModuleNotFoundError(f"{fullname} is left out of this start", name=fullname)


class _Finder(MetaPathFinder):
    """Finds a package where it would be found anyway, and has it run later."""

    def __init__(self, names: frozenset[str], handing_on: str | None) -> None:
        self._names, self._handing_on = names, handing_on

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        below = self._handing_on is not None and f"{fullname}.".startswith(f"{self._handing_on}.")
        if fullname not in self._names and not below:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.loader is None:
            return spec
        if fullname in self._names:
            spec.loader = _Later(spec.loader)
        elif spec.submodule_search_locations is not None:  # a package
            source = getattr(spec.loader, "get_source", lambda _name: None)(fullname)
            origins = names_handed_on(source or "")
            if origins:
                spec.loader = _OneByOne(spec.loader, origins)
        return spec


def names_handed_on(source: str) -> Mapping[str, tuple[str, str]]:
    """Of a package's `__init__` that does nothing but hand on names: the module and the name in it, by name.

    Empty where it does anything else, or where a name is also that of a module: which of the two it stands for then
    depends on what was imported first.

    >>> names_handed_on("from .voice import Voice as Voice, Tone")
    {'Voice': ('voice', 'Voice'), 'Tone': ('voice', 'Tone')}
    >>> names_handed_on("from .voice import Voice\\nprint(1)"), names_handed_on("from .voice import voice")
    ({}, {})
    """
    origins = {}
    modules = set()
    for module, several, one in _HANDS_ON.findall(source):
        modules.add(module)
        for clause in filter(str.strip, (several or one).split(",")):
            found = _NAME.fullmatch(clause)
            if found is None:
                return {}
            origins[found[2] or found[1]] = module, found[1]
    rest = _NOTHING.sub("", _HANDS_ON.sub("", source))
    return {} if rest.strip() or modules & origins.keys() else origins


class _OneByOne(Loader):
    """Makes a package that imports its modules one by one."""

    def __init__(self, loader: Loader, origins: Mapping[str, tuple[str, str]]) -> None:
        self._loader, self._origins = loader, origins

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _HandingOn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        assert module.__spec__ is not None
        module.__spec__.loader = module.__loader__ = self._loader
        vars(module)[_ORIGINS] = self._origins


class _HandingOn(ModuleType):
    """A package that imports one of its modules when a name of that is first read."""

    def __getattr__(self, name: str) -> Any:
        origins: Mapping[str, tuple[str, str]] = vars(self).get(_ORIGINS, {})
        if name in origins:
            module, inner = origins[name]
            value = getattr(import_module(f"{self.__name__}.{module}"), inner)
            vars(self)[name] = value
            return value
        if any(name == module for module, _ in origins.values()):
            return import_module(f"{self.__name__}.{name}")
        if name == "__all__":  # `import *`: there is none, and it takes what is in the module then
            self.__dir__()
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")

    def __dir__(self) -> list[str]:
        """Every name, for which all modules are imported."""
        for name in vars(self)[_ORIGINS]:
            getattr(self, name)
        return sorted(vars(self).keys() - {_ORIGINS})


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
                spec = self.__spec__
                assert spec is not None
                assert spec.loader is not None
                self.__class__ = _Running  # type: ignore[assignment]  # of the same layout
                try:
                    spec.loader.exec_module(self)
                finally:
                    self.__class__ = ModuleType  # type: ignore[assignment]
        return getattr(self, name)


class _Running(ModuleType):
    """A package whose `__init__` is running: another thread that reads a name which is not there yet waits for it."""

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("__") or name == "__all__":
            with _RUNNING:  # the thread that runs it holds this, and does not wait for itself
                if type(self) is not _Running:
                    return getattr(self, name)
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
