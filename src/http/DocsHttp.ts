/** The documentation, served whole: nothing is fetched from elsewhere. */
import { FileSystem, HttpApiSwagger, HttpLayerRouter, HttpServerResponse, OpenApi } from "@effect/platform"
import { Effect, Layer, Option } from "effect"
import { fileURLToPath } from "node:url"
import { Api } from "../api/Api.ts"
import { CurrentCall } from "./Call.ts"
import { response } from "./Envelope.ts"
import { noSuchPath } from "./Refused.ts"

const page = `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <title>Holdfast API</title>
  <style>body { margin: 0 }</style>
</head>
<body>
  <div id="redoc"></div>
  <script src="/redoc/redoc.standalone.js"></script>
  <script>
    Redoc.init("/openapi.json", {}, document.getElementById("redoc"))
  </script>
</body>
</html>
`

/** The bundle would fetch a logo from its makers. */
const fromHereOnly = "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; " +
  "img-src 'self' data:; worker-src blob:"

/** Relative to this file in the sources, in a built module, and in the bundle at the top of dist. */
const places = [
  "../../node_modules/redoc/bundles/redoc.standalone.js",
  "../assets/redoc.standalone.js",
  "./assets/redoc.standalone.js",
  "../../dist/assets/redoc.standalone.js"
].map((place) => fileURLToPath(new URL(place, import.meta.url)))

/** Read at the first request and kept. */
const bundle = Effect.gen(function*() {
  const files = yield* FileSystem.FileSystem
  return yield* Effect.cached(
    Effect.firstSuccessOf(places.map((place) => files.readFile(place))).pipe(Effect.option)
  )
})

const redoc = HttpLayerRouter.use((router) =>
  Effect.gen(function*() {
    const read = yield* bundle
    yield* router.add(
      "GET",
      "/redoc",
      Effect.map(HttpServerResponse.html(page), HttpServerResponse.setHeader("content-security-policy", fromHereOnly))
    )
    yield* router.add(
      "GET",
      "/redoc/redoc.standalone.js",
      Effect.flatMap(
        read,
        Option.match({
          onNone: () => Effect.map(CurrentCall, ({ correlation_id }) => response(noSuchPath, correlation_id)),
          onSome: (script) =>
            Effect.succeed(
              HttpServerResponse.uint8Array(script, {
                contentType: "text/javascript; charset=utf-8",
                headers: { "cache-control": "public, max-age=86400" }
              })
            )
        })
      )
    )
  })
)

const specification = HttpLayerRouter.use((router) =>
  router.add("GET", "/openapi.json", HttpServerResponse.unsafeJson(OpenApi.fromApi(Api)))
)

export const layer = Layer.mergeAll(
  specification,
  redoc,
  HttpApiSwagger.layerHttpLayerRouter({ api: Api, path: "/docs" })
)
