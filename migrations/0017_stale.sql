-- Re-rating by staleness: what changed says so in the audit trail; rating pulls it and remembers which customer-months it can concern.

-- What of the deed can alter charges: [{ kind, id, fromMs, toMs? }] (src/access/affected.ts); null = nothing. Part of the hashed row.
alter table access.audit add column affects jsonb;
create index audit_affecting on access.audit (tenant_id, seq) where affects is not null;

-- The audit entry up to which whatever rated the load's records had seen all changes; 0 = nothing is known of it, every change counts as unseen.
alter table usage.load add column rated_at_seq bigint not null default 0;
-- Loads are appended one after another, so that their records lie together: a few bytes per megabyte find them.
create index record_load on usage.record using brin (load_no);

create schema rating;

-- How far changes and loads have been turned into stale customer-months.
create table rating.seen (
  tenant_id int primary key,
  audit_seq bigint not null,
  load_no int not null
);
call platform.protect('rating.seen');

-- The month of a customer with allowances, rated as a whole in order of event start.
create table rating.period (
  tenant_id int not null,
  customer_id int not null,
  month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  counters jsonb not null,                  -- closing states of his allowances (src/rating/counter.ts): the openings of what follows
  rated_at timestamptz not null,
  primary key (tenant_id, customer_id, month)
);
call platform.protect('rating.period');

-- Customer-months that something can concern and that have not been rated since: one row per cause. customer_id 0 = unmatched.
create table rating.stale (
  tenant_id int not null,
  customer_id int not null,
  month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  cause text not null,                      -- change/<audit seq>, load/<load no> or counters/<earlier month>
  reason text not null,                     -- code: what kind of thing changed (src/rating/stale.ts)
  audit_seq bigint not null,                -- only a rating that knows this entry settles the cause; 0 = any
  load_no int not null,                     -- only one that sees this load does
  detail jsonb not null,                    -- what was done to what, by whom, when
  since timestamptz not null,
  primary key (tenant_id, customer_id, month, cause)
);
create index on rating.stale (tenant_id, month);
call platform.protect('rating.stale');

-- The last time that stored charges of a customer-month were rewritten; drafts drawn before it are out of date.
create table rating.rewritten (
  tenant_id int not null,
  customer_id int not null,
  month text not null,
  rewriting_no int not null,                -- counter `rewriting` of the tenant
  primary key (tenant_id, customer_id, month)
);
call platform.protect('rating.rewritten');

alter table billing.run add column rewriting_no int not null default 0;   -- its drafts see charges as of this rewriting

-- The difference that re-rating made to usage on issued invoices, credited or debited on the next bill. Never changed.
create table billing.usage_correction (
  tenant_id int not null,
  id int not null,
  customer_id int not null,
  contract_id int not null,
  month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),   -- of the usage
  destination_class text not null,
  service smallint not null,                -- see src/usage/record.ts
  records int not null,
  amount_micro bigint not null,             -- to the charges; negative = credit
  service_fee_micro bigint not null,        -- of the amount, the premium number owners' part
  causes jsonb not null,                    -- [{ reason, detail }]: why the month was rated again
  versions jsonb not null,                  -- [{ before, after, records }]: price list versions, as they were and would be charged by
  created_by text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create index on billing.usage_correction (tenant_id, customer_id);
call platform.protect('billing.usage_correction');

-- What corrections gave or took for each record, so that rating again adds only what is new.
create table billing.corrected_record (
  tenant_id int not null,
  correction_id int not null,
  start_at timestamptz not null,            -- with dedup_hash the key of the record
  dedup_hash bigint not null,
  holder_id int not null,                   -- the customer on whose invoice it stands
  customer_id int not null,                 -- who is credited or debited, and on which contract
  contract_id int not null,
  amount_micro bigint not null,
  service_fee_micro bigint not null,
  primary key (tenant_id, correction_id, start_at, dedup_hash),
  foreign key (tenant_id, correction_id) references billing.usage_correction
);
create index on billing.corrected_record (tenant_id, holder_id, start_at);
call platform.protect('billing.corrected_record');

create table billing.billed_correction (
  tenant_id int not null,
  correction_id int not null,
  run_id int not null,
  primary key (tenant_id, correction_id),
  foreign key (tenant_id, correction_id) references billing.usage_correction
);
call platform.protect('billing.billed_correction');

grant usage on schema rating to tarifwerk_app, tarifwerk_loader;
-- Charges, counters and settled causes become true together, in the transaction that rewrites charges, which is the loader's.
grant select, insert, update, delete on all tables in schema rating to tarifwerk_app, tarifwerk_loader;
grant usage on schema billing to tarifwerk_loader;
grant select on billing.usage_correction, billing.corrected_record, billing.billed_correction to tarifwerk_app;
grant insert on billing.billed_correction to tarifwerk_app;
-- Corrections are written in the transaction that rewrites charges, which is the loader's.
grant insert on billing.usage_correction, billing.corrected_record to tarifwerk_loader;
