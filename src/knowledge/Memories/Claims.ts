/** What a sentence says about whom: the means to see that two memories say the same, or contradict each other. */
import { stem, stems, words } from "../../llm/Embeddings/Words.ts"

export interface Claim {
  /** As it is named, in lower case; `they` where the sentence leaves it to its context. */
  readonly subject: string
  readonly attribute: string
  readonly value: string
}

export interface Said {
  readonly content: string
  readonly entity_ids: ReadonlyArray<string>
}

/** Undefined where the sentence is not of the form "X's attribute is value", in one of its guises. */
export const claimOf = (sentence: string): Claim | undefined => {
  const text = sentence.replace(/[’]/g, "'").replace(/\s+/g, " ").trim().replace(/[.!]+$/, "")
  if (text.length > longest) return undefined
  for (const read of readings) {
    const claim = read(text)
    if (claim !== undefined) return claim
  }
  return undefined
}

/** Both speak of the same attribute of the same subject, with different values. */
export const contradict = (a: Said, b: Said): boolean => {
  const first = claimOf(a.content)
  const second = claimOf(b.content)
  return first !== undefined && second !== undefined && first.attribute === second.attribute &&
    sameSubject(first.subject, second.subject, shared(a, b)) && first.value !== second.value
}

/** Says nothing that the other does not: nearly the same words, the same numbers, and neither denies the other. */
export const sayTheSame = (a: string, b: string): boolean => {
  const first = new Set(stems(a))
  const second = new Set(stems(b))
  const common = [...first].filter((word) => second.has(word)).length
  const all = first.size + second.size - common
  return all > 0 && common / all >= 0.85 && numbers(a) === numbers(b) && denies(a) === denies(b)
}

const shared = (a: Said, b: Said): boolean => a.entity_ids.some((id) => b.entity_ids.includes(id))

const sameSubject = (a: string, b: string, sameEntity: boolean): boolean => {
  if (pronouns.has(a) || pronouns.has(b)) return sameEntity && !own.has(a) && !own.has(b)
  const first = words(a)
  const second = words(b)
  return a === b ||
    (sameEntity && (first.every((word) => second.includes(word)) || second.every((word) => first.includes(word))))
}

const numbers = (text: string): string => (text.match(/\d+(?:[.,]\d+)*/g) ?? []).toSorted().join(" ")
const denies = (text: string): boolean =>
  /\b(not|no|never|isn't|aren't|don't|doesn't|won't|ne|n'est|pas|jamais)\b/i.test(text)

type Reading = (text: string) => Claim | undefined

const claim = (subject: string | undefined, attribute: string | undefined, value: string | undefined) => {
  if (subject === undefined || attribute === undefined || value === undefined) return undefined
  const named = subject.toLowerCase().replace(/^(?:our |the )?(?:customer|client) (?=\S)|^the /, "").trim()
  const about = words(attribute).filter((word) => !qualifiers.has(word)).map(stem).toSorted().join(" ")
  const said = words(value).filter((word) => !fillers.has(word)).join(" ")
  const tooLong = words(named).length > 6 || words(attribute).length > 5
  return tooLong || about === "" || said === "" || named === ""
    ? undefined
    : { subject: own.get(named) ?? named, attribute: about, value: said }
}

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
  // Call me Sam.
  (text) => claim("my", "name", /^(?:please )?call me (\S+(?: \S+)?)$/i.exec(text)?.[1]),
  // Delta prefers e-mail: only what is said of the same kind of thing can contradict it.
  (text) => {
    const [, subject, verb, object] =
      /^(.{1,60}?) (?:now )?(prefers?|wants?|likes?|would like|uses?|requires?|préfèren?t?|veut|veulent) (.+)$/i.exec(
        text
      ) ?? []
    if (object === undefined || verb === undefined) return undefined
    const kind = kinds.find(({ members }) => members.test(object))
    return kind === undefined ? undefined : claim(subject, kind.name, object.match(kind.members)?.[0])
  }
]

const kinds = [
  {
    name: "contact channel",
    members:
      /\b(e-?mails?|phone|phone calls?|telephone|calls?|sms|text messages?|whatsapp|post|letters?|fax|courriel|téléphone)\b/i
  },
  {
    name: "payment method",
    members:
      /\b(wire(?: transfers?)?|bank transfers?|direct debit|cheques?|checks?|credit cards?|cards?|cash|virement|prélèvement)\b/i
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
  { name: "length", members: /\b(short|brief|concise|detailed|long)\b/i }
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
