"""No regular expression over what users, models and providers write takes time out of bounds with its length.

Every pattern of the package is tried, compiled or written in a call, and the whole demo model: it reads what users
type.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import professor_lock
from professor_lock.demo_model.intents import read_asks
from professor_lock.demo_model.vocabulary import build_reader
from professor_lock.desk.care_words import read_distress
from professor_lock.model.stand_in import read_conversation

LONG = 2_000
BOUND_S = 0.25
"""Of a processor. What grows by the square takes a second for twice that text; what grows faster takes far more."""
MESSAGE_BOUND_S = 1.0
SEEDS = (
    *" a1.-@/\n([\"'*`|&é\t",
    *("a ", "1.", "A b ", "a@", "a.", "1,", "$1,", "**", "a|", "  a", "over 25.5 ", "parlay ", "Lakers vs ", "x@y "),
)
BOUNDED: dict[str, str] = {}


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    for module in pkgutil.walk_packages(professor_lock.__path__, "professor_lock."):
        for name, value in vars(importlib.import_module(module.name)).items():
            for pattern in found_in(value):
                yield f"{module.name}.{name}", pattern


def patterns_in_calls() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Those written out where they are used, as in `re.sub(r"...", ...)`; what is put into them counts as a word."""
    for path in sorted(Path(professor_lock.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(ast.Attribute(ast.Name("re")), [pattern, *_]) if written := literal(pattern):
                    yield f"{path.name}:{node.lineno}", re.compile(written)


def literal(node: ast.expr) -> str | None:
    match node:
        case ast.Constant(value=str() as written):
            return written
        case ast.JoinedStr(values=parts):
            return "".join((literal(part) or "") if isinstance(part, ast.Constant) else "word" for part in parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return "".join(literal(part) or "word" for part in (left, right))
    return None


def found_in(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from found_in(inner)
    elif isinstance(value, list | tuple | frozenset):
        for inner in value:
            yield from found_in(inner)


def seconds(pattern: re.Pattern[Any], text: str) -> float:
    given: Any = text.encode() if isinstance(pattern.pattern, bytes) else text
    began = time.process_time()
    pattern.search(given)
    pattern.fullmatch(given)
    return time.process_time() - began


PARTS = 4
"""The patterns are tried in so many tests, which run side by side."""


@pytest.mark.parametrize("part", range(PARTS))
def test_every_pattern_is_quick_on_evil_texts(part):
    slow = {}
    in_calls = list(patterns_in_calls())
    assert len(in_calls) > 40
    for name, pattern in [*patterns(), *in_calls][part::PARTS]:
        if name in BOUNDED:
            continue
        written = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode()
        for seed in (*SEEDS, *(f"{word} " for word in re.findall(r"[A-Za-z]{2,}", written)[:10])):
            taken = seconds(pattern, (seed * LONG)[:LONG] + "!")
            if taken > BOUND_S:
                slow[name] = (seed, taken)
                break
    assert not slow


@pytest.mark.parametrize(
    "text",
    [
        "parlay " * 4_570,
        "1" * 32_000,
        "1," * 16_000,
        " " * 31_990 + "x",
        "Lakers " * 4_500,
        "use the tool " * 2_400,
        "Lakers -3.5\n" * 2_600,
    ],
    ids=["parlay", "digits", "sums", "spaces", "names", "tools", "slip"],
)
def test_the_demo_model_reads_the_longest_message_at_once(text):
    reader = build_reader()
    began = time.process_time()
    conversation = read_conversation([{"role": "user", "content": text}])
    read_asks(conversation.said, reader)
    read_distress(text)
    assert time.process_time() - began < MESSAGE_BOUND_S
