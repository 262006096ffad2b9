"""Files attached to messages: announced, uploaded, sent, shown again, removed. Over real sockets, on a real folder."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import asyncpg
import httpx2
import pytest

from pp_server import RESUME_ACTION
from professor_lock.attachments.cleanup import FileSweep, ForgottenFiles
from professor_lock.attachments.links import Link
from professor_lock.attachments.storage import FolderStorage
from professor_lock.db.background import Jobs
from tests.fakes.openai_script import Turn
from tests.fakes.openai_server import OpenAIServer
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient, HttpFailure
from tests.support.files import CSV, PDF, announced, fetched, png, sent_to, uploaded
from tests.support.running_server import RunningServer, settings_for
from tests.support.turns import query, stored

SITE = "https://site.example"


@pytest.fixture
def model() -> Iterator[OpenAIServer]:
    with OpenAIServer(lambda _: Turn.of("I see.")) as model:
        yield model


@pytest.fixture
def server(database: str, tmp_path: Path, model: OpenAIServer) -> Iterator[RunningServer]:
    settings = settings_for(
        database, tmp_path, model=model, PP_ATTACHMENT_TOTAL_MB="1", PP_ALLOWED_ORIGINS=SITE, PP_ATTACHMENT_MAX_MB="0.5"
    )
    with RunningServer(settings) as server:
        yield server


@pytest.fixture
async def ann(server: RunningServer) -> AsyncIterator[ChatKitClient]:
    async with ChatKitClient(server.url, user_id="ann") as client:
        yield client


@pytest.fixture
async def bob(server: RunningServer) -> AsyncIterator[ChatKitClient]:
    async with ChatKitClient(server.url, user_id="bob") as client:
        yield client


def kept(tmp_path: Path) -> dict[str, bytes]:
    """What lies in the folder, by name."""
    folder = tmp_path / "attachments"
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


async def refusal_of(client: ChatKitClient, body: requests.Body) -> int:
    with pytest.raises(HttpFailure) as refused:
        await client.send(body)
    assert refused.value.message
    return refused.value.status


# --- both phases ---


async def test_a_picture_is_announced_uploaded_sent_and_shown_again(
    db_role: None, ann: ChatKitClient, server: RunningServer, tmp_path: Path, database: str
) -> None:
    attachment = await announced(ann, "my slip.png", png(), "image/png")
    assert attachment["type"] == "image"
    assert attachment["upload_descriptor"]["method"] == "POST"
    assert attachment["upload_descriptor"]["url"].startswith(f"{server.url}/attachments/{attachment['id']}?token=")
    assert (await sent_to(attachment["upload_descriptor"]["url"], png())).json()["id"] == attachment["id"]
    assert kept(tmp_path) == {attachment["id"]: png()}
    chat = await ann.chat().send("What is this?", attachments=[attachment["id"]])
    reloaded = await ann.chat().load(chat.thread_id)
    listed = (await ann.call(requests.list_items(chat.thread_id, order="asc")))["data"][0]
    for message in (chat.items[0], reloaded.items[0], listed):
        [shown] = message["attachments"]
        assert (shown["id"], shown["name"]) == (attachment["id"], "my slip.png")
        assert "upload_descriptor" not in shown
        picture = await fetched(shown["preview_url"])
        assert (picture.status_code, picture.content) == (200, png())
    assert "token" not in str(await stored(database, chat.thread_id))
    assert "token" not in str([dict(row) for row in await query(database, "SELECT data FROM chatkit_attachments")])


async def test_a_page_that_comes_back_to_an_answer_gets_addresses_that_hold(ann: ChatKitClient) -> None:
    chat = await ann.chat().send("Look", attachments=[(await uploaded(ann))["id"]])
    events = await ann.events(requests.custom_action(chat.thread_id, None, RESUME_ACTION))
    again = await ann.events(requests.create("Once more", attachments=[(await uploaded(ann))["id"]]))
    shown = [event["item"] for event in events + again if event.get("item", {}).get("type") == "user_message"]
    assert len(shown) == 2
    for message in shown:
        assert (await fetched(message["attachments"][0]["preview_url"])).status_code == 200


@pytest.mark.parametrize(
    ("name", "said", "taken", "body"),
    [
        ("slip.pdf", "application/pdf", "application/pdf", PDF),
        ("bets.csv", "application/vnd.ms-excel", "text/csv", CSV),
        ("notes.txt", "text/plain; charset=utf-8", "text/plain", "Lakers −3½".encode()),
        ("slip.jpg", "image/jpg", "image/jpeg", b"\xff\xd8\xff\xe0 and so on"),
        ("slip.webp", "image/webp", "image/webp", b"RIFF\x00\x00\x00\x00WEBPVP8 "),
        ("slip.gif", "", "image/gif", b"GIF89a and so on"),
    ],
)
async def test_every_kind_that_is_taken_comes_back_as_it_was(
    ann: ChatKitClient, server: RunningServer, name: str, said: str, taken: str, body: bytes
) -> None:
    attachment = await uploaded(ann, name, body, said)
    assert attachment["mime_type"] == taken
    link = server.parts.attachments.links.make("download", Link("ann", attachment["id"]), server.url)
    answer = await fetched(link)
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, body, taken)


async def test_a_file_is_served_to_be_saved_and_runs_nothing(ann: ChatKitClient) -> None:
    page = b"<html><script>alert(1)</script></html>"
    attachment = await uploaded(ann, 'evil".html.txt', page, "text/plain")
    chat = await ann.chat().send("Look", attachments=[attachment["id"], (await uploaded(ann))["id"]])
    assert "preview_url" not in chat.items[0]["attachments"][0]
    answer = await fetched(chat.items[0]["attachments"][1]["preview_url"])
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


async def test_a_name_is_only_shown_and_never_a_path(ann: ChatKitClient, tmp_path: Path) -> None:
    attachment = await uploaded(ann, "../../etc/pass\x1bwd\u202e.png")
    assert attachment["name"] == "passwd.png"
    assert list(kept(tmp_path)) == [attachment["id"]]


async def test_an_uploaded_file_is_private_on_its_disk(ann: ChatKitClient, tmp_path: Path) -> None:
    attachment = await uploaded(ann)
    folder = tmp_path / "attachments"
    assert (folder.stat().st_mode & 0o777, (folder / attachment["id"]).stat().st_mode & 0o777) == (0o700, 0o600)


async def test_the_sites_page_may_upload(ann: ChatKitClient) -> None:
    attachment = await announced(ann, "a.png", png(), "image/png")
    async with httpx2.AsyncClient(trust_env=False) as http:
        answer = await http.post(
            attachment["upload_descriptor"]["url"], files={"file": ("a.png", png())}, headers={"Origin": SITE}
        )
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, SITE)


# --- what is refused ---


@pytest.mark.parametrize(
    ("name", "size", "mime_type", "status"),
    [
        ("a.svg", 10, "image/svg+xml", 415),
        ("a.html", 10, "text/html", 415),
        ("a.exe", 10, "application/octet-stream", 415),
        ("a.png", 0, "image/png", 400),
        ("a.png", -1, "image/png", 400),
        ("a.png", 512 * 1024 + 1, "image/png", 413),
        ("a.png", 10**30, "image/png", 400),
        ("pass\x00wd.png", 10, "image/png", 400),
        ("../", 10, "image/png", 400),
        ("", 10, "image/png", 400),
    ],
)
async def test_an_announcement_that_cannot_be_taken_is_refused(
    ann: ChatKitClient, database: str, name: str, size: int, mime_type: str, status: int
) -> None:
    assert await refusal_of(ann, requests.create_attachment(name, size, mime_type)) == status
    assert await query(database, "SELECT id FROM chatkit_attachments") == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (png() + b"more", 413),
        (png()[:-1], 400),
        (b"<svg onload='alert(1)'>".ljust(len(png())), 415),
        (b"", 400),
        (b"\x00" * 400_000, 413),
    ],
    ids=["a little more", "less", "something else", "nothing", "far more"],
)
async def test_bytes_that_are_not_what_was_announced_are_refused(
    ann: ChatKitClient, tmp_path: Path, body: bytes, status: int
) -> None:
    attachment = await announced(ann, "slip.png", png(), "image/png")
    answer = await sent_to(attachment["upload_descriptor"]["url"], body)
    assert (answer.status_code, bool(answer.json()["message"])) == (status, True)
    assert kept(tmp_path) == {}
    assert await refusal_of(ann, requests.create("Look", attachments=[attachment["id"]])) == 400
    assert (await sent_to(attachment["upload_descriptor"]["url"], png())).status_code == 200, "the right ones still may"


async def test_a_body_without_a_length_is_cut_off_as_soon_as_it_is_too_long(ann: ChatKitClient) -> None:
    attachment = await announced(ann, "slip.png", png(), "image/png")
    url = urlsplit(attachment["upload_descriptor"]["url"])
    reader, writer = await asyncio.open_connection(url.hostname, url.port)
    head = (
        f"POST {url.path}?{url.query} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
    )
    part = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    writer.write(head.encode() + b"%x\r\n%s\r\n" % (len(part), part))
    sent = 0
    answer = asyncio.create_task(reader.readline())
    while not answer.done() and sent < 1 << 30:
        writer.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")
        sent += 65536
        await asyncio.wait({answer}, timeout=0.01)
    assert (await answer).startswith(b"HTTP/1.1 413")
    assert sent < 64 << 20
    writer.close()


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (png(), {"content-type": "image/png"}, 415),
        (b"no form at all", {"content-type": "multipart/form-data; boundary=b"}, 400),
        (b"no form at all", {"content-type": "multipart/form-data"}, 400),
        (
            b'--b\r\nContent-Disposition: form-data; name="other"\r\n\r\nx\r\n--b--\r\n',
            {"content-type": "multipart/form-data; boundary=b"},
            400,
        ),
        (
            b'--b\r\nContent-Disposition: form-data; name="\xff.\xff"\r\n\r\n\xff\r\n--b--\r\n',
            {"content-type": "multipart/form-data; boundary=b; charset=idna"},
            400,
        ),
    ],
    ids=["raw bytes", "no parts", "no boundary", "no file", "a charset that is none"],
)
async def test_a_body_that_is_no_form_with_a_file_is_refused(
    ann: ChatKitClient, content: bytes, headers: dict[str, str], status: int
) -> None:
    attachment = await announced(ann, "slip.png", png(), "image/png")
    async with httpx2.AsyncClient(trust_env=False) as http:
        answer = await http.post(attachment["upload_descriptor"]["url"], content=content, headers=headers)
    assert answer.status_code == status, answer.text
    assert answer.json()["message"]


async def test_a_second_upload_is_refused_and_the_first_bytes_stay(ann: ChatKitClient, tmp_path: Path) -> None:
    attachment = await announced(ann, "slip.png", png(), "image/png")
    other = png(color=(1, 2, 3))
    url = attachment["upload_descriptor"]["url"]
    assert len(other) == len(png())
    answers = await asyncio.gather(*(sent_to(url, png()) for _ in range(6)))
    assert sorted(answer.status_code for answer in answers) == [200, *[409] * 5]
    assert (await sent_to(url, other)).status_code == 409
    assert kept(tmp_path) == {attachment["id"]: png()}


async def test_an_upload_that_ended_before_it_was_noted_is_completed_by_the_same_bytes(
    ann: ChatKitClient, tmp_path: Path
) -> None:
    attachment = await announced(ann, "slip.png", png(), "image/png")
    folder = tmp_path / "attachments"
    folder.mkdir(exist_ok=True)
    (folder / attachment["id"]).write_bytes(png())  # what a process leaves that ends between the two
    url = attachment["upload_descriptor"]["url"]
    assert (await sent_to(url, png(color=(1, 2, 3)))).status_code == 409
    answers = await asyncio.gather(*(sent_to(url, png()) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, *[409] * 3]
    await ann.chat().send("Look", attachments=[attachment["id"]])
    assert kept(tmp_path) == {attachment["id"]: png()}


async def test_an_upload_after_its_file_was_deleted_leaves_nothing(ann: ChatKitClient, tmp_path: Path) -> None:
    attachment = await announced(ann, "slip.png", png(), "image/png")
    await ann.call(requests.delete_attachment(attachment["id"]))
    assert (await sent_to(attachment["upload_descriptor"]["url"], png())).status_code == 404
    assert kept(tmp_path) == {}


# --- how much ---


async def test_what_one_person_keeps_is_bounded_also_against_announcements_at_once(
    db_role: None, ann: ChatKitClient, bob: ChatKitClient
) -> None:
    body = requests.create_attachment("a.png", 400_000, "image/png")
    answers = await asyncio.gather(*(ann.http.post("/chatkit", json=body) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, *[400] * 6]
    assert (await bob.call(body))["id"], "another has room of their own"


async def test_files_that_are_never_sent_are_bounded_in_number(ann: ChatKitClient) -> None:
    first = await announced(ann, "a.png", png(), "image/png")
    for _ in range(29):
        await announced(ann, "a.png", png(), "image/png")
    assert await refusal_of(ann, requests.create_attachment("a.png", 10, "image/png")) == 400
    await ann.call(requests.delete_attachment(first["id"]))
    await announced(ann, "a.png", png(), "image/png")


async def test_a_server_told_to_take_no_files_takes_none(database: str, tmp_path: Path) -> None:
    with RunningServer(settings_for(database, tmp_path, PP_ATTACHMENT_MAX_MB="0")) as server:
        async with ChatKitClient(server.url, user_id="ann") as ann:
            assert (await ann.http.get("/chatkit")).json()["attachments"] is None
            assert await refusal_of(ann, requests.create_attachment("a.png", 10, "image/png")) == 400


async def test_one_person_cannot_fill_the_disk_with_uploads_that_never_end(
    ann: ChatKitClient, bob: ChatKitClient, tmp_path: Path
) -> None:
    attachment = await announced(ann, "slip.png", png(), "image/png")
    url = urlsplit(attachment["upload_descriptor"]["url"])
    head = (
        f"POST {url.path}?{url.query} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 300\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n"
    )
    endless = [await asyncio.open_connection(url.hostname, url.port) for _ in range(10)]
    for _, writer in endless:
        writer.write(head.encode())
    while (answer := await sent_to(attachment["upload_descriptor"]["url"], png() + b"more")).status_code != 429:
        assert answer.status_code == 413, "not all of them have arrived yet"
    assert answer.headers["retry-after"]
    await uploaded(bob)
    for _, writer in endless:
        writer.close()
    while (answer := await sent_to(attachment["upload_descriptor"]["url"], png())).status_code == 429:
        pass  # the server has not seen all of them go
    assert answer.status_code == 200
    assert attachment["id"] in kept(tmp_path)


# --- whose ---


async def test_links_open_one_file_for_one_purpose_and_no_other(ann: ChatKitClient, server: RunningServer) -> None:
    first, second = await uploaded(ann), await announced(ann, "b.png", png(), "image/png")
    download, upload = (urlsplit(url) for url in (first["preview_url"], second["upload_descriptor"]["url"]))
    token, up = (parse_qs(url.query)["token"][0] for url in (download, upload))
    for path in (
        f"/attachments/{first['id']}",
        f"/attachments/{first['id']}?token=",
        f"/attachments/{first['id']}?token={up}",
        f"/attachments/{second['id']}?token={up}",
        f"/attachments/{second['id']}?token={token}",
        f"/attachments/{first['id']}?token={token[:-3]}",
        f"/attachments/..%2f{first['id']}?token={token}",
    ):
        answer = await fetched(server.url + path)
        assert answer.status_code in (401, 404), path
        assert answer.json()["message"]
    for path in (f"/attachments/{second['id']}?token={token}", f"/attachments/{first['id']}?token={up}"):
        assert (await sent_to(server.url + path, png())).status_code == 401, path
    for link in (token, up):
        async with ChatKitClient(server.url, token=link) as client:
            answer = await client.http.post("/chatkit", json=requests.list_threads())
            assert answer.json().get("data", []) == [], "a link is nobody's sign-in"


async def test_a_file_belongs_to_one_thread(db_role: None, ann: ChatKitClient, database: str) -> None:
    file = (await uploaded(ann))["id"]
    chat = await ann.chat().send("Look", attachments=[file])
    await chat.send("Look again", attachments=[file])
    threads = await query(database, "SELECT id FROM chatkit_threads")
    assert await refusal_of(ann, requests.create("And here", attachments=[file])) == 404
    other = await ann.chat().send("Hello")
    before = await query(database, "SELECT id FROM chatkit_thread_items ORDER BY id")
    assert await refusal_of(ann, requests.add_user_message(other.thread_id, "And here", attachments=[file])) == 404
    assert await query(database, "SELECT id FROM chatkit_thread_items ORDER BY id") == before
    assert len(await query(database, "SELECT id FROM chatkit_threads")) == len(threads) + 1


async def test_of_two_threads_begun_with_one_file_at_once_one_has_it(ann: ChatKitClient, database: str) -> None:
    file = (await uploaded(ann))["id"]
    bodies = [requests.create(f"Look {number}", attachments=[file]) for number in range(5)]
    answers = await asyncio.gather(*(ann.http.post("/chatkit", json=body) for body in bodies))
    assert sorted(answer.status_code for answer in answers) == [200, *[404] * 4]
    assert len(await query(database, "SELECT id FROM chatkit_threads")) == 1


async def test_a_message_with_a_file_sent_twice_is_one(ann: ChatKitClient, database: str) -> None:
    file = (await uploaded(ann))["id"]
    async with ann.stream(requests.create("Look", attachments=[file])) as stream:
        await stream.hang_up()
    assert (await ann.events(requests.create("Look", attachments=[file])))[-1]["type"] != "error"
    assert len(await query(database, "SELECT id FROM chatkit_thread_items WHERE type = 'user_message'")) == 1


# --- removing ---


async def test_deleting_a_file_or_its_thread_removes_the_bytes(
    db_role: None, ann: ChatKitClient, bob: ChatKitClient, tmp_path: Path
) -> None:
    unsent, sent = await uploaded(ann), await uploaded(ann)
    chat = await ann.chat().send("Look", attachments=[sent["id"]])
    for body in (requests.delete_attachment(unsent["id"]), requests.delete_thread(chat.thread_id)):
        assert await refusal_of(bob, body) == 404
    assert kept(tmp_path).keys() == {unsent["id"], sent["id"]}
    await ann.call(requests.delete_attachment(unsent["id"]))
    assert kept(tmp_path).keys() == {sent["id"]}
    await ann.call(requests.delete_thread(chat.thread_id))
    assert kept(tmp_path) == {}
    assert (await fetched(chat.items[0]["attachments"][0]["preview_url"])).status_code == 404


async def test_the_background_pass_forgets_what_was_never_sent_and_removes_what_is_left(
    ann: ChatKitClient, tmp_path: Path, pool: asyncpg.Pool
) -> None:
    sweep = FileSweep(
        ForgottenFiles(pool), FolderStorage(tmp_path / "attachments", time.time), Jobs(pool, "another process")
    )
    old, new, sent, gone = [(await uploaded(ann))["id"] for _ in range(4)]
    await announced(ann, "never.png", png(), "image/png")
    await ann.chat().send("Look", attachments=[sent])
    await pool.execute("UPDATE chatkit_attachments SET created_at = now() - interval '25 hours' WHERE id <> $1", new)
    await pool.execute("DELETE FROM chatkit_attachments WHERE id = $1", gone)  # by hand, past the server
    await sweep.run()
    left = {row["id"] for row in await pool.fetch("SELECT id FROM chatkit_attachments")}
    assert left == {new, sent}
    assert kept(tmp_path).keys() == {old, new, sent, gone}, "an upload that is under way ends first"
    await pool.execute("UPDATE pp_removed_files SET removed_at = now() - interval '1 hour'")
    await sweep.run()
    assert kept(tmp_path).keys() == {new, sent}
    assert await pool.fetch("SELECT * FROM pp_removed_files") == []
