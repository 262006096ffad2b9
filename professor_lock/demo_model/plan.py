"""What the demo model does next: ask a tool, as a model would, or speak of what the tools have answered.

The whole state is the conversation itself, so a turn can be resumed, retried or moved to another process.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from professor_lock.demo_model import answers
from professor_lock.demo_model.ask import GROUPS, PICKS, SAYS, TABLE, Ask, Message
from professor_lock.demo_model.intents import read_asks
from professor_lock.sources.demo.facts import PLAYERS, TEAMS
from professor_lock.sources.names.message import MONEY, NameReader, ParsedMessage, dollars, in_full
from professor_lock.sources.names.message_legs import Leg
from professor_lock.sources.names.text import fold
from professor_lock.sources.search.weather_search import place_named
from professor_lock.tool_outcomes import read_no_answer
from professor_lock.words import ENGLISH, Words

STATS_TOOL, SEARCH_TOOL = "statmuse_query", "web_search_visual"
_PLAYERS = frozenset(player.name for player in PLAYERS)
USUAL_GAME, USUAL_LEAGUE = "Lakers", "nba"
MAX_BOARDS, MAX_CALLS = 3, 6
INDOORS = frozenset({"nba", "wnba", "ncaab", "nhl"})
DEFAULT_BREAK_DAYS, MAX_BREAK_DAYS = 7, 365
Schemas = Mapping[str, Mapping[str, Any]]
"""The tools on offer: name -> JSON schema of the arguments."""
Values = dict[str, Any]
Calls = Sequence[Values]
"""The arguments of each call, where they are not the usual ones; "tool" where it is another tool."""

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
    steps = conversation.steps
    if asks[0].kind == "clear" and steps and read_no_answer(steps[0][1]) and SAYS["undo"].search(fold(asks[0].text)):
        asks, steps = (replace(asks[0], kind="void"),), steps[1:]  # no slip is open: it was locked
    planned = [(ask, _calls(ask, offered, read)) for ask in asks]
    if not steps and any(calls for _, calls in planned):
        return [call for _, calls in planned for call in calls or ()][:MAX_CALLS]
    if len(asks) == 1 and (further := _further(asks[0], steps)):
        return _calls(further, offered, read) or ""
    outputs = [output for _, output in steps]
    blind = conversation.files and not conversation.said[-1].attached
    found: list[str] = []
    for ask, calls in planned:
        own, outputs = (outputs, []) if len(asks) == 1 else (outputs[: len(calls or ())], outputs[len(calls or ()) :])
        if own:
            numbers = calls[0].arguments.get("numbers") if calls else None
            theirs = (
                ask.kind == "explain" and isinstance(numbers, dict) and not isinstance(numbers.get("prices"), tuple)
            )
            found.append(answers.found(ask, own, words, own_prices=theirs))
        else:
            found.append(
                words("demo.no_tool") if calls is None else answers.said(ask, "" if blind else ask.text, words)
            )
    return "\n\n".join(dict.fromkeys(found))


def _calls(ask: Ask, offered: Schemas, read: NameReader) -> list[Asked] | None:
    """The calls of one ask; None where there are none of its tools here."""
    usual_tool, arguments = TABLE["calls"].get(ask.kind, ("", ""))
    if not usual_tool:
        return []
    parsed = read(ask.text)
    asked, usual = ARGUMENTS[arguments](ask, parsed), _usual(ask)
    calls = [call for own in asked for call in _call(offered, own.get("tool", usual_tool), {**usual, **own})]
    return None if asked and not calls else calls


# --- the arguments of the calls -----------------------------------------------------------------------------------


def _usual(ask: Ask) -> Values:
    """What the tools call the parts of an ask; each takes those that it knows."""
    day = None if ask.day == "tonight" else ask.day
    span = PICKS["span"].search(fold(ask.text))
    days = (_ONES.get(span[1]) or int(span[1])) * _SPANS[span[2]] if span else DEFAULT_BREAK_DAYS
    return {
        "sport": ask.league, "league": ask.league, "market_type": ask.market, "day": ask.day, "date": day, "when": day,
        "market": "moneyline" if ask.market == "all" else ask.market, "stat": ask.stat or "points", "line": ask.line,
        "last_n": min(ask.count or 10, 40), "text": ask.text, "days": min(days, MAX_BREAK_DAYS),
        "stake": ask.stake and _whole(ask.stake),
        "status": _first_of("statuses", fold(ask.text)) or "all",
        "query": PICKS["search"].sub("", ask.text).strip(" ?.!") or ask.text,
        "search_type": "news" if ask.kind == "news" else "general",
    }  # fmt: skip


def _once(ask: Ask, parsed: ParsedMessage) -> Calls:
    return [{}]


def _subjects(ask: Ask, parsed: ParsedMessage) -> Calls:
    """League and team of every card asked for; teams of several leagues have each their own."""
    own = {name.name: name.league for name in ask.which}
    pairs: list[tuple[str | None, str | None]] = [(own.get(team, ask.league), team) for team in ask.teams]
    pairs = pairs or [(key, None) for key in dict.fromkeys(own.values())] or [(ask.league, None)]
    asked: Values = {"tool": "get_scores"} if ask.day == "yesterday" else {}
    return [{**asked, "sport": league, "league": league, "team": team} for league, team in pairs[:MAX_BOARDS]]


def _named_subjects(ask: Ask, parsed: ParsedMessage) -> Calls:
    if ask.player in TEAMS and not ask.teams:
        ask = replace(ask, teams=(TEAMS[ask.player],))
    return _subjects(ask, parsed) if ask.teams or (ask.league and ask.kind != "watch") else ()


def _leagues(ask: Ask, parsed: ParsedMessage) -> Calls:
    return _subjects(replace(ask, teams=(), day=None), parsed)


def _squads(ask: Ask, parsed: ParsedMessage) -> Calls:
    if ask.player:
        return _subjects(replace(ask, teams=(TEAMS[ask.player],)), parsed) if ask.player in TEAMS else ()
    return _subjects(replace(ask, teams=tuple(_each(ask))), parsed)


def _events(ask: Ask, parsed: ParsedMessage) -> Calls:
    return [{"event": team} for team in ask.teams[:1]]


def _carried(ask: Ask, parsed: ParsedMessage) -> Calls:
    usual = USUAL_GAME if ask.league in (None, USUAL_LEAGUE) else ask.league  # of which its source has no such game
    game = None if ask.player else ask.teams[0] if ask.teams else usual
    players = [player for player in _players(ask, parsed) if player is None or player in TEAMS]
    return [{"game": game, "market": ask.stat, "player": player} for player in players]


def _form(ask: Ask, parsed: ParsedMessage) -> Calls:
    if ask.player:
        return [{"player": player} for player in _players(ask, parsed)]
    stat = _first_of("trends", parsed.words) or "scored"
    return [{"team": team, "stat": stat} for team in _each(ask)]


def _questions(ask: Ask, parsed: ParsedMessage) -> Calls:
    about = ask.stat or "averages"
    if len(players := _players(ask, parsed)) > 1:
        return [{"question": f"{player} {about}"} for player in players]
    if ask.player and not re.search(r"season|career|year|\b(?:19|20)\d\d\b", ask.text):
        return [{"question": f"{ask.player} {about}"}]
    return [{"question": ask.text if parsed.players or not ask.player else f"{ask.player} {ask.text}"}]


def _forecasts(ask: Ask, parsed: ParsedMessage) -> Calls:
    nicknamed = any(mention.how == "name" for mention in parsed.teams) or " vs " in "".join(ask.teams)
    near = SAYS["near"].search(ask.text)
    place = None if nicknamed else place_named(PICKS["lead"].sub("", in_full(near[1] if near else ask.text)))
    game = None if place or ask.league in INDOORS or not ask.teams else ask.teams[0]
    return [{"place": place, "game": game}] if place or game else ()


def _calculations(ask: Ask, parsed: ParsedMessage) -> Calls:
    text = ask.text.replace("−", "-").replace("half the time", "50%")
    prices, percent, hits = (
        PICKS["prices"].findall(text), PICKS["percent"].search(text), PICKS["hits"].search(fold(text))
    )  # fmt: skip
    if hits and "hit" in parsed.words:
        return [{"calculation": "hit_rate", "numbers": {"hits": int(hits[1]), "games": int(hits[2])}}]
    rows = (row for row in TABLE["explain"]["rows"] if parsed.has(row[1]))
    name, _, least, chance, example = next(rows, TABLE["explain"]["rows"][-2])
    bare = PICKS["bare"].search(text) if name == "kelly" and ask.stake is None else None
    amount = float(bare[1]) if bare else ask.stake or (1_000 if name == "kelly" else 100)
    if len(prices) < least:
        prices = [*prices, *PICKS["tenths"].findall(text)]  # "convert 2.5": elsewhere that is a line
    if name == "parlay_payout" and len(prices) == 1:  # "four legs at -110"
        prices *= max(1, ask.count)
    if name == "parlay_payout" and percent and len(prices) == 1:
        name, chance = "expected_value", True  # "is -110 worth it if I think 55%"
    if name == "implied_probability" and ask.stake and prices:
        name = "parlay_payout"
    if name == "implied_probability" and len(prices) > 1:
        return [{"calculation": name, "numbers": {"prices": [one], "amount": amount}} for one in prices[:MAX_BOARDS]]
    numbers: Values = {"prices": prices if len(prices) >= least else tuple(example), "amount": amount}
    if chance:
        numbers["probability_percent"] = float(percent[1]) if percent else 55.0
    return [{"calculation": name, "numbers": numbers}]


def _slip(ask: Ask, parsed: ParsedMessage) -> Calls:
    seen = PICKS["american"].search(ask.text) if len(ask.legs) == 1 else None
    legs = [_leg(leg, int(seen[0]) if seen is not None else None) for leg in ask.legs]
    values: Values = {"legs": legs, "stake": ask.stake and _whole(ask.stake)}
    more = 0 if ask.legs and parsed.has("same game") else max(0, ask.count - len(ask.legs))
    usual = {"sport": None, "day": None}
    fill: Values = {"more_legs": more, "more_of": _first_of("fills", parsed.words) or "favorites"}
    return [values | fill if more else values | usual]


def _named_legs(ask: Ask, parsed: ParsedMessage) -> Calls:
    return _slip(ask, parsed) if ask.legs else ()


def _change(ask: Ask, parsed: ParsedMessage) -> Calls:
    numbers = [one for one in ask.remove if isinstance(one, int)]
    names = [one for one in ask.remove if isinstance(one, str)]
    return [{"add": [_leg(leg) for leg in ask.legs] or None, "remove": numbers or None, "remove_named": names or None}]


def _placed(ask: Ask, parsed: ParsedMessage) -> Calls:
    price, book = PICKS["prices"].search(ask.text), PICKS["book"].search(in_full(ask.text))
    if not (ask.legs and ask.stake and price and book):
        return ()
    legs = [{**_leg(leg), "price": price[1], "price_format": None, "date": None} for leg in ask.legs]
    return [{"legs": legs, "stake": ask.stake, "book": book[1].title(), "total_price": None}]


def _ticket(ask: Ask, parsed: ParsedMessage) -> Calls:
    found = PICKS["ticket"].search(ask.text.upper())
    if ask.kind == "void" and found is None and SAYS["last_ticket"].search(fold(ask.text)):
        return [{"ticket": "last", "reason": "taken back"}]
    if found is None or not re.search(r"\d", found[1]):
        return [{"tool": "my_bets", "status": "all"}]
    return [{"ticket": found[1], "reason": "taken back", "result": _result(ask), "note": ""}]


def _result(ask: Ask) -> str:
    """How a ticket ended, where that is said."""
    found = re.search(r"\b(won|lost|push|void)", ask.text.casefold())
    return found[1] if found else ""


def _limits(ask: Ask, parsed: ParsedMessage) -> Calls:
    if ask.stake is None or SAYS["other_limit"].search(ask.text):
        return [{"tool": "my_limits"}]
    values: Values = {"max_stake": None, "daily_stake": None, "country": None}
    parts = [(part, dollars(MONEY.search(part))) for part in re.split(r"\band\b|[,;]", ask.text)]
    for part, amount in parts if any(amount for _, amount in parts) else [(ask.text, ask.stake)]:
        if amount:
            values["max_stake" if SAYS["one_bet"].search(fold(part)) else "daily_stake"] = amount
    return [values]


def _preferences(ask: Ask, parsed: ParsedMessage) -> Calls:
    language, kind = _first_of("languages", f"{fold(ask.text)} {ask.text}"), _first_of("odds_formats", fold(ask.text))
    wanted = {"odds_format": kind or (None if language else "american"), "language": language}
    return [{name: value for name, value in wanted.items() if value is not None}]


ARGUMENTS: Mapping[str, Callable[[Ask, ParsedMessage], Calls]] = {
    one.__name__.removeprefix("_"): one
    for one in (
        _once, _subjects, _named_subjects, _leagues, _squads, _events, _carried, _form, _questions, _forecasts,
        _calculations, _slip, _named_legs, _change, _placed, _ticket, _limits, _preferences,
    )
}  # fmt: skip
"""What a row of the table's calls names: the arguments of each call, where they are not the usual ones."""


