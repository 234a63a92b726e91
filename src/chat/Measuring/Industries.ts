/** The tenant's own industries in the words of a question. */
import { Effect } from "effect"
import type { TenantId } from "../../domain/Ids.ts"
import type { Measures } from "../../knowledge/Measures.ts"
import { plain } from "../Reading/Words.ts"
import type { Text } from "./Details.ts"

/** Of each text, in their order: those that it names in full, or else by a word that is a part of their names. */
export const industriesOf = (measures: typeof Measures.Service, tenant: TenantId, texts: ReadonlyArray<Text>) =>
  Effect.gen(function*() {
    const all = yield* measures.industriesIn(tenant, texts.map(({ text }) => text).join("\n"))
    return yield* Effect.forEach(texts, ({ text, unread }) => {
      const named = outermost(all.filter((industry) => text.includes(plain(industry).replaceAll("'", ""))))
      const part = named.length > 0 ? undefined : tradeIn(text, unread)
      return part === undefined ? Effect.succeed(named) : measures.industriesWith(tenant, part)
    })
  })

/** "The food industry", "retail customers", "customers in packaging": the word of a trade that may be a part of its name. */
const trades = [
  /\b(\p{L}{3,}) (?:industry|industries|sector|customers?|clients?|compan(?:y|ies)|business(?:es)?|accounts?|firms?|buyers?)\b/u,
  /\bin (?:the )?(\p{L}{3,})(?: industry| sector| business)?(?=\s*(?:[?.!,]|$))/u,
  /\b(?:secteur|clients?|entreprises?)(?: (?:de la|de l'|du|des|de|d'|dans le|dans la))? ?(\p{L}{3,})/u
]

export const tradeIn = (text: string, unread: ReadonlyArray<string>): string | undefined =>
  trades.map((trade) => trade.exec(text)?.[1] ?? "").find((word) => unread.includes(word))

/** "Food Wholesale" is not also "Food". */
const outermost = (found: ReadonlyArray<string>) =>
  found.filter((one) => !found.some((other) => other !== one && plain(other).includes(plain(one))))
