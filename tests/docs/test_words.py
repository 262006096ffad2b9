"""The retired words of the glossary stand nowhere: not in names, docstrings, comments, sentences, SQL or docs."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
CODE = sorted(
    [*ROOT.glob("*.py"), *(path for room in ("professor_lock", "dev", "bench") for path in (ROOT / room).rglob("*.py"))]
)
SQL = sorted([*ROOT.glob("*.sql"), *(ROOT / "professor_lock").rglob("*.sql")])
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
BUILT = frozenset({"chatkit.js"})
"""Files that a build writes with others' code in them."""
SCRIPTS = sorted(
    path
    for folder in ("chatkit-ui/src", "chatkit-ui/test", "static", "pplayweb/app", "pplayweb/components", "pplayweb/lib")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".ts", ".tsx", ".js", ".css", ".html") and path.name not in BUILT and "assets" not in str(path)
)


def retired() -> tuple[re.Pattern[str], frozenset[str]]:
    """The retired words of prose, and the retired names of code."""
    table = GLOSSARY.split("## Retired words")[1]
    words: list[str] = []
    names: set[str] = set()
    for row in re.findall(r"^\| (.+?) \| .+ \|$", table, flags=re.MULTILINE):
        found = re.findall(r"`(\w+)`", row)
        names |= set(found)
        words += [] if found or row == "not" else row.split(", ")
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE), frozenset(names)


WORDS, NAMES = retired()


def prose_and_names(source: str) -> Iterator[tuple[int, str, bool]]:
    """(line, text, whether it is prose) of every comment, docstring, sentence for users or models, and name."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in (tokenize.COMMENT, tokenize.NAME):
            yield token.start[0], token.string, token.type == tokenize.COMMENT
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.lineno, node.value, True


def found_in_code(source: str) -> list[str]:
    return [
        f"{line}: {match[0] if match else text}"
        for line, text, prose in prose_and_names(source)
        if (match := WORDS.search(without_code(text)) if prose else None) or (not prose and text in NAMES)
    ]


def without_code(text: str) -> str:
    """Prose without what stands in backticks: names of modules and columns."""
    return re.sub(r"`[^`]*`", "", text)


def found_in_text(text: str) -> list[str]:
    prose = without_code(text.split("## Retired words", maxsplit=1)[0])
    return [match[0] for match in WORDS.finditer(prose)] + sorted(NAMES & set(re.findall(r"\w+", prose)))


def test_the_table_of_retired_words_is_read() -> None:
    assert {"Desk", "explained"} <= NAMES
    assert WORDS.search("Somebody else")
    assert sorted(found_in_code('"""Whoever asks."""\nclass Desk: ...  # a person\nNOTE = "Shown to the person."')) == [
        "1: Whoever",
        "2: Desk",
        "2: person",
        "3: person",
    ]
    assert found_in_text("A person\nuses `person`, QuoteStore") == ["person", "QuoteStore"]


def test_no_retired_word_stands_anywhere() -> None:
    found = {}
    for path in [*CODE, *SQL, *PAGES]:
        text = path.read_text(encoding="utf-8")
        found[str(path.relative_to(ROOT))] = found_in_code(text) if path.suffix == ".py" else found_in_text(text)
    assert len(found) > 300
    assert {path: words for path, words in found.items() if words} == {}


def test_no_retired_word_of_prose_stands_in_the_pages_and_their_scripts() -> None:
    found = {str(path.relative_to(ROOT)): WORDS.findall(path.read_text(encoding="utf-8")) for path in SCRIPTS}
    assert len(found) > 100
    assert {path: words for path, words in found.items() if words} == {}
