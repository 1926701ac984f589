-- A file whose records were taken out again. Its counts stay as they were; what it brought is gone, or empty where it stands on an invoice.
alter table mediation.file drop constraint file_state_check;
alter table mediation.file add constraint file_state_check check (state in ('imported', 'quarantined', 'backedOut'));
alter table mediation.file add column backed_out_at timestamptz;
alter table mediation.file add column backed_out_by text;
alter table mediation.file add column backed_out_why text;
alter table mediation.file add column taken_out bigint;        -- records that left
alter table mediation.file add column emptied bigint;          -- records that stand on issued invoices: empty now, corrected on the next one

-- What a source's records are for: to be billed, or only to be compared with those of others (the same call seen by carrier, telephone system, border controller).
alter table mediation.source add column role text not null default 'billing' check (role in ('billing', 'reconciliation'));

-- Rejects of a file that were read at last leave the list; the file's counts follow.
grant delete on mediation.reject to tarifwerk_loader;

-- A file may be loaded again after it was taken out, and its rejects once they can be read.
alter table usage.load drop constraint load_tenant_id_kind_file_id_key;
create index on usage.load (tenant_id, file_id);
