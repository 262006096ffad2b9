"""Cards in every language: nothing of English is left, and what is no text of ours stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

import pytest

from professor_lock.words import ISOLATE, ISOLATE_END, LANGUAGES, Language, Text, entries, numbers_kept, words_of
from tests.support.card_samples import catalogue_cards
from tests.support.widget_types import problems

SHOWN = frozenset({"value", "label", "title", "placeholder", "caption", "about", "say", "name", "summary", "spoken"})
"""Fields of a card's nodes that a reader sees or hears."""
OTHERS_WORDS = frozenset(
    {
        "No games tonight.",
        "-107 DraftKings, 1 min old",
        "-112 FanDuel, 1 min old",
        "Knicks moneyline",
        "25.7 points a game in 71 games.",
        "Betting no longer fun? Help is free and confidential.",
        "#T-1026, $10.00, $26.40 profit",
        "Celtics moneyline -120, Celtics @ Knicks, Nov 20",
        "Sample tickets.",
        "LeBron James points, last 8 games",
        "Points and assists",
        "Final/OT",
        "example.com",
        "[Sample data](<https://example.com/weather>)",
        "Lakers injuries",
        "Set THE_ODDS_API_KEY for real prices.",
        "The ankle kept him out of practice; he is not expected before Friday.",
    }
)
"""Texts of the samples that a source or a user wrote."""
ADDRESS = re.compile(r"\(<[^>]*>\)")
"""Of a link in Markdown."""
SHORTEST = 5
"""Letters of a piece of English that is looked for: shorter ones stand in names."""
OTHER_LANGUAGES = tuple(one for one in LANGUAGES if one != "en")


def texts(node: object, field: str = "") -> Iterator[str]:
    """Every text of a card that is shown or read aloud."""
    if isinstance(node, dict):
        for name, inner in node.items():
            if name == "name" and "type" in node:  # of a field, not of a card
                continue
            yield from texts(inner, name)
    elif isinstance(node, list):
        for inner in node:
            yield from texts(inner, field)
    elif isinstance(node, str) and field in SHOWN:
        yield node


def pieces(text: Text) -> Iterator[str]:
    """The fixed pieces of a text, between its parameters."""
    for form in [text] if isinstance(text, str) else text.values():
        for fixed, *_ in Formatter().parse(form):
            yield from (part.strip(" :;,.()+") for part in re.split(r"[\d]+", fixed))


def english_pieces(language: Language) -> set[str]:
    """What the English texts of cards say and those of `language` do not; the demo's answers stand beside cards."""
    of_cards = [one for key, one in entries().items() if not key.startswith("demo.")]
    theirs = " ".join(piece for one in of_cards for piece in pieces(one[language])).casefold()
    english = {piece for one in of_cards for piece in pieces(one["en"]) if len(piece) >= SHORTEST}
    return {piece for piece in english if piece.casefold() not in theirs}


def left_in_english(card: object, language: Language) -> list[tuple[str, str]]:
    """Pieces of English in a card, each with the text that it stands in."""
    said = list(texts(card))
    assert said
    wanted = re.compile(
        "|".join(rf"(?<!\w){re.escape(piece)}(?!\w)" for piece in sorted(english_pieces(language), key=len)),
        re.IGNORECASE,
    )
    own = [text for text in said if text not in OTHERS_WORDS]
    return [(found[0], text) for text in own for found in wanted.finditer(ADDRESS.sub("", text))]


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_no_card_has_anything_of_english(language):
    cards = catalogue_cards(words_of(language))
    assert {card["name"]: left for card in cards if (left := left_in_english(card["widget"], language))} == {}
    assert {card["name"]: wrong for card in cards if (wrong := problems(card["widget"]))} == {}


def test_english_that_is_left_would_be_found():
    found = {piece for card in catalogue_cards() for piece, _ in left_in_english(card["widget"], "de")}
    assert {"Refresh prices", "favorite", "Spread", "About these prices", "Lock It In", "My bets"} <= found


def test_no_sign_is_carried_to_the_wrong_end_where_texts_run_from_right_to_left():
    signed = re.compile(rf"(?<![\w#%{ISOLATE}-])[-+]\$?\d")
    said = [text for card in catalogue_cards(words_of("ar")) for text in texts(card["widget"])]
    arabic = [text for text in said if re.search("[\u0600-\u06ff]", text)]
    assert any(ISOLATE in text for text in arabic)
    assert [text for text in arabic if signed.search(text)] == []
    assert numbers_kept("الهامش -4.5% (O 1:05)") == (
        f"الهامش {ISOLATE}-4.5%{ISOLATE_END} (O {ISOLATE}1:05{ISOLATE_END})"
    )
    assert numbers_kept("Lakers -4.5") == "Lakers -4.5"


@pytest.mark.parametrize("name", ["76ers", "49ers", "3rd", "1H", "100x"])
def test_a_number_that_is_part_of_a_name_is_not_taken_out_of_it(name: str) -> None:
    assert numbers_kept(f"النتيجة {name} (9:03)") == f"النتيجة {name} ({ISOLATE}9:03{ISOLATE_END})"
    assert numbers_kept(f"النتيجة -2.5u {name}") == f"النتيجة {ISOLATE}-2.5u{ISOLATE_END} {name}"


def test_teams_books_and_prices_stay_as_they_are():
    card = " ".join(texts(catalogue_cards(words_of("ar"))[0]["widget"]))
    assert all(name in card for name in ("Lakers", "Warriors", "FanDuel", "-110", "+5.5"))


@pytest.mark.parametrize("phone", ["0808 8020 133", "1-800-MY-RESET", "116 123", "09 74 75 13 13", "+49 30 123456"])
def test_a_telephone_number_stays_in_its_order_in_arabic(phone: str) -> None:
    assert numbers_kept(f"في الأزمات: {phone}.") == f"في الأزمات: {ISOLATE}{phone}{ISOLATE_END}."
