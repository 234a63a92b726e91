/** What a customer's record holds besides figures; retrieval leaves only what was asked for. */
import type { FiguresOf } from "../../domain/Figures.ts"
import { otherForms } from "../../knowledge/Entities/Places.ts"
import { isPlace } from "../../knowledge/Facts/Details.ts"
import { plain, wordsOf } from "../Reading/Words.ts"
import { cited, type Desk, safe } from "./Desk.ts"

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
      ? [{ name: desk.say.address, value: fields.map(({ value }) => value).join(", ") }]
      : fields
    return [lead(desk, fields) + cited(safe(desk.say.details(entity.name, said)), stated.item)]
  })

/** "Is Delta in Ohio?", "is it a key account?": yes or no first, where a place or a yes or no was asked for. */
const lead = ({ say, synthesis }: Desk, fields: Fields): string => {
  const question = ` ${wordsOf(plain(synthesis.question)).join(" ")} `
  if (!/^ (?:is|are|est ce) | est (?:il|elle) /.test(question)) return ""
  const stands = (value: string) =>
    [plain(value), ...otherForms(value)].some((form) => question.includes(` ${wordsOf(form).join(" ")} `))
  const yes = fields.every(({ name }) => isPlace(name))
    ? fields.some(({ value }) => stands(value))
    : fields.length === 1 && (fields[0]?.value === "yes" || fields[0]?.value === "no")
    ? fields[0].value === "yes"
    : undefined
  return yes === undefined ? "" : `${yes ? say.yes : say.no}. `
}
