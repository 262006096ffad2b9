"""What the demo model does next: ask a tool, as a model would, or speak of what the tools have answered.

The whole state is the conversation itself, so a turn can be resumed, retried or moved to another process.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from professor_lock.demo_model import answers
from professor_lock.demo_model.ask import PICKS, SAYS, TABLE, Ask, Message
from professor_lock.demo_model.intents import read_asks
from professor_lock.demo_model.slip_asks import DEFAULT_STAKE
from professor_lock.sources.demo.facts import PLAYERS, TEAMS
from professor_lock.sources.names.message import NameReader, in_full
from professor_lock.sources.names.message_legs import Leg
from professor_lock.sources.names.text import fold
from professor_lock.sources.search.weather_search import place_named
from professor_lock.tool_outcomes import read_no_answer
from professor_lock.words import ENGLISH, Words

STATS_TOOL, SEARCH_TOOL = "statmuse_query", "web_search_visual"
_PLAYERS = frozenset(player.name for player in PLAYERS)
USUAL_GAME = "Lakers"
MAX_BOARDS, MAX_CALLS = 3, 6
INDOORS = frozenset({"nba", "wnba", "ncaab", "nhl"})
DEFAULT_BREAK_DAYS, MAX_BREAK_DAYS = 7, 365
Schemas = Mapping[str, Mapping[str, Any]]
"""The tools on offer: name -> JSON schema of the arguments."""
Values = dict[str, Any]
Calls = Sequence[tuple[str, Values]]

_SPANS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}
_ONES = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "six": 6}


@dataclass(frozen=True, slots=True)
class Asked:
    """A tool call to make."""

    tool: str
    arguments: Values


@dataclass(frozen=True, slots=True)
class Conversation:
    """What the model reads. `said`: the user's messages, oldest first; `steps`: (tool, output) of this turn.

    `replied`: the newest message has an answer already; `told`: all that the assistant said; `files`: files came with
    the newest message.
    """

    said: tuple[Message, ...]
    steps: tuple[tuple[str, str], ...]
    replied: bool
    told: tuple[str, ...]
    files: bool = False


def next_step(
    conversation: Conversation, offered: Schemas, read: NameReader, *, chosen: str | None = None, words: Words = ENGLISH
) -> list[Asked] | str:
    """The tool calls to make now, or the words to end the turn with. `chosen` is a tool the user picked by hand."""
    if not conversation.said or (conversation.replied and not conversation.steps):
        return words("demo.done")
    asks = read_asks(conversation.said, read)
    if chosen in offered and chosen in (SEARCH_TOOL, STATS_TOOL):
        asks = (Ask("search" if chosen == SEARCH_TOOL else "stats", conversation.said[-1].text),)
    planned = [(ask, _calls(ask, offered, read)) for ask in asks]
    if not conversation.steps and any(calls for _, calls in planned):
        return [call for _, calls in planned for call in calls or ()][:MAX_CALLS]
    if len(asks) == 1 and (apart := _apart(asks[0], conversation.steps)):
        return [call for tool, values in _odds(apart, read) for call in _call(offered, tool, values)]
    outputs = [output for _, output in conversation.steps]
    blind = conversation.files and not conversation.said[-1].attached
    found: list[str] = []
    for ask, calls in planned:
        own, outputs = (outputs, []) if len(asks) == 1 else (outputs[: len(calls or ())], outputs[len(calls or ()) :])
        if own:
            theirs = ask.kind == "explain" and _explain(ask, read)[0][1]["numbers"].get("prices") not in _EXAMPLES
            found.append(answers.found(ask, own, words, own_prices=theirs))
        else:
            found.append(
                words("demo.no_tool") if calls is None else answers.said(ask, "" if blind else ask.text, words)
            )
    return "\n\n".join(dict.fromkeys(found))


def _calls(ask: Ask, offered: Schemas, read: NameReader) -> list[Asked] | None:
    """The calls of one ask; None where there are none of its tools here."""
    make = CALLS.get(ask.kind)
    asked = make(ask, read) if make is not None else ()
    calls = [call for tool, values in asked for call in _call(offered, tool, values)]
    return None if asked and not calls else calls


# --- calls by kind ------------------------------------------------------------------------------------------------


def _odds(ask: Ask, read: NameReader) -> Calls:
    if ask.day == "yesterday":
        return _scores(ask, read)
    values = {"market_type": ask.market, "day": ask.day}
    return [("get_odds_visual", {**values, "sport": league, "team": team}) for league, team in _subjects(ask)]


def _scores(ask: Ask, read: NameReader) -> Calls:
    day = None if ask.day == "tonight" else ask.day
    return [("get_scores", {"league": league, "date": day, "team": team}) for league, team in _subjects(ask)]


def _injuries(ask: Ask, read: NameReader) -> Calls:
    if ask.player and ask.player not in TEAMS:
        return ()
    teams = (TEAMS.get(ask.player),) if ask.player else tuple(_each(ask))
    asked = replace(ask, teams=tuple(team for team in teams if team))
    return [("get_injuries", {"league": league, "team": team}) for league, team in _subjects(asked)]


def _compare(ask: Ask, read: NameReader) -> Calls:
    market = "moneyline" if ask.market == "all" else ask.market
    return [("compare_books", {"sport": ask.league, "event": team, "market": market}) for team in ask.teams[:1]]


def _props(ask: Ask, read: NameReader) -> Calls:
    game = None if ask.player else ask.teams[0] if ask.teams else USUAL_GAME
    players = [player for player in _players(ask, read) if player is None or player in TEAMS]
    values = {"game": game, "market": ask.stat, "sport": ask.league}
    return [("get_player_props_visual", {**values, "player": player}) for player in players]


def _trends(ask: Ask, read: NameReader) -> Calls:
    if not ask.player and not ask.teams:
        return ()
    words = read(ask.text).words
    values = {"last_n": min(ask.count or 10, 40), "line": ask.line, "sport": ask.league}
    if not ask.player:
        stat = _first_of("trends", words) or "scored"
        return [("get_trends_visual", {**values, "team": team, "stat": stat}) for team in _each(ask)]
    values["stat"] = ask.stat or "points"
    return [("get_trends_visual", {**values, "player": player}) for player in _players(ask, read)]


def _stats(ask: Ask, read: NameReader) -> Calls:
    players = _players(ask, read)
    if len(players) > 1:
        return [(STATS_TOOL, {"question": f"{player} {ask.stat or 'averages'}"}) for player in players]
    whole = ask.player is None or re.search(r"season|career|year|\b(?:19|20)\d\d\b", ask.text)
    asked = ask.text if read(ask.text).players or not ask.player else f"{ask.player} {ask.text}"
    return [(STATS_TOOL, {"question": asked if whole else f"{ask.player} {ask.stat or 'averages'}"})]


def _weather(ask: Ask, read: NameReader) -> Calls:
    nicknamed = any(mention.how == "name" for mention in read(ask.text).teams) or " vs " in "".join(ask.teams)
    near = SAYS["near"].search(ask.text)
    place = None if nicknamed else place_named(PICKS["lead"].sub("", in_full(near[1] if near else ask.text)))
    game = None if place or ask.league in INDOORS or not ask.teams else ask.teams[0]
    values = {"place": place, "game": game, "when": None if ask.day == "tonight" else ask.day, "sport": ask.league}
    return [("get_weather", values)] if place or game else ()


_EXAMPLES = [tuple(prices) for prices in TABLE["explain"]["examples"]]
"""Prices to explain a calculation with, by how many it needs; the user's own are a list."""


