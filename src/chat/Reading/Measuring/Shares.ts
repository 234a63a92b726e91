/** Whether a part of a whole is asked for, or a mean. */
import { type Read, word } from "./Words.ts"

const part =
  /\b(?:shares?|percent(?:age)?|proportion|fraction|pourcentage|(?<=\b(?:which|what|quelle|la) )part(?= (?:(?:of|de|du|des)\b|d')))\b|(?<!\d ?)%/
/** The word that asks which part of a whole something is. */
export const shareIn = (text: string): ReadonlyArray<string> => {
  const word = part.exec(text)?.[0]
  return word === undefined ? [] : [word]
}

const ofCustomers = word(
  "(?:which |what |quelle? )?(?:share|percentage|percent|proportion|fraction|part|pourcentage|%) (?:of |de |des |d')(?:all |the |our |your |nos |les |tous |mes )*(customers?|clients?|accounts?)"
)
/** "What percentage of customers pay late?" asks how many do, of how many. */
export const shareOfCustomersIn = (text: string): Read<boolean> => ({
  value: ofCustomers.test(text),
  rest: text.replace(ofCustomers, "how many $1")
})

export const averageIn = (text: string): boolean => /\b(?:average|avg|mean|typical(?:ly)?|moyen(?:ne)?s?)\b/.test(text)
