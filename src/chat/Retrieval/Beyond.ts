/** Which questions that were read as ones for figures may be for the documents. */
import type { Subject } from "../EntityResolution.ts"
import { beyondFigures } from "../Reading/Measuring.ts"
import type { Reading } from "../Synthesis.ts"

/** Of a customer something is asked that no rows tell, at no certain time: it may stand in the terms that hold for all. */
export const isUntold = ({ measure }: Reading): boolean =>
  measure?._tag === "Refused" && measure.refusal === "metric" && measure.period === undefined

/** About nobody, and with words that no figure takes account of; or how a thing is decided, not whether to. */
export const asksMoreThanFigures = ({ entities, query, records }: Subject, reading: Reading): boolean =>
  isUntold(reading) ||
  (entities.length + records.length === 0 &&
    ((reading.intent === "fact_lookup" && (isAllowed.test(query) || beyondFigures(query).length > 0)) ||
      (reading.intent === "decision_support" && how.test(query))))

/** "Can customers pay in euros?", "Do they have to prepay?", "How old must one be?", "the smallest order we accept". */
export const isAllowed =
  /^\s*(?:how \w+ (?:[\p{L}-]+ ){0,3})?(?:can|may|must) (?!you\b|we\b|i\b)|(?<!\bdid )\b(?:we|you) (?:accept|allow|permit|require)\b|^\s*do(?:es)? .{1,40} (?:have|need) to\b/iu

const how =
  /^\s*(?:(?:by|from|to|in|at|de|à|sous|dans) )?(?:how|when|who|whom|which|combien|quand|qui|quel(?:le)?s?)\b(?! (?:customers?|clients?)\b)/i
