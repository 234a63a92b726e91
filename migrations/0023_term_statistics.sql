-- What ranking by BM25 needs to know, kept in step with every write: how many chunks (of a tenant) or memories (of a
-- user) there are, how long they are, and how many have a term. A write only appends its changes, so writers never wait
-- for each other; the service folds them in behind. What holds is the sum of both tables.
create table app.term_statistics (
  tenant_id text not null,
  -- '' for chunks, which are the tenant's; the user for memories.
  owner text not null,
  -- '' for the totals; longer than 256 bytes by its hash.
  term text not null,
  documents bigint not null,
  size bigint not null default 0,
  title_size bigint not null default 0,
  primary key (tenant_id, owner, term)
);
create index term_statistics_emptied on app.term_statistics (tenant_id) where documents = 0;

create table app.term_changes (
  id bigint generated always as identity primary key,
  tenant_id text not null,
  owner text not null,
  documents integer not null,
  size integer not null,
  title_size integer not null,
  -- By term, by how many documents it became more.
  terms jsonb not null
);
create index term_changes_by_owner on app.term_changes (tenant_id, owner);

create function app.term_key(term text) returns text language sql immutable parallel safe as $$
  select case when octet_length(term) > 256 then md5(term) else term end
$$;

-- Whose a row is, as one more term of its text: the index then finds a tenant's (or a user's) matches alone. No word
-- holds the character that it begins with.
create function app.owner_term(tenant_id text, user_id text) returns text language sql immutable parallel safe as $$
  select chr(1) || case when octet_length(tenant_id || user_id) > 500 then md5(tenant_id || chr(1) || user_id)
    else tenant_id || chr(1) || user_id end
$$;

-- What a tenant's (or a user's) texts are asked, and nobody else's.
create function app.owned(query tsquery, tenant_id text, user_id text) returns tsquery
language sql immutable parallel safe as $$
  select query && (
    chr(39) || replace(replace(app.owner_term(tenant_id, user_id), '\', '\\'), chr(39), chr(39) || chr(39)) || chr(39)
  )::tsquery
$$;

-- How often a term stands in a text, in the positions that the weights (of D, C, B, A) let count: ts_rank of one term
-- is 6/pi^2 * (1 + 1/4 + 1/9 + ...), and what is missing from the whole series is 1 / (count + 1/2), very nearly.
create function app.occurrences(weights real[], search tsvector, term tsquery) returns integer
language sql immutable parallel safe as $$
  select round(0.6079271018540267 / greatest(1 - ts_rank(weights, search, term), 0.0001) - 0.5)::integer
$$;

alter table app.chunks drop column search;
alter table app.chunks add column search tsvector generated always as (
  setweight(to_tsvector('english', title_path), 'A') || setweight(to_tsvector('english', text), 'B') ||
  array_to_tsvector(array[app.owner_term(tenant_id, '')])
) stored;
create index chunks_by_text on app.chunks using gin (search);

alter table app.memories drop column search;
alter table app.memories add column search tsvector generated always as (
  to_tsvector('english', content) || array_to_tsvector(array[app.owner_term(tenant_id, user_id)])
) stored;
create index memories_by_text on app.memories using gin (search);

-- Once a statement, for all the rows that it touched. The argument is the owner of a row.
create function app.count_terms() returns trigger language plpgsql as $$
begin
  execute format(
    $sql$
      with changed as materialized (select n, tenant_id, %1$s as owner, search from (%2$s) as touched),
      totals as (
        select tenant_id, owner, sum(n) as documents, sum(n * (length(search) - 1)) as size,
          sum(n * length(ts_filter(search, '{a}'))) as title_size
        from changed group by tenant_id, owner
      ),
      counted as (
        select tenant_id, owner, app.term_key(term) as term, sum(n) as documents
        from changed, unnest(tsvector_to_array(search)) as term
        where left(term, 1) <> chr(1)
        group by tenant_id, owner, app.term_key(term) having sum(n) <> 0
      ),
      terms as (select tenant_id, owner, jsonb_object_agg(term, documents) as terms from counted group by tenant_id, owner)
      insert into app.term_changes (tenant_id, owner, documents, size, title_size, terms)
      select tenant_id, owner, documents, size, title_size, coalesce(terms, '{}')
      from totals left join terms using (tenant_id, owner)
      where terms is not null or documents <> 0 or size <> 0 or title_size <> 0
    $sql$,
    tg_argv[0],
    case tg_op
      when 'INSERT' then 'select 1 as n, * from added'
      when 'DELETE' then 'select -1 as n, * from removed'
      else 'select 1 as n, * from added union all select -1 as n, * from removed'
    end
  );
  return null;
end $$;

create function app.forget_terms() returns trigger language plpgsql as $$
begin
  delete from app.term_changes where (owner = '') = (tg_table_name = 'chunks');
  delete from app.term_statistics where (owner = '') = (tg_table_name = 'chunks');
  return null;
end $$;

do $$
declare
  counted record;
begin
  for counted in select * from (values ('chunks', $q$''$q$), ('memories', 'user_id')) as t (name, owner) loop
    execute format('create trigger terms_added after insert on app.%I referencing new table as added
      for each statement execute function app.count_terms(%L)', counted.name, counted.owner);
    execute format('create trigger terms_removed after delete on app.%I referencing old table as removed
      for each statement execute function app.count_terms(%L)', counted.name, counted.owner);
    execute format('create trigger terms_changed after update on app.%I
      referencing old table as removed new table as added
      for each statement execute function app.count_terms(%L)', counted.name, counted.owner);
    execute format('create trigger terms_forgotten after truncate on app.%I
      for each statement execute function app.forget_terms()', counted.name);
  end loop;
end $$;

insert into app.term_statistics
  with counted as (
    select tenant_id, '' as owner, search from app.chunks union all select tenant_id, user_id, search from app.memories
  )
  select tenant_id, owner, '', count(*), sum(length(search) - 1), sum(length(ts_filter(search, '{a}')))
    from counted group by tenant_id, owner
  union all
  select tenant_id, owner, app.term_key(term), count(*), 0, 0
    from counted, unnest(tsvector_to_array(search)) as term
    where left(term, 1) <> chr(1)
    group by tenant_id, owner, app.term_key(term);
