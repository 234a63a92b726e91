/**
 * Reads request bodies: counted while they come, so that too much gets an answer instead of a reset, and a sender that
 * dawdles is cut off. What is left of a refused body is discarded by the server.
 */
import type { HttpServerRequest } from "@effect/platform"
import { Chunk, type Clock, Effect, Either, Option, Stream } from "effect"
import { IncomingMessage } from "node:http"
import * as Json from "./Json.ts"
import type { BodyLimits } from "./Options.ts"
import { malformed, type Refused, tooLarge, tooSlow, unreadableType } from "./Refused.ts"

type Request = HttpServerRequest.HttpServerRequest

/** Nothing was sent, and nothing of another kind was announced. */
export const isAbsent = (request: Request) =>
  request.headers["transfer-encoding"] === undefined && declaredLength(request) === 0

const declaredLength = (request: Request) => Number(request.headers["content-length"] ?? 0)

/** Whether holding it whole could hurt; a sender that does not say is taken to mean much. */
export const mayBeLarge = (request: Request) =>
  request.headers["transfer-encoding"] !== undefined || declaredLength(request) > 1024 * 1024

export const isJson = (request: Request) => {
  const type = mediaType(request)
  return type === "" || type === "application/json" || type.endsWith("+json")
}

/** Lower case, without its parameters; empty where the sender named none. */
export const mediaType = (request: Request) =>
  (request.headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase()

const unreadableCharset = (request: Request) => {
  const charset = /charset="?([^";\s]+)/i.exec(request.headers["content-type"] ?? "")?.[1]?.toLowerCase()
  return charset !== undefined && charset !== "utf-8" && charset !== "utf8" && charset !== "us-ascii"
}

const isEncoded = (request: Request) => (request.headers["content-encoding"] ?? "identity").toLowerCase() !== "identity"

export const bytes = (request: Request, limit: number, limits: BodyLimits): Effect.Effect<Uint8Array, Refused> => {
  if (isEncoded(request)) return Effect.fail(unreadableType("the body without Content-Encoding"))
  if (declaredLength(request) > limit) return Effect.fail(tooLarge(limit))
  const source = request.source
  return source instanceof IncomingMessage
    ? Effect.clockWith((clock) => fromNode(source, limit, limits, clock))
    : Effect.map(Stream.runCollect(stream(request, limit, limits)), (chunks) => Buffer.concat(Chunk.toArray(chunks)))
}

/** The server's own message, listened to directly: the platform's reader costs as much as all of the routing. */
const fromNode = (message: IncomingMessage, limit: number, limits: BodyLimits, clock: Clock.Clock) =>
  Effect.async<Uint8Array, Refused>((resume) => {
    const chunks: Array<Buffer> = []
    const began = clock.unsafeCurrentTimeMillis()
    let size = 0
    const stop = () => {
      message.off("data", onData).off("end", onEnd).off("error", onGone).off("close", onGone).off("timeout", onTimeout)
      message.socket.setTimeout(0)
    }
    const finish = (effect: Effect.Effect<Uint8Array, Refused>) => {
      stop()
      resume(effect)
    }
    const onTimeout = () => finish(Effect.fail(tooSlow))
    const onGone = () => finish(Effect.fail(incomplete))
    const onEnd = () => finish(Effect.succeed(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size)))
    const onData = (chunk: Buffer) => {
      size += chunk.length
      if (size > limit) {
        message.resume()
        finish(Effect.fail(tooLarge(limit)))
      } else if (clock.unsafeCurrentTimeMillis() - began > limits.totalMs) finish(Effect.fail(tooSlow))
      else chunks.push(chunk)
    }
    message.setTimeout(limits.idleMs)
    message.on("timeout", onTimeout).on("data", onData).on("end", onEnd).on("error", onGone).on("close", onGone)
    return Effect.sync(stop)
  })

/** For bodies too large to hold: the same limits, passed on as fast as they are taken. */
export const stream = (request: Request, limit: number, limits: BodyLimits): Stream.Stream<Uint8Array, Refused> =>
  Stream.suspend(() => {
    if (isEncoded(request)) return Stream.fail(unreadableType("the body without Content-Encoding"))
    if (declaredLength(request) > limit) return Stream.fail(tooLarge(limit))
    const source = request.source
    const chunks = source instanceof IncomingMessage
      ? pulled(source, limits)
      : Stream.mapError(request.stream, () => incomplete)
    let size = 0
    return Stream.mapEffect(chunks, (chunk) => {
      size += chunk.length
      return size > limit ? Effect.fail(tooLarge(limit)) : Effect.succeed(chunk)
    })
  })

const incomplete = malformed("incomplete_body", "The body ended before it was complete; send it again.")

/** Unlike the platform's stream it leaves the socket whole when it ends early: a refusal must still be told. */
const pulled = (message: IncomingMessage, limits: BodyLimits): Stream.Stream<Uint8Array, Refused> =>
  Stream.repeatEffectOption(Effect.async<Uint8Array, Option.Option<Refused>>((resume) => {
    const stop = () => {
      message.off("readable", look).off("end", onEnd).off("error", onGone).off("close", onGone).off(
        "timeout",
        onTimeout
      )
      message.socket.setTimeout(0)
    }
    const finish = (effect: Effect.Effect<Uint8Array, Option.Option<Refused>>) => {
      stop()
      resume(effect)
    }
    const onEnd = () => finish(Effect.fail(Option.none()))
    const onGone = () => finish(Effect.fail(Option.some(incomplete)))
    const onTimeout = () => finish(Effect.fail(Option.some(tooSlow)))
    const look = () => {
      const chunk: unknown = message.read()
      if (Buffer.isBuffer(chunk)) finish(Effect.succeed(chunk))
      else if (message.readableEnded) onEnd()
      else if (message.destroyed) onGone()
    }
    message.setTimeout(limits.idleMs)
    message.on("readable", look).on("end", onEnd).on("error", onGone).on("close", onGone).on("timeout", onTimeout)
    look()
    return Effect.sync(stop)
  })).pipe(Stream.ensuring(Effect.sync(() => message.resume())))

export const json = (request: Request, limit: number, limits: BodyLimits): Effect.Effect<unknown, Refused> => {
  if (!isJson(request) || unreadableCharset(request)) {
    return Effect.fail(unreadableType("JSON in UTF-8 as Content-Type: application/json"))
  }
  return Effect.flatMap(bytes(request, limit, limits), (read) =>
    Either.match(Json.parse(read), {
      onLeft: Effect.fail,
      onRight: Effect.succeed
    }))
}
