"""The model of the simulation's load, in a process of its own: `python -m bench.simulate_model` prints its address."""

from __future__ import annotations

import re
import threading

from tests.fakes.openai_script import Call, ModelRequest, Stamps, Turn
from tests.fakes.openai_server import OpenAIServer

BOARD = Call("get_odds_visual", {"sport": "nba", "market_type": "all", "team": None})
TOKENS, RATE = 220, 50.0
"""Of a usual answer, and a second."""
FEW = 20
"""Tokens of a short answer, which comes at once."""
WORDS = " That is all that the market says of the game tonight, and nothing of it beats its own fair price."
_PRICE = re.compile(r"moneyline: (?P<team>\w[\w ]*?) (?P<price>[-+]\d+) (?P<book>Demo \w)")


def script(request: ModelRequest) -> Turn:
    """By the question: few words at once; a board, then few words; two words and a pause between; else the usual.

    The tokens are moments of a clock, or words where the question asks for "said": of a board with two of its prices.
    """
    text = request.user_text
    if "said" in text and ("board" not in text or request.outputs):
        found = _PRICE.finditer(request.outputs[0].text if request.outputs else "")
        prices = [
            f"The {one['team']} are {one['price']} at {one['book']}." for one, _ in zip(found, "12", strict=False)
        ]
        return Turn.of("".join(f"{one} " for one in prices).strip() + WORDS)
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
