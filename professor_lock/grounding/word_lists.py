"""How closed lists of words are written down: words apart by spaces, "_" inside a phrase."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text.

    >>> sorted(word_set("over under"))
    ['over', 'under']
    """
    return frozenset(text.split())


def word_table(text: str) -> dict[str, str]:
    """ "id: word word" lines as word -> id; an id may have several lines.

    >>> word_table("hold: vig house_edge")
    {'vig': 'hold', 'house edge': 'hold'}
    """
    found: dict[str, str] = {}
    for line in text.strip().splitlines():
        entity, _, listed = line.partition(":")
        for word in listed.split():
            found[word.replace("_", " ")] = entity.strip()
    return found


def word_sets(text: str) -> dict[str, frozenset[str]]:
    """The same where a word may have several ids.

    >>> sorted(word_sets("sum: combined\\nparlay: combined")["combined"])
    ['parlay', 'sum']
    """
    found: dict[str, frozenset[str]] = {}
    for line in text.strip().splitlines():
        for word in word_table(line):
            found[word] = found.get(word, frozenset()) | {line.partition(":")[0].strip()}
    return found
