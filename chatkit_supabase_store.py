"""The ChatKit store on Postgres: a door to `store`, where the code stands.

`PostgresStore` keeps threads, items and attachments' descriptions; the schema is `chatkit_supabase_schema.sql`. For a
store of your own, subclass `PostgresStore` (or write another `chatkit.store.Store`) and hand it to
`ProfessorLockChatKitServer` where `app.py` builds the server. Every method gets the caller as a `UserContext`: put
`context.user_id` into every statement, and raise `StoreNotFound` for whatever is not the caller's.
"""

from __future__ import annotations

from professor_lock.db.ids import new_id
from professor_lock.db.pool import Database, PostgresPool, open_pool
from professor_lock.protocol.stored_items import StoreNotFound
from professor_lock.store import PostgresStore
from professor_lock.user import UserContext

__all__ = ["Database", "PostgresPool", "PostgresStore", "StoreNotFound", "UserContext", "new_id", "open_pool"]
