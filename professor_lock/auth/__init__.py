"""Sign-in: who the caller of a request is."""
