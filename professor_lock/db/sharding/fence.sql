-- What a database has besides the schema when it is one of several (PP_SHARDS). `prepare` runs it, again and again.

-- Which one it is (a random mark), and the mark of the database with the directory.
create table if not exists pp_this_shard (
  mark text primary key,
  home text not null,
  only_one boolean not null default true unique check (only_one)
);
alter table pp_this_shard enable row level security;
revoke all on pp_this_shard from public;

-- Users who are being moved from or to here, or were. Kept by hash: it outlives the user, so that a process that missed
-- the move never writes here again. `move` is the number of the move.
--   draining  no turn begins any more, all else goes on;     closed, moved  nothing of theirs is written here;
--   arriving  nothing is, yet;                               arrived        they live here.
create table if not exists pp_moved_users (
  user_digest text primary key,
  state text not null check (state in ('draining', 'closed', 'arriving', 'arrived', 'moved')),
  move bigint not null,
  at timestamptz not null default now()
);
alter table pp_moved_users enable row level security;
revoke all on pp_moved_users from public;

-- Keeps a user's fence as it is to the end of the transaction, and says how it stands; null where there is none. Who closes it
-- takes the same lock alone, and so waits for all that was begun before. Volatile: it reads what was committed while it waited.
-- Neither function looks with other rights or another search path than its caller: that would cost ten times as much.
create or replace function pp_fence_of(p_user text) returns text language plpgsql volatile as $f$
declare
  -- An expression, and no query of its own: quicker.
  held constant boolean := pg_advisory_xact_lock_shared(hashtextextended('shard of ' || p_user, 0)) is null;
  found_state text;
begin
  select m.state into found_state
    from pp_this_shard s
    join pp_moved_users m on m.user_digest = encode(sha256(convert_to(s.home || ':' || p_user, 'UTF8')), 'hex');
  return found_state;
end
$f$;

-- On every table with a user's rows. The mover itself says `professor_lock.moves`.
create or replace function pp_hold_fence() returns trigger language plpgsql as $f$
declare
  whose constant text := case tg_op when 'INSERT' then new.user_id else old.user_id end;
  state text;
begin
  if whose is not null and coalesce(current_setting('professor_lock.moves', true), '') <> 'on' then
    state := pp_fence_of(whose);
    if state in ('closed', 'moved', 'arriving', 'elsewhere') then
      raise exception 'this user lives in another database' using constraint = 'pp_moved';
    elsif state = 'draining' and tg_table_name = 'pp_turns' and tg_op = 'INSERT' then
      raise exception 'this user is being moved to another database' using constraint = 'pp_draining';
    end if;
  end if;
  return case tg_op when 'DELETE' then old else new end;
end
$f$;

do $$
begin
  revoke all on function pp_fence_of(text) from public;
  revoke all on function pp_hold_fence() from public;
  if exists (select from pg_roles where rolname = 'pp_server') then
    grant execute on function pp_fence_of(text) to pp_server;
    grant select on pp_this_shard, pp_moved_users to pp_server;  -- nobody's data: marks and hashes
    drop policy if exists server_reads on pp_this_shard;
    create policy server_reads on pp_this_shard for select to pp_server using (true);
    drop policy if exists server_reads on pp_moved_users;
    create policy server_reads on pp_moved_users for select to pp_server using (true);
  end if;
end
$$;

do $$
declare
  name text;
begin
  for name in
    select c.relname
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'user_id' and not a.attisdropped
     where c.relnamespace = current_schema()::regnamespace
       and c.relkind in ('r', 'p')
       and not c.relispartition
       and c.relname ~ '^(chatkit|pp)_'
       and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'pp_fence')
  loop
    execute format('create trigger pp_fence before insert or update or delete on %I
                      for each row execute function pp_hold_fence()', name);
  end loop;
  -- Supabase grants new tables to its API roles by itself.
  foreach name in array array['anon', 'authenticated'] loop
    if exists (select from pg_roles where rolname = name) then
      execute format('revoke all on pp_this_shard, pp_moved_users from %I', name);
      execute format('revoke all on function pp_fence_of(text) from %I', name);
      execute format('revoke all on function pp_hold_fence() from %I', name);
    end if;
  end loop;
end
$$;
