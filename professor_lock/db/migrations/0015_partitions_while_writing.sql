-- A row that is written while its day's, week's or month's partition is being made waits for it. It was refused: it had
-- chosen the table of the rest, which no longer took it.

create or replace function pp_make_turn_partitions(days_back integer, days_ahead integer) returns integer language plpgsql
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
    -- Rows that are being written now come first, and later ones look for their partition after this: one that has chosen
    -- the rest by then would be refused. At once and not step by step: two sessions that raise their locks would wait for
    -- each other.
    lock table only pp_turns_ended in share row exclusive mode;
    lock table only pp_turns_ended_rest in access exclusive mode;
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

create or replace function pp_make_usage_partitions(months_ahead integer) returns integer language plpgsql
  set lock_timeout = '500ms' as $f$
declare
  first timestamptz;
  name text;
  made integer := 0;
  role text;
begin
  perform pg_advisory_xact_lock(hashtextextended('pp_usage_events', 0));
  for ahead in 0 .. months_ahead loop
    first := date_trunc('month', now() at time zone 'UTC') at time zone 'UTC' + make_interval(months => ahead);
    name := 'pp_usage_events_' || to_char(first at time zone 'UTC', 'YYYY_MM');
    continue when exists (select from pg_inherits where inhparent = 'pp_usage_events'::regclass
                             and inhrelid::regclass::text = name);
    -- Rows that are being written now come first, and later ones look for their partition after this: one that has chosen
    -- the rest by then would be refused. At once and not step by step: two sessions that raise their locks would wait for
    -- each other.
    lock table only pp_usage_events in share row exclusive mode;
    lock table only pp_usage_events_rest in access exclusive mode;
    execute format('create table %I (like pp_usage_events including defaults)', name);
    execute format('alter table %I enable row level security', name);
    execute format('revoke all on %I from public', name);
    foreach role in array array['anon', 'authenticated'] loop
      if exists (select from pg_roles where rolname = role) then
        execute format('revoke all on %I from %I', name, role);
      end if;
    end loop;
    execute format(
      'with moved as (delete from pp_usage_events_rest where at >= %L and at < %L returning *)
       insert into %I select * from moved', first, first + interval '1 month', name);
    execute format('alter table pp_usage_events attach partition %I for values from (%L) to (%L)',
                   name, first, first + interval '1 month');
    made := made + 1;
  end loop;
  return made;
end
$f$;

create or replace function pp_make_quote_partitions(weeks_ahead integer) returns integer language plpgsql
  set lock_timeout = '500ms' as $f$
declare
  first timestamptz;
  name text;
  made integer := 0;
  role text;
begin
  perform pg_advisory_xact_lock(hashtextextended('pp_quotes', 0));
  for ahead in 0 .. weeks_ahead loop
    first := (date_trunc('week', now() at time zone 'UTC') + make_interval(weeks => ahead)) at time zone 'UTC';
    name := 'pp_quotes_' || to_char(first at time zone 'UTC', 'YYYY_MM_DD');
    continue when exists (select from pg_inherits where inhparent = 'pp_quotes'::regclass
                             and inhrelid::regclass::text = name);
    -- Rows that are being written now come first, and later ones look for their partition after this: one that has chosen
    -- the rest by then would be refused. At once and not step by step: two sessions that raise their locks would wait for
    -- each other.
    lock table only pp_quotes in share row exclusive mode;
    lock table only pp_quotes_rest in access exclusive mode;
    execute format('create table %I (like pp_quotes including defaults)', name);
    execute format('alter table %I enable row level security', name);
    execute format('revoke all on %I from public', name);
    foreach role in array array['anon', 'authenticated'] loop
      if exists (select from pg_roles where rolname = role) then
        execute format('revoke all on %I from %I', name, role);
      end if;
    end loop;
    execute format(
      'with moved as (delete from pp_quotes_rest where starts_at >= %L and starts_at < %L returning *)
       insert into %I select * from moved', first, first + interval '7 days', name);
    execute format('alter table pp_quotes attach partition %I for values from (%L) to (%L)',
                   name, first, first + interval '7 days');
    made := made + 1;
  end loop;
  return made;
end
$f$;
