/** What a call costs, in tokens and in money. */
import { FileSystem } from "@effect/platform"
import { Effect, Schema } from "effect"
import type { Usage } from "../domain/Answer.ts"

/** `config/prices.json`: dollars per million tokens, by `provider/model`. */
export const Prices = Schema.Struct({
  models: Schema.Record({
    key: Schema.String,
    value: Schema.Struct({ input: Schema.NonNegative, output: Schema.NonNegative })
  })
})
export type Prices = typeof Prices.Type

export const free: Prices = { models: {} }

/**
 * The prices in a file. A file that is missing or wrong costs no answer: it is logged and every call is counted as
 * free.
 */
export const read = (file: string): Effect.Effect<Prices, never, FileSystem.FileSystem> =>
  FileSystem.FileSystem.pipe(
    Effect.flatMap((files) => files.readFileString(file)),
    Effect.flatMap(Schema.decode(Schema.parseJson(Prices))),
    Effect.catchAll((error) =>
      Effect.as(
        Effect.logWarning("The price list could not be read: the cost of answers will be shown as 0").pipe(
          Effect.annotateLogs({ component: "Budget", error_type: error._tag })
        ),
        free
      )
    )
  )

/**
 * About how many tokens a text is: four characters of a Latin script make one, and words and numbers at least one
 * each. Within a fifth of what tokenizers count for business prose; used where the provider does not say.
 */
export const tokens = (text: string): number => {
  const wide = text.match(/[\u2E80-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF]/g)?.length ?? 0
  return Math.ceil((text.length - wide) / 4 + wide)
}

/** Dated releases (`gpt-4o-2024-08-06`) cost what their model does; a model that is not listed costs nothing. */
export const cost = (
  prices: Prices,
  model: string,
  used: { readonly input: number; readonly output: number }
): number => {
  const price = prices.models[model] ?? prices.models[model.replace(/-(\d{4}-?\d{2}-?\d{2}|latest|\d{3})$/, "")]
  return price === undefined ? 0 : (used.input * price.input + used.output * price.output) / 1_000_000
}

export const none: Usage = { input_tokens: 0, output_tokens: 0, cost_usd: 0 }

export const sum = (a: Usage, b: Usage): Usage => ({
  input_tokens: a.input_tokens + b.input_tokens,
  output_tokens: a.output_tokens + b.output_tokens,
  cost_usd: a.cost_usd + b.cost_usd
})
