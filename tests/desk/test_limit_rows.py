"""When a break ends, on the cards of limits: by the user's own clock, in the user's language."""

from __future__ import annotations

from datetime import UTC, datetime

from professor_lock.desk.limits_card import limits_widget
from professor_lock.desk.self_limits import SelfLimits, limit_rows
from professor_lock.user import UserContext
from tests.support.widget_trees import sent, strings

NOW = datetime(2026, 11, 29, 0, 30, tzinfo=UTC)
BREAK = SelfLimits(cool_off_until=datetime(2026, 12, 6, 0, 30, tzinfo=UTC))


def test_a_break_ends_by_the_users_own_clock() -> None:
    new_york = UserContext("ann", time_zone="America/New_York")
    assert ("Break from betting", "until Sat Dec 5, 7:30 PM ET") in limit_rows(BREAK, NOW, new_york)
    assert ("Break from betting", "none") in limit_rows(SelfLimits(), NOW, new_york)


def test_a_break_ends_in_the_users_language() -> None:
    berlin = UserContext("bea", time_zone="Europe/Berlin", language="de")
    shown = list(strings(sent(limits_widget(BREAK, berlin, NOW).widget)))
    assert any(text.startswith("bis ") and "1:30 CET" in text for text in shown), shown
    assert not any("UTC" in text or "until" in text for text in shown)
