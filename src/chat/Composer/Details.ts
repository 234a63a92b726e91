/** What a customer's record holds besides figures; retrieval leaves only what was asked for. */
import { isPlace } from "../../knowledge/Facts/Details.ts"
import { cited, type Desk, safe } from "./Desk.ts"

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
    return [cited(safe(desk.say.details(entity.name, said)), stated.item)]
  })
