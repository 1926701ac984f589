-- Customers on whose invoices stand calls that are somebody else's by now: what changes for the owner concerns the holder's months too.
create table rating.lent (
  tenant_id int not null,
  owner_id int not null,
  holder_id int not null,                   -- on whose invoices
  primary key (tenant_id, owner_id, holder_id)
);
call platform.protect('rating.lent');
grant select on rating.lent to tarifwerk_app;
grant select, insert on rating.lent to tarifwerk_loader;
