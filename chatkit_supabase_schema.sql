-- The whole schema of the Professor Lock server, as a fresh database needs it: the sum of the numbered migrations in
-- professor_lock/db/migrations. `python manage.py migrate` applies it to an empty database; it can be run as it stands
-- in Supabase's SQL editor, and again over itself. A database with an older schema needs the migrations instead. Names
-- are not qualified, so it lands in the first schema of the search path (public in Supabase).

do $$
declare
  there integer;
begin
  if to_regclass('chatkit_threads') is null then
    return;
  end if;
  if to_regclass('pp_migrations') is not null then
    select max(number) into there from pp_migrations;
  end if;
  if coalesce(there, 0) <> 15 then
    raise exception 'this database has another schema (%): `python manage.py migrate` brings an older one further',
      coalesce(there::text, 'from before numbers');
  end if;
end
$$;

-- Supabase brings the roles anon and authenticated and auth.uid(); a plain Postgres gets the same function here, so
-- that the policies below mean the same thing in both. Roles are only granted to where they exist.
do $$
begin
  if to_regprocedure('auth.uid()') is null then
    create schema if not exists auth;
    create function auth.uid() returns uuid language sql stable as
      $f$ select nullif(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub', '')::uuid $f$;
  end if;
exception
  when insufficient_privilege then raise notice 'auth.uid() is missing and could not be made: %', sqlerrm;
  when duplicate_function or unique_violation then null; -- another process made it in the same moment
end
$$;

-- Which numbered migrations (professor_lock/db/migrations) this database has, and the oldest program that each of them
-- still lets run: that program's own newest number.
create table if not exists pp_migrations (
  number integer primary key,
  name text not null,
  needs_program integer not null default 0,
  applied_at timestamptz not null default now()
);
alter table pp_migrations enable row level security;
revoke all on pp_migrations from public;

-- One counter for everything that has an order. Rows are ordered by it and never by a clock: clocks step back, and the
-- same item carries different times when it is announced and when it is done.
create sequence if not exists chatkit_seq as bigint;

-- A conversation. `activity_seq` moves with every change, and threads are listed by it, newest first.
-- (id, user_id) is unique so that a row below can only ever belong to the owner of its thread. JSON is kept as text
-- everywhere: nothing queries inside it, text keeps it to the byte, and it may hold the escaped \u0000 jsonb refuses.
create table if not exists chatkit_threads (
  id text primary key,
  user_id text not null,
  title text,
  status text not null default '{"type": "active"}',
  allowed_image_domains text[],
  metadata text not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null default now(),
  activity_seq bigint not null default nextval('chatkit_seq'),
  unique (id, user_id)
);
create index if not exists chatkit_threads_by_activity on chatkit_threads (user_id, activity_seq desc);

-- What was said and shown, one row an item, `data` the whole of it. Hidden items are for the model only.
create table if not exists chatkit_thread_items (
  thread_id text not null,
  id text not null,
  user_id text not null,
  seq bigint not null default nextval('chatkit_seq'),
  type text not null,
  hidden boolean not null default false,
  data text not null,
  created_at timestamptz not null,
  primary key (thread_id, id),
  foreign key (thread_id, user_id) references chatkit_threads (id, user_id) on delete cascade
);
create unique index if not exists chatkit_thread_items_in_order on chatkit_thread_items (thread_id, seq);
create unique index if not exists chatkit_thread_items_visible
  on chatkit_thread_items (thread_id, seq) where not hidden;
create index if not exists chatkit_thread_items_by_owner on chatkit_thread_items (user_id);

-- Uploaded files: their description; the bytes lie elsewhere under the same id. Belongs to a user first, to a thread once
-- it is sent. `uploaded_at` is null until the bytes are there: only then can it be sent.
create table if not exists chatkit_attachments (
  id text primary key,
  user_id text not null,
  thread_id text,
  data text not null,
  size_bytes bigint not null default 0,
  uploaded_at timestamptz,
  created_at timestamptz not null default now(),
  foreign key (thread_id, user_id) references chatkit_threads (id, user_id) on delete cascade
);
alter table chatkit_attachments add column if not exists size_bytes bigint not null default 0;
alter table chatkit_attachments add column if not exists uploaded_at timestamptz;
create index if not exists chatkit_attachments_by_owner on chatkit_attachments (user_id);
create index if not exists chatkit_attachments_by_thread on chatkit_attachments (thread_id);
create index if not exists chatkit_attachments_unsent on chatkit_attachments (created_at) where thread_id is null;

-- Files whose description is gone, however it went (deleted, with its thread, by hand): their bytes are still to be
-- removed. Ids without a user. A background pass does it and then deletes the row.
create table if not exists pp_removed_files (
  id text primary key,
  removed_at timestamptz not null default now()
);
create index if not exists pp_removed_files_by_age on pp_removed_files (removed_at);
alter table pp_removed_files enable row level security;
revoke all on pp_removed_files from public;

create or replace function pp_note_removed_file() returns trigger language plpgsql security definer as $f$
begin
  insert into pp_removed_files (id) values (old.id) on conflict (id) do update set removed_at = now();
  return null;
end
$f$;
-- The deleting role may not see that table: the function may, and looks nowhere but in this schema.
do $$
begin
  execute format('alter function pp_note_removed_file() set search_path = %I, pg_temp', current_schema());
  revoke all on function pp_note_removed_file() from public;
end
$$;
create or replace trigger pp_removed_files_noted after delete on chatkit_attachments
  for each row execute function pp_note_removed_file();

-- Thumbs up or down on what was said, the last word counts.
create table if not exists chatkit_feedback (
  thread_id text not null,
  item_id text not null,
  user_id text not null,
  kind text not null check (kind in ('positive', 'negative')),
  updated_at timestamptz not null default now(),
  primary key (thread_id, item_id),
  foreign key (thread_id, item_id) references chatkit_thread_items (thread_id, id) on delete cascade,
  foreign key (thread_id, user_id) references chatkit_threads (id, user_id) on delete cascade
);
create index if not exists chatkit_feedback_by_owner on chatkit_feedback (user_id);

-- A turn: one answer being made. A running row is the lease on its thread; the process that answers renews
-- heartbeat_at, and one that has stopped renewing is dead to everybody. `partial` is what was said but is not yet in the
-- thread, `first_seq` the point in the thread's order where the turn began, `retried_item_id` the message whose answer
-- is being replaced, `delivered` whether any listener received the turn's end, `delivered_at` when the first one did, at the
-- latest (null: as the turn ended, or an older program noted it). `slot` is which of a user's places for answers at the same time
-- it takes; null where their tier has no limit. `said_seq`: which of its events `partial` holds.
create table if not exists pp_turns (
  id text primary key,
  user_id text not null,
  thread_id text not null,
  kind text not null,
  request_key text not null,
  retried_item_id text,
  slot smallint,
  state text not null default 'running' check (state in ('running', 'stopping', 'done', 'failed')),
  outcome text,
  message text,
  allow_retry boolean not null default false,
  worker text not null,
  first_seq bigint not null,
  partial text,
  said_seq bigint not null default 0,
  usage text,
  listeners integer not null default 1,
  remote_listened_at timestamptz,
  delivered boolean not null default false,
  delivered_at timestamptz,
  -- The clock, not now(): what waited for the turn before it began when it got the thread, not when it asked.
  started_at timestamptz not null default clock_timestamp(),
  heartbeat_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  foreign key (thread_id, user_id) references chatkit_threads (id, user_id) on delete cascade
);
-- What the answer of a retry has taken the place of: a page that read the thread before must take it away.
alter table pp_turns add column if not exists removed_items text[];
-- One answer at a time in a thread, and one for the same request sent twice: the database decides, not the processes.
create unique index if not exists pp_turns_one_a_thread on pp_turns (thread_id) where state in ('running', 'stopping');
create unique index if not exists pp_turns_one_a_request
  on pp_turns (user_id, request_key) where state in ('running', 'stopping');
create unique index if not exists pp_turns_one_a_slot
  on pp_turns (user_id, slot) where state in ('running', 'stopping');
create index if not exists pp_turns_by_thread on pp_turns (thread_id, first_seq desc);
create index if not exists pp_turns_by_owner on pp_turns (user_id);
create index if not exists pp_turns_by_request on pp_turns (user_id, request_key);
create index if not exists pp_turns_finished on pp_turns (finished_at) where finished_at is not null;

-- What a turn has said so far is rewritten about once a second while it runs, and no index looks at it: with room kept in
-- each page such an update stays in its page (HOT) and leaves nothing in the indexes for vacuum to do.
alter table pp_turns
  set (fillfactor = 40, autovacuum_vacuum_scale_factor = 0.05, toast.autovacuum_vacuum_scale_factor = 0.05);

-- Turns that ended an hour ago and longer: the sweep moves them here, so that `pp_turns` has those that run and what still
-- counts of those that have just ended. A partition a day (UTC) of their end, made ahead by the sweep, dropped after seven
-- days. No statement of a turn looks in here: a request sent again and a page that comes back meet a turn for a minute after
-- its end. Exports, deletions, moves between shards and the operator's figures do.
create table if not exists pp_turns_ended (
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
create table if not exists pp_turns_ended_rest partition of pp_turns_ended default;
create index if not exists pp_turns_ended_failed on pp_turns_ended (finished_at) where outcome in ('failed', 'interrupted');
alter table pp_turns_ended enable row level security;
alter table pp_turns_ended_rest enable row level security;
revoke all on pp_turns_ended, pp_turns_ended_rest from public;

-- A reference to the threads would lock them whenever a day's table is made or dropped. Triggers fire in the order of their
-- names, those of references (RI_...) before this: what moves here while its thread is deleted has arrived by then.
create or replace function pp_forget_ended_turns() returns trigger language plpgsql as $f$
begin
  delete from pp_turns_ended where user_id = old.user_id and thread_id = old.id;
  return null;
end
$f$;
revoke all on function pp_forget_ended_turns() from public;
create or replace trigger pp_forget_ended_turns after delete on chatkit_threads
  for each row execute function pp_forget_ended_turns();

-- Makes the partitions of today, and of so many days before and after it; rows that have come before their partition move
-- into it. It waits for the table half a second at most.
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
revoke all on function pp_make_turn_partitions from public;

-- The processes that answer, and when each was last heard of. One that says it is alive is believed longer about its
-- turns than its turns' own rows would let it: a busy process renews those late.
create table if not exists pp_workers (
  worker text primary key,
  seen_at timestamptz not null default clock_timestamp()
) with (fillfactor = 50);
alter table pp_workers enable row level security;
revoke all on pp_workers from public;

-- The last turn of the same request that has ended moments ago, and whose end a client that sends the request again must
-- get instead of a second turn: nobody has received it (for `recent_s` seconds), or it was delivered after this request
-- had come (`came_at`), or it answered a message that was sent at most `repeated_s` seconds ago, because nobody repeats
-- themselves that fast. One that was interrupted is not answered yet, also when that was received. One that was stopped
-- is over for every request that came later, and so is one that others have followed in its thread by then.
create or replace function pp_turn_of_request(
  p_user text, p_key text, recent_s double precision, repeated_s double precision, came_at timestamptz
) returns setof pp_turns language sql stable as $f$
  select o.*
    from pp_turns o
   where o.user_id = p_user
     and o.request_key = p_key
     and (o.outcome = 'interrupted'
          and o.finished_at > now() - make_interval(secs => recent_s)
          or o.outcome in ('answered', 'failed')
          and not o.delivered
          and o.finished_at > now() - make_interval(secs => recent_s)
          or o.outcome in ('answered', 'failed', 'stopped')
          and coalesce(o.delivered_at, o.finished_at) > coalesce(came_at, now())
          or o.outcome = 'answered'
          and o.kind = 'message'
          and o.started_at > now() - make_interval(secs => repeated_s))
     and not exists (
         select from pp_turns later
          where later.thread_id = o.thread_id
            and later.first_seq > o.first_seq
            and later.started_at <= coalesce(came_at, now()))
   order by o.first_seq desc
   limit 1
$f$;
-- The same as programs up to migration 13 ask for it: with the seconds since their request came.
create or replace function pp_unheard_turn(
  p_user text, p_key text, recent_s double precision, repeated_s double precision, waited_s double precision
) returns setof pp_turns language sql stable as $f$
  select * from pp_turn_of_request(p_user, p_key, recent_s, repeated_s, now() - make_interval(secs => waited_s))
$f$;

-- Begins a turn, or says what it meets instead: one rule for every kind of turn, decided under two locks, the user's and
-- the thread's. Each statement in here sees all that was committed before it, so that what a lock was waited for counts;
-- a single statement would judge by what was there before it waited. Accepted means that the lease, the message, the
-- thread's touch and whose files are in it are durable together.
--
-- `p_thread_created_at` is given for a thread that is to be made. The verdict is one of
--   begun     the turn `p_turn` runs in `in_thread`;
--   again     so it does, for the message that an unheard turn (`before_seq` is its first_seq) has left in `in_thread`;
--   joined    the same request is answered, or was moments ago, by the turn `met_turn`;
--   blocked   the turn `met_turn` is being answered in the thread;
--   full      all of the user's places for answers at the same time are taken;
--   no_files  a file of the message is not the user's, not there, or in another thread;
--   no_thread there is no such thread.
-- A migration that changes its parameters drops the function with the former ones first: two of one name would be ambiguous.
create or replace function pp_begin_turn(
  p_user text, p_turn text, p_kind text, p_key text, p_worker text, p_thread text, p_thread_created_at timestamptz,
  p_title text, p_retried text, p_at_most integer, p_files text[],
  p_item text, p_type text, p_hidden boolean, p_data text, p_created_at timestamptz,
  recent_s double precision, repeated_s double precision, came_at timestamptz,
  out verdict text, out met_turn text, out in_thread text, out before_seq bigint
) language plpgsql as $f$
declare
  before pp_turns;
  make boolean := p_thread_created_at is not null;
  again boolean;
  place integer;
  files integer;
begin
  perform pg_advisory_xact_lock(hashtextextended(p_user, 0));
  in_thread := p_thread;
  if make then
    select u.thread_id into in_thread from pp_turn_of_request(p_user, p_key, recent_s, repeated_s, came_at) u;
  end if;
  perform from chatkit_threads t where t.user_id = p_user and t.id = in_thread for no key update;
  if not found and not make then
    verdict := 'no_thread';
    return;
  end if;

  verdict := 'joined';
  select t.id into met_turn
    from pp_turns t
   where t.user_id = p_user and t.request_key = p_key and t.state in ('running', 'stopping');
  if found then
    return;
  end if;
  select * into before from pp_turn_of_request(p_user, p_key, recent_s, repeated_s, came_at);
  if before.outcome in ('answered', 'stopped') or before.outcome = 'failed' and before.delivered then
    met_turn := before.id;
    return;
  end if;
  -- A retry, a click: they have left nothing that would be there twice, and begin anew.
  again := before.id is not null and exists (
    select from chatkit_thread_items i
     where i.user_id = p_user and i.thread_id = before.thread_id and i.seq > before.first_seq
       and i.type = 'user_message');
  make := make and not again;
  in_thread := case when again then before.thread_id else p_thread end;
  before_seq := case when again then before.first_seq end;

  select t.id into met_turn
    from pp_turns t
   where t.user_id = p_user and t.thread_id = in_thread and t.state in ('running', 'stopping');
  if found then
    verdict := 'blocked';
    return;
  end if;
  if p_at_most is not null then
    select n into place
      from generate_series(1, p_at_most) as n
     where not exists (
           select from pp_turns t where t.user_id = p_user and t.slot = n and t.state in ('running', 'stopping'))
     order by n
     limit 1;
    if not found then
      verdict := 'full';
      return;
    end if;
  end if;
  if not again and cardinality(p_files) > 0 then
    perform from chatkit_attachments a
      where a.user_id = p_user and a.id = any (p_files) and a.uploaded_at is not null
        and (a.thread_id is null or not make and a.thread_id = in_thread)
      order by a.id
        for update;
    get diagnostics files = row_count;
    if files <> cardinality(p_files) then
      verdict := 'no_files';
      return;
    end if;
  end if;

  if make then
    insert into chatkit_threads (user_id, id, created_at, title) values (p_user, p_thread, p_thread_created_at, p_title);
  else
    update chatkit_threads t
       set updated_at = now(), activity_seq = nextval('chatkit_seq')
     where t.user_id = p_user and t.id = in_thread;
  end if;
  update pp_turns t
     set delivered = true, delivered_at = clock_timestamp()
   where t.user_id = p_user and t.id = before.id and not t.delivered;
  insert into pp_turns (id, user_id, thread_id, kind, request_key, worker, first_seq, retried_item_id, slot)
  values (p_turn, p_user, in_thread, p_kind, p_key, p_worker, nextval('chatkit_seq'), p_retried, place);
  verdict := case when again then 'again' else 'begun' end;
  met_turn := p_turn;
  if again or p_item is null then
    return;
  end if;
  insert into chatkit_thread_items (user_id, thread_id, id, type, hidden, data, created_at)
  values (p_user, in_thread, p_item, p_type, p_hidden, p_data, p_created_at);
  if cardinality(p_files) > 0 then
    update chatkit_attachments a set thread_id = in_thread where a.user_id = p_user and a.id = any (p_files);
  end if;
end
$f$;
revoke all on function pp_turn_of_request from public;
revoke all on function pp_unheard_turn from public;
revoke all on function pp_begin_turn from public;

-- Begins a turn as `pp_begin_turn` does, and does in the same call what every message needs besides: it counts it against
-- the minute (`p_sends_key`, at most `p_sends` in `p_window_s` seconds) and the day (`p_day`, of at most `p_messages` and
-- `p_tokens`), says how the user reads prices and in which language, gives the thread (`p_opens`: it must be there and active) and its newest
-- items, at most `p_newest`, newest first. What is null is not limited, not counted, not given. Further verdicts:
--   too_many  the minute is used up, for `wait_s` seconds more;
--   used_up   the day is;
--   closed    the thread takes no messages: `thread_status` says why.
-- `came_at` is when the request came, at the earliest; null is now.
-- A message counts against the day when its turn begins, against the minute in any case. `has_more`: there are older items.
create or replace function pp_start_turn(
  p_user text, p_turn text, p_kind text, p_key text, p_worker text, p_thread text, p_thread_created_at timestamptz,
  p_title text, p_retried text, p_at_most integer, p_files text[],
  p_item text, p_type text, p_hidden boolean, p_data text, p_created_at timestamptz,
  recent_s double precision, repeated_s double precision, came_at timestamptz,
  p_sends_key text, p_sends bigint, p_window_s double precision, p_day date, p_messages bigint, p_tokens bigint,
  p_opens boolean, p_newest integer,
  out verdict text, out met_turn text, out in_thread text, out before_seq bigint,
  out wait_s integer, out messages_today bigint, out prefers text, out speaks text,
  out thread_title text, out thread_status text, out thread_domains text[], out thread_metadata text,
  out thread_created_at timestamptz, out newest text[], out has_more boolean
) language plpgsql as $f$
begin
  if p_sends_key is not null then
    insert into pp_rates as r (key, started_at, hits)
    values (p_sends_key, now(), 1)
        on conflict (key) do update
       set hits = case when r.started_at <= now() - make_interval(secs => p_window_s) then 1 else r.hits + 1 end,
           started_at = case when r.started_at <= now() - make_interval(secs => p_window_s) then now()
                             else r.started_at end
     where r.hits < p_sends
        or r.started_at <= now() - make_interval(secs => p_window_s);
    if not found then
      select ceil(extract(epoch from r.started_at + make_interval(secs => p_window_s) - now()))::int into wait_s
        from pp_rates r
       where r.key = p_sends_key;
      verdict := 'too_many';
      return;
    end if;
  end if;
  -- The user's lock of `pp_begin_turn`: nothing else of theirs is counted between here and there.
  perform pg_advisory_xact_lock(hashtextextended(p_user, 0));
  if p_day is not null and (p_messages <= 0 or p_tokens <= 0 or exists (
     select from pp_usage u
      where u.user_id = p_user and u.day = p_day and (u.messages >= p_messages or u.tokens >= p_tokens))) then
    verdict := 'used_up';
    return;
  end if;
  if p_opens then
    select t.title, t.status, t.allowed_image_domains, t.metadata, t.created_at
      into thread_title, thread_status, thread_domains, thread_metadata, thread_created_at
      from chatkit_threads t
     where t.user_id = p_user and t.id = p_thread;
    if thread_status::json ->> 'type' <> 'active' then
      verdict := 'closed';
      return;
    end if;
  end if;
  select b.verdict, b.met_turn, b.in_thread, b.before_seq
    into verdict, met_turn, in_thread, before_seq
    from pp_begin_turn(p_user, p_turn, p_kind, p_key, p_worker, p_thread, p_thread_created_at, p_title, p_retried,
                       p_at_most, p_files, p_item, p_type, p_hidden, p_data, p_created_at, recent_s, repeated_s,
                       came_at) b;
  if verdict not in ('begun', 'again') then
    return;
  end if;
  -- Last, as in the statement that ends a turn: who locks rows in one order never waits in a circle.
  if p_day is not null then
    insert into pp_usage as u (user_id, day, messages)
    values (p_user, p_day, 1)
        on conflict (user_id, day) do update
       set messages = u.messages + 1
    returning u.messages into messages_today;
  end if;
  select p.odds_format, p.language into prefers, speaks from pp_preferences p where p.user_id = p_user;
  if p_newest is not null and verdict = 'begun' then
    select array_agg(i.data order by i.seq desc), count(*) > p_newest into newest, has_more
      from (select n.seq, n.data
              from chatkit_thread_items n
             where n.user_id = p_user and n.thread_id = in_thread
             order by n.seq desc
             limit p_newest + 1) i;
  end if;
end
$f$;
-- The same as programs up to migration 13 call it: with the seconds since their request came.
create or replace function pp_accept_turn(
  p_user text, p_turn text, p_kind text, p_key text, p_worker text, p_thread text, p_thread_created_at timestamptz,
  p_title text, p_retried text, p_at_most integer, p_files text[],
  p_item text, p_type text, p_hidden boolean, p_data text, p_created_at timestamptz,
  recent_s double precision, repeated_s double precision, waited_s double precision,
  p_sends_key text, p_sends bigint, p_window_s double precision, p_day date, p_messages bigint, p_tokens bigint,
  p_opens boolean, p_newest integer,
  out verdict text, out met_turn text, out in_thread text, out before_seq bigint,
  out wait_s integer, out messages_today bigint, out prefers text, out speaks text,
  out thread_title text, out thread_status text, out thread_domains text[], out thread_metadata text,
  out thread_created_at timestamptz, out newest text[], out has_more boolean
) language sql as $f$
  select *
    from pp_start_turn(
    p_user, p_turn, p_kind, p_key, p_worker, p_thread, p_thread_created_at, p_title, p_retried, p_at_most, p_files,
    p_item, p_type, p_hidden, p_data, p_created_at, recent_s, repeated_s, now() - make_interval(secs => waited_s),
    p_sends_key, p_sends, p_window_s, p_day, p_messages, p_tokens, p_opens, p_newest)
$f$;
revoke all on function pp_start_turn from public;
revoke all on function pp_accept_turn from public;

-- What a user used on a day (UTC): what the daily limits are counted on, and what it cost.
create table if not exists pp_usage (
  user_id text not null,
  day date not null,
  messages bigint not null default 0,
  tokens bigint not null default 0,
  input_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  cost_micros bigint not null default 0,
  unpriced_calls bigint not null default 0,
  primary key (user_id, day)
);

-- The ledger: one row a call of a model, also of one that was cut off (`estimated`, then). Cached tokens are among the
-- input's, reasoning ones among the output's. Money is in millionths of a dollar by the price of that day; null where no
-- price is known, never 0. A partition a month, made ahead by a background job: what is old goes with its partition.
create table if not exists pp_usage_events (
  user_id text not null,
  at timestamptz not null default now(),
  turn_id text not null,
  call smallint not null default 0,
  tier text not null,
  provider text not null,
  model text not null,
  input_tokens bigint not null default 0,
  cached_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  reasoning_tokens bigint not null default 0,
  estimated boolean not null default false,
  cost_micros bigint,
  primary key (user_id, at, turn_id, call)
) partition by range (at);
-- Where no month's partition is there yet.
create table if not exists pp_usage_events_rest partition of pp_usage_events default;
alter table pp_usage_events enable row level security;
alter table pp_usage_events_rest enable row level security;
revoke all on pp_usage_events, pp_usage_events_rest from public;

-- Makes the partitions of this month and of so many after it; rows that have come before their partition move into it. It
-- waits for the table half a second at most, so that others never wait longer than that for it.
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
revoke all on function pp_make_usage_partitions from public;

-- What was spent on a day (UTC) by the whole server and by each tier (`scope` is 'server' or 'tier:NAME'). In parts, so
-- that answers that end at the same time do not wait for each other. Nobody's data.
create table if not exists pp_spend (
  scope text not null,
  day date not null,
  part smallint not null,
  cost_micros bigint not null default 0,
  primary key (scope, day, part)
) with (fillfactor = 50);
alter table pp_spend enable row level security;
revoke all on pp_spend from public;

-- What answers that are being written may still cost, where there are budgets: taken before a run, gone with its row in
-- the ledger. One whose process has died does not count any more after `expires_at`.
create table if not exists pp_reservations (
  user_id text not null,
  turn_id text not null,
  tier text not null,
  cost_micros bigint not null,
  expires_at timestamptz not null,
  primary key (user_id, turn_id)
);
alter table pp_reservations enable row level security;
revoke all on pp_reservations from public;

-- Reserves what an answer may cost, if every budget has room for it: null then, else the first that has not ('server day',
-- 'tier month', ...). A budget that is null does not bind. Every caller that a server's or tier's budget binds waits for the
-- others under one lock, those of users under the user's, so that together they never reserve more than there is.
-- `used` is the largest share that the server's and the tier's budgets are used to then, reservations among it.
create or replace function pp_reserve(
  p_user text, p_turn text, p_tier text, p_cost bigint, p_seconds double precision, p_today date,
  server_day bigint, server_month bigint, tier_day bigint, tier_month bigint, user_day bigint, user_month bigint,
  out refused text, out used double precision, out used_by text
) language plpgsql as $f$
declare
  limit_of record;
  p_month constant date := date_trunc('month', p_today::timestamp)::date;
  spent bigint;
  held bigint;
  share double precision;
begin
  if coalesce(server_day, server_month) is not null then
    perform pg_advisory_xact_lock(hashtextextended('budget server', 0));
  end if;
  if coalesce(tier_day, tier_month) is not null then
    perform pg_advisory_xact_lock(hashtextextended('budget tier ' || p_tier, 0));
  end if;
  perform pg_advisory_xact_lock(hashtextextended('budget user ' || p_user, 0));
  for limit_of in
    select *
      from (values ('server', 'day', server_day, p_today), ('server', 'month', server_month, p_month),
                   ('tier', 'day', tier_day, p_today), ('tier', 'month', tier_month, p_month),
                   ('user', 'day', user_day, p_today), ('user', 'month', user_month, p_month))
           as b (scope, period, micros, since)
     where micros is not null
  loop
    -- In one statement, so that an answer that ends in this moment is either reserved or spent.
    select case limit_of.scope when 'user' then (
             select coalesce(sum(u.cost_micros), 0) from pp_usage u
              where u.user_id = p_user and u.day >= limit_of.since and u.day <= p_today)
           else (
             select coalesce(sum(s.cost_micros), 0) from pp_spend s
              where s.scope = case limit_of.scope when 'tier' then 'tier:' || p_tier else 'server' end
                and s.day >= limit_of.since and s.day <= p_today)
           end, (
             select coalesce(sum(r.cost_micros), 0) from pp_reservations r
              where r.expires_at > now()
                and case limit_of.scope when 'server' then true when 'tier' then r.tier = p_tier
                    else r.user_id = p_user end)
      into spent, held;
    share := (spent + held + p_cost) / greatest(limit_of.micros, 1)::double precision;
    if limit_of.scope <> 'user' and share > coalesce(used, 0) then
      used := share;
      used_by := limit_of.scope || ' ' || limit_of.period;
    end if;
    if spent + held + p_cost > limit_of.micros then
      refused := limit_of.scope || ' ' || limit_of.period;
      return;
    end if;
  end loop;
  insert into pp_reservations as r (user_id, turn_id, tier, cost_micros, expires_at)
  values (p_user, p_turn, p_tier, p_cost, now() + make_interval(secs => p_seconds))
      on conflict (user_id, turn_id) do update set cost_micros = excluded.cost_micros, expires_at = excluded.expires_at;
end
$f$;
revoke all on function pp_reserve from public;

-- Hits in a running minute, by what is limited. Lost in a crash, which costs a minute's count: so it is not logged.
create unlogged table if not exists pp_rates (
  key text primary key,
  started_at timestamptz not null,
  hits bigint not null
);
alter table pp_rates enable row level security;
revoke all on pp_rates from public;

-- The slip a user builds in a thread: at most one is open. `card` is the item that shows it, `state` what it holds.
-- Every change names the version it was made from, so that two tabs cannot overwrite each other. `former_cards` are
-- those that showed it before it moved down the conversation: a click on one, from another tab, is still of this slip.
create table if not exists pp_slips (
  id text primary key,
  user_id text not null,
  thread_id text not null,
  card text not null,
  former_cards text[] not null default '{}',
  version bigint not null default 1,
  status text not null default 'open' check (status in ('open', 'locked', 'replaced')),
  state text not null,
  ticket_id text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (thread_id, user_id) references chatkit_threads (id, user_id) on delete cascade
);
create unique index if not exists pp_slips_one_open on pp_slips (thread_id) where status = 'open';
create index if not exists pp_slips_by_card on pp_slips (thread_id, card);
create index if not exists pp_slips_by_owner on pp_slips (user_id);

-- A bet as it was placed, whether locked in here or placed elsewhere and told us. Nothing in it is ever changed: what
-- became of it is in pp_ticket_grades. It outlives the conversation it came from. `request_key` makes a second click
-- the same ticket. Exact prices are fractions as text ("21/11"); `price` is null where legs of one game have no price.
create table if not exists pp_tickets (
  id text primary key,
  user_id text not null,
  request_key text not null,
  origin text not null check (origin in ('slip', 'tracked')),
  thread_id text,
  stake_cents bigint not null check (stake_cents > 0),
  price text,
  fair_probability double precision,
  demo boolean not null,
  placed_at timestamptz not null,
  seq bigint not null default nextval('chatkit_seq'),
  unique (user_id, request_key),
  unique (id, user_id)
);
create index if not exists pp_tickets_newest on pp_tickets (user_id, seq desc);

create table if not exists pp_ticket_legs (
  ticket_id text not null,
  position integer not null,
  user_id text not null,
  league text not null,
  event_id text not null,
  event_source text not null,
  away text not null,
  home text not null,
  starts_at timestamptz not null,
  market text not null,
  selection text not null,
  line text,
  subject text,
  stat text,
  price text not null,
  book text not null,
  source text not null,
  quoted_at timestamptz not null,
  fair_probability double precision,
  books integer not null default 0,
  agreement text not null default 'none',
  demo boolean not null,
  exchange boolean not null default false,
  primary key (ticket_id, position),
  foreign key (ticket_id, user_id) references pp_tickets (id, user_id) on delete cascade
);
-- For databases made before it: whether the price is an exchange's, before its commission.
alter table pp_ticket_legs add column if not exists exchange boolean not null default false;
-- Whether the price is of a moneyline with a draw beside it: such a one is of regulation time.
alter table pp_ticket_legs add column if not exists three_way boolean not null default false;
create index if not exists pp_ticket_legs_by_owner on pp_ticket_legs (user_id);
create index if not exists pp_ticket_legs_by_start on pp_ticket_legs (starts_at) where not demo;

-- How legs ended (by position), and the ticket as a whole (position -1). Written once and never changed: the key lets
-- one process grade and lets a later correction of the score change nothing.
create table if not exists pp_ticket_grades (
  ticket_id text not null,
  position integer not null,
  user_id text not null,
  result text not null,
  reason text not null,
  payout_cents bigint,
  source text not null,
  graded_at timestamptz not null default now(),
  clv_close text,
  clv_fair double precision,
  clv_points text,
  primary key (ticket_id, position),
  foreign key (ticket_id, user_id) references pp_tickets (id, user_id) on delete cascade
);
-- The league's rules that it was graded by, in words.
alter table pp_ticket_grades add column if not exists rule text not null default '';
create index if not exists pp_ticket_grades_by_owner on pp_ticket_grades (user_id);

-- What the last grading pass said an open ticket waits for: of a leg (by position), or of the ticket as a whole (-1).
-- Only the newest reason is kept; `noted_at` is when it was first given.
create table if not exists pp_ticket_waits (
  ticket_id text not null,
  position integer not null,
  user_id text not null,
  reason text not null,
  noted_at timestamptz not null default now(),
  primary key (ticket_id, position),
  foreign key (ticket_id, user_id) references pp_tickets (id, user_id) on delete cascade
);
create index if not exists pp_ticket_waits_by_owner on pp_ticket_waits (user_id);

-- The limits users have set for themselves. A looser one waits in next_* until `next_from`. `stakes` goes up with every
-- ticket recorded under a daily limit: two at once cannot both use what is left of it.
create table if not exists pp_care (
  user_id text primary key,
  max_stake_cents bigint check (max_stake_cents > 0),
  daily_stake_cents bigint check (daily_stake_cents > 0),
  next_max_stake_cents bigint,
  next_daily_stake_cents bigint,
  next_from timestamptz,
  cool_off_until timestamptz,
  country text,
  stakes bigint not null default 0,
  updated_at timestamptz not null default now()
);

-- Whose midnight ends the day of the daily limit: the zone the user had when it was set.
alter table pp_care add column if not exists day_zone text;

-- How a user wants things shown.
create table if not exists pp_preferences (
  user_id text primary key,
  odds_format text not null default 'american' check (odds_format in ('american', 'decimal', 'fractional')),
  language text check (language ~ '^[a-z]{2,3}$'),  -- one that the program has texts in; null: their browser's
  updated_at timestamptz not null default now()
);

-- What only a click of the user's own may do, put up on a card by a tool: the card, and what the click on it will do. It
-- is done once (`used_at`), in the user's own conversation, and not after `expires_at`.
create table if not exists pp_proposals (
  thread_id text not null,
  card text not null,
  user_id text not null,
  content text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (thread_id, card),
  foreign key (thread_id, user_id) references chatkit_threads (id, user_id) on delete cascade
);
create index if not exists pp_proposals_by_owner on pp_proposals (user_id);

-- What each book asked for a side before the start: a row each time price or line changed, so the first is where a market
-- opened and the last what it closed at. Nobody's data; only real feeds are kept. A partition a week by the game's start, made
-- ahead by a background job: old games go with theirs.
create table if not exists pp_quotes (
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
-- Games whose week has no partition yet.
create table if not exists pp_quotes_rest partition of pp_quotes default;
create index if not exists pp_quotes_by_start on pp_quotes (starts_at);
alter table pp_quotes enable row level security;
alter table pp_quotes_rest enable row level security;
revoke all on pp_quotes, pp_quotes_rest from public;

-- Makes the partitions of this week and of so many after it; rows that have come before their partition move into it. It
-- waits for the table half a second at most, so that others never wait longer than that for it.
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
revoke all on function pp_make_quote_partitions from public;

-- What the sources last said, for all processes of a deployment: one call however many ask. Nobody's data: a key is a
-- digest, and nobody's words are in the answers. `claimed_until` is how long the process that is asking has for it.
create table if not exists pp_answers (
  key text primary key,
  source text not null,
  body bytea,
  fetched_at timestamptz,
  fresh_until timestamptz,
  usable_until timestamptz,
  expires_at timestamptz not null,
  claimed_until timestamptz
);
create index if not exists pp_answers_by_expiry on pp_answers (expires_at);
alter table pp_answers enable row level security;
revoke all on pp_answers from public;

-- Work that one process at a time does, and until when it has it.
create table if not exists pp_jobs (
  name text primary key,
  worker text not null,
  leased_until timestamptz not null
);
alter table pp_jobs enable row level security;
revoke all on pp_jobs from public;

-- Requests of users for their own data: an export, or the deletion of everything. The process that works on one holds it by a
-- lease and leaves it, when killed, for the next. The receipt of a finished deletion names no user. `sweeps`: how often a
-- deletion went through all tables; `outcome`: what was counted, as JSON.
create table if not exists pp_data_requests (
  id text primary key,
  user_id text,
  kind text not null check (kind in ('export', 'delete')),
  state text not null default 'open' check (state in ('open', 'done')),
  requested_at timestamptz not null default now(),
  finished_at timestamptz,
  expires_at timestamptz,
  size_bytes bigint,
  sweeps smallint not null default 0,
  attempts integer not null default 0,
  outcome text not null default '{}',
  worker text,
  leased_until timestamptz not null default '-infinity'
);
create index if not exists pp_data_requests_by_owner on pp_data_requests (user_id);
create unique index if not exists pp_data_requests_one_open on pp_data_requests (user_id, kind) where state = 'open';
create index if not exists pp_data_requests_open on pp_data_requests (requested_at) where state = 'open';
create index if not exists pp_data_requests_outdated on pp_data_requests (expires_at) where expires_at is not null;

-- A user whom an operator has blocked, whose limits are lifted for a while, or whose sessions were all ended. Few rows: each
-- process reads them all every few seconds.
create table if not exists pp_standing (
  user_id text primary key,
  blocked_at timestamptz,
  blocked_why text,
  limits_lifted_until timestamptz,
  sessions_from timestamptz,
  updated_at timestamptz not null default now()
);
alter table pp_standing enable row level security;
revoke all on pp_standing from public;

-- Who looked at what, and who did what to whom. Never changed. Users appear by hash, so that deleting one leaves nothing of
-- theirs here; an operator who used the admin token is 'token'.
create table if not exists pp_admin_audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor text not null,
  action text not null,
  subject text,
  detail text
);
create index if not exists pp_admin_audit_by_time on pp_admin_audit (at);
alter table pp_admin_audit enable row level security;
revoke all on pp_admin_audit from public;

-- Who may touch what. Three callers:
--   the server's own login owns the tables and puts the owner into every statement;
--   with PP_DB_ROLE=pp_server each statement runs as that role, which has no BYPASSRLS: the policies then hold for it too;
--   a user who comes through Supabase's API (authenticated) may read their own rows and write nothing: what the model
--   reads and what a limit counts is the server's to write. anon gets nothing.
-- The owner is the `sub` of the request's claims, as text, because not every owner is a Supabase user with a uuid. The
-- (select ...) makes Postgres ask once a statement, not once a row.
do $$
begin
  if not exists (select from pg_roles where rolname = 'pp_server') then
    create role pp_server nologin nobypassrls;
  end if;
  execute format('grant pp_server to %I', current_user);
exception
  when insufficient_privilege then raise notice 'the role pp_server could not be made: %', sqlerrm;
  when duplicate_object or unique_violation then null; -- another process made it in the same moment
end
$$;

do $$
declare
  name text;
  owner constant text := $f$(select nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')$f$;
begin
  foreach name in array array[
    'chatkit_threads', 'chatkit_thread_items', 'chatkit_attachments', 'chatkit_feedback', 'pp_turns', 'pp_turns_ended',
    'pp_usage', 'pp_usage_events', 'pp_reservations', 'pp_standing', 'pp_preferences',
    'pp_slips', 'pp_tickets', 'pp_ticket_legs', 'pp_ticket_grades', 'pp_ticket_waits', 'pp_care',
    'pp_proposals', 'pp_data_requests'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('revoke all on %I from public', name);
    execute format('drop policy if exists owner_only on %I', name);
    execute format('drop policy if exists server_for_owner on %I', name);
    if exists (select from pg_roles where rolname = 'anon') then
      execute format('revoke all on %I from anon', name);
    end if;
    if exists (select from pg_roles where rolname = 'authenticated') then
      execute format('revoke all on %I from authenticated', name);
      execute format('grant select on %I to authenticated', name);
      execute format(
        'create policy owner_only on %I for select to authenticated using (user_id = (select auth.uid())::text%s)',
        name, case when name = 'chatkit_thread_items' then ' and not hidden' else '' end);
    end if;
    if exists (select from pg_roles where rolname = 'pp_server') then
      execute format('grant select, insert, update, delete on %I to pp_server', name);
      execute format(
        'create policy server_for_owner on %I for all to pp_server using (user_id = %s) with check (user_id = %s)',
        name, owner, owner);
    end if;
  end loop;
  -- Supabase grants new tables and sequences to its API roles by itself: what is not said above is taken back.
  foreach name in array array['anon', 'authenticated'] loop
    if exists (select from pg_roles where rolname = name) then
      execute format(
        'revoke all on pp_migrations, pp_rates, pp_quotes, pp_answers, pp_jobs, pp_removed_files, pp_workers from %I',
        name);
      execute format('revoke all on pp_quotes_rest, pp_usage_events_rest, pp_turns_ended_rest from %I', name);
      execute format('revoke all on pp_spend, pp_admin_audit from %I', name);
      execute format('revoke all on sequence pp_admin_audit_id_seq from %I', name);
      execute format('revoke all on function pp_reserve from %I', name);
      execute format('revoke all on function pp_make_usage_partitions from %I', name);
      execute format('revoke all on function pp_make_quote_partitions from %I', name);
      execute format('revoke all on function pp_make_turn_partitions from %I', name);
      execute format('revoke all on function pp_forget_ended_turns() from %I', name);
      execute format('revoke all on function pp_note_removed_file() from %I', name);
      execute format('revoke all on function pp_turn_of_request from %I', name);
      execute format('revoke all on function pp_unheard_turn from %I', name);
      execute format('revoke all on function pp_begin_turn from %I', name);
      execute format('revoke all on function pp_start_turn from %I', name);
      execute format('revoke all on function pp_accept_turn from %I', name);
      execute format('revoke all on sequence chatkit_seq from %I', name);
    end if;
  end loop;
  revoke all on sequence chatkit_seq from public;
  if exists (select from pg_roles where rolname = 'pp_server') then
    grant usage on sequence chatkit_seq to pp_server;
    grant execute on function pp_turn_of_request to pp_server;
    grant execute on function pp_unheard_turn to pp_server;
    grant execute on function pp_begin_turn to pp_server;
    grant execute on function pp_start_turn to pp_server;
    grant execute on function pp_accept_turn to pp_server;
    grant select, insert, update on pp_rates to pp_server;  -- nobody's data: counts of a minute
    drop policy if exists server_counts on pp_rates;
    create policy server_counts on pp_rates for all to pp_server using (true) with check (true);
    grant select on pp_workers to pp_server;  -- nobody's data: which processes live
    grant select, insert, update on pp_spend to pp_server;  -- nobody's data: sums
    drop policy if exists server_counts on pp_spend;
    create policy server_counts on pp_spend for all to pp_server using (true) with check (true);
    drop policy if exists server_reads on pp_workers;
    create policy server_reads on pp_workers for select to pp_server using (true);
    execute format('grant usage on schema %I to pp_server', current_schema());
  end if;
end
$$;

-- The migrations whose sum this is.
insert into pp_migrations (number, name) values
  (3, 'all_before_numbers'),
  (4, 'data_requests'),
  (5, 'ledger'),
  (6, 'admin'),
  (7, 'preferences'),
  (8, 'said_seq'),
  (9, 'accept_turn'),
  (10, 'quotes_by_week'),
  (11, 'language'),
  (12, 'ended_turns'),
  (13, 'any_language'),
  (14, 'delivered_at'),
  (15, 'partitions_while_writing')
on conflict do nothing;