def _explain(ask: Ask, read: NameReader) -> Calls:
    parsed, text = read(ask.text), ask.text.replace("−", "-").replace("half the time", "50%")
    prices, percent, hits = (
        PICKS["prices"].findall(text),
        PICKS["percent"].search(text),
        PICKS["hits"].search(fold(text)),
    )
    rows = (row for row in TABLE["explain"]["rows"] if parsed.has(row[1]))
    name, _, least, chance = next(rows, ("implied_probability", "", 1, False))
    if hits and "hit" in parsed.words:
        return [("explain", {"calculation": "hit_rate", "numbers": {"hits": int(hits[1]), "games": int(hits[2])}})]
    amount = ask.stake or (1_000 if name == "kelly" else 100)
    if len(prices) < least:
        prices = [*prices, *PICKS["tenths"].findall(text)]  # "convert 2.5": elsewhere that is a line
    if name == "parlay_payout" and len(prices) == 1:  # "four legs at -110"
        prices *= max(1, ask.count)
    bare = PICKS["bare"].search(text) if name == "kelly" and ask.stake is None else None
    amount = float(bare[1]) if bare else amount
    if name == "parlay_payout" and percent and len(prices) == 1 and parsed.has(TABLE["explain"]["think"]):
        name, chance = "expected_value", True  # "is -110 worth it if I think 55%"
    if name == "implied_probability" and ask.stake and prices:
        name = "parlay_payout"
    if name == "implied_probability" and len(prices) > 1:
        each: list[Values] = [{"prices": [price], "amount": amount} for price in prices[:MAX_BOARDS]]
        return [("explain", {"calculation": name, "numbers": numbers}) for numbers in each]
    numbers: Values = {"prices": prices if len(prices) >= least else _EXAMPLES[least], "amount": amount}
    if chance:
        numbers["probability_percent"] = float(percent[1]) if percent else 55.0
    return [("explain", {"calculation": name, "numbers": numbers})]


