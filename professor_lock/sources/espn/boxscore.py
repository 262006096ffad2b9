"""Who did and who did not play in a finished game, as ESPN's page of it lists them. Pure: no network, no clock.

The box score names the players of both teams; who stayed out has a flag, no figures, and mostly a reason in words. Who
is not named at all may just not be listed: nothing follows from that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from professor_lock.sources.reading import Json, Unreadable, mapping, optional_text, sequence, text


def read_box(body: Json) -> tuple[dict[str, str], frozenset[str]]:
    """The ids of the players who did not play, with the reason ("" without one), and of those who did.

    Unreadable for no finished game.
    """
    page = mapping(body, "the answer")
    if not _is_over(page):
        raise Unreadable("the page is of no finished game")
    box = mapping(page.get("boxscore"), "a box score")
    absent: dict[str, str] = {}
    played: set[str] = set()
    for entry in _athletes(sequence(box.get("players") or [], "players")):
        player = text(mapping(entry.get("athlete"), "a player").get("id"), "a player's id")
        if entry.get("didNotPlay") is True and not _has_figures(sequence(entry.get("stats") or [], "stats")):
            absent[player] = optional_text(entry.get("reason")) or ""
        else:
            played.add(player)
    return {player: reason for player, reason in absent.items() if player not in played}, frozenset(played)


def _is_over(page: Mapping[str, Json]) -> bool:
    competitions = sequence(mapping(page.get("header"), "the header").get("competitions") or [], "competitions")
    if len(competitions) != 1:
        return False
    status = mapping(mapping(competitions[0], "a competition").get("status"), "a status")
    return mapping(status.get("type"), "a status").get("completed") is True


def _athletes(teams: Sequence[Json]) -> Iterator[Mapping[str, Json]]:
    for team in teams:
        for table in sequence(mapping(team, "a team").get("statistics") or [], "tables"):
            for entry in sequence(mapping(table, "a table").get("athletes") or [], "players"):
                yield mapping(entry, "a player")


def _has_figures(stats: Sequence[Json]) -> bool:
    return any(any(sign in "123456789" for sign in str(value)) for value in stats)
