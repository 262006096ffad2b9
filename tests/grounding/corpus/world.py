"""Invented evenings for the corpus: games with quotes at books, players with logs, a score, weather, a page.

Every number knows what would be wrong in its place, by class of error; a value that happens to be true is left out.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from professor_lock.betting.facts import Event, EventStatus, GameScore, Market, Quote, Slate
from professor_lock.betting.odds import decimal_price, format_line
from professor_lock.grounding.facts import Ledger
from professor_lock.grounding.from_text import read_source
from professor_lock.grounding.from_tools import add_scores, add_slate
from professor_lock.grounding.given import given_numbers

NOW = datetime(2026, 1, 16, 23, 30, tzinfo=UTC)
FEED = "Odds feed"
BOOKS = ("FanDuel", "DraftKings", "BetMGM", "Caesars")
LEAGUES = {
    "nba": (
        "Los Angeles Lakers",
        "Golden State Warriors",
        "Boston Celtics",
        "New York Knicks",
        "Denver Nuggets",
        "Utah Jazz",
        "Miami Heat",
        "Phoenix Suns",
        "Philadelphia 76ers",
        "Portland Trail Blazers",
    ),
    "nfl": (
        "Kansas City Chiefs",
        "Buffalo Bills",
        "San Francisco 49ers",
        "Dallas Cowboys",
        "Green Bay Packers",
        "Detroit Lions",
        "Baltimore Ravens",
        "Cincinnati Bengals",
    ),
    "nhl": (
        "Boston Bruins",
        "Toronto Maple Leafs",
        "Edmonton Oilers",
        "Colorado Avalanche",
        "New York Rangers",
        "Dallas Stars",
    ),
}
PLAYERS = (
    "LeBron James",
    "Stephen Curry",
    "Nikola Jokić",
    "Jayson Tatum",
    "Luka Dončić",
    "Devin Booker",
    "Tyrese Maxey",
    "Jalen Brunson",
)
NICKNAMES = {"Portland Trail Blazers": "Trail Blazers", "Toronto Maple Leafs": "Maple Leafs"}


@dataclass(frozen=True, slots=True)
class Num:
    """A number as a writer puts it: its text, what it is, and what would be wrong in its place, by class."""

    text: str
    label: str
    kind: str
    wrong: dict[str, str] = field(default_factory=dict)


def short(team: str) -> str:
    """The nickname of a team."""
    return NICKNAMES.get(team, team.rsplit(" ", 1)[-1])


@dataclass(slots=True)
class Game:
    """One game: prices by (book, market, side), and the line of each market."""

    away: str
    home: str
    starts_at: datetime
    prices: dict[tuple[str, str, str], int]
    spread: Fraction
    """The home team's."""
    total: Fraction


