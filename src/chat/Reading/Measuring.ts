/** Turns a question into typed measures, by rules over its words; what cannot be measured is named, never guessed. */
import type { MeasureQuestion, Metric } from "../../domain/Measure.ts"
import { catalogue } from "../../knowledge/Measures/Catalogue.ts"
import { asksTimeOfDay } from "./Kinds.ts"
import { isLight } from "./Light.ts"
import { build } from "./Measuring/Build.ts"
import { fromWhom, meansThem, ofThose, whoMadeIt } from "./Measuring/Elliptic.ts"
import { following } from "./Measuring/Following.ts"
import { howMany, unmeasured } from "./Measuring/Metrics.ts"
import { inKnownWords } from "./Measuring/Paraphrases.ts"
import { type Pieces, piecesOf } from "./Measuring/Pieces.ts"
import { saysPlace } from "./Measuring/Placing.ts"
import { type Asked, type Clues, type MeasureReading, measuresAtOnce } from "./Measuring/Reading.ts"
import { refused } from "./Measuring/Refusals.ts"
import { shareIn } from "./Measuring/Shares.ts"
import { unreadIn } from "./Measuring/Unread.ts"
import { plain } from "./Words.ts"

/** `text` is plain, with `acme` for each name. Undefined where no number is asked for, or the facts tell it better. */
export const measuring = (text: string, clues: Clues): MeasureReading | undefined => {
  const said = clues.earlier?._tag === "Asked" ? goingOn(inKnownWords(text), clues.earlier) : inKnownWords(text)
  const others = said.replace(leftOut, " ")
  const asked = clues.earlier?._tag === "Asked" && clues.earlier.excluding && !said.includes("acme")
  // Who was left out of the question before stays left out.
  const excluding = asked || (others !== said && !others.includes("acme"))
  const spelled = excluding ? others : said
  const pieces = piecesOf(spelled, clues.now)
  const { earlier, intents, now } = clues
  const named = excluding ? 0 : clues.named
  if (earlier?._tag === "Asked") {
    // "And without Delta?" says enough to go on.
    const followed = following(pieces, earlier, { ...clues, named, past: clues.past || excluding })
    if (followed !== undefined) return followed._tag === "Asked" ? { ...followed, excluding } : followed
  }
  // "What is their limit?" with nobody named before: it is asked back whom that means, not told of all.
  if (named === 0 && (meansThem(spelled) || (thatOne.test(spelled) && !anybody.test(spelled)))) return undefined
  const [top, score = 0] = intents[0] ?? []
  if (top === "conversation" || top === "decision_support" || (top === "status" && pieces.times.found.length === 0)) {
    return undefined
  }
  const dated = pieces.times.found.length > 0
  const asks = howMany.test(spelled) || askingForNumbers.test(spelled)
  const counted = howMany.test(spelled) && pieces.filters.order_statuses !== undefined
  // "What happens when someone does not pay for 60 days?" asks for what is laid down.
  if (named === 0 && (ofConsequences.test(spelled) || (!dated && ofRights.test(spelled)))) return undefined
  if (top === "document_question" && score >= 3 && !(asks && (dated || counted))) return undefined
  // How a number of the whole business went is counted month by month; what is regular in it is not.
  const isTrend = named === 0 && pieces.metrics.length > 0 && pieces.by !== undefined
  if (top === "pattern_analysis" && regularities.test(isTrend ? spelled.replace(trend, " ") : spelled)) return undefined
  // How much of one customer's limit is used is a fact about it.
  if (named > 0 && !dated && usedLimit.test(spelled)) return undefined
  const unknown = unmeasured.exec(withoutMeasured(spelled))?.[0]
  if (
    unknown !== undefined && (pieces.metrics.every((metric) => vague.has(metric)) || ofIntervals.test(unknown)) &&
    asks &&
    (dated || named > 0 || owned.test(spelled)) && !asksNoNumber.test(spelled)
  ) {
    return {
      _tag: "Refused",
      refusal: "metric",
      words: unknown,
      metric: undefined,
      period: pieces.times.found[0]?.period
    }
  }
  const ranks = pieces.rank !== undefined && bothEnds.test(spelled)
    ? (["most", "least"] as const).map((order) => ({ limit: pieces.rank?.limit, order }))
    : [pieces.rank]
  const questions = pieces.metrics.slice(0, measuresAtOnce).flatMap((metric) =>
    ranks.map((rank) => build({ ...pieces, rank }, metric, { named, now }))
  )
  const [first] = questions
  if (asksTimeOfDay(spelled)) return undefined
  const impossible = refused(spelled, pieces, questions, now)
  if (impossible !== undefined && named === 0) return impossible
  const certain = named === 0 && pieces.metrics.some((metric) => !vague.has(metric))
  if (first === undefined || !(asks || dated || certain || pieces.rank !== undefined || pieces.by !== undefined)) {
    return undefined
  }
  if (named > 0 && !(named > 1 && together.test(spelled)) && !beyondFacts(pieces, first)) return undefined
  const unread = [
    ...unreadOf(pieces, first, named),
    ...unreadIn(pieces.rest),
    // Nobody knows which ones, where no list came before.
    ...(earlier === undefined && named === 0 && ofThose.test(spelled) ? ["those"] : [])
  ].filter((word) => (first.placed === null || !saysPlace(word)) && (first.before === null || !ofChange.test(word)))
  // What interest is charged on late payments, when shipments are held: no number of ours, though one stands beside it.
  if (named === 0 && impossible === undefined && asksForAnother(spelled, pieces, unread)) return undefined
  if (named > 0 && top === "pattern_analysis" && first.before === null) return undefined
  // "Compare Delta and Zylophone": with one side unknown there is nothing to compare.
  if (top === "comparison" && named === 1 && first.before === null && first.by === null) return undefined
  return impossible ?? {
    _tag: "Asked",
    questions,
    text: spelled,
    field: pieces.field,
    excluding,
    unread
  }
}

