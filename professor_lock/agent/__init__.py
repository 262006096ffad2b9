"""A run of the agent: its context, its history, its tools, its events and its cost."""
