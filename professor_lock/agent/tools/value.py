"""The agent's tools that compute: prices with value, the hedge of a ticket, the explanation of a calculation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from fractions import Fraction
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo

from agents.tool import FunctionTool
from pydantic import BaseModel, Field

from professor_lock.agent.checking import EXAMPLE_CARD
from professor_lock.agent.context import ProfessorLockContext
from professor_lock.agent.next_questions import Subject
from professor_lock.agent.tools.compare import compare_books, with_note
from professor_lock.agent.tools.kit import Run, short, tool
from professor_lock.betting.arbitrage import Hedge, hedge_equal, hedge_free
from professor_lock.betting.board import Board, BoardGame, build_board
from professor_lock.betting.board_market import BoardMarket, BoardSide
from professor_lock.betting.consensus import DRAW, LONG_PRICE, MIN_EV, MIN_EV_BOOKS, STALE_S
from professor_lock.betting.exchange import EXCHANGE_COMMISSION, after_commission
from professor_lock.betting.explain import (
    Explanation,
    explain_arbitrage,
    explain_clv,
    explain_ev,
    explain_hedge,
    explain_implied,
    explain_kelly,
    explain_no_vig,
    explain_parlay,
    explain_rate,
)
from professor_lock.betting.facts import Event, Market, Quote
from professor_lock.betting.legs import SlipLeg
from professor_lock.betting.money import MAX_STAKE_CENTS, MAX_TOTAL_CENTS, format_money, parse_stake
from professor_lock.betting.names import game_and_day
from professor_lock.betting.odds import PriceFormat, format_price, parse_price, require_probability
from professor_lock.betting.offers import Bet, leg_at, leg_name
from professor_lock.betting.settlement import Result
from professor_lock.desk.tickets import LegGrade, Ticket
from professor_lock.errors import BadInput
from professor_lock.user import OddsFormat, UserContext
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.format import beside_tag, short_game, when
from professor_lock.widgets.simple import create_sheet_widget
from professor_lock.words import Words

T = TypeVar("T")
NEAR_MISSES = 3
"""How many of the best prices are named where none has a positive expected value."""

EXCHANGE_KEEPS = (
    f"Only an exchange has the other side: the sums count {float(EXCHANGE_COMMISSION):.0%} of a win as its commission. "
    "That rate is assumed; yours may differ."
)
TICKET_BEFORE = "The ticket has a leg at an exchange's price: what it returns is less by that exchange's commission."
FAIR_IS = "The fair chance is the no-vig median of the books: the market's opinion, not a forecast of ours."

Calculation = Literal[
    "implied_probability", "fair_odds", "parlay_payout", "expected_value", "kelly", "arbitrage", "closing_line_value",
    "hit_rate", "hedge",
]  # fmt: skip


class Numbers(BaseModel):
    """The user's numbers; only those that the calculation needs."""

    prices: list[str] = Field(
        default_factory=list,
        description='In any format ("-110", "1.91", "10/11"). fair_odds, arbitrage: every side of the market. '
        "parlay_payout: every leg. closing_line_value: the price taken, then the closing price of that side, then of "
        "the other if known. hedge: the price taken, then that of the other side. hit_rate: none.",
    )
    price_format: PriceFormat | None = Field(
        default=None, description='Only where the user says it: "hong_kong" (0.91), "malay" (-0.85), "indonesian".'
    )
    amount: float | None = Field(default=None, description="Stake, for arbitrage in all; for kelly the bankroll. $.")
    probability_percent: float | None = Field(default=None, description="expected_value, kelly: the chance to win.")
    push_probability: float | None = Field(
        default=None, description="expected_value, kelly: the chance of a push from 0 to 1, on a whole-number line."
    )
    hits: int | None = Field(default=None, description="hit_rate: how many hit.")
    games: int | None = Field(default=None, description="hit_rate: of how many.")


@tool
async def find_value(ctx: Run, sport: str, min_ev_percent: float = 1, max_age_minutes: float = 10) -> str:
    """Look through a league's games for prices that beat the no-vig market. Mostly there are none, and it says so.

    Args:
        sport: The league, e.g. "nba".
        min_ev_percent: The least expected value in percent of the stake; below 1 counts as 1.
        max_age_minutes: The oldest quote that counts, in minutes; above 10 counts as 10.
    """
    run = ctx.context
    await run.progress("Comparing prices with the no-vig market", icon="analytics")
    slate = await run.desk.market.slate(short(sport), run.user)
    run.checking.slate(slate)
    run.next_questions.about(Subject(league=slate.league))
    board = build_board(slate, now=run.now())
    least = max(MIN_EV, min_ev_percent / 100)
    found = [
        one
        for one in board.value
        if (one[2].value_ev or 0) >= least
        and one[2].value_price is not None
        and one[2].value_price.age_s <= min(STALE_S, max_age_minutes * 60)
    ]
    return await _show(run, _value_sheet(board, found, run.user))


