"""Write templates/*.widget from templates/src/*.jinja, in `professor_lock/widgets/`: `python -m dev.pack_widgets`.

A `.widget` file is JSON: a Jinja template in one string, and the JSON schema of its data. The template is kept readable
in `src/`, the schema follows from the view types in the builders; a test tells when a `.widget` file is not up to date.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from professor_lock.widgets.books import BooksView
from professor_lock.widgets.confirm import ConfirmView
from professor_lock.widgets.limits import LimitsView
from professor_lock.widgets.odds import OddsView
from professor_lock.widgets.parlay import ParlayView
from professor_lock.widgets.props import PropsView
from professor_lock.widgets.record import RecordView
from professor_lock.widgets.reports import ReportView
from professor_lock.widgets.search import SearchView
from professor_lock.widgets.simple import NoticeView, SheetView, StatView
from professor_lock.widgets.trends import TrendsView

FOLDER = Path(__file__).resolve().parent.parent / "professor_lock" / "widgets" / "templates"
VIEWS: dict[str, tuple[str, Any]] = {
    "odds_comparison": ("Odds comparison", OddsView),
    "parlay_builder": ("Parlay builder", ParlayView),
    "search_progress": ("Search progress", SearchView),
    "stat_answer": ("Stat answer", StatView),
    "trends_chart": ("Trends chart", TrendsView),
    "notice": ("Notice", NoticeView),
    "books": ("Books compared", BooksView),
    "player_props": ("Player props", PropsView),
    "limits": ("Limits", LimitsView),
    "record": ("Record", RecordView),
    "report": ("Report", ReportView),
    "sheet": ("Sheet", SheetView),
    "confirm": ("Confirm", ConfirmView),
}


def packed(name: str) -> str:
    """The text of `templates/<name>.widget`."""
    title, view = VIEWS[name]
    source = (FOLDER / "src" / f"{name}.jinja").read_text(encoding="utf-8")
    template = "".join(line.strip() for line in source.splitlines())
    schema = TypeAdapter(view).json_schema()
    if "words." in template:
        schema["properties"]["words"] = {"additionalProperties": {"type": "string"}, "title": "Words", "type": "object"}
        schema["required"].append("words")
    widget = {
        "version": "1.0",
        "name": title,
        "template": template,
        "jsonSchema": schema,
    }
    return json.dumps(widget, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    for name in VIEWS:
        (FOLDER / f"{name}.widget").write_text(packed(name), encoding="utf-8")


if __name__ == "__main__":
    main()
