-- The run item by item: a run has a scope, its items are paying groups (who pays, and everybody he pays for), each customer has one bill and
-- each payer one or more drafts, which become documents. What is unchanged since it was drawn is not drawn again.

-- One row per customer and statement that changed facts of his which bills are drawn from (customer_id 0: facts of everybody). A bill is as old as
-- the number of his rows: counted, not compared by number, as transactions do not commit in the order of numbers. Never updated, so that
-- nobody waits for anybody.
create table platform.touch (
  tenant_id int not null,
  customer_id int not null,
  no bigint generated always as identity,
  primary key (tenant_id, customer_id, no)
);
call platform.protect('platform.touch');
grant select, insert on platform.touch to tarifwerk_app;
grant insert on platform.touch to tarifwerk_loader; -- it writes corrections of billed usage

-- The argument is a query of tenant and customer over `changed`, the rows before and after the statement.
create function platform.touch_customers() returns trigger language plpgsql set search_path = pg_catalog as $$
declare changed text := case tg_op when 'INSERT' then 'table new_rows' when 'DELETE' then 'table old_rows' else 'table old_rows union all table new_rows' end;
begin
  execute format('with changed as (%s) insert into platform.touch (tenant_id, customer_id) select distinct t.* from (%s) t where t is not null', changed, tg_argv[0]);
  return null;
end $$;

-- Whoever adds a table that bills are drawn from has it watched.
create procedure platform.watch(target regclass) language plpgsql as $$
declare
  columns text[] := (select array_agg(attname::text) from pg_attribute where attrelid = target and attnum > 0 and not attisdropped);
  touched text := case
    when target = 'crm.customer'::regclass then 'select tenant_id, id from changed'
    when 'customer_id' = any (columns) then 'select tenant_id, customer_id from changed'
    when 'contract_id' = any (columns) then
      'select tenant_id, c.customer_id from changed join contracts.contract c using (tenant_id) where c.id = changed.contract_id'
    when 'subscription_id' = any (columns) then
      'select tenant_id, c.customer_id from changed join contracts.subscription s using (tenant_id)
       join contracts.contract c using (tenant_id) where s.id = changed.subscription_id and c.id = s.contract_id'
    else 'select tenant_id, 0 from changed' end;
begin
  execute format('create trigger touch_on_insert after insert on %s referencing new table as new_rows for each statement execute function platform.touch_customers(%L)', target, touched);
  execute format('create trigger touch_on_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function platform.touch_customers(%L)', target, touched);
  execute format('create trigger touch_on_delete after delete on %s referencing old table as old_rows for each statement execute function platform.touch_customers(%L)', target, touched);
end $$;

-- Everything that customers have and the catalogue sells. Not what only rating looks at: that reaches a bill through charges that are rewritten.
do $$ declare found regclass; begin
  for found in
    select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and (
      n.nspname = 'crm' and c.relname not in ('contact', 'billing_batch')
      or n.nspname = 'contracts' and c.relname not in ('index_value', 'indexation_rule', 'indexation_letter')
      or n.nspname = 'catalog' and c.relname not in ('calendar', 'price_list', 'price_list_version', 'price', 'zone', 'zone_destination',
        'numbering_version', 'numbering_prefix', 'ported_number', 'exchange_rate', 'bundle')
      or n.nspname = 'access' and c.relname = 'tenant'
      -- What was billed is told by the operation that issues.
      or n.nspname = 'billing' and c.relname not in ('run', 'draft', 'corrected_record') and c.relname not like 'billed%')
  loop call platform.watch(found); end loop;
end $$;

alter table billing.run
  add column scope text not null default 'all' check (scope in ('all', 'batch', 'group', 'customer')),
  add column scope_key text not null default '',   -- code of the batch, id of the payer or customer
  add column drawing_no int not null default 0,    -- how often it was drawn: only the latest drawing goes on
  add column audit_seq bigint not null default 0,  -- its drafts see what the trail tells up to here
  add column totals jsonb not null default '[]',   -- [{ currency, drafts, netMinor, grossMinor }]
  add column withdrawn_by text,
  add column withdrawn_why text,
  add check ((scope = 'all') = (scope_key = ''));
drop index billing.one_open_run;
create unique index one_run_per_scope on billing.run (tenant_id, month, scope, scope_key) where state <> 'withdrawn';

