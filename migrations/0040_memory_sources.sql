-- A memory that is said again is one memory of several sources: where it was said, and when last.
alter table app.memories add column sources jsonb not null default '[]';
alter table app.memories add column confirmed_at timestamptz;
create index memories_learned on app.memories (tenant_id, user_id, said_at desc) where kind <> 'statement';
create index memories_superseded on app.memories (tenant_id, superseded_by) where superseded_by is not null;
