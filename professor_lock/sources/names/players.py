"""A player as a source of statistics knows one."""

from __future__ import annotations

from dataclasses import dataclass

from professor_lock.sources.names.leagues import League
from professor_lock.sources.names.text import fold


@dataclass(frozen=True, slots=True)
class Player:
    """Someone a source's search found, `id` by its own count. `team` is empty when it names none."""

    id: str
    name: str
    league: League
    team: str
    link: str | None


_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})


def same_name(one: str, other: str) -> bool:
    """Whether two sources write the same name: accents, dots, hyphens and a "Jr." make no difference.

    >>> same_name("P.J. Washington Jr.", "PJ Washington"), same_name("Jalen Williams", "Jaylin Williams")
    (True, False)
    """
    return _bare(one) == _bare(other) != ""


def _bare(name: str) -> str:
    return "".join(word for word in fold(name).split() if word not in _GENERATIONS)
