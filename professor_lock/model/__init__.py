"""The language model: which endpoint, how its stream is read, what its failures mean."""
