-- Vectors apart from the texts, a set for each model: while a new embedder's set is filled, the old one's serves.
create table app.vector_models (
  model text primary key,
  -- Whose vectors are compared with questions.
  serving boolean not null default false,
  -- How often texts were written without a vector of this model, and how many of those were made good since.
  gaps bigint not null default 1,
  filled bigint not null default 0,
  leased_until timestamptz,
  created_at timestamptz not null default now()
);
create unique index vector_models_one_serves on app.vector_models (serving) where serving;

create table app.chunk_vectors (
  tenant_id text not null,
  document_id text not null,
  position integer not null,
  model text not null,
  dimension integer not null,
  -- 32-bit floats, little-endian.
  embedding bytea not null,
  primary key (tenant_id, document_id, position, model),
  foreign key (tenant_id, document_id, position) references app.chunks (tenant_id, document_id, position)
    on delete cascade
);
alter table app.chunk_vectors alter column embedding set storage external;

create table app.memory_vectors (
  tenant_id text not null,
  id text not null,
  model text not null,
  dimension integer not null,
  embedding bytea not null,
  primary key (tenant_id, id, model),
  foreign key (tenant_id, id) references app.memories (tenant_id, id) on delete cascade
);
alter table app.memory_vectors alter column embedding set storage external;

insert into app.chunk_vectors
  select tenant_id, document_id, position, embedding_model, octet_length(embedding) / 4, embedding
  from app.chunks where embedding is not null and embedding_model is not null;
insert into app.memory_vectors
  select tenant_id, id, embedding_model, octet_length(embedding) / 4, embedding
  from app.memories where embedding is not null and embedding_model is not null;

with made as (
  select model, count(*) as vectors from (
    select model from app.chunk_vectors union all select model from app.memory_vectors
  ) every group by model
)
insert into app.vector_models (model, serving)
  select model, row_number() over (order by vectors desc, model) = 1 from made;

alter table app.chunks drop column embedding, drop column embedding_model;
alter table app.memories drop column embedding, drop column embedding_model;