@tool
async def hedge(ctx: Run, ticket: str) -> str:
    """Show what a bet on the other side of a ticket's last open leg would cost and come to, at today's best price.

    Args:
        ticket: The name of a recorded ticket of which one leg is still open, e.g. "A1B2C3D4".
    """
    run, words = ctx.context, ctx.context.user.words
    found = await run.desk.tickets.find(ticket, run.user)
    position, leg = _open_leg(found)
    [slate] = await run.desk.market.slates_of([leg], run.user)
    other = leg_at(_other_side(leg, slate.quotes), slate.quotes, run.now())
    if other is None:
        said = f"No book offers the exact other side of {leg_name(leg)} now, so there is no clean hedge."
        raise BadInput(with_note(said, slate))
    won = LegGrade(position, Result.WON, "if it wins", "assumed")
    payout = found.settled_with(dict(found.grades) | {position: won}).payout_cents
    if payout is None:
        raise BadInput(
            f"What ticket #{found.reference} returns with a leg pushed or void only the book can say: ask it first."
        )
    zone = ZoneInfo(run.user.time_zone)
    return await _show(
        run,
        _hedge_sheet(
            found, leg, other, payout, note=slate.note, zone=zone, odds_format=run.user.odds_format, words=words
        ),
    )


@tool
async def explain(ctx: Run, calculation: Calculation, numbers: Numbers) -> str:
    """Show a calculation with its formula and the user's own numbers, so that they can check it.

    Args:
        calculation: Which one.
        numbers: What it is made with.
    """
    found = explanation(calculation, numbers, ctx.context.user.odds_format)
    chosen = ctx.context.checking.example_of(_figures(calculation, numbers))
    title = f"{EXAMPLE_CARD}{found.title}" if chosen else found.title
    nobodys = f"An example: no source and no message of yours gives {', '.join(chosen)}. It is of no game or bet."
    widget = create_sheet_widget(
        title,
        [("Formula", found.formula), *found.steps],
        lead=found.answer,
        notes=[nobodys if chosen else "Computed, not guessed."],
        closed={"rows": "How it is computed"},
        words=ctx.context.user.words,
    )
    return await _show(ctx.context, widget)


_ONE_PRICE = frozenset({"implied_probability", "expected_value", "kelly"})
_WITH_CHANCE = frozenset({"expected_value", "kelly"})
_WITH_AMOUNT = _WITH_CHANCE | {"parlay_payout", "arbitrage", "hedge"}


def _figures(calculation: Calculation, numbers: Numbers) -> list[str]:
    """The figures that a calculation uses, as written; other figures that were given are left out."""
    if calculation == "hit_rate":
        return [str(one) for one in (numbers.hits, numbers.games) if one is not None]
    figures = [*numbers.prices]
    if calculation in _WITH_AMOUNT and numbers.amount is not None:
        figures.append(f"${numbers.amount:.10g}")
    if calculation in _WITH_CHANCE:
        push = numbers.push_probability
        percents = (numbers.probability_percent, 100 * push if push else None)
        figures += [f"{one:.10g}%" for one in percents if one is not None]
    return figures


VALUE_TOOLS: tuple[FunctionTool, ...] = (find_value, compare_books, hedge, explain)


def _value_sheet(
    board: Board, found: Sequence[tuple[BoardGame, BoardMarket, BoardSide]], user: UserContext
) -> BuiltWidget:
    zone, odds_format = ZoneInfo(user.time_zone), user.odds_format
    looked_at = sum(side.best is not None for game in board.games for market in game.markets for side in market.sides)
    rows = []
    for game, market, side in found:
        price = side.value_price
        if price is None or side.value_ev is None or side.fair_probability is None:
            raise AssertionError("a flagged side has its price, its value and a fair chance")
        name = leg_name(Bet(game.event, market.market, side.selection, side.line), user.words)
        said = (
            f"{format_price(price.decimal, odds_format)} {price.books[0]}, {price.age_s // 60} min ago: "
            f"+{side.value_ev:.1%} EV, fair {side.fair_probability:.1%} of {market.fair_books} books"
        )
        rows.append((f"{name}, {_game_and_start(game.event, board.fetched_at, zone, user.words)}", said))
    count = f"{len(rows)} of {looked_at} prices" if rows else f"None of {looked_at} prices"
    lead = f"{count} {'beats' if len(rows) < 2 else 'beat'} the no-vig market by the rules."
    if not rows:
        lead += " That is the usual answer: no edge found."
        rows = [_near_miss(*missed, board.fetched_at, zone, odds_format, user.words) for missed in _nearest(board)]
        lead += " The nearest misses:" if rows else ""
    read = when(board.fetched_at, zone, board.fetched_at, words=user.words)
    notes = [
        _rules(odds_format),
        FAIR_IS,
        f"Source: {board.source}, read {read}.",
    ]
    return create_sheet_widget(
        f"Value: {board.title}",
        rows,
        lead=" ".join(filter(None, (beside_tag(board.note, demo=board.demo), lead))),
        notes=notes,
        demo=board.demo,
        closed={"notes": "Rules and source"},
        words=user.words,
    )


