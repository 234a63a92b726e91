/** Users who asked to be forgotten: what they said before that stays out, also when it comes late from a spool or a queue. */
import { type SqlClient } from "@effect/sql"
import { createHash } from "node:crypto"
import { isoTime } from "../domain/Time.ts"

const digest = (user_id: string) => createHash("sha256").update(user_id).digest("base64url")

/** A condition: whether what this user did at that time (epoch milliseconds) was asked to be forgotten later. */
export const isForgotten = (sql: SqlClient.SqlClient, tenant: string, user_id: string, at: number) =>
  sql`exists(select 1 from app.forgotten_users where tenant_id = ${tenant} and user_digest = ${digest(user_id)}
    and forgotten_at >= ${isoTime(at)}::timestamptz)`

export const forget = (sql: SqlClient.SqlClient, tenant: string, user_id: string, at: number) =>
  sql`insert into app.forgotten_users (tenant_id, user_digest, forgotten_at)
    values (${tenant}, ${digest(user_id)}, ${isoTime(at)}::timestamptz)
    on conflict (tenant_id, user_digest) do update
    set forgotten_at = greatest(app.forgotten_users.forgotten_at, excluded.forgotten_at)`
