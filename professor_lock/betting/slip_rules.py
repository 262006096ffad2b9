"""The rules of a slip: what keeps it from being taken as it stands, and what a user should know of its legs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from professor_lock.betting.conflicts import by_game, conflicts, same_market
from professor_lock.betting.consensus import STALE_S
from professor_lock.betting.facts import EventStatus
from professor_lock.betting.legs import SlipLeg, UnmatchedLeg
from professor_lock.betting.money import format_money
from professor_lock.betting.scores import implies

MIN_LEGS = 1
"""One leg is a straight bet."""
MAX_LEGS = 15
"""Offshore books state it as the most legs of a parlay."""


@dataclass(frozen=True, slots=True)
class SlipProblem:
    """A reason from the slip rules. `code` is the rule's name (both_sides, started, …), `legs` positions from 0."""

    code: str
    message: str
    legs: tuple[int, ...] = ()


def judge_legs(
    legs: Sequence[SlipLeg], unmatched: Sequence[UnmatchedLeg], now: datetime
) -> tuple[list[SlipProblem], list[SlipProblem], bool]:
    """What is wrong with the legs, what is to be said of them, and whether their prices may be multiplied."""
    problems = [_problem("missing_odds", f"No price for {leg.asked}: {leg.reason}") for leg in unmatched]
    warnings: list[SlipProblem] = []
    multiply = bool(legs) and not unmatched
    for i, leg in enumerate(legs):
        if not _is_price(leg):
            problems.append(_problem("invalid_odds", f"Leg {i + 1} has no valid price.", i))
            multiply = False
        if leg.event.status is not EventStatus.SCHEDULED or leg.event.starts_at <= now:
            problems.append(_not_open(i, leg))
    games = by_game(legs)
    if len(games) < len(legs):
        _check_games(games, problems, warnings)
        multiply = False  # legs of one game depend on each other, if they can be combined at all
    return problems, warnings, multiply


def _problem(code: str, message: str, *legs: int) -> SlipProblem:
    return SlipProblem(code, message, legs)


def _is_price(leg: SlipLeg) -> bool:
    return (
        isinstance(leg.decimal, Fraction)
        and leg.decimal.numerator > leg.decimal.denominator
        and (leg.american >= 100 or leg.american <= -100)
    )


def _not_open(i: int, leg: SlipLeg) -> SlipProblem:
    status = leg.event.status
    if status in (EventStatus.POSTPONED, EventStatus.CANCELED):
        return _problem("off", f"Leg {i + 1}: {leg.event.name} is {status.value}.", i)
    state = "is over" if status is EventStatus.FINAL else "has started"
    return _problem("started", f"Leg {i + 1}: {leg.event.name} {state}.", i)


def _check_games(
    games: Iterable[list[tuple[int, SlipLeg]]], problems: list[SlipProblem], warnings: list[SlipProblem]
) -> None:
    """Add what is wrong among legs of one game."""
    for legs in games:
        if len(legs) < 2:
            continue
        for code, positions in conflicts(legs):
            problems.append(_problem(code, _CONFLICT_TEXT[code].format(_leg_names(positions)), *positions))
        if any(not same_market(legs[0][1], leg) for _, leg in legs[1:]):
            warnings.append(_same_game(legs))


def _same_game(legs: list[tuple[int, SlipLeg]]) -> SlipProblem:
    positions = tuple(i for i, _ in legs)
    text = f"{_leg_names(positions)} are of one game and correlated: ask the book for its same-game price."
    for i, leg in legs:
        for j, other in legs:
            if i != j and not same_market(leg, other) and implies(leg, other):
                text += (
                    f" Leg {i + 1} cannot win without leg {j + 1}: the fair price of the two is that of leg {i + 1}."
                )
    return SlipProblem("same_game", text, positions)


def count_and_stake_problems(legs: int, stake_cents: int, max_legs: int, max_stake_cents: int) -> list[SlipProblem]:
    """What is wrong with the number of legs and with the stake; empty when both are fine."""
    problems = []
    if legs < MIN_LEGS:
        problems.append(_problem("too_few_legs", "There is no bet on this slip yet."))
    if legs > max_legs:
        problems.append(_problem("too_many_legs", f"A parlay takes at most {max_legs} legs; this one has {legs}."))
    if type(stake_cents) is not int:
        problems.append(_problem("stake", "The stake must be in whole cents."))
    elif stake_cents <= 0:
        problems.append(_problem("stake", "The stake must be more than $0."))
    elif stake_cents > max_stake_cents:
        problems.append(_problem("stake", f"The stake is over the limit of {format_money(max_stake_cents)}."))
    return problems


def book_warnings(legs: Sequence[SlipLeg], now: datetime) -> list[SlipProblem]:
    """Warnings on legs of different books, and on prices quoted more than STALE_S ago."""
    warnings = []
    if len({leg.book for leg in legs}) > 1:
        text = "The legs are quoted at different books; one ticket is sold by one book."
        warnings.append(SlipProblem("mixed_books", text, tuple(range(len(legs)))))
    stale = tuple(i for i, leg in enumerate(legs) if (now - leg.as_of).total_seconds() > STALE_S)
    if stale:
        minutes = STALE_S // 60
        warnings.append(SlipProblem("stale_price", f"{_leg_names(stale)}: quoted over {minutes} minutes ago.", stale))
    exchanges = tuple(i for i, leg in enumerate(legs) if leg.exchange)
    if exchanges:
        text = f"{_leg_names(exchanges)}: an exchange's price, before its commission; no exchange sells parlays of it."
        warnings.append(SlipProblem("exchange", text, exchanges))
    return warnings


def _leg_names(positions: Sequence[int]) -> str:
    numbers = [str(i + 1) for i in positions]
    return f"Leg {numbers[0]}" if len(numbers) == 1 else f"Legs {', '.join(numbers[:-1])} and {numbers[-1]}"


_CONFLICT_TEXT = {
    "both_sides": "{} are opposite sides of one market: they cannot be on one ticket.",
    "duplicate": "{} are the same bet.",
    "same_market_twice": "{} are the same side at two lines.",
    "impossible": "{} cannot all win: no result does it.",
}
