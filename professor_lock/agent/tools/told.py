"""Makes a ticket of a bet that the user placed elsewhere, also on a game that has begun, is over or is not listed.

Price, line, stake and total price are stored as the user states them, within what a book would accept. Game and side
are looked up among the coming games, then on the scoreboards of the last days; otherwise the text's are taken.
"""

from __future__ import annotations

import hashlib
import json
from calendar import isleap
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from pydantic import Field

from professor_lock.agent.context import ProfessorLockContext
from professor_lock.agent.tools.kit import ParlayLeg, leg_request, short
from professor_lock.betting.consensus import DRAW
from professor_lock.betting.facts import Event, EventStatus, Market, Slate
from professor_lock.betting.legs import LegRequest, SlipLeg, UnmatchedLeg
from professor_lock.betting.money import format_money, payout_cents
from professor_lock.betting.odds import PriceFormat, american_price, format_price, parse_price
from professor_lock.betting.slip import price_slip
from professor_lock.desk.proposals import MAX_RETURN_CENTS
from professor_lock.desk.tickets import TOLD, NewTicket
from professor_lock.errors import BadInput, SourceUnavailable
from professor_lock.sources.names.games import Ambiguous, find_events, scoreboard_day, slate_roster
from professor_lock.sources.names.leagues import find_league
from professor_lock.sources.names.leg_words import read_request
from professor_lock.sources.names.prop_words import read_prop
from professor_lock.sources.names.rosters import leagues_of_team, split_matchup
from professor_lock.sources.names.text import fold
from professor_lock.sources.names.when import When, split_when, when_words, without_yesterday

MAX_LEG_PRICE = Fraction(10_001)
"""+1,000,000: the highest price that a book offers on one leg."""
MAX_TICKET_PRICE = Fraction(10_000_001)
"""+1,000,000,000: the highest price of a whole ticket."""
DAYS_BACK = 3
"""How many days' scoreboards are searched for a game that has begun or is over, from today back."""
AS_WRITTEN = Fraction(1, 50)
"""How much two prices may differ by rounding in how they are written (+264 and 3.6), as a share."""
MAX_AHEAD = timedelta(days=400)
CONFLICTS = ("both_sides", "impossible", "duplicate", "same_market_twice", "too_many_legs", "stake")


class TrackedLeg(ParlayLeg):
    """One leg of a bet the user has placed at a sportsbook; here the price is theirs to say."""

    price: str = Field(description='The price they got, e.g. "-110", "2.10" or "10/11".')
    price_format: PriceFormat | None = Field(
        default=None, description='Only where they say it: "hong_kong" (0.91), "malay" (-0.85), "indonesian".'
    )
    date: str | None = Field(
        default=None, description="The day the game is or was played, as YYYY-MM-DD, where they say it."
    )


async def told_leg(run: ProfessorLockContext, asked: TrackedLeg, book: str) -> SlipLeg:
    """The leg as the user placed it. BadInput says what is missing, or more than a book would accept."""
    if not book.strip():
        raise BadInput("Which sportsbook was it placed at?", field="book")
    decimal = parse_price(asked.price, field="legs", written=asked.price_format)
    if decimal > MAX_LEG_PRICE:
        most = format_price(MAX_LEG_PRICE, run.user.odds_format)
        raise BadInput(f"No book writes {short(asked.price)} for one leg: a price is at most {most}.", field="legs")
    asked, day = _with_day(run, asked)
    request, line, side, when = _read(asked)
    if request.market is not Market.MONEYLINE and line is None:
        raise BadInput(f"Which line was the {asked.market} of {short(asked.selection)}?", field="legs")
    played_on = day or _day_said(run, when)
    failed: dict[str, None] = {}
    leg = (
        await _offered(run, request, day, failed)
        or await _listed(run, request, f"{side} {when_words(when)}".strip(), played_on, failed)
        or _unlisted(run, request, side, played_on, failed)
    )
    same = line == leg.line and leg.books > 0
    return replace(
        leg,
        line=line,
        american=american_price(decimal),
        decimal=decimal,
        book=run.checking.shown(short(book)[:60]),
        source=TOLD,
        as_of=run.now(),
        fair_probability=leg.fair_probability if same else None,
        shin_probability=leg.shin_probability if same else None,
        push_probability=leg.push_probability if same else None,
        books=leg.books if same else 0,
        agreement=leg.agreement if same else "none",
        exchange=False,
    )


