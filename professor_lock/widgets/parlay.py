"""The parlay slip as a card: every leg with its book and price, what the ticket pays, and why it cannot be taken.

Money and chances come from `betting.slip`; nothing is worked out here. All controls share one form, so that a stake
that was typed and not submitted is never lost, nor locked unseen (`widgets.actions` says what the actions carry).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any, Literal

from typing_extensions import TypedDict

from professor_lock.betting.money import format_money, parse_stake
from professor_lock.betting.odds import (
    american_price,
    format_american,
    format_decimal,
    format_probability,
    format_short_fractional,
)
from professor_lock.betting.offers import leg_name
from professor_lock.betting.slip import BookTicket, Slip, SlipLeg, UnmatchedLeg, price_slip
from professor_lock.untrusted_text import NAME_LIMIT, SENTENCE_LIMIT, TITLE_LIMIT, one_line
from professor_lock.widgets.actions import LOCK, OFFER_FIELD, REMOVE_LEG, SET_STAKE, STAKE_FIELD, SWITCH_LEG, slip_keys
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.format import DASH, DEFAULT_TIMEZONE, clock, zone
from professor_lock.widgets.input import leg_of

NO_BET = "No bet is placed and no money is wagered here."
ESTIMATE = "Payouts are an estimate: your book's slip is final."
AGREEMENT_MEANING = "Agreement says how closely books price a leg alike, not how likely it is to win."
STAKE_PATTERN = r"\$?[0-9][0-9,]*(\.[0-9]{1,2})?"
MAX_CANDIDATES = 5
MAX_LEGS_SHOWN = 30

AgreementColor = Literal["info", "warning", "secondary"]
AGREEMENT_COLORS: dict[str, AgreementColor] = {"high": "info", "medium": "secondary", "low": "warning"}
"""Never green: how closely books agree says nothing for the ticket."""


@dataclass(frozen=True, slots=True)
class Locked:
    """That a slip was locked in: by whom (as they call themselves), when, and the record's own name if it has one."""

    by: str
    at: datetime
    reference: str | None = None


