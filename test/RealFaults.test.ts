/** Real servers that are stopped, frozen and started again, asked every kind of question, judged as the matrix judges. */
import { NodeContext, NodeHttpClient } from "@effect/platform-node"
import { assert, it } from "@effect/vitest"
import { Effect, Schedule } from "effect"
import * as Client from "../src/ops/ChaosMatrix/Client.ts"
import { expected, type Fault } from "../src/ops/ChaosMatrix/Expected.ts"
import { judge } from "../src/ops/ChaosMatrix/Judge.ts"
import * as Questions from "../src/ops/ChaosMatrix/Questions.ts"
import * as Standalone from "../src/ops/ChaosMatrix/Standalone.ts"
import * as PostgresServer from "./support/PostgresServer.ts"
import * as RedisServer from "./support/RedisServer.ts"

const deadline_ms = 2_000

it.scopedLive.skipIf(!PostgresServer.available || !RedisServer.available)(
  "every kind of question is answered while Redis and PostgreSQL are stopped, frozen and started again",
  () =>
    Effect.gen(function*() {
      const postgres = yield* PostgresServer.make
      const redis = yield* RedisServer.make
      const url = yield* Standalone.start("0.0.0-test", { DATABASE_URL: postgres.url, REDIS_URL: redis.url })
      const client = yield* Client.make({ url })
      const chain = yield* client.chain
      let asked = 0

      const problems = (components: ReadonlyArray<string>, fault: Fault, kind: Questions.Kind) =>
        Effect.gen(function*() {
          const fresh = `real${asked += 1}`
          const question = Questions.ask(kind, Standalone.subjects, fresh)
          const seen = yield* client.ask(question, fresh, deadline_ms)
          const terms = { deadline_ms, strangers: Standalone.subjects.strangers }
          return judge(question, seen, expected({ components }, fault, kind, chain), terms)
            .map((problem) => `${kind} ${problem}`)
        })
      /** As in the matrix, what fails among others is asked once more, alone. */
      const broken = (components: ReadonlyArray<string>, fault: Fault) =>
        Effect.gen(function*() {
          const first = yield* Effect.forEach(
            Questions.kinds,
            (kind) => Effect.map(problems(components, fault, kind), (found) => ({ kind, found })),
            { concurrency: fault === "timeout" ? "unbounded" : 3 }
          )
          const again = first.filter(({ found }) => found.length > 0)
          return (yield* Effect.forEach(again, ({ kind }) => problems(components, fault, kind))).flat()
        })
      const holds = (what: string, components: ReadonlyArray<string>, fault: Fault) =>
        Effect.map(broken(components, fault), (problems) => assert.deepStrictEqual(problems, [], what))
      /** Nobody resets anything: the service finds out by itself that what was away is there again. */
      const healed = (what: string) =>
        Effect.retry(
          Effect.flatMap(
            broken([], "error"),
            (problems) => problems.length === 0 ? Effect.void : Effect.fail(`${what}: ${problems.join("; ")}`)
          ),
          Schedule.intersect(Schedule.spaced("500 millis"), Schedule.recurs(40))
        )

      yield* healed("to begin with")
      yield* redis.stop
      yield* holds("Redis is stopped", ["cache"], "error")
      yield* redis.start
      yield* healed("Redis is back")
      yield* redis.pause
      yield* holds("Redis is frozen", ["cache"], "timeout")
      yield* holds("Redis is frozen, and is left alone", ["cache"], "timeout")
      yield* redis.resume
      yield* redis.restart
      yield* healed("Redis is restarted")

      yield* postgres.stop
      yield* holds("PostgreSQL is stopped", ["database"], "error")
      yield* postgres.start
      yield* healed("PostgreSQL is back")
      yield* postgres.pause
      yield* holds("PostgreSQL is frozen", ["database"], "timeout")
      yield* redis.stop
      yield* holds("PostgreSQL is frozen and Redis is stopped", ["database", "cache"], "timeout")
      yield* postgres.resume
      yield* postgres.restart
      yield* redis.start
      yield* healed("both are back")
    }).pipe(Effect.provide([NodeContext.layer, NodeHttpClient.layerUndici])),
  240_000
)
