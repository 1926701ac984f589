-- Who brought usage in, assigned it or rated it again: loads are never changed, so this is the trail of what made money out of records.
alter table usage.load add column loaded_by text not null default 'unknown';   -- of loads before this migration
alter table usage.load alter column loaded_by drop default;
