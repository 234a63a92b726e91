/** What a sentence says about whom: the means to see that two memories say the same, or contradict each other. */
import * as Memo from "../../llm/Embeddings/Memo.ts"
import { stem, stems, words } from "../../llm/Embeddings/Words.ts"
import * as Frames from "./Frames.ts"

export interface Claim {
  /** As it is named, in lower case; `they` where the sentence leaves it to its context. */
  readonly subject: string
  readonly attribute: string
  readonly value: string
}

export interface Said {
  readonly content: string
  readonly entity_ids: ReadonlyArray<string>
  /** Whose "I" and "we" it is; null for the user. */
  readonly speaker: string | null
}

/** What is known of a user is compared with each new thing that is said, so it is read again and again. */
const mostKept = 5_000

/** Undefined where the sentence is not of the form "X's attribute is value", in one of its guises. */
export const claimOf: (sentence: string) => Claim | undefined = Memo.make(mostKept, (sentence) => {
  const text = sentence.replace(/[’]/g, "'").replace(/\s+/g, " ").trim().replace(/[.!]+$/, "")
  if (text.length > longest || denies(text)) return undefined
  for (const read of readings) {
    const claim = read(text)
    if (claim !== undefined) return claim
  }
  return undefined
})

/**
 * What was said cannot hold beside the other: another value of the same attribute of the same subject, the same sentence
 * with another value in it, or its denial.
 */
export const contradict = (a: Said, b: Said): boolean => {
  const first = claimOf(a.content)
  const second = claimOf(b.content)
  if (a.speaker !== b.speaker && (isOwn(a.content, first) || isOwn(b.content, second))) return false
  if (first !== undefined && second !== undefined) {
    return first.attribute === second.attribute && first.value !== second.value &&
      sameSubject(first.subject, second.subject, shared(a, b))
  }
  return sameEntities(a, b) && (Frames.opposed(a.content, b.content) || Frames.revalued(a.content, b.content))
}

/** Says nothing that the other does not: the same claim, or nearly the same words with the same numbers and denials. */
export const sayTheSame = (a: Said, b: Said): boolean => {
  if (a.speaker !== b.speaker || !sameEntities(a, b)) return false
  const first = claimOf(a.content)
  const second = claimOf(b.content)
  if (first !== undefined && second !== undefined) {
    return first.attribute === second.attribute && first.value === second.value &&
      sameSubject(first.subject, second.subject, shared(a, b))
  }
  if (Frames.alike(a.content, b.content)) return true
  const [mine, others] = [stemsOf(a.content), stemsOf(b.content)]
  const common = [...mine].filter((word) => others.has(word)).length
  const all = mine.size + others.size - common
  return all > 0 && common / all >= 0.85 && numbers(a.content) === numbers(b.content) &&
    denies(a.content) === denies(b.content)
}

const stemsOf = Memo.make(mostKept, (content) => new Set(stems(content)))

const isOwn = (content: string, claim: Claim | undefined) =>
  (claim !== undefined && (claim.subject === "i" || claim.subject === "we")) ||
  /\b(?:i|we|my|our|us|me|je|nous|mon|ma|notre|nos)\b/i.test(content)

const sameEntities = (a: Said, b: Said): boolean =>
  a.entity_ids.length === b.entity_ids.length && a.entity_ids.every((id) => b.entity_ids.includes(id))

const shared = (a: Said, b: Said): boolean => a.entity_ids.some((id) => b.entity_ids.includes(id))

const sameSubject = (a: string, b: string, sameEntity: boolean): boolean => {
  if (pronouns.has(a) || pronouns.has(b)) return sameEntity && !own.has(a) && !own.has(b)
  const first = words(a)
  const second = words(b)
  return a === b ||
    (sameEntity && (first.every((word) => second.includes(word)) || second.every((word) => first.includes(word))))
}

