-- Signs of vectors, by which the nearest of a large collection are chosen before their vectors are compared.
alter table app.vector_models add column mean bytea;

alter table app.chunk_vectors add column coded boolean not null default false;
create index chunk_vectors_uncoded on app.chunk_vectors (model, tenant_id) where not coded;

create table app.chunk_codes (
  tenant_id text not null,
  document_id text not null,
  position integer not null,
  model text not null,
  -- Whether it is in the index by nearness, where there is one.
  indexed boolean not null default false,
  code bit(1024) not null,
  primary key (tenant_id, document_id, position, model),
  foreign key (tenant_id, document_id, position, model)
    references app.chunk_vectors (tenant_id, document_id, position, model) on delete cascade
);
create index chunk_codes_by_tenant on app.chunk_codes (tenant_id, model) where not indexed;
