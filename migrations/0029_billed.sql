-- What was billed for each service period of a subscription, and for each month of a period rule: what is due by now less this stands on the next
-- bill. Several runs may bill the same period: the first the fee, later ones what became known since.
create table billing.billed_charge (
  tenant_id int not null,
  subscription_id int not null,
  period_from date not null,                -- service period, whole
  period_to date not null,                  -- exclusive
  run_id int not null,
  net_minor bigint not null,                -- of this run; the sum over all runs is what was billed for the period
  stretches jsonb not null,                 -- what was due by then: [{ from, to, quantity, unitPrice, percentOff, amountOff, pausedPercent, netMinor }]
  primary key (tenant_id, subscription_id, period_from, period_to, run_id)
);
call platform.protect('billing.billed_charge');

insert into billing.billed_charge
  select draft.tenant_id, (line->>'subscriptionId')::int, date_trunc('month', (line->>'from')::date)::date,
         (date_trunc('month', (line->>'from')::date) + interval '1 month')::date, draft.run_id, sum((line->>'netMinor')::bigint),
         jsonb_agg(jsonb_build_object('from', line->>'from', 'to', line->>'to', 'quantity', line->'quantity', 'unitPrice', line->>'unitPrice',
           'percentOff', '0', 'amountOff', '0', 'pausedPercent', null, 'netMinor', line->>'netMinor') order by line->>'from')
  from billing.draft, jsonb_array_elements(bill->'lines') as line
  where draft.state = 'issued' and line->>'kind' = 'recurring'
  group by 1, 2, 3, 4, 5;
drop table billing.billed_period;

create table billing.billed_period_rule (
  tenant_id int not null,
  period_rule_id int not null,
  contract_id int not null,
  month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  run_id int not null,
  net_minor bigint not null,
  primary key (tenant_id, contract_id, period_rule_id, month, run_id)
);
call platform.protect('billing.billed_period_rule');

-- Mean rates of an internet access over five minutes each, as its port counts them.
create table billing.bandwidth_sample (
  tenant_id int not null,
  line_id int not null,
  contract_id int not null,                 -- that the line was on
  at timestamptz not null,                  -- begin of the five minutes
  in_bits bigint not null check (in_bits >= 0),    -- per second, towards the customer
  out_bits bigint not null check (out_bits >= 0),
  primary key (tenant_id, line_id, at)
);
call platform.protect('billing.bandwidth_sample');

grant select, insert on billing.billed_charge, billing.billed_period_rule to tarifwerk_app;
grant select, insert, update on billing.bandwidth_sample to tarifwerk_app;
