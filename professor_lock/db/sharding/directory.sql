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

-- The home's fence (fence.sql has that of the others) also refuses a user whom the directory puts elsewhere: a process that was
-- started without PP_SHARDS, and knows of no directory, cannot write of them.
create or replace function pp_fence_of(p_user text) returns text language plpgsql volatile as $f$
declare
  held constant boolean := pg_advisory_xact_lock_shared(hashtextextended('shard of ' || p_user, 0)) is null;
  found_state text;
begin
  select case when u.shard <> h.number then 'elsewhere' else m.state end into found_state
    from (select t.mark, encode(sha256(convert_to(t.home || ':' || p_user, 'UTF8')), 'hex') as digest
            from pp_this_shard t) s
    join pp_shards h on h.mark = s.mark
    left join pp_moved_users m on m.user_digest = s.digest
    left join pp_user_shards u on u.user_digest = s.digest;
  return found_state;
end
$f$;

do $$
begin
  if exists (select from pg_roles where rolname = 'pp_server') then
    grant select on pp_shards to pp_server;  -- nobody's data: marks, and hashes
    grant select (user_digest, shard) on pp_user_shards to pp_server;
    drop policy if exists server_reads on pp_shards;
    create policy server_reads on pp_shards for select to pp_server using (true);
    drop policy if exists server_reads on pp_user_shards;
    create policy server_reads on pp_user_shards for select to pp_server using (true);
  end if;
end
$$;

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