def told_ticket(
    thread_id: str, legs: Sequence[SlipLeg], stake_cents: int, total_price: str | None, now: datetime
) -> NewTicket:
    """The ticket, at the stated total price. A bet stated twice in a thread on one day has one `request_key`."""
    priced = price_slip(legs, stake_cents=stake_cents, now=now)
    wrong = [problem.message for problem in priced.problems if problem.code in CONFLICTS]
    if wrong:
        raise BadInput(" ".join(wrong), field="legs")
    if total_price is not None:
        price: Fraction | None = _total_price(total_price, legs)
    elif any(warning.code == "same_game" for warning in priced.warnings):
        raise BadInput("Legs of one game are priced together: what was the ticket's own price?", field="total_price")
    else:
        price = legs[0].decimal if len(legs) == 1 else priced.decimal
    _check_bounds(price, stake_cents)
    said = [
        [leg.event.id, leg.market, leg.selection, str(leg.line), str(leg.decimal), leg.subject or "", leg.stat or ""]
        for leg in legs
    ]
    text = json.dumps([thread_id, now.date().isoformat(), stake_cents, legs[0].book, str(price), sorted(said)])
    return NewTicket(
        request_key="tracked:" + hashlib.sha256(text.encode()).hexdigest(),
        origin="tracked",
        legs=tuple(legs),
        stake_cents=stake_cents,
        price=price,
        fair_probability=priced.fair_probability if len(legs) > 1 else legs[0].fair_probability,
        demo=any(leg.demo for leg in legs),
        placed_at=now,
        thread_id=thread_id,
    )


def _total_price(text: str, legs: Sequence[SlipLeg]) -> Fraction:
    """The stated price of the whole ticket; BadInput for one that the legs' prices cannot make."""
    price = parse_price(text, field="total_price")
    longest = max(leg.decimal for leg in legs)
    apart = price / longest - 1
    if len(legs) == 1 and abs(apart) > AS_WRITTEN:
        raise BadInput(
            f"The leg says {format_price(longest)}, the ticket {format_price(price)}: which one is meant?",
            field="total_price",
        )
    if apart < -AS_WRITTEN:
        raise BadInput(
            f"A ticket of several legs pays no less than its longest leg, which is {format_price(longest)} here.",
            field="total_price",
        )
    return price


def _check_bounds(price: Fraction | None, stake_cents: int) -> None:
    """BadInput for a price or a payout that is more than a book would accept on one ticket."""
    if price is None:
        return
    if price > MAX_TICKET_PRICE:
        most = format_price(MAX_TICKET_PRICE)
        raise BadInput(f"No book writes such a price: a ticket's is at most {most}.", field="total_price")
    if payout_cents(stake_cents, price) > MAX_RETURN_CENTS:
        raise BadInput(
            f"At that price it would return more than {format_money(MAX_RETURN_CENTS)}: no book pays as much.",
            field="total_price",
        )


def _with_day(run: ProfessorLockContext, asked: TrackedLeg) -> tuple[TrackedLeg, date | None]:
    """The leg without its date or "yesterday", and the day that this names; None where neither is given."""
    day = _day(asked.date)
    selection, in_selection = without_yesterday(asked.selection)
    event, in_event = without_yesterday(asked.event or "")
    if not (in_selection or in_event):
        return asked, day
    yesterday = _today(run) - timedelta(days=1)
    if day not in (None, yesterday):
        raise BadInput(f"The words say yesterday, the date says {day}: which one is meant?", field="legs")
    return asked.model_copy(update={"selection": selection, "event": event or None}), yesterday


