"""The commands of `manage.py` that a deployment needs."""