def _further(ask: Ask, steps: Sequence[tuple[str, str]]) -> Ask | None:
    """What to ask after the first answer; None where that was all."""
    return (_apart(ask, steps) or _of_ticket(ask, steps[0]) or _restaked(ask, steps[0])) if len(steps) == 1 else None


def _restaked(ask: Ask, step: tuple[str, str]) -> Ask | None:
    """So many times the stake that the slip has."""
    stake = PICKS["slip_stake"].search(step[1]) if ask.kind == "restake" and step[0] == "get_slip" else None
    if stake is None or ask.line is None:
        return None
    amount = round(float(stake[1].replace(",", "")) * ask.line, 2)
    return replace(ask, kind="change", stake=amount, remove=(), legs=(), line=None)


def _apart(ask: Ask, steps: Sequence[tuple[str, str]]) -> Ask | None:
    """The two teams one by one where the game of both that was asked for does not take place."""
    if len(ask.teams) != 1 or read_no_answer(steps[0][1]) is None:
        return None
    teams = tuple(ask.teams[0].split(" vs "))
    return replace(ask, teams=teams) if steps[0][0] == "get_odds_visual" and len(teams) == 2 else None


def _of_ticket(ask: Ask, step: tuple[str, str]) -> Ask | None:
    """The same of the pending ticket that is meant: the only one, or the one placed last where that is said."""
    if ask.kind not in GROUPS["of_ticket"] or step[0] != "my_bets" or (ask.kind == "settle" and not _result(ask)):
        return None
    pending = PICKS["pending_ticket"].findall(step[1])  # the newest first
    meant = pending[:1] if len(pending) == 1 or SAYS["last_ticket"].search(fold(ask.text)) else []
    return replace(ask, text=f"{ask.text} #{meant[0]}") if meant else None


def _first_of(table: str, words: str) -> str | None:
    """The first row of a table whose words stand there."""
    return next((name for name, pattern in TABLE[table].items() if re.search(rf"\b(?:{pattern})\b", words)), None)


def _players(ask: Ask, parsed: ParsedMessage) -> list[str | None]:
    """The player asked about, and those named beside them."""
    named = [player.names[0].name for player in parsed.players]
    if not named and not ask.focus:
        named = [one.name for one in ask.named if one.name in _PLAYERS]
    return list(dict.fromkeys((ask.player, *named) if ask.player in named else (ask.player,)))[:MAX_BOARDS]


def _each(ask: Ask) -> list[str]:
    """The teams one by one, those of a pairing as well."""
    return [team for pairing in ask.teams for team in pairing.split(" vs ")][:MAX_BOARDS]


def _leg(leg: Leg, american: int | None = None) -> Values:
    return {**asdict(leg), "american": american}


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
