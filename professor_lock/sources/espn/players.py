"""Questions about a player answered from ESPN: find the player, then the season's figures or the games played.

A name that several players share is asked about, never settled by taking the first hit. The league the question names,
or the only one in which a player has the full name, decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from professor_lock.betting.facts import Absences, Event, GameLog, PlayerGame, SeasonKind, Series, StatAnswer, Trends
from professor_lock.betting.prop_stats import count_of, stat_in_words
from professor_lock.betting.trends import figure_in
from professor_lock.settings import EspnSettings
from professor_lock.sources.errors import SourceNotFound, WhichPlayer
from professor_lock.sources.espn.boxscore import read_box
from professor_lock.sources.espn.espn import SOURCE
from professor_lock.sources.espn.gamelog import SeasonFigures, read_game_log, read_season
from professor_lock.sources.http import ProviderClient, raise_for_trouble
from professor_lock.sources.names.identity import identity
from professor_lock.sources.names.leagues import LEAGUES, League
from professor_lock.sources.names.players import Player, match_player, same_name
from professor_lock.sources.names.questions import (
    MAX_NAME_WORDS,
    figure_asked,
    games_asked,
    name_in,
    stat_asked,
    words_of,
)
from professor_lock.sources.names.seasons import is_season_asked
from professor_lock.sources.names.text import fold
from professor_lock.sources.reading import Json, mapping, optional_text, sequence, shaped
from professor_lock.zones import EASTERN

SEARCH_LIMIT = 10
MAX_ROWS = 14
HEADLINE_FIGURES = 3
SMALL_SAMPLE = 5

_ATHLETE_ID = re.compile(r"(?:^|~)a:(\d{1,12})(?:$|~)")
_HEADLINE_STATS = (
    "avgPoints", "avgRebounds", "avgAssists", "passingYards", "passingTouchdowns", "rushingYards", "receivingYards",
    "receptions", "avg", "homeRuns", "RBIs", "ERA", "goals", "assists", "points", "totalGoals", "goalAssists",
)  # fmt: skip


class EspnStats:
    """A source of statistics (`ask`, `trends`) for players of the leagues ESPN covers."""

    source = SOURCE
    demo = False

    def __init__(self, client: ProviderClient, settings: EspnSettings) -> None:
        self._client = client
        self._web_url = settings.web_url.rstrip("/")

    async def ask(self, question: str, now: datetime) -> StatAnswer:
        """The player's season figures, or the postseason's if asked for. SourceNotFound without one clear player."""
        player = await self.find_player(question)
        asked = words_of(question)
        late = any(word in asked for word in ("playoff", "playoffs", "postseason"))
        kind = SeasonKind.POSTSEASON if late else SeasonKind.REGULAR
        body = await self._athlete(player, "overview")
        season = shaped(SOURCE, lambda: read_season(body, kind))
        if season is None:
            raise SourceNotFound(f"{SOURCE} lists no {kind.value} season figures for {player.name}.", source=SOURCE)
        if not is_season_asked(question, season.season, now):
            raise SourceNotFound(
                f"{SOURCE} lists figures of {season.season} of {player.name}, not of the season asked for.",
                source=SOURCE,
            )
        return StatAnswer(
            question=question,
            subject=player.name,
            headline=_headline(player, season, question),
            rows=tuple((words, value) for _, words, value in season.rows[:MAX_ROWS]),
            season=season.season,
            source=SOURCE,
            as_of=now,
            link=player.link,
        )

    async def trends(self, question: str, now: datetime) -> Trends | None:
        """The stat asked for (else the sport's main one) over the last games played; None when there are none."""
        player = await self.find_player(question)
        log = await self.fetch_game_log(player, now)
        counted = [game for game in log.games if game.kind is not SeasonKind.PRESEASON]
        played = [game for game in counted if game.played]
        names = list(dict.fromkeys(name for game in played for name in game.figures))
        stat = _stat_to_chart(question, player, names)
        valued = [(game, figure_in(game.figures, stat)) for game in played] if stat else []
        recent = [game for game, value in valued if value is not None][: games_asked(question)]
        if not stat or not recent:
            return None
        values = [value for _, value in valued if value is not None][: len(recent)]
        since = recent[-1].starts_at
        missed = sum(not game.played and game.starts_at >= since for game in counted)
        return Trends(
            title=f"{player.name}: {_spoken(stat)}, last {len(recent)} games played",
            labels=tuple(_label(game) for game in reversed(recent)),
            series=(Series(_spoken(stat).capitalize(), tuple(reversed(values))),),
            source=SOURCE,
            as_of=now,
            kind="bar",
            link=player.link,
            note=_note(log, recent, missed),
        )

    async def fetch_player(
        self, name: str, now: datetime, league: League | None = None, teams: Sequence[str] = ()
    ) -> Player:
        """The one player of that name, in that league if one is given; errors as for `find_player`.

        With `teams` a part of a name is not enough: of several players of the name it is the one who plays for one of
        them, and where nobody bears it the one of these teams' players whose first name is short or long for it.
        """
        words = words_of(name)[:MAX_NAME_WORDS]
        if not teams or league is None:
            return await self._named(words, [league.key] if league else [])
        listed = await self._search(words)
        same = [player for player in listed if player.league == league and same_name(player.name, name)]
        found = [player for player in same if _plays_for(player, teams)] if len(same) > 1 else same
        if not same and len(words) > 1 and len(words[0]) > 1:  # an initial is too little to grade by
            listed += await self._search(words[1:])
            theirs = {player.name: player for player in listed if player.league == league and _plays_for(player, teams)}
            choice = match_player(name, theirs)
            found = [theirs[choice.name]] if choice.name else []
        if len(found) != 1:
            raise SourceNotFound(f"{SOURCE} knows no one player called just {name!r} there.", source=SOURCE)
        return found[0]

    async def fetch_game_log(self, player: Player, now: datetime, after: Event | None = None) -> GameLog:
        """The player's games of the current season. Always read now, and so after any game that is over."""
        body = await self._athlete(player, "gamelog")
        return shaped(
            SOURCE,
            lambda: read_game_log(body, player.name, player.league.key, source=SOURCE, link=player.link, now=now),
        )

    async def fetch_absences(self, final: Event, league: League, now: datetime) -> Absences:
        """Who did not play in one of ESPN's own games that is over, by its page; ChangedShape while it is not."""
        path = f"/apis/site/v2/sports/{league.espn}/summary"
        answer = await self._client.get(self._web_url + path, params={"event": final.id})
        if answer.status == 404:
            raise SourceNotFound(f"{SOURCE} has no page of {final.name}.", source=SOURCE)
        raise_for_trouble(answer)
        body = answer.json()
        absent, played = shaped(SOURCE, lambda: read_box(body))
        return Absences(final.id, absent, played, SOURCE, now)

    async def find_player(self, question: str) -> Player:
        """The one player the question names. SourceNotFound with the choices when it names none or several."""
        name = name_in(question)
        return await self._named(name, words_of(question))

    async def _named(self, name: Sequence[str], asked: Sequence[str]) -> Player:
        if not name:
            raise SourceNotFound(f"{SOURCE} needs a player's name to look up figures.", source=SOURCE)
        found = _meant(await self._search(name), name, asked)
        if len(found) == 1:
            return found[0]
        if not found:
            raise SourceNotFound(f"{SOURCE} knows no player called {' '.join(name)!r}.", source=SOURCE)
        choices = "; ".join(f"{player.name} ({player.league.title}{_of_team(player)})" for player in found)
        raise WhichPlayer(f"Which player is meant: {choices}?", source=SOURCE)

    async def _search(self, name: Sequence[str]) -> list[Player]:
        params = {"query": " ".join(name), "limit": str(SEARCH_LIMIT), "type": "player"}
        answer = await self._client.get(f"{self._web_url}/apis/search/v2", params=params)
        raise_for_trouble(answer)
        body = answer.json()
        return shaped(SOURCE, lambda: read_players(body))

    async def _athlete(self, player: Player, what: str) -> Json:
        path = f"/apis/common/v3/sports/{player.league.espn}/athletes/{player.id}/{what}"
        answer = await self._client.get(self._web_url + path)
        if answer.status == 404:
            raise SourceNotFound(f"{SOURCE} has no figures for {player.name}.", source=SOURCE)
        raise_for_trouble(answer)
        return answer.json()


def read_players(body: Json) -> list[Player]:
    """The players of leagues we know among a search's results; Unreadable when it is no search answer."""
    players: dict[str, Player] = {}
    for group in sequence(mapping(body, "the answer").get("results") or [], "results"):
        if mapping(group, "a group").get("type") != "player":
            continue
        for item in sequence(group.get("contents") or [], "contents"):
            player = _player(mapping(item, "a hit"))
            if player:
                players.setdefault(player.id, player)
    return list(players.values())


def _player(item: Mapping[str, Json]) -> Player | None:
    slug = item.get("defaultLeagueSlug")
    league = next((league for league in LEAGUES if league.espn and league.espn.split("/")[-1] == slug), None)
    found = _ATHLETE_ID.search(str(item.get("uid")))
    name = optional_text(item.get("displayName"))
    if league is None or found is None or name is None:
        return None
    links = item.get("link")
    link = optional_text(links.get("web"), limit=300) if isinstance(links, dict) else None
    safe = link if link and link.startswith("https://www.espn.com/") else None
    return Player(found[1], name, league, optional_text(item.get("subtitle")) or "", safe)


def _plays_for(player: Player, teams: Iterable[str]) -> bool:
    league = player.league.key
    return bool(player.team) and identity(league, player.team) in {identity(league, team) for team in teams}


def _meant(players: Sequence[Player], name: Sequence[str], asked: Sequence[str]) -> list[Player]:
    """Those whose full name is asked for, else those of whose name the words are a part; narrowed by a named league."""
    whole = [player for player in players if set(fold(player.name).split()) <= set(name)]
    meant = whole or [player for player in players if set(name) <= set(fold(player.name).split())]
    of_league = [player for player in meant if player.league.key in asked]
    return of_league or meant


def _headline(player: Player, season: SeasonFigures, question: str) -> str:
    names = [name for name, _, _ in season.rows]
    asked = figure_asked(question, names)
    main = [name for name in _HEADLINE_STATS if name in names] or names
    shown = list(dict.fromkeys(([asked] if asked else []) + main))[:HEADLINE_FIGURES]
    by_name = {name: f"{value} {words.lower()}" for name, words, value in season.rows}
    kind = "regular season" if season.kind is SeasonKind.REGULAR else "postseason"
    return f"{player.name}, {season.season} {kind}: {', '.join(by_name[name] for name in shown)}"


def _stat_to_chart(question: str, player: Player, names: Sequence[str]) -> str | None:
    """The stat the question names beside the player, else the sport's main one; SourceNotFound for one not listed."""
    beside = " ".join(word for word in words_of(question) if word not in fold(player.name).split())
    sport = player.league.sport
    stat = stat_asked(beside, names, sport.key)
    if stat is None:
        return next((name for name in sport.main_figures if name in names), None)
    if stat not in names and names and count_of(stat, dict.fromkeys(names, 0.0)) is None:
        raise SourceNotFound(f"{SOURCE} does not list {stat_in_words(stat)} of {player.name}.", source=SOURCE)
    return stat


def _note(log: GameLog, recent: Sequence[PlayerGame], missed: int) -> str:
    late = sum(game.kind is SeasonKind.POSTSEASON for game in recent)
    parts = [
        f"Season {log.season}." if log.season else "",
        f"{late} of {len(recent)} in the postseason." if late else "",
    ]
    if missed:
        parts.append(f"{missed} game{'s' if missed > 1 else ''} not played, left out.")
    if len(recent) < SMALL_SAMPLE:
        parts.append("A small sample.")
    return " ".join(filter(None, parts))


def _label(game: PlayerGame) -> str:
    """Day and opponent, in US Eastern time: a late Pacific game counts to the evening it was played."""
    local = game.starts_at.astimezone(EASTERN)
    return f"{local:%b} {local.day} {'vs' if game.home else '@'} {game.opponent}"


def _spoken(stat: str) -> str:
    """ "totalRebounds" -> "total rebounds"."""
    return stat_in_words(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", stat).lower())


def _of_team(player: Player) -> str:
    return f", {player.team}" if player.team else ""
