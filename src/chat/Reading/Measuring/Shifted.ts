/** Times that a question says only by the one that was asked about before. */
import type { MeasureQuestion, Period } from "../../../domain/Measure.ts"
import * as Calendar from "./Calendar.ts"

/** "And the quarter before?" */
export const shiftedFrom = ({ period }: MeasureQuestion, text: string): Period | undefined => {
  if (period === null || period.from === null) return undefined
  const unit =
    /\b(?:the )?(day|week|month|quarter|year) (?:before|earlier|prior)\b|\bprevious (day|week|month|quarter|year)\b/
      .exec(text)
  const french =
    /\b(jour|semaine|mois|trimestre|annee) (?:d'avant|precedente?|avant)\b|\b(?:l'annee) (?:d'avant|precedente)\b/.exec(
      text
    )
  const word = unit?.[1] ?? unit?.[2] ?? french?.[1]
  if (word !== undefined || french !== null) {
    return /^(?:year|annee)/.test(word ?? "annee") && period.unit !== "year"
      ? Calendar.yearBefore(period)
      : Calendar.previousOf(period)
  }
  return /\b(?:before that|the one before|the period before|(?<!than )before|avant|celui d'avant|precedente?)\b/.test(
      text
    )
    ? Calendar.previousOf(period)
    : undefined
}

/** As long, and right before it; null where it began with the first row. */
export const beforeOf = (period: Period | null): Period | null =>
  period === null || period.from === null ? null : Calendar.previousOf(period)
