-- The directory of users, in the database of DATABASE_URL where there are several (PP_SHARDS). `prepare` runs it.

-- The databases, by a number that never changes. `users`: how many were put there.
create table if not exists pp_shards (
  number integer primary key,
  mark text not null unique,
  users bigint not null default 0
);
alter table pp_shards enable row level security;
revoke all on pp_shards from public;

-- Where each user lives, by hash: a row outlives its user's data, and names nobody. While a user is moved: the number of the
-- move, from where to where, how far it has come, and the user's id, which goes with the end of it. `epoch` goes up when a user
-- is about to leave; processes look for higher ones than they know.
create table if not exists pp_user_shards (
  user_digest text primary key,
  shard integer not null references pp_shards (number),
  epoch bigint not null default 0,
  move bigint,
  move_from integer references pp_shards (number),
  move_to integer references pp_shards (number),
  step text check (step in ('draining', 'closed', 'flipped')),
  moving_user text
);
create index if not exists pp_user_shards_moved on pp_user_shards (epoch) where epoch > 0;
create index if not exists pp_user_shards_moving on pp_user_shards (move) where move is not null;
alter table pp_user_shards enable row level security;
revoke all on pp_user_shards from public;

do $$
declare
  name text;
begin
  foreach name in array array['anon', 'authenticated'] loop
    if exists (select from pg_roles where rolname = name) then
      execute format('revoke all on pp_shards, pp_user_shards from %I', name);
    end if;
  end loop;
end
$$;
