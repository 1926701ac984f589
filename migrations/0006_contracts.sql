-- What a customer has. Dates are local dates of the tenant's zone, half open: starts_on included, ends_on excluded.

create schema contracts;
create extension if not exists btree_gist;

create table contracts.contract (
  tenant_id int not null,
  id int not null,
  number text not null,                     -- BT-12
  customer_id int not null,
  price_plan_id int not null,
  override_price_list_id int,               -- first layer of prices, if any
  starts_on date not null,
  ends_on date,
  check (ends_on is null or ends_on > starts_on),
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, customer_id) references crm.customer,
  foreign key (tenant_id, price_plan_id) references catalog.price_plan,
  foreign key (tenant_id, override_price_list_id) references catalog.price_list
);
create index on contracts.contract (tenant_id, customer_id);
call platform.protect('contracts.contract');

create table contracts.subscription (
  tenant_id int not null,
  id int not null,
  contract_id int not null,
  product_id int not null,
  quantity int not null check (quantity > 0),
  unit_price numeric(18, 9) check (unit_price >= 0),   -- null = the product's price
  starts_on date not null,
  ends_on date,
  check (ends_on is null or ends_on > starts_on),
  primary key (tenant_id, id),
  foreign key (tenant_id, contract_id) references contracts.contract,
  foreign key (tenant_id, product_id) references catalog.product
);
create index on contracts.subscription (tenant_id, contract_id);
call platform.protect('contracts.subscription');

create table contracts.one_off (
  tenant_id int not null,
  id int not null,
  contract_id int not null,
  product_id int not null,
  note text,                                -- printed under the product's name
  quantity int not null check (quantity > 0),
  unit_price numeric(18, 9) not null,       -- negative = credit
  due_on date not null,                     -- billed in the period that contains it
  primary key (tenant_id, id),
  foreign key (tenant_id, contract_id) references contracts.contract,
  foreign key (tenant_id, product_id) references catalog.product
);
create index on contracts.one_off (tenant_id, contract_id);
call platform.protect('contracts.one_off');

-- A line: the identifier that usage records carry. Two contracts never hold the same identifier at the same time.
create table contracts.line (
  tenant_id int not null,
  id int not null,
  contract_id int not null,
  kind text not null check (kind in ('number', 'range', 'trunk', 'account')),
  identifier text not null,                 -- E.164 digits, range prefix digits, or source/native identifier
  label text not null,                      -- as printed
  source_id int not null default 0,         -- 0 = any source; trunk and account identifiers belong to one source
  valid_from timestamptz not null,
  valid_to timestamptz,
  check (valid_to is null or valid_to > valid_from),
  primary key (tenant_id, id),
  foreign key (tenant_id, contract_id) references contracts.contract,
  exclude using gist (tenant_id with =, kind with =, identifier with =, source_id with =, tstzrange(valid_from, valid_to) with &&)
);
create index on contracts.line (tenant_id, contract_id);
call platform.protect('contracts.line');

grant usage on schema contracts to tarifwerk_app;
grant select, insert, update on all tables in schema contracts to tarifwerk_app;
