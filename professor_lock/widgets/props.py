"""Player props as a card: per player and stat the line most books offer, and the best price of each side, to be tapped.

What is shown is decided in `betting.props`; here it is only put into words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta, tzinfo
from fractions import Fraction
from typing import Any, Literal

from typing_extensions import TypedDict

from professor_lock.betting.best import BestPrice
from professor_lock.betting.consensus import STALE_S, has_begun
from professor_lock.betting.facts import Event, Market, Slate
from professor_lock.betting.odds import fair_price, format_line, format_price, format_probability
from professor_lock.betting.offers import Bet, side_in, stat_name
from professor_lock.betting.props import PropLine, oldest_and_newest
from professor_lock.untrusted_text import SENTENCE_LIMIT, TITLE_LIMIT, markdown_link, one_line, safe_url
from professor_lock.user import OddsFormat
from professor_lock.widgets.actions import ADD_LEG, leg_key
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.extension import Price, details_fold, extension, source_fold
from professor_lock.widgets.format import (
    DASH,
    DEFAULT_TIMEZONE,
    ago,
    beside_tag,
    clock,
    hour_in,
    source_name,
    together,
    when,
    zone,
)
from professor_lock.widgets.odds_terms import book_names, book_of_cell, in_spoken_words, over_or_under, spoken_book
from professor_lock.widgets.share import share
from professor_lock.words import ENGLISH, Words
from professor_lock.words.sentences import phrase, sentence

MAX_LINES = 30
SIDES = ("Over", "Under")
SHORT = {"points": "Pts", "rebounds": "Reb", "assists": "Ast", "blocks": "Blk", "steals": "Stl"}
"""In English, of several stats together."""

Color = Literal["secondary", "discovery"]
"""Ordinary, and an exchange's price before its commission, as on the board; green is kept for an edge."""


@dataclass(frozen=True, slots=True)
class PropForm:
    """How a player has done on a stat of late: averages per game, and how many of the last games went over the line."""

    season: float
    last: float
    last_games: int
    overs: int
    decided: int
    """Games of the last ten that were not on the line itself."""


@dataclass(frozen=True, slots=True)
class PropForms:
    """The form of the lines of a card, by player and stat. `source` names the logs and when they were read.

    `not_loaded` are the players whose logs could not be read now; the `notes` say why.
    """

    of: Mapping[tuple[str, str], PropForm] = field(default_factory=dict)
    source: str = ""
    not_loaded: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()


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
    players = _players(shown, slate, keys, first, prices, odds_format, forms, words)
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
        [view["lead"] or view["title"], *(_shared(line, odds_format, words) for line in shown)],
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


def _players(  # noqa: PLR0917  the lines, and all that their cells need
    lines: Sequence[PropLine],
    slate: Slate,
    keys: Collection[str],
    opened: dict[tuple[str, str], Fraction | None],
    prices: dict[str, Price],
    odds_format: OddsFormat,
    forms: PropForms,
    words: Words,
) -> list[PropPlayer]:
    """The players in the order of their lines. `prices` gathers what the card's buttons show."""
    by_player: dict[str, list[PropLine]] = {}
    for line in lines:
        by_player.setdefault(line.player, []).append(line)
    players = []
    for number, (player, theirs) in enumerate(by_player.items(), start=1):
        rows = []
        for position, line in enumerate(theirs, start=1):
            row_id = f"p{number}-{position}"
            cells = [_cell(line, side, price, slate, odds_format, words) for side, price in line.sides]
            began = opened.get((line.player, line.stat))
            for n, (cell, (side, price)) in enumerate(zip(cells, line.sides, strict=True), start=1):
                cell["id"] = f"{row_id}-{n}"
                cell["key"] = cell["key"] if cell["key"] in keys else ""
                if cell["key"] and price is not None:
                    prices[cell["key"]] = _shown(cell, side, price, line, began, words)
            note = one_line(_details(line, slate, began, odds_format, words), SENTENCE_LIMIT)
            rows.append(
                PropRow(
                    id=row_id,
                    label=one_line(_label(line.stat, words), TITLE_LIMIT),
                    form=" · ".join(map(together, _form(line, forms, words))),
                    note=note,
                    cells=cells,
                )
            )
        heads = [one_line(side_in(side, words)) for side, _ in theirs[0].sides]
        players.append(PropPlayer(id=f"p{number}", name=one_line(player, TITLE_LIMIT), heads=heads, rows=rows))
    return players


def _cell(  # noqa: PLR0917  a side's price, and how it is written
    line: PropLine, side: str, price: BestPrice | None, slate: Slate, odds_format: OddsFormat, words: Words
) -> PropCell:
    number = "" if line.line is None else f" {format_line(line.line, signed=False)}"
    letter = over_or_under(side, words) if side in SIDES else side_in(side, words)
    named = one_line(f"{letter}{number}", TITLE_LIMIT)
    if price is None:
        return PropCell(id="", key="", side=named, price="", color="secondary", stale=False, book="")
    bet = _bet(line, side, slate)
    old = slate.fetched_at - price.as_of
    stale = old > timedelta(seconds=STALE_S)
    return PropCell(
        id="",
        key="" if bet is None else leg_key(bet),
        side=named,
        price=format_price(price.decimal, odds_format),
        color="discovery" if price.exchange else "secondary",
        stale=stale,
        book=book_of_cell(price, stale=stale, words=words),
    )


