"""The tools that the agent can call. The docstring of a tool, and its `Args:`, are written for the model."""
