"""Files in a bucket of Supabase Storage: kept, read, removed, and what happens when it fails or is not private."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from professor_lock.attachments.storage import read_whole
from professor_lock.attachments.storage_supabase import BucketStorage
from professor_lock.db.ids import new_id
from professor_lock.errors import AlreadyThere, NotFound, SourceUnavailable
from professor_lock.sources.http import SharedHttpClient
from professor_lock.timings import FileStorageTimings
from tests.fakes.supabase_auth import API_KEY
from tests.fakes.supabase_storage import FakeSupabaseStorage
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
async def http() -> AsyncIterator[SharedHttpClient]:
    async with SharedHttpClient() as client:
        yield client


@pytest.fixture
def storage(project: FakeSupabaseStorage, http: SharedHttpClient) -> BucketStorage:
    return BucketStorage(project.url, API_KEY, BUCKET, http, max_bytes=1_000_000)


async def put(storage: BucketStorage, file_id: str, body: bytes = b"bytes") -> None:
    await storage.put(file_id, io.BytesIO(body), len(body), "image/png")


async def test_a_bucket_that_is_missing_is_made_private_and_takes_no_pages(
    storage: BucketStorage, project: FakeSupabaseStorage
) -> None:
    await put(storage, new_id("attachment"))
    bucket = project.buckets[BUCKET]
    assert (bucket["public"], bucket["file_size_limit"]) == (False, 1_000_000)
    assert "image/png" in bucket["allowed_mime_types"]
    assert not {"image/svg+xml", "text/html"} & set(bucket["allowed_mime_types"])


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


async def test_a_public_bucket_is_refused(storage: BucketStorage, project: FakeSupabaseStorage) -> None:
    project.buckets[BUCKET] = {"id": BUCKET, "public": True, "allowed_mime_types": ["image/png"], "file_size_limit": 9}
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
    [Reply(500, b"down"), Reply(403, b"{}"), Reply(200, raw=b"nonsense\r\n\r\n"), Reply(hang=True)],
    ids=["an error", "a refusal", "nonsense", "silence"],
)
async def test_a_storage_that_fails_is_said_to_have_failed(
    project: FakeSupabaseStorage, http: SharedHttpClient, fault: Reply
) -> None:
    timings = FileStorageTimings(timeout_s=0.3)
    storage = BucketStorage(project.url, API_KEY, BUCKET, http, max_bytes=1_000_000, timings=timings)
    file = new_id("attachment")
    await put(storage, file)
    project.always(fault)
    for work in (put(storage, file), storage.open(file), storage.remove([file])):
        with pytest.raises(SourceUnavailable) as failed:
            await work
        assert API_KEY not in str(failed.value)


async def test_a_file_that_breaks_off_is_not_taken_for_whole(
    storage: BucketStorage, project: FakeSupabaseStorage
) -> None:
    file = new_id("attachment")
    await put(storage, file, b"x" * 100_000)
    project.script([Reply(body=b"x" * 100_000, cut_after=50_000)])
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
