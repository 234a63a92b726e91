-- Every write to memories or chunks appends a change, though no term came or went: whoever keeps a user's memories sees
-- by the changes whether they are still as they were. One function for each trigger, so that its plan is made once a
-- connection and not with every write.
drop trigger terms_added on app.chunks;
drop trigger terms_removed on app.chunks;
drop trigger terms_changed on app.chunks;
drop trigger terms_added on app.memories;
drop trigger terms_removed on app.memories;
drop trigger terms_changed on app.memories;
drop function app.count_terms();

do $$
declare
  counted record;
begin
  for counted in
    select * from (values ('chunks', $q$''$q$), ('memories', 'user_id')) as t (name, owner), (values
      ('added', 'insert', 'new table as added', 'select 1 as n, * from added'),
      ('removed', 'delete', 'old table as removed', 'select -1 as n, * from removed'),
      ('changed', 'update', 'old table as removed new table as added',
        'select 1 as n, * from added union all select -1 as n, * from removed')
    ) as w (done, operation, tables, touched)
  loop
    execute format(
      $sql$
        create function app.%1$I() returns trigger language plpgsql as $body$
        begin
          with changed as materialized (select n, tenant_id, %2$s as owner, search from (%3$s) as touched),
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
          terms as (
            select tenant_id, owner, jsonb_object_agg(term, documents) as terms from counted group by tenant_id, owner
          )
          insert into app.term_changes (tenant_id, owner, documents, size, title_size, terms)
          select tenant_id, owner, documents, size, title_size, coalesce(terms, '{}')
          from totals left join terms using (tenant_id, owner);
          return null;
        end $body$
      $sql$,
      format('%s_%s', counted.name, counted.done), counted.owner, counted.touched
    );
    execute format(
      'create trigger terms_%s after %s on app.%I referencing %s for each statement execute function app.%I()',
      counted.done, counted.operation, counted.name, counted.tables, format('%s_%s', counted.name, counted.done)
    );
  end loop;
end $$;

-- And so does every write to vectors of chunks.
create function app.note_vectors() returns trigger language plpgsql as $$
begin
  insert into app.term_changes (tenant_id, owner, documents, size, title_size, terms)
  select distinct tenant_id, '', 0, 0, 0, '{}'::jsonb from touched;
  return null;
end $$;

do $$
declare
  done record;
begin
  for done in select * from (values
    ('added', 'insert', 'new table as touched'), ('removed', 'delete', 'old table as touched'),
    ('changed', 'update', 'new table as touched')
  ) as t (name, operation, tables) loop
    execute format('create trigger vectors_%s after %s on app.chunk_vectors referencing %s
      for each statement execute function app.note_vectors()', done.name, done.operation, done.tables);
  end loop;
end $$;
