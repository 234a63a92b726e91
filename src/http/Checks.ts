/** Asks each dependency how it is, without leaning on it: what `/health/…` reports. */
import { SqlClient, SqlSchema } from "@effect/sql"
import { Clock, Effect, Layer, Option, Schema } from "effect"
import type { Check } from "../api/Health.ts"
import * as NearIndex from "../knowledge/NearIndex.ts"
import { VectorLimits } from "../knowledge/VectorLimits.ts"
import { Embeddings } from "../llm/Embeddings.ts"
import { Models } from "../llm/Models.ts"
import { Migrations } from "../storage/Migrations.ts"
import { Redis } from "../storage/Redis.ts"
import { HealthChecks } from "./Health.ts"

type Found = Omit<Check, "latency_ms">

/** How long it took to find out, whatever was found; a failure is a finding. */
const timed = <E>(look: Effect.Effect<Found, E>, onFailure: Found): Effect.Effect<Check> =>
  Effect.gen(function*() {
    const started = yield* Clock.currentTimeMillis
    const found = yield* Effect.orElseSucceed(look, () => onFailure)
    return { ...found, latency_ms: (yield* Clock.currentTimeMillis) - started }
  })

const VectorRow = Schema.Struct({
  pgvector: Schema.Boolean,
  indexed: Schema.Boolean,
  models: Schema.Array(Schema.Struct({ model: Schema.String, serving: Schema.Boolean, whole: Schema.Boolean }))
})

const make = (version: string) =>
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    const migrations = yield* Migrations
    const embeddings = yield* Embeddings
    const models = yield* Models
    const redis = yield* Redis

    const selectVectors = SqlSchema.findAll({
      Request: Schema.Void,
      Result: VectorRow,
      execute: () =>
        sql`select exists(select 1 from pg_extension where extname = 'vector') as pgvector,
          ${NearIndex.isIndexed(sql)} as indexed, coalesce((
            select jsonb_agg(jsonb_build_object('model', model, 'serving', serving, 'whole', gaps = filled)
              order by created_at)
            from app.vector_models
          ), '[]') as models`
    })

    const db = Effect.gen(function*() {
      yield* sql`select 1`
      const status = yield* migrations.status
      switch (status._tag) {
        case "Done":
          return { status: "healthy" as const, details: { migrations: "done" } }
        case "Pending":
          return { status: "degraded" as const, details: { migrations: "pending", problem: status.reason } }
        case "Failed":
          return {
            status: "unhealthy" as const,
            details: { migrations: "failed", migration: status.migration, problem: status.reason }
          }
      }
    })

    const vector = Effect.gen(function*() {
      const { exact, scanned } = yield* VectorLimits
      const [found] = yield* selectVectors()
      const serving = found?.models.find((one) => one.serving)
      return {
        status: "healthy" as const,
        details: {
          embedder: embeddings.model,
          dimension: embeddings.dimension,
          pgvector: found?.pgvector === true,
          method: found?.indexed === true ? "exact scan, HNSW for large collections" : "exact scan",
          methods: [
            `up to ${exact} chunks of a tenant: all vectors`,
            found?.indexed === true
              ? `up to ${scanned}: all sign codes, then the vectors of the nearest; beyond: HNSW over the codes`
              : "beyond: all sign codes, then the vectors of the nearest"
          ],
          models: found?.models ?? [],
          ...(serving === undefined || serving.model === embeddings.model
            ? {}
            : { switching: `questions are compared with ${serving.model} until ${embeddings.model} is whole` }),
          ...(found?.indexed === true
            ? {}
            : { to_install: "pgvector 0.8 or later (CREATE EXTENSION vector), for large collections" })
        }
      }
    })

    const ai = Effect.map(models.health, ({ left_out, models }) => {
      const usable = models.filter((model) => model.breaker === "closed" || model.breaker === "half_open")
      const standIn = { composer: "local/composer always answers" }
      if (models.length === 0) {
        return {
          status: left_out.length === 0 ? "healthy" as const : "degraded" as const,
          details: { models, left_out, ...standIn }
        }
      }
      return {
        status: usable.length === models.length
          ? "healthy" as const
          : usable.length > 0
          ? "degraded" as const
          : "unhealthy" as const,
        details: { models, left_out, ...standIn }
      }
    })

    const cache = Option.match(redis.commands, {
      onNone: () =>
        Effect.succeed({
          status: "healthy" as const,
          details: { tiers: ["memory", "database"], redis: "not configured" }
        }),
      onSome: ({ use }) =>
        Effect.as(use((client) => client.ping()), {
          status: "healthy" as const,
          details: { tiers: ["memory", "redis", "database"], redis: "reachable" }
        })
    })

    return HealthChecks.of({
      version,
      checks: {
        db: timed(db, { status: "unhealthy", details: { problem: "the database cannot be reached" } }),
        vector: timed(vector, { status: "unhealthy", details: { problem: "the database cannot be reached" } }),
        ai: timed(ai, { status: "unhealthy", details: { problem: "the models cannot be asked" } }),
        cache: timed(cache, {
          status: "unhealthy",
          details: {
            tiers: ["memory", "database"],
            redis: "unreachable",
            problem: "answers go without the shared tier"
          }
        })
      }
    })
  })

export const layer = (
  version: string
): Layer.Layer<HealthChecks, never, SqlClient.SqlClient | Migrations | Embeddings | Models | Redis> =>
  Layer.effect(HealthChecks, make(version))
