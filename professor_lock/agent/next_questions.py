"""Suggests up to three questions after an answer. Code makes them from the tools that the answer used.

They are sent beside the message (`protocol.checked_message`) and are no text of the conversation: the model never reads
them, and a client that does not know them shows the message as usual. After a failure there are none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache
from itertools import islice
from string import Formatter

from professor_lock.betting.board import BoardGame
from professor_lock.betting.facts import Event
from professor_lock.betting.names import game_name
from professor_lock.protocol.checked_message import Suggestion
from professor_lock.sources.names.leagues import find_league
from professor_lock.tool_outcomes import Outcome, read_candidates, read_no_answer, read_offers
from professor_lock.untrusted_text import one_line
from professor_lock.widgets.format import short_game, short_team
from professor_lock.widgets.odds_terms import favorite_of
from professor_lock.words import ENGLISH, LANGUAGES, Words, words_of

MOST = 3
MOST_CHOICES = 5
"""The most candidates that are offered where a name was ambiguous."""
LABEL_CHARS, PROMPT_CHARS = 60, 200
USUAL_LEAGUE = "nba"


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of an answer's cards, in the sources' own names; a field is "" where the cards have none."""

    league: str = ""
    """The league's key."""
    game: str = ""
    """Both teams' full names as the cards write a game: "Golden State Warriors @ Los Angeles Lakers"."""
    short_game: str = ""
    team: str = ""
    """The game's favorite, or the team that was asked about."""
    short_team: str = ""
    player: str = ""
    stat: str = ""

    def joined(self, newer: Subject) -> Subject:
        """This subject with the fields that `newer` has put over it."""
        known = {one.name: text for one in fields(newer) if (text := getattr(newer, one.name))}
        return replace(self, **known)


def subject_of_game(event: Event, board: BoardGame | None = None, *, player: str = "") -> Subject:
    """The subject of a card on one game; with its `board` the favorite is known."""
    teams = event.away, event.home
    short = [short_team(name, event.league) for name in teams]
    alike = short[0] == short[1]
    if alike:
        short = list(teams)
    favorite = favorite_of(board) if board is not None else None
    return Subject(
        league=event.league,
        game=game_name(event),
        short_game=game_name(event) if alike else short_game(event),
        team="" if favorite is None else teams[favorite],
        short_team="" if favorite is None else short[favorite],
        player=player,
    )


def subject_of_team(league: str, team: str) -> Subject:
    """The subject of a card on one team, or on the whole league where `team` is ""."""
    return Subject(league=league, team=team, short_team=short_team(team, league) if team else "")


_QUESTIONS: Mapping[str, str] = {
    "odds": "Show me tonight's {title} odds",
    "game": "Show me the odds for {game}",
    "team": "Show me the odds for {team}",
    "compare": "Compare books for {game}",
    "star": "Show me player props for {player}",
    "build": "Build a slip with {team} moneyline",
    "chart": "Chart {player}'s {stat} over the last 10 games",
    "injuries": "Who is injured in the {title}?",
    "hurt": "Show me the injury report of {team}",
    "scores": "Show me the {title} scores",
    "picks": "What are today's picks?",
    "value": "Is there any value in the {title} tonight?",
    "slip": "Show my slip",
    "bets": "Show me my bets",
    "limits": "Show me my limits",
    "vig": "What is the vig?",
    "edge": "What is expected value?",
    "movement": "What is closing line value?",
}
"""The text of each question, without its label. One that needs a name which the subject lacks is left out."""
_GENERAL = ("odds", "injuries", "picks", "scores")
_AFTER: Mapping[str, tuple[str, ...]] = {
    "get_odds_visual": ("compare", "star", "build", "value", "injuries"),
    "compare_books": ("build", "star", "value", "game"),
    "get_player_props_visual": ("chart", "game", "hurt", "compare"),
    "get_trends_visual": ("star", "team", "hurt", "odds"),
    "statmuse_query": ("star", "chart", "team", "odds"),
    "get_injuries": ("team", "odds", "scores", "picks"),
    "get_scores": ("odds", "injuries", "picks"),
    "get_weather": ("game", "compare", "odds", "scores"),
    "get_todays_picks": ("value", "odds", "injuries"),
    "find_value": ("edge", "odds", "picks"),
    "explain": ("value", "odds", "vig"),
    "hedge": ("bets", "odds", "limits"),
    "build_parlay": ("compare", "star", "bets", "limits", "vig"),
    "change_slip": ("compare", "bets", "limits", "odds"),
    "paste_slip": ("bets", "odds", "limits"),
    "get_slip": ("bets", "odds", "limits"),
    "my_bets": ("odds", "movement", "limits"),
    "track_bet": ("bets", "limits", "odds"),
    "void_bet": ("bets", "limits", "odds"),
    "settle_bet": ("bets", "movement", "odds"),
    "my_limits": ("bets", "scores", "edge"),
    "set_limits": ("limits", "bets", "scores"),
    "take_break": ("limits", "bets", "scores"),
    "web_search_visual": ("odds", "injuries", "scores"),
}
"""Tool -> the questions to suggest after it, best first. After limits and breaks none of them leads to a bet."""
_RESTS = frozenset({"my_limits", "set_limits", "take_break"})


