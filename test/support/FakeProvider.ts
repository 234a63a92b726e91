/** A model provider that does what it is told: OpenAI's and Anthropic's protocols over a real socket, well or badly. */
import { Effect, type Scope } from "effect"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { fileURLToPath } from "node:url"
import * as Wire from "./FakeProviderWire.ts"

/** How one call is answered. `pieces` are how many deltas of a stream arrive before it breaks. */
export type Reply =
  | {
    readonly _tag: "answer"
    readonly text: string | ((prompt: string) => string)
    readonly delay_ms?: number
    readonly finish?: Wire.Finish
  }
  | {
    readonly _tag: "status"
    readonly status: number
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: unknown
  }
  /** Accepts the request and never says anything. */
  | { readonly _tag: "hang" }
  /** Closes the connection in the middle of the answer (`reset`: before any of it). */
  | { readonly _tag: "cut"; readonly pieces: number }
  | { readonly _tag: "reset" }
  /** Sends a part of a stream and then nothing, with the connection open. */
  | { readonly _tag: "stall"; readonly pieces: number }
  /** Ends the connection properly, but without the protocol's last event. */
  | { readonly _tag: "unfinished"; readonly pieces: number }
  /** Succeeds by status, while the body says that it failed. */
  | { readonly _tag: "failed"; readonly code: string }
  | { readonly _tag: "malformed" }
  | { readonly _tag: "wrong_shape" }

export interface Received {
  readonly path: string
  readonly headers: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>
  readonly body: Wire.Body
  readonly model: string
  readonly stream: boolean
  /** Everything that the model would read, system prompt first. */
  readonly prompt: string
}

export interface FakeProvider {
  /** `http://127.0.0.1:PORT`, without `/v1`. */
  readonly url: string
  readonly requests: ReadonlyArray<Received>
  /** Those whose connection went away before they were answered. */
  readonly abandoned: ReadonlyArray<Received>
  /** Calls are answered in this order, then by `otherwise`. A function decides when the call arrives. */
  readonly script: (...replies: ReadonlyArray<Step>) => void
  readonly otherwise: (reply: Step) => void
  /** Paths that this server does not have, and answers with a plain 404. */
  readonly without: (...paths: ReadonlyArray<string>) => void
}
export type Step = Reply | ((received: Received) => Reply)

export const answer = (text: string | ((prompt: string) => string)): Reply => ({ _tag: "answer", text })

/** Listens on a free port (or the one given) until the scope closes; connections still open are then destroyed. */
export const make = (port = 0): Effect.Effect<FakeProvider, never, Scope.Scope> =>
  Effect.map(
    Effect.acquireRelease(
      Effect.async<ReturnType<typeof open>>((resume) => {
        const opened = open()
        opened.server.listen(port, "127.0.0.1", () => resume(Effect.succeed(opened)))
      }),
      ({ server }) =>
        Effect.async<void>((resume) => {
          server.close(() => resume(Effect.void))
          server.closeAllConnections()
        })
    ),
    ({ provider }) => provider
  )

const open = () => {
  const requests: Array<Received> = []
  const abandoned: Array<Received> = []
  const absent = new Set<string>()
  let queue: Array<Step> = []
  let fallback: Step = answer("All is well [1].")
  const server = createServer((request, response) => {
    const chunks: Array<Buffer> = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const received = read(request, Buffer.concat(chunks).toString("utf8"))
      requests.push(received)
      response.on("close", () => response.writableFinished || abandoned.push(received))
      const protocol = Wire.protocols[received.path]
      if (protocol === undefined || absent.has(received.path)) return send(response, 404, { detail: "Not Found" })
      const step = queue.shift() ?? fallback
      respond(protocol, received, typeof step === "function" ? step(received) : step, response)
    })
  })
  const provider: FakeProvider = {
    get url() {
      const address = server.address() as AddressInfo
      return `http://127.0.0.1:${address.port}`
    },
    requests,
    abandoned,
    script: (...replies) => {
      queue = [...queue, ...replies]
    },
    otherwise: (reply) => {
      fallback = reply
    },
    without: (...paths) => paths.forEach((path) => absent.add(path))
  }
  return { server, provider }
}

const read = (request: IncomingMessage, text: string): Received => {
  const body = Wire.parse(text)
  const path = (request.url ?? "/").split("?")[0] ?? "/"
  return {
    path,
    headers: request.headers,
    body,
    model: body.model ?? "",
    stream: body.stream ?? false,
    prompt: Wire.promptOf(body)
  }
}

const send = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) => {
  response.writeHead(status, { "content-type": "application/json", ...headers })
  response.end(JSON.stringify(body))
}

const respond = (protocol: Wire.Protocol, received: Received, reply: Reply, response: ServerResponse): void => {
  const said = "All is well with them, and there is more to say about it [1]."
  switch (reply._tag) {
    case "answer": {
      const text = typeof reply.text === "string" ? reply.text : reply.text(received.prompt)
      const done = () =>
        received.stream && protocol.stream !== undefined
          ? stream(response, protocol.stream.all(received.body, text, reply.finish ?? "stop"))
          : send(response, 200, protocol.whole(received.body, text, reply.finish ?? "stop"))
      if (reply.delay_ms === undefined) return done()
      const timer = setTimeout(done, reply.delay_ms)
      response.on("close", () => clearTimeout(timer))
      return
    }
    case "status":
      return send(response, reply.status, reply.body ?? protocol.error(reply.status), { ...reply.headers })
    case "hang":
      return
    case "reset":
      response.socket?.resetAndDestroy()
      return
    case "cut":
    case "stall":
    case "unfinished": {
      if (!received.stream || protocol.stream === undefined) {
        const whole = JSON.stringify(protocol.whole(received.body, said, "stop"))
        response.writeHead(200, { "content-type": "application/json", "content-length": String(whole.length) })
        response.write(whole.slice(0, whole.length / 2), () => reply._tag === "stall" || response.socket?.destroy())
        return
      }
      const events = protocol.stream.all(received.body, said, "stop")
      const begin = events.findIndex((event) => event.delta)
      const part = events.slice(0, begin + reply.pieces)
      if (reply._tag === "unfinished") return stream(response, part)
      response.writeHead(200, { "content-type": "text/event-stream" })
      response.write(part.map((event) => event.text).join(""), () => {
        if (reply._tag === "cut") setTimeout(() => response.socket?.resetAndDestroy(), 20)
      })
      return
    }
    case "failed":
      return received.stream && protocol.stream !== undefined
        ? stream(response, protocol.stream.failed(received.body, reply.code))
        : send(response, 200, protocol.failed(received.body, reply.code))
    case "malformed":
      response.writeHead(200, { "content-type": received.stream ? "text/event-stream" : "application/json" })
      response.end(received.stream ? "data: {\"oh\": no\n\n" : "{\"choices\": [ oh no")
      return
    case "wrong_shape":
      return received.stream
        ? stream(response, [{ delta: false, text: "data: {\"greeting\":\"hello\"}\n\n" }])
        : send(response, 200, { greeting: "hello" })
  }
}

const stream = (response: ServerResponse, events: ReadonlyArray<Wire.Event>) => {
  response.writeHead(200, { "content-type": "text/event-stream" })
  for (const event of events) response.write(event.text)
  response.end()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { server, provider } = open()
  server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => process.stdout.write(`${provider.url}\n`))
}
