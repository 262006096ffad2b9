"""What the agent's tools share: the `tool` decorator, the texts of failures, and arguments for legs and leagues."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from fractions import Fraction
from functools import wraps
from typing import Any

from agents import ModelBehaviorError, RunContextWrapper, function_tool
from agents.tool import FunctionTool
from agents.tool_context import ToolContext
from pydantic import BaseModel, Field

from professor_lock import tracing
from professor_lock.agent.context import ProfessorLockContext
from professor_lock.agent.tools.arguments import wrong_arguments
from professor_lock.betting.facts import Market
from professor_lock.betting.legs import LegRequest
from professor_lock.betting.odds import parse_line
from professor_lock.betting.prop_stats import stat_meant
from professor_lock.errors import BadInput, NotFound, ProfessorLockError, SourceUnavailable
from professor_lock.protocol.incoming import checked
from professor_lock.sources.errors import WhichPlayer
from professor_lock.sources.names.games import Ambiguous
from professor_lock.sources.names.leagues import League, find_league
from professor_lock.sources.names.leg_words import MAX_LINE
from professor_lock.sources.names.market_words import market_of
from professor_lock.sources.names.rosters import leagues_of_team, split_matchup
from professor_lock.sources.names.text import fold
from professor_lock.tool_outcomes import Outcome, could_be, no_answer
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.simple import create_notice_widget

logger = logging.getLogger("professor_lock.tools")

TOOL_TIMEOUT_S = 30.0
MAX_LEGS_ASKED = 20
MAX_QUERY_CHARS = 300

Run = RunContextWrapper[ProfessorLockContext]


class ParlayLeg(BaseModel):
    """One leg as asked for; its price is looked up, never taken from here."""

    selection: str = Field(
        description='The side: a team ("Lakers"), "Over", "Under" or "Draw"; of a player "LeBron James over 25.5".'
    )
    market: str = Field(
        description='"moneyline", "spread" or "total"; of a player what is counted: "points", "rebounds and assists".'
    )
    event: str | None = Field(default=None, description='The game: "Lakers vs Warriors"; needed for Over and Under.')
    line: float | None = Field(default=None, description="The spread or total, e.g. -3.5 or 228.5; null for the usual.")
    sport: str | None = Field(default=None, description='The league, e.g. "nba".')
    american: int | None = Field(default=None, description="The price the user has seen, if any, e.g. -110.")


async def explain_failure(context: RunContextWrapper[Any], error: Exception) -> str:
    """The text for the model when a tool fails; where a source failed, a card tells the user which one."""
    if isinstance(error, BadInput | NotFound):
        return no_answer(Outcome.CANNOT, str(error))
    if isinstance(error, WhichPlayer):  # a question to the user, no failure of a source
        return no_answer(Outcome.AMBIGUOUS, str(error))
    if isinstance(error, ProfessorLockError):
        source = error.source if isinstance(error, SourceUnavailable) else None
        if isinstance(error, SourceUnavailable) and error.for_operator != str(error):
            logger.warning("a source needs its operator", extra={"source": source, "what_to_do": error.for_operator})
        text = no_answer(Outcome.UNAVAILABLE, str(error))
        run: ProfessorLockContext = context.context
        words = run.user.words
        notice = create_notice_widget(words("notice.not_available"), str(error), source, words=words)
        await run.stream_widget(notice, copy_text=text)
        return run.covered(text)
    if isinstance(error, ModelBehaviorError):  # the call itself is wrong: the model can correct it
        return no_answer(Outcome.CANNOT, f"{_what_is_wrong(context)} Call the tool again with its arguments mended.")
    logger.error("a tool failed", exc_info=error)
    return no_answer(Outcome.UNAVAILABLE, "this tool failed on our side. Say so, and do not make up its answer.")


def _what_is_wrong(context: RunContextWrapper[Any]) -> str:
    """Sentences on the call's wrong arguments and what is allowed, by the schema of the called tool."""
    if isinstance(context, ToolContext) and context.agent is not None:
        for called in getattr(context.agent, "tools", ()):
            if isinstance(called, FunctionTool) and called.name == context.tool_name:
                return wrong_arguments(called.params_json_schema, context.tool_arguments)
    return "The arguments of this tool could not be read."


