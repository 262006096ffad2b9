"""FastAPI: routes, middleware, streams, static files."""
