/** Pieces of SQL that statements over the business rows share; days are calendar days in UTC. */
import type { SqlClient, Statement } from "@effect/sql"
import { isoTime } from "../domain/Time.ts"
import { textArray } from "./Storing.ts"

export const make = (sql: SqlClient.SqlClient) => ({
  time: (millis: number): Statement.Fragment => sql`${isoTime(millis)}::timestamptz`,
  epoch: (column: Statement.Fragment): Statement.Fragment => sql`(extract(epoch from ${column}) * 1000)::float8`,
  day: (value: Statement.Fragment): Statement.Fragment => sql`(${value} at time zone 'UTC')::date`,
  oneOf: (list: ReadonlyArray<string>): Statement.Fragment => sql`any(${textArray(list)}::text[])`,
  noneOf: (list: ReadonlyArray<string>): Statement.Fragment => sql`all(${textArray(list)}::text[])`
})
