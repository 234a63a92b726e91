-- What is written waits in a list of its GIN index, which every search walks from end to end until it is merged: up to 4 MB
-- by default, and unless somebody vacuums, for as long as nothing more is written. Short lists are merged by the writes.
do $$
declare
  name text;
begin
  foreach name in array array[
    'app.chunks_by_text', 'app.memories_by_text', 'app.memories_by_links', 'domain.customers_by_trigram',
    'domain.customers_by_details'
  ] loop
    -- Where there are no trigrams, there is no index of them.
    if to_regclass(name) is not null then
      execute format('alter index %s set (gin_pending_list_limit = 256)', name);
      perform gin_clean_pending_list(to_regclass(name));
    end if;
  end loop;
end $$;