/** Read where a figure is compared with an earlier one. */
const ofChange =
  /^(?:increas|decreas|ris(?:e|en|ing)$|fall|drop|declin|improv|worsen|deteriorat|slow|augment|diminu|baiss|hauss|recul)/

const ofIntervals = /\b(?:between|entre)$/

/** Of orders and invoices that were listed, "which of them" asks for no customers. */
const goingOn = (text: string, { questions: [first] }: Asked): string => {
  const words = text.replace(fromWhom, "by customer").replace(whoMadeIt, "by customer")
  return first?.by === "order" || first?.by === "invoice" ? words : words.replace(whichOfThem, "which customers $1")
}

/** "Which of them is overdue?" */
const whichOfThem = /\b(?:which|who)(?: ones?)? ((?:of|among) (?:those|these|them))\b/

/** "Excluding Acme and Delta". */
const leftOut =
  /\b(?:excluding|except(?:ing)?(?: for)?|other than|apart from|besides|not (?:counting|including)|leaving out|without|hors|sauf|excepte|sans(?: compter)?|a l'exception de?|en dehors de?)(?: |')(?:the )?acme(?:(?:,| and| or| et| ou|, and) acme)*/

/** Set where a number stands in the question and something else is asked: what is written down, not what was counted. */
export const isAboutAnother = (text: string): boolean => {
  const spelled = inKnownWords(text)
  const pieces = piecesOf(spelled, 0)
  return pieces.metrics.length > 0 && asksForAnother(spelled, pieces, unreadIn(pieces.rest))
}

/** Words that name what no figure takes account of. */
export const beyondFigures = (question: string): ReadonlyArray<string> =>
  unreadIn(piecesOf(inKnownWords(plain(question)), 0).rest).filter((word) => !isLight(word))

/** The same, and no pattern either. */
export const beyondPatterns = (question: string): ReadonlyArray<string> =>
  beyondFigures(plain(question).replaceAll(new RegExp(regularities, "g"), " ").replace(conduct, " "))

