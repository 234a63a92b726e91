-- Customers whose patterns are to be computed again behind the questions. A claim moves run_at into the future: who dies
-- over one leaves it to the others.
create table app.pattern_refresh (
  tenant_id text not null,
  customer_id text not null,
  run_at timestamptz not null,
  attempts integer not null default 0,
  primary key (tenant_id, customer_id)
);
-- Tenants that came in together take turns.
create index pattern_refresh_due on app.pattern_refresh (run_at, customer_id, tenant_id);

-- When it was last looked for customers whose patterns are old: one row, so that one replica looks at a time.
create table app.pattern_sweeps (
  id boolean primary key default true check (id),
  swept_at timestamptz not null
);
insert into app.pattern_sweeps (swept_at) values ('-infinity');
