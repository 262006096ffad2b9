"""Answers of providers, kept for a while, in memory and shared through Postgres."""
