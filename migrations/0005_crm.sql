create schema crm;

create table crm.customer (
  tenant_id int not null,
  id int not null,
  number text not null,                     -- printed customer number (BT-46)
  kind text not null check (kind in ('company', 'consumer', 'publicBody')),
  name text not null,                       -- BT-44
  street text not null, postcode text not null, city text not null, country char(2) not null,
  vat_id text,                              -- BT-48
  buyer_reference text,                     -- BT-10, Leitweg-ID
  email text not null,
  language char(2) not null,
  currency char(3) not null,
  payment_terms_days int not null check (payment_terms_days between 0 and 365),
  payment_method text not null check (payment_method in ('transfer', 'directDebit')),
  iban text, mandate_reference text,        -- BT-91, BT-89
  tax_status text not null check (tax_status in ('domestic', 'euReverseCharge', 'ossConsumer', 'thirdCountry')),
  itemise boolean not null default true,
  mask_digits int not null default 0 check (mask_digits between 0 and 6),   -- last digits hidden on the itemised bill
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
call platform.protect('crm.customer');
create index on crm.customer (tenant_id, name);

grant usage on schema crm to tarifwerk_app;
grant select, insert, update on crm.customer to tarifwerk_app;