def _day_said(run: ProfessorLockContext, when: When) -> date | None:
    """The day that "tomorrow" or "Jan 5" names; None for a weekday, which may be the last or the next one."""
    today = _today(run)
    if when.days_ahead is not None:
        return today + timedelta(days=when.days_ahead)
    if when.date is None:
        return None
    year, month, day = when.date
    years = (year,) if year else (today.year - 1, today.year, today.year + 1)
    with_year = [date(one, month, day) for one in years if (month, day) != (2, 29) or isleap(one)]
    return min(with_year, key=lambda one: abs(one - today), default=None)


def _read(asked: TrackedLeg) -> tuple[LegRequest, Fraction | None, str, When]:
    """(request without its line, which may have moved since; line; side as text; day and hour).

    Day, hour and number of the game stay in the request's text as well.
    """
    request = leg_request(asked)
    if request.market is Market.PLAYER_PROP:
        prop = read_prop(request)
        if isinstance(prop, UnmatchedLeg):
            raise BadInput(f"{prop.asked}: {prop.reason}", field="legs")
        said = f"{prop.player} {prop.side} {when_words(prop.when)}".strip()
        event = split_when(request.event or "")[0] or None
        return replace(request, selection=said, event=event, line=None), prop.line, prop.side, prop.when
    wanted = read_request(request)
    if isinstance(wanted, UnmatchedLeg):
        raise BadInput(f"{wanted.asked}: {wanted.reason}", field="legs")
    event = split_when(request.event or wanted.event or "")[0] or None
    said = f"{wanted.side} {when_words(wanted.when)}".strip()
    return replace(request, selection=said, event=event, line=None), wanted.line, wanted.side, wanted.when


async def _offered(
    run: ProfessorLockContext, request: LegRequest, day: date | None, failed: dict[str, None]
) -> SlipLeg | None:
    """The leg as books offer it on a coming game; None when none does, or not on that day.

    The failures of sources are added to `failed`, here and in the functions below.
    """
    try:
        found, unmatched = await run.desk.market.find_legs([request], run.user)
    except SourceUnavailable as error:
        failed[str(error)] = None
        return None
    if found:
        leg = found[0].leg
        return leg if day is None or _local_day(run, leg.event) == day else None
    if unmatched[0].candidates and (request.market is Market.PLAYER_PROP or "could be" in unmatched[0].reason):
        closest = "; ".join(unmatched[0].candidates)
        raise BadInput(f"{unmatched[0].asked}: {unmatched[0].reason} Closest: {closest}.", field="legs")
    return None


async def _listed(
    run: ProfessorLockContext, request: LegRequest, side: str, day: date | None, failed: dict[str, None]
) -> SlipLeg | None:
    """The leg on a game of a scoreboard, which has begun, is over or has no prices; None when no scoreboard lists it.

    `side` is followed by the day, hour and number of the game, as text.
    """
    side, when = split_when(side)
    words = request.event or ("" if side in ("Over", "Under", DRAW) else side)
    if not words:
        raise BadInput(f"Which game was {short(request.selection)} on?", field="legs")
    games: list[Event] = []
    for league in _leagues(request, words):
        today = scoreboard_day(run.now())
        for asked in [day] if day else [today - timedelta(days=back) for back in range(DAYS_BACK)]:
            try:
                scores = await run.sources.sports.scores(league, run.now(), asked, ZoneInfo(run.user.time_zone))
            except SourceUnavailable as error:
                failed[str(error)] = None
                continue
            slate = Slate(league, tuple(score.event for score in scores), (), TOLD, run.now())
            found = find_events(slate, f"{words} {when_words(when)}", ZoneInfo(run.user.time_zone))
            if isinstance(found, Ambiguous):
                raise BadInput(f"That could be {' or '.join(found.candidates)}.", field="legs")
            games += [game for game in found if day in (None, scoreboard_day(game.starts_at), _local_day(run, game))]
    if day is None:
        games = [game for game in games if game.starts_at <= run.now()] or games
    if len(games) > 1:
        names = "; ".join(f"{game.name} on {_local_day(run, game)}" for game in games)
        raise BadInput(f"Which of these games: {names}? Give its date.", field="legs")
    return _bare_leg(request, games[0], _side_of(games[0], side)) if games else None


