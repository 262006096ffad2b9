-- The ledger of what models cost, and budgets that hold.

alter table pp_usage add column cost_micros bigint not null default 0;
alter table pp_usage add column unpriced_calls bigint not null default 0;

-- The ledger: one row a call of a model, also of one that was cut off (`estimated`, then). Cached tokens are among the
-- input's, reasoning ones among the output's. Money is in millionths of a dollar by the price of that day; null where no
-- price is known, never 0. A partition a month, made ahead by a background job: what is old goes with its partition.
create table pp_usage_events (
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
create table pp_usage_events_rest partition of pp_usage_events default;
alter table pp_usage_events enable row level security;
alter table pp_usage_events_rest enable row level security;
revoke all on pp_usage_events, pp_usage_events_rest from public;

-- Makes the partitions of this month and of so many after it; rows that have come before their partition move into it.
create function pp_make_usage_partitions(months_ahead integer) returns integer language plpgsql as $f$
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
create table pp_spend (
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
create table pp_reservations (
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
create function pp_reserve(
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

do $$
declare
  name text;
  owner constant text := $f$(select nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')$f$;
begin
  foreach name in array array['anon', 'authenticated'] loop
    if exists (select from pg_roles where rolname = name) then
      execute format('revoke all on pp_usage_events, pp_usage_events_rest, pp_spend, pp_reservations from %I', name);
      execute format('revoke all on function pp_reserve from %I', name);
      execute format('revoke all on function pp_make_usage_partitions from %I', name);
    end if;
  end loop;
  foreach name in array array['pp_usage_events', 'pp_reservations'] loop
    if exists (select from pg_roles where rolname = 'authenticated') then
      execute format('grant select on %I to authenticated', name);
      execute format(
        'create policy owner_only on %I for select to authenticated using (user_id = (select auth.uid())::text)', name);
    end if;
    if exists (select from pg_roles where rolname = 'pp_server') then
      execute format('grant select, insert, update, delete on %I to pp_server', name);
      execute format(
        'create policy server_for_owner on %I for all to pp_server using (user_id = %s) with check (user_id = %s)',
        name, owner, owner);
    end if;
  end loop;
  if exists (select from pg_roles where rolname = 'pp_server') then
    grant select, insert, update on pp_spend to pp_server;  -- nobody's data: sums
    create policy server_counts on pp_spend for all to pp_server using (true) with check (true);
  end if;
end
$$;
