/** How a tenant's chunks are compared with a question, by how many they are. */
import { Context } from "effect"

export class VectorLimits extends Context.Reference<VectorLimits>()("holdfast/knowledge/VectorLimits", {
  defaultValue: () => ({
    /** Up to so many, by all of their vectors. */
    exact: 5_000,
    /** Up to so many, by all of their codes first; beyond, by the index over codes, where there is one. */
    scanned: 30_000,
    /** So many of the nearest by their codes are compared by their vectors. */
    candidates: 500
  })
}) {}
