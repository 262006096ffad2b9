"""A model that calls the tools a test names and repeats what they told it.

    chat.send(asking(("get_injuries", {"league": "nba"}), ("get_scores", {"league": "nba"})))

calls both in one step; the answer is what the tools said to the model.
"""

from __future__ import annotations

import json
from typing import Any

from tests.fakes.openai_script import Call, ModelRequest, Turn
from tests.support.quotations import without_signs

CalledTool = tuple[str, dict[str, Any]]


def asking(*calls: CalledTool) -> str:
    """A message that makes the model call these tools at once."""
    return json.dumps(list(calls))


def told(request: ModelRequest) -> Turn:
    """The script."""
    if request.outputs:
        return Turn.of("\n\n".join(without_signs(output.text) for output in request.outputs))
    return Turn.of(*(Call(name, arguments) for name, arguments in json.loads(request.user_text)))
