"""What decides a bet, league by league: which score counts, how much must be played, how long a postponed game waits.

These are the rules of most books; where books differ the sentence says so, because the bettor's own book decides. The
sentences here are those that stand beside a grade; `docs/grading.md` gives the same ones with their reasons.
"""

from __future__ import annotations

from dataclasses import dataclass

from betting.facts import Market
from pp_errors import BadInput

VARIES = "Most books; yours may differ."
POSTPONED_H = 48
"""How long after its scheduled start a game that was not played keeps its bets, outside the NFL."""
OVERTIME = "Overtime counts."
WAITS = f"A postponed or suspended game keeps its bets for {POSTPONED_H} hours after its scheduled start."
NINETY = "90 minutes with stoppage time count; extra time and penalties do not."
THREE_WAY = "A price with a draw beside it is of regulation time: overtime does not count."


@dataclass(frozen=True, slots=True)
class LeagueRules:
    """The rules of one league.

    `periods` of `period_minutes` each are regulation time; baseball's are innings and have no minutes. Of a game that
    ended before `minimum_minutes` were played only what was decided by then stands; None where nothing is cut short.
    """

    score: str
    """Which score counts, as a sentence."""
    minimum: str
    """How much must be played, as a sentence."""
    waits: str
    """What happens to a game that is not played, as a sentence."""
    periods: int
    period_minutes: int | None = None
    minimum_minutes: int | None = None
    regulation_only: bool = False
    """Every market counts regulation time alone, as soccer's do."""
    nine_innings: bool = False
    """Moneylines stand after five innings; lines and totals need nine, or what was decided earlier."""
    by_week: bool = False
    """A game may be moved within its league week, which ends as Wednesday does on the Pacific coast."""
    props: str = "A player who did not play is void; one who took the floor has action, also for zero counted minutes."

    def said(self, market: Market, *, three_way: bool = False) -> str:
        """What stands beside a grade: the rules that bear on this market."""
        score = THREE_WAY if three_way and not self.regulation_only else self.score
        props = (self.props,) if market is Market.PLAYER_PROP else ()
        return " ".join((score, self.minimum, *props, VARIES))


def _timed(periods: int, minutes: int, minimum: int, *, by_week: bool = False) -> LeagueRules:
    """A league of timed periods in which overtime counts."""
    return LeagueRules(
        score=OVERTIME,
        minimum=f"{minimum} of {periods * minutes} minutes must be played, but for what was decided before.",
        waits="A postponed game keeps its bets until the league week ends on Wednesday." if by_week else WAITS,
        periods=periods,
        period_minutes=minutes,
        minimum_minutes=minimum,
        by_week=by_week,
    )


_HOCKEY = LeagueRules(
    score="Overtime and a shootout count; the winner of a shootout is credited with one goal.",
    minimum="55 of 60 minutes must be played, but for what was decided before.",
    waits=WAITS,
    periods=3,
    period_minutes=20,
    minimum_minutes=55,
)
_BASEBALL = LeagueRules(
    score="Extra innings count. Listed pitchers are not asked about: every bet is action.",
    minimum="Moneylines stand after 5 innings (4½ with the home side ahead); run lines, totals and props need 9 (8½), "
    "but for what was decided before.",
    waits=f"{WAITS} A replay that is listed as a game of its own is another game and decides nothing here.",
    periods=9,
    nine_innings=True,
    props="A player who did not play is void; one who did has action.",
)
_SOCCER = LeagueRules(
    score=NINETY,
    minimum="An abandoned match is void.",
    waits=WAITS,
    periods=2,
    period_minutes=45,
    regulation_only=True,
    props="A player who did not come on is void; one who did has action.",
)
_BY_LEAGUE = {
    "nba": _timed(4, 12, 43),
    "wnba": _timed(4, 10, 35),
    "ncaab": _timed(2, 20, 35),
    "nfl": _timed(4, 15, 55, by_week=True),
    "ncaaf": _timed(4, 15, 55),
    "nhl": _HOCKEY,
    "mlb": _BASEBALL,
} | dict.fromkeys(("epl", "mls", "laliga", "bundesliga", "seriea", "ligue1", "ucl"), _SOCCER)


def rules_of(league: str) -> LeagueRules:
    """The rules of a league by its key; BadInput for one without rules, so that nothing is graded by a guess.

    >>> rules_of("nba").minimum
    '43 of 48 minutes must be played, but for what was decided before.'
    """
    try:
        return _BY_LEAGUE[league]
    except KeyError:
        raise BadInput(f"{league!r} is a league without rules for grading", field="league") from None
