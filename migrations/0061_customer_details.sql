-- "Customers in Texas": who has these words somewhere in the metadata, with whatever accents, is found without reading
-- everybody's. Rows that somebody else wrote may hold more text than an index entry can: of those, the beginning.
create index customers_by_details on domain.customers
  using gin (to_tsvector('simple', left(app.plain_name(metadata::text), 65536)));
