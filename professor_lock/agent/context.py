"""The context of a run, which tools get as `ctx.context`: the user, the sources, the user's bets, and live widgets.

`stream_widget` shows a card at once; `update_widget` changes it, from any tool and any number of times. Several cards
can be live. Each is stored as one item with its last state, also when its tool raises: the run stores what is open.
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from chatkit.agents import AgentContext
from chatkit.types import (
    DurationSummary,
    HiddenContextItem,
    ProgressUpdateEvent,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemReplacedEvent,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
    URLSource,
    WidgetItem,
    WidgetRootUpdated,
    WorkflowSummary,
)
from chatkit.widgets import DynamicWidgetRoot, WidgetComponentBase, WidgetRoot
from pydantic import Field, PrivateAttr, SkipValidation

from professor_lock.agent.checking import Checking
from professor_lock.agent.next_questions import NextQuestions
from professor_lock.agent.run_queue import RunQueue
from professor_lock.betting.facts import SearchResult
from professor_lock.db.ids import as_utc
from professor_lock.desk.services import DeskServices
from professor_lock.desk.slips import SlipView
from professor_lock.protocol.events import StoredItemReplaced
from professor_lock.protocol.widget_diff import diff_widget_trees, known_root
from professor_lock.protocol.widget_tree import KnownRoot, plain_tree, widget_text
from professor_lock.sources.sources import Sources
from professor_lock.turns.report import ToolCall
from professor_lock.untrusted_text import TITLE_LIMIT, new_mark, one_line, safe_url
from professor_lock.user import UserContext
from professor_lock.words.sentences import phrase

STATE_PREFIX = "state_"
MAX_SOURCES = 8
MIN_NAME_LETTERS = 4

_last_shown: ContextVar[str | None] = ContextVar("last_shown_widget", default=None)


@dataclass(slots=True)
class _LiveWidget:
    item_id: str
    created_at: datetime
    tree: dict[str, Any]
    shown: object
    """The object that the tool holds, kept alive so that no other object gets its identity."""
    copy_text: str | None
    finished: bool = False
    _made: tuple[dict[str, Any], KnownRoot] | None = None

    @property
    def root(self) -> KnownRoot:
        """The widget of the present tree. A tree is replaced and never changed, so the widget is made once for each."""
        if self._made is None or self._made[0] is not self.tree:
            self._made = self.tree, known_root(self.tree)
        return self._made[1]


def state_item_id(widget_item_id: str) -> str:
    """The id of the hidden item that stores what a widget's actions need."""
    return STATE_PREFIX + widget_item_id


@dataclass(frozen=True, slots=True)
class _Cited:
    source: URLSource
    names: tuple[str, ...]
    """The source is cited only in a text that has one of these words; always where this is empty."""


class Citations:
    """The sources that one run used, in order; each is cited once."""

    def __init__(self) -> None:
        self._waiting: dict[str, _Cited] = {}
        self._done: set[str] = set()

    def add(self, title: str, url: str | None) -> None:
        """Add a source whose figures a card shows. A source without a safe link is not cited."""
        self._add(title, url, ())

    def add_page(self, page: SearchResult) -> None:
        """Add a page of a web search. It is cited where the answer names its site, its title or its address."""
        host = (urlsplit(page.url).hostname or "").removeprefix("www.")
        label = host.split(".")[-2] if host.count(".") else host
        names = [host, page.title, page.url, *([label] if len(label) >= MIN_NAME_LETTERS else [])]
        self._add(page.title or host, page.url, tuple(name for name in names if name))

    def take(self, text: str) -> list[URLSource]:
        """The sources to cite under this text, without those that were taken before."""
        found = [url for url, cited in self._waiting.items() if _fits(cited, text)][:MAX_SOURCES]
        self._done.update(found)
        return [self._waiting.pop(url).source for url in found]

    def _add(self, title: str, url: str | None, names: tuple[str, ...]) -> None:
        safe = safe_url(url)
        if safe is not None and safe not in self._done:
            self._waiting.setdefault(safe, _Cited(URLSource(url=safe, title=one_line(title, TITLE_LIMIT)), names))


def _fits(cited: _Cited, text: str) -> bool:
    names = "|".join(re.escape(name) for name in cited.names)
    return not names or re.search(rf"(?<!\w)(?:{names})(?!\w)", text, re.IGNORECASE) is not None


