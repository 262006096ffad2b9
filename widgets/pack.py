"""Write widgets/*.widget from widgets/src/*.jinja: `python -m widgets.pack`.

A `.widget` file is JSON: a Jinja template in one string, and the JSON schema of its data. The template is kept readable
in `src/`, the schema follows from the view types in the builders; a test tells when a `.widget` file is not up to date.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pp_widgets_odds import OddsView
from pp_widgets_parlay import ParlayView
from pp_widgets_props import PropsView
from pp_widgets_record import RecordView
from pp_widgets_reports import ReportView
from pp_widgets_search import SearchView
from pp_widgets_sheet import SheetView
from pp_widgets_stats import NoticeView, StatView
from pp_widgets_trends import TrendsView

FOLDER = Path(__file__).resolve().parent
VIEWS: dict[str, tuple[str, Any]] = {
    "odds_comparison": ("Odds comparison", OddsView),
    "parlay_builder": ("Parlay builder", ParlayView),
    "search_progress": ("Search progress", SearchView),
    "stat_answer": ("Stat answer", StatView),
    "trends_chart": ("Trends chart", TrendsView),
    "notice": ("Notice", NoticeView),
    "player_props": ("Player props", PropsView),
    "record": ("Record", RecordView),
    "report": ("Report", ReportView),
    "sheet": ("Sheet", SheetView),
}


def packed(name: str) -> str:
    """The text of `widgets/<name>.widget`."""
    title, view = VIEWS[name]
    source = (FOLDER / "src" / f"{name}.jinja").read_text(encoding="utf-8")
    template = "".join(line.strip() for line in source.splitlines())
    widget = {
        "version": "1.0",
        "name": title,
        "template": template,
        "jsonSchema": TypeAdapter(view).json_schema(),
    }
    return json.dumps(widget, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    for name in VIEWS:
        (FOLDER / f"{name}.widget").write_text(packed(name), encoding="utf-8")


if __name__ == "__main__":
    main()
