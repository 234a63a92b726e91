/**
 * Answers the endpoints of a contract: reads and checks what came, hands it over, renders what comes back. The platform
 * would decode leniently, report faults in another shape and encode twice; the contract is the same value.
 */
import {
  type HttpApiEndpoint,
  type HttpApiGroup,
  HttpLayerRouter,
  type HttpMethod,
  HttpServerRequest,
  HttpServerResponse
} from "@effect/platform"
import { Effect, Either, identity, type Layer, Option, ParseResult, Schema, type Scope } from "effect"
import type { TenantId } from "../domain/Ids.ts"
import { ErrorAnalytics } from "../telemetry/ErrorAnalytics.ts"
import type { Admit } from "./Admission.ts"
import * as Body from "./Body.ts"
import { type Call, CurrentCall } from "./Call.ts"
import { rendered } from "./Envelope.ts"
import { faults } from "./Faults.ts"
import { problemInText } from "./Json.ts"
import { HttpOptions, type Options } from "./Options.ts"
import { type Failure, invalid, type Refused } from "./Refused.ts"

type Any = HttpApiEndpoint.HttpApiEndpoint.Any

export interface Asked extends Call {
  readonly tenant: TenantId
}

type Reply<E extends Any> = Effect.Effect<
  HttpApiEndpoint.HttpApiEndpoint.Success<E> | HttpServerResponse.HttpServerResponse,
  Failure,
  Scope.Scope
>

export type Handle<E extends Any> = (asked: HttpApiEndpoint.HttpApiEndpoint.Request<E> & Asked) => Reply<E>

/** For endpoints that read their body themselves. */
export interface Raw<E extends Any> {
  readonly raw: (asked: HttpApiEndpoint.HttpApiEndpoint.RequestRaw<E> & Asked) => Reply<E>
}

/** One for each endpoint of the group: a missing one does not compile. */
export type Handlers<E extends Any> = {
  readonly [Name in E["name"]]: Handle<Named<E, Name>> | Raw<Named<E, Name>>
}
type Named<E extends Any, Name extends string> = Extract<E, { readonly name: Name }>

interface AnyEndpoint {
  readonly name: string
  readonly method: HttpMethod.HttpMethod
  readonly path: HttpApiEndpoint.PathSegment
  readonly pathSchema: Option.Option<Schema.Schema.AnyNoContext>
  readonly urlParamsSchema: Option.Option<Schema.Schema.AnyNoContext>
  readonly payloadSchema: Option.Option<Schema.Schema.AnyNoContext>
}
interface Loose extends Asked {
  readonly request: HttpServerRequest.HttpServerRequest
  readonly path?: unknown
  readonly urlParams?: unknown
  readonly payload?: unknown
}
type AnyHandle = (asked: Loose) => Effect.Effect<unknown, Failure, Scope.Scope>

export interface Terms {
  /** Around the handler, once the request was read and checked. */
  readonly admit?: (endpoint: string) => Admit
  /** Of bodies that are read as a whole; the question's limit if absent. */
  readonly bodyBytes?: number
}

type Route = HttpLayerRouter.Route<never, CurrentCall | HttpServerRequest.HttpServerRequest | Scope.Scope>

/** The routes of a group of the contract. */
export function group<Id extends string, E extends Any, Error, R, TopLevel extends boolean>(
  contract: HttpApiGroup.HttpApiGroup<Id, E, Error, R, TopLevel>,
  handlers: Handlers<E>,
  terms?: Terms
): Layer.Layer<
  never,
  never,
  HttpLayerRouter.HttpRouter | HttpLayerRouter.Request<"Requires", CurrentCall> | ErrorAnalytics
>
export function group(
  contract: { readonly endpoints: Readonly<Record<string, AnyEndpoint>> },
  handlers: Readonly<Record<string, AnyHandle | { readonly raw: AnyHandle }>>,
  terms: Terms = {}
) {
  return HttpLayerRouter.addAll(
    Effect.map(
      Effect.all([HttpOptions, ErrorAnalytics]),
      ([options, analytics]): ReadonlyArray<Route> =>
        Object.values(contract.endpoints).map((endpoint) => {
          const handler = handlers[endpoint.name]!
          return route(endpoint, handler, terms, options, analytics)
        })
    )
  )
}

const strict = { errors: "all", onExcessProperty: "error" } as const
const lenient = { errors: "all", onExcessProperty: "ignore" } as const

const route = (
  endpoint: AnyEndpoint,
  handler: AnyHandle | { readonly raw: AnyHandle },
  terms: Terms,
  options: Options,
  analytics: typeof ErrorAnalytics.Service
): Route => {
  const handle = typeof handler === "function" ? handler : handler.raw
  const admit = terms.admit?.(endpoint.name) ?? identity
  const bodyBytes = terms.bodyBytes ?? options.bodies.questionBytes
  const path = checkedBy(endpoint.pathSchema, lenient)
  const urlParams = checkedBy(endpoint.urlParamsSchema, lenient)
  const payload = typeof handler === "function" && endpoint.method !== "GET"
    ? checkedBy(endpoint.payloadSchema, strict)
    : undefined
  // Where every field may be left out, so may the body.
  const bodyless = Option.exists(endpoint.payloadSchema, (schema) => Schema.is(schema)({}))
  const read = (request: HttpServerRequest.HttpServerRequest): Effect.Effect<unknown, Refused> =>
    payload === undefined
      ? Effect.void
      : bodyless && Body.isAbsent(request)
      ? payload({})
      : Effect.flatMap(Body.json(request, bodyBytes, options.bodies), payload)
  const answer = Effect.gen(function*() {
    const call = yield* CurrentCall
    const request = yield* HttpServerRequest.HttpServerRequest
    const result = yield* Effect.gen(function*() {
      const asked: Loose = {
        ...call,
        tenant: call.principal.tenant,
        request,
        path: path && (yield* path((yield* HttpLayerRouter.RouteContext).params)),
        urlParams: urlParams && (yield* urlParams(yield* HttpServerRequest.ParsedSearchParams)),
        payload: yield* read(request)
      }
      const value = yield* admit(handle(asked))
      return HttpServerResponse.isServerResponse(value) ? value : HttpServerResponse.unsafeJson(value)
    }).pipe(Effect.catchAll(rendered(call.correlation_id, analytics)))
    return result
  })
  return HttpLayerRouter.route(endpoint.method === "HEAD" ? "GET" : endpoint.method, endpoint.path, answer)
}

const checkedBy = (schema: AnyEndpoint["pathSchema"], how: typeof strict | typeof lenient) => {
  if (Option.isNone(schema)) return undefined
  const decode = ParseResult.decodeUnknownEither(schema.value, how)
  return (input: unknown): Effect.Effect<unknown, Refused> => {
    const problem = how === lenient ? brokenText(input) : undefined
    if (problem !== undefined) return Effect.fail(problem)
    return Either.match(decode(input), {
      onLeft: (issue) => Effect.fail(invalid(faults(issue))),
      onRight: Effect.succeed
    })
  }
}

/** Paths and query strings carry text that no JSON reader has looked at. */
const brokenText = (params: unknown): Refused | undefined => {
  for (const [name, value] of Object.entries(params ?? {})) {
    const problem = problemInText(String(value))
    if (problem !== undefined) return invalid([{ path: name, message: problem }])
  }
  return undefined
}
