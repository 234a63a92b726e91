/** What something costs, who bears it, and the least or the most of it: a number belongs to the charge beside it. */
import { sayingOf } from "./Saying.ts"
import { saidOf, wantedIn } from "./Synonyms.ts"
import { plain } from "./Words.ts"

/**
 * Whether a sentence tells what is asked for, and no charge of another name: "a surcharge of 8 %, 40 dollars at least" has
 * the least of the surcharge, not of the order, and "1.5 % interest" is the price of no reminder. A fee of a name of its own
 * is asked for only where the title is about what is asked. Undefined where the question asks for no such thing.
 */
export const chargeAsked = (question: string): ((sentence: string, title?: string) => boolean) | undefined => {
  const text = plain(question)
  if (!bearer.test(text) && !cost.test(text) && !extreme.test(text)) return undefined
  const wanted = wantedIn(question)
  const asked = sayingOf(wanted.flatMap(({ asked, others }) => [asked, ...others]).join(" "))
  const other = charges.filter((charge) => asked(charge) === undefined)
  const told = wanted.filter(({ asked }) => cost.test(asked) || extreme.test(asked))
  const things = wanted.filter((one) => one.needed && !told.includes(one))
  const isNamed = (sentence: string, title: string) => {
    const name = named.exec(plain(sentence))?.[1]
    const titled = sayingOf(title)
    return name !== undefined && asked(name) === undefined &&
      things.every((one) => saidOf(one, titled) === undefined)
  }
  return (sentence, title = "") => {
    const saying = sayingOf(sentence)
    return !isNamed(sentence, title) && other.every((charge) => saying(charge) === undefined) &&
      (told.length === 0 || told.some((one) => saidOf(one, saying) !== undefined) ||
        (!extreme.test(text) && price.test(plain(sentence))))
  }
}

const bearer =
  /\b(?:who|qui) (?:pays?|bears?|covers?|paie|supporte|prend en charge)\b|\bdo(?:es)? .{1,30} pay (?:for|the)\b|\bdo(?:es)? .{1,20} charge for\b|\bfacturons-nous\b/
/** "A restocking fee", not "a fee" or "no fee". */
const named =
  /(?<!\p{L})(?!(?:an?|the|this|that|no|any|extra|same|such|our|small|flat|of|or|and|with|without)\b)(\p{L}+) (?:fees?|charges?|costs?)(?!\p{L})/u
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
