"""The protocol's models are built once each, whichever way the server was imported."""

import subprocess
import sys
import textwrap

from chatkit import types

from professor_lock.protocol.first_use import MODELS
from tests.support.running_server import ROOT

BUILT = """
    from professor_lock.commands.lean_imports import lean_imports
    with lean_imports():
        from professor_lock.protocol.first_use import MODELS, models_in_the_background
    from chatkit import types

    assert not any(model.__pydantic_complete__ for model in MODELS)
    models_in_the_background().join()
    assert models_in_the_background() is models_in_the_background()
    assert all(model.__pydantic_complete__ for model in MODELS)
    for model in (types.Thread, types.ThreadItemDoneEvent, types.ThreadItemUpdatedEvent, types.WidgetRootUpdated):
        assert "PrebuiltValidator" in repr(model.__pydantic_validator__), model
"""


def test_models_that_hold_others_take_over_what_is_built_of_these():
    subprocess.run([sys.executable, "-c", textwrap.dedent(BUILT)], cwd=ROOT, check=True, timeout=60)


def test_every_item_that_a_thread_can_hold_is_built_before_the_events_that_carry_it():
    kinds = [value for value in vars(types).values() if isinstance(value, type)]
    items = {kind for kind in kinds if issubclass(kind, types.ThreadItemBase)}
    first_event = MODELS.index(types.ThreadItemAddedEvent)
    assert items - {types.ThreadItemBase} <= set(MODELS[:first_event])
