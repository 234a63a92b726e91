-- A vector that only got its code is the vector that it was: nobody who keeps it has to read it again.
drop trigger vectors_changed on app.chunk_vectors;

create function app.note_changed_vectors() returns trigger language plpgsql as $$
begin
  insert into app.term_changes (tenant_id, owner, documents, size, title_size, terms)
  select distinct t.tenant_id, '', 0, 0, 0, '{}'::jsonb
  from touched t left join before b using (tenant_id, document_id, position, model)
  where t.embedding is distinct from b.embedding;
  return null;
end $$;

create trigger vectors_changed after update on app.chunk_vectors
  referencing old table as before new table as touched
  for each statement execute function app.note_changed_vectors();
