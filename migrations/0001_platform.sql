-- Shared machinery: gapless counters and the progress of long work.
-- Roles tarifwerk_app (everyday work, under row-level security) and tarifwerk_loader (bulk load of usage) are made by
-- src/platform/roles.ts before the first migration; the owner runs migrations and owns everything.

create schema platform;

-- The tenant of the running transaction, set by `inTransaction`; nothing set means nothing seen.
create function platform.current_tenant() returns int language sql stable parallel safe
  return nullif(current_setting('tarifwerk.tenant', true), '')::int;

-- Puts the second wall around a table: rows of other tenants do not exist for tarifwerk_app.
create procedure platform.protect(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy tenant_wall on %s using (tenant_id = platform.current_tenant()) with check (tenant_id = platform.current_tenant())', target);
end $$;

-- Gapless numbers per tenant and name, taken inside the transaction that uses them (row lock, no sequence): a crash burns none,
-- so two runs of the same work give the same ids.
create table platform.counter (
  tenant_id int not null,
  name text not null,
  value bigint not null,
  primary key (tenant_id, name)
);
call platform.protect('platform.counter');

create function platform.next_number(counter_name text, how_many int default 1) returns bigint language sql as $$
  insert into platform.counter as c (tenant_id, name, value) values (platform.current_tenant(), counter_name, how_many)
  on conflict (tenant_id, name) do update set value = c.value + how_many
  returning value - how_many + 1
$$;

-- One row per piece of long work that a screen may watch; each change is notified on channel `progress`.
create table platform.progress (
  tenant_id int not null,
  topic text not null,                      -- e.g. run/7, file/12
  phase text not null,
  done bigint not null,
  total bigint,
  state text not null check (state in ('running', 'done', 'failed', 'cancelled')),
  detail jsonb not null default '{}',
  started_at timestamptz not null,
  updated_at timestamptz not null,
  cancel_requested boolean not null default false,
  primary key (tenant_id, topic)
);
call platform.protect('platform.progress');

-- Answers to requests that carried an Idempotency-Key, kept a week: the same request again gets the same answer and does nothing.
create table platform.idempotency (
  tenant_id int not null,
  key text not null,
  input_hash bytea not null,                -- sha256 of method, URL and body
  reply jsonb not null,                     -- JSON null for an empty answer
  answered_at timestamptz not null,
  primary key (tenant_id, key)
);
create index on platform.idempotency (tenant_id, answered_at);
call platform.protect('platform.idempotency');

grant usage on schema platform to tarifwerk_app, tarifwerk_loader;
grant select, insert, update on platform.counter to tarifwerk_app, tarifwerk_loader;
grant select, insert, update, delete on platform.progress to tarifwerk_app;
grant select, insert, delete on platform.idempotency to tarifwerk_app;
