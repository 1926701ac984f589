-- What a carrier gives back is a negative cost, so "not given" is no longer -1 but a number beyond all amounts.
update usage.record set source_cost_micro = -9007199254740991 where source_cost_micro = -1;
update mediation.part set record = jsonb_set(record, '{sourceCostMicro}', '-9007199254740991') where record -> 'sourceCostMicro' = '-1';
comment on column usage.record.source_cost_micro is 'supplier leg as the record itself says, negative = given back; -9007199254740991 = not given';

-- The file that took its place, where one did.
alter table mediation.file add column replaced_by int;

-- What other sources tell of a call's cost is compared too.
alter table mediation.seen_call add column source_cost_micro bigint not null default -9007199254740991;
