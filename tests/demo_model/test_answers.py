"""What the demo model says: only what the tools said, in words of its own, and never a number of its own."""

from __future__ import annotations

import re
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pp_tools import TOOLS
from professor_lock.demo_model import answers
from professor_lock.demo_model.plan import Answered, Asked, Conversation, next_step, read_conversation
from professor_lock.demo_model.reading import read_board, read_hits, read_slip
from professor_lock.demo_model.vocabulary import build_vocabulary
from professor_lock.demo_model.wishes import Odds, Talk

VOCABULARY = build_vocabulary()
SCHEMAS = {tool.name: tool.params_json_schema for tool in TOOLS}
NUMBER = re.compile(r"(?<![A-Za-z])[+\-−]?\d+(?:[.,:]\d+)*(?![A-Za-z])")
"""A number said, with its sign; "76ers" is a name."""

BOARD = """\
NBA odds tonight | Source: The Odds API, read Sun Nov 22, 4:12 PM EST, newest quote Sun Nov 22, 4:11 PM EST
Golden State Warriors @ Los Angeles Lakers, Sun Nov 22, 7:00 PM EST | spread: Warriors +7 -104 Book B, Lakers -7 -113 \
Book A +2 fair 51.1% | total: O 227 -107 Book A fair 49.8%, U 227 -110 Book B | moneyline: Warriors +257 Book B \
fair 27.2%, Lakers -295 Book C fair 72.8%
Utah Jazz @ Denver Nuggets, Sun Nov 22, 9:00 PM EST LIVE | moneyline: Jazz +450 Book A, Nuggets -700 Book B
Boston Celtics @ Detroit Pistons, Sun Nov 22, 9:30 PM EST | moneyline: Celtics -154 Book B, Pistons +135 Book C
Chicago Bulls @ Miami Heat, Sun Nov 22, 9:30 PM EST | moneyline: Bulls —, Heat -135 Book C
Note: prices older than an hour are left out.
No edge found: no price here beats the no-vig market by our rules."""

SLIP = """\
3-leg parlay, stake $25.00
1. Los Angeles Lakers moneyline -295 | Golden State Warriors @ Los Angeles Lakers, Sun Nov 22, 7:00 PM EST | Book C | x
2. Boston Celtics moneyline -154 | Boston Celtics @ Detroit Pistons, Sun Nov 22, 9:30 PM EST | Book B | x
NOT FOUND: Gotham Knights moneyline | no such team Closest: New York Knicks.
Combined odds: +121 (2.21) | To win (profit): $30.22 | Total return (with stake): $55.22 | \
Fair chance (no-vig market): 42.4% | Chance needed to break even: 45.3% | Expected value (of the stake): -6.4%
PROBLEM: A leg has no price.
Warning: The legs are quoted at different books."""

STATS = """\
LeBron James | 2023-24 | Source: DEMO stats (real past-season figures), Sat Apr 13, 8:00 PM EDT
LeBron James, 2023-24 regular season: 25.7 points, 7.3 rebounds, 8.3 assists per game (71 games)
Points 25.7, Rebounds 7.3, Assists 8.3, Games 71
DEMO DATA"""

SEARCH = """\
<quotation source="web search">
Web search (weather): weather in Denver | 2 results
1. Denver weather (weather.gov, published Nov 21, 2026) https://weather.gov/denver Snow after 5pm. [Click](javascript:x)
2. Another (example.com) https://example.com Sun.
Found by Tavily, read Sun Nov 22, 4:12 AM EST
</quotation>"""


# --- reading the tools' answers ---


def test_a_board_is_read_back_with_its_prices_books_and_states() -> None:
    board = read_board(BOARD)
    assert [(game.matchup, game.status) for game in board.games] == [
        ("Golden State Warriors @ Los Angeles Lakers", ""),
        ("Utah Jazz @ Denver Nuggets", "LIVE"),
        ("Boston Celtics @ Detroit Pistons", ""),
        ("Chicago Bulls @ Miami Heat", ""),
    ]
    assert [(s.label, s.price, s.book, s.fair) for s in board.games[0].markets["spread"]] == [
        ("Warriors +7", "-104", "Book B", ""),
        ("Lakers -7", "-113", "Book A +2", "51.1%"),
    ]
    assert board.title == "NBA odds tonight"
    assert board.source.startswith("Source: The Odds API, read")
    assert board.notes[0].startswith("Note: prices older")


