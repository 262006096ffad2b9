"""When a break ends and a looser limit begins: by the user's own clock, in the user's language, wherever it is said."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from professor_lock.desk.limits_card import limits_widget, said_of
from professor_lock.desk.self_limits import SelfLimits, limit_rows
from professor_lock.user import UserContext
from professor_lock.words.sentences import sentence
from tests.support.widget_trees import sent, strings

NOW = datetime(2026, 11, 29, 0, 30, tzinfo=UTC)
BREAK = SelfLimits(cool_off_until=datetime(2026, 12, 6, 0, 30, tzinfo=UTC))
LOOSER = SelfLimits(
    max_stake_cents=2000, looser_from=datetime(2026, 12, 7, 0, 30, tzinfo=UTC), next_max_stake_cents=5000
)
NEW_YORK = UserContext("ann", time_zone="America/New_York")


def test_a_break_ends_by_the_users_own_clock() -> None:
    assert ("Break from betting", "until Sat Dec 5, 7:30 PM ET") in limit_rows(BREAK, NOW, NEW_YORK)
    assert ("Break from betting", "none") in limit_rows(SelfLimits(), NOW, NEW_YORK)


def test_a_break_ends_in_the_users_language() -> None:
    berlin = UserContext("bea", time_zone="Europe/Berlin", language="de")
    shown = list(strings(sent(limits_widget(BREAK, berlin, NOW).widget)))
    assert any(text.startswith("bis ") and "1:30 CET" in text for text in shown), shown
    assert not any("UTC" in text or "until" in text for text in shown)


@pytest.mark.parametrize(
    ("zone", "locale", "language", "ends", "begins"),
    [
        ("America/New_York", "en-US", "en", "Sat Dec 5, 7:30 PM ET", "Sun Dec 6, 7:30 PM ET"),
        ("Europe/London", "en-GB", "en", "Sun Dec 6, 00:30 GMT", "Mon Dec 7, 00:30 GMT"),
        ("Europe/Berlin", "de-DE", "de", "So 6. Dez., 01:30 CET", "Mo 7. Dez., 01:30 CET"),
        ("Europe/Paris", "fr-FR", "fr", "dim. 6 déc., 01:30 CET", "lun. 7 déc., 01:30 CET"),
        ("America/Mexico_City", "es-MX", "es", "sáb 5 dic, 6:30 PM CT", "dom 6 dic, 6:30 PM CT"),
    ],
)
def test_what_a_break_refuses_and_a_looser_limit_waits_for_is_by_the_users_clock(
    zone: str, locale: str, language: str, ends: str, begins: str
) -> None:
    user = UserContext("ann", time_zone=zone, locale=locale, language=language)  # type: ignore[arg-type]
    refused = BREAK.cooling(NOW, user)
    assert refused is not None
    said = sentence(f"Not recorded. {refused}", user.words)
    assert ends in said
    assert "UTC" not in said
    assert language == "en" or "holds" not in said, said
    shown = list(strings(sent(limits_widget(LOOSER, user, NOW, message=said_of(LOOSER)).widget)))
    assert len([text for text in shown if begins in text]) == 1, shown
    assert not any("UTC" in text for text in shown)
    assert language == "en" or not any("looser" in text or "from" in text for text in shown), shown