def _build(ask: Ask, read: NameReader) -> Calls:
    parsed = read(ask.text)
    values: Values = {"legs": [_leg(leg) for leg in ask.legs], "stake": _whole(ask.stake or DEFAULT_STAKE)}
    more = 0 if ask.legs and parsed.has("same game") else max(0, ask.count - len(ask.legs))
    if more:
        fill = _first_of("fills", parsed.words) or "favorites"
        values |= {"more_legs": more, "more_of": fill, "sport": ask.league, "day": ask.day}
    return [("build_parlay", values)]


def _change(ask: Ask, read: NameReader) -> Calls:
    numbers = [one for one in ask.remove if isinstance(one, int)]
    values = {"remove": numbers or None, "remove_named": [one for one in ask.remove if isinstance(one, str)] or None}
    add = {"add": [_leg(leg) for leg in ask.legs]} if ask.legs else {}
    return [("change_slip", {**add, **values, "stake": ask.stake and _whole(ask.stake)})]


def _track(ask: Ask, read: NameReader) -> Calls:
    price, book = PICKS["prices"].search(ask.text), PICKS["book"].search(ask.text)
    if not (ask.legs and ask.stake and price and book):
        return ()
    legs = [{**_leg(leg), "price": price[1], "price_format": None, "date": None} for leg in ask.legs]
    return [("track_bet", {"legs": legs, "stake": ask.stake, "book": book[1].title(), "total_price": None})]


def _ticket(tool: str) -> Callable[[Ask, NameReader], Calls]:
    def calls(ask: Ask, read: NameReader) -> Calls:
        found = PICKS["ticket"].search(ask.text.upper())
        if found is None or not re.search(r"\d", found[1]):
            return [("my_bets", {"status": "all"})]
        result = re.search(r"\b(won|lost|push|void)", ask.text.casefold())
        values = {"ticket": found[1], "reason": "taken back", "result": result[1] if result else "", "note": ""}
        return [(tool, values)]

    return calls


def _bets(ask: Ask, read: NameReader) -> Calls:
    words = fold(ask.text).replace("losing bet", "lost bet").replace("winning bet", "won bet").split()
    status = next((word for word in ("pending", "settled", "won", "lost") if word in words), "all")
    return [("my_bets", {"status": status})]


def _limits(ask: Ask, read: NameReader) -> Calls:
    if ask.stake is None or SAYS["other_limit"].search(ask.text):
        return [("my_limits", {})]
    values: Values = {"max_stake": None, "daily_stake": None, "country": None}
    for part in re.split(r"\band\b|[,;]", ask.text):
        parsed = read(part)
        single = parsed.has(r"(?:per|a|one|single|each|every|max) bet|max stake|stake limit|bet limit|per wager")
        if parsed.money:
            values["max_stake" if single else "daily_stake"] = parsed.money
    if not any(values.values()):
        values["daily_stake"] = ask.stake
    return [("set_limits", values)]


def _break(ask: Ask, read: NameReader) -> Calls:
    span = PICKS["span"].search(fold(ask.text))
    days = (_ONES.get(span[1]) or int(span[1])) * _SPANS[span[2]] if span else DEFAULT_BREAK_DAYS
    return [("take_break", {"days": min(days, MAX_BREAK_DAYS)})]


def _prefs(ask: Ask, read: NameReader) -> Calls:
    language, kind = _first_of("languages", f"{fold(ask.text)} {ask.text}"), _first_of("odds_formats", fold(ask.text))
    wanted = {"odds_format": kind or (None if language else "american"), "language": language}
    return [("set_preferences", {name: value for name, value in wanted.items() if value is not None})]