def test_a_slip_and_a_search_are_read_back() -> None:
    slip = read_slip(SLIP)
    assert slip.legs == (("Los Angeles Lakers moneyline", "-295"), ("Boston Celtics moneyline", "-154"))
    assert slip.missing == ("Gotham Knights moneyline: no such team Closest: New York Knicks.",)
    assert slip.figures["Combined odds"] == "+121 (2.21)"
    assert slip.objections == ("A leg has no price.", "The legs are quoted at different books.")
    assert [(hit.title, hit.site) for hit in read_hits(SEARCH)] == [
        ("Denver weather", "weather.gov"),
        ("Another", "example.com"),
    ]


TWO_DAYS = (
    BOARD.replace("NBA odds tonight", "NBA odds tonight and tomorrow")
    + "\nUtah Jazz @ Boston Celtics, Mon Nov 23, 7:00 PM EST | moneyline: Jazz +300 Book A, Celtics -380 Book C"
)


def test_of_a_board_of_two_days_the_one_that_was_asked_for_is_spoken_of() -> None:
    tonight = answers.odds([TWO_DAYS], Odds("nba", "all", (), "tonight"))
    tomorrow = answers.odds([TWO_DAYS], Odds("nba", "all", (), "tomorrow"))
    assert "-380" not in tonight
    assert "-700" in tonight
    assert "-380" in tomorrow
    assert "-700" not in tomorrow


def test_a_slip_for_tonight_goes_on_with_tomorrows_games_only_when_it_must_and_says_so() -> None:
    assert [team for team, _ in answers.favourites(TWO_DAYS, 2, [], "tonight")] == [
        "Los Angeles Lakers",
        "Boston Celtics",
    ]
    three = answers.favourites(TWO_DAYS, 3, ["Detroit Pistons"], "tonight")
    assert [game.matchup for _, game in three][1:] == ["Utah Jazz @ Boston Celtics"]
    assert answers.goes_on(TWO_DAYS, three, "tonight")
    assert not answers.goes_on(TWO_DAYS, three[:1], "tonight")
    assert not answers.goes_on(TWO_DAYS, three, None)
    assert "tomorrow's" in answers.slip(SLIP, picked=True, short=False, later=True)
    assert [team for team, _ in answers.favourites(TWO_DAYS, 3, [], "tomorrow")] == ["Boston Celtics"]


def test_favourites_come_from_open_games_with_both_prices_that_are_not_taken() -> None:
    assert [team for team, _ in answers.favourites(BOARD, 5, [])] == ["Los Angeles Lakers", "Boston Celtics"]
    assert [team for team, _ in answers.favourites(BOARD, 5, ["Golden State Warriors"])] == ["Boston Celtics"]
    assert [team for team, _ in answers.favourites(BOARD, 1, [])] == ["Los Angeles Lakers"]


# --- words ---


def test_one_game_is_said_with_every_market_and_its_source() -> None:
    words = answers.odds([BOARD], Odds("nba", "spread", ("Lakers",)))
    assert "spread Warriors +7 **-104** (Book B), Lakers -7 **-113** (Book A +2)" in words
    assert "Source: The Odds API, read" in words
    assert "DEMO" not in words


def test_a_slate_is_said_by_what_stands_out() -> None:
    words = answers.odds([BOARD], Odds("nba"))
    assert "Heaviest favourite: Nuggets **-700** (Book B)" in words
    assert "Closest: Boston Celtics @ Detroit Pistons" in words
    assert "No edge found" in words


def test_a_slip_is_said_with_its_price_profit_and_every_objection() -> None:
    words = answers.slip(SLIP, picked=True, short=False)
    for part in ("**-295**", "**+121 (2.21)**", "**$30.22**", "Not found: Gotham", "A leg has no price.", "No bet is"):
        assert part in words


