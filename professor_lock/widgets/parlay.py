"""The slip as a card: its legs with their prices, the best single book and the others, the stake, what it pays.

Money and chances come from `betting.slip`; nothing is worked out here. All controls share one form, so that a stake
that was typed and not submitted is never lost, nor locked unseen (`widgets.actions` says what the actions carry). What
our own element needs beyond ChatKit's widgets (the bar, the payout while one types) is in `widgets.slip_extension`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any, Final

from typing_extensions import TypedDict

from professor_lock.betting.legs import SlipLeg, UnmatchedLeg
from professor_lock.betting.money import parse_stake
from professor_lock.betting.odds import (
    format_price,
)
from professor_lock.betting.offers import leg_name
from professor_lock.betting.slip import BookTicket, Slip, price_slip
from professor_lock.betting.slip_rules import SlipProblem
from professor_lock.untrusted_text import NAME_LIMIT, SENTENCE_LIMIT, TITLE_LIMIT, one_line
from professor_lock.user import OddsFormat
from professor_lock.widgets.actions import (
    CHIP_FIELD,
    CHOOSE_BOOK,
    LOCK,
    MY_BETS,
    OFFER_FIELD,
    REMOVE_LEG,
    SET_STAKE,
    STAKE_FIELD,
    SWITCH_LEG,
    UNDO_LOCK,
    book_key,
    slip_digest,
    slip_keys,
)
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.format import DEFAULT_TIMEZONE, zone
from professor_lock.widgets.input import leg_of
from professor_lock.widgets.share import share
from professor_lock.widgets.slip_extension import closed_extension, locked_extension, open_extension
from professor_lock.widgets.slip_words import (
    WrittenSlip,
    candidates,
    fair_chance,
    figures,
    money_or_dash,
    notes,
    typed_dollars,
)
from professor_lock.words import ENGLISH, Words
from professor_lock.words.sentences import sentence

STAKE_PATTERN = r"\$?[0-9][0-9,]*(\.[0-9]{1,2})?"
CHIPS: Final = ("10", "25", "50", "100")
"""Stakes of one tap, in dollars."""
BOOKS_BESIDE, MAX_BOOKS = 2, 12
"""Other books in the row beside the headline's, and with those behind the details."""
MAX_LEGS_SHOWN = 30
REMOVABLE = frozenset({"started", "off", "invalid_odds", "both_sides", "impossible", "duplicate", "same_market_twice"})
"""Problems that taking the last of their legs off mends."""


@dataclass(frozen=True, slots=True)
class Locked:
    """That a slip was locked in: by whom (as they call themselves), when, and the record's own name if it has one.

    `undo_until` is how long its user can take that back, None when it is too late.
    """

    by: str
    at: datetime
    reference: str | None = None
    undo_until: datetime | None = None


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
    remove_id: str
    menu_field: str
    menu: list[Option]
    chosen: str
    pick: str
    game: str
    quote: str
    fair: str
    price: str
    problem: bool


class UnmatchedView(TypedDict):
    """A leg no quote was found for."""

    key: str
    remove_id: str
    asked: str
    reason: str
    closest: str


class ProblemView(TypedDict):
    """What stands in the way, in a line, and the button that mends it (none where `mend` is empty)."""

    id: str
    text: str
    mend: str
    action: str
    payload: dict[str, str]


class BookView(TypedDict):
    """Another book that sells the whole slip."""

    key: str
    label: str


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
    choose_book: str
    lock: str
    my_bets: str
    undo: str


class ParlayView(TypedDict):
    """What `parlay_builder.widget` shows: an open slip, or with `locked` a recorded one, or with `closed` that line."""

    title: str
    demo: bool
    message: str
    legs: list[LegView]
    unmatched: list[UnmatchedView]
    problems: list[ProblemView]
    headline: str
    books: list[BookView]
    more_books: list[BookView]
    stake: str
    stake_field: str
    stake_pattern: str
    chips: list[str]
    chip_field: str
    profit: str
    payout: str
    figures: list[Figure]
    notes: list[str]
    can_lock: bool
    lock_label: str
    shown: str
    wager: str
    locked: str
    closed: str
    undo: str
    footer: str
    care: str
    actions: Actions
    extension: dict[str, Any]


