-- Receivables as double entry in integer minor units. Entries and postings are never changed; corrections are new entries.

create schema ledger;

create table ledger.entry (
  tenant_id int not null,
  id bigint not null,
  booked_on date not null,
  kind text not null check (kind in ('invoice', 'creditNote')),
  document_number text not null,
  customer_id int not null,
  currency char(3) not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, kind, document_number)
);
call platform.protect('ledger.entry');

create table ledger.posting (
  tenant_id int not null,
  entry_id bigint not null,
  position int not null,
  account text not null,                    -- receivable, revenue/<revenue account>, vat/<category>/<rate>
  amount_minor bigint not null,             -- debit positive, credit negative
  primary key (tenant_id, entry_id, position),
  foreign key (tenant_id, entry_id) references ledger.entry
);
create index on ledger.posting (tenant_id, account);
call platform.protect('ledger.posting');

create table ledger.open_item (
  tenant_id int not null,
  document_number text not null,
  customer_id int not null,
  entry_id bigint not null,
  due_on date not null,
  currency char(3) not null,
  amount_minor bigint not null,             -- what was invoiced
  primary key (tenant_id, document_number),
  foreign key (tenant_id, entry_id) references ledger.entry
);
create index on ledger.open_item (tenant_id, customer_id);
call platform.protect('ledger.open_item');

-- Every entry sums to zero, checked by the database at commit.
create function ledger.check_balanced() returns trigger language plpgsql as $$
begin
  if (select sum(amount_minor) from ledger.posting p where p.tenant_id = new.tenant_id and p.entry_id = new.entry_id) <> 0 then
    raise exception 'ledger entry % of tenant % does not sum to zero', new.entry_id, new.tenant_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger balanced after insert on ledger.posting deferrable initially deferred
  for each row execute function ledger.check_balanced();

grant usage on schema ledger to tarifwerk_app;
grant select, insert on ledger.entry, ledger.posting, ledger.open_item to tarifwerk_app;
