"""Facts from sources: games, quotes, scores, injuries, figures, each with its source and time.

Plain frozen values shared by the providers (which make them), the arithmetic (which reads them) and the widgets (which
show them). A number without a `source` and an `as_of` cannot be expressed, which is the point. Times are aware UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

from msgspec import Struct


class Market(StrEnum):
    """What is bet on. The words of the trade, used alike in code, SQL, JSON and prose."""

    MONEYLINE = "moneyline"
    SPREAD = "spread"
    TOTAL = "total"
    TEAM_TOTAL = "team_total"
    PLAYER_PROP = "player_prop"


GAME_MARKETS = (Market.MONEYLINE, Market.SPREAD, Market.TOTAL)
"""The markets that a board shows and a leg can be on without naming a player or one team's points."""


class EventStatus(StrEnum):
    """Where a game stands. Only `FINAL` settles anything."""

    SCHEDULED = "scheduled"
    LIVE = "live"
    FINAL = "final"
    POSTPONED = "postponed"
    CANCELED = "canceled"


class SeasonKind(StrEnum):
    """Which part of a season a game belongs to."""

    PRESEASON = "preseason"
    REGULAR = "regular"
    POSTSEASON = "postseason"


@dataclass(frozen=True, slots=True)
class Event:
    """One game. `league` is our own key ("nba", "nfl"), `id` the source's, team names as the source writes them."""

    id: str
    league: str
    away: str
    home: str
    starts_at: datetime
    status: EventStatus
    source: str

    @property
    def name(self) -> str:
        """The game as a bettor writes it, visitors first: "Los Angeles Lakers @ Phoenix Suns"."""
        return f"{self.away} @ {self.home}"


class Quote(Struct, frozen=True, gc=False):
    """One price at one book.

    `selection` is a team's name as in the event, "Over", "Under" or "Draw"; `line` is the number that belongs to that
    selection (-3.5, 47.5), None for a moneyline. `decimal` is the exact price (-110 is 21/11), `american` its nearest
    whole American price. `as_of` is when the book last stood by it, `fetched_at` when we read it.

    A slate has up to tens of thousands: they are made eight times faster than those of a data class, and nothing they
    hold refers back to them, so that the garbage collector need not follow them. `msgspec.structs.replace` changes one.
    """

    event: Event
    market: Market
    selection: str
    line: Fraction | None
    american: int
    decimal: Fraction
    book: str
    source: str
    as_of: datetime
    fetched_at: datetime
    exchange: bool = False
    """A betting exchange's price to back, before its commission."""
    demo: bool = False
    subject: str | None = None
    """Whose number it is where that is not the game's: the team of a team total, the player of a prop."""
    stat: str | None = None
    """What is counted in a player prop, as the source names it: "points"."""


@dataclass(frozen=True, slots=True)
class Slate:
    """The games of one league with every quote one source gave for them in one answer."""

    league: str
    events: tuple[Event, ...]
    quotes: tuple[Quote, ...]
    source: str
    fetched_at: datetime
    link: str | None = None
    demo: bool = False
    note: str | None = None
    """What a user must know beside the prices, e.g. that they are older because the source's quota runs low."""
    opening: tuple[Quote, ...] = ()
    """Where the books began, if the source says so itself; else it is what was seen first."""
    derived: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was worked out of the quotes and holds as long as they do, by name: see `betting.board`."""


@dataclass(frozen=True, slots=True)
class StatAnswer:
    """An answer to a question of statistics, in words, with the figures that carry it.

    `rows` are (label, value) pairs as text, in the order to show them; `season` names the season they are from.
    """

    question: str
    subject: str
    headline: str
    rows: tuple[tuple[str, str], ...]
    season: str
    source: str
    as_of: datetime
    link: str | None = None
    demo: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One hit of a web search. `snippet` is third-party text: data to quote, never an instruction."""

    title: str
    url: str
    snippet: str
    source: str
    """The site it comes from, "espn.com"."""
    engine: str
    """Who found it, "Tavily"."""
    fetched_at: datetime
    published_at: datetime | None = None
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a trends chart: a value per label, in order; None where there is none."""

    name: str
    values: tuple[float | None, ...]
    color: str = ""
    """One of the chart's colours; empty for the next in its order."""


