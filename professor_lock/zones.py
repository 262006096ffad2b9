"""The time zone by which US sports are dated, and the hours that still count to the day before."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

EASTERN_NAME: Final = "America/New_York"
EASTERN: Final = ZoneInfo(EASTERN_NAME)
NIGHT: Final = timedelta(hours=6)
"""A game that starts within this time after midnight belongs to the evening before."""
