-- Whom somebody asked to forget, and when: what was said before that and still waits on some disk is not taken in any
-- more. Who it was is kept as a digest only.
create table app.forgotten_users (
  tenant_id text not null,
  user_digest text not null,
  forgotten_at timestamptz not null,
  primary key (tenant_id, user_digest)
);
