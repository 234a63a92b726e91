/** Customers found by name in PostgreSQL: one statement for what equals, and where that leaves words open, one more. */
import { SqlClient, SqlSchema } from "@effect/sql"
import { Array, Clock, Effect, Layer, Option, Predicate, Schema } from "effect"
import { NotFound } from "../../domain/Errors.ts"
import { TenantId } from "../../domain/Ids.ts"
import { isoTime } from "../../domain/Time.ts"
import * as Metrics from "../../telemetry/Metrics.ts"
import { type Conversation, Entities, type Resolution } from "../Entities.ts"
import { storing, textArray } from "../Storing.ts"
import { choose } from "./Choice.ts"
import { refersBack } from "./Coreference.ts"
import * as Likeness from "./Likeness.ts"
import { entityOf, explained, type Hit, likeness, settle } from "./Matching.ts"
import * as Mentions from "./Mentions.ts"
import { normalise } from "./Normal.ts"
import * as Statements from "./Statements.ts"

const duration = Metrics.labelled(Metrics.entityResolverDuration, "match_type")

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const find = yield* Statements.make
  const alike = yield* Likeness.make

  const equal = Effect.fnUntraced(function*(tenant: TenantId, mentions: Mentions.Mentions, conversation: Conversation) {
    const rows = yield* find.equal({
      tenant,
      user: conversation.user_id,
      names: mentions.phrases.flatMap(({ written }) => written),
      aliases: mentions.phrases.map(({ normal }) => normal),
      ids: mentions.ids,
      emails: mentions.emails,
      codes: mentions.codes,
      recent: conversation.recent.map(({ entity_id }) => entity_id)
    })
    return rows.map(({ matched, record_id, record_number, via, ...customer }): Hit => ({
      via,
      matched,
      customer,
      record: record_id === null || record_number === null ? undefined : { id: record_id, number: record_number }
    }))
  })

  const resolve = Effect.fn("Entities.resolve")(
    function*(tenant: TenantId, text: string, conversation: Conversation) {
      const began = yield* Clock.currentTimeMillis
      const mentions = Mentions.read(text)
      const found = yield* equal(tenant, mentions, conversation)
      const [recent, hits] = Array.partition(found, ({ via }) => via !== "recent")
      const open = Array.filter(mentions.probes, Predicate.not(explained(mentions, hits, [])))
      const contained = yield* alike.close(tenant, open)
      const still = Array.filter(open, Predicate.not(explained(mentions, hits, contained)))
      const resembled = yield* alike.distant(tenant, still)
      const resolution = settle(mentions, hits, [...contained, ...resembled])
      const settled = resolution.entities.length > 0 || resolution.disambiguation !== undefined
      const meant = settled ? resolution : referred(text, conversation, recent)
      duration((yield* Clock.currentTimeMillis) - began, meant.entities[0]?.match_type ?? "none")
      return meant
    },
    storing("Entities.resolve")
  )

  const chooseOne = Effect.fn("Entities.choose")(
    function*(
      tenant: TenantId,
      reply: string,
      offered: { readonly options: ReadonlyArray<{ readonly entity_id: string }> }
    ) {
      const ids = offered.options.map(({ entity_id }) => entity_id)
      const rows = yield* find.byId({ tenant, ids })
      const options = Array.filterMap(ids, (id) => Array.findFirst(rows, (row) => row.id === id))
      const chosen = choose(reply, options)
      return chosen === undefined ? undefined : entityOf(chosen.customer, "exact", chosen.confidence)
    },
    storing("Entities.choose")
  )

  const searched = (tenant: TenantId, probe: Mentions.Probe) =>
    Effect.flatMap(
      alike.close(tenant, [probe]),
      (found) => found.length > 0 ? Effect.succeed(found) : alike.distant(tenant, [probe])
    )

  const search = Effect.fn("Entities.search")(
    function*(tenant: TenantId, query: string, limit: number) {
      const typed = query.trim().slice(0, 200)
      if (typed === "") {
        return Array.map(yield* find.first({ tenant, limit }), (row) => entityOf(row, "fuzzy", 0))
      }
      const mentions = Mentions.read(typed)
      const [hits, starting, resembled] = yield* Effect.all([
        find.equal({
          tenant,
          user: "",
          names: [typed.toLowerCase()],
          aliases: [aliasKey(typed)],
          ids: [typed],
          emails: mentions.emails,
          codes: mentions.codes,
          recent: []
        }),
        find.starting({ tenant, prefix: plain(typed), limit }),
        searched(tenant, typedProbe(typed))
      ], { concurrency: 3 })
      const scored = [
        ...hits.map((hit) => entityOf(hit, hit.via === "alias" ? "alias" : "exact", hit.via === "alias" ? 0.95 : 1)),
        ...[...starting, ...resembled.map(({ customer }) => customer)].map((customer) =>
          entityOf(customer, "fuzzy", Math.round(likeness(typed, customer) * 100) / 100)
        ).filter(({ confidence }) => confidence >= 0.3)
      ].sort((a, b) => b.confidence - a.confidence || a.name.localeCompare(b.name))
      return Array.dedupeWith(scored, (a, b) => a.entity_id === b.entity_id).slice(0, limit)
    },
    storing("Entities.search")
  )

  const one = Effect.fnUntraced(function*(tenant: TenantId, id: string) {
    const [row] = yield* find.byId({ tenant, ids: [id] })
    if (row === undefined) return yield* new NotFound({ kind: "customer", id })
    return entityOf(row, "exact", 1)
  })

  const addAlias = Effect.fnUntraced(function*(
    tenant: TenantId,
    alias: { readonly alias: string; readonly entity_id: string; readonly user_id?: string; readonly source: string }
  ) {
    const entity = yield* one(tenant, alias.entity_id)
    const now = isoTime(yield* Clock.currentTimeMillis)
    yield* sql`insert into app.entity_aliases (tenant_id, alias, entity_type, entity_id, user_id, source, created_at)
      values (${tenant}, ${aliasKey(alias.alias)}, ${entity.type}, ${entity.entity_id}, ${
      alias.user_id ?? ""
    }, ${alias.source},
        ${now}::timestamptz)
      on conflict (tenant_id, alias, user_id) do update
        set entity_type = excluded.entity_type, entity_id = excluded.entity_id, source = excluded.source,
          created_at = excluded.created_at`
  })

  const removeAlias = Effect.fnUntraced(function*(
    tenant: TenantId,
    alias: { readonly alias: string; readonly entity_id: string; readonly user_id?: string }
  ) {
    const removed = yield* sql`delete from app.entity_aliases
      where tenant_id = ${tenant} and alias = ${aliasKey(alias.alias)} and user_id = ${alias.user_id ?? ""}
        and entity_id = ${alias.entity_id}
      returning alias`
    if (removed.length === 0) return yield* new NotFound({ kind: "alias", id: alias.alias })
  })

  const version = SqlSchema.findAll({
    Request: Schema.Struct({ tenant: TenantId, ids: Schema.Array(Schema.String) }),
    Result: Schema.Struct({ version: Schema.String }),
    execute: ({ ids, tenant }) =>
      sql`select coalesce(string_agg(entity_id || ':' || version, ',' order by entity_id collate "C"), '') as version
        from app.entity_versions
        where tenant_id = ${tenant} and entity_id = any(${textArray(ids.length === 0 ? [""] : ids)}::text[])`
  })

  return Entities.of({
    resolve,
    choose: chooseOne,
    search,
    find: (tenant, id) => storing("Entities.find")(one(tenant, id)),
    addAlias: (tenant, alias) => storing("Entities.addAlias")(addAlias(tenant, alias)),
    removeAlias: (tenant, alias) => storing("Entities.removeAlias")(removeAlias(tenant, alias)),
    dataVersion: (tenant, ids) =>
      storing("Entities.dataVersion")(Effect.map(version({ tenant, ids }), ([row]) => row?.version ?? ""))
  })
})

export const layer: Layer.Layer<Entities, never, SqlClient.SqlClient> = Layer.effect(Entities, make)

/** As aliases are kept and looked up. */
const aliasKey = (alias: string) => normalise(alias) || alias.trim().toLowerCase()

/** As `app.plain_name` has it: a prefix keeps its punctuation. */
const plain = (typed: string) => typed.normalize("NFKD").replace(/[\p{M}'’`]+/gu, "").toLowerCase()

const typedProbe = (typed: string): Mentions.Probe => {
  const normal = normalise(typed)
  return { first: 0, last: 0, normal, core: normal }
}

const referred = (
  text: string,
  conversation: Conversation,
  known: ReadonlyArray<Hit>
): Resolution => {
  const reference = refersBack(text)
  const meant = reference === undefined ? [] : conversation.recent.slice(0, reference.count)
  return {
    // Somebody who has been deleted since is meant no longer.
    entities: Array.filterMap(meant, ({ entity_id }) =>
      Option.map(
        Array.findFirst(known, ({ customer }) => customer.id === entity_id),
        ({ customer }) => entityOf(customer, "coreference", reference?.confidence ?? 0)
      )),
    records: [],
    disambiguation: undefined
  }
}
