-- Tenants at which parts of calls wait for others: whoever runs the feeds ends those that waited too long. It tells ids and nothing else.
create function mediation.tenants_with_parts() returns table (tenant_id int)
language sql stable security definer set search_path = pg_catalog as $$
  select distinct part.tenant_id from mediation.part where part.state = 'waiting'
$$;
revoke execute on function mediation.tenants_with_parts from public;
grant execute on function mediation.tenants_with_parts to tarifwerk_app;
