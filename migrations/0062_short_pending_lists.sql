-- What is written waits in a list of its GIN index, which every search walks from end to end until it is merged: up to 4 MB
-- by default, and unless somebody vacuums, for as long as nothing more is written. Short lists are merged by the writes. In
-- kB: the shorter, the more an import costs, and chunks have the most words.
do $$
declare
  short record;
begin
  for short in
    select * from (values
      ('app.chunks_by_text', 1024), ('app.memories_by_text', 256), ('app.memories_by_links', 256),
      ('domain.customers_by_trigram', 256), ('domain.customers_by_details', 256)
    ) as t (name, kilobytes)
  loop
    -- Where there are no trigrams, there is no index of them.
    if to_regclass(short.name) is not null then
      execute format('alter index %s set (gin_pending_list_limit = %s)', short.name, short.kilobytes);
      perform gin_clean_pending_list(to_regclass(short.name));
    end if;
  end loop;
end $$;
