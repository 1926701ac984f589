-- What is sold and at what price; everything that can change is versioned in time.

create schema catalog;

create table catalog.product (
  tenant_id int not null,
  id int not null,
  code text not null,
  name jsonb not null,                      -- { de, fr, en }
  kind text not null check (kind in ('recurring', 'oneOff', 'usage')),
  unit_price numeric(18, 9) not null check (unit_price >= 0),   -- per month for recurring
  billed text not null default 'advance' check (billed in ('advance', 'arrears')),
  revenue_account text not null,
  tax_class text not null default 'standard' check (tax_class in ('standard', 'reduced', 'exempt')),
  primary key (tenant_id, id),
  unique (tenant_id, code)
);
call platform.protect('catalog.product');

-- A set of prefixes with a name that customers understand.
create table catalog.destination (
  tenant_id int not null,
  id int not null,
  code text not null,                       -- e.g. DE-MOBILE, FR-FIXED, AT
  name jsonb not null,                      -- { de, fr, en }
  class text not null check (class in
    ('nationalFixed', 'nationalMobile', 'internationalFixed', 'internationalMobile', 'freephone', 'sharedCost', 'premium', 'shortCode', 'emergency')),
  country char(2),
  primary key (tenant_id, id),
  unique (tenant_id, code)
);
call platform.protect('catalog.destination');

-- Weekly time bands in a zone; what no rule names is the calendar's last band.
create table catalog.calendar (
  tenant_id int not null,
  id int not null,
  code text not null,
  zone text not null,
  bands text[] not null,                    -- order = number of the band in compiled price lists, e.g. {peak,offPeak}
  rules jsonb not null,                     -- [{ band, weekdays: [1..7], from: "08:00", to: "18:00" }]
  holidays jsonb not null default '[]',     -- local dates that count as Sunday, e.g. ["2026-10-03"]
  primary key (tenant_id, id),
  unique (tenant_id, code)
);
call platform.protect('catalog.calendar');

create table catalog.price_list (
  tenant_id int not null,
  id int not null,
  code text not null,
  name text not null,
  side text not null check (side in ('customer', 'supplier')),
  currency char(3) not null,
  calendar_id int not null,
  band_change text not null default 'atStart' check (band_change in ('atStart', 'split')),   -- see src/catalog/priceList.ts
  parent_id int,                            -- asked where this list has no price
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, calendar_id) references catalog.calendar,
  foreign key (tenant_id, parent_id) references catalog.price_list
);
call platform.protect('catalog.price_list');

create table catalog.price_list_version (
  tenant_id int not null,
  price_list_id int not null,
  version int not null,
  valid_from timestamptz not null,
  valid_to timestamptz,                     -- exclusive; null = open
  check (valid_to is null or valid_to > valid_from),
  primary key (tenant_id, price_list_id, version),
  foreign key (tenant_id, price_list_id) references catalog.price_list
);
call platform.protect('catalog.price_list_version');

-- One price per prefix and band. Prices are exact decimals per minute; increments in seconds (60/1 = 60, 1).
create table catalog.price (
  tenant_id int not null,
  price_list_id int not null,
  version int not null,
  prefix text not null check (prefix ~ '^([A-Z]{2}/)?[0-9]{1,15}$'),   -- E.164 digits without +; short numbers by country: DE/110
  band text not null,                       -- of the list's calendar, or 'any': every band no other row of the prefix names
  destination_id int not null,
  -- Bounds as in src/catalog/price.ts: with them no charge can leave the integers that a double holds exactly.
  per_minute numeric(18, 9) not null check (per_minute between 0 and 100000),
  connection_fee numeric(18, 9) not null default 0 check (connection_fee between 0 and 1000000),
  first_increment_s int not null default 60 check (first_increment_s between 1 and 86400),
  next_increment_s int not null default 60 check (next_increment_s between 1 and 86400),
  primary key (tenant_id, price_list_id, version, prefix, band),
  foreign key (tenant_id, price_list_id, version) references catalog.price_list_version,
  foreign key (tenant_id, destination_id) references catalog.destination
);
call platform.protect('catalog.price');

create table catalog.price_plan (
  tenant_id int not null,
  id int not null,
  code text not null,
  name jsonb not null,                      -- { de, fr, en }
  price_list_id int not null,
  rounding jsonb not null,                  -- { mode, decimals, at }; see rating
  parent_id int,
  is_default boolean not null default false,   -- prices unmatched usage provisionally; asked last for everybody
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, price_list_id) references catalog.price_list,
  foreign key (tenant_id, parent_id) references catalog.price_plan
);
create unique index one_default_plan on catalog.price_plan (tenant_id) where is_default;
call platform.protect('catalog.price_plan');

grant usage on schema catalog to tarifwerk_app;
grant select, insert, update on all tables in schema catalog to tarifwerk_app;
