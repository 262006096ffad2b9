"""The texts that the server writes itself, in five languages: a card's fixed words, and sentences to the user.

A text has a key, "board.refresh": the file `texts/board.json`, and its entry there, with the text in each language.
A language that is added later has all its texts in its own file beside this module, `NAME.json`, under "server", by
their keys. Braces name parameters; a text with plural forms chooses one by its parameter `n`. A text that a language
lacks is shown in English, which the log says once. The texts of the pages are under "page" in the same files, which
`chatkit-ui/build.mjs` reads.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Final, Literal, get_args

logger = logging.getLogger("professor_lock.words")

Language = Literal["en", "es", "de", "fr", "ar"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
"""English first: it has every text."""
DEFAULT_LANGUAGE: Final[Language] = "en"
LANGUAGE_NAMES: Final[Mapping[Language, str]] = {
    "en": "English",
    "es": "Spanish",
    "de": "German",
    "fr": "French",
    "ar": "Arabic",
}
"""Their English names, for the model."""
FOLDER = Path(__file__).with_name("texts")
SHARED = "common"
"""The file whose texts every template can name."""

ISOLATE, ISOLATE_END = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_ARABIC = re.compile("[\u0600-\u06ff]")
_DIGITS = r"\d++(?:[.,:/-]\d++|%-\d++)*+%?+"
_PHONE = r"\+?\d{2,}(?: \d{2,})+(?![.,:]?\d)|\d[\d-]*(?:-[A-Z]{2,})+"
"""In one piece, or its groups would stand from right to left: another number."""
_NUMBER = re.compile(
    rf"(?<![\w#%{ISOLATE}-])(?:{_PHONE}|[-+]?+\$?+{_DIGITS}(?![A-Za-z])|[-+]\$?+{_DIGITS}[A-Za-z]++)",
)

TWELVE_HOURS = frozenset({"US", "CA", "AU", "NZ", "IN", "PH", "PK", "BD", "EG", "SA", "AE", "MX", "CO", "MY"})
"""Regions whose clocks say AM and PM."""
TWELVE_HOUR_LANGUAGES = frozenset({"en", "ar"})
"""Languages whose clocks do where the locale names no region."""

Form = Literal["one", "two", "few", "many", "other"]
Text = str | dict[Form, str]


class Words:
    """The texts of one language. Calling it gives one text by its key: `words("board.games", n=3)`.

    `whole_day` says that times are written 19:00 rather than 7:00 PM.
    """

    def __init__(self, language: Language, *, whole_day: bool = False) -> None:
        self.language: Final = language
        self.whole_day: Final = whole_day
        self._sections: dict[str, dict[str, str]] = {}
        self._missing: set[str] = set()

    def __call__(self, key: str, /, **parameters: object) -> str:
        """The text of this key, its parameters put in; KeyError for a key that English has not."""
        text = self._texts.get(key)
        language = self.language
        if text is None:
            text, language = self._english[key], DEFAULT_LANGUAGE
            self._miss(key)
        if not isinstance(text, str):
            text = text.get(plural_form(language, parameters["n"]), text["other"])
        return text.format_map(parameters) if parameters else text

    @cached_property
    def _texts(self) -> dict[str, Text]:
        return texts_of(self.language)

    @cached_property
    def _english(self) -> dict[str, Text]:
        return texts_of(DEFAULT_LANGUAGE)

    def section(self, name: str) -> Mapping[str, str]:
        """The texts of one file without plural forms and parameters, and those of all files: for a template."""
        found = self._sections.get(name)
        if found is None:
            keys = [key for key in self._english if key.partition(".")[0] in (name, SHARED)]
            plain = [key for key in keys if isinstance(self._english[key], str) and "{" not in self._english[key]]
            found = {key.partition(".")[2]: self(key) for key in plain}
            self._sections[name] = found
        return found

    def knows(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in self._english

    def _miss(self, key: str) -> None:
        if key not in self._missing:
            self._missing.add(key)
            logger.warning("there is no text %s in the language %s: English is shown", key, self.language)


@cache
def words_of(language: Language, region: str = "") -> Words:
    """The texts of this language, read once, with the clock of a region ("GB") where one is given."""
    twelve = region in TWELVE_HOURS if region else language in TWELVE_HOUR_LANGUAGES
    return Words(language, whole_day=not twelve)


@lru_cache(maxsize=256)
def words_for(language: Language, locale: str) -> Words:
    """The texts of this language for a user of this locale, whose region counts where it is the region of the language.

    >>> words_for("en", "en-GB").whole_day, words_for("es", "es-MX").whole_day, words_for("de", "en-US").whole_day
    (True, False, True)
    """
    spoken, *parts = locale.replace("_", "-").split("-")
    regions = [part.upper() for part in parts if len(part) == 2]
    return words_of(language, regions[0] if regions and spoken.lower() == language else "")


def warm_up() -> None:
    """Read the texts now rather than with the first card."""
    entries()


def numbers_kept(text: str) -> str:
    """A text with Arabic in it whose numbers read "-110" and "50.8%" as everywhere; any other text as it is.

    Each is isolated from its line, which runs from right to left and would carry signs to the wrong end.
    A name such as "76ers" or "3rd" stays one piece with its letters, which the line leaves in their order.
    """
    if not _ARABIC.search(text):
        return text
    return _NUMBER.sub(lambda found: f"{ISOLATE}{found[0]}{ISOLATE_END}", text)


def language_of(tag: str) -> Language | None:
    """The language of a tag such as "de-AT", None for one that there are no texts in."""
    first = tag.replace("_", "-").partition("-")[0].strip().lower()
    return next((one for one in LANGUAGES if one == first), None)


def plural_form(language: str, number: object) -> Form:
    """Which form of a text goes with a number, by the rules of Unicode's CLDR for these languages.

    >>> plural_form("en", 1), plural_form("fr", 0), plural_form("ar", 2), plural_form("ar", 105), plural_form("ar", 100)
    ('one', 'one', 'two', 'few', 'other')
    """
    if not isinstance(number, int):
        return "other"
    if language == "ar":
        small: tuple[Form, ...] = ("other", "one", "two")
        if 0 <= number <= 2:
            return small[number]
        rest = number % 100
        return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"
    return "one" if number == 1 or (language == "fr" and number == 0) else "other"


@cache
def entries() -> Mapping[str, Mapping[str, Text]]:
    """Every text in its languages, by its key."""
    return read_entries(FOLDER, LANGUAGES)


def read_entries(folder: Path, languages: Iterable[str]) -> Mapping[str, Mapping[str, Text]]:
    """Every text of the files in `folder`, and of these languages' own files beside it; KeyError for an unknown key."""
    found: dict[str, dict[str, Text]] = {}
    for path in sorted(folder.glob("*.json")):
        table: dict[str, dict[str, Text]] = json.loads(path.read_text(encoding="utf-8"))
        found |= {f"{path.stem}.{name}": texts for name, texts in table.items()}
    for language in languages:
        own: dict[str, dict[str, Text]] = json.loads(folder.with_name(f"{language}.json").read_text(encoding="utf-8"))
        for key, text in own.get("server", {}).items():
            found[key][language] = text
    return found


def texts_of(language: Language) -> dict[str, Text]:
    """The texts that this language has, by their keys."""
    return {key: texts[language] for key, texts in entries().items() if language in texts}


ENGLISH: Final = words_of(DEFAULT_LANGUAGE)
