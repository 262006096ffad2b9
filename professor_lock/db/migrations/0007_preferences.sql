-- How a user wants things shown.

create table pp_preferences (
  user_id text primary key,
  odds_format text not null check (odds_format in ('american', 'decimal', 'fractional')),
  updated_at timestamptz not null default now()
);

alter table pp_preferences enable row level security;
revoke all on pp_preferences from public;
do $$
declare
  owner constant text := $f$(select nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')$f$;
begin
  if exists (select from pg_roles where rolname = 'anon') then
    revoke all on pp_preferences from anon;
  end if;
  if exists (select from pg_roles where rolname = 'authenticated') then
    revoke all on pp_preferences from authenticated;
    grant select on pp_preferences to authenticated;
    create policy owner_only on pp_preferences for select to authenticated using (user_id = (select auth.uid())::text);
  end if;
  if exists (select from pg_roles where rolname = 'pp_server') then
    grant select, insert, update, delete on pp_preferences to pp_server;
    execute format(
      'create policy server_for_owner on pp_preferences for all to pp_server using (user_id = %s) with check (user_id = %s)',
      owner, owner);
  end if;
end
$$;
