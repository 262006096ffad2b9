"""The gate: what passes at once, what waits, what is replaced; the same however the text is cut into deltas."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from professor_lock.grounding.facts import Fact, Ledger
from professor_lock.grounding.gate import Gate, Mode
from professor_lock.grounding.language import NO_SOURCE
from professor_lock.grounding.sentences import shown_by_signs, shown_until
from professor_lock.grounding.verdicts import State
from tests.grounding.evening_facts import evening

LEDGER = evening("Lakers vs Warriors with $50")
PIECES = (
    "The Lakers are -148 at FanDuel. ", "Warriors −148, ", "**Lakers** -1**4**8. ", "Three straight wins. ",
    "On Jan. 16 at 9:00 PM ET, ", "| Lakers | -148 |\n", "1. Celtics -205\n", "vs. St. John's ", "am 16. Januar ",
    "over 228.5 (-105) ", "seventy percent ", "$50 wins $65. ", "no number here! ", "minus one forty-eight ",
    "e.g. twice, ", "🏀 ½ ", "٣ ", "&#45;148 ", "a\u200bb 1\u200b2 ", "](http://x.y/140) ", "-", "+", ".", " ",
    "\n\n", "one",
)  # fmt: skip
WORDS = (
    "the ", "Lakers", "one", "ONE ", "fo", "four ", "may", "May ", "\u212a", "\u0130", "pick ", "even", "'", "?", ", ",
    "; ", "\n", "/", "(", "s", "minus ", "twen", "ty ", ".", "st ", '"', "and ", "is",
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=14).map("".join)


def passed(parts: list[str], mode: Mode = "hold", ledger: Ledger = LEDGER) -> tuple[str, Gate]:
    gate = Gate(ledger, mode=mode, question="Lakers vs Warriors")
    return "".join([*map(gate.feed, parts), gate.finish()]), gate


def cut(text: str, places: list[int]) -> list[str]:
    edges = [0, *sorted({place % (len(text) + 1) for place in places}), len(text)]
    return [text[begin:end] for begin, end in pairwise(edges)]


def results(gate: Gate) -> list[tuple[int, int, State, str]]:
    return [(one.start, one.end, one.verdict.state, one.verdict.text) for one in gate.checked]


@given(text=TEXTS, places=st.lists(st.integers(0, 500), max_size=30))
@example(text="-\x80$50 wins $65. The Lakers are -148 at FanDuel. ", places=[])
@example(text="€ ٣ wins, .~5 and $.٣ of it. Two one wins. Three, two of them. ", places=[])
@example(text="It is -\u200b$50 now. ", places=[4])
@settings(max_examples=80, deadline=None)
def test_the_same_text_comes_out_however_it_is_cut(text: str, places: list[int]) -> None:
    whole, once = passed([text])
    parts, often = passed(cut(text, places))
    letters, each = passed(list(text))
    assert whole == parts == letters
    assert results(once) == results(often) == results(each)


@given(text=TEXTS)
@settings(max_examples=80, deadline=None)
def test_what_is_not_replaced_is_the_models_text_byte_for_byte(text: str) -> None:
    out, gate = passed([text])
    back: list[str] = []
    at = 0
    for one in gate.checked:
        begun = out[at : one.start]
        shown = out[one.start : one.end]
        back += [begun, _original(text, "".join(back) + begun, one, shown)]
        at = one.end
    rest = out[at:]
    if gate.left_out:
        rest = rest[: rest.rindex("\n\n*")]
    assert "".join(back) + rest == text


def _original(text: str, before: str, one: object, shown: str) -> str:
    verdict = one.verdict  # type: ignore[attr-defined]
    length = verdict.end - verdict.start
    original = text[len(before) : len(before) + length]
    assert shown == original or shown in NO_SOURCE.values() or shown.startswith(original)
    return original


@given(text=TEXTS)
@settings(max_examples=40, deadline=None)
def test_off_lets_everything_through_and_mark_takes_nothing_away(text: str) -> None:
    assert passed([text], "off")[0] == text
    marked, gate = passed([text], "mark")
    for one in reversed(gate.checked):
        if marked[one.start : one.end].endswith(" (?)"):
            marked = marked[: one.end - 4] + marked[one.end :]
    assert marked == text


def test_words_before_a_number_pass_at_once_and_the_rest_waits_for_the_sentence() -> None:
    gate = Gate(LEDGER)
    assert [gate.feed(part) for part in ("The", " Lakers", " are", " -148", " at", " FanDuel", ". Now")] == [
        "The", " Lakers", " are", " ", "", "", "-148 at FanDuel. Now",
    ]  # fmt: skip


def test_the_facts_are_not_read_for_a_text_without_numbers_and_once_for_one_with_them() -> None:
    asked = []

    def source() -> Ledger:
        asked.append(1)
        return LEDGER

    gate = Gate(source)
    gate.feed("Nothing on the board beats the market's own view. The Lakers play at home.\n\n- No edge!\n")
    assert not gate.has_number
    gate.feed("So it goes.")
    assert gate.waiting
    assert not gate.will_judge
    gate.finish()
    assert not asked
    gate = Gate(source)
    gate.feed("The Lakers play at home. Nobody else does. They")
    assert not asked
    gate.feed(" are -14")
    assert gate.has_number
    assert gate.will_judge
    assert not asked
    assert gate.feed("8 there. And -205.") + gate.finish() == (
        "-148 there. And (no source).\n\n*1 number left out: no source of this conversation has it.*"
    )
    assert len(asked) == 1


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=3)), max_size=8).map("".join), st.integers(0, 30))
@settings(max_examples=300, deadline=None)
def test_plain_words_are_shown_as_far_as_looking_at_every_sign_shows_them(text: str, begin: int) -> None:
    begin = min(begin, len(text))
    assert shown_until(text, begin) == shown_by_signs(text, begin)


class Reading(Gate):
    """A gate that reads every text and looks no token up."""

    def _all_shown(self, until: int) -> bool:
        return False


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(PIECES), st.text(max_size=3)), max_size=30))
@settings(max_examples=150, deadline=None)
def test_a_token_that_is_looked_up_is_shown_as_far_as_reading_it_shows_it(tokens: list[str]) -> None:
    quick, reading = Gate(LEDGER), Reading(LEDGER)
    for token in tokens:
        assert quick.feed(token) == reading.feed(token)
        assert (quick.waiting, quick.has_number) == (reading.waiting, reading.has_number)
    assert quick.finish() == reading.finish()
    assert results(quick) == results(reading)


def test_a_wrong_number_is_never_shown_and_the_line_below_counts_it() -> None:
    gate = Gate(LEDGER)
    seen = ""
    for part in re.findall(r"\s*\S+", "The Warriors are -148 tonight. The Lakers are -148."):
        seen += gate.feed(part)
        assert "are -148 tonight" not in seen
    seen += gate.finish()
    assert seen == (
        "The Warriors are (no source) tonight. The Lakers are -148."
        "\n\n*1 number left out: no source of this conversation has it.*"
    )


@pytest.mark.parametrize(
    ("locale", "text", "end"),
    [
        ("es-MX", "Los Warriors están a -999 en FanDuel.", "(sin fuente) en FanDuel.\n\n*Se omitió 1 número"),
        ("de", "Die Warriors stehen bei -999.", "(keine Quelle).\n\n*1 Zahl ausgelassen"),
        ("en", "Die Lakers und die Warriors sind heute mit -999 auf dem Brett.", "(keine Quelle) auf dem Brett."),
    ],
)
def test_the_replacement_is_in_the_readers_language(locale: str, text: str, end: str) -> None:
    gate = Gate(LEDGER, locale=locale)
    assert end in gate.feed(text) + gate.finish()


def test_a_sentence_that_takes_too_long_is_judged_as_it_is() -> None:
    gate = Gate(LEDGER)
    assert gate.feed("The Lakers are -148 at FanDuel and") == "The Lakers are "
    assert gate.waiting
    assert gate.expire() == "-148 at FanDuel and"
    assert not gate.waiting
    assert gate.feed(" the Warriors +126.") + gate.finish() == " the Warriors +126."


def test_a_number_cut_off_by_time_is_not_verified() -> None:
    gate = Gate(LEDGER)
    gate.feed("The Lakers are -148")
    assert gate.expire() == "(no source)"


class BrokenLedger(Ledger):
    def near(self, *_args: object) -> Iterator[Fact]:
        raise RuntimeError("broken")


def test_a_checker_that_fails_verifies_nothing() -> None:
    gate = Gate(BrokenLedger())
    assert gate.feed("The Lakers are -148. ") + gate.finish() == (
        "The Lakers are (no source). \n\n*1 number left out: no source of this conversation has it.*"
    )


@pytest.mark.parametrize(
    "unit",
    [
        "7",
        "-",
        "1,",
        "1.",
        "**",
        "[1](",
        "&#4",
        "<b",
        "1-",
        "- 1 ",
        "one ",
        "$1",
        "1/",
        "Lakers -148 ",
        "(",
        "1\u200b",
        "._",
    ],
)
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        parts = [text[at : at + 2000] for at in range(0, len(text), 2000)]
        begun = time.thread_time()
        passed(parts)
        return time.thread_time() - begun

    seconds(3_000)
    limit = 30 * max(seconds(3_000), 0.0025)
    assert any(seconds(24_000) < limit for _ in range(3)), "a busy machine slows one try, not three"
