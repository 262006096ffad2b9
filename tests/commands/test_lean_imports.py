"""Models are built when they are first used; what is built then is what would have been built at the start."""

import inspect
import json
import subprocess
import sys
import textwrap
from dataclasses import FrozenInstanceError, dataclass, replace
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter

from professor_lock.commands.lean_imports import lean_imports
from tests.support.running_server import ROOT

MODELS = """
    import contextlib, gc, json, sys
    from professor_lock.commands.lean_imports import lean_imports

    lean = sys.argv[1] == "lean"
    with lean_imports() if lean else contextlib.nullcontext():
        import app, uvicorn

    from pydantic import BaseModel, TypeAdapter

    def below(model):
        for one in model.__subclasses__():
            yield one
            yield from below(one)

    models = list({id(one): one for one in below(BaseModel)}.values())
    adapters = [one for one in gc.get_objects() if isinstance(one, TypeAdapter)]
    built = sum(one.__pydantic_complete__ for one in models) + sum(one.pydantic_complete for one in adapters)
    found = len(models) + len(adapters)
    failed = []
    for one in models:
        try:
            one.model_rebuild()
        except Exception as error:
            failed.append(f"{one.__module__}.{one.__qualname__}: {error}")
    for one in adapters:
        try:
            one.rebuild()
        except Exception as error:
            failed.append(f"{one!r}: {error}")
    print(json.dumps({"found": found, "built": built, "failed": failed}))
"""


def test_a_server_is_imported_with_its_models_unbuilt_and_each_can_be_built():
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(MODELS), "lean"],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    models = json.loads(done.stdout)
    assert models["failed"] == []
    assert models["found"] > 500
    assert models["built"] < models["found"] / 10, "pydantic has another way to put building off"


def test_a_model_of_before_and_one_of_after_are_built_at_once():
    class Before(BaseModel):
        number: int

    with lean_imports():

        class Meanwhile(BaseModel):
            number: int

        meanwhile = TypeAdapter(list[int])
        assert not Meanwhile.__pydantic_complete__
        assert not meanwhile.pydantic_complete

    class After(BaseModel):
        number: int

    assert Before.__pydantic_complete__
    assert After.__pydantic_complete__
    assert TypeAdapter(list[int]).pydantic_complete
    assert Meanwhile(number=1).number == 1
    assert meanwhile.validate_python(["1"]) == [1]


def test_a_data_class_made_meanwhile_is_as_any_other():
    @dataclass(frozen=True, slots=True, order=True)
    class Before:
        """A point."""

        x: int
        y: int = 0

    with lean_imports():

        @dataclass(frozen=True, slots=True, order=True)
        class Meanwhile:
            """A point."""

            x: int
            y: int = 0

    both: list[Any] = [Before, Meanwhile]
    for _ in range(2):  # at first use, and after
        for cls in both:
            one, other = cls(1), cls(2)
            assert one == cls(1, 0)
            assert one != other
            assert one < other <= cls(2)
            assert len({one, other, cls(x=1)}) == 2
            assert repr(one).endswith(f"{cls.__name__}(x=1, y=0)")
            assert replace(one, y=3) == cls(1, 3)
            with pytest.raises(FrozenInstanceError, match="cannot assign to field 'x'"):
                one.x = 2
            with pytest.raises(FrozenInstanceError, match="cannot delete field 'x'"):
                del one.x
    assert inspect.signature(Meanwhile) == inspect.signature(Before)
    assert Meanwhile.__eq__.__qualname__ == Before.__eq__.__qualname__.replace("Before", "Meanwhile")
    assert Meanwhile.__eq__.__code__.co_filename == Before.__eq__.__code__.co_filename


def test_a_data_class_that_inherits_compares_and_hashes_by_its_own_fields():
    with lean_imports():

        @dataclass(frozen=True)
        class Base:
            x: int

        @dataclass(frozen=True)
        class Derived(Base):
            y: int

    assert Derived(1, 2) == Derived(1, 2) != Derived(1, 3)
    assert Base(1) == Base(1)
    assert Base(1) != Derived(1, 2)
    assert hash(Derived(1, 2)) != hash(Derived(1, 3))
    one: Any = Derived(1, 2)
    with pytest.raises(FrozenInstanceError):
        one.x = 3
