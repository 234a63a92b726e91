/** Memories, and everything kept about one user, over HTTP. */
import { Effect, Layer } from "effect"
import * as Contract from "../api/Memories.ts"
import { UserData } from "../chat/UserData.ts"
import { Memories } from "../knowledge/Memories.ts"
import { Admission } from "./Admission.ts"
import * as Answering from "./Answering.ts"
import * as Cursors from "./Cursors.ts"
import * as NdjsonReply from "./NdjsonReply.ts"

const inPages = Cursors.make("memories")

const done = { success: true } as const

export const memories = Layer.unwrapEffect(Effect.gen(function*() {
  const memories = yield* Memories
  const { ordinary } = yield* Admission
  return Answering.group(Contract.memories, {
    add: ({ payload, tenant }) =>
      Effect.map(memories.add(tenant, payload.memories), (ids) => ({ ...done, processed_count: ids.length, ids })),
    list: ({ tenant, urlParams: { user_id, ...page } }) =>
      inPages(page, (page) => memories.list(tenant, user_id, page)),
    remove: ({ path, tenant }) => Effect.as(memories.remove(tenant, path.id), done),
    search: ({ payload: { as_of, ...request }, tenant }) =>
      Effect.map(
        memories.search(tenant, { ...request, ...(as_of === undefined ? {} : { as_of: Date.parse(as_of) }) }),
        (results) => ({ results })
      )
  }, { admit: () => ordinary })
}))

export const users = Layer.unwrapEffect(Effect.gen(function*() {
  const data = yield* UserData
  const { ordinary } = yield* Admission
  return Answering.group(Contract.users, {
    exported: ({ correlation_id, path, tenant }) =>
      NdjsonReply.respond(data.exported(tenant, path.user_id), correlation_id),
    forget: ({ path, tenant }) =>
      Effect.map(data.forget(tenant, path.user_id), (deleted) => ({ ...done, user_id: path.user_id, deleted }))
  }, { admit: () => ordinary })
}))
