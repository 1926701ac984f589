-- Options booked, plans changed in the course of a contract, and a discount on all its usage.

alter table contracts.contract add column usage_discount numeric(7, 4) not null default 0 check (usage_discount between 0 and 100);   -- percent

-- From this day on another plan than contract.price_plan_id, which is the one at the contract's begin.
create table contracts.plan_change (
  tenant_id int not null,
  contract_id int not null,
  starts_on date not null,
  price_plan_id int not null,
  primary key (tenant_id, contract_id, starts_on),
  foreign key (tenant_id, contract_id) references contracts.contract,
  foreign key (tenant_id, price_plan_id) references catalog.price_plan
);
call platform.protect('contracts.plan_change');

-- An option on a contract or on one of its lines. Packs are booked at any time of day, so these are instants.
create table contracts.booking (
  tenant_id int not null,
  id int not null,
  contract_id int not null,
  line_id int,                              -- null = every line of the contract
  option_id int not null,
  quantity int not null check (quantity between 1 and 1000),
  starts_at timestamptz not null,
  ends_at timestamptz,                      -- exclusive; null = until it is ended
  check (ends_at is null or ends_at > starts_at),
  primary key (tenant_id, id),
  foreign key (tenant_id, contract_id) references contracts.contract,
  foreign key (tenant_id, line_id) references contracts.line,
  foreign key (tenant_id, option_id) references catalog.option
);
create index on contracts.booking (tenant_id, contract_id);
call platform.protect('contracts.booking');

grant select, insert, update on contracts.plan_change, contracts.booking to tarifwerk_app;
