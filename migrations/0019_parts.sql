-- Records that several rows, or several files, make up; numbers of files; records that a later delivery corrects.

alter table mediation.file add column joined bigint not null default 0;    -- records that are part of another one
alter table mediation.file add column waiting bigint not null default 0;   -- parts whose others have not come yet
alter table mediation.file add column number_of text;                      -- who numbers it: sender and recipient
alter table mediation.file add column number bigint;                       -- its number among theirs
alter table mediation.file drop constraint file_check1;
-- Every record is in exactly one count.
alter table mediation.file add constraint file_counts
  check (records = stored + duplicates + rejected + filtered + joined + waiting and joined >= 0 and waiting >= 0);
create index file_number on mediation.file (tenant_id, source_id, number_of, number) where number is not null;
create index file_name on mediation.file (tenant_id, source_id, name);

-- Parts of calls that lie in several files: waiting for the others, or joined to a record with them. Parts whose others are in the same file
-- are not kept.
create table mediation.part (
  tenant_id int not null,
  file_id int not null,
  record_no int not null,
  source_id smallint not null,
  group_hash bigint not null,               -- what its parts share
  start_at timestamptz not null,
  received_at timestamptz not null,
  role text not null check (role in ('whole', 'start', 'interim', 'stop')),
  is_first boolean not null,
  is_last boolean not null,
  sort_key text[] not null,
  record jsonb not null,                    -- a usage record (src/usage/record.ts) before it is rated
  line_no int not null,
  raw text not null,                        -- cut at 2,000 bytes
  state text not null check (state in ('waiting', 'joined')),
  joined_start_at timestamptz,              -- with joined_hash the key of the record it is part of; null where that was left out
  joined_hash bigint,
  primary key (tenant_id, file_id, record_no),
  foreign key (tenant_id, file_id) references mediation.file
);
create index part_waiting on mediation.part (tenant_id, source_id) where state = 'waiting';
create index part_group on mediation.part (tenant_id, source_id, group_hash);
call platform.protect('mediation.part');

-- What a record was before a later delivery corrected it. Never changed.
create table mediation.corrected_record (
  tenant_id int not null,
  file_id int not null,                     -- whose record corrects it
  start_at timestamptz not null,            -- with dedup_hash the key of both
  dedup_hash bigint not null,
  before jsonb not null,                    -- the row of usage.record as it was
  corrected_at timestamptz not null,
  primary key (tenant_id, file_id, start_at, dedup_hash),
  foreign key (tenant_id, file_id) references mediation.file
);
call platform.protect('mediation.corrected_record');

grant select on mediation.part, mediation.corrected_record to tarifwerk_app;
grant select, insert, update, delete on mediation.part to tarifwerk_loader;
grant select, insert on mediation.corrected_record to tarifwerk_loader;

-- Records that are whole because their window is over, not by a file: the load belongs to none.
alter table usage.load drop constraint load_kind_check;
alter table usage.load add constraint load_kind_check check (kind in ('file', 'assignment', 'rerating', 'joining'));
-- What a correction can change is told in the transaction that makes it.
grant usage on schema access to tarifwerk_loader;
grant select, insert on access.audit to tarifwerk_loader;
