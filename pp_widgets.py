"""The cards Professor Lock shows: one builder each, over `.widget` templates.

Every builder returns a `BuiltWidget`: a ChatKit widget root, ready for `stream_widget` and `update_widget`, that also
has `copy_text`, the same in plain words. Builders take the betting rooms' own types, or mappings from people's own
tools (`widgets.input` describes and checks those). They do no I/O beyond reading their template once, and no
arithmetic.

    widget = create_search_progress_widget("Lakers injuries", "news")
    await ctx.context.stream_widget(widget)
    widget.add_result(title="…", url="https://…", source="espn.com")
    await ctx.context.update_widget(widget)
    await ctx.context.update_widget(widget.complete())

A card of your own: put a `.widget` file into `professor_lock/widgets/templates/` (https://widgets.chatkit.studio
makes them; ours are written in `src/` there and packed by `python -m dev.pack_widgets`) and return
`BuiltWidget.from_template(name, data, copy_text)`.
In a template every value from outside goes through `tojson`.
"""

from __future__ import annotations

from professor_lock.protocol.widget_diff import dynamic_component, dynamic_root
from professor_lock.protocol.widget_tree import plain_tree, widget_text
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.books import book_cells, create_books_widget
from professor_lock.widgets.odds import board_cells, create_odds_comparison_widget, shown_state
from professor_lock.widgets.parlay import LegMenu, Locked, can_lock, create_parlay_builder_widget
from professor_lock.widgets.props import create_props_widget, prop_cells
from professor_lock.widgets.record import TicketLine, create_record_widget
from professor_lock.widgets.reports import (
    PickLine,
    create_injuries_widget,
    create_picks_widget,
    create_scores_widget,
    create_weather_widget,
)
from professor_lock.widgets.search import SearchProgressWidget, create_search_progress_widget
from professor_lock.widgets.simple import create_notice_widget, create_sheet_widget, create_stat_answer_widget
from professor_lock.widgets.trends import create_trends_chart_widget

__all__ = [
    "BuiltWidget",
    "LegMenu",
    "Locked",
    "PickLine",
    "SearchProgressWidget",
    "TicketLine",
    "board_cells",
    "book_cells",
    "can_lock",
    "create_books_widget",
    "create_injuries_widget",
    "create_notice_widget",
    "create_odds_comparison_widget",
    "create_parlay_builder_widget",
    "create_picks_widget",
    "create_props_widget",
    "create_record_widget",
    "create_scores_widget",
    "create_search_progress_widget",
    "create_sheet_widget",
    "create_stat_answer_widget",
    "create_trends_chart_widget",
    "create_weather_widget",
    "dynamic_component",
    "dynamic_root",
    "plain_tree",
    "prop_cells",
    "shown_state",
    "widget_text",
]
