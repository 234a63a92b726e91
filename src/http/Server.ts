/** The routes on a socket: slow clients are cut off, and on the way down what is in flight finishes first. */
import { HttpLayerRouter, HttpMiddleware, HttpServer } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import { Context, Duration, Effect, Layer } from "effect"
import { createServer, type Server as NodeServer } from "node:http"
import type { Socket } from "node:net"
import { body } from "./Envelope.ts"
import * as Http from "./Http.ts"
import { Lifecycle } from "./Lifecycle.ts"
import { malformed, tooSlow } from "./Refused.ts"

export interface Options {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  /** How long what is in flight may take once the service is told to stop; default 30 s. */
  readonly drain?: Duration.DurationInput
  /** Whether every request gets a span; without, only those that come with a `traceparent`. */
  readonly traced?: boolean
}

const maxHeaderBytes = 32 * 1024

class Listener extends Context.Tag("holdfast/http/Listener")<Listener, NodeServer>() {}

const listen = Effect.map(
  Effect.sync(() =>
    createServer({
      headersTimeout: 10_000,
      requestTimeout: 600_000, // an import may take its time; bodies that are read whole have their own limit
      keepAliveTimeout: 65_000, // longer than a proxy keeps its side
      connectionsCheckingInterval: 2_000,
      maxHeaderSize: maxHeaderBytes,
      requireHostHeader: false // Node's own refusal would have no envelope
    })
  ),
  (server) => server.on("clientError", refuse)
)

/** What is no HTTP at all gets the envelope too, without passing any route. */
const refuse = (error: NodeJS.ErrnoException, socket: Socket) => {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy()
  const { reason, refused } = faultOf(error.code)
  const id = crypto.randomUUID()
  const text = JSON.stringify(body(refused, id))
  socket.end(
    `HTTP/1.1 ${refused.status} ${reason}\r\nContent-Type: application/json\r\nX-Correlation-Id: ${id}\r\n` +
      `Content-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`
  )
}

const faultOf = (code: string | undefined) => {
  switch (code) {
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return { reason: "Request Timeout", refused: tooSlow }
    case "HPE_HEADER_OVERFLOW":
      return { reason: "Request Header Fields Too Large", refused: { ...headersTooLarge, status: 431 } }
    default:
      return {
        reason: "Bad Request",
        refused: malformed("malformed_request", "This is not HTTP; send an HTTP/1.1 request.")
      }
  }
}

const headersTooLarge = malformed(
  "headers_too_large",
  `The headers are too large; send at most ${maxHeaderBytes / 1024} KiB of them.`
)

/** Built last and so closed first: whatever the requests need is still there while they finish. */
const draining = (drain: Duration.DurationInput) =>
  Layer.scopedDiscard(Effect.gen(function*() {
    const lifecycle = yield* Lifecycle
    const server = yield* Listener
    yield* Effect.addFinalizer(() =>
      Effect.gen(function*() {
        yield* lifecycle.drain
        const running = lifecycle.inProgress()
        if (running > 0) yield* Effect.logInfo("Waiting for requests in flight").pipe(Effect.annotateLogs({ running }))
        yield* Effect.interruptible(lifecycle.idle).pipe(Effect.timeoutOption(drain))
        const cut = lifecycle.inProgress()
        if (cut > 0) {
          yield* Effect.logWarning("Requests in flight are cut off").pipe(Effect.annotateLogs({ running: cut }))
        }
        server.closeAllConnections()
        yield* Effect.interruptible(lifecycle.idle).pipe(Effect.timeoutOption(unwinding))
      })
    )
    yield* lifecycle.ready
    const { address } = yield* HttpServer.HttpServer
    yield* Effect.logInfo("Listening").pipe(Effect.annotateLogs({ address: HttpServer.formatAddress(address) }))
  }))

/** For what was cut off to let go of what it holds. */
const unwinding = "2 seconds"

/** Serves the routes, and more if given, until its scope closes. */
export const layerWith = <E, R>(more: Layer.Layer<never, E, R>, options: Options) => {
  const served = HttpLayerRouter.serve(Http.routesWith(more), { disableLogger: true, disableListenLog: true }).pipe(
    HttpMiddleware.withTracerDisabledWhen(({ headers }) => options.traced !== true && headers.traceparent === undefined)
  )
  const node = Layer.unwrapEffect(
    Effect.map(Listener, (server) => NodeHttpServer.layer(() => server, { host: options.host, port: options.port }))
  )
  return draining(options.drain ?? Duration.seconds(30)).pipe(
    Layer.provide(served),
    Layer.provideMerge(node),
    Layer.provide([Layer.effect(Listener, listen), Lifecycle.layer, Http.routerConfig])
  )
}

export const layer = (options: Options) => layerWith(Layer.empty, options)