const thatOne =
  /\b(?:that|this) (?:customer|client)\b|\b(?:does|did|has|is) (?:he|she)\b|\b(?:does|did|has) it (?:owe|pay|paid|order|buy|bought|spend|spent)\b|\b(?:combien|que|quand) (?:nous |me )?(?:doit|paie|paye|commande|achete)(?:-t)?-(?:il|elle)\b/
const anybody =
  /\b(?:customers|clients|companies|accounts|buyers|who|whose|which|everybody|everyone|each|all|people|quels?|qui|entreprises|chaque)\b/

const ofConsequences =
  /^(?:and |so |et |alors )?(?:what (?:happens|do we do|must we do) (?:if|when|once|after|in case)|que se passe-t-il|qu'arrive-t-il|que fait-on (?:si|quand|lorsqu|en cas))(?!\p{L})/u

/** "What do customers get for early payment?" */
const ofRights =
  /^(?:and |so )?what do(?:es)? (?:an? |our |the )?(?:new )?(?:customers?|clients?) (?:get|receive|earn|need)\b/

/** "Our best and our worst customers". */
const bothEnds =
  /\b(?:best|top|largest|biggest|highest|most)\b.{0,80}\b(?:and|or|et)\b.{0,80}\b(?:worst|bottom|smallest|lowest|least)\b|\b(?:worst|bottom|smallest|lowest|least)\b.{0,80}\b(?:and|or|et)\b.{0,80}\b(?:best|top|largest|biggest|highest|most)\b|\bmeilleurs? et (?:les |des |nos |le )?(?:pires?|moins bons?)\b/
const together = /\b(?:together|combined|altogether|in total|ensemble|au total)\b/

/** "15% of what Delta owes": nothing is reckoned out of a figure. */
const partOf = /(?<![\d.,])\d+(?:[.,]\d+)? ?%(?= (?:of|de|du|des)\b)/

const usedLimit =
  /\b(?:limit|plafond)\b.{0,60}\b(?:used?|in use|utilis\w+)\b|\b(?:us(?:e|es|ed|ing)|utilis\w+)\b.{0,60}\b(?:limit|plafond)\b/
/** Not asked for a number, whatever it is about. */
const asksNoNumber = /^(?:and |so |et |alors )?(?:when|where|who|why|quand|ou|qui|pourquoi)\b/

/** The word after "what" is none that was read; or a vague word is all that was read, and more was said. */
const asksForAnother = (text: string, pieces: Pieces, unread: ReadonlyArray<string>): boolean => {
  if (asksTimeOfDay(text)) return true
  if ((ofAnyOne.test(text) || howFast.test(text)) && pieces.metrics.every(isNoTime)) return true
  if (pieces.times.found.length > 0 || pieces.rank !== undefined) return false
  const vaguely = pieces.metrics.every((metric) => vague.has(metric))
  if (vaguely && pieces.by === undefined && always.test(text) && !howMany.test(text)) return true
  if (unread.length === 0) return false
  // "Who audits our accounts?" asks for none of them.
  if (pieces.metrics.every((metric) => metric === "customers") && whoDoes.test(text)) return true
  const head =
    /^(?:and |so |et |alors )?(?:what|which|quel(?:le)?s?)(?: (?:sont|est|are|is)|'s)?(?: (?:les?|la|nos|notre|the|our))? (\p{L}+)/u
      .exec(text)?.[1]
  // "How many works of art are in the collections?" counts none that is known.
  const counted = /\bhow many (?:different |such |other )?(\p{L}+)/u.exec(text)?.[1]
  if (vaguely && counted !== undefined && unread.includes(counted) && unread.length > 1) return true
  if (howMany.test(text)) return head !== undefined && unread.includes(head)
  return (head !== undefined && unread.includes(head)) ||
    /^how often\b/.test(text) ||
    (/^how (?:long|soon|can|should)\b/.test(text) && vaguely) ||
    (vaguely && pieces.by === undefined && pieces.bound === undefined)
}

/** "When is an order a rush order?", "how quickly do they ship?": it is laid down and not counted. */
const ofAnyOne = /^(?:and |so |et |alors )?when (?:is|does|can|may|must|should) an? /
const howFast = /^(?:and |so )?how (?:quickly|fast|soon|promptly) (?:is|are|does|do|can|must|should)\b/
const isNoTime = (metric: Metric) => catalogue[metric].unit !== "days"

const whoDoes = /^(?:and |so |et )?(?:who|whom|how(?! many)|qui|comment)\b(?! (?:are|is) (?:our|the)\b)/

/** When or where a thing is done, as a rule: a count says how often it was. */
const always =
  /^(?:and |so |et |alors )?(?:(?:when|where|why) (?:do|does|is|are|can|may|must|should|will)|(?:quand|ou|pourquoi)(?!.*\b(?:a|ont|avons|etait|etaient)\b))\b/

const both = /\b(?:both|a la fois)\b/
const meanWord = /\b(?:average|mean|median|typical|moyen(?:ne)?)\b/

/** A part of which the whole is not measured; a mean where it is the sum that is told. */
const unreadOf = (
  { bound, by, counting, metrics, rest, text, times }: Pieces,
  { as, metric }: MeasureQuestion,
  named: number
): ReadonlyArray<string> => [
  ...(as === "share" || catalogue[metric].unit === "share" || (by !== undefined && named === 0) ? [] : shareIn(rest)),
  ...(bound?.of === "percent" && as !== "share" && catalogue[metric].unit !== "share" ? [`${bound.bound.than}%`] : []),
  // Who was there in each of two times is no difference of two numbers.
  ...((counting && times.found.length > 1) || (metrics.length > 1 && by === "customer")
    ? both.exec(text)?.slice(0, 1) ?? []
    : []),
  ...(bound === undefined ? partOf.exec(rest)?.slice(0, 1) ?? [] : []),
  ...(as === "mean" || !catalogue[metric].additive ? [] : meanWord.exec(rest)?.slice(0, 1) ?? [])
]

const askingForNumbers =
  /\b(?:how (?:much|many|often|late|long|fast|quickly|big|large|old|high|did|do|does|is|are|has|have)|what|which|who|whose|whom|when|list|show|give|tell|total|sum|count|average|mean|median|top|rank|compare|is|are|did|do|does|has|have|was|were|combien|quel(?:le)?s?|qui|liste|montre|donne|classe\w*|moyenne?|somme|est-ce|y a-t-il|avons|ont|a quel)\b|\?/
const trend = /\b(?:trend|tendance)s?\b/g
const regularities =
  /\b(?:unusual\w*|odd|strange|weird|suspicious|abnormal|anomal\w+|outliers?|patterns?|trends?|seasonal\w*|saisonn\w+|tendances?|inhabituel\w*|bizarre|etrange|stands? out|red flags?|habits?|habitudes?|regularit\w+)\b/
const conduct = /\b(?:behav\w+|conduct\w*|(?:strange|odd|weird|suspicious)ly)\b/g
const owned = /\b(?:our|we|us|nos|notre|nous|total|au total|avons)\b/
/** Words that stand beside almost anything. */
const vague = new Set<Metric>(["orders", "customers", "invoices", "payments", "revenue"])

/** "Returned orders", "cost of sales": a word that has another meaning beside a measure. */
const withoutMeasured = (text: string): string => text.replace(/\b(?:returned|sales (?:tax|costs?)|net)\b/g, " ")

/** One customer's figures as of now, or over the usual days, are facts already, told with what belongs to them. */
const beyondFacts = ({ as, bound, by, times }: Pieces, question: MeasureQuestion): boolean =>
  as === "share" || question.placed !== null ||
  times.found.length > 0 || bound !== undefined || question.before !== null ||
  (by !== undefined && by !== "customer") || beyond.has(question.metric)

const beyond = new Set<Metric>([
  "rush_share",
  "average_order",
  "order_value",
  "average_invoice",
  "payments",
  "due_amount",
  "median_days_late",
  "late_share"
])
