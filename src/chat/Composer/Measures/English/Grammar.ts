/** How words are put together in English: plurals, lateness, a sentence with its capital and full stop. */
import { formats } from "../../Formats.ts"

const { days, number, plural } = formats.en

export const many = (count: number, one: string, more = `${one}s`) =>
  `${count === 0 ? "no" : number(count)} ${plural(count, one, more)}`

export const late = (value: number) =>
  Math.abs(value) < 0.05 ? "on the due date" : value > 0 ? `${days(value)} late` : `${days(-value)} early`

export const sentence = (...parts: ReadonlyArray<string>) => {
  const text = parts.filter((part) => part !== "").join(" ")
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

export const sameYear = (first: string, last: string) => first.slice(0, 4) === last.slice(0, 4)
