-- Names are found whatever accents they are typed with: "Muller" is "Müller". Most names have none, and cost little.
create function app.plain_name(name text) returns text language sql immutable parallel safe strict as $$
  select case when octet_length(name) = char_length(name) then replace(lower(name), '''', '')
    else translate(
      lower(name),
      'áàâäãåāăąçćčďđéèêëēėęěğíìîïīįıłľñńňóòôöõøōőŕřśšşșßťțúùûüūůűųýÿžźż''’`',
      'aaaaaaaaacccddeeeeeeeegiiiiiiillnnnoooooooorrsssssttuuuuuuuuyyzzz'
    ) end
$$;

drop index if exists domain.customers_by_trigram;
do $$
begin
  create index customers_by_trigram on domain.customers using gin (app.plain_name(name) gin_trgm_ops);
exception when undefined_object then
  raise notice 'pg_trgm is not available: no trigram index on names';
end $$;
