"""The folder of uploaded files: what an upload that was cut off leaves is removed an hour later, and nothing else."""

from __future__ import annotations

import io
import time
from pathlib import Path

from professor_lock.attachments.storage import UNFINISHED_FOR_S, FolderStorage, read_whole
from professor_lock.db.ids import new_id


async def test_what_a_cut_upload_left_goes_after_an_hour_and_no_file_does(tmp_path: Path) -> None:
    now = [time.time()]
    storage = FolderStorage(tmp_path, clock=lambda: now[0])
    file = new_id("attachment")
    await storage.put(file, io.BytesIO(b"kept"), 4, "text/plain")
    left = tmp_path / "cut.part"
    left.write_bytes(b"half")
    await storage.tidy()
    assert left.exists()
    now[0] += UNFINISHED_FOR_S + 60
    await storage.tidy()
    assert not left.exists()
    assert await read_whole(storage, file, 100) == b"kept"
