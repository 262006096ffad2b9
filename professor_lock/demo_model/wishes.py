"""What a user may want of the demo model: the meanings that `demo_model.intents` reads out of their words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from professor_lock.demo_model.words import Name


class Talk(StrEnum):
    """What is answered without any tool."""

    CRISIS = "crisis"
    MINOR = "minor"
    SURE_THING = "sure_thing"
    PLACE_BET = "place_bet"
    LOCK_IN = "lock_in"
    GREETING = "greeting"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    ABILITIES = "abilities"
    IDENTITY = "identity"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SmallTalk:
    kind: Talk


@dataclass(frozen=True, slots=True)
class WhichTeam:
    """The words fit teams of different leagues; `text` is the message, to be read again with the answer."""

    asked: str
    candidates: tuple[Name, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Odds:
    """Prices of a league's games, or of the games of `teams` (each a team, or a pairing "A vs B").

    `league` is None when it has to be asked for.
    """

    league: str | None
    market: str = "all"
    teams: tuple[str, ...] = ()
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """A leg as asked for. `selection` is a team, "Over" or "Under"; `event` a team or pairing of the game."""

    selection: str
    market: str
    event: str | None = None
    line: float | None = None
    league: str | None = None


@dataclass(frozen=True, slots=True)
class Parlay:
    """A slip of `wanted` legs, some of which are named. `stake` in dollars, None when not said."""

    league: str | None
    wanted: int
    legs: tuple[Leg, ...] = ()
    stake: float | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Stats:
    question: str


@dataclass(frozen=True, slots=True)
class Props:
    """Lines on a player, or on all players of a team's next game; neither when none was named."""

    player: str | None = None
    game: str | None = None
    league: str | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """`kind` is general, news, injury or weather."""

    query: str
    kind: str = "general"


@dataclass(frozen=True, slots=True)
class Price:
    """A price whose meaning is asked for, as written: "-110"."""

    american: str


class ErrandKind(StrEnum):
    """What one tool does alone."""

    BETS = "bets"
    LIMITS = "limits"
    PICKS = "picks"
    SCORES = "scores"
    VALUE = "value"
    BOOKS = "comparing books"


@dataclass(frozen=True, slots=True)
class Errand:
    """`league` is None when none was named; scores and value cannot do without, nor comparing books without a game."""

    kind: ErrandKind
    league: str | None = None
    game: str | None = None
    market: str = "all"


Intent = SmallTalk | WhichTeam | Odds | Parlay | Stats | Props | Search | Errand | Price
