"""`manage.py secrets`: the secrets that production needs, made up, one variable a line."""

from __future__ import annotations

from professor_lock.secret_strength import new_secret

VARIABLES = ("PP_SESSION_SECRET", "PP_SERVER_KEY", "PP_ADMIN_TOKEN")


def print_secrets() -> int:
    """Print a fresh secret for each variable; nothing is kept."""
    for variable in VARIABLES:
        print(f"{variable}={new_secret()}")
    return 0
