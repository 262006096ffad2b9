"""Questions to the configured model, and a table of how it answers: `python manage.py eval`."""
