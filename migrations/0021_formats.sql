-- Formats of a tenant's own: what the wizard makes of an unknown file, or what somebody has written. Every change is a version.
create table mediation.format_definition (
  tenant_id int not null,
  id text not null,                         -- never the id of a format that comes with the program
  version int not null check (version > 0),
  name text not null,
  definition jsonb not null,                -- as the format language says (src/mediation/format.ts)
  created_at timestamptz not null,
  created_by text not null,
  primary key (tenant_id, id, version)
);
call platform.protect('mediation.format_definition');
grant select, insert on mediation.format_definition to tarifwerk_app;