def _rules(odds_format: OddsFormat) -> str:
    """The sentence that says when a price counts as beating the market."""
    return (
        f"A price counts only with {MIN_EV_BOOKS} or more books behind the fair chance, a quote at most "
        f"{STALE_S // 60} minutes old, before the start, at a line the market agrees on, and from "
        f"{format_price(LONG_PRICE, odds_format)} on also by Shin's method."
    )


def _nearest(board: Board) -> list[tuple[BoardGame, BoardMarket, BoardSide]]:
    """The prices nearest to their fair price, of those that the rules consider, best first."""
    sides = [
        (game, market, side)
        for game in board.games
        if not game.live
        for market in game.markets
        for side in market.sides
        if side.ev is not None and side.best is not None
        if side.best.age_s <= STALE_S and market.fair_books >= MIN_EV_BOOKS
    ]
    return sorted(sides, key=lambda one: -(one[2].ev or 0.0))[:NEAR_MISSES]


def _near_miss(  # noqa: PLR0917  a side, and how it is written
    game: BoardGame,
    market: BoardMarket,
    side: BoardSide,
    read_at: datetime,
    zone: tzinfo,
    odds_format: OddsFormat,
    words: Words,
) -> tuple[str, str]:
    """A row on a price that nearly had value: the bet, and its expected value."""
    price, ev, fair = side.best, side.ev, side.fair_probability
    if price is None or ev is None or fair is None:
        raise AssertionError("a side with an EV has its price and a fair chance")
    name = leg_name(Bet(game.event, market.market, side.selection, side.line), words)
    held = ", held back by a rule" if ev >= MIN_EV and not side.ev_flag else ""
    said = (
        f"{format_price(price.decimal, odds_format)} {price.books[0]}, {price.age_s // 60} min ago: "
        f"{ev:+.1%} EV{held}, fair {fair:.1%} of {market.fair_books} books"
    )
    return f"{name}, {_game_and_start(game.event, read_at, zone, words)}", said


def _game_and_start(event: Event, seen: datetime, zone: tzinfo, words: Words) -> str:
    """ "Warriors @ Lakers, 7:00 PM ET": beside the bet, which has the team's whole name."""
    return f"{short_game(event)}, {when(event.starts_at, zone, seen, words=words)}"


def _open_leg(ticket: Ticket) -> tuple[int, SlipLeg]:
    """(position, leg) of the only undecided leg; BadInput when the ticket has none or several, or is decided."""
    if ticket.settlement.result is not Result.PENDING:
        raise BadInput(f"Ticket #{ticket.reference} is decided: {ticket.settlement.result.value}.")
    left = [(position, leg) for position, leg in enumerate(ticket.legs) if position not in ticket.grades]
    if len(left) != 1:
        raise BadInput(f"Ticket #{ticket.reference} has {len(left)} open legs; a hedge is of the last one.")
    return left[0]


def _other_side(leg: SlipLeg, quotes: Sequence[Quote]) -> Bet:
    """The bet that wins exactly when the leg loses; BadInput where no bet does, as where a draw is possible."""
    event = leg.event
    if leg.market is Market.MONEYLINE:
        drawn = any(q.event.id == event.id and q.selection == DRAW for q in quotes)
        if drawn or leg.three_way or leg.selection == DRAW:
            raise BadInput("A draw is possible: no single bet is the other side of this one.")
    teams = {event.away: event.home, event.home: event.away, "Over": "Under", "Under": "Over"}
    line = -leg.line if leg.line is not None and leg.market is Market.SPREAD else leg.line
    return Bet(event, leg.market, teams[leg.selection], line, leg.subject, leg.stat)


