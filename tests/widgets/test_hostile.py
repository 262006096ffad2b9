"""Whatever a feed, a page or a person writes: the card is valid JSON, a valid widget, bounded, and shows the text."""

from __future__ import annotations

import json
from datetime import timedelta
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from professor_lock.betting.best import BestPrice
from professor_lock.betting.board import Board, BoardGame
from professor_lock.betting.board_market import BoardMarket, BoardSide
from professor_lock.betting.facts import Event, EventStatus, Market, SearchResult, Series, StatAnswer, Trends
from professor_lock.betting.legs import SlipLeg, UnmatchedLeg
from professor_lock.betting.slip import Slip
from professor_lock.betting.slip_rules import SlipProblem
from professor_lock.protocol.widget_tree import plain_tree, widget_text
from professor_lock.untrusted_text import URL_LIMIT, clean, markdown_link, one_line, safe_url
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.odds import create_odds_comparison_widget
from professor_lock.widgets.parlay import Locked, create_parlay_builder_widget
from professor_lock.widgets.search import create_search_progress_widget
from professor_lock.widgets.simple import create_notice_widget, create_stat_answer_widget
from professor_lock.widgets.trends import create_trends_chart_widget
from tests.support.quotes import NOW
from tests.support.widget_trees import ids, nodes, of_type, strings
from tests.support.widget_types import problems

MAX_CARD_BYTES = 100_000
NASTY = [
    '"quoted" and \\backslashed\\',
    "</script><script>alert(1)</script>",
    "{{ 7 * 7 }}{% for x in y %}{# #}",
    '","type":"Button","label":"',
    "line one\nline two\r\nline three\u2028four",
    "\x00nul\x1b[31m\ufeff",
    "half a pair \ud800 and \udfff",
    "\u202e054+\u202c reversed \u2066x\u2069",
    "[a](javascript:alert(1)) **b** `c` <b>d</b> www.x.org ![i](https://x.org/p.png)",
    "x" * 100_000,
    "🏀 é 中文 اَلْعَرَبِيَّةُ \u200d",
    "",
    " \n\t ",
    "None",
    "__proto__",
]
UNSAFE = set("\x00\x1b\ud800\udfff\u202e\u202c\u2066\u2069\ufeff")
hostile = st.sampled_from(NASTY) | st.text(max_size=40)
unhurried = settings(deadline=None)
few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(card: BuiltWidget, *shown: str) -> dict[str, Any]:
    """Valid as JSON and as a widget, of unique ids, bounded, free of unsafe characters, and showing `shown`."""
    tree = plain_tree(card)
    wire = json.dumps(tree, ensure_ascii=False)
    assert json.loads(card.model_dump_json(by_alias=True, exclude_none=True)) == tree == json.loads(wire)
    assert len(wire.encode()) < MAX_CARD_BYTES
    assert problems(tree) == []
    assert len(ids(tree)) == len(set(ids(tree)))
    assert all(len(node_id) < 80 for node_id in ids(tree))
    for text in (*strings(tree), card.copy_text, widget_text(card)):
        assert not UNSAFE & set(text)
    everything = "\n".join(strings(tree))
    for text in shown:
        assert text.replace("\N{NO-BREAK SPACE}", " ") in everything  # as `strings` has them
    return tree


@few
@given(hostile, hostile, hostile, hostile, hostile, st.booleans())
def test_an_odds_board(away: str, home: str, book: str, title: str, note: str, live: bool) -> None:
    event = Event(note, "nba", away, home, NOW, EventStatus.LIVE if live else EventStatus.SCHEDULED, book)
    best = BestPrice(-110, Fraction(21, 11), (book, "B"), NOW, age_s=5)
    sides = (BoardSide(home, Fraction(-3), best, 0.5), BoardSide(away, Fraction(3), None))
    markets = (
        BoardMarket(Market.SPREAD, sides, 2, 1),
        BoardMarket(Market.MONEYLINE, (*sides, BoardSide(note, None, best)), 2, 1),
    )
    game = BoardGame(event, markets, NOW, live)
    board = Board("nba", title, (game, game), book, NOW, NOW, link=note, demo=live, note=note)
    tree = check(create_odds_comparison_widget(board), one_line(event.name, 160), one_line(note, 400))
    assert any(text["value"].endswith("-110") for text in of_type(tree, "Text"))
    assert any("5 s ago" in text for text in strings(tree))


