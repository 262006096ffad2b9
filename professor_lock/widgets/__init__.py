"""The cards: one builder each, over the `.widget` templates in `templates/`."""
