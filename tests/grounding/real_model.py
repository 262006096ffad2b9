"""A real language model that invents: 300 columns of odds prose, and a second reading of what the reader was shown.

Not a part of the ordinary run: `python manage.py test --real-model` runs it. PP_REAL_MODEL_ANSWERS asks for fewer.
The second reading shares nothing with `grounding`: a regular expression for digits, the tool's own text, and the prices
of the other books of its games, which stand in the card's details and not in that text.
"""

from __future__ import annotations

import json
import os
import re
from datetime import datetime
from pathlib import Path

from dev.evals.run import ask_all, eval_settings
from dev.evals.suite import Answer, Case
from dev.real_model.local import served
from professor_lock.clocks import utc_now
from professor_lock.sources.demo.demo import DemoOdds
from professor_lock.sources.names.leagues import leagues_by_key
from professor_lock.zones import EASTERN
from tests.support.running_server import environment_for

ANSWERS = int(os.environ.get("PP_REAL_MODEL_ANSWERS", "300"))
FOLDER = Path(os.environ.get("PP_REAL_MODEL_DIR") or Path(__file__).parents[2] / ".data" / "real-model")
TEAMS = {
    "nba": ("Lakers", "Warriors", "Pistons", "Trail Blazers", "Knicks", "Grizzlies"),
    "nfl": ("Chiefs", "Bills", "Cowboys", "Packers"),
    "nhl": ("Bruins", "Rangers", "Oilers", "Stars"),
}
_NUMBER = re.compile(r"(?<![\w.])[-+−]?\d+(?:\.\d+)?%?(?!\d|ers\b)")  # "76ers" is a name
_LEFT_OUT = re.compile(r"\n\n\*\d+ numbers? left out.*", re.DOTALL)


def questions(count: int) -> list[Case]:
    """As many questions, over the teams in turn."""
    teams = [(team, league) for league, names in TEAMS.items() for team in names]
    words = ("what do you like tonight?", "how is it priced?", "give me a column.", "who wins?", "talk me through it.")
    return [
        Case("column", f"About {teams[at % len(teams)][0]} ({teams[at % len(teams)][1]}): {words[at % len(words)]}")
        for at in range(count)
    ]


def strays(shown: str, tool: str) -> list[str]:
    """Numbers of the shown text that the tool's text does not have and that no price in it implies."""
    facts = {found.lstrip("+").replace("−", "-") for found in _NUMBER.findall(tool)}
    unsigned = {fact.lstrip("-").rstrip("%") for fact in facts}
    implied = {round(chance, digits) for fact in facts for chance in _chances(fact) for digits in (0, 1)}
    missing = []
    for found in _NUMBER.findall(_LEFT_OUT.sub("", shown)):
        plain = found.lstrip("+").replace("−", "-")
        known = plain in facts or (found[0] not in "+-−" and plain.rstrip("%") in unsigned)
        if not known and not (plain.endswith("%") and float(plain[:-1]) in implied):
            missing.append(found)
    return missing


async def _prices_of_all_books(league: str, at: datetime) -> dict[tuple[str, str], str]:
    """The prices and lines of a league's evening, in one text for each game (away, home)."""
    slate = await DemoOdds().fetch_slate(leagues_by_key()[league], at, EASTERN)
    games: dict[tuple[str, str], str] = {}
    for quote in slate.quotes:
        game = (quote.event.away, quote.event.home)
        games[game] = f"{games.get(game, '')} {quote.american:+d} {float(quote.line) if quote.line is not None else ''}"
    return games


def _of_its_games(tool: str, prices: dict[str, dict[tuple[str, str], str]]) -> list[str]:
    """The texts of the games that a tool's text speaks of."""
    games = [game for league in prices.values() for game in league.items()]
    return [f" {text}" for (away, home), text in games if away in tool and home in tool]


def _chances(price: str) -> list[float]:
    if not re.fullmatch(r"-?\d{3,5}", price) or abs(int(price)) < 100:
        return []
    american = int(price)
    return [100 * -american / (100 - american) if american < 0 else 10_000 / (100 + american)]


def test_the_second_reading_finds_what_is_invented() -> None:
    tool = "Lakers -148 FanDuel, Warriors +126 DraftKings, O 228.5"
    assert strays("The Lakers are -148 and the total 228.5; -148 implies 59.7%.", tool) == []
    assert strays("The Lakers are -149, the Warriors -126.", tool) == ["-149", "-126"]


async def test_no_number_of_a_model_that_invents_reaches_the_reader(database: str, tmp_path: Path) -> None:
    log, began = tmp_path / "said.jsonl", utc_now()
    with served(FOLDER, log) as url:
        environ = environment_for(database, tmp_path, PP_MODEL_API="chat_completions")
        settings = eval_settings(environ | {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": "none"}, "small")
        report = await ask_all(settings, questions(ANSWERS), at_once=1)
    said = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    answers: list[Answer] = [answer for _, answer in report.results]
    assert [answer.error for answer in answers if answer.error] == []
    assert len(said) == len(answers) == ANSWERS
    invented = [number for row in said for number in strays(row["said"], row["tool"])]
    pairs = zip(said, answers, strict=True)
    prices = {key: await _prices_of_all_books(key, began) for key in TEAMS}
    shown = [
        (number, answer.text)
        for row, answer in pairs
        for number in strays(answer.text, row["tool"] + " ".join(_of_its_games(row["tool"], prices)))
    ]
    written = sum(len(_NUMBER.findall(row["said"])) for row in said)
    print(
        f"\n{ANSWERS} answers, {written} numbers in digits written, {len(invented)} of them not in the tool's text; "
        f"left out: {sum(answer.left_out for answer in answers)}; states: {dict(report.numbers())}; "
        f"shown though not in the tool's text: {len(shown)}"
    )
    print(*(f"{number} shown in: {text}" for number, text in shown), sep="\n")
    assert invented, "the model invents nothing: this proves nothing"
    assert shown == []
