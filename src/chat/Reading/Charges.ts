/** What something costs, who bears it, and the least or the most of it: a number belongs to the charge beside it. */
import { sayingOf } from "./Saying.ts"
import { saidOf, wantedIn } from "./Synonyms.ts"
import { plain } from "./Words.ts"

/**
 * Whether a sentence tells what is asked for, and no charge of another name: "a surcharge of 8 %, 40 dollars at least" has
 * the least of the surcharge, not of the order, and "1.5 % interest" is the price of no reminder. Undefined where the
 * question asks for no such thing.
 */
export const chargeAsked = (question: string): ((sentence: string) => boolean) | undefined => {
  const text = plain(question)
  if (!bearer.test(text) && !cost.test(text) && !extreme.test(text)) return undefined
  const wanted = wantedIn(question)
  const asked = sayingOf(wanted.flatMap(({ asked, others }) => [asked, ...others]).join(" "))
  const other = charges.filter((charge) => asked(charge) === undefined)
  const told = wanted.filter(({ asked }) => cost.test(asked) || extreme.test(asked))
  return (sentence) => {
    const saying = sayingOf(sentence)
    return other.every((charge) => saying(charge) === undefined) &&
      (told.length === 0 || told.some((one) => saidOf(one, saying) !== undefined) ||
        (!extreme.test(text) && price.test(plain(sentence))))
  }
}

const bearer =
  /\b(?:who|qui) (?:pays?|bears?|covers?|paie|supporte|prend en charge)\b|\bdo(?:es)? .{1,30} pay (?:for|the)\b/
const cost = /\b(?:costs?|fees?|prices?|cout\p{L}*|frais|prix|tarifs?)(?!\p{L})/u
const extreme = /\b(?:minimum|maximum|smallest|lowest|minimal\p{L}*|maximal\p{L}*)(?!\p{L})/u
const price =
  /[$€£%]|(?<!\p{L})(?:percent|pour ?cent|dollars?|euros?|pounds?|usd|eur|gbp|free|nothing|zero|no (?:charge|cost|fee)s?|waived|half|gratuit\p{L}*|moitie|rien)(?!\p{L})/u

const charges = [
  "interest",
  "discount",
  "rebate",
  "surcharge",
  "fee",
  "penalty",
  "deposit",
  "commission",
  "intérêt",
  "remise",
  "majoration",
  "supplément",
  "pénalité",
  "acompte"
]
