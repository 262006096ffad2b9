"""What the demo model makes of a person's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from professor_lock.demo_model.intents import read_intent
from professor_lock.demo_model.vocabulary import build_vocabulary
from professor_lock.demo_model.wishes import (
    Errand,
    ErrandKind,
    Intent,
    Leg,
    Odds,
    Parlay,
    Price,
    Props,
    Search,
    SmallTalk,
    Stats,
    Talk,
    WhichTeam,
)
from professor_lock.demo_model.words import fold

VOCABULARY = build_vocabulary()
LAKERS, WARRIORS, CELTICS = "Los Angeles Lakers", "Golden State Warriors", "Boston Celtics"
GAME = f"{LAKERS} vs {WARRIORS}"


def moneyline(team: str, league: str = "nba") -> Leg:
    return Leg(team, "moneyline", None, None, league)


READINGS: list[tuple[str | list[str], Intent]] = [
    # the questions of the guides
    ("Show me tonight's NBA odds", Odds("nba", "all", (), "tonight")),
    ("Show me odds for Lakers vs Warriors", Odds("nba", "all", (GAME,))),
    ("Build me a 3-leg parlay for tonight's NBA games", Parlay("nba", 3, (), None, "tonight")),
    ("What's LeBron James averaging this season?", Stats("What's LeBron James averaging this season?")),
    ("Search for weather in Denver", Search("weather in Denver", "weather")),
    # odds, said otherwise
    ("nba lines tomorrow", Odds("nba", "all", (), "tomorrow")),
    ("who are the favorites in the NFL?", Odds("nfl")),
    ("college football odds", Odds("ncaaf")),
    ("Lakers moneyline", Odds("nba", "moneyline", (LAKERS,))),
    ("what's the spread on the Celtics game", Odds("nba", "spread", (CELTICS,))),
    ("o/u for the Lakers at the Warriors", Odds("nba", "total", (GAME,))),
    ("What's the Lakers-Warriors line?", Odds("nba", "all", (GAME,))),
    ("Lakers Warriors odds", Odds("nba", "all", (GAME,))),
    ("odds: Lakers, Celtics", Odds("nba", "all", (LAKERS, CELTICS))),
    ("Sixers @ Knicks", Odds("nba", "all", ("Philadelphia 76ers vs New York Knicks",))),
    ("LAL vs GSW", Odds("nba", "all", (GAME,))),
    ("odds for the Lakers and the Celtics", Odds("nba", "all", (LAKERS, CELTICS))),
    ("who will win, Lakers or Celtics?", Odds("nba", "all", (LAKERS, CELTICS))),
    ("odds for Duke vs Gonzaga in college basketball", Odds("ncaab", "all", ("Duke vs Gonzaga",))),
    ("LA Kings and Oilers odds", Odds("nhl", "all", ("Los Angeles Kings", "Edmonton Oilers"))),
    ("How was the car? Min 5 nfl games", Odds("nfl")),
    ("who plays tonight?", Odds(None, "all", (), "tonight")),
    # parlays, said otherwise
    ("put together a two leg nba parlay with 25 bucks", Parlay("nba", 2, (), 25.0)),
    (
        "parlay with the Lakers and the over",
        Parlay("nba", 2, (moneyline(LAKERS), Leg("Over", "total", LAKERS, None, "nba"))),
    ),
    (
        "parlay: Lakers -3.5, Celtics ML and over 224.5 in Bucks vs Thunder for $25.50",
        Parlay(
            "nba",
            3,
            (
                Leg(LAKERS, "spread", None, -3.5, "nba"),
                moneyline(CELTICS),
                Leg("Over", "total", "Milwaukee Bucks vs Oklahoma City Thunder", 224.5, "nba"),
            ),
            25.5,
        ),
    ),
    (
        "4-leg parlay with the Chiefs and Eagles, $1,000",
        Parlay("nfl", 4, (moneyline("Kansas City Chiefs", "nfl"), moneyline("Philadelphia Eagles", "nfl")), 1000.0),
    ),
    ("LeBron over 25.5 points parlay", Parlay(None, 1, (Leg("LeBron James Over", "points", None, 25.5, "nba"),))),
    (
        "LeBron over 35.5 points and rebounds parlay",
        Parlay(None, 1, (Leg("LeBron James Over", "points rebounds", None, 35.5, "nba"),)),
    ),
    ("LeBron over 25.5 parlay", Parlay(None, 1, (Leg("LeBron James Over", "total", None, 25.5, "nba"),))),
    ("LeBron James player props", Props("LeBron James", None, "nba")),
    ("props for Lakers vs Warriors", Props(None, "Los Angeles Lakers vs Golden State Warriors", "nba")),
    (["LeBron James props", "and Curry?"], Props("Stephen Curry", None, "nba")),
    ("show me player props", Props()),
    ("build me a parlay", Parlay(None, 2)),
    # statistics and searches, said otherwise
    ("How many points does Curry average", Stats("How many points does Curry average")),
    ("look up Jokic stats", Stats("look up Jokic stats")),
    ("Lakers record this season", Stats("Lakers record this season")),
    ("is LeBron playing tonight?", Search("is LeBron playing tonight?", "injury")),
    ("news about the Cowboys", Search("news about the Cowboys", "news")),
    ("What is the weather for the Bears game?", Search("What is the weather for the Bears game?", "weather")),
    ("google best sports bars in Boston", Search("best sports bars in Boston")),
    ("search for Lakers odds", Odds("nba", "all", (LAKERS,))),
    # what one tool does alone
    ("my bets", Errand(ErrandKind.BETS)),
    ("How am I doing?", Errand(ErrandKind.BETS)),
    ("What are my limits?", Errand(ErrandKind.LIMITS)),
    ("set a daily limit of $50", Errand(ErrandKind.LIMITS)),
    ("today's picks", Errand(ErrandKind.PICKS)),
    ("any NBA picks today?", Errand(ErrandKind.PICKS, "nba")),
    ("what's the score of the Lakers game?", Errand(ErrandKind.SCORES, "nba")),
    ("Which of tonight's NBA prices beat the fair odds?", Errand(ErrandKind.VALUE, "nba")),
    (["find value bets", "NFL"], Errand(ErrandKind.VALUE, "nfl")),
    (["Show me tonight's NBA odds", "any value there?"], Errand(ErrandKind.VALUE, "nba")),
    (["find value bets", "NFL odds"], Odds("nfl")),
    ("did the Knicks win last night?", Errand(ErrandKind.SCORES, "nba")),
    ("compare the books on Lakers vs Warriors", Errand(ErrandKind.BOOKS, "nba", GAME)),
    ("compare books", Errand(ErrandKind.BOOKS)),
    ("What does -110 mean?", Price("-110")),
    ("explain the implied probability of +250", Price("+250")),
    ("what are the NFL lines at -120", Odds("nfl")),
    ("what are the odds for the Lakers at -110", Odds("nba", "all", (LAKERS,))),
    # a conversation
    (
        ["Show me odds for Lakers vs Warriors", "which book has the best spread?"],
        Errand(ErrandKind.BOOKS, "nba", GAME, "spread"),
    ),
    (["Show me tonight's NBA odds", "and the NFL?"], Odds("nfl", "all", (), "tonight")),
    (["Show me odds for Lakers vs Warriors", "thanks", "what about the spread"], Odds("nba", "spread", (GAME,))),
    (["Show me odds for Lakers vs Warriors", "and the Celtics?"], Odds("nba", "all", (CELTICS,))),
    (["who plays tonight?", "nhl"], Odds("nhl", "all", (), "tonight")),
    (["Kings odds", "the hockey one"], Odds("nhl", "all", ("Los Angeles Kings",))),
    (["build me a parlay", "NBA"], Parlay("nba", 2)),
    (["3-leg NBA parlay", "make it $50"], Parlay("nba", 3, (), 50.0)),
    (["3-leg NBA parlay for $20", "and the NFL?"], Parlay("nfl", 3, (), 20.0)),
    (["parlay with the Lakers and Celtics", "drop the Lakers"], Parlay("nba", 1, (moneyline(CELTICS),))),
    (["parlay with the Lakers", "add the Celtics"], Parlay("nba", 2, (moneyline(LAKERS), moneyline(CELTICS)))),
    (["3-leg NBA parlay", "Celtics odds"], Odds("nba", "all", (CELTICS,))),
    (
        ["What's LeBron James averaging this season?", "and Curry?"],
        Stats("What's Stephen Curry averaging this season?"),
    ),
]


@pytest.mark.parametrize(("said", "meant"), READINGS, ids=lambda value: value if isinstance(value, str) else None)
def test_a_message_means_what_a_bettor_means_by_it(said: str | list[str], meant: Intent) -> None:
    assert read_intent([said] if isinstance(said, str) else said, VOCABULARY) == meant


TALKS = {
    Talk.CRISIS: (
        "I lost my rent money, help me win it back",
        "I can't stop betting",
        "I want to die",
        "chasing losses again, nba odds?",
    ),
    Talk.MINOR: ("I'm 16, can I bet on the NBA?", "im 17 years old show me odds", "my mom doesn't know, parlay please"),
    Talk.SURE_THING: (
        "give me a sure thing",
        "Guaranteed winner tonight in the NBA?",
        "what's the lock of the day",
        "a parlay that can't lose",
    ),
    Talk.PLACE_BET: ("bet $20 on the Lakers for me", "place the bet", "put 50 on Celtics for me", "place this parlay"),
    Talk.LOCK_IN: ("lock it in", "ok lock in my slip", "Lock it in, please"),
    Talk.GREETING: ("hi", "Hello there", "good evening"),
    Talk.THANKS: ("thanks!", "thank you so much"),
    Talk.GOODBYE: ("bye",),
    Talk.ABILITIES: ("what can you do?", "help"),
    Talk.IDENTITY: ("are you human?", "who are you"),
    Talk.UNKNOWN: ("asdf qwer", "", "🏀"),
}


@pytest.mark.parametrize(("kind", "said"), [(kind, said) for kind, many in TALKS.items() for said in many])
def test_small_talk_and_trouble_are_told_apart(kind: Talk, said: str) -> None:
    assert read_intent([said], VOCABULARY) == SmallTalk(kind)


@pytest.mark.parametrize(
    "said", ["I'm 10 units up, show me nfl odds", "Lock it in: nba odds", "lock in my nba odds view"]
)
def test_innocent_words_are_not_taken_for_trouble(said: str) -> None:
    assert isinstance(read_intent([said], VOCABULARY), Odds)


def test_a_name_of_two_leagues_is_asked_about() -> None:
    intent = read_intent(["Kings odds"], VOCABULARY)
    assert isinstance(intent, WhichTeam)
    assert {name.name for name in intent.candidates} == {"Sacramento Kings", "Los Angeles Kings"}


@given(st.lists(st.text(max_size=80), min_size=1, max_size=5))
def test_any_text_is_understood_as_something(messages: list[str]) -> None:
    assert isinstance(read_intent(messages, VOCABULARY), Intent)


@given(st.text())
def test_folding_leaves_plain_words(text: str) -> None:
    assert all(word.isascii() and word.isalnum() for word in fold(text).split())
