create schema control;

create table control.finding (
  tenant_id int not null,
  run_id int not null,
  id int not null,                          -- position, worst first
  key text not null,                        -- code and subject: a decision survives a new draft while the key stays
  customer_id int,
  subject_kind text not null,               -- customer, identifier, file, …
  subject_key text not null,
  code text not null,
  severity text not null check (severity in ('info', 'warning', 'error')),
  params jsonb not null,
  amount_at_risk_micro bigint not null default 0,
  primary key (tenant_id, run_id, id)
);
create index on control.finding (tenant_id, run_id, customer_id);
call platform.protect('control.finding');

-- What a person decided about a finding, by key, with a comment.
create table control.decision (
  tenant_id int not null,
  run_id int not null,
  key text not null,
  accepted boolean not null,
  comment text not null,
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (tenant_id, run_id, key)
);
call platform.protect('control.decision');

create table control.approval (
  tenant_id int not null,
  run_id int not null,
  digest bytea not null,
  approved_by text not null,
  approved_at timestamptz not null,
  primary key (tenant_id, run_id)
);
call platform.protect('control.approval');

grant usage on schema control to tarifwerk_app;
grant select, insert, update, delete on control.finding, control.decision, control.approval to tarifwerk_app;
