"""Models are built when they are first used; what is built then is what would have been built at the start."""

import json
import subprocess
import sys
import textwrap

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