def _form(line: PropLine, forms: PropForms, words: Words = ENGLISH) -> list[str]:
    """ "avg 25.3", "last 5: 27.2", "over 7 of 10"; nothing of a player whose log does not count the stat."""
    form = forms.of.get((line.player, line.stat))
    if form is None:
        return [words("props.form_not_loaded")] if line.player in forms.not_loaded else []
    said = [
        words("props.average", average=f"{form.season:.1f}"),
        words("props.last", games=form.last_games, average=f"{form.last:.1f}"),
    ]
    return [*said, words("props.overs", overs=form.overs, decided=form.decided)] if form.decided else said


def _shown(  # noqa: PLR0917  the button, and what it says
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


def _details(line: PropLine, slate: Slate, opened: Fraction | None, odds_format: OddsFormat, words: Words) -> str:
    """ "Points: Over 24.5 -115 FanDuel +1 more, 3 min ago; Under 24.5 -105 DraftKings, 12 s ago · 3 books"."""
    number = "" if line.line is None else f" {format_line(line.line, signed=False)}"
    sides = []
    for side, price in line.sides:
        if price is not None:
            old = slate.fetched_at - price.as_of
            stale = f", {words('board.stale')}" if old > timedelta(seconds=STALE_S) else ""
            book = book_names(price, words=words)
            quoted = f"{format_price(price.decimal, odds_format)} {book}, {ago(old, words)}{stale}"
            sides.append(f"{one_line(side_in(side, words))}{number} {quoted}")
    fair = _fair(line, odds_format, words)
    return f"{_label(line.stat, words)}: {'; '.join(sides)} · {fair}{_note(line, opened, words)}"


def _fair(line: PropLine, odds_format: OddsFormat, words: Words = ENGLISH) -> str:
    """ "fair over -104 (51.0%), under +104 (49.0%) · ", or nothing where no book quotes both sides."""
    priced = [
        f"{one_line(side_in(side, words)).lower()} {format_price(fair_price(chance), odds_format)} "
        f"({format_probability(chance)})"
        for side, chance in line.fair.items()
    ]
    return f"{words('books.fair_price', price=', '.join(priced))} · " if priced else ""


def _label(stat: str, words: Words = ENGLISH) -> str:
    """ "Points", "Pts + Reb + Ast", "Reception yds"."""
    parts = stat.split()
    if words.language == "en" and len(parts) > 1 and all(part in SHORT for part in parts):
        return " + ".join(SHORT[part] for part in parts)
    name = stat_name(stat, words)
    return name[:1].upper() + name[1:]


def _note(line: PropLine, opened: Fraction | None, words: Words = ENGLISH) -> str:
    parts = [words("board.books", n=line.books)]
    if opened is not None and opened != line.line:
        parts.append(words("props.opened_at", line=_numbers([opened])))
    if line.other_lines:
        parts.append(words("props.other_lines", lines=_numbers(line.other_lines)))
    return ", ".join(parts)


def _numbers(lines: Sequence[Fraction]) -> str:
    return ", ".join(format_line(line, signed=False) for line in lines[:4]) + ("…" if len(lines) > 4 else "")


def _shared(line: PropLine, odds_format: OddsFormat, words: Words) -> str:
    """For a friend: "LeBron James points: Over 25.5 -117 FanDuel / Under 25.5 +104 BetMGM"."""
    number = "" if line.line is None else f"{format_line(line.line, signed=False)} "
    sides = [
        f"{one_line(side_in(side, words))} {number}{format_price(price.decimal, odds_format)} {price.books[0]}"
        for side, price in line.sides
        if price is not None
    ]
    return f"{one_line(line.player, TITLE_LIMIT)} {one_line(stat_name(line.stat, words))}: {' / '.join(sides) or DASH}"


def _text(  # noqa: PLR0917  the lines, and all that is said of them
    view: PropsView,
    lines: Sequence[PropLine],
    opened: dict[tuple[str, str], Fraction | None],
    where: tzinfo,
    odds_format: OddsFormat,
    forms: PropForms,
) -> str:
    head = f"{view['title']} | {view['footer']}" + (" | DEMO DATA, not real prices" if view["demo"] else "")
    said = [
        head,
        view["lead"],
        *_lines_in_words(lines, opened, where, odds_format, forms),
        *view["notes"],
        view["note"],
    ]
    return "\n".join(line for line in said if line)


def _lines_in_words(
    lines: Sequence[PropLine],
    opened: dict[tuple[str, str], Fraction | None],
    where: tzinfo,
    odds_format: OddsFormat,
    forms: PropForms,
) -> Iterator[str]:
    """As in: "Casey Sample: points 24.5 | Over 24.5 -115 FanDuel (7:38 PM); Under 24.5 -105 … | 3 books"."""
    for line in lines:
        number = "" if line.line is None else f" {format_line(line.line, signed=False)}"
        prices = "; ".join(
            f"{one_line(side)}{number} {_price(price, where, odds_format)}" for side, price in line.sides
        )
        note = _fair(line, odds_format) + _note(line, opened.get((line.player, line.stat)))
        form = ", ".join(_form(line, forms))
        of_late = f" | {form}" if form else ""
        yield f"{one_line(line.player, TITLE_LIMIT)}: {one_line(line.stat)}{number} | {prices} | {note}{of_late}"


def _price(price: BestPrice | None, where: tzinfo, odds_format: OddsFormat) -> str:
    if price is None:
        return DASH
    at = hour_in(ENGLISH, price.as_of.astimezone(where))
    return f"{format_price(price.decimal, odds_format)} {book_names(price)} ({at})"
