-- Names are found whatever accents they are typed with: "Muller" is "Müller".
create function app.plain_name(name text) returns text language sql immutable parallel safe strict as $$
  select translate(
    lower(name),
    'áàâäãåāăąçćčďđéèêëēėęěğíìîïīįıłľñńňóòôöõøōőŕřśšşșßťțúùûüūůűųýÿžźż''’`',
    'aaaaaaaaacccddeeeeeeeegiiiiiiillnnnoooooooorrsssssttuuuuuuuuyyzzz'
  )
$$;

drop index if exists domain.customers_by_trigram;
do $$
begin
  create index customers_by_trigram on domain.customers using gin (app.plain_name(name) gin_trgm_ops);
exception when undefined_object then
  raise notice 'pg_trgm is not available: no trigram index on names';
end $$;
