"""Writes static/catalogue-cards.json: the cards that a running server in demo mode answers with.

python chatkit-ui/scripts/catalogue_cards.py http://127.0.0.1:8000
"""

from __future__ import annotations

import json
import sys
import urllib.request
from pathlib import Path
from typing import Any

QUESTIONS = (
    "Show me tonight's NBA odds",
    "Show me odds for Lakers vs Warriors",
    "Build me a 3-leg parlay for tonight's NBA games",
    "What's LeBron James averaging this season?",
    "Search for weather in Denver",
    "Show me Anthony Edwards' last 10 games",
    "Which of tonight's NBA prices beat the fair odds?",
    "Show my bets",
)
OUT = Path(__file__).parents[2] / "static" / "catalogue-cards.json"


def cards(server: str, question: str) -> list[dict[str, Any]]:
    """The finished widgets of one answer."""
    content = [{"type": "input_text", "text": question}]
    message = {"content": content, "attachments": [], "inference_options": {}}
    body = json.dumps({"type": "threads.create", "params": {"input": message}}).encode()
    headers = {"Content-Type": "application/json", "X-User-Id": "catalogue"}
    request = urllib.request.Request(f"{server}/chatkit", body, headers)  # noqa: S310
    found: dict[str, dict[str, Any]] = {}
    with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
        for line in response:
            if not line.startswith(b"data: "):
                continue
            event = json.loads(line[6:])
            item = event.get("item", {})
            if event["type"] in {"thread.item.done", "thread.item.replaced"} and item.get("type") == "widget":
                found[item["id"]] = {"name": question, "widget": item["widget"]}
    return list(found.values())


if __name__ == "__main__":
    everything = [card for question in QUESTIONS for card in cards(sys.argv[1], question)]
    OUT.write_text(json.dumps(everything, indent=1, ensure_ascii=False) + "\n")
    sys.stdout.write(f"{len(everything)} cards in {OUT}\n")