class Option(TypedDict):
    """One entry of a menu."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class LegMenu:
    """The other books and lines of one leg: (key, words) pairs, and the key of the one on the slip."""

    options: tuple[tuple[str, str], ...]
    chosen: str


class LegView(TypedDict):
    """One leg. `key` is what its remove button sends."""

    key: str
    menu_field: str
    menu: list[Option]
    chosen: str
    number: str
    pick: str
    game: str
    quote: str
    fair: str
    price: str
    problem: bool


class UnmatchedView(TypedDict):
    """A leg no quote was found for."""

    key: str
    asked: str
    reason: str
    candidates: list[str]


class Figure(TypedDict):
    """A labelled amount."""

    id: str
    label: str
    figure: str


class Actions(TypedDict):
    """The action types, by what they do."""

    set_stake: str
    remove_leg: str
    switch_leg: str
    lock: str


class ParlayView(TypedDict):
    """What `parlay_builder.widget` shows."""

    title: str
    demo: bool
    message: str
    legs: list[LegView]
    unmatched: list[UnmatchedView]
    stake: str
    stake_field: str
    stake_pattern: str
    figures: list[Figure]
    agreement: str
    agreement_color: AgreementColor
    problems: list[str]
    warnings: list[str]
    single: list[str]
    can_lock: bool
    version: int
    locked: str
    badge: str
    sources: str
    footer: list[str]
    care: str
    actions: Actions


def create_parlay_builder_widget(
    legs: Slip | Sequence[SlipLeg | Mapping[str, Any]],
    stake: object = 100,
    *,
    timezone: str | tzinfo = DEFAULT_TIMEZONE,
    locked: Locked | None = None,
    closed: str | None = None,
    message: str | None = None,
    now: datetime | None = None,
    menus: Sequence[LegMenu] = (),
    single: BookTicket | None = None,
    single_payout_cents: int | None = None,
    version: int = 0,
    care: str = "",
) -> BuiltWidget:
    """The slip as a card.

    `menus` are each leg's other offers, `single` the best whole ticket of one book (named with
    menus only) and what it returns, `version` what Lock It In sends
    back to say which slip was seen, `care` the helpline's line.

    A `betting.slip.Slip` is shown as it is. Legs on their own, `SlipLeg`s or mappings as `widgets.input.leg_of`
    describes them, are priced first, for `stake` dollars at `now` (the present when it is not given). `message` is one
    line for the user: why a stake was refused, that a price moved. With `locked`, or `closed` and its words, the card
    has no controls any more.
    BadInput names a leg's field or the stake.
    """
    if isinstance(legs, Slip):
        slip = legs
    else:
        read = [leg if isinstance(leg, SlipLeg) else leg_of(leg, f"legs[{n}]") for n, leg in enumerate(legs)]
        slip = price_slip(read, stake_cents=parse_stake(stake), now=now or datetime.now(UTC))
    view = _view(slip, zone(timezone), locked, message)
    view["version"], view["care"] = version, one_line(care, SENTENCE_LIMIT)
    if closed and not locked:
        view["locked"], view["badge"] = one_line(closed, SENTENCE_LIMIT), "CLOSED"
    if menus and slip.decimal is not None and len(slip.legs) > 1:
        view["single"] = _single(slip, single, single_payout_cents)
    view["single"] += _pushes(slip)
    for leg_view, menu in zip(view["legs"], menus, strict=False):
        leg_view["menu"] = [Option(value=key, label=one_line(words, NAME_LIMIT)) for key, words in menu.options]
        leg_view["chosen"] = menu.chosen
    return BuiltWidget.from_template("parlay_builder", view, _text(view))


def can_lock(slip: Slip) -> bool:
    """Whether the slip can be recorded: it has legs and one price for all of them, and no rule stands against it."""
    return bool(slip.legs) and slip.decimal is not None and not slip.problems


def _view(slip: Slip, where: tzinfo, locked: Locked | None, message: str | None) -> ParlayView:
    keys = slip_keys(slip)
    faulty = {position for problem in slip.problems for position in problem.legs}
    legs = [
        _leg(number, leg, key, number in faulty, where)
        for number, (leg, key) in enumerate(zip(slip.legs, keys.legs, strict=True))
    ]
    count = len(slip.legs) + len(slip.unmatched)
    known = slip.fair_probability is not None
    return ParlayView(
        title=f"{count}-leg parlay" if count > 1 else "Bet slip",
        demo=slip.demo,
        message=one_line(message, SENTENCE_LIMIT) if message else "",
        legs=legs[:MAX_LEGS_SHOWN],
        unmatched=[_unmatched(leg, key) for leg, key in zip(slip.unmatched, keys.unmatched, strict=True)][
            :MAX_LEGS_SHOWN
        ],
        stake=format_money(slip.stake_cents).removeprefix("$").replace(",", ""),
        stake_field=STAKE_FIELD,
        stake_pattern=STAKE_PATTERN,
        figures=_figures(slip),
        agreement=slip.agreement if known else DASH,
        agreement_color=AGREEMENT_COLORS.get(slip.agreement, "secondary") if known else "secondary",
        problems=[one_line(problem.message, SENTENCE_LIMIT) for problem in slip.problems],
        warnings=[one_line(warning.message, SENTENCE_LIMIT) for warning in slip.warnings],
        single=[],
        can_lock=can_lock(slip),
        version=0,
        locked=_locked(locked, where) if locked else "",
        badge="LOCKED IN" if locked else "",
        sources=_sources(slip),
        footer=_footer(len(legs)),
        care="",
        actions=Actions(set_stake=SET_STAKE, remove_leg=REMOVE_LEG, switch_leg=SWITCH_LEG, lock=LOCK),
    )


def _leg(number: int, leg: SlipLeg, key: str, faulty: bool, where: tzinfo) -> LegView:
    book = one_line(leg.book, 40) + (" (exchange, before commission)" if leg.exchange else "")
    books = f", {leg.books} book{'' if leg.books == 1 else 's'}" if leg.books else ""
    push = "" if leg.push_probability is None else f", push {format_probability(leg.push_probability)}"
    fair = (
        f"Fair chance {format_probability(leg.fair_probability)}, agreement {leg.agreement}{books}{push}"
        if leg.fair_probability is not None
        else "No fair chance: no book quotes both sides"
    )
    return LegView(
        key=key,
        menu_field=OFFER_FIELD + key,
        menu=[],
        chosen="",
        number=str(number + 1),
        pick=one_line(leg_name(leg), TITLE_LIMIT),
        game=f"{one_line(leg.event.name, TITLE_LIMIT)}, {clock(leg.event.starts_at, where, leg.as_of)}",
        quote=f"{book}, quoted {clock(leg.as_of, where)}",
        fair=fair,
        price=format_american(leg.american),
        problem=faulty,
    )


def _unmatched(leg: UnmatchedLeg, key: str) -> UnmatchedView:
    return UnmatchedView(
        key=key,
        asked=one_line(leg.asked, TITLE_LIMIT),
        reason=one_line(leg.reason, SENTENCE_LIMIT),
        candidates=[one_line(candidate, TITLE_LIMIT) for candidate in leg.candidates[:MAX_CANDIDATES]],
    )


def _figures(slip: Slip) -> list[Figure]:
    """Every amount with its name; a dash where there is none, never a 0."""
    odds = (
        f"{format_american(slip.american)} ({format_decimal(slip.decimal)}, {format_short_fractional(slip.decimal)})"
        if slip.american is not None and slip.decimal is not None
        else DASH
    )
    fair = DASH if slip.fair_probability is None else format_probability(slip.fair_probability)
    needed = DASH if slip.implied_probability is None else format_probability(slip.implied_probability)
    value, edge = _value(slip)
    named = {
        "odds": ("Combined odds", odds),
        "to-win": ("To win (profit)", _money(slip.profit_cents)),
        "return": ("Total return (with stake)", _money(slip.payout_cents)),
        "fair": ("Fair chance (no-vig market)", fair),
        "needed": ("Chance needed to break even", needed),
        "value": ("Expected value (of the stake)", value),
        "house": ("What the house keeps (expected)", edge),
    }
    return [Figure(id=f"figure-{key}", label=label, figure=figure) for key, (label, figure) in named.items()]


def _value(slip: Slip) -> tuple[str, str]:
    """The expected value and what the house keeps, at a price that one can buy; no value is claimed against a rule."""
    if slip.ev is None:
        return DASH, DASH
    if slip.no_claim:
        return one_line(f"no claim: {slip.no_claim}", TITLE_LIMIT), DASH
    return f"{slip.ev:+.1%}", f"{-slip.ev:.1%} of the stake" if slip.ev < 0 else "none by this measure"


def _pushes(slip: Slip) -> list[str]:
    if not slip.pushes_aside:
        return []
    numbers = ", ".join(str(i + 1) for i in slip.pushes_aside)
    legs = f"Leg {numbers} is" if len(slip.pushes_aside) == 1 else f"Legs {numbers} are"
    return [f"{legs} on a whole number: chances and value leave a push aside."]


def _single(slip: Slip, single: BookTicket | None, payout_cents: int | None) -> list[str]:
    """The best ticket one book sells for all legs, beside the mix of best legs that no book sells."""
    if single is None:
        return ["No one book has every leg at these lines: nobody sells this ticket as it is."]
    more = f" +{len(single.books) - 1} more" if len(single.books) > 1 else ""
    back = f", returning {_money(payout_cents)}" if payout_cents is not None else ""
    lines = [f"Best at one book: {one_line(single.books[0], 40)}{more} at {format_american(single.american)}{back}."]
    if slip.mix is not None and single.decimal < slip.mix:
        mixed = format_american(american_price(slip.mix))
        lines.append(f"The best price of each leg together would be {mixed}: no book sells that mix.")
    return lines


def _money(cents: int | None) -> str:
    return DASH if cents is None else format_money(cents)


def _locked(locked: Locked, where: tzinfo) -> str:
    reference = f" Record {one_line(locked.reference)}." if locked.reference else ""
    by = one_line(locked.by, NAME_LIMIT // 2)
    return f"Locked in by {by}, {clock(locked.at, where)}: legs, prices and stake as shown are recorded.{reference}"


def _sources(slip: Slip) -> str:
    sources = sorted({one_line(leg.source) for leg in slip.legs})
    return f"Prices from {', '.join(sources)}." if sources else ""


def _footer(legs: int) -> list[str]:
    notes = [f"{legs - MAX_LEGS_SHOWN} more legs are not shown."] if legs > MAX_LEGS_SHOWN else []
    return [*notes, ESTIMATE, AGREEMENT_MEANING, NO_BET]


def _text(view: ParlayView) -> str:
    lines = [f"{view['title']}, stake ${view['stake']}" + (" | DEMO DATA, not real prices" if view["demo"] else "")]
    for leg in view["legs"]:
        lines.append(f"{leg['number']}. {leg['pick']} {leg['price']} | {leg['game']} | {leg['quote']} | {leg['fair']}")
    for asked in view["unmatched"]:
        closest = f" Closest: {'; '.join(asked['candidates'])}." if asked["candidates"] else ""
        lines.append(f"NOT FOUND: {asked['asked']} | {asked['reason']}{closest}")
    lines.append(" | ".join(f"{figure['label']}: {figure['figure']}" for figure in view["figures"]))
    lines.append(f"Agreement of the books: {view['agreement']}")
    lines += view["single"]
    lines += [f"PROBLEM: {problem}" for problem in view["problems"]]
    lines += [f"Warning: {warning}" for warning in view["warnings"]]
    lines += [view["locked"], view["message"], view["sources"], NO_BET]
    return "\n".join(line for line in lines if line)
