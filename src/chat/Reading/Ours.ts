/** What the business itself owes, pays or spends: the rows tell what customers do. */
import { timesIn } from "./Measuring/Periods.ts"
import type { Refused } from "./Measuring/Reading.ts"

/** Asked for such an amount, as "How much do we owe Delta?", nobody here can tell it. Of a rule nothing is said here. */
export const refusedAsOurs = (text: string, { hasEntities, now }: {
  readonly hasEntities: boolean
  readonly now: number
}): Refused | undefined => {
  if (!amount.test(text)) return undefined
  const period = timesIn(text, now).found[0]?.period
  const [words] = owing.exec(text) ?? (hasEntities || period !== undefined ? spending.exec(text) : null) ?? []
  return words === undefined ? undefined : { _tag: "Refused", refusal: "metric", words, metric: undefined, period }
}

export const isOwedByUs = (text: string): boolean => owing.test(text)

const amount = /^(?:(?:and|so|et|alors) )?(?:how much|what|combien|que|quel(?:le)?s?)\b/
const owing =
  /\bwe (?:still |currently )?owe\b(?! us)|\b(?:combien|que) (?:devons-nous|doit-on|nous devons)(?= (?:a|aux|au|encore)\b|[\s?.!]*$)/
const spending =
  /\bwe (?:still |currently )?(?:spend|spent|pay|paid)\b(?! attention)|\b(?:avons-nous|a-t-on|on a|nous avons) (?:depense|paye)\b/
