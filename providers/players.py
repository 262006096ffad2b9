"""A player as a source of statistics knows one."""

from __future__ import annotations

from dataclasses import dataclass

from providers.leagues import League


@dataclass(frozen=True, slots=True)
class Player:
    """Someone a source's search found, `id` by its own count. `team` is empty when it names none."""

    id: str
    name: str
    league: League
    team: str
    link: str | None
