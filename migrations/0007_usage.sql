-- Usage records with their charges: one row per call, written once by binary COPY in batches sorted by customer, never updated row by
-- row. customer_id 0 = unmatched: the line belongs to nobody yet.

create schema usage;

-- One row per load: a file, an assignment of unmatched records, a re-rating. load_no is gapless per tenant; bills name the last load
-- they saw, so late records are simply those with a higher load_no.
create table usage.load (
  tenant_id int not null,
  load_no int not null,
  kind text not null check (kind in ('file', 'assignment', 'rerating')),
  file_id int,
  rows bigint not null,
  duplicates bigint not null,               -- records that were there already, in this load or an earlier one
  loaded_at timestamptz not null,
  primary key (tenant_id, load_no),
  unique (tenant_id, kind, file_id)
);
call platform.protect('usage.load');

create table usage.record (
  start_at timestamptz not null,
  dedup_hash bigint not null,               -- 64 bits of the format's dedup key
  a_number bigint not null,                 -- E.164 digits as a number, 0 = not a number in E.164 (see a_text)
  b_number bigint not null,
  charge_micro bigint not null,             -- customer leg, micro-units of currency; 0 where status says why
  cost_micro bigint not null,               -- supplier leg, rated by us
  source_cost_micro bigint not null,        -- supplier leg as the record itself says; -1 = not given
  byte_offset bigint not null,              -- of the record in its file
  tenant_id int not null,
  customer_id int not null,                 -- 0 = unmatched
  line_id int not null,                     -- 0 = unmatched
  contract_id int not null,
  load_no int not null,
  file_id int not null,
  record_no int not null,                   -- line or element number in the file, from 1
  duration_ms int not null,                 -- answered duration as the source says
  billed_s int not null,                    -- after increments, customer leg
  price_list_id int not null,               -- 0 = no price found
  price_version int not null,
  supplier_list_id int not null,
  supplier_version int not null,
  destination_id int not null,              -- 0 = none
  source_id smallint not null,
  service smallint not null,                -- 1 voice (see src/usage/record.ts)
  direction smallint not null,              -- 1 outbound, 2 inbound, 3 internal, 4 forwarded
  status smallint not null,                 -- 1 rated, 2 free, 3 unpriced, 4 not billable
  band smallint not null,                   -- time band of the start, customer leg
  a_text text,                              -- raw calling party where a_number cannot carry it
  b_text text,                              -- raw called party where b_number cannot carry it
  account_text text                         -- native identifier of the line: trunk, account code, extension
) partition by range (start_at);
-- A record is there once, whoever it belongs to: delivered again after its line changed hands it is still a duplicate.
create unique index record_key on usage.record (tenant_id, start_at, dedup_hash);
create index record_customer on usage.record (tenant_id, customer_id, start_at, dedup_hash);
call platform.protect('usage.record');

-- Partitions are made by the loader before a load: one per UTC month, named record_YYYY_MM.
create function usage.ensure_month(month_start date) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare partition_name text := 'record_' || to_char(month_start, 'YYYY_MM');
begin
  if to_regclass('usage.' || partition_name) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext('usage.ensure_month'));
  if to_regclass('usage.' || partition_name) is not null then return; end if;
  -- Made apart and then attached: readers of other months go on meanwhile, which `partition of` would not let them.
  execute format('create table usage.%I (like usage.record including all)', partition_name);
  execute format('alter table usage.%I enable row level security', partition_name);
  execute format('alter table usage.record attach partition usage.%I for values from (%L) to (%L)',
    partition_name, month_start::timestamp at time zone 'UTC', (month_start + interval '1 month')::timestamp at time zone 'UTC');
end $$;
revoke execute on function usage.ensure_month from public;

-- Gives the space of a month back once no tenant has records in it any more; true when it was dropped.
create function usage.drop_empty_month(month_start date) returns boolean language plpgsql security definer set search_path = pg_catalog as $$
declare
  partition_name text := 'record_' || to_char(month_start, 'YYYY_MM');
  used boolean;
begin
  if to_regclass('usage.' || partition_name) is null then return false; end if;
  execute format('select exists (select from usage.%I)', partition_name) into used;
  if used then return false; end if;
  execute format('drop table usage.%I', partition_name);
  return true;
end $$;
revoke execute on function usage.drop_empty_month from public;

grant usage on schema usage to tarifwerk_app, tarifwerk_loader;
grant select on usage.record, usage.load to tarifwerk_app;
grant select, insert, delete on usage.record to tarifwerk_loader;
grant select, insert on usage.load to tarifwerk_loader;
grant execute on function usage.ensure_month, usage.drop_empty_month to tarifwerk_loader;
