"""Every form in which a number may be written is read, with its value, kind and sign."""

from __future__ import annotations

from fractions import Fraction

import pytest

from professor_lock.grounding.clauses import Found
from professor_lock.grounding.facts import Kind, Ledger
from professor_lock.grounding.names import Names
from professor_lock.grounding.reading import read_sentence

NAMES = Names(Ledger())


def numbers(text: str, *, decimal_comma: bool = False) -> list[Found]:
    return [one for one in read_sentence(text, NAMES, decimal_comma=decimal_comma).numbers if not one.number.named]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Lakers -110", Kind.PRICE, -110),
        ("Lakers −110", Kind.PRICE, -110),
        ("Lakers –110", Kind.PRICE, -110),
        ("Lakers ﹣110", Kind.PRICE, -110),
        ("Lakers －１１０", Kind.PRICE, -110),
        ("Lakers &minus;110", Kind.PRICE, -110),
        ("Lakers &#45;110", Kind.PRICE, -110),
        ("Lakers **-1**10", Kind.PRICE, -110),
        ("Lakers -1\u200b1\u20600", Kind.PRICE, -110),
        ("Lakers -<b>11</b>0", Kind.PRICE, -110),
        ("Lakers minus 110", Kind.PRICE, -110),
        ("Lakers minus one ten", Kind.PRICE, -110),
        ("Lakers minus a hundred and ten", Kind.PRICE, -110),
        ("Lakers at plus one-twenty", Kind.PRICE, 120),
        ("Lakers plus two oh five", Kind.PRICE, 205),
        ("Lakers +150", Kind.PRICE, 150),
        ("Lakers (+150)", Kind.PRICE, 150),
        ("Lakers EVEN", Kind.PRICE, 100),
        ("Lakers at even money", Kind.PRICE, 100),
        ("Lakers PK", Kind.LINE, 0),
        ("a pick'em game", Kind.LINE, 0),
        ("Lakers -3½", Kind.LINE, Fraction("-3.5")),
        ("Lakers -3.5", Kind.LINE, Fraction("-3.5")),
        ("Lakers minus 3.5", Kind.LINE, Fraction("-3.5")),
        ("o221.5", Kind.NUMBER, Fraction("221.5")),
        ("U 8½", Kind.NUMBER, Fraction("8.5")),
        ("3 1/2 points", Kind.NUMBER, Fraction("3.5")),
        ("at 1.91", Kind.NUMBER, Fraction("1.91")),
        ("58.3%", Kind.PERCENT, Fraction("58.3")),
        ("58.3 percent", Kind.PERCENT, Fraction("58.3")),
        ("seventy percent", Kind.PERCENT, 70),
        ("58 Prozent", Kind.PERCENT, 58),
        ("58 por ciento", Kind.PERCENT, 58),
        ("٥٨٪", Kind.PERCENT, 58),
        ("５８％", Kind.PERCENT, 58),
        ("half of the books", Kind.PERCENT, 50),
        ("three quarters of bets", Kind.PERCENT, 75),
        ("$1,250", Kind.MONEY, 1250),
        ("$1.2k", Kind.MONEY, 1200),
        ("-$20.50", Kind.MONEY, Fraction("-20.5")),
        ("1,250 dollars", Kind.MONEY, 1250),
        ("50 €", Kind.MONEY, 50),
        ("batting .512", Kind.RATE, Fraction(".512")),
        ("three straight wins", Kind.NUMBER, 3),
        ("a dozen games", Kind.NUMBER, 12),
        ("twenty-five points", Kind.NUMBER, 25),
        ("they met twice", Kind.COUNT, 2),
        ("siebenundzwanzig Punkte", Kind.NUMBER, 27),
        ("veinticinco puntos", Kind.NUMBER, 25),
        ("treinta y uno puntos", Kind.NUMBER, 31),
        ("1,250 yards", Kind.NUMBER, 1250),
        ("28pts", Kind.NUMBER, 28),
        ("ranked 3rd", Kind.RANK, 3),
        ("their third straight win", Kind.RANK, 3),
    ],
)
def test_a_single_number(text: str, kind: Kind, value: object) -> None:
    found = numbers(text)
    assert [(one.number.kind, one.number.value) for one in found] == [(kind, value)]


@pytest.mark.parametrize(
    ("text", "kind", "parts"),
    [
        ("121-118", Kind.SCORE, (121, 118)),
        ("121–118", Kind.SCORE, (121, 118)),
        ("16-6-1", Kind.RECORD, (16, 6, 1)),
        ("7-of-10", Kind.RATIO, (7, 10)),
        ("7 of 10", Kind.RATIO, (7, 10)),
        ("7 of his last 10", Kind.RATIO, (7, 10)),
        ("7/10", Kind.RATIO, (7, 10)),
        ("two out of three", Kind.RATIO, (2, 3)),
        ("seven of the last ten", Kind.RATIO, (7, 10)),
        ("January 16, 2026", Kind.DATE, (2026, 1, 16)),
        ("Jan. 16", Kind.DATE, (1, 16)),
        ("16. Januar 2026", Kind.DATE, (2026, 1, 16)),
        ("16 de enero de 2026", Kind.DATE, (2026, 1, 16)),
        ("2026-01-16", Kind.DATE, (2026, 1, 16)),
        ("7:30 PM", Kind.TIME, (19, 30)),
        ("7pm", Kind.TIME, (19, 0)),
        ("19:30 Uhr", Kind.TIME, (19, 30)),
        ("2025-26", Kind.SEASON, (2025, 2026)),
        ("2025/26", Kind.SEASON, (2025, 2026)),
        ("1-800-522-4700", Kind.PHONE, (18005224700,)),
    ],
)
def test_a_number_of_several_parts(text: str, kind: Kind, parts: tuple[int, ...]) -> None:
    found = numbers(text)
    assert [(one.number.kind, [*map(int, one.number.parts)]) for one in found] == [(kind, [*parts])]


@pytest.mark.parametrize(
    "text",
    [
        "The 76ers and the 49ers", "Schalke 04", "the Big 12", "in Q4", "in the 1H", "wearing #23", "his 3-pointers",
        "a triple-double", "the first half", "halftime", "one of the best", "no one knows", "ticket T-1026", "24/7",
        "1. Lakers", "2) Warriors", "option 2", "[the page](https://x.com/2026/140)", "https://espn.com/game/401234",
        "the third quarter", "call 911", "a two-way market", "This one is close", "a second look", "bet365 has it",
    ],
)  # fmt: skip
def test_names_with_digits_are_no_statement(text: str) -> None:
    assert numbers(text) == []


def test_a_decimal_comma_is_read_by_language() -> None:
    assert [one.number.parts for one in numbers("3,5 und 1.250,75", decimal_comma=True)] == [
        (Fraction("3.5"),),
        (Fraction("1250.75"),),
    ]
    assert [one.number.parts for one in numbers("1,250.75")] == [(Fraction("1250.75"),)]


def test_signs_between_numbers() -> None:
    found = [one.number.value for one in numbers("-3.5-110, -110/-110 and +3 -105")]
    assert found == [Fraction("-3.5"), -110, -110, -110, 3, -105]
