-- Calls of sources that only serve reconciliation: the same calls are billed as another source tells them.
create table mediation.seen_call (
  tenant_id int not null,
  source_id smallint not null,
  start_at timestamptz not null,
  dedup_hash bigint not null,
  direction smallint not null,
  duration_ms bigint not null,
  a_number bigint not null,                 -- 0 = no E.164 number
  a_text text,
  b_number bigint not null,
  b_text text,
  file_id int not null,
  record_no int not null,
  primary key (tenant_id, source_id, start_at, dedup_hash),
  foreign key (tenant_id, source_id) references mediation.source,
  foreign key (tenant_id, file_id) references mediation.file deferrable initially deferred
);
create index on mediation.seen_call (tenant_id, file_id);
call platform.protect('mediation.seen_call');
grant select on mediation.seen_call to tarifwerk_app;
grant select, insert, delete on mediation.seen_call to tarifwerk_loader;
