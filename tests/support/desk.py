"""What the betting desk's tests share: a server with the evening's services, and a hand on the cards."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg

from app import services_for
from professor_lock.desk.grader import Pass
from professor_lock.development_secret import with_development_secrets
from professor_lock.widgets.actions import ADD_LEG, CONFIRM, LOCK, REFRESH, REMOVE_LEG, SET_STAKE
from tests.fakes.openai_script import Call, ModelRequest, Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support.chatkit_client import Chat, ChatKitClient
from tests.support.evening import Evening
from tests.support.running_server import RunningServer, settings_for
from tests.support.widget_trees import Tree, nodes, strings

BOARD = Call("get_odds_visual", {"sport": "nba", "market_type": "all", "team": None})


def script(request: ModelRequest) -> Turn:
    """Whatever is asked, it is the board."""
    return Turn.of("There you are.") if request.outputs else Turn.of(BOARD)


@contextmanager
def desk(database: str, tmp_path: Path, evening: Evening, answers: Any = script) -> Iterator[RunningServer]:
    forget_answers(database)
    with (
        OpenAIServer(answers) as model,
        RunningServer(settings_for(database, tmp_path, model=model, odds=evening.odds, **espn_of(evening))) as server,
    ):
        yield server


def espn_of(evening: Evening) -> dict[str, Any]:
    """The addresses of the evening's ESPN."""
    return {"ESPN_SITE_URL": evening.espn.url, "ESPN_WEB_URL": evening.espn.url}


def cards(chat: Chat) -> list[Tree]:
    return [item for item in chat.items if item["type"] == "widget"]


def board(chat: Chat) -> Tree:
    return next(item for item in cards(chat) if buttons(item, REFRESH))


def slip(chat: Chat) -> Tree:
    return next(item for item in reversed(cards(chat)) if "parlay" in item["copy_text"] or "slip" in item["copy_text"])


def shown(item: Tree) -> list[str]:
    return list(strings(item["widget"]))


def buttons(item: Tree, action: str) -> list[Tree]:
    found = []
    for node in nodes(item["widget"]):
        for name in ("onClickAction", "onSubmitAction", "onChangeAction"):
            if node.get(name, {}).get("type") == action:
                found.append(node)
    return found


def legs_of(item: Tree) -> list[Tree]:
    """The buttons that take each leg off, one a leg: a line that says what is wrong may have another."""
    return [one for one in buttons(item, REMOVE_LEG) if one["id"].startswith("remove-")]


def payload(button: Tree) -> dict[str, Any]:
    action: dict[str, Any] = button["onClickAction"]["payload"]
    return dict(action)


def price(chat: Chat, label: str, nth: int = 0) -> dict[str, Any]:
    """The payload of the button that shows this price."""
    return payload([one for one in buttons(board(chat), ADD_LEG) if one["label"].split()[-1] == label][nth])


async def tap(chat: Chat, label: str, nth: int = 0) -> None:
    await chat.act(board(chat)["id"], ADD_LEG, price(chat, label, nth))


async def lock(chat: Chat, stake: str | None = None) -> None:
    """Record the slip, with a stake that comes along with the click; one that has the usual $25 for $100."""
    if stake is None and "stake $25.00" in str(slip(chat).get("copy_text")):
        await chat.act(slip(chat)["id"], SET_STAKE, {"stake": "100"})
    given = payload(buttons(slip(chat), LOCK)[0])
    await chat.act(slip(chat)["id"], LOCK, given | ({"stake": stake} if stake else {}))


async def opened(server: RunningServer, user: str, thread_id: str | None = None) -> Chat:
    client = await ChatKitClient(server.url, user_id=user).__aenter__()
    chat = client.chat()
    await (chat.load(thread_id) if thread_id else chat.send("Show me tonight's NBA odds"))
    return chat


async def confirm(chat: Chat, label: str | None = None, amount: str | None = None) -> None:
    """Click a button of the newest card that asks for a click, the first one unless it is named."""
    card = next(item for item in reversed(cards(chat)) if buttons(item, CONFIRM))
    found = [one for one in buttons(card, CONFIRM) if one.get("label") and label in (None, one["label"])]
    await chat.act(card["id"], CONFIRM, payload(found[0]) | ({} if amount is None else {"amount": amount}))


async def tickets(pool: Any) -> list[Any]:
    return list(await pool.fetch("SELECT * FROM pp_tickets ORDER BY seq"))


def asking(*calls: Call) -> Any:
    """The board for the first question, then one of these calls for each further one, in order."""
    left = list(calls)

    def script(request: ModelRequest) -> Turn:
        if request.outputs:
            return Turn.of("There you are.")
        if "odds" in request.user_text:
            return Turn.of(BOARD)
        return Turn.of(left.pop(0))

    return script


async def play(pool: Any, evening: Evening, hours: float = 6) -> None:
    """Let the games be over: they began so many hours earlier than was said, here and at the scoreboard."""
    evening.moved_by += timedelta(hours=hours)
    span = timedelta(hours=hours)
    await pool.execute("UPDATE pp_ticket_legs SET starts_at = starts_at - $1::interval", span)
    await pool.execute("UPDATE pp_quotes SET quoted_at = quoted_at - $1::interval", span)


def last_card(chat: Chat) -> list[str]:
    """The words of the newest card."""
    return shown(cards(chat)[-1])


async def grading_pass(database: str, tmp_path: Path, evening: Evening) -> Pass:
    """One pass, as `manage.py grade` makes it."""
    forget_answers(database)
    settings = settings_for(database, tmp_path, odds=evening.odds, **espn_of(evening))
    async with services_for(with_development_secrets(settings)) as parts:
        done = await parts.graders[0].run()
    assert done is not None
    return done


def forget_answers(database: str) -> None:
    """What the sources said is too old to be used: a server that starts, or a pass, comes long after the one before."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _forget_answers(database)).result()


async def _forget_answers(database: str) -> None:
    connection = await asyncpg.connect(database)
    await connection.execute("DELETE FROM pp_answers")
    await connection.close()
