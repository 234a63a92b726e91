/** What embedding takes, in tokens and in money. */
import { Schema } from "effect"
import * as Metrics from "../../telemetry/Metrics.ts"
import * as Budget from "../Budget.ts"

const Count = Schema.optional(Schema.NullOr(Schema.NonNegative))
const Counts = Schema.NullOr(Schema.Struct({ prompt_tokens: Count, total_tokens: Count }))
export const Usage = Schema.optional(Counts)

/** Of one model, `<provider>/<name>`. Tokens count as the provider says, or by estimate where it does not. */
export const make = (model: string, prices: Budget.Prices = Budget.free) => {
  const [provider = ""] = model.split("/")
  return (usage: typeof Counts.Type | undefined, texts: ReadonlyArray<string>): void => {
    const input = usage?.prompt_tokens ?? usage?.total_tokens ??
      texts.reduce((sum, text) => sum + Budget.tokens(text), 0)
    tokens(input, provider)
    cost(Budget.cost(prices, model, { input, output: 0 }), provider)
  }
}

const tokens = Metrics.labelled(Metrics.embeddingTokens, "provider")
const cost = Metrics.labelled(Metrics.embeddingCostUsd, "provider")
