"""Player props in plain words: the details of a line, what a card shares, and the text for the model and the clipboard.

The text has everything that the card has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta, tzinfo
from fractions import Fraction

from professor_lock.betting.best import BestPrice
from professor_lock.betting.consensus import STALE_S
from professor_lock.betting.facts import Slate
from professor_lock.betting.odds import fair_price, format_line, format_price, format_probability
from professor_lock.betting.offers import side_in, stat_name
from professor_lock.betting.props import PropLine
from professor_lock.untrusted_text import TITLE_LIMIT, one_line
from professor_lock.user import OddsFormat
from professor_lock.widgets.format import DASH, ago, hour_in
from professor_lock.widgets.odds_terms import book_names
from professor_lock.words import ENGLISH, Words

Opened = Mapping[tuple[str, str], Fraction | None]
"""Lines as they were first seen, by player and stat."""
SHORT = {"points": "Pts", "rebounds": "Reb", "assists": "Ast", "blocks": "Blk", "steals": "Stl"}
"""In English, of several stats together."""


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


def lines_in_words(
    lines: Sequence[PropLine],
    opened: Opened,
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
        form = ", ".join(form_of_line(line, forms))
        of_late = f" | {form}" if form else ""
        yield f"{one_line(line.player, TITLE_LIMIT)}: {one_line(line.stat)}{number} | {prices} | {note}{of_late}"


def shared_line(line: PropLine, odds_format: OddsFormat, words: Words) -> str:
    """For a friend: "LeBron James points: Over 25.5 -117 FanDuel / Under 25.5 +104 BetMGM"."""
    number = "" if line.line is None else f"{format_line(line.line, signed=False)} "
    sides = [
        f"{one_line(side_in(side, words))} {number}{format_price(price.decimal, odds_format)} {price.books[0]}"
        for side, price in line.sides
        if price is not None
    ]
    return f"{one_line(line.player, TITLE_LIMIT)} {one_line(stat_name(line.stat, words))}: {' / '.join(sides) or DASH}"


def details_of_line(
    line: PropLine, slate: Slate, opened: Fraction | None, odds_format: OddsFormat, words: Words
) -> str:
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
    return f"{label_of_stat(line.stat, words)}: {'; '.join(sides)} · {fair}{_note(line, opened, words)}"


def form_of_line(line: PropLine, forms: PropForms, words: Words = ENGLISH) -> list[str]:
    """ "avg 25.3", "last 5: 27.2", "over 7 of 10"; nothing of a player whose log does not count the stat."""
    form = forms.of.get((line.player, line.stat))
    if form is None:
        return [words("props.form_not_loaded")] if line.player in forms.not_loaded else []
    said = [
        words("props.average", average=f"{form.season:.1f}"),
        words("props.last", games=form.last_games, average=f"{form.last:.1f}"),
    ]
    return [*said, words("props.overs", overs=form.overs, decided=form.decided)] if form.decided else said


def label_of_stat(stat: str, words: Words = ENGLISH) -> str:
    """ "Points", "Pts + Reb + Ast", "Reception yds"."""
    parts = stat.split()
    if words.language == "en" and len(parts) > 1 and all(part in SHORT for part in parts):
        return " + ".join(SHORT[part] for part in parts)
    name = stat_name(stat, words)
    return name[:1].upper() + name[1:]


def _fair(line: PropLine, odds_format: OddsFormat, words: Words = ENGLISH) -> str:
    """ "fair over -104 (51.0%), under +104 (49.0%) · ", or nothing where no book quotes both sides."""
    priced = [
        f"{one_line(side_in(side, words)).lower()} {format_price(fair_price(chance), odds_format)} "
        f"({format_probability(chance)})"
        for side, chance in line.fair.items()
    ]
    return f"{words('books.fair_price', price=', '.join(priced))} · " if priced else ""


def _note(line: PropLine, opened: Fraction | None, words: Words = ENGLISH) -> str:
    parts = [words("board.books", n=line.books)]
    if opened is not None and opened != line.line:
        parts.append(words("props.opened_at", line=_numbers([opened])))
    if line.other_lines:
        parts.append(words("props.other_lines", lines=_numbers(line.other_lines)))
    return ", ".join(parts)


def _numbers(lines: Sequence[Fraction]) -> str:
    return ", ".join(format_line(line, signed=False) for line in lines[:4]) + ("…" if len(lines) > 4 else "")


def _price(price: BestPrice | None, where: tzinfo, odds_format: OddsFormat) -> str:
    if price is None:
        return DASH
    at = hour_in(ENGLISH, price.as_of.astimezone(where))
    return f"{format_price(price.decimal, odds_format)} {book_names(price)} ({at})"
