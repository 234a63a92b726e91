-- The business (domain) and Holdfast's own state (app). Runs unchanged on the embedded and on a served PostgreSQL.
create schema if not exists domain;
create schema if not exists app;

do $$
begin
  create extension if not exists pg_trgm;
exception when others then
  raise notice 'pg_trgm is not available: names are matched by scan (%)', sqlerrm;
end $$;

do $$
begin
  create extension if not exists vector;
exception when others then
  raise notice 'pgvector is not available: vectors are compared by exact scan (%)', sqlerrm;
end $$;

create table domain.customers (
  tenant_id text not null,
  id text not null,
  name text not null,
  industry text,
  status text not null default 'active',
  payment_terms_days integer,
  credit_limit numeric(18, 2),
  currency text not null default 'USD',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  metadata jsonb not null default '{}',
  primary key (tenant_id, id)
);

create table domain.sales_orders (
  tenant_id text not null,
  id text not null,
  customer_id text not null,
  order_number text not null,
  priority text not null default 'normal' check (priority in ('low', 'normal', 'rush')),
  status text not null default 'open',
  total_amount numeric(18, 2) not null,
  currency text not null default 'USD',
  created_at timestamptz not null,
  updated_at timestamptz not null default now(),
  metadata jsonb not null default '{}',
  primary key (tenant_id, id)
);

create table domain.invoices (
  tenant_id text not null,
  id text not null,
  customer_id text not null,
  order_id text,
  invoice_number text not null,
  amount numeric(18, 2) not null,
  currency text not null default 'USD',
  status text not null default 'open',
  issued_at timestamptz not null,
  due_date timestamptz not null,
  created_at timestamptz not null default now(),
  metadata jsonb not null default '{}',
  primary key (tenant_id, id)
);

create table domain.payments (
  tenant_id text not null,
  id text not null,
  invoice_id text not null,
  amount numeric(18, 2) not null,
  method text,
  paid_at timestamptz not null,
  created_at timestamptz not null default now(),
  metadata jsonb not null default '{}',
  primary key (tenant_id, id)
);

create index sales_orders_rush on domain.sales_orders (tenant_id, customer_id, created_at desc) where priority = 'rush';
create index sales_orders_by_customer on domain.sales_orders (tenant_id, customer_id, created_at desc);
create index sales_orders_by_number on domain.sales_orders (tenant_id, lower(order_number));
create index invoices_by_customer on domain.invoices (tenant_id, customer_id, due_date, issued_at);
create index invoices_by_number on domain.invoices (tenant_id, lower(invoice_number));
create index payments_by_invoice on domain.payments (tenant_id, invoice_id, paid_at);
create index customers_by_name on domain.customers (tenant_id, lower(name));
create index customers_by_email on domain.customers (tenant_id, lower(metadata ->> 'email'));

do $$
begin
  create index customers_by_trigram on domain.customers using gin (lower(name) gin_trgm_ops);
exception when undefined_object then
  raise notice 'pg_trgm is not available: no trigram index on names';
end $$;

create table app.entity_aliases (
  tenant_id text not null,
  alias text not null,
  entity_type text not null default 'customer',
  entity_id text not null,
  -- '' is everyone's: a null would escape the unique key.
  user_id text not null default '',
  source text not null default 'user',
  created_at timestamptz not null default now(),
  primary key (tenant_id, alias, user_id)
);
create index entity_aliases_by_entity on app.entity_aliases (tenant_id, entity_id);

