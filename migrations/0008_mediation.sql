create schema mediation;

create table mediation.source (
  tenant_id int not null,
  id smallint not null,
  code text not null,
  name text not null,
  kind text not null check (kind in ('carrier', 'pabx', 'sbc')),
  format text not null,                     -- id of a format definition, e.g. asterisk-master-csv
  zone text not null,                       -- IANA zone of local timestamps
  country char(2) not null,                 -- default country of national numbers
  settings jsonb not null default '{}',     -- overrides the format allows: trunks, outside-line digit, …
  supplier_price_list_id int,               -- prices we pay for this source's traffic
  primary key (tenant_id, id),
  unique (tenant_id, code)
);
call platform.protect('mediation.source');

-- The file ledger: every file that was ever handed in, by content. Written once, with all that was in it.
create table mediation.file (
  tenant_id int not null,
  id int not null,
  source_id smallint,                       -- null: quarantined because no source could be told
  name text not null,
  sha256 bytea not null,
  bytes bigint not null,
  state text not null check (state in ('imported', 'quarantined')),
  received_at timestamptz not null,
  load_no int,                              -- null when quarantined
  records bigint not null,                  -- records read = stored + duplicates + rejected + filtered
  stored bigint not null,
  duplicates bigint not null,
  rejected bigint not null,
  filtered bigint not null,                 -- dropped by the format's filters, by reason in filter_counts
  filter_counts jsonb not null default '{}',
  unmatched bigint not null,                -- of the stored
  unpriced bigint not null,                 -- of the stored
  duration_ms bigint not null,
  charge_micro bigint not null,
  cost_micro bigint not null,
  first_at timestamptz, last_at timestamptz,
  findings jsonb not null default '[]',     -- about the file as a whole, quarantine reason first
  primary key (tenant_id, id),
  unique (tenant_id, sha256),
  check (source_id is not null or state = 'quarantined'),
  check (records = stored + duplicates + rejected + filtered),
  foreign key (tenant_id, source_id) references mediation.source
);
create index on mediation.file (tenant_id, first_at);
call platform.protect('mediation.file');

-- A file whose content was handed in before under another name: nothing is imported, but not forgotten. The same name again
-- leaves no trace, so that a repeated import changes nothing.
create table mediation.file_again (
  tenant_id int not null,
  file_id int not null,
  name text not null,
  received_at timestamptz not null,
  primary key (tenant_id, file_id, name),
  foreign key (tenant_id, file_id) references mediation.file
);
call platform.protect('mediation.file_again');

-- Records that could not be read: place, reason, what was expected, and the record itself (cut at 2,000 bytes).
create table mediation.reject (
  tenant_id int not null,
  file_id int not null,
  record_no int not null,
  line_no int not null,
  column_no int,                            -- number of the field in its line, from 1; null where there are no columns
  byte_offset bigint not null,              -- of the field, else of the record, in the unpacked content
  code text not null,
  field text,
  params jsonb not null default '{}',
  raw text not null,
  primary key (tenant_id, file_id, record_no),
  foreign key (tenant_id, file_id) references mediation.file
);
call platform.protect('mediation.reject');

grant usage on schema mediation to tarifwerk_app, tarifwerk_loader;
grant select, insert, update on mediation.source to tarifwerk_app;
grant select on mediation.file, mediation.file_again, mediation.reject to tarifwerk_app;
grant select on mediation.source to tarifwerk_loader;
grant select, insert on mediation.file, mediation.file_again, mediation.reject to tarifwerk_loader;
grant update on mediation.file to tarifwerk_loader;   -- a quarantined file that can be read at last becomes an imported one
