-- Who may do what: tenants (the operator, later resellers), users, sessions, audit trail.

create schema access;

-- A tenant is also the legal entity that issues its documents (EN 16931 BG-4 Seller).
create table access.tenant (
  tenant_id int primary key,
  parent_id int references access.tenant,
  code text not null unique,                -- short name for URLs and the CLI
  legal_name text not null,                 -- BT-27
  street text not null, postcode text not null, city text not null, country char(2) not null,   -- BG-5
  vat_id text,                              -- BT-31
  tax_number text,                          -- BT-32
  register_entry text,                      -- BT-33, e.g. "Amtsgericht Hamburg HRB 1"
  contact_name text not null, phone text not null, email text not null,   -- BG-6
  website text,
  iban text, bic text, bank_name text, creditor_id text,                  -- BG-17, BT-90
  language char(2) not null, zone text not null, currency char(3) not null,
  brand jsonb not null default '{}',        -- colours, logo path
  two_person_approval boolean not null default true,
  created_at timestamptz not null
);
call platform.protect('access.tenant');

create table access.user (
  tenant_id int not null references access.tenant,
  id int not null,
  email text not null,
  name text not null,
  password_hash text not null,              -- argon2id
  role text not null check (role in ('admin', 'clerk', 'approver', 'support', 'viewer')),
  language char(2) not null,
  disabled_at timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (email)
);
call platform.protect('access.user');

create table access.session (
  tenant_id int not null,
  token_hash bytea not null primary key,    -- sha256 of the cookie; the cookie itself is stored nowhere
  user_id int not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  foreign key (tenant_id, user_id) references access.user on delete cascade
);
call platform.protect('access.session');

-- Attempts to sign in per e-mail address that did not succeed (yet), to slow down guessing. Written by the functions below only.
create table access.sign_in_failure (
  tenant_id int not null default 0,
  email text not null,
  at timestamptz not null
);
create index on access.sign_in_failure (email);
create index on access.sign_in_failure (at);
call platform.protect('access.sign_in_failure');

-- Append-only and hash-chained per tenant: hash = sha256(prev_hash || canonical row).
create table access.audit (
  tenant_id int not null references access.tenant,
  seq bigint not null,
  at timestamptz not null,
  actor text not null,
  action text not null,                     -- e.g. contracts.line.add
  subject text not null,                    -- e.g. customer/12
  detail jsonb not null,
  prev_hash bytea not null,
  hash bytea not null,
  primary key (tenant_id, seq)
);
call platform.protect('access.audit');

-- Before sign-in no tenant is known; these functions are the only way around the wall, and they tell nothing else.

-- Is there a tenant at all? Before the first one the program guides through its set-up.
create function access.is_set_up() returns boolean
  language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from access.tenant)
$$;

-- Begins an attempt to sign in: counts the failures of this e-mail address since then and, below the limit, notes this attempt as one
-- before the password is looked at (success clears them), so that many attempts at once cannot slip through together.
create function access.begin_sign_in(wanted_email text, attempt_at timestamptz, failures_since timestamptz, failure_limit int)
  returns table (tenant_id int, user_id int, password_hash text, disabled boolean, failures int)
  language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare earlier int;
begin
  perform pg_advisory_xact_lock(hashtextextended('access.sign_in/' || wanted_email, 0));
  delete from access.sign_in_failure f where f.at <= failures_since;
  select count(*)::int into earlier from access.sign_in_failure f where f.email = wanted_email;
  if earlier < failure_limit then
    insert into access.sign_in_failure (email, at) values (wanted_email, attempt_at);
  end if;
  return query select u.tenant_id, u.id, u.password_hash, u.disabled_at is not null, earlier
    from (select) as always left join access.user u on u.email = wanted_email;
end $$;

create function access.clear_sign_in_failures(wanted_email text) returns void
  language sql security definer set search_path = pg_catalog as $$
  delete from access.sign_in_failure f where f.email = wanted_email
$$;

-- Whose session is it? One question per request.
create function access.find_session(wanted_hash bytea)
  returns table (tenant_id int, user_id int, email text, role text, disabled boolean, expires_at timestamptz)
  language sql stable security definer set search_path = pg_catalog as $$
  select s.tenant_id, s.user_id, u.email, u.role, u.disabled_at is not null, s.expires_at
  from access.session s join access.user u on u.tenant_id = s.tenant_id and u.id = s.user_id
  where s.token_hash = wanted_hash
$$;

revoke execute on function access.is_set_up, access.begin_sign_in, access.clear_sign_in_failures, access.find_session from public;
grant usage on schema access to tarifwerk_app;
grant execute on function access.is_set_up, access.begin_sign_in, access.clear_sign_in_failures, access.find_session to tarifwerk_app;
grant select, update on access.tenant to tarifwerk_app;
grant select, insert, update on access.user to tarifwerk_app;
grant select, insert, delete on access.session to tarifwerk_app;
grant update (expires_at) on access.session to tarifwerk_app;
grant select, insert on access.audit to tarifwerk_app;
