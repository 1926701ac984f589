-- Contracts in full: quotes, minimum term and notice, what a subscription costs from when, discounts, pauses, indexation, SIMs, deposits.

-- A quote is a contract that nobody has accepted yet: it never bills and has no lines.
alter table contracts.contract
  add column state text not null default 'active' check (state in ('quote', 'active')),
  add column accepted_on date,
  add column minimum_months int not null default 0 check (minimum_months between 0 and 240),
  add column notice_months int not null default 0 check (notice_months between 0 and 60),
  add column notice_days int not null default 0 check (notice_days between 0 and 366),
  add column renewal_months int not null default 0 check (renewal_months between 0 and 120),   -- 0 = goes on without a fixed end
  add column notice_given_on date,
  add column revision int not null default 0,   -- deeds on the contract and what is on it: unchanged = nothing to draw anew
  add column site_id int,
  add column order_reference text,          -- BT-13
  add column cost_centre text;              -- BT-133

alter table contracts.subscription
  add column site_id int,
  add column line_id int,                   -- the line it belongs to, where it belongs to one
  add column order_reference text,
  add column cost_centre text,
  add column note text,                     -- printed under the product's name
  add column bundle_code text,              -- the bundle it came with
  add foreign key (tenant_id, line_id) references contracts.line;

alter table contracts.one_off
  add column site_id int,
  add column order_reference text,
  add column cost_centre text,
  -- sale; credit = we give back, with a reason; deposit = security taken (positive) or given back (negative): no revenue, no VAT
  add column purpose text not null default 'sale' check (purpose in ('sale', 'credit', 'deposit')),
  add column reason text,
  add column deposit_id int,                -- the deposit that this gives back
  add check ((purpose = 'credit') <= (reason is not null)),
  add check (deposit_id is null or (purpose = 'deposit' and unit_price < 0)),
  add foreign key (tenant_id, deposit_id) references contracts.one_off;

-- A price increase (or fall) of many subscriptions at once, by a rule.
create table contracts.index_value (
  tenant_id int not null,
  series text not null,                     -- e.g. DE-VPI, FR-SYNTEC
  month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  value numeric(12, 4) not null check (value > 0),
  primary key (tenant_id, series, month)
);
call platform.protect('contracts.index_value');

create table contracts.indexation_rule (
  tenant_id int not null,
  id int not null,
  code text not null,
  name text not null,
  contract_id int,                          -- of one contract …
  product_codes text[] not null default '{}',   -- … or of products …
  families text[] not null default '{}',    -- … or of whole families; all empty = everything
  rule jsonb not null,                      -- src/contracts/indexation.ts
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, contract_id) references contracts.contract
);
call platform.protect('contracts.indexation_rule');

create table contracts.indexation (
  tenant_id int not null,
  id int not null,
  rule_id int not null,
  effective_on date not null,
  percent numeric(9, 4) not null,           -- what prices were changed by, before rounding
  changed int not null,                     -- subscriptions
  applied_by text not null,
  applied_at timestamptz not null,
  undone_by text,
  undone_at timestamptz,                    -- its terms count no more
  primary key (tenant_id, id),
  foreign key (tenant_id, rule_id) references contracts.indexation_rule
);
call platform.protect('contracts.indexation');

-- What it changed, as it was when it was applied: what customers are told.
create table contracts.indexation_price (
  tenant_id int not null,
  indexation_id int not null,
  subscription_id int not null,
  customer_id int not null,
  quantity int not null,
  old_price numeric(18, 9) not null,
  new_price numeric(18, 9) not null,
  yearly numeric(18, 2) not null,           -- more in twelve months
  primary key (tenant_id, indexation_id, subscription_id),
  foreign key (tenant_id, indexation_id) references contracts.indexation,
  foreign key (tenant_id, subscription_id) references contracts.subscription,
  foreign key (tenant_id, customer_id) references crm.customer
);
call platform.protect('contracts.indexation_price');