create table app.memories (
  tenant_id text not null,
  id text not null,
  user_id text not null,
  session_id text,
  kind text not null default 'statement',
  role text,
  speaker text,
  content text not null,
  entity_links jsonb not null default '[]',
  importance real not null default 0.5,
  said_at timestamptz not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  superseded_by text,
  embedding bytea,
  embedding_model text,
  search tsvector generated always as (to_tsvector('english', content)) stored,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index memories_by_user on app.memories (tenant_id, user_id, said_at desc);
create index memories_by_session on app.memories (tenant_id, session_id, said_at);
create index memories_by_links on app.memories using gin (entity_links jsonb_path_ops);
create index memories_by_text on app.memories using gin (search);

create table app.exchanges (
  tenant_id text not null,
  id text not null,
  session_id text,
  user_id text not null,
  query text not null,
  answer jsonb not null,
  feedback real,
  feedback_comment text,
  idempotency_key text,
  body_hash text,
  archived boolean not null default false,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create index exchanges_by_session on app.exchanges (tenant_id, session_id, created_at desc);
create index exchanges_by_user on app.exchanges (tenant_id, user_id, created_at desc);
create unique index exchanges_by_idempotency_key on app.exchanges (tenant_id, idempotency_key)
  where idempotency_key is not null;

create table app.sessions (
  tenant_id text not null,
  id text not null,
  user_id text not null,
  archived_message_count integer not null default 0,
  summary text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create index sessions_by_user on app.sessions (tenant_id, user_id);

create table app.session_archives (
  tenant_id text not null,
  id text not null,
  session_id text not null,
  user_id text not null,
  archive jsonb not null,
  archived_at timestamptz not null,
  primary key (tenant_id, id)
);
create index session_archives_by_session on app.session_archives (tenant_id, session_id, archived_at);

create table app.documents (
  tenant_id text not null,
  id text not null,
  title text not null,
  text text not null,
  source text,
  language text,
  metadata jsonb not null default '{}',
  content_hash text not null,
  chunk_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);

create table app.chunks (
  tenant_id text not null,
  document_id text not null,
  position integer not null,
  title_path text not null,
  text text not null,
  embedding bytea,
  embedding_model text,
  search tsvector generated always as (
    setweight(to_tsvector('english', title_path), 'A') || setweight(to_tsvector('english', text), 'B')
  ) stored,
  primary key (tenant_id, document_id, position),
  foreign key (tenant_id, document_id) references app.documents (tenant_id, id) on delete cascade
);
create index chunks_by_text on app.chunks using gin (search);

create table app.customer_patterns (
  tenant_id text not null,
  customer_id text not null,
  pattern_type text not null,
  confidence real not null,
  significance real not null,
  insight text not null,
  data jsonb not null,
  recommendation text not null,
  computed_at timestamptz not null,
  primary key (tenant_id, customer_id, pattern_type)
);
create index customer_patterns_by_time on app.customer_patterns (tenant_id, customer_id, computed_at desc);
create index customer_patterns_confident on app.customer_patterns (tenant_id, customer_id, significance desc)
  where confidence > 0.6;

-- Counts up whenever a customer's rows change: cached answers and patterns carry the version they were made from.
create table app.entity_versions (
  tenant_id text not null,
  entity_id text not null,
  version bigint not null default 1,
  changed_at timestamptz not null default now(),
  primary key (tenant_id, entity_id)
);

create table app.answer_cache (
  tenant_id text not null,
  question text not null,
  data_version text not null,
  answer jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, question)
);

create table app.jobs (
  id text primary key,
  tenant_id text not null,
  kind text not null,
  payload jsonb not null,
  attempts integer not null default 0,
  history jsonb not null default '[]',
  run_at timestamptz not null,
  locked_by text,
  locked_until timestamptz,
  correlation_id text,
  created_at timestamptz not null
);
create index jobs_due on app.jobs (run_at);

create table app.dead_letters (
  id text primary key,
  tenant_id text not null,
  operation text not null,
  payload jsonb not null,
  error jsonb not null,
  severity text not null,
  category text not null,
  attempts integer not null,
  history jsonb not null default '[]',
  correlation_id text,
  status text not null default 'dead',
  first_failed_at timestamptz not null,
  last_failed_at timestamptz not null
);
create index dead_letters_by_operation on app.dead_letters (tenant_id, operation, last_failed_at desc);

create table app.api_keys (
  key_hash text primary key,
  tenant_id text not null,
  role text not null default 'user',
  name text not null,
  created_at timestamptz not null default now()
);
