-- Issued documents: numbered without gaps in the issuing transaction, hash-chained, never changed.

create schema invoicing;

create table invoicing.document (
  tenant_id int not null,
  number text not null,                     -- BT-1
  position bigint not null,                 -- in the chain, from 1
  kind text not null check (kind in ('invoice', 'creditNote')),
  run_id int,
  customer_id int not null,
  issued_on date not null,
  due_on date not null,
  period_from date not null, period_to date not null,   -- half open
  currency char(3) not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  gross_minor bigint not null,
  content jsonb not null,                   -- src/invoicing/invoice.ts, everything printed but the calls
  usage_records bigint not null,
  pdf_sha256 bytea not null,
  xml_sha256 bytea not null,
  prev_hash bytea not null,
  hash bytea not null,
  issued_at timestamptz not null,
  primary key (tenant_id, number),
  unique (tenant_id, position),
  unique (tenant_id, run_id, customer_id)
);
call platform.protect('invoicing.document');

create function invoicing.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'issued documents are never changed: %', old.number using errcode = 'restrict_violation';
end $$;
create trigger immutable before update or delete on invoicing.document for each row execute function invoicing.refuse_change();

grant usage on schema invoicing to tarifwerk_app;
grant select, insert on invoicing.document to tarifwerk_app;
