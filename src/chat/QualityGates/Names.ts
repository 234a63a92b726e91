/** Proper names in an answer that nothing known contains. Capitals decide, so it is careful about where sentences begin. */
import type { Ground } from "./Ground.ts"
import { fold, stem } from "./Prose.ts"

export interface Name {
  readonly text: string
  /** Surely a name: several words, or a capital in the middle of a sentence. */
  readonly certain: boolean
}

const word = /(?<![\p{L}\p{N}])\p{L}[\p{L}\p{N}'’&.-]*/gu

/** All capitalised sequences of a sentence, as written. */
export const names = (sentence: string): ReadonlyArray<Name> => {
  const found: Array<Name> = []
  let run: Array<string> = []
  let start = 0
  let end = 0
  const close = () => {
    const text = run.join(" ")
    const certain = run.length > 1 || !begins(sentence, start)
    const after = sentence.slice(end)
    if (run.length > 0 && (certain || (acts.test(after) && !label.test(after)))) found.push({ text, certain })
    run = []
  }
  for (const match of sentence.matchAll(word)) {
    const token = match[0].replace(/[.'’-]+$/, "").replace(/['’]s$/, "")
    const adjacent = run.length > 0 && /^\.?[ \u00A0]$/.test(sentence.slice(end, match.index))
    if (!/^\p{Lu}/u.test(token) || ignored.test(token)) {
      close()
      continue
    }
    if (!adjacent) close()
    if (run.length === 0) start = match.index
    run.push(token)
    end = match.index + token.length
  }
  close()
  return found
}

const begins = (sentence: string, index: number) =>
  /^$|[.!?:;…•"“«(|\n—–-]\s*$/u.test(sentence.slice(0, index).trimEnd())

/** The first word of a sentence is taken for a name only where somebody seems to do something. */
const acts =
  /^(?:['’]s|\s+(?:has|have|is|was|will|would|had|did|does|owes?|owed|pays?|paid|placed|ordered|bought|sells?|confirmed|said|a|est|doit|paie|avait|était))(?!\p{L})/u

/** "Money owed: …": what stands before a colon heads what follows. */
const label = /^[^.:|]{0,30}\s?:/

/** What is written with a capital and names nobody. */
const ignored =
  /^(?:I|I'm|Mon(?:day)?|Tue(?:sday)?|Wed(?:nesday)?|Thu(?:rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?|Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|[QT][1-4]|US|USD|EUR|GBP|CHF|CAD|AUD|JPY|DSO|YTD|YoY|MoM|AR|KPI|FAQ|ID|OK|VAT|TVA|HT|TTC|B2B|PDF|CSV|English|French|Net)$/

/** Known: the whole phrase occurs, or each of its words occurs somewhere as an ordinary word, as in a heading. */
export const known = (name: Name, ground: Ground): boolean => {
  const phrase = fold(name.text)
  if (contains(ground.folded(), phrase)) return true
  const parts = phrase.split(" ")
  const ordinary = (part: string) => ground.ordinary().has(stem(part)) || commonplace.has(stem(part))
  if (parts.every(ordinary)) return true
  const [first = "", ...others] = parts
  return others.length > 0 && (ordinary(first) || !name.certain) &&
    known({ text: others.join(" "), certain: true }, ground)
}

const contains = (text: string, phrase: string): boolean => {
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
    const before = text[at - 1] ?? " "
    const after = text[at + phrase.length] ?? " "
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return true
  }
  return false
}

/** Words that answers about a business begin sentences and headings with. */
const commonplace = new Set(
  `a about according account accounts action actions additionally adresse advice after all also although amount amounts an analysis and another answer any
  approval are as at au aucun aucune aussi available average avec balance based because before below besides between both business but by cash cela certain change changes
  client clients company comparison compare compared conclusion condition conditions confidence consequently considering credit current currently customer customers
  d data date days de decision depuis des despite details donnees due during each either elle elles en ensuite ensemble est et evidence except exposure extend extending
  facture factures fact facts few finally first following for forecast from furthermore general given grant granting growth he hence her here high his history hold how however
  if il ils impact in increase information invoice invoices is it its keep key la large last late le les leur leurs limit limits low main mais many meanwhile medium memory more moreover most
  my neither nevertheless next no none not note nothing notice nous now of offer on once one only open option options or order orders other our out outlook outstanding over overall
  overdue overview par payment payments pattern patterns paiement paiements past pattern per please points policy position pour previously price prior priority profile quant question
  rather reason reasons recent recently recommend recommendation recommended record records regarding result results revenue review risk risks rush sales same se second select
  ses several she shipment shipments should si similarly since so some son source sources spending statistically status still such summary sur sources terms than that the their them
  then there therefore these they third this those though three thus to today together total trend trends two under unfortunately until up upon usage utilization value volume
  vous we were what when where whereas whether which while who why with within without yes yesterday yet you your`
    .split(/\s+/).map(stem)
)
