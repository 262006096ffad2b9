"""Betting arithmetic, pure: no I/O, no clock, no randomness. Exact inside, rounded once at the end."""
