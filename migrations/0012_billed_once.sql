-- The database itself refuses to bill usage twice: the stretches of load numbers on a customer's invoices for a month never meet.
alter table billing.billed_usage
  add exclude using gist (tenant_id with =, customer_id with =, month with =, int4range(after_load_no, up_to_load_no, '(]') with &&);