def _search(ask: Ask, read: NameReader) -> Calls:
    query = PICKS["search"].sub("", ask.text).strip(" ?.!")
    return [(SEARCH_TOOL, {"query": query or ask.text, "search_type": "news" if ask.kind == "news" else "general"})]


def _of_subject(ask: Ask, read: NameReader) -> Calls:
    if ask.player in TEAMS and not ask.teams:
        ask = replace(ask, teams=(TEAMS[ask.player],))
    return _odds(ask, read) if ask.teams or (ask.league and ask.kind != "watch") else ()


def _slip(ask: Ask, read: NameReader) -> Calls:
    return [("get_slip", {})]


CALLS: Mapping[str, Callable[[Ask, NameReader], Calls]] = {
    "odds": _odds, "watch": _of_subject, "partial": _of_subject, "movement": _of_subject, "scores": _scores,
    "compare": _compare, "props": _props, "trends": _trends, "weather": _weather, "explain": _explain,
    "build": _build, "change": _change, "track": _track, "void": _ticket("void_bet"),
    "settle": _ticket("settle_bet"), "hedge_ticket": _ticket("hedge"), "bets": _bets, "limits": _limits,
    "break": _break, "prefs": _prefs, "search": _search, "news": _search, "stats": _stats, "injuries": _injuries,
    "place": lambda ask, read: _build(ask, read) if ask.legs else (),
    "value": lambda ask, read: [("find_value", {"sport": league}) for league, _ in _subjects(replace(ask, teams=()))],
    "picks": lambda ask, read: [("get_todays_picks", {"sport": ask.league})],
    "slip": _slip, "lock": _slip, "clear": _slip,
    "paste": lambda ask, read: [("paste_slip", {"text": ask.text, "stake": ask.stake})],
}  # fmt: skip


def _apart(ask: Ask, steps: Sequence[tuple[str, str]]) -> Ask | None:
    """The two teams one by one where the game of both that was asked for does not take place."""
    if len(steps) != 1 or len(ask.teams) != 1 or read_no_answer(steps[0][1]) is None:
        return None
    teams = tuple(ask.teams[0].split(" vs "))
    return replace(ask, teams=teams) if steps[0][0] == "get_odds_visual" and len(teams) == 2 else None


def _first_of(table: str, words: str) -> str | None:
    """The first row of a table whose words stand there."""
    return next((name for name, pattern in TABLE[table].items() if re.search(rf"\b(?:{pattern})\b", words)), None)


def _players(ask: Ask, read: NameReader) -> list[str | None]:
    """The player asked about, and those named beside them."""
    named = [player.names[0].name for player in read(ask.text).players]
    if not named and not ask.focus:
        named = [one.name for one in ask.named if one.name in _PLAYERS]
    return list(dict.fromkeys((ask.player, *named) if ask.player in named else (ask.player,)))[:MAX_BOARDS]


def _each(ask: Ask) -> list[str]:
    """The teams one by one, those of a pairing as well."""
    return [team for pairing in ask.teams for team in pairing.split(" vs ")][:MAX_BOARDS]


def _subjects(ask: Ask) -> list[tuple[str | None, str | None]]:
    """League and team of every card asked for; teams of several leagues have each their own."""
    own = {name.name: name.league for name in ask.which}
    if ask.teams:
        return [(own.get(team, ask.league), team) for team in ask.teams[:MAX_BOARDS]]
    leagues: list[str | None] = [*dict.fromkeys(own.values())]
    return [(key, None) for key in leagues[:MAX_BOARDS] or [ask.league]]


def _leg(leg: Leg) -> Values:
    return {**asdict(leg), "american": None}


def _whole(amount: float) -> float | int:
    return int(amount) if amount == int(amount) else amount


def _call(offered: Schemas, tool: str, values: Mapping[str, Any]) -> list[Asked]:
    """One call with the arguments that the tool takes; nothing when it is not on offer."""
    if tool not in offered:
        return []
    known, needed = offered[tool].get("properties") or {}, offered[tool].get("required") or ()
    arguments = {
        name: values.get(name, about.get("default"))
        for name, about in known.items()
        if name in values or name in needed
    }
    return [Asked(tool, arguments)]
