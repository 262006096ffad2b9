"""The names the demo model knows: the leagues and teams of the name index, and the demo's players."""

from __future__ import annotations

from functools import cache

from professor_lock.demo_model.ask import KEYWORDS, TABLE
from professor_lock.sources.demo.facts import PLAYERS
from professor_lock.sources.names.mentions import NameIndex
from professor_lock.sources.names.message import NameReader


@cache
def build_reader() -> NameReader:
    """Reads messages by every name there is. It is made of constants, so once is enough for a process: 0.1 s."""
    nicknames = {
        form: player
        for player, forms in TABLE["nicknames"].items()
        for name in forms
        for form in {name, f"{name.removesuffix('s')}s"}
    }
    players = ((player.name, player.league) for player in PLAYERS)
    return NameReader(NameIndex(players, KEYWORDS, nicknames, TABLE["clubs"]), KEYWORDS)
