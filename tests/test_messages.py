"""What a user may read names no setting: a message says what is not there, the log and the doctor say what to set."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from professor_lock.desk.picks import NoPicks
from professor_lock.errors import SourceUnavailable
from professor_lock.sources.errors import KeyRefused, NotConfigured

PACKAGE = Path(__file__).parents[1] / "professor_lock"
ROOMS = ("agent", "attachments", "demo_model", "desk", "grounding", "model", "server", "sources", "turns", "widgets")
SETTING = re.compile(r"\b(?:PP_[A-Z_]+|[A-Z]+(?:_[A-Z]+)*_(?:KEY|URL|SECRET)|DATABASE_URL)\b")


def messages(tree: ast.AST) -> list[tuple[int, str]]:
    """The texts of the errors that a module raises, by line, names in braces; `setting=` is for the operator."""
    found = []
    for raised in (node for node in ast.walk(tree) if isinstance(node, ast.Raise) and node.exc is not None):
        for call in (node for node in ast.walk(raised) if isinstance(node, ast.Call)):
            texts = [*call.args, *(one.value for one in call.keywords if one.arg == "message")]
            found += [
                (call.lineno, ast.unparse(text)) for text in texts if isinstance(text, ast.Constant | ast.JoinedStr)
            ]
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_no_error_of_a_room_that_answers_users_names_a_setting(room: str) -> None:
    named = [
        f"{path.relative_to(PACKAGE)}:{line}: {text}"
        for path in sorted((PACKAGE / room).rglob("*.py"))
        for line, text in messages(ast.parse(path.read_text(encoding="utf-8")))
        if SETTING.search(text) or "SETTING}" in text
    ]
    assert named == []


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            NotConfigured("Odds are not set up here.", source="The Odds API", setting="THE_ODDS_API_KEY"),
            "THE_ODDS_API_KEY",
        ),
        (KeyRefused("It is not available.", source="Brave", setting="BRAVE_API_KEY"), "BRAVE_API_KEY"),
        (NoPicks("Picks are not set up here.", source="picks"), "ai_predictions"),
    ],
)
def test_the_operator_is_told_what_to_do_and_the_user_what_is_not_there(error: SourceUnavailable, told: str) -> None:
    assert told in error.for_operator
    assert told not in str(error)
