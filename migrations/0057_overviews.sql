-- The sums over a whole business that take longer than an answer may: kept from when they were made, and made again behind
-- the questions once rows have changed or the day has. A business that is added up quickly has a row without sums.
create table app.overviews (
  tenant_id text primary key,
  -- Whoever adds up moves it into the future: who dies over it leaves it to the others.
  run_at timestamptz not null,
  computed_at timestamptz,
  data_version bigint,
  business jsonb
);
