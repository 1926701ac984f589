-- Control: thresholds per operator, who works on a finding, what happened to it, bills beside earlier ones split by cause, protocols.

-- What the operator set other than the program's default (src/control/thresholds.ts).
create table control.threshold (
  tenant_id int not null,
  name text not null,                       -- jump.percent, longCall.minutes, …
  value bigint not null,                    -- in the threshold's unit
  set_by text not null,
  set_at timestamptz not null,
  primary key (tenant_id, name)
);
call platform.protect('control.threshold');

-- An acceptance holds while the finding stays what it was: for more money it lapses.
alter table control.decision add column amount_micro bigint not null default 0;
alter table control.decision alter column amount_micro drop default;

create table control.assignment (
  tenant_id int not null,
  run_id int not null,
  key text not null,                        -- of the finding
  assigned_to text not null,                -- name of the user
  assigned_by text not null,
  assigned_at timestamptz not null,
  primary key (tenant_id, run_id, key)
);
call platform.protect('control.assignment');

-- What happened to a finding, in order. Never changed.
create table control.finding_event (
  tenant_id int not null,
  run_id int not null,
  no int not null,
  key text not null,
  kind text not null check (kind in ('accepted', 'reopened', 'assigned', 'unassigned', 'lapsed', 'gone')),
  comment text not null,                    -- why; of an assignment to whom
  amount_micro bigint not null,             -- at stake then
  actor text not null,
  at timestamptz not null,
  primary key (tenant_id, run_id, no)
);
create index on control.finding_event (tenant_id, run_id, key);
call platform.protect('control.finding_event');

-- A customer's bill beside an earlier one, split by cause; the causes add up to the difference (src/control/difference.ts).
create table control.difference (
  tenant_id int not null,
  run_id int not null,
  customer_id int not null,
  against text not null check (against in ('month', 'year')),   -- the month before; the same month a year before
  before_minor bigint,                      -- net; null = had no bill
  now_minor bigint,                         -- null = has none
  causes jsonb not null,                    -- { cause: minor units as text }
  check (before_minor is not null or now_minor is not null),
  primary key (tenant_id, run_id, against, customer_id)
);
call platform.protect('control.difference');

-- Protocols of a run as they were signed: the files lie in the archive, their hashes in the audit trail too.
create table control.protocol (
  tenant_id int not null,
  run_id int not null,
  no int not null,
  language text not null check (language in ('de', 'fr', 'en')),
  run_digest bytea not null,                -- over the drafts it tells of
  pdf_sha256 text not null,
  xlsx_sha256 text not null,
  signed_by text not null,
  signed_at timestamptz not null,
  primary key (tenant_id, run_id, no)
);
call platform.protect('control.protocol');

grant select, insert, update, delete on control.threshold, control.assignment, control.difference to tarifwerk_app;
grant select, insert on control.finding_event, control.protocol to tarifwerk_app;