class ProfessorLockContext(AgentContext[UserContext]):
    """The context of one run: `user` is the caller, `sources` asks providers, `desk` has slips, tickets and prices."""

    sources: Annotated[Sources, SkipValidation]
    desk: Annotated[DeskServices, SkipValidation]
    mark: str = Field(default_factory=new_mark)
    """The mark of this turn's quotations. Text from outside stands between two signs with this mark."""
    client_tool_call_id: str | None = None
    """The id of the tool call that requested a client tool; set by the run's hooks."""

    _events: RunQueue = PrivateAttr(default_factory=RunQueue)  # type: ignore[assignment]
    """Replaces the SDK's queue, which is one per class and copied deeply for each run."""
    _live: dict[str, _LiveWidget] = PrivateAttr(default_factory=dict)
    _covered: set[str] = PrivateAttr(default_factory=set)
    _slips: list[SlipView] = PrivateAttr(default_factory=list)
    _citations: Citations = PrivateAttr(default_factory=Citations)
    _tool_calls: list[ToolCall] = PrivateAttr(default_factory=list)
    _next: NextQuestions = PrivateAttr(default_factory=NextQuestions)

    @property
    def user(self) -> UserContext:
        """The user whose run this is."""
        return self.request_context

    def prefer(self, user: UserContext) -> None:
        """Use other preferences of the same user from now on."""
        self.request_context = user

    @property
    def tool_calls(self) -> list[ToolCall]:
        """The tool calls that have ended, in the order in which they ended."""
        return self._tool_calls

    @property
    def next_questions(self) -> NextQuestions:
        """The questions to offer below this run's answer; tools add what their cards are about."""
        return self._next

    @property
    def citations(self) -> Citations:
        """The sources that this run's tools used."""
        return self._citations

    # Cached: reading a private attribute of a pydantic model takes ten times as long, and each event reads both.
    @cached_property
    def events(self) -> RunQueue:
        """The events of this run on their way to its reader."""
        return self._events

    @cached_property
    def checking(self) -> Checking:
        """The facts that this run's numbers are checked against; tools add theirs."""
        return Checking()

    def check_with(self, checking: Checking) -> None:
        """Use this `checking` from now on."""
        self.__dict__["checking"] = checking

    def now(self) -> datetime:
        """The present, aware UTC."""
        return self.desk.now()

    def local_now(self) -> datetime:
        """The present in the user's time zone, by which "tonight" is understood."""
        return self.now().astimezone(ZoneInfo(self.user.time_zone))

    async def stream_widget(  # type: ignore[override]  # the SDK answers nothing; ours names the item
        self,
        widget: WidgetRoot | AsyncGenerator[WidgetRoot, None] | Mapping[str, Any],
        copy_text: str | None = None,
        *,
        kept: dict[str, Any] | None = None,
    ) -> str:
        """Show a widget; returns its item's id. Further states of a generator become updates of the same widget.

        `kept` is what the widget's actions will need. It is stored first, so that no crash leaves a card without it.
        """
        if isinstance(widget, AsyncGenerator):
            if kept is not None:
                raise ValueError("what is kept beside a widget belongs to one that is given whole")
            return await self._stream_states(widget, copy_text)
        live = _LiveWidget(
            item_id=self.generate_id("message"),
            created_at=self.now(),
            tree=_tree(widget),
            shown=widget,
            copy_text=copy_text,
        )
        if type(widget) is KnownRoot:
            live._made = live.tree, widget
        self._live[live.item_id] = live
        _last_shown.set(live.item_id)
        self.checking.note_card(live.item_id)
        if kept is not None:
            await self._keep(live.item_id, kept)
        await self.stream(ThreadItemAddedEvent(item=self._item(live)))
        return live.item_id

    async def update_widget(
        self,
        widget: WidgetRoot | Mapping[str, Any],
        copy_text: str | None = None,
        *,
        item_id: str | None = None,
    ) -> str:
        """Change a shown widget to the state of `widget`, sending only the differences; returns its item's id.

        The widget to change is that of `item_id`, or else the one shown with this same object, or else the last one
        that this tool call showed. Where there is none, `widget` is shown as a new one.
        """
        live = self._find(widget, item_id)
        if live is None:
            return await self.stream_widget(widget, copy_text)
        after = _tree(widget)
        if copy_text is not None:
            live.copy_text = copy_text
        live.shown = widget
        updates = diff_widget_trees(live.tree, after)
        live.tree = after
        if live.finished:
            await self.stream(ThreadItemReplacedEvent(item=self._item(live)))
        else:
            for update in updates:
                await self.stream(ThreadItemUpdatedEvent(item_id=live.item_id, update=update))
        return live.item_id

    async def stream(self, event: ThreadStreamEvent) -> None:
        """Send an event. An item's time without an offset, as the SDK's helpers set it, is made aware first."""
        item = getattr(event, "item", None)
        if item is not None and item.created_at.tzinfo is None:
            item.created_at = as_utc(item.created_at)
        self.events.put_nowait(event)

    async def end_workflow(self, summary: WorkflowSummary | None = None, expanded: bool = False) -> None:
        """End the open workflow, if there is one.

        Its duration is computed here: the SDK subtracts an aware time from a naive one, which raises.
        """
        item = self.workflow_item
        if summary is None and item is not None and item.workflow.summary is None:
            took = self.now() - as_utc(item.created_at)
            summary = DurationSummary(duration=int(took.total_seconds()))
        await super().end_workflow(summary, expanded)

    def complete(self) -> None:
        """Tell the reader of the run's events that no more will come."""
        self._complete()  # type: ignore[no-untyped-call]

    async def finish_widgets(self) -> None:
        """Store the live widgets in their last state. Called when a step's tools have ended, failed ones included."""
        for live in self._live.values():
            if not live.finished:
                live.finished = True
                await self.stream(ThreadItemDoneEvent(item=self._item(live)))

    async def show_item(self, item: WidgetItem) -> str:
        """Show a finished card; only clicks change it afterwards, not this run."""
        self.checking.note_card(item.id)
        await self.stream(ThreadItemDoneEvent(item=item))
        return item.id

    async def show_slip(self, shown: SlipView) -> str:
        """Show a slip. A card that is in the thread changes in place; an earlier card of the slip becomes one line.

        `changed_slips` checks the slip again when the run is over.
        """
        self._slips.append(shown)
        if shown.retired is not None:
            await self.stream(StoredItemReplaced(item=shown.retired))
        if shown.new:
            return await self.show_item(shown.item)
        await self.stream(StoredItemReplaced(item=shown.item))
        return shown.item.id

    async def changed_slips(self) -> AsyncGenerator[ThreadStreamEvent, None]:
        """Updates of this run's slips that a user changed while their cards were being stored.

        To be called when all events of the run are stored: storing a card late would overwrite the user's change.
        """
        for shown in self._slips:
            newer = await self.desk.slips.newer_than(shown, self.user)
            if newer is not None:
                update = WidgetRootUpdated(widget=newer.item.widget)
                yield ThreadItemUpdatedEvent(item_id=newer.item.id, update=update)

    async def _keep(self, widget_item_id: str, state: dict[str, Any]) -> None:
        """Store, in a hidden item, what a widget's actions will need; neither the client nor the model sees it."""
        item = HiddenContextItem(
            id=state_item_id(widget_item_id), thread_id=self.thread.id, created_at=self.now(), content=state
        )
        await self.stream(ThreadItemDoneEvent(item=item))

    async def progress(self, text: str, icon: Any = None) -> None:
        """Show what is being done, until text or a widget follows."""
        await self.stream(ProgressUpdateEvent(text=phrase(text, self.user.words), icon=icon))

    def covered(self, text: str) -> str:
        """Note that a card of this run has the text of this tool result, so that it is not stored twice."""
        if text:  # every text begins with "", which would cover all of them
            self._covered.add(text)
        return text

    def is_covered(self, text: str) -> bool:
        """Whether a card has this result or its beginning."""
        return any(text.startswith(shown) for shown in self._covered)

    async def _stream_states(self, states: AsyncGenerator[WidgetRoot, None], copy_text: str | None) -> str:
        item_id: str | None = None
        async for state in states:
            if item_id is None:
                item_id = await self.stream_widget(state, copy_text)
            else:
                await self.update_widget(state, copy_text, item_id=item_id)
        if item_id is None:
            raise ValueError("stream_widget was given a generator that yields no widget")
        return item_id

    def _find(self, widget: object, item_id: str | None) -> _LiveWidget | None:
        if item_id is not None:
            return self._live.get(item_id)
        same = next((live for live in self._live.values() if live.shown is widget), None)
        last = _last_shown.get()
        return same or (self._live.get(last) if last is not None else None)

    def _item(self, live: _LiveWidget) -> WidgetItem:
        text = live.copy_text or getattr(live.shown, "copy_text", None) or widget_text(live.tree)
        return WidgetItem(
            id=live.item_id,
            thread_id=self.thread.id,
            created_at=live.created_at,
            widget=live.root,
            copy_text=text or None,
        )


def _tree(widget: object) -> dict[str, Any]:
    """A copy of a widget as JSON values, so that later changes to the widget can be found. A known root has none."""
    if type(widget) is KnownRoot:
        return dict(widget.tree)
    root = DynamicWidgetRoot.model_validate(widget) if isinstance(widget, Mapping) else widget
    if not isinstance(root, WidgetComponentBase):
        root = getattr(widget, "widget", None)
    if not isinstance(root, WidgetComponentBase):
        raise TypeError(f"{type(widget).__name__} is not a widget")
    return plain_tree(root)
