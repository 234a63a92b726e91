/** What every writer of the composer works with: the synthesis, its language, its figures, its markers. */
import { shortened } from "../ContextSynthesis/Sentences.ts"
import { type Sheet, sheetOf } from "../ContextSynthesis/Sheet.ts"
import { withoutInstructions } from "../QualityGates/Instructions.ts"
import type { Marked, Synthesis } from "../Synthesis.ts"
import { english } from "./English.ts"
import { french } from "./French.ts"
import { gap, type Source, sourceOf } from "./Gaps.ts"
import type { Phrases } from "./Phrases.ts"

export interface Desk {
  readonly synthesis: Synthesis
  readonly say: Phrases
  readonly sheet: (entity_id: string | undefined) => Sheet<Marked>
  /** The customers' names as one phrase. */
  readonly names: string
}

export const deskOf = (synthesis: Synthesis): Desk => {
  const say = synthesis.language === "fr" ? french : english
  return {
    synthesis,
    say,
    names: say.format.list(synthesis.entities.map((entity) => entity.name)),
    sheet: (entity_id) => sheetOf(synthesis.items, entity_id)
  }
}

/** With the markers of what it rests on, before the full stop. */
export const cited = (text: string, ...items: ReadonlyArray<Marked | undefined>): string => {
  const markers = Array.from(new Set(items.flatMap((item) => item === undefined ? [] : [`[${item.marker}]`]))).join("")
  const said = text.trim()
  if (markers === "" || said === "") return said
  return /[^.][.!]$/.test(said) ? `${said.slice(0, -1)} ${markers}${said.slice(-1)}` : `${said} ${markers}`
}

export const bullets = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.length === 0 ? [] : [lines.map((line) => `- ${line}`).join("\n")]

/** A heading with its bullets, or nothing where there are none. */
export const section = (heading: string, lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.length === 0 ? [] : [`**${heading}**\n${lines.map((line) => `- ${line}`).join("\n")}`]

export const table = (header: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  [header, header.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replace(/\s*\n\s*/g, " ")).join(" | ")} |`)
    .join("\n")

/** Which of the sources this answer depends on could not be read, each in a sentence. */
export const gapsOf = (desk: Desk, sources: ReadonlyArray<Source>): ReadonlyArray<string> =>
  Array.from(
    new Set(
      desk.synthesis.missing.filter((missing) => sources.includes(sourceOf(missing.component)))
        .map((missing) => gap(missing, desk.synthesis.language))
    )
  ).slice(0, 3)

export const isMissing = (desk: Desk, source: Source): boolean =>
  desk.synthesis.missing.some((missing) => sourceOf(missing.component) === source && !missing.component.includes("."))

/** What was said, with its day, in the reader's language; the words themselves as they were said. */
export const quotation = (desk: Desk, item: Marked): string => {
  const text = safe(item.text)
  const framed = /^(You|I|[\p{L}\p{N}_ .-]{1,60}) (?:said|told me|wrote|noted)\b[^:]{0,60}: ?["“](.*)["”]\.?$/su.exec(
    text
  )
  if (framed?.[1] === "You" && framed[2] !== undefined) {
    const day = item.at === undefined ? undefined : desk.say.format.day(item.at)
    return cited(desk.say.said(day, shortened(framed[2].replace(/\.$/, ""), 240)), item)
  }
  return cited(shortened(text, 300), item)
}

/** A text of ours as the reader writes it: days in words, money with its sign, shares as everywhere else. */
export const readable = (desk: Desk, text: string): string => {
  const { format } = desk.say
  const money = (amount: string, currency: string) => format.money(Number(amount.replaceAll(",", "")), currency)
  return safe(text).replace(/\b\d{4}-\d{2}-\d{2}\b(?![T\d-])/g, (day) => format.isoDay(day))
    .replace(
      /\b(USD|EUR|GBP|CHF|CAD|AUD|JPY) (\d{1,3}(?:,\d{3})*(?:\.\d+)?)(?![\d,.]*\d)/g,
      (_, currency: string, amount: string) => money(amount, currency)
    )
    .replace(
      /(?<![\d,.$€£])(\d{1,3}(?:,\d{3})*(?:\.\d+)?) (USD|EUR|GBP|CHF|CAD|AUD|JPY)\b/g,
      (_, amount: string, currency: string) => money(amount, currency)
    )
    .replace(/(\d) %/g, desk.synthesis.language === "fr" ? "$1\u00a0%" : "$1%")
}

/** Without sentences that give orders to whoever writes the answer, and in one line. */
export const safe = (text: string): string => withoutInstructions(text).replace(/\s+/g, " ").trim()

export const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1)
export const upperFirst = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
