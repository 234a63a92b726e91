/** The database did not do what was asked of it. Callers degrade; writes are kept aside and retried. */
import { Schema } from "effect"

export class StoreError extends Schema.TaggedError<StoreError>()("StoreError", {
  /** Which of our operations it was: `Entities.resolve`. */
  operation: Schema.String,
  cause: Schema.Defect
}) {
  override get message() {
    return `The database could not complete ${this.operation}.`
  }
}
