-- Quotes in a partition a week of games, so that those of games long over go by dropping a table.

-- The key gets the time of the start, because a key of a partitioned table must hold what it is parted by. Who writes a quote waits
-- while this index is made, who reads does not. Where the table is large, make it before, with
-- `create unique index concurrently pp_quotes_rest_pkey on pp_quotes (...)`: then nobody waits.
create unique index if not exists pp_quotes_rest_pkey
  on pp_quotes (event_id, market, subject, stat, selection, book, quoted_at, starts_at);

-- What is there becomes the partition of all that has none of its own: no row is moved or looked at, and programs that were
-- started before go on with the same statements.
alter table pp_quotes rename to pp_quotes_rest;
alter table pp_quotes_rest drop constraint pp_quotes_pkey;
alter table pp_quotes_rest add primary key using index pp_quotes_rest_pkey;
alter index pp_quotes_by_start rename to pp_quotes_rest_starts_at_idx;
-- From Postgres 18 on NOT NULL has a name, which the new table shall have: as both have it where they are made together.
do $$
declare
  name text;
begin
  for name in select conname from pg_constraint where conrelid = 'pp_quotes_rest'::regclass and contype = 'n' loop
    execute format('alter table pp_quotes_rest rename constraint %I to %I', name, 'rest_' || name);
  end loop;
end
$$;

create table pp_quotes (
  event_id text not null,
  market text not null,
  subject text not null default '',
  stat text not null default '',
  selection text not null,
  book text not null,
  quoted_at timestamptz not null,
  line text,
  price text not null,
  source text not null,
  starts_at timestamptz not null,
  exchange boolean not null default false,
  primary key (event_id, market, subject, stat, selection, book, quoted_at, starts_at)
) partition by range (starts_at);
create index pp_quotes_by_start on pp_quotes (starts_at);
alter table pp_quotes enable row level security;
revoke all on pp_quotes from public;
do $$
declare
  name text;
begin
  for name in select conname from pg_constraint where conrelid = 'pp_quotes_rest'::regclass and contype = 'n' loop
    execute format('alter table pp_quotes_rest rename constraint %I to %I', name, substr(name, length('rest_') + 1));
  end loop;
end
$$;
alter table pp_quotes attach partition pp_quotes_rest default;

-- Makes the partitions of this week and of so many after it; rows that have come before their partition move into it. It
-- waits for the table half a second at most, so that others never wait longer than that for it.
create function pp_make_quote_partitions(weeks_ahead integer) returns integer language plpgsql
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
    -- At once and not step by step: two sessions that raise their locks would wait for each other.
    lock table pp_quotes_rest in access exclusive mode;
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
revoke all on function pp_make_quote_partitions from public;

do $$
declare
  name text;
begin
  foreach name in array array['anon', 'authenticated'] loop
    if exists (select from pg_roles where rolname = name) then
      execute format('revoke all on pp_quotes, pp_quotes_rest from %I', name);
      execute format('revoke all on function pp_make_quote_partitions from %I', name);
    end if;
  end loop;
end
$$;