def took_too_long(_context: RunContextWrapper[Any], _error: Exception) -> str:
    """The text for the model when a tool exceeded TOOL_TIMEOUT_S."""
    return no_answer(Outcome.UNAVAILABLE, "the source took too long to answer. Say so, and do not make up its answer.")


def tool(function: Callable[..., Awaitable[str]]) -> FunctionTool:
    """Make a function a tool of the agent, with the time limit and the texts of failures that all tools share.

    The model reads its docstring and its `Args:`, and is given the text that it returns. Arguments from the model pass
    the same check as values from HTTP.
    """

    @wraps(function)
    async def with_checked_arguments(context: Run, *given: Any, **named: Any) -> str:
        if isinstance(context, ToolContext):
            context.context.checking.begin_call(context.tool_call_id, context.tool_name)
        name = function.__name__
        with tracing.span(
            f"execute_tool {name}", gen_ai__operation__name="execute_tool", gen_ai__tool__name=name
        ) as span:
            if isinstance(context, ToolContext):
                span.set("gen_ai.tool.call.id", context.tool_call_id)
                if tracing.content():
                    span.set("gen_ai.tool.call.arguments", context.tool_arguments)
            answer = await function(
                context,
                *(_checked_argument(value) for value in given),
                **{name: _checked_argument(value) for name, value in named.items()},
            )
            if tracing.content():
                span.set("gen_ai.tool.call.result", answer)
            return answer

    return function_tool(
        with_checked_arguments,
        failure_error_function=explain_failure,
        timeout=TOOL_TIMEOUT_S,
        timeout_error_function=took_too_long,
    )


def _checked_argument(value: Any) -> Any:
    """An argument as a tool may use it; BadInput for characters and numbers that cannot be stored."""
    if isinstance(value, BaseModel):
        return type(value).model_validate(checked(value.model_dump()))
    if isinstance(value, list | tuple):
        return type(value)(_checked_argument(one) for one in value)
    return checked([value])[0]


def leg_request(leg: ParlayLeg) -> LegRequest:
    """The leg as a request to the sources. A market that games do not have is read as the stat of a player prop."""
    market = short(leg.market)
    game = market_of(market)
    words = fold(market).removeprefix("player ")
    return LegRequest(
        selection=short(leg.selection),
        market=game or Market.PLAYER_PROP,
        stat=None if game else stat_meant(words) or words,
        event=short(leg.event) if leg.event else None,
        line=None if leg.line is None else _line_asked(leg.line),
        league=short(leg.sport) if leg.sport else None,
        american=leg.american,
    )


def _line_asked(line: float) -> Fraction:
    """The line as a fraction; BadInput for a line that no book offers."""
    found = parse_line(line, field="line")
    if abs(found) > MAX_LINE:
        raise BadInput(f"A line is at most {MAX_LINE}.", field="line")
    return found


def short(text: str) -> str:
    """Text of the model on one line, at most MAX_QUERY_CHARS characters."""
    return " ".join(text.split())[:MAX_QUERY_CHARS]


async def show_card(
    run: ProfessorLockContext,
    widget: BuiltWidget,
    *,
    source: str | None = None,
    link: str | None = None,
) -> str:
    """Show the card and cite its source (`source` is the name, `link` the page); returns the card's text."""
    await run.stream_widget(widget)
    if source is not None:
        run.citations.add(source, link)
    return run.covered(widget.copy_text)


def ask_which(found: Ambiguous) -> str:
    """The text for the model where a name is ambiguous: it names the candidates, for a question to the user."""
    return could_be(found.asked, found.candidates)


def league_of(words: str, sport: str | None) -> League:
    """The named league, or else the only league in which all teams of the text play. BadInput where that is not one."""
    if sport:
        return find_league(short(sport))
    sets = [set(leagues_of_team(part)) for part in split_matchup(words) or (words,)]
    keys = sorted(set.intersection(*sets))
    if len(keys) == 1:
        return find_league(keys[0])
    known = f": {', '.join(find_league(key).title for key in keys)}" if keys else ""
    raise BadInput(f"Which league is {short(words)} in{known}?", field="sport")
