"""What an operator is told of a broker: by doctor, at start, in the log, at /admin and in the metrics."""

from __future__ import annotations

from typing import Any

import pytest

from app import services_for
from professor_lock.broker.on_nats import REFUSED
from professor_lock.commands import doctor
from professor_lock.settings_reading import SettingsError
from tests.support.chatkit_client import ChatKitClient
from tests.support.metrics import samples, total
from tests.support.nats_server import NatsServer, until
from tests.support.running_server import RunningServer, environment_for, settings_for

SECRET = "s" * 48
ADMIN = "a" * 48


def test_doctor_tries_the_broker_and_shows_no_password(database, tmp_path, capsys, nats):
    wrong = nats.url.replace("hunter22", "hunter33")
    for url, status, said in ((nats.url, 0, "live, messages are handed on"), (wrong, 1, f"away, {REFUSED}")):
        environ = environment_for(database, tmp_path, PP_BROKER_URL=url, PP_SESSION_SECRET=SECRET)
        assert doctor.examine(tmp_path, environ, live=True) == status
        out = capsys.readouterr().out
        assert f"Broker, tried just now: {said}" in out
        assert "hunter" not in out


@pytest.fixture
def nats():
    with NatsServer(password="hunter22") as server:
        yield server


async def test_operators_see_how_the_broker_is_and_it_leaves_no_password_anywhere(database, tmp_path, nats):
    variables: dict[str, Any] = {"PP_SESSION_SECRET": SECRET, "PP_ADMIN_TOKEN": ADMIN}
    settings = settings_for(database, tmp_path, PP_BROKER_URL=nats.url, **variables)
    assert "hunter" not in repr(settings)
    with RunningServer(settings) as server:
        await until(lambda: server.parts.broker.state.part == "live")
        async with ChatKitClient(server.url, headers={"Authorization": f"Bearer {ADMIN}"}) as admin:
            found = (await admin.http.get("/api/admin/overview")).json()["sources"]
            assert {"part": "broker", "state": "live", "detail": "messages are handed on"} in found
            seen = samples((await admin.http.get("/metrics")).text)
            assert (total(seen, "professor_lock_broker_up"), total(seen, "professor_lock_broker_away")) == (1, 0)
            nats.kill()
            await until(lambda: server.parts.broker.state.part == "away")
            assert (await admin.http.get("/health/ready")).status_code == 200, "the server answers without it"
            seen = samples((await admin.http.get("/metrics")).text)
            assert (total(seen, "professor_lock_broker_up"), total(seen, "professor_lock_broker_away")) == (0, 1)
        assert "hunter" not in str(server.log)


async def test_a_broker_without_a_secret_to_seal_by_is_refused_at_start(database, tmp_path):
    with pytest.raises(SettingsError, match="PP_BROKER_URL needs PP_SESSION_SECRET"):
        async with services_for(settings_for(database, tmp_path, PP_BROKER_URL="nats://127.0.0.1:1")):
            pass
