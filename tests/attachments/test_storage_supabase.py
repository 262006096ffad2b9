"""Files in a bucket of Supabase Storage: kept, read, removed, and what happens when it fails or is not private."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from professor_lock.attachments.storage import read_whole
from professor_lock.attachments.storage_supabase import BucketStorage
from professor_lock.auth.project import SupabaseProject
from professor_lock.db.ids import new_id
from professor_lock.errors import AlreadyThere, NotFound, SourceUnavailable
from tests.fakes.supabase_auth import API_KEY
from tests.fakes.supabase_storage import FakeSupabaseStorage, bucket
from tests.fakes.web import Reply
from tests.support import chatkit_requests as requests
from tests.support.chatkit_client import ChatKitClient
from tests.support.files import announced, fetched, png, sent_to, uploaded
from tests.support.running_server import RunningServer, settings_for

BUCKET = "professor-lock"


@pytest.fixture
def project() -> Iterator[FakeSupabaseStorage]:
    with FakeSupabaseStorage() as project:
        yield project


@pytest.fixture
async def storage(project: FakeSupabaseStorage) -> AsyncIterator[BucketStorage]:
    asked = SupabaseProject(project.url, API_KEY)
    yield BucketStorage(asked, BUCKET, max_bytes=1_000_000)
    await asked.close()


async def put(storage: BucketStorage, file_id: str, body: bytes = b"bytes") -> None:
    await storage.put(file_id, io.BytesIO(body), len(body), "image/png")


async def test_a_bucket_that_is_missing_is_made_private_and_takes_no_pages(
    storage: BucketStorage, project: FakeSupabaseStorage
) -> None:
    await put(storage, new_id("attachment"))
    made = project.buckets[BUCKET]
    assert (made["public"], made["file_size_limit"]) == (False, 1_000_000)
    assert "image/png" in made["allowed_mime_types"]
    assert not {"image/svg+xml", "text/html"} & set(made["allowed_mime_types"])


async def test_a_file_is_kept_read_and_removed(storage: BucketStorage, project: FakeSupabaseStorage) -> None:
    file = new_id("attachment")
    body = bytes(range(256)) * 2000
    await put(storage, file, body)
    assert project.objects == {f"{BUCKET}/{file}": body}
    assert await read_whole(storage, file, len(body)) == body
    with pytest.raises(AlreadyThere):
        await put(storage, file, b"other")
    await storage.remove([file, new_id("attachment"), "../bucket"])
    assert project.objects == {}
    with pytest.raises(NotFound):
        await storage.open(file)


async def test_a_file_on_disk_is_sent_from_its_beginning_and_stays_open(
    storage: BucketStorage, project: FakeSupabaseStorage
) -> None:
    file, body = new_id("attachment"), bytes(range(256)) * 3000  # more than is read at once
    with tempfile.SpooledTemporaryFile(max_size=1024) as upload:
        upload.write(body)
        await storage.put(file, cast(BinaryIO, upload), len(body), "image/png")
        assert project.objects[f"{BUCKET}/{file}"] == body
        assert project.types[f"{BUCKET}/{file}"] == "image/png"
        upload.seek(0)
        assert upload.read(3) == body[:3]


async def test_a_link_is_signed_for_one_file_and_a_forged_one_opens_none(
    storage: BucketStorage, project: FakeSupabaseStorage
) -> None:
    file = new_id("attachment")
    await put(storage, file, b"mine")
    project.script([Reply(body=json.dumps({"signedURL": f"/object/sign/{BUCKET}/{file}?token=forged"}).encode())])
    with pytest.raises(SourceUnavailable):
        await storage.open(file)
    assert await read_whole(storage, file, 100) == b"mine"
    assert all("authorization" not in seen.headers for seen in project.requests if seen.query.get("token"))


async def test_a_public_bucket_is_refused(storage: BucketStorage, project: FakeSupabaseStorage) -> None:
    project.buckets[BUCKET] = bucket(BUCKET, public=True)
    with pytest.raises(SourceUnavailable, match="not private"):
        await put(storage, new_id("attachment"))
    assert project.objects == {}


async def test_a_bucket_deleted_while_the_server_runs_is_made_again(
    storage: BucketStorage, project: FakeSupabaseStorage
) -> None:
    await put(storage, new_id("attachment"))
    project.buckets.clear()
    with pytest.raises(SourceUnavailable):
        await put(storage, new_id("attachment"))
    await put(storage, new_id("attachment"))


@pytest.mark.parametrize(
    "fault",
    [
        Reply(500, b"down"),
        Reply(403, b"{}"),
        Reply(200, raw=b"nonsense\r\n\r\n"),
        Reply(hang=True),
        Reply(200, b"<html>"),
        Reply(200, b" " * 1_000_000),
        Reply(302, headers={"location": "https://elsewhere.example/"}),
    ],
    ids=[
        "error",
        "refusal",
        "nonsense",
        "silence",
        "page",
        "endless",
        "elsewhere",
    ],
)
async def test_a_storage_that_fails_is_said_to_have_failed(project: FakeSupabaseStorage, fault: Reply) -> None:
    asked = SupabaseProject(project.url, API_KEY, timeout_s=0.3)
    storage = BucketStorage(asked, BUCKET, max_bytes=1_000_000)
    file = new_id("attachment")
    await put(storage, file)
    project.always(fault)
    for work in (put(storage, file), storage.open(file), storage.remove([file])):
        with pytest.raises(SourceUnavailable) as failed:
            await work
        assert API_KEY not in str(failed.value)
    await asked.close()


@pytest.mark.parametrize(
    "answer", [b"[1]", b"{}", b'{"signedURL": null}', b'{"signedURL": "/https://elsewhere.example/a"}', b'"x"']
)
async def test_a_link_that_is_none_or_leads_elsewhere_is_not_followed(
    storage: BucketStorage, project: FakeSupabaseStorage, answer: bytes
) -> None:
    file = new_id("attachment")
    await put(storage, file)
    project.script([Reply(body=answer)])
    with pytest.raises(SourceUnavailable):
        await storage.open(file)


async def test_a_file_that_breaks_off_is_not_taken_for_whole(
    storage: BucketStorage, project: FakeSupabaseStorage
) -> None:
    file = new_id("attachment")
    await put(storage, file, b"x" * 100_000)
    link = json.dumps({"signedURL": project.signed(f"{BUCKET}/{file}")}).encode()
    project.script([Reply(body=link), Reply(body=b"x" * 100_000, cut_after=50_000)])
    with pytest.raises(SourceUnavailable):
        await read_whole(storage, file, 100_000)


async def test_the_server_keeps_files_there_and_shows_them_itself(
    database: str, tmp_path: Path, project: FakeSupabaseStorage
) -> None:
    settings = settings_for(database, tmp_path, SUPABASE_URL=project.url, SUPABASE_SERVICE_ROLE_KEY=API_KEY)
    with RunningServer(settings) as server:
        async with ChatKitClient(server.url, user_id="ann") as ann:
            file = await uploaded(ann)
            chat = await ann.chat().send("Look", attachments=[file["id"]])
            picture = await fetched(chat.items[0]["attachments"][0]["preview_url"])
            assert (picture.status_code, picture.content) == (200, png())
            project.always(Reply(500))
            late = await announced(ann, "b.png", png(), "image/png")
            refused = await sent_to(late["upload_descriptor"]["url"], png())
            assert (refused.status_code, refused.json()["code"]) == (503, "source_unavailable")
            await ann.call(requests.delete_thread(chat.thread_id))
            project.always(None)
            assert project.objects.keys() == {f"{BUCKET}/{file['id']}"}, "the background pass removes it"
    assert not (tmp_path / "attachments").exists()
