-- Usage of every service, what allowances covered of it, and the premium number owner's part of a charge.
alter table usage.record rename column billed_s to billed_units;
alter table usage.record alter column billed_units type bigint;            -- bytes go beyond int
alter table usage.record add column volume bigint not null default 0;      -- bytes, messages, pages; 0 where time is counted
alter table usage.record add column network int not null default 0;        -- visited network: MCC and MNC as a number; 0 = at home
alter table usage.record add column covered_units bigint not null default 0;   -- of the billed units (of money: micro-units)
alter table usage.record add column allowance_id int not null default 0;   -- the first allowance that covered; 0 = none
alter table usage.record add column service_fee_micro bigint not null default 0;   -- of the charge, the premium number owner's part
alter table usage.record alter column volume drop default, alter column network drop default, alter column covered_units drop default,
  alter column allowance_id drop default, alter column service_fee_micro drop default;

-- How milliseconds of a source's calls become whole seconds (rating.md 2.6).
alter table mediation.source add column duration_rounding text not null default 'ceil' check (duration_rounding in ('ceil', 'floor', 'half'));
