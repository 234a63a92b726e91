/**
 * What every request passes first and every response last: its correlation id, whether its path exists, who asks, how
 * often they may, and on the way out one envelope for every error, one log line and the metrics.
 */
import { HttpLayerRouter, HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { Context, Effect, Scope } from "effect"
import { defaultTenant, NewId } from "../domain/Ids.ts"
import { CurrentPrincipal, type Principal } from "../domain/Principal.ts"
import * as RateLimit from "../resilience/RateLimit.ts"
import * as Correlation from "../telemetry/Correlation.ts"
import * as Metrics from "../telemetry/Metrics.ts"
import { AccessLog } from "./AccessLog.ts"
import * as Authentication from "./Authentication.ts"
import { CurrentCall } from "./Call.ts"
import { ofCause, response } from "./Envelope.ts"
import { Lifecycle } from "./Lifecycle.ts"
import { HttpOptions } from "./Options.ts"
import * as Refused from "./Refused.ts"
import { type Access, type Found, RouteTable } from "./RouteTable.ts"

type App<R = never> = Effect.Effect<HttpServerResponse.HttpServerResponse, HttpLayerRouter.unhandled, R>
type Headers = Readonly<Record<string, string>>

const wellFormedId = /^[A-Za-z0-9._-]{1,128}$/
const wellFormedParent = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/

const make = Effect.gen(function*() {
  const options = yield* HttpOptions
  const ids = yield* NewId
  const table = yield* RouteTable
  const lifecycle = yield* Lifecycle
  const log = yield* AccessLog
  const principalOf = Authentication.make(options)
  const limits = yield* RateLimit.RateLimits
  const limiter = options.requestsPerMinute === 0 ? undefined : yield* limits.make({
    limit: options.requestsPerMinute,
    window: "1 minute",
    name: "http"
  })

  Metrics.updater(Metrics.rateLimitHits, { client: "http" })(0)

  /** The headers that tell of the limit, or the refusal that comes with them. */
  const limited = (principal: Principal, access: Access): Effect.Effect<Headers, readonly [Refused.Refused, Headers]> =>
    limiter === undefined || access !== "user" ?
      Effect.succeed({}) :
      Effect.matchEffect(limiter.take(principal.client), {
        onSuccess: ({ remaining, reset_ms }) =>
          Effect.succeed(limitHeaders(options.requestsPerMinute, remaining, reset_ms)),
        onFailure: ({ retry_after_ms }) => {
          const seconds = Math.max(1, Math.ceil(retry_after_ms / 1_000))
          return Effect.fail(
            [Refused.rateLimited(seconds), limitHeaders(options.requestsPerMinute, 0, retry_after_ms)] as const
          )
        }
      })

  const refusal = (found: Found): Refused.Refused | undefined => {
    switch (found._tag) {
      case "Nothing":
        return Refused.noSuchPath
      case "Malformed":
        return Refused.malformed(
          "malformed_url",
          "The path is not a well-formed URL; encode its special characters, % as %25."
        )
      case "WrongMethod":
        return Refused.noSuchMethod(found.allow)
      case "Place":
        return lifecycle.state() === "draining" && found.place.access !== "open" ? Refused.draining : undefined
    }
  }

  return (app: App<CurrentCall | CurrentPrincipal>): App<HttpServerRequest.HttpServerRequest | Scope.Scope> =>
    Effect.flatMap(
      Effect.context<HttpServerRequest.HttpServerRequest | Scope.Scope>(),
      (context) =>
        Effect.clockWith((clock) => {
          const request = Context.get(context, HttpServerRequest.HttpServerRequest)
          const arrived = clock.unsafeCurrentTimeMillis()
          const began = clock.unsafeCurrentTimeNanos()
          const given = request.headers["x-correlation-id"]
          const correlation_id = given !== undefined && wellFormedId.test(given) ? given : ids.make(arrived)
          const found = table.find(request.method, request.url)
          const pattern = found._tag === "Place" ? found.place.pattern : "unmatched"
          const common = commonHeaders(request, correlation_id)
          let status = 499 // who hangs up gets nothing

          const respond = (headers: Headers) => (reply: HttpServerResponse.HttpServerResponse) => {
            status = reply.status
            return HttpServerResponse.setHeaders(reply, { ...common, ...headers })
          }
          const refuse = (refused: Refused.Refused, headers: Headers = {}) =>
            Effect.sync(() => respond(headers)(response(refused, correlation_id)))

          const answer = Effect.suspend(() => {
            const refused = refusal(found)
            if (refused !== undefined || found._tag !== "Place") return refuse(refused ?? Refused.noSuchPath)
            const { access } = found.place
            const principal = principalOf(request)
            if (principal === undefined && access !== "open") return refuse(Refused.unauthorized)
            const caller = principal ?? nobody
            if (access === "operator" && caller.role !== "operator") return refuse(Refused.forbidden)
            return Effect.matchEffect(limited(caller, access), {
              onFailure: ([tooMany, headers]) => refuse(tooMany, headers),
              onSuccess: (headers) =>
                app.pipe(
                  Effect.provide(
                    Context.make(CurrentCall, { correlation_id, principal: caller, arrived }).pipe(
                      Context.add(CurrentPrincipal, caller)
                    )
                  ),
                  Effect.map(respond(headers)),
                  Correlation.within(correlation_id)
                )
            })
          }).pipe(Effect.catchAllCause((cause) => Effect.map(ofCause(cause, correlation_id), respond({}))))

          lifecycle.began()
          const finished = Effect.sync(() => {
            lifecycle.ended()
            const milliseconds = Number(clock.unsafeCurrentTimeNanos() - began) / 1e6
            log.write({ method: request.method, pattern, status, milliseconds, correlation_id, at: arrived })
          })
          return Effect.zipRight(Scope.addFinalizer(Context.get(context, Scope.Scope), finished), answer)
        })
    )
})

const nobody: Principal = { tenant: defaultTenant, role: "user", client: "" }

const limitHeaders = (limit: number, remaining: number, reset_ms: number): Headers => ({
  "ratelimit-limit": String(limit),
  "ratelimit-remaining": String(remaining),
  "ratelimit-reset": String(Math.ceil(reset_ms / 1_000))
})

const commonHeaders = ({ headers }: HttpServerRequest.HttpServerRequest, correlation_id: string): Headers => {
  const parent = headers.traceparent
  return {
    "x-correlation-id": correlation_id,
    "x-content-type-options": "nosniff",
    ...(parent !== undefined && wellFormedParent.test(parent) ? { traceparent: parent } : {})
  }
}

export const layer = HttpLayerRouter.middleware<{ provides: CurrentCall | CurrentPrincipal }>()(make, { global: true })
