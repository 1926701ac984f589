-- What carriers bill us, beside what we reckon they should: their invoices line by line, comparisons of a month, what people decided.

-- A carrier whose invoices come in, and what is kept for reading them.
create table control.carrier (
  tenant_id int not null,
  id int not null,
  code text not null,
  name text not null,
  supplier text,                            -- as products name it; null = no product is bought from it
  source_ids smallint[] not null,           -- whose records are the calls it bills
  vat_percent numeric(6, 3),                -- what it should charge; 0 = reverse charge; null = not checked
  tolerance_micro bigint not null check (tolerance_micro >= 0),
  tolerance_percent numeric(6, 3) not null check (tolerance_percent between 0 and 100),
  late_days int not null check (late_days between 0 and 10),   -- calls of so many days before or after the month may be on its invoice
  columns jsonb not null default '{}',      -- heading of theirs → column of ours, as it was last confirmed
  primary key (tenant_id, id),
  unique (tenant_id, code)
);
call platform.protect('control.carrier');

-- What a carrier calls a destination, where no name of ours is it.
create table control.carrier_destination (
  tenant_id int not null,
  carrier_id int not null,
  name text not null,                       -- in lower case, letters and digits alone
  destination_id int not null,
  primary key (tenant_id, carrier_id, name),
  foreign key (tenant_id, carrier_id) references control.carrier,
  foreign key (tenant_id, destination_id) references catalog.destination
);
call platform.protect('control.carrier_destination');

create table control.carrier_invoice (
  tenant_id int not null,
  id int not null,
  carrier_id int not null,
  number text not null,
  kind text not null check (kind in ('invoice', 'creditNote')),
  month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),   -- whose calls it bills
  issued_on date,
  currency char(3) not null,
  rate numeric(18, 9) not null check (rate > 0),   -- of one unit in the operator's currency
  net_micro bigint not null,                -- in its currency, a credit note's below zero; as stated, else the sum of its lines
  tax_micro bigint,                         -- as stated
  gross_micro bigint,
  lines_micro bigint not null,              -- sum of its lines
  sha256 text not null,
  file_name text not null,
  format text not null check (format in ('csv', 'xlsx', 'ubl', 'cii')),
  findings jsonb not null,
  imported_by text not null,
  imported_at timestamptz not null,
  withdrawn_by text,                        -- read with a wrong mapping, say: as if it had never come
  withdrawn_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, carrier_id) references control.carrier
);
create unique index on control.carrier_invoice (tenant_id, carrier_id, number) where withdrawn_at is null;
create unique index on control.carrier_invoice (tenant_id, carrier_id, sha256) where withdrawn_at is null;
create index on control.carrier_invoice (tenant_id, carrier_id, month);
call platform.protect('control.carrier_invoice');

create table control.carrier_invoice_line (
  tenant_id int not null,
  invoice_id int not null,
  no int not null,
  place int not null,                       -- row of the file, or place among the lines of an e-invoice
  kind text not null check (kind in ('usage', 'product')),
  account text,                             -- number or account, as the carrier writes it
  destination text,                         -- the same
  service text,
  reference text,                           -- what the carrier calls the product
  description text,
  from_on date,
  to_on date,                               -- inclusive, as invoices have it
  calls bigint,
  seconds bigint,
  quantity numeric(24, 6),                  -- pieces, megabytes …, where it is no time
  unit_price numeric(24, 9),                -- per minute of calls, else per piece
  amount_micro bigint not null,             -- net, in the invoice's currency
  tax_percent numeric(6, 3),
  primary key (tenant_id, invoice_id, no),
  foreign key (tenant_id, invoice_id) references control.carrier_invoice
);
call platform.protect('control.carrier_invoice_line');

-- All invoices of a carrier for a month compared with our cost, as it was then; made again at will.
create table control.carrier_comparison (
  tenant_id int not null,
  carrier_id int not null,
  month text not null,
  compared_at timestamptz not null,
  load_no int not null,                     -- last load of usage it knew
  figures jsonb not null,
  primary key (tenant_id, carrier_id, month),
  foreign key (tenant_id, carrier_id) references control.carrier
);
call platform.protect('control.carrier_comparison');

-- What is compared: a number's calls to a destination, a product, an invoice's tax or sum. In micro-units of the operator's currency.
create table control.carrier_cell (
  tenant_id int not null,
  carrier_id int not null,
  month text not null,
  no int not null,
  key text not null,
  kind text not null check (kind in ('usage', 'product', 'tax', 'sum')),
  identifier text,                          -- number or account; null = all that none of the others is
  destination_id int,                       -- null = all
  service text,
  label text,                               -- of a product, an invoice or a destination we cannot name
  customer_id int,
  their_calls bigint,                       -- null = not told
  their_seconds bigint,
  their_micro bigint not null,
  our_calls bigint not null,
  our_seconds bigint not null,
  our_micro bigint not null,
  differs boolean not null,                 -- beyond the carrier's tolerance
  effects jsonb not null,                   -- [{ cause, amountMicro, params }]: add up to theirs less ours
  causes text[] not null,
  primary key (tenant_id, carrier_id, month, no),
  unique (tenant_id, carrier_id, month, key),
  foreign key (tenant_id, carrier_id, month) references control.carrier_comparison on delete cascade
);
create index on control.carrier_cell (tenant_id, carrier_id, month, differs);
call platform.protect('control.carrier_cell');

-- What people decided about a difference, in order. Never changed.
create table control.carrier_decision (
  tenant_id int not null,
  carrier_id int not null,
  month text not null,
  no int not null,
  key text not null,                        -- of the cell
  kind text not null check (kind in ('accepted', 'disputed', 'reopened')),
  comment text not null,
  amount_micro bigint not null,             -- the difference as it was
  actor text not null,
  at timestamptz not null,
  primary key (tenant_id, carrier_id, month, no),
  foreign key (tenant_id, carrier_id) references control.carrier
);
create index on control.carrier_decision (tenant_id, carrier_id, month, key, no);
call platform.protect('control.carrier_decision');

grant select, insert, update on control.carrier to tarifwerk_app;
grant select, insert, update, delete on control.carrier_destination, control.carrier_comparison, control.carrier_cell to tarifwerk_app;
grant select, insert on control.carrier_invoice, control.carrier_invoice_line, control.carrier_decision to tarifwerk_app;
grant update (withdrawn_by, withdrawn_at) on control.carrier_invoice to tarifwerk_app;