class World:
    """One evening."""

    def __init__(self, seed: int) -> None:
        rng = random.Random(seed)
        self.rng = rng
        self.league = rng.choice(sorted(LEAGUES))
        teams = rng.sample(LEAGUES[self.league], 6)
        self.games = [_game(rng, teams[at], teams[at + 1], self.league) for at in (0, 2)]
        self.score = (teams[4], teams[5], *_scores(rng))
        self.players = rng.sample(PLAYERS, 2)
        self.logs = {player: [rng.randint(14, 41) for _ in range(10)] for player in self.players}
        self.lines = {player: Fraction(2 * rng.randint(18, 31) + 1, 2) for player in self.players}
        self.rebounds = {player: Fraction(rng.randint(31, 129), 10) for player in self.players}
        self.temperature, self.wind, self.rain = rng.randint(20, 60), rng.randint(3, 25), rng.choice((10, 40, 70))
        self.weeks = rng.randint(2, 6)
        self.stake = rng.choice((25, 40, 50, 100))

    def ledger(self) -> Ledger:
        """What the tools of this evening have returned, and the user's stake."""
        ledger = Ledger(now=NOW)
        add_slate(ledger, self.slate())
        away, home, first, second = self.score
        event = Event("done", self.league, away, home, NOW - timedelta(days=1), EventStatus.FINAL, FEED)
        add_scores(ledger, [GameScore(event, first, second, "Final", "ESPN", NOW)])
        for text, source in self.texts():
            read_source(ledger, text, source=source, as_of=NOW)
        ledger.given += given_numbers(f"I have ${self.stake} to bet. What about the last 10 games?", ledger)
        return ledger

    def slate(self) -> Slate:
        """The quotes as a source gives them."""
        events, quotes = [], []
        for place, game in enumerate(self.games):
            event = Event(f"g{place}", self.league, game.away, game.home, game.starts_at, EventStatus.SCHEDULED, FEED)
            events.append(event)
            for (book, market, side), price in game.prices.items():
                line = game.total if market == "total" else _own(game, side) if market == "spread" else None
                quotes.append(
                    Quote(event, Market(market), side, line, price, decimal_price(price), book, FEED, NOW, NOW)
                )
        return Slate(self.league, tuple(events), tuple(quotes), FEED, NOW)

    def texts(self) -> list[tuple[str, str]]:
        """The texts of the other cards."""
        cards = []
        for player in self.players:
            log = self.logs[player]
            days = ", ".join(f"Jan {day} {value}" for day, value in enumerate(log, 2))
            mean = Fraction(sum(log), len(log))
            cards.append(
                (
                    f"{player}: points, last 10 games played | Line {float(self.lines[player])} | Source: ESPN\n"
                    f"Points: {days}\n{self.hits(player)} of 10 over {float(self.lines[player])}\n"
                    f"Season 2025-26. Regular season: 10 games, average {float(mean):.1f}.",
                    "ESPN",
                )
            )
            cards.append(
                (f"{player} | 2025-26 | Source: StatMuse\nRebounds {float(self.rebounds[player])}", "StatMuse")
            )
        hurt = self.players[0]
        team = self.games[0].home
        cards.append(
            (f"Injuries | Source: ESPN\n{hurt}, {short(team)} | Out | Knee | Back in {self.weeks} weeks", "ESPN")
        )
        cards.append(
            (
                f"Weather in Denver | Source: Open-Meteo\nTemperature | {self.temperature}.3 °F\nWind | "
                f"{self.wind} mph from west\nChance of precipitation | {self.rain}%",
                "Open-Meteo",
            )
        )
        return cards

    def hits(self, player: str) -> int:
        """Games over the line."""
        return sum(value > self.lines[player] for value in self.logs[player])

    # What a writer says, each with what would be wrong

    def money(self, game: Game, side: str, book: str, *, form: str = "{:+d}", booked: bool = True) -> Num:
        """A moneyline price of a side at a book; `booked` where the text names the book with this number."""
        other = game.home if side == game.away else game.away
        price = game.prices[book, "moneyline", side]
        everywhere = {game.prices[one, "moneyline", side] for one in BOOKS}
        elsewhere = [game.prices[one, "moneyline", side] for one in BOOKS]
        wrong = {
            "other team's price": game.prices[book, "moneyline", other],
            "wrong sign": -price,
            "wrong book": next((one for one in elsewhere if one != price), price + 7),
            "invented": price + 13,
            "rounding": round(price, -1) if round(price, -1) not in everywhere else price + 5,
        }
        if not booked:
            del wrong["wrong book"]
        return Num(
            form.format(price),
            "verified",
            "price",
            {name: form.format(one) for name, one in wrong.items() if one != price},
        )

    def best(self, game: Game, side: str) -> tuple[Num, str]:
        """The best moneyline of a side and who has it."""
        book = max(BOOKS, key=lambda one: decimal_price(game.prices[one, "moneyline", side]))
        return self.money(game, side, book), book

    def spread(self, game: Game, side: str) -> Num:
        """A team's line."""
        line = _own(game, side)
        return Num(
            format_line(line),
            "verified",
            "line",
            {
                "wrong sign": format_line(-line),
                "old line": format_line(line + 1),
                "rounding": format_line(line + Fraction(1, 2)),
            },
        )

    def spread_price(self, game: Game, side: str, book: str) -> Num:
        """The price of a team's line at a book that the text names."""
        price = game.prices[book, "spread", side]
        return Num(f"{price:+d}", "verified", "price", {"invented": f"{price - 11:+d}", "wrong sign": f"{-price:+d}"})

    def total(self, game: Game) -> Num:
        """The total."""
        other = next(one.total for one in self.games if one is not game)
        wrong = {"old line": game.total + 2, "other team's price": other}
        return Num(
            _plain(game.total),
            "verified",
            "total",
            {name: _plain(one) for name, one in wrong.items() if one != game.total},
        )

    def side_price(self, game: Game, side: str, book: str) -> Num:
        """The price of the over or under at a book that the text names."""
        price = game.prices[book, "total", side]
        return Num(f"{price:+d}", "verified", "price", {"invented": f"{price - 13:+d}", "wrong sign": f"{-price:+d}"})

    def implied(self, game: Game, side: str, book: str) -> Num:
        """What a price that was just said implies."""
        chance = 100 / decimal_price(game.prices[book, "moneyline", side])
        return Num(
            f"{float(chance):.1f}%",
            "derived",
            "percent",
            {"percent for probability": f"{float(chance) / 100:.3f}%", "invented": f"{float(chance) + 4.2:.1f}%"},
        )

    def stake_num(self) -> Num:
        """The user's stake."""
        return Num(f"${self.stake}", "given", "money", {"doubled stake": f"${2 * self.stake}"})

    def payout(self, game: Game, side: str, book: str) -> Num:
        """What the stake returns at a price that was just said."""
        paid = self.stake * decimal_price(game.prices[book, "moneyline", side])
        return Num(f"${float(paid):.2f}", "derived", "money", {"doubled stake": f"${float(2 * paid):.2f}"})

    def average(self, player: str, *, comma: bool = False) -> Num:
        """A player's scoring average."""
        other = next(one for one in self.players if one != player)
        own, theirs = sum(self.logs[player]) / 10, sum(self.logs[other]) / 10
        wrong = {"invented": own + 1.7, "rounding": own + 0.1}
        if abs(own - theirs) > 0.2:
            wrong["swapped player"] = theirs
        return Num(_dot(own, comma), "verified", "figure", {name: _dot(one, comma) for name, one in wrong.items()})

    def boards(self, player: str) -> Num:
        """A player's rebounds a game."""
        other = next(one for one in self.players if one != player)
        wrong = {"invented": float(self.rebounds[player]) + 2.3}
        if self.rebounds[other] != self.rebounds[player]:
            wrong["swapped player"] = float(self.rebounds[other])
        return Num(f"{float(self.rebounds[player])}", "verified", "figure", {k: f"{v:.1f}" for k, v in wrong.items()})

    def hit(self, player: str) -> Num:
        """How many of the last ten were over the line."""
        hits = self.hits(player)
        return Num(str(hits), "verified", "count", {"invented": str(hits + 1 if hits < 9 else 4)})

    def line(self, player: str) -> Num:
        """A player's points line."""
        line = self.lines[player]
        return Num(_plain(line), "verified", "total", {"old line": _plain(line + 1)})

    def season(self) -> Num:
        """The season of the figures."""
        return Num("2025-26", "verified", "season", {"wrong season": "2023-24"})

    def out_for(self) -> Num:
        """For how many weeks the injured player is out."""
        return Num(str(self.weeks), "verified", "count", {"invented injury return": str(self.weeks + 5)})


