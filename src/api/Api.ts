/** Everything Holdfast answers over HTTP, as one value: servers, clients and the documentation derive from it. */
import { HttpApi, OpenApi } from "@effect/platform"
import * as Business from "./Business.ts"
import * as Chaos from "./Chaos.ts"
import * as Chat from "./Chat.ts"
import * as Documents from "./Documents.ts"
import * as Health from "./Health.ts"
import * as Memories from "./Memories.ts"
import * as Monitoring from "./Monitoring.ts"
import * as Sessions from "./Sessions.ts"
import { polish } from "./Specification.ts"

export const Api = HttpApi.make("holdfast")
  .add(Chat.group)
  .add(Documents.group)
  .add(Memories.memories)
  .add(Memories.users)
  .add(Business.domain)
  .add(Business.entities)
  .add(Sessions.sessions)
  .add(Sessions.feedback)
  .add(Monitoring.group)
  .add(Chaos.group)
  .add(Health.group)
  .annotateContext(OpenApi.annotations({
    title: "Holdfast",
    version: "0.1.0",
    description: "Answers questions about a business, and keeps answering when the parts behind it fail. " +
      "JSON in and out, times in ISO 8601 UTC. Every response carries `X-Correlation-Id`, and where limits apply " +
      "`RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset`. Every error is an `ErrorReply`.",
    license: { name: "MIT" },
    transform: polish
  }))