create table billing.run_item (
  tenant_id int not null,
  run_id int not null,
  payer_id int not null,                    -- who pays for the group, himself among it
  state text not null check (state in ('waiting', 'drawn', 'failed', 'issued')),
  excluded_reason text,                     -- left out of the run; null = in it
  excluded_by text,
  error jsonb,                              -- why it could not be drawn: { code, params }
  input_digest bytea not null,              -- of the facts it is drawn from, as far as they are cheap to tell
  output_digest bytea,                      -- over its drafts
  check ((excluded_reason is null) = (excluded_by is null)),
  check ((state = 'failed') = (error is not null)),
  primary key (tenant_id, run_id, payer_id),
  foreign key (tenant_id, run_id) references billing.run
);
create index on billing.run_item (tenant_id, run_id, payer_id) where state = 'waiting';
call platform.protect('billing.run_item');

-- Whose month is in which run, and who pays: a customer's month is in one run at most. Given back (`released`) when the run is withdrawn, and at
-- its end where nothing was issued.
create table billing.run_customer (
  tenant_id int not null,
  customer_id int not null,
  month text not null,
  run_id int not null,
  payer_id int not null,
  released boolean not null default false,
  primary key (tenant_id, run_id, customer_id),
  foreign key (tenant_id, run_id, payer_id) references billing.run_item
);
create unique index one_run_per_month on billing.run_customer (tenant_id, customer_id, month) where not released;
create index on billing.run_customer (tenant_id, payer_id, run_id);
call platform.protect('billing.run_customer');

insert into billing.run_item (tenant_id, run_id, payer_id, state, excluded_reason, excluded_by, input_digest, output_digest)
select d.tenant_id, d.run_id, d.customer_id, case d.state when 'issued' then 'issued' else 'drawn' end,
       case d.state when 'excluded' then coalesce(d.reason, '') end, case d.state when 'excluded' then 'unknown' end,
       '', d.digest
from billing.draft d;
insert into billing.run_customer (tenant_id, customer_id, month, run_id, payer_id, released)
select i.tenant_id, i.payer_id, r.month, i.run_id, i.payer_id, r.state = 'withdrawn' or r.state = 'issued' and i.state <> 'issued'
from billing.run_item i join billing.run r on (r.tenant_id, r.id) = (i.tenant_id, i.run_id);

-- What a customer owes for the month, whoever pays it.
alter table billing.draft rename to bill;
alter table billing.bill rename constraint draft_pkey to bill_pkey;
alter table billing.bill add column payer_id int;
update billing.bill set payer_id = customer_id;
alter table billing.bill alter column payer_id set not null;

-- What one payer is sent of a group's bills: one future document, with its amounts.
create table billing.draft (
  tenant_id int not null,
  run_id int not null,
  customer_id int not null,                 -- to whom it goes
  part text not null,                       -- '', contract/<id>, site/<id>, thirdPayer/<id>
  payer_id int not null,                    -- the group it is drawn from
  currency char(3) not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  gross_minor bigint not null,
  usage_records bigint not null,
  bill jsonb,                               -- src/billing/bill.ts: the lines on it; null = those of the customer's own bill
  digest bytea not null,
  primary key (tenant_id, run_id, customer_id, part),
  foreign key (tenant_id, run_id, payer_id) references billing.run_item
);
create index on billing.draft (tenant_id, payer_id, run_id);
call platform.protect('billing.draft');
insert into billing.draft
select tenant_id, run_id, customer_id, '', payer_id, bill->>'currency', net_minor, tax_minor, gross_minor, usage_records, null, digest from billing.bill;

alter table billing.bill
  drop column state, drop column reason, drop column digest, drop column tax_minor,
  add column currency char(3);
update billing.bill set currency = bill->>'currency';
alter table billing.bill
  alter column currency set not null,
  add foreign key (tenant_id, run_id, payer_id) references billing.run_item;
create index on billing.bill (tenant_id, payer_id, run_id);

grant select, insert, update, delete on billing.run_item, billing.run_customer, billing.draft to tarifwerk_app;
grant select on billing.run_customer, billing.run to tarifwerk_loader;
-- A run's rows come all at once: counted there and then, they are found by the right index and joined in the right way.
grant maintain on billing.run_item, billing.run_customer, billing.bill, billing.draft to tarifwerk_app;
alter table billing.bill alter column bill set statistics 0;
alter table billing.draft alter column bill set statistics 0;

-- A payer may get several documents of one run.
alter table invoicing.document add column part text not null default '';
alter table invoicing.document drop constraint document_tenant_id_run_id_customer_id_key;
alter table invoicing.document add unique (tenant_id, run_id, customer_id, part);
