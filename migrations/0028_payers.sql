-- Who pays and how: billing cycles, sites, contacts, parents, third parties that pay a part; tax status with its evidence; references and
-- addresses that the invoice wants.

-- A billing cycle: customers that are billed together.
create table crm.billing_batch (
  tenant_id int not null,
  code text not null,
  name text not null,
  launch_day int not null check (launch_day between 1 and 28),   -- day of the month on which its run is drawn
  primary key (tenant_id, code)
);
call platform.protect('crm.billing_batch');

alter table crm.customer drop constraint customer_tax_status_check, drop constraint customer_payment_method_check;
alter table crm.customer
  add constraint customer_tax_status_check
    check (tax_status in ('domestic', 'euReverseCharge', 'thirdCountry', 'telecomResale', 'exempt', 'ossConsumer')),
  add constraint customer_payment_method_check check (payment_method in ('transfer', 'directDebit', 'card')),
  add column parent_id int,
  add column payer text not null default 'self' check (payer in ('self', 'parent')),
  add column invoice_grouping text not null default 'customer' check (invoice_grouping in ('customer', 'contract', 'site')),
  add column batch_code text,
  add column vat_id_check text check (vat_id_check in ('valid', 'invalid')),   -- what the tax authority answered
  add column vat_id_checked_on date,
  add column vat_id_check_reference text,   -- its number for the question
  add column resale_certificate text,       -- DE: USt 1 TH; FR: attestation
  add column resale_certificate_until date, -- last day
  add column exempt_reason text,            -- BT-120
  add column exempt_code text,              -- BT-121
  add column oss_country char(2),           -- where the service is used; null = where he lives
  add column order_number text,             -- BT-13
  add column contract_reference text,       -- BT-12, his own number for the contract
  add column siren text,                    -- BT-47, scheme 0002
  add column cost_centre text,              -- BT-133 of lines that name none
  add column required_references text[] not null default '{}',
  add column e_invoice_scheme text,         -- BT-49-1 (EAS)
  add column e_invoice_id text,             -- BT-49
  add column closed_on date,
  add column merged_into int,
  add column revision int not null default 0,   -- deeds on him, his sites and payers: unchanged = nothing to draw anew
  add check (payer = 'self' or parent_id is not null),
  add check (parent_id <> id),
  add check (merged_into <> id),
  add check (merged_into is null or closed_on is not null),
  add check ((vat_id_check is null) = (vat_id_checked_on is null)),
  add check ((e_invoice_scheme is null) = (e_invoice_id is null)),
  add foreign key (tenant_id, parent_id) references crm.customer,
  add foreign key (tenant_id, merged_into) references crm.customer,
  add foreign key (tenant_id, batch_code) references crm.billing_batch;
create index on crm.customer (tenant_id, parent_id) where parent_id is not null;
create index on crm.customer (tenant_id, merged_into) where merged_into is not null;

create table crm.site (
  tenant_id int not null,
  id int not null,
  customer_id int not null,
  code text not null,
  name text not null,
  street text not null, postcode text not null, city text not null, country char(2) not null,
  cost_centre text,                         -- BT-133 of lines for it that name none
  valid_from date not null,
  valid_to date,
  check (valid_to is null or valid_to > valid_from),
  primary key (tenant_id, id),
  unique (tenant_id, customer_id, code),
  foreign key (tenant_id, customer_id) references crm.customer
);
call platform.protect('crm.site');

create table crm.contact (
  tenant_id int not null,
  id int not null,
  customer_id int not null,
  name text not null,
  email text,
  phone text,
  roles text[] not null,                    -- src/crm/contact.ts
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references crm.customer
);
call platform.protect('crm.contact');
create index on crm.contact (tenant_id, customer_id);

-- Somebody else who pays a part of a customer's bills.
create table crm.third_payer (
  tenant_id int not null,
  id int not null,
  customer_id int not null,
  payer_id int not null,
  share text not null check (share in ('fixed', 'remaining')),
  amount numeric(18, 4) not null check (amount >= 0),   -- net per bill: what he pays, or what the customer pays before him
  reference text,                           -- printed on his invoice
  valid_from date not null,
  valid_to date,
  check (payer_id <> customer_id),
  check (valid_to is null or valid_to > valid_from),
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references crm.customer,
  foreign key (tenant_id, payer_id) references crm.customer
);
call platform.protect('crm.third_payer');
create index on crm.third_payer (tenant_id, customer_id);
create index on crm.third_payer (tenant_id, payer_id);

alter table contracts.contract add foreign key (tenant_id, site_id) references crm.site;
alter table contracts.subscription add foreign key (tenant_id, site_id) references crm.site;
alter table contracts.one_off add foreign key (tenant_id, site_id) references crm.site;

grant select, insert, update on crm.billing_batch to tarifwerk_app;
-- A customer entered by mistake, who never had anything, is deleted.
grant select, insert, update, delete on crm.site, crm.third_payer, crm.contact to tarifwerk_app;
grant delete on crm.customer to tarifwerk_app;
