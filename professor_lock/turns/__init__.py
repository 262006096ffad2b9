"""Turns: one answer each, with its lease, its listeners and its stored state."""
