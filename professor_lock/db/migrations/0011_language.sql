-- The language that a user has asked for; it comes with a turn's beginning, beside how they read prices.

alter table pp_preferences alter column odds_format set default 'american';
alter table pp_preferences add column language text check (language in ('en', 'es', 'de', 'fr', 'ar'));

-- One column more is another type of result, which a function cannot change to. The old program leaves the column alone.
drop function pp_accept_turn;
create function pp_accept_turn(
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
                       waited_s) b;
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
revoke all on function pp_accept_turn from public;

do $$
declare
  name text;
begin
  foreach name in array array['anon', 'authenticated'] loop
    if exists (select from pg_roles where rolname = name) then
      execute format('revoke all on function pp_accept_turn from %I', name);
    end if;
  end loop;
  if exists (select from pg_roles where rolname = 'pp_server') then
    grant execute on function pp_accept_turn to pp_server;
  end if;
end
$$;
