-- Receivables that are settled. What a customer owes, or has to get, is an open item: the entry that opened it names its amount, every later
-- posting on the customer's account names the item it moves, and what is left of an item is kept by the database from its postings. An entry is
-- a set of postings that sums to zero; whatever is wrong is mended by an entry that mirrors it. Entries are chained by hashes.

delete from ledger.posting where amount_minor = 0;
alter table ledger.entry
  drop constraint entry_kind_check,
  drop constraint entry_tenant_id_kind_document_number_key,
  add column postings int not null default 0,       -- how many it has: none is added later
  add column reverses bigint,                       -- the entry it mirrors
  add column reason text,                           -- why written off
  add column note text,
  add column actor text not null default '',
  add column prev_hash bytea,
  add column hash bytea,                            -- src/ledger/chain.ts; null before there was a chain
  add check (kind in ('invoice', 'creditNote', 'payment', 'refund', 'writeOff', 'setOff', 'reversal')),
  add check ((kind = 'reversal') = (reverses is not null)),
  add check ((hash is null) = (prev_hash is null)),
  add foreign key (tenant_id, reverses) references ledger.entry;
update ledger.entry e set postings = (select count(*) from ledger.posting p where p.tenant_id = e.tenant_id and p.entry_id = e.id);
alter table ledger.entry alter column postings drop default, alter column actor drop default;
create unique index once_per_document on ledger.entry (tenant_id, kind, document_number) where kind in ('invoice', 'creditNote', 'payment', 'refund');
create unique index reversed_once on ledger.entry (tenant_id, reverses) where reverses is not null;
create index on ledger.entry (tenant_id, customer_id, booked_on, id);

-- An item is known by the entry that opened it.
delete from ledger.open_item where amount_minor = 0;
alter table ledger.open_item
  drop constraint open_item_pkey,
  add primary key (tenant_id, entry_id),
  add column remaining_minor bigint not null default 0;
update ledger.open_item set remaining_minor = amount_minor;
alter table ledger.open_item
  add check (amount_minor <> 0),
  add constraint never_settled_too_far check (remaining_minor between least(0, amount_minor) and greatest(0, amount_minor));
comment on column ledger.open_item.amount_minor is 'positive: the customer owes it; negative: he is to get it';
comment on column ledger.open_item.remaining_minor is 'sum of its postings, kept by ledger.move_item';
drop index ledger.open_item_tenant_id_customer_id_idx;
create index on ledger.open_item (tenant_id, customer_id) where remaining_minor <> 0;
create index on ledger.open_item (tenant_id, due_on) where remaining_minor <> 0;

alter table ledger.posting
  add column item_id bigint,                        -- on `receivable` alone: the open item it moves
  add foreign key (tenant_id, item_id) references ledger.open_item;
update ledger.posting set item_id = entry_id where account = 'receivable';
alter table ledger.posting
  add check ((account = 'receivable') = (item_id is not null)),
  add check (amount_minor <> 0);
comment on column ledger.posting.account is
  'receivable, revenue/<revenue account>, vat/<category>/<rate>, deposit/<liability account>, clearing/<channel>, writeOff/<reason>';
create unique index one_move_of_an_item on ledger.posting (tenant_id, item_id, entry_id) where item_id is not null;

-- Every entry sums to zero and has all its postings from the start, checked by the database at commit.
create or replace function ledger.check_balanced() returns trigger language plpgsql as $$
declare
  checked bigint := case tg_table_name when 'entry' then (to_jsonb(new) ->> 'id')::bigint else (to_jsonb(new) ->> 'entry_id')::bigint end;
  off numeric;
  found_postings int;
begin
  select coalesce(sum(amount_minor), 0), count(*) into off, found_postings
    from ledger.posting p where p.tenant_id = new.tenant_id and p.entry_id = checked;
  if off <> 0 then
    raise exception 'ledger entry % of tenant % does not sum to zero', checked, new.tenant_id using errcode = 'check_violation';
  end if;
  if found_postings <> (select postings from ledger.entry e where e.tenant_id = new.tenant_id and e.id = checked) then
    raise exception 'ledger entry % of tenant % has % postings, not those it began with', checked, new.tenant_id, found_postings
      using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger balanced after insert on ledger.entry deferrable initially deferred
  for each row execute function ledger.check_balanced();

-- What is left of an item is the sum of its postings. Definer: nobody else may write it.
create function ledger.move_item() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.item_id is null then
    return null;
  end if;
  update ledger.open_item i set remaining_minor = i.remaining_minor + new.amount_minor
    from ledger.entry e
    where e.tenant_id = new.tenant_id and e.id = new.entry_id
      and i.tenant_id = new.tenant_id and i.entry_id = new.item_id and i.customer_id = e.customer_id and i.currency = e.currency;
  if not found then
    raise exception 'ledger entry % of tenant % moves an item of another customer or currency', new.entry_id, new.tenant_id
      using errcode = 'check_violation';
  end if;
  return null;
end $$;
revoke execute on function ledger.move_item() from public;
create trigger move_item after insert on ledger.posting for each row execute function ledger.move_item();

create function ledger.begin_item() returns trigger language plpgsql as $$
begin
  new.remaining_minor := 0;
  return new;
end $$;
create trigger begin_item before insert on ledger.open_item for each row execute function ledger.begin_item();

-- An item is opened by its own entry, with all of its amount.
create function ledger.check_opened() returns trigger language plpgsql as $$
begin
  if not exists (
    select from ledger.posting p join ledger.entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
    where p.tenant_id = new.tenant_id and p.entry_id = new.entry_id and p.item_id = new.entry_id and p.amount_minor = new.amount_minor
      and e.document_number = new.document_number
  ) then
    raise exception 'open item % of tenant % is not what its entry posted', new.entry_id, new.tenant_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger opened after insert on ledger.open_item deferrable initially deferred
  for each row execute function ledger.check_opened();

-- Not even the owner changes what was posted; of an item only what is left changes, and only by a posting.
create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and tg_table_name = 'open_item' and pg_trigger_depth() > 1
    and to_jsonb(new) - 'remaining_minor' = to_jsonb(old) - 'remaining_minor' then
    return new;
  end if;
  raise exception 'what was posted is never changed: %', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger immutable before update or delete on ledger.entry for each row execute function ledger.refuse_change();
create trigger immutable before update or delete on ledger.posting for each row execute function ledger.refuse_change();
create trigger immutable before update or delete on ledger.open_item for each row execute function ledger.refuse_change();
