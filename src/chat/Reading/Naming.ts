/** What in a question is put as the name of somebody, whether or not anybody is called so. */
import { plain, wordsOf } from "./Words.ts"

/** A capitalised name after a word that introduces one, or what a lower-case question ends with after such a phrase. */
export const nameIn = (question: string): string | undefined => {
  for (const [, found] of question.matchAll(capitalised)) {
    const name = found?.replace(/(?:['’]s|[.,;:!?])+$/, "").trim()
    if (name !== undefined && name.length > 1 && !wordsOf(plain(name)).every((word) => common.has(word))) return name
  }
  return endingIn(question)
}

/** "how is zylophone trading doing": what stands where a name would, without a capital. */
export const endingIn = (question: string): string | undefined => {
  const ending = lowerCase.exec(question.trim())?.[1]?.replace(/['’]s$/, "").trim()
  return ending === undefined || wordsOf(plain(ending)).some((word) => common.has(word)) ? undefined : ending
}

const capitalised =
  /(?:\b(?:of|for|about|with|on|does|do|did|is|are|has|have|at|to|from|by|compare|and|vs\.?|versus|extend|give|de|du|avec|pour|chez|sur|à|par|que)\s+|\bd['’])(\p{Lu}[\p{L}\p{N}&.'’-]*(?:\s+(?:\p{Lu}[\p{L}\p{N}&.'’-]*|&|and Sons|& Co))*)/gu

const lowerCase =
  /\b(?:status of|overview of|summary of|tell me about|how is|how's|patterns? (?:for|with|of|at|in)|trends? (?:for|with|of|at)|update on|situation de|parle-moi de|ou en est)\s+([\p{Ll}\p{N}&.'’-]+(?:\s+[\p{Ll}\p{N}&.'’-]+){0,2}?)(?:\s+doing)?\s*[?.!]*$/u

const common = new Set(
  ("i we us our the a an this that these those it all any each every business company customers customer clients client orders order " +
    "invoices invoice payments payment sales revenue credit terms dso net usd eur gbp january february march april may june july august " +
    "september october november december monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday month year " +
    "quarter week q1 q2 q3 q4 europe what which who how is are they them their you me my things everything anything overdue rush last " +
    "next first new most best worst going doing holdfast janvier fevrier mars avril mai juin juillet aout septembre octobre novembre " +
    "decembre nos notre nous les la le des entreprise affaires mois annee trimestre").split(" ")
)
