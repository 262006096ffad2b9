"""Uploaded files: announced, uploaded, stored, linked, given to the model."""
