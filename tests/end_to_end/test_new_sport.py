"""A new sport is one row of one file: nothing else needs to know it, and nothing breaks that does not."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


async def test_a_league_of_a_new_sport_is_asked_about_and_bet_on_and_what_it_lacks_is_named(
    database: str, tmp_path: Path
) -> None:
    arguments = ("-m", "tests.support.new_sport", database, str(tmp_path))
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, log = await process.communicate()
    assert process.returncode == 0, log.decode()[-4000:]
    odds, slip, value, injuries, props = json.loads(out)
    assert "Mumbai Indians +112 FanDuel" in odds["calls"][0][1], odds
    assert len(slip["legs"]) == 2, slip
    assert all(leg.endswith("moneyline") for leg in slip["legs"])
    assert value["calls"][0][1].startswith("Value: IPL odds"), value
    assert injuries["text"].startswith("I could not get that: ESPN does not carry Indian Premier League."), injuries
    assert props["text"].startswith("I could not get that: The Odds API has no such game now."), props
    assert b"Traceback" not in log, log.decode()[-4000:]
