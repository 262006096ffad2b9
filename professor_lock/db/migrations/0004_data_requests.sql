-- Requests of users for their own data: an export, or the deletion of everything.

create table pp_data_requests (
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
create unique index pp_data_requests_one_open on pp_data_requests (user_id, kind) where state = 'open';
create index pp_data_requests_open on pp_data_requests (requested_at) where state = 'open';
create index pp_data_requests_outdated on pp_data_requests (expires_at) where expires_at is not null;

alter table pp_data_requests enable row level security;
revoke all on pp_data_requests from public;
do $$
declare
  owner constant text := $f$(select nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')$f$;
begin
  if exists (select from pg_roles where rolname = 'anon') then
    revoke all on pp_data_requests from anon;
  end if;
  if exists (select from pg_roles where rolname = 'authenticated') then
    revoke all on pp_data_requests from authenticated;
    grant select on pp_data_requests to authenticated;
    create policy owner_only on pp_data_requests for select to authenticated using (user_id = (select auth.uid())::text);
  end if;
  if exists (select from pg_roles where rolname = 'pp_server') then
    grant select, insert, update, delete on pp_data_requests to pp_server;
    execute format(
      'create policy server_for_owner on pp_data_requests for all to pp_server using (user_id = %s) with check (user_id = %s)',
      owner, owner);
  end if;
end
$$;