def _unlisted(
    run: ProfessorLockContext, request: LegRequest, side: str, day: date | None, failed: dict[str, None]
) -> SlipLeg:
    """The leg on a game that no source lists."""
    teams = split_matchup(request.event or "")
    nobody = f"{' '.join(failed)} No other source lists" if failed else "No source lists"
    if teams is None:
        raise BadInput(
            f"{nobody} a game for {short(request.selection)}. To record it all the same, name both teams "
            '("Lakers vs Suns") and the day it is or was played.',
            field="legs",
        )
    if day is None:
        raise BadInput(f"{nobody} {short(request.event or '')}: on which day is or was it played?", field="legs")
    if abs(day - run.now().date()) > MAX_AHEAD:
        raise BadInput("The day of a game is at most 400 days away.", field="legs")
    away, home = (short(team)[:80] for team in teams)
    league = _league_key(request.league or "")
    starts_at = datetime.combine(day, time(12), ZoneInfo(run.user.time_zone)).astimezone(UTC)
    told = hashlib.sha256(json.dumps([league, away, home, day.isoformat()]).encode()).hexdigest()[:16]
    event = Event(f"told-{told}", league, away, home, starts_at, EventStatus.SCHEDULED, TOLD)
    return _bare_leg(request, event, _side_of(event, side))


def _bare_leg(request: LegRequest, event: Event, side: str) -> SlipLeg:
    """A leg with game and side; price, line and book are to be filled in from the user's statement."""
    prop = request.market is Market.PLAYER_PROP
    return SlipLeg(
        event=event,
        market=request.market or Market.MONEYLINE,
        selection=side,
        line=None,
        american=100,
        decimal=Fraction(2),
        book="",
        source=TOLD,
        as_of=event.starts_at,
        fair_probability=None,
        books=0,
        agreement="none",
        subject=split_when(request.selection)[0].rsplit(" ", 1)[0] if prop else None,
        stat=request.stat if prop else None,
        three_way=side == DRAW,
    )


def _side_of(event: Event, side: str) -> str:
    """The side as the event spells it; BadInput when the text names neither team."""
    if side in ("Over", "Under", DRAW):
        return side
    known = [team.name for team in slate_roster(Slate(event.league, (event,), (), TOLD, event.starts_at)).match(side)]
    words = set(fold(side).split())
    playing = [name for name in (event.away, event.home) if name in known] or [
        name for name in (event.away, event.home) if words and words <= set(fold(name).split())
    ]
    if len(playing) != 1:
        raise BadInput(f"{short(side)} is not one of {event.away} and {event.home}.", field="legs")
    return playing[0]


def _leagues(request: LegRequest, words: str) -> Sequence[str]:
    """Keys of the leagues whose scoreboards may have the game: the named one, or else those of its teams."""
    if request.league:
        try:
            return (find_league(request.league).key,)
        except BadInput:
            return ()
    found = [set(leagues_of_team(team)) for team in split_matchup(words) or [words]]
    return sorted(set.intersection(*found))[:2] if found else ()


def _league_key(text: str) -> str:
    """The league's key; the user's own text where it is not in LEAGUES."""
    try:
        return find_league(text).key
    except BadInput:
        return fold(text)[:40] or "other"


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise BadInput("Write the game's date as YYYY-MM-DD.", field="legs") from error


def _today(run: ProfessorLockContext) -> date:
    return run.now().astimezone(ZoneInfo(run.user.time_zone)).date()


def _local_day(run: ProfessorLockContext, event: Event) -> date:
    return event.starts_at.astimezone(ZoneInfo(run.user.time_zone)).date()