def create_parlay_builder_widget(
    legs: Slip | Sequence[SlipLeg | Mapping[str, Any]],
    stake: object = 100,
    *,
    timezone: str | tzinfo = DEFAULT_TIMEZONE,
    odds_format: OddsFormat = "american",
    locked: Locked | None = None,
    closed: str | None = None,
    message: str | None = None,
    now: datetime | None = None,
    menus: Sequence[LegMenu] = (),
    tickets: Sequence[BookTicket] = (),
    most_cents: int | None = None,
    care: str = "",
    words: Words = ENGLISH,
) -> BuiltWidget:
    """The slip as a card.

    `menus` are each leg's other offers, `tickets` what each book pays for the whole slip, best first, `most_cents` the
    highest stake that the user may set, `care` the helpline's line.

    A `betting.slip.Slip` is shown as it is. Legs on their own, `SlipLeg`s or mappings as `widgets.input.leg_of`
    describes them, are priced first, for `stake` dollars at `now` (the present when it is not given). `message` is one
    line for the user: why a stake was refused, that a price moved. With `locked` the card is short and says what was
    recorded; with `closed` it is that one line.
    BadInput names a leg's field or the stake.
    """
    moment = now or datetime.now(UTC)
    if isinstance(legs, Slip):
        slip = legs
    else:
        read = [leg if isinstance(leg, SlipLeg) else leg_of(leg, f"legs[{n}]") for n, leg in enumerate(legs)]
        slip = price_slip(read, stake_cents=parse_stake(stake), now=moment)
    written = WrittenSlip(slip, zone(timezone), odds_format, locked.at if locked else moment, tickets, words)
    view = _view(written, message, menus, most_cents)
    view["care"] = one_line(sentence(care, words), SENTENCE_LIMIT)
    if locked:
        view["wager"], view["locked"] = written.wager(), written.recorded(locked.at, locked.by, locked.reference)
        view["undo"] = one_line(locked.reference or "") if locked.undo_until else ""
        view["extension"] = locked_extension(view["title"], locked.undo_until, words)
    elif closed:
        view["closed"] = one_line(sentence(closed, words), SENTENCE_LIMIT)
        view["extension"] = closed_extension(words)
    else:
        view["extension"] = open_extension(slip, view["title"], _names(view, words), words)
    said = [view["locked"], view["closed"], view["message"]]
    sent = share([view["closed"]], words=words) if view["closed"] else written.share()
    return BuiltWidget.from_template(
        "parlay_builder", view, written.text(said), words=words.section("slip"), share=sent
    )


def can_lock(slip: Slip) -> bool:
    """Whether the slip can be recorded: it has legs and one price for all of them, and no rule stands against it."""
    return bool(slip.legs) and slip.decimal is not None and not slip.problems


def slip_title(legs: int, words: Words = ENGLISH) -> str:
    """What the card is called.

    >>> slip_title(1), slip_title(3)
    ('Bet slip · 1 leg', 'Bet slip · 3 legs')
    """
    return words("slip.title_legs", n=legs) if legs else words("slip.title")


def _view(written: WrittenSlip, message: str | None, menus: Sequence[LegMenu], most_cents: int | None) -> ParlayView:
    slip, words = written.slip, written.words
    keys = slip_keys(slip)
    faulty = {position for problem in slip.problems for position in problem.legs}
    legs = [
        _leg(number, leg, key, number in faulty, written)
        for number, (leg, key) in enumerate(zip(slip.legs, keys.legs, strict=True))
    ]
    for leg_view, menu in zip(legs, menus, strict=False):
        leg_view["menu"] = [Option(value=key, label=one_line(words, NAME_LIMIT)) for key, words in menu.options]
        leg_view["chosen"] = menu.chosen
    return ParlayView(
        title=slip_title(len(slip.legs) + len(slip.unmatched), words),
        demo=slip.demo,
        message=one_line(sentence(message, words), SENTENCE_LIMIT) if message else "",
        legs=legs[:MAX_LEGS_SHOWN],
        unmatched=[_unmatched(leg, key, words) for leg, key in zip(slip.unmatched, keys.unmatched, strict=True)][
            :MAX_LEGS_SHOWN
        ],
        problems=_problems(slip, keys.legs, most_cents, words),
        headline=written.headline(),
        books=_books(written)[:BOOKS_BESIDE],
        more_books=_books(written)[BOOKS_BESIDE:],
        stake=typed_dollars(slip.stake_cents),
        stake_field=STAKE_FIELD,
        stake_pattern=STAKE_PATTERN,
        chips=[chip for chip in CHIPS if most_cents is None or int(chip) * 100 <= most_cents],
        chip_field=CHIP_FIELD,
        profit=money_or_dash(slip.profit_cents),
        payout=money_or_dash(slip.payout_cents),
        figures=[Figure(id=f"figure-{key}", label=label, figure=figure) for key, label, figure in figures(slip, words)],
        notes=notes(slip, MAX_LEGS_SHOWN, words),
        can_lock=can_lock(slip),
        lock_label=words("slip.lock"),
        shown=slip_digest(slip.legs, slip.unmatched),
        wager="",
        locked="",
        closed="",
        undo="",
        footer=written.footer(),
        care="",
        actions=Actions(
            set_stake=SET_STAKE,
            remove_leg=REMOVE_LEG,
            switch_leg=SWITCH_LEG,
            choose_book=CHOOSE_BOOK,
            lock=LOCK,
            my_bets=MY_BETS,
            undo=UNDO_LOCK,
        ),
        extension={},
    )