const numbers = (text: string): string => (text.match(/\d+(?:[.,]\d+)*/g) ?? []).toSorted().join(" ")
const denies = (text: string): boolean => /\b(?:not|no|never|cannot|\p{L}+n't|ne|pas|plus|jamais)\b|\bn'/iu.test(text)

type Reading = (text: string) => Claim | undefined

/** Numbers and words as they are compared, however they are written. */
const valueOf = (text: string): string =>
  words(text.replace(/(\d)[,\u00a0\u202f ](?=\d{3}\b)/g, "$1").replace(/\be-(?=mails?\b)/gi, "e"))
    .filter((word) => !fillers.has(word)).map(stem).join(" ")

const claim = (subject: string | undefined, attribute: string | undefined, value: string | undefined) => {
  if (subject === undefined || attribute === undefined || value === undefined) return undefined
  const named = subject.toLowerCase().replace(/^(?:our |the )?(?:customer|client) (?=\S)|^the /, "").trim()
  const { described, rest } = splitValue(value)
  const about = words(`${attribute} ${described}`).filter((word) => !qualifiers.has(word)).map(stem).toSorted().join(
    " "
  )
  if (words(attribute).some((word) => manifold.has(stem(word)))) return undefined
  const said = valueOf(rest)
  const tooLong = words(named).length > 6 || words(attribute).length > 5
  return tooLong || about === "" || said === "" || named === ""
    ? undefined
    : { subject: own.get(named) ?? named, attribute: about, value: said }
}

/** "open until 4 pm" is a value of until when it is open: what leads up to a place or time belongs to the attribute. */
const splitValue = (value: string) => {
  const [whole = "", described = ""] =
    /^((?:now |currently )?(?:(?:open|closed|based|located|due|sent|kept|valid|shipped) )?(?:in|at|on|until|till|by|within|after|before|from|to|near) )/i
      .exec(value) ?? []
  return { described, rest: value.slice(whole.length) }
}

/** Of these a customer has several at once, and one more replaces none. */
const manifold = new Set(
  "policy rule practice procedure goal problem issue concern product supplier competitor brand order invoice question"
    .split(" ").map(stem)
)

const becomes = "(?:is|are|will be|is now|are now|(?:has |have )?(?:been )?changed to|becomes?|became|est|sont)"

const readings: ReadonlyArray<Reading> = [
  // Delta's contact is Jane Roe.
  (text) => {
    const [, subject, attribute, value] =
      new RegExp(`^(.{1,60}?)(?:'s|s') (.{2,50}?) ${becomes} (.+)$`, "i").exec(text) ?? []
    return claim(subject, attribute, value)
  },
  // Their contact is Jane Roe; my name is Sam.
  (text) => {
    const [, subject, attribute, value] =
      new RegExp(`^(my|our|their|its|his|her|mon|ma|notre|leur) (.{2,50}?) ${becomes} (.+)$`, "i").exec(text) ?? []
    return claim(subject, attribute, value)
  },
  // The contact at Delta is Jane Roe; le contact de Delta est Jane Roe.
  (text) => {
    const [, attribute, subject, value] =
      new RegExp(`^(?:the |le |la |l')(.{2,40}?) (?:of|for|at|de|chez|pour) (.{1,60}?) ${becomes} (.+)$`, "i").exec(
        text
      ) ?? []
    return claim(subject, attribute, value)
  },
  // Delta has a credit limit of 50,000.
  (text) => {
    const [, subject, attribute, value] = /^(.{1,60}?) (?:has|have) (?:an? )?(.{2,40}?) of (.+)$/i.exec(text) ?? []
    return claim(subject, attribute, value)
  },
  // Delta pays within 45 days.
  (text) => {
    const [, subject, value] = /^(.{1,60}?) pays? (?:us )?(?:in|within|after|at) (\d+ days?)\b/i.exec(text) ?? []
    return claim(subject, "payment terms", value)
  },
  // Jane Roe is our contact at Delta.
  (text) => {
    const [, value, attribute, subject] =
      /^(\p{Lu}[\p{L}.'-]+(?: \p{Lu}[\p{L}.'-]+){0,3}) (?:is|became|becomes|is now|will be) (?:the |our |their )?(?:new )?(\p{L}[\p{L} -]{1,39}?) (?:of|for|at) (\p{Lu}.{0,59})$/u
        .exec(text) ?? []
    return claim(subject, attribute, value)
  },
  // The board meeting is on 12 December; the board meeting moved to 15 December.
  (text) => {
    const [, whose, what, value] = appointment.exec(text) ?? []
    const at = /^\d{1,2}(?:[:.h]\d\d| ?[ap]\.?m\b)/i.test(value ?? "") ? "at" : "on"
    const isMine = /^m/i.test(whose ?? "") && !/^(?:meeting|call|appointment|lunch|visit)\b/i.test(what ?? "")
    return claim(whose === undefined ? undefined : isMine ? "my" : "our", what, value && `${at} ${value}`)
  },
  // I'm meeting Acme on Thursday: what "the meeting with Acme is on Friday" ends.
  (text) => {
    const [, whom, value] = engaged.exec(text) ?? []
    return claim("our", whom && `meeting with ${whom}`, value && `on ${value}`)
  },
  // Call me Sam.
  (text) =>
    claim("my", "name", /^(?:(?:please )?call me|je m'appelle|appel(?:le|ez)-moi) (\S+(?: \S+)?)$/i.exec(text)?.[1]),
  // Delta prefers e-mail: only what is said of the same kind of thing can contradict it.
  (text) => {
    const [, subject, verb, object] =
      /^(.{1,60}?) (?:now |always |usually |generally |normally )?(prefers?|wants?|likes?|would like|uses?|requires?|pays? by|(?:(?:has|have) )?(?:switched|changed|moved)(?: over)? to|préf[éè]re(?:nt|ns)?|préférons|veut|veulent) (.+)$/i
        .exec(
          text
        ) ?? []
    if (object === undefined || verb === undefined) return undefined
    const kind = kinds.find(({ members }) => members.test(object))
    return kind === undefined ? undefined : claim(subject, kind.name, object.match(kind.members)?.[0])
  }
]

/** A day or an hour of something of ours. */
const appointment =
  /^(the|our|my|notre|mon|ma|la|le|l') ?((?:\p{L}[\p{L}'-]* ){0,4}?\p{L}[\p{L}'-]*) (?:is|are|will be|takes place|(?:is |was |were |has been |have been |got )?(?:moved|postponed|rescheduled|delayed|brought forward|pushed back)|est|aura lieu|a lieu|(?:est |a été )?(?:reportée?|déplacée?)) (?:now |set |planned |scheduled )?(?:on|at|for|until|to|le|à|au)? ?(?:the )?((?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|tomorrow|noon|midnight|next (?:week|month|monday|tuesday|wednesday|thursday|friday)|lundi|mardi|mercredi|jeudi|vendredi|demain|midi).*)$/iu

const engaged =
  /^(?:i|we)(?:'m|'re|'ll| am| are| will| have to| need to)?(?: be)?(?: going to)? (?:meet|meeting|see|seeing|visit|visiting|have a meeting with|having a meeting with) (\p{L}[\p{L}'&.-]*(?: \p{L}[\p{L}'&.-]*){0,4}?) (?:on )?((?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|next (?:week|month|monday|tuesday|wednesday|thursday|friday)|\d{1,2}(?:st|nd|rd|th)? \p{L}{3,9})\b.*)$/iu

const kinds = [
  {
    name: "contact channel",
    members:
      /\b(e-?mails?|phone|phone calls?|telephone|calls?|sms|text messages?|whatsapp|post|letters?|fax|courriel|téléphone)\b/i
  },
  {
    name: "payment method",
    members:
      /\b(wire(?: transfers?)?|bank transfers?|direct debit|cheques?|checks?|credit cards?|cards?|cash|virements?|prélèvements?|chèques?)\b/i
  },
  { name: "time of day", members: /\b(mornings?|afternoons?|evenings?|noon|overnight|matin|après-midi|soir)\b/i },
  {
    name: "rhythm",
    members:
      /\b(daily|weekly|fortnightly|monthly|quarterly|yearly|annual(?:ly)?|mensuel\w*|trimestriel\w*|hebdomadaire\w*)\b/i
  },
  {
    name: "language",
    members: /\b(english|french|german|spanish|italian|dutch|portuguese|anglais|français|allemand|espagnol)\b/i
  },
  { name: "length", members: /\b(short|brief|concise|detailed|long|courtes?|brèves?|détaillée?s?|longues?)\b/i }
] as const

const own: ReadonlyMap<string, string> = new Map([
  ["i", "i"],
  ["my", "i"],
  ["mon", "i"],
  ["ma", "i"],
  ["je", "i"],
  ["we", "we"],
  ["our", "we"],
  ["notre", "we"],
  ["nous", "we"]
])
const pronouns = new Set([
  "they",
  "their",
  "it",
  "its",
  "he",
  "his",
  "she",
  "her",
  "leur",
  "ils",
  "elles",
  "this customer",
  "that customer",
  "customer"
])
const qualifiers = new Set(["new", "current", "latest", "updated", "main", "primary", "nouveau", "nouvelle", "actuel"])
const fillers = new Set(["now", "currently", "a", "an", "the", "un", "une", "le", "la", "désormais", "maintenant"])
const longest = 400
