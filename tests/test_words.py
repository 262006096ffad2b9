"""The server's own texts: each in all five languages, with the same parameters."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from string import Formatter

import pytest

from professor_lock.words import (
    FOLDER,
    LANGUAGE_NAMES,
    LANGUAGES,
    Text,
    Words,
    entries,
    language_of,
    plural_form,
    read_entries,
    words_of,
)

SAMPLES = range(201)


def forms(text: Text) -> Iterator[str]:
    """Every form of a text."""
    yield from [text] if isinstance(text, str) else text.values()


def parameters(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_text_is_there_in_all_five_languages():
    for key, texts in entries().items():
        assert set(texts) == set(LANGUAGES), key
        assert all(form.strip() for text in texts.values() for form in forms(text)), key


def test_a_language_can_have_all_its_texts_in_a_file_of_its_own(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "board.json").write_text('{"refresh": {"en": "Refresh"}}')
    (tmp_path / "nl.json").write_text('{"page": {}, "server": {"board.refresh": "Vernieuwen"}}')
    found = read_entries(tmp_path / "texts", ["nl"])
    assert found == {"board.refresh": {"en": "Refresh", "nl": "Vernieuwen"}}


def test_every_language_has_a_name_and_a_file():
    assert list(LANGUAGE_NAMES) == list(LANGUAGES)
    assert {path.stem for path in FOLDER.parent.glob("*.json")} == set(LANGUAGES)


def test_no_key_stands_twice_in_a_file():
    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        assert max(Counter(key for key, _ in pairs).values(), default=1) == 1
        return dict(pairs)

    for path in FOLDER.glob("*.json"):
        json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=once)


def test_a_text_takes_the_same_parameters_in_every_language():
    for key, texts in entries().items():
        english = set().union(*map(parameters, forms(texts["en"])))
        for language, text in texts.items():
            found = set().union(*map(parameters, forms(text)))
            assert found <= english, (key, language)
            if isinstance(text, str):  # a form such as "two games" may say its number in words
                assert found == english, (key, language)
            else:
                assert parameters(text["other"]) == english, (key, language)


def test_no_translation_has_a_figure_that_english_has_not():
    for key, texts in entries().items():
        english = {figure for form in forms(texts["en"]) for figure in form if figure.isdigit()}
        for language, text in texts.items():
            assert {figure for form in forms(text) for figure in form if figure.isdigit()} <= english, (key, language)


def test_a_text_with_plural_forms_has_each_that_its_language_tells_apart():
    for key, texts in entries().items():
        assert len({isinstance(text, str) for text in texts.values()}) <= 2
        for language, text in texts.items():
            if not isinstance(text, str):
                needed = {plural_form(language, number) for number in SAMPLES} - {"many"}
                assert needed <= set(text), (key, language)


@pytest.mark.parametrize(
    ("language", "number", "text"),
    [
        ("en", 1, "1 game"),
        ("en", 0, "0 games"),
        ("fr", 0, "0 match"),
        ("de", 2, "2 Spiele"),
        ("ar", 1, "مباراة واحدة"),
        ("ar", 2, "مباراتان"),
        ("ar", 7, "7 مباريات"),
        ("ar", 11, "11 مباراة"),
    ],
)
def test_a_number_chooses_the_form(language, number, text):
    assert words_of(language)("board.games", n=number) == text


def test_what_a_language_lacks_is_english_and_said_once(caplog):
    words = Words("de")
    del words._texts["board.favorite"]
    with caplog.at_level(logging.WARNING):
        assert [words("board.favorite"), words("board.favorite")] == ["favorite", "favorite"]
        assert words.section("board")["favorite"] == "favorite"
    assert len(caplog.records) == 1
    assert "board.favorite" in caplog.text


def test_a_value_is_never_read_as_a_text_with_parameters():
    assert words_of("de")("common.source", source="{n} {0.__class__}") == "Quelle: {n} {0.__class__}"


@pytest.mark.parametrize(
    ("tag", "language"), [("de-AT", "de"), ("ES", "es"), ("ar_EG", "ar"), ("xx", None), ("", None)]
)
def test_a_tag_names_a_language(tag, language):
    assert language_of(tag) == language


def test_a_key_that_is_in_no_language_is_a_fault():
    with pytest.raises(KeyError):
        words_of("en")("board.nothing_of_the_kind")


def test_a_template_gets_the_texts_of_its_file_and_those_of_all():
    texts: Mapping[str, str] = words_of("fr").section("board")
    assert texts["refresh"] == "Actualiser les cotes"
    assert texts["details"] == "Détails"
