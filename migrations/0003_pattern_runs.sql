-- That patterns were computed, also where nothing was found: from which version of the customer's rows and by which detectors.
create table app.pattern_runs (
  tenant_id text not null,
  customer_id text not null,
  computed_at timestamptz not null,
  data_version bigint not null,
  detectors text not null,
  missing jsonb not null default '[]',
  primary key (tenant_id, customer_id)
);
