"""A small language model from the package registries, behind chat completions: for `manage.py test --real-model`."""
