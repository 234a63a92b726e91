/** "They", "that customer", "the same one": whether a text means somebody the conversation was about. */

export interface Reference {
  /** How many of the most recent entities are meant. */
  readonly count: number
  readonly confidence: number
}

const patterns: ReadonlyArray<readonly [RegExp, Reference]> = [
  [
    /\b(both( of them)?|these two|those two|the two( of them)?|each other|(these|those) (two )?(customers|clients|companies)|les deux|ces (deux )?(clients|entreprises))\b/,
    { count: 2, confidence: 0.8 }
  ],
  [
    /\b(that|this|the same) (customer|client|company|account|firm|business|one|buyer)\b|\bthe same\b|\b(ce|le meme) (client|compte)\b|\bcette (entreprise|societe)\b|\bla meme (entreprise|societe)\b/,
    { count: 1, confidence: 0.85 }
  ],
  [/\b(they|them|their|theirs|they're|themselves|ils|elles|leur|leurs|eux)\b/, { count: 1, confidence: 0.8 }],
  [/\b(he|him|his|she|her|hers|lui)\b/, { count: 1, confidence: 0.65 }],
  [/^who('s| is| was) the (customer|client|buyer)\W*$/, { count: 1, confidence: 0.8 }],
  [/\b(its|it)\b/, { count: 1, confidence: 0.65 }],
  // "Combien nous doit-il ?"
  [/(?<!\b(?:y a|faut|fait|reste|existe|suffit|manque|semble|arrive|passe))-(?:t-)?(?:il|elle)\b/, {
    count: 1,
    confidence: 0.65
  }]
]

/** "All our customers and their invoices": the word refers to somebody within the text itself. */
const antecedent =
  /(?<!\b(?:these|those|both|two|ces|deux) )\b(customers|clients|companies|accounts|buyers|people|users|entreprises|societes)\b/
const idle =
  /\bit('s| is| was| would be| seems?)? (raining|late|early|ok|okay|true|that)\b|\bwhat time is it\b|\bis it (possible|raining|true)\b/

/** "Combien Zylophone nous doit-il ?" means whom it names itself, known or not. */
const inverted = /-(?:t-)?(?:il|elle)\b/
const named = /(?<=\p{L}\S* )\p{Lu}\p{L}/u

export const refersBack = (text: string): Reference | undefined => {
  const plain = text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase().replace(/[’]/g, "'")
  const found = patterns.find(([pattern]) => pattern.test(plain))
  if (found === undefined) return undefined
  const [, reference] = found
  if (reference.confidence < 0.7 && inverted.test(plain) && named.test(text)) return undefined
  if (reference.confidence === 0.8 && reference.count === 1 && antecedent.test(plain)) return undefined
  return reference.confidence < 0.7 && (idle.test(plain) || antecedent.test(plain)) ? undefined : reference
}
