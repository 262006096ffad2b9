"""Postgres: the pool, ids, the schema, background jobs, the embedded server."""
