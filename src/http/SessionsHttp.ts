/** Conversations and feedback over HTTP. */
import { Effect, Layer } from "effect"
import * as Contract from "../api/Sessions.ts"
import { Sessions } from "../sessions/Sessions.ts"
import { Admission } from "./Admission.ts"
import * as Answering from "./Answering.ts"

const done = { success: true } as const

export const layer = Layer.unwrapEffect(Effect.gen(function*() {
  const sessions = yield* Sessions
  const { ordinary } = yield* Admission
  return Layer.mergeAll(
    Answering.group(Contract.sessions, {
      view: ({ path, tenant }) => sessions.view(tenant, path.id),
      archives: ({ path, tenant }) =>
        Effect.map(sessions.archives(tenant, path.id), (archives) => ({ session_id: path.id, archives })),
      restore: ({ path, tenant }) =>
        Effect.map(
          sessions.restore(tenant, path.id),
          (restored_message_count) => ({ ...done, session_id: path.id, restored_message_count })
        ),
      remove: ({ path, tenant }) => Effect.as(sessions.remove(tenant, path.id), done)
    }, { admit: () => ordinary }),
    Answering.group(Contract.feedback, {
      give: ({ payload, tenant }) => Effect.as(sessions.feedback(tenant, payload), done)
    }, { admit: () => ordinary })
  )
}))
