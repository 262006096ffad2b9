"""The model of the simulation's load, in a process of its own: `python -m bench.simulate_model` prints its address."""

from __future__ import annotations

import threading

from tests.fakes.openai_script import Call, ModelRequest, Stamps, Turn
from tests.fakes.openai_server import OpenAIServer

BOARD = Call("get_odds_visual", {"sport": "nba", "market_type": "all", "team": None})
TOKENS, RATE = 220, 50.0
"""Of a usual answer, and a second."""
FEW = 20
"""Tokens of a short answer, which comes at once."""


def script(request: ModelRequest) -> Turn:
    """By the question: few words at once; a board, then few words; two words and a pause between; else the usual."""
    text = request.user_text
    if "board" in text and not request.outputs:
        return Turn.of(BOARD)
    if "few" in text or "board" in text:
        return Turn((Stamps(FEW, 0.0),))
    if "quiet" in text:
        return Turn((Stamps(2, 30.0),))
    return Turn((Stamps(TOKENS, 1 / RATE),))


if __name__ == "__main__":
    with OpenAIServer(script) as server:
        print(server.url, flush=True)
        threading.Event().wait()
