-- Prices of every service, for every kind of target; zones, the numbering plan, ported numbers; allowances and options.

alter table catalog.destination drop constraint destination_class_check;
alter table catalog.destination add constraint destination_class_check check (class in
  ('nationalFixed', 'nationalMobile', 'internationalFixed', 'internationalMobile', 'freephone', 'sharedCost', 'premium', 'shortCode',
   'emergency', 'onNet', 'intraCustomer', 'roaming', 'messaging', 'data'));

alter table catalog.price_list drop constraint price_list_side_check;
alter table catalog.price_list add constraint price_list_side_check check (side in ('customer', 'supplier', 'reseller'));

-- One price per target, service, direction and band. What a target may be: src/catalog/target.ts; bounds: src/catalog/price.ts.
alter table catalog.price rename column prefix to target;
alter table catalog.price drop constraint price_prefix_check;
alter table catalog.price add constraint price_target_check check
  (target ~ '^(=?(([A-Z]{2}|PLMN)/)?[0-9]{1,15}|[@#][A-Za-z0-9][A-Za-z0-9_.-]{0,39}|\*)$');
alter table catalog.price rename column per_minute to price;
alter table catalog.price drop constraint price_per_minute_check;
alter table catalog.price add constraint price_price_check check (price between 0 and 100000);
alter table catalog.price rename column first_increment_s to first_increment;
alter table catalog.price rename column next_increment_s to next_increment;
alter table catalog.price drop constraint price_first_increment_s_check, drop constraint price_next_increment_s_check;
alter table catalog.price
  alter column destination_id drop not null,                 -- null: of a zone, the numbering plan tells the destination
  alter column first_increment type bigint, alter column first_increment drop default,
  alter column next_increment type bigint, alter column next_increment drop default,
  add column service text not null default 'voice',
  add column direction text not null default 'outbound',
  add column unit text not null default 'second',
  add column per bigint not null default 60,                 -- units that the price buys
  add column terms jsonb;                                    -- src/catalog/termsJson.ts; null = none
alter table catalog.price
  alter column service drop default, alter column direction drop default, alter column unit drop default, alter column per drop default,
  add check (service in ('voice', 'sms', 'mms', 'data', 'fax', 'content', 'event')),
  add check (direction in ('outbound', 'inbound')),
  add check (unit in ('second', 'byte', 'piece')),
  add check (per between 1 and 1099511627776),
  add check (first_increment between 1 and 1099511627776),
  add check (next_increment between 1 and 1099511627776),
  drop constraint price_pkey,
  add primary key (tenant_id, price_list_id, version, target, service, direction, band);

-- Prices come 200,000 at a time, with their version and for destinations just read, and neither can ever be deleted: checking both
-- again for every row took longer than storing it.
alter table catalog.price drop constraint price_tenant_id_price_list_id_version_fkey, drop constraint price_tenant_id_destination_id_fkey;

alter table catalog.price_plan add column allowance_ids int[] not null default '{}';
alter table catalog.price_plan alter column allowance_ids drop default;

create table catalog.zone (
  tenant_id int not null,
  id int not null,
  code text not null,                       -- e.g. EU, WORLD-2
  parent_id int,                            -- the zone around it
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, parent_id) references catalog.zone
);
call platform.protect('catalog.zone');

-- A destination is in one zone (and in the zones around that).
create table catalog.zone_destination (
  tenant_id int not null,
  destination_id int not null,
  zone_id int not null,
  primary key (tenant_id, destination_id),
  foreign key (tenant_id, zone_id) references catalog.zone,
  foreign key (tenant_id, destination_id) references catalog.destination
);
call platform.protect('catalog.zone_destination');

-- The destination list over one stretch of time.
create table catalog.numbering_version (
  tenant_id int not null,
  version int not null,
  valid_from timestamptz not null,
  valid_to timestamptz,                     -- exclusive; null = open
  check (valid_to is null or valid_to > valid_from),
  primary key (tenant_id, version)
);
call platform.protect('catalog.numbering_version');

create table catalog.numbering_prefix (
  tenant_id int not null,
  version int not null,
  prefix text not null check (prefix ~ '^(([A-Z]{2}|PLMN)/)?[0-9]{1,15}$'),
  destination_id int not null,
  primary key (tenant_id, version, prefix),
  foreign key (tenant_id, version) references catalog.numbering_version,
  foreign key (tenant_id, destination_id) references catalog.destination
);
call platform.protect('catalog.numbering_prefix');

-- Numbers that changed their network: what they are from an instant on, until the next row of the number.
create table catalog.ported_number (
  tenant_id int not null,
  number bigint not null check (number between 1 and 999999999999999),   -- E.164
  valid_from timestamptz not null,
  valid_to timestamptz,                     -- exclusive; null = open
  destination_id int not null,
  check (valid_to is null or valid_to > valid_from),
  primary key (tenant_id, number, valid_from),
  foreign key (tenant_id, destination_id) references catalog.destination
);
call platform.protect('catalog.ported_number');

-- Units already paid: what one allowance is. Who holds it: contracts.
create table catalog.allowance (
  tenant_id int not null,
  id int not null,
  code text not null,
  name jsonb not null,                      -- { de, fr, en }
  unit text not null check (unit in ('second', 'byte', 'piece', 'money')),
  size bigint check (size > 0),             -- per period; null = unlimited; money in micro-units
  scope jsonb not null,                     -- { services, directions, destinationIds, zoneIds, bands }
  holder text not null check (holder in ('line', 'contract', 'customer')),
  times_lines boolean not null,
  period jsonb not null,                    -- { kind: month | days | once, days? }
  prorated boolean not null,
  rollover jsonb,                           -- { maxUnits, maxPeriods }
  priority int not null,
  counted_in text not null check (counted_in in ('increments', 'exact')),
  rest text not null check (rest in ('continued', 'afresh')),
  waives_connection_fee boolean not null,
  fair_use jsonb,                           -- { maxUnitsPerEvent, maxNumbersPerPeriod, maxEventsPerPeriod, maxUnitsPerPeriod }
  primary key (tenant_id, id),
  unique (tenant_id, code)
);
call platform.protect('catalog.allowance');

-- What is added to a contract or line: prices asked before the plan's, and allowances.
create table catalog.option (
  tenant_id int not null,
  id int not null,
  code text not null,
  name jsonb not null,                      -- { de, fr, en }
  price_list_id int,
  allowance_ids int[] not null,
  valid_days int check (valid_days > 0),    -- how long one booking lasts; null = until it is ended
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, price_list_id) references catalog.price_list
);
call platform.protect('catalog.option');

grant select, insert, update on catalog.zone, catalog.zone_destination, catalog.numbering_version, catalog.numbering_prefix,
  catalog.ported_number, catalog.allowance, catalog.option to tarifwerk_app;
grant delete on catalog.zone_destination to tarifwerk_app;
