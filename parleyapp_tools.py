"""Where the numbers come from: a door to `sources`, where the code stands.

`build_sources` puts one provider after another for odds, scores, statistics, weather and search; `Sources` is what the
tools ask. A provider of your own is one file in `professor_lock/sources/` with the shape of its kind in
`professor_lock/sources/contracts.py`; docs/providers.md says how it is put into `build_sources` and tested.
"""

from __future__ import annotations

from professor_lock.sources.build import build_sources
from professor_lock.sources.sources import Forecasts, PartStatus, PlayerLogs, Sources, StatMuse

__all__ = ["Forecasts", "PartStatus", "PlayerLogs", "Sources", "StatMuse", "build_sources"]
