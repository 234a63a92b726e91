-- Whether documents changed since an answer was made is asked with every question.
create index documents_by_update on app.documents (tenant_id, updated_at desc);
create index aliases_by_time on app.entity_aliases (tenant_id, user_id, created_at desc);
