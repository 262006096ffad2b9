"""What the cards of proposals say."""

from __future__ import annotations

import pytest

from professor_lock.desk.proposal_cards import in_days
from professor_lock.words import words_of
from professor_lock.words.sentences import phrase


@pytest.mark.parametrize(("days", "english", "german"), [(1, "1 day", "1 Tag"), (7, "7 days", "7 Tage")])
def test_a_break_of_one_day_is_not_said_to_be_of_several(days, english, german):
    assert in_days(days) == english
    assert phrase(english, words_of("de")) == german
