-- What operators do to users, and a record of every look and act of theirs.

-- A user whom an operator has blocked, whose limits are lifted for a while, or whose sessions were all ended. Few rows: each
-- process reads them all every few seconds.
create table pp_standing (
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
create table pp_admin_audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor text not null,
  action text not null,
  subject text,
  detail text
);
create index pp_admin_audit_by_time on pp_admin_audit (at);
alter table pp_admin_audit enable row level security;
revoke all on pp_admin_audit from public;

-- A user's own requests, whatever became of them.
create index pp_data_requests_by_owner on pp_data_requests (user_id);

do $$
declare
  name text;
  owner constant text := $f$(select nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')$f$;
begin
  foreach name in array array['anon', 'authenticated'] loop
    if exists (select from pg_roles where rolname = name) then
      execute format('revoke all on pp_standing, pp_admin_audit from %I', name);
      execute format('revoke all on sequence pp_admin_audit_id_seq from %I', name);
    end if;
  end loop;
  if exists (select from pg_roles where rolname = 'authenticated') then
    grant select on pp_standing to authenticated;
    create policy owner_only on pp_standing for select to authenticated using (user_id = (select auth.uid())::text);
  end if;
  if exists (select from pg_roles where rolname = 'pp_server') then
    grant select, insert, update, delete on pp_standing to pp_server;
    execute format(
      'create policy server_for_owner on pp_standing for all to pp_server using (user_id = %s) with check (user_id = %s)',
      owner, owner);
  end if;
end
$$;
