/** Remembers which methods each path takes, so that a wrong method, a wrong path and a right one are told apart. */
import { HttpLayerRouter } from "@effect/platform"
import { Context, Effect, Either, Layer } from "effect"

/** Who may call it: everyone, whoever has a key, or operators. */
export type Access = "open" | "user" | "operator"

export interface Place {
  /** The path as it was declared: `/api/documents/:id`. */
  readonly pattern: string
  readonly access: Access
}

export type Found =
  | { readonly _tag: "Place"; readonly place: Place }
  | { readonly _tag: "WrongMethod"; readonly allow: string }
  | { readonly _tag: "Nothing" }
  | { readonly _tag: "Malformed" }

export interface Service {
  readonly find: (method: string, url: string) => Found
  readonly remember: (method: string, pattern: HttpLayerRouter.PathInput) => void
}

export class RouteTable extends Context.Tag("holdfast/http/RouteTable")<RouteTable, Service>() {}

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const

export const maxParamLength = 2_048

const openPaths = /^\/(health(\/.*)?|metrics|docs|redoc(\/.*)?|openapi\.json)?$/
const operatorPaths = /^\/api\/v1\/(monitoring|chaos)(\/|$)/
const experimentPaths = /^\/api\/v1\/experiments(\/|$)/
const takingPart = /\/(assignments|outcomes)$/

export const accessOf = (pattern: string): Access => {
  if (openPaths.test(pattern)) return "open"
  if (operatorPaths.test(pattern)) return "operator"
  return experimentPaths.test(pattern) && !takingPart.test(pattern) ? "operator" : "user"
}

const nothing: Found = { _tag: "Nothing" }
const badUrl: Found = { _tag: "Malformed" }

export const make = (): Service => {
  const router = HttpLayerRouter.FindMyWay.make<Found & { readonly _tag: "Place" }>({ maxParamLength })
  const remember: Service["remember"] = (method, pattern) => {
    const found = { _tag: "Place", place: { pattern, access: accessOf(pattern) } } as const
    router.on(method === "*" ? methods : method, pattern, found)
  }
  const match = (method: string, url: string) =>
    (router.find(method, url) ?? (method === "HEAD" ? router.find("GET", url) : undefined))?.handler
  const find: Service["find"] = (method, url) => {
    const found = match(method, url)
    if (found !== undefined) return found
    if (!decodes(url)) return badUrl
    const allowed = methods.filter((one) => router.find(one, url) !== undefined)
    if (allowed.length === 0) return nothing
    return {
      _tag: "WrongMethod",
      allow: (allowed.includes("GET") ? ["GET", "HEAD", ...allowed.slice(1)] : allowed).join(", ")
    }
  }
  return { find, remember }
}

const decodes = (url: string) => Either.isRight(Either.try(() => decodeURIComponent(url.split("?")[0]!)))

export const layer: Layer.Layer<RouteTable> = Layer.sync(RouteTable, make)

/** The router that routes are given: it does as the real one and remembers what it was told. */
export const remembering: Layer.Layer<HttpLayerRouter.HttpRouter, never, HttpLayerRouter.HttpRouter | RouteTable> =
  Layer
    .effect(
      HttpLayerRouter.HttpRouter,
      Effect.gen(function*() {
        const router = yield* HttpLayerRouter.HttpRouter
        const table = yield* RouteTable
        return HttpLayerRouter.HttpRouter.of({
          ...router,
          add: (method, path, handler, options) => {
            table.remember(method, path)
            return router.add(method, path, handler, options)
          },
          addAll: (routes) => {
            for (const route of routes) table.remember(route.method, route.path)
            return router.addAll(routes)
          }
        })
      })
    )
