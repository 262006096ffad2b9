"""The element on a plain page: sending, streaming, stopping, errors, history, methods and events."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import get_args

import pytest
from chatkit.types import AssistantMessageItem, ChatKitReq, FileAttachment, ThreadMetadata, UserMessageItem
from playwright.async_api import Browser, expect
from pydantic import TypeAdapter
from starlette.responses import JSONResponse, Response, StreamingResponse

from tests.browser.looking import Watched, eventually
from tests.browser.scripted_server import ScriptedServer

pytestmark = pytest.mark.browser


async def test_a_message_is_shown_at_once_and_answered(watched: Watched, scripted: ScriptedServer) -> None:
    await watched.start()
    await watched.ask("hello there")
    await watched.sees("You said: hello there")
    assert scripted.sent("threads.create") == [
        {
            "input": {
                "content": [{"type": "input_text", "text": "hello there"}],
                "attachments": [],
                "inference_options": {},
            }
        }
    ]
    names = [event["name"] for event in await watched.events()]
    assert names == ["ready", "response.start", "thread.change", "response.end"]


async def test_words_appear_while_they_stream_and_stop_keeps_what_came(
    watched: Watched, scripted: ScriptedServer
) -> None:
    await watched.start()
    await watched.send("hang")
    await watched.sees("so far")
    await watched.page.get_by_role("button", name="Stop").click()
    await expect(watched.page.get_by_role("button", name="Send message")).to_be_visible()
    await watched.sees("so far")
    await watched.has_heard("response.end")
    names = [event["name"] for event in await watched.events()]
    assert names.count("response.start") == names.count("response.end") == 1
    assert "error" not in names


async def test_shift_enter_breaks_the_line_and_enter_sends(watched: Watched, scripted: ScriptedServer) -> None:
    await watched.start()
    await watched.field.press_sequentially("one")
    await watched.field.press("Shift+Enter")
    await watched.field.press_sequentially("two")
    assert scripted.requests == []
    await watched.field.press("Enter")
    await watched.sees("You said: one")
    assert scripted.sent("threads.create")[0]["input"]["content"][0]["text"] == "one\ntwo"


async def test_enter_does_not_send_while_a_word_is_being_composed(watched: Watched, scripted: ScriptedServer) -> None:
    await watched.start()
    await watched.field.fill("にほ")
    await watched.field.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    assert scripted.requests == []
    await expect(watched.field).to_have_value("にほ")


async def test_the_second_message_goes_to_the_thread_of_the_first(watched: Watched, scripted: ScriptedServer) -> None:
    await watched.start()
    await watched.ask("one")
    await watched.ask("two")
    [thread_id] = scripted.store.threads
    assert [sent["thread_id"] for sent in scripted.sent("threads.add_user_message")] == [thread_id]


@pytest.mark.parametrize("script", ["error retry", "crash"])
async def test_a_failed_answer_can_be_tried_again(watched: Watched, scripted: ScriptedServer, script: str) -> None:
    await watched.start()
    await watched.ask(script)
    await watched.page.get_by_role("alert").get_by_role("button", name="Try again").click()
    [sent] = await scripted.has_sent("threads.retry_after_item")
    await watched.has_heard("error", 2)
    await expect(watched.page.get_by_role("alert")).to_be_visible()
    [thread_id] = scripted.store.threads
    assert sent["item_id"] == scripted.store.items[thread_id][0].id


async def test_an_error_that_says_no_to_a_retry_offers_none(watched: Watched) -> None:
    await watched.start()
    await watched.ask("error final")
    await watched.sees("The book is closed.")
    await expect(watched.page.get_by_role("button", name="Try again")).to_have_count(0)


async def test_a_message_the_server_never_took_can_be_sent_again_or_edited(
    watched: Watched, scripted: ScriptedServer
) -> None:
    watched.forgive("503")
    await watched.start()
    down = True

    async def fail(_request: object) -> Response | None:
        return JSONResponse({"message": "The book is down."}, status_code=503) if down else None

    scripted.fail = fail
    await watched.ask("hello")
    await watched.sees("The book is down.")
    await watched.page.get_by_role("button", name="Edit").click()
    await expect(watched.field).to_have_value("hello")
    await watched.ask("hello again")
    down = False
    await watched.page.get_by_role("button", name="Try again").click()
    await watched.sees("You said: hello again")
    await expect(watched.page.get_by_text("Not sent")).to_have_count(0)


async def test_not_being_allowed_is_said_without_a_retry(watched: Watched, scripted: ScriptedServer) -> None:
    watched.forgive("401")

    async def fail(_request: object) -> Response:
        return JSONResponse({"message": "no"}, status_code=401)

    scripted.fail = fail
    await watched.start()
    await watched.ask("hello")
    await watched.sees("You are not authorised to do this")


async def test_a_body_that_breaks_off_is_an_error_and_what_was_stored_is_fetched(
    watched: Watched, scripted: ScriptedServer
) -> None:
    watched.forgive("ERR_")
    await watched.start()
    await watched.ask("one")

    async def fail(request: dict[str, object]) -> Response | None:
        if request["type"] != "threads.add_user_message":
            return None
        return StreamingResponse(_breaking(), media_type="text/event-stream")

    scripted.fail = fail
    await watched.ask("two")
    await watched.sees("Not sent")
    await watched.has_heard("error")  # comes after what was stored has been fetched
    assert scripted.sent("threads.get_by_id")
    assert await watched.count("error") == 1


async def _breaking() -> AsyncIterator[bytes]:
    yield b": nothing yet\n\n"


async def test_a_long_thread_opens_at_its_end_and_loads_older_items_on_the_way_up(
    watched: Watched, scripted: ScriptedServer
) -> None:
    thread_id = await long_thread(scripted, 60)
    await watched.start({"initialThread": thread_id})
    await watched.sees("answer 59")
    await expect(watched.see("answer 59")).to_be_in_viewport()
    await expect(watched.page.get_by_text("answer 0", exact=True)).to_have_count(0)
    await watched.page.get_by_role("log").hover()
    await watched.page.mouse.wheel(0, -100_000)  # as a user: what the page itself scrolls at first is put right
    await expect(watched.page.get_by_text("question 20", exact=True)).to_have_count(1)
    names = [event["name"] for event in await watched.events()]
    assert names[:4] == ["ready", "thread.load.start", "thread.change", "thread.load.end"]


async def test_a_question_that_was_sent_stands_at_the_top_with_room_for_its_answer(
    watched: Watched, scripted: ScriptedServer
) -> None:
    thread_id = await long_thread(scripted, 12)
    await watched.start({"initialThread": thread_id})
    await watched.sees("answer 11")
    await watched.send("hang")
    await watched.sees("so far")
    await watched.page.wait_for_function(
        """() => {
          const root = document.getElementById('chat').shadowRoot;
          const view = root.querySelector('.ck-thread').getBoundingClientRect();
          const question = root.querySelector('.ck-turn-last .ck-bubble').getBoundingClientRect();
          return question.top >= view.top && question.top - view.top < 60;
        }"""
    )


@pytest.mark.parametrize("width", [1280, 900, 390])
async def test_the_way_to_the_latest_lies_over_nothing_and_leads_to_the_very_end(watched: Watched, width: int) -> None:
    page = watched.page
    await page.set_viewport_size({"width": width, "height": 844})
    await watched.start()
    await watched.ask("board")
    await watched.ask("flood 1 100 20000")  # most of it has never been in sight
    latest = page.get_by_role("button", name="Scroll to latest")
    thread = page.get_by_role("log")
    await thread.evaluate("(thread) => thread.scrollTo(0, 0)")
    box, column = await latest.bounding_box(), await page.locator(".ck-thread-in").bounding_box()
    view = await thread.bounding_box()
    assert box is not None
    assert column is not None
    assert view is not None
    assert box["y"] >= view["y"] + view["height"] or box["x"] >= column["x"] + column["width"]
    await latest.click()
    await expect(latest).to_have_count(0)
    at_end = "(log) => log.scrollHeight - log.scrollTop - log.clientHeight < 3"
    await page.wait_for_function(at_end, arg=await thread.element_handle())


async def test_history_lists_switches_renames_and_deletes(watched: Watched, scripted: ScriptedServer) -> None:
    await watched.start()
    await watched.ask("title First")
    await watched.page.get_by_role("button", name="New chat").click()
    await watched.ask("title Second")
    await watched.page.get_by_role("button", name="History", exact=True).click()
    panel = watched.page.get_by_role("dialog", name="History")
    await expect(panel.get_by_role("button", name="First")).to_have_count(2)
    await panel.get_by_role("button", name="Options for First").click()
    await watched.page.get_by_role("menuitem", name="Rename").click()
    await panel.get_by_role("textbox", name="Title").fill("Renamed")
    await panel.get_by_role("textbox", name="Title").press("Enter")
    await expect(panel.get_by_text("Renamed")).to_be_visible()
    await scripted.has_sent("threads.update")
    await panel.get_by_text("Renamed").click()
    await expect(watched.page.get_by_role("heading", name="Renamed")).to_be_visible()
    await watched.page.get_by_role("button", name="History", exact=True).click()
    await panel.get_by_role("button", name="Options for Renamed").click()
    await watched.page.get_by_role("menuitem", name="Delete").click()
    await watched.page.get_by_role("dialog", name="Delete this").get_by_role("button", name="Delete").click()
    await expect(watched.page.get_by_text("What can I help with today?")).to_be_visible()
    await eventually(lambda: [thread.title for thread in scripted.store.threads.values()] == ["Second"])
    assert scripted.sent("threads.update")[0]["title"] == "Renamed"


async def test_a_thread_that_is_not_there_shows_a_panel_with_a_way_on(watched: Watched) -> None:
    watched.forgive("404")
    await watched.start({"initialThread": "thr_none"})
    await expect(watched.page.get_by_text("This conversation could not be opened")).to_be_visible()
    await watched.page.get_by_role("alert").get_by_role("button", name="New chat").click()
    await expect(watched.field).to_be_visible()


async def test_locked_threads_disable_the_composer_and_closed_ones_replace_it(watched: Watched) -> None:
    await watched.start()
    await watched.ask("lock")
    await expect(watched.field).to_be_disabled()
    await expect(watched.field).to_have_attribute("placeholder", "The game is over")
    assert "thread is locked" in (await watched.call("sendUserMessage", {"text": "x"}) or "")
    await watched.page.get_by_role("button", name="New chat").click()
    await watched.ask("lock closed")
    await expect(watched.page.get_by_text("The game is over")).to_be_visible()
    await expect(watched.field).to_have_count(0)


async def test_methods_refuse_what_cannot_be_done_now(watched: Watched) -> None:
    await watched.start({"history": {"enabled": False}})
    assert await watched.call("sendCustomAction", {"type": "x"}) == (
        "ChatKit: sendCustomAction() ignored - no active thread"
    )
    assert await watched.call("showHistory") == "ChatKit: showHistory() ignored - history is disabled"
    assert await watched.call("sendUserMessage", {}) == "ChatKit: sendUserMessage() ignored - nothing to send"
    await watched.send("hang")
    await watched.sees("so far")
    assert await watched.call("sendUserMessage", {"text": "x"}) == (
        "ChatKit: sendUserMessage() ignored - already responding"
    )
    assert await watched.call("setThreadId", None) == "ChatKit: setThreadId() ignored - already responding"


async def test_setting_options_again_keeps_draft_and_thread(watched: Watched) -> None:
    await watched.start()
    await watched.ask("one")
    await watched.field.fill("half a thought")
    await watched.start({"theme": "dark", "composer": {"placeholder": "Say it"}})
    await expect(watched.field).to_have_value("half a thought")
    await watched.sees("You said: one")
    assert await watched.count("ready") == 1


async def test_options_without_an_api_are_refused(watched: Watched) -> None:
    message = await watched.page.evaluate(
        """async () => {
          await customElements.whenDefined('openai-chatkit');
          try { document.getElementById('chat').setOptions({}); } catch (error) { return error.name; }
        }"""
    )
    assert message == "TypeError"


async def test_start_prompts_are_sent_when_clicked(watched: Watched, scripted: ScriptedServer) -> None:
    await watched.start(
        {"startScreen": {"greeting": "Hi", "prompts": [{"label": "Ask", "prompt": "say it", "icon": "bolt"}]}}
    )
    await watched.page.get_by_role("button", name="Ask").click()
    await expect(watched.page.locator("[part=message]").get_by_text("it", exact=True)).to_be_visible()


async def test_client_tools_answer_after_the_stream_and_stay_within_one_response(
    watched: Watched, scripted: ScriptedServer
) -> None:
    await watched.start_with("{ onClientTool: async ({ name, params }) => ({ name, got: params.a }) }")
    await watched.ask("tool pick")
    assert scripted.sent("threads.add_client_tool_output")[0]["result"] == {"name": "pick", "got": 1}
    await expect(watched.page.get_by_role("button", name="Send message")).to_be_visible()
    assert await watched.count("response.start") == await watched.count("response.end") == 1


async def test_a_missing_client_tool_is_told_to_the_server(watched: Watched, scripted: ScriptedServer) -> None:
    await watched.start()
    await watched.ask("tool pick")
    assert "error" in scripted.sent("threads.add_client_tool_output")[0]["result"]
    await watched.has_heard("error")
    assert await watched.count("error") == 1


async def test_feedback_names_the_turns_items_and_shows_one_choice(watched: Watched, scripted: ScriptedServer) -> None:
    await watched.start({"threadItemActions": {"feedback": True, "retry": True}})
    await watched.ask("workflow")
    await watched.page.get_by_role("button", name="Good answer").click()
    await expect(watched.page.get_by_role("button", name="Good answer")).to_have_attribute("aria-pressed", "true")
    [sent] = await scripted.has_sent("items.feedback")
    [thread_id] = scripted.store.threads
    assert sent["item_ids"] == [item.id for item in scripted.store.items[thread_id][1:]]
    await watched.page.get_by_role("button", name="Answer again").click()
    await watched.has_heard("response.end", 2)
    await watched.sees("Here it is.")
    assert len(scripted.sent("threads.retry_after_item")) == 1


async def test_structured_input_takes_the_composers_place(watched: Watched, scripted: ScriptedServer) -> None:
    await watched.start()
    await watched.ask("questions")
    await watched.page.get_by_label("NBA").check()
    await watched.page.get_by_role("button", name="Next").click()
    await watched.page.get_by_role("button", name="Skip", exact=True).click()
    await watched.sees("Skipped")
    [sent] = await scripted.has_sent("threads.add_structured_input")
    assert sent["input"] == {
        "status": "answered",
        "answers": {"sport": {"values": ["NBA"], "skipped": False}, "notes": {"values": [], "skipped": True}},
    }
    await expect(watched.field).to_be_visible()


async def test_files_are_uploaded_in_two_phases_and_sent_by_id(watched: Watched, scripted: ScriptedServer) -> None:
    await watched.start(
        {"api": {"uploadStrategy": {"type": "two_phase"}}, "composer": {"attachments": {"enabled": True, "maxSize": 9}}}
    )
    picker = watched.page.locator("input[type=file]")
    await picker.set_input_files({"name": "big.txt", "mimeType": "text/plain", "buffer": b"0123456789"})
    await expect(watched.page.get_by_text("big.txt: too large")).to_be_visible()
    await picker.set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"abc"})
    await picker.set_input_files({"name": "b.txt", "mimeType": "text/plain", "buffer": b"def"})
    await watched.has_uploaded(2)
    await watched.page.get_by_role("button", name="Remove b.txt").click()
    await watched.has_uploaded(1)
    await watched.ask("with file")
    [identity] = scripted.sent("threads.create")[0]["input"]["attachments"]
    assert scripted.attachments.bytes[identity] == b"abc"
    await scripted.has_sent("attachments.delete")
    await eventually(lambda: len(scripted.attachments.deleted) == 1)


async def test_direct_uploads_post_the_file(watched: Watched, scripted: ScriptedServer) -> None:
    await watched.start(
        {
            "api": {"uploadStrategy": {"type": "direct", "uploadUrl": "/upload"}},
            "composer": {"attachments": {"enabled": True}},
        }
    )
    scripted.store.files["atc_direct"] = FileAttachment(id="atc_direct", name="a.txt", mime_type="text/plain")
    await watched.page.locator("input[type=file]").set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": b"abc"}
    )
    await watched.has_uploaded()
    await watched.ask("x")
    assert scripted.sent("threads.create")[0]["input"]["attachments"] == ["atc_direct"]


async def test_tools_and_models_go_along_with_the_message(watched: Watched, scripted: ScriptedServer) -> None:
    await watched.start(
        {
            "composer": {
                "tools": [{"id": "search", "label": "Search", "icon": "search", "placeholderOverride": "Search what?"}],
                "models": [{"id": "small", "label": "Small"}, {"id": "big", "label": "Big", "default": True}],
            }
        }
    )
    await watched.page.get_by_role("button", name="Tools").click()
    await watched.page.get_by_role("menuitemradio", name="Search").click()
    await expect(watched.field).to_have_attribute("placeholder", "Search what?")
    await watched.page.get_by_role("button", name="Model: Big").click()
    await watched.page.get_by_role("menuitemradio", name="Small").click()
    await watched.ask("x")
    sent = scripted.sent("threads.create")[0]["input"]["inference_options"]
    assert sent == {"tool_choice": {"id": "search"}, "model": "small"}
    changes = [event["detail"]["toolId"] for event in await watched.events() if event["name"] == "tool.change"]
    assert changes == ["search", None]


async def test_tags_are_found_with_at_and_sent_as_tags(watched: Watched, scripted: ScriptedServer) -> None:
    await watched.start_with(
        "{ entities: { onTagSearch: async () => [{ id: 'lal', title: 'Lakers', group: 'Teams', interactive: true }] } }"
    )
    await watched.field.press_sequentially("odds for @la")
    await watched.page.get_by_role("option", name="Lakers").wait_for()
    await watched.field.press("Enter")
    await watched.field.press_sequentially("tonight")
    await watched.field.press("Enter")
    await watched.sees("You said")
    assert scripted.sent("threads.create")[0]["input"]["content"] == [
        {"type": "input_text", "text": "odds for "},
        {"type": "input_tag", "id": "lal", "text": "Lakers", "data": {}, "group": "Teams", "interactive": True},
        {"type": "input_text", "text": " tonight"},
    ]


async def test_commands_open_with_a_slash(watched: Watched) -> None:
    await watched.start_with(
        """{ composer: { tools: [{ id: 's', label: 'Search', icon: 'search' }] },
             commands: { enabled: true, onSearch: async () => [{ id: 'c', label: 'Clear' }],
                         onSelect: async (command) => { window.picked = command.id; } } }"""
    )
    await watched.field.press_sequentially("/")
    await watched.page.get_by_role("option", name="Search").wait_for()
    await watched.page.get_by_role("option", name="Clear").click()
    await watched.page.wait_for_function("() => window.picked === 'c'")
    await expect(watched.field).to_have_value("")


async def test_progress_effects_notices_and_pictures_are_shown(watched: Watched, scripted: ScriptedServer) -> None:
    await watched.start()
    await watched.send("progress")
    await watched.sees("Looking it up")
    scripted.chatkit.go_on()
    await watched.sees("found")
    await watched.ask("notice")
    await watched.sees("ten")
    await watched.page.get_by_role("button", name="Dismiss").click()
    await watched.ask("effect")
    assert {"name": "effect", "detail": {"name": "celebrate", "data": {"a": 1}}} in await watched.events()
    await watched.ask("image")
    await watched.page.get_by_role("button", name="Open image").click()
    await expect(watched.page.get_by_role("dialog", name="Image")).to_be_visible()
    await watched.page.keyboard.press("Escape")
    await expect(watched.page.get_by_role("dialog", name="Image")).to_have_count(0)


async def test_sources_stand_at_their_place_and_entities_can_be_clicked(watched: Watched) -> None:
    await watched.start_with("{ entities: { onClick: (entity) => { window.clicked = entity.id; } } }")
    await watched.ask("cite")
    answer = watched.page.locator(".ck-assistant")
    await expect(answer).to_contain_text("easily1, twice.box.pdf")
    await answer.get_by_role("button", name="Denver").click()
    await watched.page.wait_for_function("() => window.clicked === 'den'")
    await expect(answer.get_by_role("link", name="1: Recap")).to_have_attribute("href", "https://example.com/recap")


async def test_another_address_of_the_server_starts_everything_afresh(
    watched: Watched, scripted: ScriptedServer
) -> None:
    await watched.start()
    await watched.send("hang")
    await watched.sees("so far")
    await watched.start({"api": {"url": "/chatkit?other"}})
    await expect(watched.page.get_by_text("What can I help with today?")).to_be_visible()
    await watched.ask("hello")
    await watched.sees("You said: hello")
    assert await watched.count("response.start") == await watched.count("response.end") == 2


async def test_an_entitys_preview_is_shown_while_it_has_the_focus(watched: Watched) -> None:
    await watched.start_with(
        """{ entities: { onRequestPreview: async (entity) => ({ preview: { type: 'Basic', children: [
               { type: 'Title', value: `${entity.title}, 12-4` } ] } }) } }"""
    )
    await watched.ask("cite")
    await watched.page.get_by_role("button", name="Denver").focus()
    await expect(watched.page.get_by_text("Denver, 12-4")).to_be_visible()
    await watched.field.focus()
    await expect(watched.page.get_by_text("Denver, 12-4")).to_have_count(0)


async def test_deep_links_go_to_the_host_and_nowhere_else(watched: Watched) -> None:
    await watched.start()
    await watched.ask("say see [the game](chatkit-link://openGame?id=7)")
    await watched.page.get_by_role("button", name="the game").click()
    await watched.has_heard("deeplink")
    assert {"name": "deeplink", "detail": {"name": "openGame", "data": {"id": "7"}}} in await watched.events()


async def test_dictation_puts_what_was_heard_at_the_caret(browser: Browser, scripted: ScriptedServer) -> None:
    context = await browser.new_context(permissions=["microphone"])
    watched = Watched(await context.new_page(), scripted.url)
    await watched.page.goto(f"{scripted.url}/page/plain.html")
    await watched.start({"composer": {"dictation": {"enabled": True}}})
    await watched.page.get_by_role("button", name="Dictate").click()
    await watched.page.get_by_role("button", name="Use recording").click()
    await expect(watched.field).to_have_value("heard audio/webm")
    await context.close()
    watched.assert_clean()


async def test_an_element_taken_away_in_mid_stream_stops_and_comes_back_as_it_was(watched: Watched) -> None:
    await watched.start()
    await watched.send("hang")
    await watched.sees("so far")
    await watched.page.evaluate(
        """() => {
          window.chat = document.getElementById('chat');
          window.chat.remove();
        }"""
    )
    await watched.has_heard("response.end")
    assert await watched.count("response.end") == 1
    await watched.page.evaluate("() => document.querySelector('main').append(window.chat)")
    await watched.sees("so far")


async def test_two_elements_on_a_page_are_apart(watched: Watched, scripted: ScriptedServer) -> None:
    await watched.start()
    await watched.page.evaluate(
        """() => {
          const other = document.createElement('openai-chatkit');
          other.setOptions({ api: { url: '/chatkit', domainKey: 'x' }, frameTitle: 'Other' });
          document.querySelector('main').append(other);
        }"""
    )
    await watched.page.get_by_role("region", name="Other").get_by_role("textbox", name="Message").fill("hello")
    await watched.page.get_by_role("region", name="Other").get_by_role("textbox", name="Message").press("Enter")
    answer = watched.page.get_by_role("region", name="Other").get_by_role("paragraph")
    await expect(answer.get_by_text("You said: hello")).to_be_visible()
    assert await watched.count("response.start") == 0


async def test_every_request_of_the_protocol_is_one_the_python_models_take(
    watched: Watched, scripted: ScriptedServer
) -> None:
    """What the other tests send one by one, here for the whole list: nothing missing, nothing the models refuse."""
    thread_id = await long_thread(scripted, 30)
    await watched.start_with(
        f"""{{ initialThread: '{thread_id}', onClientTool: async () => ({{}}), threadItemActions: {{ feedback: true }},
             api: {{ uploadStrategy: {{ type: 'two_phase' }} }}, composer: {{ attachments: {{ enabled: true }} }} }}"""
    )
    await watched.sees("answer 29")
    await watched.ask("tool x")
    await watched.page.get_by_role("button", name="Good answer").last.click()
    await watched.ask("questions")
    await watched.page.get_by_role("button", name="Skip all").click()
    await expect(watched.field).to_be_enabled()
    await watched.ask("error retry")
    await watched.page.get_by_role("button", name="Try again").click()
    await expect(watched.page.get_by_role("button", name="Send message")).to_be_visible()
    sync = {"type": "Button", "label": "Sync", "onClickAction": {"type": "s", "streaming": False}}
    await watched.ask(f"widget {json.dumps({'type': 'Card', 'children': [sync]})}")
    await watched.page.get_by_role("button", name="Sync").click()
    await watched.sees("synced s")
    assert await watched.call("sendCustomAction", {"type": "mine", "payload": {"a": 1}}) is None
    picker = watched.page.locator("input[type=file]")
    await picker.set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"abc"})
    await watched.has_uploaded()
    await watched.page.get_by_role("button", name="Remove a.txt").click()
    await watched.page.get_by_role("button", name="New chat").click()
    await watched.ask("title Throwaway")
    await watched.page.get_by_role("button", name="History", exact=True).click()
    await watched.page.get_by_role("button", name="Options for Throwaway").click()
    await watched.page.get_by_role("menuitem", name="Rename").click()
    await watched.page.get_by_role("textbox", name="Title").fill("Other")
    await watched.page.get_by_role("textbox", name="Title").press("Enter")
    await watched.page.get_by_role("button", name="Options for Other").click()
    await watched.page.get_by_role("menuitem", name="Delete").click()
    await watched.page.get_by_role("dialog", name="Delete this").get_by_role("button", name="Delete").click()
    await expect(watched.page.get_by_text("What can I help with today?")).to_be_visible()
    await watched.page.wait_for_function("() => window.logs.some((log) => log.data?.op === 'threads.delete')")
    every = {get_args(kind.model_fields["type"].annotation)[0] for kind in get_args(get_args(ChatKitReq)[0])}
    assert len(every) == 16
    never = {"input.transcribe"}  # has a test of its own
    await eventually(lambda: every - {request["type"] for request in scripted.requests} <= never)
    for request in scripted.requests:
        ChatKitRequest.validate_python(request)
    assert every - {request["type"] for request in scripted.requests} == never


ChatKitRequest: TypeAdapter[ChatKitReq] = TypeAdapter(ChatKitReq)


async def long_thread(scripted: ScriptedServer, turns: int) -> str:
    """A stored thread of that many questions and answers."""
    thread = ThreadMetadata(id="thr_long", created_at=datetime.now(UTC), title="Long")
    await scripted.store.save_thread(thread, {})
    for number in range(turns):
        shared = {"thread_id": thread.id, "created_at": datetime.now(UTC)}
        question = UserMessageItem.model_validate(
            shared
            | {
                "id": f"q{number}",
                "content": [{"type": "input_text", "text": f"question {number}"}],
                "attachments": [],
                "inference_options": {},
            }
        )
        answer = AssistantMessageItem.model_validate(
            shared | {"id": f"a{number}", "content": [{"type": "output_text", "text": f"answer {number}"}]}
        )
        await scripted.store.add_thread_item(thread.id, question, {})
        await scripted.store.add_thread_item(thread.id, answer, {})
    return thread.id
