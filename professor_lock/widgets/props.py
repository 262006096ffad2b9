"""Player props as a card: per player and stat the line most books offer, and the best price of each side, to be tapped.

What is shown is decided in `betting.props`; here it is only put into words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from fractions import Fraction
from typing import Any, Literal

from typing_extensions import TypedDict

from professor_lock.betting.best import BestPrice
from professor_lock.betting.consensus import STALE_S, has_begun
from professor_lock.betting.facts import Event, Market, Slate
from professor_lock.betting.odds import format_line, format_price
from professor_lock.betting.offers import Bet, side_in, stat_name
from professor_lock.betting.props import PropLine, oldest_and_newest
from professor_lock.untrusted_text import SENTENCE_LIMIT, TITLE_LIMIT, markdown_link, one_line, safe_url
from professor_lock.user import OddsFormat
from professor_lock.widgets.actions import ADD_LEG, leg_key
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.extension import Price, details_fold, extension, source_fold
from professor_lock.widgets.format import (
    DEFAULT_TIMEZONE,
    beside_tag,
    clock,
    source_name,
    together,
    when,
    zone,
)
from professor_lock.widgets.odds_terms import book_of_cell, in_spoken_words, over_or_under, spoken_book
from professor_lock.widgets.props_text import (
    Opened,
    PropForms,
    details_of_line,
    form_of_line,
    label_of_stat,
    lines_in_words,
    shared_line,
)
from professor_lock.widgets.share import share
from professor_lock.words import ENGLISH, Words
from professor_lock.words.sentences import phrase, sentence

MAX_LINES = 30
SIDES = ("Over", "Under")

Color = Literal["secondary", "discovery"]
"""Ordinary, and an exchange's price before its commission, as on the board; green is kept for an edge."""


NO_FORMS = PropForms()


class PropCell(TypedDict):
    """One side. `price` is empty when nobody offers it, `key` when it cannot go on a slip, `stale` when it is old."""

    id: str
    key: str
    side: str
    price: str
    color: Color
    stale: bool
    book: str


class PropRow(TypedDict):
    """One stat of a player, its sides from left to right."""

    id: str
    label: str
    form: str
    note: str
    cells: list[PropCell]


class PropPlayer(TypedDict):
    """One player."""

    id: str
    name: str
    heads: list[str]
    rows: list[PropRow]


class PropsView(TypedDict):
    """What `player_props.widget` shows."""

    title: str
    lead: str
    demo: bool
    players: list[PropPlayer]
    footer: str
    note: str
    notes: list[str]
    link: str
    add_leg: str
    extension: dict[str, Any]


def create_props_widget(
    lines: Sequence[PropLine],
    slate: Slate,
    title: str,
    *,
    opened: Iterable[PropLine] = (),
    forms: PropForms | None = None,
    timezone: str | tzinfo = DEFAULT_TIMEZONE,
    odds_format: OddsFormat = "american",
    tappable: bool = False,
    words: Words = ENGLISH,
) -> BuiltWidget:
    """Player props: the most offered line of each, best price and book for both sides, how old the prices are.

    `forms` are what the players' games of the past come to. `opened` are the lines as they were first seen: one that
    has moved since says from where. With `tappable` the prices of a game that has not begun are buttons that put the
    bet on the slip; the caller must keep beside it what `prop_cells` says its keys mean.
    """
    where, title = zone(timezone), phrase(title, words)
    forms = forms or NO_FORMS
    first = {(line.player, line.stat): line.line for line in opened}
    shown = lines[:MAX_LINES]
    event = slate.events[0] if slate.events else None
    keys = prop_cells(shown, slate).keys() if tappable else frozenset()
    more = len(lines) - MAX_LINES
    notes = _notes(shown, more, slate, forms, where, words)
    prices: dict[str, Price] = {}
    players = _Rows(slate, keys, first, prices, odds_format, forms, words).players(shown)
    source = f"{source_name(slate.source, words)}, {when(slate.fetched_at, where, slate.fetched_at, words=words)}"
    read = clock(slate.fetched_at, where, words=words)
    view = PropsView(
        title=one_line(title, TITLE_LIMIT),
        lead="" if event is None else one_line(_game(event, slate, where, words), SENTENCE_LIMIT),
        demo=slate.demo,
        players=players,
        footer=one_line(words("common.source_read", source=source_name(slate.source, words), time=read), TITLE_LIMIT),
        note=one_line(sentence(beside_tag(slate.note, demo=slate.demo), words), SENTENCE_LIMIT),
        notes=[one_line(note, SENTENCE_LIMIT) for note in notes],
        link=markdown_link(source_name(slate.source, words), slate.link) if safe_url(slate.link) else "",
        add_leg=ADD_LEG if tappable else "",
        extension=extension(
            name=title,
            prices=prices,
            action=ADD_LEG,
            folds=[
                *(details_fold(player["id"], player["name"], words) for player in players),
                source_fold("about", source, words),
            ],
        ),
    )
    text = _text(view, shown, first, where, odds_format, forms)
    sent = share(
        [view["lead"] or view["title"], *(shared_line(line, odds_format, words) for line in shown)],
        demo=slate.demo,
        more=max(more, 0),
        words=words,
    )
    return BuiltWidget.from_template("player_props", view, text, words=words.section("props"), share=sent)


def _notes(  # noqa: PLR0917  all that a note can be about
    shown: Sequence[PropLine], more: int, slate: Slate, forms: PropForms, where: tzinfo, words: Words
) -> list[str]:
    """How many lines are not shown, where the players' figures are from, and how old the prices are."""
    notes = [words("props.more", n=more)] if more > 0 else []
    if forms.source:
        notes.append(words("props.form_source", source=forms.source))
    notes += [sentence(note, words) for note in forms.notes]
    if ages := oldest_and_newest(shown):
        first_at, *last = dict.fromkeys(when(age, where, slate.fetched_at, words=words) for age in ages)
        key = "props.prices_of_to" if last else "props.prices_of"
        notes.append(words(key, first=first_at, last=last[0] if last else ""))
    return notes


