create schema billing;

create table billing.run (
  tenant_id int not null,
  id int not null,
  month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),   -- usage month billed in arrears
  state text not null check (state in ('draft', 'calculated', 'inReview', 'approved', 'issuing', 'issued', 'withdrawn')),
  issue_on date not null,
  last_load_no int not null,                -- the run sees usage up to this load
  drafts int not null default 0,
  net_minor bigint not null default 0,
  gross_minor bigint not null default 0,
  digest bytea,                             -- over all drafts; approval names it
  created_by text not null,
  created_at timestamptz not null,
  calculated_at timestamptz,
  issued_at timestamptz,
  primary key (tenant_id, id)
);
create unique index one_open_run on billing.run (tenant_id, month) where state <> 'withdrawn';
call platform.protect('billing.run');

-- One draft bill per customer: the full bill as data, and its digest. Calculating again replaces it until it is issued.
create table billing.draft (
  tenant_id int not null,
  run_id int not null,
  customer_id int not null,
  state text not null check (state in ('draft', 'excluded', 'issued')),
  reason text,                              -- why excluded
  net_minor bigint not null,
  tax_minor bigint not null,
  gross_minor bigint not null,
  usage_records bigint not null,
  bill jsonb not null,                      -- src/billing/bill.ts
  digest bytea not null,
  primary key (tenant_id, run_id, customer_id),
  foreign key (tenant_id, run_id) references billing.run
);
call platform.protect('billing.draft');

-- What has been billed, so that nothing is billed twice and late records are found: written when the run is issued.
create table billing.billed_usage (
  tenant_id int not null,
  customer_id int not null,
  month text not null,                      -- usage month
  run_id int not null,
  after_load_no int not null,               -- records with after_load_no < load_no <= up_to_load_no stand on the run's invoice
  up_to_load_no int not null,
  primary key (tenant_id, customer_id, month, run_id)
);
call platform.protect('billing.billed_usage');

create table billing.billed_period (
  tenant_id int not null,
  subscription_id int not null,
  starts_on date not null,
  ends_on date not null,                    -- exclusive
  run_id int not null,
  primary key (tenant_id, subscription_id, starts_on)
);
call platform.protect('billing.billed_period');

create table billing.billed_one_off (
  tenant_id int not null,
  one_off_id int not null,
  run_id int not null,
  primary key (tenant_id, one_off_id)
);
call platform.protect('billing.billed_one_off');

grant usage on schema billing to tarifwerk_app;
grant select, insert, update, delete on billing.run, billing.draft to tarifwerk_app;
grant select, insert on billing.billed_usage, billing.billed_period, billing.billed_one_off to tarifwerk_app;
