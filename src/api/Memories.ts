/** What was said and is worth keeping, and everything kept about one user. */
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "@effect/platform"
import { Schema } from "effect"
import { UserId } from "../domain/Ids.ts"
import { Memory, MemoryHit, MemoryInput } from "../domain/Memory.ts"
import { errors } from "./Errors.ts"
import { Done, id, limit, maybe, moment, pageOf, words } from "./Fields.ts"

const add = HttpApiEndpoint.post("add", "/api/memories")
  .setPayload(
    Schema.Struct({
      memories: Schema.Array(
        Schema.Struct({
          ...MemoryInput.fields,
          user_id: UserId,
          content: words(20_000),
          created_at: Schema.optional(moment)
        })
          .annotations({ identifier: "MemoryInput" })
      ).pipe(Schema.minItems(1), Schema.maxItems(1_000))
    }).annotations({
      identifier: "MemoriesRequest",
      examples: [{ memories: [{ user_id: UserId.make("ana"), content: "Delta prefers deliveries on Tuesdays." }] }]
    })
  )
  .addSuccess(
    Schema.Struct({ success: Schema.Literal(true), processed_count: Schema.Number, ids: Schema.Array(Schema.String) })
      .annotations({ identifier: "MemoriesReply" })
  )
  .annotateContext(OpenApi.annotations({
    summary: "Add memories",
    description: "Adding the same id again replaces it. A claim that contradicts an earlier one supersedes it: the " +
      "earlier one is found `as_of` the time when it held. One without `id` and `session_id` that says what is known " +
      "already, in a call of up to 50, becomes a further source of that memory, whose id is returned."
  }))

const list = HttpApiEndpoint.get("list", "/api/memories")
  .setUrlParams(Schema.Struct({ user_id: UserId, ...pageOf(50, 500) }))
  .addSuccess(
    Schema.Struct({
      memories: Schema.Array(Memory.annotations({ identifier: "Memory" })),
      next_cursor: Schema.NullOr(Schema.String)
    }).annotations({ identifier: "MemoryPage" })
  )
  .annotate(OpenApi.Summary, "List a user's memories")

const remove = HttpApiEndpoint.del("remove", "/api/memories/:id").setPath(Schema.Struct({ id })).addSuccess(Done)
  .annotate(OpenApi.Summary, "Delete a memory")

const search = HttpApiEndpoint.post("search", "/api/memories/search")
  .setPayload(
    Schema.Struct({
      query: words(4_000),
      user_id: UserId,
      limit: limit(10, 100),
      as_of: maybe(moment.annotations({ description: "What held at this moment, ISO 8601." }))
    }).annotations({ identifier: "MemorySearch" })
  )
  .addSuccess(Schema.Struct({ results: Schema.Array(MemoryHit.annotations({ identifier: "MemoryHit" })) }))
  .annotate(OpenApi.Summary, "Search a user's memories")

export const memories = HttpApiGroup.make("memories").add(add).add(list).add(search).add(remove).addError(errors)
  .annotateContext(OpenApi.annotations({ title: "Memories", description: "What was said and is worth keeping." }))

const user = Schema.Struct({ user_id: UserId })

const exported = HttpApiEndpoint.get("exported", "/api/users/:user_id/export").setPath(user)
  .addSuccess(HttpApiSchema.Text({ contentType: "application/x-ndjson" }))
  .annotateContext(OpenApi.annotations({
    summary: "Export everything kept about a user",
    description: "Newline-delimited JSON, one record a line with its `kind`: exchange, memory, session, archive, alias."
  }))

const forget = HttpApiEndpoint.del("forget", "/api/users/:user_id").setPath(user)
  .addSuccess(
    Schema.Struct({
      success: Schema.Literal(true),
      user_id: Schema.String,
      deleted: Schema.Record({ key: Schema.String, value: Schema.Number })
    }).annotations({ identifier: "ForgetReply" })
  )
  .annotateContext(OpenApi.annotations({
    summary: "Delete everything kept about a user",
    description: "From every tier and cache; `deleted` counts by kind."
  }))

export const users = HttpApiGroup.make("users").add(exported).add(forget).addError(errors)
  .annotateContext(OpenApi.annotations({ title: "Users", description: "Everything kept about one user." }))
