"""A script for the fake model that answers the questions of the guides, so that the whole way can be driven.

It reads the request as a model would: picks the tool by the words of the question, fills in the parameters that the
tool's schema has, and says a sentence from what the tool returned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.fakes.openai_script import Call, ModelRequest, Turn

TONIGHTS_ODDS = "Show me tonight's NBA odds"
ONE_GAME = "Show me odds for Lakers vs Warriors"
PARLAY = "Build me a 3-leg parlay for tonight's NBA games"
SEASON_AVERAGE = "What's LeBron James averaging this season?"
WEATHER = "Search for weather in Denver"
GUIDE_QUESTIONS = (TONIGHTS_ODDS, ONE_GAME, PARLAY, SEASON_AVERAGE, WEATHER)

GAME = re.compile(r"([A-Z][\w.'& ]+?) @ ([A-Z][\w.'& ]+\w)")


def betting_script(
    legs: Sequence[Mapping[str, Any]] | None = None, *, delay_s: float = 0.0
) -> Callable[[ModelRequest], Turn]:
    """The script. `legs` are the parlay's; None: the home sides of the first games on the board it asks for first."""

    def script(request: ModelRequest) -> Turn:
        call = _next_call(request, legs)
        if call is not None:
            return Turn.of(call)
        if request.outputs:
            return Turn.of(f"Here is what I found: {_first_line(request.outputs[-1].text)}", delay_s=delay_s)
        return Turn.of("Ask me about odds, a parlay, a player's numbers, or anything on the web.", delay_s=delay_s)

    return script


def _next_call(request: ModelRequest, legs: Sequence[Mapping[str, Any]] | None) -> Call | None:
    question = request.user_text
    done = [output.name for output in request.outputs]
    if "parlay" in question.lower():
        if legs is None and not done:
            return _call(request, "get_odds_visual", sport="nba", market_type="moneyline", team=None)
        if "build_parlay" not in done:
            wanted = int(match[1]) if (match := re.search(r"(\d+)-leg", question)) else 2
            chosen = legs if legs is not None else _home_sides(request.outputs[0].text, wanted)
            return _call(request, "build_parlay", legs=list(chosen), stake=100)
        return None
    if done:
        return None
    if "odds" in question.lower():
        team = re.search(r"for ([A-Z]\w+ vs [A-Z]\w+)", question)
        return _call(request, "get_odds_visual", sport="nba", market_type="all", team=team[1] if team else None)
    if "averag" in question.lower():
        return _call(request, "statmuse_query", question=question)
    if search := re.match(r"search for (.+)", question, re.IGNORECASE):
        return _call(request, "web_search_visual", query=search[1], search_type="general")
    return None


def _call(request: ModelRequest, name: str, **arguments: Any) -> Call:
    """A call with those of the arguments that the tool takes; a KeyError tells of a tool the agent lacks."""
    schema = request.tools[name]
    return Call(name, {key: value for key, value in arguments.items() if key in schema.get("properties", {})})


def _home_sides(board: str, wanted: int) -> list[dict[str, Any]]:
    games = list(dict.fromkeys(match.groups() for match in GAME.finditer(board)))[:wanted]
    return [
        {
            "selection": home,
            "market": "moneyline",
            "event": f"{away} @ {home}",
            "line": None,
            "sport": "nba",
            "american": None,
        }
        for away, home in games
    ]


def _first_line(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return next((line for line in lines if line and not line.startswith("<quotation")), "nothing")
