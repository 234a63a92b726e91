/** Failures a caller can act on. Every other failure of a dependency degrades the answer instead. */
import { Schema } from "effect"

/** The request is wrong in a way its sender can mend. */
export class InvalidRequest extends Schema.TaggedError<InvalidRequest>()("InvalidRequest", {
  path: Schema.String,
  problem: Schema.String
}) {
  override get message() {
    return this.path === "" ? this.problem : `${this.path}: ${this.problem}`
  }
}

export class NotFound extends Schema.TaggedError<NotFound>()("NotFound", {
  kind: Schema.String,
  id: Schema.String
}) {
  override get message() {
    return `There is no ${this.kind} with the id "${this.id}".`
  }
}

export class Conflict extends Schema.TaggedError<Conflict>()("Conflict", { problem: Schema.String }) {
  override get message() {
    return this.problem
  }
}
