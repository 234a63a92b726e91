/** Which of a customer's details a question asks for: by their own names, or as such fields are called by others. */
import { Schema } from "effect"
import type { Intent } from "../../domain/Answer.ts"
import type { Evidence } from "../../domain/Evidence.ts"
import { Figures, type FiguresOf } from "../../domain/Figures.ts"
import { overlap, termsOf } from "../ContextSynthesis/Sentences.ts"
import { plain, wordsOf } from "../Reading/Words.ts"
import type { Reading } from "../Synthesis.ts"

type Fields = FiguresOf<"details">["fields"]

/**
 * Without the details that were not asked for: no writer sees them. What the record tells ("How many employees does Delta
 * have?") is no longer something that nothing tells of.
 */
export const onlyAsked = (
  items: ReadonlyArray<Evidence>,
  query: string,
  names: ReadonlyArray<string>,
  { intent, topics }: Reading
): ReadonlyArray<Evidence> => {
  const kept = items.flatMap((item) => {
    if (item.topic !== "details" || !isDetails(item.data)) return [item]
    const fields = asking.has(intent) && asksToBeTold(query)
      ? fieldsAsked(item.data.fields, query, names, topics.length === 0)
      : []
    if (fields.length === 0) return []
    const text = `${item.title}: ${fields.map(({ name, value }) => `${name} ${value}`).join("; ")}.`
    return [{ ...item, score: 1, text, data: { fields } }]
  })
  return kept.some(({ topic }) => topic === "details") ? kept.filter(({ ref }) => ref !== untold) : kept
}

const untold = "measure:refused/metric"

const isDetails = Schema.is(Figures.details)

const asking: ReadonlySet<Intent> = new Set<Intent>(["fact_lookup", "document_question", "unknown"])

/** "Did Delta answer my e-mail?" asks for no address. */
const asksToBeTold = (query: string): boolean => toldOf.test(plain(query)) || wordsOf(query).length <= 3

const toldOf =
  /^(?:(?:and|so|et|alors|please|hey|hi) )?(?:(?:can|could|would) you (?:please )?)?(?:what|which|where|who|how (?:can|could|do|does|many|much|to|should)|give|show|tell|list|send|find|is|are|do (?:we|you) (?:have|know)|does \S+ have|i need|quel|ou|qui|comment|combien|donne|montre|dis|avons|est|\S+ est-)/

const fieldsAsked = (fields: Fields, query: string, names: ReadonlyArray<string>, alsoByKind: boolean): Fields => {
  const subject = termsOf(names.join(" "))
  const asked = new Set(Array.from(termsOf(query)).filter((term) => !subject.has(term)))
  const named = fields.map((field) => ({ field, terms: termsOf(field.name) }))
    .filter(({ terms }) => overlap(terms, asked) === 1)
  // Of "e-mail" and "billing e-mail", the longer one is meant where all of it is asked for.
  const longest = named.filter(({ terms }) =>
    !named.some((other) => other.terms.size > terms.size && overlap(terms, other.terms) === 1)
  )
  const said = new Set(longest.map(({ field }) => field))
  const text = plain(query)
  const meant = !alsoByKind ?
    [] :
    kinds.filter(({ fields: called, words }) =>
      words.test(text) && !Array.from(said).some(({ name }) => called.test(plain(name)))
    )
  return fields.filter((field) => said.has(field) || meant.some((kind) => kind.fields.test(plain(field.name))))
}

const place =
  /\b(?:address|street|city|town|place|post ?code|zip|postal|state|province|region|county|country|location|headquarters|hq|adresse|rue|ville|code postal|departement|pays|siege)\b/

/** What is asked, and what a field that tells it is called. */
const kinds: ReadonlyArray<{ readonly words: RegExp; readonly fields: RegExp }> = [
  { words: /\b(?:e-?mails?|courriels?|mails?)\b/, fields: /\b(?:e-?mail|mail|courriel)\b/ },
  {
    words:
      /\b(?:phone|telephone|mobile|cell|tel|(?:can|could|do|should) (?:i|we) (?:call|ring)|appeler|joindre par telephone)\b/,
    fields: /\b(?:phone|telephone|tel|mobile|cell)\b/
  },
  { words: /\b(?:web ?site|web ?page|url|site (?:web|internet))\b/, fields: /\b(?:web ?site|site|web|url|domain)\b/ },
  {
    words:
      /\b(?:account (?:manager|owner|rep\w*)|sales ?(?:rep\w*|person|man|woman)|who (?:manages|looks after|handles|is in charge of|is responsible for)|responsable|commercial\w*|qui (?:gere|s'occupe))\b/,
    fields: /\b(?:manager|owner|rep|representative|sales ?(?:person|rep)|responsable|commercial|charge d'affaires)\b/
  },
  {
    words: /\b(?:prefer\w*|channel|canal|best way to (?:reach|contact|get))\b/,
    fields: /\b(?:prefer\w*|channel|canal)\b/
  },
  { words: /\b(?:vat|tax|tva|siret|siren|ein)\b/, fields: /\b(?:vat|tax|tva|siret|siren|ein)\b/ },
  {
    words: /\b(?:contact\w*|reach|get hold of|interlocut\w+|joindre)\b/,
    fields: /\b(?:contact|buyer|e-?mail|phone|telephone|tel|mobile|interlocuteur|acheteur)\b/
  },
  {
    words:
      /^(?:and |so |et |alors )?(?:where(?:'s| is| are) (?!.*\b(?:order|invoice|payment|money|shipment|delivery)s?\b)|in (?:which|what) |where (?:does|do)\b.*\b(?:sit|come from|operate)|ou (?:est|se trouve|sont))|^(?:is|are) .* (?:in|from) |est-(?:il|elle) .*(?:en|au|aux|a|dans) |\b(?:located|based|headquarter\w*|address|adresse|situee?s?|basee?s?|(?:what|which) (?:city|town|state|country|region)|quelle? (?:ville|pays|region))\b/,
    fields: place
  }
]