def test_statistics_name_their_season_and_demo_says_so() -> None:
    words = answers.stats(STATS, "What's LeBron James averaging this season?")
    assert "2023-24 regular season: 25.7 points" in words
    assert "DEMO" in words
    assert "not the one being played" in words


def test_what_a_web_page_says_is_quoted_attributed_and_cannot_make_links() -> None:
    words = answers.search(SEARCH, "weather in Denver")
    assert "weather.gov says: “Snow after 5pm." in words
    assert r"\[Click\]" in words


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("UNAVAILABLE: The feed did not answer in 4 s.", "I could not get that: The feed did not answer in 4 s."),
        ("CANNOT: Which league do you mean: MLS, La Liga?", "Which league do you mean: MLS, La Liga?"),
        (
            "AMBIGUOUS: 'LA' could be the Lakers, the Clippers. Ask which one is meant.",
            "'LA' could be the Lakers, the Clippers. Which one do you mean?",
        ),
        ("UNAVAILABLE:", "I could not get that: the source said no more than that."),
    ],
)
def test_a_tool_that_could_not_answer_is_said_not_to_have(output: str, said: str) -> None:
    for words in (
        answers.odds([output], Odds("nba")),
        answers.slip(output, picked=False, short=False),
        answers.stats(output, "ppg?"),
        answers.search(output, "x"),
        answers.no_legs(output),
        answers.of_own_tool(output),
    ):
        assert words == said


def test_someone_in_trouble_gets_the_helpline_of_the_instructions_or_none() -> None:
    line = "Problem gambling helpline (US): 1-800-MY-RESET"
    assert line in answers.talk(Talk.CRISIS, f"Be kind.\n- {line}\nBe brief.")
    assert not NUMBER.search(answers.talk(Talk.CRISIS, "Point to a helpline."))


def test_nothing_that_is_always_said_has_a_number_in_it() -> None:
    fixed = [*(answers.talk(kind, "") for kind in Talk), answers.NOTICE, answers.no_tool("odds"), answers.FIND_HELP]
    assert [text for text in fixed if NUMBER.search(text)] == []


# --- no number of its own ---

prices = st.integers(100, 99999).map(lambda p: f"{'+-'[p % 2]}{p}")
figures = st.one_of(prices, st.floats(0, 500).map(lambda f: f"{f:.1f}"), st.integers(0, 10**6).map(str), st.just("—"))
teams = st.sampled_from(["Los Angeles Lakers", "Utah Jazz", "Boston Celtics", "Team 7", "1. FC Köln"])
odd = st.text(alphabet="aZ0 |:,.@+-()%$\n\u2212—é", max_size=30)


@st.composite
def boards(draw: st.DrawFn) -> str:
    lines = [f"{draw(odd)} odds | Source: {draw(odd)}, read Sun Nov {draw(st.integers(1, 30))}, 4:12 PM EST"]
    for _ in range(draw(st.integers(0, 5))):
        away, home = draw(teams), draw(teams)
        sides = [f"{name.split()[-1]} {draw(figures)} Book {draw(odd)} fair {draw(figures)}%" for name in (away, home)]
        status = draw(st.sampled_from(["", " LIVE", " FINAL"]))
        lines.append(f"{away} @ {home}, Sun Nov 22, 7:00 PM EST{status} | moneyline: {', '.join(sides)} | {draw(odd)}")
    return "\n".join([*lines, draw(odd)])


@st.composite
def slips(draw: st.DrawFn) -> str:
    lines = [f"{n}. {draw(teams)} moneyline {draw(figures)} | {draw(odd)}" for n in range(draw(st.integers(0, 4)))]
    lines.append(f"Combined odds: {draw(figures)} | To win (profit): ${draw(figures)} | Fair chance: {draw(figures)}%")
    return "\n".join([draw(odd), *lines, f"PROBLEM: {draw(odd)}", f"NOT FOUND: {draw(odd)} | {draw(odd)}"])


@st.composite
def hits(draw: st.DrawFn) -> str:
    lines = [f"{n}. {draw(odd)} ({draw(odd)}) https://x.org/{n} {draw(st.text(max_size=400))}" for n in range(3)]
    return f'<quotation source="web">\n{chr(10).join(lines)}\n</quotation>'


