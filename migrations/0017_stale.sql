-- Re-rating by staleness: what changed says so in the audit trail; rating pulls it and remembers which customer-months it can concern.

-- What of the deed can alter charges: [{ kind, id, fromMs, toMs? }] (src/access/affected.ts); null = nothing. Part of the hashed row.
alter table access.audit add column affects jsonb;
create index audit_affecting on access.audit (tenant_id, seq) where affects is not null;

-- The audit entry up to which whatever rated the load's records had seen all changes; 0 = nothing is known of it, every change counts as unseen.
alter table usage.load add column rated_at_seq bigint not null default 0;

create schema rating;

-- How far changes and loads have been turned into stale customer-months.
create table rating.seen (
  tenant_id int primary key,
  audit_seq bigint not null,
  load_no int not null
);
call platform.protect('rating.seen');

-- A customer's month that has been rated as a whole, in order of event start, with its allowances. customer_id 0 = unmatched.
create table rating.period (
  tenant_id int not null,
  customer_id int not null,
  month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  load_no int not null,                     -- records up to this load were there
  audit_seq bigint not null,                -- changes up to this audit entry were known
  counters jsonb not null,                  -- closing states of its allowances (src/rating/counter.ts), the openings of the next month
  rated_at timestamptz not null,
  primary key (tenant_id, customer_id, month)
);
call platform.protect('rating.period');

-- Customer-months that a change can concern and that have not been rated since: one row per cause.
create table rating.stale (
  tenant_id int not null,
  customer_id int not null,
  month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  cause text not null,                      -- audit/<seq>, load/<no> or counters/<month before>
  reason text not null,                     -- code, see src/rating/stale.ts
  detail jsonb not null,                    -- who, what, when
  since timestamptz not null,
  primary key (tenant_id, customer_id, month, cause)
);
call platform.protect('rating.stale');

grant usage on schema rating to tarifwerk_app;
grant select, insert, update, delete on all tables in schema rating to tarifwerk_app;

-- The difference that re-rating made to usage on issued invoices, credited or debited on the next bill. Never changed.
create table billing.usage_correction (
  tenant_id int not null,
  id int not null,
  customer_id int not null,
  contract_id int not null,
  month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),   -- of the usage
  usage_class text not null,                -- class of its destination
  service smallint not null,                -- see src/usage/record.ts
  amount_micro bigint not null,             -- to the charge; negative = credit
  service_fee_micro bigint not null,        -- of the amount, the premium number owner's part
  records int not null,
  reasons jsonb not null,                   -- [{ reason, detail }]: why the month was rated again
  versions jsonb not null,                  -- [{ before, after }]: price list versions the records were and would be charged by
  created_by text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create index on billing.usage_correction (tenant_id, customer_id);
call platform.protect('billing.usage_correction');

-- The records behind corrections: what each would cost now, so that rating again adds only what is new.
create table billing.corrected_record (
  tenant_id int not null,
  correction_id int not null,
  start_at timestamptz not null,
  dedup_hash bigint not null,
  customer_id int not null,
  amount_micro bigint not null,
  service_fee_micro bigint not null,
  primary key (tenant_id, correction_id, start_at, dedup_hash),
  foreign key (tenant_id, correction_id) references billing.usage_correction
);
create index on billing.corrected_record (tenant_id, customer_id, start_at, dedup_hash);
call platform.protect('billing.corrected_record');

create table billing.billed_correction (
  tenant_id int not null,
  correction_id int not null,
  run_id int not null,
  primary key (tenant_id, correction_id),
  foreign key (tenant_id, correction_id) references billing.usage_correction
);
call platform.protect('billing.billed_correction');

grant select, insert on billing.usage_correction, billing.corrected_record, billing.billed_correction to tarifwerk_app;
