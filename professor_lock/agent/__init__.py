"""One run of the agent: its context, its history, its events, its cost."""