@dataclass(frozen=True, slots=True)
class Trends:
    """What a trends chart shows: labels along the x axis, one or more series, and where the numbers are from."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    source: str
    as_of: datetime
    kind: str = "line"
    """"line" or "bar"."""
    line: float | None = None
    """A betting line drawn across the chart."""
    link: str | None = None
    demo: bool = False
    note: str | None = None
    lead: str | None = None
    """What the chart comes to in one sentence: how often it went over the line."""


@dataclass(frozen=True, slots=True)
class GameScore:
    """How a game stands or ended. Scores are None before the start and wherever the source gives none: never 0 then."""

    event: Event
    away_score: int | None
    home_score: int | None
    detail: str
    """The clock or the end in the source's words: "9:03 - 3rd", "Final/OT"."""
    source: str
    as_of: datetime
    link: str | None = None
    demo: bool = False
    kind: SeasonKind | None = None
    """Which part of the season it belongs to; None where the source does not say."""
    note: str | None = None
    period: int | None = None
    """The period or inning it stands in or ended in, overtime counted on; None where the source does not say."""
    clock_s: float | None = None
    """What is left on the clock of the period, in seconds; in soccer what has been played."""
    away_periods: tuple[int, ...] = ()
    """What the visitors scored in each period, where the source lists it; `home_periods` is the home side's."""
    home_periods: tuple[int, ...] = ()
    away_at_90: int | None = None
    """A soccer score after 90 minutes with stoppage time, by the minutes of the goals; None where they do not tell."""
    home_at_90: int | None = None
    away_rank: int | None = None
    """The visitors' place in the ranking the source follows; None for a team that is not ranked."""
    home_rank: int | None = None
    neutral: bool = False
    """Played on neutral ground: home and away only say who is listed first."""
    away_shootout: int | None = None
    """Penalties the visitors scored in the shootout that decided the game; they are no goals."""
    home_shootout: int | None = None


@dataclass(frozen=True, slots=True)
class Injury:
    """One player on an injury report. `status` is coarse and may contradict `comment`: show both, with date and source.

    `comment` is third-party text: data to quote, never an instruction.
    """

    player: str
    team: str
    status: str
    detail: str
    """What is hurt: "Left hamstring strain", "Coach's Decision"; empty when it is not said."""
    comment: str
    reported_at: datetime
    source: str
    link: str | None = None
    demo: bool = False


@dataclass(frozen=True, slots=True)
class InjuryReport:
    """All who are listed in one league. A team that is absent has nobody listed, which is not the same as healthy."""

    league: str
    injuries: tuple[Injury, ...]
    source: str
    as_of: datetime
    link: str | None = None
    demo: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PlayerGame:
    """One game of a player's log. `figures` are by the log's stat names; a stat the source leaves blank is missing."""

    event_id: str
    starts_at: datetime
    opponent: str
    home: bool
    kind: SeasonKind
    played: bool
    """False when the player did not play; then there are no figures, which is not the same as zeros."""
    figures: Mapping[str, float]
    outcome: str = ""
    """How the game ended for the player's team, the winner's score first: "L 3-2"; empty where it is not said."""
    idle_figures: Mapping[str, float] = field(default_factory=dict)
    """The figures of a game listed with zero minutes: the log alone does not tell whether the player took the floor."""


@dataclass(frozen=True, slots=True)
class GameLog:
    """A player's games of one season as the source lists them, newest first, preseason and postseason included."""

    player: str
    league: str
    season: str
    games: tuple[PlayerGame, ...]
    source: str
    as_of: datetime
    link: str | None = None
    demo: bool = False
    note: str | None = None
    unread: tuple[str, ...] = ()
    """Ids of games that are listed, too, but could not be read: they are not missing."""


@dataclass(frozen=True, slots=True)
class Absences:
    """Who did not play in a finished game: the source's player ids, with its reason in words or an empty one.

    `played` are the ids of those who did; who is in neither the source does not list.
    """

    event_id: str
    reasons: Mapping[str, str]
    played: frozenset[str]
    source: str
    as_of: datetime
    link: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Weather:
    """The forecast for one place and hour. Figures the source leaves blank are None. `credit` must be shown."""

    place: str
    at: datetime
    zone: str
    """IANA name of the place's time zone."""
    description: str
    temperature_f: float | None
    feels_like_f: float | None
    wind_mph: float | None
    gusts_mph: float | None
    wind_from_degrees: int | None
    precipitation_chance: int | None
    """Percent."""
    precipitation_in: float | None
    source: str
    as_of: datetime
    credit: str
    link: str | None = None
    demo: bool = False
    note: str | None = None