def _hedge_sheet(
    ticket: Ticket,
    leg: SlipLeg,
    other: SlipLeg,
    payout: int,
    *,
    note: str | None,
    zone: tzinfo,
    odds_format: OddsFormat,
    words: Words,
) -> BuiltWidget:
    def said(plan: Hedge) -> str:
        return f"stake {format_money(plan.stake_cents)}: {_came(plan.if_won_cents)} / {_came(plan.if_lost_cents)}"

    risked, quoted_at = ticket.stake_cents, when(other.as_of, zone, other.as_of, words=words)
    paid = after_commission(other.decimal, EXCHANGE_COMMISSION) if other.exchange else other.decimal
    quoted = f"{leg_name(other)} {format_price(other.decimal, odds_format)} at {other.book}"
    returns = f"returns {format_money(payout)}{' before commission' if ticket.at_exchange else ''} on {leg_name(leg)}"
    rows = [
        ("Ticket", f"#{ticket.reference}: {format_money(risked)}, {returns}"),
        ("Game", game_and_day(leg.event, zone, words)),
        ("Other side now", f"{quoted} (exchange, before commission)" if other.exchange else quoted),
        ("No hedge", f"{_came(payout - risked)} / {_came(-risked)}"),
        ("Same either way", said(hedge_equal(payout, risked, paid))),
        ("Stake back if it loses", said(hedge_free(payout, risked, paid))),
    ]
    notes = [
        *([EXCHANGE_KEEPS] if other.exchange else []),
        *([TICKET_BEFORE] if ticket.at_exchange else []),
        "Profit over both bets: if the ticket wins / if it loses. A push on a whole number returns stakes instead"
        + (", so does a player who does not play." if leg.market is Market.PLAYER_PROP else "."),
        "A hedge buys calm with expected value: the other side's price has vig in it too.",
        f"Price from {other.source}, quoted {quoted_at}. No bet is placed here.",
        *([note] if note else []),
    ]
    return create_sheet_widget("Hedge", rows, notes=notes, demo=other.demo, words=words)


def _came(cents: int) -> str:
    return f"+{format_money(cents)}" if cents > 0 else format_money(cents)


def explanation(calculation: Calculation, numbers: Numbers, odds_format: OddsFormat) -> Explanation:
    """The calculation with these numbers; BadInput names a number that is missing or impossible."""
    prices = [parse_price(price, field="prices", written=numbers.price_format) for price in numbers.prices]
    total = {"kelly": "bankroll", "arbitrage": "total"}.get(calculation)
    most = MAX_STAKE_CENTS if total is None else MAX_TOTAL_CENTS
    asked = numbers.amount
    cents = None if asked is None else parse_stake(asked, max_cents=most, field="amount", what=total or "stake")
    push = float(require_probability(numbers.push_probability or 0.0, field="push_probability"))
    percent = numbers.probability_percent
    if percent is not None and not 0 <= percent <= 100:
        raise BadInput("A chance is from 0 to 100 percent.", field="probability_percent")
    chance = None if percent is None else float(Fraction(str(percent)) / 100)
    if calculation in _ONE_PRICE and len(prices) > 1:
        raise BadInput("This calculation is made with one price.", field="prices")
    match calculation:
        case "implied_probability":
            return explain_implied(_first(prices), odds_format)
        case "fair_odds":
            return explain_no_vig(prices, odds_format)
        case "parlay_payout":
            return explain_parlay([_first(prices), *prices[1:]], _needed(cents, "amount"), odds_format)
        case "expected_value":
            return explain_ev(_first(prices), _needed(chance, "probability_percent"), _needed(cents, "amount"), push)
        case "kelly":
            return explain_kelly(_first(prices), _needed(chance, "probability_percent"), _needed(cents, "amount"), push)
        case "arbitrage":
            return explain_arbitrage(prices, _needed(cents, "amount"), odds_format)
        case "closing_line_value":
            return explain_clv(_first(prices), prices[1:])
        case "hedge":
            if len(prices) != 2:
                raise BadInput("A hedge is made with two prices: the one taken and that of the other side.")
            return explain_hedge(prices[0], prices[1], _needed(cents, "amount"))
    return explain_rate(_needed(numbers.hits, "hits"), _needed(numbers.games, "games"))


def _first(prices: Sequence[Fraction]) -> Fraction:
    if not prices:
        raise BadInput("Which price?", field="prices")
    return prices[0]


def _needed(value: T | None, field: str) -> T:
    if value is None:
        raise BadInput(f"This calculation needs {field}.", field=field)
    return value


async def _show(run: ProfessorLockContext, widget: BuiltWidget) -> str:
    await run.stream_widget(widget)
    return run.covered(widget.copy_text)
