/** What one question teaches: what the user asks to be kept, their preferences, and the facts they state. */
import { words } from "../../llm/Embeddings/Words.ts"
import { claimOf } from "./Claims.ts"

export interface Lesson {
  readonly kind: "instruction" | "preference" | "fact"
  readonly content: string
  readonly importance: number
}

/** Questions, requests, guesses and small talk teach nothing. */
export const lessons = (query: string): ReadonlyArray<Lesson> =>
  query.replace(/[’]/g, "'").split(/(?<=[.!?])\s+(?=\S)|\n+/).flatMap(apart).flatMap(lessonOf).slice(0, mostLessons)

/** "Delta's CEO is Ann and its CFO is Bob" says two things. */
const apart = (sentence: string): ReadonlyArray<string> => {
  const [, first, owner, second] = twoOfOne.exec(sentence) ?? []
  return first === undefined || owner === undefined || second === undefined
    ? [sentence]
    : [first, `${owner}'s ${second}`]
}
const twoOfOne =
  /^((\p{Lu}[^,;:'?]{1,60})'s [^,;:?]{2,80}?) and (?:its|their|his|her) ([^,;:?]{2,40} (?:is|are) [^?]+)$/u

const lessonOf = (text: string): ReadonlyArray<Lesson> => {
  // Runs of white space would make the patterns below try every way to divide them.
  const sentence = text.trim().replace(/\s+/g, " ").replace(greeting, "").trim()
  const asked = directives.map((directive) => directive.exec(sentence)?.[1]).find((content) => content !== undefined)
  if (asked !== undefined && (!asked.endsWith("?") || requested.test(sentence))) {
    const content = sentenceCase(asked.replace(/\?+$/, ""))
    return worthKeeping(content, 2) ? [{ kind: "instruction", content, importance: 0.9 }] : []
  }
  if (sentence.length > longestAside || !worthKeeping(sentence, 3) || isQuestion(sentence) || isGuess(sentence)) {
    return []
  }
  const content = sentenceCase(sentence)
  if (preference.test(sentence) && !smallTalk.test(sentence)) return [{ kind: "preference", content, importance: 0.8 }]
  if (appointment.test(sentence)) return [{ kind: "fact", content, importance: 0.7 }]
  if (request.test(sentence)) return []
  if (told.some((pattern) => pattern.test(sentence)) || claimOf(sentence) !== undefined) {
    return [{ kind: "fact", content, importance: 0.7 }]
  }
  if (!statement.test(sentence)) return []
  // What the records tell is asked for as often as it is told.
  return [{ kind: "fact", content, importance: ofFigures.test(sentence) ? 0.5 : 0.7 }]
}

const worthKeeping = (content: string, least: number) => words(content).length >= least && /\p{L}/u.test(content)

const sentenceCase = (text: string): string => {
  const trimmed = text.trim()
  const [first = ""] = trimmed
  return `${first.toUpperCase()}${trimmed.slice(first.length)}`.slice(0, longest).toWellFormed()
}

/** "Could you note that Delta's buyer is Ann?" asks for it to be kept. */
const requested = /^(?:please )?(?:(?:can|could|will|would) you|peux-tu|pouvez-vous|pourrais-tu|pourriez-vous)\b/i

const isQuestion = (sentence: string) => /\?\s*$/.test(sentence) || question.test(sentence) || asksInside.test(sentence)
const isGuess = (sentence: string) => guess.test(sentence)

const greeting =
  /^(?:(?:hi|hello|hey|ok|okay|thanks|thank you|also|and|by the way|btw|bonjour|merci|please|no(?=[,:;.])|non(?=[,:;.])|actually|correction|sorry|in fact|en fait|i was wrong|my mistake|i meant|let me correct that)[,!.:;]?\s+)+/i

const polite =
  "(?:(?:please|kindly|also|and|always|you should|i want you to|i(?:'d| would) like you to|(?:can|could|will|would) you)[, ]+)*"
const link = "(?: ?[:,] ?(?:that )?| (?:down )?(?:this|that|the following|of the fact that)?(?: ?[:,])? ?)"
/** "Remember when we met": that asks, or says nothing of its own. */
const nothing = "(?!(?:when|how|what|why|where|who|whether|if|me|us|him|her|them|it|this|that|to|the (?:time|last))\\b)"

const directives = [
  new RegExp(`^${polite}((?:remember|(?:don't|do not|never) forget) to .+)$`, "i"),
  new RegExp(
    `^${polite}(?:remember|note|keep in mind|bear in mind|(?:don't|do not|never) forget|make a note|take (?:a )?note|take into account|write down|save(?= (?:this|that)\\b))${link}${nothing}(\\S.+)$`,
    "i"
  ),
  /^(?:for (?:the record|your information|future reference)|fyi|note to self)[,:]?\s+(.+)$/i,
  /^(?:(?:s'il (?:te|vous) plaît|stp|svp|peux-tu|pouvez-vous|pourrais-tu|pourriez-vous),? )*(?:n'oublie[zs]? pas|souviens-toi|souvenez-vous|rappelle-toi|rappelez-vous|reten(?:ir|ez|ons)|retiens|note[zr]?(?: bien)?|pren(?:ds|ez|dre) note|mémorise[zr]?|garde[zr]? en (?:tête|mémoire)|sache[z]?)(?: que | qu'| ?[:,] ?| )(?!(?:de|d'|quand|comment|qui|où|pourquoi)(?!\p{L}))(\S.+)$/iu
] as const

const preference =
  /^(?:please )?(?:always|never) \p{L}{2,}|^(?:(?:as a rule|in general|usually|from now on),? )?(?:(?:i|we)(?:'d)? (?:really |strongly |generally |usually |much )?(?:prefer|like|love|hate|dislike|always|never|avoid|only (?:accept|work|ship|buy|want))\b|our (?:company |internal |standard |general )?(?:policy|rule|practice|procedure) (?:is|says|requires|for)|(?:nous|je|on) (?:préf[éè]r|(?:ne )?\S+ (?:toujours|jamais))|notre (?:politique|règle))/iu

const smallTalk =
  /\b(?:like|love|hate|dislike) (?:this|that|it|you|your|the answer|how you)\b|would like to|'d like to/i

const question =
  /^(?:so |and |but |then )?(?:who|whom|whose|what|which|when|where|why|how|is|are|am|was|were|do|does|did|can|could|should|shall|will|would|may|might|has|have|had|isn't|aren't|don't|doesn't|qui|que|quoi|quel(?:le)?s?|quand|où|pourquoi|comment|combien|est-ce|faut-il|peut-on)\b/i
const asksInside =
  /\b(?:how (?:many|much|long|often)|tell me|show me|let me know|i wonder|wondering)\b|[,;] ?(?:so |and |but )?(?:what|how|why|should|can|could|does|do)\b|\b(?:is|are|was|were|has|have|had|uses?|used|made|makes?|means?|called|named|wants?|for|of|in|by|to|at|from|with|on) (?:what|which) (?:type|kind|sort|year|month|day|colou?r|number|percentage|name|size|part|city|country|state|person|company|customer|product|amount|date|time)s?\b/i
const request =
  /^(?:(?:i|we) (?:want|need|wish|would like|'d like|have) to\b|(?:i|we) (?:want|need)\b|(?:i|we) (?:am|are|was|were)\b|(?:show|tell|give|list|compare|find|explain|describe|summari[sz]e|check|look|get|send|calculate|analy[sz]e|draft|write|make|create|let|name (?:an?|the|one|some|any|two|three|four|five|\d+|all|every|each)|count|rank|sort|estimate|translate|quote|cite|identify|mention (?:an?|the|one|two|three))\b)/i
const guess =
  /^(?:if|suppose|assuming|assume|imagine|what if|maybe|perhaps|i (?:think|guess|believe|heard|assume|suppose|wonder|doubt)|it seems|apparently|je (?:pense|crois|suppose)|si |peut-être|supposons)\b/i

/** "Our fiscal year starts in July", "Delta's depot closes at five": when or where something is. */
const schedule =
  /^(?:(?:our|my|the|notre|nos|mon|ma|mes|les?|la|\S+'s) |l')(?:\p{L}[\p{L}'-]* ){1,5}?(?:now |maintenant )?(?:starts?|begins?|ends?|finish(?:es)?|(?:re)?opens?|closes?|moves?|relocates?|changes?|expires?|resumes?|takes? place|arrives?|leaves?|(?:commence|débute|se termine|r?ouvre|ferme|déménage|change|expire|arrive)(?:nt)?|fini(?:t|ssent)|part(?:ent)?) (?:now |maintenant )?(?:in|at|on|to|from|by|until|after|before|every|next|early|late|en|à|au|aux|les?|la|chaque|dès|vers|avant|après|jusqu)(?!\p{L})/iu

/** "I met Jane Roe from Delta": whom somebody saw or spoke to. */
const report =
  /^(?:(?:[Tt]oday|[Yy]esterday|[Tt]his morning|[Ll]ast week),? )?(?:I|[Ww]e)(?:'ve| have)?(?: just| also)? (?:met|spoke (?:to|with)|talked (?:to|with)|visited|heard from|had (?:a |an )?(?:call|meeting|lunch|talk|chat) with) .*\p{Lu}\p{Ll}/u

/** "We agreed to give Acme 3 %". */
const agreement =
  /^(?:(?:today|yesterday|this morning|last week|as of today),? )?(?:i|we)(?:'ve| have)?(?: just| also| now| already)? (?:lost|won|hired|appointed|launched|opened|closed|moved|switched|agreed|promised|decided|offered|granted|gave|given|signed|committed|arranged|cancelled|settled) (?!it\b|that\.?$)\S+ \S/i

/** "Acme will pay by Friday", "Delta promised to call": what somebody is going to do. */
const promise =
  /^\p{Lu}[\p{L}\p{N}&.'-]*(?: \p{Lu}[\p{L}\p{N}&.'-]*){0,4} (?:will|promised|agreed|refused|committed|announced|confirmed) (?:not )?(?!be (?:late|overdue)\b)\p{L}+ \S/u

/** "Harborview asked for a higher limit", "Delta told us that the depot closes": what somebody said. */
const reported =
  /^\p{Lu}[\p{L}\p{N}&.'-]*(?: \p{Lu}[\p{L}\p{N}&.'-]*){0,4}(?: from (?:our|the) \p{L}+)?(?: just| also| has| have){0,2} (?:met|visited|spoke (?:to|with)|talked (?:to|with)|said|says|told|asked|mentioned|requested|complained|called|phoned|wrote|e-?mailed|a dit|a demandé|a appelé|s'est plainte?) \S+ \S/u

/** "We ship on Tuesdays", "I manage Delta and Acme", "We give Granite Peak ten days more": how things are done here. */
const habit =
  /^(?:i|we|nous|on|je)(?: (?:only|now|also|currently|ne))* (?:ship|deliver|invoice|bill|pack|close|open|work|accept|allow|give|grant|offer|charge|manage|handle|look after|lead|run|keep(?! \p{L}+ing\b)|stock|sell|source|buy from|bank with|gère|gérons|livrons|facturons|fermons|accordons|offrons|vendons)(?!\p{L}) (?!(?:up|in|it|that|this|on it)[\s.!]*$)\S+/iu

/** "Our bank changed: it's Wells Fargo now". */
const changed =
  /^(?:our|my|notre|nos|mon|ma) (?:\p{L}[\p{L}'-]* ){1,4}?(?:has |have |a |ont )?(?:just |now )?change[dé]?[:,]? \S/iu

/** "I'm meeting Acme on Thursday": whom somebody is going to see, and when. */
const appointment =
  /^(?:i|we)(?:'m|'re|'ll| am| are| will| have to| need to)?(?: be)?(?: going to)? (?:meet|meeting|seeing|visit|visiting|call|calling|have lunch with|having (?:lunch|dinner|a call) with) .*\b(?:at \d|on (?:the )?\d|today|tomorrow|tonight|noon|(?:this|next) (?:morning|afternoon|evening|week|month)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)/i

/** "Our supplier for boxes is PackRight". */
const ours =
  /^(?:[Oo]ur|[Mm]y|[Nn]otre|[Mm]on|[Mm]a) (?:\p{L}[\p{L}'-]* ){1,6}?(?:is|are|est|sont) (?!there\b|it\b)\p{Lu}/u

const told = [ours, schedule, report, agreement, promise, reported, habit, changed]

/** A name, and what it is or does: `Delta Industries is moving to Ohio`, `Deliveries to Acme go to the north gate`. */
const statement = new RegExp(
  "^(?:The )?(?!(?:The|This|That|It|There|Here|They|He|She|You|I|We|Good|Great|Thanks|Yes|No|Everything|Nothing|Status)\\b)" +
    "\\p{Lu}[\\p{L}\\p{N}&.'-]*(?: (?:\\p{Lu}|\\d|&)[\\p{L}\\p{N}&.'-]*){0,5}" +
    "(?: and \\p{Lu}[\\p{L}\\p{N}&.'-]*)?(?: (?:for|to|from|of|at) \\p{Lu}[\\p{L}\\p{N}&.'-]*)?(?: \\p{Ll}[\\p{L}-]+){0,2}? " +
    "(?:(?:does not|doesn't|no longer|never|cannot|can't|won't|will not) )?" +
    "(?:is|are|will|has|have|had|wants?|needs?|requires?|prefers?|asked|agreed|refused|moved|moves|signed|plans?|closed|closes" +
    "|opened|opens|hired|merged|acquired|changed|switched|relocated|appointed|replaced|renamed|launched|bought|joined|left|renewed|cancelled|extended|introduced|adopted|dropped|stopped|started|complained|reported|requested|promised|expects?|accepts?" +
    "|pays?|uses?|orders|ships|shares?|sells?|buys?|makes?|runs?|offers?|delivers?|supplies|supply|charges?|go(?:es)?|(?:n')?est|(?:n')?a|(?:ne )?veut|(?:ne )?préfère|(?:ne )?paie|(?:n')?accepte) \\S+",
  "u"
)

const ofFigures =
  /\b(?:(?:over|past )due|late|unpaid|behind|owes?|owing|orders?|ordering|invoices?|pay(?:s|ing|ments?)?|revenue|sales|credit|limit|growing|declining|doing|well|badly|good|bad|new|customers?|clients?|status)\b/i

const mostLessons = 5
const longest = 1_000
const longestAside = 400