def questions_after(tool: str, words: Words = ENGLISH) -> list[Suggestion]:
    """The questions after a click that did what the tool does; no subject is known."""
    run = NextQuestions()
    run.note(tool, "")
    return run.after("", words)


class NextQuestions:
    """Collects what the tools of one run have shown, and suggests questions."""

    def __init__(self) -> None:
        self._subject = Subject()
        self._outputs: list[tuple[str, str]] = []

    def about(self, subject: Subject) -> None:
        """Note the subject of a card."""
        self._subject = self._subject.joined(subject)

    def note(self, tool: str, output: str) -> None:
        """Note a tool's output."""
        self._outputs.append((tool, output.partition("\n")[0]))

    def after(self, text: str, words: Words = ENGLISH) -> list[Suggestion]:
        """The questions below an answer with this text; none after a failure.

        Where the answer itself asks a question, they are the choices that it names, if it names two or three.
        Labels are in the language of `words`; the questions are English, which every model understands.
        """
        if not self._outputs:
            asked = [line for line in (one.rstrip(" *_") for one in text.splitlines()) if line.endswith(("?", "؟"))]
            return _choices(asked[-1]) if asked else self._questions(_GENERAL, words)
        outcomes = [(tool, output, read_no_answer(output)) for tool, output in self._outputs]
        if all(found is not None and found[0] is Outcome.UNAVAILABLE for _, _, found in outcomes):
            return []
        _, output, found = outcomes[-1]
        if found is not None and found[0] is Outcome.AMBIGUOUS:
            return [_suggestion(name, name) for name in read_candidates(output)[:MOST_CHOICES]]
        if offers := [offer for offer in read_offers(output) if " at " in offer]:  # with a price: the others are names
            return [
                _suggestion(words("chips.add", offer=offer), f"Add {offer.partition(' at ')[0]}")
                for offer in offers[:MOST]
            ]
        answered = next((tool for tool, _, found in reversed(outcomes) if found is None), "")
        if answered in _RESTS:
            return self._questions(_AFTER[answered], words)
        return self._questions((*_AFTER.get(answered, ()), *_GENERAL), words)

    def _questions(self, names: Sequence[str], words: Words) -> list[Suggestion]:
        return [one.copy() for one in _filled(self._subject, tuple(names), words)]


@lru_cache(maxsize=256)
def _filled(subject: Subject, names: tuple[str, ...], words: Words) -> tuple[Suggestion, ...]:
    """The first questions of `names` for which the subject has the names. Cached: most answers have no subject."""
    known = {one.name: one_line(getattr(subject, one.name)) for one in fields(subject)}
    known["title"] = find_league(subject.league or USUAL_LEAGUE).title
    filled = (
        _suggestion(words(f"chips.{name}", **known), _QUESTIONS[name].format(**known))
        for name in dict.fromkeys(names)
        if all(known[field] for field in _needed(name))
    )
    return tuple(islice(filled, MOST))


@cache
def _needed(name: str) -> frozenset[str]:
    """The names that a question's text has gaps for."""
    return frozenset(field for _, field, _, _ in Formatter().parse(_QUESTIONS[name]) if field)


def _suggestion(label: str, prompt: str) -> Suggestion:
    return Suggestion(label=one_line(label, LABEL_CHARS), prompt=one_line(prompt, PROMPT_CHARS))


@cache
def _or() -> re.Pattern[str]:
    """The "or" between two names, in each language of the texts."""
    return re.compile(rf",?\s+(?:{'|'.join(re.escape(words_of(one)('demo.or')) for one in LANGUAGES)})\s+")


def _choices(question: str) -> list[Suggestion]:
    """The choices that a question names after a colon: "Which one: Kings (NBA) or Kings (NHL)?"."""
    named = re.search(r":\s+([^:?؟]+?)\s?[?؟]$", question)
    first, *last = _or().split(named[1]) if named else [""]
    names = [one.strip(" *_¿") for one in (*re.split(r"[,،]\s+", first), *last)]
    if len(last) != 1 or not 2 <= len(names) <= MOST or not all(0 < len(one) <= LABEL_CHARS for one in names):
        return []
    return [_suggestion(name, name) for name in names]
