-- Products with families, terms and prices in versions per currency; bundles, period rules, exchange rates.

create table catalog.product_family (
  tenant_id int not null,
  id int not null,
  code text not null,
  name jsonb not null,                      -- { de, fr, en }
  revenue_account text not null,            -- of new products that name none
  turnover boolean not null,                -- counts as turnover in reports (false: deposits, amounts passed through)
  primary key (tenant_id, id),
  unique (tenant_id, code)
);
call platform.protect('catalog.product_family');

alter table catalog.product drop constraint product_kind_check;
alter table catalog.product add constraint product_kind_check check (kind in ('recurring', 'oneOff', 'usage', 'hardware', 'licence'));
alter table catalog.product drop constraint product_tax_class_check;
alter table catalog.product add constraint product_tax_class_check check
  (tax_class in ('standard', 'intermediate', 'reduced', 'zero', 'exempt', 'outOfScope'));   -- src/catalog/taxClass.ts
alter table catalog.product
  add column active boolean not null default true,            -- false: no longer offered; who has it keeps it
  add column family_id int,
  add column recurrence jsonb not null default '{"months": 1, "align": "calendar"}',
  add column proration jsonb not null default '{"method": "days", "start": true, "end": true, "change": true}',
  add column setup_product_id int,                            -- one-off charged when a subscription begins
  add column minimum_term_months int not null default 0 check (minimum_term_months between 0 and 120),
  add column notice_months int not null default 0 check (notice_months between 0 and 24),
  add column renewal_months int not null default 0 check (renewal_months between 0 and 120),   -- 0: runs on without end
  add column supplier text,
  add column supplier_reference text,                         -- what the supplier's bill calls it
  add foreign key (tenant_id, family_id) references catalog.product_family,
  add foreign key (tenant_id, setup_product_id) references catalog.product;
-- The defaults were for rows there are; new ones say it.
alter table catalog.product
  alter column active drop default, alter column recurrence drop default, alter column proration drop default,
  alter column minimum_term_months drop default, alter column notice_months drop default, alter column renewal_months drop default;

-- What a product costs in a currency from a date on. Bounds: src/catalog/productPrice.ts.
create table catalog.product_price (
  tenant_id int not null,
  product_id int not null,
  currency char(3) not null,
  valid_from date not null,
  unit_price numeric(18, 9) not null check (unit_price between 0 and 100000000),   -- per service period of recurring products
  setup_fee numeric(18, 9) check (setup_fee between 0 and 100000000),              -- null = price of the set-up product
  buying_price numeric(18, 9) check (buying_price between 0 and 100000000),        -- in the operator's currency; null = not known
  stairs jsonb not null,                    -- [{ fromMonth, toMonth, unitPrice }] by months since activation
  existing text not null check (existing in ('follow', 'keep')),   -- whether subscriptions that have begun pay it too
  primary key (tenant_id, product_id, currency, valid_from),
  foreign key (tenant_id, product_id) references catalog.product
);
call platform.protect('catalog.product_price');

insert into catalog.product_price
  select p.tenant_id, p.id, t.currency, '1900-01-01', p.unit_price, null, null, '[]', 'follow'
  from catalog.product p join access.tenant t using (tenant_id);
alter table catalog.product drop column unit_price;

-- What one unit of a currency is worth in the operator's, from a date on: for margins and totals only, nothing on a bill converts.
create table catalog.exchange_rate (
  tenant_id int not null,
  currency char(3) not null,
  valid_from date not null,
  rate numeric(18, 9) not null check (rate > 0),
  primary key (tenant_id, currency, valid_from)
);
call platform.protect('catalog.exchange_rate');

-- A list of products put into a contract at once; smart: quantities follow from answers. src/catalog/bundle.ts
create table catalog.bundle (
  tenant_id int not null,
  id int not null,
  code text not null,
  name jsonb not null,                      -- { de, fr, en }
  active boolean not null,
  questions jsonb not null,                 -- [] = classic
  items jsonb not null,
  primary key (tenant_id, id),
  unique (tenant_id, code)
);
call platform.protect('catalog.bundle');

-- What is priced over a whole period, in versions, for whoever has one of the plans or options. src/catalog/periodRule.ts
create table catalog.period_rule (
  tenant_id int not null,
  id int not null,
  code text not null,
  name jsonb not null,                      -- { de, fr, en }
  plan_ids int[] not null,
  option_ids int[] not null,
  primary key (tenant_id, id),
  unique (tenant_id, code)
);
call platform.protect('catalog.period_rule');

create table catalog.period_rule_version (
  tenant_id int not null,
  period_rule_id int not null,
  valid_from date not null,                 -- periods that begin on it or later, until the next version
  definition jsonb not null,
  primary key (tenant_id, period_rule_id, valid_from),
  foreign key (tenant_id, period_rule_id) references catalog.period_rule
);
call platform.protect('catalog.period_rule_version');

grant select, insert, update on catalog.product_family, catalog.product_price, catalog.exchange_rate, catalog.bundle, catalog.period_rule,
  catalog.period_rule_version to tarifwerk_app;
grant delete on catalog.product_price, catalog.exchange_rate, catalog.period_rule_version to tarifwerk_app;
