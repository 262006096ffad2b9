"""What the demo model does next: ask a tool, as a model would, or speak from what the tools have answered.

The whole state is the conversation itself, so a turn can be resumed, retried or moved to another process.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from agents import TResponseInputItem

from professor_lock.demo_model import answers
from professor_lock.demo_model.intents import read_intent
from professor_lock.demo_model.wishes import (
    Errand,
    ErrandKind,
    Intent,
    Leg,
    Odds,
    Parlay,
    Price,
    Props,
    Search,
    SmallTalk,
    Stats,
    WhichTeam,
)
from professor_lock.demo_model.words import Vocabulary, fold

ODDS_TOOL = "get_odds_visual"
PARLAY_TOOL = "build_parlay"
STATS_TOOL = "statmuse_query"
SEARCH_TOOL = "web_search_visual"
PROPS_TOOL = "get_player_props_visual"
ERRAND_TOOLS = {
    ErrandKind.BETS: "my_bets",
    ErrandKind.LIMITS: "my_limits",
    ErrandKind.PICKS: "get_todays_picks",
    ErrandKind.SCORES: "get_scores",
    ErrandKind.VALUE: "find_value",
    ErrandKind.BOOKS: "compare_books",
}
NEED_A_LEAGUE = frozenset({ErrandKind.SCORES, ErrandKind.VALUE})
EXPLAIN_TOOL = "explain"
OUR_TOOLS = frozenset(
    {ODDS_TOOL, PARLAY_TOOL, STATS_TOOL, SEARCH_TOOL, PROPS_TOOL, EXPLAIN_TOOL, *ERRAND_TOOLS.values()}
)
DEFAULT_STAKE = 100
MAX_BOARDS = 3

Schemas = Mapping[str, Mapping[str, Any]]
"""The tools on offer: name -> JSON schema of the arguments."""

NOT_THE_PERSON = (
    "[note from the application",
    "Hidden context for the agent",
    "The following graphical UI widget",
    "A message was displayed to the user",
    "The user is referring to this",
    "# User-provided context",
)
"""How messages begin that have the user's role and are not the user's words."""
ADDED = re.compile(r"\n\n(?:About this:\n)?(?:<quotation|\(attached file:)")
"""Where a message's own words end and what is attached to it begins."""
FILE = "\n\n(attached file:"
LEAD_IN = re.compile(r"^\W*(?:(?:with|for|on|about|of|the|tool)\b\s*)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A tool call to make."""

    tool: str
    arguments: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answered:
    """A tool call of this turn and what came back."""

    tool: str
    output: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """What the model reads. `said`: the user's messages, oldest first; `steps`: this turn's tool calls with answers.

    `replied`: the newest of the user's messages has an answer already; `told`: all that the assistant said; `files`:
    files came with the newest message.
    """

    said: tuple[str, ...]
    steps: tuple[Answered, ...]
    replied: bool
    told: tuple[str, ...]
    files: bool = False

    def outputs(self, tool: str) -> list[str]:
        return [step.output for step in self.steps if step.tool == tool]


READ_CHARS = 1_000
"""As much of a message is read: the patterns for its words take time that grows with the square of its length."""


def read_conversation(items: str | Sequence[TResponseInputItem]) -> Conversation:
    """The conversation from a model's input."""
    if isinstance(items, str):
        return Conversation((items[:READ_CHARS],), (), replied=False, told=())
    said: list[str] = []
    steps: list[Answered] = []
    told: list[str] = []
    names: dict[str, str] = {}
    replied = files = False
    for item in items:
        fields: Mapping[str, Any] = dict(item)
        kind = fields.get("type", "message")
        if kind == "function_call":
            names[fields["call_id"]] = fields["name"]
        elif kind == "function_call_output":
            steps.append(Answered(names.get(fields["call_id"], ""), _text(fields.get("output"))))
        elif kind == "message" and fields.get("role") == "assistant":
            told.append(_text(fields.get("content")))
            replied = True
        elif kind == "message" and fields.get("role") == "user":
            text = _text(fields.get("content"))
            if not text.startswith(NOT_THE_PERSON):
                said.append(ADDED.split(text, maxsplit=1)[0][:READ_CHARS])
                steps, replied, files = [], False, FILE in text
    return Conversation(tuple(said), tuple(steps), replied, tuple(told), files)


def next_step(
    conversation: Conversation,
    offered: Schemas,
    vocabulary: Vocabulary,
    instructions: str = "",
    *,
    chosen: str | None = None,
) -> list[Asked] | str:
    """The tool calls to make now, or the words to end the turn with. `chosen` is a tool the user picked by hand."""
    if not conversation.said or (conversation.replied and not conversation.steps):
        return "Done. What would you like to look at next?"
    own = _own_tool(conversation, offered)
    if own is not None:
        return own
    intent = read_intent(conversation.said, vocabulary)
    if chosen in offered:
        intent = _as_asked_by(str(chosen), intent, conversation.said[-1])
    match intent:
        case SmallTalk():
            return answers.talk(intent.kind, instructions)
        case WhichTeam():
            return answers.which_team(intent, vocabulary)
        case Odds():
            return _odds(intent, conversation, offered, vocabulary)
        case Parlay():
            return _parlay(intent, conversation, offered, vocabulary)
        case Stats():
            outputs = conversation.outputs(STATS_TOOL)
            if outputs:
                return answers.stats(outputs[-1], intent.question)
            return _ask(offered, STATS_TOOL, {"question": intent.question}) or answers.no_tool("statistics")
        case Props():
            return _props(intent, conversation, offered)
        case Price():
            if outputs := conversation.outputs(EXPLAIN_TOOL):
                return answers.of_own_tool(outputs[-1])
            values = {"calculation": "implied_probability", "numbers": {"prices": [intent.american]}}
            return _ask(offered, EXPLAIN_TOOL, values) or answers.no_tool("explaining prices")
        case Errand():
            return _errand(intent, conversation, offered, vocabulary)
        case Search():
            outputs = conversation.outputs(SEARCH_TOOL)
            if outputs:
                return answers.search(outputs[-1], intent.query)
            values = {"query": intent.query, "search_type": intent.kind}
            return _ask(offered, SEARCH_TOOL, values) or answers.no_tool("web search")


def _as_asked_by(tool: str, intent: Intent, text: str) -> Intent:
    """A tool that was picked by hand gets the question, whatever its words look like; trouble still goes first."""
    if isinstance(intent, SmallTalk) and intent.kind in answers.FIRST:
        return intent
    if tool == SEARCH_TOOL and not isinstance(intent, Search):
        return Search(text.strip())
    if tool == STATS_TOOL and not isinstance(intent, Stats):
        return Stats(text.strip())
    return intent


def _odds(intent: Odds, conversation: Conversation, offered: Schemas, vocabulary: Vocabulary) -> list[Asked] | str:
    outputs = conversation.outputs(ODDS_TOOL)
    if outputs:
        return answers.odds(outputs, intent)
    if ODDS_TOOL not in offered:
        return answers.no_tool("odds")
    if intent.league is None:
        return answers.which_league(vocabulary)
    values = {"sport": intent.league, "market_type": intent.market}
    teams = intent.teams[:MAX_BOARDS] or (None,)
    return [asked for team in teams for asked in _ask(offered, ODDS_TOOL, {**values, "team": team})]


def _props(intent: Props, conversation: Conversation, offered: Schemas) -> list[Asked] | str:
    if outputs := conversation.outputs(PROPS_TOOL):
        return answers.of_own_tool(outputs[-1])
    if intent.player is None and intent.game is None:
        return "Whose props? Name a player or a game: LeBron James, or Warriors vs Lakers."
    values = {"player": intent.player, "game": intent.game, "market": None, "sport": intent.league}
    return _ask(offered, PROPS_TOOL, values) or answers.no_tool("player props")


def _errand(intent: Errand, conversation: Conversation, offered: Schemas, vocabulary: Vocabulary) -> list[Asked] | str:
    tool = ERRAND_TOOLS[intent.kind]
    if outputs := conversation.outputs(tool):
        return answers.errand(outputs[-1], intent.kind, conversation.said[-1])
    if tool in offered and intent.kind in NEED_A_LEAGUE and intent.league is None:
        return answers.which_league(vocabulary)
    if tool in offered and intent.kind is ErrandKind.BOOKS and intent.game is None:
        return "Of which game? Name it: Warriors vs Lakers."
    market = "moneyline" if intent.market == "all" else intent.market
    values = {"sport": intent.league, "league": intent.league, "event": intent.game, "market": market}
    return _ask(offered, tool, values) or answers.no_tool(intent.kind.value)


def _parlay(intent: Parlay, conversation: Conversation, offered: Schemas, vocabulary: Vocabulary) -> list[Asked] | str:
    """A board first when legs are to be filled in, then the slip."""
    boards, slips = conversation.outputs(ODDS_TOOL), conversation.outputs(PARLAY_TOOL)
    missing = intent.wanted - len(intent.legs)
    picks = answers.favourites(boards[-1], missing, _games_of(intent.legs), intent.day) if boards and missing else []
    if slips:
        later = bool(picks) and answers.goes_on(boards[-1], picks, intent.day)
        return answers.slip(slips[-1], picked=bool(picks), short=len(picks) < missing, later=later)
    if PARLAY_TOOL not in offered:
        return answers.no_tool("building a slip")
    if missing and not boards:
        if intent.league is None:
            return answers.which_league(vocabulary)
        board = _ask(offered, ODDS_TOOL, {"sport": intent.league, "market_type": "moneyline", "team": None})
        if board:
            return board
    filled = [Leg(team, "moneyline", game.matchup, None, intent.league) for team, game in picks]
    legs = [_leg(leg) for leg in (*intent.legs, *filled)]
    if not legs:
        return answers.no_legs(boards[-1]) if boards else answers.no_tool("odds")
    return _ask(offered, PARLAY_TOOL, {"legs": legs, "stake": _stake(intent.stake)})


def _games_of(legs: Sequence[Leg]) -> list[str]:
    return [text for leg in legs for text in (leg.selection, leg.event) if text]


def _leg(leg: Leg) -> dict[str, Any]:
    fields = asdict(leg)
    sport = fields.pop("league")
    return {**fields, "sport": sport, "american": None}


def _stake(stake: float | None) -> float | int:
    amount = DEFAULT_STAKE if stake is None else stake
    return int(amount) if amount == int(amount) else amount


def _ask(offered: Schemas, tool: str, values: Mapping[str, Any]) -> list[Asked]:
    """One call with the arguments that the tool takes; nothing when it is not on offer."""
    if tool not in offered:
        return []
    schema = offered[tool]
    arguments: dict[str, Any] = {}
    for name, about in (schema.get("properties") or {}).items():
        value = values.get(name, about.get("default"))
        if "enum" in about and value not in about["enum"]:
            value = about.get("default", about["enum"][0])
        if name in values or name in (schema.get("required") or ()):
            arguments[name] = value
    return [Asked(tool, arguments)]


# --- tools of one's own -------------------------------------------------------------------------------------------


def _own_tool(conversation: Conversation, offered: Schemas) -> list[Asked] | str | None:
    """A tool that was added to the agent, when the message calls it by its name: "my_tool" or "my tool"."""
    message = fold(conversation.said[-1])
    named = (name for name in offered if name not in OUR_TOOLS)
    tool = next((n for n in named if re.search(rf"\b{re.escape(fold(n))}\b", message) and _is_a_name(n)), None)
    if tool is None:
        return None
    outputs = conversation.outputs(tool)
    if outputs:
        return answers.of_own_tool(outputs[-1])
    values = _guessed(offered[tool], tool, conversation.said[-1])
    unknown = [name for name in offered[tool].get("required") or () if name not in values]
    if unknown:
        return f"To call {tool} I would need: {', '.join(unknown)}. A real language model could work that out."
    return _ask(offered, tool, values)


def _is_a_name(tool: str) -> bool:
    """Whether the tool's name cannot be an everyday word."""
    return " " in fold(tool)


def _guessed(schema: Mapping[str, Any], tool: str, message: str) -> dict[str, Any]:
    """Arguments for a tool we know nothing about: the rest of the message for a text, its numbers for numbers."""
    pattern = r"\W+".join(map(re.escape, fold(tool).split()))
    rest = re.split(rf"(?i){pattern}", message, maxsplit=1)[-1]
    rest = (
        re.sub(r"^\W*(?:(?:with|for|on|about|of|the|tool)\b\s*)*", "", rest, flags=re.IGNORECASE).strip(" .?!")
        or message
    )
    numbers = re.findall(r"-?\d+(?:\.\d+)?", rest)
    values: dict[str, Any] = {}
    for name, about in (schema.get("properties") or {}).items():
        kind = about.get("type")
        if kind == "string" and rest:
            values[name] = rest
        elif kind in ("integer", "number") and numbers:
            number = float(numbers.pop(0))
            values[name] = int(number) if kind == "integer" else number
        elif "default" in about or _may_be_null(about):
            values[name] = about.get("default")
    return values


def _may_be_null(about: Mapping[str, Any]) -> bool:
    """Whether an argument can be left out: tools of the strict kind demand it all the same, as null."""
    return any(choice.get("type") == "null" for choice in about.get("anyOf") or ())


def _text(content: Any) -> str:
    """Text of a message or a tool's output, whichever form it has."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(str(part.get("text", "")) for part in content if isinstance(part, Mapping))
    return "" if content is None else json.dumps(content, default=str)
