/** Answers in this process, in Redis where there is one, and in `app.answer_cache`, which keeps them however old. */
import { SqlClient, SqlSchema } from "@effect/sql"
import { Effect, Layer, Option, Schema } from "effect"
import { TenantId, UserId } from "../../domain/Ids.ts"
import { isoTime } from "../../domain/Time.ts"
import * as Cache from "../../storage/Cache.ts"
import * as Jsonb from "../../storage/Jsonb.ts"
import { StoreError } from "../../storage/StoreError.ts"
import { AnswerCache, documentOf, Kept } from "../AnswerCache.ts"

/** What each answer is tagged with: a change of one of its customers' rows drops it where it is only in memory. */
const tagsOf = ({ answer }: Kept) => [
  ...answer.entities.map((entity) => `entity:${entity.entity_id}`),
  ...new Set(answer.citations.flatMap(documentOf).map(documentTag))
]
const documentTag = (id: string) => `document:${id}`

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient

  const select = SqlSchema.findOne({
    Request: Schema.Struct({ tenant: TenantId, question: Schema.String }),
    Result: Kept,
    execute: ({ question, tenant }) =>
      sql`select answer, data_version as version, (extract(epoch from created_at) * 1000)::float8 as at
        from app.answer_cache where tenant_id = ${tenant} and question = ${question}`
  })

  const upsert = (tenant: TenantId, question: string, { answer, at, version }: Kept) =>
    sql`insert into app.answer_cache (tenant_id, question, data_version, answer, created_at)
      values (${tenant}, ${question}, ${version}, ${Jsonb.text(answer)}::jsonb, ${isoTime(at)}::timestamptz)
      on conflict (tenant_id, question) do update
      set data_version = excluded.data_version, answer = excluded.answer, created_at = excluded.created_at`

  const selectBasis = SqlSchema.single({
    Request: Schema.Struct({
      tenant: TenantId,
      user_id: UserId,
      entity_ids: Schema.Array(Schema.String),
      document_ids: Schema.Array(Schema.String)
    }),
    Result: Schema.Struct({ version: Schema.String, personal: Schema.Boolean }),
    execute: ({ document_ids, entity_ids, tenant, user_id }) =>
      sql`select concat_ws(' ',
          (select string_agg(entity_id || ':' || version, ',' order by entity_id) from app.entity_versions
            where tenant_id = ${tenant} and ${
        // The row of the empty id counts every change of any customer's rows.
        sql.in("entity_id", entity_ids.length === 0 ? [""] : entity_ids)}),
          (select updated_at from app.documents where tenant_id = ${tenant} order by updated_at desc limit 1),
          (select count(*) from app.documents where tenant_id = ${tenant} and ${
        document_ids.length === 0 ? sql`false` : sql.in("id", document_ids)
      }),
          (select created_at from app.entity_aliases where tenant_id = ${tenant} and user_id = ''
            order by created_at desc limit 1)
        ) as version,
        exists(select 1 from app.memories where tenant_id = ${tenant} and user_id = ${user_id})
          or exists(select 1 from app.entity_aliases where tenant_id = ${tenant} and user_id = ${user_id}) as personal`
  })

  const caches = yield* Cache.Caches
  const cache = yield* Cache.make({
    name: "answers",
    ttl: "24 hours",
    schema: Kept,
    l3: { get: (tenant, question) => select({ tenant, question }), set: upsert }
  })

  return AnswerCache.of({
    basis: (tenant, of) =>
      selectBasis({ tenant, ...of }).pipe(
        Effect.catchTags({
          SqlError: (cause) => new StoreError({ operation: "AnswerCache.basis", cause }),
          NoSuchElementException: Effect.die,
          ParseError: Effect.die
        })
      ),
    find: (tenant, question) => Effect.map(cache.get(tenant, question), Option.getOrUndefined),
    keep: (tenant, question, kept) => cache.set(tenant, question, kept, tagsOf(kept)),
    forgetDocument: (tenant, document_id) =>
      sql`delete from app.answer_cache where tenant_id = ${tenant} and exists (
        select from jsonb_array_elements(answer -> 'citations') c
        where c ->> 'kind' = 'document' and regexp_replace(c ->> 'ref', '#\\d+$', '') = ${documentTag(document_id)}
      )`.pipe(
        Effect.mapError((cause) => new StoreError({ operation: "AnswerCache.forgetDocument", cause })),
        Effect.zipRight(caches.invalidateTag(tenant, documentTag(document_id)))
      ),
    clear: (tenant) =>
      Effect.zipRight(
        tenant === undefined
          ? sql`delete from app.answer_cache`
          : sql`delete from app.answer_cache where tenant_id = ${tenant}`,
        cache.clear(tenant)
      ).pipe(Effect.mapError((cause) => new StoreError({ operation: "AnswerCache.clear", cause })))
  })
})

export const layer: Layer.Layer<AnswerCache, never, SqlClient.SqlClient | Cache.Caches> = Layer.effect(
  AnswerCache,
  make
)