def prop_cells(lines: Sequence[PropLine], slate: Slate) -> dict[str, tuple[Bet, BestPrice]]:
    """What can be tapped on the card, by the key of its button: the bet and the price shown."""
    bets = (
        (_bet(line, side, slate), price)
        for line in lines[:MAX_LINES]
        for side, price in line.sides
        if price is not None
    )
    return {leg_key(bet): (bet, price) for bet, price in bets if bet is not None}


def _bet(line: PropLine, side: str, slate: Slate) -> Bet | None:
    """What tapping a side puts on the slip: Over or Under of a line in a game that has not begun, nothing else."""
    event = slate.events[0] if slate.events else None
    if event is None or has_begun(event, slate.fetched_at) or side not in SIDES or line.line is None:
        return None
    return Bet(event, Market.PLAYER_PROP, side, line.line, subject=line.player, stat=line.stat)


def _game(event: Event, slate: Slate, where: tzinfo, words: Words) -> str:
    begun = f" {words('board.begun')}" if has_begun(event, slate.fetched_at) else ""
    return f"{event.name}, {when(event.starts_at, where, slate.fetched_at, words=words)}{begun}"


@dataclass(frozen=True, slots=True)
class _Rows:
    """A card while its rows are made. `keys` can be tapped; `prices` gathers what their buttons show."""

    slate: Slate
    keys: Collection[str]
    opened: Opened
    prices: dict[str, Price]
    odds_format: OddsFormat
    forms: PropForms
    words: Words

    def players(self, lines: Sequence[PropLine]) -> list[PropPlayer]:
        """The players in the order of their lines."""
        by_player: dict[str, list[PropLine]] = {}
        for line in lines:
            by_player.setdefault(line.player, []).append(line)
        return [
            PropPlayer(
                id=f"p{number}",
                name=one_line(player, TITLE_LIMIT),
                heads=[one_line(side_in(side, self.words)) for side, _ in theirs[0].sides],
                rows=[self._row(line, f"p{number}-{position}") for position, line in enumerate(theirs, start=1)],
            )
            for number, (player, theirs) in enumerate(by_player.items(), start=1)
        ]

    def _row(self, line: PropLine, row_id: str) -> PropRow:
        began = self.opened.get((line.player, line.stat))
        details = details_of_line(line, self.slate, began, self.odds_format, self.words)
        return PropRow(
            id=row_id,
            label=one_line(label_of_stat(line.stat, self.words), TITLE_LIMIT),
            form=" · ".join(map(together, form_of_line(line, self.forms, self.words))),
            note=one_line(details, SENTENCE_LIMIT),
            cells=[
                self._cell(line, side, price, f"{row_id}-{number}", began)
                for number, (side, price) in enumerate(line.sides, start=1)
            ],
        )

    def _cell(
        self, line: PropLine, side: str, price: BestPrice | None, cell_id: str, opened: Fraction | None
    ) -> PropCell:
        number = "" if line.line is None else f" {format_line(line.line, signed=False)}"
        letter = over_or_under(side, self.words) if side in SIDES else side_in(side, self.words)
        named = one_line(f"{letter}{number}", TITLE_LIMIT)
        if price is None:
            return PropCell(id=cell_id, key="", side=named, price="", color="secondary", stale=False, book="")
        bet = _bet(line, side, self.slate)
        key = "" if bet is None else leg_key(bet)
        stale = self.slate.fetched_at - price.as_of > timedelta(seconds=STALE_S)
        cell = PropCell(
            id=cell_id,
            key=key if key in self.keys else "",
            side=named,
            price=format_price(price.decimal, self.odds_format),
            color="discovery" if price.exchange else "secondary",
            stale=stale,
            book=book_of_cell(price, stale=stale, words=self.words),
        )
        if cell["key"]:
            self.prices[key] = _button(cell, side, price, line, opened, self.words)
        return cell


def _button(  # noqa: PLR0917  the price, and what its button says
    cell: PropCell, side: str, price: BestPrice, line: PropLine, opened: Fraction | None, words: Words
) -> Price:
    """The button of a side: "Stephen Curry threes, over 4.5, plus 120 at FanDuel"."""
    move: Literal["up", "down", ""] = ""
    if opened is not None and line.line is not None and opened != line.line:
        move = "up" if line.line > opened else "down"
    number = "" if line.line is None else format_line(line.line, signed=False)
    which = words(f"market.in_{side.casefold()}") if side in SIDES else one_line(side)
    at = words(
        "board.price_at",
        price=in_spoken_words(cell["price"], words),
        book=spoken_book(price, stale=cell["stale"], words=words),
    )
    label = f"{one_line(line.player, TITLE_LIMIT)} {one_line(stat_name(line.stat, words))}, {which} {number}, {at}"
    return Price(line=cell["side"], price=cell["price"], book=cell["book"], label=label, move=move)


def _text(  # noqa: PLR0917  the lines, and all that is said of them
    view: PropsView,
    lines: Sequence[PropLine],
    opened: Opened,
    where: tzinfo,
    odds_format: OddsFormat,
    forms: PropForms,
) -> str:
    head = f"{view['title']} | {view['footer']}" + (" | DEMO DATA, not real prices" if view["demo"] else "")
    said = [
        head,
        view["lead"],
        *lines_in_words(lines, opened, where, odds_format, forms),
        *view["notes"],
        view["note"],
    ]
    return "\n".join(line for line in said if line)
