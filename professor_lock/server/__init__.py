"""Handles the requests of the ChatKit protocol after they were read."""
