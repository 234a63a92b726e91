/** Which end of a list a question wants, and how much of it. */
import { numberOf, numberPattern } from "./Periods.ts"
import { blank, type Read, word } from "./Words.ts"

export interface Ranked {
  readonly order: "most" | "least" | "oldest" | "newest"
  readonly limit: number | undefined
}

const largest =
  "most|newest|top|best|biggest|largest|highest|greatest|longest|latest|slowest|worst|busiest|heaviest|oldest|strongest|leading|main|closest|nearest|meilleure?s?|(?:les? |la |nos |des )?plus (?:gros(?:se)?s?|grande?s?|importante?s?|eleve(?:e)?s?|forte?s?|longs?|longues?|lente?s?|tard(?:ifs?)?|vieux|vieilles?|anciens?|anciennes?)|le plus(?: de| d')?|les plus|plus proches|premiers?|pires?|(?:les )?plus mauvais(?:es?)?"
const smallest =
  "least|smallest|lowest|fewest|bottom|shortest|weakest|fastest|quickest|promptest|most punctual|earliest|soonest|(?:les? |la |nos )?(?:plus (?:petite?s?|bas(?:se)?s?|faibles?|courte?s?|rapides?|vite|ponctuels?)|moins (?:de |d'|eleve(?:e)?s?|importante?s?)?)|le moins(?: de| d')?|les moins"
const rankWords = word(
  `(?:the |les |nos |our )?(?:(${numberPattern}) )?(?:(${smallest})|(${largest}))(?: (${numberPattern})(?! (?:percent|%|days?|jours?|months?|mois|weeks?|years?|quarters?)))?`
)

/** "Which three customers paid us the most?" */
const manyOf = word(
  `(?:which|what|who are(?: the| our)?|quel(?:le)?s(?: sont(?: les| nos)?)?) (${numberPattern}) (?:\\p{L}+ )?(?:customers?|clients?|accounts?|industries|sectors|secteurs|months|mois|quarters|trimestres|orders|invoices|commandes|factures)`
)

/** "Best payers" are those who are least late; "best" of anything else is the most. */
export const rankIn = (text: string, of: "delay" | "debt" | "amount"): Read<Ranked | undefined> => {
  const punctuality = of === "delay"
  const match = rankWords.exec(text)
  if (match === null) return { value: undefined, rest: text }
  const [all, before, small, , after] = match
  const count = numberOf(before ?? after ?? manyOf.exec(text)?.[1] ?? "")
  const good = punctuality && /\b(?:best|meilleur\w*|top)\b/.test(all)
  const bad = of === "amount" && /\b(?:worst|slowest|pires?)\b/.test(all)
  return {
    value: {
      order: /\b(?:oldest|vieux|vieilles?|anciens?|anciennes?)\b/.test(all)
        ? "oldest"
        : /\bnewest\b/.test(all) || (/\blatest\b/.test(all) && !punctuality)
        ? "newest"
        : small !== undefined || good || bad
        ? "least"
        : "most",
      limit: Number.isInteger(count) && count >= 1 && count <= 100 ? count : undefined
    },
    rest: blank(text, match)
  }
}

/** "Where does Acme rank?", "how does Acme compare to the average customer?" */
export const asksPlace = (text: string): boolean => place.test(text)

const place =
  /\b(?:where|how) (?:does|did) acme rank\b|\bwhere (?:does|did) acme (?:come|stand) (?:among|in|by|compared)\b|\b(?:what|which) (?:rank|place|position|number) (?:is|does|has|was|did|of) (?:acme|customer is acme)\b|\bwhat is acme(?:'s)? (?:rank|ranking|place|position|standing)\b|\brank(?:ing)? of acme\b|\bacme compared? (?:to|with|against) (?:an? |the |our |my |all )*(?:average|mean|typical|usual|others?|rest|everyone|everybody)\b|\b(?:how (?:does|do|did) acme(?:'s [a-z ]{1,30})?|compare acme) (?:compare |measure up |stack up )?(?:to|with|against) (?:an? |the |our |my |all )*(?:average|mean|typical|usual|others?|rest|everyone|everybody)\b|\bou (?:se (?:situe|classe|place)|en est)(?:-t-(?:il|elle))? acme\b|\bou acme se (?:situe|classe|place)\b|\b(?:rang|classement|place|position) (?:de |d')acme\b|\bacme par rapport (?:a|aux?) (?:la moyenne|(?:autres )?clients?)\b/
