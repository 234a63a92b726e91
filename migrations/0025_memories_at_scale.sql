-- A turn's neighbours in its conversation, in the order in which it was told.
drop index app.memories_by_session;
create index memories_by_session on app.memories (tenant_id, session_id, said_at, created_at, id);