def _leg(number: int, leg: SlipLeg, key: str, faulty: bool, written: WrittenSlip) -> LegView:
    return LegView(
        key=key,
        remove_id=f"remove-{key}",
        menu_field=OFFER_FIELD + key,
        menu=[],
        chosen="",
        pick=one_line(leg_name(leg, written.words), TITLE_LIMIT),
        game=written.game(leg),
        quote=f"{number + 1}. {written.quoted(leg)}",
        fair=fair_chance(leg, written.words),
        price=written.price(number),
        problem=faulty,
    )


def _unmatched(leg: UnmatchedLeg, key: str, words: Words) -> UnmatchedView:
    closest = candidates(leg.candidates, words)
    return UnmatchedView(
        key=key,
        remove_id=f"remove-{key}",
        asked=one_line(leg.asked, TITLE_LIMIT),
        reason=words("slip.not_found", reason=one_line(sentence(leg.reason, words), SENTENCE_LIMIT)),
        closest=words("slip.closest", bets=closest) if closest else "",
    )


def _problems(slip: Slip, keys: Sequence[str], most_cents: int | None, words: Words) -> list[ProblemView]:
    """Each reason in a line with its button; a leg that was not found has its own line among the legs."""
    blocking = [problem for problem in slip.problems if problem.code != "missing_odds"]
    blocking += [warning for warning in slip.warnings if warning.code == "same_game"]
    return [_problem(n, problem, keys, most_cents, words) for n, problem in enumerate(blocking, 1)]


def _problem(
    number: int, problem: SlipProblem, keys: Sequence[str], most_cents: int | None, words: Words
) -> ProblemView:
    mend, action, payload = "", "", {}
    if problem.code in REMOVABLE or problem.code == "same_game":
        last = problem.legs[-1]
        mend, action, payload = words("slip.remove_leg_number", number=last + 1), REMOVE_LEG, {"leg": keys[last]}
    elif problem.code == "too_many_legs" and keys:
        mend, action, payload = words("slip.remove_last"), REMOVE_LEG, {"leg": keys[-1]}
    elif problem.code == "stake" and most_cents:
        most = typed_dollars(most_cents)
        mend, action, payload = words("slip.use", stake=most), SET_STAKE, {CHIP_FIELD: most}
    return ProblemView(
        id=f"problem-{number}",
        text=one_line(sentence(problem.message, words), SENTENCE_LIMIT),
        mend=mend,
        action=action,
        payload=payload,
    )


def _books(written: WrittenSlip) -> list[BookView]:
    """The other books that sell all of it, best first."""
    chosen = written.slip.books[:1]
    others = [
        BookView(key=book_key(book), label=f"{one_line(book, 40)} {format_price(ticket.decimal, written.odds_format)}")
        for ticket in written.tickets
        for book in ticket.books
        if book not in chosen
    ]
    return others[:MAX_BOOKS]


def _names(view: ParlayView, words: Words) -> dict[str, str]:
    """What screen readers are told of buttons whose labels are signs."""
    named = {leg["remove_id"]: words("slip.remove", leg=leg["pick"]) for leg in view["legs"]}
    return named | {leg["remove_id"]: words("slip.remove", leg=leg["asked"]) for leg in view["unmatched"]}
