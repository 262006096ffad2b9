"""Words of distress, in many wordings and five languages, and everyday words that are none."""

from __future__ import annotations

import re

import pytest

from professor_lock.desk.care_cards import create_care_widget
from professor_lock.desk.care_words import read_distress
from professor_lock.desk.self_limits import SelfLimits, helpline, helpline_of
from professor_lock.user import UserContext
from professor_lock.words import ISOLATE, ISOLATE_END, LANGUAGES, Language, words_of
from professor_lock.words.sentences import sentence
from tests.support.widget_trees import strings

TOLD = [
    ("I want to kill myself", "life", "en"),
    ("just kill me", "life", "en"),
    ("i took money from my moms purse to bet", "gambling", "en"),
    ("ending it all tonight", "life", "en"),
    ("I wish I was dead", "life", "en"),
    ("i cant stop betting", "gambling", "en"),
    ("I can’t stop gambling, help", "gambling", "en"),
    ("lost my rent money on the Lakers", "gambling", "en"),
    ("how do i self-exclude?", "gambling", "en"),
    ("chasing losses again", "gambling", "en"),
    ("i need to win it all back tonight", "gambling", "en"),
    ("chase it back for me", "gambling", "en"),
    ("just want to make some of it back", "gambling", "en"),
    ("I borrowed money from my brother to bet on this", "gambling", "en"),
    ("my wife doesn't know i lost our savings", "gambling", "en"),
    ("i just lost my whole paycheck", "gambling", "en"),
    ("should I take a payday loan to bet", "gambling", "en"),
    ("my husband doesnt know i lost 8 grand this month", "gambling", "en"),
    ("My wife must not find out about this", "gambling", "en"),
    ("ive already lost 12k on this season", "gambling", "en"),
    ("behind on rent, need a winner", "gambling", "en"),
    ("cant stop chasing", "gambling", "en"),
    ("exclude me from gambling", "gambling", "en"),
    ("i need to win back 2k tonight", "gambling", "en"),
    ("i maxed my credit card betting", "gambling", "en"),
    ("my kid is 13 and wants to bet", "minor", "en"),
    ("I'm 16 can I bet", "minor", "en"),
    ("I am sixteen and want to bet on the Lakers", "minor", "en"),
    ("im only seventeen, show me odds", "minor", "en"),
    ("as a 15 year old can I make a parlay", "minor", "en"),
    ("I'm a 14-year-old Knicks fan, odds please", "minor", "en"),
    ("I just turned 17 yesterday, what should I bet", "minor", "en"),
    ("my age is 13", "minor", "en"),
    ("I'm under 18, give me picks", "minor", "en"),
    ("still bet without my parents knowing?", "minor", "en"),
    ("tengo dieciséis años y quiero apostar", "minor", "es"),
    ("ich bin sechzehn und will wetten", "minor", "de"),
    ("j'ai seize ans", "minor", "fr"),
    ("quiero morir", "life", "es"),
    ("no puedo dejar de apostar", "gambling", "es"),
    ("soy ludópata", "gambling", "es"),
    ("tengo 15 años", "minor", "es"),
    ("ich will nicht mehr leben", "life", "de"),
    ("ich bin spielsüchtig", "gambling", "de"),
    ("Ich kann nicht aufhören zu wetten", "gambling", "de"),
    ("je suis accro aux paris", "gambling", "fr"),
    ("je n'arrive pas à arrêter de parier", "gambling", "fr"),
    ("j'ai envie de mourir", "life", "fr"),
    ("أريد أن أموت", "life", "ar"),
    ("أنا مدمن على القمار", "gambling", "ar"),
    ("لا أستطيع التوقف عن المراهنة", "gambling", "ar"),
]
EVERYDAY = [
    "Show me tonight's NBA odds", "Do I get my money back on a push?", "is the over dead", "parlay killer",
    "lakers kill the spread", "how many years is the contract", "I'm 18 and live in NJ", "I am 25 years old",
    "don't bet the over", "lost by 3", "Kings can't stop the Warriors", "the Suns are out of control on offense",
    "im 10 and 5 this week", "I'm 12-3 on the season", "exclude the Lakers from the parlay", "he is 17 points per game",
    "I am ten games over .500", "I'm twelve and three this season", "a 16 year old phenom starts tonight",
    "he is seventeen years old", "I am eighteen", "were seven point dogs", "I turn 30 in May",
    "the Kings lost 5 in a row", "they lost two key players", "I lost 20 on the over", "nobody knows who starts",
    "help with betting slip", "deposit limit", "add the Knicks", "what is the last money line", "I'm 5 units up",
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "language"), TOLD)
def test_words_of_distress_are_found(text: str, kind: str, language: str) -> None:
    found = read_distress(text)
    assert found is not None
    assert (found.kind, found.words.language) == (kind, language)


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_words_are_none(text: str) -> None:
    assert read_distress(text) is None


@pytest.mark.parametrize(
    ("limits", "user", "phone"),
    [
        (SelfLimits(country="GB"), UserContext("ann"), "0808 8020 133"),
        (SelfLimits(), UserContext("ann", locale="de-DE"), "0800 1372700"),
        (SelfLimits(), UserContext("ann", locale="en", time_zone="Australia/Sydney"), "1800 858 858"),
        (SelfLimits(), UserContext("ann", locale="pt-BR"), ""),
    ],
)
def test_the_helpline_is_that_of_the_users_country(limits: SelfLimits, user: UserContext, phone: str) -> None:
    assert helpline_of(limits, user).phone == phone


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
@pytest.mark.parametrize("country", ["US", "GB", "AU", "NZ", "CA", "DE", "FR", "ES", None])
def test_a_helpline_is_in_the_users_language_with_its_month_as_people_write_it(
    country: str | None, language: Language
) -> None:
    found = helpline(country)
    said = sentence(found.line, words_of(language))
    assert not re.search(r"no longer|In a crisis|[Cc]hecked|doctor|[Ss]elf-exclusion|meetings|Text 8|Day and", said), (
        said
    )
    assert found.phone in said.replace(ISOLATE, "").replace(ISOLATE_END, "")
    assert "2026-04" not in said


@pytest.mark.parametrize("text", ["I want to kill myself", "Ich will mich umbringen", "No puedo dejar de apostar"])
def test_the_card_for_a_person_in_distress_names_no_articles_and_speaks_one_language(text: str) -> None:
    distress = read_distress(text)
    assert distress is not None
    for country in ("US", "GB", None):
        root, _ = create_care_widget(helpline(country), distress.words, distress.kind)
        shown = " | ".join(strings(root.model_dump(exclude_none=True)))
        assert "sbcamericas" not in shown
        assert distress.words.language == "en" or not re.search(r"[Cc]hecked|doctor|meetings|Day and", shown), shown
