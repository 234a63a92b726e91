-- "Customers in Texas": who has these words somewhere in the metadata, with whatever accents, is found without reading
-- everybody's.
create index customers_by_details on domain.customers
  using gin (to_tsvector('simple', app.plain_name(metadata::text)));
