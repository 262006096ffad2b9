-- Turns that ended an hour ago and longer, apart from those that run, in a partition a day: what is old goes by dropping a table.

-- No statement of a turn looks in here: a request sent again and a page that comes back meet a turn for a minute after its end.
-- A program that was started before this goes on with pp_turns alone: what it does not see are old turns in an export and in
-- the operator's figures. It deletes them with their thread all the same, by the trigger below.
create table pp_turns_ended (
  id text not null,
  user_id text not null,
  thread_id text not null,
  kind text not null,
  request_key text not null,
  retried_item_id text,
  state text not null check (state in ('done', 'failed')),
  outcome text,
  message text,
  allow_retry boolean not null default false,
  worker text not null,
  first_seq bigint not null,
  partial text,
  usage text,
  delivered boolean not null default false,
  removed_items text[],
  started_at timestamptz not null,
  finished_at timestamptz not null,
  primary key (user_id, finished_at, id)
) partition by range (finished_at);
create table pp_turns_ended_rest partition of pp_turns_ended default;
create index pp_turns_ended_failed on pp_turns_ended (finished_at) where outcome in ('failed', 'interrupted');
alter table pp_turns_ended enable row level security;
alter table pp_turns_ended_rest enable row level security;
revoke all on pp_turns_ended, pp_turns_ended_rest from public;

create function pp_forget_ended_turns() returns trigger language plpgsql as $f$
begin
  delete from pp_turns_ended where user_id = old.user_id and thread_id = old.id;
  return null;
end
$f$;
revoke all on function pp_forget_ended_turns() from public;
create trigger pp_forget_ended_turns after delete on chatkit_threads
  for each row execute function pp_forget_ended_turns();

create function pp_make_turn_partitions(days_back integer, days_ahead integer) returns integer language plpgsql
  set lock_timeout = '500ms' as $f$
declare
  first timestamptz;
  name text;
  made integer := 0;
  role text;
begin
  perform pg_advisory_xact_lock(hashtextextended('pp_turns_ended', 0));
  for ahead in -days_back .. days_ahead loop
    first := (date_trunc('day', now() at time zone 'UTC') + make_interval(days => ahead)) at time zone 'UTC';
    name := 'pp_turns_ended_' || to_char(first at time zone 'UTC', 'YYYY_MM_DD');
    continue when exists (select from pg_inherits where inhparent = 'pp_turns_ended'::regclass
                             and inhrelid::regclass::text = name);
    -- At once and not step by step: two sessions that raise their locks would wait for each other.
    lock table pp_turns_ended_rest in access exclusive mode;
    execute format('create table %I (like pp_turns_ended including defaults including constraints)', name);
    execute format('alter table %I enable row level security', name);
    execute format('revoke all on %I from public', name);
    foreach role in array array['anon', 'authenticated'] loop
      if exists (select from pg_roles where rolname = role) then
        execute format('revoke all on %I from %I', name, role);
      end if;
    end loop;
    execute format(
      'with moved as (delete from pp_turns_ended_rest where finished_at >= %L and finished_at < %L returning *)
       insert into %I select * from moved', first, first + interval '1 day', name);
    execute format('alter table pp_turns_ended attach partition %I for values from (%L) to (%L)',
                   name, first, first + interval '1 day');
    made := made + 1;
  end loop;
  return made;
end
$f$;
revoke all on function pp_make_turn_partitions from public;

do $$
declare
  name text;
  owner constant text := $f$(select nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')$f$;
begin
  foreach name in array array['anon', 'authenticated'] loop
    if exists (select from pg_roles where rolname = name) then
      execute format('revoke all on pp_turns_ended, pp_turns_ended_rest from %I', name);
      execute format('revoke all on function pp_make_turn_partitions from %I', name);
      execute format('revoke all on function pp_forget_ended_turns() from %I', name);
    end if;
  end loop;
  if exists (select from pg_roles where rolname = 'authenticated') then
    grant select on pp_turns_ended to authenticated;
    create policy owner_only on pp_turns_ended for select to authenticated using (user_id = (select auth.uid())::text);
  end if;
  if exists (select from pg_roles where rolname = 'pp_server') then
    grant select, insert, update, delete on pp_turns_ended to pp_server;
    execute format(
      'create policy server_for_owner on pp_turns_ended for all to pp_server using (user_id = %s) with check (user_id = %s)',
      owner, owner);
  end if;
end
$$;
