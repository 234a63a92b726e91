/** What a customer's record holds besides the columns that every business has. */
import type { FiguresOf } from "../../domain/Figures.ts"

type Fields = FiguresOf<"details">["fields"]

/** Texts, numbers and yes or no of the metadata, two levels deep; longer texts and lists of things are left out. */
export const detailsOf = (metadata: unknown): Fields => within(metadata, "").slice(0, most)

const within = (value: unknown, path: string): Fields => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return []
  return Object.entries(value).slice(0, most).flatMap(([key, inner]) => {
    const name = `${path}${spoken(key)}`
    if (name.length > longestName || spoken(key) === "") return []
    if (typeof inner === "object") return path === "" ? within(inner, `${name} `) : []
    const text = typeof inner === "boolean" ? (inner ? "yes" : "no") : String(inner).trim()
    return text === "" || text.length > longestValue ? [] : [{ name, value: text.replace(/\s+/g, " ") }]
  })
}

/** By its keys from the outside in. */
export const nameOf = (path: ReadonlyArray<string>): string => path.map(spoken).join(" ")

/** Where somebody is, by the name of the field that says it. */
export const isPlace = (name: string): boolean => place.test(name)

const place =
  /(?:^| )(?:street|city|town|post ?code|zip|zip ?code|state|province|region|county|country|territory|rue|ville|code postal|pays)$/i

/** `account_manager` and `accountManager` are "account manager". */
const spoken = (key: string): string =>
  key.replace(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, " ").replace(/[\s_.-]+/g, " ").trim().replace(
    /\p{Lu}(?!\p{Lu}|$)/gu,
    (letter) => letter.toLowerCase()
  )

const most = 40
const longestName = 60
const longestValue = 200
