/** The routes on a real socket, over stand-ins for what is behind them; each test replaces the ones that it is about. */
import { HttpServer } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import { Context, Effect, Layer } from "effect"
import * as Net from "node:net"
import { AnswerCache } from "../../src/chat/AnswerCache.ts"
import { ChatPipeline, type Service as Chat } from "../../src/chat/ChatPipeline.ts"
import { type Service as Users, UserData } from "../../src/chat/UserData.ts"
import type { Answer } from "../../src/domain/Answer.ts"
import type { Question } from "../../src/domain/Question.ts"
import { HealthChecks } from "../../src/http/Health.ts"
import { ClearableCaches } from "../../src/http/MonitoringHttp.ts"
import { defaults, HttpOptions, type Options } from "../../src/http/Options.ts"
import * as Server from "../../src/http/Server.ts"
import { BusinessRows, type Service as Rows } from "../../src/knowledge/BusinessRows.ts"
import { Documents, type Service as Docs } from "../../src/knowledge/Documents.ts"
import { Entities, type Service as Names } from "../../src/knowledge/Entities.ts"
import { Memories, type Service as Kept } from "../../src/knowledge/Memories.ts"
import { Patterns, type Service as Regularities } from "../../src/knowledge/Patterns.ts"
import * as CircuitBreakers from "../../src/resilience/CircuitBreakers.ts"
import { type Service as Conversations, Sessions } from "../../src/sessions/Sessions.ts"
import { type Service as Used, Usage } from "../../src/sessions/Usage.ts"
import { DeadLetters, type Service as Letters } from "../../src/storage/DeadLetters.ts"
import * as ErrorAnalytics from "../../src/telemetry/ErrorAnalytics.ts"
import * as Performance from "../../src/telemetry/Performance.ts"

export const answerTo = (question: Question, more: Partial<Answer> = {}): Answer => ({
  answer_id: "a-1",
  session_id: question.session_id ?? "",
  user_id: question.user_id,
  correlation_id: question.correlation_id,
  text: `You asked: ${question.query}`,
  intent: "status",
  complexity: "simple",
  confidence: 0.9,
  quality_score: 0.9,
  passed_quality_gates: true,
  sources: ["Database"],
  citations: [],
  suggestions: [],
  entities: [],
  disambiguation: null,
  patterns: [],
  decision: null,
  source: "full_pipeline",
  generator: "composer",
  model: "local/composer",
  degraded: false,
  degradations: [],
  usage: null,
  timings_ms: { total: 1 },
  ...more
})

export interface Behind {
  readonly chat?: Partial<Chat>
  readonly users?: Partial<Users>
  readonly documents?: Partial<Docs>
  readonly memories?: Partial<Kept>
  readonly entities?: Partial<Names>
  readonly patterns?: Partial<Regularities>
  readonly rows?: Partial<Rows>
  readonly sessions?: Partial<Conversations>
  readonly letters?: Partial<Letters>
  readonly usage?: Partial<Used>
  readonly caches?: Context.Tag.Service<ClearableCaches>
  readonly checks?: Partial<Context.Tag.Service<HealthChecks>["checks"]>
}

const healthy = Effect.succeed({ status: "healthy", latency_ms: 1, details: {} } as const)

const behindIt = (behind: Behind) =>
  Layer.mergeAll(
    Layer.mock(ChatPipeline, { ask: (question) => Effect.succeed(answerTo(question)), ...behind.chat }),
    Layer.mock(UserData, { ...behind.users }),
    Layer.mock(AnswerCache, { forgetDocument: () => Effect.void }),
    Layer.mock(Documents, { ...behind.documents }),
    Layer.mock(Memories, { ...behind.memories }),
    Layer.mock(Entities, { ...behind.entities }),
    Layer.mock(Patterns, { ...behind.patterns }),
    Layer.mock(BusinessRows, { ...behind.rows }),
    Layer.mock(Sessions, { ...behind.sessions }),
    Layer.mock(DeadLetters, { ...behind.letters }),
    Layer.mock(Usage, { ...behind.usage }),
    Layer.succeed(ClearableCaches, behind.caches ?? {}),
    Layer.succeed(HealthChecks, {
      version: "1.2.3",
      checks: { db: healthy, vector: healthy, ai: healthy, cache: healthy, ...behind.checks }
    }),
    CircuitBreakers.layer,
    Performance.layer,
    ErrorAnalytics.layer
  )

export interface Settings extends Partial<Options> {
  readonly drain?: number
}

/** Starts the server within the scope; returns its port. */
export const start = (behind: Behind = {}, { drain = 1_000, ...options }: Settings = {}) =>
  Effect.map(
    Layer.build(
      Server.layer({ host: "127.0.0.1", port: 0, drain }).pipe(
        Layer.provide(behindIt(behind)),
        Layer.provide(NodeHttpServer.layerContext),
        Layer.provide(Layer.succeed(HttpOptions, { ...defaults, requestsPerMinute: 0, ...options }))
      )
    ),
    (context) => {
      const { address } = Context.get(context, HttpServer.HttpServer)
      return new Client(address._tag === "TcpAddress" ? address.port : 0)
    }
  )

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: unknown
}

const request = (url: string, init: RequestInit) => fetch(url, init)
const send = (url: string, init: RequestInit) => Effect.promise((signal) => request(url, { ...init, signal }))

const parsed = (text: string, type: string | null): unknown =>
  text !== "" && type?.startsWith("application/json") ? JSON.parse(text) : undefined

export class Client {
  readonly port: number
  constructor(port: number) {
    this.port = port
  }
  raw(path: string, init: RequestInit = {}) {
    return send(`http://127.0.0.1:${this.port}${path}`, init)
  }
  call(path: string, init: RequestInit = {}): Effect.Effect<Reply> {
    return Effect.flatMap(
      this.raw(path, init),
      (response) =>
        Effect.map(Effect.promise(() => response.text()), (text) => ({
          status: response.status,
          headers: response.headers,
          text,
          json: parsed(text, response.headers.get("content-type"))
        }))
    )
  }
  get(path: string, headers: Record<string, string> = {}) {
    return this.call(path, { headers })
  }
  post(path: string, body: unknown, headers: Record<string, string> = {}) {
    return this.call(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body)
    })
  }
  /** What the server says to these bytes until it closes the connection. */
  bytes(text: string) {
    return Effect.async<string>((resume) => {
      const socket = Net.connect(this.port, "127.0.0.1", () => socket.write(text))
      let received = ""
      socket.on("data", (chunk) => {
        received += chunk.toString()
      })
      socket.on("close", () => resume(Effect.succeed(received)))
      socket.on("error", () => resume(Effect.succeed(received)))
      return Effect.sync(() => socket.destroy())
    })
  }
}

/** The envelope's inner part, or a defect that shows what came instead. */
export const errorOf = (reply: Reply): Record<string, unknown> => {
  const body = reply.json
  if (
    typeof body !== "object" || body === null || !("error" in body) || typeof body.error !== "object" ||
    body.error === null
  ) {
    throw new Error(`no envelope in ${reply.status}: ${reply.text.slice(0, 200)}`)
  }
  return { ...body.error }
}

/** Server-sent events, in their order. */
export const eventsIn = (text: string) =>
  text.split("\n\n").filter((block) => block.startsWith("event: ")).map((block) => {
    const [name = "", data = ""] = block.split("\n")
    return { name: name.slice("event: ".length), data: JSON.parse(data.slice("data: ".length)) }
  })
