/** The floor: an `HttpApi` that decodes a question and sends it back, and nothing else. */
import { HttpApi, HttpApiBuilder, HttpApiEndpoint, HttpApiGroup, HttpMiddleware } from "@effect/platform"
import { NodeHttpServer, NodeRuntime } from "@effect/platform-node"
import { Effect, Layer, Logger, LogLevel, Schema } from "effect"
import { createServer } from "node:http"

const Question = Schema.Struct({ query: Schema.String, session_id: Schema.String })

const Api = HttpApi.make("echo").add(
  HttpApiGroup.make("echo").add(HttpApiEndpoint.post("echo", "/api/chat").setPayload(Question).addSuccess(Question))
)

const handlers = HttpApiBuilder.group(
  Api,
  "echo",
  (group) => group.handle("echo", ({ payload }) => Effect.succeed(payload))
)

HttpApiBuilder.serve(HttpMiddleware.make((app) => app)).pipe(
  Layer.provide(HttpApiBuilder.api(Api).pipe(Layer.provide(handlers))),
  Layer.provide(NodeHttpServer.layer(createServer, { port: Number(process.env["PORT"] ?? 8001), host: "127.0.0.1" })),
  Layer.launch,
  Logger.withMinimumLogLevel(LogLevel.None),
  NodeRuntime.runMain
)
