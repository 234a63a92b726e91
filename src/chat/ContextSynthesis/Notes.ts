/** What is known in a few sentences, and how far it may be trusted. */
import { formats } from "../Composer/Formats.ts"
import { gap } from "../Composer/Gaps.ts"
import type { Synthesis } from "../Synthesis.ts"
import { shortened } from "./Sentences.ts"
import { sheetOf } from "./Sheet.ts"

type Known = Omit<Synthesis, "primary_context" | "confidence_notes">

/** The evidence that matters most, in sentences, most relevant first. */
export const primaryContext = (known: Known): string => {
  const names = known.entities.map((entity) => entity.name)
  const most = { simple: 4, medium: 8, complex: 12 }[known.complexity]
  const about = names.length === 0
    ? []
    : [
      known.language === "fr"
        ? `La question porte sur ${formats.fr.list(names)}.`
        : `The question is about ${formats.en.list(names)}.`
    ]
  return [...about, ...known.items.slice(0, most).map((item) => shortened(item.text, 400)), ...known.conflicts].join(
    " "
  )
}

/** Missing sources, thin evidence, guessed names, disagreements. */
export const confidenceNotes = (known: Known): ReadonlyArray<string> => {
  const french = known.language === "fr"
  const format = formats[known.language]
  const notes: Array<string> = known.missing.map((missing) => gap(missing, known.language))
  for (const entity of known.entities) {
    if (entity.confidence < 0.8 && (entity.match_type === "fuzzy" || entity.match_type === "coreference")) {
      notes.push(
        french
          ? `Le client a été compris comme ${entity.name} (certitude ${format.percent(entity.confidence)}).`
          : `The customer was taken to be ${entity.name} (${format.percent(entity.confidence)} certain).`
      )
    }
    const paid = sheetOf(known.items, entity.entity_id).payment_behaviour?.figures.paid_invoices
    if (paid !== undefined && paid > 0 && paid < 5) {
      notes.push(
        french
          ? `Le comportement de paiement de ${entity.name} ne repose que sur ${paid} ${
            format.plural(paid, "facture payée", "factures payées")
          }.`
          : `The payment behaviour of ${entity.name} rests on only ${paid} paid ${
            format.plural(paid, "invoice", "invoices")
          }.`
      )
    }
  }
  if (known.items.length === 0 && known.intent !== "conversation") {
    notes.push(french ? "Aucun élément n'a été trouvé." : "No evidence was found.")
  }
  return Array.from(new Set([...notes, ...known.conflicts]))
}
