"""The quotations of a model's input, as a test reads them."""

from __future__ import annotations

import re

BEGIN = re.compile(r"<quotation-([a-z]+)(?: source=\"[^\"<>]*\")?>")
SIGNS = re.compile(r"<quotation-[a-z]+(?: source=\"[^\"<>]*\")?>\n?|\n?</quotation-[a-z]+>")


def without_signs(text: str) -> str:
    """The text without the signs around its quotations."""
    return SIGNS.sub("", text)


def marks(text: str) -> set[str]:
    """The marks that its quotations bear."""
    return set(BEGIN.findall(text))


def outside_quotations(text: str) -> str:
    """The text without its quotations; fails where one does not end."""
    for mark in marks(text):
        quotation = rf"<quotation-{mark}(?: source=\"[^\"<>]*\")?>(?:(?!<quotation-{mark}).)*?</quotation-{mark}>"
        text = re.sub(quotation, "", text, flags=re.DOTALL)
    assert not SIGNS.search(text), text
    return text