@few
@given(hostile, hostile, hostile, hostile, hostile, st.booleans())
def test_a_parlay(team: str, book: str, asked: str, reason: str, by: str, locked: bool) -> None:
    event = Event(asked, "nba", team, "Home", NOW + timedelta(hours=1), EventStatus.SCHEDULED, book)
    leg = SlipLeg(
        event,
        Market.PLAYER_PROP,
        team,
        Fraction(51, 2),
        -110,
        Fraction(21, 11),
        book,
        book,
        NOW,
        0.5,
        3,
        "high",
        subject=reason,
        stat=asked,
    )
    problem = SlipProblem("x", reason, (0, 5))
    slip = Slip(
        (leg, leg),
        (UnmatchedLeg(asked, reason, (team, asked)),) * 2,
        5,
        None,
        None,
        None,
        None,
        None,
        "low",
        (problem,),
        (problem,),
    )
    card = create_parlay_builder_widget(slip, locked=Locked(by, NOW, asked) if locked else None, message=by)
    told = [one_line(team, 80), one_line(asked, 160), one_line(reason, 400)]
    tree = check(card, *told, *([] if locked else [one_line(book, 40)]))  # a recorded slip has no details
    assert len(of_type(tree, "Button")) == (1 if locked else 10)


@few
@given(hostile, hostile, hostile, hostile, hostile)
def test_a_search(title: str, url: str, snippet: str, engine: str, query: str) -> None:
    card = create_search_progress_widget(f"q {query}", engine)
    result = SearchResult(title, url, snippet, engine, engine, NOW)
    card.add_result(result).add_result(result).set_status(snippet).fail(engine, title)
    check(card, one_line(snippet, 320), one_line(f"q {query}", 160), one_line(title, 400))
    check(card.complete(snippet))


@few
@given(hostile, hostile, hostile, hostile, st.lists(st.floats(-1e9, 1e9) | st.none(), min_size=1, max_size=5))
def test_a_chart(title: str, label: str, name: str, note: str, values: list[float | None]) -> None:
    series = (Series(name, tuple(values)), Series(name, (1.0,) * len(values)))
    trends = Trends(title, (label,) * len(values), series, name, NOW, line=2.5, link=note, note=note)
    tree = check(create_trends_chart_widget(trends), one_line(title, 160), one_line(name, 40), one_line(note, 400))
    chart = of_type(tree, "Chart")[0]
    assert [row.get("s1") for row in chart["data"]] == list(values)


@few
@given(hostile, hostile, hostile, hostile)
def test_a_stat_and_a_notice(subject: str, headline: str, label: str, figure: str) -> None:
    answer = StatAnswer("q", subject, headline, ((label, figure),) * 60, label, figure, NOW, link=label)
    check(create_stat_answer_widget(answer), one_line(subject, 160), clean(headline, 800), one_line(figure))
    check(create_notice_widget(subject, headline, figure), one_line(subject, 160), clean(headline, 800))


URLS = st.sampled_from(
    [
        "https://x.org/a_(b)?c=<d>&e=[f] g",
        "http://x.org",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//x.org/a",
        "https://",
        "https://x.org/" + "a" * URL_LIMIT,
        "https://x.org/\n(javascript:alert(1))",
        "https://x.org/>)[y](javascript:alert(1))",
        "https://[::1",
        "https://user:pw@x.org/#\\",
    ]
)


@unhurried
@given(hostile.map(lambda text: one_line(text, 160)), URLS | st.text(max_size=30))
def test_a_link_shows_its_title_literally_and_leads_nowhere_but_to_the_web(title: str, url: str) -> None:
    tokens = [
        token
        for block in MarkdownIt("commonmark").parse(markdown_link(title, url))
        for token in (block.children or ())
        if token.type not in {"softbreak"}
    ]
    links = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
    assert all(link.startswith(("http://", "https://")) for link in links)
    assert len(links) <= (1 if safe_url(url) else 0)
    if title.strip():
        assert len(links) == (1 if safe_url(url) else 0)
        shown = "".join(token.content for token in tokens)
        assert shown == title
    assert not [token for token in tokens if token.type in {"image", "html_inline", "code_inline", "em_open"}]


@unhurried
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | hostile,
        lambda part: (
            st.lists(part, max_size=3)
            | st.dictionaries(
                st.sampled_from(["type", "children", "value", "label", "status", "confirm", "data", "series", "xAxis"]),
                part,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_any_tree_at_all_can_be_read_as_bounded_text(tree: Any) -> None:
    text = widget_text(tree if isinstance(tree, dict) else {"children": tree}, limit=200)
    assert len(text) <= 200
    assert not UNSAFE & set(text)


@unhurried
@given(hostile, st.integers(2, 50))
def test_cleaned_text_is_bounded_and_stays_clean(text: str, limit: int) -> None:
    for tidy in (clean, one_line):
        once = tidy(text, limit)
        assert len(once) <= limit
        assert tidy(once, limit) == once
        once.encode()
    assert "\n" not in one_line(text, limit)


def test_ordinary_text_arrives_as_it_is() -> None:
    text = 'Oʼneal said: "50% off" — José & co. <b> {{x}} 🏀'
    assert one_line(text) == clean(text) == text


def test_a_full_card_stays_within_what_a_client_draws() -> None:
    card = create_search_progress_widget("x")
    for number in range(200):
        card.add_result(title="t" * 5000, url=f"https://x.org/{number}", snippet="s" * 50_000, source="q" * 500)
    tree = check(card.complete())
    assert len(list(nodes(tree))) < 5000
    assert "180 more not shown." in list(strings(tree))
