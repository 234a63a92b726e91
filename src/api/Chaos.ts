/** Faults on purpose. */
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "@effect/platform"
import { Schema } from "effect"
import { errors } from "./Errors.ts"
import { id, maybe } from "./Fields.ts"

const path = "/api/v1/chaos"

export const Kind = Schema.Literal("latency", "error", "timeout", "rate_limit", "malformed", "partial")

const fields = {
  component: id.annotations({ description: "Such as `database`; `components` lists what there is." }),
  kind: Kind,
  rate: maybe(Schema.Number.pipe(Schema.between(0, 1))).annotations({
    description: "Share of the calls that it hits; 1 where it is left out."
  }),
  latency_ms: maybe(Schema.Number.pipe(Schema.between(0, 600_000))).annotations({
    description: "What `latency` adds to each call; 1,000 where it is left out."
  }),
  for_ms: maybe(Schema.Number.pipe(Schema.between(1, 86_400_000))).annotations({
    description: "It ends by itself after so long; where it is left out, it stands until it is lifted."
  })
}

export const Plan = Schema.Struct({
  faults: Schema.Array(Schema.Struct(fields)).pipe(Schema.maxItems(64)).annotations({
    description: "The whole set, at most one for each component; an empty list lifts them all."
  })
}).annotations({ identifier: "ChaosPlan" })

export const State = Schema.Struct({
  components: Schema.Array(Schema.String),
  kinds: Schema.Array(Kind),
  faults: Schema.Array(Schema.Struct({ ...fields, remaining_ms: Schema.NullOr(Schema.Number) }))
}).annotations({ identifier: "Chaos" })

export const group = HttpApiGroup.make("chaos")
  .add(
    HttpApiEndpoint.get("shown", path).addSuccess(State)
      .annotate(OpenApi.Summary, "Which faults stand, and what can be hit")
  )
  .add(
    HttpApiEndpoint.put("replaced", path).setPayload(Plan).addSuccess(State)
      .annotate(OpenApi.Summary, "Replace the whole set of faults")
  )
  .add(
    HttpApiEndpoint.del("lifted", path).addSuccess(State)
      .annotate(OpenApi.Summary, "Lift every fault")
  )
  .addError(errors)
  .annotateContext(OpenApi.annotations({
    title: "Chaos",
    description: "Faults on purpose, for operators. 404 unless the service was started with `HOLDFAST_CHAOS=on`."
  }))