def _game(rng: random.Random, away: str, home: str, league: str) -> Game:
    favourite = rng.randint(125, 260)
    home_is = rng.random() < 0.5
    spread = Fraction(2 * rng.randint(1, 8) + 1, 2) * (-1 if home_is else 1)
    total = Fraction(2 * rng.randint(*{"nba": (208, 242), "nfl": (38, 52), "nhl": (5, 7)}[league]) + 1, 2)
    prices: dict[tuple[str, str, str], int] = {}
    for place, book in enumerate(BOOKS):
        short_price, long_price = -favourite - 3 * place, favourite - 18 + 4 * place
        prices[book, "moneyline", home] = short_price if home_is else long_price
        prices[book, "moneyline", away] = long_price if home_is else short_price
        prices[book, "spread", home] = -104 - 2 * place
        prices[book, "spread", away] = -116 + 2 * place
        prices[book, "total", "Over"] = -105 - place
        prices[book, "total", "Under"] = -115 + place
    return Game(away, home, NOW + timedelta(hours=rng.choice((1, 2, 3))), prices, spread, total)


def _scores(rng: random.Random) -> tuple[int, int]:
    first = rng.randint(88, 121)
    return first, first + rng.choice((-9, -4, 3, 7, 11))


def _own(game: Game, side: str) -> Fraction:
    return game.spread if side == game.home else -game.spread


def _plain(value: Fraction) -> str:
    return f"{float(value):g}"


def _dot(value: float, comma: bool) -> str:
    text = f"{value:.1f}"
    return text.replace(".", ",") if comma else text
