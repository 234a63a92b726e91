/** The text is whole, readable, and written with markup that closes. */
import type { Gate } from "./Finding.ts"
import { type Sentence, squeezed, withoutMarkers, words } from "./Prose.ts"

/** Characters; the longest answer that is asked for has about half of them. Nothing behind them is looked at. */
export const longest = 8_000

type Flaw = readonly [fatal: boolean, finding: string]

export const gate = (text: string, sentences: ReadonlyArray<Sentence>): Gate => {
  const bare = withoutMarkers(squeezed(text.slice(0, longest))).trim()
  const flaws: ReadonlyArray<Flaw> = words(bare).length === 0
    ? [[true, "The answer is empty."]]
    : text.length > longest
    ? [[true, "The answer is far too long."]]
    : [...cut(bare), ...garbled(bare), ...repeated(bare, sentences), ...markup(text)]
  const fatal = flaws.some(([fatal]) => fatal)
  return {
    gate: "well_formed",
    score: fatal ? 0 : Math.max(0, 1 - 0.3 * flaws.length),
    hard: fatal,
    findings: flaws.map(([, finding]) => finding)
  }
}

const cut = (text: string): ReadonlyArray<Flaw> => {
  const last = text.split("\n").at(-1)?.trim() ?? ""
  const listed = /^(?:[-*•]|\d{1,2}[.)])\s|^\|.*\|$/.test(last)
  if (
    /[,;(\u2013\u2014-]$|(?:^|\s)(?:and|or|the|a|an|of|to|in|with|for|by|et|ou|le|la|les|de|des|du|à|avec|pour|par|un|une)$/iu
      .test(text)
  ) {
    return [[true, "The answer breaks off in the middle of a sentence."]]
  }
  if (listed || /[.!?…:»"”'’)*_`|%]$/u.test(text)) return []
  return words(text).length > 8 ? [[true, "The answer breaks off in the middle of a sentence."]] : []
}

const garbled = (text: string): ReadonlyArray<Flaw> => {
  const letters = text.match(/[\p{L}\s]/gu)?.length ?? 0
  const found: Array<Flaw> = []
  if (/\uFFFD|[\u0000-\u0008\u000B\u000C\u000E-\u001F]|Ã[©¨ª¢´]|â€/u.test(text)) {
    found.push([true, "The answer has broken characters."])
  }
  if (!text.isWellFormed()) found.push([true, "The answer has broken characters."])
  if (letters / text.length < 0.5 && text.length > 20) found.push([true, "The answer is hardly made of words."])
  if (/\S{120,}/.test(text.replace(/https?:\/\/\S+/g, ""))) found.push([true, "The answer has words without end."])
  if (/^\s*[{[][\s\S]*[}\]]\s*$/.test(text) && /"\s*:/.test(text)) found.push([true, "The answer is data, not prose."])
  if (/<\/?(?:div|span|p|br|script|html|body|table|think|thinking)\b[^>]*>/i.test(text)) {
    found.push([true, "The answer has tags in it."])
  }
  if (/\{\{[^}]*\}\}|\[(?:insert|your|name|date|customer)\b[^\]]*\]|\bTODO\b|\blorem ipsum\b/i.test(text)) {
    found.push([true, "The answer has gaps left to be filled in."])
  }
  return found
}

const repeated = (text: string, sentences: ReadonlyArray<Sentence>): ReadonlyArray<Flaw> => {
  const counts = new Map<string, number>()
  for (const { text } of sentences) if (words(text).length > 3) counts.set(text, (counts.get(text) ?? 0) + 1)
  const most = Math.max(0, ...counts.values())
  const all = words(text)
  const fours = all.slice(3).map((_, i) => all.slice(i, i + 4).join(" "))
  const distinct = new Set(fours).size / Math.max(1, fours.length)
  if (most >= 3 || (fours.length > 30 && distinct < 0.5)) return [[true, "The answer repeats itself over and over."]]
  return most === 2 ? [[false, "The answer says the same sentence twice."]] : []
}

const markup = (text: string): ReadonlyArray<Flaw> => [
  ...((text.match(/```/g)?.length ?? 0) % 2 === 1 ? [[true, "A code block is not closed."] as const] : []),
  ...((text.match(/\*\*/g)?.length ?? 0) % 2 === 1 ? [[false, "Bold text is not closed."] as const] : []),
  ...(/\[[^\]]*$/.test(text) ? [[true, "A bracket is not closed."] as const] : []),
  ...(unbalanced(text) ? [[false, "A parenthesis is not closed."] as const] : []),
  ...(/!\[[^\]]*\]\(|\]\(\s*(?:https?:|data:|javascript:)/i.test(text)
    ? [[true, "The answer has links or images in it."] as const]
    : [])
]
const unbalanced = (text: string) =>
  (text.match(/\(/g)?.length ?? 0) > (text.replace(/^\s*\d{1,2}\)/gm, "").match(/\)/g)?.length ?? 0)
