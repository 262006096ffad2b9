"""Slips as people paste them: one leg a line, nothing added, nothing lost."""

from __future__ import annotations

import pytest

from professor_lock.betting.facts import Market
from professor_lock.sources.names.message import MONEY
from professor_lock.sources.names.pasted import PastedSlip, leg_of_line, looks_pasted, read_pasted


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        (
            "Parlay (3 legs)\nLakers -3.5\nOver 220.5 (Lakers @ Suns)\nLeBron James over 25.5 points\n$10 to win $60",
            PastedSlip(("Lakers -3.5", "Over 220.5 (Lakers @ Suns)", "LeBron James over 25.5 points"), 10.0),
        ),
        (
            "team,market,line,odds,stake\nLakers,spread,-3.5,-110,25\nCeltics,moneyline,,+120,\nJets,spread,7,-110,",
            PastedSlip(("Lakers spread -3.5", "Celtics moneyline", "Jets spread +7"), 25.0),
        ),
        ("- Knicks ML +130\n• Foo FC to win\n3) o221.5 Nuggets vs Jazz", None),
        ("My slip:\r\nKnicks\r\n\r\nStake: $1.50", PastedSlip(("Knicks",), 1.5)),
        ("", PastedSlip(())),
        (",,,\n;;;", PastedSlip(())),
    ],
)
def test_every_line_that_is_no_heading_is_a_leg_as_it_stands(text: str, slip: PastedSlip | None) -> None:
    assert read_pasted(text) == (slip or PastedSlip(("Knicks ML +130", "Foo FC to win", "o221.5 Nuggets vs Jazz")))


def test_a_message_is_a_slip_when_most_of_its_lines_are_bets() -> None:
    assert looks_pasted("3 leg parlay\nKnicks ML +130\nFoo FC to win\no221.5 Nuggets vs Jazz")
    assert not looks_pasted("hello there\nwhat can you do?\nI like basketball")
    assert not looks_pasted("Lakers -3.5")


@pytest.mark.parametrize(
    ("line", "market", "stat"),
    [
        ("Lakers -3.5 -110", Market.SPREAD, None),
        ("Celtics ML (+120)", Market.MONEYLINE, None),
        ("Jokic o11.5 rebounds", Market.PLAYER_PROP, "rebounds"),
        ("Over 220.5 points Lakers @ Suns", Market.TOTAL, None),
        ("Jets pk", Market.SPREAD, None),
        ("Jokic 12+ rebounds", Market.PLAYER_PROP, "rebounds"),
        ("Jokic 3+ 3-pointers", Market.PLAYER_PROP, "threes"),
        ("Lakers 110+ points", Market.MONEYLINE, None),
    ],
)
def test_a_line_is_read_as_the_bet_it_is(line: str, market: Market, stat: str | None) -> None:
    found = leg_of_line(line)
    assert (found.market, found.stat) == (market, stat)


@pytest.mark.parametrize(
    ("line", "stake"),
    [
        ("Stake: $1,250.00", 1250.0),
        ("Wager $12,345.67", 12345.67),
        ("Total stake: 1,250", 1250.0),
        ("Bet Amount: $1.000,50", 1000.5),
        ("Stake: $12,50", 12.5),
        ("Risk: $.50", 0.5),
        ("Wager: $5k", 5000.0),
        ("1,000 dollars stake", 1000.0),
        ("Stake: $25.00, payout $1,250.00", 25.0),
        ("Stake: $1.000", None),
        ("Potential payout $1,250.00", None),
    ],
)
def test_a_stake_is_the_amount_that_is_written(line: str, stake: float | None) -> None:
    assert read_pasted(f"Lakers -3.5\nCeltics ML\n{line}") == PastedSlip(("Lakers -3.5", "Celtics ML"), stake)
    csv = f'team,market,stake\nLakers,moneyline,"{line.rpartition("$")[2]}"'
    if line.startswith(("Stake: $1,2", "Wager $12", "Bet")):
        assert read_pasted(csv).stake == stake


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("stake 1,250.50 on it", "1,250.50"),
        ("put $1,250 on the Lakers", "1,250"),
        ("$1 million on the Lakers", None),
        ("$25.555 on the Lakers", None),
    ],
)
def test_money_in_a_message_is_the_whole_amount(text: str, money: str | None) -> None:
    found = MONEY.search(text)
    assert (None if found is None else next(filter(None, found.groups()))) == money