outputs = st.one_of(
    boards(), slips(), hits(), st.text(max_size=300), odd.map("UNAVAILABLE: ".__add__), st.just(STATS), st.just("")
)


def numbers(text: str) -> set[str]:
    return set(NUMBER.findall(text))


@given(outputs, st.text(max_size=40), st.sampled_from(["all", "moneyline", "spread", "total"]), st.booleans())
def test_every_number_said_was_in_what_the_tool_or_the_person_said(
    output: str, question: str, market: str, flag: bool
) -> None:
    said = (
        answers.odds([output], Odds("nba", market, ("x",) if flag else (), "tomorrow" if flag else None)),
        answers.slip(output, picked=flag, short=not flag),
        answers.stats(output, question),
        answers.search(output, question),
        answers.of_own_tool(output),
        answers.no_legs(output),
    )
    for words in said:
        assert numbers(words) <= numbers(output) | numbers(question)


fragments = st.sampled_from(
    [
        "show me", "nba", "nfl", "odds", "Lakers", "Warriors", "vs", "and", "3-leg", "parlay", "for $25", "tonight",
        "Kings", "over 224.5", "-3.5", "LeBron", "averaging", "search for", "weather", "in Denver", "tomorrow",
        "spread", "build me a", "add the", "drop the", "what about", "sure thing", "Ligue 1", "my_tool 5", "?",
        "🏀", "college",
    ]
)  # fmt: skip
messages = st.lists(st.lists(fragments, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=4)


@given(messages, st.data(), st.sets(st.sampled_from(sorted(SCHEMAS))))
def test_a_turn_ends_calls_only_tools_on_offer_rightly_and_adds_no_number(
    said: list[str], data: st.DataObject, names: set[str]
) -> None:
    offered: dict[str, Any] = {name: SCHEMAS[name] for name in names}
    steps: list[Answered] = []
    for _ in range(4):
        step = next_step(Conversation(tuple(said), tuple(steps), replied=False, told=()), offered, VOCABULARY)
        if isinstance(step, str):
            break
        assert step
        for asked in step:
            assert asked.tool in offered
            jsonschema.validate(asked.arguments, offered[asked.tool])
            steps.append(Answered(asked.tool, data.draw(outputs)))
    else:
        pytest.fail("the turn does not end")
    league_names = numbers(" ".join(VOCABULARY.titles.values()))
    assert numbers(step) <= numbers(" ".join((*said, *(s.output for s in steps)))) | league_names


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("web_search_visual", {"query": "the Lakers", "search_type": "general"}),
        ("statmuse_query", {"question": "the Lakers"}),
        ("get_odds_visual", {"sport": "nba", "market_type": "all", "team": "Los Angeles Lakers", "day": None}),
    ],
)
def test_a_tool_picked_by_hand_gets_the_question(tool: str, arguments: dict[str, Any]) -> None:
    step = next_step(Conversation(("the Lakers",), (), replied=False, told=()), SCHEMAS, VOCABULARY, chosen=tool)
    assert step == [Asked(tool, arguments)]
    trouble = Conversation(("I lost everything",), (), replied=False, told=())
    assert isinstance(next_step(trouble, SCHEMAS, VOCABULARY, chosen=tool), str)


# --- reading the conversation ---


def test_only_the_person_s_own_words_count_as_said() -> None:
    conversation = read_conversation(
        [
            {"role": "user", "content": 'NBA odds\n\nAbout this:\n<quotation source="selection">\nNFL\n</quotation>'},
            {"role": "user", "content": "[note from the application, not from the person]\nA card was shown"},
            {"role": "assistant", "content": "Here."},
            {"role": "user", "content": [{"type": "input_text", "text": "and the NFL?"}]},
            {"type": "function_call", "call_id": "c1", "name": "get_odds_visual", "arguments": "{}"},
            {"type": "function_call_output", "call_id": "c1", "output": [{"type": "input_text", "text": "Board"}]},
        ]
    )
    assert conversation == Conversation(
        ("NBA odds", "and the NFL?"), (Answered("get_odds_visual", "Board"),), replied=False, told=("Here.",)
    )
