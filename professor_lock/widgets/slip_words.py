"""A slip in words: prices, figures and notes as its card shows them, and the whole of it as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from professor_lock.betting.legs import MAX_CANDIDATES, SlipLeg
from professor_lock.betting.money import format_money
from professor_lock.betting.names import game_name
from professor_lock.betting.odds import format_decimal, format_price, format_probability, format_short_fractional
from professor_lock.betting.offers import leg_name
from professor_lock.betting.slip import BookTicket, Slip
from professor_lock.untrusted_text import NAME_LIMIT, SENTENCE_LIMIT, TITLE_LIMIT, one_line
from professor_lock.user import OddsFormat
from professor_lock.widgets.format import DASH, clock, short_game, short_money, short_team, source_name, when
from professor_lock.widgets.share import Share, share
from professor_lock.words import ENGLISH, Words
from professor_lock.words.sentences import phrase, sentence

BOOK_LIMIT = 40
LEGS_IN_LINE = 4
"""Legs that fit in one line of a message."""


@dataclass(frozen=True, slots=True)
class WrittenSlip:
    """A slip as its reader wants times and prices written, seen at `now`.

    `tickets` are what each book pays for the whole slip, best first.
    """

    slip: Slip
    where: tzinfo
    odds_format: OddsFormat
    now: datetime
    tickets: Sequence[BookTicket] = ()
    words: Words = ENGLISH

    def price(self, position: int) -> str:
        """A leg's price, at the book that sells the whole slip where there is one."""
        books = self.slip.books[:1]
        ticket = next((one for one in self.tickets if books and books[0] in one.books), None)
        at = ticket.prices[position] if ticket is not None and ticket.prices else self.slip.legs[position].decimal
        return format_price(at, self.odds_format)

    def game(self, leg: SlipLeg) -> str:
        """The leg's game by its teams' nicknames, in the sport's own order, and its start."""
        event = leg.event
        return f"{short_game(event)} · {when(event.starts_at, self.where, self.now, words=self.words)}"

    def quoted(self, leg: SlipLeg, words: Words | None = None) -> str:
        """The leg's price with its book and time."""
        words = words or self.words
        book = one_line(leg.book, BOOK_LIMIT)
        if leg.exchange:
            book = words("slip.exchange_price", book=book)
        price, time = format_price(leg.decimal, self.odds_format), clock(leg.as_of, self.where, words=words)
        return words("slip.quoted", price=price, book=book, time=time)

    def headline(self) -> str:
        """Who sells the whole slip, at which price; "" where it has none."""
        slip = self.slip
        if slip.decimal is None:
            return ""
        price = format_price(slip.decimal, self.odds_format)
        if not slip.books:
            return self.words("slip.no_one_book", price=price)
        more = f" +{len(slip.books) - 1}" if len(slip.books) > 1 else ""
        exchange = f" {self.words('board.exchange')}" if any(leg.exchange for leg in slip.legs) else ""
        return f"{one_line(slip.books[0], BOOK_LIMIT)}{exchange}{more} {price}"

    def wager(self) -> str:
        """The stake, what it wins, and the price and its book."""
        slip = self.slip
        stake = format_money(slip.stake_cents)
        if slip.profit_cents is not None:
            stake = self.words("slip.wager_to_win", stake=stake, profit=format_money(slip.profit_cents))
        headline = self.headline()
        return f"{stake} · {headline}" if headline else stake

    def recorded(self, at: datetime, by: str, reference: str | None) -> str:
        """A recorded slip's name, when it was recorded and by whom."""
        time, name = clock(at, self.where, words=self.words), one_line(by, NAME_LIMIT // 2)
        if not reference:
            return self.words("slip.recorded_by", time=time, by=name)
        return self.words("slip.recorded_as", reference=one_line(reference), time=time, by=name)

    def footer(self) -> str:
        """Whose prices, of when, and that nothing is placed."""
        legs = self.slip.legs
        no_bet = self.words("slip.no_bet")
        if not legs:
            return no_bet
        time = when(min(leg.as_of for leg in legs), self.where, self.now, words=self.words)
        return self.words("slip.prices_from", source=_sources(self.slip, self.words), time=time, no_bet=no_bet)

    def share(self) -> Share:
        """What one sends to a friend: "Celtics -5.5 -110 + Over 221.5 -105: $25 to win $66.13 (FanDuel, 7:00 PM ET)".

        More than four legs have a line each. Where the games begin at several times, each leg says its own.
        """
        slip, words = self.slip, self.words
        times = [when(leg.event.starts_at, self.where, self.now, words=words) for leg in slip.legs]
        one_start = times[0] if len(set(times)) == 1 else ""
        picks = [self._shared_leg(n, "" if one_start else times[n]) for n in range(len(slip.legs))]
        picks += [one_line(leg.asked, TITLE_LIMIT) for leg in slip.unmatched]
        stake = short_money(slip.stake_cents)
        if slip.profit_cents is not None:
            stake = words("slip.wager_to_win", stake=stake, profit=format_money(slip.profit_cents))
        where = ", ".join(
            part for part in (one_line(slip.books[0], BOOK_LIMIT) if slip.books else "", one_start) if part
        )
        wager = f"{stake} ({where})" if where else stake
        if not picks:
            return share([])
        lines = [f"{' + '.join(picks)}: {wager}"] if len(picks) <= LEGS_IN_LINE else [*picks, wager]
        return share(lines, demo=slip.demo, words=words)

    def _shared_leg(self, position: int, start: str) -> str:
        """The pick with the team's nickname and its price; a total says of which game, unless another leg does."""
        leg = self.slip.legs[position]
        event, team = leg.event, leg.selection in (leg.event.away, leg.event.home)
        pick = leg_name(replace(leg, selection=short_team(leg.selection, event.league)) if team else leg, self.words)
        others = (one for one in self.slip.legs if one.event.id == event.id)
        named = team or any(one.selection in (event.away, event.home) for one in others)
        away, home = short_team(event.away, event.league), short_team(event.home, event.league)
        game = "" if named or leg.subject else game_name(replace(event, away=away, home=home))
        detail = ", ".join(part for part in (game, start) if part)
        said = f"{one_line(pick, TITLE_LIMIT)} {self.price(position)}"
        return f"{said} ({detail})" if detail else said

    def text(self, said: Iterable[str]) -> str:
        """The whole slip as plain text, for the model and the clipboard; `said` are lines of its card."""
        slip = self.slip
        count = len(slip.legs) + len(slip.unmatched)
        head = f"{count}-leg parlay" if count > 1 else "Bet slip"
        demo = " | DEMO DATA, not real prices" if slip.demo else ""
        lines = [f"{head}, stake {format_money(slip.stake_cents)}{demo}"]
        for number, leg in enumerate(slip.legs, 1):
            game = f"{one_line(leg.event.name, TITLE_LIMIT)}, {clock(leg.event.starts_at, self.where, leg.as_of)}"
            pick = one_line(leg_name(leg), TITLE_LIMIT)
            quote = self.quoted(leg, ENGLISH).partition(" ")[2]
            lines.append(f"{number}. {pick} {self.price(number - 1)} | {game} | {quote} | {fair_chance(leg)}")
        for asked in slip.unmatched:
            closest = f" Closest: {candidates(asked.candidates)}." if asked.candidates else ""
            lines.append(
                f"NOT FOUND: {one_line(asked.asked, TITLE_LIMIT)} | {one_line(asked.reason, SENTENCE_LIMIT)}{closest}"
            )
        lines.append(" | ".join(f"{label}: {figure}" for label, figure in self._amounts()))
        if slip.fair_probability is not None:
            lines.append(f"Agreement of the books: {slip.agreement}")
        lines += [self._best(), *pushes(slip)]
        lines += [f"PROBLEM: {one_line(problem.message, SENTENCE_LIMIT)}" for problem in slip.problems]
        lines += [f"Warning: {one_line(warning.message, SENTENCE_LIMIT)}" for warning in slip.warnings]
        lines += [*said, f"Prices from {_sources(slip, ENGLISH)}." if slip.legs else "", ENGLISH("slip.no_bet")]
        return "\n".join(line for line in lines if line)

    def _amounts(self) -> list[tuple[str, str]]:
        slip = self.slip
        odds = DASH
        if slip.decimal is not None and self.odds_format != "american":
            odds = format_price(slip.decimal, self.odds_format)
        elif slip.decimal is not None:
            american, *_ = price = (
                format_price(slip.decimal),
                format_decimal(slip.decimal),
                format_short_fractional(slip.decimal),
            )
            odds = f"{american} ({', '.join(price[1:])})"
        amounts = [
            ("Combined odds", odds),
            ("To win (profit)", money_or_dash(slip.profit_cents)),
            ("Total return (with stake)", money_or_dash(slip.payout_cents)),
        ]
        return amounts + [(label, figure) for _, label, figure in figures(slip)]

    def _best(self) -> str:
        """The book of the whole ticket; what the best legs of several books would come to is sold by none."""
        slip = self.slip
        if slip.decimal is None or (len(slip.legs) < 2 and not slip.books):
            return ""
        if not slip.books:
            return "No one book has every leg at these lines: nobody sells this ticket as it is."
        more = f" +{len(slip.books) - 1} more" if len(slip.books) > 1 else ""
        price = format_price(slip.decimal, self.odds_format)
        back = "" if slip.payout_cents is None else f", returning {format_money(slip.payout_cents)}"
        return f"Best at one book: {one_line(slip.books[0], BOOK_LIMIT)}{more} at {price}{back}."


def figures(slip: Slip, words: Words = ENGLISH) -> list[tuple[str, str, str]]:
    """What is to be known beyond price and payout (key, label, figure); a dash where there is none, never a 0."""
    fair = DASH if slip.fair_probability is None else format_probability(slip.fair_probability)
    needed = DASH if slip.implied_probability is None else format_probability(slip.implied_probability)
    return [
        ("value", words("slip.value"), _value(slip, words)),
        ("fair", words("slip.fair"), fair),
        ("needed", words("slip.needed"), needed),
    ]


def notes(slip: Slip, legs_shown: int, words: Words = ENGLISH) -> list[str]:
    """What is said of chances, prices and books beyond the figures."""
    warnings = [one.message for one in slip.warnings if one.code != "same_game"]
    said = [one_line(sentence(warning, words), SENTENCE_LIMIT) for warning in warnings]
    if slip.books and slip.mix is not None and slip.decimal is not None and slip.decimal < slip.mix:
        said.append(words("slip.mix"))
    said += pushes(slip, words)
    if slip.fair_probability is not None:
        said.append(words("slip.agreement", agreement=words(f"slip.agreement_{slip.agreement}")))
    if len(slip.legs) > legs_shown:
        said.append(words("slip.legs_not_shown", n=len(slip.legs) - legs_shown))
    return [*said, words("slip.estimate")]


def fair_chance(leg: SlipLeg, words: Words = ENGLISH) -> str:
    """What the market thinks of a leg, and how far its books agree."""
    if leg.fair_probability is None:
        return words("slip.no_fair_chance")
    chance, agreement = format_probability(leg.fair_probability), words(f"slip.agreement_{leg.agreement}")
    said = [words("slip.fair_chance", chance=chance, agreement=agreement)]
    if leg.books:
        said.append(words("board.books", n=leg.books))
    if leg.push_probability is not None:
        said.append(words("slip.push", chance=format_probability(leg.push_probability)))
    return ", ".join(said)


def pushes(slip: Slip, words: Words = ENGLISH) -> list[str]:
    """That chances leave a push aside where how likely it is is not known."""
    if not slip.pushes_aside:
        return []
    numbers = ", ".join(str(i + 1) for i in slip.pushes_aside)
    return [words("slip.whole_number", legs=numbers, n=len(slip.pushes_aside))]


def candidates(found: Sequence[str], words: Words = ENGLISH) -> str:
    """The closest bets that exist, in one line."""
    return "; ".join(one_line(phrase(candidate, words), TITLE_LIMIT) for candidate in found[:MAX_CANDIDATES])


def money_or_dash(cents: int | None) -> str:
    """An amount, or a dash where there is none."""
    return DASH if cents is None else format_money(cents)


def typed_dollars(cents: int) -> str:
    """Dollars as one types them.

    >>> typed_dollars(2500), typed_dollars(2550), typed_dollars(123456_78)
    ('25', '25.50', '123456.78')
    """
    return format_money(cents).removeprefix("$").replace(",", "").removesuffix(".00")


def _value(slip: Slip, words: Words) -> str:
    """The expected value at a price that one can buy, as what the book keeps; no value is claimed against a rule."""
    if slip.ev is None:
        return DASH
    if slip.no_claim:
        return one_line(words("slip.no_claim", why=sentence(slip.no_claim, words)), TITLE_LIMIT)
    ev = f"{slip.ev:+.1%}"
    if slip.ev < 0:
        return words("slip.keeps", ev=ev, share=f"{-slip.ev:.1%}")
    return words("slip.of_stake", ev=ev)


def _sources(slip: Slip, words: Words) -> str:
    return ", ".join(sorted({source_name(leg.source, words) for leg in slip.legs}))
