"""A user's message as it is stored: its attachments and its options checked."""

from __future__ import annotations

from collections.abc import Sequence

from agents import Tool
from chatkit.types import InferenceOptions, UserMessageInput, UserMessageItem

from professor_lock.attachments.service import Attachments
from professor_lock.clocks import Now
from professor_lock.db.ids import new_id
from professor_lock.errors import BadInput
from professor_lock.server.answering import Answering
from professor_lock.user import UserContext


class Messages:
    """Builds them; the models that a user may ask for are those of `answering`."""

    def __init__(self, attachments: Attachments, answering: Answering, now: Now) -> None:
        self._attachments = attachments
        self._answering = answering
        self._now = now

    async def build(
        self, given: UserMessageInput, thread_id: str, context: UserContext, *, tools: Sequence[Tool]
    ) -> UserMessageItem:
        """The message to store. BadInput for a model or a tool that is not offered, NotFound for another's file."""
        attachments = await self._attachments.for_message(given.attachments, thread_id, context)
        self._check_options(given.inference_options, context, tools)
        return UserMessageItem(
            id=new_id("message"),
            thread_id=thread_id,
            created_at=self._now(),
            content=given.content,
            attachments=attachments,
            quoted_text=given.quoted_text,
            inference_options=given.inference_options,
        )

    def _check_options(self, options: InferenceOptions, context: UserContext, tools: Sequence[Tool]) -> None:
        if self._answering.offered(options.model, context) is None:
            raise BadInput("That model is not offered here.", field="inference_options.model")
        if options.tool_choice is not None and options.tool_choice.id not in {tool.name for tool in tools}:
            raise BadInput("That tool is not offered here.", field="inference_options.tool_choice")
