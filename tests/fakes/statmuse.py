"""A server with answer pages in the layout of StatMuse's: an answer, a text-only answer, a choice, and detours."""

from __future__ import annotations

from tests.fakes.web import FakeWeb, Reply, Seen

ANSWER = """<!doctype html><html><head><title>x</title><style>h1{{}}</style>
<meta property="og:description" content="Casey Sample averaged 27.5 points."></head><body>
<header><form action="/ask"><input name="q"></form></header>
<h1 class="hero"><a href="/nba/player/casey-sample">Casey Sample</a> averaged <b>27.5</b> points
in 38 games in 2025-26.</h1>
<p>Interpreted as: casey sample points per game this season</p>{table}</body></html>"""
TABLE = """<table><thead><tr><th></th><th>NAME</th><th>PPG</th><th>GP</th></tr></thead><tbody>
<tr><td><img src="x.png"></td><td><a href="/x">Casey Sample</a></td><td><span>27.5</span></td><td>38</td></tr>
<tr><td></td><td>Other</td><td>1.0</td><td>2</td></tr></tbody></table><table><tr><td>later</td></tr></table>"""
CHOICE = "<h1>Which Sample did you mean, 1 or 2?</h1>" + "<form><button>Casey</button></form>" * 4


class FakeStatMuse(FakeWeb):
    """What it answers depends on a word in the question: text, which, player, signup, unknown; else a full answer."""

    def __init__(self) -> None:
        super().__init__(self._respond)

    def _respond(self, seen: Seen) -> Reply:
        if "/ask/" not in seen.path:
            return _page("<h1>Casey Sample, 27.5 points</h1>")
        if "unknown" in seen.path:
            return _page("<h1>I can't answer that</h1>", 422)
        if "which" in seen.path:
            return _page(CHOICE)
        if "player" in seen.path:
            return Reply(302, headers={"location": "/nba/player/casey-sample"})
        if "canonical" in seen.path:
            return Reply(301, headers={"location": "/nba/ask/casey-sample-points"})
        return _page(ANSWER.format(table="" if "text" in seen.path else TABLE))


def _page(body: str, status: int = 200) -> Reply:
    return Reply(status, body.encode(), content_type="text/html; charset=utf-8")
