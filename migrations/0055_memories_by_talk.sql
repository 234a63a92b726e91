-- A turn's neighbours in its conversation: other users may call theirs by the same name.
drop index app.memories_by_session;
create index memories_by_talk on app.memories (tenant_id, user_id, session_id, said_at, created_at, id);
