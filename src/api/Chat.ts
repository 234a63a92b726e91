/** Asking: the conversation and the one-shot form. */
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "@effect/platform"
import { Predicate, Schema } from "effect"
import { Answer, AnswerSource, Degradation } from "../domain/Answer.ts"
import { SessionId, UserId } from "../domain/Ids.ts"
import { errors } from "./Errors.ts"
import { maybe, words } from "./Fields.ts"

const query = words(4_000).annotations({
  description: "The question, 1 to 4,000 characters.",
  examples: ["What is the status of Delta Industries?"]
})
const deadline_ms = maybe(
  Schema.Int.pipe(Schema.between(100, 60_000)).annotations({
    description: "How long the answer may take; a lesser answer comes rather than a late one."
  })
)

export const ChatRequest = Schema.Struct({
  query,
  session_id: SessionId.annotations({
    description: "The conversation it belongs to.",
    examples: [SessionId.make("s-1")],
    jsonSchema: {}
  }),
  user_id: maybe(UserId.annotations({ description: "Who asks; `anonymous` if absent.", jsonSchema: {} })),
  deadline_ms,
  stream: maybe(
    Schema.Boolean.annotations({
      description: "Answer with server-sent events; so does `Accept: text/event-stream`."
    })
  )
}).annotations({ identifier: "ChatRequest" })
export type ChatRequest = typeof ChatRequest.Type

export const QueryRequest = Schema.Struct({
  query,
  client_id: UserId.annotations({ description: "Who asks." }),
  deadline_ms
}).annotations({ identifier: "QueryRequest" })
export type QueryRequest = typeof QueryRequest.Type

export const QueryReply = Schema.Struct({
  query: Schema.String,
  answer: Schema.String,
  sources: Schema.Array(Schema.String),
  confidence: Schema.Number,
  processing_time: Schema.Number.annotations({ description: "Seconds." }),
  success: Schema.Literal(true),
  source: AnswerSource,
  degraded: Schema.Boolean,
  degradations: Schema.Array(Degradation),
  correlation_id: Schema.String,
  support_contact: Schema.optional(Schema.String)
}).annotations({ identifier: "QueryReply" })
export type QueryReply = typeof QueryReply.Type

const events = {
  "text/event-stream": {
    schema: { type: "string", description: "`stage`, `token`, `degradation`, `correction`, then `answer` or `error`." }
  }
}

const withEvents = (response: unknown) =>
  Predicate.isReadonlyRecord(response)
    ? { ...response, content: { ...(Predicate.isReadonlyRecord(response.content) ? response.content : {}), ...events } }
    : response

const ask = HttpApiEndpoint.post("ask", "/api/chat").setPayload(ChatRequest)
  .addSuccess(Answer.annotations({ identifier: "Answer" }))
  .annotateContext(OpenApi.annotations({
    summary: "Ask a question in a conversation",
    description: "Always an answer within the deadline; `source`, `degraded` and `degradations` say how it was made. " +
      "With `stream: true` or `Accept: text/event-stream` the reply is server-sent events: `stage`, `token` and " +
      "`degradation` as they happen, then one `answer` with the whole Answer, or one `error`. A `correction` before it " +
      "replaces the text told so far, where that broke off or did not pass the quality gates. " +
      "An `Idempotency-Key` header makes repeats return the first answer for 24 hours.",
    transform: (operation) => ({
      ...operation,
      responses: { ...operation.responses, "200": withEvents(operation.responses?.["200"]) },
      parameters: [{
        name: "Idempotency-Key",
        in: "header",
        required: false,
        schema: { type: "string", minLength: 1, maxLength: 255 },
        description: "The same key and body within 24 hours returns the first answer; another body is refused (409)."
      }]
    })
  }))

const askOnce = HttpApiEndpoint.post("askOnce", "/api/query").setPayload(QueryRequest).addSuccess(QueryReply)
  .annotateContext(OpenApi.annotations({
    summary: "Ask a single question",
    description: "The same pipeline without a conversation."
  }))

export const group = HttpApiGroup.make("chat").add(ask).add(askOnce).addError(errors)
  .annotateContext(OpenApi.annotations({ title: "Asking", description: "Questions and their answers." }))
