/** Conversations, and what people thought of the answers. */
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "@effect/platform"
import { Schema } from "effect"
import { SessionId } from "../domain/Ids.ts"
import { SessionArchive, SessionView } from "../domain/Session.ts"
import { errors } from "./Errors.ts"
import { Done, id, maybe, words } from "./Fields.ts"

const path = Schema.Struct({ id: SessionId })

const view = HttpApiEndpoint.get("view", "/api/sessions/:id").setPath(path)
  .addSuccess(SessionView.annotations({ identifier: "SessionView" })).annotate(OpenApi.Summary, "Read a conversation")

const archives = HttpApiEndpoint.get("archives", "/api/sessions/:id/archives").setPath(path)
  .addSuccess(
    Schema.Struct({
      session_id: Schema.String,
      archives: Schema.Array(SessionArchive.annotations({ identifier: "SessionArchive" }))
    }).annotations({ identifier: "SessionArchives" })
  )
  .annotate(OpenApi.Summary, "Read what was moved to the archive")

const restore = HttpApiEndpoint.post("restore", "/api/sessions/:id/restore").setPath(path)
  .addSuccess(
    Schema.Struct({ success: Schema.Literal(true), session_id: Schema.String, restored_message_count: Schema.Number })
      .annotations({ identifier: "RestoreReply" })
  )
  .annotate(OpenApi.Summary, "Bring archived messages back")

const remove = HttpApiEndpoint.del("remove", "/api/sessions/:id").setPath(path).addSuccess(Done)
  .annotate(OpenApi.Summary, "Delete a conversation")

export const sessions = HttpApiGroup.make("sessions").add(view).add(archives).add(restore).add(remove).addError(errors)
  .annotateContext(OpenApi.annotations({ title: "Conversations", description: "What was said, and where it is kept." }))

const give = HttpApiEndpoint.post("give", "/api/feedback")
  .setPayload(
    Schema.Struct({
      answer_id: id,
      score: Schema.Number.pipe(Schema.between(-1, 1)).annotations({ description: "-1 is bad, 1 is good." }),
      comment: maybe(words(4_000))
    }).annotations({ identifier: "FeedbackRequest" })
  )
  .addSuccess(Done)
  .annotate(OpenApi.Summary, "Say how good an answer was")

export const feedback = HttpApiGroup.make("feedback").add(give).addError(errors)
  .annotateContext(OpenApi.annotations({ title: "Feedback", description: "What people thought of the answers." }))
