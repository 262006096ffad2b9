"""The agent's tool that compares the books' prices."""

from __future__ import annotations

from typing import Literal

from professor_lock.agent.next_questions import subject_of_game
from professor_lock.agent.tools.kit import Run, short, tool
from professor_lock.betting.facts import Market, Slate
from professor_lock.desk.books_card import books_card
from professor_lock.errors import BadInput
from professor_lock.sources.names.games import Ambiguous
from professor_lock.tool_outcomes import Outcome, could_be, no_answer


@tool
async def compare_books(
    ctx: Run, sport: str, event: str, market: Literal["moneyline", "spread", "total"] = "moneyline"
) -> str:
    """Show what every book asks for both sides of one market of one game, the best price first.

    Args:
        sport: The league, e.g. "nba".
        event: The game: "Lakers vs Warriors", or one of its teams.
        market: Which market.
    """
    run = ctx.context
    slate = await run.desk.market.slate(short(sport), run.user)
    run.checking.slate(slate)
    games = run.sources.sports.find_events(slate, short(event))
    if isinstance(games, Ambiguous):
        return could_be(short(event), games.candidates)
    if not games:
        return no_answer(Outcome.CANNOT, with_note(f"{slate.source} lists no coming game of {short(event)!r}.", slate))
    card = books_card(slate, games[0], Market(market), run.user, run.now())
    if card is None:
        raise BadInput(with_note(f"No book quotes the {market} of {games[0].name} at {slate.source}.", slate))
    widget, kept = card
    await run.stream_widget(widget, kept=kept)
    run.citations.add(slate.source, slate.link)
    run.next_questions.about(subject_of_game(games[0]))
    return run.covered(widget.copy_text)


def with_note(said: str, slate: Slate) -> str:
    """The text, with a note where the slate's source stands in for one that failed."""
    return f"{said} {slate.note}" if slate.note else said