create table contracts.indexation_letter (
  tenant_id int not null,
  indexation_id int not null,
  customer_id int not null,
  sha256 text not null,                     -- of the PDF in the archive of files
  written_at timestamptz not null,
  primary key (tenant_id, indexation_id, customer_id),
  foreign key (tenant_id, indexation_id) references contracts.indexation,
  foreign key (tenant_id, customer_id) references crm.customer
);
call platform.protect('contracts.indexation_letter');

-- What changes of a subscription from a day on. The first terms are the subscription's own; a later row of the same day replaces what it names.
create table contracts.subscription_term (
  tenant_id int not null,
  subscription_id int not null,
  seq int not null,
  from_on date not null,
  quantity int check (quantity > 0),        -- null = as before
  sets_price boolean not null,
  unit_price numeric(18, 9) check (unit_price >= 0),   -- where it sets the price: null = the product's
  indexation_id int,
  recorded_by text not null,
  recorded_at timestamptz not null,
  check (quantity is not null or sets_price),
  check (sets_price or unit_price is null),
  primary key (tenant_id, subscription_id, seq),
  foreign key (tenant_id, subscription_id) references contracts.subscription,
  foreign key (tenant_id, indexation_id) references contracts.indexation
);
call platform.protect('contracts.subscription_term');

create table contracts.subscription_discount (
  tenant_id int not null,
  id int not null,
  subscription_id int not null,
  kind text not null check (kind in ('percent', 'amount')),
  value numeric(18, 9) not null check (value > 0),   -- percent of the fee, or so much off a whole period
  from_on date not null,
  to_on date,
  reason text,                              -- printed
  withdrawn_at timestamptz,                 -- as if it had never been
  check (to_on is null or to_on > from_on),
  check (kind <> 'percent' or value <= 100),
  primary key (tenant_id, id),
  foreign key (tenant_id, subscription_id) references contracts.subscription
);
create index on contracts.subscription_discount (tenant_id, subscription_id);
call platform.protect('contracts.subscription_discount');

create table contracts.subscription_pause (
  tenant_id int not null,
  id int not null,
  subscription_id int not null,
  from_on date not null,
  to_on date,
  billed_percent numeric(7, 4) not null default 0 check (billed_percent between 0 and 100),
  withdrawn_at timestamptz,
  check (to_on is null or to_on > from_on),
  primary key (tenant_id, id),
  foreign key (tenant_id, subscription_id) references contracts.subscription,
  exclude using gist (tenant_id with =, subscription_id with =, daterange(from_on, to_on) with &&) where (withdrawn_at is null)
);
call platform.protect('contracts.subscription_pause');

-- A SIM: identifier is its ICCID; records carry its number or its IMSI.
alter table contracts.line drop constraint line_kind_check;
alter table contracts.line
  add constraint line_kind_check check (kind in ('number', 'range', 'trunk', 'account', 'sim')),
  add column msisdn text check (msisdn is null or kind = 'sim'),
  add column imsi text check (imsi is null or kind = 'sim'),
  -- A number belongs to one line at a time, whether it is a line or on a SIM.
  add exclude using gist (tenant_id with =, (case kind when 'number' then identifier when 'sim' then msisdn end) with =, source_id with =,
    tstzrange(valid_from, valid_to) with &&) where (kind = 'number' or msisdn is not null),
  add exclude using gist (tenant_id with =, imsi with =, tstzrange(valid_from, valid_to) with &&) where (imsi is not null);

grant select, insert, update on contracts.index_value, contracts.indexation_rule, contracts.indexation, contracts.subscription_discount,
  contracts.subscription_pause to tarifwerk_app;
grant select, insert on contracts.subscription_term, contracts.indexation_price, contracts.indexation_letter to tarifwerk_app;

-- The history of one contract is read from the trail.
create index audit_subject on access.audit (tenant_id, subject, seq);
