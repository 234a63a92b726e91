/** What a customer's record holds besides figures; retrieval leaves only what was asked for. */
import { Array, Order } from "effect"
import type { FiguresOf } from "../../domain/Figures.ts"
import { kindOfPlace, otherForms } from "../../knowledge/Entities/Places.ts"
import { isPlace } from "../../knowledge/Facts/Details.ts"
import { plain, wordsOf } from "../Reading/Words.ts"
import { cited, type Desk, safe } from "./Desk.ts"

/** The street first, the country last; the rows keep no order. */
const byNearness = Order.mapInput(Order.number, ({ name }: Fields[number]) => {
  const at = nearestFirst.findIndex((part) => part.test(name))
  return at < 0 ? nearestFirst.length : at
})
const nearestFirst = [
  /(?:street|rue)$/i,
  /(?:city|town|ville)$/i,
  /(?:county|departement|province|state|region|territory)$/i,
  /(?:code|zip|postal)$/i,
  /(?:country|pays)$/i
]

type Fields = FiguresOf<"details">["fields"]

/** A sentence for each customer of whom anything was found. */
export const writeDetails = (desk: Desk): ReadonlyArray<string> =>
  desk.synthesis.entities.slice(0, 5).flatMap((entity) => {
    const stated = desk.sheet(entity.entity_id).details
    if (stated === undefined) return []
    const { fields } = stated.figures
    // "12 Main Street, Austin, TX" is read as one thing.
    const address = fields.length > 1 && fields.every(({ name }) => isPlace(name))
    const said = address
      ? [{ name: desk.say.address, value: Array.sortBy(byNearness)(fields).map(({ value }) => value).join(", ") }]
      : fields
    return [lead(desk, fields) + cited(safe(desk.say.details(entity.name, said)), stated.item)]
  })

/** "Is Delta in Ohio?", "is it a key account?": yes or no first, where a place or a yes or no was asked for. */
const lead = ({ say, synthesis }: Desk, fields: Fields): string => {
  if (!/^(?:is|are|est-ce) | est-(?:il|elle) /.test(plain(synthesis.question))) return ""
  const yes = fields.every(({ name }) => isPlace(name))
    ? isThere(synthesis.question, fields)
    : fields.length === 1 && (fields[0]?.value === "yes" || fields[0]?.value === "no")
    ? fields[0].value === "yes"
    : undefined
  return yes === undefined ? "" : `${yes ? say.yes : say.no}. `
}

/** Who is in one state or country is in no other one; of other places that is not known. */
const isThere = (question: string, fields: Fields): boolean | undefined => {
  // "IN" is Indiana, "in" is none.
  const asked = wordsOf(question).map((word) => word.length > 3 || word === word.toUpperCase() ? plain(word) : "-")
  const runs = asked.flatMap((_, from) => [1, 2, 3, 4].map((length) => asked.slice(from, from + length).join(" ")))
  const stands = (value: string) =>
    [plain(value), ...otherForms(value)].some((form) => runs.includes(wordsOf(form).join(" ")))
  if (fields.some(({ value }) => stands(value))) return true
  const kinds = runs.map(kindOfPlace).filter((kind) => kind !== undefined)
  // The Lebanon of Ohio is a city, and says nothing of the country.
  const told = fields.flatMap(({ name, value }) =>
    /(?:state|province|country|pays)$/i.test(name) ? [kindOfPlace(value)] : []
  )
  return told.some((kind) => kind !== undefined && kinds.includes(kind)) ? false : undefined
}
