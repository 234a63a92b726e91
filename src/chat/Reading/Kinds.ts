/** Questions for a thing of a certain form: a time of day, a telephone number, a name. */

import { stem } from "../../llm/Embeddings/Words.ts"

/** Whether a sentence has such a thing; undefined where the question, which is plain, asks for none. */
export const kindAsked = (question: string): ((sentence: string) => boolean) | undefined => {
  const form = kinds.find(([asked]) => asked.test(question))?.[1]
  if (form !== undefined) return (sentence) => form.test(sentence)
  const done = doer.exec(question)?.[1]
  return done === undefined ? undefined : (sentence) => isSomebody(sentence) && !isDoneByNobody(done, sentence)
}

/** Somebody who may do a thing: by what they are, or by a name that does not begin the sentence. */
const isSomebody = (sentence: string): boolean =>
  /\b(?:managers?|directors?|heads?|officers?|presidents?|owners?|partners?|agents?|agency|service|departments?|teams?|sales|finance|operations|accounting|customers?|clients?|suppliers?|carriers?|drivers?|staff|employees?|people|(?:any|every|some|no)(?:one|body)|we|they|company|bank|board|by)\b/i
    .test(sentence) || /(?<=\p{L}[,;:]? ["“«(]?)\p{Lu}\p{Ll}/u.test(sentence)

/** "Who signs it?" is not answered by "as soon as it has been signed". */
const isDoneByNobody = (verb: string, sentence: string): boolean =>
  !/\bby\b/i.test(sentence) &&
  [...sentence.toLowerCase().matchAll(passive)].some(([, participle = ""]) => stem(participle) === stem(verb))

const doer =
  /^(?:and |so )?who (?:(?:may|can|must|should|will|has to|needs to|is allowed to) )?(?!(?:is|are|was|were|do|does|did|has|have|can|may)\b)(\p{L}{3,})/u
const passive = /\b(?:is|are|was|were|be|been|being)(?: \p{L}+ly)? (\p{L}+(?:ed|en|ld|nt|id|ut))\b/gu

/** "At what time of day", "à quelle heure". */
export const asksTimeOfDay = (question: string): boolean => timeOfDay.test(question)

const timeOfDay =
  /\b(?:(?:at|by|from|until|till|between|before|after) (?:what|which) (?:times?|hours?)|(?:what|which) (?:times?|hours?) (?:do|does|is|are|can|must|of)|times? of (?:the )?day|(?:what|which|quel\w*) .{0,20}(?:(?:working|opening|business|office) hours|(?:heures|horaires) d'ouverture)|(?:a|avant|apres|jusqu'a|des) quelles? heures?|quels horaires)\b/
const clock =
  /(?<![\d.,])\d{1,2}(?:[:.h]\d\d)? ?(?:[ap]\.?m\b|o['’]clock|h\b|:\d\d)|\b(?:noon|midday|midnight|mornings?|afternoons?|evenings?|matin|midi|minuit|apr[èe]s-midi|soir)\b/iu

/** Once, or since then: a year, a month, so long ago. */
const date =
  /(?<![\d.,])(?:1\d{3}|20\d\d)(?![\d.,]*\d)|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre|yesterday|ago|hier|il y a|century|decade|si[èe]cle|(?:last|this|previous) (?:week|month|quarter|year|spring|summer|autumn|winter))(?!\p{L})|\d{1,2}[/.]\d{1,2}/iu

const kinds: ReadonlyArray<readonly [RegExp, RegExp]> = [
  [timeOfDay, clock],
  [
    /\b(?:(?:tele)?phone|fax|mobile|hotline) numbers?\b|\bnumeros? de (?:telephone|portable|fax)\b/,
    /\+?\d[\d ()./-]{4,}\d/
  ],
  [/\be-?mail address(?:es)?\b|\badresses? (?:e-?)?mail\b|\badresses? electroniques?\b/, /\S@\S/],
  [
    /^(?:and |so |et |alors )?(?:when|since when|quand|depuis quand) (?:was|were|did|has|have|had|est|sont|a|ont|etait|avons)\b/,
    date
  ],
  [
    /\b(?:what|which) (?:year|decade|century|(?:month|date) (?:was|were|did))\b|\bquel(?:le)? (?:annee|decennie|siecle)\b/,
    date
  ],
  // A capital that does not begin a sentence.
  [
    /\b(?:the|le) (?:full |first |last )?(?:name|nom) (?:of|de|du|des)\b|\bcomment s'appelle|^(?:and |so |et )?(?:who is|who's|qui est) (?:the|our|le|la|notre) (?:\p{L}+ ){0,2}(?:head|director|manager|boss|owner|ceo|cfo|directeur|directrice|responsable|chef|patron)\b/u,
    /(?<=\p{L},? )\p{Lu}\p{Ll}/u
  ],
  [
    /\b(?:which|who|what|quels?|quelles?|qui)\b.* (?:the (?:most|fewest) \p{L}+s\b|le (?:plus|moins) (?:de|d'))(?!\p{L})/u,
    /(?<!\bat )\b(?:most|fewest)\b|\ble (?:plus|moins)\b/iu
  ],
  [
    /\b(?:who|whom|qui)\b.{0,20}\b(?:pays?|bears?|covers?|paie|supporte|prend en charge)(?!\p{L})|\bdo(?:es)? .{1,30} pay (?:for|the)\b/u,
    /\b(?:pa(?:y|id)\w*|bears?|borne|(?:sur)?charge[ds]?|costs?|fees?|interest|waived|free|expense|covers?|pai\w+|pay\w+|frais|co[uû]ts?|charges?|gratuit\w*)(?!\p{L})/iu
  ]
]
