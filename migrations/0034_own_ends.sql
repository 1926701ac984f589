-- What ends with its contract remembers the end that was agreed for it itself, where that is not before: when the contract's end moves or is taken
-- back, it ends then.
alter table contracts.subscription add column own_ends_on date;
alter table contracts.line add column own_valid_to timestamptz;
