-- When a turn's end was delivered: a request that came before that is the same one, however late it is decided.

-- Expand: the two functions that a program calls are new ones beside the former, which programs up to 13 go on calling while
-- they run. A later migration drops pp_accept_turn and pp_unheard_turn.
alter table pp_turns add column delivered_at timestamptz;

-- The last turn of the same request that has ended moments ago, and whose end a client that sends the request again must
-- get instead of a second turn: nobody has received it (for `recent_s` seconds), or it was delivered after this request
-- had come (`came_at`), or it answered a message that was sent at most `repeated_s` seconds ago, because nobody repeats
-- themselves that fast. One that was interrupted is not answered yet, also when that was received. One that was stopped
-- is over for every request that came later, and so is one that others have followed in its thread by then.
create function pp_turn_of_request(
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

-- With the moment in place of the seconds. What follows the changed parameters is as it was, but for what is said of
-- `came_at`: a turn that was stopped counts for a request that came before its end, and the moment of a delivery is kept.
drop function pp_begin_turn;
create function pp_begin_turn(
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

create function pp_start_turn(
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

revoke all on function pp_turn_of_request from public;
revoke all on function pp_begin_turn from public;
revoke all on function pp_start_turn from public;

do $$
declare
  name text;
begin
  foreach name in array array['anon', 'authenticated'] loop
    if exists (select from pg_roles where rolname = name) then
      execute format('revoke all on function pp_turn_of_request from %I', name);
      execute format('revoke all on function pp_begin_turn from %I', name);
      execute format('revoke all on function pp_start_turn from %I', name);
    end if;
  end loop;
  if exists (select from pg_roles where rolname = 'pp_server') then
    grant execute on function pp_turn_of_request to pp_server;
    grant execute on function pp_begin_turn to pp_server;
    grant execute on function pp_start_turn to pp_server;
  end if;
end
$$;
