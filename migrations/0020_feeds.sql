-- Feeds: how records come in by themselves, and the keys of programs that push them.

-- Keys by which programs ask instead of people. The key itself is shown once and stored nowhere.
create table access.api_key (
  tenant_id int not null references access.tenant,
  id int not null,
  name text not null,
  key_hash bytea not null unique,           -- sha256
  permissions text[] not null,
  created_at timestamptz not null,
  created_by text not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id)
);
call platform.protect('access.api_key');

-- Whose key is it? Asked before any tenant is known.
create function access.find_api_key(wanted_hash bytea)
  returns table (tenant_id int, id int, name text, permissions text[], last_used_at timestamptz)
  language sql stable security definer set search_path = pg_catalog as $$
  select k.tenant_id, k.id, k.name, k.permissions, k.last_used_at
  from access.api_key k where k.key_hash = wanted_hash and k.revoked_at is null
$$;
revoke execute on function access.find_api_key from public;
grant execute on function access.find_api_key to tarifwerk_app;
grant select, insert on access.api_key to tarifwerk_app;
grant update (last_used_at, revoked_at) on access.api_key to tarifwerk_app;

create table mediation.feed (
  tenant_id int not null,
  id int not null,
  code text not null,
  source_id smallint not null,
  kind text not null check (kind in ('push', 'folder', 'sftp', 'ftps', 'dropBox', 'pull', 'radius', 'syslog', 'tcpServer', 'tcpClient')),
  settings jsonb not null,                  -- by kind: src/mediation/feeds/settings.ts
  secret bytea,                             -- sealed by src/platform/seal.ts; never leaves the server
  enabled boolean not null,
  version int not null default 1,           -- counts changes of settings, secret and enabled, so that whoever runs it starts it anew
  state text not null default 'stopped' check (state in ('stopped', 'waiting', 'running', 'listening', 'connected', 'failed')),
  cursor jsonb not null default '{}',       -- how far a feed that fetches has come
  cut_to bigint not null default 0,         -- last item that lies in a file
  failures int not null default 0,          -- in a row
  next_run_at timestamptz,
  last_run_at timestamptz,
  last_ok_at timestamptz,
  last_error jsonb,                         -- { code, params }; null once a run went well
  last_error_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, source_id) references mediation.source
);
call platform.protect('mediation.feed');

-- What streams have brought and what is not cut into a file yet; kept for a while after that, so that what is sent again is known.
create table mediation.feed_item (
  tenant_id int not null,
  feed_id int not null,
  no bigint not null,
  key bytea,                                -- same key, same item: sent again
  received_at timestamptz not null,
  content bytea not null,
  primary key (tenant_id, feed_id, no),
  foreign key (tenant_id, feed_id) references mediation.feed on delete cascade
);
create unique index feed_item_key on mediation.feed_item (tenant_id, feed_id, key) where key is not null;
call platform.protect('mediation.feed_item');

-- Files that feeds brought, archived and to be imported, imported, or refused. What they came to stands in mediation.file.
create table mediation.feed_file (
  tenant_id int not null,
  feed_id int not null,
  no int not null,
  name text not null,
  origin text,                              -- what it was at its sender: name, size and time of a file, key of a request
  sha256 bytea not null,
  bytes bigint not null,
  items int,                                -- how many items it was cut from
  received_at timestamptz not null,
  state text not null check (state in ('waiting', 'done', 'failed')),
  file_id int,                              -- in mediation.file; the content may have been there before
  settled_at timestamptz,
  error jsonb,                              -- { code, params } of a refusal
  primary key (tenant_id, feed_id, no),
  foreign key (tenant_id, feed_id) references mediation.feed on delete cascade,
  foreign key (tenant_id, file_id) references mediation.file
);
create index on mediation.feed_file (tenant_id, feed_id, no) where state = 'waiting';
create unique index feed_file_origin on mediation.feed_file (tenant_id, feed_id, origin) where origin is not null;
create index on mediation.feed_file (tenant_id, received_at);
create index on mediation.feed_file (tenant_id, file_id);
call platform.protect('mediation.feed_file');

-- Times in which a feed was away, and what was lost or cut off by what it was given.
create table mediation.feed_gap (
  tenant_id int not null,
  feed_id int not null,
  no int not null,
  kind text not null check (kind in ('away', 'dropped', 'cutOff')),
  from_at timestamptz not null,
  to_at timestamptz,                        -- null: lasts
  count bigint not null,
  primary key (tenant_id, feed_id, no),
  foreign key (tenant_id, feed_id) references mediation.feed on delete cascade
);
call platform.protect('mediation.feed_gap');

-- The process that runs feeds serves all tenants; it is told whom to ask, nothing else.
create function mediation.tenants_with_feeds() returns table (tenant_id int)
  language sql stable security definer set search_path = pg_catalog as $$
  select distinct f.tenant_id from mediation.feed f
$$;
revoke execute on function mediation.tenants_with_feeds from public;
grant execute on function mediation.tenants_with_feeds to tarifwerk_app;
grant select, insert, update, delete on mediation.feed, mediation.feed_item, mediation.feed_file, mediation.feed_gap to tarifwerk_app;
